"""The columns of tables: the name, the type, and the path in a record of each.

CSV, TSV and Parquet are written and read by these alone. Types are Arrow types.
"""

from __future__ import annotations

from dataclasses import dataclass

PARTIES = ("subject", "object", "speaker")
"""The parts of a record that are actors mentioned in the evidence; a speaker may be missing."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    type: str = "string"
    nullable: bool = False
    path: tuple[str, ...] = ()
    """The path of keys in a record."""
    derived: bool = False
    """Whether it is derived from other columns, so that reading ignores it."""

    later: bool = False
    """Whether older graphkit files lack it; it is then read as empty."""

    @property
    def of_speaker(self) -> bool:
        """Whether it is empty where the text itself speaks."""
        return self.path[:1] == ("speaker",)


_ORDER = (
    "document subject_id subject_code subject_name subject_kind relation group object_id object_code object_name "
    "object_kind polarity status speaker_id speaker_code speaker_name hearsay office office_from office_until date "
    "confidence quote start end extractor claim title url published cue cue_start cue_end subject_text subject_start "
    "subject_end subject_rule subject_affiliation subject_wikidata subject_notations object_text object_start "
    "object_end object_rule object_affiliation object_wikidata object_notations speaker_kind speaker_text "
    "speaker_start speaker_end speaker_rule speaker_affiliation speaker_wikidata speaker_notations"
).split()
"""The most useful columns come first; the rest make a table as complete as the records."""

_TYPES = {"start": "int32", "end": "int32", "hearsay": "bool", "confidence": "double"}
_LATER = {"office", "office_from", "office_until"}
_NULLABLE = {"date", "title", "url", "published", "wikidata", "notations", *_LATER}


def _column(name: str) -> Column:
    path: tuple[str, ...]
    first, _, rest = name.partition("_")
    if first in PARTIES:
        path = (first, rest)
    elif first == "cue":
        path = (first, rest or "text")
    else:
        path = ("source", name) if name in {"title", "url", "published"} else (name,)
    key = path[-1]
    return Column(name, _TYPES.get(key, "string"), key in _NULLABLE, path, name in {"claim", "group"}, name in _LATER)


RECORD = tuple(map(_column, _ORDER))
"""One row per piece of evidence: the fields of a record, flattened."""

EVIDENCE = (
    *RECORD,
    Column("evidence_id", derived=True),
    *(
        Column(f"{date}_{end}", "date32", nullable=True, derived=True)
        for date in ("date", "published")
        for end in ("first", "last")
    ),
)
"""The same in Parquet, with the id of the evidence and the first and last day that a date can mean."""

CLAIMS = (
    *map(Column, ("claim", "subject_id", "subject_name", "relation", "object_id", "object_name", "group")),
    Column("intensity", "double"),
    Column("status"),
    Column("confidence", "double"),
    *(Column(name, "int32") for name in ("evidence", "documents", "origins")),
    *(Column(name, "date32", nullable=True) for name in ("first_seen", "last_seen")),
)
"""One row per claim with all its evidence weighed: a summary, from which the evidence cannot be restored."""
