"""Which groups of relations are standing is told by the ontology alone: one of a user's own is treated like ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import graphkit
from graphkit import resources

GROUP = """
gk:KINSHIP a gk:RelationGroup ;
    skos:prefLabel "kinship"@en ;
    skos:definition "What peoples are to each other."@en{standing} .
"""
RELATION = """
gk:befriends a gk:Relation ;
    rdfs:label "befriends"@en ;
    skos:definition "The subject is a friend of the object."@en ;
    gk:group gk:KINSHIP ;
    gk:intensity 1.0 .
"""
WORDS = "befriend\t\tsubj\tobj\tbefriends\tusual\n"
TEXTS = {
    "first": "Chad befriended Mali on 3 March 2020.",
    "second": "Chad befriended Mali on 5 May 2021.",
    "third": "Chad will befriend Niger.",
}
ASKED = """
import json, sys
from pathlib import Path
from graphkit import Document, KnowledgeGraph, build
from graphkit.formats import Options
from graphkit.formats.panels import dyad_years
from graphkit.network import dyads
from graphkit.pages import content
from graphkit.questions import Filter, profile, timeline

store, texts = Path("kg.db"), json.loads(sys.argv[1])
build([Document(*pair) for pair in texts.items()], store=store).close()
asked = Filter(relations=("befriends",))
with KnowledgeGraph(store) as kg:
    part, chad = asked.of(kg), profile(kg, "Chad", asked)
    answers = {
        "objects": sorted(claim.object.code for claim in part),
        "occurrences": [[str(o.start), str(o.end)] for claim in part for o in kg.weigh(claim).occurrences],
        "offices": [f"{office.relation} {office.code}" for office in chad.offices],
        "does": chad.does,
        "happened": len(chad.happened),
        "years": [row.period for row in timeline(kg, "Chad", "Mali", by="year", asked=asked).rows],
        "dyads": list(dyads(part)),
        "explorer": len(content(part)["events"]),
        "panel": "n_kinship" in next(iter(dyad_years(part, Options()))),
    }
print(json.dumps(answers))
"""
ANSWERS: dict[str, dict[str, Any]] = {
    " ;\n    gk:standing true": {
        "objects": ["MLI"],  # what is yet to stand does not stand
        "occurrences": [["2020-03-03", "2021-05-05"]],
        "offices": ["befriends MLI"],
        "does": [],
        "happened": 0,
        "years": [],
        "dyads": [],
        "explorer": 0,
        "panel": False,
    },
    "": {
        "objects": ["MLI", "NER"],
        "occurrences": [["2020-03-03", "2020-03-03"], ["2021-05-05", "2021-05-05"]],
        "offices": [],
        "does": [["befriends", 2]],  # what is yet to come is not done
        "happened": 2,
        "years": ["2020", "2021"],
        "dyads": [["TCD", "MLI"]],
        "explorer": 3,
        "panel": True,
    },
}
"""By what the user says of the group."""


STANDING, EVENTS = ANSWERS


def asked_in(tmp_path: Path, standing: str, program: str) -> Any:  # noqa: ANN401
    """What a program prints, run where the ontology has a group of the user's own."""
    (tmp_path / "graphkit").symlink_to(Path(graphkit.__file__).parent)
    (tmp_path / "seeds").symlink_to(resources.seeds())
    folder = Path(shutil.copytree(resources.ontologies(), tmp_path / "ontologies"))
    added = {"graphkit.ttl": GROUP.format(standing=standing), "relations.ttl": RELATION, "lexicon/verbs.tsv": WORDS}
    for name, text in added.items():
        with (folder / name).open("a", encoding="utf-8") as file:
            file.write(text)
    command = [sys.executable, "-c", program, json.dumps(TEXTS)]
    paths = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    environment = {**os.environ, "PYTHONPATH": paths}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


@pytest.mark.parametrize("standing", ANSWERS, ids=["standing", "events"])
def test_a_group_of_a_users_own_is_what_its_ontology_says(standing: str, tmp_path: Path) -> None:
    assert asked_in(tmp_path, standing, ASKED) == ANSWERS[standing]


OFFICES = """
import json, sys
from graphkit import Document, build, sparql

kg = build([Document(*pair) for pair in json.loads(sys.argv[1]).items()])
print(json.dumps([[row[0], row[2], row[3], row[4]] for row in sparql.ask(kg, "offices").rows]))
"""


@pytest.mark.parametrize(
    ("standing", "rows"),
    [(STANDING, [["Chad", "Mali", "2020-03-03", "2021-05-05"]]), (EVENTS, [])],
    ids=["standing", "events"],
)
def test_a_standing_group_of_a_users_own_is_found_in_sparql(
    standing: str, rows: list[list[str]], tmp_path: Path
) -> None:
    pytest.importorskip("pyoxigraph", reason="needs the extra 'sparql'")
    assert asked_in(tmp_path, standing, OFFICES) == rows
