"""The pages of the server: every text of the graph is escaped on its way into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from graphkit.model import STRUCTURE, UNNAMED
from graphkit.questions import as_row, as_rows
from graphkit.show.nouns import how, marked

if TYPE_CHECKING:
    from graphkit.model import Claim, RelationType
    from graphkit.questions import ClaimRow, Profile, Relations, Timeline
    from graphkit.store.view import View

STYLE = """
:root { color-scheme: light dark; --line: #d5d5d5; --soft: #5c5c5c; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root { --line: #3c4046; --soft: #b0b0b0; --link: #8ab8ea; } }
body { margin: 0 auto; max-width: 62rem; padding: 0 1rem 3rem; font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--link); } header { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; align-items: center;
padding: .7rem 0; border-bottom: 1px solid var(--line); } header form { margin-left: auto; }
input, button, select { font: inherit; } h1 { font-size: 1.5rem; overflow-wrap: anywhere; } h2 { font-size: 1.15rem; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .25rem .6rem .25rem 0;
border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: break-word; max-width: 34rem; }
td.number { text-align: right;
font-variant-numeric: tabular-nums; white-space: nowrap; } .soft { color: var(--soft); font-size: .9rem; }
blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid var(--line); overflow-wrap: anywhere; }
mark { color: inherit; padding: 0 .1rem; border-radius: 2px; } mark.subject { background: #7ab6ff66; }
mark.object { background: #ffb86b66; } mark.cue { background: #9be08a66; } mark.speaker { background: #d8a6ff66; }
svg { width: 100%; height: 8rem; } .plus { fill: #2f7d46; } .minus { fill: #b8442f; }
"""


LINKS = {"Explorer": "/", "Claims": "/claims", "Contested": "/contested", "SPARQL": "/sparql", "API": "/api"}
"""The parts of the server."""


def page(title: str, body: str) -> str:
    """A whole page around its body."""
    links = " · ".join(link(path, name) for name, path in LINKS.items())
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="/static/style.css"></head><body>
<header><strong>graphkit</strong><nav>{links}</nav>
<form action="/search"><label>Actor <input type="search" name="q" required></label> <button>Find</button></form>
</header><main><h1>{escape(title)}</h1>
{body}</main></body></html>
"""


def link(path: str, text: str) -> str:
    """A link within the server."""
    return f'<a href="{escape(path)}">{escape(text)}</a>'


def to_actor(key: str, name: str) -> str:
    """A link to an actor."""
    return link(f"/actor/{quote(key, safe='')}", name)


def to_dyad(one: str, other: str, text: str) -> str:
    """A link to what two actors do to each other."""
    return link(f"/dyad/{quote(one, safe='')}/{quote(other, safe='')}", text)


def table(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str]) -> str:
    """Rows as a table: the columns by key with their heads; cells of a key ending in _html are markup already."""
    if not rows:
        return '<p class="soft">Nothing.</p>'
    head = "".join(f"<th>{escape(name)}</th>" for name in columns.values())
    body = "".join(f"<tr>{''.join(_cell(key, row.get(key)) for key in columns)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(key: str, value: object) -> str:
    if key.endswith("_html"):
        return f"<td>{value}</td>"
    if isinstance(value, int | float):
        return (
            f'<td class="number">{value:,.4g}</td>'
            if isinstance(value, float)
            else f'<td class="number">{value:,}</td>'
        )
    return f"<td>{escape(str(value)) if value is not None else ''}</td>"


def actor_page(found: Profile) -> str:
    """An actor: kind, offices, relations, partners, latest claims."""
    who = found.actor
    facts = [escape(str(who.kind)), f"code {escape(who.code)}"]
    if who.wikidata:
        address = f"https://www.wikidata.org/wiki/{quote(who.wikidata)}"
        facts.append(f'<a href="{escape(address)}" rel="noreferrer">{escape(who.wikidata)}</a>')
    facts += [escape(office) for office in found.offices]
    partners = [{**as_row(row), "with_html": to_dyad(who.id, row.code, row.with_)} for row in found.partners[:40]]
    counts = "".join(
        f"<p>{title}: {escape(', '.join(f'{relation} {number}' for relation, number in listed[:12]))}</p>"
        for title, listed in (("Does", found.does), ("Is done to it", found.suffers))
        if listed
    )
    columns = {"with_html": "with", "out": "out", "in": "in", "cooperation": "cooperation", "conflict": "conflict"}
    latest = [event for event in found.events if event.group != STRUCTURE][-30:][::-1]
    body = f'<p class="soft">{" · ".join(facts)}</p>{counts}<h2>Partners and opponents</h2>{table(partners, columns)}'
    return page(who.name, f"{body}<h2>Latest claims</h2>{_quotes(latest)}")


def _quotes(events: Iterable[Any]) -> str:
    return "".join(
        f'<blockquote>{escape(event.quote)}</blockquote><p class="soft">{escape(event.date or "")} · '
        f"{link(f'/claim/{event.claim}', event.relation)} · {escape(event.status)} · {escape(event.document)}</p>"
        for event in events
    )


def dyad_page(found: Relations) -> str:
    """Two actors: the timeline as bars, the relations both ways, the latest sentences."""
    columns = {"who": "who", "relation": "relation", "events": "events", "origins": "origins", "first": "first"}
    columns |= {"last": "last", "latest": "latest sentence"}
    a, b = found.a, found.b
    ends = f"{to_actor(a.id, a.name)} and {to_actor(b.id, b.name)}"
    told = f"{bars(found.timeline())}{table(as_rows(found.rows), columns)}"
    return page(f"{a.name} and {b.name}", f"<p>{ends}</p>{told}<h2>Latest</h2>{_quotes(found.events[-30:][::-1])}")


def bars(found: Timeline) -> str:
    """A timeline as a drawing: cooperation above the line, conflict below."""
    line = found.every
    if not line:
        return ""
    top = max(max(bucket.cooperation, -bucket.conflict) for bucket in line) or 1.0
    shapes = []
    for place, bucket in enumerate(line):
        title = (
            f"<title>{bucket.period}: {bucket.events} events, {bucket.cooperation:+.0f} {bucket.conflict:+.0f}</title>"
        )
        up, down = 50 * bucket.cooperation / top, -50 * bucket.conflict / top
        for name, y, height in (("plus", 50 - up, up), ("minus", 50.0, down)):
            if height:
                shape = f'class="{name}" x="{place}" y="{y:.2f}" width="0.9" height="{height:.2f}"'
                shapes.append(f"<rect {shape}>{title}</rect>")
    label = f"cooperation and conflict by {found.by} from {line[0].period} to {line[-1].period}"
    return (
        f'<svg viewBox="0 0 {len(line)} 100" preserveAspectRatio="none" role="img" aria-label="{label}">'
        f'{"".join(shapes)}</svg><p class="soft">{line[0].period} to {line[-1].period}; cooperation above, conflict '
        "below</p>"
    )


def claim_page(graph: View, claim: Claim) -> str:
    """A claim: how it stands, and each sentence with subject, object, cue and speaker marked."""
    weighed = graph.weigh(claim)
    title = f"{claim.subject.name} {claim.relation.label} {claim.object.name}"
    ends = [to_actor(actor.id, actor.name) for actor in (claim.subject, claim.object)]
    relation = link(f"/relation/{claim.relation.name}", claim.relation.label)
    head = (
        f"<p>{ends[0]} {relation} {ends[1]}: <strong>{escape(str(weighed.status))}</strong>, "
        f'{weighed.documents} documents, {weighed.origins} independent origins</p><p class="soft">marked: '
        + " ".join(f'<mark class="{part}">{part}</mark>' for part in ("subject", "cue", "object", "speaker"))
        + "</p>"
    )
    body = "".join(
        f'<blockquote>{marked(evidence)}</blockquote><p class="soft">{how(evidence)} · {escape(evidence.document)}, '
        f"characters {evidence.quote.start} to {evidence.quote.end} · by {escape(evidence.extractor)}, confidence "
        f"{evidence.confidence:.2f}</p>"
        for evidence in claim.evidence
    )
    return page(title, head + body)


def relation_page(relation: RelationType, known: bool) -> str:
    """A relation: definition, group, intensity, and where its claims are."""
    facts = f"{relation.group}, intensity {relation.intensity:+g}{', symmetric' if relation.symmetric else ''}"
    claims = link(f"/claims?relation={relation.name}", "its claims") if known else "the graph has no claim of it"
    return page(
        relation.label, f"<p>{escape(relation.definition)}</p><p class='soft'>{escape(facts)}</p><p>{claims}</p>"
    )


def claims_page(title: str, rows: Iterable[ClaimRow]) -> str:
    """A list of claims."""
    shown = [
        {
            **as_row(row),
            "relation_html": link(f"/claim/{row.claim}", row.relation),
            "speaker": UNNAMED if row.hearsay else row.speaker,
        }
        for row in rows
    ]
    columns = {"date": "date", "subject": "subject", "relation_html": "relation", "object": "object"}
    return page(title, table(shown, {**columns, "status": "status", "speaker": "speaker", "sentence": "sentence"}))


def api_page(calls: Sequence[Any]) -> str:
    """What the JSON API answers."""
    rows = [
        {"path": f"/api/{call.path}", "tells": call.tells, "parameters": ", ".join(call.parameters)} for call in calls
    ]
    text = f"<p>Everything is JSON; {link('/openapi.json', 'OpenAPI 3.1')} describes it for programs.</p>"
    return page("JSON API", text + table(rows, {"path": "GET", "tells": "what it tells", "parameters": "parameters"}))


def sparql_page() -> str:
    """YASGUI over the endpoint."""
    style = '<link rel="stylesheet" href="/static/yasgui.min.css">'
    scripts = "".join(f'<script src="/static/{name}.js"></script>' for name in ("yasgui.min", "sparql"))
    return page("SPARQL", f'{style}<div id="yasgui"></div>{scripts}')
