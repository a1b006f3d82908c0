"""How hand-parsed sentences state an act: denied, planned, hypothetical, demanded, and who says so."""

from __future__ import annotations

import pytest

from graphkit.extract.manner import manner
from tests.extract.french import parse, word

PAST, INFINITIVE, FINITE = "VerbForm=Part,Tense=Past", "VerbForm=Inf", "VerbForm=Fin"
TOLD = "Russie|PROPN|nsubj|2 a|AUX|aux:tense|2|VerbForm=Fin attaqué/attaquer|VERB|ROOT|2|VerbForm=Part,Tense=Past"
TO_ATTACK = "attaquer|VERB|xcomp|1|VerbForm=Inf"
SAID = "que|SCONJ|mark|4 Russie|PROPN|nsubj|4 attaque/attaquer|VERB|ccomp|1|VerbForm=Fin"


def said(tokens: str, cue: str) -> str | None:
    """The manner in words, such as "negated planned", with the speaker or "hearsay" after it; None if it is no act."""
    parsed = parse(tokens)
    found = manner(parsed, word(parsed, cue))
    if found is None:
        return None
    who = [] if found.speaker is None else [parsed.mentions[found.speaker].text]
    return " ".join([found.polarity, found.status, *who, *(["hearsay"] if found.hearsay else [])])


@pytest.mark.parametrize(
    ("tokens", "cue", "expected"),
    [
        (TOLD, "attaqué", "affirmed actual"),
        # denied
        (f"{TOLD} pas|ADV|advmod|2", "attaqué", "negated actual"),
        (f"{TOLD} plus|ADV|advmod|2", "attaqué", "affirmed actual"),
        (f"{TOLD} aucun|DET|det|4 bateau|NOUN|obj|2", "attaqué", "negated actual"),
        (f"{TOLD} aucun|DET|nmod|4 bateau|NOUN|obj|2", "attaqué", "affirmed actual"),
        ("sans|ADP|mark|1 attaquer|VERB|advcl|2 Iran|PROPN|ROOT|2", "attaquer", "negated actual"),
        ("sans|ADP|case|1 attaquer|VERB|advcl|2 Iran|PROPN|ROOT|2", "attaquer", "affirmed actual"),
        # supposed, or to come
        (f"si|SCONJ|mark|1 {TOLD.replace('|2', '|3')}".replace("mark|1", "mark|3"), "attaqué", "affirmed hypothetical"),
        (f"{TOLD} si|SCONJ|mark|2", "attaqué", "affirmed actual"),
        (TOLD.replace(FINITE, "Mood=Cnd"), "attaqué", "affirmed actual hearsay"),
        ("Russie|PROPN|nsubj|1 attaquerait|VERB|ROOT|1|Mood=Cnd", "attaquerait", "affirmed hypothetical"),
        ("Russie|PROPN|nsubj|1 attaquera|VERB|ROOT|1|Tense=Fut", "attaquera", "affirmed planned"),
        (TOLD.replace(FINITE, "Tense=Fut"), "attaqué", "affirmed planned"),
        (f"Russie|PROPN|nsubj|1 va/aller|VERB|ROOT|1|{FINITE} {TO_ATTACK}", "attaquer", "affirmed planned"),
        (f"Russie|PROPN|nsubj|1 va/aller|NOUN|ROOT|1|{FINITE} {TO_ATTACK}", "attaquer", "affirmed actual"),
        (
            f"Russie|PROPN|nsubj|1 va/aller|VERB|ROOT|1|{FINITE} attaquer|VERB|ccomp|1|{INFINITIVE}",
            "attaquer",
            "affirmed actual",
        ),
        (f"Russie|PROPN|nsubj|1 peut/pouvoir|VERB|ROOT|1|{FINITE} {TO_ATTACK}", "attaquer", "affirmed hypothetical"),
        (
            f"Russie|PROPN|nsubj|1 va/aller|VERB|ROOT|1|{FINITE} vouloir|VERB|xcomp|1 attaquer|VERB|xcomp|2",
            "attaquer",
            "affirmed hypothetical",
        ),
        (
            f"Russie|PROPN|nsubj|1 veut/vouloir|VERB|ROOT|1|{FINITE} aller|VERB|xcomp|1 attaquer|VERB|xcomp|2",
            "attaquer",
            "affirmed hypothetical",
        ),
        # verbs that are joined are told in one way, unless the second begins anew
        (
            (
                f"Russie|PROPN|nsubj|1 va/aller|VERB|ROOT|1|{FINITE} menacer|VERB|xcomp|1 et|CCONJ|cc|4 "
                f"attaquer|VERB|conj|2|{INFINITIVE}"
            ),
            "attaquer",
            "affirmed planned",
        ),
        (
            (
                f"Russie|PROPN|nsubj|1 va/aller|VERB|ROOT|1|{FINITE} menacer|VERB|xcomp|1 et|CCONJ|cc|4 "
                f"attaque/attaquer|VERB|conj|2|{FINITE}"
            ),
            "attaque",
            "affirmed actual",
        ),
        # what is asked for is no deed
        (f"Russie|PROPN|nsubj|1 demande/demander|VERB|ROOT|1|{FINITE} {TO_ATTACK}", "attaquer", None),
        (
            f"réclame/réclamer|VERB|ROOT|0 droit|NOUN|obj|0 attaquer|VERB|acl|1|{INFINITIVE}",
            "attaquer",
            None,
        ),
        (f"a/avoir|VERB|ROOT|0 droit|NOUN|obj|0 attaquer|VERB|acl|1|{INFINITIVE}", "attaquer", "affirmed actual"),
        (
            f"a/avoir|VERB|ROOT|0 avion|NOUN|obj|0 pour|ADP|mark|3 attaquer|VERB|acl|1|{INFINITIVE}",
            "attaquer",
            "affirmed planned",
        ),
        (
            f"a/avoir|VERB|ROOT|0 avion|NOUN|obj|0 pour|ADP|mark|3 attaqué|VERB|acl|1|{PAST}",
            "attaqué",
            "affirmed actual",
        ),
        # who says so
        (f"Chine|PROPN|nsubj|1 dit/dire|VERB|ROOT|1|{FINITE} {SAID}", "attaque", "affirmed actual Chine"),
        (f"Chine|PROPN|nsubj|1 voit/voir|VERB|ROOT|1|{FINITE} {SAID}", "attaque", "affirmed actual"),
        (f"Chine|PROPN|nsubj|1 nie/nier|VERB|ROOT|1|{FINITE} {SAID}", "attaque", "negated actual Chine"),
        (f"on|PRON|nsubj|1 dit/dire|VERB|ROOT|1|{FINITE} {SAID}", "attaque", "affirmed actual hearsay"),
        (f"il|PRON|nsubj|1 dit/dire|VERB|ROOT|1|{FINITE} {SAID}", "attaque", "affirmed actual"),
        (f"homme|NOUN|nsubj|1 dit/dire|VERB|ROOT|1|{FINITE} {SAID}", "attaque", "affirmed actual hearsay"),
        (f"est|AUX|aux:pass|1 dit/dire|VERB|ROOT|1|{PAST} {SAID}", "attaque", "affirmed actual hearsay"),
        (f"bien|ADV|advmod|1 dit/dire|VERB|ROOT|1|{FINITE} {SAID}", "attaque", "affirmed actual"),
        (
            (
                f"Chine|PROPN|nsubj|1 dit/dire|VERB|ROOT|1|{FINITE} que|SCONJ|mark|4 ONU|PROPN|nsubj|4 "
                f"croit/croire|VERB|ccomp|1|{FINITE} Russie|PROPN|nsubj|6 attaque|VERB|ccomp|4|{FINITE}"
            ),
            "attaque",
            "affirmed actual ONU",
        ),
        (
            f"Chine|PROPN|nsubj|1 accuse/accuser|VERB|ROOT|1|{FINITE} Iran|PROPN|obj|1 {TO_ATTACK}",
            "attaquer",
            "affirmed actual Chine",
        ),
        (
            f"Chine|PROPN|nsubj|1 annonce/annoncer|VERB|ROOT|1|{FINITE} {TO_ATTACK}",
            "attaquer",
            "affirmed planned",
        ),
        (
            (
                f"Chine|PROPN|nsubj|1 annonce/annoncer|VERB|ROOT|1|{FINITE} avoir|AUX|aux:tense|3|{INFINITIVE} "
                f"attaqué|VERB|xcomp|1|{PAST}"
            ),
            "attaqué",
            "affirmed actual Chine",
        ),
        (f"Selon|ADP|case|1 ONU|PROPN|obl|4 {TOLD.replace('|2', '|4')}", "attaqué", "affirmed actual ONU"),
        (
            f"Selon|ADP|case|2 des|DET|det|2 témoins|NOUN|obl|5 {TOLD.replace('|2', '|5')}",
            "attaqué",
            "affirmed actual hearsay",
        ),
        (f"Selon|ADP|case|4 ONU|PROPN|dep|4 {TOLD.replace('|2', '|4')}", "attaqué", "affirmed actual ONU"),
        (
            f"Selon|ADP|case|5 l'|DET|det|2 ONU|PROPN|dep|5 {TOLD.replace('|2', '|5')}",
            "attaqué",
            "affirmed actual ONU",
        ),
        (f"Contre|ADP|case|1 ONU|PROPN|obl|4 {TOLD.replace('|2', '|4')}", "attaqué", "affirmed actual"),
        (
            f"{TOLD} ,|PUNCT|punct|4 déclare/déclarer|VERB|parataxis|2|{FINITE} Chine|PROPN|nsubj|4",
            "attaqué",
            "affirmed actual Chine",
        ),
        # joined by the parser, with the speaker behind it at the end
        (
            f"{TOLD} a|AUX|aux|4 affirmé/affirmer|VERB|conj|2|{PAST} Chine|PROPN|obj|4",
            "attaqué",
            "affirmed actual Chine",
        ),
        (f"{TOLD} affirme/affirmer|VERB|conj|2 Chine|PROPN|obj|3 hier|ADV|advmod|3", "attaqué", "affirmed actual"),
        (f"{TOLD} Chine|PROPN|obj|4 affirme/affirmer|VERB|conj|2", "attaqué", "affirmed actual"),
        (f"{TOLD} et|CCONJ|cc|4 affirme/affirmer|VERB|conj|2 Chine|PROPN|obj|4", "attaqué", "affirmed actual"),
        (f"{TOLD} dort/dormir|VERB|conj|2 Chine|PROPN|obj|3", "attaqué", "affirmed actual"),
        (
            f"{TOLD} ,|PUNCT|punct|4 déclare/déclarer|VERB|parataxis|2|{FINITE} Chine|PROPN|obl|4",
            "attaqué",
            "affirmed actual",
        ),
        (
            f"{TOLD} ,|PUNCT|punct|4 dort/dormir|VERB|parataxis|2|{FINITE} Chine|PROPN|nsubj|4",
            "attaqué",
            "affirmed actual",
        ),
        (
            (
                f"{TOLD.replace('ROOT|2', 'dep|4')} ,|PUNCT|punct|4 déclare/déclarer|VERB|ROOT|4|{FINITE} "
                "Chine|PROPN|nsubj|4"
            ),
            "attaqué",
            "affirmed actual Chine",
        ),
        (
            (
                f"{TOLD.replace('ROOT|2', 'advcl|4')} ,|PUNCT|punct|4 déclare/déclarer|VERB|ROOT|4|{FINITE} "
                "Chine|PROPN|nsubj|4"
            ),
            "attaqué",
            "affirmed actual",
        ),
        # what a noun states is stated as the verb is that carries it
        (
            f"Russie|PROPN|nsubj|1 mène/mener|VERB|ROOT|1|{FINITE} pas|ADV|advmod|1 raid|NOUN|obj|1",
            "raid",
            "negated actual",
        ),
        (
            f"Russie|PROPN|nsubj|1 voit/voir|VERB|ROOT|1|{FINITE} pas|ADV|advmod|1 raid|NOUN|obj|1",
            "raid",
            "affirmed actual",
        ),
        (
            f"Russie|PROPN|nsubj|1 annonce/annoncer|VERB|ROOT|1|{FINITE} raid|NOUN|obj|1",
            "raid",
            "affirmed actual Russie",
        ),
        (f"Russie|PROPN|nsubj|1 mène/mener|VERB|ROOT|1|{FINITE} raid|NOUN|obj|1", "raid", "affirmed actual"),
        # of several who are named beside it, whoever says it; a ship says nothing
        (
            f"{TOLD} pleut/pleuvoir|VERB|parataxis|2 dit/dire|VERB|parataxis|2 Chine|PROPN|nsubj|4",
            "attaqué",
            "affirmed actual Chine",
        ),
        (
            f"{TOLD} dit/dire|VERB|parataxis|2 armée|NOUN|nsubj|3 chinois|ADJ|amod|4",
            "attaqué",
            "affirmed actual chinois",
        ),
        (f"{TOLD} dit/dire|VERB|parataxis|2 bateau|NOUN|nsubj|3 chinois|ADJ|amod|4", "attaqué", "affirmed actual"),
        # a clause that hangs on another verb, whatever the parser calls it
        (
            f"Chine|PROPN|nsubj|1 dit/dire|VERB|ROOT|1|{FINITE} {SAID.replace('ccomp', 'obl:arg')}",
            "attaque",
            "affirmed actual Chine",
        ),
        (
            f"Chine|PROPN|nsubj|1 dit/dire|VERB|ROOT|1|{FINITE} {SAID.replace('ccomp', 'obl').replace('mark', 'cc')}",
            "attaque",
            "affirmed actual",
        ),
    ],
)
def test_how_a_thing_is_stated(tokens: str, cue: str, expected: str | None) -> None:
    assert said(tokens, cue) == expected
