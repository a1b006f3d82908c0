"""Choose the best of several sentences about the same thing."""

from __future__ import annotations

from collections.abc import Iterable

from graphkit.languages.en.denial import DENIAL
from graphkit.languages.en.sentences import ASIDE
from graphkit.store.reading import Event

_FAR = 1_000
"""The position assumed for the statement in a sentence that does not name both actors, in characters."""
_QUOTES = str.maketrans("“”«»„", '"""""')


def best(events: Iterable[Event]) -> Event:
    """The event with the best sentence, the latest of several equally good ones.

    There must be at least one.
    """
    return max(events, key=worth)


def worth(event: Event) -> tuple[bool, int, float, str, str]:
    """Sort key for how well a sentence states its event.

    The best sentence names both actors and states the event in its own words, not in somebody else's, in quotation
    marks, after a denial or in an opening aside; it states it early, and was read with high confidence.
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
