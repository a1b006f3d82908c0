"""Network files for other programs: GraphML, GEXF, Cytoscape's JSON, or an edge list."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from graphkit.errors import UnknownName
from graphkit.model.control_characters import in_xml

if TYPE_CHECKING:
    import networkx as nx

    Network = nx.DiGraph[str] | nx.MultiDiGraph[str]


ENDS = ("source", "target", "source_name", "target_name")
OF_A_PAIR = ("weight", "distance", "events", "cooperation", "conflict", "balance")
OF_A_CLAIM = ("relation", "group", "intensity", "date", "evidence")
"""The edge attributes of graphkit's networks, for the header of an empty list."""


def written(made: Network, form: str) -> str:
    """The text of such a file; raises UnknownName for an unknown format."""
    return FORMS[form_of(form)](made)


def form_of(name: str) -> str:
    """The format with that name; raises UnknownName listing those available."""
    if name not in FORMS:
        raise UnknownName(f"no network format {name!r}", f"choose one of {', '.join(FORMS)}")
    return name


def edges(made: Network) -> Iterator[dict[str, Any]]:
    """Every edge as a row: source, target, their names, and its attributes. pandas.DataFrame accepts them."""
    for one, other, data in made.edges(data=True):
        source, target = (made.nodes[node].get("name", node) for node in (one, other))
        yield {"source": one, "target": other, "source_name": source, "target_name": target, **data}


def _graphml(made: Network) -> str:
    import networkx as nx

    return _xml(nx.generate_graphml(made))


def _gexf(made: Network) -> str:
    import networkx as nx

    labelled = made.copy()
    for node, data in labelled.nodes(data=True):
        data["label"] = data.get("name", node)
    text = _xml(nx.generate_gexf(labelled))
    return re.sub(r' lastmodifieddate="[^"]*"', "", text)  # the same bytes every day


def _xml(lines: Iterable[str]) -> str:
    text = "\n".join(lines) + "\n"
    return in_xml(text.replace("&#65534;", "\ufffe").replace("&#65535;", "\uffff"))


def _cytoscape(made: Network) -> str:
    import networkx as nx

    return json.dumps(nx.cytoscape_data(made), ensure_ascii=False, indent=1) + "\n"


def _separated(delimiter: str) -> Callable[[Network], str]:
    def write(made: Network) -> str:
        rows = list(edges(made))
        buffer = io.StringIO()
        columns = rows[0] if rows else (*ENDS, *(OF_A_CLAIM if made.is_multigraph() else OF_A_PAIR))
        writer = csv.DictWriter(buffer, columns, delimiter=delimiter, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        return buffer.getvalue()

    return write


def _json_lines(made: Network) -> str:
    return "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in edges(made))


FORMS: Mapping[str, Callable[[Network], str]] = {
    "graphml": _graphml,
    "gexf": _gexf,
    "cyjs": _cytoscape,
    "csv": _separated(","),
    "tsv": _separated("\t"),
    "jsonl": _json_lines,
}
"""The formats by name, which is also the suffix of their files."""
