"""Codes of event data: CAMEO, PLOVER, GDELT's known groups, and the columns of GDELT and POLECAT tables.

The tables are ``seeds/events/*.tsv``. Columns follow the GDELT 2.0 Event Database codebook and the header of POLECAT's
weekly files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from graphkit import resources
from graphkit.actors.tables import rows
from graphkit.errors import SeedError

_ACTOR = "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code"
_PLACE = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID"

GDELT_EVENTS: tuple[str, ...] = (
    *"GlobalEventID Day MonthYear Year FractionDate".split(),
    *(f"Actor{number}{part}" for number in (1, 2) for part in _ACTOR.split()),
    *"IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale".split(),
    *"NumMentions NumSources NumArticles AvgTone".split(),
    *(f"{whose}Geo_{part}" for whose in ("Actor1", "Actor2", "Action") for part in _PLACE.split()),
    *"DATEADDED SOURCEURL".split(),
)
"""The 61 columns of a GDELT 2 ``.export.CSV``, which is tab-separated without a header."""

GDELT_MENTIONS: tuple[str, ...] = tuple(
    "GlobalEventID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID "
    "Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone "
    "MentionDocTranslationInfo Extras".split()
)
"""The 16 columns of a GDELT 2 ``.mentions.CSV``."""

POLECAT: tuple[str, ...] = (
    *("Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"),
    *("Actor Name", "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title"),
    *("Actor Name Raw", "Wikipedia Actor ID"),
    *("Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors"),
    *("Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID"),
    *("Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID"),
    *("Raw Placename", "Feature Type", "Source", "Publication Date"),
    *("Story People", "Story Organizations", "Story Locations", "Language", "Version"),
)
"""The columns of POLECAT's weekly files, which are tab-separated with a header."""

QUADS = ("", "VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT")
"""POLECAT's names for quad classes 1 to 4."""

OFFICIAL = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY"})
"""The sectors whose actions count as those of their state."""


class Cameo(NamedTuple):
    """The meaning of a CAMEO event code."""

    goldstein: float
    quad: int
    relation: str | None
    """The graphkit relation it is imported as, if there is one."""
    is_reversed: bool
    """Whether that relation has the actors reversed: whoever hosts is visited."""


class Plover(NamedTuple):
    """The meaning of a PLOVER event type, or of one of its modes."""

    quad: int
    relation: str | None


class Coded(NamedTuple):
    """The codes of a relation in event data."""

    cameo: str
    mode: str
    """A PLOVER mode, or empty if several fit."""


class Group(NamedTuple):
    """A CAMEO known group."""

    code: str
    actor: str
    type: str
    """IGO, NGO or empty."""


@dataclass(frozen=True, slots=True)
class Codes:
    """The tables of codes."""

    cameo: Mapping[str, Cameo]
    plover: Mapping[tuple[str, str], Plover]
    """By event type and mode."""
    relations: Mapping[str, Coded]
    """By relation name; without standing relations, which are not events."""
    groups: Mapping[str, Group]
    """By CAMEO code."""
    groups_by_actor: Mapping[str, Group]
    """By id of actor."""


@lru_cache(maxsize=1)
def load() -> Codes:
    """The tables, read once; raises SeedError, naming file and line, if a row is wrong."""
    groups = [Group(row["code"], row["actor"], row["type"]) for _, row in _rows("groups", "code actor type source")]
    return Codes(
        cameo={
            row["code"]: Cameo(
                _number(place, row["goldstein"]),
                int(_number(place, row["quad"])),
                row["relation"] or None,
                row["way"] == "reversed",
            )
            for place, row in _rows("cameo", "code goldstein quad relation way source")
        },
        plover={
            (row["event"], row["mode"]): Plover(int(_number(place, row["quad"])), row["relation"] or None)
            for place, row in _rows("plover", "event mode quad relation source")
        },
        relations={
            row["relation"]: Coded(row["cameo"], row["mode"])
            for _, row in _rows("relations", "relation cameo mode source")
        },
        groups={group.code: group for group in groups},
        groups_by_actor={group.actor: group for group in groups},
    )


def _rows(name: str, columns: str) -> list[tuple[str, dict[str, str]]]:
    path = resources.seeds() / "events" / f"{name}.tsv"
    return [(f"{path.name}:{line}", row) for line, row in rows(path, columns.split())]


def _number(place: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise SeedError(f"{place}: {text!r} is not a number", "write one") from None
