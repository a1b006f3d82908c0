"""Contractions, and words in texts written in capitals."""

from __future__ import annotations

import re

SHORTENED = frozenset(
    "St Mr Mrs Ms Messrs Dr Prof Gen Lt Col Maj Capt Adm Brig Sgt Sen Rep Gov Pres Hon Rev Amb Jr Sr".split()
)
INNER = re.compile(r"'(?<=[A-Za-z]')(?=[A-Za-z])(?!(?:s|t|d|m|ll|re|ve)(?![A-Za-z]))", re.IGNORECASE)
"""An apostrophe within a name: "Sana'a", "Côte d'Ivoire"; never that of "Xi's"."""
SMALL = frozenset(
    "a an and as at but by de del der di da do for from if in into is it its la le nor not of off on onto or over than "
    "the to up upon us via was van vs with who will bin bint ibn al ul ur dos e y und".split()
)
"""Words that headlines and names write in lower case."""
WORDS = frozenset("WHO IS IT AID CAR MEND ETA PIE NAM AS IN ON AT BY NO GO AM PA HE WE".split())
"""Acronyms that, in text all in capitals, are more likely the word."""
