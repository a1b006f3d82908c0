"""POLECAT tables, as written by the NGEC coder: one row per event and document that reports it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING

from graphkit.formats.cells import Cell, lines
from graphkit.formats.eventcodes import POLECAT, QUADS, load
from graphkit.formats.factual_events import FactualEvent, cow, factual_events, host, sector, state
from graphkit.model import Mention, PartialDate
from graphkit.store.view import View

if TYPE_CHECKING:
    from graphkit.formats import Options


def write(graph: View, options: Options) -> Iterator[str]:
    """The tab-separated rows under POLECAT's header. Unknown values are empty."""
    rows = (row for event in factual_events(graph) for row in _rows(graph, event))
    cells = ([row.get(name) for name in POLECAT] for row in rows)
    yield from lines([POLECAT], delimiter="\t")
    yield from lines(cells, delimiter="\t", safe=options.excel_safe)


def _rows(graph: View, event: FactualEvent) -> Iterator[dict[str, Cell]]:
    relation = event.claim.relation
    mode = load().relations[relation.name].mode
    when = event.when
    for number, (key, _) in enumerate(groupby(event.evidence, lambda evidence: evidence.document), 1):
        document = graph.document(key)
        yield {
            "Event ID": f"{event.key}-{number}",
            "Event Date": str(when) if when and when.day else None,
            "Event Type": relation.group,
            "Event Mode": mode,
            "Intensity": relation.intensity,
            "Quad Code": QUADS[load().plover[relation.group, ""].quad],
            **_party("Actor", event.actor, when),
            **_party("Recipient", event.recipient, when),
            "Source": host(document.url) if document else None,
            "Publication Date": str(document.published) if document and document.published else None,
            "Language": document.language if document else None,
        }


def _party(role: str, mention: Mention, when: PartialDate | None) -> dict[str, Cell]:
    place = sector(mention, when)
    return {
        f"{role} Name": mention.actor.name,
        f"{role} Country": state(mention.code),
        f"{role} COW": cow(mention.code),
        f"Primary {role} Sector": place,
        f"{role} Sectors": place,
        f"{role} Name Raw": mention.text,
    }
