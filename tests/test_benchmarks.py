"""The benchmarks run: what they call still exists, and the store that one of them fills by SQL is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import graph, growth, network
from graphkit import network as networks
from graphkit import questions
from graphkit.graph import KnowledgeGraph

ACTORS = 30


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("network") / "kg.db"
    network.fill(path, 300, ACTORS)
    return path


def test_a_store_filled_by_sql_is_sound(filled: Path) -> None:
    with KnowledgeGraph(filled) as kg:
        assert kg.report().claims == kg.report().evidence == 300
        assert list(kg.faults()) == []


@pytest.mark.parametrize("name", network.QUESTIONS)
def test_every_question_to_a_large_network_can_be_asked(filled: Path, name: str) -> None:
    asked = network.QUESTIONS[name].format(a=f"A{ACTORS - 1}", b=f"A{ACTORS - 2}")
    with KnowledgeGraph(filled) as kg:
        known = {"kg": kg, "questions": questions, **{key: getattr(networks, key) for key in networks.__all__}}
        eval(asked, known)


def test_stores_are_compared_with_rdflib(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("kg.db", "small.db"):
        graph.fill(tmp_path / name, 200)
    graph.writing(tmp_path / "kg.db", tmp_path / "small.db")
    graph.opening(tmp_path / "kg.db")
    graph.asking(tmp_path / "small.db")
    assert capsys.readouterr().out.count("rdflib") == 4


@pytest.mark.usefixtures("shared")
def test_growth_is_measured(capsys: pytest.CaptureFixture[str]) -> None:
    growth.alone(20, 5)
    assert capsys.readouterr().out.startswith("| 20 | ")
