"""Clause records: every predicate of a sentence, verbal or nominal, with its arguments by slot.

Voice, control, coordination and relative clauses are undone here, so that frames see one shape: ``subj`` acts, ``obj``
is acted on, other slots are prepositions. Slots hold head tokens; who they stand for is decided in ``arguments``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from graphkit.extract.arguments import PARTITIVES
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.parse import Parse

VERB, NOUN = "verb", "noun"
COMPANIONS = frozenset({"with", "alongside"})
CHAINED = frozenset("out off from together along inside back down up over away close next across in by into".split())
"""Prepositions and adverbs that take another prepositional phrase: "out of", "together with"; not "according to"."""
LIGHT_NOUNS = PARTITIVES | frozenset(
    "round start beginning launch outbreak resumption continuation wave string spate campaign package set kind type "
    "barrage day hour week month year end aftermath process possibility prospect threat".split()
)
"""Nouns whose of-phrase is the event: "a round of talks", "the start of negotiations"."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate: its token, the lexicon keys to look up (most specific first), and head tokens by slot."""

    token: int
    pos: str
    keys: tuple[str, ...]
    slots: Mapping[str, tuple[int, ...]]
    passive: bool = False
    support: int | None = None
    """The verb that carries a nominal predicate: "launched" in "launched an attack"."""


def clause_records(parse: Parse, lexicon: Lexicon) -> Iterator[Clause]:
    """The clause records of a sentence, left to right."""
    for token in range(len(parse)):
        if parse.is_verb(token):
            yield _verbal(parse, token)
        elif parse.is_noun(token) or parse.tags[token] in ("JJ", "VBG"):
            keys = _noun_keys(parse, token, lexicon)
            if keys:
                yield _nominal(parse, token, keys)


# --- verbs


def _verbal(parse: Parse, verb: int) -> Clause:
    passive = is_passive(parse, verb)
    slots: dict[str, list[int]] = {}
    surface = surface_subjects(parse, verb)
    direct = parse.dependents(verb, "dobj", "attr", "oprd")
    direct += [pobj for particle in parse.dependents(verb, "prt") for pobj in parse.dependents(particle, "pobj")]
    objects = [o for child in direct for o in _relative(parse, child)]
    if passive:
        slots["obj"] = surface + objects
        slots["subj"] = [pobj for agent in parse.dependents(verb, "agent") for pobj in parse.dependents(agent, "pobj")]
    else:
        slots["subj"] = surface
        slots["obj"] = objects + _relative_object(parse, verb)
    for child in parse.dependents(verb, "dative"):
        slots.setdefault("to", []).extend(parse.dependents(child, "pobj") or [child])
    for complement in parse.dependents(verb, "xcomp", "ccomp", "advcl"):
        if parse.deps[complement] != "advcl":
            slots.setdefault("xcomp", []).append(complement)
            inner = parse.dependents(complement, "nsubj", "nsubjpass")
            slots.setdefault("comp", []).extend(inner)
            if inner and not slots["obj"] and is_infinitive(parse, complement):
                slots["obj"] = inner
    _prepositions(parse, verb, slots)
    for phrase in objects:
        _prepositions(parse, phrase, slots)
    for phrase in surface:
        _prepositions(parse, phrase, slots, only=COMPANIONS)
    return Clause(
        token=verb,
        pos=VERB,
        keys=_verb_keys(parse, verb),
        slots={slot: tuple(dict.fromkeys(tokens)) for slot, tokens in slots.items() if tokens},
        passive=passive,
    )


def _verb_keys(parse: Parse, verb: int) -> tuple[str, ...]:
    lemma = parse.lemmas[verb]
    keys = [f"{lemma} {parse.words[particle].lower()}" for particle in parse.dependents(verb, "prt")]
    keys += [
        f"{lemma} {parse.words[child].lower()}"
        for child in parse.dependents(verb, "advmod", "prep", "acomp")
        if parse.starts[child] > parse.starts[verb]
    ]
    return (*keys, lemma)


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether the surface subject of the verb is acted on."""
    if parse.dependents(verb, "nsubjpass", "auxpass", "agent", "csubjpass"):
        return True
    if parse.tags[verb] != "VBN" or parse.dependents(verb, "nsubj", "aux"):
        return False
    if parse.deps[verb] in ("acl", "advcl"):
        return not parse.dependents(verb, "dobj")
    if parse.deps[verb] == "conj" and parse.is_verb(parse.heads[verb]):
        return is_passive(parse, parse.heads[verb])
    return False


def is_infinitive(parse: Parse, verb: int) -> bool:
    """Whether the verb is marked by "to"."""
    return any(parse.words[aux].lower() == "to" for aux in parse.dependents(verb, "aux"))


def surface_subjects(parse: Parse, verb: int, depth: int = 0) -> list[int]:
    """The heads of the grammatical subject, found through coordination, control, participles and relative clauses."""
    own = parse.dependents(verb, "nsubj", "nsubjpass")
    if own:
        return [token for subject in own for token in _relative(parse, subject)]
    if depth > 6:
        return []
    dep, head = parse.deps[verb], parse.heads[verb]
    if dep == "conj" and parse.is_verb(head):
        return surface_subjects(parse, head, depth + 1)
    if dep in ("acl", "relcl") and not parse.is_verb(head):
        if dep == "relcl" and _relative_object(parse, verb):
            return []
        return [head]
    if dep == "pcomp":
        preposition = head
        head = parse.heads[head]
        if parse.is_verb(head):
            objects = parse.dependents(head, "dobj")
            word = parse.words[preposition].lower()
            accusing = any(parse.words[p].lower() == "of" for p in parse.dependents(head, "prep"))
            if objects and (word in ("of", "for", "from", "into") or (word == "by" and accusing)):
                return objects
            return surface_subjects(parse, head, depth + 1)
        return [head] if parse.deps[head] == "dobj" else []
    if dep in ("xcomp", "ccomp", "advcl") and (parse.is_verb(head) or parse.tags[head].startswith("JJ")):
        objects = parse.dependents(head, "dobj", "dative") if dep in ("xcomp", "ccomp") else []
        if objects and parse.is_verb(head):
            return objects
        target = head if parse.is_verb(head) else parse.heads[head]
        return surface_subjects(parse, target, depth + 1) if parse.is_verb(target) else []
    return []


def _relative(parse: Parse, token: int) -> list[int]:
    """A relative pronoun stands for the noun its clause describes."""
    if parse.tags[token] in ("WDT", "WP") or (parse.words[token].lower() == "that" and parse.tags[token] != "DT"):
        verb = parse.heads[token]
        for _ in range(4):
            if parse.deps[verb] in ("relcl", "acl"):
                return [parse.heads[verb]]
            verb = parse.heads[verb]
    return [token]


def _relative_object(parse: Parse, verb: int) -> list[int]:
    """The described noun of a relative clause with a subject but no object: "the ship that A seized"."""
    if parse.deps[verb] != "relcl" or parse.dependents(verb, "dobj", "nsubjpass"):
        return []
    subjects = parse.dependents(verb, "nsubj")
    if not subjects or any(parse.tags[s] in ("WDT", "WP") for s in subjects):
        return []
    return [parse.heads[verb]]


# --- nouns


def _noun_keys(parse: Parse, noun: int, lexicon: Lexicon) -> tuple[str, ...]:
    lemma = parse.lemmas[noun]
    if lemma not in lexicon.event_nouns:
        return ()
    before = [c for c in parse.dependents(noun, "compound", "amod", "nmod") if c < noun]
    keys = []
    if before:
        last = before[-1]
        keys = [f"{parse.lemmas[last]} {lemma}", f"{parse.words[last].lower()} {lemma}"]
    keys += [f"{parse.lemmas[child]} {lemma}" for child in before[:-1]]
    return tuple(key for key in dict.fromkeys([*keys, lemma]) if key in lexicon.nouns)


def _nominal(parse: Parse, noun: int, keys: tuple[str, ...]) -> Clause:
    slots: dict[str, list[int]] = {"mod": [noun]}
    _prepositions(parse, noun, slots)
    for sibling in _siblings(parse, noun):
        if sibling > noun or parse.heads[noun] == sibling:
            _prepositions(parse, sibling, slots)
    for participle in parse.dependents(noun, "acl"):
        if parse.tags[participle] == "VBN":
            _prepositions(parse, participle, slots)
            for agent in parse.dependents(participle, "agent"):
                slots.setdefault("by", []).extend(parse.dependents(agent, "pobj"))
    support = support_verb(parse, noun)
    if support is not None:
        verbal = _verbal(parse, support)
        slots["sup"] = [token for token in verbal.slots.get("subj", ()) if token != noun]
        for slot, tokens in verbal.slots.items() if parse.deps[noun] != "pobj" else ():
            if slot not in ("subj", "obj", "xcomp", "comp"):
                slots.setdefault(slot, []).extend(token for token in tokens if token != noun)
    return Clause(
        token=noun,
        pos=NOUN,
        keys=keys,
        slots={slot: tuple(dict.fromkeys(tokens)) for slot, tokens in slots.items() if tokens},
        support=support,
    )


def _siblings(parse: Parse, noun: int) -> list[int]:
    first = parse.heads[noun] if parse.deps[noun] == "conj" else noun
    return [token for token in (first, *parse.dependents(first, "conj")) if token != noun]


def support_verb(parse: Parse, noun: int) -> int | None:
    """The verb whose object (or object of "in", "for", "after" …) is this event noun."""
    for _ in range(4):
        dep, head = parse.deps[noun], parse.heads[noun]
        if dep in ("dobj", "nsubjpass", "attr", "oprd") and parse.is_verb(head):
            return head
        if dep == "conj" and parse.is_noun(head):
            noun = head
        elif dep == "pobj" and parse.words[head].lower() == "of" and parse.lemmas[parse.heads[head]] in LIGHT_NOUNS:
            noun = parse.heads[head]
        elif dep == "pobj" and parse.deps[head] == "prep" and parse.is_verb(parse.heads[head]):
            return parse.heads[head]
        else:
            return None
    return None


# --- prepositional phrases


def _prepositions(parse: Parse, head: int, slots: dict[str, list[int]], only: frozenset[str] | None = None) -> None:
    """Add the prepositional phrases that hang on ``head`` to the slots, "out of X" also as "from"."""
    for child in parse.children[head]:
        if parse.deps[child] in ("advmod", "prt"):
            _prepositions(parse, child, slots, only)
        if parse.deps[child] not in ("prep", "agent"):
            continue
        word = parse.words[child].lower()
        nested = parse.dependents(child, "prep") if word in CHAINED else []
        if only is None or word in only:
            slots.setdefault(word, []).extend(parse.dependents(child, "pobj"))
        for inner in nested:
            target = "from" if word in ("out", "off") else parse.words[inner].lower()
            if only is None or target in only:
                slots.setdefault(target, []).extend(parse.dependents(inner, "pobj"))
