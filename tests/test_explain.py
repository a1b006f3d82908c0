"""``graphkit explain``: what was read, what was considered and what weighed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graphkit import extract
from graphkit.extract.explain import explain
from graphkit.model import Document
from tests.test_cli import run

TEXT = "According to Kyiv, Iran supplied drones to Russia. It did not sanction France."


def test_every_claim_is_explained_and_marked() -> None:
    using = extract.load()
    document = Document(id="d", text=TEXT, published=date(2023, 3, 22))
    claims = next(found for _, found in extract.extract([document], using))
    told = list(explain(document, using))
    kept = {
        (e.candidate.subject.mention.actor.id, e.candidate.relation.name, e.candidate.object.mention.actor.id)
        for sentence in told
        for e in sentence.readings
        if e.kept
    }
    assert {(c.subject.id, c.relation.name, c.object.id) for c in claims} == kept
    assert all(e.reasons for sentence in told for e in sentence.readings)
    rules = {(m.text, m.rule) for sentence in told for m in sentence.mentions}
    assert ("Kyiv", "capital") in rules
    assert ("It", "pronoun") in rules


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
    assert "Ukraine" in one
    assert "Kenya" not in one
