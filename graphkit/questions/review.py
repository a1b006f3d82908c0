"""Proposals for merging: actors of a graph that may be the same, and claims that may be duplicates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING

from graphkit.actors.folding import plain
from graphkit.actors.resolve import typed
from graphkit.model import Actor, Kind

if TYPE_CHECKING:
    from graphkit.store.view import View

COLUMNS = ("decision", "kind", "keep", "merge", "why", "example")
"""The columns of the proposals file; a person fills in the first."""
ALIKE = 0.88
"""Least similarity of two names (Ratcliff & Obershelp 1988)."""
SHORTEST = 8
"""Fewest letters of names compared by similarity; shorter ones are similar by chance."""
UNLISTED = ("unlisted-", "faction-")
"""Prefixes of ids of actors in no table."""
_Names = Mapping[str, tuple[str, frozenset[str]]]
"""The plain name of each actor, and all its plain names, by id."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two actors or two claims that may be the same."""

    kind: str
    """``actor`` or ``claim``."""
    keep: str
    merge: str
    why: str
    example: str
    """A sentence about the second."""


def proposals(graph: View) -> Iterator[Proposal]:
    """All proposals: actors by the one that is kept, then claims."""
    told = _Told()
    for event in graph.events():
        for end in (event.subject, event.object):
            told.weight[end] += 1
            told.example.setdefault(end, event.quote)
        told.weight[event.claim] += 1
        place = (event.document, event.quote, event.subject, event.object)
        told.places[place][event.claim] = (event.group, f"{event.subject} | {event.relation} | {event.object}")
    actors = [actor for actor in graph.actors() if told.weight[actor.id]]
    yield from sorted(_actors(actors, told), key=lambda found: (found.keep, found.merge))
    yield from sorted(_claims(told), key=lambda found: (found.keep, found.merge))


@dataclass(frozen=True, slots=True)
class _Told:
    """Counts of evidence by actor and claim, first sentences, and what each sentence says about two actors."""

    weight: Counter[str] = field(default_factory=Counter)
    example: dict[str, str] = field(default_factory=dict)
    places: defaultdict[tuple[str, str, str, str], dict[str, tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(dict)
    )


def described(actor: Actor) -> str:
    """An actor as written in the file, with enough to define it if it is in no table."""
    return f"{actor.id} ({actor.name}, {actor.kind}, {actor.code})"


def _actors(actors: Sequence[Actor], told: _Told) -> Iterator[Proposal]:
    seen = set()
    names = {actor.id: (plain(actor.name), frozenset(typed(actor)["names"])) for actor in actors}
    for group in _near(actors, names):
        for pair in combinations(sorted(group, key=lambda actor: actor.id), 2):
            keys = (pair[0].id, pair[1].id)
            if keys in seen or (Kind.PERSON in {pair[0].kind, pair[1].kind} and pair[0].kind is not pair[1].kind):
                continue
            seen.add(keys)
            keep, other = sorted(
                pair,
                key=lambda actor: (actor.id.startswith(UNLISTED), not actor.wikidata, -told.weight[actor.id], actor.id),
            )
            if why := _why(keep, other, names):
                yield Proposal("actor", described(keep), described(other), why, told.example[other.id])


def _near(actors: Iterable[Actor], names: _Names) -> Iterable[list[Actor]]:
    """Groups of actors that contain all candidate pairs."""
    groups: defaultdict[tuple[str, str], dict[str, Actor]] = defaultdict(dict)
    for actor in actors:
        whole, called = names[actor.id]
        keys = [("wikidata", actor.wikidata)] if actor.wikidata else []
        keys += [("name", " ".join(sorted(name.split()))) for name in (*called, whole)]
        keys += [(actor.code, word) for word in whole.split() if len(word) > 2]
        if actor.kind is not Kind.STATE:
            keys.append((actor.code if actor.kind is Kind.PERSON else actor.kind, whole[:1]))
        for key in keys:
            groups[key][actor.id] = actor
    return [list(group.values()) for group in groups.values()]


def _why(keep: Actor, other: Actor, names: _Names) -> str:
    """Why two actors may be the same; empty if there is no reason."""
    if keep.wikidata and keep.wikidata == other.wikidata:
        return f"both are {keep.wikidata} of Wikidata"
    (one, ones), (two, others) = names[keep.id], names[other.id]
    if called := ones & others & {one, two}:  # a shared alias must be the name of one of them
        return f"both are called {min(called)}"
    words = set(one.split()), set(two.split())
    if words[0] == words[1]:
        return "the same words in another order"
    same = keep.code == other.code
    if same and keep.kind is other.kind and (words[0] < words[1] or words[1] < words[0]):
        return f"one name's words stand in the other's, and both belong to {keep.code}"
    person = keep.kind is Kind.PERSON
    if keep.kind is not Kind.STATE and keep.kind is other.kind and (same or not person) and _alike(one, two):
        return "names alike"
    unlisted = keep.id.startswith(UNLISTED) is not other.id.startswith(UNLISTED)
    if person and same and unlisted and one.split()[-1:] == two.split()[-1:]:
        return f"no table has the second; the first has that surname too, and both belong to {keep.code}"
    return ""


def _alike(one: str, two: str) -> bool:
    if min(len(one), len(two)) < SHORTEST or one[:1] != two[:1]:
        return False
    match = SequenceMatcher(None, one, two, autojunk=False)
    return match.real_quick_ratio() >= ALIKE and match.quick_ratio() >= ALIKE and match.ratio() >= ALIKE


def _claims(told: _Told) -> Iterator[Proposal]:
    """Claims of one group about the same two actors read in the same sentence."""
    shared: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], tuple[str, str, str]] = {}
    for (_, quote, _, _), claims in told.places.items():
        for pair in combinations(sorted(claims, key=lambda claim: (-told.weight[claim], claim)), 2):
            (group, keep), (other, merge) = claims[pair[0]], claims[pair[1]]
            if group == other:
                shared[pair] += 1
                first.setdefault(pair, (keep, merge, quote))
    for pair, times in shared.items():
        keep, merge, quote = first[pair]
        why = f"both are read in the same sentence, {times} of {told.weight[pair[1]]} times"
        yield Proposal("claim", keep, merge, why, quote)
