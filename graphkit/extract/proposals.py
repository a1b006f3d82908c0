"""What the pair model says of the candidates of a sentence, and the candidates that only it sees.

Frames know the grammar of the words they have; the pair model knows pairs of actors and how sentences like this one
mean. Each candidate gets the model's opinion of it as measures, and what the model thinks likely without any frame
becomes a candidate of its own, read at the predicate that ties the two together.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from graphkit.extract.arguments import Argument, Arguments
from graphkit.extract.candidates import Candidate
from graphkit.extract.clauses import NOUN, Clause
from graphkit.extract.cues import Cues, denies_of
from graphkit.extract.cues import read as read_cues
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.pairs import Hints, Verdict, Verdicts, meeting
from graphkit.extract.parse import Parse
from graphkit.model import RelationType

LEAST = 0.03
"""A relation less likely than this is not proposed."""
FAR = 6.0
"""The largest measure: beyond it more certainty tells nothing more."""
HALF = 0.5
Read = tuple[Candidate, Cues]


def weigh(
    parse: Parse,
    found: Arguments,
    clauses: Sequence[Clause],
    hints: Hints,
    arguments: Sequence[Argument],
    candidates: Sequence[Read],
    verdicts: Verdicts,
    relations: Sequence[RelationType],
    lexicon: Lexicon,
) -> list[Read]:
    """The candidates with what the model says of them, and after them its own.

    ``arguments`` are those that the marks of the verdicts stand for, ``relations`` those of its columns.
    """
    columns = {relation: column for column, relation in enumerate(relations)}
    groups: dict[str, list[int]] = {}
    for relation, column in columns.items():
        groups.setdefault(relation.group, []).append(column)
    number = {_identity(argument): place for place, argument in enumerate(arguments)}
    ends: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for i, j in verdicts:
        ends.setdefault((arguments[i].mention.code, arguments[j].mention.code), []).append((i, j))
    result = []
    seen: set[tuple[str, str, RelationType]] = set()
    for candidate, cues in candidates:
        codes = (candidate.subject.mention.code, candidate.object.mention.code)
        seen.add((*codes, candidate.relation))
        if candidate.relation.symmetric:
            seen.add((codes[1], codes[0], candidate.relation))
        place = (number.get(_identity(candidate.subject), -1), number.get(_identity(candidate.object), -1))
        if place in verdicts:
            column = columns[candidate.relation]
            most = max(verdicts[pair].values[column] for pair in ends[codes])
            names, measures = _told(verdicts[place], column, groups[candidate.relation.group], most, cues)
            result.append((replace(candidate, features=(*candidate.features, *names), measures=measures), cues))
        else:
            result.append((candidate, cues))
    heard: dict[int, Cues] = {}
    for codes, pairs in ends.items():
        rows = np.stack([verdicts[pair].relations for pair in pairs])
        for column in np.flatnonzero(rows.max(axis=0) >= LEAST).tolist():
            relation = relations[column]
            if (*codes, relation) in seen:
                continue
            i, j = pairs[int(rows[:, column].argmax())]
            likely = float(verdicts[i, j].relations[column])
            if relation.symmetric:
                seen.add((codes[1], codes[0], relation))
            one, other = arguments[i], arguments[j]
            clause = predicate(parse, clauses, hints, one.token, other.token, relation, relations)
            if clause.token not in heard:
                heard[clause.token] = read_cues(parse, clause, found, lexicon)
            cues = heard[clause.token]
            names, measures = _told(verdicts[i, j], column, groups[relation.group], likely, cues)
            features = (*_proposed(one, other, relation, hints.get(clause.token, {}), cues), *names)
            if relation.symmetric and (other.start, other.token) < (one.start, one.token):
                one, other = other, one
            result.append((Candidate(one, other, relation, clause, None, features, measures), cues))
    return [(c, cues) for c, cues in result if not denies_of(parse, c.clause, c.object.token, lexicon)]


def _identity(argument: Argument) -> tuple[int, int, str]:
    mention = argument.mention
    return mention.start, mention.end, mention.actor.id


def _proposed(
    one: Argument, other: Argument, relation: RelationType, hinted: Mapping[str, float], cues: Cues
) -> tuple[str, ...]:
    return (
        "proposed",
        f"proposed={relation.name}",
        f"proposed={relation.group}",
        f"proposed.hinted={relation.name in hinted}",
        f"proposed.asserted={cues.asserted}",
        f"proposed.via={one.via}>{other.via}",
        f"proposed.kinds={one.mention.actor.kind}>{other.mention.actor.kind}",
        f"proposed.rules={one.mention.rule}>{other.mention.rule}",
    )


def _told(
    verdict: Verdict, column: int, group: Sequence[int], most: float, cues: Cues
) -> tuple[tuple[str, ...], tuple[tuple[str, float], ...]]:
    """What the model says of one relation, as names and as measures; ``most`` is what it says of any such phrases."""
    values = verdict.values
    likely = values[column]
    grouped = sum(values[other] for other in group)
    best = max(values)
    rank = sum(value > likely for value in values)
    own = _odds(likely)
    names = (
        f"model={round(own)}",
        f"model.rank={min(rank, 4)}",
        f"model.rank={min(rank, 4)}:{round(2 * best)}",
        f"model.none={round(4 * verdict.none)}",
        f"model.negated={verdict.negated > HALF}:{cues.polarity}",
        f"model.asserted={cues.asserted}:{round(own / 2)}",
        f"model.meant={likely >= most}",
    )
    measures = (
        ("model", own / 2),
        ("model.group", _odds(grouped) / 2),
        ("model.most", _odds(most) / 2),
        ("model.share", likely / max(best, 1e-6)),
    )
    return names, measures


def _odds(probability: float) -> float:
    clipped = min(max(probability, 1e-6), 1 - 1e-6)
    return max(-FAR, min(FAR, math.log(clipped / (1 - clipped))))


def predicate(
    parse: Parse,
    clauses: Sequence[Clause],
    hints: Hints,
    one: int,
    other: int,
    relation: RelationType,
    relations: Sequence[RelationType],
) -> Clause:
    """The clause that most likely states a relation of two phrases: on their path one whose words may mean it."""
    path = list(_path(parse, one, other))
    kin = {r.name for r in relations if r.group == relation.group}
    by_token = {clause.token: clause for clause in clauses}
    for meant in ({relation.name}, kin):
        near = [t for t in path if t in by_token and meant & hints.get(t, {}).keys()]
        near += [t for t in hints if t in by_token and meant & hints[t].keys() and parse.heads[t] in path]
        if near:
            return by_token[near[0]]
    token = meeting(parse, one, other)
    while token not in by_token and parse.heads[token] != token:
        token = parse.heads[token]
    return by_token.get(token) or Clause(token, NOUN, (parse.lemmas[token],), {})


def _path(parse: Parse, one: int, other: int) -> Iterator[int]:
    """The tokens that tie two tokens together, the governing one first."""
    top = meeting(parse, one, other)
    yield top
    for token in (one, other):
        step = token
        while step != top and parse.heads[step] != step:
            step = parse.heads[step]
            if step != top:
                yield step
