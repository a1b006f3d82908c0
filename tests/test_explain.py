"""``graphkit explain``: who was found, what was read of whom, and what was likely enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit import extract, resources
from graphkit.extract.explain import explain
from graphkit.model import Document, PartialDate
from tests.test_cli import run

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
        if e.extractor == "reader"
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
            "China imposesSanctionsOn Israel, negated, says Russia",
            [
                '"sanction" states it: "China" is the subject, "Israel" the object',
                "the text denies it",
                '"Kremlin" says',
            ],
        ),
        (
            "If talks fail, Russia may attack Ukraine.",
            "Russia attacks Ukraine, hypothetical",
            ['"attack" states it', "it is only supposed"],
        ),
        (
            "Iran has reportedly sent drones to Russia.",
            "Iran providesMilitaryAidTo Russia, says an unnamed source",
            ["somebody whom the text does not name says so"],
        ),
        ("Macron will meet Xi.", "Xi Jinping meetsWith Emmanuel Macron, planned", ["between", "it is yet to come"]),
    ],
)
def test_a_reading_has_a_reason_in_words(text: str, statement: str, parts: list[str]) -> None:
    (passage,) = explain(Document(id="d", text=text, published=PartialDate(2023, 3, 22)), extract.load())
    told = next(e for e in passage.readings if e.statement == statement)
    assert all(part in told.reason for part in parts)
    assert f"reader {told.confidence:.2f}" in told.reason


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
