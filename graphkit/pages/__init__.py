"""One self-contained HTML page to explore a graph in: no network, no server, every edge with its sentences.

``explorer.js`` is bundled from the top-level folder ``pages`` by ``npm run build``, from sigma.js and graphology.
"""

from __future__ import annotations

import html
import json
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any

from graphkit.actors.resolve import typed
from graphkit.model import STRUCTURE, UNNAMED
from graphkit.model.status import ClaimStatus
from graphkit.network import Choices, communities, network
from graphkit.network.series import period_of

if TYPE_CHECKING:
    from graphkit.store.reading import Event
    from graphkit.store.view import View

HERE = Path(__file__).parent


def page(graph: View, *, title: str = "graphkit", persons: bool = False, links: Mapping[str, str] | None = None) -> str:
    """The explorer over a graph as one HTML document; persons are part of whom they act for unless kept apart.

    ``links`` are addresses by name that stand beside the title.
    """
    template = Template((HERE / "explorer.html").read_text(encoding="utf-8"))
    script = (HERE / "explorer.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    beside = " · ".join(
        f'<a href="{html.escape(path)}">{html.escape(name)}</a>' for name, path in (links or {}).items()
    )
    data = _embedded(content(graph, persons=persons))
    return template.substitute(title=html.escape(title), links=beside, data=data, script=script)


def content(graph: View, *, persons: bool = False) -> dict[str, Any]:
    """What the page shows: every event between two actors as a row of numbers, and the tables they point into.

    A row is from, to, relation, status, denied, speaker, date, month, confidence, quote, document; -1 is none. Actors
    come with a first place on a circle, the number of their community and what may be typed for them, persons that are
    part of one with its number; standing relations are left out.
    """
    rows: list[tuple[str, str, Event]] = []
    for event in graph.events():
        one, other = (event.subject, event.object) if persons else (event.subject_code, event.object_code)
        if one != other and event.group != STRUCTURE:
            rows.append((one, other, event))
    actors = _Numbers(sorted({end for one, other, _ in rows for end in (one, other)}))
    months = _Numbers(sorted({month for _, _, event in rows if (month := period_of(event.date, "month"))}))
    statuses = _Numbers(str(status) for status in ClaimStatus)
    told = {speaker for _, _, event in rows if (speaker := _speaker(event))}
    speakers = _Numbers(sorted(told, key=lambda speaker: (speaker == UNNAMED, speaker)))
    known = graph.relations()
    relations = _Numbers(sorted({event.relation for _, _, event in rows}))
    quotes, documents = _Numbers(), _Numbers()
    events = [
        (
            actors.of(one),
            actors.of(other),
            relations.of(event.relation),
            statuses.of(event.status),
            int(event.polarity == "negated"),
            speakers.of(speaker) if (speaker := _speaker(event)) else -1,
            event.date or "",
            months.get(period_of(event.date, "month") or "", -1),
            event.confidence,
            quotes.of(event.quote),
            documents.of(event.document),
        )
        for one, other, event in rows
    ]
    return {
        "actors": _actors(graph, actors, persons=persons),
        "persons": [] if persons else _persons(graph, actors),
        "relations": [
            {"name": name, "label": known[name].label, "group": known[name].group, "intensity": known[name].intensity}
            for name in relations
        ],
        "months": list(months),
        "statuses": list(statuses),
        "speakers": list(speakers),
        "quotes": list(quotes),
        "documents": list(documents),
        "events": events,
    }


class _Numbers(dict[str, int]):
    """Words in order, each with its number; new ones are numbered as they come."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        super().__init__((word, number) for number, word in enumerate(words))

    def of(self, word: str) -> int:
        """The number of a word."""
        return self.setdefault(word, len(self))


def _speaker(event: Event) -> str | None:
    return UNNAMED if event.hearsay else event.speaker


def _actors(graph: View, ends: _Numbers, *, persons: bool) -> list[dict[str, Any]]:
    known: dict[str, dict[str, Any]] = {
        end: {"name": end, "kind": "Organisation", "code": end, "wikidata": None, "keys": [end.casefold()], "names": []}
        for end in ends
    }
    for actor in graph.actors():
        for end in {actor.id, actor.code} & ends.keys():
            if end == actor.id or (actor.kind != "Person" and known[end]["name"] == end):
                known[end] = {
                    "name": actor.name,
                    "kind": str(actor.kind),
                    "code": actor.code,
                    "wikidata": actor.wikidata,
                    **typed(actor),
                }
    friendly = communities(network(graph, Choices(sign=1, persons=persons)), runs=1)
    group = {member: number for number, community in enumerate(friendly) for member in community.members}
    turn = 2 * math.pi / max(1, len(ends))
    return [
        {
            **known[end],
            "community": group.get(end, -1),
            "x": round(math.cos(turn * number), 4),
            "y": round(math.sin(turn * number), 4),
        }
        for end, number in ends.items()
    ]


def _persons(graph: View, ends: _Numbers) -> list[dict[str, Any]]:
    """Persons with the number of whom they are part of, and what may be typed for them."""
    return [
        {"name": actor.name, "place": ends[actor.code], **typed(actor)}
        for actor in graph.actors()
        if actor.kind == "Person" and actor.code in ends
    ]


def _embedded(value: object) -> str:
    """JSON that may stand in a script element: nothing in it can end the element or begin another."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
