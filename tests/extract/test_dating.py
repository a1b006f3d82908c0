"""Which date in a hand-parsed sentence belongs to an event."""

from __future__ import annotations

import pytest

from graphkit.extract.dating import event_date
from graphkit.extract.dependencies import Parse
from graphkit.model import PartialDate
from tests.extract.french import doc, french, linked, places

WEDNESDAY = PartialDate(2023, 3, 22)
DEEDS = frozenset({"invasion", "attaque"})
ATTACKS = "Russie|PROPN|nsubj|1 attaque/attaquer|VERB|ROOT|1 Iran|PROPN|obj|1"
SAYS = "Chine|PROPN|nsubj|1 dit/dire|VERB|ROOT|1"


def dated(tokens: str, cue: str, *, planned: bool = False, published: PartialDate | None = WEDNESDAY) -> str:
    parsed = doc(tokens)
    parse = Parse(parsed, places(parsed), linked(parsed), french())
    (place,) = (span for token, span in zip(parsed, parse.places, strict=True) if token.text == cue)
    return str(event_date(parse, parsed.text, place, published, DEEDS, planned=planned))


@pytest.mark.parametrize(
    ("tokens", "cue", "date"),
    [
        (f"{ATTACKS} lundi|NOUN|obl:mod|1", "attaque", "2023-03-20"),
        (f"{ATTACKS} en|ADP|case|4 2019|NOUN|obl:mod|1", "attaque", "2019"),
        (ATTACKS, "attaque", "None"),
        # a date within the phrase of an actor is still that of the verb
        (
            "Russie|PROPN|nsubj|1 attaque/attaquer|VERB|ROOT|1 Iran|PROPN|obj|1 lundi|NOUN|nmod|2",
            "attaque",
            "2023-03-20",
        ),
        (
            "Russie|PROPN|nsubj|1 attaque|VERB|ROOT|1 la|DET|det|3 ville|NOUN|obj|1 lundi|NOUN|nmod|3",
            "attaque",
            "2023-03-20",
        ),
        # each verb has its own
        (f"{SAYS} lundi|NOUN|obl:mod|1 Russie|PROPN|nsubj|4 attaque|VERB|ccomp|1", "attaque", "None"),
        (f"{SAYS} lundi|NOUN|obl:mod|1 Russie|PROPN|nsubj|4 attaque|VERB|ccomp|1", "dit", "2023-03-20"),
        (
            f"{SAYS} lundi|NOUN|obl:mod|1 Russie|PROPN|nsubj|4 attaque|VERB|ccomp|1 mardi|NOUN|obl:mod|4",
            "attaque",
            "2023-03-21",
        ),
        # of two verbs joined the second shares that of the first, unless it has one
        (f"{ATTACKS} lundi|NOUN|obl:mod|1 envahit|VERB|conj|1", "envahit", "2023-03-20"),
        (f"{ATTACKS} lundi|NOUN|obl:mod|1 envahit|VERB|conj|1 mardi|NOUN|obl:mod|4", "envahit", "2023-03-21"),
        (f"{ATTACKS} lundi|NOUN|obl:mod|1 envahit|VERB|advcl|1", "envahit", "None"),
        # two dates of one verb make none
        (f"{ATTACKS} lundi|NOUN|obl:mod|1 et|CCONJ|cc|5 mardi|NOUN|obl:mod|1", "attaque", "None"),
        # what hangs on the noun of an event is that event's
        (
            "Iran|PROPN|nsubj|1 condamne|VERB|ROOT|1 la|DET|det|3 invasion|NOUN|obj|1 en|ADP|case|5 2022|NOUN|nmod|3",
            "condamne",
            "None",
        ),
        (
            "Iran|PROPN|nsubj|1 condamne|VERB|ROOT|1 la|DET|det|3 invasion|NOUN|obj|1 en|ADP|case|5 2022|NOUN|nmod|3",
            "invasion",
            "2022",
        ),
        # a thing that is made by the deed has its date, one that was there before does not
        (
            "Iran|PROPN|nsubj|1 mène|VERB|ROOT|1 une|DET|det|3 attaque|NOUN|obj|1 en|ADP|case|5 2022|NOUN|nmod|3",
            "mène",
            "2022",
        ),
        # a noun that a verb carries has the verb's
        ("Iran|PROPN|nsubj|1 mène/mener|VERB|ROOT|1 raid|NOUN|obj|1 lundi|NOUN|obl:mod|1", "raid", "2023-03-20"),
        ("Iran|PROPN|nsubj|1 voit/voir|VERB|ROOT|1 raid|NOUN|obj|1 lundi|NOUN|obl:mod|1", "raid", "None"),
    ],
)
def test_a_date_is_that_of_the_verb_or_event_it_hangs_on(tokens: str, cue: str, date: str) -> None:
    assert dated(tokens, cue) == date


def test_the_status_and_the_day_of_the_article_decide_which_day_is_meant() -> None:
    tokens = f"{ATTACKS} lundi|NOUN|obl:mod|1"
    assert dated(tokens, "attaque", planned=True) == "2023-03-27"
    assert dated(tokens, "attaque", published=None) == "None"
    assert dated(tokens, "attaque", published=PartialDate(2023, 3)) == "None"  # any Monday of it
    assert dated(f"{ATTACKS} en|ADP|case|4 2030|NOUN|obl:mod|1", "attaque") == "None"  # of what has happened


def test_a_date_hangs_on_a_noun_only_from_below() -> None:
    assert dated("attaque|NOUN|ROOT|0 lundi|NOUN|nmod|0", "attaque") == "2023-03-20"
    assert dated("lundi|NOUN|ROOT|0 attaque|NOUN|nmod|0", "attaque") == "None"
