"""A self-contained HTML page for exploring a graph: no network, no server, every edge with its sentences.

``explorer.js`` is bundled from the top-level folder ``pages`` by ``npm run build``, from sigma.js and graphology.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graphkit.actors import resolve
from graphkit.model import FLOOR, UNNAMED, Status
from graphkit.model.status import ClaimStatus
from graphkit.network import Choices, communities, network
from graphkit.network.projection import node_names
from graphkit.pages.templates import environment

if TYPE_CHECKING:
    from graphkit.model import Actor
    from graphkit.store.reading import Event
    from graphkit.store.view import View

HERE = Path(__file__).parent
POLICY = (
    "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'"
)
"""The content security policy of the explorer: it loads nothing but itself."""


def page(graph: View, *, title: str = "graphkit", persons: bool = False, links: Mapping[str, str] | None = None) -> str:
    """The explorer for a graph as one HTML document; persons count as whom they act for unless kept separate.

    ``links`` are named URLs shown beside the title; if given, the page is served together with the pages of actors and
    documents, and links to them.
    """
    from markupsafe import Markup

    data = {**content(graph, persons=persons), "served": bool(links)}
    script = (HERE / "explorer.js").read_text(encoding="utf-8").replace("</script", "<\\/script")
    return (
        environment(HERE)
        .get_template("explorer.html")
        .render(
            title=title,
            links=links or {},
            policy=POLICY,
            data=Markup(_embedded(data)),  # noqa: S704 - no markup in it, see there
            script=Markup(script),  # noqa: S704 - our own
        )
    )


def content(graph: View, *, persons: bool = False) -> dict[str, Any]:
    """The data of the page: every event between two actors as a row of numbers, and the tables they refer to.

    A row is from, to, relation, status, denied, speaker, date, ahead (stated as planned or hypothetical), confidence,
    quote, document; -1 means none. Events with too little confidence to count are tentative, whatever the status of
    their claim. Actors have an initial position on a circle, the number of their community and the names they can be
    found by; persons included in another actor have its number and their own number of rows. Standing relations are
    left out.
    """
    rows: list[tuple[str, str, Event]] = []
    for event in graph.events():
        one, other = (event.subject, event.object) if persons else (event.subject_code, event.object_code)
        if one != other and not event.standing:
            rows.append((one, other, event))
    actors = _Numbers(sorted({end for one, other, _ in rows for end in (one, other)}))
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
            statuses.of(event.status if event.confidence >= FLOOR else ClaimStatus.TENTATIVE),
            int(event.polarity == "negated"),
            speakers.of(speaker) if (speaker := _speaker(event)) else -1,
            event.date or "",
            int(event.how != Status.ACTUAL),
            event.confidence,
            quotes.of(event.quote),
            documents.of(event.document),
        )
        for one, other, event in rows
    ]
    names = node_names(graph)
    return {
        "actors": _actors(graph, actors, persons=persons),
        "persons": []
        if persons
        else _persons(graph, actors, Counter(end for *_, event in rows for end in _ends(event))),
        "relations": [
            {"name": name, "label": known[name].label, "group": known[name].group, "intensity": known[name].intensity}
            for name in relations
        ],
        "statuses": list(statuses),
        "speakers": list(speakers),
        "voices": [names.get(speaker, speaker) for speaker in speakers],
        "quotes": list(quotes),
        "documents": list(documents),
        "sources": [_source(graph, document) for document in documents],
        "events": events,
    }


class _Numbers(dict[str, int]):
    """Words numbered in order; new ones get the next number."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        super().__init__((word, number) for number, word in enumerate(words))

    def of(self, word: str) -> int:
        """The number of a word."""
        return self.setdefault(word, len(self))


def _speaker(event: Event) -> str | None:
    return UNNAMED if event.hearsay else event.speaker


def _source(graph: View, key: str) -> dict[str, str | None]:
    document = graph.document(key)
    if document is None:
        return {"title": None, "url": None, "published": None}
    published = str(document.published) if document.published else None
    return {"title": document.title, "url": document.url, "published": published}


def _actors(graph: View, ends: _Numbers, *, persons: bool) -> list[dict[str, Any]]:
    shipped = {end: resolve.known().by_code(end) for end in ends}
    known = {end: _about(actor) for end, actor in shipped.items() if actor}
    for actor in graph.actors():
        for end in {actor.id, actor.code} & ends.keys():
            if end == actor.id or (actor.kind != "Person" and (end not in known or shipped[end] == actor)):
                known[end] = _about(actor)
    nobody: dict[str, Any] = {"kind": "Organisation", "wikidata": None, "names": []}
    friendly = communities(network(graph, Choices(sign=1, persons=persons)), runs=1)
    group = {member: number for number, community in enumerate(friendly) for member in community.members}
    turn = 2 * math.pi / max(1, len(ends))
    return [
        {
            "id": end,
            **known.get(end, {"name": end, "code": end, "keys": [end.casefold()], **nobody}),
            "community": group.get(end, -1),
            "x": round(math.cos(turn * number), 4),
            "y": round(math.sin(turn * number), 4),
        }
        for end, number in ends.items()
    ]


def _about(actor: Actor) -> dict[str, Any]:
    about = {"name": actor.name, "kind": str(actor.kind), "code": actor.code, "wikidata": actor.wikidata}
    return {**about, **resolve.typed(actor)}


def _ends(event: Event) -> set[str]:
    return {event.subject, event.object}


def _persons(graph: View, ends: _Numbers, told: Mapping[str, int]) -> list[dict[str, Any]]:
    """Persons with the number of the actor that includes them, their number of rows, and the names to find them by."""
    return [
        {"name": actor.name, "place": ends[actor.code], "told": told[actor.id], **resolve.typed(actor)}
        for actor in graph.actors()
        if actor.kind == "Person" and actor.code in ends
    ]


def _embedded(value: object) -> str:
    """JSON that is safe in a script element: it cannot end the element, begin another or reverse text."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda sign: f"\\u{ord(sign[0]):04x}", text)


_ESCAPED = re.compile("[<>&\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
