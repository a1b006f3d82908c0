"""Pronouns and definite descriptions, resolved conservatively: where two readings compete, none is taken.

Rules in the tradition of Lappin & Leass (1994) and Hobbs (1978), cut down to those that are nearly always right in news
prose: agreement in kind and number, subjects before other phrases, the same sentence before the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from graphkit.actors import Linked
from graphkit.extract.parse import Parse
from graphkit.model import Kind

PERSONAL = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
SINGULAR = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
DESCRIPTIONS = {
    "country": (Kind.STATE, Kind.TERRITORY),
    "nation": (Kind.STATE, Kind.TERRITORY),
    "group": (Kind.ARMED_GROUP, Kind.ORGANISATION),
    "militants": (Kind.ARMED_GROUP,),
    "rebels": (Kind.ARMED_GROUP,),
    "bloc": (Kind.BLOC, Kind.ORGANISATION),
    "alliance": (Kind.ORGANISATION, Kind.BLOC),
    "organization": (Kind.ORGANISATION, Kind.ARMED_GROUP),
    "organisation": (Kind.ORGANISATION, Kind.ARMED_GROUP),
    "territory": (Kind.TERRITORY,),
}
"""Definite nouns that take up an actor of these kinds: "the country", "the bloc"."""
PAIRS = {
    "countries": (Kind.STATE, Kind.TERRITORY),
    "nations": (Kind.STATE, Kind.TERRITORY),
    "states": (Kind.STATE,),
    "governments": (Kind.STATE, Kind.TERRITORY),
    "neighbours": (Kind.STATE,),
    "neighbors": (Kind.STATE,),
    "sides": tuple(Kind),
    "parties": tuple(Kind),
    "leaders": tuple(Kind),
    "presidents": tuple(Kind),
    "ministers": tuple(Kind),
    "powers": (Kind.STATE,),
}
"""Nouns after "both" or "the two" that take up the last two actors."""
DEEDS = frozenset(
    "proposal plan request offer demand ultimatum claim claims allegation allegations accusation accusations charge "
    "charges criticism warning invitation".split()
)
"""Definite nouns for what the subject of the sentence before has put forward: "rejected the proposal"."""
BODY = tuple(kind for kind in Kind if kind is not Kind.PERSON)
PLURAL_KINDS = (Kind.ARMED_GROUP, Kind.BLOC, Kind.ORGANISATION, Kind.STATE)
MEMORY = 3
"""How many sentences back an antecedent may stand."""


@dataclass(slots=True)
class Discourse:
    """What the sentences so far have spoken of: per sentence its subjects and all its mentions, the latest first."""

    sentences: list[tuple[list[Linked], list[Linked]]] = field(default_factory=list)

    def remember(self, mentions: Sequence[Linked], subjects: Sequence[Linked]) -> None:
        """Take in one sentence."""
        self.sentences.insert(0, (list(subjects), list(mentions)))
        del self.sentences[MEMORY:]


def resolve(
    parse: Parse, mentions: Sequence[Linked], subjects: Sequence[Linked], discourse: Discourse
) -> Iterator[Linked]:
    """The anaphors of a sentence that can be resolved, as mentions of their actors; the rule is recorded in each."""
    taken = {token for m in mentions for token in range(len(parse)) if m.start <= parse.starts[token] < m.end}
    for token, word in enumerate(parse.words):
        lower = word.lower()
        if token in taken:
            continue
        before = [m for m in mentions if m.end <= parse.starts[token] and m.form == "noun"]
        leading = sorted((m for m in subjects if m.end <= parse.starts[token]), key=lambda m: m.start)
        if lower in PERSONAL:
            yield from _one(parse, token, token, _choose(before, leading, discourse, (Kind.PERSON,)), "pronoun")
        elif lower in SINGULAR and not _pleonastic(parse, token):
            yield from _one(parse, token, token, _choose(before, leading, discourse, BODY), "pronoun")
        elif lower in PLURAL:
            plural = PLURAL_KINDS[:3] if lower in ("they", "them") else PLURAL_KINDS
            yield from _one(parse, token, token, _choose(before, leading, discourse, plural), "pronoun")
        elif lower in DESCRIPTIONS and _definite(parse, token):
            kinds = DESCRIPTIONS[lower]
            yield from _one(
                parse, _first(parse, token), token, _choose(before, leading, discourse, kinds), "description"
            )
        elif lower in DEEDS and _definite(parse, token) and parse.deps[token] in ("dobj", "pobj", "nsubjpass"):
            here = {m.code for m in mentions}
            author = (
                next((m for m in discourse.sentences[0][0] if m.code not in here), None)
                if discourse.sentences
                else None
            )
            yield from _one(parse, _first(parse, token), token, author, "deed")
        elif lower in PAIRS and _dual(parse, token):
            for mention in _two(before, discourse, PAIRS[lower]):
                yield from _one(parse, _first(parse, token), token, mention, "both")


def _one(parse: Parse, first: int, last: int, antecedent: Linked | None, rule: str) -> Iterator[Linked]:
    if antecedent is not None:
        start, end = parse.starts[first], parse.ends[last]
        text = " ".join(parse.words[first : last + 1])
        yield replace(antecedent, start=start, end=end, text=text, rule=rule, form="noun", heads=None, office=None)


def _choose(
    before: Sequence[Linked], leading: Sequence[Linked], discourse: Discourse, kinds: Sequence[Kind]
) -> Linked | None:
    """The subject of this sentence or its only candidate, else those of a sentence before."""
    if fitting := _distinct(leading, kinds):
        return fitting[-1]
    if fitting := _distinct(before, kinds):
        return fitting[0] if len(fitting) == 1 else None
    for subjects, mentions in discourse.sentences:
        if fitting := _distinct(subjects, kinds):
            return fitting[0]
        if fitting := _distinct([m for m in mentions if m.form == "noun" or len(mentions) == 1], kinds):
            return fitting[0] if len(fitting) == 1 else None
    return None


def _two(before: Sequence[Linked], discourse: Discourse, kinds: Sequence[Kind]) -> list[Linked]:
    for mentions in (before, *(mentions for _, mentions in discourse.sentences)):
        fitting = _distinct(mentions, kinds)
        by_code = list({m.code: m for m in fitting}.values())
        if len(by_code) == 2:
            return by_code
        if len(by_code) > 2:
            joined = [(a, b) for a, b in pairwise(fitting) if b.start - a.end == len(" and ")]
            return list(joined[0]) if len(joined) == 1 else []
    return []


def _distinct(mentions: Sequence[Linked], kinds: Sequence[Kind]) -> list[Linked]:
    return list({m.actor.id: m for m in mentions if m.actor.kind in kinds}.values())


def _pleonastic(parse: Parse, token: int) -> bool:
    return parse.deps[token] == "expl"


def _definite(parse: Parse, token: int) -> bool:
    words = [parse.words[child].lower() for child in parse.children[token]]
    return any(word in ("the", "that", "this") for word in words) and not any(
        parse.deps[child] in ("amod", "compound", "nmod", "prep", "relcl", "poss") for child in parse.children[token]
    )


def _dual(parse: Parse, token: int) -> bool:
    words = [parse.words[child].lower() for child in parse.children[token]]
    return "both" in words or "two" in words


def _first(parse: Parse, token: int) -> int:
    return min(
        (child for child in parse.children[token] if parse.deps[child] in ("det", "nummod", "predet")), default=token
    )
