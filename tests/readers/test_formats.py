"""Each input format: what is read from it, and the errors for bad files."""
# ruff: noqa: E501, PLW0108 - a table reads best with a case on each line, made when it is its turn

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from graphkit.documents import Columns, Skipped, clean, read
from graphkit.documents.readers import prose
from graphkit.errors import InputError
from graphkit.model import Document, PartialDate
from tests.listener import listening
from tests.readers import making
from tests.readers.making import DATA, MORE, SAID

DAY, URL = PartialDate(2023, 3, 22), "https://wire.example.org/treaty"
SAVED = b"<!-- saved from url=(0031)https://saved.example.org/treaty -->\n"

GOOD: list[tuple[str, Callable[[], bytes], str | None, str | None, PartialDate | None, str | None]] = [
    # file, content, title, url, day, the extra it needs
    ("a.html", making.page, "A treaty", URL, DAY, "html"),
    ("a.htm", lambda: SAVED + making.page(), "A treaty", "https://saved.example.org/treaty", DAY, "html"),
    ("a.mhtml", making.mhtml, "A treaty", "https://saved.example.org/treaty", DAY, "html"),
    ("a.html.gz", lambda: making.packed(making.page()), "A treaty", URL, DAY, "html"),
    ("short.html", lambda: f"<p>{SAID}<p>{MORE}".encode(), None, None, None, "html"),
    ("a.rss", making.feed, "A treaty", URL, DAY, "feeds"),
    ("zone.rss", lambda: making.feed("Wed, 22 Mar 2023 01:00:00 +0900"), "A treaty", URL, DAY, "feeds"),
    ("month.rss", lambda: making.feed("2023-03"), "A treaty", URL, PartialDate(2023, 3), "feeds"),
    ("feed.xml", making.atom, "A treaty", URL, DAY, "feeds"),
    ("a.pdf", lambda: making.pdf(SAID, MORE), "A treaty", None, DAY, "pdf"),
    ("a.docx", lambda: making.docx(title="A treaty", created=datetime(2023, 3, 22, 8)), "A treaty", None, DAY, "docx"),  # noqa: DTZ001
    ("a.eml", making.mail, "A treaty", None, DAY, None),
    ("html.eml", lambda: making.mail("html", f"<p>{SAID}</p><p>{MORE}</p>"), "A treaty", None, DAY, None),
    ("both.eml", lambda: making.mail_in_two_forms(f"{SAID}\n\n{MORE}"), "A treaty", None, DAY, None),
    ("hollow.eml", lambda: making.mail_in_two_forms(" "), "A treaty", None, DAY, None),
    ("browser.eml", lambda: making.mail_in_two_forms("View it in your browser."), "A treaty", None, DAY, None),
    ("picture.eml", making.mail_with_picture, "A treaty", None, DAY, None),
    ("a.csv", making.rows, "A treaty", URL, DAY, None),
    ("semicolons.csv", lambda: making.rows(";"), "A treaty", URL, DAY, None),
    ("a.tsv", lambda: making.rows("\t"), "A treaty", URL, DAY, None),
    ("a.json", lambda: json.dumps([making.told()]).encode(), "A treaty", URL, DAY, None),
    ("one.json", lambda: json.dumps(making.told(), indent=1).encode(), "A treaty", URL, DAY, None),
    ("api.json", lambda: json.dumps({"n": 1, "articles": [making.told()]}, indent=1).encode(), "A treaty", URL, DAY, None),
    ("line.json", lambda: json.dumps({"n": 1, "articles": [making.told()]}).encode() + b"\n\n", "A treaty", URL, DAY, None),
    ("lines.json", lambda: making.lines(making.told()), "A treaty", URL, DAY, None),
    ("a.jsonl.gz", lambda: making.packed(making.lines(making.told())), "A treaty", URL, DAY, None),
    ("a.jsonl.zst", lambda: making.zstandard(making.lines(making.told())), "A treaty", URL, DAY, "zstd"),
    ("a.parquet", lambda: making.parquet(**{key: [value] for key, value in making.told().items()}), "A treaty", URL, DAY, "parquet"),
    ("a.warc.gz", lambda: making.packed(making.warc(("response", "text/html", making.page()))), "A treaty", URL, DAY, "warc"),
    ("a.warc", lambda: making.warc(("response", "text/html", making.page())), "A treaty", URL, DAY, "warc"),
    ("a.warc.wet.gz", lambda: making.warc(("conversion", "text/plain", f"{SAID}\n\n{MORE}".encode())), None, URL, DAY, "warc"),
    ("a.md", lambda: f'+++\ntitle = "A treaty"\ndate = 2023-03-22\n+++\n{SAID}\n\n{MORE}'.encode(), "A treaty", None, DAY, None),
    ("a.txt", lambda: f"---\ntitle: A treaty\ndate: March 22, 2023\n---\n{SAID}\n\n{MORE}".encode(), "A treaty", None, DAY, None),
]  # fmt: skip
MODULES = {
    "html": "trafilatura",
    "feeds": "feedparser",
    "pdf": "pypdfium2",
    "docx": "docx",
    "parquet": "pyarrow",
    "warc": "warcio",
    "zstd": "zstandard" if sys.version_info >= (3, 14) else "backports.zstd",
}


def found(
    path: Path, skipped: list[Skipped] | None = None, columns: Columns | None = None
) -> list[Document | InputError]:
    return list(read([path], skip=None if skipped is None else skipped.append, columns=columns))


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(("name", "make", "title", "url", "day", "extra"), GOOD, ids=[case[0] for case in GOOD])
def test_what_is_kept(
    tmp_path: Path,
    name: str,
    make: Callable[[], bytes],
    title: str | None,
    url: str | None,
    day: PartialDate | None,
    extra: str | None,
) -> None:
    if extra:
        making.needs(MODULES[extra], extra)
    first = found(written(tmp_path, name, make()))[0]
    assert isinstance(first, Document), first
    text = clean(first).text
    # of the page the headline may stand above its text; nothing of what stands around it does
    assert " ".join(text.removeprefix("A treaty\n").split()) == f"{SAID} {MORE}"
    assert (first.title, first.url, first.published) == (title, url, day)
    assert first.language.startswith("en")


BAD: list[tuple[str, Callable[[], bytes], str, str | None]] = [
    ("empty.html", lambda: b" ", "is empty; leave it out", None),
    ("bare.html", lambda: b"<html><body><script>1</script></body></html>", "no article was found in this page; save", "html"),
    ("none.mhtml", lambda: b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n", "contains no page; save", None),
    ("no.rss", lambda: b"Russia met China.", "is not an RSS or Atom feed; save the feed itself", "feeds"),
    ("hollow.rss", lambda: b'<rss version="2.0"><channel></channel></rss>', "this feed has no items", "feeds"),
    ("locked.pdf", (DATA / "encrypted.pdf").read_bytes, "is encrypted; save it without a password", "pdf"),
    ("cut.pdf", lambda: b"%PDF-1.4 cut", "is not a complete PDF (", "pdf"),
    ("scan.pdf", lambda: making.pdf(""), "has no text layer; add one with OCR", "pdf"),
    ("cut.docx", lambda: b"PK\x03\x04cut", "is not a complete DOCX (", "docx"),
    ("locked.docx", lambda: b"\xd0\xcf\x11\xe0" * 99, "is encrypted or an old .doc; save it", "docx"),
    ("cut.parquet", lambda: b"PAR1cut", "is not a complete Parquet file (", "parquet"),
    ("columns.parquet", lambda: making.parquet(a=[1]), "has no text among its columns a; use --text-column NAME", "parquet"),
    ("columns.csv", lambda: b"a,b\n1,2\n", "has no text among its columns a, b; use --text-column NAME", None),
    ("empty.csv", lambda: b"", "is empty; put the column names in its first line", None),
    ("wide.csv", lambda: b"text\nOne.,Two.\n", "has 2 cells for 1 columns; put a cell with separators in double quotes", None),
    ("latin.csv", lambda: "text\nZürich.".encode("latin-1"), "is not UTF-8 (byte 0xfc at 1); save it as UTF-8", None),
    ("day.csv", lambda: b"text,date\nOne.,03/04/2023\n", "'03/04/2023' is not a date; write it as YYYY-MM-DD", None),
    ("cut.json", lambda: b'[{"text": "One', "is not JSON (Unterminated string", None),
    ("item.json", lambda: b"[3]", "is not a JSON object; write", None),
    ("keys.json", lambda: b'[{"a": "b"}]', "has no text among its columns a; use --text-column NAME", None),
    ("bad.json", lambda: b'[{"text": x' + b" " * 200_000 + b"}]", "is not JSON (Expecting value at character 11); is it", None),
    ("config.json", lambda: json.dumps([{"a": "b"}] * 99).encode(), "has no text among its columns a; use --text-column NAME", None),
    ("few.json", lambda: json.dumps([{"a": "b"}] * 3).encode(), "has no text among its columns a; use --text-column NAME", None),
    ("few.jsonl", lambda: making.lines({"a": "b"}, {"a": 3}), "has no text among its columns a; use --text-column NAME", None),
    ("arrays.json", lambda: making.lines(*[{"a": [{"b": 1}]}] * 2), "has no text among its columns a; use --text", None),
    ("deep.json", lambda: b"[" * 100_000, "is not JSON; take it out", None),
    ("one.json", lambda: b'{"text":\n', "is not JSON (", None),
    ("none.eml", lambda: b"\n\n", "is not an email with text; save the message itself as .eml", None),
    ("cut.txt.gz", lambda: making.packed(b"Russia met China. " * 9)[:-9], "is cut off or damaged (Compressed file ended", None),
    ("bad.txt.gz", lambda: b"\x1f\x8b" + b"x" * 50, "is cut off or damaged (", None),
    ("cut.txt.zst", lambda: making.zstandard(b"Russia met China. " * 9)[:-5], "is cut off or damaged (Compressed file", "zstd"),
    ("cut.warc", lambda: b"WARC/1.0\r\nnothing", "contains no page; give a WARC with responses, or a WET", "warc"),
    ("table.xlsx", lambda: b"PK", ".xlsx is not read; save it as .csv", None),
    ("all.zip", lambda: b"PK", ".zip is not read; unpack it", None),
    ("graph.rdf", lambda: b"<rdf:RDF/>", ".rdf is not read; use graphkit import for graphs", None),
    ("a.py", lambda: b"print(1)", ".py is not read; it is for programs; save any prose", None),
    ("a.dat", lambda: making.lines(making.told()), "holds JSON; name it .json", None),
    ("marked.dat", lambda: b'\xef\xbb\xbf[ {"text": "One."}]', "holds JSON; name it .json", None),
    ("map.svg", lambda: b"<svg xmlns='x'><text>Russia met China.</text></svg>", "holds XML; save its text as .txt", None),
    ("a.dtd", lambda: b'<?xml version="1.0"?><a>Russia met China.</a>', "holds XML; save its text as .txt", None),
    ("a.pl", lambda: b"#!/usr/bin/perl\nprint 1;", "is a program; save any prose in it as .txt", None),
    ("program", lambda: b"#!/bin/sh\necho 1", "is a program; save any prose in it as .txt", None),
    ("a.graph", lambda: b"@prefix gk: <https://example.org/> .", "holds a graph; name it .ttl and use graphkit import", None),
    ("a.data", lambda: b"SQLite format 3\0" + bytes(99), "is a database; graphkit export writes what a store holds", None),
    ("a.pages", lambda: b"PK\x03\x04" + bytes(99), "is an archive; unpack it", None),
    ("a.jpg", lambda: b"\xff\xd8\xff\xe0\x10JFIF\x01", "is binary, not text; give plain text", None),
    ("a.bin", lambda: b"Russia met China.\x02", "is binary, not text; give plain text", None),
    ("wide.story", lambda: "Russia met China.".encode("utf-16"), "is in UTF-16; save it as UTF-8", None),
    ("latin.story", lambda: "Türkiye met China.".encode("latin-1"), "is not UTF-8 (byte 0xfc at 1); save it as UTF-8", None),
    ("field.md", lambda: b"+++\ntitle = x\n+++\nText.\n", "the front matter is not valid TOML (Invalid value)", None),
    ("end.md", lambda: b"+++\nid = 'x'\ntitle =\n+++\nText.\n", "the front matter is not valid TOML (Invalid value)", None),
    ("open.md", lambda: b"+++\ntitle = 'x'\nText.\n", "the front matter is never closed; end it with a line +++", None),
]  # fmt: skip


@pytest.mark.parametrize(("name", "make", "message", "extra"), BAD, ids=[case[0] for case in BAD])
def test_a_bad_file_is_one_line_with_a_remedy_and_the_rest_is_read(
    tmp_path: Path, name: str, make: Callable[[], bytes], message: str, extra: str | None
) -> None:
    if extra:
        making.needs(MODULES[extra], extra)
    path = written(tmp_path, name, make())
    good = written(tmp_path, "z.txt", b"Russia met China.")
    error, document = read([path, good])
    assert isinstance(error, InputError), error
    assert isinstance(document, Document)
    assert str(error).startswith(f"{path}")
    assert f": {message}" in str(error)
    assert "; " in str(error)
    assert "\n" not in str(error)


def test_text_of_an_unknown_suffix_is_read_when_it_is_named_and_told_of(tmp_path: Path) -> None:
    text = "Russia met China.\n\n\x1b[1mJapan\x1b[0m met France.\f"
    story = written(tmp_path, "a.story", text.encode())
    bare = written(tmp_path, "b", b"Japan met Brazil.")
    latin = written(tmp_path, "c.old", "Türkiye met China.".encode("latin-1"))
    assumed: list[str] = []
    documents = [
        item
        for item in read([story, bare, latin, DATA / "owner.pdf"], assume=assumed.append)
        if isinstance(item, Document)
    ]
    assert [document.id for document in documents][:2] == ["a", "b"]
    assert documents[0].text == text
    assert assumed == [".story"]  # what has no suffix promises nothing else, and what is not read is told of anyway
    skipped: list[Skipped] = []
    (nothing,) = read([tmp_path], skip=skipped.append, assume=assumed.append)
    assert "no documents in this folder" in str(nothing)
    assert [left.kind for left in skipped] == [".story", "", ".old"]
    assert assumed == [".story"]


def test_what_libreoffice_writes() -> None:
    making.needs("pypdfium2", "pdf")
    making.needs("docx", "docx")
    (word,) = found(DATA / "libreoffice.docx")
    (print_,) = found(DATA / "libreoffice.pdf")
    assert isinstance(word, Document)
    assert isinstance(print_, Document)
    assert (word.title, word.published, word.language) == ("A summit in Moscow", DAY, "en-GB")
    assert print_.title == "A summit in Moscow"
    said = clean(word).text.replace("China\nsupported", "China supported").split("\n")
    assert said[0] == "A summit in Moscow"
    assert said[2].endswith("in New York, at which Russia holds a veto.")
    # running heads and numbers of pages are gone, and lines joined
    assert clean(print_).text.split("\n")[:5] == said[:5]
    assert "The Wire" not in print_.text
    assert "Page" not in print_.text


def test_the_title_that_libreoffice_7_writes_is_found() -> None:
    making.needs("docx", "docx")
    (word,) = found(DATA / "libreoffice-7.4.docx")
    assert isinstance(word, Document)
    assert (word.title, word.published, word.language) == ("A summit in Moscow", None, "en-US")


def test_what_wget_writes_is_read_without_what_it_tells_of_itself() -> None:
    making.needs("warcio", "warc")
    making.needs("trafilatura", "html")
    pages = [page for page in found(DATA / "wget.warc.gz", []) if isinstance(page, Document)]
    assert [(page.id, page.title, page.published) for page in pages][:1] == [
        ("wget-1", "Russia and China sign a treaty", DAY)
    ]
    assert all((page.url or "").startswith("http://127.0.0.1:8765/") for page in pages)


def test_a_damaged_warc_prints_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    making.needs("warcio", "warc")
    whole = making.warc(("conversion", "text/plain", SAID.encode()), ("conversion", "text/plain", MORE.encode()))
    length = f"Content-Length: {len(SAID.encode())}".encode()
    assert length in whole
    path = tmp_path / "a.warc"
    path.write_bytes(whole.replace(length, f"Content-Length: {len(SAID.encode()) - 9}".encode(), 1))
    assert [document.text for document in read([path]) if isinstance(document, Document)][-1:] == [MORE]
    assert capfd.readouterr() == ("", "")


def test_what_warcio_writes() -> None:
    making.needs("warcio", "warc")
    making.needs("trafilatura", "html")
    skipped: list[Skipped] = []
    (document,) = found(DATA / "warcio.warc.gz", skipped)
    assert isinstance(document, Document)
    assert (document.id, document.title, document.published, document.language) == (
        "warcio-1",
        "A treaty",
        DAY,
        "en-GB",
    )
    assert document.url is not None
    assert document.url.endswith("/treaty")
    assert [left.kind for left in skipped] == ["page that was not found", "image/png"]


def test_a_pdf_with_an_owner_only_is_read_and_words_are_whole() -> None:
    making.needs("pypdfium2", "pdf")
    (document,) = found(DATA / "owner.pdf")
    assert isinstance(document, Document)
    assert clean(document).text == "Russia imposed sanctions on Japan."


def test_a_docx_keeps_what_stands_in_changes_controls_marks_and_fields(tmp_path: Path) -> None:
    (document,) = found(written(tmp_path, "a.docx", making.tracked()))
    assert isinstance(document, Document)
    assert document.text.split("\n\n") == [
        "Russia attacked Ukraine.",
        "Iran came.",
        "Japan thanked India.",
        "Peru sued Chile.",
        "Egypt accused\nQatar.",
        "Mali expelled Niger.",
        "Oman",
        "one",
        "two",
    ]


def test_the_template_of_python_docx_is_no_day(tmp_path: Path) -> None:
    (document,) = found(written(tmp_path, "a.docx", making.docx()))
    assert isinstance(document, Document)
    assert document.published is None


@pytest.mark.parametrize("name", ["page", "page.txt", "page.php", "page.pdf"])
def test_content_comes_before_the_suffix(tmp_path: Path, name: str) -> None:
    making.needs("trafilatura", "html")
    written(tmp_path, name, making.page())
    (document,) = found(tmp_path)
    assert isinstance(document, Document)
    assert document.title == "A treaty"


@pytest.mark.parametrize(
    "data", [making.lines(making.told()), making.packed(json.dumps([making.told()]).encode()), making.feed()]
)
def test_standard_input_is_read_by_its_content(data: bytes) -> None:
    if b"<rss" in data:
        making.needs("feedparser", "feeds")
    first = next(read(["-"], stdin=io.BytesIO(data)))
    assert isinstance(first, Document)
    assert (first.id, first.title, first.published) == ("stdin-1", "A treaty", DAY)


def test_feeds_archives_and_tables_give_a_document_an_item_and_count_the_empty(tmp_path: Path) -> None:
    making.needs("feedparser", "feeds")
    making.needs("warcio", "warc")
    written(tmp_path, "a.rss", making.feed())
    written(tmp_path, "b.csv", making.rows())
    records = [
        ("response", "image/png", b"x"),
        ("response", "text/html", b"<html></html>"),
        ("request", "text/html", b""),
    ]
    written(tmp_path, "c.warc", making.warc(*records))
    written(tmp_path, "d.warc", making.warc(records[0], status="404 Not Found"))
    skipped: list[Skipped] = []
    assert [d.id for d in found(tmp_path, skipped) if isinstance(d, Document)] == ["a-1", "a-2", "b-7"]
    assert [left.kind for left in skipped] == [
        "item without text",
        "row without text",
        "image/png",
        "page without text",
        "page that was not found",
    ]


def test_what_is_read_fetches_nothing(tmp_path: Path) -> None:
    making.needs("feedparser", "feeds")
    making.needs("trafilatura", "html")
    with listening() as listener:
        url = listener.url
        entity = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "{url}">]><rss version="2.0"><channel>'
        written(tmp_path, "a.rss", f"{entity}<item><title>It &x; is.</title><link>{url}</link></item>".encode())
        page = f'<link rel="stylesheet" href="{url}"><script src="{url}"></script><img src="{url}"><p>{SAID} {MORE}</p>'
        written(tmp_path, "b.html", making.page(page))
        written(tmp_path, "c.rss", url.encode())
        assert [each.id for each in found(tmp_path) if isinstance(each, Document)] == ["a-1", "b"]
        assert listener.connections == 0


@pytest.mark.parametrize("name", ["a.txt", "a.txt.gz"])
def test_a_text_has_a_limit(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prose, "LARGEST", 1_000_000)
    data = b"Russia met China. " * 100_000
    (error,) = found(written(tmp_path, name, making.packed(data) if name.endswith("gz") else data))
    assert "is larger than 1 MB; is it one text? Split it" in str(error)


@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl", "a.parquet"])
def test_columns_are_named(tmp_path: Path, name: str) -> None:
    row = {"lead": SAID, "day": "22 March 2023", "key": "seven", "head": "A treaty", "text": "wrong"}
    if name.endswith("parquet"):
        data = making.parquet(**{key: [value] for key, value in row.items()})
    elif name.endswith("csv"):
        data = f"{','.join(row)}\n{','.join(row.values())}\n".encode()
    else:
        data = json.dumps([row] if name == "a.json" else row).encode()
    path = written(tmp_path, name, data)
    (document,) = found(path, columns=Columns(text="lead", title="head", date="day", id="key"))
    assert document == Document("seven", SAID, "A treaty", published=DAY)
    (error,) = found(path, columns=Columns(text="leads"))
    assert "has no column 'leads' among its columns lead, day, key, head, text; use --text-column lead" in str(error)


def test_ids_that_are_numbers_count_within_their_table(tmp_path: Path) -> None:
    for name in ("a.csv", "b.csv"):
        written(tmp_path, name, b"id,text\n1,Russia met China.\nx,China met Japan.\n")
    ids = [each.id if isinstance(each, Document) else str(each) for each in found(tmp_path)]
    assert ids[:3] == ["a-1", "x", "b-1"]
    assert "the id 'x' is already used by" in ids[3]


def test_the_parts_of_a_saved_page_are_no_documents(tmp_path: Path) -> None:
    making.needs("trafilatura", "html")
    written(tmp_path, "A treaty.html", making.page())
    (tmp_path / "A treaty_files").mkdir()
    for name in ("frame.html", "a.js"):
        written(tmp_path / "A treaty_files", name, making.page())
    skipped: list[Skipped] = []
    assert [d.id for d in found(tmp_path, skipped) if isinstance(d, Document)] == ["A treaty"]
    assert sorted(left.kind for left in skipped) == [".html", ".js"]


def test_a_missing_library_is_told_once_and_the_rest_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (*MODULES.values(), "backports", "warcio.archiveiterator"):
        monkeypatch.setitem(sys.modules, module, None)
    for name in ("a.html", "b.html", "c.pdf", "d.docx", "e.rss", "f.warc", "g.parquet"):
        written(tmp_path, name, b"<html>")
    written(tmp_path, "c.pdf", b"%PDF-")
    written(tmp_path, "h.csv.zst", b"\x28\xb5\x2f\xfd")
    written(tmp_path, "z.txt", b"Russia met China.")
    for name in ("d.docx", "e.rss", "f.warc", "g.parquet"):
        written(tmp_path, name, b"x")
    skipped: list[Skipped] = []
    *errors, last = found(tmp_path, skipped)
    assert isinstance(last, Document)
    assert [str(error).replace(f"{tmp_path}/", "") for error in errors] == [
        "a.html: HTML needs trafilatura; pip install 'newsgraphkit[html]'",
        "c.pdf: PDF needs pypdfium2; pip install 'newsgraphkit[pdf]'",
        "d.docx: DOCX needs docx; pip install 'newsgraphkit[docx]'",
        "e.rss: a feed needs feedparser; pip install 'newsgraphkit[feeds]'",
        "f.warc: WARC needs warcio; pip install 'newsgraphkit[warc]'",
        "g.parquet: Parquet needs pyarrow; pip install 'newsgraphkit[parquet]'",
        "h.csv.zst: Zstandard needs backports; pip install 'newsgraphkit[zstd]'",
    ]
    assert skipped == [Skipped(str(tmp_path / "b.html"), ".html", file=True)]
