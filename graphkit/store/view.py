"""Read a store: all of it, or the part given by selections."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from graphkit.actors import resolve
from graphkit.model import Actor, Build, Claim, Document, RelationType
from graphkit.model.status import Assessment, ClaimStatus, Source, weigh
from graphkit.store import audit, naming, reading, report, schema, writing
from graphkit.store.dyads import Dyad, read_dyads
from graphkit.store.selection import Selection

V_co = TypeVar("V_co", covariant=True)
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store."""

    path: Path | None
    """Its file; None in memory."""
    build: Build
    """The versions with which documents are read into it now."""
    connection: sqlite3.Connection
    sources: reading.Sources


class Selectable(Protocol[V_co]):
    """Something with views of itself, whose class ``select`` determines."""

    def select(self, selection: Selection) -> V_co:
        """The view of a selection."""

    def whom(self, names: str | Iterable[str]) -> frozenset[str]:
        """The ids and codes that names refer to."""

    def actors(self) -> Iterator[Actor]:
        """The actors named."""

    def statuses(self) -> dict[str, ClaimStatus]:
        """The status of every claim by id."""

    def relations(self) -> Mapping[str, RelationType]:
        """The relations of the graph by name."""


class View:
    """Claims with their evidence and documents; iterating gives the claims sorted by id.

    ``filter``, ``between`` and ``at`` give narrower views of the same store. A view reads and never writes.
    """

    def __init__(self, opened: Opened, selections: tuple[Selection, ...] = ()) -> None:
        self.opened, self.selections = opened, selections

    @property
    def path(self) -> Path | None:
        """The file of the store; None in memory."""
        return self.opened.path

    @property
    def build(self) -> Build:
        """The versions with which documents are read into the store now."""
        return self.opened.build

    def holds(self, document: Document, *, same_build: bool = False) -> bool:
        """Whether this exact document was added before; with ``same_build``, by the current build."""
        with self._reading() as connection:
            known = report.read_document_state(connection, document.id)
        if known is None or known[0] != writing.content_hash(document):
            return False
        return not same_build or known[1] == self.build

    def report(self) -> report.Report:
        """What the store contains, what failed, and which builds read it."""
        with self._reading() as connection:
            return report.read_report(connection, self.build)

    def stamp(self) -> str:
        """A string that changes whenever the store changes, for anything derived from it."""
        with self._reading() as connection:
            return report.read_stamp(connection)

    def filter(
        self: Selectable[V],
        *,
        relation: str | Iterable[str] = (),
        group: str | Iterable[str] = (),
        actor: str | Iterable[str] = (),
        document: str | Iterable[str] = (),
        status: str | Iterable[str] = (),
        speaker: str | Iterable[str] = (),
        claim: str | Iterable[str] = (),
        words: str = "",
        since: date | None = None,
        until: date | None = None,
        min_confidence: float = 0.0,
    ) -> V:
        """The claims that match all given conditions; with several values for one condition, any of them.

        Name an actor or speaker by id, by code, which includes every person while acting for that state or body, or by
        name (see ``actor``), relations and groups in any case; UnknownName is raised for an unknown name. ``words`` are
        searched in the sentences as in a search box. Dates are those of the events, or of publication if the text gives
        none. A claim keeps only the evidence that matches, and its status is weighed on that alone, except that actors
        do not affect it.
        """
        asked = Selection(
            relations=naming.relations(self.relations(), _names(relation)) if relation else frozenset(),
            groups=naming.groups(self.relations(), _names(group)) if group else frozenset(),
            actors=(self.whom(actor),) if actor else (),
            statuses=naming.statuses(_names(status)),
            since=since,
            until=until,
            documents=_names(document),
            speakers=self.whom(speaker) if speaker else frozenset(),
            claims=_names(claim),
            words=words,
            min_confidence=min_confidence,
        )
        return self.select(asked)

    def between(self: Selectable[V], one: str | Iterable[str], other: str | Iterable[str]) -> V:
        """The claims between two actors, named as for ``filter``, in either direction."""
        return self.select(Selection(actors=(self.whom(one), self.whom(other))))

    def at(self: Selectable[V], day: date) -> V:
        """The graph as known from documents published up to that day."""
        return self.select(Selection(known=day))

    def select(self, selection: Selection) -> View:
        """The view of a selection, whose actors are given as ids and codes."""
        return View(self.opened, self.narrowed(selection))

    def narrowed(self, selection: Selection) -> tuple[Selection, ...]:
        """This view's selections and the new one, unless that is empty, so as to keep documents without claims."""
        return self.selections if selection == Selection() else (*self.selections, selection)

    def __iter__(self) -> Iterator[Claim]:
        with self._reading() as connection:
            yield from self._asked(reading.read_claims(connection, self.selections))

    def by_document(self) -> Iterator[Claim]:
        """The selected claims per document, each with its evidence there, sorted by document and claim id."""
        with self._reading() as connection:
            yield from self._asked(reading.read_claims(connection, self.selections, by_document=True))

    def events(self) -> Iterator[reading.Event]:
        """The selected evidence, earliest first, as flat records fit for hundreds of thousands.

        The status is that of the claim on its selected evidence, as everywhere in a view.
        """
        kept = self._statuses
        with self._reading() as connection:
            for event in reading.read_events(connection, self.selections, self._weighed()):
                if all(event.status in statuses for statuses in kept):
                    yield event

    def dyads(
        self,
        statuses: Iterable[str] = (ClaimStatus.ASSERTED,),
        *,
        persons: bool = False,
        structure: bool = False,
        sign: int = 0,
        mutual: bool = False,
    ) -> Iterator[Dyad]:
        """Every ordered pair of actors with what the first does to the second in the selected, affirmed evidence.

        Persons count as whom they act for unless kept separate, standing relations only with ``structure``; ``sign`` +1
        keeps cooperation, -1 conflict. A symmetric relation counts once, in the order of the two, or in both directions
        with ``mutual``.
        """
        kept = sorted(map(str, statuses))
        with self._reading() as connection:
            yield from read_dyads(
                connection,
                self.selections,
                kept,
                self._weighed(),
                persons=persons,
                structure=structure,
                sign=sign,
                mutual=mutual,
            )

    def __len__(self) -> int:
        if self._statuses and not self._weighed_whole:
            return sum(1 for _ in self)
        with self._reading() as connection:
            return reading.count_claims(connection, self.selections)

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def __getitem__(self, key: str) -> Claim:
        """The claim with that id and its selected evidence; KeyError if there is none."""
        if (found := self.get(key)) is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def get(self, key: str) -> Claim | None:
        """The claim with that id and its selected evidence, or None."""
        with self._reading() as connection:
            for claim in reading.read_claims(connection, self.selections, key):
                status = None if self._weighed_whole else reading.weigh_one(connection, self.selections, key)
                if status is None or all(status in statuses for statuses in self._statuses):
                    return claim
        return None

    def weigh(self, claim: Claim) -> Assessment:
        """The assessment of a claim in this graph: status, counts, dates, occurrences."""
        with self._reading() as connection:
            found = weigh(claim, self.opened.sources)
            asked = any(selection.actors for selection in self.selections)  # the claim lacks evidence that counts
            status = reading.weigh_one(connection, self.selections, claim.id) if asked else None
            return replace(found, status=status) if status else found

    def faults(self) -> Iterator[tuple[str, str]]:
        """Inconsistencies in the file: the document, actor or claim (as prefix and id), and what is wrong."""
        with self._reading() as connection:
            yield from audit.faults(connection)

    def statuses(self) -> dict[str, ClaimStatus]:
        """The status of every claim in this graph, by id, as given by ``weigh``; for a whole graph, as stored."""
        if self.selections:
            return {event.claim: ClaimStatus(event.status) for event in self.events()}
        with self._reading() as connection:
            return reading.read_statuses(connection)

    def actor(self, name: str) -> Actor:
        """The actor in the whole graph with a name: an id, a code, a Wikidata id, a name or part of one.

        A body known only through those who act for it is found too. Raises UnknownName, with similar names, if no actor
        or several actors in the graph match.
        """
        with self._reading() as connection:
            return naming.actor(connection, name)

    def search(self, words: str) -> list[Actor]:
        """The actors in the whole graph that match some words or letters, likeliest first."""
        with self._reading() as connection:
            actors = reading.read_actors(connection, ())
            return [actor for _, actor in resolve.ranked(words, actors, partial(reading.count_of, connection))]

    def whom(self, names: str | Iterable[str]) -> frozenset[str]:
        """Ids and codes as given, and those of actors given by name."""
        with self._reading() as connection:
            return naming.whom(connection, _names(names))

    def actors(self) -> Iterator[Actor]:
        """The actors in the selected claims and their evidence, by id."""
        with self._reading() as connection:
            yield from reading.read_actors(connection, self.selections)

    def merges(self) -> list[reading.Merged]:
        """The actors that a reviewer merged into others, if named in the selected evidence, by id."""
        with self._reading() as connection:
            return reading.read_merges(connection, self.selections)

    def relations(self) -> Mapping[str, RelationType]:
        """The relations of the claims in the graph, by name."""
        with self._reading() as connection:
            return reading.read_relations(connection)

    def documents(self) -> Iterator[Document]:
        """The documents by id: all in the graph, or those with evidence in a view."""
        with self._reading() as connection:
            yield from reading.read_documents(connection, self.selections)

    def document(self, key: str) -> Document | None:
        """The document with that id, if it is in the graph."""
        with self._reading() as connection:
            return reading.read_document(connection, key)

    def provenance(self) -> list[Build]:
        """The builds that read the documents of the graph."""
        return [build for build, _ in self.report().builds]

    def source(self, document: str) -> Source:
        """When a document was published and which one it copies; KeyError if it is not in the graph."""
        with schema.explained(self.path):
            try:
                return self.opened.sources[document]
            except KeyError:
                pass  # a missing key is no fault of the file
        raise KeyError(document)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self):,} claims{f' in {self.path}' if self.path else ''}>"

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The connection; SQLite errors within the block become a StoreError."""
        with schema.explained(self.path):
            yield self.opened.connection

    @property
    def _weighed_whole(self) -> bool:  # all evidence of a claim counts, so the stored status holds
        return not any(selection.narrows_evidence for selection in self.selections)

    def _weighed(self) -> dict[str, ClaimStatus] | None:
        """The status of claims on part of their evidence, by id, those left out asserted; None if all counts."""
        if self._weighed_whole:
            return None
        return dict(reading.weigh_selected(self.opened.connection, self.selections))

    def _asked(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The selected claims that have a requested status."""
        kept = self._statuses
        weighed = self._weighed() if kept else None
        for claim in claims:
            if weighed is None or all(weighed.get(claim.id, ClaimStatus.ASSERTED) in statuses for statuses in kept):
                yield claim

    @property
    def _statuses(self) -> list[frozenset[ClaimStatus]]:
        return [selection.statuses for selection in self.selections if selection.statuses]


def _names(value: str | Iterable[str]) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) and value else value)
