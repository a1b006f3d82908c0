"""Read the dyads of a store, summed by SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from graphkit.model.status import ClaimStatus, counting
from graphkit.store.reading import read_relations
from graphkit.store.selection import Selection, condition


class Dyad(NamedTuple):
    """All that one actor does to another."""

    source: str
    target: str
    events: int
    """Pieces of evidence."""
    weight: int
    """Independent origins."""
    cooperation: float
    """Sum of the intensities above zero, once per relation and origin."""
    conflict: float
    """Sum of those below zero."""
    first: str | None
    last: str | None

    @property
    def balance(self) -> float:
        """The sum of cooperation and conflict: friendly if above zero."""
        return self.cooperation + self.conflict


def read_dyads(
    connection: sqlite3.Connection,
    where: Sequence[Selection],
    statuses: Sequence[str],
    weighed: Mapping[str, str] | None = None,
    *,
    persons: bool,
    structure: bool,
    sign: int,
    mutual: bool,
) -> Iterator[Dyad]:
    """The selected, affirmed evidence of claims with some statuses, summed per ordered pair, sorted by the two names.

    ``weighed`` gives the status of claims, as for ``read_events``.
    """
    asked, values = condition(where)
    one, other = ("e.subject", "e.object") if persons else ("e.subject_code", "e.object_code")
    relations = [
        name
        for name, relation in read_relations(connection).items()
        if (structure or not relation.standing) and (not sign or relation.intensity * sign > 0)
    ]
    count = counting(statuses)
    told = sorted(count.told)
    stand, standing = f"c.status IN ({', '.join('?' * len(statuses))})", [*statuses]
    if weighed is not None:
        asserted = ClaimStatus.ASSERTED in statuses
        stand = "c.id NOT IN " if asserted else "c.id IN "
        stand += "(SELECT value FROM json_each(?))"
        standing = [json.dumps([claim for claim, status in weighed.items() if (status in statuses) != asserted])]
    marks = [", ".join("?" * len(names)) for names in (relations, told)]
    query = (
        f"WITH counted AS (SELECT iif(r.symmetric, min({one}, {other}), {one}) AS source, "  # noqa: S608 - values are bound
        f"iif(r.symmetric, max({one}, {other}), {other}) AS target, c.relation, d.origin, r.intensity, r.symmetric, "
        "count(*) AS events, min(coalesce(e.date, d.published)) AS first, max(coalesce(e.date, d.published)) AS last "
        "FROM evidence e JOIN claims c ON c.id = e.claim JOIN documents d ON d.key = e.document "
        f"JOIN relations r ON r.name = c.relation WHERE e.polarity = 'affirmed' AND {stand} "
        f"AND c.relation IN ({marks[0]}) AND e.status IN ({marks[1]}) AND e.confidence >= ? AND {one} <> {other} "
        f"AND {asked} "
        "GROUP BY 1, 2, 3, 4), "
        f"ways AS (SELECT * FROM counted{_BACK if mutual else ''}) "
        "SELECT source, target, sum(events), count(DISTINCT origin), sum(max(intensity, 0.0)), "
        "sum(min(intensity, 0.0)), min(first), max(last) FROM ways GROUP BY source, target ORDER BY source, target"
    )
    return map(Dyad._make, connection.execute(query, [*standing, *relations, *told, count.least, *values]))


_BACK = (
    " UNION ALL SELECT target, source, relation, origin, intensity, symmetric, events, first, last FROM counted "
    "WHERE symmetric"
)
