"""Lexicon rows applied to hand-parsed French sentences: which row matches, and between whom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from spacy.tokens import Doc

from graphkit.errors import ModelError
from graphkit.extract import lexicon, other_languages
from graphkit.extract.other_languages import LexiconReader
from graphkit.extract.passages import Passage
from graphkit.extract.reader import Reading
from graphkit.languages import registry
from graphkit.model import Polarity, Status
from tests.extract.french import START, VOCABULARY, doc, french, linked
from tests.values import DIRECTED, RELATIONS, STANDING, SYMMETRIC

HEAD = "predicate\twhen\tsubject\tobject\trelation\treading\n"
HIT = f"attaquer\t\tsubj\tobj\t{DIRECTED.name}\tusual\n"
MET = f"rencontrer\t\tsubj\tobj\t{SYMMETRIC.name}\tusual\n"
PLAIN = "Russie|PROPN|nsubj|1 attaque/attaquer|VERB|ROOT|1 Iran|PROPN|obj|1"
ARMED = f"{PLAIN} avec|ADP|case|4 chars/char|NOUN|obl:mod|1"
HURLED = (
    "Russie|PROPN|nsubj|1 attaque/attaquer|VERB|ROOT|1 avec|ADP|case|4 une|DET|det|4 dizaine|NOUN|obl:mod|1 "
    "de|ADP|case|6 chars/char|NOUN|nmod|4 sur|ADP|case|8 Iran|PROPN|obl:mod|1"
)


BEFORE = doc("Chine|PROPN|nsubj|1 dort./dormir|VERB|ROOT|1")


class Parser:
    """A pipeline that knows the parse of one sentence and of the previous one."""

    def __init__(self, parsed: Doc) -> None:
        self.known = {known.text.strip(): known for known in (BEFORE, parsed)}
        self.given: list[list[str]] = []
        self.asked = ""

    def make_doc(self, text: str) -> Doc:
        self.asked = text.strip()
        return Doc(VOCABULARY, words=text.split())

    def __call__(self, made: Doc) -> Doc:
        self.given.append([token.text for token in made])
        return self.known[self.asked]


def read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, rows: str, tokens: str, *, noun: bool = False
) -> tuple[list[Reading], Passage]:
    tables = {"verbs": HEAD, "nouns": HEAD, "classes": "class\tlemmas\n", "structures": "pattern\trelation\n"}
    tables["nouns" if noun else "verbs"] += rows
    for name, text in tables.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    parsed = doc(tokens)
    before = linked(doc("Chine|PROPN|ROOT|0"))[0]._replace(start=5, end=10)
    passage = Passage(5, f"Chine dort. So {parsed.text}", (before, *linked(parsed)), 0)
    monkeypatch.setattr(other_languages, "load_pipeline", lambda _language: Parser(parsed))
    reader = LexiconReader(french(), cast(Any, None), lexicon.load(folder, RELATIONS))
    return list(reader.read(passage, [(5, 16), (START, START + len(parsed.text))])), passage


def ends(found: list[Reading], passage: Passage) -> list[tuple[str, str]]:
    return [(passage.mentions[r.subject].text, passage.mentions[r.object].text) for r in found]


@pytest.mark.parametrize(
    ("rows", "tokens", "expected"),
    [
        (HIT, PLAIN, [("Russie", "Iran")]),
        (HIT, "Russie|PROPN|nsubj|1 attaque/attaquer|VERB|ROOT|1 chinois|ADJ|obj|1", [("Russie", "chinois")]),
        (HIT, "Chine|PROPN|nsubj|1 attaque/attaquer|VERB|ROOT|1 Xi|PROPN|obj|1", []),  # who acts for it
        (HIT, "bateau|NOUN|nsubj|2 russe|ADJ|amod|0 attaque/attaquer|VERB|ROOT|2 Iran|PROPN|obj|2", []),
        (
            HIT,
            "Russie|PROPN|nsubj|1 attaque/attaquer|VERB|ROOT|1 bateau|NOUN|obj|1 chinois|ADJ|amod|2",
            [("Russie", "chinois")],
        ),
        (
            HIT,
            f"{PLAIN} et|CCONJ|cc|4 ONU|PROPN|conj|2",
            [("Russie", "Iran"), ("Russie", "ONU")],
        ),
        # the first row whose slots are filled counts, and with it those of the same relation
        (f"attaquer\t\tsubj\tavec\t{STANDING.name}\tusual\n{HIT}", PLAIN, [("Russie", "Iran")]),
        (
            f"{HIT}attaquer\t\tsubj\tavec\t{STANDING.name}\tusual\n",
            f"{PLAIN} avec|ADP|case|4 ONU|PROPN|obl:arg|1",
            [("Russie", "Iran")],
        ),
        (
            f"{HIT}attaquer\t\tsubj\tavec\t{DIRECTED.name}\tusual\n",
            f"{PLAIN} avec|ADP|case|4 ONU|PROPN|obl:arg|1",
            [("Russie", "Iran"), ("Russie", "ONU")],
        ),
        (f"{HIT}{HIT}", PLAIN, [("Russie", "Iran")]),
        ("", PLAIN, []),
        # of several slots the first that holds an actor
        (f"attaquer\t\tsubj\tsur|obj\t{DIRECTED.name}\tusual\n", PLAIN, [("Russie", "Iran")]),
        (
            f"attaquer\t\tsubj\tavec|obj\t{DIRECTED.name}\tusual\n",
            f"{PLAIN} avec|ADP|case|4 ONU|PROPN|obl:arg|1",
            [("Russie", "ONU")],
        ),
        # conditions
        (HIT.replace("\t\t", "\tavec\t"), PLAIN, []),
        (HIT.replace("\t\t", "\tavec\t"), ARMED, [("Russie", "Iran")]),
        (HIT.replace("\t\t", "\t!avec\t"), ARMED, []),
        (HIT.replace("\t\t", "\t!avec\t"), PLAIN, [("Russie", "Iran")]),
        (HIT.replace("\t\t", "\tavec=char\t"), ARMED, [("Russie", "Iran")]),
        (HIT.replace("\t\t", "\tavec=chars\t"), ARMED, [("Russie", "Iran")]),
        (HIT.replace("\t\t", "\tavec=avion\t"), ARMED, []),
        (f"attaquer\tavec=char\tsubj\tsur\t{DIRECTED.name}\tusual\n", HURLED, [("Russie", "Iran")]),
        (HIT.replace("\t\t", "\tobj~State\t"), PLAIN, [("Russie", "Iran")]),
        (HIT.replace("\t\t", "\tobj~Person\t"), PLAIN, []),
        (HIT.replace("\t\t", "\tobj~Person,State\t"), PLAIN, [("Russie", "Iran")]),
        # what is mutual is done by two of one slot, or by one and another
        (MET, PLAIN.replace("attaque/attaquer", "rencontre/rencontrer"), [("Russie", "Iran")]),
        (
            MET,
            "Russie|PROPN|nsubj|3 et|CCONJ|cc|2 Iran|PROPN|conj|0 rencontrent/rencontrer|VERB|ROOT|3",
            [("Russie", "Iran")],
        ),
        (HIT, "Russie|PROPN|nsubj|3 et|CCONJ|cc|2 Iran|PROPN|conj|0 attaquent/attaquer|VERB|ROOT|3", []),
        # "we" are those who are quoted
        (
            HIT,
            (
                "nous|PRON|nsubj|1 attaquons/attaquer|VERB|ROOT|1 Iran|PROPN|obj|1 ,|PUNCT|punct|4 "
                "dit/dire|VERB|parataxis|1 Russie|PROPN|nsubj|4"
            ),
            [("Russie", "Iran")],
        ),
        (
            HIT,
            (
                "ils|PRON|nsubj|1 attaquent/attaquer|VERB|ROOT|1 Iran|PROPN|obj|1 ,|PUNCT|punct|4 "
                "dit/dire|VERB|parataxis|1 Russie|PROPN|nsubj|4"
            ),
            [],
        ),
        (HIT, "nous|PRON|nsubj|1 attaquons/attaquer|VERB|ROOT|1 Iran|PROPN|obj|1 ONU|PROPN|obl|1", []),
        # what is asked is not stated, nor is what is asked for
        (HIT, f"{PLAIN} ?|PUNCT|punct|1", []),
        (HIT, f"{PLAIN} ?|PUNCT|punct|1 »|PUNCT|punct|1", []),
        (
            HIT,
            (
                "Chine|PROPN|nsubj|1 demande/demander|VERB|ROOT|1 à|ADP|case|3 Iran|PROPN|obl:arg|1 "
                "attaquer|VERB|xcomp|1|VerbForm=Inf Russie|PROPN|obj|4"
            ),
            [],
        ),
    ],
)
def test_a_row_that_fits_relates_whom_it_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: str, tokens: str, expected: list[tuple[str, str]]
) -> None:
    assert ends(*read(tmp_path, monkeypatch, rows, tokens)) == expected


def test_a_reading_tells_its_row_its_words_and_how_it_is_stated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = (
        "Chine|PROPN|nsubj|1 dit/dire|VERB|ROOT|1|VerbForm=Fin que|SCONJ|mark|4 Russie|PROPN|nsubj|4 "
        "attaquera/attaquer|VERB|ccomp|1|VerbForm=Fin,Tense=Fut pas|ADV|advmod|4 Iran|PROPN|obj|4"
    )
    (found,), passage = read(tmp_path, monkeypatch, HIT, tokens)
    assert passage.text[slice(*found.cue)] == "attaquera"
    assert found.speaker is not None
    assert passage.mentions[found.speaker].text == "Chine"
    assert passage.mentions[found.speaker].start >= START
    assert (found.relation, found.margin, found.source) == (DIRECTED.name, 2.0, "lexicon fr:attaquer:2")
    assert (found.polarity, found.status, found.hearsay) == (Polarity.NEGATED, Status.PLANNED, False)
    (unsure,), _ = read(tmp_path, monkeypatch, HIT.replace("usual", "possible"), PLAIN)
    assert unsure.margin == -2.0


def test_nouns_have_rows_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = f"raid\t\tmod|sup\tsur\t{DIRECTED.name}\tusual\n"
    tokens = "Russie|PROPN|nsubj|1 mène/mener|VERB|ROOT|1 raid|NOUN|obj|1 sur|ADP|case|4 Iran|PROPN|nmod|2"
    assert ends(*read(tmp_path, monkeypatch, row, tokens, noun=True)) == [("Russie", "Iran")]
    assert ends(*read(tmp_path, monkeypatch, row, tokens)) == []


@pytest.mark.parametrize(
    "tokens",
    [
        "raid|NOUN|ROOT|0 russe|ADJ|amod|0 de|ADP|case|3 Iran|PROPN|nmod|0",
        "raid|NOUN|ROOT|0 de|ADP|case|2 Iran|PROPN|nmod|0 par|ADP|case|4 Russie|PROPN|nmod|0",
        "condamne|VERB|ROOT|0 raid|NOUN|obj|0 de|ADP|case|3 Iran|PROPN|nmod|1 par|ADP|case|5 Russie|PROPN|obl:agent|0",
    ],
)
def test_a_noun_tells_whose_deed_it_is_and_to_whom(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tokens: str
) -> None:
    row = f"raid\t\tpar|mod\tde\t{DIRECTED.name}\tusual\n"
    (pair,) = ends(*read(tmp_path, monkeypatch, row, tokens, noun=True))
    assert pair in {("Russie", "Iran"), ("russe", "Iran")}


def test_a_name_of_several_words_is_one_word_to_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = doc("Pays|PROPN|ROOT|0 Bas|PROPN|flat|0 et|CCONJ|cc|3 président|NOUN|conj|0 russe|ADJ|amod|3")
    parser = Parser(parsed)
    monkeypatch.setattr(other_languages, "load_pipeline", lambda _language: parser)
    name = linked(doc("Iran|PROPN|ROOT|0"))[0]._replace(start=START, end=START + 8)
    office = name._replace(start=START + 12, end=START + 27, rule="office")
    LexiconReader(french(), cast(Any, None), cast(Any, None)).parsed(parsed.text, [name, office], START)
    assert parser.given == [[french().stand_ins["name"], "et", "président", "russe"]]


def test_a_pipeline_that_is_not_there_is_named_with_what_brings_it() -> None:
    missing = replace(french(), pipeline="no_such_pipeline")
    with pytest.raises(ModelError, match=r"no spaCy pipeline 'no_such_pipeline'; pip install 'newsgraphkit\[fr\]'"):
        other_languages.load_pipeline(missing)
    assert not missing.installed
    assert registry.known("fr") is french()
