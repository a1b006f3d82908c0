"""Reviewed merges: the proposals that a person accepted, applied to the claims of each document as it is read.

The evidence records it: the rule of a mention names the merged actor, the extractor the merged relation.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from graphkit.actors.tables import rows, split
from graphkit.errors import SeedError, UnknownName
from graphkit.model import MERGED, Actor, Claim, Evidence, Kind, Mention, RelationType, claim_id, merge
from graphkit.ontology import find_relation
from graphkit.questions.review import COLUMNS

_DECISIONS = ("accept", "reject", "")
_ACTOR = re.compile(r"(.+?)(?: \((.+), (\w+), ([^\s,()]+)\))?")


class Accepted(NamedTuple):
    """A row that a person has accepted."""

    place: str
    """Its file and line."""
    kind: str
    keep: str
    merge: str


def accepted(paths: Iterable[Path]) -> Iterator[Accepted]:
    """The accepted rows in proposal files; raises SeedError, with file, line and remedy, for an invalid one."""
    for path in paths:
        if not path.is_file():
            raise SeedError(f"{path}: no such merge file", f"write it with graphkit review STORE -o {path.name}")
        for number, row in rows(path, COLUMNS):
            place, decision, kind = f"{path.name}:{number}", row["decision"].casefold(), row["kind"]
            if decision not in _DECISIONS:
                raise SeedError(f"{place}: {row['decision']!r} is not a decision", "write accept, reject or nothing")
            if kind not in ("actor", "claim"):
                raise SeedError(f"{place}: {kind!r} is not a kind of merge", "write actor or claim")
            if decision == "accept":
                yield Accepted(place, kind, row["keep"], row["merge"])


def digest(paths: Iterable[Path]) -> str:
    """Twelve hex digits that change with the accepted rows; empty if there are none."""
    found = sorted(row[1:] for row in accepted(paths))
    return hashlib.sha256(repr(found).encode()).hexdigest()[:12] if found else ""


@dataclass(frozen=True, slots=True)
class Merges:
    """The actors and claims to merge; if empty, claims stay as they are."""

    actors: Mapping[str, Actor] = field(default_factory=dict)
    """The kept actor, by the id of the one merged into it."""
    codes: Mapping[str, str] = field(default_factory=dict)
    """The codes of merged bodies, for which others act."""
    claims: Mapping[str, tuple[str, RelationType]] = field(default_factory=dict)
    """The kept subject id and relation, by the id of the merged claim."""

    def apply(self, claims: Sequence[Claim]) -> Sequence[Claim]:
        """Apply the merges to claims; claims between an actor and itself are dropped."""
        if not (self.actors or self.claims):
            return claims
        moved = map(self._ends, claims)
        return merge(self._restated(claim) for claim in moved if claim.subject.id != claim.object.id)

    def _ends(self, claim: Claim) -> Claim:
        subject, obj = (self.actors.get(actor.id, actor) for actor in (claim.subject, claim.object))
        return Claim(subject, claim.relation, obj, tuple(map(self._evidence, claim.evidence)))

    def _evidence(self, evidence: Evidence) -> Evidence:
        speaker = evidence.speaker and self._mention(evidence.speaker)
        return replace(
            evidence, subject=self._mention(evidence.subject), object=self._mention(evidence.object), speaker=speaker
        )

    def _mention(self, mention: Mention) -> Mention:
        code = self.codes.get(mention.code, mention.code)
        if mention.actor.id not in self.actors:
            return replace(mention, code=code)
        rule = f"{mention.rule}{MERGED}{mention.actor.id} ({mention.actor.name})"
        return replace(mention, actor=self.actors[mention.actor.id], code=code, rule=rule)

    def _restated(self, claim: Claim) -> Claim:
        if claim.id not in self.claims:
            return claim
        first, relation = self.claims[claim.id]
        subject, obj = (claim.subject, claim.object) if claim.subject.id == first else (claim.object, claim.subject)
        said = []
        for evidence in claim.evidence:
            extractor = f"{evidence.extractor}{MERGED}{claim.relation.name}"
            ends = evidence.subject, evidence.object
            one, other = ends if ends[0].actor.id == subject.id else ends[::-1]
            said.append(replace(evidence, subject=one, object=other, extractor=extractor))
        return Claim(subject, relation, obj, tuple(said))


def load(paths: Iterable[Path], known: Mapping[str, Actor], relations: Mapping[str, RelationType]) -> Merges:
    """The merges in proposal files; ``known`` are the actors of the tables, by id.

    Raises SeedError, with file, line and remedy, for an invalid row.
    """
    found = list(accepted(paths))
    into: dict[str, tuple[Actor, Actor]] = {}
    for row in found:
        if row.kind == "actor":
            keep, other = (_actor(row.place, cell, known) for cell in (row.keep, row.merge))
            if (Kind.PERSON in (keep.kind, other.kind)) and keep.kind is not other.kind:
                raise SeedError(f"{row.place}: {other.id} is a {other.kind}, {keep.id} a {keep.kind}", "reject it")
            if into.get(other.id, (keep, other))[0].id != keep.id:
                raise SeedError(
                    f"{row.place}: {other.id} is also merged into {into[other.id][0].id}", "accept one of the two rows"
                )
            into[other.id] = (keep, other)
            _last(other.id, into, row.place)
    actors = {key: _last(key, into) for key in into}
    bodies = [(other, actors[key]) for key, (_, other) in into.items() if other.kind is not Kind.PERSON]
    codes = {other.code: keep.code for other, keep in bodies if other.code != keep.code}
    return Merges(actors, codes, _claims([row for row in found if row.kind == "claim"], actors, relations))


def _actor(place: str, cell: str, known: Mapping[str, Actor]) -> Actor:
    """The actor in a cell: from the tables, else as the cell describes it."""
    if cell in known:
        return known[cell]
    match = _ACTOR.fullmatch(cell)
    if match and match[1] in known:
        return known[match[1]]
    if not match or not match[2] or match[3] not in list(Kind):
        raise SeedError(f"{place}: no table has the actor {cell!r}", "write it as ID (NAME, KIND, CODE)")
    return Actor(match[1], match[2], Kind(match[3]), match[4])


def _last(key: str, into: Mapping[str, tuple[Actor, Actor]], place: str = "") -> Actor:
    """The actor that an actor is finally merged into."""
    passed = [key]
    while key in into:
        kept = into[key][0]
        key = kept.id
        if key in passed:
            raise SeedError(f"{place}: {' → '.join([*passed, key])} is a cycle", "reject one of these rows")
        passed.append(key)
    return kept


def _claims(
    found: Iterable[Accepted], actors: Mapping[str, Actor], relations: Mapping[str, RelationType]
) -> Mapping[str, tuple[str, RelationType]]:
    """The subject and relation that claims get, by id; a kept claim is not merged itself."""
    merged: dict[str, tuple[str, RelationType]] = {}
    kept = set()
    for row in found:
        key, keep, stated = _claim(row, actors, relations)
        if key in kept or keep in merged or merged.get(key, stated) != stated:
            raise SeedError(
                f"{row.place}: one of the two claims is also merged by another row", "accept one of the rows"
            )
        merged[key] = stated
        kept.add(keep)
    return merged


def _claim(
    row: Accepted, actors: Mapping[str, Actor], relations: Mapping[str, RelationType]
) -> tuple[str, str, tuple[str, RelationType]]:
    """The ids of a merged claim and of the kept one, with the subject and the relation that it gets."""
    parts = [split(row.keep), split(row.merge)]
    for cell, part in zip((row.keep, row.merge), parts, strict=True):
        if len(part) != 3:
            raise SeedError(f"{row.place}: {cell!r} is not a claim", "write it as SUBJECT | RELATION | OBJECT")
    try:
        kept, merged = (find_relation(relations, part[1]) for part in parts)
    except UnknownName as error:
        raise SeedError(f"{row.place}: {error.culprit}", error.remedy) from None
    ends = [[actors[key].id if key in actors else key for key in (part[0], part[2])] for part in parts]
    alike = ends[0] == ends[1] or ((kept.symmetric or merged.symmetric) and ends[0] == ends[1][::-1])
    if not alike or kept == merged:
        raise SeedError(f"{row.place}: the claims differ in more than the relation", "merge their actors, or reject it")
    return claim_id(ends[1][0], merged, ends[1][1]), claim_id(ends[0][0], kept, ends[0][1]), (ends[0][0], kept)
