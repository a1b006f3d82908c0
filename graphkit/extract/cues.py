"""How a clause is stated: denied or not, actual, planned or hypothetical, by whom, or not asserted at all.

The reader walks from the predicate up through the words that govern it; the lexicon says what each does to its
complement. The innermost speaker is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from graphkit.actors import Linked
from graphkit.extract.arguments import ACTOR, AGENT, OWNER, Arguments, expand
from graphkit.extract.clauses import NOUN, Clause, is_infinitive, is_passive, surface_subjects
from graphkit.extract.lexicon import Lexicon
from graphkit.extract.parse import Parse
from graphkit.model import Polarity, Status

FUTURE = frozenset({"will", "shall", "'ll", "wo"})
CONDITIONAL = frozenset({"may", "might", "could", "would", "can", "ca"})
DEONTIC = frozenset({"must", "should", "ought"})
NEGATIONS = frozenset({"not", "n't", "never", "no longer"})
NO_DETERMINERS = frozenset({"no", "neither", "nor"})
PLANNED_ADJECTIVES = frozenset("planned upcoming future scheduled proposed next forthcoming impending".split())
POSSIBLE_ADJECTIVES = frozenset("possible potential prospective hypothetical likely feared threatened".split())
LONGEST_CHAIN = 12
"""How many words up the reader goes; longer chains are parsing accidents."""
COMPLEMENTS = frozenset({"xcomp", "ccomp", "csubj", "csubjpass", "acomp"})
GERUND_PREPOSITIONS = frozenset({"of", "for", "from", "with", "on", "about", "against", "to", "in", "by"})
CONDITIONS = frozenset({"if", "unless", "whether", "should"})


@dataclass(frozen=True, slots=True)
class Cues:
    """The reading of one clause; ``asserted`` is False when the text only asks for, threatens or forbids it."""

    polarity: Polarity = Polarity.AFFIRMED
    status: Status = Status.ACTUAL
    speaker: Linked | None = None
    asserted: bool = True

    def negate(self) -> Cues:
        """The same with the other polarity."""
        flipped = Polarity.AFFIRMED if self.polarity is Polarity.NEGATED else Polarity.NEGATED
        return replace(self, polarity=flipped)

    def weaken(self, status: Status) -> Cues:
        """The same with a weaker status: hypothetical beats planned beats actual."""
        order = (Status.ACTUAL, Status.PLANNED, Status.HYPOTHETICAL)
        return replace(self, status=max(self.status, status, key=order.index))

    def said_by(self, speaker: Linked | None) -> Cues:
        """The same, attributed to ``speaker`` unless an inner speaker is known."""
        return self if self.speaker is not None else replace(self, speaker=speaker)

    def unasserted(self) -> Cues:
        """The same, not asserted."""
        return replace(self, asserted=False)


def read(parse: Parse, clause: Clause, found: Arguments, lexicon: Lexicon) -> Cues:
    """The cues of a clause."""
    cues = Cues()
    if any(
        _has_no(parse, token)
        for slot, tokens in clause.slots.items()
        if slot in ("subj", "obj", "mod")
        for token in tokens
    ):
        cues = cues.negate()
    if clause.pos != NOUN:
        return _climb(parse, clause.token, cues, found, lexicon)
    cues = _read_noun(parse, clause.token, cues)
    governor, effect = _noun_governor(parse, clause, lexicon)
    if governor is None:
        return cues
    if effect is not None:
        cues = _apply(parse, effect, governor, cues, found)
        return _climb(parse, governor, cues, found, lexicon)
    return cues


def denies_of(parse: Parse, clause: Clause, token: int, lexicon: Lexicon) -> bool:
    """Whether a phrase stands inside what the predicate itself denies: "denied that it had met Iran" says no to no one.

    Whom a denial answers stands outside its content, or sentences before.
    """
    verb = clause.token
    if clause.pos == NOUN or lexicon.effect(parse.lemmas[verb], "verb", "clause") != "denies":
        return False
    contents = parse.dependents(verb, "ccomp", "xcomp")
    return any(token in set(parse.subtree(content)) for content in contents)


def _read_noun(parse: Parse, noun: int, cues: Cues) -> Cues:
    lemmas = {parse.words[child].lower() for child in parse.dependents(noun, "amod")}
    if lemmas & PLANNED_ADJECTIVES:
        cues = cues.weaken(Status.PLANNED)
    if lemmas & POSSIBLE_ADJECTIVES:
        cues = cues.weaken(Status.HYPOTHETICAL)
    return cues


def _noun_governor(parse: Parse, clause: Clause, lexicon: Lexicon) -> tuple[int | None, str | None]:
    """The word that carries or governs an event noun and what it does to it."""
    noun = clause.token
    while parse.deps[noun] == "conj" and parse.is_noun(parse.heads[noun]):
        noun = parse.heads[noun]
    dep, head = parse.deps[noun], parse.heads[noun]
    if clause.support is not None and dep != "pobj":
        return clause.support, lexicon.effect(parse.lemmas[clause.support], "verb", "noun")
    if dep in ("nsubj", "nsubjpass") and parse.is_verb(head):
        return head, lexicon.effect(parse.lemmas[head], "verb", "noun")
    if dep == "pobj":
        preposition, governor = parse.words[head].lower(), parse.heads[head]
        pos = "verb" if parse.is_verb(governor) else "noun" if parse.is_noun(governor) else "adjective"
        lemma = parse.lemmas[governor]
        effect = lexicon.effect(f"{lemma} {preposition}", pos, "noun")
        if effect is None and preposition in ("of", "for", "about", "to", "with"):
            effect = lexicon.effect(lemma, pos, "noun") if pos != "verb" or preposition == "for" else None
        return governor, effect
    return None, None


def _climb(parse: Parse, token: int, cues: Cues, found: Arguments, lexicon: Lexicon) -> Cues:
    """Read the word itself, then go to what governs it, up to the root."""
    asserting = True
    """Whether what lies above still bears on the clause itself, not only on who says it."""
    for _ in range(LONGEST_CHAIN):
        if asserting:
            cues = _own(parse, token, cues)
        cues = _according(parse, token, cues, found)
        dep, head = parse.deps[token], parse.heads[token]
        if head == token:
            break
        if dep == "conj" and parse.is_verb(head):
            shared = asserting and parse.tags[token] == "VB" and not parse.dependents(token, "aux")
            cues, token = (_own(parse, head, cues) if shared else cues), head
            dep, head = parse.deps[token], parse.heads[token]
            if head == token:
                return _according(parse, token, cues, found)
        if dep in COMPLEMENTS:
            cues = _complement(parse, token, head, cues, found, lexicon, asserting=asserting)
        elif dep == "pcomp":
            cues, head = _after_preposition(parse, token, cues, found, lexicon, asserting=asserting)
        elif dep == "advcl":
            cues, asserting = (_adverbial(parse, token, cues) if asserting else cues), False
        else:
            if dep == "acl" and (is_infinitive(parse, token) or parse.dependents(token, "mark")):
                cues = _complement(parse, token, head, cues, found, lexicon, asserting=asserting)
            asserting = asserting and dep in ("conj", "parataxis")
        token = head
    return cues


def _after_preposition(
    parse: Parse, token: int, cues: Cues, found: Arguments, lexicon: Lexicon, *, asserting: bool
) -> tuple[Cues, int]:
    """The cues of a gerund behind a preposition and the word that governs it: "accused of arming"."""
    head = parse.heads[token]
    preposition, head = parse.words[head].lower(), parse.heads[head]
    if parse.deps[head] == "dobj":
        head = parse.heads[head]
    if preposition == "without" and asserting:
        return cues.negate(), head
    if preposition in GERUND_PREPOSITIONS:
        return _complement(parse, token, head, cues, found, lexicon, asserting=asserting, gerund=True), head
    return cues, head


def _adverbial(parse: Parse, token: int, cues: Cues) -> Cues:
    """Conditions are hypothetical, purposes planned."""
    marks = {parse.words[m].lower() for m in parse.dependents(token, "mark", "advmod", "aux")}
    if marks & CONDITIONS:
        return cues.weaken(Status.HYPOTHETICAL)
    return cues.weaken(Status.PLANNED) if is_infinitive(parse, token) else cues


def _is_subjunctive(parse: Parse, verb: int) -> bool:
    """Whether a that-clause says what should be: "that Russia withdraw"."""
    marks = {parse.words[mark].lower() for mark in parse.dependents(verb, "mark")}
    bare = parse.tags[verb] == "VB" and not parse.dependents(verb, "aux")
    return bare and "that" in marks and bool(parse.dependents(verb, "nsubj", "nsubjpass"))


def _own(parse: Parse, verb: int, cues: Cues) -> Cues:
    """Negation and modality of the verb itself."""
    if _is_subjunctive(parse, verb):
        cues = cues.unasserted()
    for child in parse.children[verb]:
        word = parse.words[child].lower()
        no_longer = word == "longer" and "no" in {parse.words[c].lower() for c in parse.children[child]}
        if parse.deps[child] == "neg" or word == "never" or no_longer:
            cues = cues.negate()
        elif parse.deps[child] == "aux":
            if word in FUTURE:
                cues = cues.weaken(Status.PLANNED)
            elif word in CONDITIONAL:
                cues = cues.weaken(Status.HYPOTHETICAL)
            elif word in DEONTIC:
                cues = cues.unasserted()
    return cues


def _has_no(parse: Parse, token: int) -> bool:
    return any(parse.words[child].lower() in NO_DETERMINERS for child in parse.dependents(token, "det", "neg"))


def _complement(
    parse: Parse,
    token: int,
    governor: int,
    cues: Cues,
    found: Arguments,
    lexicon: Lexicon,
    *,
    asserting: bool,
    gerund: bool = False,
) -> Cues:
    """What the governor of a complement clause does to it."""
    pos = "verb" if parse.is_verb(governor) else "adjective" if parse.tags[governor].startswith("JJ") else "noun"
    lemma = parse.lemmas[governor]
    effect = lexicon.effect(lemma, pos, "clause")
    if effect is None and gerund:
        return cues
    infinitive = is_infinitive(parse, token)
    if lemma in ("be", "go", "have") and infinitive:
        effect = "planned"
    elif effect is None:
        effect = "planned" if infinitive else "neutral"
    if not asserting and effect not in ("says", "accuses", "denies"):
        return cues
    if effect == "says" and infinitive and not is_passive(parse, governor):
        effect = "planned"
    return _apply(parse, effect, governor, cues, found)


def _apply(parse: Parse, effect: str, governor: int, cues: Cues, found: Arguments) -> Cues:
    match effect:
        case "planned":
            return cues.weaken(Status.PLANNED)
        case "hypothetical":
            return cues.weaken(Status.HYPOTHETICAL)
        case "negates":
            return cues.negate()
        case "blocks":
            return cues.unasserted()
        case "says" | "accuses":
            return cues.said_by(_speaker(parse, governor, found))
        case "denies":
            return cues.negate().said_by(_speaker(parse, governor, found))
    return cues


def _speaker(parse: Parse, governor: int, found: Arguments) -> Linked | None:
    if parse.is_verb(governor):
        if is_passive(parse, governor):
            tokens = [p for agent in parse.dependents(governor, "agent") for p in parse.dependents(agent, "pobj")]
        else:
            tokens = surface_subjects(parse, governor)
        readings = [a for token in tokens for a in expand(parse, token, found)]
    else:
        readings = [a for a in found.get(governor, ()) if a.via in (OWNER, AGENT)]
        return readings[0].mention if readings else None
    spoken = [a for a in readings if a.via in (ACTOR, AGENT)]
    return spoken[0].mention if spoken else None


def _according(parse: Parse, token: int, cues: Cues, found: Arguments) -> Cues:
    for child in parse.dependents(token, "prep"):
        if parse.words[child].lower() == "according":
            for inner in parse.dependents(child, "prep"):
                for pobj in parse.dependents(inner, "pobj"):
                    readings = [a for a in expand(parse, pobj, found) if a.via in (ACTOR, AGENT)]
                    if readings:
                        return cues.said_by(readings[0].mention)
    return cues
