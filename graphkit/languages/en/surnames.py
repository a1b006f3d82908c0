"""What stands beside a surname and tells whether a person is meant."""

from __future__ import annotations

import re

DESCRIBES = re.compile(r"(?:ed|ing|ly|ous|ful|ive|ant|ish|ic|less|ern|able)$")
"""Endings of words that are no given names: "Embattled Zelensky"."""
DESCRIBES_KNOWN = re.compile(
    r"(?:[a-z]s|ent|ist|al|ary|some|ian|crat|aire|ight|man|woman)$"
    r"|^(?:Veteran|Young|Old|Tall|Poor|Rich|Lame|Firebrand|Maverick|Hardline|Strongman|Incumbent|Favou?rite|Newcomer|Rival|"
    r"Ally|Candidate|Nominee|Novice|Moderate|Money|Nothing|Something|Everything|Anything|Everyone|Land|Territory|Today|"
    r"Yesterday|Tomorrow|Tonight)$"
)
"""The same of words before the surname of one whom the text has named: "Veteran Abe", "Tariffs Trump imposed"."""
PARTNER = re.compile(r"(?:,| and| or| &)(?= [A-Z])|'s |, (?:who|whose|whom|on his|on her)\b")
"""What stands behind a person's name that begins a sentence: "Bush and Putin", "Rice, who"."""
FELT = re.compile(
    r"\b(?:anger|angry|fury|furious|faith|trust|trusts|trusted|confidence|confident|belief|believe[ds]?|hopes?|interest|"
    r"interested|disappointed|disappointment|outrage|aimed|directed|fired|hit back|swipe|jibe|glance|looked|"
    r"saw|sees?|found|finds?) (?:in|at) $"
    r"|\b(?:calls?|letters?|messages?|orders?|requests?|statements?|support|word|words|pressure|advice|assurances?|"
    r"criticism|praise|pledges?|visits?|remarks|response|apology|backing|heard|instructions?) from $",
    re.IGNORECASE,
)
"""What makes "in", "at" or "from" tell of no place but of a person: "anger at Austin", "a letter from Austin"."""
INTRODUCES = ("named ", "name of ")
"""How words end that introduce somebody whom nobody knows."""
INTRODUCED = re.compile(r"\b(?:an?|one|another) (?:[\w-]+ ){1,5}(?:named|by the name of) $", re.IGNORECASE)
"""All of them: "a student named Wong"."""
ONE_OF = re.compile(r"\b(?:an?|another|any|every) $", re.IGNORECASE)
"""What makes of a surname somebody of the family, or somebody alike: "never met a Reagan"."""
MONTH = re.compile(
    r"(?:\b(?:in|on|since|by|until|till|last|this|next|early|late|mid|of|from|to|through|between|before|after|"
    r"\d{1,2}(?:st|nd|rd|th)?|'s)[ -]|\A|\n|[(,] ?)$"
)
DATED = re.compile(r"\b(?:in|since|until|till|last|this|next|early|late|mid|through|during)[ -]$", re.IGNORECASE)
"""What makes May a month even before a verb: "a plea in May had been answered"."""
