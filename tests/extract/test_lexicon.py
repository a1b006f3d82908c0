"""The tables of the lexicon: what their rows mean, and which of them are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.errors import SeedError
from graphkit.extract import lexicon
from graphkit.extract.lexicon import Condition, Lexicon
from graphkit.model import Kind
from tests.values import DIRECTED, RELATIONS, STANDING

HEAD = "predicate\twhen\tsubject\tobject\trelation\treading"
VERBS = f"""# what states it

{HEAD}
hit\t\tsubj\tobj\t{DIRECTED.name}\tpossible
hit\tobj~State,Bloc\tsubj\tobj\t{DIRECTED.name}\tusual
hit\twith=@weapon,stone mod !at\tsubj|sup\tobj|on|at\t{DIRECTED.name}\tusual
hit\t\tsubj\tobj\t{DIRECTED.name}\tusual
hit\tmod\tsubj\tobj\t{DIRECTED.name}\tpossible
pat\t\tsubj\tobj\t{DIRECTED.name}\tusual
"""


def load(folder: Path, **changed: str) -> Lexicon:
    tables = {
        "classes": "class\tlemmas\nweapon\trifle, gun\n",
        "structures": f"pattern\trelation\noffice\t{STANDING.name}\n",
        "verbs": VERBS,
        "nouns": f"{HEAD}\nblow\t\tsup\tto\t{DIRECTED.name}\tusual\n",
        **changed,
    }
    for name, text in tables.items():
        (folder / f"{name}.tsv").write_text(text, encoding="utf-8")
    return lexicon.load(folder, RELATIONS)


def test_the_surest_and_narrowest_row_of_a_word_comes_first(tmp_path: Path) -> None:
    found = load(tmp_path)
    assert [frame.line for frame in found.verbs["hit"]] == [6, 5, 7, 8, 4]
    assert [frame.usual for frame in found.verbs["hit"]] == [True, True, True, False, False]
    assert found.verbs.keys() == {"hit", "pat"}
    assert found.nouns.keys() == {"blow"}
    assert found.structures == {"office": STANDING}


def test_a_row_tells_who_stands_where_and_under_which_conditions(tmp_path: Path) -> None:
    found = load(tmp_path)
    first, second, *_ = found.verbs["hit"]
    assert (first.subject, first.object, first.relation) == (("subj", "sup"), ("obj", "on", "at"), DIRECTED)
    assert first.conditions == (
        Condition("with", "lemma", frozenset({"rifle", "gun", "stone"})),
        Condition("mod", "filled"),
        Condition("at", "empty"),
    )
    assert second.conditions == (Condition("obj", "kind", frozenset({Kind.STATE, Kind.BLOC})),)


@pytest.mark.parametrize(
    ("table", "rows", "said"),
    [
        ("verbs", f"{HEAD}\nhit\t\tsubj\tobj\tnone\tusual\n", r"verbs.tsv:2: no relation 'none'"),
        ("verbs", f"{HEAD}\nhit\t\tsubj\tobj\t{DIRECTED.name}\tsure\n", r"verbs.tsv:2: no reading 'sure'.*usual or"),
        (
            "nouns",
            f"{HEAD}\n\n#\nhit\tobj~Town\tsubj\tobj\t{DIRECTED.name}\tusual\n",
            r"nouns.tsv:4: no actor kind 'Town'",
        ),
        (
            "verbs",
            f"{HEAD}\nhit\tobj=@tool\tsubj\tobj\t{DIRECTED.name}\tusual\n",
            r"verbs.tsv:2: no word class '@tool'",
        ),
        ("verbs", f"{HEAD}\nhit\t\tsubj\n", r"verbs.tsv:2: 3 cells; expected 6"),
        ("verbs", "predicate\twhen\n", r"verbs.tsv:1: columns \['predicate', 'when'\]"),
        ("classes", "class\tlemma\n", r"classes.tsv:1: columns"),
        ("structures", "pattern\trelation\noffice\tnone\n", r"structures.tsv:2: no relation 'none'"),
    ],
)
def test_a_row_that_makes_no_sense_is_named(tmp_path: Path, table: str, rows: str, said: str) -> None:
    with pytest.raises(SeedError, match=said):
        load(tmp_path, **{table: rows})
