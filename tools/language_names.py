"""Write the names of states in a language from CLDR (Unicode licence), as shipped by Babel.

    python tools/language_names.py fr

writes graphkit/languages/fr/states.tsv, which is not edited by hand; ``--check`` only says whether it is up to date.
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
STATES = ROOT / "seeds" / "actors" / "states.tsv"


def table(code: str) -> str:
    """The file for a language: the id of each present-day state, and its CLDR name."""
    from babel import Locale, __version__

    names = Locale(code).territories
    lines = ["actor\tname\tsource"]
    header, *rows = (line.split("\t") for line in STATES.read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    for cells in rows:
        row = dict(zip(header, cells, strict=False))
        notations = dict(part.split(":") for part in row["notations"].split("|") if part)
        if name := names.get(notations.get("iso2", "")):
            lines.append(f"{row['id']}\t{name.partition(' (')[0]}\tCLDR (Babel {__version__})")
    return "\n".join([*lines, ""])


def main(code: str, *, check: bool) -> int:
    """Write the table, or say whether it is up to date."""
    path = ROOT / "graphkit" / "languages" / code / "states.tsv"
    if check:
        return int(path.read_text(encoding="utf-8") != table(code))
    path.write_text(table(code), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], check="--check" in sys.argv))
