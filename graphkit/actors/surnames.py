"""Short names: a surname after its bearer was named, or that of someone generally known by it on that day."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter

from graphkit.actors.gazetteer import ADJECTIVE, NOUN, PLACE, Gazetteer
from graphkit.actors.linked import Linked, merge
from graphkit.actors.mentions import backed
from graphkit.actors.namesakes import Stranger, strangers
from graphkit.actors.naming import NUMERALS, PARTICLES, SUFFIXES, Naming
from graphkit.actors.prominence import MARGIN, PROMINENT, SURE, Standing, heads, likeliest, ranked, shared, standing
from graphkit.actors.spelling import Plain, key
from graphkit.actors.surroundings import (
    BEFORE,
    LOCATION,
    NAMED,
    PERSON,
    START,
    STRANGER,
    THING,
    Surroundings,
    acts,
    introduced,
    is_named_otherwise,
    is_other_name,
    locates,
)
from graphkit.actors.tokens import short_names
from graphkit.languages.en import surnames as en
from graphkit.languages.en.titles import LEADING
from graphkit.model import Actor, Kind

TURNS = 2
"""How often doubtful names are considered, each time with those found before."""
MONARCHS = frozenset("king queen prince princess emperor empress pope".split())
"""The first words of the names of those who go by their given names."""
FULL = frozenset({"name", "alias", "variant", "unlisted"})
"""The rules that find persons by names in full."""


def _bearers(linked: Sequence[Linked], gazetteer: Gazetteer) -> dict[str, list[Linked]]:
    found: dict[str, list[Linked]] = {}
    for mention in linked:
        if mention.actor.kind is Kind.PERSON and mention.rule != "office":
            for short in _short(mention, gazetteer):
                if gazetteer.names.get(short) != ():  # He and No are also surnames
                    found.setdefault(short, []).append(mention)
    return found


def _alike(bearers: Mapping[str, Sequence[Linked]]) -> dict[str, int]:
    return {
        short: next((n for n, m in enumerate(found) if m.actor.id != found[0].actor.id), len(found))
        for short, found in bearers.items()
    }


def _short(mention: Linked, gazetteer: Gazetteer) -> set[str]:
    naming = gazetteer.naming
    name, code = key(mention.actor.name), mention.actor.code
    short = set(naming.goes_by(name, code))
    words = [word for word in mention.text.removesuffix("'s").split() if word not in SUFFIXES]
    bare = words[-1] if words else ""
    if len(words) > 1 and bare[0].isupper() and bare not in LEADING and bare.lower() not in gazetteer.titles:
        surface = " ".join(words)
        short |= set(naming.goes_by(surface, code)) if surface in (mention.text, name) else {words[-1]}
    return short


def _covered(text: str, linked: Sequence[Linked], unknown: Sequence[Stranger]) -> bytearray:
    marks = bytearray(len(text))
    for mention in linked:
        person = mention.actor.kind is Kind.PERSON and (
            mention.rule in FULL
            or (mention.rule == "title" and mention.text.split()[0] in key(mention.actor.name).split())
        )
        mark = LOCATION if mention.rule == "place" else PERSON if person else NAMED
        marks[mention.start : mention.end] = bytes((mark,)) * (mention.end - mention.start)
    for stranger in unknown:
        marks[stranger.start : stranger.end] = bytes((STRANGER,)) * (stranger.end - stranger.start)
    return marks


def called(written: Plain, linked: Sequence[Linked], gazetteer: Gazetteer, on: date) -> list[Linked]:
    """The mentions together with those by short names; a person's name takes precedence over a small town's."""
    bearers = _bearers(linked, gazetteer)
    tokens = short_names(written.text, bearers, gazetteer, linked)
    if not tokens and not any(_twice(written.text, linked, bearers, gazetteer)):
        return list(linked)
    unknown = list(strangers(written, linked, gazetteer))
    spoken_of = frozenset(m.code for m in linked)
    covered = _covered(written.text, linked, unknown)
    owners = {m.end: m.code for m in linked if m.actor.kind in (Kind.STATE, Kind.TERRITORY)}
    named = {m.start: m.code for m in linked}
    first = {stranger.surname: stranger.start for stranger in reversed(unknown)}
    text = Surroundings(written, gazetteer, on, bearers, _alike(bearers), first, {}, spoken_of, owners, named, covered)
    sure, common = _meant(text, tokens)
    told = spoken_of.union(m.code for m in sure if not m.candidates)
    unsure = len(sure) + len(common) < len(tokens) or any(m.candidates for m in (*sure, *(m for m, _, _ in common)))
    if told != spoken_of and unsure:
        text = text._replace(spoken_of=told)  # Jammeh conceded to Barrow: the Gambian
        sure, common = _meant(text, tokens)
    for _ in range(TURNS if common else 0):  # who is known makes others known
        likely = _likely(text, common, [*linked, *sure])
        sure += [common[number][0] for number in likely]
        common = [unsure for number, unsure in enumerate(common) if number not in likely]
    kept = [mention for mention in linked if not _someone(text, mention)]
    return merge(kept, sure)


def _likely(text: Surroundings, common: Sequence[tuple[Linked, Standing, str]], named: Sequence[Linked]) -> set[int]:
    """The numbers of the mentions by a doubtful name that certainly refer to their bearers."""
    plain = text.written.text
    company = {m.actor.id for m in named if m.form != PLACE}
    company |= {m.actor.id for m, best, kind in common if best.score > SURE + 1}
    spoken_of = frozenset(m.code for m in named)
    persons = [(m.start, m.end) for m in named if m.actor.kind is Kind.PERSON]
    starts, ends = ({span[side] for span in persons} for side in (0, 1))
    return {
        number
        for number, (mention, best, kind) in enumerate(common)
        if _is_listed(plain, mention, starts, ends)
        or _evident(text, mention, best, kind, spoken_of, company=len(company) > (mention.actor.id in company))
    }


def _meant(
    text: Surroundings, tokens: Sequence[tuple[int, int, str]]
) -> tuple[list[Linked], list[tuple[Linked, Standing, str]]]:
    """Mentions by short names, and separately those whose name is also a word or common, with which of these."""
    sure, common = [], []
    for start, end, word in tokens:
        mention, best = _mention(text, start, end, word)
        if mention is None:
            continue
        kind = _kind(word, best, text.gazetteer.naming) if best is not None else None
        if kind is None or best is None or (kind == "obscure" and acts(text, end)):
            sure.append(mention)
        else:
            common.append((mention, best, kind))
    return sure, common


def _kind(word: str, best: Standing, naming: Naming) -> str | None:
    """What else a short name is: a word, a common or a monarch's name, doubtfully a town or given name; or None."""
    names = key(best.person.name).split()
    if names[0].lower() in MONARCHS or (word == names[0] and not NUMERALS.isdisjoint(names)):
        return "given"
    if kind := naming.common.get(word.lower()):
        return kind
    if best.person.kind is not Kind.PERSON or best.score > SURE + 1:
        return None
    if word in naming.towns or word in naming.given:
        return "doubtful"
    code = best.person.code  # of three letters if it is a state's
    return "obscure" if best.score <= SURE and len(code) == 3 and code not in naming.weight else None


def _twice(text: str, linked: Sequence[Linked], bearers: Collection[str], gazetteer: Gazetteer) -> Iterator[Linked]:
    """The places and states that may share the name of a person named in the text, for ``_someone`` to check."""
    homonyms = gazetteer.naming.homonyms
    for mention in linked:
        doubtful = mention.rule == "place" or mention.text in homonyms
        if doubtful and (mention.text in bearers or text.find(mention.text) < mention.start):
            yield mention


def _someone(text: Surroundings, mention: Linked) -> bool:
    """Whether a place or state has the surname of a person in the text and is more likely that person."""
    if mention.rule == "place" and mention.text in text.bearers:
        return True
    if mention.rule != "place" and mention.text not in text.gazetteer.naming.homonyms:
        return False
    before = text.written.text[max(0, mention.start - 12) : mention.start]
    named = text.strangers.get(mention.text, mention.start) < mention.start
    return named and not text.gazetteer.naming.placed.search(before)


def _mention(text: Surroundings, start: int, end: int, word: str) -> tuple[Linked | None, Standing | None]:
    """The mention for a short name, if any, and the standing that decided it if the text had not named the person."""
    plain = text.written.text
    if not {NAMED, STRANGER, PERSON}.isdisjoint(text.covered[start:end]):
        return None, None
    flat = text.written.flat(start)
    bearers = text.bearers.get(word, ())
    named = len(bearers) if flat else bisect_left(bearers, start, key=attrgetter("start"))
    if is_other_name(text, start, end, known=bool(named)) or (not named and introduced(plain, start, end)):
        return None, None
    said = _said_of(text, start)
    if 0 < named <= text.alike.get(word, 0):
        last = bearers[named - 1]
        if _is_of_other_gender(last.actor, said, text.gazetteer.naming) or _is_spouse(text, start, last.actor):
            return None, None  # Bill Clinton ... Mrs Clinton
        return _made(plain, start, end, last.actor, last.code), None
    if named and len({bearer.code for bearer in bearers[:named]}) == 1:  # Kim and Kim Yo-jong: the one who rules
        people = [bearer.actor for bearer in bearers[:named]]
        best = likeliest(ranked(people, text.gazetteer, text.on, text.spoken_of), text.gazetteer, text.on)
        person = people[-1] if best is None else best.person
        return _made(plain, start, end, person, bearers[0].code), None
    if named or (word in text.strangers and (flat or text.strangers[word] < start)):
        return None, None
    if not bearers and locates(text, start, word):
        return None, None
    people = [text.gazetteer.actors[person] for person in text.gazetteer.surnames.get(word, ())]
    if said:
        people = [person for person in people if not _is_of_other_gender(person, said, text.gazetteer.naming)]
        people = [person for person in people if not _is_spouse(text, start, person)]
    found = ranked(people, text.gazetteer, text.on, text.spoken_of)
    best = likeliest(found, text.gazetteer, text.on)
    if best is None and _takes_part(text, start, end) and (body := shared(found, text.gazetteer, text.on)) is not None:
        rest = tuple(s.person for s in found if s.score > found[0].score - MARGIN)
        return _made(plain, start, end, body, body.code, rest), Standing(body, found[0].score)
    sole = (
        best is not None and sum(s.score > 0 for s in found) == 1 and word.lower() not in text.gazetteer.naming.common
    )
    if (
        best is None
        or best.score < SURE - sole
        or (
            LOCATION in text.covered[start:end]
            and text.gazetteer.naming.located.search(plain[max(0, start - 12) : start])
        )
    ):
        return None, None
    if _is_anybody_of(text, start, end, {best.person.code, text.gazetteer.serves(best.person, text.on)}):
        return None, None
    known = word.lower() not in text.gazetteer.naming.common
    known = known and standing(best.person, text.gazetteer, text.on) >= PROMINENT
    if not known and is_named_otherwise(text, start, word):
        return None, None
    rest = tuple(s.person for s in found if s.person is not best.person and s.score)
    return _made(plain, start, end, best.person, text.gazetteer.serves(best.person, text.on), rest), best


def _is_anybody_of(text: Surroundings, start: int, end: int, codes: Collection[str]) -> bool:
    """Whether a surname's bearer is said to be of something else: "Brazil's Santos", "Brown of FEMA"."""
    plain = text.written.text
    owner = text.owners.get(start - 3) if plain.startswith("'s ", start - 3) else None
    if owner is not None:
        return owner not in codes
    of = en.OF.match(plain, end)
    return of is not None and text.named.get(of.end(), "") not in codes


def _said_of(text: Surroundings, start: int) -> str:
    """The gender that a courtesy title before a name states, "m" or "f", or empty."""
    before = BEFORE.search(text.written.text[max(0, start - 10) : start])
    words = text.gazetteer.naming.words
    if before is None or before[1].rstrip(".") in ("Sir", "Lord"):
        return ""
    title = before[1].rstrip(".")
    return "f" if title in words["title f"] else "m" if title in words["title m"] else ""


def _is_of_other_gender(person: Actor, said: str, naming: Naming) -> bool:
    """Whether a person is certainly not of the gender said, as Bill Clinton is not Mrs Clinton."""
    man = person.name.split(" ", 1)[0] in en.MEN
    own = "m" if man else naming.gender(person.name, "") if said else ""
    return bool(said and own) and own != said


def _is_spouse(text: Surroundings, start: int, person: Actor) -> bool:
    """Whether the wife of a leader is meant: "The President and Mrs Higgins", unless the leader is a woman."""
    wife = text.written.text.endswith(("and Mrs ", "and Mrs. "), 0, start)
    return wife and text.gazetteer.naming.gender(person.name, "") != "f"


def _takes_part(text: Surroundings, start: int, end: int) -> bool:
    """Whether a surname is a subject or an object: "Al Thani told", but not at the end of "bin Jassim Al Thani"."""
    plain = text.written.text
    before = BEFORE.search(plain[max(0, start - 24) : start])
    known = before is None or before[1][0].islower() or before[1] in text.gazetteer.naming.unlike_names
    known = known and (before is None or before[1].lower() not in PARTICLES)
    if not known or text.gazetteer.naming.locates(plain[max(0, start - 12) : start]):
        return False
    if plain.startswith("'s ", end) and (before is None or before[1] not in ("of", "off", "to")):
        return True
    if text.gazetteer.naming.verb.match(plain, end) is not None:
        return True
    return before is not None and before[1] in en.TOWARDS


def _made(text: str, start: int, end: int, actor: Actor, code: str, rest: tuple[Actor, ...] = ()) -> Linked:
    rule, form = ("backed", ADJECTIVE) if backed(text, start, end) else ("surname", NOUN)
    return Linked(start, end, text[start:end], actor, code, rule, form, candidates=rest)


def _is_listed(text: str, mention: Linked, starts: Collection[int], ends: Collection[int]) -> bool:
    """Whether it is listed with persons, whose starts and ends are given: "Macron, May and Merkel"."""
    if mention.start - 2 not in ends or text[mention.start - 2] != ",":
        return False
    joined = (mention.end + len(gap) for gap in (", ", " and ", ", and ") if text.startswith(gap, mention.end))
    return any(place in starts for place in joined)


def _evident(
    text: Surroundings, mention: Linked, best: Standing, kind: str, spoken_of: Collection[str], *, company: bool
) -> bool:
    """Whether a surname that is also a word, or common, certainly refers to this bearer."""
    plain, start, end = text.written.text, mention.start, mention.end
    words = text.gazetteer.naming.words
    before = BEFORE.search(plain[max(0, start - 24) : start])
    courtesy = before is not None and before[1] in words["courtesy"]
    acting = acts(text, end)
    if kind == "given":
        joined = en.JOINS.match(plain, end)
        joins = joined is not None and joined[1] not in text.gazetteer.naming.given  # not Carlos and Elsa Alvarez
        return mention.code in spoken_of or (best.score >= PROMINENT and (acting or joins))
    if kind == "obscure":
        done = before is not None and (before[1] in en.TOWARDS or en.DOES.search(before[1]) is not None)
        owns = plain.startswith("'s ", end) or (en.PARTNER.match(plain, end) or en.RULES.match(plain, end)) is not None
        return mention.code in spoken_of or courtesy or acting or done or owns
    if kind == "doubtful":
        return mention.code in spoken_of or courtesy or (best.score > SURE and (company or acting))
    if kind == "name":
        known = standing(best.person, text.gazetteer, text.on) if best.person.kind is Kind.PERSON else best.score
        near = mention.code in spoken_of
        if known > SURE + 1 or (near and heads(best.person, text.gazetteer, text.on)):
            return near or courtesy or company
        likely = known >= SURE and (near or (company and known > SURE - courtesy))
        done = before is not None and before[1] in en.TOWARDS
        rules = en.PARTNER.match(plain, end) or en.RULES.match(plain, end) or plain[start - 1] in "-–"
        return likely and (courtesy or acting or done or (known > SURE and bool(rules)))
    if courtesy:
        return True
    if re.match(r" \d", plain[end : end + 2]):  # Hill 70
        return False
    if mention.text == "May" and en.DATED.search(plain[max(0, start - 9) : start]):
        return en.FELT.search(plain[max(0, start - 24) : start]) is not None
    if mention.text == "May" and en.MONTH.search(plain[max(0, start - 9) : start]):
        return acting and company and best.score > SURE
    begins = START.search(plain[max(0, start - 3) : start]) is not None
    if begins or text.written.flat(start):
        if en.PLURAL.match(plain, end):
            return False
        partner = best.score > SURE + 1 and en.PARTNER.match(plain, end) is not None
        return company and best.score > SURE and (acting or partner)
    thing = THING.match(plain, end)
    if thing and best.score <= SURE and plain[max(0, start - 4) : start].lower() == "the ":  # the Nova rave
        return mention.code in spoken_of
    known = company or (acting and best.score > PROMINENT)
    return known and (best.score > SURE or mention.code in spoken_of)
