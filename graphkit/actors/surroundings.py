"""What stands around a short name: whether it is somebody else's, or part of a longer name."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from graphkit.actors.gazetteer import Gazetteer
from graphkit.actors.linked import Linked
from graphkit.actors.prominence import PROMINENT, standing
from graphkit.actors.spelling import Plain
from graphkit.languages.en import surnames as en
from graphkit.languages.en.names import UNATTACHED
from graphkit.languages.en.titles import REGNAL

BEFORE = re.compile(r"([A-Za-z][\w.'-]*),?[ ]$")
AFTER = re.compile(r"[ ]((?:al-|el-|al |bin |ibn )?[A-Z][\w-]*)")
INITIAL = re.compile(r" (?![AIVX] )[A-Z] [A-Z][a-z]")
THING = re.compile(r" ([a-z]+)")
START = re.compile(r"(?:^|[.!?:;\"\n(–—-])[\"' ]*$")
NAMED, LOCATION, STRANGER, PERSON = 1, 2, 3, 4
"""What a character may be part of: a mention, a place, the name of an unknown person, or of a known one."""


class Surroundings(NamedTuple):
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
    unknown: dict[str, int]
    """Surnames looked for so far -> where the text first has one after a given name that is not in the tables."""
    spoken_of: Collection[str]
    """The states and bodies that the text names."""
    owners: Mapping[int, str]
    """Where the names of states end -> their codes."""
    named: Mapping[int, str]
    """Where mentions start -> their codes."""
    covered: bytearray
    """For each character what it is part of, as numbered above, or 0."""


def introduced(text: str, start: int, end: int) -> bool:
    """Whether an unknown person is introduced: "a student named Wong", "a Reagan", "King Abdullah V"."""
    before = BEFORE.search(text[max(0, start - 9) : start])
    if before is not None and before[1].lower() in REGNAL:
        return True
    if text[start - 1 : start] == " " and en.ONE_OF.search(text[max(0, start - 9) : start]):
        return UNATTACHED.match(text[end : end + 10]) is not None
    said = text[max(0, start - 8) : start].lower().endswith(en.INTRODUCES)
    return said and en.INTRODUCED.search(text[max(0, start - 60) : start]) is not None


def locates(text: Surroundings, start: int, word: str) -> bool:
    """Whether a name that is also a town's or province's is used as a place: "In Austin police left"."""
    naming = text.gazetteer.naming
    if word not in naming.towns and word not in naming.provinces:
        return False
    before = text.written.text[max(0, start - 24) : start]
    if en.TOWNS.search(text.written.text[max(0, start - 80) : start]):
        return True
    return naming.locates(before) and en.FELT.search(before) is None


def is_other_name(text: Surroundings, start: int, end: int, *, known: bool) -> bool:
    """Whether the word is part of a longer name of somebody else: "Hunter Biden", "Kim Yo-jong", "Trump Tower"."""
    return _goes_on(text, start, end) or _begins_before(text, start, known=known)


def _goes_on(text: Surroundings, start: int, end: int) -> bool:
    """Whether the name goes on after the word, or that of a thing or a town does: "Kim Yo-jong", "Luna, New Mexico"."""
    plain, flat = text.written.text, text.written.flat(start)
    naming = text.gazetteer.naming
    words = naming.words
    following = AFTER.match(plain, end)
    if following and not flat:
        word = following[1]
        begins = end + 1
        covered = text.covered[begins]
        apart = word in words["time"] or word in words["office"] or covered == NAMED or word.isupper()
        if (not apart and covered != PERSON) or INITIAL.match(plain, end):  # General John F Campbell
            return True
        if covered == PERSON and (plain[start:end] in naming.given or plain[start:end] in en.RANKS):
            return True  # Mohammad Ashraf Ghani
        if (
            covered == NAMED
            and naming.common.get(plain[start:end].lower()) == "word"
            and text.owners.get(end + 1) is None
        ):
            return naming.verb.match(plain, end) is None
    if following and flat and _is_forename(text, start, end, following[1]):
        return True
    tail = en.HYPHENED.match(plain, end)
    if (
        tail
        and tail[1] not in words["office"]
        and not (
            text.covered[end + 1] in (NAMED, PERSON) or tail[1] in text.gazetteer.surnames or tail[1] in text.bearers
        )
    ):
        return True  # Major-General, Saint-Nazaire
    if not flat and en.GOES_ON.match(plain, end):  # Harald zur Hausen, Alexander the Great
        return True
    if plain.startswith(" of ", end) and plain[start:end].lower() in text.gazetteer.titles:  # the King of Hungary
        return True
    town = en.IN_PROVINCE.match(plain, end)
    if town and town[1] in naming.provinces:
        return True
    thing = THING.match(plain, end)
    return thing is not None and (thing[1] in words["memorial"] or en.NAMED_AFTER.match(plain, end) is not None)


def _is_forename(text: Surroundings, start: int, end: int, following: str) -> bool:
    """Whether in a headline or list line a name is the given name of somebody unknown: "Klaus Naumann (Germany)"."""
    naming, word = text.gazetteer.naming, text.written.text[start:end]
    if re.match(r"[A-Z][a-z]+-[A-Za-z]", following):
        return True
    people = [text.gazetteer.actors[person] for person in text.gazetteer.firsts.get(word, ())]
    given = any(" " in person.name and naming.order.get(person.code, "last") != "first" for person in people)
    apart = following in naming.words["time"] or following in naming.words["office"] or text.covered[end + 1]
    given = given and not _is_prominent(text, word)  # Arab League Lets Assad Back
    return given and not (apart or following.isupper() or acts(text, end))


def _is_prominent(text: Surroundings, surname: str) -> bool:
    people = (text.gazetteer.actors[person] for person in text.gazetteer.surnames.get(surname, ()))
    return any(standing(person, text.gazetteer, text.on) >= PROMINENT for person in people)


def acts(text: Surroundings, end: int) -> bool:
    """Whether a verb follows a name, and no name that looks like one: "Macron Visits Berlin", not "Lee Thomas"."""
    verb = text.gazetteer.naming.verb.match(text.written.text, end)
    word = verb[0].split()[0] if verb else ""
    return word[:1].islower() or (
        word != "" and word not in text.gazetteer.naming.given and word not in text.gazetteer.surnames
    )


def _begins_before(text: Surroundings, start: int, *, known: bool) -> bool:
    """Whether the name begins before the word: "Hunter Biden", "Mazar-e-Sharif"."""
    plain, flat = text.written.text, text.written.flat(start)
    naming = text.gazetteer.naming
    words = naming.words
    if not known and _is_joined(text, start):
        return True
    article = en.ARTICLE.search(plain[max(0, start - 4) : start])  # Ain al-Asad
    begins = start - len(article[0]) if article else start
    ahead = plain[max(0, begins - 40) : begins]
    before = BEFORE.search(ahead)
    if before is None:
        return en.NICKNAMED.search(ahead) is not None
    if plain[begins - 2 : begins - 1] == ",":
        return False
    word, place = before[1], begins - len(before[0])
    if not known and word in words["kin"]:
        return True
    if word in words["courtesy"] or word in naming.unlike_names:
        return False
    if not (known or flat) and _ends_longer(text, ahead, word):
        return True
    if not word[0].isupper() or word.endswith(("'s", ".")) or word.isupper():
        return False
    if text.covered[place] == STRANGER:
        return True
    if text.covered[place] == PERSON:
        return not flat and not known
    if text.covered[place] == NAMED or word.lower() in text.gazetteer.titles:
        return word.lower() in text.gazetteer.titles and not flat and not known
    if text.covered[place] == LOCATION != text.covered[start]:
        while place and text.covered[place - 1] == LOCATION:
            place -= 1
        if naming.locates(plain[max(0, place - 12) : place]):
            return False  # In Hiroshima Obama said
    given = word in naming.given or word in text.gazetteer.firsts
    opens = START.search(plain[max(0, place - 3) : place]) is not None
    tells = en.DESCRIBES.search(word) or (known and en.DESCRIBES_KNOWN.search(word))
    return given or not (flat or (opens and tells))


def _ends_longer(text: Surroundings, ahead: str, word: str) -> bool:
    """Whether the words before a name show that it is the last of somebody else's names: "Norte del Valle"."""
    if len(word.rstrip(".")) == 1 and en.INITIALLED.search(ahead):
        return True
    arabic = "-" in word or " bin " in ahead or "al " in ahead
    if not ((word[0].islower() and en.PARTICLE.search(ahead)) or (arabic and en.ARABIC.search(ahead))):
        return False
    first = BEFORE.search(ahead[: ahead.rindex(" ", 0, -1) + 1])
    titled = first is not None and first[1].rstrip(".").lower() in text.gazetteer.titles
    return not titled and (first is None or first[1] not in text.gazetteer.naming.words["courtesy"])


def _is_joined(text: Surroundings, start: int) -> bool:
    """Whether a hyphen joins the word to the beginning of its name, not to another person: "Mazar-e-Sharif"."""
    plain = text.written.text
    joined = en.JOINED.search(plain[max(0, start - 30) : start])
    if joined is None:
        return False
    word = joined[1]
    other = text.covered[start - 2] in (NAMED, PERSON) or word in text.gazetteer.surnames or word in text.bearers
    return not (other or word.lower() in en.PREFIXES or word.islower()) or en.LINKS.search(joined[0]) is not None


def is_named_otherwise(text: Surroundings, start: int, word: str) -> bool:
    """Whether the text introduced a bearer of the surname by a given name that is not in the tables: "Hazrat Ali"."""
    if word not in text.unknown:
        text.unknown[word] = _named_otherwise(text, word)
    return text.unknown[word] < start


def _named_otherwise(text: Surroundings, word: str) -> int:
    """Where the surname first follows a given name that is not in the tables; the length of the text if nowhere.

    Where surnames come first, a given name follows: "Li Wenliang".
    """
    plain, naming = text.written.text, text.gazetteer.naming
    people = text.gazetteer.surnames.get(word, ())
    eastern = any(naming.order.get(text.gazetteer.actors[person].code) == "first" for person in people)
    place = -1
    while (place := plain.find(f" {word}", place + 1)) >= 0:
        end = place + 1 + len(word)
        if plain[end : end + 1].isalnum():
            continue
        following = AFTER.match(plain, end) if eastern else None
        if following and en.SYLLABLES.fullmatch(following[1]) and not text.covered[end + 1]:
            apart = following[1] in naming.words["time"] or following[1] in naming.words["office"]
            if not (apart or text.covered[place + 1] or text.written.flat(place)):
                return place
        before = en.FORENAME.search(plain[max(0, place - 24) : place])
        if before is None or text.written.flat(place):
            continue
        first, begins = before[1], place - len(before[0])
        free = not text.covered[begins] and START.search(plain[max(0, begins - 3) : begins]) is None
        free = free and first not in naming.unlike_names and first not in naming.words["courtesy"]
        if free and first.lower() not in text.gazetteer.titles and not first.isupper():
            return place
    return len(plain)
