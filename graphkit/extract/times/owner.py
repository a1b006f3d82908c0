"""Decide without a parse which event a time expression dates.

Based on the predicates, subordinators and commas between it and the cue, the words that state the event.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from graphkit.extract.times.spans import TimeSpan
from graphkit.languages.en import dates as en
from graphkit.languages.en import timewords as words

Place = tuple[int, int]
"""Start and end of words, in characters of the sentence."""
NEWS = timedelta(days=8)
"""A date this close to the article's is that of the news, not of an older event that the news mentions."""

_TOKEN = re.compile(r"\w[\w'’.-]*\w|\w|[^\w\s]")
_STOPS = frozenset(",;:()–—")


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    end: int
    text: str


class Clauses:
    """A sentence as tokens, with its predicates, subordinate clauses, cue and time expressions."""

    def __init__(self, sentence: str, cue: Place, spans: Sequence[TimeSpan], published: date | None) -> None:
        self.sentence, self.spans, self.published = sentence, spans, published
        self.tokens = [_Token(*m.span(), m[0]) for m in _TOKEN.finditer(sentence)]
        self.first, self.last = self._tokens_of(*cue)
        self.times = [self._tokens_of(span.start, span.end) for span in spans]
        self.nominal = self._is_nominal()
        self.group = self._group()
        self.predicates = self._predicates()
        self.regions = list(self._regions())

    def own(self, ends: Sequence[Place] = ()) -> TimeSpan | None:
        """The expression that dates the cue: the most certain, then the nearest to it or to the last actor after."""
        ranked = [(rank, number) for number in range(len(self.spans)) if (rank := self._rank(number)) is not None]
        best = [number for rank, number in ranked if rank == min(ranked)[0]]
        behind = [tokens for place in ends if (tokens := self._tokens_of(*place))[0] > self.last]
        place = max(behind, default=(self.first, self.last))
        nearest = min(best, key=lambda number: self._distance(number, place), default=None)
        return None if nearest is None else self.spans[nearest]

    # tokens

    def _tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """The first and last token of a span."""
        inside = [n for n, token in enumerate(self.tokens) if token.start < end and token.end > start]
        return (inside[0], inside[-1]) if inside else (0, 0)

    def _word(self, number: int) -> str:
        return self.tokens[number].text.lower() if 0 <= number < len(self.tokens) else ""

    def _is_time(self, number: int) -> bool:
        return any(first <= number <= last for first, last in self.times)

    def _is_nominal(self) -> bool:
        word, before = self._word(self.first), self._word(self.first - 1)
        if word.endswith("ed") or word in words.FINITE or before in words.AUXILIARIES:
            return False
        last = self._word(self.last)
        described = before in words.DETERMINERS or before.endswith(("'s", "’s", "s'", "s’", "an", "ese", "ish", "ian"))
        return described or last.rstrip("s") in words.HAPPENINGS or last.endswith(("tion", "ment", "talks", "summit"))

    def _group(self) -> tuple[int, int]:
        """The cue with its auxiliaries: "is expected to visit"."""
        first = self.first
        while not self.nominal and self._word(first - 1) in words.AUXILIARIES and not self._is_time(first - 1):
            first -= 1
        return first, self.last

    def _predicates(self) -> list[int]:
        """Finite verbs, by their forms; consecutive ones count once."""
        found: list[int] = []
        for number, token in enumerate(self.tokens):
            word, before = token.text, self._word(number - 1)
            ending = word.endswith("ed") and word.islower() and len(word) > 4 and word not in words.NEVER_VERBS
            ending = ending and before not in words.NOT_BEFORE_VERBS
            ending = ending and number - 1 != self.last and number - 1 not in found
            if (word in words.FINITE and before not in words.DETERMINERS) or ending:
                found.append(number)
        return found

    def _regions(self) -> Iterator[tuple[int, int, str]]:
        """Subordinate clauses: first and last token, and the word that opens them."""
        for number in range(len(self.tokens)):
            word = self._word(number)
            opens = word in words.RELATIVE | words.SIMULTANEOUS | words.SEQUENTIAL
            said = number and self._word(number - 1) == "," and self._is_aside(number)
            if not opens and not said:
                continue
            last = self._end_of_region(number, word)
            inside = any(number < p <= last for p in self.predicates) or number < self.first <= last
            inside = inside or (word == "since" and any(number + 1 < first <= last for first, _ in self.times))
            if said or word in words.RELATIVE or inside:
                yield number, last, word

    def _is_aside(self, number: int) -> bool:
        """Whether a verb of saying follows before the next comma: ", officials said,"."""
        for place in range(number, min(number + 7, len(self.tokens))):
            if self._word(place) in _STOPS:
                return False
            if self._word(place) in words.REPORTING and place not in range(self.group[0], self.group[1] + 1):
                return True
        return False

    def _end_of_region(self, start: int, word: str) -> int:
        seen, complement = 0, word == "that" and self._follows_verb(start)
        verbs = {*self.predicates, *([self.group[0]] if not self.nominal else [])}
        for number in range(start + 1, len(self.tokens)):
            if self._word(number) in _STOPS and not complement:
                return number
            if number in verbs and number - 1 not in verbs:
                seen += self._word(number - 1) not in words.COORDINATORS
                if seen > 1 and word in ("who", "which", "that") and not complement:
                    return number - 1
        return len(self.tokens) - 1

    def _follows_verb(self, number: int) -> bool:
        """Whether a verb comes right before, ignoring times: "said on Monday that"."""
        number -= 1
        while self._is_time(number) or self._word(number) in ("on", "in", "late", "early", ","):
            number -= 1
        return (
            number in self.predicates or self.group[0] <= number <= self.group[1] or self._word(number).endswith("ed")
        )

    # ranks

    def _rank(self, number: int) -> int | None:
        """How certainly an expression dates the cue: 0 certain, 1 likely, 2 for lack of a better one, None not."""
        span, (first, last) = self.spans[number], self.times[number]
        if span.attributive and self._describes_cue(number):
            return 0
        if span.attributive:
            before = self._word(first - 1) if self._word(first - 1) not in words.DETERMINERS else self._word(first - 2)
            beside = before == "of" and self._word(first - 2) in words.BESIDE
            if before not in ("in", "during", "at") and not beside:
                return None
        here, there = self._region(first), self._region(self.first)
        if here != there:
            opened = {region[2] for region in (here, there) if region}
            return None if opened - {"when", "while"} else 2
        if self._is_in_apposition(first, last):
            return None
        return self._rank_before(first, last) if last < self.first else self._rank_after(number)

    def _describes_cue(self, number: int) -> bool:
        """Whether it precedes the cue in the same noun phrase: "the 2006 Israeli attack"."""
        last, word = self.times[number][1], self._word(self.first)
        if word.endswith("ed") or word in words.FINITE or not last < self.first <= last + 4:
            return False
        between = [self._word(n) for n in range(last + 1, self.first)]
        return not any(word in _STOPS or word in words.NOT_BEFORE_VERBS for word in between)

    def _is_in_apposition(self, first: int, last: int) -> bool:
        """Whether it is in an apposition to the subject: "Iran, an ally of Syria in 2014, attacked"."""
        opening = max((n for n in range(first) if self._word(n) in _STOPS), default=0)
        closing = next((n for n in range(last + 1, len(self.tokens)) if self._word(n) in _STOPS), 0)
        if not (opening and self._word(opening) == self._word(closing) == "," and closing + 1 == self.group[0]):
            return False
        noun = self._word(opening + 1) in words.DETERMINERS or self._word(opening + 2) == "of"
        inside = range(opening + 1, closing)
        return noun and not self._is_time(opening + 1) and not any(n in self.predicates for n in inside)

    def _region(self, number: int) -> tuple[int, int, str] | None:
        """The innermost subordinate clause that contains a token."""
        holding = [region for region in self.regions if region[0] <= number <= region[1]]
        return min(holding, key=lambda region: region[1] - region[0], default=None)

    def _between(self, first: int, last: int) -> list[int]:
        """The tokens between two places, without subordinate clauses that end there."""
        hidden = [r for r in self.regions if first < r[0] and r[1] < last]
        return [n for n in range(first + 1, last) if not any(r[0] <= n <= r[1] for r in hidden)]

    def _rank_before(self, first: int, last: int) -> int | None:
        """The rank of an expression before the cue."""
        start = max((n + 1 for n in range(first) if self._opens(n)), default=0)
        earlier = [p for p in self.predicates if start <= p < first]
        between = self._between(last, self.group[0])
        later = [p for p in between if p in self.predicates]
        said = {self._word(p) for p in [*earlier, *later]} & (words.REPORTING | words.INTENDING)
        if earlier:  # it dates the preceding predicate, unless cue and predicate are one event
            if not said and not later and not self.nominal and [self._word(n) for n in between] in en.SAME_SUBJECT:
                return 2
            stopped = any(
                self._opens(n) or self._word(n) in words.NOT_BEFORE_VERBS - words.DETERMINERS for n in between
            )
            return None if said or later or stopped else 1
        if not later:
            return 0
        coordinated = self._word(self.group[0] - 1) in words.COORDINATORS
        if said and not coordinated:
            return None
        if coordinated or not any(self._opens(n) for n in between):
            return 1
        return 2 if start == 0 else None

    def _opens(self, number: int) -> bool:
        """Whether a new clause may begin after a token."""
        word = self._word(number)
        if word in words.COORDINATORS:
            return any(p in self.predicates or p == self.group[0] for p in range(number + 1, number + 7))
        return word in _STOPS or word in words.RELATIVE | words.SIMULTANEOUS

    def _rank_after(self, number: int) -> int | None:
        """The rank of an expression after the cue."""
        first, last = self.times[number]
        between = self._between(self.last, first)
        texts = [self._word(n) for n in between]
        verbs = [n for n in between if n in self.predicates]
        if "(" in texts and ")" not in texts and self._word(first - 2) != "(" and self._word(first - 1) != "(":
            return None
        if self._begins_a_clause(first, last) or self._is_of_a_happening(number):
            return None
        if {self._word(self.first), self._word(self.first).rstrip("s")} & words.INTENDING and self._has_infinitive(
            between
        ):
            return None
        if not verbs:
            return 0
        if any(self._word(verb) in words.REPORTING for verb in verbs):
            return None
        if self.nominal and not any(text in _STOPS or text in words.COORDINATORS for text in texts):
            return 1
        if len(verbs) == 1 and self._word(verbs[0] - 1) in words.COORDINATORS and self._is_news(number):
            return 2
        return None

    def _begins_a_clause(self, first: int, last: int) -> bool:
        """Whether an expression opens a clause after the cue's: "and on Monday Russia condemned it"."""
        before = first - 1
        while self._word(before) in ("on", "in", "at", "early", "late", "the"):
            before -= 1
        if self._word(before) not in words.COORDINATORS | {";", "while"}:
            return False
        for number in range(last + 1, len(self.tokens)):
            if number in self.predicates:
                return True
            if self._opens(number) and number > last + 1:
                return False
        return False

    def _is_of_a_happening(self, number: int) -> bool:
        """Whether an old date belongs to an event that the cue is about: "sentenced for a murder in 1995"."""
        if self._is_news(number):
            return False
        span = self.spans[number]
        between = self.sentence[self.tokens[self.last].end : span.start]
        if self._word(self.first) in words.JUDGING and en.JUDGED.match(between):
            return True
        return en.HAPPENING.search(between[-200:]) is not None

    def _is_news(self, number: int) -> bool:
        days = self.spans[number].days
        return days is not None and self.published is not None and abs(days[1] - self.published) <= NEWS

    def _has_infinitive(self, between: Sequence[int]) -> bool:
        return any(
            self._word(n) == "to" and self.tokens[n + 1].text.islower() and self._word(n + 1) not in words.DETERMINERS
            for n in between
        )

    def _distance(self, number: int, place: tuple[int, int]) -> int:
        """The distance of an expression from some tokens; commas and conjunctions add to it."""
        first, last = self.times[number]
        between = range(place[1] + 1, first) if first > place[1] else range(last + 1, place[0])
        parted = sum(self._word(n) in _STOPS or self._word(n) in words.COORDINATORS for n in between)
        return len(between) + 4 * parted + (first < place[0])
