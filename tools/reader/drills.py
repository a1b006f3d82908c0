"""Short sentences made by rule, as one who tries the reader would type them, with all their claims known.

A handful of frames (negation, questions, plans, hearsay, speakers, passives, lists, joined clauses, pronouns) times a
table of verbs times actors: what they mean hangs on their form alone, which news briefs seldom show so barely. Run as a
script, it puts build/reader/drills.jsonl beside the other items.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from corpus import CACHE, Item, Stated, keep

from graphkit import ontology
from graphkit.actors import gazetteer
from graphkit.extract.passages import Marked
from graphkit.model import Kind


@dataclass(frozen=True)
class Party:
    """An actor as a drill names it."""

    name: str
    code: str
    mark: str = "State:noun"
    pronoun: str = "it"
    adjective: str = ""


@dataclass(frozen=True)
class Verb:
    """A verb with what stands between it and its object, and the relation that it states."""

    base: str
    past: str
    done: str
    rest: str
    relation: str
    passive: bool = True

    @property
    def third(self) -> str:
        """The present of the third person."""
        if self.base.endswith(("ch", "sh", "s", "x")):
            return f"{self.base}es"
        if self.base.endswith("y") and self.base[-2] not in "aeo":
            return f"{self.base[:-1]}ies"
        return f"{self.base}s"

    @property
    def doing(self) -> str:
        """The gerund."""
        if self.base.endswith("e") and not self.base.endswith("ee"):
            return f"{self.base[:-1]}ing"
        double = self.base in {"ban", "expel", "meet", "cut", "hit", "rap", "visit"} - {"visit", "meet"}
        return f"{self.base}{self.base[-1] if double else ''}ing"


TABLE = """
attack attacked attacked | attacks
bomb bombed bombed | bombs
shell shelled shelled | bombs
strike struck struck | bombs
invade invaded invaded | invades
raid raided raided | attacks
occupy occupied occupied | occupies
condemn condemned condemned | criticizes
criticize criticized criticized | criticizes
denounce denounced denounced | criticizes
slam slammed slammed | criticizes
praise praised praised | praises
thank thanked thanked | praises
congratulate congratulated congratulated | praises
accuse accused accused | accuses
blame blamed blamed | accuses
sanction sanctioned sanctioned | imposesSanctionsOn
impose imposed - sanctions on | imposesSanctionsOn
lift lifted - sanctions on | easesMeasuresOn
arm armed armed | providesMilitaryAidTo
send sent - weapons to | providesMilitaryAidTo
send sent - food to | providesHumanitarianAidTo
lend lent - money to | providesAidTo
pledge pledged - aid to | promisesAidTo
visit visited visited | visits
meet met met | meetsWith
talk talked - with | meetsWith
call called called | callsByPhone
phone phoned phoned | callsByPhone
recognize recognized recognized | recognizes
support supported supported | supports
back backed backed | supports
threaten threatened threatened | threatens
warn warned warned | threatens
ask asked - to help against nobody | makesRequestOf
urge urged urged to show restraint | makesRequestOf
sue sued sued | takesLegalActionAgainst
sign signed - a treaty with | signsAgreementWith
sign signed - a trade deal with | signsAgreementWith
cut cut - ties with | suspendsTiesWith
restore restored - relations with | improvesTiesWith
trade traded - with | tradesWith
buy bought - gas from | tradesWith
hack hacked hacked | hacks
boycott boycotted boycotted | boycotts
investigate investigated investigated | investigates
blockade blockaded blockaded | restricts
fight fought - a war with | fightsWarWith
cooperate cooperated - with | cooperatesWith
apologize apologized - to | apologizesTo
withdraw withdrew - from | withdrawsFrom
expel expelled - the ambassador of | expelsDiplomatsOf
arrest arrested - a citizen of | arrests
deport deported - three nationals of | deports
seize seized - a ship of | seizes
abduct abducted - a soldier of | abducts
free freed - two prisoners of | releases
reject rejected - a proposal by | rejects
deploy deployed - troops against | mobilizesAgainst
declare declared - a ceasefire with | declaresCeasefireWith
invite invited - to talks | offersTalksTo
"""
PEOPLE = """
Putin RUS he|Xi CHN he|Biden USA he|Macron FRA he|Merkel DEU she|Scholz DEU he|Zelensky UKR he|Erdogan TUR he
Modi IND he|Trump USA he|May GBR she|Thatcher GBR she|Johnson GBR he|Netanyahu ISR he|Assad SYR he|Khamenei IRN he
Lula BRA he|Meloni ITA she|Orban HUN he|Tusk POL he|Trudeau CAN he|Abe JPN he|Kim PRK he|Lavrov RUS he|Blinken USA he
Obama USA he|Clinton USA he|Ardern NZL she|Hasina BGD she|Bachelet CHL she|Rousseff BRA she|Guterres UN he
Stoltenberg NATO he|von der Leyen EU she|Lukashenko BLR he|Maduro VEN he|Kagame RWA he|Sisi EGY he|Rutte NLD he
Frederiksen DNK she|Marin FIN she|Kallas EST she|Sandu MDA she|Milei ARG he|Sheinbaum MEX she|Zuma ZAF he
"""
NAMES = {
    "May": "Theresa May",
    "Merkel": "Angela Merkel",
    "Putin": "Vladimir Putin",
    "Meloni": "Giorgia Meloni",
    "Macron": "Emmanuel Macron",
    "Trump": "Donald Trump",
    "Biden": "Joe Biden",
    "Thatcher": "Margaret Thatcher",
    "Modi": "Narendra Modi",
    "Ardern": "Jacinda Ardern",
    "Abe": "Shinzo Abe",
    "Scholz": "Olaf Scholz",
}
OTHERS = (
    ("NATO", "NATO", "Organisation"),
    ("the EU", "EU", "Organisation"),
    ("the UN", "UN", "Organisation"),
    ("Hamas", "HAMAS", "ArmedGroup"),
    ("Hezbollah", "HEZBOLLAH", "ArmedGroup"),
    ("the Taliban", "TALIBAN", "ArmedGroup"),
    ("al-Shabaab", "ALSHABAAB", "ArmedGroup"),
    ("ISIS", "ISIS", "ArmedGroup"),
    ("the WHO", "WHO", "Organisation"),
    ("the Houthis", "HOUTHIS", "ArmedGroup"),
    ("the African Union", "AU", "Organisation"),
)
TAILS = ("", "", "", " on Monday", " on Tuesday", " last week", " again", " in March", " in Geneva", " yesterday")
LINKS = (
    " and {}",
    ", and {}",
    " while {}",
    ", while {}",
    "; {}",
    " - {}",
    ", but {}",
    " as {}",
    " after {}",
    " before {}",
    " whereas {}",
    ". {}",
    ". {}",
    ". {}",
    ".\n{}",
    "\n{}",
    "! {}",
    ". Meanwhile {}",
    " when {}",
    " although {}",
    ", {}",
    " because {}",
    ". Then {}",
    ".{}",
)
SAYS = (
    ("{a} said ", ""),
    ("{a} says ", ""),
    ("{a} said that ", ""),
    ("According to {a}, ", ""),
    ("{a} claimed that ", ""),
    ("", ", {a} said"),
    ("", ", {a} says"),
    ("", ", said {a}"),
    ("", ", according to {a}"),
    ("{a}: ", ""),
    ("", " - {a}"),
    ("“", ",” {a} said"),
    ('"', '," said {a}'),
    ("{a} said: “", "”"),
    ("{a} reported that ", ""),
    ("{a} alleges ", ""),
    ("", ". That is what {a} said"),
    ("“", ",” {a} told reporters"),
    ("{a} insists that ", ""),
    ("{a} told {b} that ", ""),
)
HEARD = (
    "{s} allegedly {v} {o}",
    "{s} reportedly {v} {o}",
    "Reportedly, {s} {v} {o}",
    "{s} is said to have {d} {o}",
    "Rumour has it that {s} {v} {o}",
    "Critics say {s} {v} {o}",
    "{s} is suspected of having {d} {o}",
    "{s} {v} {o}, sources said",
    "There are unconfirmed reports that {s} {v} {o}",
    "{s} is rumoured to have {d} {o}",
    "It is alleged that {s} {v} {o}",
)
NEGATED = (
    "{s} did not {b} {o}",
    "{s} has not {d} {o}",
    "{s} never {v} {o}",
    "{s} has never {d} {o}",
    "{s} didn't {b} {o}",
    "{s} stopped short of {g} {o}",
    "{s} refrained from {g} {o}",
    "It is not true that {s} {v} {o}",
    "{s} failed to {b} {o}",
    "At no point did {s} {b} {o}",
    "{s} had not {d} {o}",
    "{s} left without {g} {o}",
    "{s} has yet to {b} {o}",
    "{s} is not {g} {o}",
    "{s} no longer {t} {o}",
    "{s} avoided {g} {o}",
)
PLANNED = (
    "{s} will {b} {o}",
    "{s} is to {b} {o}",
    "{s} plans to {b} {o}",
    "{s} is going to {b} {o}",
    "{s} to {b} {o}",
    "{s} is expected to {b} {o}",
    "{s} has decided to {b} {o}",
    "{s} intends to {b} {o}",
    "{s} is due to {b} {o}",
)
SUPPOSED = (
    "{s} may {b} {o}",
    "{s} might {b} {o}",
    "{s} could {b} {o}",
    "If {s} {t} {o}, prices will rise",
    "{s} is considering whether to {b} {o}",
    "{s} would {b} {o} if it could",
    "Should {s} {b} {o}, markets would fall",
)
ASKED = (
    "Did {s} {b} {o}?",
    "Has {s} {d} {o}?",
    "Will {s} {b} {o}?",
    "Why would {s} {b} {o}?",
    "Is {s} {g} {o}?",
    "Who said that {s} {v} {o}?",
    "There is no evidence that {s} {v} {o}",
    "It is unclear whether {s} {v} {o}",
    "Nobody knows if {s} {v} {o}",
    "Reports that {s} {v} {o} were false",
    "Rumours that {s} {v} {o} are untrue",
    "Could {s} {b} {o}?",
    "Should {s} {b} {o}?",
    "Can {s} {b} {o}?",
)


class Driller:
    """Makes drills by chance; the same seed makes the same."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        known = gazetteer.load()
        self.relations = ontology.load_relations()
        self.parties = [
            Party(a.name, a.code, adjective=next(iter(known.demonyms.get(a.id, "").split("|")), ""))
            for a in sorted(known.actors.values(), key=lambda a: a.id)
            if a.kind is Kind.STATE and len(a.name) < 16 and a.name[0].isupper()
        ]
        self.people = []
        for row in PEOPLE.replace("\n", "|").strip("|").split("|"):
            *name, code, pronoun = row.split()
            surname = " ".join(name)
            mark = {"he": "Person:man", "she": "Person:woman"}.get(pronoun, "Person:noun")
            self.people.append(Party(surname, code, mark, pronoun))
            if surname in NAMES:
                self.people.append(Party(NAMES[surname], code, mark, pronoun))
        self.others = [Party(name, code, f"{kind}:noun", "they") for name, code, kind in OTHERS]
        self.verbs = []
        for line in TABLE.strip().splitlines():
            words, _, relation = line.partition(" | ")
            base, past, done, *rest = words.split()
            self.verbs.append(Verb(base, past, done, " ".join(rest), relation.strip(), done != "-"))

    def some(self, number: int, *, people: bool = True) -> list[Party]:
        """Parties of different codes."""
        chosen: list[Party] = []
        while len(chosen) < number:
            pool = self.chance.choices((self.parties, self.people if people else self.parties, self.others), (7, 2, 1))[
                0
            ]
            party = self.chance.choice(pool)
            if party.code not in {p.code for p in chosen}:
                chosen.append(party)
        return chosen

    def verb(self) -> Verb:
        """Any verb whose object comes last."""
        return self.chance.choice([v for v in self.verbs if not v.rest.startswith("to ")])

    def item(self, number: int) -> Item:
        """One drill."""
        make = self.chance.choices(
            (
                self.plain,
                self.joined,
                self.said,
                self.heard,
                self.negated,
                self.planned,
                self.asked,
                self.shared,
                self.listed,
                self.relative,
                self.gapped,
                self.contrasted,
                self.denied,
                self.own,
                self.taken_up,
                self.wanted,
                self.alleged,
                self.sided,
                self.agents,
                self.reflexive,
                self.mutual,
                self.in_turn,
                self.said_and_denied,
                self.beside,
                self.described,
                self.stood_by,
                self.at_home,
                self.put_to_use,
                self.suffered,
            ),
            (3, 14, 6, 3, 4, 2, 4, 4, 4, 4, 1, 2, 2, 3, 8, 5, 2, 2, 4, 3, 6, 5, 2, 5, 5, 3, 3, 2, 2),
        )[0]
        text, claims = make()
        return _marked(f"drill-{number}", text, claims)

    # Each frame gives a text whose parties stand as \x01name\x02code\x02mark\x03, and its claims.

    def clause(self, form: str, s: Party, verb: Verb, o: Party) -> str:
        """A frame with its verb and actors put in, without a stop."""
        done = verb.done if verb.done != "-" else verb.past
        with_rest = {"b": verb.base, "v": verb.past, "d": done, "g": verb.doing, "t": verb.third}
        rest = f" {verb.rest}" if verb.rest else ""
        filled = {key: f"{word}{rest}" for key, word in with_rest.items()}
        return form.format(s=_named(s), o=_named(o), **filled)

    def statement(self, s: Party, verb: Verb, o: Party) -> str:
        """Plainly, in the past, now and then the present or the passive."""
        kind = self.chance.random()
        if verb.passive and not verb.rest and kind < 0.2:
            return f"{_named(o)} was {verb.done} by {_named(s)}"
        return self.clause("{s} {t} {o}" if kind > 0.8 else "{s} {v} {o}", s, verb, o)

    def plain(self) -> tuple[str, list[Stated]]:
        s, o = self.some(2)
        verb = self.verb()
        return self.statement(s, verb, o) + self.chance.choice(TAILS) + ".", [Stated(s.code, verb.relation, o.code)]

    def joined(self) -> tuple[str, list[Stated]]:
        """Unrelated clauses, of which the second may go on with an actor, or also with the verb, of the first."""
        size = self.chance.choice((2, 2, 2, 3))
        parties = self.some(2 * size)
        if self.chance.random() < 0.4:
            parties[2] = parties[self.chance.choice((0, 1, 1))]
        text, claims, verb = "", [], self.verb()
        for n in range(size):
            s, o = parties[2 * n], parties[2 * n + 1]
            verb = verb if self.chance.random() < 0.3 else self.verb()
            if self.chance.random() < 0.1:
                own, stated = self.between(s, o)
            else:
                own, stated = self.statement(s, verb, o), [Stated(s.code, verb.relation, o.code)]
            own += self.chance.choice(TAILS) if self.chance.random() < 0.3 else ""
            text = text + self.chance.choice(LINKS).format(own) if n else own
            claims += stated
        return text + self.chance.choice((".", ".", ".", "", "!")), claims

    def between(self, s: Party, one: Party) -> tuple[str, list[Stated]]:
        """One who mediates between two that are said to do nothing else."""
        (other,) = self.some(1)
        while other.code in (s.code, one.code):
            (other,) = self.some(1)
        verb = self.chance.choice(("mediated", "mediates", "is mediating", "has mediated"))
        text = f"{_named(s)} {verb} between {_named(one)} and {_named(other)}"
        return text, [Stated(s.code, "mediatesFor", one.code), Stated(s.code, "mediatesFor", other.code)]

    def said(self) -> tuple[str, list[Stated]]:
        s, o, a, b = self.some(4)
        verb = self.verb()
        before, after = self.chance.choice(SAYS)
        text = before.format(a=_named(a), b=_named(b)) + self.statement(s, verb, o) + after.format(a=_named(a)) + "."
        claims = [Stated(s.code, verb.relation, o.code, speaker=a.code)]
        if self.chance.random() < 0.3:
            one, other = self.some(2)
            more = self.verb()
            if {one.code, other.code}.isdisjoint({s.code, o.code}):
                text += " " + self.statement(one, more, other) + "."
                claims.append(Stated(one.code, more.relation, other.code))
        return text, claims

    def heard(self) -> tuple[str, list[Stated]]:
        return self.one_of(HEARD, hearsay=True)

    def negated(self) -> tuple[str, list[Stated]]:
        return self.one_of(NEGATED, polarity="negated")

    def planned(self) -> tuple[str, list[Stated]]:
        if self.chance.random() < 0.5:
            return self.one_of(SUPPOSED, status="hypothetical")
        return self.one_of(PLANNED, status="planned")

    def asked(self) -> tuple[str, list[Stated]]:
        text, _ = self.one_of(ASKED)
        return text, []

    def one_of(self, forms: Sequence[str], **how: object) -> tuple[str, list[Stated]]:
        s, o = self.some(2)
        verb = self.verb()
        if how.get("status") and self.relations[verb.relation].group == "THREATEN":
            return self.one_of(forms, **how)
        text = self.clause(self.chance.choice(forms), s, verb, o)
        return text if text.endswith("?") else text + ".", [Stated(s.code, verb.relation, o.code, **how)]  # type: ignore[arg-type]

    def shared(self) -> tuple[str, list[Stated]]:
        """One subject of two verbs, or two verbs of one object."""
        s, o, other = self.some(3)
        one, two = self.verb(), self.verb()
        first, second = self.clause("{s} {v} {o}", s, one, o), self.clause("{v} {o}", s, two, other)
        if self.chance.random() < 0.2 and two.passive and not two.rest:
            text = f"{first} and was {two.done} by {_named(other)}."
            return text, [Stated(s.code, one.relation, o.code), Stated(other.code, two.relation, s.code)]
        link = self.chance.choice((" and ", ", then ", " but ", " and later ", " before it "))
        return first + link + second + ".", [
            Stated(s.code, one.relation, o.code),
            Stated(s.code, two.relation, other.code),
        ]

    def listed(self) -> tuple[str, list[Stated]]:
        """Several subjects, several objects."""
        parties = self.some(5, people=self.chance.random() < 0.5)
        size = self.chance.choice((1, 2, 2, 3))
        subjects, objects = parties[:size], parties[size : size + self.chance.choice((1, 2) if size > 1 else (2,))]
        verb = self.verb()

        def names(some: Sequence[Party]) -> str:
            if len(some) == 1:
                return _named(some[0])
            return (
                ", ".join(_named(p) for p in some[:-1])
                + self.chance.choice((" and ", " and ", ", and "))
                + _named(some[-1])
            )

        text = f"{names(subjects)} {verb.past}{' ' + verb.rest if verb.rest else ''} {names(objects)}."
        return text, [Stated(a.code, verb.relation, b.code) for a in subjects for b in objects]

    def relative(self) -> tuple[str, list[Stated]]:
        s, o, third = self.some(3, people=False)
        one, two = self.verb(), self.verb()
        inner = self.clause("{v} {o}", s, one, third)
        kind = self.chance.randrange(4)
        own = Stated(s.code, two.relation, o.code)
        if kind == 0:
            text = f"{_named(s)}, which {inner}, " + self.clause("{v} {o}", s, two, o)
            return text + ".", [own, Stated(s.code, one.relation, third.code)]
        if kind == 1:
            text = self.clause("{s} {v} {o}", s, two, o) + f", which {self.clause('{v} {o}', o, one, third)}"
            return text + ".", [own, Stated(o.code, one.relation, third.code)]
        if kind == 2:
            side = self.chance.choice(("an ally of {}", "a neighbour of {}", "once part of {}", "a rival of {}"))
            text = f"{_named(s)}, {side.format(_named(third))}, " + self.clause("{v} {o}", s, two, o)
            return text + ".", [own, *([Stated(s.code, "alliedWith", third.code)] if "ally" in side else [])]
        side = self.chance.choice(("neighbour", "partner", "rival", "friend", "ally"))
        text = f"{_named(third)}'s {side} " + self.clause("{s} {v} {o}", s, two, o)
        return text + ".", [own, *([Stated(s.code, "alliedWith", third.code)] if side == "ally" else [])]

    def gapped(self) -> tuple[str, list[Stated]]:
        parties, verb = self.some(6, people=False), self.verb()
        text = self.clause("{s} {v} {o}", parties[0], verb, parties[1])
        text += f", {_named(parties[2])} {_named(parties[3])} and {_named(parties[4])} {_named(parties[5])}."
        return text, [Stated(parties[n].code, verb.relation, parties[n + 1].code) for n in (0, 2, 4)]

    def contrasted(self) -> tuple[str, list[Stated]]:
        s, o, other = self.some(3)
        verb = self.verb()
        form = self.chance.choice((", not {}", " but not {}", ", rather than {}", " and not {}"))
        text = self.clause("{s} {v} {o}", s, verb, o) + form.format(_named(other)) + "."
        return text, [
            Stated(s.code, verb.relation, o.code),
            Stated(s.code, verb.relation, other.code, polarity="negated"),
        ]

    def denied(self) -> tuple[str, list[Stated]]:
        s, o, a = self.some(3)
        verb = self.verb()
        by = s
        kind = self.chance.randrange(4)
        if kind == 0:
            text = f"{_named(s)} denied {self.clause('having {d} {o}', s, verb, o)}"
        elif kind == 1:
            text = f"{_named(s)} denied that it {self.clause('{v} {o}', s, verb, o)}"
        elif kind == 2:
            text, by = f"{_named(a)} denied that {self.clause('{s} {v} {o}', s, verb, o)}", a
        else:
            text, by = f"The report that {self.clause('{s} {v} {o}', s, verb, o)} was denied by {_named(a)}", a
        return text + ".", [Stated(s.code, verb.relation, o.code, polarity="negated", speaker=by.code)]

    def own(self) -> tuple[str, list[Stated]]:
        s, o = self.some(2, people=False)
        verb = self.verb()
        form = self.chance.choice(
            (
                "{s} said it had {d} {o}",
                "{s} says it {v} {o}",
                "{s} announced that it had {d} {o}",
                "“We {v} {o},” {s} said",
                '"We have {d} {o}," {s} said',
                "{s}: We {v} {o}",
                "{s} admitted it {v} {o}",
                "{s} claimed that its forces {v} {o}",
                "“We {b} {o},” {s} said",
            )
        )
        return self.clause(form, s, verb, o) + ".", [Stated(s.code, verb.relation, o.code, speaker=s.code)]

    def wanted(self) -> tuple[str, list[Stated]]:
        """What is asked for, forbidden or refused is no claim; what is praised or blamed has happened."""
        a, s, o = self.some(3, people=False)
        verb = self.verb()
        if self.chance.random() < 0.25:
            form = self.chance.choice(("{s} refused to {b} {o}", "{s} declined to {b} {o}", "{s} would not {b} {o}"))
            if self.relations[verb.relation].group not in {"AID", "SUPPORT", "COOPERATE", "AGREE", "CONCEDE"}:
                return self.wanted()
            return self.clause(form, s, verb, o) + ".", [Stated(s.code, "rejects", o.code)]
        form, relation = self.chance.choice(WANTED)
        text = self.clause(form.replace("{a}", _named(a)), s, verb, o) + "."
        deed = [Stated(s.code, verb.relation, o.code)] if " for {g}" in form else []
        return text, [Stated(a.code, relation, s.code), *deed]

    def alleged(self) -> tuple[str, list[Stated]]:
        """An accusation, and the deed that it asserts."""
        a, s, o = self.some(3)
        verb = self.verb()
        form = self.chance.choice(("{a} accused {s} of {g} {o}", "{a} accuses {s} of having {d} {o}"))
        text = self.clause(form.replace("{a}", _named(a)), s, verb, o) + "."
        return text, [Stated(a.code, "accuses", s.code), Stated(s.code, verb.relation, o.code, speaker=a.code)]

    def sided(self) -> tuple[str, list[Stated]]:
        """Two sides that meet, each with more than one: the members of a side do not meet each other here."""
        a, b, c, d = self.some(4, people=False)
        verb = self.chance.choice([v for v in self.verbs if self.relations[v.relation].symmetric])
        who = self.chance.choice(("", "", "The leaders of ", "Envoys of ", "The foreign ministers of "))
        more = who.lower()
        middle = f"{verb.past}{' ' + verb.rest if verb.rest else ''}"
        pair = self.chance.choice(("{} and {}", "{}/{}", "{} and {}"))
        one = pair.format(_named(a), _named(b))
        if self.chance.random() < 0.5:
            text = f"{who}{one} {middle} {more}{_named(c)} and {_named(d)}."
            ends = [(x, y) for x in (a, b) for y in (c, d)]
        else:
            text = f"{who}{one} {middle} {more}{_named(c)}."
            ends = [(a, c), (b, c)]
        return text, [Stated(x.code, verb.relation, y.code) for x, y in ends]

    def agents(self) -> tuple[str, list[Stated]]:
        """Who acts for a state, and third states that only tell where, of what past, or to whom they are sent."""
        s, third = self.some(2, people=False)
        o = next(p for p in iter(lambda: self.some(1)[0], None) if p.code not in (s.code, third.code))
        verb = self.verb()
        form = self.chance.choice(
            (
                "{0}'s ambassador to {1} ",
                "{0}'s envoy in {1} ",
                "{0}'s troops in {1} ",
                "The embassy of {0} in {1} ",
                "The former {1} colony of {0} ",
                "{0}, a former part of {1}, ",
                "{0}, which borders {1}, ",
                "{0}, which succeeded {1}, ",
                "The president of {0}, at a hotel in {1}, ",
                "{0}, larger than {1}, ",
                "{0}, like {1} a member of the club, ",
            )
        )
        text = form.format(_named(s), _named(third)) + self.clause("{v} {o}", s, verb, o) + "."
        return text, [Stated(s.code, verb.relation, o.code)]

    def taken_up(self) -> tuple[str, list[Stated]]:
        """A pronoun or description that stands for one or both of the actors of the sentence before."""
        verb, more = self.verb(), self.verb()
        kind = self.chance.randrange(3)
        third = self.some(1)[0]
        if kind == 0:
            one, other = self.chance.sample([p for p in self.people if p.pronoun != "they"], 2)
            while one.pronoun == other.pronoun or one.code == other.code or third.code in (one.code, other.code):
                one, other = self.chance.sample(self.people, 2)
                third = self.some(1, people=False)[0]
            who = self.chance.choice((one, other))
            text = self.clause("{s} {v} {o}", one, verb, other) + f". {who.pronoun.title()} "
            text += self.clause("{v} {o}", who, more, third) + "."
            return text, [Stated(one.code, verb.relation, other.code), Stated(who.code, more.relation, third.code)]
        one, other, third = self.some(3, people=False)
        first = self.clause("{s} {v} {o}", one, verb, other)
        claims = [Stated(one.code, verb.relation, other.code)]
        if kind == 1:
            both = self.chance.choice(("Both countries", "Both", "The two countries", "The two sides", "They"))
            text = f"{first}. {both} {self.clause('{v} {o}', one, more, third)}."
            return text, [
                *claims,
                Stated(one.code, more.relation, third.code),
                Stated(other.code, more.relation, third.code),
            ]
        text = f"{first}. It also {self.clause('{v} {o}', one, more, third)}."
        return text, [*claims, Stated(one.code, more.relation, third.code)]

    def reflexive(self) -> tuple[str, list[Stated]]:
        """What somebody does to itself is no claim, whoever else is named beside it."""
        s, one, other = self.some(3)
        verb, more = self.chance.choice([v for v in self.verbs if v.passive and not v.rest]), self.verb()
        self_word = {"he": "himself", "she": "herself", "they": "themselves"}.get(s.pronoun, "itself")
        text = f"{_named(s)} {self.chance.choice((verb.past, verb.third))} {self_word}"
        kind = self.chance.randrange(4)
        if kind == 0:
            s_and = f"{_named(s)} and {_named(one)} {verb.past} themselves"
            return f"{s_and}. {self.statement(one, more, other)}.", [Stated(one.code, more.relation, other.code)]
        if kind == 1:
            return f"{text} {self.chance.choice(('in', 'over'))} {_named(one)}.", []
        if kind == 2:
            text += self.chance.choice((" and ", ", not {}, and ")).format(_named(other))
            return text + self.clause("{v} {o}", s, more, one) + ".", [Stated(s.code, more.relation, one.code)]
        text += self.chance.choice(LINKS).format(self.statement(one, more, other))
        return text + ".", [Stated(one.code, more.relation, other.code)]

    def mutual(self) -> tuple[str, list[Stated]]:
        """What two do to each other, named or taken up, and what both then do to a third."""
        one, other, third, fourth = self.some(4, people=self.chance.random() < 0.3)
        pair = f"{_named(one)} and {_named(other)}"

        def each(who: str) -> tuple[str, list[Stated]]:
            if self.chance.random() < 0.4:
                words, relation = self.chance.choice(MUTUAL)
            else:
                verb = self.chance.choice([v for v in self.verbs if v.passive and not v.rest])
                words = f"{verb.past} {self.chance.choice(('each other', 'one another', 'each other'))}"
                relation = verb.relation
            claims = [Stated(one.code, relation, other.code)]
            if not self.relations[relation].symmetric:
                claims.append(Stated(other.code, relation, one.code))
            return f"{who} {words}", claims

        def together(who: str, o: Party) -> tuple[str, list[Stated]]:
            verb = self.verb()
            text = f"{who} {self.clause('{v} {o}', one, verb, o)}"
            return text, [Stated(x.code, verb.relation, o.code) for x in (one, other)]

        both = self.chance.choice(("Both countries", "Both", "The two countries", "The two", "They", "The two sides"))
        kind = self.chance.randrange(4)
        if kind == 0:
            parts = [each(pair), together(both, third)]
        elif kind == 1:
            parts = [together(pair, third), each(both)]
        elif kind == 2:
            parts = [each(pair), together(both, third), each("They")]
        else:
            verb = self.verb()
            parts = [
                (self.statement(third, verb, fourth), [Stated(third.code, verb.relation, fourth.code)]),
                each(pair),
            ]
            self.chance.shuffle(parts)
        text = ". ".join(part for part, _ in parts) + "."
        unique = {(c.subject, c.relation, c.object): c for _, claims in parts for c in claims}
        seen: list[Stated] = []
        for c in unique.values():
            turned = (c.object, c.relation, c.subject)
            if not (
                self.relations[c.relation].symmetric and any((s.subject, s.relation, s.object) == turned for s in seen)
            ):
                seen.append(c)
        return text, seen

    def in_turn(self) -> tuple[str, list[Stated]]:
        """Two persons, then what he did and what she did."""
        pool = [p for p in self.people if p.pronoun in ("he", "she")]
        one, other = self.chance.sample(pool, 2)
        while one.pronoun == other.pronoun or one.code == other.code:
            one, other = self.chance.sample(pool, 2)
        outside = [p for p in self.some(4, people=False) if p.code not in (one.code, other.code)]
        third, fourth = outside[0], self.chance.choice(outside[:2])
        if self.chance.random() < 0.5:
            verb = self.verb()
            text, relation = self.clause("{s} {v} {o}", one, verb, other), verb.relation
        else:
            text, relation = f"{_named(one)} and {_named(other)} met" + self.chance.choice(TAILS), "meetsWith"
        claims = [Stated(one.code, relation, other.code)]
        first, second = self.chance.sample((one, other), 2)
        for who, o in ((first, third), (second, fourth)):
            own = self.verb()
            link = ". " if who is first else self.chance.choice((". ", ", and ", "; ", ". ", " while "))
            pronoun = who.pronoun.title() if link == ". " else who.pronoun
            text += f"{link}{pronoun} {self.clause('{v} {o}', who, own, o)}"
            claims.append(Stated(who.code, own.relation, o.code))
        return text + ".", claims

    def said_and_denied(self) -> tuple[str, list[Stated]]:
        """One speaker asserts the deed of another and denies its own."""
        a, s, o, other = self.some(4, people=False)
        verb, more = self.verb(), self.verb()
        says = self.chance.choice(("said", "says", "claimed", "announced that", "insisted that"))
        denies = self.chance.choice(("denied that it {v} {o}", "denied having {d} {o}", "denied {g} {o}"))
        told = f"{_named(a)} {says} {self.clause('{s} {v} {o}', s, verb, o)}"
        text = f"{told}{self.chance.choice((' and ', ' but ', ', and '))}{self.clause(denies, a, more, other)}."
        return text, [
            Stated(s.code, verb.relation, o.code, speaker=a.code),
            Stated(a.code, more.relation, other.code, polarity="negated", speaker=a.code),
        ]

    def beside(self) -> tuple[str, list[Stated]]:
        """What somebody does who is no actor, or no actor that is named, is no claim of those named beside."""
        s, o, third, near = self.some(4, people=False)
        verb, more = self.verb(), self.verb()
        if self.chance.random() < 0.5:
            who = self.chance.choice(BYSTANDERS)
        else:
            who = self.chance.choice(KIN).format(_named(near))
        theirs = f"{who} {self.clause('{v} {o}', s, more, third)}"
        if self.chance.random() < 0.3:
            return f"{theirs[0].upper()}{theirs[1:]}.", []
        parts = [self.statement(s, verb, o), theirs]
        if self.chance.random() < 0.3:
            parts.reverse()
        text = parts[0][0].upper() + parts[0][1:]
        link = self.chance.choice(LINKS)
        begins = link.lstrip("\n .")[:1] == "{" and link[:1] in ".!\n"
        text += link.format(parts[1][0].upper() + parts[1][1:] if begins else parts[1])
        return text + ".", [Stated(s.code, verb.relation, o.code)]

    def described(self) -> tuple[str, list[Stated]]:
        """A state and a body or group, one of which acts on, called by what it is."""
        body, third = self.chance.choice(self.others), self.some(1, people=False)[0]
        state = self.chance.choice(self.parties)
        while third.code in (body.code, state.code):
            third = self.some(1, people=False)[0]
        verb, more = self.verb(), self.verb()
        first, second = self.chance.sample((body, state), 2)
        text = self.clause("{s} {v} {o}", first, verb, second) + self.chance.choice(TAILS)
        who = self.chance.choice((body, body, state))
        group = body.mark.startswith("ArmedGroup")
        word = self.chance.choice(STATES if who is state else GROUPS if group else BODIES)
        own = self.clause("{v} {o}", who, more, third)
        if self.chance.random() < 0.2:
            own = self.clause("{v} {o}", who, more, third) + " as well"
        return f"{text}. {word} {own}.", [
            Stated(first.code, verb.relation, second.code),
            Stated(who.code, more.relation, third.code),
        ]

    def stood_by(self) -> tuple[str, list[Stated]]:
        """Who stands by each of two, told in passing."""
        a, b, c, d = self.some(4, people=False)
        verb = self.verb()
        by, relation = self.chance.choice(
            (
                ("backed by", "supports"),
                ("supported by", "supports"),
                ("armed by", "providesMilitaryAidTo"),
                ("funded by", "providesAidTo"),
                ("an ally of", None),
                ("a neighbour of", None),
            )
        )
        text = f"{_named(a)}, {by} {_named(b)}, {self.clause('{v} {o}', a, verb, c)}"
        claims = [Stated(a.code, verb.relation, c.code)]
        pairs = [(b, a)]
        if self.chance.random() < 0.7:
            text += f", {by} {_named(d)}"
            pairs.append((d, c))
        return text + ".", [*claims, *(Stated(x.code, relation, y.code) for x, y in pairs if relation)]

    def at_home(self) -> tuple[str, list[Stated]]:
        """A group named with the state that it is at home in, which does nothing."""
        home, group = self.chance.choice(HOMES)
        place = next(p for p in self.parties if p.name == home)
        body = next(p for p in self.others if p.name.removeprefix("the ") == group)
        bare = Party(group, body.code, body.mark)
        other = next(p for p in iter(lambda: self.some(1)[0], None) if p.code not in (place.code, body.code))
        named = f"{_named(place)}'s {_named(bare)}"
        verb = self.verb()
        if self.chance.random() < 0.5:
            text = f"{named} {self.clause('{v} {o}', bare, verb, other)}"
            return text + ".", [Stated(body.code, verb.relation, other.code)]
        words = f"{verb.past}{' ' + verb.rest if verb.rest else ''}"
        text = f"{_named(other)} {words} {named}"
        return text + self.chance.choice(TAILS) + ".", [Stated(other.code, verb.relation, body.code)]

    def put_to_use(self) -> tuple[str, list[Stated]]:
        """Arms that one gave to another, which has used them on a third."""
        a, b, c = self.some(3, people=False)
        gave = self.chance.choice(("sold {} {}", "gave {} {}", "sent {} {}", "supplied {} with {}"))
        arms = self.chance.choice(("drones", "missiles", "tanks", "rockets", "guns"))
        used, relation = self.chance.choice(
            (
                ("it used to attack {}", "attacks"),
                ("it used against {}", "attacks"),
                ("it fired at {}", "bombs"),
                ("were used to bomb {}", "bombs"),
            )
        )
        link = self.chance.choice((", which ", " that ", ", which "))
        text = f"{_named(a)} {gave.format(_named(b), arms)}{link}{used.format(_named(c))}."
        return text, [Stated(a.code, "providesMilitaryAidTo", b.code), Stated(b.code, relation, c.code)]

    def suffered(self) -> tuple[str, list[Stated]]:
        """An accusation of what was done to the accuser."""
        a, s, other = self.some(3, people=False)
        deed, relation = self.chance.choice(SUFFERED)
        accuses = self.chance.choice(("accused", "accuses", "has accused"))
        ally = self.chance.choice(("", "", f"{_named(other)}'s ally ", f"{_named(other)}'s neighbour "))
        text = f"{_named(a)} {accuses} {ally}{_named(s)} of {deed}."
        return text, [Stated(a.code, "accuses", s.code), Stated(s.code, relation, a.code, speaker=a.code)]


BYSTANDERS = (
    "the Washington Post",
    "the New York Times",
    "a newspaper",
    "a columnist",
    "a singer",
    "a film director",
    "Volkswagen",
    "an oil company",
    "a football club",
    "a travel agency",
    "a retired teacher",
    "his brother",
    "her lawyer",
    "a poet",
    "the museum",
    "a pilot",
    "an economist",
    "several bloggers",
    "nobody else",
    "a priest",
)
KIN = (
    "{}'s neighbours",
    "{}'s partners",
    "{}'s rivals",
    "{}'s critics",
    "{}'s creditors",
    "{}'s allies",
    "{}'s enemies",
    "critics of {}",
    "allies of {}",
    "the neighbours of {}",
    "a friend of {}",
    "a biographer from {}",
    "a tourist in {}",
)
"""Whoever is meant by that, it is not the one named."""
GROUPS = ("The group", "The militants", "The movement", "The group's fighters", "Its fighters", "The insurgents")
BODIES = ("The organisation", "The body", "Its secretary-general", "Its spokesman", "The organization")
STATES = ("The country", "The government", "Its president", "Its army", "Its foreign minister", "The state")
HOMES = (
    ("Yemen", "Houthis"),
    ("Lebanon", "Hezbollah"),
    ("Somalia", "al-Shabaab"),
    ("Afghanistan", "Taliban"),
    ("Iraq", "ISIS"),
    ("Syria", "ISIS"),
)
SUFFERED = (
    ("spying on it", "hacks"),
    ("spying", "hacks"),
    ("hacking its ministries", "hacks"),
    ("shelling its territory", "bombs"),
    ("bombing its villages", "bombs"),
    ("attacking its soldiers", "attacks"),
    ("killing three of its citizens", "attacks"),
    ("raiding its border posts", "attacks"),
    ("arresting its nationals", "arrests"),
    ("seizing its ships", "seizes"),
    ("kidnapping its fishermen", "abducts"),
    ("invading its waters", "invades"),
    ("occupying its land", "occupies"),
    ("threatening it", "threatens"),
)

MUTUAL = (
    ("exchanged fire", "fightsWarWith"),
    ("traded fire", "fightsWarWith"),
    ("traded accusations", "accuses"),
    ("accused each other of lying", "accuses"),
    ("blamed each other for the crash", "accuses"),
    ("traded insults", "criticizes"),
    ("recognized each other", "recognizes"),
    ("expelled each other's ambassadors", "expelsDiplomatsOf"),
    ("signed a treaty", "signsAgreementWith"),
    ("exchanged threats", "threatens"),
    ("exchanged prisoners", "releases"),
    ("held talks", "meetsWith"),
)
"""What two do together or to each other."""

WANTED = (
    ("{a} asked {s} to {b} {o}", "makesRequestOf"),
    ("{a} urged {s} to {b} {o}", "makesRequestOf"),
    ("{a} called on {s} not to {b} {o}", "makesRequestOf"),
    ("{a} demanded that {s} {b} {o}", "makesDemandOf"),
    ("{a} ordered {s} to {b} {o}", "makesDemandOf"),
    ("{a} warned {s} against {g} {o}", "threatens"),
    ("{a} warned {s} not to {b} {o}", "threatens"),
    ("{a} threatened {s} if it {t} {o}", "threatens"),
    ("{a} begged {s} to {b} {o}", "makesRequestOf"),
    ("{a} wants {s} to {b} {o}", "makesRequestOf"),
    ("{a} criticized {s} for {g} {o}", "criticizes"),
    ("{a} thanked {s} for {g} {o}", "praises"),
)
"""What one actor wants of another or thinks of it; the last two presuppose the deed."""


def _named(party: Party) -> str:
    return f"\x01{party.name}\x02{party.code}\x02{party.mark}\x03"


def _marked(key: str, text: str, claims: list[Stated]) -> Item:
    """The item of a text in which parties are written out with their codes."""
    plain, mentions = "", []
    for part in text.split("\x01"):
        named, mark, rest = part.rpartition("\x03")
        if mark:
            name, code, form = named.split("\x02")
            if not plain or plain.endswith((". ", "\n", ".", "? ", "! ", "“", '"')):
                name = name[0].upper() + name[1:]
            begin = len(plain) + (4 if name[:4].lower() == "the " else 0)
            mentions.append(Marked(begin, len(plain) + len(name), form, code))
            plain += name
        plain += rest
    return Item(key, "drills", plain, mentions, claims)


def main(number: int, seed: int) -> None:
    """Write so many drills."""
    driller = Driller(seed)
    drills = [driller.item(n) for n in range(number)]
    keep((d for d in drills if len(d.text) < 400), CACHE.with_name("drills.jsonl"))
    for drill in drills[:: max(1, number // 40)]:
        print(repr(drill.text), [drill.text[m.start : m.end] for m in drill.mentions], *drill.claims)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4000, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
