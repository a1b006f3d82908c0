"""The referents of "il", "elle" and "ils" in hand-parsed sentences."""

from __future__ import annotations

import pytest

from graphkit.extract.anaphora import standing
from graphkit.extract.dependencies import Parse
from graphkit.model import Kind
from tests.extract.french import doc, french, linked, places

BEHIND = 500
"""The distance of a sentence from the previous one."""
CHINA_LEAVES = "La|DET|det|1 Chine|PROPN|nsubj|2 part|VERB|ROOT|2"
IRAN_LEAVES = "Le|DET|det|1 Iran|PROPN|nsubj|2 part|VERB|ROOT|2"
XI_LEAVES = "Xi|PROPN|nsubj|1 part|VERB|ROOT|1"
BOTH_LEAVE = "La|DET|det|1 Chine|PROPN|nsubj|4 et|CCONJ|cc|3 Iran|PROPN|conj|1 partent|VERB|ROOT|4"
RUSSIA_LEAVES = "Russie|PROPN|nsubj|3 part|VERB|ccomp|1"
SOME_INVITE = "soldats|NOUN|nsubj|1|Number=Plur invitent|VERB|ROOT|1"
SHE, HE, THEY = (
    "Elle|PRON|nsubj|1 parle|VERB|ROOT|1",
    "Il|PRON|nsubj|1 parle|VERB|ROOT|1",
    "Ils|PRON|nsubj|1 parlent|VERB|ROOT|1",
)


def meant(tokens: str, before: str = "", gender: str = "") -> list[str]:
    """Each pronoun of a sentence with its referent in the previous sentence; persons have that gender."""
    here, first = doc(tokens), doc(before or ".|PUNCT|ROOT|0")
    own = [m._replace(start=m.start + BEHIND, end=m.end + BEHIND) for m in linked(here)]
    mentions = [m._replace(gender=gender) if m.actor.kind is Kind.PERSON else m for m in (*linked(first), *own)]
    moved = [(start + BEHIND, end + BEHIND) for start, end in places(here)]
    earlier = Parse(first, places(first), mentions, french()) if before else None
    found = standing(Parse(here, moved, mentions, french()), earlier)
    return [f"{here[place]} = {' + '.join(mentions[n].text for n in numbers)}" for place, numbers in found.items()]


@pytest.mark.parametrize(
    ("before", "tokens", "expected"),
    [
        # who did something in the sentence before, if gender and number agree
        (CHINA_LEAVES, SHE, ["Elle = Chine"]),
        (CHINA_LEAVES, HE, []),
        (CHINA_LEAVES, THEY, []),
        (IRAN_LEAVES, HE, ["Il = Iran"]),
        (IRAN_LEAVES, SHE, []),
        (BOTH_LEAVE, THEY, ["Ils = Chine + Iran"]),
        (BOTH_LEAVE, THEY.replace("Ils", "Elles"), ["Elles = Chine + Iran"]),
        (BOTH_LEAVE, SHE, []),
        # what nothing tells the gender of may be either
        (CHINA_LEAVES.replace("La", "Toute"), HE, ["Il = Chine"]),
        (CHINA_LEAVES.replace("La", "Toute"), SHE, ["Elle = Chine"]),
        # an army is its state, "les" and a plural make many of it
        ("armée|NOUN|nsubj|2 russe|ADJ|amod|0 part|VERB|ROOT|2", SHE, ["Elle = russe"]),
        ("Les|DET|det|1 homme|NOUN|nsubj|3 russe|ADJ|amod|1 part|VERB|ROOT|3", THEY, ["Ils = russe"]),
        ("homme|NOUN|nsubj|2|Number=Plur russe|ADJ|amod|0 part|VERB|ROOT|2", THEY, ["Ils = russe"]),
        ("homme|NOUN|nsubj|2|Number=Sing russe|ADJ|amod|0 part|VERB|ROOT|2", THEY, []),
        # of several who did something that of the main clause, then the first
        (
            "Quand|SCONJ|mark|2 Russie|PROPN|nsubj|2 part|VERB|advcl|4 Chine|PROPN|nsubj|4 parle|VERB|ROOT|4",
            SHE,
            ["Elle = Chine"],
        ),
        (
            f"Iran|PROPN|nsubj|1 dit|VERB|ROOT|1 {RUSSIA_LEAVES} Chine|PROPN|nsubj|5 reste|VERB|conj|3",
            SHE,
            ["Elle = Iran"],
        ),
        # an article tells it, wherever the parser hangs it
        ("La|DET|det|2 Chine|PROPN|nsubj|2 part|VERB|ROOT|2", HE, []),
        # who did something goes before whom it was done to; without such a one, who else is named, if nobody else is
        (f"{CHINA_LEAVES} Russie|PROPN|obj|2", SHE, ["Elle = Chine"]),
        (f"{SOME_INVITE} la|DET|det|3 Chine|PROPN|obj|1", SHE, ["Elle = Chine"]),
        (f"{SOME_INVITE} la|DET|det|3 Chine|PROPN|obj|1", HE, []),
        (f"{SOME_INVITE} Chine|PROPN|obj|1 contre|ADP|case|4 Russie|PROPN|obl|1", SHE, []),
        (f"{SOME_INVITE} Chine|PROPN|obj|1 et|CCONJ|cc|4 Russie|PROPN|conj|2", SHE, []),
        (
            "soldat|NOUN|nsubj|1 invite|VERB|ROOT|1 Chine|PROPN|obj|1 et|CCONJ|cc|4 Russie|PROPN|conj|2",
            THEY,
            ["Ils = Chine + Russie"],
        ),
        (f"{SOME_INVITE} ville|NOUN|obj|1 et|CCONJ|cc|4 Russie|PROPN|conj|2", SHE, ["Elle = Russie"]),
        ("On|PRON|nsubj|1 invite|VERB|ROOT|1 Chine|PROPN|obj|1", SHE, []),  # "on" may be the one
        # the pronoun must do something, and not stand for nobody
        (CHINA_LEAVES, "On|PRON|nsubj|1 parle|VERB|ROOT|1 elle|PRON|obl|1", []),
        (CHINA_LEAVES, "Elle|NOUN|nsubj|1 parle|VERB|ROOT|1", []),
        (CHINA_LEAVES, "Cela|PRON|nsubj|1 parle|VERB|ROOT|1", []),
        (IRAN_LEAVES, "Il|PRON|expl:subj|1 faut/falloir|VERB|ROOT|1", []),
        (IRAN_LEAVES, "Il|PRON|expl:subj|1 part/partir|VERB|ROOT|1", ["Il = Iran"]),
        (CHINA_LEAVES, "Elle|PRON|nsubj:pass|1 attaquée|VERB|ROOT|1", ["Elle = Chine"]),
        ("", SHE, []),
    ],
)
def test_a_pronoun_is_whom_the_sentence_before_tells_of(before: str, tokens: str, expected: list[str]) -> None:
    assert meant(tokens, before) == expected


@pytest.mark.parametrize(("pronoun", "gender", "expected"), [(HE, "m", ["Il = Xi"]), (SHE, "f", ["Elle = Xi"])])
def test_a_person_has_the_gender_of_the_name(pronoun: str, gender: str, expected: list[str]) -> None:
    assert meant(pronoun, XI_LEAVES, gender) == expected
    assert meant(pronoun, XI_LEAVES, "f" if gender == "m" else "m") == []
    assert meant(pronoun, XI_LEAVES) == expected


SAYS_SHE = "dit|VERB|ROOT|2 qu'|SCONJ|mark|5 elle|PRON|nsubj|5 attaque|VERB|ccomp|2"


@pytest.mark.parametrize(
    ("before", "tokens", "expected"),
    [
        # whose clause the pronoun's hangs on, before all of the sentence before
        ("", f"La|DET|det|1 Chine|PROPN|nsubj|2 {SAYS_SHE}", ["elle = Chine"]),
        ("", f"Le|DET|det|1 Iran|PROPN|nsubj|2 {SAYS_SHE}", []),
        ("Russie|PROPN|nsubj|1 part|VERB|ROOT|1", f"La|DET|det|1 Chine|PROPN|nsubj|2 {SAYS_SHE}", ["elle = Chine"]),
        (
            "La|DET|det|1 Russie|PROPN|nsubj|2 part|VERB|ROOT|2",
            f"Le|DET|det|1 Iran|PROPN|nsubj|2 {SAYS_SHE}",
            ["elle = Russie"],
        ),
        # of whom nothing is known, but who fits, it is that one
        (CHINA_LEAVES, f"La|DET|det|1 ville|NOUN|nsubj|2 {SAYS_SHE}", []),
        # one pronoun stands for whom another does
        (CHINA_LEAVES, f"Puis|ADV|advmod|2 elle|PRON|nsubj|2 {SAYS_SHE}", ["elle = Chine", "elle = Chine"]),
        (IRAN_LEAVES, f"Puis|ADV|advmod|2 il|PRON|nsubj|2 {SAYS_SHE}", ["il = Iran"]),
        # the inner of two clauses, and nobody who comes only later
        (
            "",
            f"Chine|PROPN|nsubj|1 dit|VERB|ROOT|1 {RUSSIA_LEAVES} elle|PRON|nsubj|5 reste|VERB|ccomp|3",
            ["elle = Russie"],
        ),
        ("", "Si|SCONJ|mark|2 elle|PRON|nsubj|2 part|VERB|advcl|4 Chine|PROPN|nsubj|4 reste|VERB|ROOT|4", []),
        ("", "On|PRON|nsubj|1 dit|VERB|ROOT|1 Chine|PROPN|obj|1 elle|PRON|nsubj|4 part|VERB|ccomp|1", []),
    ],
)
def test_a_pronoun_in_a_clause_is_whose_clause_it_is(before: str, tokens: str, expected: list[str]) -> None:
    assert meant(tokens, before) == expected
