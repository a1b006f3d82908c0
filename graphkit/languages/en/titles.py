"""Titles and offices, and the words around them."""

from __future__ import annotations

import re

HEADING = re.compile(
    r"minister|secretary|president|premier|king|queen|chancellor|leader|chief|head|director|emir|emperor|ambassador|envoy|"
    r"crown prince|commissioner|representative"
)
"""Titles of people who head or represent a state or body."""
FORMERLY = tuple(
    "former ex late then outgoing ousted deposed one-time future designate elect deputy vice incoming".split()
)
FORMER = re.compile(rf"\b(?:{'|'.join(FORMERLY)})[- ]$", re.IGNORECASE)
"""Before the title of someone who does not hold the office."""
BETWEEN = re.compile(
    r"(?:'s)?[^\S\n]+(?:(?:acting|interim|current|new|incumbent|caretaker|hardline|then|outgoing|former|late|deputy|"
    r"ousted|senior|top|first)[^\S\n]+)*",
    re.IGNORECASE,
)
"""Between a state and the title of someone who acts for it, within a paragraph."""
MINISTRY = re.compile(r"(?:'s)?[^\S\n]+(?:(?:[A-Z][\w-]+|and|of|for|the|&),?[^\S\n]+){1,8}")
"""Between a state and its minister: "Argentine Justice and Human Rights Minister"."""
BEFORE_COMMA = re.compile(
    r"((?:(?:[A-Z][\w'-]+|[A-Z]\.?) +)(?:[A-Z]\.? )?(?:(?:al|el|bin|ben|ibn|de|da|dos|del|der|van|von|la|le)[ -])?"
    r"(?:[A-Z][\w'-]+ +){0,2}[A-Z][\w'-]+),[^\S\n]+(?:the\s+)?(?:(?:new|interim|acting|current)\s+)?$"
)
"""A full name followed by an apposition: "Kang Chol, the new"."""
APPOSED = re.compile(r",[^\S\n]+(?:the\s+)?(?:(?:new|interim|acting|current|then)\s+)?(?:[A-Z]\w+\s+)?$")
"""Between a name and the title after it."""
OF = re.compile(r"[^\S\n]+(?:of|to|for)[^\S\n]+(?:the[^\S\n]+)?")
OF_STATE = re.compile(r"(?:,? Jr)? of (?:the )?")
"""Between a person and the state they head: "President Vladimir Putin of Russia"."""
INSTITUTION = re.compile(
    r"(?:'s)? (?:[\w-]+ ){0,3}(?:military|army|navy|air force|armed forces|police|ministry|parliament|government|"
    r"cabinet|senate|embassy|consulate|agency|department|court|guard|command)\b",
    re.IGNORECASE,
)
"""After a state, something of its own: whoever speaks for that acts for the state."""
RULERS = frozenset(
    "general,colonel,marshal,admiral,captain,ayatollah,sheikh,prince,princess,sultan,comrade,mullah,field marshal,"
    "crown prince,grand ayatollah,lieutenant general,gen,col,vice president".split(",")
)
"""Ranks used for rulers."""
REGNAL = frozenset("king queen emperor empress emir amir sultan pope monarch".split())
"""Titles before a given name."""
ROYAL = REGNAL | {"prince", "princess", "crown prince", "sheikh"}
"""Titles before a given name that identifies a person only with the country: "Prince Mohammed of Saudi Arabia"."""
CHAIR = "president"
"""The title of heads of state that heads of some organisations also have."""
PROVINCE_BEFORE = re.compile(r"\b([A-Z]\w+(?: [A-Z]\w+)?)(?:'s)? $")
PROVINCE_BEHIND = re.compile(r" (?:of|in) ([A-Z]\w+(?: [A-Z]\w+)?)")
"""A possible province before an office, and after one."""
LEGISLATES = re.compile(r"\b(?:senators?|sen|representative|rep|congress(?:man|woman)|delegate)\b", re.IGNORECASE)
"""Titles of members of the national parliament who represent a province."""
VERB = re.compile(
    r"heads? (?:to|into|for|back|home|off|out|over)\b"
    r"|premier (?:\w+ )?(?:arena|body|brand|club|destination|division|event|exhibition|festival|forum|institutions?|"
    r"instrument|league|mechanism|organi[sz]ation|platform|power|sports?|summit|university|vehicle|venue)\b"
)
"""A title that is a verb or an adjective: "Guatemalans head to the polls", "the premier forum"."""
PARTICLE = re.compile(r"\b(?:el|al|ul)-$")
"""Where a title is part of a name: "Sharm el-Sheikh"."""
SENT = re.compile(r"\b(?:ambassador|envoy|representative|emissary|negotiator|commissioner|consul|mediator)$")
"""Titles of envoys: the country after them is where they go, not whom they act for."""
MINISTERS = frozenset({"minister", "secretary"})
TITLES = frozenset({"Minister", "President", "General"})
"""Titles that may follow another title and do not begin a name."""
ENDED = re.compile(
    r"(?:,[^,.;]{1,60},)? (?:has |have |had )?(?:dies|died|resigns|resigned|steps down|stepped down|quits|quit|"
    r"(?:is|was|been) (?:killed|ousted|deposed|assassinated|impeached and removed))\b"
)
"""Said of someone who no longer holds the office."""
CAPTAIN = "captain"
"""The title of those who lead teams and ships rather than states."""
RANKED = frozenset(
    "archbishop bishop baron baroness brig brigadier cardinal commodore count countess duke duchess excellency "
    "honorable honourable hon lieutenant lt maj rev reverend sgt sergeant capt cmdr adm".split()
)
"""Ranks and styles between a title and a name: "Secretary of State Cardinal Parolin"."""
LEADING = frozenset(
    "Admiral Adviser Advisor Affairs Air Army Attorney Authority Cabinet Captain Chair Chairman Chief Colonel "
    "Commander Constable Corps Defence Defense Deputy Director Economy Emeritus Field First Force Foreign General "
    "HE HH HM HRH Home Inspector Intelligence Interior Justice Leader Major Majority Marine Marines Marshal "
    "Minister Minority National Navy Official Police President Press Prime Pro Prosecutor Representative Secretary "
    "Secretary-General Security Senator Senior Speaker Spokesman Spokesperson Spokeswoman Staff TH Tempore Trade UK "
    "UN US Vice Weapons".split()
)
"""Words of titles, left over before a name: "Army Chief of Staff Roland Walker"."""
MONARCHS = REGNAL | {"monarch"}
"""Titles that only a state with a monarch has."""
ROTATING = frozenset({"ASEAN", "AU", "CARICOM", "ECOWAS", "EU", "G20", "G7", "SADC"})
"""Bodies that a member chairs in turn, other than the head of their secretariat."""
PRO_TEMPORE = re.compile(r" [Pp]ro [Tt]em")
NAMED = re.compile(r" [A-Z][a-z]+ [A-Z]|,? Cardinal ")
"""After a title, a name."""
OF_NAMED = re.compile(r" of (?:the )?[A-Z]")
"""After a title, its own body: "the president of the Baptist Union", but not "accused the president of betrayal"."""
