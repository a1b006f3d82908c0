"""Merges are proposed, decided by a person, applied by every build, and undone by one without the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphkit.cli.store import opened
from graphkit.errors import SeedError
from graphkit.formats import export
from graphkit.formats.importer import import_file
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Claim, Kind, merge
from graphkit.pipeline import merges
from graphkit.questions.review import COLUMNS, proposals
from tests.test_cli import run
from tests.values import CHN, PUTIN, RELATIONS, RUS, UKR, claim, document

KEPT = "unlisted-norbert-rottgen-deu"
MERGED = "unlisted-norbert-roettgen-deu"
NEWS = (
    "German lawmaker Norbert Roettgen met Volodymyr Zelensky. German lawmaker Norbert Röttgen accused Russia of "
    "aggression. German official Norbert Rottgen criticised China."
)


def person(name: str, code: str = "DEU", wikidata: str | None = None, key: str = "") -> Actor:
    return Actor(key or f"unlisted-{name.lower().replace(' ', '-')}-{code.lower()}", name, Kind.PERSON, code, wikidata)


PAIRS = [
    (person("Norbert Rottgen"), person("Norbert Roettgen"), "names alike"),
    (person("Anna Lind", wikidata="Q1", key="anna-lind"), person("A. Berg", wikidata="Q1", key="berg"), "both are Q1"),
    (person("Kim Min Su", "KOR"), person("Min-su Kim", "KOR"), "the same words"),
    (person("Jan de Vries", "NLD"), person("Jan Pieter de Vries", "NLD"), "one name's words"),
    (PUTIN, person("Igor Putin", "RUS"), "no table has the second"),
    (PUTIN, person("V. V. Putin", "RUS", key="putin"), ""),
    (person("Jan de Vries", "NLD"), person("Jan Pieter de Vries", "BEL"), ""),
    (person("Hans Berg"), person("Eva Stein"), ""),
    (RUS, Actor("RUSFED", "Russia", Kind.ORGANISATION, "RUSFED"), "both are called russia"),
    (CHN, person("China"), ""),
    (Actor("PRK", "North Korea", Kind.STATE, "PRK"), Actor("KOR", "South Korea", Kind.STATE, "KOR"), ""),
]


@pytest.mark.parametrize(("one", "other", "why"), PAIRS)
def test_actors_that_may_be_one_are_proposed(one: Actor, other: Actor, why: str) -> None:
    kg = KnowledgeGraph()
    said = [claim(one, obj=UKR), claim(one, obj=UKR, at=200), claim(other, obj=UKR, at=400)]
    kg.add(document(), merge(said))
    found = list(proposals(kg))
    assert [bool(why)] == [proposal.why.startswith(why) for proposal in found] if why else not found
    for proposal in found:
        assert (proposal.kind, proposal.example) == ("actor", said[2].evidence[0].quote.text)
        assert (proposal.keep.split(" ")[0], proposal.merge.split(" ")[0]) == (one.id, other.id)


def test_claims_of_one_kind_in_one_sentence_are_proposed() -> None:
    invades, occupies, meets = (RELATIONS[name] for name in ("invades", "occupies", "meetsWith"))
    kg = KnowledgeGraph()
    first = claim(RUS, invades, UKR)
    (place,) = first.evidence
    same = [Claim(RUS, relation, UKR, (place,)) for relation in (occupies, meets)]
    kg.add(document(), merge([first, claim(RUS, invades, UKR, at=100), *same]))
    (found,) = proposals(kg)
    assert (found.keep, found.merge) == ("RUS | invades | UKR", "RUS | occupies | UKR")


def reviewed(folder: Path, *found: str) -> Path:
    path = folder / "review.tsv"
    path.write_text("\n".join(["\t".join(COLUMNS), *found]) + "\n", encoding="utf-8")
    return path


def accept(kind: str, keep: str, merged: str) -> str:
    return f"accept\t{kind}\t{keep}\t{merged}"


def applied(folder: Path, found: list[str], claims: list[Claim]) -> list[Claim]:
    known = {actor.id: actor for actor in (RUS, CHN, UKR, PUTIN)}
    return list(merges.load([reviewed(folder, *found)], known, RELATIONS).apply(claims))


def test_an_accepted_actor_acts_speaks_and_is_acted_for_by_the_kept_one(tmp_path: Path) -> None:
    body, aide = Actor("RUSFED", "Russian Fed", Kind.ORGANISATION, "RUSFED"), person("Igor Petrov", "RUSFED")
    rows = [accept("actor", "RUS", "FED (The Fed, State, FED)")]
    rows.append(accept("actor", "FED (The Fed, State, FED)", "RUSFED (Russian Fed, Organisation, RUSFED)"))
    said = [claim(body), claim(aide, obj=UKR), claim(UKR, speaker=body), claim(body, obj=RUS)]
    by_object = {(found.subject.id, found.object.id): found for found in applied(tmp_path, rows, said)}
    assert set(by_object) == {("RUS", "CHN"), (aide.id, "UKR"), ("UKR", "CHN")}
    assert by_object["RUS", "CHN"].evidence[0].subject.rule == "name, merged RUSFED (Russian Fed)"
    assert by_object[aide.id, "UKR"].evidence[0].subject.code == "RUS"
    speaker = by_object["UKR", "CHN"].evidence[0].speaker
    assert speaker
    assert (speaker.actor, speaker.code, speaker.text) == (RUS, "RUS", "Russian Fed")


def test_an_accepted_claim_is_evidence_of_the_kept_one_in_its_direction(tmp_path: Path) -> None:
    visits, meets = RELATIONS["visits"], RELATIONS["meetsWith"]
    said = claim(RUS, meets, CHN)
    (found,) = applied(tmp_path, [accept("claim", "CHN | visits | RUS", "RUS | meetsWith | CHN")], [said])
    (evidence,) = found.evidence
    assert (found.subject, found.relation, found.object) == (CHN, visits, RUS)
    assert (evidence.subject.actor, evidence.extractor) == (CHN, "test, merged meetsWith")
    assert evidence.quote == said.evidence[0].quote


BAD = [
    (["yes\tactor\tRUS\tCHN"], "review.tsv:2: 'yes' is not a decision; write accept, reject or nothing"),
    (["\tactors\tRUS\tCHN"], "review.tsv:2: 'actors' is not a kind of merge; write actor or claim"),
    (
        [accept("actor", "RUS", "nobody")],
        "review.tsv:2: no table has the actor 'nobody'; write it as ID (NAME, KIND, C",
    ),
    ([accept("actor", "RUS", "x (X, Thing, X)")], "review.tsv:2: no table has the actor 'x (X, Thing, X)'; write"),
    ([accept("actor", "RUS", "RUS")], "review.tsv:2: RUS → RUS is a cycle; reject one of these rows"),
    ([accept("actor", "RUS", "CHN"), accept("actor", "CHN", "RUS")], "review.tsv:3: RUS → CHN → RUS is a cycle"),
    ([accept("actor", "RUS", "CHN"), accept("actor", "UKR", "CHN")], "review.tsv:3: CHN is also merged into RUS; acc"),
    ([accept("actor", "RUS", "vladimir-putin")], "review.tsv:2: vladimir-putin is a Person, RUS a State; reject it"),
    (
        [accept("claim", "RUS invades UKR", "x")],
        "review.tsv:2: 'RUS invades UKR' is not a claim; write it as SUBJECT | ",
    ),
    (
        [accept("claim", "RUS | invade | UKR", "RUS | occupies | UKR")],
        "review.tsv:2: no relation 'invade'; did you mea",
    ),
    (
        [accept("claim", "RUS | invades | UKR", "RUS | occupies | CHN")],
        "review.tsv:2: the claims differ in more than the relation",
    ),
    (
        [
            accept("claim", "RUS | invades | UKR", "RUS | occupies | UKR"),
            accept("claim", "RUS | attacks | UKR", "RUS | invades | UKR"),
        ],
        "review.tsv:3: one of the two claims is also merged by another row; accept one of the rows",
    ),
]


@pytest.mark.parametrize(("found", "line"), BAD)
def test_a_bad_row_is_one_line_with_its_place_and_a_remedy(tmp_path: Path, found: list[str], line: str) -> None:
    with pytest.raises(SeedError) as error:
        applied(tmp_path, found, [])
    assert str(error.value).startswith(line)


def test_what_is_accepted_is_applied_recorded_exported_and_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(f"---\ndate: 2017-06-10\n---\n{NEWS}\n", encoding="utf-8")
    build, review = ["build", "a.txt", "--store", "kg.db"], ["review", "kg.db", "-o", "review.tsv"]
    file = Path("review.tsv")
    assert (run(*build), run("export", "kg.db", "-o", "before.ttl"), run(*review)) == (0, 0, 0)
    file.write_text(file.read_text().replace("\n\tactor", "\naccept\tactor"))

    assert run(*build, "--merges", "review.tsv") == 0
    assert "1 document in kg.db was read by another version; --rebuild reads it again" in capfd.readouterr().err
    assert run(*build, "--merges", "review.tsv", "--rebuild") == 0
    with opened(Path("kg.db")) as graph:
        (merged,) = graph.merges()
        assert tuple(merged) == (MERGED, KEPT, ("Norbert Roettgen",))
        assert graph.actor("norbert roettgen").id == graph.actor(MERGED).id == KEPT
        assert {found.subject.id for found in graph} == {KEPT}
        for name in ("kg.ttl", "kg.jsonl"):
            export(graph, Path(name))
            copy = KnowledgeGraph()
            import_file(copy, Path(name))
            assert copy.merges() == [merged]
    turtle = Path("kg.ttl").read_text()
    assert f"actor:{MERGED} dcterms:isReplacedBy actor:{KEPT} ." in turtle
    assert 'skos:altLabel "Norbert Roettgen"@en' in turtle
    assert run("validate", "kg.ttl") == 0
    capfd.readouterr()
    assert run("status", "--store", "kg.db", "--merges", "review.tsv") == 0
    shown = capfd.readouterr().out
    assert f"{MERGED} into {KEPT} (Norbert Roettgen)" in shown
    assert "outdated" not in shown

    decided = file.read_text()
    assert run(*review) == 0
    assert file.read_text() == decided, "what is decided stays in the file when it is written anew"
    assert (run(*build, "--rebuild"), run("export", "kg.db", "-o", "after.ttl")) == (0, 0)
    assert Path("after.ttl").read_bytes() == Path("before.ttl").read_bytes()


def test_settings_name_the_file_and_rejected_rows_change_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.txt").write_text(NEWS, encoding="utf-8")
    Path("pyproject.toml").write_text('[tool.graphkit]\nmerges = ["review.tsv"]\n')
    row = accept("actor", f"{KEPT} (Norbert Rottgen, Person, DEU)", f"{MERGED} (Norbert Roettgen, Person, DEU)")
    reviewed(tmp_path, row)
    assert run("build", "a.txt") == 0
    assert "isReplacedBy" in capfd.readouterr().out
    reviewed(tmp_path, row.replace("accept", "reject"))
    assert run("build", "a.txt") == 0
    rejected = capfd.readouterr().out
    Path("pyproject.toml").unlink()
    assert run("build", "a.txt") == 0
    assert capfd.readouterr().out == rejected
