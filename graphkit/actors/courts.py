"""Which court a text means that tells only where it sits: "judges in The Hague"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graphkit.actors.gazetteer import NOUN, Gazetteer
from graphkit.actors.linked import Linked, touching
from graphkit.documents import CleanText, sentences, spanning
from graphkit.languages.en import names as en

AT_HOME = frozenset({"NLD"})
"""Whose own courts sit there too."""


def named(text: str, linked: Sequence[Linked], gazetteer: Gazetteer, on: date) -> Iterator[Linked]:
    """The mentions of the one court that such words can mean; none where two can, or the country's own.

    Of two that the text allows the one is meant that the words of the same sentence tell of.
    """
    if "Hague" not in text:
        return
    places = [match.span() for match in en.SEATED.finditer(text)]
    spoken_of = {m.code for m in linked if not any(start <= m.start < end for start, end in places)}
    if not places or not AT_HOME.isdisjoint(spoken_of):
        return
    courts = gazetteer.naming.courts
    called = {court.actor for court in courts} & spoken_of
    fitting = [court for court in courts if court.fits(text, spoken_of, on)]
    close = [court for court in fitting if court.beside] or fitting
    meant = called or {court.actor for court in close}
    spans = sentences(CleanText(text, range(len(text) + 1))) if len(meant) > 1 else []
    for start, end in places:
        sentence = slice(*spanning(spans, start, end))
        told = {c.actor for c in fitting if c.actor in meant and c.words.search(text[sentence])} if spans else meant
        if len(told) == 1 and all(m.rule in ("capital", "place") for m in touching(linked, start, end)):
            actor = gazetteer.actors[next(iter(told))]
            yield Linked(start, end, text[start:end], actor, actor.code, "shorthand", NOUN)
