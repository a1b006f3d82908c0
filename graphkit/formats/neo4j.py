"""Files for ``neo4j-admin database import full``: nodes and relationships with typed headers.

A claim is a node with its status; there is a relationship between two actors only if the claim is a fact, as in RDF.
So nothing denied, planned or alleged is a plain edge, and nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from graphkit.formats.cells import Cell, lines
from graphkit.formats.files import whole
from graphkit.model import Claim, Evidence, evidence_id
from graphkit.model.status import ClaimStatus
from graphkit.store.view import View

if TYPE_CHECKING:
    from graphkit.formats import Options

Row = Sequence[Cell]

_ACTORS = "id:ID(Actor) name code wikidata iso2 cow :LABEL"
_CLAIMS = (
    "id:ID(Claim) relation group intensity:double status confidence:double evidence:int documents:int origins:int "
    "firstSeen:date lastSeen:date :LABEL"
)
_EVIDENCE = (
    "id:ID(Evidence) quote start:int end:int cue polarity status hearsay:boolean date confidence:double extractor "
    "subjectCode objectCode speakerCode office officeFrom officeUntil :LABEL"
)
_DOCUMENTS = "id:ID(Document) title url published:date language :LABEL"
_FACTS = ":START_ID(Actor) claim confidence:double firstSeen:date lastSeen:date :END_ID(Actor) :TYPE"


def write(graph: View, options: Options, folder: Path) -> None:
    """Write the files of nodes and relationships into a folder, each with its header in the first line."""
    del options
    for name, head, rows in (
        ("actors.csv", _ACTORS, _actors(graph)),
        ("claims.csv", _CLAIMS, _claims(graph)),
        ("evidence.csv", _EVIDENCE, (_evidence(claim, evidence) for claim, evidence in _places(graph))),
        ("documents.csv", _DOCUMENTS, _documents(graph)),
        ("facts.csv", _FACTS, _facts(graph)),
        ("subjects.csv", ":START_ID(Claim) :END_ID(Actor) :TYPE", _ends(graph, "SUBJECT")),
        ("objects.csv", ":START_ID(Claim) :END_ID(Actor) :TYPE", _ends(graph, "OBJECT")),
        ("supports.csv", ":START_ID(Evidence) :END_ID(Claim) :TYPE", _supports(graph)),
        ("places.csv", ":START_ID(Evidence) :END_ID(Document) :TYPE", _in_documents(graph)),
        ("speakers.csv", ":START_ID(Evidence) :END_ID(Actor) :TYPE", _speakers(graph)),
    ):
        with whole(folder / name) as file:
            file.writelines(_table(head, rows))


def _table(head: str, rows: Iterable[Row]) -> Iterator[str]:
    yield from lines([head.split()])
    # neo4j-admin reads each line as a row by default, so no cell may contain a line break.
    yield from lines([_flat(cell) for cell in row] for row in rows)


def _flat(cell: Cell) -> Cell:
    return re.sub(r"\s+", " ", cell) if isinstance(cell, str) else cell


def _actors(graph: View) -> Iterator[Row]:
    for actor in graph.actors():
        codes = dict(actor.notations)
        yield (
            *(actor.id, actor.name, actor.code, actor.wikidata, codes.get("iso2"), codes.get("cow")),
            f"Actor;{actor.kind}",
        )


def _claims(graph: View) -> Iterator[Row]:
    for claim in graph:
        standing = graph.weigh(claim)
        yield (
            *(claim.id, claim.relation.name, claim.relation.group, claim.relation.intensity, standing.status),
            *(standing.confidence, standing.evidence, standing.documents, standing.origins),
            *(_day(standing.first_seen), _day(standing.last_seen), "Claim"),
        )


def _day(day: object) -> str | None:
    return str(day) if day else None


def _places(graph: View) -> Iterator[tuple[Claim, Evidence]]:
    return ((claim, evidence) for claim in graph for evidence in claim.evidence)


def _evidence(claim: Claim, evidence: Evidence) -> Row:
    quote, speaker, tenure = evidence.quote, evidence.speaker, evidence.tenure
    return (
        *(evidence_id(claim.id, evidence), quote.text, quote.start, quote.end, evidence.cue.text),
        *(evidence.polarity, evidence.status, str(evidence.hearsay).lower(), _day(evidence.date), evidence.confidence),
        *(evidence.extractor, evidence.subject.code, evidence.object.code, speaker.code if speaker else None),
        *((tenure.office, _day(tenure.start), _day(tenure.end)) if tenure else (None, None, None)),
        "Evidence",
    )


def _documents(graph: View) -> Iterator[Row]:
    for document in graph.documents():
        yield (*(document.id, document.title, document.url, _day(document.published), document.language), "Document")


def _facts(graph: View) -> Iterator[Row]:
    for claim in graph:
        standing = graph.weigh(claim)
        if standing.status is ClaimStatus.ASSERTED:
            kind = re.sub(r"(?<!^)(?=[A-Z])", "_", claim.relation.name).upper()
            yield (
                *(claim.subject.id, claim.id, standing.confidence),
                *(_day(standing.first_seen), _day(standing.last_seen), claim.object.id, kind),
            )


def _ends(graph: View, kind: str) -> Iterator[Row]:
    for claim in graph:
        yield claim.id, (claim.subject if kind == "SUBJECT" else claim.object).id, kind


def _supports(graph: View) -> Iterator[Row]:
    for claim, evidence in _places(graph):
        yield evidence_id(claim.id, evidence), claim.id, "STATES"


def _in_documents(graph: View) -> Iterator[Row]:
    for claim, evidence in _places(graph):
        yield evidence_id(claim.id, evidence), evidence.document, "IN"


def _speakers(graph: View) -> Iterator[Row]:
    for claim, evidence in _places(graph):
        if evidence.speaker:
            yield evidence_id(claim.id, evidence), evidence.speaker.actor.id, "SAID_BY"
