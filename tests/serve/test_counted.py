"""What is known about actors but does not count: denied, planned, uncertain."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from starlette.testclient import TestClient

from graphkit.graph import KnowledgeGraph
from graphkit.model import PartialDate, Polarity, Status
from graphkit.serve import app
from tests.test_cli import run
from tests.values import CHN, DIRECTED, PUTIN, RELATIONS, RUS, UKR, claim, document

MUTUAL = next(one for one in RELATIONS.values() if one.symmetric and one.group != DIRECTED.group)
DENIED = claim(PUTIN, DIRECTED, CHN, polarity=Polarity.NEGATED)
MADE = (
    DENIED,
    claim(RUS, MUTUAL, CHN, at=100, status=Status.PLANNED),
    claim(RUS, DIRECTED, CHN, at=200, confidence=0.2),
    claim(PUTIN, DIRECTED, UKR, at=300, polarity=Polarity.NEGATED),
    claim(RUS, DIRECTED, UKR, at=400),
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Of Russia and China nothing that counts, of Russia and Ukraine a fact that another claim denies."""
    path = tmp_path_factory.mktemp("counted") / "kg.db"
    with KnowledgeGraph(path) as graph:
        graph.add(document(published=PartialDate(2022)), list(MADE))
    return path


@pytest.fixture(scope="module")
def client(kept: Path) -> Iterator[httpx.Client]:
    with TestClient(app(kept, hosts=["testserver"]), base_url="http://testserver") as found:
        yield found


@pytest.mark.parametrize("page", ["/dyad/RUS/CHN", "/dyad/CHN/RUS", "/actor/CHN"])
def test_pages_tell_what_does_not_count_and_lead_to_it(client: httpx.Client, page: str) -> None:
    text = client.get(page).text
    line = text.partition("Not counted: ")[2].partition("</p>")[0]
    assert re.findall(r">([^<]+)</a>", line) == ["1 denied", "1 planned", "1 tentative"]
    for address in re.findall('href="([^"]+)"', line):
        assert 'role="status">1 sentence,' in client.get(html.unescape(address)).text, address


def test_the_other_side_of_the_same_act_is_told(client: httpx.Client) -> None:
    denied, fact = (MADE[3], MADE[4])
    text = client.get(f"/claim/{fact.id}").text
    assert f'also <strong>denied</strong>: <a href="/claim/{denied.id}">Vladimir Putin {DIRECTED.label} Ukraine' in text
    text = client.get(f"/claim/{denied.id}").text
    assert f'also <strong>asserted</strong>: <a href="/claim/{fact.id}">Russia {DIRECTED.label} Ukraine' in text
    assert "The same act" not in client.get(f"/claim/{MADE[1].id}").text  # another relation, another object


@pytest.mark.parametrize(
    ("call", "wider"),
    [
        ("relations Russia China", "--actor Russia --actor China "),
        ("relations China Putin --since 2000", "--actor China --actor Putin --since 2000-01-01 "),
        ("timeline russia china", "--actor russia --actor china "),
        ("actor china", "--actor china "),
        (f"central --group {MUTUAL.group}", f"--group {MUTUAL.group} "),
    ],
)
def test_commands_tell_what_does_not_count_and_who_lists_it(
    kept: Path, capfd: pytest.CaptureFixture[str], call: str, wider: str
) -> None:
    assert run(*call.split(), "--store", str(kept), "-f", "table") == 0
    told = capfd.readouterr().err
    assert "no claims match" not in told
    line = told.splitlines()[-1]
    assert line.startswith("not counted: "), told
    command = line.partition("; graphkit ")[2].removesuffix(" lists them")
    assert f"claims {wider}--status " in command
    assert run(*command.split(), "--store", str(kept), "-f", "jsonl") == 0
    found = len(capfd.readouterr().out.splitlines())
    assert found == sum(map(int, re.findall(r"(\d+) [a-z]", line.partition(";")[0])))
