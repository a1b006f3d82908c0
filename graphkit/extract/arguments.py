"""Which actors the noun phrases of a parsed sentence stand for.

"Russian troops", "the army of Chad" and "Putin's forces" act for their state; "the US embargo" is merely owned by it;
"Kabul" in "killed ten people in Kabul" only locates. Each reading of a phrase is an Argument at the phrase's head.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphkit.actors import Linked
from graphkit.extract.parse import Parse

ACTOR, AGENT, OWNER, PLACE = "actor", "agent", "owner", "place"

AGENT_ROLES = frozenset(
    {"forces", "officials", "ministry", "leader", "weapons", "vehicles", "people", "property", "media", "territory"}
)
"""Role classes whose nouns stand for the actor that modifies them; opposition and proxies do not."""
STATELESS_ROLES = frozenset({"opposition", "proxies"})
MODIFIERS = ("amod", "compound", "nmod", "poss", "nummod")
PARTITIVES = frozenset(
    "member group number dozen score hundred thousand some most one two three four five six seven several many part "
    "half majority rest couple pair series wave leader delegation team all none both each either any".split()
)
"""Heads that hand the reference on to their of-phrase: "dozens of Russian soldiers"."""
LOCATIVES = ("in", "at", "near", "inside", "across", "around", "outside", "throughout", "within", "on", "over", "into")


@dataclass(frozen=True, slots=True)
class Argument:
    """One reading of a noun phrase: the head token, the mention in it, and how it stands for the actor."""

    token: int
    mention: Linked
    via: str
    start: int
    end: int
    """The span of the phrase from its mention to its head, in the clean text."""


Arguments = Mapping[int, Sequence[Argument]]


def locate(parse: Parse, mentions: Iterable[Linked]) -> list[tuple[int, Linked]]:
    """Each mention inside this sentence with its syntactic head token."""
    heads: list[tuple[int, Linked]] = []
    for mention in mentions:
        tokens = [t for t in range(len(parse)) if parse.starts[t] < mention.end and parse.ends[t] > mention.start]
        if tokens:
            heads.append((_head_of(parse, tokens), mention))
    return heads


def _head_of(parse: Parse, tokens: Sequence[int]) -> int:
    inside = set(tokens)
    tops = [t for t in tokens if parse.heads[t] not in inside or parse.heads[t] == t]
    nominal = [t for t in tops if parse.is_noun(t) or parse.tags[t].startswith(("PRP", "JJ"))]
    return (nominal or tops)[-1]


def readings(parse: Parse, mentions: Iterable[Linked], roles: Mapping[str, str]) -> Arguments:
    """All readings by head token of the phrase; a phrase without an actor has no entry."""
    found: dict[int, list[Argument]] = {}
    mentions = list(mentions)
    inside = {t: m for m in mentions for t in range(len(parse)) if m.start <= parse.starts[t] < m.end}
    for token, mention in locate(parse, mentions):
        if mention.rule == "backed":
            continue
        if mention.form == "noun":
            _add(found, token, mention, ACTOR, parse)
        elif mention.form == "place":
            _add(found, token, mention, PLACE, parse)
        if mention.form != "place" or _modifies(parse, token):
            for head, via in _owned(parse, token, mention, inside, roles):
                _add(found, head, mention, via, parse)
    return found


def _add(found: dict[int, list[Argument]], token: int, mention: Linked, via: str, parse: Parse) -> None:
    start, end = min(mention.start, parse.starts[token]), max(mention.end, parse.ends[token])
    argument = Argument(token, mention, via, start, end)
    if argument not in found.setdefault(token, []):
        found[token].append(argument)


def _modifies(parse: Parse, token: int) -> bool:
    return parse.deps[token] in MODIFIERS


def _owned(
    parse: Parse, token: int, mention: Linked, inside: Mapping[int, Linked], roles: Mapping[str, str]
) -> Iterable[tuple[int, str]]:
    """The heads of the phrases that a mention modifies, each with agent or owner."""
    while parse.deps[token] == "conj" and parse.heads[token] in inside:
        token = parse.heads[token]
    seen: set[int] = set()
    while token not in seen:
        seen.add(token)
        head = parse.heads[token]
        if _modifies(parse, token):
            if head in inside and inside[head] is not mention and inside[head].form == "noun":
                return
        elif (
            parse.deps[token] == "pobj"
            and parse.words[head].lower() in ("of", "from")
            and parse.is_noun(parse.heads[head])
        ):
            head = parse.heads[head]
            if roles.get(parse.lemmas[head]) not in AGENT_ROLES:
                return
        else:
            return
        if not parse.is_noun(head) and not parse.tags[head].startswith(("JJ", "VBN", "VBG", "CD")):
            return
        role = roles.get(parse.lemmas[head])
        if role in STATELESS_ROLES:
            return
        if not _modifies(parse, head) or role is not None:
            yield head, AGENT if role in AGENT_ROLES else OWNER
        for other in parse.dependents(head, "conj"):
            if not parse.dependents(other, "det", "poss") and other not in inside and parse.is_noun(other):
                yield other, AGENT if roles.get(parse.lemmas[other]) in AGENT_ROLES else OWNER
        if not _modifies(parse, head) and parse.deps[head] != "pobj":
            return
        token = head


def expand(parse: Parse, token: int, found: Arguments) -> list[Argument]:
    """Every reading of the phrase at ``token``, its apposition and conjuncts, and what a partitive hands on."""
    result: list[Argument] = []
    stack, seen = [token], set()
    while stack:
        head = stack.pop(0)
        if head in seen:
            continue
        seen.add(head)
        own = list(found.get(head, ()))
        if not any(a.via in (ACTOR, AGENT) for a in own):
            for child in parse.dependents(head, "appos"):
                own += [a for a in found.get(child, ()) if a.via in (ACTOR, AGENT)]
            if parse.lemmas[head] in PARTITIVES or parse.tags[head] == "CD":
                for prep in parse.dependents(head, "prep"):
                    if parse.words[prep].lower() in ("of", "from", "between", "among"):
                        stack += parse.dependents(prep, "pobj")
        result += own
        stack += parse.dependents(head, "conj")
        for child in parse.dependents(head, "appos"):
            if parse.dependents(child, "conj") and parse.dependents(head, "conj"):
                stack.append(child)
    return result
