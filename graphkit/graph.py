"""The knowledge graph: claims merged by id over documents, in memory or in one SQLite file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib import import_module
from itertools import chain
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from graphkit import audit, ledger, origins, rdf, records, resolve, soundness, store
from graphkit.errors import InputError, StoreError, UnknownName
from graphkit.model import Actor, Claim, Document, RelationType
from graphkit.rdf import Build
from graphkit.selection import Selection
from graphkit.standing import ClaimStatus, Source, Standing, weigh

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import polars as pl
    from matplotlib.figure import Figure

    from graphkit.display import Html, Page
    from graphkit.frames import Table
    from graphkit.network import Choices

__all__ = ["Build", "Failure", "KnowledgeGraph", "Report"]


@dataclass(frozen=True, slots=True)
class Failure:
    """A document that could not be read, and why."""

    document: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What a store holds."""

    documents: int
    claims: int
    evidence: int
    actors: int
    failures: tuple[Failure, ...]
    builds: tuple[tuple[Build, int], ...]
    """Each build with the number of documents it read."""
    outdated: int
    """Documents that another build than the present one read; a rebuild would redo them."""


class KnowledgeGraph:
    """Claims with their evidence and documents; iterating gives the claims sorted by id.

    Without a path the graph lives in memory, with one in that SQLite file, which is made when there is none and keeps
    every document the moment it is added. ``filter``, ``between`` and ``at`` give views on the same graph.
    """

    def __init__(self, path: Path | None = None, *, build: Build | None = None) -> None:
        self.path = path
        self.build = build or Build()
        self._connection = store.connect(path)
        self._sources = records.Sources(self._connection)
        self.selections: tuple[Selection, ...] = ()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the use of the file; views of this graph end with it."""
        self._connection.close()

    def add(
        self, document: Document, claims: Iterable[Claim], origin: str | None = None, build: Build | None = None
    ) -> None:
        """Adds a document with its claims in one transaction; what the document said before is taken back first.

        A document without its text may be told to be a copy of another (``origin``, an id), and one that is taken over
        to be the work of another ``build``.
        Raises ValueError when some evidence stands in another document, InputError when some part is such that not
        every form of a graph could hold it, StoreError when the file cannot be written.
        """
        claims = list(claims)
        for fault in chain(soundness.of_document(document), *map(soundness.of_claim, claims)):
            raise InputError(f"{document.id!r:.80}: {fault.culprit}", fault.remedy)
        strange = {e.document for claim in claims for e in claim.evidence} - {document.id}
        if strange or not all(claim.evidence for claim in claims):
            raise ValueError(f"claims of {document.id!r} need evidence in it alone, not in {sorted(strange)}")
        with self._writing():
            key = ledger.enter_document(self._connection, document, self._build_key(build or self.build))
            touched = ledger.take_back(self._connection, key)
            moved = origins.settle(self._connection, key, document.text[document.body_start :], origin)
            touched |= ledger.write_claims(self._connection, key, claims)
            self._connection.execute("DELETE FROM failures WHERE document = ?", (document.id,))
            ledger.weigh_claims(self._connection, touched | ledger.claims_of(self._connection, moved))
        self._sources.clear()

    def remove(self, document: str) -> bool:
        """Takes a document and its evidence back, and every claim that is left without; whether it was there."""
        with self._writing():
            row = self._connection.execute("SELECT key FROM documents WHERE id = ?", (document,)).fetchone()
            failed = self._connection.execute("DELETE FROM failures WHERE document = ?", (document,)).rowcount
            if row:
                moved = origins.leave(self._connection, row[0]) - {row[0]}
                touched = ledger.take_back(self._connection, row[0]) | ledger.claims_of(self._connection, moved)
                self._connection.execute("DELETE FROM documents WHERE key = ?", row)
                ledger.weigh_claims(self._connection, touched)
        self._sources.clear()
        return row is not None or failed > 0

    def fail(self, document: str, reason: str) -> None:
        """Notes that a document could not be read; what it said before stays."""
        with self._writing():
            self._connection.execute(
                "INSERT INTO failures VALUES (?, ?, ?) ON CONFLICT (document) DO UPDATE "
                "SET reason = excluded.reason, build = excluded.build",
                (_writable(document), _writable(reason), self._build_key(self.build)),
            )

    def holds(self, document: Document, *, same_build: bool = False) -> bool:
        """Whether this very document was added before; with ``same_build``, by the present build."""
        with store.explained(self.path):
            row = self._connection.execute(
                "SELECT d.hash, b.program, b.model, b.ontology, b.seeds FROM documents d "
                "JOIN builds b ON b.key = d.build WHERE d.id = ?",
                (document.id,),
            ).fetchone()
        return (
            bool(row) and row[0] == ledger.content_hash(document) and (not same_build or Build(*row[1:]) == self.build)
        )

    def report(self) -> Report:
        """What the graph holds, what failed, and which builds read it."""
        with store.explained(self.path):
            ask = self._connection.execute
            documents, claims, evidence, actors = ask(
                "SELECT (SELECT count(*) FROM documents), (SELECT count(*) FROM claims), "
                "(SELECT count(*) FROM evidence), (SELECT count(*) FROM actors)"
            ).fetchone()
            failures = ask("SELECT document, reason FROM failures ORDER BY document").fetchall()
            builds = tuple(
                (Build(*row[:4]), row[4])
                for row in ask(
                    "SELECT b.program, b.model, b.ontology, b.seeds, count(*) FROM builds b "
                    "JOIN documents d ON d.build = b.key GROUP BY b.key ORDER BY 1, 2, 3, 4"
                )
            )
        outdated = sum(number for build, number in builds if build != self.build)
        failed = tuple(Failure(*row) for row in failures)
        return Report(documents, claims, evidence, actors, failed, builds, outdated)

    def stamp(self) -> str:
        """A word that is another one whenever the graph has changed, for whatever is derived from it."""
        with store.explained(self.path):
            name, change = self._connection.execute("SELECT store, change FROM state").fetchone()
        return f"{name}-{change}"

    def filter(
        self,
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
    ) -> KnowledgeGraph:
        """The claims for which everything asked holds; of several values for one thing, one suffices.

        An actor or speaker is named by id, by code, which means the state or body and every person while acting for it,
        or as people do (see ``actor``); UnknownName is raised for a name of nobody. ``words`` are looked for in the
        sentences as in a search box. The dates are those of the events, or of publication where the text gives none. A
        claim is left with the evidence that passes, and its status is weighed by that alone, except that actors do not
        change it.
        """
        asked = Selection(
            relations=_names(relation),
            groups=_names(group),
            actors=(self._whom(actor),) if actor else (),
            statuses=frozenset(ClaimStatus(name) for name in _names(status)),
            since=since,
            until=until,
            documents=_names(document),
            speakers=self._whom(speaker) if speaker else frozenset(),
            claims=_names(claim),
            words=words,
            min_confidence=min_confidence,
        )
        return self.select(asked)

    def between(self, one: str | Iterable[str], other: str | Iterable[str]) -> KnowledgeGraph:
        """The claims that relate the two actors, named as for ``filter``, in either direction."""
        return self.select(Selection(actors=(self._whom(one), self._whom(other))))

    def at(self, day: date) -> KnowledgeGraph:
        """The graph as the documents published up to that day tell it."""
        return self.select(Selection(known=day))

    def __iter__(self) -> Iterator[Claim]:
        with store.explained(self.path):
            yield from filter(self._has_status, records.read_claims(self._connection, self.selections))

    def events(self) -> Iterator[records.Event]:
        """The selected evidence one by one, earliest first, flat enough to count by the hundred thousand.

        The status is that of the claim on its selected evidence, as everywhere in a view.
        """
        kept = [selection.statuses for selection in self.selections if selection.statuses]
        with store.explained(self.path):
            for event in records.read_events(self._connection, self.selections, self._weighed()):
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
    ) -> Iterator[records.Dyad]:
        """Every ordered pair of actors with what the selected, affirmed evidence has the first do to the second.

        Persons count as whom they act for unless kept apart, standing relations only with ``structure``; ``sign`` +1
        keeps cooperation, -1 conflict. A symmetric relation counts once, in the order of the two, or with ``mutual`` in
        both directions.
        """
        kept = sorted(map(str, statuses))
        with store.explained(self.path):
            yield from records.read_dyads(
                self._connection,
                self.selections,
                kept,
                self._weighed(),
                persons=persons,
                structure=structure,
                sign=sign,
                mutual=mutual,
            )

    def __len__(self) -> int:
        if self._must_weigh:
            return sum(1 for _ in self)
        with store.explained(self.path):
            return records.count_claims(self._connection, self.selections)

    def __bool__(self) -> bool:
        return any(True for _ in self)

    def __getitem__(self, key: str) -> Claim:
        """The claim of that id, as far as it is selected; KeyError when there is none."""
        with store.explained(self.path):
            for claim in filter(self._has_status, records.read_claims(self._connection, self.selections, key)):
                return claim
        raise KeyError(key)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def get(self, key: str) -> Claim | None:
        """The claim of that id, as far as it is selected, or None."""
        try:
            return self[key]
        except KeyError:
            return None

    def weigh(self, claim: Claim) -> Standing:
        """How a claim of this graph stands: status, counts, dates, occurrences."""
        return weigh(claim, self._sources)

    def to_turtle(self) -> str:
        """The graph as Turtle, the same byte for byte in every run."""
        return "".join(rdf.turtle(rdf.blocks(self)))

    def faults(self) -> Iterator[tuple[str, str]]:
        """What the file holds that makes no sense: the document, actor or claim (as prefix and id), and what it is."""
        with store.explained(self.path):
            yield from audit.faults(self._connection)

    def statuses(self) -> dict[str, ClaimStatus]:
        """The status that the file keeps of every claim of the whole graph, by id."""
        with store.explained(self.path):
            return records.read_statuses(self._connection)

    def actor(self, name: str) -> Actor:
        """The actor of the whole graph that a name means: an id, a code, a Wikidata id, a name or a part of one.

        A body that the graph knows by those who act for it is found too. Raises UnknownName, with names that look
        alike, for one that the graph does not have, or that several of its actors share.
        """
        with store.explained(self.path):
            actors = list(records.read_actors(self._connection, ()))
            weight = partial(records.count_of, self._connection)
            if found := resolve.choose(name, resolve.ranked(name, actors, weight), weight):
                return found
            elsewhere = resolve.exactly(name)
            if elsewhere and records.known_keys(self._connection, resolve.keys(elsewhere)):
                return elsewhere
        if elsewhere:
            raise UnknownName(f"the graph has no actor {name!r}", f"nothing in it is told of {elsewhere.name}")
        like = resolve.near(name, actors)
        remedy = f"did you mean {' or '.join(like)}?" if like else "see `graphkit central` for whom it knows"
        raise UnknownName(f"the graph has no actor {name!r}", remedy)

    def search(self, words: str) -> list[Actor]:
        """The actors of the whole graph that some words or letters fit, the likeliest first."""
        with store.explained(self.path):
            actors = records.read_actors(self._connection, ())
            return [actor for _, actor in resolve.ranked(words, actors, partial(records.count_of, self._connection))]

    def actors(self) -> Iterator[Actor]:
        """The actors that the selected claims and their evidence name, by id."""
        with store.explained(self.path):
            yield from records.read_actors(self._connection, self.selections)

    def relations(self) -> Mapping[str, RelationType]:
        """The relations that claims of the graph have, by name."""
        return records.read_relations(self._connection)

    def documents(self) -> Iterator[Document]:
        """The documents by id: all of the graph, or those a view has evidence in."""
        with store.explained(self.path):
            yield from records.read_documents(self._connection, self.selections)

    def document(self, key: str) -> Document | None:
        """The document of that id, if the graph has it."""
        with store.explained(self.path):
            return records.read_document(self._connection, key)

    def provenance(self) -> list[Build]:
        """The builds that read the documents of the graph."""
        return [build for build, _ in self.report().builds]

    def source(self, document: str) -> Source:
        """When a document was published and which one it is a copy of; KeyError when the graph does not have it."""
        return self._sources[document]

    # What follows asks the layers above, which know how to answer and draw; they are looked up when asked.

    def table(self, kind: str = "claims") -> Table:
        """The graph as a table of ``claims``, ``evidence`` or ``dyad-months``."""
        found: Table = import_module("graphkit.frames").table(self, kind)
        return found

    def relations_of(self, one: str, other: str) -> Table:
        """What two actors, named as people do, do to each other: a row a relation and way, with its latest sentence."""
        found: Table = import_module("graphkit.frames").relations(self, one, other)
        return found

    def timeline(self, one: str, other: str, *, by: str = "month") -> Table:
        """How the relations of two actors went, by year, month or day."""
        found: Table = import_module("graphkit.frames").timeline(self, one, other, by)
        return found

    def paths(self, one: str, other: str, *, number: int = 1) -> Table:
        """How two actors hang together: a row a step, with its claim and sentence; empty when they do not."""
        found: Table = import_module("graphkit.frames").paths(self, one, other, number)
        return found

    def central(self, measure: str = "pagerank", *, persons: bool = False) -> Table:
        """The actors by one of the measures of ``graphkit.network.central``, the most central first."""
        found: Table = import_module("graphkit.frames").central(self, measure, persons=persons)
        return found

    def partners(self, name: str) -> Table:
        """With whom an actor deals most, as friend and as foe."""
        found: Table = import_module("graphkit.frames").partners(self, name)
        return found

    def to_pandas(self, kind: str = "claims") -> pd.DataFrame:
        """A table of the graph as a pandas DataFrame (extra ``pandas``)."""
        return self.table(kind).to_pandas()

    def to_polars(self, kind: str = "claims") -> pl.DataFrame:
        """A table of the graph as a polars DataFrame (extra ``polars``)."""
        return self.table(kind).to_polars()

    def to_networkx(self, choices: Choices | None = None) -> nx.DiGraph[str]:
        """The dyads as a networkx graph, as ``graphkit.network.network`` makes it."""
        found: nx.DiGraph[str] = import_module("graphkit.network").network(self, choices)
        return found

    def sparql(self, query: str, **parameters: str) -> Table:
        """The answer to SPARQL text or a ready query as a table (extra ``sparql``)."""
        found: Table = import_module("graphkit.sparql").table(self, query, **parameters)
        return found

    def show(self, *, title: str = "graphkit", persons: bool = False) -> Page:
        """The explorer, which a notebook shows in a frame; its ``save`` writes the page."""
        found: Page = import_module("graphkit.display").show(self, title=title, persons=persons)
        return found

    def text(self, document: str) -> Html:
        """A document with its actors marked and the claims of each sentence; KeyError when there is none of that id."""
        source = self.document(document)
        if source is None:
            raise KeyError(document)
        found: Html = import_module("graphkit.display").text(source, self.filter(document=document))
        return found

    def plot_network(self, *, actors: int = 40, persons: bool = False) -> Figure:
        """The most active actors and what they do to each other as a picture (extra ``plot``)."""
        found: Figure = import_module("graphkit.plots").plot_network(self, actors=actors, persons=persons)
        return found

    def plot_timeline(self, one: str, other: str, *, by: str = "month") -> Figure:
        """Cooperation and conflict of two actors over time as a picture (extra ``plot``)."""
        found: Figure = import_module("graphkit.plots").plot_timeline(self, one, other, by=by)
        return found

    def plot_matrix(self, *, actors: int = 20, persons: bool = False) -> Figure:
        """Who does what to whom as a heat map (extra ``plot``)."""
        found: Figure = import_module("graphkit.plots").plot_matrix(self, actors=actors, persons=persons)
        return found

    def plot_centrality(self, measure: str = "pagerank", *, actors: int = 15, persons: bool = False) -> Figure:
        """The most central actors as a picture (extra ``plot``)."""
        plots = import_module("graphkit.plots")
        found: Figure = plots.plot_centrality(self, measure, actors=actors, persons=persons)
        return found

    def __repr__(self) -> str:
        return f"<KnowledgeGraph of {len(self):,} claims{f' in {self.path}' if self.path else ''}>"

    def _repr_html_(self) -> str:
        return str(import_module("graphkit.display").of_graph(self))

    def _weighed(self) -> dict[str, ClaimStatus] | None:
        """How claims stand on a part of their evidence, by id, those left out as asserted.

        None where all evidence counts, and claims stand as the file keeps it.
        """
        if not any(selection.narrows_evidence for selection in self.selections):
            return None
        return dict(records.weigh_selected(self._connection, self.selections))

    @property
    def _must_weigh(self) -> bool:
        asks = any(selection.statuses for selection in self.selections)
        return asks and any(selection.narrows_evidence for selection in self.selections)

    def _has_status(self, claim: Claim) -> bool:
        if not self._must_weigh:
            return True
        status = self.weigh(claim).status
        return all(status in selection.statuses for selection in self.selections if selection.statuses)

    def _whom(self, names: str | Iterable[str]) -> frozenset[str]:
        """Ids and codes as they are, and those of whom else is named."""
        asked = _names(names)
        with store.explained(self.path):
            known = records.known_keys(self._connection, asked)
        shipped = {name for name in asked - known if resolve.is_key(name)}
        named = (key for name in asked - known - shipped for key in resolve.keys(self.actor(name)))
        return frozenset([*known, *shipped, *named])

    def select(self, selection: Selection) -> KnowledgeGraph:
        """The claims that a ready selection leaves, whose actors are ids and codes as they are."""
        view = object.__new__(type(self))
        view.__dict__.update(self.__dict__)
        if selection != Selection():  # what asks for nothing narrows nothing: documents without claims stay
            view.selections = (*self.selections, selection)
        return view

    def _writing(self) -> AbstractContextManager[None]:
        """One transaction on the whole graph; raises StoreError for a view, which only reads."""
        if self.selections:
            raise StoreError(
                "a view of a graph takes and gives back no documents", "ask the graph that it is a view of"
            )
        return store.transaction(self._connection, self.path)

    def _build_key(self, of: Build) -> int:
        build = (of.program, of.model, of.ontology, of.seeds)
        self._connection.execute(
            "INSERT OR IGNORE INTO builds (program, model, ontology, seeds) VALUES (?, ?, ?, ?)", build
        )
        (key,) = self._connection.execute(
            "SELECT key FROM builds WHERE (program, model, ontology, seeds) = (?, ?, ?, ?)", build
        ).fetchone()
        return int(key)


def _writable(text: str) -> str:
    """Words about what could not be read, with what no encoder takes (of the name of a file) in plain letters."""
    return text.encode("utf-8", "backslashreplace").decode()


def _names(value: str | Iterable[str]) -> frozenset[str]:
    return frozenset([value] if isinstance(value, str) and value else value)
