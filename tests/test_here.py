"""A sentence that differs from the status of its claim is marked wherever claims are listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.graph import KnowledgeGraph
from graphkit.model import Polarity, Status
from graphkit.pages import page as explorer
from tests.browser import opened
from tests.test_cli import run
from tests.values import DIRECTED, RUS, UKR, claim, day, document


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Of a fact one text tells as done, one as denied by who did it, one as planned."""
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as graph:
        for number, how in enumerate([{}, {"polarity": Polarity.NEGATED, "speaker": RUS}, {"status": Status.PLANNED}]):
            made = claim(RUS, DIRECTED, UKR, document=f"{number}", **how)  # type: ignore[arg-type]
            graph.add(document(f"{number}", published=day(number)), [made])
    return path


def test_in_a_table(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("claims", "--store", str(store), "--format", "md") == 0
    head, _, *rows = (line.strip("| ").split(" | ") for line in capsys.readouterr().out.splitlines())
    status = head.index("status")
    assert [row[status] for row in rows] == ["asserted, planned here", "asserted, denied here", "asserted"]
    assert run("claims", "--store", str(store), "--format", "tsv") == 0  # for programs each has a column of its own
    rows = [line.split("\t") for line in capsys.readouterr().out.splitlines()[1:]]
    assert [row[6:9] for row in rows] == [
        ["asserted", "affirmed", "planned"],
        ["asserted", "negated", "actual"],
        ["asserted", "affirmed", "actual"],
    ]


def test_on_a_page(store: Path) -> None:
    pytest.importorskip("starlette", reason="needs the extra `serve`")
    from starlette.testclient import TestClient

    from graphkit.serve import app

    with TestClient(app(store, hosts=["testserver"])) as client:
        text = client.get("/claims").text
    assert [
        text.count(words) for words in (" · asserted, planned here", " · asserted, denied here", " · asserted · ")
    ] == [
        1,
        1,
        1,
    ]


def test_in_the_explorer(store: Path, tmp_path: Path) -> None:
    file = tmp_path / "kg.html"
    with KnowledgeGraph(store) as graph:
        file.write_text(explorer(graph), encoding="utf-8")
    with opened() as (page, watched):
        page.goto(f"{file.as_uri()}#who=RUS&whom=UKR")
        page.wait_for_selector("html[data-ready]")
        told = [line.split(" · ")[1] for line in page.locator("#side article h3 + p").all_inner_texts()]
        assert told == ["asserted, only planned or hypothetical here", "asserted, denied here", "asserted"]
        assert watched.errors == []
