"""Validate exports and stores: the shapes, with pySHACL, and rules that no shape can express.

The rules beyond the shapes: quotes and mentions match the text at their offsets, the actors of a symmetric claim are in
order, there is a plain triple only for an asserted claim, an asserted claim rests on more than hearsay, a stored status
matches the evidence, and every row of a store is one that every format could hold.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from graphkit import resources
from graphkit.errors import GraphkitError, InputError, NotInstalled
from graphkit.formats import rdf, rdf_reader, triple_reader
from graphkit.formats.triple_reader import Statements
from graphkit.model import Claim, Document, Span
from graphkit.model.status import ClaimStatus
from graphkit.ontology import GK, load_relations, shorten
from graphkit.store.graph import Graph
from graphkit.store.view import View


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One violation: the node (an IRI), the shape or rule, and what is expected."""

    focus: str
    rule: str
    message: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.focus}: {self.message} [{self.rule}]" + (f" found {self.value}" if self.value else "")


@dataclass(frozen=True, slots=True)
class Checked:
    """How many claims were checked, and the findings, sorted; none if everything is valid."""

    claims: int
    findings: tuple[Fault, ...]


def validate(path: Path, *, shapes: bool = True) -> Checked:
    """Validate a store or an RDF file.

    ``shapes=False`` leaves out pySHACL, which takes a millisecond per triple. Raises InputError or StoreError if the
    file cannot be read, InputError if it is RDF without graphkit data, NotInstalled if pySHACL is needed and missing.
    """
    if path.suffix.removeprefix(".") in triple_reader.FORMATS:
        return validate_rdf(path, shapes=shapes)
    if not path.is_file():
        raise GraphkitError(f"{path}: no such file", "name a store or an RDF file")
    with Graph(path) as graph:
        return validate_graph(graph, shapes=shapes)


def validate_graph(graph: View, *, shapes: bool = True) -> Checked:
    """Validate a graph; if rows are inconsistent, only these are reported, as the rest depends on them."""
    found = {Fault(focus, "sound", f"What is kept makes sense: {fault}.") for focus, fault in graph.faults()}
    if found:
        return Checked(len(graph), tuple(sorted(found)))
    found = set(_claims(graph))
    if shapes:
        found |= set(_shapes("".join(rdf.turtle(rdf.blocks(graph))), "turtle"))
    return Checked(len(graph), tuple(sorted(found)))


def validate_rdf(path: Path, *, shapes: bool = True) -> Checked:
    """Validate a graphkit RDF file in any syntax."""
    statements = triple_reader.load(path)
    claims = sum(GK + "relation" in pairs for pairs in statements.values())
    if not claims:
        _check_ours(path, statements)
    found = set(_facts(statements))
    if shapes:
        found |= set(_shapes(path.read_text(encoding="utf-8"), triple_reader.FORMATS[path.suffix.removeprefix(".")]))
    return Checked(claims, tuple(sorted(found)))


def _check_ours(path: Path, statements: Statements) -> None:
    """Raise InputError for RDF without claims that is neither an empty export nor plain triples."""
    relations = {relation.iri for relation in load_relations().values()}
    if not rdf_reader.is_ours(statements) and not any(link[1] in relations for link in rdf_reader.links(statements)):
        raise InputError(f"{path}: has no claims and no triples with known relations", "see `graphkit schema`")


def _claims(graph: View) -> Iterator[Fault]:
    stored = graph.statuses()
    texts: dict[str, Document | None] = {}
    for claim in graph:
        focus = f"claim:{claim.id}"
        if claim.relation.symmetric and claim.object.id < claim.subject.id:
            yield Fault(focus, "order", "The ends of a symmetric claim are in order.")
        if stored.get(claim.id) != graph.weigh(claim).status:
            yield Fault(focus, "status", "A stored status is what the evidence says.", str(stored.get(claim.id)))
        for evidence in claim.evidence:
            if evidence.document not in texts:
                texts.clear()
                texts[evidence.document] = graph.document(evidence.document)
            source = texts[evidence.document]
            if source and source.text:
                yield from _slices(claim, source)


def _slices(claim: Claim, source: Document) -> Iterator[Fault]:
    for evidence in claim.evidence:
        if evidence.document != source.id:
            continue
        named: dict[str, Span | None] = {
            "quote": evidence.quote,
            "cue": evidence.cue,
            "subject": evidence.subject,
            "object": evidence.object,
            "speaker": evidence.speaker,
        }
        for name, span in named.items():
            if span and source.text[span.start : span.end] != span.text:
                place = f"{source.id}:{span.start}-{span.end}"
                yield Fault(f"claim:{claim.id}", name, "What is quoted is what stands there.", place)


def _facts(statements: Statements) -> Iterator[Fault]:
    relations = {relation.iri: relation for relation in load_relations().values()}
    asserted, whole = set(), False
    for subject, pairs in statements.items():
        if GK + "relation" not in pairs:
            continue
        whole = True
        ends = [pairs[GK + role][0].value for role in ("subject", "object") if GK + role in pairs]
        relation = relations.get(pairs[GK + "relation"][0].value)
        if relation is None:
            yield Fault(subject, "relation", "A claim has one relation of the vocabulary.")
        elif len(ends) == 2:
            if relation.symmetric and ends[1] < ends[0]:
                yield Fault(subject, "order", "The ends of a symmetric claim are in order.")
            if any(node.value == GK + ClaimStatus.ASSERTED for node in pairs.get(GK + "claimStatus", ())):
                asserted.add((ends[0], relation.iri, ends[1]))
                places = [statements.get(node.value, {}) for node in pairs.get(GK + "evidence", ())]
                if places and all(GK + "hearsay" in place for place in places):
                    yield Fault(subject, "hearsay", "An asserted claim rests on more than hearsay.")
    if not whole:  # only plain triples: there is nothing to check them against
        return
    facts = {link for link in rdf_reader.links(statements) if link[1] in relations}
    for subject, predicate, obj in sorted(facts - asserted):
        yield Fault(subject, "licence", "A plain triple needs an asserted claim.", f"{shorten(predicate)} {obj}")
    for subject, predicate, obj in sorted(asserted - facts):
        yield Fault(subject, "fact", "An asserted claim has its plain triple.", f"{shorten(predicate)} {obj}")


def _shapes(text: str, syntax: str) -> Iterator[Fault]:
    try:
        import pyshacl
    except ImportError as error:
        raise NotInstalled.of_extra("validation needs pySHACL", "validate") from error
    import rdflib

    shapes = rdflib.Graph().parse(resources.ontologies() / "shapes.ttl", format="turtle")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # rdflib 7 warns about its own calls
        data = rdflib.Graph() if syntax not in {"trig", "nquads"} else rdflib.Dataset(default_union=True)
        data.parse(data=text, format=syntax)
        _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    if not isinstance(report, rdflib.Graph):
        raise GraphkitError("pySHACL could not validate", str(report))
    for result in report.subjects(rdflib.RDF.type, rdflib.SH.ValidationResult):
        focus, shape, message, value = (
            str(report.value(result, predicate) or "")
            for predicate in (rdflib.SH.focusNode, rdflib.SH.sourceShape, rdflib.SH.resultMessage, rdflib.SH.value)
        )
        yield Fault(focus, shape.rpartition("/")[2], message, value)
