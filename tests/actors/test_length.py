"""The time for finding names grows with the length of a text, whatever its shape."""

from __future__ import annotations

import time
from datetime import date
from itertools import product

import pytest

from graphkit import resources
from graphkit.actors import gazetteer, linking

LETTERS = "abcdefghij"
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
    "names": " ".join(
        f"Russian ambassador Kang {''.join(letters).title()}ov left." for letters in product(LETTERS, repeat=3)
    ),
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
