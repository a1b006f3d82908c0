"""The application for a small store, also on a port of its own."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Kind, PartialDate, Polarity
from tests.pages.conftest import HOSTILE
from tests.values import CHN, DIRECTED, PUTIN, RUS, STANDING, UKR, claim, document

pytest.importorskip("starlette", reason="needs the extra `serve`")


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Russia and Putin towards Ukraine and China, a denial, and an actor with a hostile name."""
    path = tmp_path_factory.mktemp("serve") / "kg.db"
    evil = Actor("EVIL", HOSTILE, Kind.ARMED_GROUP, "EVIL")
    said = {
        "one": [claim(RUS, DIRECTED, UKR, document="one", date="2022-02-24")],
        "two": [claim(PUTIN, DIRECTED, UKR, document="two", date="2022-03", speaker=UKR)],
        "three": [
            claim(RUS, DIRECTED, CHN, document="three", polarity=Polarity.NEGATED),
            claim(PUTIN, STANDING, RUS, document="three", at=200),
        ],
        "five": [claim(PUTIN, DIRECTED, UKR, document="five", date="2022-03")],
        "four": [claim(RUS, DIRECTED, CHN, document="four", speaker=CHN)],
        HOSTILE: [claim(evil, DIRECTED, RUS, document=HOSTILE, date="2023")],
    }
    with KnowledgeGraph(path) as graph:
        for key, claims in said.items():
            graph.add(document(key, f"{HOSTILE} {key} " * 20, published=PartialDate(2024, 1, 1)), claims)
    return path


@pytest.fixture(scope="session")
def server(kept: Path) -> Iterator[str]:
    """The address of a running ``graphkit serve``."""
    run = [sys.executable, "-m", "graphkit", "serve", "--store", str(kept), "--port", "0", "--timeout", "5"]
    with subprocess.Popen(run, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        line = process.stderr.readline()
        assert line.startswith("http://127.0.0.1:"), line + process.stderr.read()
        yield line.split()[0].rstrip("/")
        process.terminate()
        process.stderr.read()
