"""``graphkit explain``: the actors found, the readings, and those likely enough."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from graphkit import extract, resources
from graphkit.extract.explain import disputed, explain
from graphkit.model import Document, Evidence, PartialDate, Polarity, Status
from graphkit.model.status import Source
from graphkit.store.graph import Graph
from tests.test_cli import run
from tests.values import CHN, UKR, claim

TEXT = "According to Kyiv, Iran supplied drones to Russia. France criticized Iran. Japan and Chad signed a treaty."


@pytest.mark.parametrize("path", sorted((resources.seeds() / "documents").glob("*.md")))
def test_explain_keeps_what_extract_claims(path: Path) -> None:
    agree(Document(id="d", text=path.read_text(encoding="utf-8"), published=PartialDate(2020, 1, 1)))


def test_every_claim_is_explained() -> None:
    document = Document(id="d", text=TEXT, published=PartialDate(2023, 3, 22))
    assert agree(document)
    told = list(explain(document, extract.load()))
    assert ("Kyiv", "capital") in {(m.text, m.rule) for passage in told for m in passage.mentions}
    assert all(e.cue in TEXT for passage in told for e in passage.readings)


def ends(subject: str, obj: str, *, symmetric: bool) -> tuple[str, ...]:
    """Subject and object, in the order of their ids where the relation has no direction."""
    return tuple(sorted((subject, obj))) if symmetric else (subject, obj)


def agree(document: Document) -> bool:
    """Whether there are claims; fails unless extract and explain give the same."""
    using = extract.load()
    claims = next(found for _, found in extract.extract([document], using))
    read = {
        (
            *ends(e.subject.actor.id, e.object.actor.id, symmetric=c.relation.symmetric),
            c.relation.name,
            e.polarity,
            e.status,
            e.speaker.actor.id if e.speaker else None,
            e.hearsay,
            e.confidence,
        )
        for c in claims
        for e in c.evidence
    }
    kept = {
        (
            *ends(e.subject.actor.id, e.object.actor.id, symmetric=e.symmetric),
            e.reading.relation,
            e.reading.polarity,
            e.reading.status,
            e.speaker.actor.id if e.speaker else None,
            e.reading.hearsay,
            round(e.confidence, 2),
        )
        for passage in explain(document, using)
        for e in passage.readings
        if e.kept
    }
    assert read == kept
    return bool(read)


OFFICE = f"French President Emmanuel Macron slept. {'It rained all day in the hills. ' * 9}Iran sanctioned Russia."


def test_an_office_is_explained_by_the_title_that_gives_it() -> None:
    document = Document(id="d", text=OFFICE, published=PartialDate(2023, 3, 22))
    assert agree(document)
    office, sanction = explain(document, extract.load())
    assert office.text == "French President Emmanuel Macron slept."
    (told,) = office.readings
    assert told.statement == "Emmanuel Macron leads France"
    assert told.reason.startswith('"French President Emmanuel Macron" names the office: head of state since 2017-05-14')
    assert "office" not in sanction.readings[0].reason


def test_an_office_that_no_table_has_is_explained_too() -> None:
    document = Document(id="d", text="Chadian President Idrissa Doe praised Kenya.", published=PartialDate(2023, 3, 22))
    assert agree(document)
    (passage,) = explain(document, extract.load())
    told = next(e for e in passage.readings if e.reading.source != "reader")
    assert '"Chadian President Idrissa Doe" names the office: not in the actor tables' in told.reason


@pytest.mark.parametrize("suffix", ["ttl", "jsonl", "csv"])
def test_a_claim_of_a_graph_without_texts_is_explained_as_it_was_recorded(
    suffix: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text, store, graph = tmp_path / "a.txt", tmp_path / "kg.db", tmp_path / f"kg.{suffix}"
    text.write_text("China did not sanction Israel, the Kremlin said. French President Emmanuel Macron slept.")
    assert run("build", str(text), "--store", str(store), "--date", "2023-03-22") == 0
    assert run("export", str(store), "-o", str(graph)) == 0
    from graphkit.graph import KnowledgeGraph

    with KnowledgeGraph(store) as found:
        claims = sorted(found, key=lambda c: c.relation.name)
    assert [c.relation.name for c in claims] == ["imposesSanctionsOn", "leads"]
    for made in claims:
        capfd.readouterr()
        assert run("explain", made.id, "--store", str(store)) == 0
        reread = capfd.readouterr()
        assert "recorded" not in reread.err
        assert run("explain", made.id, "--store", str(graph)) == 0
        recorded = capfd.readouterr()
        assert "1 sentence as recorded: the graph has no text of its document" in recorded.err
        _, statement, reason, *_ = recorded.out.splitlines()
        assert statement.strip().startswith("* ")
        assert {statement, reason} <= set(reread.out.splitlines())


def test_evidence_that_is_read_otherwise_now_is_explained_as_it_was_recorded(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    store, made = tmp_path / "kg.db", claim(document="a")
    with Graph(store) as graph:
        graph.add(Document("a", "It rained all day in the hills.", published=PartialDate(2023, 3, 22)), [made])
    assert run("explain", made.id, "--store", str(store)) == 0
    out, err = capfd.readouterr()
    assert made.evidence[0].quote.text in out
    assert "states it" in out
    assert "1 sentence as recorded: it is read otherwise now" in err


def test_explain_on_the_command_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text, store = tmp_path / "a.txt", tmp_path / "kg.db"
    text.write_text("Russia bombed Ukraine. France praised Kenya.", encoding="utf-8")
    assert run("explain", str(text)) == 0
    whole = capfd.readouterr().out
    assert "* " in whole
    assert "Kenya" in whole
    assert run("build", str(text), "--store", str(store)) == 0
    from graphkit.graph import KnowledgeGraph

    with KnowledgeGraph(store) as graph:
        claim = next(c for c in graph if c.subject.id == "RUS")
    assert run("explain", claim.id, "--store", str(store)) == 0
    one = capfd.readouterr().out
    assert "bombs" in one
    assert "praises" not in one


@pytest.mark.parametrize(
    ("text", "statement", "parts"),
    [
        (
            "China did not sanction Israel, the Kremlin said.",
            "China imposes sanctions on Israel, negated, says Russia",
            [
                '"sanction" states it: "China" is the subject, "Israel" the object',
                "the text denies it",
                '"Kremlin" says',
            ],
        ),
        (
            "If talks fail, Russia may attack Ukraine.",
            "Russia attacks Ukraine, hypothetical",
            ['"attack" states it', "it is only hypothetical"],
        ),
        (
            "Iran has reportedly sent drones to Russia.",
            "Iran provides military aid to Russia, says an unnamed source",
            ["an unnamed source says so"],
        ),
        ("Macron will meet Xi.", "Xi Jinping meets with Emmanuel Macron, planned", ["between", "it is planned"]),
    ],
)
def test_a_reading_has_a_reason_in_words(text: str, statement: str, parts: list[str]) -> None:
    (passage,) = explain(Document(id="d", text=text, published=PartialDate(2023, 3, 22)), extract.load())
    told = next(e for e in passage.readings if e.statement == statement)
    assert all(part in told.reason for part in parts)
    assert f"reader {told.confidence:.2f}" in told.reason


def test_a_reason_says_that_only_a_group_is_likely_enough() -> None:
    using = extract.load()
    document = Document("a.txt", "Russia bombed Ukraine.")
    alone, *_ = next(explain(document, using)).readings
    assert "with others of its group" not in alone.reason
    strict = replace(using, reader=replace(using.reader, threshold=1.0))
    together, *_ = next(explain(document, strict)).readings
    assert (together.kept, together.reading.relation) == (True, "bombs")
    assert f"reader {together.confidence:.2f}; likely enough with others of its group" in together.reason


def test_a_reason_says_what_is_too_little() -> None:
    using = extract.load()
    told = [
        e
        for path in sorted((resources.seeds() / "documents").glob("*.md"))[:3]
        for passage in explain(
            Document(id="d", text=path.read_text(encoding="utf-8"), published=PartialDate(2020, 1, 1)), using
        )
        for e in passage.readings
    ]
    assert {e.kept for e in told} == {True, False}
    for e in told:
        assert ("too unlikely for a claim" in e.reason) == (not e.kept)
        assert ("so tentative" in e.reason) == (e.kept and round(e.confidence, 2) < 0.5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("France did not sanction Israel.", "did not sanction"),
        ("France didn't sanction Israel.", "didn't sanction"),
        ("China never recognised Kosovo, and Iran sanctioned Russia.", "never recognised"),
        ("No sanctions were imposed on Iran by France.", "No sanctions were imposed"),
    ],
)
def test_the_words_of_a_denial_are_shown(text: str, words: str) -> None:
    (passage,) = explain(Document(id="d", text=text, published=PartialDate(2023, 3, 22)), extract.load())
    denied = [e for e in passage.readings if e.kept and e.reading.polarity == "negated"]
    assert [e.denial for e in denied] == [words]
    assert f'the text denies it: "{words}"' in denied[0].reason
    assert all(e.denial == "" for e in passage.readings if e not in denied)


def test_a_reason_has_the_date_that_the_claim_has() -> None:
    using = extract.load()
    document = Document(
        id="d", text="Iran sanctioned Russia on 3 May. France praised Kenya.", published=PartialDate(2023, 5, 22)
    )
    (found,) = (claims for _, claims in extract.extract([document], using))
    dates = {c.id: c.evidence[0].date for c in found}
    told = {e.claim.id: e for passage in explain(document, using) for e in passage.readings if e.kept}
    assert {key: e.date for key, e in told.items()} == dates
    reasons = sorted(e.reason for e in told.values())
    assert any("; dated 2023-05-03; " in reason for reason in reasons)
    assert any("; no date given, reported 2023-05-22; " in reason for reason in reasons)


def test_without_any_date_a_reason_says_so() -> None:
    ((told,),) = (passage.readings for passage in explain(Document("d", "Russia bombed Ukraine."), extract.load()))
    assert "; no date given; " in told.reason


def test_a_reason_says_who_contests_a_claim() -> None:
    between = "Japan and Chad signed a treaty. It rained all day in the hills. Kenya praised Chile."
    text = f"Russia attacked Moldova.\n\n{between}\n\nThe Kremlin said that Russia did not attack Moldova."
    readings = [
        e
        for passage in explain(Document(id="d", text=text, published=PartialDate(2023, 3, 22)), extract.load())
        for e in passage.readings
        if e.kept and e.reading.relation == "attacks"
    ]
    assert len(readings) == 2
    assert all("; contested: affirmed by the text, denied by Russia; " in e.reason for e in readings)
    (alone,) = explain(
        Document(id="d", text="Russia bombed Ukraine.", published=PartialDate(2023, 3, 22)), extract.load()
    )
    assert "contested" not in alone.readings[0].reason


def test_the_sides_of_a_dispute_are_named_by_speaker_source_or_document() -> None:
    affirmed = claim(document="a").evidence + claim(document="b", speaker=UKR).evidence
    denied = claim(document="b", at=90, polarity=Polarity.NEGATED).evidence
    rumour = claim(document="b", at=180, hearsay=True).evidence
    unsure = claim(document="c", confidence=0.1, speaker=CHN).evidence
    planned = claim(document="c", at=90, status=Status.PLANNED, speaker=CHN).evidence
    sources = {name: Source(None, name) for name in "abc"}

    def told(*evidence: Evidence) -> str:
        return disputed(replace(claim(), evidence=evidence), sources)

    assert told(*affirmed[1:], *denied, *rumour) == "affirmed by Ukraine, an unnamed source, denied by the text"
    assert told(*affirmed[1:], *claim(document="a", polarity=Polarity.NEGATED).evidence, *unsure, *planned) == (
        "affirmed by Ukraine, denied by a"
    )
    assert told(*affirmed) == ""
    assert told(*denied) == ""


def test_a_claim_of_a_store_says_which_documents_contest_it(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "kg.db"
    for name, text in (("a", "Kyiv said that Russia attacked Moldova."), ("b", "Russia did not attack Moldova.")):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run("build", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--store", str(store)) == 0
    from graphkit.graph import KnowledgeGraph

    with KnowledgeGraph(store) as graph:
        (claim,) = graph
        statuses = set(graph.statuses().values())
    capfd.readouterr()
    assert run("explain", claim.id, "--store", str(store)) == 0
    told = capfd.readouterr().out
    assert statuses == {"contested"}
    assert told.count("contested: affirmed by Ukraine, denied by ") == 2


def test_explain_gives_the_reason_before_the_mentions(capfd: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "France did not sanction Israel.", "--date", "2023-03-22") == 0
    out, err = capfd.readouterr()
    assert out.index("states it") < out.index("France = France")
    assert not err


def test_explain_tells_what_is_missing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run("explain", "France did not sanction Israel.") == 0
    missing = capfd.readouterr().err
    assert run("extract", "France did not sanction Israel.") == 0
    assert missing.strip() in capfd.readouterr().err
    assert "without a date" in missing
    assert run("explain", "It rained all day.", "--date", "2023-03-22") == 0
    assert capfd.readouterr().err == "no passage names two actors\n"
    dated = tmp_path / "a.txt"
    dated.write_text("France sanctioned Israel.", encoding="utf-8")
    assert run("explain", str(dated), "--date", "2023-03-22") == 0
    assert "reported 2023-03-22" in capfd.readouterr().out


def test_explain_as_json(capfd: pytest.CaptureFixture[str]) -> None:
    text = "Iran did not sanction Russia on 3 May."
    assert run("explain", text, "--date", "2023-05-22", "--format", "json") == 0
    (passage,) = json.loads(capfd.readouterr().out)
    kept = next(reading for reading in passage["readings"] if reading["kept"])
    assert (kept["subject"], kept["relation"], kept["object"]) == ("IRN", "imposesSanctionsOn", "RUS")
    assert (kept["polarity"], kept["denial"], kept["date"]) == ("negated", "did not sanction", "2023-05-03")
    assert {mention["actor"] for mention in passage["mentions"]} == {"IRN", "RUS"}
    assert run("explain", text, "--date", "2023-05-22", "--format", "jsonl") == 0
    assert json.loads(capfd.readouterr().out) == passage
    assert run("explain", text, "--format", "csv") == 2
