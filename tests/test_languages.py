"""Another language is a folder of tables: read with its pipeline, reported without it, and never read as English."""

from __future__ import annotations

import csv
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from graphkit import extract
from graphkit.actors import gazetteer, translated
from graphkit.documents import Skipped, read
from graphkit.documents.language import language
from graphkit.errors import InputError, ModelError, SeedError
from graphkit.extract import other_languages
from graphkit.extract.explain import explain
from graphkit.extract.times import phrases
from graphkit.languages import registry
from graphkit.model import Document, PartialDate, Polarity, Status

ROOT = Path(__file__).parents[1]
ARTICLE = (
    "PARIS (AFP) – Les « États-Unis » ont imposé\u00a0de nouvelles sanctions à l’Iran.\n\n"
    "M. Macron n’a pas rencontré le président iranien Massoud Pezeshkian, a déclaré l’Élysée. "
    "La France n’a pas bombardé la Syrie."
)


@cache
def using() -> extract.Resources:
    return extract.load()


@cache
def french() -> registry.Language:
    told = registry.known("fr")
    assert told is not None
    return told


@cache
def names() -> translated.Translated:
    return translated.load(french(), gazetteer.load())


def found(text: str, on: str = "2024-06-01") -> list[tuple[str, str]]:
    return [(m.text, m.actor.id) for m in translated.find(text, names(), PartialDate.parse(on).first)]


@pytest.mark.parametrize(
    ("text", "on", "heads"),
    [
        ("Le président français Nicolas Sarkozy a parlé.", "2010-06-01", "FRA"),
        ("L'ancien président français Nicolas Sarkozy a parlé.", "2015-06-01", None),
    ],
)
def test_a_title_tells_whom_its_bearer_heads_unless_it_is_over(text: str, on: str, heads: str | None) -> None:
    told = [m for m in translated.find(text, names(), PartialDate.parse(on).first) if m.actor.kind == "Person"]
    assert [m.heads and m.heads.code for m in told] == [heads]


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("L'Égypte et la Côte d'Ivoire", [("Égypte", "EGY"), ("Côte d'Ivoire", "CIV")]),
        ("des soldats françaises et polonais", [("françaises", "FRA"), ("polonais", "POL")]),
        ("le président français", [("président français", "emmanuel-macron")]),
        ("le président de la Russie", [("président de la Russie", "vladimir-putin")]),
        ("l'ancien président français", [("français", "FRA")]),
        (
            "le ministre russe des Affaires étrangères, Sergueï Lavrov",
            [("ministre russe des Affaires étrangères, Sergueï Lavrov", "sergey-lavrov")],
        ),
        ("Maurice a lu Le Monde au bord de la mer du Japon", []),
        ("la mosquée, le nigeria et l'iranisation", []),
    ],
)
def test_actors_are_found_under_their_french_names(text: str, mentions: list[tuple[str, str]]) -> None:
    assert found(text) == mentions


def test_an_office_means_who_held_it_on_the_day() -> None:
    assert found("le président français", "2014-06-01") == [("président français", "francois-hollande")]


def test_a_document_in_french_is_read_with_offsets_that_lead_back(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    (document,) = (each for each in read([tmp_path]) if isinstance(each, Document))
    assert document.language == "fr"
    ((_, claims),) = extract.extract([document], using())
    stated = {(c.subject.id, c.relation.name, c.object.id): c.evidence[0] for c in claims}
    sanction = stated["USA", "imposesSanctionsOn", "IRN"]
    assert sanction.quote.text.startswith("Les « États-Unis »")
    assert sanction.polarity is Polarity.AFFIRMED
    assert stated["FRA", "bombs", "SYR"].polarity is Polarity.NEGATED
    for evidence in stated.values():
        for span in (evidence.quote, evidence.subject, evidence.object, evidence.cue):
            assert document.text[span.start : span.end] == span.text


def test_what_is_asked_threatened_or_in_question_is_no_deed() -> None:
    text = "Paris demande à Londres de bombarder la Syrie. Moscou a-t-il bombardé Kiev ?"
    ((_, claims),) = extract.extract([Document("d", text, language="fr")], using())
    assert [c.relation.name for c in claims if c.relation.name == "bombs"] == []
    assert ("FRA", "GBR") in {(c.subject.id, c.object.id) for c in claims}


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("La Chine a aidé le Mali. Elle a aussi menacé l'Inde.", ("CHN", "threatens", "IND")),
        ("Le Tchad a aidé la Chine. Elle a menacé l'Inde.", ("CHN", "threatens", "IND")),  # "elle" is not le Tchad
        ("Le Tchad a aidé le Mali. Elle a menacé l'Inde.", None),
        ("Le Mali a aidé le Tchad. Il faut menacer l'Inde.", None),
        ("Un rapport a condamné Israël. Il a menacé l'Inde.", None),  # the report
        ("Les Houthis ont frappé Israël. Il a menacé l'Iran.", ("ISR", "threatens", "IRN")),
        ("La Chine et le Japon ont aidé le Mali. Ils ont menacé l'Inde.", ("JPN", "threatens", "IND")),
        ("La Chine a envahi le Mali. L'Inde a condamné l'invasion.", ("IND", "criticizes", "CHN")),
        ("La Chine a aidé le Mali. L'Inde a condamné une invasion.", None),
        ("Le Kenya a été attaqué par la Chine. Le pays a vu partir le Japon. Elle a menacé l'Inde.", None),
    ],
)
def test_pronouns_and_deeds_lead_back_to_the_sentence_before(text: str, stated: tuple[str, str, str] | None) -> None:
    ((_, claims),) = extract.extract([Document("d", text, language="fr")], using())
    made = {(e.subject.code, c.relation.name, e.object.code) for c in claims for e in c.evidence}
    assert stated in made if stated else not [each for each in made if each[2] == "IND" or each[0] == "IND"]


def test_evidence_has_the_date_that_its_sentence_gives() -> None:
    text = "La Russie a bombardé Kiev lundi, selon le ministère ukrainien. La France a condamné l'attaque hier."
    document = Document("d", text, published=PartialDate(2024, 6, 1), language=language(text))
    ((_, claims),) = extract.extract([document], using())
    dates = {(c.subject.id, c.object.id): str(e.date) for c in claims for e in c.evidence}
    assert dates == {("RUS", "UKR"): "2024-05-27", ("FRA", "RUS"): "2024-05-31"}


@pytest.mark.parametrize(
    ("table", "line", "message"),
    [
        (
            "dates.tsv",
            "en {moon}\tin {moon}",
            r"dates\.tsv:\d+: no words for \{moon\}; add them to timewords\.tsv",
        ),
        ("timewords.tsv", "month\tbrumaire", r"timewords\.tsv:\d+"),
    ],
)
def test_a_wrong_row_of_the_words_of_time_is_told_with_its_line(
    tmp_path: Path, table: str, line: str, message: str
) -> None:
    for name in ("dates.tsv", "timewords.tsv"):
        text = (french().folder / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text + (f"{line}\n" if name == table else ""), encoding="utf-8")
    with pytest.raises(SeedError, match=message):
        phrases.load(replace(french(), folder=tmp_path))


def test_towns_are_found_where_no_longer_name_holds_them() -> None:
    assert found("Kharkiv et Belgorod brûlent.") == [("Kharkiv", "UKR"), ("Belgorod", "RUS")]
    assert found("Sale temps pour Jean Bordeaux, et pour Lyon.") == [("Lyon", "FRA")]


def test_the_reasons_name_the_words_that_deny() -> None:
    text = "La France n'a pas bombardé la Syrie."
    (told,) = explain(Document("d", text, language="fr"), using())
    (reading,) = told.readings
    assert reading.denial == "pas bombardé"
    assert reading.reading.source.startswith("lexicon fr:bombarder:")
    assert reading.reading.status is Status.ACTUAL


def test_a_language_without_its_pipeline_is_counted_and_the_remedy_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "find_spec", {}.get)
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    skipped: list[Skipped] = []
    assert not [each for each in read([tmp_path], skip=skipped.append) if isinstance(each, Document)]
    assert [each.kind for each in skipped] == ["in fr"]
    assert registry.remedy(["fr", "de"]) == "pip install 'newsgraphkit[fr]' reads French"
    with pytest.raises(InputError, match=r"the text is in French; pip install 'newsgraphkit\[fr\]' reads French"):
        language(ARTICLE)
    with pytest.raises(ModelError, match=r"pip install 'newsgraphkit\[fr\]'"):
        other_languages.load(french(), using().gazetteer, using().relations)


def test_a_language_without_a_folder_is_never_read_as_english() -> None:
    with pytest.raises(InputError, match="no language 'de'; texts are read in English"):
        list(extract.extract([Document("d", "Russia invaded Ukraine.", language="de")], using()))
    with pytest.raises(InputError, match="in de; graphkit reads English"):
        language("Der russische Präsident ist am Dienstag in Moskau mit dem chinesischen zusammengetroffen.")


def test_the_names_of_states_are_those_of_cldr() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "language_names.py", "fr", "--check"], check=False)
    assert done.returncode == 0, "run python tools/language_names.py fr"


@pytest.mark.parametrize("table", ["verbs.tsv", "nouns.tsv", "demonyms.tsv", "names.tsv"])
def test_no_row_of_a_table_stands_twice(table: str) -> None:
    with (french().folder / table).open(encoding="utf-8", newline="") as file:
        rows = [tuple(row) for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    assert len(rows) == len(set(rows))


def test_a_row_with_an_unknown_actor_is_told_with_its_line(tmp_path: Path) -> None:
    for path in french().folder.glob("*.tsv"):
        (tmp_path / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "names.tsv").write_text("actor\trule\tnames\tsource\nNOWHERE\tname\tNulle Part\tx\n", encoding="utf-8")
    with pytest.raises(SeedError, match=r"names\.tsv:2: no actor 'NOWHERE'"):
        translated.load(replace(french(), folder=tmp_path), using().gazetteer)
