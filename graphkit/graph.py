"""The knowledge graph as people use it: the store's graph and its views, with tables, pictures and SPARQL."""

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
    """Claims with their evidence and documents, to ask, filter and draw; iterating gives them sorted by id."""

    def select(self, selection: Selection) -> KnowledgeView:
        """The claims that a ready selection leaves, whose actors are ids and codes as they are."""
        return KnowledgeView(self.opened, self.narrowed(selection))

    def to_turtle(self) -> str:
        """The graph as Turtle, the same byte for byte in every run."""
        return "".join(rdf.turtle(rdf.blocks(self)))

    def table(self, kind: str = "claims") -> Table[KnowledgeView]:
        """The graph as a table of ``claims``, ``evidence`` or ``dyad-months``."""
        return Table.of(questions.table(self, kind), self)

    def claims(self) -> Table[KnowledgeView]:
        """The claims with their sentences in short, a row a piece of evidence, the latest first."""
        return Table.of(as_rows(questions.brief(self, questions.claims(self))), self)

    def relations_of(self, one: str, other: str) -> Table[KnowledgeView]:
        """What two actors, named as people do, do to each other: a row a relation and way, with its best sentence."""
        return Table.of(as_rows(questions.relations(self, one, other).rows), self)

    def timeline(self, one: str, other: str, *, by: str = "month") -> Table[KnowledgeView]:
        """How the relations of two actors went, by year, month or day."""
        return Table.of(as_rows(questions.timeline(self, one, other, by).rows), self)

    def paths(self, one: str, other: str, *, number: int = 1) -> Table[KnowledgeView]:
        """How two actors are connected: a row a step, with its claim and sentence; empty when they do not."""
        return Table.of(as_rows(questions.paths(self, one, other, number=number).steps), self)

    def central(self, measure: str = "pagerank", *, persons: bool = False) -> Table[KnowledgeView]:
        """The actors by one of the measures of ``graphkit.network.central``, the most central first."""
        found = questions.central(self, measure, Filter(persons=persons)).rows
        return Table.of([{"actor": row.name, "code": row.code, measure: row.value} for row in found], self)

    def partners(self, name: str) -> Table[KnowledgeView]:
        """With whom an actor deals most, as friend and as foe."""
        return Table.of(as_rows(questions.profile(self, name).partners), self)

    def to_pandas(self, kind: str = "claims") -> pd.DataFrame:
        """A table of the graph as a pandas DataFrame (extra ``pandas``)."""
        return self.table(kind).to_pandas()

    def to_polars(self, kind: str = "claims") -> pl.DataFrame:
        """A table of the graph as a polars DataFrame (extra ``polars``)."""
        return self.table(kind).to_polars()

    def to_networkx(self, choices: Choices | None = None) -> nx.DiGraph[str]:
        """The dyads as a networkx graph, as ``graphkit.network.network`` makes it."""
        return network(self, choices)

    def sparql(self, query: str, *, timeout: float | None = None, **parameters: str) -> Table[KnowledgeView]:
        """The answer to SPARQL text or a ready query as a table (extra ``sparql``); that of ASK is a single row.

        With a ``timeout`` in seconds the query runs in a process of its own and may take 2 GB; what takes more raises
        ``graphkit.sparql.OverLimit``.
        """
        limits = None if timeout is None else sparql.Limits(timeout, memory=2_000_000_000, answer=2_000_000_000)
        found = sparql.ask(self, query, limits=limits, **parameters)
        if found.verdict is not None:
            return Table(("answer",), [{"answer": found.verdict}], self)
        return Table(found.variables, [dict(zip(found.variables, row, strict=True)) for row in found.rows], self)

    def show(self, *, title: str = "graphkit", persons: bool = False) -> Page:
        """The explorer, which a notebook shows in a frame; its ``save`` writes the page."""
        return notebook.show(self, title=title, persons=persons)

    def text(self, document: str) -> Html:
        """A document with its actors marked and the claims of each sentence; KeyError when there is none of that id."""
        source = self.document(document)
        if source is None:
            raise KeyError(document)
        return notebook.text(source, self.filter(document=document))

    def plot_network(self, *, actors: int = 40, persons: bool = False) -> Figure:
        """The most active actors and what they do to each other as a picture (extra ``plot``)."""
        return plots.plot_network(self, actors=actors, persons=persons)

    def plot_timeline(self, one: str, other: str, *, by: str = "month") -> Figure:
        """Cooperation and conflict of two actors over time as a picture (extra ``plot``)."""
        return plots.plot_timeline(self, one, other, by=by)

    def plot_matrix(self, *, actors: int = 20, persons: bool = False) -> Figure:
        """Who does what to whom as a heat map (extra ``plot``)."""
        return plots.plot_matrix(self, actors=actors, persons=persons)

    def plot_centrality(self, measure: str = "pagerank", *, actors: int = 15, persons: bool = False) -> Figure:
        """The most central actors as a picture (extra ``plot``)."""
        return plots.plot_centrality(self, measure, actors=actors, persons=persons)

    def _repr_html_(self) -> str:
        return notebook.of_graph(self)


class KnowledgeGraph(KnowledgeView, Graph):
    """A graph of claims that documents are added to and taken from; ``filter``, ``between`` and ``at`` give its views.

    Without a path it lives in memory, with one in that SQLite file, which is made when there is none and keeps every
    document the moment it is added.
    """
