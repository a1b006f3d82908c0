"""English time words, and words that show where a clause begins and what a date belongs to."""

from __future__ import annotations

MONTHS = "January February March April May June July August September October November December".split()
ABBREVIATED = {"Sept": 9, **{month[:3]: number for number, month in enumerate(MONTHS, 1) if month != "May"}}
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
SHORT_WEEKDAYS = {"Tues": 1, "Thur": 3, "Thurs": 3, **{day[:3]: number for number, day in enumerate(WEEKDAYS)}}

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
"""First and last month, in the northern hemisphere."""

HOLIDAYS = {
    "Christmas Day": (12, 25),
    "Christmas Eve": (12, 24),
    "Boxing Day": (12, 26),
    "New Year's Eve": (12, 31),
    "New Year's Day": (1, 1),
}

_BELOW_TWENTY = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
).split()
_TENS = {word: 10 * n for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
NUMBERS = (
    {word: number for number, word in enumerate(_BELOW_TWENTY)}
    | _TENS
    | {f"{tens}-{_BELOW_TWENTY[one]}": ten + one for tens, ten in _TENS.items() for one in range(1, 10)}
    | {"a": 1, "an": 1, "a hundred": 100}
)
_FIRST = "first second third fourth fifth sixth seventh eighth ninth".split()
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            *_FIRST,
            *"tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth".split(),
            *"eighteenth nineteenth twentieth".split(),
            *(f"twenty-{word}" for word in _FIRST),
            "thirtieth",
            "thirty-first",
        ],
        1,
    )
}
"""Days of a month in words."""
VAGUE = {"a couple of": (2, 3), "a few": (2, 6), "several": (2, 9), "some": (2, 9)}
"""Numbers that mean a range."""
UNITS = {"minute": 0, "hour": 0, "day": 1, "night": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}

BESIDE = "sidelines margins fringes".split()
"""Places of meetings at an event: "on the sidelines of last week's summit"."""
PARTS = (
    "early late mid earlier later".split(),
    "beginning start middle end close height week weeks days half night morning hours".split(),
)
"""Words for a part of a period: before it at once, or with "of"."""
TIMES_OF_DAY = "morning afternoon evening night".split()
DURING = "in during throughout".split()
"""Makes four digits a year without a month before them, and the bare name of a month a date."""
BOUNDS = (
    "effective starting beginning since until till by before after pre-dating predating through versus than".split()
)
"""Makes a date a bound rather than the date of an event."""

NAMES = (
    r"(?:Good|Black|Bloody|Holy|Great|Easter|Fat) Friday (?:Agreement|Accords?|[Aa]greement|[Pp]eace \w+|[Dd]eal)",
    rf"(?:Good|Black|Bloody|Holy|Palm|Easter|Ash|Super|Cyber|Shrove|Fat|Maundy|Sheffield|Red) (?:{'|'.join(WEEKDAYS)})",
    r"(?:Black|Bloody|Red) (?:January|July|September|October)",
    r"(?:Arab|Prague|Croatian) Spring(?: of (?:in )?\d{4})?",
    r"Mail on Sunday",
    r"(?:Theresa|Brian|Mr\.?|Mrs\.?|Ms\.?|Minister|President|Secretary|PM|Sir|Lady) May",
    r"May (?:Day|Fourth)",
    r"(?:Long|Great|Million \w+|Women's|Death) March",
)
"""Names that contain time words."""
NAMED_AFTER = (
    "Accord Accords Agreement Alliance Award Battalion Brigade Brigades Bridge Challenge Charter City Club Coalition "
    "Committee Constitution Convention Cup Declaration Express Forum Front Games Group Herald Independent Institute "
    "Journal Mail Martyrs Mirror Monarchy Movement Olympics Organisation Organization Pact Party People Plot Post "
    "Protocol Review Revolution Society Square Stadium Street Telegraph Times Treaty Tribune University Uprising World"
).split()
"""Capitalised words that make a name of a date before them: "the 6 October City", "the Sunday Times"."""

COUNTED = (
    "people children men women times percent million billion thousand hundred police personnel villagers "
    "aircraft troops"
).split()
"""Counted by a preceding number, besides plural nouns."""
NOT_PLURAL = (
    "as has was is does its his this us towards across besides perhaps always sometimes versus thus unless yes "
    "afterwards hostilities"
).split()
"""Words in -s that may follow a year or a day."""

AUXILIARIES = (
    "will would shall should can could may might must has have had is are was were be been being do does did to not "
    "never also again still now then expected scheduled set due likely slated poised planned planning going "
    "about".split()
)
"""May come between a subject and its verb as part of the predicate."""
FINITE = frozenset(
    "will would shall should can could may might must has have had is are was were does did said says told tells met "
    "held went took made gave came left sent won lost began fought led kept struck hit put broke spoke wrote saw found "
    "sought brought bought sold thought knew grew rose fell threw withdrew drew drove flew froze laid paid ran sank "
    "swore stood became built caught chose dealt got heard overthrew spent shot meant overran forbade undertook "
    "happens comes takes warns adds plans vows wants".split()
)
"""Verbs that are not recognised by their ending."""
REPORTING = frozenset(
    "said says told tells announced reported claimed stated added wrote warned warns confirmed denied insisted argued "
    "believed thought alleged suggested noted revealed disclosed acknowledged admitted explained tweeted posted "
    "declared estimated according heard knew recalled".split()
)
"""Verbs whose complement is another event."""
INTENDING = frozenset(
    "agree agreed threaten threatened vow vowed plan planned promise promised pledge pledged decide decided want "
    "wanted order ordered urge urged ask asked call called offer offered refuse refused warn warned prepare prepared "
    "intend intended propose proposed hope hoped try tried authorise authorised authorize authorized "
    "instruct instructed "
    "invite invited demand demanded swore sought seek convince convinced persuaded persuade request requested".split()
)
"""Verbs whose infinitive is another, later event."""
RELATIVE = frozenset("which who whom whose where that because although though if unless whereas what why how".split())
"""Opens a clause about something else."""
SIMULTANEOUS = frozenset("when while as".split())
"""Opens a clause about something at the same time."""
SEQUENTIAL = frozenset("after before since until till once".split())
"""Opens a clause about something at another time, or only a phrase."""
COORDINATORS = frozenset("and or but then".split())
DETERMINERS = frozenset("a an the its his her their this that these those our my your".split())
NOT_BEFORE_VERBS = DETERMINERS | frozenset("of in on at by with for from into under over near against".split())
"""After these a word in -ed is an adjective."""
NEVER_VERBS = frozenset(
    "armed united allied unmanned so-called hundred indeed exiled renewed alleged disputed besieged unprecedented "
    "occupied wounded enriched unauthorised unauthorized sacred hatred".split()
)
"""Words in -ed that are not verbs, or are adjectives in news."""
HAPPENINGS = (
    "accident accord agreement annexation assassination assault attack battle bombardment bombing ceasefire clash coup "
    "conflict crackdown crash crime crisis deal death disaster election explosion genocide incident incursion "
    "independence invasion kidnapping killing massacre murder occupation offensive operation poisoning protest raid "
    "rebellion referendum resolution revolution revolt shooting siege strike takeover treaty uprising visit war"
).split()
"""Nouns that may have their own date."""
JUDGING = frozenset(
    "condemned condemns denounced denounces criticised criticized praised praises blamed blames accused accuses "
    "welcomed welcomes deplored regretted mourned marked commemorated defended compared rebuked discussed justified "
    "recognised recognized protested sentenced convicted".split()
)
"""Verbs whose object is an earlier event."""
