"""Content negotiation: the offered media types in the client's order of preference (RFC 9110, 12.5.1)."""

from __future__ import annotations

from collections.abc import Sequence


def acceptable(accept: str | None, offered: Sequence[str]) -> list[str]:
    """The offered types that the Accept header allows, preferred ones first; equal ones in the order offered.

    >>> acceptable("text/html;q=0.5, text/*", ["text/html", "text/turtle", "image/png"])
    ['text/turtle', 'text/html']
    """
    ranges = [_range(part) for part in (accept or "*/*").split(",") if part.strip()]
    weights = {media: _weight(media, ranges) for media in offered}
    return sorted((media for media in offered if weights[media] > 0), key=lambda media: -weights[media])


def _range(part: str) -> tuple[str, float]:
    media, *parameters = (word.strip().lower() for word in part.split(";"))
    quality = next((word[2:] for word in parameters if word.startswith("q=")), "1")
    try:
        return media, min(max(float(quality), 0.0), 1.0)
    except ValueError:
        return media, 1.0


def _weight(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The weight of the most specific matching range."""
    kind = media.partition("/")[0]
    for pattern in (media, f"{kind}/*", "*/*"):
        fitting = [weight for name, weight in ranges if name == pattern]
        if fitting:
            return max(fitting)
    return 0.0
