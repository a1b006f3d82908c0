"""The explorer as a file: complete, self-contained, and without text treated as markup."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from graphkit.graph import KnowledgeGraph
from graphkit.pages import HERE, content, page
from tests.pages.conftest import HOSTILE
from tests.test_cli import run
from tests.values import DIRECTED, claim, document


def test_every_event_points_into_the_tables(kg: KnowledgeGraph) -> None:
    found = content(kg)
    rows = found["events"]
    names = [actor["name"] for actor in found["actors"]]
    pairs = sorted((names[a], names[b]) for a, b, *_ in rows)
    assert pairs == sorted([("Russia", "Ukraine")] * 2 + [("Russia", "China"), (HOSTILE, "Russia")])
    assert sorted(row[6] for row in rows) == ["2022-02-24", "2022-03", "2023", "2024-01-01"]
    assert found["sources"][0] == {"title": None, "url": None, "published": "2024-01-01"}
    assert [relation["name"] for relation in found["relations"]] == [DIRECTED.name]
    assert sorted(row[4] for row in rows) == [0, 0, 0, 1]
    assert {found["documents"][row[10]] for row in rows} == {"one", "two", "three", HOSTILE}


def test_of_a_person_within_a_state_its_own_evidence_is_counted(kg: KnowledgeGraph) -> None:
    assert [(person["name"], person["told"]) for person in content(kg)["persons"]] == [("Vladimir Putin", 1)]


def test_persons_may_stand_for_themselves(kg: KnowledgeGraph) -> None:
    names = [actor["name"] for actor in content(kg, persons=True)["actors"]]
    assert "Vladimir Putin" in names
    assert "Vladimir Putin" not in [actor["name"] for actor in content(kg)["actors"]]


def test_unsure_evidence_of_a_fact_is_tentative() -> None:
    graph = KnowledgeGraph()
    graph.add(document(), [claim(), claim(at=90, confidence=0.4)])
    found = content(graph)
    assert [found["statuses"][event[3]] for event in found["events"]] == ["asserted", "tentative"]


def test_the_page_is_closed_and_text_stays_text(kg: KnowledgeGraph) -> None:
    text = page(kg, title=HOSTILE)
    assert text == page(kg, title=HOSTILE)
    assert "default-src 'none'" in text
    assert not re.search(r"""(?:src|href)\s*=\s*["']?\s*(?:https?:)?//""", text)
    assert "<script>alert" not in text
    assert len(re.findall(r"</script>", text)) == 2
    told = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.DOTALL)
    assert told is not None
    assert json.loads(told[1]) == json.loads(json.dumps({**content(kg), "served": False}))


SOURCES = Path(__file__).parents[2] / "pages"
ESBUILD = SOURCES / "node_modules" / ".bin" / "esbuild"


@pytest.mark.skipif(not ESBUILD.exists(), reason="needs `npm ci` in pages")
def test_the_script_is_made_from_its_sources(tmp_path: Path) -> None:
    asked = json.loads((SOURCES / "package.json").read_text(encoding="utf-8"))["scripts"]["build"].partition(" && ")[0]
    made = tmp_path / "explorer.js"
    options = [part for part in asked.split()[1:] if not part.startswith("--outfile")]
    subprocess.run([ESBUILD, *options, f"--outfile={made}", "--log-level=error"], cwd=SOURCES, check=True)
    assert made.read_bytes() == (HERE / "explorer.js").read_bytes()


def test_an_empty_graph_makes_a_page(tmp_path: Path) -> None:
    KnowledgeGraph(tmp_path / "kg.db").close()
    assert run("view", "--store", str(tmp_path / "kg.db"), "-o", str(tmp_path / "kg.html")) == 0
    assert '"actors":[]' in (tmp_path / "kg.html").read_text(encoding="utf-8")


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    KnowledgeGraph(tmp_path / "kg.db").close()
    assert run("view", "--store", str(tmp_path / "kg.db"), "-o", str(tmp_path / "no" / "kg.html")) == 2
    assert "there is no folder" in capsys.readouterr().err
