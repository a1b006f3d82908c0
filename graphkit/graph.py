"""The knowledge graph for users: the store's graph and its views, with tables, figures and SPARQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphkit import questions, sparql
from graphkit.formats import rdf
from graphkit.network import network
from graphkit.questions import Filter, as_rows
from graphkit.show import notebook, plots
from graphkit.show.table import Table
from graphkit.store.graph import Graph
from graphkit.store.view import View

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import polars as pl
    from matplotlib.figure import Figure

    from graphkit.network import Choices
    from graphkit.show.notebook import Html, Page
    from graphkit.store.selection import Selection


class KnowledgeView(View):
    """Claims with their evidence and documents, to query, filter and plot; iterating gives them sorted by id."""

    def select(self, selection: Selection) -> KnowledgeView:
        """The view of a selection, whose actors are given as ids and codes."""
        return KnowledgeView(self.opened, self.narrowed(selection))

    def to_turtle(self) -> str:
        """The graph as Turtle, the same byte for byte in every run."""
        return "".join(rdf.turtle(rdf.blocks(self)))

    def table(self, kind: str = "claims") -> Table[KnowledgeView]:
        """The graph as a table of ``claims``, ``evidence`` or ``dyad-months``."""
        return Table.of(questions.table(self, kind), self)

    def claims(self) -> Table[KnowledgeView]:
        """The claims with their sentences, one short row per piece of evidence, latest first."""
        return Table.of(as_rows(questions.brief(self, questions.claims(self))), self)

    def relations_of(self, one: str, other: str) -> Table[KnowledgeView]:
        """What two actors, given by any name, do to each other: one row per relation and direction."""
        return Table.of(as_rows(questions.relations(self, one, other).rows), self)

    def timeline(self, one: str, other: str, *, by: str = "month") -> Table[KnowledgeView]:
        """The relations of two actors over time, by year, month or day."""
        return Table.of(as_rows(questions.timeline(self, one, other, by).rows), self)

    def paths(self, one: str, other: str, *, number: int = 1) -> Table[KnowledgeView]:
        """Paths between two actors: one row per step, with its claim and sentence; empty if they are not connected."""
        return Table.of(as_rows(questions.paths(self, one, other, number=number).steps), self)

    def central(self, measure: str = "pagerank", *, persons: bool = False) -> Table[KnowledgeView]:
        """The actors by one of the measures of ``graphkit.network.central``, most central first."""
        found = questions.central(self, measure, Filter(persons=persons)).rows
        return Table.of([{"actor": row.name, "code": row.code, measure: row.value} for row in found], self)

    def partners(self, name: str) -> Table[KnowledgeView]:
        """The main partners of an actor, friendly and hostile."""
        return Table.of(as_rows(questions.profile(self, name).partners), self)

    def to_pandas(self, kind: str = "claims") -> pd.DataFrame:
        """A table of the graph as a pandas DataFrame (extra ``pandas``)."""
        return self.table(kind).to_pandas()

    def to_polars(self, kind: str = "claims") -> pl.DataFrame:
        """A table of the graph as a polars DataFrame (extra ``polars``)."""
        return self.table(kind).to_polars()

    def to_networkx(self, choices: Choices | None = None) -> nx.DiGraph[str]:
        """The dyads as a networkx graph, from ``graphkit.network.network``."""
        return network(self, choices)

    def sparql(self, query: str, *, timeout: float | None = None, **parameters: str) -> Table[KnowledgeView]:
        """The answer to SPARQL text or a built-in query as a table (extra ``sparql``); for ASK, a single row.

        With a ``timeout`` in seconds the query runs in its own process with up to 2 GB; exceeding either raises
        ``graphkit.sparql.OverLimit``.
        """
        limits = None if timeout is None else sparql.Limits(timeout, memory=2_000_000_000, answer=2_000_000_000)
        found = sparql.ask(self, query, limits=limits, **parameters)
        if found.verdict is not None:
            return Table(("answer",), [{"answer": found.verdict}], self)
        return Table(found.variables, [dict(zip(found.variables, row, strict=True)) for row in found.rows], self)

    def show(self, *, title: str = "graphkit", persons: bool = False) -> Page:
        """The explorer, which notebooks show in a frame; its ``save`` writes the page."""
        return notebook.show(self, title=title, persons=persons)

    def text(self, document: str) -> Html:
        """A document with its actors marked and the claims of each sentence; KeyError if there is none with that id."""
        source = self.document(document)
        if source is None:
            raise KeyError(document)
        return notebook.text(source, self.filter(document=document))

    def plot_network(self, *, actors: int = 40, persons: bool = False) -> Figure:
        """Plot the most active actors and what they do to each other (extra ``plot``)."""
        return plots.plot_network(self, actors=actors, persons=persons)

    def plot_timeline(self, one: str, other: str, *, by: str = "month") -> Figure:
        """Plot the cooperation and conflict of two actors over time (extra ``plot``)."""
        return plots.plot_timeline(self, one, other, by=by)

    def plot_matrix(self, *, actors: int = 20, persons: bool = False) -> Figure:
        """Plot who does what to whom as a heat map (extra ``plot``)."""
        return plots.plot_matrix(self, actors=actors, persons=persons)

    def plot_centrality(self, measure: str = "pagerank", *, actors: int = 15, persons: bool = False) -> Figure:
        """Plot the most central actors (extra ``plot``)."""
        return plots.plot_centrality(self, measure, actors=actors, persons=persons)

    def _repr_html_(self) -> str:
        return notebook.of_graph(self)


class KnowledgeGraph(KnowledgeView, Graph):
    """A graph of claims to which documents can be added and removed; ``filter``, ``between`` and ``at`` return views.

    Without a path it lives in memory; with one, in that SQLite file, which is created if missing and contains every
    document as soon as it is added.
    """
