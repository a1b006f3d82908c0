"""Cues: denied, planned, hypothetical, said by whom, or not asserted."""

from __future__ import annotations

import pytest

from graphkit.extract.arguments import readings
from graphkit.extract.clauses import clause_records
from graphkit.extract.cues import read
from graphkit.extract.lexicon import Lexicon
from tests.extract.notation import mention, parsed

LEXICON = Lexicon(
    verbs={},
    nouns={},
    governors={
        ("say", "verb", "clause"): "says",
        ("deny", "verb", "clause"): "denies",
        ("accuse", "verb", "clause"): "accuses",
        ("plan", "verb", "clause"): "planned",
        ("demand", "verb", "clause"): "blocks",
        ("fail", "verb", "clause"): "negates",
        ("consider", "verb", "clause"): "hypothetical",
    },
    structures={},
)
READ = {"affirmed": "+", "negated": "-"}


def cues(notation: str, predicate: str) -> str:
    """Polarity, status, and the speaker's code or a dash when there is none; "not asserted" where so."""
    parse = parsed(notation)
    actors = [
        mention(parse, token, word.upper()) for token, word in enumerate(parse.words) if parse.tags[token] == "NNP"
    ]
    found = readings(parse, actors, {})
    for clause in clause_records(parse, LEXICON):
        if parse.words[clause.token] == predicate:
            reading = read(parse, clause, found, LEXICON)
            speaker = "-" if reading.speaker is None else reading.speaker.code
            return f"{READ[reading.polarity]} {reading.status} {speaker}" if reading.asserted else "not asserted"
    raise AssertionError(f"no clause for {predicate!r}")


@pytest.mark.parametrize(
    ("notation", "predicate", "expected"),
    [
        ("Iran/NNP/nsubj/1 attacked/VBD/ROOT/1 Iraq/NNP/dobj/1", "attacked", "+ actual -"),
        ("Iran/NNP/nsubj/3 did/VBD/aux/3 not/RB/neg/3 attack/VB/ROOT/3 Iraq/NNP/dobj/3", "attack", "- actual -"),
        ("Iran/NNP/nsubj/2 will/MD/aux/2 attack/VB/ROOT/2 Iraq/NNP/dobj/2", "attack", "+ planned -"),
        ("Iran/NNP/nsubj/2 may/MD/aux/2 attack/VB/ROOT/2 Iraq/NNP/dobj/2", "attack", "+ hypothetical -"),
        ("Iran/NNP/nsubj/2 must/MD/aux/2 leave/VB/ROOT/2 Iraq/NNP/dobj/2", "leave", "not asserted"),
        (
            "Iraq/NNP/nsubj/1 says/VBZ/ROOT/1/say Iran/NNP/nsubj/3 attacked/VBD/ccomp/1 it/PRP/dobj/3",
            "attacked",
            "+ actual IRAQ",
        ),
        (
            "Iran/NNP/nsubj/1 denies/VBZ/ROOT/1/deny that/IN/mark/5 it/PRP/nsubj/5 has/VBZ/aux/5 attacked/VBN/ccomp/1 Iraq/NNP/dobj/5",
            "attacked",
            "- actual IRAN",
        ),
        (
            "Iran/NNP/nsubj/1 accuses/VBZ/ROOT/1/accuse Israel/NNP/dobj/1 of/IN/prep/1 bombing/VBG/pcomp/3 Syria/NNP/dobj/4",
            "bombing",
            "+ actual IRAN",
        ),
        (
            "Iran/NNP/nsubj/1 plans/VBZ/ROOT/1/plan to/TO/aux/3 attack/VB/xcomp/1 Iraq/NNP/dobj/3",
            "attack",
            "+ planned -",
        ),
        (
            "Iran/NNP/nsubj/1 failed/VBD/ROOT/1/fail to/TO/aux/3 attack/VB/xcomp/1 Iraq/NNP/dobj/3",
            "attack",
            "- actual -",
        ),
        (
            "Iran/NNP/nsubj/1 demands/VBZ/ROOT/1/demand that/IN/mark/4 Israel/NNP/nsubj/4 leave/VB/ccomp/1 Syria/NNP/dobj/4",
            "leave",
            "not asserted",
        ),
        (
            "According/VBG/prep/4 to/IN/prep/0 Iraq/NNP/pobj/1 Iran/NNP/nsubj/4 attacked/VBD/ROOT/4 Kuwait/NNP/dobj/4",
            "attacked",
            "+ actual IRAQ",
        ),
        (
            "Iraq/NNP/nsubj/1 says/VBZ/ROOT/1/say Syria/NNP/nsubj/3 denies/VBZ/ccomp/1/deny Iran/NNP/nsubj/5 attacked/VBD/ccomp/3 it/PRP/dobj/5",
            "attacked",
            "- actual SYRIA",
        ),
        (
            "If/IN/mark/2 Iran/NNP/nsubj/2 attacks/VBZ/advcl/5 Iraq/NNP/dobj/2 Syria/NNP/nsubj/5 leaves/VBZ/ROOT/5",
            "attacks",
            "+ hypothetical -",
        ),
    ],
)
def test_cues(notation: str, predicate: str, expected: str) -> None:
    assert cues(notation, predicate) == expected
