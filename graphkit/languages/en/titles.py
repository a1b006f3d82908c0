"""Titles and offices, and the words around them."""

from __future__ import annotations

import re

HEADING = re.compile(
    r"minister|secretary|president|premier|king|queen|chancellor|leader|chief|head|director|emir|emperor|ambassador|envoy|"
    r"crown prince|commissioner|representative"
)
"""Titles whose holder heads or represents a state or body in office."""
FORMERLY = tuple(
    "former ex late then outgoing ousted deposed one-time future designate elect deputy vice incoming".split()
)
FORMER = re.compile(rf"\b(?:{'|'.join(FORMERLY)})[- ]$", re.IGNORECASE)
"""What stands before the title of one who does not hold the office."""
BETWEEN = re.compile(
    r"(?:'s)?[^\S\n]+(?:(?:acting|interim|current|new|incumbent|caretaker|hardline|then|outgoing|former|late|deputy|"
    r"ousted|senior|top|first)[^\S\n]+)*",
    re.IGNORECASE,
)
"""What stands between a state and the title of one who acts for it, in one paragraph."""
MINISTRY = re.compile(r"(?:'s)?[^\S\n]+(?:(?:[A-Z][\w-]+|and|of|for|the|&),?[^\S\n]+){1,8}")
"""What stands between a state and its minister: "Argentine Justice and Human Rights Minister"."""
BEFORE_COMMA = re.compile(
    r"((?:(?:[A-Z][\w'-]+|[A-Z]\.?) +)(?:(?:al|el|bin|ben|ibn|de|da|dos|del|der|van|von|la|le)[ -])?"
    r"(?:[A-Z][\w'-]+ +){0,2}[A-Z][\w'-]+),[^\S\n]+(?:the\s+)?(?:(?:new|interim|acting|current)\s+)?$"
)
"""A full name that an apposition follows: "Kang Chol, the new"."""
APPOSED = re.compile(r",[^\S\n]+(?:the\s+)?(?:(?:new|interim|acting|current|then)\s+)?(?:[A-Z]\w+\s+)?$")
"""What stands between a name and the title behind it."""
OF = re.compile(r"[^\S\n]+(?:of|to|for)[^\S\n]+(?:the[^\S\n]+)?")
OF_STATE = re.compile(r"(?:,? Jr)? of (?:the )?")
"""What stands between a person and the state they head: "President Vladimir Putin of Russia"."""
INSTITUTION = re.compile(
    r"(?:'s)? (?:[\w-]+ ){0,3}(?:military|army|navy|air force|armed forces|police|ministry|parliament|government|"
    r"cabinet|senate|embassy|consulate|agency|department|court|guard|command)\b",
    re.IGNORECASE,
)
"""Behind a state, what belongs to it: who speaks for that acts for the state."""
RULERS = frozenset(
    "general,colonel,marshal,admiral,captain,ayatollah,imam,sheikh,prince,princess,sultan,comrade,mullah,field marshal,"
    "crown prince,grand ayatollah,lieutenant general,gen,col,vice president".split(",")
)
"""Ranks that rulers are called by."""
REGNAL = frozenset("king queen emperor empress emir amir sultan pope monarch".split())
"""Titles before a given name."""
ROYAL = REGNAL | {"prince", "princess", "crown prince", "sheikh"}
"""Titles before a given name that tells who is meant only with the country: "Prince Mohammed of Saudi Arabia"."""
CHAIR = "president"
"""The title of heads of states that the heads of some organisations bear too."""
PROVINCE_BEFORE = re.compile(r"\b([A-Z]\w+(?: [A-Z]\w+)?)(?:'s)? $")
PROVINCE_BEHIND = re.compile(r" (?:of|in) ([A-Z]\w+(?: [A-Z]\w+)?)")
"""What may be a province before an office, and behind one."""
LEGISLATES = re.compile(r"\b(?:senators?|sen|representative|rep|congress(?:man|woman)|delegate)\b", re.IGNORECASE)
"""Titles of those who sit in the parliament of the whole state though they are of a province."""
VERB = re.compile(
    r"heads? (?:to|into|for|back|home|off|out|over)\b"
    r"|premier (?:\w+ )?(?:arena|body|brand|club|destination|division|event|exhibition|festival|forum|institutions?|"
    r"instrument|league|mechanism|organi[sz]ation|platform|power|sports?|summit|university|vehicle|venue)\b"
)
"""A title that is a verb or an adjective: "Guatemalans head to the polls", "the premier forum"."""
PARTICLE = re.compile(r"\b(?:el|al|ul)-$")
"""What makes a title part of a name: "Sharm el-Sheikh"."""
SENT = re.compile(r"\b(?:ambassador|envoy|representative|emissary|negotiator|commissioner|consul|mediator)$")
"""Titles of those who are sent: the country behind them is where they go, not whom they act for."""
MINISTERS = frozenset({"minister", "secretary"})
TITLES = frozenset({"Minister", "President", "General"})
"""Titles that may stand behind another and begin no name."""
ENDED = re.compile(
    r"(?:,[^,.;]{1,60},)? (?:has |have |had )?(?:dies|died|resigns|resigned|steps down|stepped down|quits|quit|"
    r"(?:is|was|been) (?:killed|ousted|deposed|assassinated|impeached and removed))\b"
)
"""What is told of one who holds the office no more."""
