"""Hand-made and drawn values that the tests of graph, store and exports share."""

from __future__ import annotations

import string
from datetime import date, timedelta

from hypothesis import strategies as st

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
from graphkit.model.tenure import Tenure
from graphkit.ontology import load_relations

RELATIONS = load_relations()
SYMMETRIC = next(r for r in RELATIONS.values() if r.symmetric)
DIRECTED = next(r for r in RELATIONS.values() if not r.symmetric and not r.standing)
STANDING = next(r for r in RELATIONS.values() if not r.symmetric and r.standing)

RUS = Actor("RUS", "Russia", Kind.STATE, "RUS", "Q159", (("cow", "365"), ("iso2", "RU")))
CHN = Actor("CHN", "China", Kind.STATE, "CHN", "Q148", (("cow", "710"), ("iso2", "CN")))
UKR = Actor("UKR", "Ukraine", Kind.STATE, "UKR", "Q212")
PUTIN = Actor("vladimir-putin", "Vladimir Putin", Kind.PERSON, "RUS", "Q7747")


def claim(
    subject: Actor = RUS,
    relation: RelationType = DIRECTED,
    obj: Actor = CHN,
    *,
    document: str = "a.txt",
    at: int = 0,
    polarity: Polarity = Polarity.AFFIRMED,
    status: Status = Status.ACTUAL,
    speaker: Actor | None = None,
    date: str | None = None,
    confidence: float = 0.9,
    hearsay: bool = False,
    tenure: Tenure | None = None,
) -> Claim:
    """A claim with one piece of evidence, at that place of a document."""
    words = f"{subject.name} {relation.label} {obj.name}."
    cue = at + len(subject.name) + 1
    end = cue + len(relation.label) + 1
    evidence = Evidence(
        document,
        Span(at, at + len(words), words),
        Mention(at, cue - 1, subject.name, subject, subject.code, "name"),
        Mention(end, end + len(obj.name), obj.name, obj, obj.code, "name"),
        Span(cue, end - 1, relation.label),
        polarity,
        status,
        Mention(at, cue - 1, speaker.name, speaker, speaker.code, "name") if speaker else None,
        PartialDate.parse(date) if date else None,
        confidence,
        "test",
        hearsay,
        tenure,
    )
    return Claim(subject, relation, obj, (evidence,))


def document(key: str = "a.txt", text: str | None = None, published: date | PartialDate | None = None) -> Document:
    """A document that says nothing in particular, unlike every other."""
    issued = PartialDate.of(published) if isinstance(published, date) else published
    return Document(key, text if text is not None else f"Text of {key} alone.", published=issued)


# What may stand in a text: anything but lone surrogates and the zero byte, which no file of ours can hold.
texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\x00"), max_size=20)
_keys = st.text(string.ascii_letters + string.digits + "-_./ é", min_size=1, max_size=8)
_actors = st.builds(
    Actor,
    st.sampled_from(["RUS", "CHN", "vladimir-putin", "a b/é", "-x."]),
    texts,
    st.sampled_from(Kind),
    st.sampled_from(["RUS", "CHN", "UN"]),
    st.none() | st.sampled_from(["Q1", "Q159"]),
    st.lists(st.tuples(st.sampled_from(["cow", "iso2"]), texts), max_size=2, unique=True).map(
        lambda pairs: tuple(sorted(pairs))
    ),
)
_cast = st.lists(_actors, min_size=2, max_size=4, unique_by=lambda actor: actor.id)
_days = st.dates(date(1900, 1, 1), date(2100, 1, 1))
_dates = st.tuples(_days, st.sampled_from([4, 7, 10])).map(
    lambda drawn: PartialDate.parse(drawn[0].isoformat()[: drawn[1]])
)

_tenures = st.builds(
    lambda office, days: Tenure(office, *(day if known else None for day, known in days)),
    st.sampled_from(["foreign_minister", "head_of_state", "head"]),
    st.lists(st.tuples(_dates, st.booleans()), min_size=2, max_size=2).map(sorted),
)


@st.composite
def graphs(draw: st.DrawFn) -> list[tuple[Document, list[Claim]]]:
    """Documents with claims between a small cast, so that claims of several documents meet."""
    cast = draw(_cast)
    found = []
    for key in draw(st.lists(_keys, min_size=1, max_size=3, unique=True)):
        title, url, published = draw(st.none() | texts), draw(st.none() | texts), draw(st.none() | _dates)
        source = Document(key, draw(texts), title, url, published, body_start=draw(st.integers(0, 3)))
        found.append((source, draw(st.lists(_claims(cast, source), max_size=5))))
    return found


@st.composite
def _claims(draw: st.DrawFn, cast: list[Actor], source: Document) -> Claim:
    subject, obj = draw(st.permutations(cast))[:2]
    speaker = draw(st.none() | st.sampled_from(cast))
    evidence = Evidence(
        source.id,
        draw(_spans(source.text)),
        draw(_mentions(source.text, subject)),
        draw(_mentions(source.text, obj)),
        draw(_spans(source.text)),
        draw(st.sampled_from(Polarity)),
        draw(st.sampled_from(Status)),
        draw(_mentions(source.text, speaker)) if speaker else None,
        draw(st.none() | _dates),
        draw(st.floats(0, 1)),
        draw(texts),
        speaker is None and draw(st.booleans()),
        draw(st.none() | _tenures),
    )
    return Claim(subject, draw(st.sampled_from([SYMMETRIC, DIRECTED, STANDING])), obj, (evidence,))


@st.composite
def _spans(draw: st.DrawFn, text: str) -> Span:
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return Span(start, end, text[start:end])


@st.composite
def _mentions(draw: st.DrawFn, text: str, actor: Actor) -> Mention:
    span = draw(_spans(text))
    return Mention(span.start, span.end, span.text, actor, draw(st.sampled_from(["RUS", "UN"])), draw(texts))


def day(offset: int) -> date:
    """That many days after the first of 2023."""
    return date(2023, 1, 1) + timedelta(days=offset)
