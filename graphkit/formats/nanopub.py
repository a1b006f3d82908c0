"""Nanopublications as TriG: for each claim the assertion, its provenance, and what it was read with.

The assertion of a claim that is a fact is its plain triple with the claim; for any other it is the claim and its
status, so that nothing denied, planned or alleged looks asserted. There is no creation time, which would differ in
every run, and no trusty URI: both are added by signing. See https://nanopub.net/guidelines/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphkit.formats.rdf import Block, build_block, claim_blocks, document_block, local, prefixes, stanza
from graphkit.model import Claim
from graphkit.store.view import View

if TYPE_CHECKING:
    from graphkit.formats import Options

NP = "http://www.nanopub.org/nschema#"


def write(graph: View, options: Options) -> Iterator[str]:
    """Four named graphs per claim: head, assertion, provenance, publication information."""
    spaces = {**prefixes(options.base), "np": NP, "nanopub": f"{options.base}nanopub/"}
    yield "".join(f"@prefix {name}: <{space}> .\n" for name, space in sorted(spaces.items()))
    builds = [build_block(build) for build in sorted(graph.provenance())]
    for claim in graph:
        yield from _publication(graph, claim, builds)


def _publication(graph: View, claim: Claim, builds: list[Block]) -> Iterator[str]:
    key = f"nanopub:{claim.id}"
    assertion = f"{key}-assertion"
    said = list(claim_blocks(claim, graph.weigh(claim)))
    documents = sorted({evidence.document for evidence in claim.evidence})
    head = [
        ("a", "np:Nanopublication"),
        ("np:hasAssertion", assertion),
        ("np:hasProvenance", f"{key}-provenance"),
        ("np:hasPublicationInfo", f"{key}-pubinfo"),
    ]
    origin = [("prov:wasDerivedFrom", f"document:{local(document)}") for document in documents]
    origin += [("prov:wasGeneratedBy", build.subject) for build in builds]
    found = [document for document in map(graph.document, documents) if document]
    yield _graph(f"{key}-head", [Block(key, head)])
    yield _graph(assertion, [block for block in said if block.graph is None])
    yield _graph(
        f"{key}-provenance",
        [
            Block(assertion, origin),
            *(block for block in said if block.graph),
            *(document_block(document, graph.source(document.id)) for document in found),
        ],
    )
    about = [("dcterms:conformsTo", "<https://w3id.org/graphkit/ontology>")]
    about += [("prov:wasGeneratedBy", build.subject) for build in builds]
    yield _graph(f"{key}-pubinfo", [Block(key, about), *builds])


def _graph(name: str, found: Iterable[Block]) -> str:
    return f"\n{name} {{\n" + "".join(f"\n{stanza(block)}" for block in found) + "}\n"
