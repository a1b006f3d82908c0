"""Reading, cleaning and splitting documents."""

from __future__ import annotations

import io
import re
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.documents import CleanText, Skipped, clean, furniture, original, parse_date, read, sentences
from graphkit.errors import InputError
from graphkit.model import Document, PartialDate


def plain(text: str) -> str:
    return clean(Document("d", text)).text


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(CleanText(text, range(len(text) + 1)))]


def one(path: Path) -> Document | InputError:
    found = list(read([path]))
    assert len(found) == 1
    return found[0]


def document(path: Path) -> Document:
    found = one(path)
    assert isinstance(found, Document), found
    return found


def error(path: Path) -> str:
    found = one(path)
    assert isinstance(found, InputError)
    message = str(found)
    assert "\n" not in message
    return message.replace(str(path), path.name)


# reading


def test_text_is_the_whole_file_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "summit.txt"
    path.write_bytes("\ufeffZürich.\r\nTwo lines.\r\n".encode())
    found = document(path)
    assert found.text == "\ufeffZürich.\r\nTwo lines.\r\n"
    assert (found.id, found.published, found.title, found.body_start) == ("summit", None, None, 0)
    assert plain(found.text) == "Zürich.\nTwo lines."


def test_front_matter_is_read_and_stays_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "oslo.md"
    path.write_text(
        '---\ntitle: "Handshake: a start"\ndate: 1993-09-13\n# a remark\nurl: https://example.org/a\n---\nThey met.\n'
    )
    found = document(path)
    assert found.title == "Handshake: a start"
    assert found.published == PartialDate(1993, 9, 13)
    assert found.url == "https://example.org/a"
    assert found.text[found.body_start :] == "They met.\n"
    assert clean(found).text == "They met."


SEEN = PartialDate(2023, 3, 22)


@pytest.mark.parametrize(
    ("fields", "title", "published"),
    [
        ("og:title: Other\ntitle: Kept # not this\n", "Kept", None),
        ("title: A deal: what is in it # not this\ndate: null\n", "A deal: what is in it", None),
        ("title: >\n  Folded\n  in two\ntags: [a, b]\ndate: 2023-03-22 # seen\n", "Folded in two", SEEN),
        ("title: NO\nid: 007\n# a remark\n\npublished: '2023-03-22T08:00:00Z'\n", "NO", SEEN),
        ("title: 'null'\ndate: ~\nauthors:\n- A: B\n", "null", None),
        ("", None, None),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_front_matter_is_yaml(
    tmp_path: Path, fields: str, title: str | None, published: PartialDate | None, end: str
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(f"---\n{fields}---\nThey met.\n".replace("\n", end).encode())
    found = document(path)
    assert (found.title and found.title.strip(), found.published) == (title, published)
    assert found.text[found.body_start :] == f"They met.{end}"


@pytest.mark.parametrize(
    "text",
    ["---\nKyiv: Russia struck.\n", "---\nRussia met China.\n---\nThey agreed.\n", "---\n- a: b: c\n---\nThey met.\n"],
)
def test_a_leading_rule_is_prose(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text)
    assert document(path).body_start == 0


@pytest.mark.parametrize(
    "hostile", ["a" + " " * 60_000, "title" + " " * 60_000, "a: " * 20_000, "---   " * 10_000, "- " * 20_000]
)
def test_hostile_front_matter_is_read_quickly(tmp_path: Path, hostile: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\n{hostile}\n---\nThey met.\n")
    began = time.process_time()
    one(path)
    assert time.process_time() - began < 5


def test_a_rule_at_the_top_of_a_text_is_no_front_matter(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nRussia met China.\n")
    assert document(path).body_start == 0


def test_json_lines(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text(
        '{"id": "a", "date": "2023-03-22T08:00:00Z", "text": "One.", "title": "T", "url": "u"}\n\n{"text": "Two."}\n'
    )
    first, second = read([path])
    assert first == Document("a", "One.", "T", "u", PartialDate(2023, 3, 22))
    assert second == Document("wire-3", "Two.")


def test_a_folder_is_read_in_order_and_ids_are_paths_from_it(tmp_path: Path) -> None:
    for name in ("b.txt", "a/x.md", "a/skip.doc", ".hidden/x.txt"):
        path = tmp_path / "news" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Text.")
    found = list(read([tmp_path / "news", tmp_path / "news" / "b.txt"]))
    assert [d.id for d in found if isinstance(d, Document)] == ["a/x", "b"]
    skipped: list[Skipped] = []
    list(read([tmp_path / "news"], skip=skipped.append))
    assert skipped == [Skipped(str(tmp_path / "news" / "a" / "skip.doc"), ".doc", file=True)]


def test_ids_stay_unique(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "x.txt").write_text("Text.")
    (tmp_path / "x.jsonl").write_text('{"id": "x", "text": "Other."}\n')
    found = list(read([tmp_path / "one" / "x.txt", tmp_path / "two" / "x.txt", tmp_path / "x.jsonl"]))
    assert [f.id for f in found[:2] if isinstance(f, Document)] == ["x", str(tmp_path / "two" / "x.txt")]
    assert isinstance(found[2], InputError)
    assert "'x' is already used by" in str(found[2])


@pytest.mark.parametrize(
    ("data", "ids"),
    [(b"Russia met China.", ["stdin"]), (b'{"text": "One."}\n{"id": "b", "text": "Two."}\n', ["stdin-1", "b"])],
)
def test_standard_input_may_be_prose_or_json_lines(data: bytes, ids: list[str]) -> None:
    assert [d.id for d in read(["-"], stdin=io.BytesIO(data)) if isinstance(d, Document)] == ids


BAD_FILES = [
    ("empty.txt", b"", "empty.txt: is empty"),
    ("blank.txt", b" \r\n\n", "blank.txt: is empty"),
    ("picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "picture.txt:3: is binary"),
    ("latin.txt", "Gut.\nZürich.".encode("latin-1"), "latin.txt:2: is not UTF-8 (byte 0xfc at 6)"),
    ("wide.txt", "Text".encode("utf-16"), "wide.txt: is in UTF-16"),
    ("day.md", b"---\ntitle: x\ndate: last Tuesday\n---\nText.\n", "day.md:3: 'last Tuesday' is not a date"),
    ("year.md", b"---\ndate: 20233\n---\nText.\n", "year.md:2: '20233' is not a date"),
    (
        "field.md",
        b"---\ntitle: x\nno field here\n---\nText.\n",
        "field.md:3: the front matter is not valid YAML (could not",
    ),
    ("open.md", b"---\ntitle: x\nText.\n", "open.md:1: the front matter is never closed"),
    ("bare.md", b"---\ntitle: x\n---\n \n", "bare.md: has no text after its front matter"),
    ("wordy.txt", b"A line.\n" + b"word " * 1_000_000, "wordy.txt:2: more than 100,000 characters without"),
    ("empty.jsonl", b"\n\n", "empty.jsonl: is empty"),
    ("never.md", b"---\ndate: 0001-01-01\n---\nText.\n", "never.md:2: '0001-01-01' is not a date"),
    ("last.md", b"---\ndate: 9999-12-31\n---\nText.\n", "last.md:2: '9999-12-31' is not a date"),
    ("deep.md", b"---\ntitle: " + b"[" * 5000 + b"\n---\nText.\n", "deep.md:"),
    ("odd.md", b"---\ntitle: a\x01b\n---\nText.\n", "odd.md:1: the front matter is not valid YAML (odd characters)"),
    ("old.doc", b"", "old.doc: .doc is not read; save it as .docx or its text as .txt"),
    ("graph.ttl", b"", "graph.ttl: .ttl is not read; use graphkit import for graphs"),
]


@pytest.mark.parametrize(("name", "data", "message"), BAD_FILES, ids=[name for name, _, _ in BAD_FILES])
def test_a_bad_file_is_one_line_that_names_it(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert error(path).startswith(message)


BAD_LINES = [
    (b'{"text": "a', "is not JSON"),
    (b"[1]", "is not a JSON object"),
    (b"[" * 100_000, "is not JSON"),
    (b'{"id": 3}', "has no text"),
    (b'{"text": 3}', "has no text"),
    (b'{"text": " "}', "its text is empty"),
    (b'{"text": "a", "date": "soon"}', "'soon' is not a date"),
    (b'{"text": "a", "date": 20231322}', "'20231322' is not a date"),
    (b'{"text": "\xfc"}', "is not UTF-8"),
    (b'{"text": "' + b"word " * 30_000 + b'"}', "more than 100,000 characters"),
]


@pytest.mark.parametrize(("line", "message"), BAD_LINES, ids=[message for _, message in BAD_LINES])
def test_a_bad_line_is_named_and_the_others_are_read(tmp_path: Path, line: bytes, message: str) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_bytes(b'{"text": "One."}\n' + line + b'\n{"text": "Three."}\n')
    first, second, third = read([path])
    assert isinstance(first, Document)
    assert isinstance(third, Document)
    assert str(second).replace(str(path), path.name).startswith(f"wire.jsonl:2: {message}")


def test_a_missing_path_and_a_folder_without_documents_are_named(tmp_path: Path) -> None:
    assert "no such file or folder" in error(tmp_path / "absent.txt")
    (tmp_path / "hollow").mkdir()
    assert "no documents in this folder" in error(tmp_path / "hollow")


def test_lone_surrogates_do_not_survive_reading(tmp_path: Path) -> None:
    path = tmp_path / "wire.jsonl"
    path.write_text('{"text": "A \\ud800 b \\ud83d\\ude00.", "id": "\\ud800", "title": "\\udfff", "url": "\\ud800"}')
    found = document(path)
    f"{found.text}{found.id}{found.title}{found.url}".encode()
    path = path.rename(tmp_path / "a\udcff.txt")
    document(path).id.encode()


@pytest.mark.parametrize(
    ("name", "line", "published"),
    [
        ("a.md", "date: 2023-03", PartialDate(2023, 3)),
        ("a.md", "date: March 2023", PartialDate(2023, 3)),
        ("a.md", "date: 2023", PartialDate(2023)),
        ("2021-02-03 note.md", "title: x", PartialDate(2021, 2, 3)),
        ("wire_20210203.md", "title: x", PartialDate(2021, 2, 3)),
        ("2021/02/03/a.md", "title: x", PartialDate(2021, 2, 3)),
        ("2021-02-03.md", "date: 2023-03-22", PartialDate(2023, 3, 22)),
        ("2021-02-30.md", "title: x", None),
        ("resolution-2231-20.md", "title: x", None),
        ("12021-02-03.md", "title: x", None),
    ],
)
def test_a_month_a_year_and_the_name_of_a_file_tell_when_it_was_published(
    tmp_path: Path, name: str, line: str, published: PartialDate | None
) -> None:
    path = tmp_path / "news" / name
    path.parent.mkdir(parents=True)
    path.write_text(f"---\n{line}\n---\nThey met.\n", encoding="utf-8")
    assert document(tmp_path / "news").published == published


def test_a_month_is_read_as_its_first_day() -> None:
    assert parse_date("2023-03") == date(2023, 3, 1)


@pytest.mark.parametrize(
    "value", ["2023-13-01", "22 March 2023", "20230322", "2023-W12-3", "", "2023-03-22x", "٢٠٢٣-٠٣-٢٢"]
)
def test_what_is_no_date(value: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_date(value)


# cleaning


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SEOUL (Reuters) - North Korea fired.", "North Korea fired."),
        ("LONDON, March 3 (AP) — Britain agreed.", "Britain agreed."),
        ("KYIV, Ukraine (AP) -- Russia struck.", "Russia struck."),
        ("Tel Aviv (AFP) – Israel struck.", "Israel struck."),
        ("BEIJING/MOSCOW, Dec. 5 (Xinhua) -- China met Russia.", "China met Russia."),
        ("(Reuters) - Iran met Iraq.", "Iran met Iraq."),
        ("MOSCOW — Putin met Xi.", "Putin met Xi."),
        ("NATO — whose members met — agreed.", "NATO — whose members met — agreed."),
        ("Iran (and Iraq) - both left.", "Iran (and Iraq) - both left."),
        ("AT&amp;T said &#8220;no&rdquo;.", 'AT&T said "no".'),
        ("5 &lt; 6 and a < b, R&D &unknown; stay.", "5 < 6 and a < b, R&D &unknown; stay."),
        ("<p>One <b>bold</b> word.</p><p>Two.<br/>Three.</p>", "One bold word.\nTwo.\nThree."),
        ("A<!-- x <b> -- --> b<script>if (a<b) {}</script>.", "A b."),
        ("Nar\u200brow\u00a0and\u2009thin\ufeff, soft\u00adhyphen.", "Narrow and thin, softhyphen."),
        ("“It’s ‘fine’,” he said.", "\"It's 'fine',\" he said."),
        ("[[Vladimir Putin|Putin]] met [[Xi Jinping]].[1][citation needed]", "Putin met Xi Jinping."),
        ("See [the text](https://example.org/x).", "See the text."),
        ("# A headline\n\n**Russia** met *China* in 2 * 3 rooms.", "A headline\nRussia met China in 2 * 3 rooms."),
        ("too   many\tblanks ", "too many blanks "),
        ("One.\r\n\r\nTwo.\rThree.", "One.\nTwo.\nThree."),
    ],
)
def test_cleaning(text: str, expected: str) -> None:
    assert plain(text).strip() == expected.strip()


def test_wrapped_lines_are_joined_and_headlines_are_not() -> None:
    wrapped = (
        "The president of Russia, Vladimir Putin, met with the Chinese\nPresident Xi Jinping in Moscow on Tuesday, and "
        "the two of them\ntalked about U.S.\nforces in Europe.\n\nA second paragraph."
    )
    first, second = wrapped.split("\n\n")
    assert plain(wrapped).split("\n") == [first.replace("\n", " "), second]
    headline = (
        "Russia and China agree to deepen ties\nThe presidents of Russia and China agreed on Tuesday " + "to meet " * 20
    )
    assert split(plain(headline))[0] == "Russia and China agree to deepen ties"


def test_a_span_ends_where_its_last_character_ends() -> None:
    source = Document("d", "<b>A &amp; B&nbsp;</b>&quot;C&quot;.</p> D.")
    text = clean(source)
    first, last = sentences(text)[0]
    assert original(source, text, first, last).text == "A &amp; B&nbsp;</b>&quot;C&quot;."
    start = text.text.index('"C"')
    begin, end = text.span(start, start + 3)
    assert source.text[begin:end] == "&quot;C&quot;"


PIECES = [
    "<p>",
    "</b>",
    "&amp;",
    "&nbsp;",
    "&#8217;",
    "\u200b",
    "\u00a0",
    "“",
    "\r\n",
    "\n",
    "\n\n",
    "  ",
    "[[",
    "]]",
    "|",
]
PIECES += [
    "[x](y)",
    "**",
    "# ",
    "<!--",
    "-->",
    "MOSCOW (Reuters) - ",
    "KYIV — ",
    "U.S. ",
    "Gen. ",
    ". ",
    '." ',
    "He said",
    "A.",
]
MARKUP = st.lists(st.text(max_size=8) | st.sampled_from(PIECES), max_size=30).map("".join)


@given(MARKUP, st.integers(0, 5))
def test_offsets_lead_back(text: str, body_start: int) -> None:
    source = Document("d", text, body_start=min(body_start, len(text)))
    found = clean(source)
    assert found.ends is not None
    assert len(found.offsets) == len(found.text) + 1
    assert len(found.ends) == len(found.text)
    assert found.offsets[len(found.text)] == len(text)
    edges = list(found.offsets)
    assert edges == sorted(edges)
    assert all(source.body_start <= a < b <= len(text) for a, b in zip(found.offsets, found.ends, strict=False))
    for character, offset, end in zip(found.text, found.offsets, found.ends, strict=False):
        given = text[offset:end]
        told = character == given[0] or character in unicodedata.normalize("NFKC", given)
        assert character.isalnum() <= (told or given.startswith("&"))


@given(MARKUP)
def test_sentences_are_slices_in_order(text: str) -> None:
    source = Document("d", text)
    found = clean(source)
    position = place = 0
    for start, end in sentences(found):
        assert position <= start < end
        assert found.text[position:start].strip() == ""
        assert found.text[start:end] == found.text[start:end].strip()
        sentence = original(source, found, start, end)
        assert source.text[sentence.start : sentence.end] == sentence.text != ""
        assert sentence.start >= place
        position, place = end, sentence.end
    assert found.text[position:].strip() == ""


# sentences


@pytest.mark.parametrize(
    "expected",
    [
        ["Russia met China.", "Iran left."],
        ["The U.S. President met Gen. John F. Kelly in the U.S. on Jan. 3.", "He left."],
        ["He flew to the U.S.", "The visit ended.", "The U.N. Charter stands."],
        ["Mr. Smith, of St. Louis, is No. 5.", "No. He is No. 6."],
        ["George W. Bush and J. K. Rowling met Lt. Gen. Doe."],
        ["It began at 5 p.m. on Monday.", "It ended at 6 p.m.", "They left."],
        ['"We agree."', '"Do you?" Putin asked.', '"No!" the Iranian said.', "He left."],
        ['He said: "We agree."', "Iran left."],
        ["Inflation is 3.5 percent (see Fig. 2).", "U.S.-led forces left."],
        ["Why?", "Because… nobody knows.", "Wait...", "China left."],
        ["They fled in Dec. 2015.", "It was over."],
    ],
)  # fmt: skip
def test_sentences(expected: list[str]) -> None:
    text = " ".join(expected)
    if expected[-1].startswith("No. He"):
        expected = [*expected[:-1], "No.", "He is No. 6."]
    assert split(text) == expected


def test_a_headline_and_a_missing_blank_end_a_sentence() -> None:
    assert split("Putin visits Xi\nThey met in Moscow.Later they ate.") == [
        "Putin visits Xi",
        "They met in Moscow.",
        "Later they ate.",
    ]


def test_a_runaway_sentence_is_cut_at_blanks_and_quickly() -> None:
    text = "word " * 200_000
    began = time.monotonic()
    pieces = split(text)
    assert max(map(len, pieces)) <= 4_000
    assert set(" ".join(pieces).split(" ")) == {"word"}
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (f"{'a ' * 400}b; {'c, ' * 100}{'d ' * 400}", f"{'a ' * 400}b;"),  # rather where a clause ends
        (f"{'a ' * 400}b, {'c ' * 400}", f"{'a ' * 400}b,"),  # than at a comma, and there rather than between two words
        (f"a; {'b ' * 800}", f"a; {'b ' * 597}b"),  # but not so that little is left
        ("a" * 2_000, "a" * 1_200),
    ],
)
def test_a_runaway_sentence_is_cut_where_it_may_best_be(text: str, first: str) -> None:
    assert split(text)[0] == first


@pytest.mark.parametrize("hostile", ["<!--", "<script>", "A-", ".", "[[", "Mr. ", "<p ", '"', "&", "* ", "\n"])
def test_hostile_repetition_takes_linear_time(hostile: str) -> None:
    began = time.monotonic()
    sentences(clean(Document("d", hostile * 100_000)))
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "line",
    [
        "Subscribe to read how Iran armed the Houthis.",
        "Putin greets Xi in Moscow on Monday. (AP Photo/Somebody)",
        "Putin greets Xi in Moscow [Sergei Somebody/AFP]",
        "Reporting by Somebody in Kyiv; editing by Another",
        "© 2023 Reuters. Russia invaded Ukraine.",
        "FILE - Putin greets Xi in Moscow, March 21, 2023.",
        "FILE PHOTO: Putin greets Xi in Moscow.",
        "Sunak (left) greets Macron in Paris.",
        "Macron, Scholz and Sunak (second from right) meet Zelensky.",
    ],
)
def test_page_furniture_is_no_part_of_the_article(line: str) -> None:
    assert list(furniture.article(line, [(0, len(line))])) == []


@pytest.mark.parametrize(
    "line",
    [
        "Russia bombed Ukraine, Reuters said.",
        "Read more: Russia bombs Ukraine",
        "The photo shows that Russia bombed Kyiv.",
        "Writing to Putin, Macron asked for restraint (he got no answer).",
        "Iran told AFP that it left.",
        "Germany's Left (Die Linke) condemned the deal (right after Iran did).",
        "Files show that Iran armed the Houthis.",
    ],
)
def test_what_looks_like_furniture_stays(line: str) -> None:
    assert list(furniture.article(line, [(0, len(line))])) == [(0, len(line))]


@pytest.mark.parametrize("credit", ["Image: Home Office.", "Photo credit: Somebody", "Pictures by Somebody"])
def test_a_caption_goes_with_the_credit_behind_it(credit: str) -> None:
    said, prose = (
        "Sunak met Macron in Paris. They shook hands.",
        "Russia bombed Ukraine, and China called for talks. " * 8,
    )
    text = f"Iran left.\n{said} {credit}\nRussia left. China left.\n{prose}{credit}"
    sentences = [m.span() for m in re.finditer(r"[^.\n]+\.?", text) if m[0].strip()]
    kept = " ".join(text[start:end].strip() for start, end in furniture.article(text, sentences))
    assert kept.startswith("Iran left. Russia left. China left. Russia bombed")


def test_a_passage_that_stands_twice_is_read_once() -> None:
    again = "Russia bombed a power station in Ukraine on Monday."
    text = f"{again}\nChina left.\n{again}\nChina left."
    spans = [m.span() for m in re.finditer(r"[^\n]+", text)]
    assert list(furniture.article(text, spans)) == [spans[0], spans[1], spans[3]]
