"""Claims as RDF triples of Turtle terms, subject by subject, with one claim in memory at a time.

No blank nodes, and every IRI has a prefix, so that Turtle is the same byte for byte in every run. A term is a
string: ``gk:Claim``, ``actor:RUS``, ``"text"``, ``"2023-03-22"^^xsd:date``, ``7`` or ``0.93``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, Protocol
from urllib.parse import quote

from graphkit.model import Actor, Build, Claim, Document, Evidence, Mention, PartialDate, evidence_id
from graphkit.model.status import Assessment, ClaimStatus, Occurrence, Source
from graphkit.model.tenure import Tenure
from graphkit.ontology import BASE, NAMESPACES
from graphkit.store.reading import Merged
from graphkit.store.schema import explained

DETAILS = ("direct", "claims", "evidence")
"""Level of detail: only plain triples; also each claim with its actors; also each piece of evidence."""

_OWN = ("actor", "build", "claim", "dataset", "document", "evidence", "mention", "notation", "occurrence")


class Block(NamedTuple):
    """The triples of one subject; ``graph`` is the document that contains them, if they are evidence."""

    subject: str
    pairs: list[tuple[str, str]]
    graph: str | None = None


class Graph(Protocol):
    """What is written: claims sorted by id, their assessments, and the actors and documents they refer to."""

    @property
    def path(self) -> Path | None:
        """The file of the graph, if it has one."""

    def __iter__(self) -> Iterator[Claim]: ...

    def weigh(self, claim: Claim) -> Assessment:
        """The assessment of a claim."""

    def actors(self) -> Iterator[Actor]:
        """The actors named, by id."""

    def merges(self) -> Iterable[Merged]:
        """The actors that a reviewer merged into others."""

    def documents(self) -> Iterator[Document]:
        """The documents, by id."""

    def source(self, document: str) -> Source:
        """The Source of a document."""

    def provenance(self) -> Iterable[Build]:
        """The builds that read the documents."""


def prefixes(base: str = BASE) -> dict[str, str]:
    """The namespaces used in an export, by prefix, sorted; those of the data begin with ``base``."""
    own = {name: f"{base}{name}/" for name in _OWN}
    used = ("dcat", "dcterms", "gk", "prov", "rdf", "rdfs", "schema", "skos", "void", "wd", "xsd")
    return dict(sorted({**own, **{name: NAMESPACES[name] for name in used}}.items()))


def blocks(graph: Graph, *, detail: str = "evidence", texts: bool = False) -> Iterator[Block]:
    """The triples of a graph: actors, claims with plain triple and evidence, standing groups, documents, description.

    ``texts`` adds the text of each document. Memory does not grow with the number of claims.
    """
    if detail == "direct":
        for claim in graph:
            if graph.weigh(claim).status is ClaimStatus.ASSERTED:
                yield _fact(claim)
        return
    tally = _Tally()
    aliases: dict[str, set[str]] = {}
    for merged in graph.merges():
        aliases.setdefault(merged.kept, set()).update(merged.names)
        replaced = ("dcterms:isReplacedBy", f"actor:{local(merged.kept)}")
        yield from tally.over([Block(f"actor:{local(merged.id)}", [replaced])])
    yield from tally.over(_actor(actor, sorted(aliases.get(actor.id, ()))) for actor in graph.actors())
    standing = set()
    for claim in graph:
        if claim.relation.standing:
            standing.add(claim.relation.group)
        yield from tally.over(claim_blocks(claim, graph.weigh(claim), with_evidence=detail == "evidence"))
    yield from tally.over(Block(f"gk:{group}", [("gk:standing", "true")]) for group in sorted(standing))
    if detail == "evidence":
        with explained(graph.path):  # the original of a copy may be missing from a damaged file
            yield from tally.over(document_block(d, graph.source(d.id), texts=texts) for d in graph.documents())
    yield from tally.description(sorted(graph.provenance()))


def turtle(found: Iterable[Block], base: str = BASE) -> Iterator[str]:
    """Turtle text in pieces: the prefixes, then one paragraph per subject."""
    yield "".join(f"@prefix {name}: <{space}> .\n" for name, space in prefixes(base).items())
    for block in found:
        yield f"\n{stanza(block)}"


def stanza(block: Block) -> str:
    """A block as a paragraph of Turtle."""
    parts, last = [block.subject], ""
    for predicate, value in block.pairs:
        if predicate == last:
            parts.append(f",\n        {value}")
        else:
            parts.append(f" ;\n    {predicate} {value}" if last else f" {predicate} {value}")
        last = predicate
    parts.append(" .\n")
    return "".join(parts)


def _actor(actor: Actor, aliases: Iterable[str]) -> Block:
    pairs = [
        ("a", f"gk:{actor.kind}"),
        ("rdfs:label", text(actor.name, "@en")),
        *(("skos:altLabel", text(name, "@en")) for name in aliases if name != actor.name),
        ("gk:code", text(actor.code)),
    ]
    pairs += [("skos:notation", text(value, f"^^notation:{local(scheme)}")) for scheme, value in actor.notations]
    if actor.wikidata:
        pairs.append(("skos:exactMatch", f"wd:{local(actor.wikidata)}"))
    return Block(f"actor:{local(actor.id)}", pairs)


def claim_blocks(claim: Claim, assessment: Assessment, *, with_evidence: bool = True) -> Iterator[Block]:
    """The blocks of a claim: itself, its plain triple if it is a fact, occurrences, evidence, mentions."""
    key = claim.id
    pairs = [
        ("a", "gk:Claim"),
        ("gk:subject", f"actor:{local(claim.subject.id)}"),
        ("gk:relation", f"gk:{claim.relation.name}"),
        ("gk:object", f"actor:{local(claim.object.id)}"),
        ("gk:group", f"gk:{claim.relation.group}"),
        ("gk:intensity", decimal(claim.relation.intensity)),
        ("gk:claimStatus", f"gk:{assessment.status}"),
        ("gk:confidence", decimal(assessment.confidence)),
        ("gk:evidenceCount", str(assessment.evidence)),
        ("gk:documentCount", str(assessment.documents)),
        ("gk:originCount", str(assessment.origins)),
    ]
    if assessment.first_seen and assessment.last_seen:
        pairs.append(("gk:firstSeen", f'"{assessment.first_seen}"^^xsd:date'))
        pairs.append(("gk:lastSeen", f'"{assessment.last_seen}"^^xsd:date'))
    occurrences = [_occurrence(key, occurrence) for occurrence in assessment.occurrences]
    pairs += [("gk:occurrence", block.subject) for block in occurrences]
    places = [(evidence_id(key, evidence), evidence) for evidence in claim.evidence] if with_evidence else []
    pairs += [("gk:evidence", f"evidence:{place}") for place, _ in places]
    yield Block(f"claim:{key}", pairs)
    if assessment.status is ClaimStatus.ASSERTED:
        yield _fact(claim)
    yield from occurrences
    for place, evidence in places:
        yield from _evidence(place, evidence)


def _fact(claim: Claim) -> Block:
    pair = f"gk:{claim.relation.name}", f"actor:{local(claim.object.id)}"
    return Block(f"actor:{local(claim.subject.id)}", [pair])


def _occurrence(claim: str, occurrence: Occurrence) -> Block:
    start, end = occurrence.start, occurrence.end
    key = f"{claim}-{start}" if start == end else f"{claim}-{start}_{end}"
    pairs = [("a", "gk:Occurrence"), ("gk:from", when(occurrence.start)), ("gk:until", when(occurrence.end))]
    return Block(f"occurrence:{key}", pairs)


def _evidence(key: str, evidence: Evidence) -> Iterator[Block]:
    document = f"document:{local(evidence.document)}"
    pairs = [
        ("a", "gk:Evidence"),
        ("gk:quote", text(evidence.quote.text)),
        ("gk:start", str(evidence.quote.start)),
        ("gk:end", str(evidence.quote.end)),
        ("gk:cue", text(evidence.cue.text)),
        ("gk:cueStart", str(evidence.cue.start)),
        ("gk:cueEnd", str(evidence.cue.end)),
        ("gk:polarity", f"gk:{evidence.polarity}"),
        ("gk:status", f"gk:{evidence.status}"),
        ("gk:confidence", decimal(evidence.confidence)),
        ("gk:extractor", text(evidence.extractor)),
        ("prov:wasDerivedFrom", document),
        ("gk:subjectMention", f"mention:{key}-subject"),
        ("gk:objectMention", f"mention:{key}-object"),
    ]
    if evidence.date:
        pairs.append(("gk:date", when(evidence.date)))
    if evidence.speaker:
        pairs.append(("gk:speaker", f"actor:{local(evidence.speaker.actor.id)}"))
        pairs.append(("gk:speakerMention", f"mention:{key}-speaker"))
    if evidence.hearsay:
        pairs.append(("gk:hearsay", "true"))
    pairs += _tenure(evidence.tenure) if evidence.tenure else []
    yield Block(f"evidence:{key}", pairs, document)
    yield _mention(f"mention:{key}-subject", evidence.subject, document)
    yield _mention(f"mention:{key}-object", evidence.object, document)
    if evidence.speaker:
        yield _mention(f"mention:{key}-speaker", evidence.speaker, document)


def _tenure(tenure: Tenure) -> list[tuple[str, str]]:
    ends = (("gk:officeFrom", tenure.start), ("gk:officeUntil", tenure.end))
    return [("gk:office", text(tenure.office)), *((predicate, when(day)) for predicate, day in ends if day)]


def _mention(key: str, mention: Mention, document: str) -> Block:
    pairs = [
        ("a", "gk:Mention"),
        ("gk:actor", f"actor:{local(mention.actor.id)}"),
        ("gk:code", text(mention.code)),
        ("gk:text", text(mention.text)),
        ("gk:start", str(mention.start)),
        ("gk:end", str(mention.end)),
        ("gk:rule", text(mention.rule)),
    ]
    return Block(key, pairs, document)


def document_block(document: Document, source: Source, *, texts: bool = False) -> Block:
    """The block of a document."""
    pairs = [("a", "gk:Document"), ("dcterms:identifier", text(document.id))]
    if document.title is not None:
        pairs.append(("dcterms:title", text(document.title)))
    if document.published:
        pairs.append(("dcterms:issued", when(document.published)))
    pairs.append(("dcterms:language", text(document.language)))
    if document.url is not None:
        pairs.append(("schema:url", text(document.url, "^^xsd:anyURI")))
    if source.origin != document.id:
        pairs.append(("prov:alternateOf", f"document:{local(source.origin)}"))
    if document.body_start:
        pairs.append(("gk:bodyStart", str(document.body_start)))
    if texts:
        pairs.append(("gk:text", text(document.text)))
    key = f"document:{local(document.id)}"
    return Block(key, pairs, key)


class _Tally:
    """Counts blocks to describe them at the end; the description is named by a digest of the subjects."""

    _PARTS: Mapping[str, str] = {"claim": "Claim", "document": "Document", "evidence": "Evidence", "actor": "Actor"}

    def __init__(self) -> None:
        self._triples = 0
        self._entities = dict.fromkeys(self._PARTS, 0)
        self._digest = hashlib.sha256()

    def over(self, found: Iterable[Block]) -> Iterator[Block]:
        for block in found:
            self._triples += len(block.pairs)
            if block.pairs[0][0] == "a":
                prefix = block.subject.partition(":")[0]
                if prefix in self._entities:
                    self._entities[prefix] += 1
                    self._digest.update(f"{block.subject}\n".encode())
            yield block

    def description(self, builds: Iterable[Build]) -> Iterator[Block]:
        """The data set described in VoID and DCAT, and the builds it comes from."""
        key = f"dataset:{self._digest.hexdigest()[:20]}"
        made = [build_block(build) for build in builds]
        pairs = [
            ("a", "dcat:Dataset"),
            ("a", "void:Dataset"),
            ("dcterms:title", text("Relations between political actors, as texts state them", "@en")),
            ("dcterms:conformsTo", "<https://w3id.org/graphkit/ontology>"),
            ("void:vocabulary", "<https://w3id.org/graphkit/ontology>"),
        ]
        pairs += [("prov:wasGeneratedBy", block.subject) for block in made]
        parts = [
            Block(f"{key}-{part}", [("void:class", f"gk:{name}"), ("void:entities", str(self._entities[part]))])
            for part, name in self._PARTS.items()
            if self._entities[part]
        ]
        pairs += [("void:classPartition", block.subject) for block in parts]
        self._triples += sum(len(block.pairs) for block in (*made, *parts)) + len(pairs) + 1
        pairs.append(("void:triples", str(self._triples)))
        yield from made
        yield Block(key, pairs)
        yield from parts


def build_block(build: Build) -> Block:
    """The block of a build: the versions that read the documents."""
    versions = {
        "gk:program": build.program,
        "gk:model": build.model,
        "gk:ontologyVersion": build.ontology,
        "gk:seedsVersion": build.seeds,
    }
    key = hashlib.sha256("\x1f".join(versions.values()).encode()).hexdigest()[:20]
    named = [(predicate, text(value)) for predicate, value in versions.items() if value]
    return Block(f"build:{key}", [("a", "gk:Build"), *named])


_PLAIN = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_-]*)", re.ASCII)


def local(key: str) -> str:
    """An identifier as the local part of a prefixed name; characters not allowed there are percent-encoded.

    >>> local("seeds/été.md")
    'seeds%2F%C3%A9t%C3%A9.md'
    """
    if _PLAIN.fullmatch(key):
        return key
    name = quote(key, safe="").replace("~", "%7E")
    if name[:1] in {"-", "."}:
        name = f"%{ord(name[0]):X}{name[1:]}"
    return f"{name[:-1]}%2E" if name.endswith(".") else name


_SPECIAL = re.compile(r'[\x00-\x1f"\\\x7f]')
_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def text(value: str, tail: str = "") -> str:
    """A literal followed by its language tag or datatype."""
    if _SPECIAL.search(value):
        value = _SPECIAL.sub(_escape, value)
    return f'"{value}"{tail}'


def _escape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0]) or f"\\u{ord(match[0]):04X}"


def decimal(value: float) -> str:
    """A number as an xsd:decimal that reads back as the same float."""
    shown = repr(float(value))
    return shown if "e" not in shown else f"{Decimal(shown):f}"


@lru_cache(20_000)
def when(value: PartialDate) -> str:
    """A date as a literal with the datatype of its granularity."""
    kind = {"day": "date", "month": "gYearMonth", "year": "gYear"}[value.granularity]
    return f'"{value}"^^xsd:{kind}'
