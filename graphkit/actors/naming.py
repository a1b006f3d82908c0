"""Naming customs: the part of a name people are called by, its spellings, and other meanings of the word."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import islice, product

from graphkit.actors.spelling import key
from graphkit.languages.en import names as en
from graphkit.languages.en.civilians import MANY

PARTICLES = frozenset(
    "von van der den de da di du del della dos das la le lo el al bin bint ben ibn abu ter ten zu st san".split()
)
"""Particles that belong to the following surname: "von der Leyen", "bin Salman"."""
ARTICLES = ("al-", "el-", "ul-", "ad-", "an-", "ar-", "as-", "ash-", "at-", "az-")
SUFFIXES = frozenset({"Jr", "Sr", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIV", "XVI"})
NUMERALS = SUFFIXES - {"Jr", "Sr"}
FORMS = 48
"""The maximum number of spellings generated for a name."""


@dataclass(frozen=True, slots=True)
class Shorthand:
    """A word after "the", or words such as "Kurdish forces", for a body in a text that names certain others."""

    word: str
    beside: frozenset[str]
    """Codes of which the text must name at least one; if empty, it must name a state."""
    unless: frozenset[str]
    """Codes that the text must not name."""
    actor: str

    @property
    def bare(self) -> bool:
        """Whether it is a description that needs no article."""
        return self.word[0].isupper() and self.word.rpartition(" ")[2].islower()

    def fits(self, spoken_of: Collection[str], *, states: bool) -> bool:
        """Whether a text with these codes, and with or without a state among them, can use the word this way."""
        beside = not self.beside.isdisjoint(spoken_of) if self.beside else states
        return beside and self.unless.isdisjoint(spoken_of)


@dataclass(frozen=True, slots=True)
class Court:
    """A court in The Hague, and the evidence that a text refers to it."""

    actor: str
    since: date
    until: date
    beside: frozenset[str]
    """Codes of which the text must name at least one, if there are any."""
    words: re.Pattern[str]
    """Words that the text must contain."""
    tries: str
    """What the court tries: states or persons."""

    def fits(self, text: str, spoken_of: Collection[str], on: date, tried: str) -> bool:
        """Whether a text of a day that names these actors may mean it; ``tried`` is what is tried, or empty."""
        near = not self.beside or not self.beside.isdisjoint(spoken_of)
        if not near or not self.since <= on <= self.until or tried not in ("", self.tries):
            return False
        told = tried and (tried == "persons" or not self.beside)
        return bool(told) or self.words.search(text) is not None


@dataclass(frozen=True)
class Naming:
    """The tables of naming customs: common and ambiguous surnames, given names, name order, and prominence."""

    common: Mapping[str, str]
    """Lower-case surname -> "word" if it is also an ordinary word, "name" if many people have it."""
    given: Mapping[str, str]
    """Given name -> "m", "f", or empty if it is used for both."""
    order: Mapping[str, str]
    """State -> the part of a name people are called by if not the last: "first", "both", or "double" surnames."""
    weight: Mapping[str, int]
    """State or body -> how much the world's news writes about it, 1 to 3."""
    remembered: Collection[str]
    """Ids of persons whom the news still names by surname alone, however long ago they held office."""
    prominent: Mapping[str, Sequence[tuple[date, date]]]
    """Person -> first and last day of each period when the news treated them like the head of a large state."""
    seats: Mapping[str, Sequence[tuple[str, date, date]]]
    """Town -> who ruled from it although it is not their capital, with the first and last day."""
    shorthand: Sequence[Shorthand]
    """Words that refer to a body in the context of others."""
    courts: Sequence[Court]
    """Courts that are called by the name of their seat."""
    homonyms: Mapping[str, str]
    """Name of a state or town -> "given", "surname" or "both" if people have that name."""
    towns: frozenset[str]
    """Surnames that are also names of towns or counties, such as Austin."""
    provinces: Mapping[str, str]
    """Province, in full or abbreviated, that marks a town, as in "Moscow, Idaho" -> its state."""
    spellings: Mapping[str, tuple[str, ...]]
    """Part of a name -> its other spellings."""
    words: Mapping[str, frozenset[str]]
    """Class -> words found around names: courtesy titles, days, relatives, institutions, sports terms and so on."""

    @cached_property
    def unlike_names(self) -> frozenset[str]:
        """Capitalised words that do not begin names: those that start sentences, days and months."""
        return self.words["opener"] | self.words["time"]

    @cached_property
    def pursuits(self) -> frozenset[str]:
        """Words for people by what they do, other than for a state, and for works of art."""
        return self.words["private"] | self.words["culture"]

    @cached_property
    def civilians(self) -> frozenset[str]:
        """These and kin: words whose nationality names no actor."""
        return (self.pursuits | self.words["kin"]) - MANY

    @cached_property
    def near(self) -> tuple[re.Pattern[str], re.Pattern[str]]:
        """What follows, and precedes, the name of a leader whose relatives or critics are meant.

        "Putin's fiercest critic", "Putin critic", "a cousin of King Abdullah".
        """
        people = _either(self.words["kin"] | self.words["circle"])
        behind = rf"(?:'s? (?:{en.DEGREE}){{0,3}}| )(?:{people})\b(?! {en.OF} )"
        before = rf"\b(?:{people}) {en.OF} (?:the )?(?:{en.ONCE} )?(?:[A-Z]\w+ )?$"
        return re.compile(behind), re.compile(before, re.IGNORECASE)

    @cached_property
    def aide(self) -> re.Pattern[str]:
        """What follows a leader's name if a person acting for them is named: "Putin spokesman Dmitry Peskov"."""
        return re.compile(
            rf"(?:'s)? (?:{en.RANK} ){{0,3}}"
            rf"(?:{_either(self.words['aide'])}) ([A-Z]\w+(?: (?:[A-Z]\.|[a-z]{{2,3}}|[A-Z][\w-]+)){{0,2}} [A-Z][\w-]+)"
        )

    @cached_property
    def verb(self) -> re.Pattern[str]:
        """A verb after its subject."""
        known = _either(self.words["verb"])
        acts = rf"(?:{en.AUXILIARY} )*(?:[a-z]{{2,}}ed|[a-z]{{3,}}s|{known}|{en.MODAL} (?:not )?[a-z]{{2,}})"
        return re.compile(rf" {acts}\b", re.IGNORECASE)

    @cached_property
    def placed(self) -> re.Pattern[str]:
        """What may precede a place."""
        return re.compile(rf"\b(?:{_either(self.words['before place'])}),? $", re.IGNORECASE)

    @cached_property
    def located(self) -> re.Pattern[str]:
        """What precedes only places."""
        return re.compile(rf"\b(?:{_either(self.words['locates'])}|{en.PLACE} of) $")

    def locates(self, before: str) -> bool:
        """Whether the text before a name shows that it is a place, even at the start of a sentence: "In "."""
        small = re.sub(r"\b[A-Z](?=[a-z]+ $)", lambda m: m[0].lower(), before)
        return small.endswith("from ") or self.located.search(small) is not None

    def gender(self, name: str, *titles: str) -> str:
        """The gender of a person, "m" or "f", from a word like Mrs or King beside the name, or from the given name."""
        words = key(name).split()
        if len(words) > 1 and self.given.get(words[1]) == "f" and words[0] in self.words["title m"]:
            return "f"  # Sheikh Hasina
        if not self.words["title m"].isdisjoint(titles):
            return "m"
        if not self.words["title f"].isdisjoint(titles):
            return "f"
        return self.given.get(words[0], "") if len(words) > 1 else ""

    def goes_by(self, name: str, code: str, known_as: str = "") -> tuple[str, ...]:
        """The short forms by which a person from a state is called; names are in plain form.

        Assad and al-Assad, von der Leyen, Xi. A name longer than the one the person is known by does not give the
        mother's surname: Evo Morales is not called Ayma, nor Laurentino Cortizo Cohen.
        """
        known = self._shortened.get((name, code, known_as))
        if known is None:
            short = tuple(form for form in self._short_forms(name, code) if form not in self._times)
            *_, father, mother = ("", *name.split())
            if self.order.get(code) == "double" and father and known_as.split()[-1:] == [father]:
                short = tuple(form for form in short if form.split()[-1] != mother)
            first = name.split(" ", 1)[0]
            if self.order.get(code) == "both" and known_as.startswith(f"{first} "):  # Abiy Ahmed is not called Ali
                short = tuple(form for form in short if form in known_as)
            known = self._shortened[name, code, known_as] = short
        return known

    @cached_property
    def _times(self) -> frozenset[str]:
        """Days and months, which are not short names ("on Friday", beside Godwin Friday); Sun and May can be."""
        return frozenset(word for word in self.words["time"] if len(word) > 3 and word.lower() not in self.common)

    @cached_property
    def _shortened(self) -> dict[tuple[str, str, str], tuple[str, ...]]:
        """The short forms of the names looked up so far."""
        return {}

    def _short_forms(self, name: str, code: str) -> Iterator[str]:
        words = [word for word in name.split() if word.rstrip(".") not in SUFFIXES]
        if words and (words[0] in self.words["title m"] or words[0] in self.words["title f"]):
            words = words[1:]  # Prince Rainier III
        if words and words[0].islower():
            yield from (" ".join(words), f"{words[0].capitalize()} {' '.join(words[1:])}")  # bin Laden
            return
        if " of " in name.lower():  # kings go by their given names: Salman of Saudi Arabia
            return
        numbered = not NUMERALS.isdisjoint(name.split())
        if words and numbered and all(word in self.given for word in words):
            yield " ".join(words)  # John Paul II is not called Paul
            return
        if not words or not words[-1][:1].isupper() or len(words[-1]) < 2:
            words = [word for word in words if word.lower().startswith(ARTICLES)][-1:]
        if not words:
            return
        part = self.order.get(code, "last")
        if part == "first" and words[0] in self.given and words[0] not in ("Kim", "Lee", "Young"):
            part = "last"  # Andrew Yang
        if part in ("first", "both"):
            yield words[0]
        if part != "first":
            yield from _surname(words)
        if (
            part == "double"
            and len(words) > 2
            and words[-2] not in self.given
            and words[-2][0].isupper()
            and words[-2].lower() not in PARTICLES
        ):
            yield from (words[-2], " ".join(words[-2:]))  # Hugo Chavez Frias, Chavez or Chavez Frias

    def _is_fathers(self, word: str) -> bool:
        """Whether the second-to-last part of a name is a surname, and not a common one."""
        return (
            len(word) > 2
            and word[0].isupper()
            and word not in self.given
            and word.lower() not in PARTICLES
            and word.lower() not in self.common
        )

    def spelled(self, name: str, code: str) -> Iterator[str]:
        """Other ways to write a person's name of several words: spellings of each part, hyphens, Arabic articles."""
        words = name.split()
        if len(words) < 2:
            return
        if len(words) > 2 and words[0].isupper() and words[0] not in SUFFIXES and len(words[0]) > 1:
            yield " ".join(words[1:])  # HD Deve Gowda, Deve Gowda
        if len(words) == 2 and "-" not in name and self.spellings.keys().isdisjoint(words):
            return
        choices = [[word, *self.spellings.get(word, ()), *_hyphens(word)] for word in words]
        for form in islice(product(*choices), FORMS):
            made = " ".join(form)
            if made != name:
                yield made
        if self.order.get(code) == "double" and len(words) > 2:
            if self._is_fathers(words[-2]):
                yield f"{words[0]} {words[-2]}"  # Eduardo Serra Rexach, but not Eduardo Rexach
                return
            if len(words) > 3:  # Juan Evo Morales Ayma is not called Juan Ayma
                return
        particles = any(word.lower() in PARTICLES or "-" in word or "." in word for word in words)
        particles = particles or "of" in words or self.order.get(code) == "first"  # Kim Jong Nam is not called Kim Nam
        if len(words) > 2 and not particles and words[-1].lower() not in self.common:
            yield f"{words[0]} {words[-1]}"


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _surname(words: Sequence[str]) -> Iterator[str]:
    last, bare = len(words) - 1, words[-1]
    first = next((i for i in range(1, last) if words[i].lower() in PARTICLES), last) if last > 1 else last
    whole = " ".join(words[first:]) if first < last else bare
    yield whole
    before = words[-2].lower() if last else ""
    if first == last or before in ("al", "el") or (before in ("de", "di", "von", "zu") and len(bare) > 4):
        yield bare
        if "-" in bare:
            for article in ARTICLES:
                if bare.lower().startswith(article) and len(bare) > len(article) + 2:
                    yield bare[len(article) :]
    if 1 < first < last and not words[first - 1].islower():  # Sergio Vieira de Mello
        yield f"{words[first - 1]} {whole}"
    if first < last and before == "al":  # Tamim bin Hamad Al Thani
        yield from (f"Al {bare}", f"Al-{bare}", f"al-{bare}")
    if whole[0].islower():
        yield whole[0].upper() + whole[1:]


def _hyphens(word: str) -> Iterator[str]:
    """Jong Un and Jong-Un beside Jong-un; Al-Assad, al Assad and Assad beside al-Assad."""
    head, hyphen, tail = word.partition("-")
    if not hyphen or not tail or "-" in tail:
        return
    if word.lower().startswith(ARTICLES):
        yield from (f"{head.lower()}-{tail}", f"{head.capitalize()}-{tail}", f"{head.lower()} {tail}", tail)
        yield f"{head.capitalize()} {tail}"
    else:
        yield from (
            f"{head} {tail.capitalize()}",
            f"{head} {tail}",
            f"{head}-{tail.capitalize()}",
            f"{head}-{tail.lower()}",
        )
