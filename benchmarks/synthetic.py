"""Any number of synthetic documents and claims, reproducible by seed, for benchmarks and store tests."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from graphkit.model import (
    Actor,
    Claim,
    Document,
    Evidence,
    Kind,
    Mention,
    PartialDate,
    Polarity,
    RelationType,
    Span,
    Status,
)
from graphkit.ontology import load_relations

_DAY = date(2015, 1, 1)
_STEMS = "bar dol fen gar hal jor kel lum mor nal par ril sen tol var".split()
_PLACES = "Aldora Berun Cassia Dravia Elmar Fenwick Galdor Hestia Istrova Jorvik Kalmar Lorne".split()
_WORDS = [f"{head}{middle}{end}" for head in _STEMS for middle in _STEMS for end in ("a", "en", "is", "or", "um")]


def actors(number: int = 300) -> list[Actor]:
    """That many actors: two thirds states with a three-letter code, the rest persons who act for one of them."""
    codes = [chr(65 + n // 676 % 26) + chr(65 + n // 26 % 26) + chr(65 + n % 26) for n in range(number * 2 // 3)]
    states = [
        Actor(
            code,
            f"{_PLACES[n % 12]} {code.title()}",
            Kind.STATE,
            code,
            f"Q{n + 1}",
            (("cow", str(n)), ("iso2", code[:2])),
        )
        for n, code in enumerate(codes)
    ]
    persons = [
        Actor(f"person-{n}", f"Person {n}", Kind.PERSON, states[n % len(states)].code)
        for n in range(number - len(states))
    ]
    return states + persons


def documents(claims: int, *, each: int = 5, seed: int = 7) -> Iterator[tuple[Document, list[Claim]]]:
    """Documents with ``each`` claims, ``claims`` in all before merging; a few per cent deny, plan or quote."""
    choice = random.Random(seed)  # noqa: S311 - no secret
    cast = actors()
    relations = list(load_relations().values())
    for number in range((claims + each - 1) // each):
        yield _document(number, min(each, claims - number * each), choice, cast, relations)


def _document(
    number: int, count: int, choice: random.Random, cast: Sequence[Actor], relations: Sequence[RelationType]
) -> tuple[Document, list[Claim]]:
    key = f"doc-{number:06}"
    published = _DAY + timedelta(days=choice.randrange(3650))
    text, claims = "", []
    for _ in range(count):
        subject, obj = choice.sample(cast, 2)
        relation = choice.choice(relations)
        sentence, claim = _claim(key, len(text), subject, relation, obj, published, choice, cast)
        text += sentence + " "
        claims.append(claim)
    return Document(key, text, f"Report {number}", f"https://example.org/{number}", published), claims


def _claim(
    document: str,
    at: int,
    subject: Actor,
    relation: RelationType,
    obj: Actor,
    published: date,
    choice: random.Random,
    cast: Sequence[Actor],
) -> tuple[str, Claim]:
    speaker = choice.choice(cast) if choice.random() < 0.15 else None
    lead = f"According to {speaker.name}, " if speaker else ""
    tail = f", {' '.join(choice.choices(_WORDS, k=8))} “{choice.randrange(10**6)}”."
    sentence = f"{lead}{subject.name} {relation.label} {obj.name}{tail}"
    start = at + len(lead)
    cue = start + len(subject.name) + 1
    end = cue + len(relation.label) + 1
    evidence = Evidence(
        document,
        Span(at, at + len(sentence), sentence),
        _mention(subject, start),
        _mention(obj, end),
        Span(cue, end - 1, relation.label),
        Polarity.NEGATED if choice.random() < 0.06 else Polarity.AFFIRMED,
        choice.choices((Status.ACTUAL, Status.PLANNED, Status.HYPOTHETICAL), (88, 9, 3))[0],
        _mention(speaker, at + 13) if speaker else None,
        _date(published, choice),
        choice.randrange(50, 100) / 100,
        "synthetic",
    )
    return sentence, Claim(subject, relation, obj, (evidence,))


def _mention(actor: Actor, start: int) -> Mention:
    return Mention(start, start + len(actor.name), actor.name, actor, actor.code, "name")


def _date(published: date, choice: random.Random) -> PartialDate | None:
    length = choice.choice((0, 0, 4, 7, 10, 10))
    return PartialDate.parse(published.isoformat()[:length]) if length else None
