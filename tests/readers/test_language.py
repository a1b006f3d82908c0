"""Other languages are not read as English, and no short English item is dropped."""

from __future__ import annotations

import gzip
import importlib
import json
import re
from itertools import islice
from pathlib import Path

import pytest

from graphkit.documents import Skipped, read
from graphkit.documents.language import foreign
from graphkit.languages import registry
from graphkit.model import Document

FOREIGN = [
    ("de", "Der russische Präsident ist am Dienstag in Moskau mit dem chinesischen Präsidenten zusammengetroffen."),
    ("fr", "Le président russe a rencontré mardi à Moscou le président chinois, et les deux ont signé un traité."),
    ("es", "El presidente ruso se reunió el martes en Moscú con el presidente chino y ambos firmaron un tratado."),
    ("tr", "Rusya Devlet Başkanı salı günü Moskova'da Çin Devlet Başkanı ile görüştü ve bir anlaşma imzaladı."),
    ("id", "Presiden Rusia bertemu dengan presiden Tiongkok di Moskow pada hari Selasa dan menandatangani perjanjian."),
    ("ru", "Россия и Китай подписали договор."),
    ("ar", "التقى الرئيس الروسي بنظيره الصيني في موسكو"),
    ("ja", "ロシアの大統領は火曜日、モスクワで中国の国家主席と会談した。"),
]


@pytest.mark.parametrize(("code", "text"), FOREIGN, ids=[code for code, _ in FOREIGN])
def test_other_languages_are_recognised(code: str, text: str) -> None:
    assert foreign(text) == code


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "La France a condamné l'attaque."),
        ("fr", "Pékin a accusé Washington d\u2019armer Taïwan."),
        ("fr", "Macron à Pékin"),
        ("de", "Russland und China unterzeichnen Vertrag"),
        ("es", "Rusia y China firman un acuerdo"),
        ("it", "La Russia attacca il porto di Odessa"),
        ("pt", "Lula não visita os EUA"),
    ],
)
def test_few_words_tell_a_language_when_they_are_those_of_every_sentence(code: str, text: str) -> None:
    assert foreign(text) == code


def test_every_french_text_of_the_quality_table_is_told_as_french() -> None:
    table = Path(__file__).parents[1] / "quality" / "french.tsv"
    texts = {line.split("\t")[1] for line in table.read_text(encoding="utf-8").splitlines()[1:]}
    assert len(texts) > 150
    assert [text for text in texts if foreign(text) != "fr"] == []


@pytest.mark.parametrize(
    "text",
    [
        "La Paz protests grow",
        "UN envoy Staffan de Mistura",
        "Le Monde: Macron to visit",
        "Niger coup d'etat leader visits Mali",
        "Kim Jong-un's sister, Kim Yo-jong,",
        "Albert del Rosario",
        "Several pro-Palestinian demonstrators",
        "Resolution Condemns Israeli Barrier - NYTimes.com",
        "As many as ten people",
        "Estonia summons Russia's chargé d'affaires",
        "U.S.",
        "Putin visits Xi",
        "Khalifa bin Zayed Al Nahyan",
        "Médecins Sans Frontières claims",
        "Taoiseach Brian Cowen meets Angela Merkel, Nicolas Sarkozy",
        "Hugo Chávez meets Luiz Inácio Lula da Silva, Néstor Kirchner in São Paulo",
        "Germany's Bundestag passes Lieferkettensorgfaltspflichtengesetz",
        "Xi Jinping (习近平) met Putin (Путин) in Moscow.",
        "2023-03-22 14:05 +++",
    ],
)
def test_short_english_items_are_english(text: str) -> None:
    assert foreign(text) is None


@pytest.mark.parametrize(
    ("text", "declared", "expected"),
    [
        ("Putin trifft Xi", "de", "de"),  # a few words: what the file says
        ("Putin trifft Xi", "en", None),
        ("The presidents of Russia and China met in Moscow on Tuesday.", "de", None),  # the words of a page come first
        (FOREIGN[0][1], "en-US", "de"),
        ("Putin visits Xi", "English", None),
        ("Kremlin: Путин встретил Си в Москве", "ru", "ru"),
    ],
)
def test_what_the_file_says_decides_where_words_do_not(text: str, declared: str, expected: str | None) -> None:
    assert foreign(text, declared) == expected


LANGUAGES = "cs da de el es fi hu id it nl pl pt ro ru sv tr".split()


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_sentences_that_spacy_ships_as_examples_are_told_from_english(code: str) -> None:
    examples = importlib.import_module(f"spacy.lang.{code}.examples").sentences
    assert [each for each in examples if len(each.split()) > 11 and foreign(each) is None] == []


@pytest.fixture(scope="module")
def briefs(shared: Path) -> list[str]:
    """Sentences of news briefs, and how they begin."""
    with gzip.open(shared / "corpus" / "wcep_international.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in islice(file, 0, None, 60)]
    whole = [sentence for text in texts for sentence in re.split(r"(?<=[.!?]) ", text)]
    return whole + [" ".join(sentence.split()[: 3 + number % 7]) for number, sentence in enumerate(whole)]


def test_no_sentence_or_headline_of_the_briefs_is_dropped(briefs: list[str]) -> None:
    assert len(briefs) > 1_000
    assert [each for each in briefs if foreign(each) is not None] == []


def test_none_of_3_000_briefs_or_their_beginnings_has_words_of_another_language(shared: Path) -> None:
    with gzip.open(shared / "corpus" / "wcep_international.jsonl.gz", "rt", encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in islice(file, 0, None, 9)]
    beginnings = [" ".join(text.split()[:length]) for text in texts for length in (3, 5, 8, 12)]
    assert len(texts) > 3_000
    assert [text for text in texts + beginnings if foreign(text) is not None] == []


def test_documents_in_other_languages_are_counted_and_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "find_spec", {}.get)  # no language beside English is installed
    (tmp_path / "a.txt").write_text(FOREIGN[0][1])
    (tmp_path / "b.md").write_text(f"---\nlanguage: fr\n---\n{'Poutine rencontre Xi.'}")
    (tmp_path / "c.txt").write_text("Putin visits Xi.")
    skipped: list[Skipped] = []
    assert [each.id for each in read([tmp_path], skip=skipped.append) if isinstance(each, Document)] == ["c"]
    assert [left.kind for left in skipped] == ["in de", "in fr"]
