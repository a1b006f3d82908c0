"""Words for those who fight or oppose a state."""

from __future__ import annotations

import re

BEHIND = re.compile(
    r"(?:'s)?\s+(?:(?:democratic|main|armed|islamist|sunni|shia|shiite|kurdish|exiled|political|moderate|militant)\s+)*"
    r"(rebel|insurgent|separatist|opposition(?! to\b)|pirate|dissident|revolutionar(?!y (?-i:[A-Z])))(?:s|ies|y)?\b"
    r"(?:\s+(?:forces|fighters|groups?|part(?:y|ies)|leaders?|coalition|politicians?))?",
    re.IGNORECASE,
)
"""Words that turn a state's name into that of its opponents: "Syrian rebels"."""
FORCE = (
    r"(?= (?:forces|fighters|factions|groups?|attacks?|leaders?|commanders?|members|strongholds?|troops|positions)\b)"
)
ALONE = re.compile(
    r"\b(?:(?:suspected|armed|islamic|islamist|sunni|shia|shiite|local|anti-government|heavily) )*"
    rf"(?:(rebel|insurgent|separatist|pirate|militant|guerr?illa|gang)(?:s\b|{FORCE})|(gunmen)\b"
    r"|(opposition)(?= (?:forces|fighters|troops|militias?|groups)\b))",
    re.IGNORECASE,
)
"""The same without a name: "insurgents killed three soldiers in northern Iraq"."""
OPPOSED = ("rebel", "insurgent", "separatist", "pirate")
"""The words for which an adjacent state name is enough."""
WITHIN = re.compile(
    r"(?: (?:groups?|fighters|forces))? (?:in|from|of) (?:(?:the|neighbou?ring|war-torn|northern|southern|eastern|"
    r"western|central) )*"
)
"""What joins such a word to its state: "rebels in neighbouring Somalia"."""
REGION = re.compile(r" (?:in|from|of) (?:the )?([A-Z][\w'-]+)\b(?! [A-Z])")
"""The region behind such a word, by which a group may be called: "rebels in Aceh" are the Aceh rebels."""
STEMS = (
    "rebel insurgent separatist pirate militant guerrilla guerilla gunmen opposition gang dissident revolutionar"
).split()
"""Every text in which one of these can match contains one of these, in lower case."""
LOCATES = re.compile(
    r"\b(?:in|near|off|across|throughout|around|outside)(?: (?:the|\w+ern|central|war-torn|neighbou?ring|coast|waters|"
    r"province|provinces|city|town|capital|region|part|parts|south|north|east|west|rest|of|capital,))* $"
)
RESISTED = re.compile(
    r"\b(?:[Dd]espite|[Oo]ver|[Aa]mid|overc[ao]m\w+|fac(?:ed|es|ing)|strong|fierce|stiff|growing) "
    r"(?:(?:strong|fierce|stiff|growing) )?(?:[A-Z][\w.]+ (?:and|or) )?$"
)
"""Before the opposition of a state, not in it: "despite Russian and Serbian opposition"."""
LEADER = re.compile(r"\b[Oo]pposition (?:[Ll]eader|figure|politician|activist|candidate|chief)s? ")
HOME = re.compile(r" (?:government|army|military|police|security|authorities)\b")
"""After the adjective of a state fighting at home; its troops, soldiers, jets may be abroad."""
PEOPLE = {"opposition": "opposition", "revolutionar": "revolutionaries"}
