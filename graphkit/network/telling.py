"""Which of several sentences tells best what they all tell."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.languages.en.denial import DENIAL
from graphkit.languages.en.sentences import ASIDE
from graphkit.store.reading import Event

_FAR = 1_000
"""Characters after which a sentence that names not both actors may as well have told it."""
_QUOTES = str.maketrans("“”«»„", '"""""')


def best(events: Iterable[Event]) -> Event:
    """The event whose sentence tells best what they have in common, of several equally good ones the latest.

    There must be one.
    """
    return max(events, key=worth)


def worth(event: Event) -> tuple[bool, int, float, str, str]:
    """How well a sentence tells its event, to compare it with others.

    Best is one that names both actors, tells it in its own words rather than in those of somebody else, beside
    something that is denied or before it comes to its own matter, is done with it soon, and is read with confidence.
    """
    told = event.told
    aside = ASIDE.match(event.quote)
    before = (event.quote if told is None else event.quote[:told]).translate(_QUOTES)
    beside = (
        (event.speaker is not None and event.speaker != event.subject_code)
        + event.hearsay
        + (event.polarity == "affirmed" and DENIAL.search(before) is not None)
        + before.count('"') % 2
        + (told is not None and aside is not None and told <= aside.end())
    )
    soon = -(_FAR if told is None else told) / max(event.confidence, 0.01)
    return told is not None, -beside, soon, event.date or "", event.evidence
