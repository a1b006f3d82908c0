"""How English writes dates, and their context, built from the time words.

In each form the group ``at`` is the expression itself, without its preposition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from graphkit.languages.en import timewords as words


def one_of(choices: Iterable[str]) -> str:
    """A pattern of words, longest first."""
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


def _form(pattern: str, reader: str, *, cased: bool = True) -> tuple[re.Pattern[str], str]:
    return re.compile(pattern, re.NOFLAG if cased else re.IGNORECASE), reader


FORMS = (
    _form(r"\b(?P<at>(?P<year>\d{4})[-/](?P<month>\d\d)[-/](?P<day>\d\d))(?:T[\d:]+Z?)?\b", "iso"),
    _form(r"(?<![\d/.])(?P<at>(?P<one>\d\d?)(?P<dot>[/.-])(?P<other>\d\d?)(?P=dot)(?P<year>[12]\d{3}))\b", "numeric"),
    _form(rf"\b(?P<at>{_AHEAD}{_DAY}(?:{_UNTIL})? (?:of )?{_MONTH}{_OF_YEAR}?)", "dated"),
    _form(rf"\b(?P<at>{_AHEAD}{_ORDINAL} of {_MONTH}{_OF_YEAR}?)", "dated"),
    _form(rf"\b(?P<at>{_AHEAD}{_MONTH} {_DAY}(?:{_UNTIL})?{_OF_YEAR})", "dated"),
    _form(rf"(?<=\b[Oo]n )(?P<at>{_AHEAD}{_MONTH} {_DAY}(?:{_UNTIL})?)", "dated"),
    _form(rf"\b(?P<at>{_AHEAD}{_MONTH} {_DAY}(?:{_UNTIL})?)(?!{_THINGS})", "dated"),
    _form(
        rf"\b(?i:between|from) (?P<at>{_MONTH} (?:and|to|until|through) {_MONTH.replace('month', 'until')}{_OF_YEAR}?)",
        "month_to_month",
    ),
    _form(rf"\b(?P<at>{_MONTH}{_OF_YEAR})", "dated"),
    _form(rf"\b(?P<at>{_SEASON}{_OF_YEAR})", "whole_year"),
    _form(rf"\b(?P<at>(?:half|quarter|beginning|start|middle|end|close) of {_FIGURES})\b", "whole_year"),
    _form(rf"\b(?P<at>{_NAME} (?:of )?(?P<which>last|this|next) week)\b", "of_week"),
    _form(rf"\b(?P<at>(?P<which>last|this|next) week,? (?:on )?{_NAME})\b", "of_week"),
    _form(rf"\b(?P<at>{_WHICH} {_WEEKDAY})", "repeated"),
    _form(rf"\b(?P<at>{_WHICH} (?:{_MONTH}|{_SEASON}))", "repeated"),
    _form(
        rf"\b(?:(?i:at|over|on|during) the |(?={_WHICH} ))(?P<at>(?:last |next |this )?(?P<season>weekend))\b",
        "repeated",
    ),
    _form(
        rf"\b(?P<at>{_NUMBER} (?P<back>year|week)s? ago "
        rf"(?:this (?P<unit>week|month)|(?P<today>today)|(?:on )?{_NAME}))\b",
        "anniversary",
        cased=False,
    ),
    _form(rf"\b(?P<at>the {_CALENDAR} (?P<way>before last|after next))\b", "two_away", cased=False),
    _form(rf"\b(?P<at>{_NAME} week(?!-)|(?:a )?week (?:on|from) {_NAME.replace('weekday', 'other')})\b", "week_after"),
    _form(rf"\b(?P<at>{_WHICH} {_CALENDAR})\b(?! of (?!course\b))", "calendar", cased=False),
    _form(rf"\b(?P<at>(?P<which>earlier|later) in the {_CALENDAR})\b", "calendar", cased=False),
    _form(
        rf"\b(?:at|around|towards?) the (?P<at>(?P<which>beginning|start|end|close) of the {_CALENDAR})\b",
        "calendar",
        cased=False,
    ),
    _form(
        rf"\b(?:(?i:{one_of(words.DURING)}) |{_PART})(?:{_PART})?(?P<at>{_MONTH})(?! \d{{1,2}}\b(?!{_THINGS}))",
        "repeated",
    ),
    _form(rf"\b[Ff]rom (?P<at>(?!May\b){_MONTH})(?! \d)", "repeated"),
    _form(rf"\b(?i:in|during) (?:the )?(?:{_PART})?(?P<at>{_SEASON})(?! of)", "repeated"),
    _form(
        rf"\b(?i:in|between|from|during) (?P<at>{_FIGURES} (?:and|or|to|until|through) {_UNTIL_FIGURES})\b",
        "year_to_year",
    ),
    _form(
        rf"\b(?i:in|during|throughout|since|of|until|by) (?:{_PART})?(?P<at>{_FIGURES})\b(?!{_THINGS})",
        "whole_year",
    ),
    _form(r"\b(?i:in|during|since|until|by) (?P<at>['’](?P<short>\d\d))(?![\ds])", "short_year"),
    _form(rf"(?:\b(?i:{one_of(words.DETERMINERS)})|['’]s?)(?: [a-z]+)? (?P<at>{_FIGURES})(?= [A-Za-z])", "described"),
    _form(rf"\b(?P<at>{_NUMBER} {_UNIT} (?P<way>ago|earlier|later|from now))\b", "distance", cased=False),
    _form(rf"(?<!time )\bin (?P<at>{_NUMBER} {_UNIT})(?! of| time| to)", "distance", cased=False),
    _form(r"\b(?P<at>the (?P<way>previous|following|next) day)\b", "next_to", cased=False),
    _form(r"\b(?P<at>the day (?P<way>before|after))(?=[,.;]|$)", "next_to", cased=False),
    _form(
        r"\b(?P<at>the day before yesterday|the day after tomorrow|yesterday|today|tomorrow|tonight|"
        r"overnight(?! (?:(?:on|into|from|to|between) )?(?:(?:late|early) )?"
        rf"(?:\x00|{_NAME.replace('?P<weekday>', '?:')}))|"
        r"last night|the night before last|this (?:morning|afternoon|evening))\b",
        "near",
        cased=False,
    ),
    _form(rf"\b(?P<at>(?P<name>{one_of(words.HOLIDAYS)}){_OF_YEAR}?)", "holiday"),
    _form(r"\b[Oo]n the (?P<at>(?P<day>[0-3]?\d)(?:st|nd|rd|th))(?=[,.;]|$| and | but )", "day_alone"),
    _form(rf"\b(?P<at>{_WEEKDAY})", "repeated"),
    _form(rf"\b[Oo]n (?P<at>(?P<weekday>{one_of(words.SHORT_WEEKDAYS)})\b\.?)", "repeated"),
)
"""Every form with the name of its reader; where forms overlap, the first counts."""

NAMES = tuple(re.compile(rf"\b{name}") for name in words.NAMES)
NAMED_AFTER = re.compile(rf"(?: [A-Z][\w-]+)? {one_of(words.NAMED_AFTER)}\b")
PLACED = re.compile(r"\b(?:on|in|last|next|this)\s$", re.IGNORECASE)
AHEAD = re.compile(r"\b[Ff]or (?:the )?$")
"""Before a date: it is that of what is arranged, not of the arranging: "invited him for Wednesday"."""
BOUND = re.compile(
    rf"\b{one_of(words.BOUNDS)}(?: at least| as early as| as late as)?"
    rf"(?: {one_of([*words.PARTS[0], 'in', 'on'])}| the {one_of(words.PARTS[1])} of)*(?: the)?[\s-]$",
    re.IGNORECASE,
)
GAP = re.compile(
    r"(?: ?, ?|,? (?:and|or|to|into|until|till|through) |[-–]| ?– ?)"
    r"(?:(?:in|on|again on|early|late|the (?:early|small) hours of) )*"
)
NIGHT = re.compile(r"\b(?:overnight|nights?)(?:,? (?:from|of|on|between|late|the))* $", re.IGNORECASE)
"""Before two days that share one night: "overnight from Sunday to Monday"."""
INTO = re.compile(r" into ")
OWNER = re.compile(
    rf"(?:\b{one_of(words.DETERMINERS)}|['’]s|s['’]|\w['’])(?: (?!(?:on|in|at|during)\b)[a-z]+)? $", re.IGNORECASE
)
RELATIVE = re.compile(r"[a-z] that $")
VERB = re.compile(rf" (?:[a-z]{{3,}}ed|{one_of(words.FINITE)})\b")
NOUN = re.compile(rf"['’]s?\b|[ -](?!(?:{'|'.join([*words.TIMES_OF_DAY, *words.NOT_BEFORE_VERBS])})\b)[a-z]{{3,}}")

OBJECT = (
    rf"(?: [\w'’-]+){{0,6}}? (?:{'|'.join(words.HAPPENINGS)})s?\b"
    r"(?: (?:of|on|in|by|between|and|against|with|that began) [\w'’ -]{2,40}?)? ?(?:in|on|of)? ?(?:the )?$"
)
HAPPENING = re.compile(
    rf"\b(?:for|over|about|of|following|despite|from|against|to end|to mark)(?:{OBJECT}| [a-z]{{2,}}ing\b[^,;]*$)"
    r"|\b(?:after|before|since|until|about|regarding|concerning)\b[^,;]*\w[^,;]*$"
)
SAME_SUBJECT = [["and"], [",", "and"], ["and", "then"], ["and", "later"]]
"""Between two verbs with one subject, and often one date."""
JUDGED = re.compile(OBJECT)
