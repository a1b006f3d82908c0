"""The forms of expressions of time, as patterns; the group ``at`` is the expression itself, without its preposition."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from graphkit.extract.times import meaning
from graphkit.languages.en import timewords as words

Reader = Callable[[re.Match[str], meaning.When], meaning.Stretch | None]


def one_of(choices: Iterable[str]) -> str:
    """A pattern of words, the longest first."""
    return "(?:" + "|".join(re.escape(choice) for choice in sorted(choices, key=len, reverse=True)) + ")"


def _cased(names: Iterable[str]) -> str:
    return one_of([form for name in names for form in (name, name.upper())])


_SHORT = _cased(words.ABBREVIATED) + r"\b\.?"
_MONTH = rf"(?P<month>{_cased(words.MONTHS)}\b|{_SHORT})"
_DAY = r"(?<![\d.,:/$€£-])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%:]|[.,]\d|-[a-z])"
_ORDINAL = rf"(?P<day>{one_of(words.ORDINALS)})"
_UNTIL = r"(?: ?[-–] ?| to | and | until )(?P<until>[0-3]?\d)(?:st|nd|rd|th)?\b"
_FIGURES = r"(?P<year>1[5-9]\d\d|20\d\d)(?![\d%]|s\b|[-–/]\d|[.,]\d)"
_UNTIL_FIGURES = _FIGURES.replace("year", "until")
_OF_YEAR = rf"(?:,? (?:of |in )?(?:{_FIGURES}\b|(?P<which>last|this|next|that|the same) year\b))"
_NAME = rf"(?P<weekday>{one_of([*words.WEEKDAYS, *map(str.upper, words.WEEKDAYS), *map(str.lower, words.WEEKDAYS)])})"
_WEEKDAY = rf"{_NAME}\b(?: {one_of(words.TIMES_OF_DAY)}\b)?"
_AHEAD = rf"(?:{one_of(words.WEEKDAYS)},? )?(?:the )?"
_THINGS = (
    rf" (?!{one_of(words.NOT_PLURAL)}\b|{one_of(words.FINITE)}\b)"
    rf"(?:[a-z]{{3,}}(?<!s)s|{one_of(words.COUNTED)})\b"
)
_PART = rf"(?:[Tt]he )?(?i:{one_of(words.PARTS[0])}[ -]|{one_of(words.PARTS[1])} of )"
_SEASON = rf"(?P<season>{one_of([*words.SEASONS, *map(str.title, words.SEASONS)])})\b"
_UNIT = rf"(?P<unit>{one_of(words.UNITS)})s?\b"
_NUMBER = rf"(?P<number>\d{{1,4}}|{one_of([*words.NUMBERS, *words.VAGUE])})"
_CALENDAR = "(?P<unit>week|month|year)"
_WHICH = "(?P<which>(?i:last|next|this|past|coming))"


def _form(pattern: str, reader: Reader, *, cased: bool = True) -> tuple[re.Pattern[str], Reader]:
    return re.compile(pattern, re.NOFLAG if cased else re.IGNORECASE), reader


FORMS = (
    _form(r"\b(?P<at>(?P<year>\d{4})[-/](?P<month>\d\d)[-/](?P<day>\d\d))(?:T[\d:]+Z?)?\b", meaning.iso),
    _form(
        r"(?<![\d/.])(?P<at>(?P<one>\d\d?)(?P<dot>[/.-])(?P<other>\d\d?)(?P=dot)(?P<year>[12]\d{3}))\b", meaning.numeric
    ),
    _form(rf"\b(?P<at>{_AHEAD}{_DAY}(?:{_UNTIL})? (?:of )?{_MONTH}{_OF_YEAR}?)", meaning.dated),
    _form(rf"\b(?P<at>{_AHEAD}{_ORDINAL} of {_MONTH}{_OF_YEAR}?)", meaning.dated),
    _form(rf"\b(?P<at>{_AHEAD}{_MONTH} {_DAY}(?:{_UNTIL})?{_OF_YEAR})", meaning.dated),
    _form(rf"(?<=\b[Oo]n )(?P<at>{_AHEAD}{_MONTH} {_DAY}(?:{_UNTIL})?)", meaning.dated),
    _form(rf"\b(?P<at>{_AHEAD}{_MONTH} {_DAY}(?:{_UNTIL})?)(?!{_THINGS})", meaning.dated),
    _form(
        rf"\b(?i:between|from) (?P<at>{_MONTH} (?:and|to|until|through) {_MONTH.replace('month', 'until')}{_OF_YEAR}?)",
        meaning.month_to_month,
    ),
    _form(rf"\b(?P<at>{_MONTH}{_OF_YEAR})", meaning.dated),
    _form(rf"\b(?P<at>{_SEASON}{_OF_YEAR})", meaning.whole_year),
    _form(rf"\b(?P<at>(?:half|quarter|beginning|start|middle|end|close) of {_FIGURES})\b", meaning.whole_year),
    _form(rf"\b(?P<at>{_NAME} (?:of )?(?P<which>last|this|next) week)\b", meaning.of_week),
    _form(rf"\b(?P<at>(?P<which>last|this|next) week,? (?:on )?{_NAME})\b", meaning.of_week),
    _form(rf"\b(?P<at>{_WHICH} {_WEEKDAY})", meaning.repeated),
    _form(rf"\b(?P<at>{_WHICH} (?:{_MONTH}|{_SEASON}))", meaning.repeated),
    _form(
        rf"\b(?:(?i:at|over|on|during) the |(?={_WHICH} ))(?P<at>(?:last |next |this )?(?P<season>weekend))\b",
        meaning.repeated,
    ),
    _form(
        rf"\b(?P<at>{_NUMBER} years? ago (?:this (?P<unit>week|month)|(?P<today>today)))\b",
        meaning.anniversary,
        cased=False,
    ),
    _form(rf"\b(?P<at>{_WHICH} {_CALENDAR})\b", meaning.calendar, cased=False),
    _form(
        rf"\b(?:(?i:{one_of(words.DURING)}) |{_PART})(?:{_PART})?(?P<at>{_MONTH})(?! \d{{1,2}}\b(?!{_THINGS}))",
        meaning.repeated,
    ),
    _form(rf"\b[Ff]rom (?P<at>(?!May\b){_MONTH})(?! \d)", meaning.repeated),
    _form(rf"\b(?i:in|during) (?:the )?(?:{_PART})?(?P<at>{_SEASON})(?! of)", meaning.repeated),
    _form(
        rf"\b(?i:in|between|from|during) (?P<at>{_FIGURES} (?:and|or|to|until|through) {_UNTIL_FIGURES})\b",
        meaning.year_to_year,
    ),
    _form(
        rf"\b(?i:in|during|throughout|since|of|until|by) (?:{_PART})?(?P<at>{_FIGURES})\b(?!{_THINGS})",
        meaning.whole_year,
    ),
    _form(
        rf"(?:\b(?i:{one_of(words.DETERMINERS)})|['’]s?)(?: [a-z]+)? (?P<at>{_FIGURES})(?= [A-Za-z])", meaning.described
    ),
    _form(rf"\b(?P<at>{_NUMBER} {_UNIT} (?P<way>ago|earlier|later|from now))\b", meaning.distance, cased=False),
    _form(rf"(?<!time )\bin (?P<at>{_NUMBER} {_UNIT})(?! of| time| to)", meaning.distance, cased=False),
    _form(r"\b(?P<at>the (?P<way>previous|following|next) day)\b", meaning.next_to, cased=False),
    _form(r"\b(?P<at>the day (?P<way>before|after))(?=[,.;]|$)", meaning.next_to, cased=False),
    _form(
        r"\b(?P<at>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight|"
        rf"overnight(?! (?:on|into|from|to) {_NAME.replace('?P<weekday>', '?:')})|"
        r"last night|this (?:morning|afternoon|evening))\b",
        meaning.near,
        cased=False,
    ),
    _form(rf"\b(?P<at>(?P<name>{one_of(words.HOLIDAYS)}){_OF_YEAR}?)", meaning.holiday),
    _form(r"\b[Oo]n the (?P<at>(?P<day>[0-3]?\d)(?:st|nd|rd|th))(?=[,.;]|$| and | but )", meaning.day_alone),
    _form(rf"\b(?P<at>{_WEEKDAY})", meaning.repeated),
    _form(rf"\b[Oo]n (?P<at>(?P<weekday>{one_of(words.SHORT_WEEKDAYS)})\b\.?)", meaning.repeated),
)
"""Every form with what reads it; of forms that overlap the first counts."""
