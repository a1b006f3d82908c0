"""Resolve "he", "she" and "they" in a parsed sentence to a subject of a governing clause, else of the sentence before.

Gender and number decide as far as known; among several candidates the subject is taken, as is most common in news.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.extract.dependencies import ACTING, joined

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graphkit.extract.dependencies import Parse


@dataclass(frozen=True, slots=True)
class Phrase:
    """A candidate: its mentions, none if it is not an actor; gender as far as known; whether it is plural."""

    mentions: tuple[int, ...]
    gender: str
    many: bool


def standing(parse: Parse, before: Parse | None) -> dict[int, tuple[int, ...]]:
    """The mentions that each pronoun of a sentence refers to, by token number."""
    found: dict[int, tuple[int, ...]] = {}
    for token in parse.doc:
        asked = _pronoun(parse, token)
        if asked is None:
            continue
        near = [phrase for phrase in _governing(parse, token, found) if _fits(phrase, *asked)]
        far = [phrase for phrase in _acting(before) if _fits(phrase, *asked)] if before else []
        others = [phrase for phrase in _others(before) if _fits(phrase, *asked)] if before and not far else []
        meant = near[:1] or far[:1] or (others if len(others) == 1 else [])
        if meant and meant[0].mentions:
            found[token.i] = meant[0].mentions
    return found


def _pronoun(parse: Parse, token: Token) -> tuple[str, bool] | None:
    """Gender and number of a pronoun that is a subject; None for any other word."""
    words = parse.language.words
    nobody = token.dep_ == "expl:subj" and parse.lemma(token.head) in words["impersonal"]  # "il faut"
    if token.pos_ != "PRON" or token.dep_ not in (*ACTING, "expl:subj") or nobody:
        return None
    gender = "m" if token.lower_ in words["he"] else "f" if token.lower_ in words["she"] else ""
    return (gender, token.lower_ in words["they"]) if gender else None


def _fits(phrase: Phrase, gender: str, many: bool) -> bool:
    return phrase.many == many and (phrase.gender in ("", gender) or len(phrase.mentions) > 1)


def _governing(parse: Parse, pronoun: Token, found: dict[int, tuple[int, ...]]) -> Iterator[Phrase]:
    """The subjects of the verbs that govern the pronoun's own verb, innermost first."""
    for verb in pronoun.head.ancestors:
        for child in verb.children:
            if child.dep_ not in ACTING or child.i > pronoun.i:
                continue
            if child.i in found:
                yield Phrase(found[child.i], *(_pronoun(parse, child) or ("", False)))
            else:
                yield _phrase(parse, child)


def _acting(parse: Parse) -> Iterator[Phrase]:
    """The subjects in a sentence, that of the main clause first."""
    subjects = [token for token in parse.doc if token.dep_ in ACTING]
    for token in sorted(subjects, key=lambda token: (token.head.dep_ != "ROOT", token.i)):
        if token.i in parse.standing:
            yield Phrase(parse.standing[token.i], *(_pronoun(parse, token) or ("", False)))
        else:
            yield _phrase(parse, token)


def _others(parse: Parse) -> list[Phrase]:
    """The phrases that name someone in a sentence; those joined by "and" are one plural phrase."""
    heads = [parse.doc[place] for place in parse.at]
    return [_phrase(parse, head) for head in heads if not (head.dep_ == "conj" and head.head.i in parse.at)]


def _phrase(parse: Parse, head: Token) -> Phrase:
    heads = [head, *joined(head)]
    mentions = dict.fromkeys(n for each in heads for n in parse.named(each, acting=True))
    article = _article(parse, head)
    words = parse.language.words
    many = len(heads) > 1 or article in words["plural"]
    many = many or (head.pos_ == "NOUN" and "Plur" in head.morph.get("Number", []))
    if article in words["masculine"] or article in words["feminine"]:
        return Phrase(tuple(mentions), "m" if article in words["masculine"] else "f", many)
    people = {parse.mentions[n].gender for n in mentions}
    return Phrase(tuple(mentions), people.pop() if len(people) == 1 else "", many)


def _article(parse: Parse, head: Token) -> str:
    """The word that shows the gender or number of a phrase: its article, or a preposition with one."""
    telling = parse.language.words["masculine"] | parse.language.words["feminine"] | parse.language.words["plural"]
    before = [parse.doc[head.i - 1]] if head.i else []
    return next((t.lower_ for t in (*before, *head.children) if t.i < head.i and t.lower_ in telling), "")
