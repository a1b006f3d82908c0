"""Clause records × lexicon: which clauses state which relation between which phrases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations, product
from types import MappingProxyType

from graphkit.actors import Linked
from graphkit.extract.arguments import ACTOR, AGENT, LOCATIVES, OWNER, PLACE, Argument, Arguments, expand
from graphkit.extract.clauses import NOUN, Clause
from graphkit.extract.lexicon import Condition, Frame, Lexicon
from graphkit.extract.parse import Parse
from graphkit.model import Kind, RelationType

PLACE_GROUPS = frozenset({"ASSAULT", "RETREAT", "MOBILIZE", "COERCE"})
"""Groups whose object may be the state of the place: "killed ten people in Kabul"."""
HOST_GROUPS = frozenset({"COERCE", "SANCTION"})
"""Groups whose unnamed agent is the state of the place: "was arrested in Iran"."""
NON_SUPPORT = frozenset({None, "blocks", "accuses"})
"""Effects of a verb that do not make its subject the agent of the event noun it carries."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation between two phrases of one sentence, before cues are read."""

    subject: Argument
    object: Argument
    relation: RelationType
    clause: Clause
    extractor: str


OPPONENT = "opponent"
"""The object slot that is filled by whom the subject fights elsewhere in the document: "its invasion"."""
Opponents = Mapping[str, Linked]
"""Code of an actor -> its latest opponent in the document."""


def match(
    parse: Parse, clause: Clause, found: Arguments, lexicon: Lexicon, opponents: Opponents = MappingProxyType({})
) -> list[Finding]:
    """The findings of the first frame, by specificity, whose conditions hold and whose two ends are actors."""
    table = lexicon.verbs if clause.pos != NOUN else lexicon.nouns
    if clause.pos == NOUN and _blocked(parse, clause, lexicon):
        return []
    for key in clause.keys:
        for frame in table.get(key, ()):
            if frame.usual and all(holds(condition, parse, clause, found) for condition in frame.conditions):
                findings = list(_pairs(parse, clause, frame, found, lexicon, opponents))
                if findings:
                    return findings
    return []


def _blocked(parse: Parse, clause: Clause, lexicon: Lexicon) -> bool:
    return clause.support is not None and lexicon.effect(parse.lemmas[clause.support], "verb", "noun") == "blocks"


def holds(condition: Condition, parse: Parse, clause: Clause, found: Arguments) -> bool:
    """Whether a condition of a frame is met by the arguments of a clause."""
    tokens = clause.slots.get(condition.slot, ())
    match condition.test:
        case "filled":
            return bool(tokens)
        case "empty":
            return not tokens
        case "lemma":
            return any(parse.lemmas[token] in condition.values for token in tokens)
        case _:
            return any(
                argument.mention.actor.kind in condition.values
                for token in tokens
                for argument in found.get(token, ())
                if argument.via == ACTOR
            )


def _pairs(
    parse: Parse, clause: Clause, frame: Frame, found: Arguments, lexicon: Lexicon, opponents: Opponents
) -> Iterator[Finding]:
    relation = frame.relation
    subjects = _fill(parse, clause, frame.subject, found, lexicon, relation, as_subject=True)
    objects = _fill(parse, clause, frame.object, found, lexicon, relation, as_subject=False)
    if not subjects and clause.passive and relation.group in HOST_GROUPS:
        subjects = _places(clause, found)
    if not objects and relation.group in PLACE_GROUPS:
        objects = _places(clause, found)
    if OPPONENT in frame.object and subjects and not any(o.mention.code != subjects[0].mention.code for o in objects):
        opponent = opponents.get(subjects[0].mention.code)
        start, end = parse.starts[clause.token], parse.ends[clause.token]
        objects = [Argument(clause.token, replace(opponent, rule=OPPONENT), OWNER, start, end)] if opponent else []
    pairs = list(product(subjects, objects))
    if relation.symmetric and not objects:
        pairs = list(combinations(subjects, 2)) or list(combinations(objects, 2))
    seen: set[tuple[str, str]] = set()
    for subject, obj in pairs:
        codes = (subject.mention.code, obj.mention.code)
        ends = (subject.mention.actor.id, obj.mention.actor.id)
        if codes[0] == codes[1] or subject.mention == obj.mention or ends in seen:
            continue
        seen.add(ends)
        yield Finding(subject, obj, relation, clause, f"frame:{clause.pos}:{frame.predicate.replace(' ', '_')}")


def _fill(
    parse: Parse,
    clause: Clause,
    slots: tuple[str, ...],
    found: Arguments,
    lexicon: Lexicon,
    relation: RelationType,
    *,
    as_subject: bool,
) -> list[Argument]:
    """The readings in the first filled slot; for a symmetric relation those of all slots together."""
    result: list[Argument] = []
    for slot in slots:
        if slot == "sup" and not _supports(parse, clause, lexicon, relation):
            continue
        readings = [
            argument
            for token in clause.slots.get(slot, ())
            for argument in (_modifiers(token, found) if slot == "mod" else expand(parse, token, found))
            if _fits(parse, argument, slot, relation, lexicon, as_subject=as_subject)
        ]
        if slot != "mod" and any(a.via in (ACTOR, AGENT) for a in readings):
            readings = [a for a in readings if a.via in (ACTOR, AGENT)]
        result += [reading for reading in readings if reading not in result]
        if result and not (relation.symmetric and clause.pos == NOUN):
            break
    return result


def _modifiers(noun: int, found: Arguments) -> list[Argument]:
    return [argument for argument in found.get(noun, ()) if argument.via in (OWNER, AGENT)]


def _supports(parse: Parse, clause: Clause, lexicon: Lexicon, relation: RelationType) -> bool:
    """Whether the carrying verb makes its subject the agent of the event noun."""
    if clause.support is None:
        return False
    verb = parse.lemmas[clause.support]
    if verb == "be":
        return True
    if parse.deps[clause.token] == "pobj":
        return relation.symmetric
    return lexicon.effect(verb, "verb", "noun") not in NON_SUPPORT


def _fits(
    parse: Parse, argument: Argument, slot: str, relation: RelationType, lexicon: Lexicon, *, as_subject: bool
) -> bool:
    if argument.mention.rule == "deed" and relation.group not in ("REJECT", "AGREE", "CONCEDE", "SUPPORT", "ACCUSE"):
        return False
    if argument.via == PLACE:
        return not as_subject
    if as_subject and argument.via == OWNER and slot != "mod":
        return parse.lemmas[argument.token] in lexicon.event_nouns
    return True


def _places(clause: Clause, found: Arguments) -> list[Argument]:
    """The state or territory where the clause says it happened."""
    for slot in LOCATIVES:
        readings = [
            argument
            for token in clause.slots.get(slot, ())
            for argument in found.get(token, ())
            if argument.via == PLACE or argument.mention.actor.kind in (Kind.STATE, Kind.TERRITORY)
        ]
        if readings:
            return readings[:1]
    return []
