"""Fill the slots of the lexicon from a parse with Universal Dependencies labels.

De Marneffe, Manning, Nivre & Zeman, "Universal Dependencies" (2021) defines the labels, which languages share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from graphkit.actors.gazetteer import PLACE
from graphkit.model import Kind

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from graphkit.actors.linked import Linked
    from graphkit.languages.registry import Language

DEEP = 3
"""How deep within a phrase to look for a preposition or an adjective."""
DEPENDENT = ("obj", "obl", "nmod", "acl", "nsubj:pass")
"""The dependents to which the parser may wrongly attach a preposition of their head."""
SUBJECT, OBJECT = frozenset({"nsubj"}), frozenset({"obj"})
NAMES = ("NOUN", "PROPN")
ACTING = SUBJECT | {"nsubj:pass"}
"""Labels of subjects of active verbs, which may look passive: "est arrivé"."""
BARE = frozenset({"nsubj:pass"})
"""The label of the subject of a passive verb."""
NAMING = ("amod", "appos", "flat:name", "flat:foreign", "flat")
"""Labels of names and modifiers of a head, besides what follows "of"."""


@dataclass(frozen=True)
class Parse:
    """A parsed sentence and the mentions in it."""

    doc: Doc
    """Its words; names may be replaced by other words."""
    places: Sequence[tuple[int, int]]
    """Start and end of each word, in the text that the offsets of mentions refer to."""
    mentions: Sequence[Linked]
    language: Language
    standing: dict[int, tuple[int, ...]] = field(default_factory=dict)
    """The mentions that pronouns refer to, by token number."""

    @cached_property
    def at(self) -> Mapping[int, int]:
        """The number of the mention that each token belongs to."""
        found: dict[int, int] = {}
        for number, mention in enumerate(self.mentions):
            for place, (start, end) in enumerate(self.places):
                if start < mention.end and mention.start < end:
                    found.setdefault(place, number)
        return found

    def fillers(self, slot: str, token: Token) -> list[Token]:
        """The heads of the phrases in a slot (subj, obj, mod, sup, comp or a preposition), and those joined to them."""
        match slot:
            case "subj":
                found = self.subjects(token)
            case "obj":
                found = self.objects(token)
            case "mod":
                found = [c for c in token.children if c.dep_ == "amod" or self.case(c) == "de"]
            case "sup":
                found = self.bearers(token)
            case "is":
                found = list(self._told_of(token))
            case "comp":
                found = list(self._complement(token))
            case _:
                found = list(self._behind(slot, token, DEEP)) or self._beside(slot, token)
                if slot == "par" and not found:
                    found = self._doers(token)
        return [each for head in found for each in (head, *joined(head))]

    def named(self, head: Token, *, acting: bool) -> list[int]:
        """The mentions that a phrase refers to: that of its head, else of its modifiers.

        If ``acting``, the head must name it, or be something that acts for a state: "armée russe".
        """
        if head.i in self.at:
            number = self.at[head.i]
            return [] if acting and self.mentions[number].form == PLACE else [number]
        if head.i in self.standing:
            return list(self.standing[head.i])
        agent = head.lemma_.lower() in self.language.words["agents"]
        if acting and not agent:
            return []
        if not agent and (done := [n for doer in self._doers(head) for n in self.named(doer, acting=False)]):
            return list(dict.fromkeys(done))
        found = list(dict.fromkeys(self._inside(head, DEEP)))
        people = [n for n in found if self.mentions[n].actor.kind is Kind.PERSON]
        return people or found  # "son homologue chinois Xi Jinping"

    def owners(self, heads: Sequence[Token]) -> Sequence[Token]:
        """The modifiers of a noun that say whose action it is: "russe" in "l'invasion russe de l'Ukraine"."""
        adjectives = [h for h in heads if h.dep_ == "amod" or (h.dep_ == "conj" and h.head.dep_ == "amod")]
        return adjectives if any(h.i in self.at for h in adjectives) else heads

    def _doers(self, noun: Token) -> list[Token]:
        """Whose action a noun is, wherever it is attached: "condamner l'invasion de l'Ukraine par la Russie"."""
        if noun.pos_ != "NOUN":
            return []
        if found := list(self._behind("par", noun, DEEP)):
            return found
        verb = noun.head
        if noun.dep_ != "obj" or verb.pos_ not in ("VERB", "AUX") or self.passive(verb):
            return []
        return [c for c in verb.children if c.i > noun.i and self.case(c) == "par"]

    def _inside(self, head: Token, depth: int) -> Iterator[int]:
        agent = head.lemma_.lower() in self.language.words["agents"]
        owned = not agent and any(c.dep_ == "amod" and c.i in self.at for c in head.children)
        for child in head.children:
            if child.dep_ in NAMING or (self.case(child) == "de" and not owned):
                if child.i in self.at:
                    yield self.at[child.i]
                elif depth:
                    yield from self._inside(child, depth - 1)

    def case(self, token: Token) -> str:
        """The preposition of a phrase, as in the lexicon; empty if there is none."""
        if not token.dep_.startswith(("obl", "nmod", "iobj", "conj", "dep")):
            return ""
        return next((self._plain(child) for child in token.children if child.dep_ == "case"), "")

    def _plain(self, token: Token) -> str:
        return self.language.contractions.get(token.lower_, token.lower_)

    def lemma(self, token: Token) -> str:
        """The lemma: with its pronoun for a reflexive verb, corrected for a verb that the parser left inflected."""
        lemma = str(token.lemma_.lower())
        if token.pos_ in ("VERB", "AUX") and lemma == token.lower_:
            forms = self.language.endings
            ending = next((e for e in sorted(forms, key=len, reverse=True) if lemma.endswith(e)), "")
            lemma = lemma.removesuffix(ending) + forms.get(ending, "")
        own = any(c.dep_.startswith(("expl", "obj", "iobj")) and c.lower_ in ("se", "s'") for c in token.children)
        return f"se {lemma}" if own else lemma

    def passive(self, token: Token) -> bool:
        """Whether a verb is passive, or a participle used like one: "attaqué par"."""
        if token.lemma_.lower() in self.language.words["moving"]:
            return False  # "est arrivé" is an active past tense
        if any(child.dep_ in ("aux:pass", "nsubj:pass") for child in token.children):
            return True
        past = "Part" in token.morph.get("VerbForm", []) and "Past" in token.morph.get("Tense", [])
        alone = token.dep_ in ("acl", "advcl") or (token.dep_ == "conj" and self.passive(token.head))
        return past and alone and not _active(token)

    def subjects(self, token: Token) -> list[Token]:
        """The doer of a verb: its subject or, in the passive, the agent; also shared and implied ones."""
        if self.passive(token):
            return [c for c in token.children if c.dep_ == "obl:agent" or self.case(c) == "par"]
        head = token.head
        if own := [_antecedent(c) for c in parts(token) if c.dep_ in ACTING or c.i in self.standing]:
            # "Le Maroc et l'Espagne ont signé": the verb is attached to the first of the two
            return [head, *own] if token.dep_ == "conj" and head.pos_ in NAMES else own
        match token.dep_:
            case "xcomp" if self.lemma(head) in self.language.words["asking"] | self.language.words["blaming"]:
                return [*self.objects(head), *self._behind("à", head, 0)]
            case "xcomp" | "advcl" | "conj" if head.pos_ in ("VERB", "AUX"):
                return self.subjects(head)
            case "acl":
                return [head]
        return self._before(token)

    def _before(self, verb: Token) -> list[Token]:
        """The mention right before a verb to which the parser gives no subject."""
        first = min(c.i for c in (verb, *verb.children) if c.dep_.startswith(("aux", "expl")) or c.i == verb.i)
        left = [self.doc[first - 1]] if first and finite(verb) and (first - 1) in self.at else []
        return [each.head if each.dep_ == "conj" else each for each in left]

    def objects(self, token: Token) -> list[Token]:
        """The objects of a verb."""
        if self.passive(token):
            if found := [_antecedent(c) for c in token.children if c.dep_ in BARE]:
                return found
            if token.dep_ == "conj" and self.passive(token.head):
                return self.objects(token.head)
            if token.dep_ == "advcl":
                return [t for t in self.doc[max(0, token.i - 2) : token.i] if t.i in self.at]
            return [token.head] if token.dep_ == "acl" else []
        own = [_antecedent(c) for c in token.children if c.dep_ in OBJECT and not self._is_time(c)]
        return own or list(self._loose(token))

    def accusers(self, verb: Token) -> list[int]:
        """Who accuses somebody of an action whose object is unnamed: "Kiev accuse Moscou d'avoir visé un hôpital"."""
        head = verb.head
        if verb.dep_ != "xcomp" or self.lemma(head) not in self.language.words["blaming"]:
            return []
        if not any(c.pos_ == "NOUN" for c in self.objects(verb)):
            return []
        return [n for subject in self.subjects(head) for n in self.named(subject, acting=True)]

    def _loose(self, token: Token) -> Iterator[Token]:
        """What follows a verb like an object, where the parser finds none: "a imposé mercredi des sanctions"."""
        for child in token.children:
            if child.i < token.i or child.pos_ not in ("NOUN", "PROPN") or child.dep_ in ("conj", "nsubj"):
                continue
            if self._is_time(child):
                yield from (
                    c for c in child.children if c.i > child.i and self.case(c) in ("", "de") and c.dep_ == "nmod"
                )
            elif not any(c.dep_ == "case" and self._is_with(c, child) for c in child.children):
                yield child

    def _is_with(self, case: Token, noun: Token) -> bool:
        """Whether a preposition is really one, and not a partitive article: "envoyer du riz"."""
        return case.lower_ != "de" and (self._plain(case) != "de" or noun.i in self.at)

    def _is_time(self, token: Token) -> bool:
        return token.lemma_.lower() in self.language.words["time"]

    def carrier(self, noun: Token) -> Token | None:
        """The support verb of a noun: "mener" in "mener une attaque", "menée" in "une attaque menée par"."""
        carrying = self.language.words["carrying"]
        if noun.dep_.startswith(("obj", "nsubj:pass", "obl:arg")) and self.lemma(noun.head) in carrying:
            return noun.head
        return next((c for c in noun.children if c.dep_ == "acl" and self.lemma(c) in carrying), None)

    def bearers(self, noun: Token) -> list[Token]:
        """The subject of a noun's support verb."""
        verb = self.carrier(noun)
        return self.subjects(verb) if verb is not None else []

    def _told_of(self, noun: Token) -> Iterator[Token]:
        """Whom a noun describes: "le Qatar, médiateur", "le Qatar est médiateur", "devient membre", "en visite"."""
        verb = noun.head
        if noun.dep_ == "appos":
            yield verb
        elif own := [c for c in noun.children if c.dep_ in SUBJECT]:
            yield from (_antecedent(c) for c in own)
        elif verb.pos_ in ("VERB", "AUX") and (noun.dep_ == "xcomp" or self.case(noun) in self.language.words["as"]):
            yield from self.subjects(verb)
        elif verb.pos_ in NAMES and self.case(noun) in self.language.words["as"]:
            yield verb
        elif verb.lemma_.lower() in self.language.words["role"]:
            yield from self.bearers(verb)

    def _complement(self, token: Token) -> Iterator[Token]:
        for child in token.children:
            if child.dep_ in ("ccomp", "xcomp"):
                own = [c for c in child.children if c.dep_ in SUBJECT]
                yield from own or self.objects(child)

    def _beside(self, preposition: str, noun: Token) -> list[Token]:
        """What a preposition governs at a noun's support verb: "mener des raids hier contre"."""
        if noun.pos_ != "NOUN":
            return []
        role = noun.head if noun.head.lemma_.lower() in self.language.words["role"] else noun
        verb = self.carrier(role)
        return list(self._behind(preposition, verb, 0)) if verb is not None else []

    def _behind(self, preposition: str, token: Token, depth: int) -> Iterator[Token]:
        """What a preposition of a word governs, even if the parser attaches it to another dependent of the word."""
        for child in token.children:
            if found := self.case(child) == preposition:
                yield child
            if (
                depth
                and (not found or preposition == "de")
                and child.dep_.startswith(DEPENDENT)
                and child.dep_ != "acl:relcl"
            ):
                yield from self._behind(preposition, child, depth - 1)


def finite(verb: Token) -> bool:
    """Whether a verb, or its auxiliary, is finite."""
    return any(
        "Fin" in t.morph.get("VerbForm", []) for t in (verb, *verb.children) if t.i == verb.i or _is_auxiliary(t)
    )


def _is_auxiliary(token: Token) -> bool:
    return bool(token.dep_.startswith("aux"))


def parts(verb: Token) -> Iterator[Token]:
    """The dependents of a verb and of its auxiliaries."""
    for child in verb.children:
        yield child
        if _is_auxiliary(child):
            yield from child.children


def _active(token: Token) -> bool:
    return any(child.dep_ in ("aux:tense", "nsubj") for child in token.children)


def joined(head: Token) -> Iterator[Token]:
    """What is conjoined with the head of a phrase."""
    for child in head.children:
        if child.dep_ == "conj":
            yield child
            yield from joined(child)


def _antecedent(token: Token) -> Token:
    """What a relative pronoun refers to."""
    if "Rel" not in token.morph.get("PronType", []):
        return token
    clause = next((a for a in token.ancestors if a.dep_ == "acl:relcl"), None)
    return clause.head if clause is not None else token
