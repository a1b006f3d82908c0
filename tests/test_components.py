"""graphkit as components of a spaCy pipeline, found by their entry points."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc

from graphkit import extract
from graphkit.errors import InputError
from graphkit.model import Document, PartialDate

WARRANT = "The ICC issued an arrest warrant for the Russian president. France bombed Libya."


def pipeline(**config: object) -> spacy.language.Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("gk_claims", config=config)
    return nlp


def told(doc: Doc) -> list[tuple[str, str, str]]:
    return [(c["subject"]["name"], c["relation"], c["object"]["name"]) for c in doc._.gk_claims]


def test_actors_become_spans_with_code_and_id() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("gk_actors", config={"published": "2023-03-17"})
    doc = nlp("Zelenskyy met Scholz in Kyiv.")
    assert [(s.text, s.label_, s.kb_id_) for s in doc.spans["gk_actors"]] == [
        ("Zelenskyy", "UKR", "volodymyr-zelenskyy"),
        ("Scholz", "DEU", "olaf-scholz"),
        ("Kyiv", "UKR", "UKR"),
    ]


def test_claims_are_those_that_extraction_makes_and_point_into_the_text() -> None:
    doc = pipeline(published="2023-03-17")(WARRANT)
    document = Document("doc", WARRANT, published=PartialDate(2023, 3, 17))
    ((_, claims),) = extract.extract([document], extract.load())
    assert sorted(told(doc)) == sorted((c.subject.name, c.relation.name, c.object.name) for c in claims)
    assert ("International Criminal Court", "issuesWarrantAgainst", "Vladimir Putin") in told(doc)
    for claim in doc._.gk_claims:
        assert WARRANT[claim["start"] : claim["end"]] == claim["quote"]


def test_each_text_is_read_as_of_its_own_day() -> None:
    nlp = pipeline(published="2023-03-17")
    doc = nlp.make_doc("The Russian president met Macron in Paris.")
    doc._.gk_published = "2010-03-02"
    nlp(doc)
    assert [span.kb_id_ for span in doc.spans["gk_actors"]][:1] == ["dmitry-medvedev"]


def test_the_pipeline_is_saved_pickled_and_run_by_processes(tmp_path: Path) -> None:
    nlp = pipeline(published="2023-03-17")
    wanted = told(nlp(WARRANT))
    nlp.to_disk(tmp_path)
    assert told(spacy.load(tmp_path)(WARRANT)) == wanted
    assert told(pickle.loads(pickle.dumps(nlp))(WARRANT)) == wanted
    assert [told(doc) for doc in nlp.pipe([WARRANT] * 3, n_process=2, batch_size=1)] == [wanted] * 3


def test_the_page_shows_what_comes_out() -> None:
    page = (Path(__file__).parents[1] / "docs" / "spacy.md").read_text(encoding="utf-8")
    block = re.findall("```python\n(.*?)```", page, re.DOTALL)[0]
    names: dict[str, Any] = {}
    exec(block, names)
    spans = ", ".join(f"{span.text} → {span.label_}" for span in names["doc"].spans["gk_actors"])
    assert f'doc.spans["gk_actors"]  # [{spans}]:' in block
    assert f"""# {names["doc"]._.gk_claims[0]["relation"]!r}""" in block


def test_what_is_no_date_is_refused() -> None:
    with pytest.raises(InputError, match="'soon' is not a date"):
        pipeline(published="soon")
