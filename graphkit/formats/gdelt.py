"""GDELT 2 tables of events and mentions: one row per event, and one per place that reports it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.formats.cells import Cell, bare
from graphkit.formats.eventcodes import GDELT_EVENTS, GDELT_MENTIONS, load
from graphkit.formats.factual_events import FactualEvent, factual_events, host, sector, state
from graphkit.formats.files import whole
from graphkit.model import Mention, PartialDate
from graphkit.store.view import View

if TYPE_CHECKING:
    from graphkit.formats import Options


def write(graph: View, options: Options, folder: Path) -> None:
    """Write ``export.CSV`` (the events) and ``mentions.CSV`` into a folder."""
    with whole(folder / "export.CSV") as file:
        file.writelines(events(graph, options))
    with whole(folder / "mentions.CSV") as file:
        file.writelines(mentions(graph, options))


def events(graph: View, options: Options) -> Iterator[str]:
    """The event rows in GDELT style: tab-separated, no header, no quoting. Unknown values are empty."""
    rows = (_event(graph, event) for event in factual_events(graph))
    return bare(([row.get(name) for name in GDELT_EVENTS] for row in rows), safe=options.excel_safe)


def mentions(graph: View, options: Options) -> Iterator[str]:
    """A row for each place that reports an event."""
    rows = (row for event in factual_events(graph) for row in _mentions(graph, event))
    return bare(([row.get(name) for name in GDELT_MENTIONS] for row in rows), safe=options.excel_safe)


def _event(graph: View, event: FactualEvent) -> dict[str, Cell]:
    codes = load()
    code = codes.relations[event.claim.relation.name].cameo
    documents = list(dict.fromkeys(evidence.document for evidence in event.evidence))
    found = [graph.document(document) for document in documents]
    urls = [document.url for document in found if document and document.url]
    sites = {host(document.url) if document else None for document in found}
    return {
        "GlobalEventID": _number(event),
        **_date(event.when),
        **_actor("Actor1", event.actor, event.when),
        **_actor("Actor2", event.recipient, event.when),
        "EventCode": code,
        "EventBaseCode": code[:3],
        "EventRootCode": code[:2],
        "QuadClass": codes.cameo[code].quad,
        "GoldsteinScale": codes.cameo[code].goldstein,
        "NumMentions": len(event.evidence),
        "NumSources": None if None in sites else len(sites),
        "NumArticles": len(documents),
        "DATEADDED": _added(graph, event),
        "SOURCEURL": urls[0] if urls else None,
    }


def _number(event: FactualEvent) -> int:
    return int(event.key[:15], 16)  # 60 bits: GDELT's column is a signed 64-bit integer


def _date(when: PartialDate | None) -> dict[str, Cell]:
    if when is None:
        return {}
    month = f"{when.year:04}{when.month:02}" if when.month else None
    # In the codebook a year is twelve months of thirty days, divided by 365.
    fraction = None
    if when.month and when.day:
        fraction = when.year + int(((when.month - 1) * 30 + when.day) / 365 * 10_000) / 10_000
    return {
        "Day": f"{month}{when.day:02}" if when.day else None,
        "MonthYear": month,
        "Year": f"{when.year:04}",
        "FractionDate": None if fraction is None else f"{fraction:.4f}",
    }


def _actor(column: str, mention: Mention, when: PartialDate | None) -> dict[str, Cell]:
    group = load().groups_by_actor.get(mention.code)
    country = state(mention.code)
    kind = group.type if group else sector(mention, when)
    return {
        f"{column}Code": f"{country}{kind}" if country else f"{group.type}{group.code}" if group else None,
        f"{column}Name": mention.actor.name.upper(),
        f"{column}CountryCode": country,
        f"{column}KnownGroupCode": group.code if group else None,
        f"{column}Type1Code": kind,
    }


def _added(graph: View, event: FactualEvent) -> str | None:
    days = [graph.source(evidence.document).published for evidence in event.evidence]
    return _stamp(min((day for day in days if day), default=None))


def _stamp(day: PartialDate | None) -> str | None:
    """Its first second, since the format has no months."""
    return f"{day.first:%Y%m%d}000000" if day else None


def _mentions(graph: View, event: FactualEvent) -> Iterator[dict[str, Cell]]:
    added = _added(graph, event)
    for evidence in event.evidence:
        document = graph.document(evidence.document)
        url = document.url if document else None
        published = document.published if document else None
        # In the reverse of a symmetric event, the mentions are swapped.
        ends = (evidence.subject, evidence.object)
        actor, recipient = ends if ends[0].actor.id == event.actor.actor.id else ends[::-1]
        yield {
            "GlobalEventID": _number(event),
            "EventTimeDate": added,
            "MentionTimeDate": _stamp(published),
            "MentionType": 1 if url else None,
            "MentionSourceName": host(url),
            "MentionIdentifier": url or evidence.document,
            "Actor1CharOffset": actor.start,
            "Actor2CharOffset": recipient.start,
            "ActionCharOffset": evidence.cue.start,
            "Confidence": round(evidence.confidence * 100),
            "MentionDocLen": len(document.text) if document and document.text else None,
        }
