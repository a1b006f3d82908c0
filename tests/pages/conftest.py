"""A small graph with everything a page must handle."""

from __future__ import annotations

import pytest

from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Kind, PartialDate, Polarity
from tests.values import CHN, DIRECTED, PUTIN, RUS, STANDING, UKR, claim, document

HOSTILE = '</script><script>alert(1)</script> "quoted" & <b>bold</b> \u202eright to left\u202c 🙂 \u2028' + " very" * 60


@pytest.fixture
def kg() -> KnowledgeGraph:
    """Russia towards Ukraine by itself and by Putin, towards China once denied; an office, which is no event."""
    graph = KnowledgeGraph()
    evil = Actor("EVIL", HOSTILE, Kind.ARMED_GROUP, "EVIL")
    said = {
        "one": [claim(RUS, DIRECTED, UKR, document="one", date="2022-02-24")],
        "two": [claim(PUTIN, DIRECTED, UKR, document="two", date="2022-03")],
        "three": [
            claim(RUS, DIRECTED, CHN, document="three", polarity=Polarity.NEGATED),
            claim(PUTIN, STANDING, RUS, document="three", at=200),
        ],
        HOSTILE: [claim(evil, DIRECTED, RUS, document=HOSTILE, date="2023")],
    }
    for key, claims in said.items():
        graph.add(document(key, f"{HOSTILE} {key}" * 20, published=PartialDate(2024, 1, 1)), claims)
    return graph
