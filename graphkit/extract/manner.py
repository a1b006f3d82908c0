"""How a parsed sentence states something: whether it is denied, planned or hypothetical, and who says so.

The signal words are those of the language (``words`` in its ``language.toml``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from graphkit.extract.dependencies import finite, parts
from graphkit.model import Polarity, Status

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graphkit.extract.dependencies import Parse

VERBS = ("VERB", "AUX")
QUOTED = ("ccomp", "parataxis", "dep")
"""Labels that attach reported speech to its verb."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is stated; ``speaker`` is the number of a mention."""

    polarity: Polarity = Polarity.AFFIRMED
    status: Status = Status.ACTUAL
    speaker: int | None = None
    hearsay: bool = False


def manner(parse: Parse, cue: Token) -> Manner | None:
    """How the action of a cue is stated; None if it is only demanded, threatened, refused or asked about."""
    verb = parse.carrier(cue) if cue.pos_ not in VERBS else cue
    told: Manner | None = Manner()
    if verb is not None:
        told = _clause(parse, verb)
        if told is not None and cue.pos_ not in VERBS and parse.lemma(verb) in parse.language.words["saying"]:
            told = _said(parse, verb, told)  # whoever announces sanctions is their speaker
    if told is None or told.speaker is not None or told.hearsay:
        return told
    return next(_sources(parse, verb or cue, told), told)


def _clause(parse: Parse, verb: Token) -> Manner | None:
    """Read a verb and those that govern it, innermost first."""
    words = parse.language.words
    told = Manner()
    node = verb
    for _ in range(len(parse.doc)):
        told = _own(parse, node, told)
        head, lemma = node.head, parse.lemma(node.head)
        if (node.dep_ in ("xcomp", "ccomp") or _is_clause(node)) and head.pos_ in VERBS:
            if lemma in words["asking"]:
                return None
            if lemma in words["denying"]:
                told = replace(_said(parse, head, told), polarity=Polarity.NEGATED)
            elif lemma in words["blaming"] or (
                lemma in words["saying"] and (node.dep_ != "xcomp" or not _infinitive_to_come(node))
            ):
                told = _said(parse, head, told)
            elif lemma in words["planning"] and node.dep_ == "xcomp":
                told = _open(told, Status.PLANNED)
            elif lemma in words["supposing"]:
                told = _open(told, Status.HYPOTHETICAL)
            node = head
        elif node.dep_ == "conj" and head.pos_ in VERBS and not finite(node):
            node = head
        elif node.dep_ in ("acl", "advcl") and "Inf" in node.morph.get("VerbForm", []):
            if not words["asking"].isdisjoint((lemma, parse.lemma(head.head))):
                return None  # the infinitive may be attached to whoever is asked
            marks = {child.lower_ for child in node.children if child.dep_ in ("mark", "case")}
            return _open(told, Status.PLANNED) if marks & words["purpose"] else told
        else:
            break
    return told


def _own(parse: Parse, verb: Token, told: Manner) -> Manner:
    """What a verb and its auxiliaries say by themselves."""
    words = parse.language.words
    children = list(verb.children)
    denied = any(c.lower_ in words["negating"] for c in children) or any(
        g.lower_ in words["negating"] and g.dep_ == "det" for c in children for g in c.children
    )
    if denied:
        told = replace(told, polarity=Polarity.NEGATED)
    if any(c.dep_ == "mark" and c.lower_ in words["without"] for c in children):
        told = replace(told, polarity=Polarity.NEGATED)
    if any(t.dep_ == "mark" and t.lower_ in words["condition"] for t in verb.subtree if t.i < verb.i):
        return _open(told, Status.HYPOTHETICAL)
    auxiliaries = [c for c in children if c.dep_.startswith("aux")]
    finite = auxiliaries[:1] or [verb]
    if "Cnd" in finite[0].morph.get("Mood", []):
        if auxiliaries:  # the conditional of hearsay: "aurait bombardé"
            return replace(told, hearsay=True)
        return _open(told, Status.HYPOTHETICAL)
    if any("Fut" in each.morph.get("Tense", []) for each in finite):
        return _open(told, Status.PLANNED)
    return told


def _open(told: Manner, status: Status) -> Manner:
    """The less certain of two statuses counts."""
    return told if told.status is Status.HYPOTHETICAL else replace(told, status=status)


def _said(parse: Parse, saying: Token, told: Manner) -> Manner:
    """Reported speech: by the subject of the verb, or by an unnamed source."""
    if told.speaker is not None:
        return told
    for head in parse.subjects(saying):
        if named := parse.named(head, acting=True):
            return replace(told, speaker=named[0], hearsay=False)
        if head.pos_ != "PRON" or head.lower_ in parse.language.words["someone"]:
            return replace(told, hearsay=True)
    return told if parse.subjects(saying) or not parse.passive(saying) else replace(told, hearsay=True)


def _sources(parse: Parse, verb: Token, told: Manner) -> Iterator[Manner]:
    """Sources outside the clause: "selon l'ONU", and ", a déclaré le ministre" after a quotation."""
    words = parse.language.words
    for token in parse.doc:
        fixed = [c.lower_ for c in token.children if c.dep_ == "fixed"]
        if "".join((token.lower_, *fixed)) in words["according"]:
            named = parse.named(token.head, acting=True) or _next(parse, token)
            yield replace(told, speaker=named[0]) if named else replace(told, hearsay=True)
    around = [*verb.ancestors, verb]
    for node in around:
        for saying in (*(c for c in node.children if c.dep_ == "parataxis" or _is_inverted(parse, c)), node.head):
            quoted = saying.i != node.head.i or node.dep_ in QUOTED
            if saying.i == verb.i or not quoted or parse.lemma(saying) not in words["saying"]:
                continue
            named = [n for c in saying.children for n in parse.named(c, acting=True) if c.dep_ in ("nsubj", "obj")]
            if named:
                yield replace(told, speaker=named[0])


def _is_inverted(parse: Parse, saying: Token) -> bool:
    """Whether a verb conjoined with another precedes its subject at the end: ", a affirmé Moscou"."""
    if saying.dep_ != "conj" or saying.pos_ not in VERBS or parse.lemma(saying) in parse.language.words["blaming"]:
        return False
    if any(child.dep_ in ("cc", "nsubj") for child in saying.children):
        return False
    last = max(child.i for child in saying.subtree if child.pos_ != "PUNCT")
    return any(child.dep_ == "obj" and child.i > saying.i and last in _span(child) for child in saying.children)


def _span(head: Token) -> range:
    return range(head.left_edge.i, head.right_edge.i + 1)


def _next(parse: Parse, token: Token) -> list[int]:
    """The mention right after "selon" if the parser missed it, with or without an article between."""
    return [parse.at[i] for i in (token.i + 1, token.i + 2) if i in parse.at][:1]


def _infinitive_to_come(verb: Token) -> bool:
    """Whether an infinitive refers to the future: "annonce retirer", not "annonce avoir retiré"."""
    return False if any(c.dep_.startswith("aux") for c in verb.children) else "Inf" in verb.morph.get("VerbForm", [])


def _is_clause(verb: Token) -> bool:
    """Whether a verb has its own clause that depends on another verb, whatever its label."""
    return verb.pos_ in VERBS and verb.dep_.startswith("obl") and any(c.dep_ == "mark" for c in parts(verb))
