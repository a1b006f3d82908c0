"""Every pair of actors that a predicate could relate, described by features for the scorer.

Frames are sure but narrow: an argument that the parser misplaced is lost. Here any two actors near a predicate of the
lexicon are a candidate for its relation, and what ties them to it — slot, path, order, voice, what else stands
between — is written down as short strings, which the scorer weighs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from graphkit.extract.arguments import ACTOR, AGENT, OWNER, PLACE, Argument, Arguments, expand
from graphkit.extract.clauses import NOUN, Clause
from graphkit.extract.cues import Cues
from graphkit.extract.frames import OPPONENT, Opponents, holds, match
from graphkit.extract.lexicon import Frame, Lexicon
from graphkit.extract.parse import Parse
from graphkit.model import Kind, RelationType

REACH = 6
"""The longest dependency path from the predicate to an argument that is still considered."""
DEED = "deed"
DEED_GROUPS = frozenset({"REJECT", "AGREE", "CONCEDE", "SUPPORT", "ACCUSE"})
"""Groups whose object may be named by what it has put forward: "rejected the proposal"."""
RANK = {ACTOR: 0, AGENT: 1, OWNER: 2, PLACE: 3}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible relation between two phrases of a sentence, and what speaks for and against it."""

    subject: Argument
    object: Argument
    relation: RelationType
    clause: Clause
    frame: str | None
    """The frame that states it outright, when one does."""
    features: tuple[str, ...]
    measures: tuple[tuple[str, float], ...] = ()
    """Features with a value of their own."""


@dataclass(frozen=True, slots=True)
class _Tie:
    """How an argument hangs on a predicate: its slots and the dependency path."""

    argument: Argument
    slots: tuple[str, ...]
    path: str
    length: int


def candidates(
    parse: Parse,
    clause: Clause,
    cues: Cues,
    found: Arguments,
    lexicon: Lexicon,
    depth: int,
    opponents: Opponents = MappingProxyType({}),
) -> Iterator[Candidate]:
    """The candidates of one clause; ``depth`` is how many predicates of the lexicon the sentence has."""
    sure = {
        (f.subject.mention.actor.id, f.object.mention.actor.id, f.relation.name): f
        for f in match(parse, clause, found, lexicon, opponents)
    }
    rows = _rows(parse, clause, found, lexicon)
    if not rows:
        return
    ties = _ties(parse, clause, found)
    context = _context(parse, clause, cues, ties, depth)
    for rank, (relation, frames) in enumerate(rows.items()):
        word = _word(clause, relation, frames, rank, len(rows))
        for one in ties:
            for other in ties:
                if _excluded(one, other, relation):
                    continue
                ends = (one.argument.mention.actor.id, other.argument.mention.actor.id, relation.name)
                finding = sure.get(ends) or (sure.get((ends[1], ends[0], ends[2])) if relation.symmetric else None)
                if relation.symmetric and (other.argument.start, other.argument.token) < (
                    one.argument.start,
                    one.argument.token,
                ):
                    continue
                pair = _pair(parse, clause, one, other, relation, frames)
                exact = (f"exact={clause.pos}", f"exact={relation.group}", "exact") if finding else ("loose",)
                yield Candidate(
                    one.argument,
                    other.argument,
                    relation,
                    clause,
                    finding.extractor if finding else None,
                    (*exact, *pair, *word, *context),
                )
    for finding in sure.values():
        if finding.object.mention.rule == OPPONENT:
            frames = rows[finding.relation]
            one = _Tie(finding.subject, frames[0].subject[:1], "vnsubj", 1)
            other = _Tie(finding.object, frames[0].object[:1], "vdobj", 1)
            pair = _pair(parse, clause, one, other, finding.relation, frames)
            features = ("exact", f"exact={clause.pos}", f"exact={finding.relation.group}", *pair, *context)
            yield Candidate(finding.subject, finding.object, finding.relation, clause, finding.extractor, features)


def _word(clause: Clause, relation: RelationType, frames: list[Frame], rank: int, choices: int) -> tuple[str, ...]:
    """How firmly the lexicon ties the predicate to the relation."""
    best = frames[0]
    strength = f"{'usual' if best.usual else 'possible'}{min(len(best.conditions), 2)}"
    return (
        f"word={strength}",
        f"word={strength}:{clause.pos}:{relation.group}",
        f"rank={min(rank, 4)}",
        f"choices={min(choices, 5)}",
        f"rank={min(rank, 4)}/{min(choices, 5)}",
        f"says={clause.keys[-1]}:{relation.name}",
        f"says={clause.keys[-1]}:{relation.group}",
        f"frame={best.predicate}:{best.line}",
    )


def _rows(parse: Parse, clause: Clause, found: Arguments, lexicon: Lexicon) -> dict[RelationType, list[Frame]]:
    """The frames of the most specific key whose conditions on words hold, by relation, most specific first."""
    table = lexicon.nouns if clause.pos == NOUN else lexicon.verbs
    for key in clause.keys:
        rows: dict[RelationType, list[Frame]] = {}
        for frame in table.get(key, ()):
            if all(c.test in ("filled", "empty") or holds(c, parse, clause, found) for c in frame.conditions):
                rows.setdefault(frame.relation, []).append(frame)
        if rows:
            return rows
    return {}


def _ties(parse: Parse, clause: Clause, found: Arguments) -> list[_Tie]:
    slots: dict[tuple[int, str], list[str]] = {}
    for slot, tokens in clause.slots.items():
        for token in tokens:
            readings = found.get(token, ()) if slot == "mod" else expand(parse, token, found)
            for argument in readings:
                slots.setdefault((argument.token, argument.mention.actor.id), []).append(slot)
    best: dict[str, _Tie] = {}
    ties = []
    for token, readings in found.items():
        if token != clause.token and clause.token in _span(parse, readings[0]):
            continue
        path, length = _path(parse, clause.token, token)
        if length > REACH:
            continue
        for argument in readings:
            names = tuple(sorted(set(slots.get((token, argument.mention.actor.id), ()))))
            ties.append(_Tie(argument, names, path, length))
    for tie in sorted(ties, key=lambda t: (not t.slots, RANK[t.argument.via], t.length, t.argument.token)):
        best.setdefault(tie.argument.mention.actor.id, tie)
    return list(best.values())


def _span(parse: Parse, argument: Argument) -> range:
    mention = argument.mention
    inside = [t for t in range(len(parse)) if mention.start <= parse.starts[t] < mention.end]
    return range(inside[0], inside[-1] + 1) if inside else range(0)


def _excluded(one: _Tie, other: _Tie, relation: RelationType) -> bool:
    a, b = one.argument, other.argument
    if a.mention.rule == DEED or (b.mention.rule == DEED and relation.group not in DEED_GROUPS):
        return True
    if not _kinds_fit(a, relation.domain) or not _kinds_fit(b, relation.range):
        return True
    if "according" in one.path or "according" in other.path:
        return True
    return a.mention.code == b.mention.code or a.mention.actor.id == b.mention.actor.id or a.via == PLACE


def _kinds_fit(argument: Argument, kinds: tuple[Kind, ...]) -> bool:
    """Whether the ontology lets an actor of this kind stand here."""
    return not kinds or argument.mention.actor.kind in kinds


def _path(parse: Parse, source: int, target: int) -> tuple[str, int]:
    """The dependencies from ``source`` up (^) and down (v) to ``target``, prepositions named, and how many."""
    up = _ancestors(parse, source)
    down = _ancestors(parse, target)
    place = {token: index for index, token in enumerate(up)}
    for index, token in enumerate(down):
        if token in place:
            rising = [f"^{_label(parse, t)}" for t in up[: place[token]]]
            falling = [f"v{_label(parse, t)}" for t in reversed(down[:index])]
            return ".".join(rising + falling) or "self", len(rising) + len(falling)
    return "apart", REACH + 1


def _ancestors(parse: Parse, token: int) -> list[int]:
    chain = [token]
    while parse.heads[token] != token and len(chain) < 2 * REACH + 2:
        token = parse.heads[token]
        chain.append(token)
    return chain


def _label(parse: Parse, token: int) -> str:
    dep = parse.deps[token]
    return parse.words[token].lower() if dep in ("prep", "agent") else dep


def _context(parse: Parse, clause: Clause, cues: Cues, ties: list[_Tie], depth: int) -> tuple[str, ...]:
    support = "-" if clause.support is None else parse.lemmas[clause.support]
    return (
        f"pred={clause.pos}:{clause.keys[-1]}",
        f"key={clause.keys[0]}",
        f"asserted={cues.asserted}",
        f"status={cues.status}",
        f"polarity={cues.polarity}",
        f"actors={min(len(ties), 6)}",
        f"predicates={min(depth, 6)}",
        f"dep={parse.deps[clause.token]}",
        f"support={support}",
        f"root={parse.heads[clause.token] == clause.token}",
        f"tag={parse.tags[clause.token]}",
        f"passive={clause.passive}",
        f"asserted={cues.asserted}:{clause.pos}",
    )


def _pair(
    parse: Parse, clause: Clause, one: _Tie, other: _Tie, relation: RelationType, frames: list[Frame]
) -> tuple[str, ...]:
    subject_slots = {slot for frame in frames for slot in frame.subject}
    object_slots = {slot for frame in frames for slot in frame.object}
    a, b = "+".join(one.slots) or "-", "+".join(other.slots) or "-"
    fits = f"{bool(subject_slots & set(one.slots))}{bool(object_slots & set(other.slots))}"
    if relation.symmetric:
        slots = subject_slots | object_slots
        fits = f"{bool(slots & set(one.slots))}{bool(slots & set(other.slots))}"
    sides = _sides(clause, one, other)
    features = [
        f"fits={fits}",
        f"fits={fits}:{relation.group}",
        f"fits={fits}:{clause.pos}:{one.argument.via}>{other.argument.via}",
        f"slots={clause.pos}:{a}>{b}",
        f"slots={a}>{b}:{relation.group}",
        f"subject={clause.pos}:{a}",
        f"object={clause.pos}:{b}",
        f"object={b}:{relation.name}",
        f"subject={a}:{relation.name}",
        f"subject.path={one.path}",
        f"object.path={other.path}",
        f"subject.length={one.length}",
        f"object.length={other.length}",
        f"via={one.argument.via}>{other.argument.via}",
        f"via={one.argument.via}>{other.argument.via}:{relation.group}",
        f"subject.via={one.argument.via}:{clause.pos}:{a}",
        f"object.via={other.argument.via}:{clause.pos}:{b}",
        f"kinds={one.argument.mention.actor.kind}>{other.argument.mention.actor.kind}",
        f"rules={one.argument.mention.rule}",
        f"ruleo={other.argument.mention.rule}",
        f"order={sides}",
        f"order={sides}:{clause.pos}:{clause.passive}",
        f"relation={relation.name}",
        f"group={relation.group}",
        f"group={relation.group}:{clause.pos}",
        f"head.object={parse.lemmas[other.argument.token]}" if other.argument.via != ACTOR else "head.object=actor",
        f"head.subject={parse.lemmas[one.argument.token]}" if one.argument.via != ACTOR else "head.subject=actor",
    ]
    return tuple(features)


def _sides(clause: Clause, one: _Tie, other: _Tie) -> str:
    """The order of subject, predicate and object in the sentence."""
    places = {"s": one.argument.token, "p": clause.token, "o": other.argument.token}
    return "".join(sorted(places, key=lambda name: (places[name], name)))
