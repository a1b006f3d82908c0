"""Mentions that include a title: "Russian President Vladimir Putin", "the president of Russia"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from graphkit.actors.gazetteer import NOUN, Gazetteer
from graphkit.actors.incumbents import HEADS, in_office, is_anothers
from graphkit.actors.jurisdictions import described, is_of_part, legislates_for, of_province, with_state
from graphkit.actors.linked import Linked, touching
from graphkit.actors.mentions import SmallWords
from graphkit.actors.naming import SUFFIXES
from graphkit.actors.offices import Office
from graphkit.actors.prominence import SURE, likeliest, ranked
from graphkit.actors.spelling import Plain, key
from graphkit.actors.unlisted import behind_courtesy, introduced, may_begin
from graphkit.languages.en import titles as en
from graphkit.model import Actor, Kind

NAME = re.compile(
    r"(?:(?:al|bin|ben|ibn|de|da|dos|del|der|van|von|la|le) ){0,2}(?:[A-Z][\w'-]*\w|[A-Z]\.)"
    r"(?:[^\S\n]+(?:(?:al|el|bin|ben|ibn|de|da|dos|del|der|van|von|la|le|ul|ur)[\s-])?"
    r"(?:[A-Z][\w'-]+|[A-Z]\.|(?![IVX] )[A-Z](?= [A-Z][a-z]))){0,3}"
)
"""A capitalised name of up to four words, or a surname with its particles: von der Leyen."""
GAP = re.compile(r",?[^\S\n]+")
SINGULAR = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})
"""Offices that a state has only one of, so that a later "the president" means its own."""
STATELY = frozenset({"head_of_state", "head_of_government"})
"""Offices that the leader of an armed group does not hold: he is no "President Yusuf"."""
SOLE = SINGULAR.union(HEADS)
"""Offices that a state or body has only one of: "the president of Iran's visit" is that of its president."""
SAME_RANK = dict.fromkeys(HEADS, HEADS)
"""Offices whose titles the news uses interchangeably."""
NUMERAL = re.compile(r" [IVX]+(?![\w'-])")
"""The number of a king or pope, after the name."""


def _titles(text: str, small: SmallWords) -> Iterator[tuple[int, int]]:
    """The spans of titles, left to right, the longest at each position."""
    titles = ((start, end) for start, end, kinds in small.found if "title" in kinds)
    spans = [(start, end) for start, end in titles if not _inside_word(text, start, end)]
    if not spans:
        return
    lower = text.lower()
    spans = [span for span in spans if not (en.VERB.match(lower, span[0]) or _joined(text, span[0]))]
    position = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= position:
            yield start, end
            position = end


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isalnum() or before == "_" or after.isalnum() or after in ("_", "-")


def _joined(text: str, start: int) -> bool:
    """Whether a title is part of a name: "Sharm el-Sheikh"."""
    return text[start - 1 : start] == "-" and en.PARTICLE.search(text[max(0, start - 4) : start]) is not None


def titled(written: Plain, small: SmallWords, linked: Sequence[Linked], gazetteer: Gazetteer, on: date) -> list[Linked]:
    """Mentions that include a title, one of the ``small`` words, to replace those they overlap."""
    places = list(_titles(written.text, small))
    return list(_around(places, written, linked, gazetteer, on)) if places else []


def _around(
    titles: Sequence[tuple[int, int]], written: Plain, linked: Sequence[Linked], gazetteer: Gazetteer, on: date
) -> Iterator[Linked]:
    text = written.text
    spoken_of = frozenset(mention.code for mention in linked)
    starts = {mention.start: mention for mention in linked}
    ends = {mention.end: mention for mention in linked}
    last: Actor | None = None
    """The state or body of the title before, for "the president" later on."""
    for first, stop in titles:
        title = text[first:stop]
        office, of = gazetteer.titles[title.lower()]
        if any(m.actor.id != of for m in touching(linked, first, stop)) or (
            of and of_province(text, first, stop, linked, gazetteer)
        ):
            continue
        former = _is_former(text, first)
        begin, end = first, stop
        body = gazetteer.actors.get(of) if of else None
        if before := _before(text, begin, title, linked, gazetteer):
            body, begin = legislates_for(before, title, gazetteer), before.start
            former = former or _is_former(text, begin)
        after = _after(text, end, starts)
        of_part = after is not None and is_of_part(text, after, sole=office in SOLE)
        if after is not None and body is None and not of_part and not _is_sent(text, title, stop):
            body, end = after.actor, after.end
        realm = body or _realm(text, end, starts, title.lower())
        person, name_end, rule = _name(
            written, end, starts, gazetteer, _Seat(title.lower(), office, realm, on, spoken_of)
        )
        body = body if person is None else realm
        if person is None and (apposed := _apposed(text, first, ends) or _apposed(text, begin, ends)) is not None:
            person, begin, name_end, rule = apposed.actor, apposed.start, stop, "title"
            if after is not None and not _is_sent(text, title, stop):
                body, name_end = described(apposed, after, body, stop, of_part=of_part)
        served = after.actor if after and of_part and en.INSTITUTION.match(text, after.end) else body
        if person is None and served is not None and served.kind is not Kind.PERSON:
            person, begin, name_end, rule = _apposed_name(text, begin, end, first, linked, served, gazetteer)
        if person is not None and body is None and person.kind is Kind.PERSON:
            body = gazetteer.by_code(gazetteer.serves(person, on)) if not former else None
        if person is None and body is None and title[0].islower() and last is not None and _definite(text, begin):
            body = last if office in SINGULAR and en.OF_BODY.match(text, stop) is None else None
        if body is None or body.kind is Kind.PERSON:
            if person is not None:
                code = gazetteer.serves(person, on)
                yield _made(text, begin, name_end, person, code, rule, None, office)
            continue
        last = body
        if person is not None:
            full = " " in (text[end:name_end].strip(" ,") or person.name)
            heading = not former and not of_part and en.HEADING.search(title.lower()) is not None
            heading = heading and not (full and is_anothers(person, office, body, gazetteer, on))
            code = body.code if heading or person.id.startswith("unlisted-") else gazetteer.serves(person, on)
            name_end = with_state(text, title, name_end, body, starts) if heading else name_end
            yield _made(text, begin, name_end, person, code, rule, body if heading else None, office)
        elif (
            not former
            and (before or after or _stands_alone(text, title, end, bool(of), body, office, gazetteer, on))
            and (meant := in_office(title.lower(), office, body, text[begin : end + 10], gazetteer, on))
        ):
            yield _made(text, begin, end, meant, body.code, "office", None, office)


def _stands_alone(
    text: str, title: str, end: int, default: bool, body: Actor, office: str, gazetteer: Gazetteer, on: date
) -> bool:
    """Whether a title without a body means its holder: not "Secretary of State Cardinal Parolin"."""
    if default and en.NAMED.match(text, end):
        return False
    return (default and title[0].isupper()) or gazetteer.holder(office, body.code, on) is not None


def _is_former(text: str, place: int) -> bool:
    """Whether the word before a title shows that its bearer does not hold the office."""
    before = text[place - 12 if place > 12 else 0 : place]
    return before[:-1].lower().endswith(en.FORMERLY) and en.FORMER.search(before) is not None


def _made(
    text: str, start: int, end: int, actor: Actor, code: str, rule: str, heads: Actor | None, office: str
) -> Linked:
    return Linked(start, end, text[start:end], actor, code, rule, NOUN, heads=heads, office=office)


def _before(text: str, begin: int, title: str, linked: Sequence[Linked], gazetteer: Gazetteer) -> Linked | None:
    """The body right before a title, or before the portfolio of a minister, as in "Russian" or "Britain's".

    A town that is only a location does not count: "In Prague President Obama said".
    """
    named = title[0].isupper()
    for pattern, reach in ((en.BETWEEN, 40), (en.MINISTRY, 90))[: 2 if named and title.lower() in en.MINISTERS else 1]:
        for mention in touching(linked, begin - reach, begin):
            bears = mention.actor.kind is not Kind.PERSON and mention.rule != "backed"
            bears = bears and not (mention.rule == "metonym" and title.lower() == en.CHAIR)  # the Senate President
            bears = bears and not (mention.actor.kind is Kind.BLOC and en.SENT.search(title.lower()))  # Mideast envoy
            if bears and pattern.fullmatch(text, mention.end, begin):
                words = text[max(0, mention.start - 12) : mention.start]
                town = named and mention.rule in ("capital", "place") and gazetteer.naming.locates(words)
                return None if town else mention
    return None


def _after(text: str, end: int, starts: dict[int, Linked]) -> Linked | None:
    """The body in "president of Russia"."""
    match = en.OF.match(text, end)
    mention = starts.get(match.end()) if match else None
    return mention if mention is not None and mention.actor.kind is not Kind.PERSON else None


def _is_sent(text: str, title: str, stop: int) -> bool:
    """Whether what follows is the destination of an envoy: "envoy to Syria", "ambassador to Russia"."""
    sent, serves = en.SENT.search(title.lower()), en.SERVES.search(title.lower())
    return (sent is not None and text.startswith(" for", stop)) or (serves is None and text.startswith(" to ", stop))


def _realm(text: str, end: int, starts: dict[int, Linked], title: str) -> Actor | None:
    """The state in "King Abdullah of Jordan", if kings of other states have the same name."""
    name = NAME.match(text, end + 1) if title in en.ROYAL and text[end : end + 1] == " " else None
    realm = _after(text, name.end(), starts) if name else None
    return realm.actor if realm is not None and realm.actor.kind is Kind.STATE else None


def _definite(text: str, begin: int) -> bool:
    return text[max(0, begin - 4) : begin].lower().endswith("the ")


def _apposed(text: str, title: int, ends: dict[int, Linked]) -> Linked | None:
    """The person in "Xi Jinping, the president of China"."""
    match = en.APPOSED.search(text[max(0, title - 40) : title])
    if match is None:
        return None
    mention = ends.get(max(0, title - 40) + match.start())
    return mention if mention is not None and mention.actor.kind is Kind.PERSON else None


def _apposed_name(
    text: str, begin: int, end: int, title: int, linked: Sequence[Linked], body: Actor, gazetteer: Gazetteer
) -> tuple[Actor | None, int, int, str]:
    """The person in "Kang Chol, North Korea's ambassador" who is not in the tables, and the span of the phrase."""
    for place in (begin, title):
        before = text[max(0, place - 70) : place]
        match = en.BEFORE_COMMA.search(before) if "," in before else None
        if match is None:
            continue
        start = max(0, place - 70) + match.start(1)
        name = text[start : start + len(match[1])]
        found = introduced(name, body, gazetteer) if may_begin(name, gazetteer) else None
        if found is None or (start and text[start - 1].isalnum()):
            continue
        if not touching(linked, start + found.start, start + found.end):
            return found.actor, start + found.start, end, _rule(found.actor)
    return None, begin, end, ""


class _Seat(NamedTuple):
    """A title in a text: its office, body and date."""

    title: str
    office: str
    body: Actor | None
    on: date
    spoken_of: Collection[str]

    def fits(self, person: Actor, gazetteer: Gazetteer) -> bool:
        """Whether a person may have the title: as one of that body, or having ever held that office."""
        tenures = gazetteer.tenures.get(person.id, ())
        if self.body is not None:
            return self.body.code in (person.code, gazetteer.serves(person, self.on)) or any(
                tenure.of == self.body.id for tenure in tenures
            )
        if self.office == "other":
            return self.title in en.RULERS and any(self._suits(tenure, gazetteer) for tenure in tenures)
        near = (self.office,) if self.title in en.REGNAL else SAME_RANK.get(self.office, (self.office,))
        near = (*near, "head") if self.title == en.CHAIR else near
        fitting = (tenure for tenure in tenures if tenure.office in near)
        if self.office not in STATELY:
            return any(fitting)
        return any(gazetteer.actors[tenure.of].kind is not Kind.ARMED_GROUP for tenure in fitting)

    def _suits(self, tenure: Office, gazetteer: Gazetteer) -> bool:
        """Whether the holder of an office may have a title without one: princes serve states, others any body."""
        return self.title not in en.ROYAL or gazetteer.actors[tenure.of].kind is Kind.STATE


def _name(
    written: Plain, end: int, starts: dict[int, Linked], gazetteer: Gazetteer, seat: _Seat
) -> tuple[Actor | None, int, str]:
    """The person named right after a title, the end of the name, and the rule."""
    text, body = written.text, seat.body
    gap = GAP.match(text[end : end + 3])
    if gap is None:
        return None, end, ""
    position = end + gap.end()
    position = behind_courtesy(text, position, gazetteer)
    mention = starts.get(position)
    if mention is not None and mention.actor.kind is Kind.PERSON:
        return mention.actor, mention.end, "title"
    if "," in gap[0] and mention is not None:
        return None, end, ""
    match = NAME.match(text, position)
    if match is None or not may_begin(match[0], gazetteer) or (mention is not None and mention.end >= match.end()):
        return None, end, ""
    name = match[0].rstrip(".'-").removesuffix("'s")
    words = name.split(" ")
    if seat.title in en.REGNAL and len(name) == len(match[0]) and (numeral := NUMERAL.match(text, match.end())):
        words.append(numeral[0].strip())
        name += numeral[0]
    if "," in gap[0] and len(words) < 2:
        return None, end, ""
    flat = written.flat(position)
    for size in range(1, len(words) + 1) if flat else range(len(words), 0, -1):
        said = " ".join(words[:size]).removesuffix("'s")
        following = position + len(said) + 1
        ends = flat or size == len(words) or words[size] in gazetteer.naming.words["time"] or following in starts
        if not ends or (seat.title in en.REGNAL and size < len(words) and NUMERAL.fullmatch(f" {words[size]}")):
            continue
        if person := _bearer(said, gazetteer, seat):
            rule = "title" if body is not None or size > 1 else "surname"
            return person, position + len(said), rule
    known = (not flat or words[0] in gazetteer.naming.given) and seat.title != en.CAPTAIN
    if body is not None and len(words) > 1 and body.kind is not Kind.PERSON and known:
        found = introduced(" ".join(words[:2]) if flat else name, body, gazetteer)
        if found is not None:
            return found.actor, position + found.end, _rule(found.actor)
    return None, end, ""


def _rule(person: Actor) -> str:
    return "unlisted" if person.id.startswith("unlisted-") else "title"


def _bearer(said: str, gazetteer: Gazetteer, seat: _Seat) -> Actor | None:
    """The person that a title and a name refer to; a given name must match, and is enough for kings and popes."""
    words = said.split()
    ids = gazetteer.surnames.get(said) or gazetteer.surnames.get(words[-1], ())
    regnal = seat.title in en.REGNAL or (seat.title in en.ROYAL and seat.body is not None and not ids)
    if regnal:
        ids = gazetteer.firsts.get(words[0], ()) if seat.office == "head_of_state" or not ids else ids
        ids = tuple(i for i in ids if _regnal(key(gazetteer.actors[i].name).split(), words))
    people = [gazetteer.actors[i] for i in dict.fromkeys(ids)]
    if said not in gazetteer.surnames and not regnal:
        first = words[0].rstrip(".").lower()
        people = [p for p in people if key(p.name).lower().startswith(first[:4]) and _shares(key(p.name), words)]
    fitting = [p for p in people if seat.fits(p, gazetteer)]
    found = ranked(fitting, gazetteer, seat.on, seat.spoken_of)
    holding = [s for s in found if any(_holds(t, seat) for t in gazetteer.tenures.get(s.person.id, ()))]
    best = likeliest(holding or found, gazetteer, seat.on)
    if best is None or (seat.body is None and not holding and best.score < SURE - 2):
        return None
    return best.person


def _shares(name: str, said: Sequence[str]) -> bool:
    """Whether two names have a middle part in common, if both have one: not Ali Mohsen and Ali Abdullah Saleh."""
    parts = (name.split()[1:-1], said[1:-1])
    middles = [{part.split("-")[-1][0] for part in some if len(part.split("-")[-1]) > 2} for some in parts]
    return not all(middles) or not middles[0].isdisjoint(middles[1])


def _regnal(name: Sequence[str], said: Sequence[str]) -> bool:
    """Whether a person has the given name of a king or pope: Charles III, Salman of Saudi Arabia."""
    if name[0].lower() in en.REGNAL:  # King Abdullah II
        name = name[1:]
    if len(said) > 1:
        return said[-1] in name
    return len(name) == 1 or name[1].upper() in SUFFIXES or not {"of", "bin", "ibn", "Al"}.isdisjoint(name)


def _holds(tenure: Office, seat: _Seat) -> bool:
    return tenure.held(seat.on) and tenure.office in SAME_RANK.get(seat.office, (seat.office,))
