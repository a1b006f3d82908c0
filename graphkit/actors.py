"""Who is meant: mentions linked to actors as of the article's date, titles and offices resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from graphkit.gazetteer import ADJECTIVE, NOUN, Gazetteer
from graphkit.mentions import Found, find_names
from graphkit.model import Actor, Kind

HEADING = re.compile(
    r"minister|secretary|president|premier|king|queen|chancellor|leader|chief|head|director|emir|emperor|ambassador|envoy|"
    r"crown prince|commissioner|representative"
)
"""Titles whose holder heads or represents a state or body in office."""
FORMER = re.compile(
    r"\b(?:former|ex|late|then|outgoing|ousted|deposed|one-time|future|designate|elect|deputy|vice|incoming)[- ]$",
    re.IGNORECASE,
)
BETWEEN = re.compile(
    r"(?:'s|’s)?\s+(?:(?:acting|interim|current|new|incumbent|caretaker|hardline|then|outgoing|former|late|deputy|"
    r"ousted|senior|top|first)\s+)*",
    re.IGNORECASE,
)
MINISTRY = re.compile(r"(?:'s|’s)?\s+(?:(?:[A-ZÀ-Þ][\w-]+|and|of|for|the|&),?\s+){1,8}$")
"""What stands between a state and its minister: "Argentine Justice and Human Rights Minister"."""
BEFORE_COMMA = re.compile(
    r"((?:[A-ZÀ-ÖØ-Þ][\w'’.-]*\s+)(?:(?:al|el|bin|ben|ibn|de|da|dos|del|der|van|von|la|le)[\s-])?"
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]+\s+){0,2}[A-ZÀ-ÖØ-Þ][\w'’-]+),\s+(?:the\s+)?(?:(?:new|interim|acting|current)\s+)?$"
)
"""A full name that an apposition follows: "Kang Chol, the new"."""
OF = re.compile(r"\s+(?:of|to|for)\s+(?:the\s+)?")
NAME = re.compile(
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’.-]*[\w.]|[A-Z]\.)(?:\s+(?:(?:al|el|bin|ben|ibn|de|da|dos|del|der|van|von|la|le|ul|ur)[\s-])?"
    r"(?:[A-ZÀ-ÖØ-Þ][\w'’-]+|[A-Z]\.)){0,3}"
)
"""A capitalised name of up to four words."""
SINGULAR = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})
"""Offices of which a state has one, so that "the president" later on means its."""
MINISTERS = frozenset({"minister", "secretary"})
NOT_NAMES = frozenset(
    "The A An In On At And But He She It They His Her Its Monday Tuesday Wednesday Thursday Friday Saturday Sunday "
    "January "
    "February March April May June July August September October November December Minister President General".split()
)


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention and the actor it means, in the offsets of the text that was searched."""

    start: int
    end: int
    text: str
    actor: Actor
    code: str
    """The state or body that the actor is, or acts for on that day."""
    rule: str
    form: str
    """noun (may act), adjective (modifies what acts) or place (only locates)."""
    heads: Actor | None = None
    """The state or body the person heads or represents in office, when the text itself gives the office."""
    office: str | None = None
    candidates: tuple[Actor, ...] = ()
    """Runners-up."""


def _titles(text: str, gazetteer: Gazetteer) -> Iterator[tuple[int, int]]:
    """Where titles stand, left to right, the longest at each place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    matcher, _ = gazetteer.title_automaton
    spans = [
        (start, end)
        for _, start, end in matcher.find_matches_as_indexes(lower, overlapping=True)
        if not _inside_word(lower, start, end)
    ]
    position = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= position:
            yield start, end
            position = end


def _inside_word(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isalnum() or before == "_" or after.isalnum() or (after in ("_", "-") and bool(after))


FACTION = re.compile(
    r"(?:'s|’s)?\s+(?:(?:democratic|main|armed|islamist|sunni|shia|shiite|kurdish|exiled|political|moderate|militant)\s+)*"
    r"(rebel|insurgent|separatist|opposition|pirate|dissident|revolutionar)(?:s|ies|y)?\b"
    r"(?:\s+(?:forces|fighters|groups?|part(?:y|ies)|leaders?|coalition|politicians?))?",
    re.IGNORECASE,
)
"""What turns a state's name into one that fights or opposes it: "Syrian rebels"."""


def find(text: str, gazetteer: Gazetteer, on: date | None) -> list[Linked]:
    """Every mention of an actor that names or offices give, as of ``on``, left to right, not overlapping."""
    linked = [_link(found, gazetteer, on) for found in find_names(text, gazetteer)]
    linked = [_in_context(text, mention) for mention in linked]
    linked = _merge(linked, list(_titled(text, linked, gazetteer, on)))
    linked = _merge(linked, list(_factions(text, linked, gazetteer)))
    return _merge(linked, list(_surnames(text, linked, gazetteer, on)))


def _link(found: Found, gazetteer: Gazetteer, on: date | None) -> Linked:
    readings = list(found.readings)
    actors = [gazetteer.actors[reading.actor] for reading in readings]
    best = 0
    if len(actors) > 1 and on is not None and all(actor.kind is Kind.PERSON for actor in actors):
        best = next((i for i, a in enumerate(actors) if any(t.held(on) for t in gazetteer.tenures.get(a.id, ()))), 0)
    actor = actors[best]
    code = gazetteer.serves(actor, on) if actor.kind is Kind.PERSON else actor.code
    rest = tuple(a for i, a in enumerate(actors) if i != best)
    reading = readings[best]
    return Linked(found.start, found.end, found.text, actor, code, reading.rule, reading.form, candidates=rest)


def _in_context(text: str, mention: Linked) -> Linked:
    """A capital after "in" or "at" only locates: "in Moscow"."""
    if mention.rule == "capital" and re.search(
        r"\b(?:in|at|near|outside|around|of|across)\s$", text[max(0, mention.start - 9) : mention.start]
    ):
        return replace(mention, form="place")
    return mention


def _merge(old: Sequence[Linked], new: Sequence[Linked]) -> list[Linked]:
    """All of ``new`` and what of ``old`` does not overlap it; of new ones that overlap, the longer."""
    kept: list[Linked] = []
    for mention in sorted(new, key=lambda m: (m.start - m.end, m.start)):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    kept += [m for m in old if all(m.end <= k.start or m.start >= k.end for k in kept)]
    return sorted(kept, key=lambda m: m.start)


def _factions(text: str, linked: Sequence[Linked], gazetteer: Gazetteer) -> Iterator[Linked]:
    """Armed and political opponents of a state that have no name of their own, as actors named after it."""
    for mention in linked:
        if mention.actor.kind is not Kind.STATE or mention.rule not in ("demonym", "name") or mention.rule == "backed":
            continue
        match = FACTION.match(text, mention.end)
        if match is None or (mention.rule == "name" and not match[0].startswith(("'s", "’s"))):
            continue
        word = {"opposition": "opposition", "revolutionar": "revolutionaries"}.get(
            match[1].lower(), f"{match[1].lower()}s"
        )
        people = mention.text if mention.rule == "demonym" else gazetteer.demonyms.get(mention.actor.id, mention.text)
        name = f"{people} {word}"
        code = re.sub(r"[^A-Z]", "", _plain(name).upper())
        kind = Kind.ORGANISATION if word in ("opposition", "dissidents") else Kind.ARMED_GROUP
        actor = gazetteer.by_code(code) or Actor(f"faction-{code.lower()}", name, kind, code)
        yield Linked(mention.start, match.end(), text[mention.start : match.end()], actor, code, "faction", NOUN)


# --- titles


def _titled(text: str, linked: Sequence[Linked], gazetteer: Gazetteer, on: date | None) -> Iterator[Linked]:
    """Mentions that a title takes part in: "Russian President Vladimir Putin", "the president of Russia"."""
    starts = {mention.start: mention for mention in linked}
    ends = {mention.end: mention for mention in linked}
    last: Actor | None = None
    """The state or body of the title before, for "the president" later on."""
    for first, stop in _titles(text, gazetteer):
        title = text[first:stop]
        office, of = gazetteer.titles[title.lower()]
        if any(m.start < stop and m.end > first and m.actor.id != of for m in linked):
            continue
        former = bool(FORMER.search(text[max(0, first - 12) : first]))
        begin, end = first, stop
        body = gazetteer.actors.get(of) if of else None
        if before := _before(text, begin, ends, ministry=title[0].isupper() and title.lower() in MINISTERS):
            body, begin = before.actor, before.start
            former = former or bool(FORMER.search(text[max(0, begin - 12) : begin]))
        if (after := _after(text, end, starts)) and body is None:
            body, end = after.actor, after.end
        person, name_end, rule = _name(text, end, starts, gazetteer, body, office, on)
        if person is None and (apposed := _apposed(text, first, ends) or _apposed(text, begin, ends)) is not None:
            person, begin, name_end, rule = apposed.actor, apposed.start, stop, "title"
            if after is not None:
                body, name_end = after.actor, after.end
        if person is None and body is not None and body.kind is not Kind.PERSON:
            person, begin, name_end, rule = _apposed_name(text, begin, end, first, linked, body)
        if person is not None and body is None and person.kind is Kind.PERSON:
            body = gazetteer.by_code(gazetteer.serves(person, on)) if not former else None
        if person is None and body is None and title[0].islower() and last is not None and _definite(text, begin):
            body = last if office in SINGULAR else None
        if body is None or body.kind is Kind.PERSON:
            if person is not None:
                code = gazetteer.serves(person, on)
                yield _made(text, begin, name_end, person, code, rule, None, office)
            continue
        last = body
        if person is not None:
            in_office = not former and HEADING.search(title.lower()) is not None
            code = body.code if in_office or person.id.startswith("unlisted-") else gazetteer.serves(person, on)
            yield _made(text, begin, name_end, person, code, rule, body if in_office else None, office)
        elif not former and (before is not None or after is not None or gazetteer.holder(office, body.code, on)):
            meant = gazetteer.holder(office, body.code, on) or body
            yield _made(text, begin, end, meant, body.code, "office", None, office)


def _made(
    text: str, start: int, end: int, actor: Actor, code: str, rule: str, heads: Actor | None, office: str
) -> Linked:
    return Linked(start, end, text[start:end], actor, code, rule, NOUN, heads=heads, office=office)


def _before(text: str, begin: int, ends: dict[int, Linked], *, ministry: bool = False) -> Linked | None:
    """The body right before a title, as in "Russian" or "Britain's"; with ``ministry``, before what it is for too."""
    for pattern, reach in ((BETWEEN, 40), (MINISTRY, 90))[: 2 if ministry else 1]:
        window = text[max(0, begin - reach) : begin]
        for match in pattern.finditer(window):
            if match.end() == len(window):
                mention = ends.get(begin - len(window) + match.start())
                if mention is not None and mention.actor.kind is not Kind.PERSON and mention.rule != "backed":
                    return mention
    return None


def _after(text: str, end: int, starts: dict[int, Linked]) -> Linked | None:
    """The body in "president of Russia"."""
    match = OF.match(text, end)
    mention = starts.get(match.end()) if match else None
    return mention if mention is not None and mention.actor.kind is not Kind.PERSON else None


def _definite(text: str, begin: int) -> bool:
    return text[max(0, begin - 4) : begin].lower().endswith("the ")


def _apposed(text: str, title: int, ends: dict[int, Linked]) -> Linked | None:
    """The person in "Xi Jinping, the president of China"."""
    match = re.search(
        r",\s+(?:the\s+)?(?:(?:new|interim|acting|current|then)\s+)?(?:[A-Z]\w+\s+)?$", text[max(0, title - 40) : title]
    )
    if match is None:
        return None
    mention = ends.get(max(0, title - 40) + match.start())
    return mention if mention is not None and mention.actor.kind is Kind.PERSON else None


def _apposed_name(
    text: str, begin: int, end: int, title: int, linked: Sequence[Linked], body: Actor
) -> tuple[Actor | None, int, int, str]:
    """The person of "Kang Chol, North Korea's ambassador" whom no table knows, and the span of the whole."""
    for place in (begin, title):
        match = BEFORE_COMMA.search(text[max(0, place - 70) : place])
        if match is None:
            continue
        start = max(0, place - 70) + match.start(1)
        name = match[1]
        free = all(m.end <= start or m.start >= start + len(name) for m in linked)
        if free and name.split()[0] not in NOT_NAMES and not (start and text[start - 1].isalnum()):
            return _unlisted(name, body), start, end, "unlisted"
    return None, begin, end, ""


def _unlisted(name: str, body: Actor) -> Actor:
    slug = re.sub(r"[^a-z0-9]+", "-", _plain(name).lower()).strip("-")
    return Actor(f"unlisted-{slug}-{body.code.lower()}", name, Kind.PERSON, body.code)


def _name(
    text: str,
    end: int,
    starts: dict[int, Linked],
    gazetteer: Gazetteer,
    body: Actor | None,
    office: str,
    on: date | None,
) -> tuple[Actor | None, int, str]:
    """The person named right behind a title, where the name ends, and the rule."""
    gap = re.match(r",?\s+", text[end : end + 3])
    if gap is None:
        return None, end, ""
    position = end + gap.end()
    mention = starts.get(position)
    if mention is not None and mention.actor.kind is Kind.PERSON:
        return mention.actor, mention.end, "title"
    if "," in gap[0] and mention is not None:
        return None, end, ""
    match = NAME.match(text, position)
    if match is None or match[0].split()[0] in NOT_NAMES or (mention is not None and mention.end >= match.end()):
        return None, end, ""
    name = match[0].rstrip(".'’-")
    if name.endswith(("'s", "’s")):
        name = name[:-2]
    words = name.split()
    if "," in gap[0] and len(words) < 2:
        return None, end, ""
    stop = position + len(name)
    people = [gazetteer.actors[i] for i in gazetteer.surnames.get(words[-1], ())]
    fitting = [p for p in people if (body is not None and p.code == body.code) or _serves(gazetteer, p, body, on)]
    if on is not None and len(fitting) > 1:
        fitting = [p for p in fitting if any(t.held(on) for t in gazetteer.tenures.get(p.id, ()))] or fitting
    if len(words) > 1:
        first = words[0].lower().rstrip(".")
        fitting = [p for p in fitting if p.name.split()[0].lower()[:1] == first[:1]]
    if len(fitting) == 1:
        return fitting[0], stop, "title"
    if body is None and on is not None and len(words) == 1:
        holding = [p for p in people if any(t.held(on) and t.office == office for t in gazetteer.tenures.get(p.id, ()))]
        if len(holding) == 1:
            return holding[0], stop, "surname"
    if body is not None and len(words) > 1 and body.kind is not Kind.PERSON:
        return _unlisted(name, body), stop, "unlisted"
    if len(fitting) > 1 and body is not None and (holder := gazetteer.holder(office, body.code, on)) in fitting:
        return holder, stop, "surname"
    return None, end, ""


def _serves(gazetteer: Gazetteer, person: Actor, body: Actor | None, on: date | None) -> bool:
    return body is not None and gazetteer.serves(person, on) == body.code


def _plain(name: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


# --- surnames


def _surnames(text: str, linked: Sequence[Linked], gazetteer: Gazetteer, on: date | None) -> Iterator[Linked]:
    """A last name alone, after a full name or title named its bearer, or when one office-holder of the day has it."""
    bearers: dict[str, list[Linked]] = {}
    for mention in linked:
        if mention.actor.kind is Kind.PERSON:
            for word in {mention.text.split()[-1], mention.actor.name.split()[-1], mention.actor.name.split()[0]}:
                bearers.setdefault(word.removesuffix("'s"), []).append(mention)
    taken = [(m.start, m.end) for m in linked]
    for match in re.finditer(r"\b[A-ZÀ-ÖØ-Þ][\w’-]{1,}", text):
        word = match[0].removesuffix("’s")
        if any(s < match.end() and e > match.start() for s, e in taken):
            continue
        end = match.start() + len(word)
        if known := [m for m in bearers.get(word, ()) if m.start < match.start()]:
            last = known[-1]
            if len({m.actor.id for m in known}) == 1:
                yield Linked(match.start(), end, word, last.actor, last.code, "surname", NOUN)
        elif (
            on is not None and word.lower() not in gazetteer.common_surnames and not _compound(text, match.start(), end)
        ):
            people = [gazetteer.actors[i] for i in gazetteer.surnames.get(word, ())]
            heads = [
                p
                for p in people
                if p.name.split()[-1] == word
                and any(
                    t.held(on) and t.office in ("head_of_state", "head_of_government")
                    for t in gazetteer.tenures.get(p.id, ())
                )
            ]
            if len(heads) == 1:
                yield Linked(match.start(), end, word, heads[0], gazetteer.serves(heads[0], on), "surname", NOUN)


def _compound(text: str, start: int, end: int) -> bool:
    """Whether the word is part of a longer name that is not the person's."""
    before = re.search(r"[A-ZÀ-Þ][\w.'’-]*\s$", text[max(0, start - 20) : start])
    after = re.match(r"\s[A-ZÀ-Þ]", text[end : end + 2])
    return bool(before or after)


__all__ = ["ADJECTIVE", "Linked", "find"]
