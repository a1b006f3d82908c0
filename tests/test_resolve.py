"""Resolving typed names: the same everywhere, ignoring case, accents and dots, and reporting unknown ones."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.actors import resolve
from graphkit.actors.folding import plain
from graphkit.actors.resolve import CLEARLY, Fit, choose
from graphkit.errors import UnknownName
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Kind
from graphkit.pages import content
from tests.test_cli import run
from tests.values import CHN, DIRECTED, PUTIN, RUS, UKR, claim, document

SHIPPED = resolve.known().actors
TOLD = "USA GBR ARE EU UN RUS NLD MMR PRK KOR UKR TUR WORLDBANK CHN TWN FRA POL FIN SAU AFGHANINSURGENTS".split()
PERSONS = [
    SHIPPED["volodymyr-zelenskyy"],
    SHIPPED["recep-tayyip-erdogan"],
    SHIPPED["mohammad-bin-salman"],
    SHIPPED["george-w-bush"],
    SHIPPED["george-h-w-bush"],
    PUTIN,
    Actor("emmanuel-macron", "Emmanuel Macron", Kind.PERSON, "FRA"),
    Actor("julius-maada-bio", "Julius Maada Bio", Kind.PERSON, "SLE"),
]


@pytest.fixture(scope="module")
def kg() -> KnowledgeGraph:
    """A graph in which the actors above have one claim each, the younger Bush three."""
    graph = KnowledgeGraph()
    claims = [claim(SHIPPED[key], DIRECTED, UKR if key != "UKR" else RUS, at=n) for n, key in enumerate(TOLD)]
    claims += [claim(person, DIRECTED, CHN, at=100 + n) for n, person in enumerate(PERSONS)]
    claims += [claim(SHIPPED["george-w-bush"], DIRECTED, CHN, at=200 + n) for n in range(3)]
    graph.add(document(), claims)
    return graph


@pytest.mark.parametrize(
    ("name", "actor"),
    [
        ("us", "USA"),
        ("usa", "USA"),
        ("the us", "USA"),
        ("U.S.", "USA"),
        ("uk", "GBR"),
        ("uae", "ARE"),
        ("eu", "EU"),
        ("un", "UN"),
        ("russia", "RUS"),
        ("RU", "RUS"),
        ("Q159", "RUS"),
        ("q159", "RUS"),
        ("russian federation", "RUS"),
        ("Kremlin", "RUS"),
        ("holland", "NLD"),
        ("burma", "MMR"),
        ("dprk", "PRK"),
        ("D.P.R.K.", "PRK"),
        ("kiev", "UKR"),
        ("turkiye", "TUR"),
        ("TÜRKİYE", "TUR"),
        ("world bank", "WORLDBANK"),
        ("Peoples Republic of China", "CHN"),
        ("People’s Republic of China", "CHN"),
        ("republic of china", "TWN"),
        ("zelensky", "volodymyr-zelenskyy"),
        ("erdogan", "recep-tayyip-erdogan"),
        ("ERDOĞAN", "recep-tayyip-erdogan"),
        ("mbs", "mohammad-bin-salman"),
        ("putin", "vladimir-putin"),
        ("vladimir-putin", "vladimir-putin"),
        ("bush", "george-w-bush"),  # told of three times as often
        ("maada", "julius-maada-bio"),
        ("ukr", "UKR"),
        ("ukrai", "UKR"),
        ("Sierra Leone", "SLE"),  # no end of a claim, but a person acts for it
    ],
)
def test_names_as_people_type_them(kg: KnowledgeGraph, name: str, actor: str) -> None:
    assert kg.actor(name).id == actor
    assert len(kg.filter(actor=name)) > 0


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("bin laden", "no claim in it is about Osama bin Laden"),
        ("Ukrane", "did you mean Ukraine[?]"),
        ("Emanuel Macron", "did you mean Emmanuel Macron[?]"),
        ("korea", r"may be North Korea \(PRK\), South Korea \(KOR\); give the id"),
        ("brazil", "no claim in it is about Brazil"),
        ("an", "the graph has no actor"),
        ("", "the graph has no actor"),
        ("?", "the graph has no actor"),
    ],
)
def test_who_is_not_meant(kg: KnowledgeGraph, name: str, message: str) -> None:
    with pytest.raises(UnknownName, match=message):
        kg.actor(name)


def test_filters_take_names_and_never_pass_over_them_in_silence(kg: KnowledgeGraph) -> None:
    assert {c.id for c in kg.filter(actor="russia")} == {c.id for c in kg.filter(actor=["RUS"])}
    assert {c.id for c in kg.between("zelensky", "china")} == {c.id for c in kg.between("volodymyr-zelenskyy", "CHN")}
    assert len(kg.filter(speaker="russia")) == 0
    with pytest.raises(UnknownName, match="no actor 'atlantis'"):
        kg.filter(actor=["RUS", "atlantis"])
    assert len(kg.filter(actor="BRA")) == 0  # a code that is known, of which nothing is told


def test_a_list_begins_with_the_likeliest(kg: KnowledgeGraph) -> None:
    assert kg.search("russia")[0].id == "RUS"
    assert [actor.id for actor in kg.search("bush")] == ["george-w-bush", "george-h-w-bush"]
    assert "FIN" in [actor.id for actor in kg.search("inla")]
    assert kg.search("bin laden") == []


def test_export_by_name(tmp_path: Path, kg: KnowledgeGraph, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "kg.db"
    with KnowledgeGraph(path) as file:
        for source in kg.documents():
            file.add(source, list(kg))
    assert run("export", str(path), "--actor", "russia", "-f", "nt") == 0
    assert "/RUS>" in capsys.readouterr().out
    assert run("export", str(path), "--actor", "atlantis", "-f", "nt") == 2
    assert "the graph has no actor 'atlantis'" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "first"),
    [("Peoples Republic of China", "CHN"), ("zelensky", "volodymyr-zelenskyy"), ("the world bank", "WORLDBANK")],
)
def test_the_shipped_actors_are_found_in_the_same_way(
    asked: str, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("actors", asked, "-f", "tsv") == 0
    assert capsys.readouterr().out.splitlines()[1].split("\t")[0] == first


NAMES = Path(__file__).parents[1] / "pages" / "src" / "names.js"
TYPED = (
    "us|UK|U.S.|dprk|Türkiye|turkiye|Q159|RU|Peoples Republic of China|zelensky|Erdoğan|mbs|bush|ukrai|bin laden|korea"
)


@pytest.mark.skipif(shutil.which("node") is None, reason="needs node")
def test_the_explorer_finds_the_same(kg: KnowledgeGraph) -> None:
    told = [{**actor, "weight": actor["name"] == "George W. Bush"} for actor in content(kg, persons=True)["actors"]]
    script = f"""
        import {{ plain, matches }} from {json.dumps(NAMES.as_uri())};
        const actors = {json.dumps(told)};
        const typed = {json.dumps(TYPED.split("|"))};
        console.log(JSON.stringify(typed.map((name) => [plain(name), matches(name, actors)[0]?.name ?? null])));
    """
    done = subprocess.run(["node", "--input-type=module", "-e", script], capture_output=True, text=True, check=True)
    for name, (form, found) in zip(TYPED.split("|"), json.loads(done.stdout), strict=True):
        assert form == plain(name)
        likeliest = kg.search(name)[:1]
        assert found == (likeliest[0].name if likeliest else None), name


@pytest.mark.parametrize(
    ("name", "actor"), [("Russia", "RUS"), ("RUSSIA", "RUS"), ("côte d'ivoire", "CIV"), ("Kim", None), ("", None)]
)
def test_only_a_whole_name_of_one_actor_is_exact(name: str, actor: str | None) -> None:
    found = resolve.exactly(name)
    assert (found.id if found else None) == actor


@given(st.text())
def test_the_plain_form_is_its_own(text: str) -> None:
    assert plain(plain(text)) == plain(text)


@given(st.sampled_from(sorted(SHIPPED)))
def test_every_shipped_actor_is_known_by_its_id_and_its_name(key: str) -> None:
    actor = SHIPPED[key]
    found = {a.id: how for how, a in resolve.ranked(key, [actor], lambda _: 0)}
    assert found == {key: Fit.KEY}
    assert resolve.ranked(actor.name.upper(), [actor], lambda _: 0)[0][0] <= Fit.NAME


def test_of_persons_of_one_name_it_is_the_one_of_whom_much_more_is_told() -> None:
    ann, bob = (Actor(f"{name}-lee", f"{name.title()} Lee", Kind.PERSON, "USA") for name in ("ann", "bob"))
    found = [(Fit.OTHER, ann), (Fit.OTHER, bob)]
    assert choose("lee", found, {ann: 1, bob: 0}.__getitem__) is ann
    assert choose("lee", found, {ann: 2 * CLEARLY, bob: 2}.__getitem__) is ann
    for told in ({ann: 2 * CLEARLY - 1, bob: 2}, {ann: 0, bob: 0}):
        with pytest.raises(UnknownName, match=r"'lee' may be Ann Lee \(ann-lee\), Bob Lee \(bob-lee\)"):
            choose("lee", found, told.__getitem__)


SIXTY = {
    "USA": "us|USA|the us|U.S.|America|washington|white house",
    "GBR": "uk|Britain|great britain|downing street",
    "RUS": "russia|Kremlin|moscow|russian federation",
    "CHN": "prc|peoples republic of china|beijing",
    "TWN": "taiwan|republic of china",
    "NLD": "holland|the netherlands",
    "MMR": "burma|myanmar",
    "PRK": "dprk|north korea",
    "KOR": "rok|south korea",
    "TUR": "turkiye|turkey",
    "CIV": "ivory coast|Côte d'Ivoire",
    "SWZ": "swaziland|eswatini",
    "CZE": "czechia|czech republic",
    "COD": "drc|DR Congo",
    "ARE": "uae|emirates",
    "SAU": "saudi|ksa",
    "IRN": "iran|tehran",
    "VAT": "holy see|vatican",
    "CPV": "cape verde",
    "MKD": "macedonia",
    "PSE": "palestine",
    "EU": "eu",
    "UN": "un",
    "NATO": "nato",
    "WHO": "WHO",
    "IMF": "imf",
    "WORLDBANK": "world bank",
    "ICC": "icc",
    "HAMAS": "hamas",
    "HEZBOLLAH": "hezbollah",
    "xi-jinping": "xi",
    "vladimir-putin": "putin",
    "volodymyr-zelenskyy": "zelensky",
    "recep-tayyip-erdogan": "erdogan",
    "mohammad-bin-salman": "mbs",
    "benjamin-netanyahu": "netanyahu",
    "narendra-modi": "modi",
    "angela-merkel": "merkel",
    "emmanuel-macron": "macron",
}


def test_sixty_names_that_people_type_mean_whom_they_mean() -> None:
    gazetteer = resolve.known()

    def last_in_office(actor: Actor) -> int:
        days = [tenure.end or tenure.known for tenure in gazetteer.tenures.get(actor.id, ())]
        return max((day.toordinal() for day in days if day), default=0)

    typed = [(name, key) for key, names in SIXTY.items() for name in names.split("|")]
    assert len(typed) >= 60
    known = resolve.spellings(gazetteer)
    found = {name: resolve.ranked(name, gazetteer.actors.values(), last_in_office, known)[0][1].id for name, _ in typed}
    assert found == dict(typed)
