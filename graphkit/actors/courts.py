"""Courts named only by their seat: "judges in The Hague", "was handed over to The Hague"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from graphkit.actors.gazetteer import NOUN, PLACE, Gazetteer
from graphkit.actors.linked import Linked, touching
from graphkit.documents import CleanText, sentences, spanning
from graphkit.languages.en import names as en
from graphkit.model import Kind

AT_HOME = frozenset({"NLD"})
"""The state whose own courts are also there."""
TOWN = "Hague"
STATES, PERSONS = "states", "persons"
"""What a court tries."""


def named(text: str, linked: Sequence[Linked], gazetteer: Gazetteer, on: date) -> Iterator[Linked]:
    """Mentions of the court that such words refer to; none if it may be one of two, or the country's own.

    It is a court for states if a state is a party, and one for persons if somebody is brought to the town. If two
    courts fit the text, the words of the same sentence decide. A town that does what courts do is not a government,
    whether or not its court is known.
    """
    places = [(match.span(), "") for match in en.SEATED.finditer(text)]
    places += [(match.span(1), PERSONS) for form in (en.HANDED, en.CHARGES) for match in form.finditer(text)]
    if not places:
        return
    spoken_of = {m.code for m in linked if TOWN not in m.text}
    spans = sentences(CleanText(text, range(len(text) + 1)))
    for (start, end), tried in places:
        old = touching(linked, start, end)
        if any(m.rule not in ("capital", "place") for m in old):
            continue
        sentence = spanning(spans, start, end)
        party = any(_is_party(text, m) for m in touching(linked, *sentence))
        meant = _court(text, sentence, spoken_of, STATES if party else tried, gazetteer, on)
        if meant is not None:
            actor = gazetteer.actors[meant]
            yield Linked(start, end, text[start:end], actor, actor.code, "shorthand", NOUN)
        elif tried:
            yield from (m._replace(form=PLACE) for m in old)


def _court(
    text: str, sentence: tuple[int, int], spoken_of: set[str], tried: str, gazetteer: Gazetteer, on: date
) -> str | None:
    """The one court a text can mean; ``tried`` is what it tries, or empty if the text does not say."""
    courts = gazetteer.naming.courts
    if not AT_HOME.isdisjoint(spoken_of):
        return None
    called = {court.actor for court in courts if not tried or court.tries == tried} & spoken_of
    fitting = [court for court in courts if court.fits(text, spoken_of, on, tried)]
    close = [court for court in fitting if court.beside] or fitting
    meant = called or {court.actor for court in close}
    if len(meant) > 1:
        words = text[slice(*sentence)]
        meant = {court.actor for court in fitting if court.actor in meant and court.words.search(words)}
    return next(iter(meant)) if len(meant) == 1 else None


def _is_party(text: str, mention: Linked) -> bool:
    """Whether a state is a party to a case: "cleared Serbia of genocide", "Croatia's case against"."""
    if mention.actor.kind is not Kind.STATE or mention.form != NOUN:
        return False
    before = text[max(0, mention.start - 40) : mention.start]
    if en.SUMMONED.search(before) and en.BEFORE_COURT.match(text, mention.end):
        return True
    return en.PARTY_BEFORE.search(before) is not None or en.PARTY_BEHIND.match(text, mention.end) is not None
