"""Reading a store: the whole of it, or the part that selections leave."""

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
    """A store that is open."""

    path: Path | None
    """Its file; None in memory."""
    build: Build
    """With what documents are read into it now."""
    connection: sqlite3.Connection
    sources: reading.Sources


class Selectable(Protocol[V_co]):
    """What gives views of itself; which class these have is for ``select`` to say."""

    def select(self, selection: Selection) -> V_co:
        """The claims that a ready selection leaves."""

    def whom(self, names: str | Iterable[str]) -> frozenset[str]:
        """The ids and codes that names mean."""

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
        """With what documents are read into the store now."""
        return self.opened.build

    def holds(self, document: Document, *, same_build: bool = False) -> bool:
        """Whether this very document was added before; with ``same_build``, by the present build."""
        with self._reading() as connection:
            known = report.read_document_state(connection, document.id)
        if known is None or known[0] != writing.content_hash(document):
            return False
        return not same_build or known[1] == self.build

    def report(self) -> report.Report:
        """What the store holds, what failed, and which builds read it."""
        with self._reading() as connection:
            return report.read_report(connection, self.build)

    def stamp(self) -> str:
        """A word that is another one whenever the store has changed, for whatever is derived from it."""
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
        """The claims for which everything asked holds; of several values for one thing, one suffices.

        An actor or speaker is named by id, by code, which means the state or body and every person while acting for it,
        or as people do (see ``actor``), relations and groups in whatever case; UnknownName is raised for a name of
        nothing. ``words`` are looked for in the sentences as in a search box. The dates are those of the events, or of
        publication where the text gives none. A claim is left with the evidence that passes, and its status is weighed
        by that alone, except that actors do not change it.
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
        """The claims that relate the two actors, named as for ``filter``, in either direction."""
        return self.select(Selection(actors=(self.whom(one), self.whom(other))))

    def at(self: Selectable[V], day: date) -> V:
        """The graph as the documents published up to that day tell it."""
        return self.select(Selection(known=day))

    def select(self, selection: Selection) -> View:
        """The claims that a ready selection leaves, whose actors are ids and codes as they are."""
        return View(self.opened, self.narrowed(selection))

    def narrowed(self, selection: Selection) -> tuple[Selection, ...]:
        """The selections of this view and that one, unless it asks for nothing: documents without claims stay."""
        return self.selections if selection == Selection() else (*self.selections, selection)

    def __iter__(self) -> Iterator[Claim]:
        with self._reading() as connection:
            yield from self._asked(reading.read_claims(connection, self.selections))

    def by_document(self) -> Iterator[Claim]:
        """The selected claims document by document, each with its evidence in that one; by the ids of both."""
        with self._reading() as connection:
            yield from self._asked(reading.read_claims(connection, self.selections, by_document=True))

    def events(self) -> Iterator[reading.Event]:
        """The selected evidence one by one, earliest first, flat enough to count by the hundred thousand.

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
        """Every ordered pair of actors with what the selected, affirmed evidence has the first do to the second.

        Persons count as whom they act for unless kept apart, standing relations only with ``structure``; ``sign`` +1
        keeps cooperation, -1 conflict. A symmetric relation counts once, in the order of the two, or with ``mutual`` in
        both directions.
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
        """The claim of that id, as far as it is selected; KeyError when there is none."""
        if (found := self.get(key)) is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def get(self, key: str) -> Claim | None:
        """The claim of that id, as far as it is selected, or None."""
        with self._reading() as connection:
            for claim in reading.read_claims(connection, self.selections, key):
                status = None if self._weighed_whole else reading.weigh_one(connection, self.selections, key)
                if status is None or all(status in statuses for statuses in self._statuses):
                    return claim
        return None

    def weigh(self, claim: Claim) -> Assessment:
        """How a claim of this graph stands: status, counts, dates, occurrences."""
        with self._reading() as connection:
            found = weigh(claim, self.opened.sources)
            asked = any(selection.actors for selection in self.selections)  # the claim lacks evidence that tells of it
            status = reading.weigh_one(connection, self.selections, claim.id) if asked else None
            return replace(found, status=status or found.status)

    def faults(self) -> Iterator[tuple[str, str]]:
        """What the file holds that makes no sense: the document, actor or claim (as prefix and id), and what it is."""
        with self._reading() as connection:
            yield from audit.faults(connection)

    def statuses(self) -> dict[str, ClaimStatus]:
        """How every claim of this graph stands, by id, as ``weigh`` says; of a whole graph as the file keeps it."""
        if self.selections:
            return {event.claim: ClaimStatus(event.status) for event in self.events()}
        with self._reading() as connection:
            return reading.read_statuses(connection)

    def actor(self, name: str) -> Actor:
        """The actor of the whole graph that a name means: an id, a code, a Wikidata id, a name or a part of one.

        A body that the graph knows by those who act for it is found too. Raises UnknownName, with names that look
        alike, for one that the graph does not have, or that several of its actors share.
        """
        with self._reading() as connection:
            return naming.actor(connection, name)

    def search(self, words: str) -> list[Actor]:
        """The actors of the whole graph that some words or letters fit, the likeliest first."""
        with self._reading() as connection:
            actors = reading.read_actors(connection, ())
            return [actor for _, actor in resolve.ranked(words, actors, partial(reading.count_of, connection))]

    def whom(self, names: str | Iterable[str]) -> frozenset[str]:
        """Ids and codes as they are, and those of whom else is named."""
        with self._reading() as connection:
            return naming.whom(connection, _names(names))

    def actors(self) -> Iterator[Actor]:
        """The actors that the selected claims and their evidence name, by id."""
        with self._reading() as connection:
            yield from reading.read_actors(connection, self.selections)

    def merges(self) -> list[reading.Merged]:
        """The actors that a reviewer merged into others, as far as the selected evidence names them, by id."""
        with self._reading() as connection:
            return reading.read_merges(connection, self.selections)

    def relations(self) -> Mapping[str, RelationType]:
        """The relations that claims of the graph have, by name."""
        with self._reading() as connection:
            return reading.read_relations(connection)

    def documents(self) -> Iterator[Document]:
        """The documents by id: all of the graph, or those a view has evidence in."""
        with self._reading() as connection:
            yield from reading.read_documents(connection, self.selections)

    def document(self, key: str) -> Document | None:
        """The document of that id, if the graph has it."""
        with self._reading() as connection:
            return reading.read_document(connection, key)

    def provenance(self) -> list[Build]:
        """The builds that read the documents of the graph."""
        return [build for build, _ in self.report().builds]

    def source(self, document: str) -> Source:
        """When a document was published and which one it is a copy of; KeyError when the graph does not have it."""
        with schema.explained(self.path):
            try:
                return self.opened.sources[document]
            except KeyError:
                pass  # nothing is wrong with a file that lacks what somebody asks for
        raise KeyError(document)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} of {len(self):,} claims{f' in {self.path}' if self.path else ''}>"

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """The connection; what SQLite reports within the block becomes a StoreError."""
        with schema.explained(self.path):
            yield self.opened.connection

    @property
    def _weighed_whole(self) -> bool:  # all evidence of a claim counts, for which the file keeps how it stands
        return not any(selection.narrows_evidence for selection in self.selections)

    def _weighed(self) -> dict[str, ClaimStatus] | None:
        """How claims stand on a part of their evidence, by id, those left out as asserted; None where all counts."""
        if self._weighed_whole:
            return None
        return dict(reading.weigh_selected(self.opened.connection, self.selections))

    def _asked(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Those of all selected claims that stand as is asked."""
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
