"""A small table with a notebook display and conversions, linked to the graph it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from graphkit.errors import NotInstalled, UnknownName
from graphkit.model.control_characters import escaped, printable
from graphkit.store.selection import Selection

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

    from graphkit.store.view import Selectable

V = TypeVar("V")
Row = dict[str, Any]
SHOWN = 20
"""The maximum number of rows shown."""


class Table(Sequence[Row], Generic[V]):
    """Rows with the same columns, from a graph whose views are of type V; a notebook shows the first rows."""

    def __init__(self, columns: Sequence[str], rows: Sequence[Row], graph: Selectable[V]) -> None:
        self.columns = tuple(columns)
        self._rows, self._graph = list(rows), graph

    @classmethod
    def of(cls, rows: Sequence[Row], graph: Selectable[V]) -> Table[V]:
        """A table with the columns of its first row."""
        return cls(tuple(rows[0]) if rows else (), rows, graph)

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - an index or a slice
        return Table(self.columns, self._rows[key], self._graph) if isinstance(key, slice) else self._rows[key]

    def to_pandas(self) -> pd.DataFrame:
        """The table as a pandas DataFrame (extra ``pandas``)."""
        try:
            import pandas as pd
        except ImportError as error:
            raise NotInstalled.of_extra("this needs pandas", "pandas") from error
        return pd.DataFrame(self._rows, columns=list(self.columns))

    def to_polars(self) -> pl.DataFrame:
        """The table as a polars DataFrame (extra ``polars``)."""
        try:
            import polars as pl
        except ImportError as error:
            raise NotInstalled.of_extra("this needs polars", "polars") from error
        return pl.DataFrame(self._rows, schema=list(self.columns), infer_schema_length=None, orient="row")

    def subgraph(self) -> V:
        """The part of the graph that the rows are about: the claims they name, otherwise those between their actors.

        Raises UnknownName if they name neither.
        """
        words = {str(value).rpartition("/")[2] for row in self._rows for value in row.values() if value is not None}
        if named := words & self._graph.statuses().keys():
            return self._graph.select(Selection(claims=frozenset(named)))
        ids = frozenset(actor.id for actor in self._graph.actors() if {actor.id, actor.name} & words)
        if not ids:
            raise UnknownName("the rows name no claims and no actors", "select ?claim, or the actors")
        return self._graph.select(Selection(actors=(ids, ids)))

    def __repr__(self) -> str:
        lines = ["\t".join(self.columns)]
        lines += ["\t".join(map(_cell, row.values())) for row in self._rows[:SHOWN]]
        return printable("\n".join([*lines, *self._more()]))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{escaped(column)}</th>" for column in self.columns)
        rows = "".join(f"<tr>{self._cells(row)}</tr>" for row in self._rows[:SHOWN])
        more = "".join(f"<p>{escaped(line)}</p>" for line in self._more())
        return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{more}"

    def _cells(self, row: Row) -> str:
        return "".join(f'<td style="text-align:left">{escaped(_cell(row.get(name)))}</td>' for name in self.columns)

    def _more(self) -> list[str]:
        return [f"… {len(self._rows) - SHOWN:,} more rows"] if len(self._rows) > SHOWN else []


def _cell(value: object) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    return "" if value is None else " ".join(str(value).split())
