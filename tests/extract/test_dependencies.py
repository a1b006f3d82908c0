"""The slots of a verb or noun in hand-parsed sentences, and the actor of a phrase."""

from __future__ import annotations

import pytest

from graphkit.actors.linked import Linked
from graphkit.extract.dependencies import Parse
from tests.extract.french import ACTORS, START, doc, french, parse, places, word

PAST = "VerbForm=Part,Tense=Past"
ACTIVE = "Russie|PROPN|nsubj|1 attaque/attaquer|VERB|ROOT|1 Iran|PROPN|obj|1"
PASSIVE = f"Iran|PROPN|nsubj:pass|2 est/être|AUX|aux:pass|2 attaqué/attaquer|VERB|ROOT|2|{PAST} par|ADP|case|4"
HIT_TWICE = f"Iran|PROPN|nsubj:pass|2 est|AUX|aux:pass|2 attaqué|VERB|ROOT|2 et|CCONJ|cc|4 détruit|VERB|conj|2|{PAST}"
NESTED = "signe|VERB|ROOT|0 a|NOUN|obj|0 b|NOUN|nmod|1 c|NOUN|nmod|2"
STRIKES = "frappes|NOUN|ROOT|0 russe|ADJ|amod|0 de|ADP|case|3 Chine|PROPN|nmod|0 sur|ADP|case|5 Iran|PROPN|nmod|0"
RAID = "raid|NOUN|ROOT|0 de|ADP|case|2 Iran|PROPN|nmod|0"
RAID_OF = "raid|NOUN|obj|0 de|ADP|case|3 Iran|PROPN|nmod|1"
ASKS = "demande/demander|VERB|ROOT|1 à|ADP|case|3 Iran|PROPN|obl:arg|1 de|ADP|mark|5 attaquer|VERB|xcomp|1"


@pytest.mark.parametrize(
    ("slot", "at", "tokens", "expected"),
    [
        ("subj", "attaque", ACTIVE, ["Russie"]),
        ("obj", "attaque", ACTIVE, ["Iran"]),
        ("subj", "attaqué", f"{PASSIVE} Russie|PROPN|obl:agent|2", ["Russie"]),
        ("subj", "attaqué", f"{PASSIVE} Russie|PROPN|obl:mod|2", ["Russie"]),
        ("subj", "attaqué", f"{PASSIVE.replace('par', 'dans')} Russie|PROPN|obl:mod|2", []),
        ("obj", "attaqué", f"{PASSIVE} Russie|PROPN|obl:agent|2", ["Iran"]),
        # the subject may hang on the auxiliary, and be several
        ("subj", "attaqué", "Russie|PROPN|nsubj|1 a|AUX|aux:tense|2 attaqué|VERB|ROOT|2", ["Russie"]),
        (
            "subj",
            "attaque",
            "Russie|PROPN|nsubj|5 et|CCONJ|cc|2 Chine|PROPN|conj|0 et|CCONJ|cc|4 ONU|PROPN|conj|2 attaque|VERB|ROOT|5",
            ["Russie", "Chine", "ONU"],
        ),
        # what stands for a clause
        (
            "subj",
            "attaque",
            "Russie|PROPN|ROOT|0 qui|PRON|nsubj|2|PronType=Rel attaque|VERB|acl:relcl|0 Iran|PROPN|obj|2",
            ["Russie"],
        ),
        (
            "obj",
            "attaque",
            "Iran|PROPN|ROOT|0 que|PRON|obj|3|PronType=Rel Russie|PROPN|nsubj|3 attaque|VERB|acl:relcl|0",
            ["Iran"],
        ),
        ("subj", "attaque", "qui|PRON|nsubj|1|PronType=Rel attaque|VERB|ROOT|1", ["qui"]),
        # a participle has its doer behind it, and what it is done to before it
        (
            "subj",
            "attaqué",
            f"bateau|NOUN|ROOT|0 attaqué|VERB|acl|0|{PAST} par|ADP|case|3 Russie|PROPN|obl:agent|1",
            ["Russie"],
        ),
        (
            "obj",
            "attaqué",
            f"bateau|NOUN|ROOT|0 attaqué|VERB|acl|0|{PAST} par|ADP|case|3 Russie|PROPN|obl:agent|1",
            ["bateau"],
        ),
        (
            "subj",
            "attaquant",
            "bateau|NOUN|ROOT|0 attaquant|VERB|acl|0|VerbForm=Part,Tense=Pres Iran|PROPN|obj|1",
            ["bateau"],
        ),
        (
            "obj",
            "attaquant",
            "bateau|NOUN|ROOT|0 attaquant|VERB|acl|0|VerbForm=Part,Tense=Pres Iran|PROPN|obj|1",
            ["Iran"],
        ),
        (
            "obj",
            "attaqué",
            f"bateau|NOUN|ROOT|0 ayant|AUX|aux:tense|2 attaqué|VERB|acl|0|{PAST} Iran|PROPN|obj|2",
            ["Iran"],
        ),
        (
            "obj",
            "attaqué",
            f"Iran|PROPN|nsubj|3 ,|PUNCT|punct|2 attaqué|VERB|advcl|3|{PAST} riposte|VERB|ROOT|3",
            ["Iran"],
        ),
        (
            "obj",
            "attaqué",
            f"Iran|PROPN|nsubj|4 ,|PUNCT|punct|3 hier|ADV|advmod|3 attaqué|VERB|advcl|4|{PAST} riposte|VERB|ROOT|4",
            [],
        ),
        # verbs that are joined share what the first has
        (
            "subj",
            "attaque",
            "Russie|PROPN|nsubj|1 menace|VERB|ROOT|1 et|CCONJ|cc|3 attaque|VERB|conj|1 Iran|PROPN|obj|3",
            ["Russie"],
        ),
        ("subj", "attaque", "Russie|PROPN|nmod|1 menace|NOUN|ROOT|1 et|CCONJ|cc|3 attaque|VERB|conj|1", []),
        (
            "obj",
            "détruit",
            HIT_TWICE,
            ["Iran"],
        ),
        (
            "subj",
            "détruit",
            (f"{HIT_TWICE} par|ADP|case|6 Russie|PROPN|obl:agent|4"),
            ["Russie"],
        ),
        # whoever is asked is to do it, whoever wants to does it
        ("subj", "attaquer", f"Russie|PROPN|nsubj|1 {ASKS}", ["Iran"]),
        (
            "subj",
            "attaquer",
            "Russie|PROPN|nsubj|1 exhorte/exhorter|VERB|ROOT|1 Iran|PROPN|obj|1 à|ADP|mark|4 attaquer|VERB|xcomp|1",
            ["Iran"],
        ),
        ("subj", "attaquer", "Russie|PROPN|nsubj|1 veut/vouloir|VERB|ROOT|1 attaquer|VERB|xcomp|1", ["Russie"]),
        # where the parser gives no subject, a name right before the verb is one
        ("subj", "attaqué", "Russie|PROPN|dep|2 a|AUX|aux:tense|2|VerbForm=Fin attaqué|VERB|ROOT|2", ["Russie"]),
        ("subj", "attaque", "Russie|PROPN|dep|1 attaque|VERB|ROOT|1|VerbForm=Fin", ["Russie"]),
        ("subj", "attaquer", "Russie|PROPN|dep|1 attaquer|VERB|ROOT|1|VerbForm=Inf", []),
        ("subj", "attaque", "bateau|NOUN|dep|1 attaque|VERB|ROOT|1|VerbForm=Fin", []),
        ("subj", "attaque", "attaque|VERB|ROOT|0|VerbForm=Fin Russie|PROPN|dep|0", []),
        (
            "subj",
            "attaque",
            "Russie|PROPN|dep|3 et|CCONJ|cc|2 Chine|PROPN|conj|0 attaque|VERB|ROOT|3|VerbForm=Fin",
            ["Russie", "Chine"],
        ),
        # objects that the parser calls otherwise, times left aside
        ("obj", "attaque", "Russie|PROPN|nsubj|1 attaque|VERB|ROOT|1 Iran|PROPN|obl:mod|1", ["Iran"]),
        ("obj", "attaque", "Russie|PROPN|nsubj|1 attaque|VERB|ROOT|1 à|ADP|case|3 Iran|PROPN|obl:mod|1", []),
        ("obj", "attaque", "Russie|PROPN|nsubj|1 attaque|VERB|ROOT|1 de|ADP|case|3 Iran|PROPN|obl:mod|1", ["Iran"]),
        ("obj", "attaque", "Iran|PROPN|obl:mod|1 attaque|VERB|ROOT|1 Russie|PROPN|nsubj|1", []),
        ("obj", "attaque", "Russie|PROPN|nsubj|1 attaque|VERB|ROOT|1 lundi|NOUN|obj|1", []),
        ("obj", "attaque", "Russie|PROPN|nsubj|1 attaque|VERB|ROOT|1 fort|ADV|advmod|1", []),
        # "du" is an article before a thing, and a preposition before a name
        ("obj", "envoie", "envoie|VERB|ROOT|0 du/de|ADP|case|2 riz|NOUN|obl:arg|0", ["riz"]),
        ("obj", "envoie", "envoie|VERB|ROOT|0 du/de|ADP|case|2 Iran|PROPN|obl:arg|0", []),
        # what is done to one need not be what the other does
        (
            "obj",
            "condamné",
            "Russie|PROPN|nsubj|1 attaque|VERB|ROOT|1 Iran|PROPN|obj|1 est|AUX|aux:pass|4 condamné|VERB|conj|1",
            [],
        ),
        # of whom a noun is told
        ("is", "médiateur", "Iran|PROPN|nsubj|2 est|AUX|cop|2 médiateur|NOUN|ROOT|2", ["Iran"]),
        ("is", "médiateur", "Iran|PROPN|nmod|2 et|CCONJ|cc|2 médiateur|NOUN|ROOT|2", []),
        (
            "obj",
            "imposé",
            "Russie|PROPN|nsubj|1 imposé|VERB|ROOT|1 mercredi|NOUN|obl:mod|1 des|ADP|case|4 sanctions|NOUN|nmod|2",
            ["sanctions"],
        ),
        (
            "obj",
            "imposé",
            "Russie|PROPN|nsubj|1 imposé|VERB|ROOT|1 mercredi|NOUN|obl:mod|1 à|ADP|case|4 Iran|PROPN|nmod|2",
            [],
        ),
        # nouns
        ("mod", "frappes", STRIKES, ["russe", "Chine"]),
        ("sur", "frappes", STRIKES, ["Iran"]),
        ("contre", "frappes", STRIKES, []),
        ("à", "parle", "Russie|PROPN|nsubj|1 parle|VERB|ROOT|1 au|ADP|case|3 Iran|PROPN|obl:arg|1", ["Iran"]),
        ("mod", "frappe", "de|ADP|case|1 Iran|PROPN|nsubj|2 frappe|VERB|ROOT|2", []),
        ("sup", "raid", "Russie|PROPN|nsubj|1 mène/mener|VERB|ROOT|1 raid|NOUN|obj|1", ["Russie"]),
        ("sup", "raid", "Russie|PROPN|nsubj|1 voit/voir|VERB|ROOT|1 raid|NOUN|obj|1", []),
        ("sup", "raid", "Russie|PROPN|obl|1 mène/mener|VERB|ROOT|1 raid|NOUN|nsubj|1", []),
        (
            "sup",
            "raid",
            f"raid|NOUN|ROOT|0 mené/mener|VERB|acl|0|{PAST} par|ADP|case|3 Russie|PROPN|obl:agent|1",
            ["Russie"],
        ),
        ("sup", "raid", "raid|NOUN|ROOT|0 russe|ADJ|amod|0", []),
        (
            "comp",
            "accuse",
            "Chine|PROPN|nsubj|1 accuse|VERB|ROOT|1 de|ADP|mark|3 attaquer|VERB|xcomp|1 Iran|PROPN|obj|3",
            ["Iran"],
        ),
        (
            "comp",
            "dit",
            "Chine|PROPN|nsubj|1 dit|VERB|ROOT|1 Russie|PROPN|nsubj|3 attaque|VERB|ccomp|1 Iran|PROPN|obj|3",
            ["Russie"],
        ),
        # a preposition hung on a phrase of the word, not too deep and not in a clause
        (
            "avec",
            "signe",
            "signe|VERB|ROOT|0 accord|NOUN|obj|0 de|ADP|case|3 paix|NOUN|nmod|1 avec|ADP|case|5 Iran|PROPN|nmod|3",
            ["Iran"],
        ),
        (
            "avec",
            "signe",
            f"{NESTED} avec|ADP|case|5 Iran|PROPN|nmod|3",
            ["Iran"],
        ),
        (
            "avec",
            "signe",
            f"{NESTED} d|NOUN|nmod|3 avec|ADP|case|6 Iran|PROPN|nmod|4",
            [],
        ),
        (
            "avec",
            "signe",
            "signe|VERB|ROOT|0 accord|NOUN|obj|0 fait|VERB|acl|1 avec|ADP|case|4 Iran|PROPN|obl:arg|2",
            ["Iran"],
        ),
        (
            "avec",
            "signe",
            "signe|VERB|ROOT|0 accord|NOUN|obj|0 naît|VERB|acl:relcl|1 avec|ADP|case|4 Iran|PROPN|obl:arg|2",
            [],
        ),
    ],
)
def test_who_stands_in_a_slot(slot: str, at: str, tokens: str, expected: list[str]) -> None:
    parsed = parse(tokens)
    assert [token.text for token in parsed.fillers(slot, word(parsed, at))] == expected


@pytest.mark.parametrize(
    ("at", "tokens", "acting", "named"),
    [
        ("Russie", "Russie|PROPN|nsubj|1 attaque|VERB|ROOT|1", ["Russie"], ["Russie"]),
        # an army acts for its state, a ship does not; what is done to either is done to the state
        ("armée", "armée|NOUN|ROOT|0 russe|ADJ|amod|0", ["russe"], ["russe"]),
        ("bateau", "bateau|NOUN|ROOT|0 russe|ADJ|amod|0", [], ["russe"]),
        # whose deed it is, not whom it is done to: what "par" tells, wherever it hangs, else the adjective
        ("raid", f"{RAID} par|ADP|case|4 Russie|PROPN|nmod|0", [], ["Russie"]),
        ("raid", f"{RAID} par|ADP|case|4 Russie|PROPN|nmod|2", [], ["Russie"]),
        ("raid", f"{RAID} par|ADP|case|4 Russie|PROPN|conj|0", [], ["Russie"]),
        ("raid", f"condamne|VERB|ROOT|0 {RAID_OF} par|ADP|case|5 Russie|PROPN|obl:agent|0", [], ["Russie"]),
        ("raid", f"condamne|VERB|ROOT|0 {RAID_OF} avec|ADP|case|5 Russie|PROPN|obl:mod|0", [], ["Iran"]),
        ("raid", f"{RAID} par|ADP|case|4 surprise|NOUN|nmod|0", [], ["Iran"]),
        ("raid", f"{RAID} russe|ADJ|amod|0", [], ["russe"]),
        ("armée", f"{RAID.replace('raid', 'armée')} russe|ADJ|amod|0", ["Iran", "russe"], ["Iran", "russe"]),
        ("bateau", "bateau|NOUN|ROOT|0 de|ADP|case|2 Russie|PROPN|nmod|0", [], ["Russie"]),
        ("bateau", "bateau|NOUN|ROOT|0 vers|ADP|case|2 Russie|PROPN|nmod|0", [], []),
        (
            "armée",
            "armée|NOUN|ROOT|0 russe|ADJ|amod|0 et|CCONJ|cc|3 chinois|ADJ|amod|0",
            ["russe", "chinois"],
            ["russe", "chinois"],
        ),
        ("ministre", "ministre|NOUN|ROOT|0 chinois|ADJ|amod|0 Xi|PROPN|appos|0", ["Xi"], ["Xi"]),
        ("ministre", "ministre|NOUN|ROOT|0 Xi|PROPN|flat:name|0", ["Xi"], ["Xi"]),
        (
            "ministre",
            "ministre|NOUN|ROOT|0 de|ADP|case|2 armée|NOUN|nmod|0 de|ADP|case|4 Chine|PROPN|nmod|2",
            ["Chine"],
            ["Chine"],
        ),
        (
            "armée",
            "armée|NOUN|ROOT|0 a|NOUN|appos|0 b|NOUN|flat|1 c|NOUN|flat|2 russe|ADJ|amod|3",
            ["russe"],
            ["russe"],
        ),
        (
            "armée",
            "armée|NOUN|ROOT|0 a|NOUN|appos|0 b|NOUN|flat|1 c|NOUN|flat|2 d|NOUN|flat|3 russe|ADJ|amod|4",
            [],
            [],
        ),
    ],
)
def test_whom_a_phrase_means(at: str, tokens: str, acting: list[str], named: list[str]) -> None:
    parsed = parse(tokens)
    head = word(parsed, at)
    assert [parsed.mentions[n].text for n in parsed.named(head, acting=True)] == acting
    assert [parsed.mentions[n].text for n in parsed.named(head, acting=False)] == named


OF_HITTING = "accuse/accuser|VERB|ROOT|2 Iran|PROPN|obj|2 visé/viser|VERB|xcomp|2"
HOSPITAL = "hôpital|NOUN|obj|4"


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        (f"armée|NOUN|nsubj|2 russe|ADJ|amod|0 {OF_HITTING} {HOSPITAL}", ["russe"]),
        (f"bateau|NOUN|nsubj|2 russe|ADJ|amod|0 {OF_HITTING} {HOSPITAL}", []),  # a ship accuses nobody
        (f"La|DET|det|1 Chine|PROPN|nsubj|2 {OF_HITTING} {HOSPITAL}", ["Chine"]),
        (f"La|DET|det|1 Chine|PROPN|nsubj|2 {OF_HITTING} Xi|PROPN|obj|4", []),  # whom it was done to is told
        (f"La|DET|det|1 Chine|PROPN|nsubj|2 {OF_HITTING}", []),
        (f"La|DET|det|1 Chine|PROPN|nsubj|2 {OF_HITTING.replace('accuse/accuser', 'voit/voir')} {HOSPITAL}", []),
        (f"La|DET|det|1 Chine|PROPN|nsubj|2 {OF_HITTING.replace('xcomp', 'advcl')} {HOSPITAL}", []),
    ],
)
def test_who_accuses_of_a_deed_to_something_without_a_name(tokens: str, expected: list[str]) -> None:
    parsed = parse(tokens)
    assert [parsed.mentions[n].text for n in parsed.accusers(word(parsed, "visé"))] == expected


@pytest.mark.parametrize(
    ("at", "tokens", "lemma"),
    [
        ("attaque", "attaque/attaquer|VERB|ROOT|0", "attaquer"),
        ("attaque", "attaque|VERB|ROOT|0", "attaquer"),  # left as it is by the pipeline
        ("Attaquent", "Attaquent/attaquent|VERB|ROOT|0", "attaquer"),
        ("attaquées", "attaquées|AUX|ROOT|0", "attaquer"),
        ("attaque", "attaque|NOUN|ROOT|0", "attaque"),
        ("punir", "punir|VERB|ROOT|0", "punir"),
        ("réunissent", "se|PRON|expl:comp|1 réunissent/réunir|VERB|ROOT|1", "se réunir"),
        ("oppose", "s'|PRON|obj|1 oppose/opposer|VERB|ROOT|1", "se opposer"),
        ("oppose", "lui|PRON|obj|1 oppose/opposer|VERB|ROOT|1", "opposer"),
        ("oppose", "se|PRON|mark|1 oppose/opposer|VERB|ROOT|1", "opposer"),
    ],
)
def test_the_lemma_of_a_verb_is_that_of_the_tables(at: str, tokens: str, lemma: str) -> None:
    parsed = parse(tokens)
    assert parsed.lemma(word(parsed, at)) == lemma


def test_each_word_of_a_name_belongs_to_its_mention() -> None:
    made = doc("La|DET|det|1 Russie|PROPN|ROOT|1 du|ADP|case|3 Nord|PROPN|nmod|1 et|CCONJ|cc|5 Chine|PROPN|conj|1")
    spans = [(START + 3, START + 17, "Russie"), (START + 21, START + 26, "Chine")]
    mentions = [Linked(a, b, made.text[a - START : b - START], ACTORS[n], "X", "name", "noun") for a, b, n in spans]
    assert [m.text for m in mentions] == ["Russie du Nord", "Chine"]
    assert Parse(made, places(made), mentions, french()).at == {1: 0, 2: 0, 3: 0, 5: 1}
