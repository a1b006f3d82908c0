"""The actors that graphkit ships: every table sorted, unique, with ids and dates that make sense together."""

from __future__ import annotations

import csv
import itertools
import re
from collections import Counter, defaultdict
from pathlib import Path

import pytest

SEEDS = Path(__file__).parents[1] / "seeds" / "actors"
KINDS = ("states", "organisations", "groups", "territories", "blocs", "persons")
DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
SINGLE = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})


def rows(name: str) -> list[dict[str, str]]:
    with (SEEDS / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def actors() -> dict[str, dict[str, str]]:
    return {row["id"]: row for name in KINDS for row in rows(name)}


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.tsv")), ids=lambda path: path.stem)
def test_a_table_is_sorted_unique_and_whole(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    head, *lines = text.rstrip("\n").split("\n")
    assert "\r" not in text
    assert len(set(lines)) == len(lines)
    columns = head.split("\t")
    assert all(line.count("\t") == len(columns) - 1 for line in lines)
    keys = [line.split("\t")[0] for line in lines]
    assert keys == sorted(keys)
    if columns[0] == "id":
        assert [key for key, number in Counter(keys).items() if number > 1] == []


def test_ids_are_unique_over_all_tables_and_fit_their_kind() -> None:
    every = [row for name in KINDS for row in rows(name)]
    assert [key for key, number in Counter(row["id"] for row in every).items() if number > 1] == []
    for row in every:
        person = row["kind"] == "Person"
        pattern = r"[a-z0-9]+(-[a-z0-9]+)*" if person else r"[A-Z][A-Z0-9-]*"
        assert re.fullmatch(pattern, row["id"]), row["id"]
        assert row["name"].strip() == row["name"] != "", row["id"]
        assert re.fullmatch(r"(Q[1-9]\d*)?", row["wikidata"]), row["id"]
        assert row["source"], row["id"]


def test_one_wikidata_entity_is_one_actor() -> None:
    found = Counter(row["wikidata"] for row in actors().values() if row["wikidata"])
    assert [key for key, number in found.items() if number > 1] == []


@pytest.mark.parametrize("name", [*KINDS, "offices"])
def test_dates_are_dates_and_in_order(name: str) -> None:
    for row in rows(name):
        start, end = row["start"], row["end"]
        assert DATE.fullmatch(start), row
        assert DATE.fullmatch(end), row
        if start and end:
            size = min(len(start), len(end))
            assert start[:size] <= end[:size], row


def test_offices_are_held_by_actors_that_are_there() -> None:
    known = actors()
    codes = {row["code"] for row in known.values() if row["kind"] != "Person"}
    assert {row["person"] for row in rows("offices")} <= known.keys()
    assert {row["of"] for row in rows("offices")} <= codes
    assert {row["code"] for row in rows("persons")} <= codes


def test_nobody_holds_the_same_office_twice_at_once() -> None:
    terms = defaultdict(list)
    for row in rows("offices"):
        terms[row["person"], row["office"], row["of"], row["title"]].append((row["start"], row["end"] or "9999"))
    for key, spans in terms.items():
        ordered = sorted(spans)
        for (_, end), (start, _) in itertools.pairwise(ordered):
            size = min(len(end), len(start))
            assert end[:size] <= start[:size], (key, ordered)


def test_a_name_of_two_bodies_has_a_rule() -> None:
    rules = {row["surface"] for name in ("ambiguous", "metonyms", "nonactors") for row in rows(name)}
    means = defaultdict(set)
    for name in KINDS[:-1]:
        for row in rows(name):
            for surface in (row["name"], *row["aliases"].split("|")):
                if surface:
                    means[surface].add(row["id"])
    double = {surface: sorted(ids) for surface, ids in means.items() if len(ids) > 1 and surface not in rules}
    assert double == {}


@pytest.mark.parametrize(("name", "column"), [("metonyms", "actor"), ("places", "actor"), ("status", "actor")])
def test_tables_point_at_actors_that_are_there(name: str, column: str) -> None:
    known = {key for row in actors().values() for key in (row["id"], row["code"])}
    assert {row[column] for row in rows(name) if row[column]} <= known
