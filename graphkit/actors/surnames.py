"""Short names: a surname after its bearer was named, or that of someone generally known by it on that day."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import NamedTuple

from graphkit.actors.gazetteer import ADJECTIVE, NOUN, PLACE, Gazetteer
from graphkit.actors.linked import Linked, merge
from graphkit.actors.mentions import backed
from graphkit.actors.namesakes import Stranger, strangers
from graphkit.actors.naming import PARTICLES, SUFFIXES, Naming
from graphkit.actors.prominence import MARGIN, SURE, Standing, lead, likeliest, ranked, shared
from graphkit.actors.spelling import Plain, key
from graphkit.actors.tokens import short_names
from graphkit.languages.en import surnames as en
from graphkit.languages.en.names import UNATTACHED
from graphkit.languages.en.titles import REGNAL
from graphkit.model import Actor, Kind

BEFORE = re.compile(r"([A-Za-z][\w.'-]*),?[ ]$")
AFTER = re.compile(r"[ ]((?:al-|el-|al |bin |ibn )?[A-Z][\w-]*)")
INITIAL = re.compile(r" (?![AIVX] )[A-Z] [A-Z][a-z]")
THING = re.compile(r" ([a-z]+)")
START = re.compile(r"(?:^|[.!?:;\"\n(–—-])[\"' ]*$")


class _Text(NamedTuple):
    """A text and the persons it has named so far."""

    written: Plain
    gazetteer: Gazetteer
    on: date
    bearers: Mapping[str, Sequence[Linked]]
    """Short name -> the persons with that name whom the text names in full or by title."""
    alike: Mapping[str, int]
    """Short name -> how many of these, starting with the first, are the same person."""
    strangers: Mapping[str, int]
    """Surnames of persons named in full who are not in the tables -> position of the first of each."""
    spoken_of: Collection[str]
    """The states and bodies that the text names."""
    covered: bytearray
    """For each character 1 if it is in a mention, 2 if only in a place, 3 if in the name of an unknown person."""


def _bearers(linked: Sequence[Linked], gazetteer: Gazetteer) -> dict[str, list[Linked]]:
    found: dict[str, list[Linked]] = {}
    for mention in linked:
        if mention.actor.kind is Kind.PERSON and mention.rule != "office":
            for short in _short(mention, gazetteer.naming):
                if gazetteer.names.get(short) != ():  # He and No are also surnames
                    found.setdefault(short, []).append(mention)
    return found


def _alike(bearers: Mapping[str, Sequence[Linked]]) -> dict[str, int]:
    return {
        short: next((n for n, m in enumerate(found) if m.actor.id != found[0].actor.id), len(found))
        for short, found in bearers.items()
    }


def _short(mention: Linked, naming: Naming) -> set[str]:
    name, code = key(mention.actor.name), mention.actor.code
    short = set(naming.goes_by(name, code))
    words = [word for word in mention.text.removesuffix("'s").split() if word not in SUFFIXES]
    if len(words) > 1:
        surface = " ".join(words)
        short |= set(naming.goes_by(surface, code)) if surface in (mention.text, name) else {words[-1]}
    return short


def _covered(text: str, linked: Sequence[Linked], unknown: Sequence[Stranger]) -> bytearray:
    marks = bytearray(len(text))
    for mention in linked:
        mark = b"\x02" if mention.rule == "place" else b"\x01"
        marks[mention.start : mention.end] = mark * (mention.end - mention.start)
    for stranger in unknown:
        marks[stranger.start : stranger.end] = b"\x03" * (stranger.end - stranger.start)
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
    first = {stranger.surname: stranger.start for stranger in reversed(unknown)}
    text = _Text(written, gazetteer, on, bearers, _alike(bearers), first, spoken_of, covered)
    sure, common = _meant(text, tokens)
    told = spoken_of.union(m.code for m in sure if not m.candidates)
    unsure = len(sure) + len(common) < len(tokens) or any(m.candidates for m in (*sure, *(m for m, _, _ in common)))
    if told != spoken_of and unsure:
        text = text._replace(spoken_of=told)  # Jammeh conceded to Barrow: the Gambian
        sure, common = _meant(text, tokens)
    if common:
        named = [*linked, *sure]
        company = {m.actor.id for m in named if m.form != PLACE} | {
            m.actor.id for m, best, _ in common if best.score > SURE + 1
        }
        spoken_of = frozenset(m.code for m in named)
        persons = [(m.start, m.end) for m in named if m.actor.kind is Kind.PERSON]
        starts, ends = ({span[side] for span in persons} for side in (0, 1))
        for mention, standing, kind in common:
            others = len(company) > (mention.actor.id in company)
            listed = _is_listed(written.text, mention, starts, ends)
            if listed or _evident(text, mention, standing, kind, spoken_of, company=others):
                sure.append(mention)
    kept = [mention for mention in linked if not _someone(text, mention)]
    return merge(kept, sure)


def _meant(
    text: _Text, tokens: Sequence[tuple[int, int, str]]
) -> tuple[list[Linked], list[tuple[Linked, Standing, str]]]:
    """Mentions by short names, and separately those whose name is also a word or common, with which of these."""
    sure, common = [], []
    for start, end, word in tokens:
        mention, standing = _mention(text, start, end, word)
        if mention is None:
            continue
        kind = text.gazetteer.naming.common.get(word.lower()) if standing is not None else None
        if kind is None or standing is None:
            sure.append(mention)
        else:
            common.append((mention, standing, kind))
    return sure, common


def _twice(text: str, linked: Sequence[Linked], bearers: Collection[str], gazetteer: Gazetteer) -> Iterator[Linked]:
    """The places and states that may share the name of a person named in the text, for ``_someone`` to check."""
    homonyms = gazetteer.naming.homonyms
    for mention in linked:
        doubtful = mention.rule == "place" or mention.text in homonyms
        if doubtful and (mention.text in bearers or text.find(mention.text) < mention.start):
            yield mention


def _someone(text: _Text, mention: Linked) -> bool:
    """Whether a place or state has the surname of a person in the text and is more likely that person."""
    if mention.rule == "place" and mention.text in text.bearers:
        return True
    if mention.rule != "place" and mention.text not in text.gazetteer.naming.homonyms:
        return False
    before = text.written.text[max(0, mention.start - 12) : mention.start]
    named = text.strangers.get(mention.text, mention.start) < mention.start
    return named and not text.gazetteer.naming.placed.search(before)


def _mention(text: _Text, start: int, end: int, word: str) -> tuple[Linked | None, Standing | None]:
    """The mention for a short name, if any, and the standing that decided it if the text had not named the person."""
    plain = text.written.text
    if not {1, 3}.isdisjoint(text.covered[start:end]):
        return None, None
    flat = text.written.flat(start)
    bearers = text.bearers.get(word, ())
    named = len(bearers) if flat else bisect_left(bearers, start, key=attrgetter("start"))
    if _other_name(text, start, end, known=bool(named)) or (not named and _introduced(plain, start, end)):
        return None, None
    if 0 < named <= text.alike.get(word, 0):
        last = bearers[named - 1]
        return _made(plain, start, end, last.actor, last.code), None
    if named and len({bearer.code for bearer in bearers[:named]}) == 1:  # Kim and Kim Yo-jong: the one who rules
        people = [bearer.actor for bearer in bearers[:named]]
        best = likeliest(ranked(people, text.gazetteer, text.on, text.spoken_of), text.gazetteer, text.on)
        person = people[-1] if best is None else best.person
        return _made(plain, start, end, person, bearers[0].code), None
    if named or (word in text.strangers and (flat or text.strangers[word] < start)):
        return None, None
    if not bearers and _locates(text, start, word):
        return None, None
    people = [text.gazetteer.actors[person] for person in text.gazetteer.surnames.get(word, ())]
    found = ranked(people, text.gazetteer, text.on, text.spoken_of)
    best = likeliest(found, text.gazetteer, text.on)
    if best is None and _acts(text, start, end) and (body := shared(found, text.gazetteer, text.on)) is not None:
        rest = tuple(s.person for s in found if s.score > found[0].score - MARGIN)
        return _made(plain, start, end, body, body.code, rest), Standing(body, found[0].score)
    sole = (
        best is not None and sum(s.score > 0 for s in found) == 1 and word.lower() not in text.gazetteer.naming.common
    )
    if (
        best is None
        or best.score < SURE - sole
        or (2 in text.covered[start:end] and text.gazetteer.naming.located.search(plain[max(0, start - 12) : start]))
    ):
        return None, None
    rest = tuple(s.person for s in found if s.person is not best.person and s.score)
    return _made(plain, start, end, best.person, text.gazetteer.serves(best.person, text.on), rest), best


def _acts(text: _Text, start: int, end: int) -> bool:
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


def _introduced(text: str, start: int, end: int) -> bool:
    """Whether an unknown person is introduced: "a student named Wong", "a Reagan", "King Abdullah V"."""
    before = BEFORE.search(text[max(0, start - 9) : start])
    if before is not None and before[1].lower() in REGNAL:
        return True
    if text[start - 1 : start] == " " and en.ONE_OF.search(text[max(0, start - 9) : start]):
        return UNATTACHED.match(text[end : end + 10]) is not None
    said = text[max(0, start - 8) : start].lower().endswith(en.INTRODUCES)
    return said and en.INTRODUCED.search(text[max(0, start - 60) : start]) is not None


def _locates(text: _Text, start: int, word: str) -> bool:
    """Whether a name that is also a town's or province's is used as a place: "In Austin police left"."""
    naming = text.gazetteer.naming
    if word not in naming.towns and word not in naming.provinces:
        return False
    before = text.written.text[max(0, start - 24) : start]
    return naming.locates(before) and en.FELT.search(before) is None


def _made(text: str, start: int, end: int, actor: Actor, code: str, rest: tuple[Actor, ...] = ()) -> Linked:
    rule, form = ("backed", ADJECTIVE) if backed(text, start, end) else ("surname", NOUN)
    return Linked(start, end, text[start:end], actor, code, rule, form, candidates=rest)


def _other_name(text: _Text, start: int, end: int, *, known: bool) -> bool:
    """Whether the word is part of a longer name of somebody else: "Hunter Biden", "Kim Yo-jong", "Trump Tower"."""
    plain, flat = text.written.text, text.written.flat(start)
    naming = text.gazetteer.naming
    words = naming.words
    following = AFTER.match(plain, end)
    if following and not flat:
        word = following[1]
        begins = end + 1
        apart = word in words["time"] or word in words["office"] or text.covered[begins] == 1 or word.isupper()
        if not apart or INITIAL.match(plain, end):  # General John F Campbell
            return True
    if following and flat and re.match(r"[A-Z][a-z]+-[A-Za-z]", following[1]):
        return True
    thing = THING.match(plain, end)
    if thing and thing[1] in words["memorial"]:  # the Obama library
        return True
    article = en.ARTICLE.search(plain[max(0, start - 4) : start])  # Ain al-Asad
    begins = start - len(article[0]) if article else start
    before = BEFORE.search(plain[max(0, begins - 24) : begins])
    if before is None or plain[begins - 2 : begins - 1] == ",":
        return False
    word, place = before[1], begins - len(before[0])
    if (
        word in words["courtesy"]
        or word in naming.unlike_names
        or not word[0].isupper()
        or word.endswith(("'s", "."))
        or word.isupper()
    ):
        return False
    if text.covered[place] == 3:
        return True
    if text.covered[place] == 1 or word.lower() in text.gazetteer.titles:
        return word.lower() in text.gazetteer.titles and not flat and not known
    if text.covered[place] == 2 != text.covered[start]:
        while place and text.covered[place - 1] == 2:
            place -= 1
        if naming.locates(plain[max(0, place - 12) : place]):
            return False  # In Hiroshima Obama said
    given = word in naming.given or word in text.gazetteer.firsts
    begins = START.search(plain[max(0, place - 3) : place]) is not None
    tells = en.DESCRIBES.search(word) or (known and en.DESCRIBES_KNOWN.search(word))
    return given or not (flat or (begins and tells))


def _is_listed(text: str, mention: Linked, starts: Collection[int], ends: Collection[int]) -> bool:
    """Whether it is listed with persons, whose starts and ends are given: "Macron, May and Merkel"."""
    if mention.start - 2 not in ends or text[mention.start - 2] != ",":
        return False
    joined = (mention.end + len(gap) for gap in (", ", " and ", ", and ") if text.startswith(gap, mention.end))
    return any(place in starts for place in joined)


def _evident(
    text: _Text, mention: Linked, best: Standing, kind: str, spoken_of: Collection[str], *, company: bool
) -> bool:
    """Whether a surname that is also a word, or common, certainly refers to this bearer."""
    plain, start, end = text.written.text, mention.start, mention.end
    words = text.gazetteer.naming.words
    before = BEFORE.search(plain[max(0, start - 24) : start])
    courtesy = before is not None and before[1] in words["courtesy"]
    if kind == "name":
        ahead = best.score > SURE + 1 or lead(best, mention.candidates, text.gazetteer, text.on) > MARGIN
        return mention.code in spoken_of or courtesy or (best.score > SURE and ahead and company)
    if courtesy:
        return True
    if mention.text == "May" and en.DATED.search(plain[max(0, start - 9) : start]):
        return en.FELT.search(plain[max(0, start - 24) : start]) is not None
    if mention.text == "May" and (
        en.MONTH.search(plain[max(0, start - 9) : start]) or re.match(r" \d", plain[end : end + 2])
    ):
        return (
            bool(text.gazetteer.naming.verb.match(plain, end))
            and not re.match(r" \d", plain[end : end + 2])
            and company
            and best.score > SURE
        )
    begins = START.search(plain[max(0, start - 3) : start]) is not None
    if begins or text.written.flat(start):
        if en.PLURAL.match(plain, end):
            return False
        acts = text.gazetteer.naming.verb.match(plain, end) or (en.PARTNER.match(plain, end) and best.score > SURE + 1)
        return company and best.score > SURE and acts is not None
    thing = THING.match(plain, end)
    if thing and best.score <= SURE and plain[max(0, start - 4) : start].lower() == "the ":  # the Nova rave
        return mention.code in spoken_of
    return company and best.score >= SURE
