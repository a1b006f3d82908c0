"""The time for finding names grows with the length of a text, whatever its shape."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import combinations, product

import pytest

from graphkit import resources
from graphkit.actors import gazetteer, linking

NAMES = ["".join(letters).title() for letters in product("abcdefghijk", repeat=4)]
SHAPES = {
    "news": " ".join(
        path.read_text(encoding="utf-8") for path in sorted((resources.seeds() / "documents").glob("*.md"))
    ),
    "headlines": "RUSSIA ATTACKS UKRAINE AGAIN\nNato Says It Will Help\n",
    "capitals": "RUSSIA, ATTACKS UKRAINE AGAIN and then ",
    "letters": "A-",
    "initials": "A. B. C. ",
    "one sentence": "rebels in Syria and militants killed an Israeli soldier in Iraq ",
    "one person": "Vladimir Putin said that Putin would go, and Bush and Brown with Smith, ",
    "strangers": "Peter Jordan lost and Jordan won. John Smith and Smith in Georgia and Jordan's king, ",
    "teams": "England beat Iran 6-2 in football, the government said ",
    "titles": "the president of the president of the prime minister, the new ",
    "owners": "Russia's Georgia of Jordan in Turkey ",
    "names": " ".join(f"Russian ambassador Kang {name}ov left." for name in NAMES),
    "towns": "Bush ",
    "towns and names": " ".join(f"Bush {name}" for name in NAMES),
    "halves": "Sino-",
    "dashes": "- ",
    "blanks": "Putin   \n",
    "marks": "'\"“(",
    "accents": "Erdoğan’s é ",
}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_time_grows_with_the_length(shape: str) -> None:
    known, piece = gazetteer.load(), SHAPES[shape]

    def seconds(length: int) -> float:
        text = (piece * (length // len(piece) + 1))[:length]
        began = time.process_time()
        linking.find(text, known, date(2024, 1, 1))
        return time.process_time() - began

    seconds(1_000)
    # 8 times the text takes 8 times as long where time is linear, 64 times where it is quadratic
    assert min(seconds(320_000) for _ in range(2)) < 24 * max(0.01, min(seconds(40_000) for _ in range(3)))


def test_many_short_forms_take_little_longer_than_none() -> None:
    known = gazetteer.load()
    names = [name.split() for name in known.names if name.isascii() and re.fullmatch(r"(?:[A-Z][a-z]+ ){2,}\w+", name)]
    short = {first[0] + "".join(rest): " ".join([first, *words]) for first, *words in names for rest in pairs(words)}

    def seconds(behind: str) -> float:
        text = " ".join(f"{name} ({letters}{behind}) left." for letters, name in short.items())
        began = time.process_time()
        linking.find(text, known, date(2024, 1, 1))
        return time.process_time() - began

    assert len(short) > 2_000
    seconds("")
    assert min(seconds("") for _ in range(2)) < 3 * min(seconds("QQQ") for _ in range(2))  # letters of no name


def pairs(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The capitals of each two words, in order."""
    return combinations([word[0] for word in words if word[0].isupper()], 2)
