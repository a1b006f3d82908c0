"""The context of a surname that shows whether it refers to a person."""

from __future__ import annotations

import re

DESCRIBES = re.compile(r"(?:ed|ing|ly|ous|ful|ive|ant|ish|ic|less|ern|able)$")
"""Endings of words that are not given names: "Embattled Zelensky"."""
DESCRIBES_KNOWN = re.compile(
    r"(?:[a-z]s|ent|ist|al|ary|some|ian|crat|aire|ight|man|woman)$"
    r"|^(?:Veteran|Young|Old|Tall|Poor|Rich|Lame|Firebrand|Maverick|Hardline|Strongman|Incumbent|Favou?rite|Newcomer|Rival|"
    r"Ally|Candidate|Nominee|Novice|Moderate|Money|Nothing|Something|Everything|Anything|Everyone|Land|Territory|Today|"
    r"Yesterday|Tomorrow|Tonight)$"
)
"""The same before the surname of someone named earlier in the text: "Veteran Abe", "Tariffs Trump imposed"."""
ARTICLE = re.compile(r"\b(?:al|el)-$")
"""Before a surname that begins with an article: "al-" before Asad."""
TOWARDS = frozenset(
    "for with by to against asked backed blamed called congratulated hosted invited joined met praised rang received "
    "saw telephoned thanked told urged warned".split()
)
"""Words before a person, not a place: "waited for Japarov", "met Al Thani"."""
PARTNER = re.compile(r"(?:,| and| or| &)(?= [A-Z])|'s |, (?:who|whose|whom|on his|on her)\b")
"""After a person's name at the start of a sentence: "Bush and Putin", "Rice, who"."""
PLURAL = re.compile(
    r" [a-z]{3,}s (?:will|would|can|could|may|might|must|should|are|were|have|had|included?|remain(?:ed)?)\b"
)
"""After a word at the start of a sentence that is not a name: "Key topics will", "Rice prices have"."""
FELT = re.compile(
    r"\b(?:anger|angry|fury|furious|faith|trust|trusts|trusted|confidence|confident|belief|believe[ds]?|hopes?|interest|"
    r"interested|disappointed|disappointment|outrage|aimed|directed|fired|hit back|swipe|jibe|glance|looked|"
    r"saw|sees?|found|finds?) (?:in|at) $"
    r"|\b(?:calls?|letters?|messages?|orders?|requests?|statements?|support|word|words|pressure|advice|assurances?|"
    r"criticism|praise|pledges?|visits?|remarks|response|apology|backing|heard|instructions?) from $",
    re.IGNORECASE,
)
"""Where "in", "at" or "from" introduce a person, not a place: "anger at Austin", "a letter from Austin"."""
INTRODUCES = ("named ", "name of ")
"""Endings of phrases that introduce an unknown person."""
INTRODUCED = re.compile(r"\b(?:an?|one|another) (?:[\w-]+ ){1,5}(?:named|by the name of) $", re.IGNORECASE)
"""The whole phrase: "a student named Wong"."""
ONE_OF = re.compile(r"\b(?:an?|another|any|every|the) $", re.IGNORECASE)
"""Where a surname means a relative, somebody similar or a thing: "never met a Reagan", "explore the Moon"."""
MONTH = re.compile(
    r"(?:\b(?:in|on|since|by|until|till|last|this|next|early|late|mid|of|from|to|through|between|before|after|"
    r"\d{1,2}(?:st|nd|rd|th)?|'s)[ -]|\A|\n|[(,] ?)$"
)
DATED = re.compile(r"\b(?:in|since|until|till|last|this|next|early|late|mid|through|during)[ -]$", re.IGNORECASE)
"""Where May is a month even before a verb: "a plea in May had been answered"."""

_PARTICLE = r"(?:de|del|della|di|da|do|dos|das|du|von|vom|van|der|den|zu|zum|zur|la|le|ter|ten)"
GOES_ON = re.compile(
    rf" (?:{_PARTICLE} )+(?:la )?[A-Z]"
    r"| the (?:Great|Terrible|Younger|Elder|Conqueror|Baptist|Lionheart|Magnificent|Bold|Evangelist|Apostle)\b"
)
"""After a name that goes on: "Harald zur Hausen", "Alexander the Great"."""
IN_PROVINCE = re.compile(r", ([A-Z]\w+(?: [A-Z]\w+)?)(?=[,.;:)]| [–-]|$)")
"""After a town, its province: "Luna, New Mexico,"."""
NAMED_AFTER = re.compile(
    r" (?:prison|jail|cemetery|satellite|spacecraft|telescope|rocket|square|station|stadium|barracks|dam|portal|cup|"
    r"trophy|railway|ranch|winery|refinery|mine)s?(?=[.,;:]|$| (?:in|on|near|at|from|to|of|for|and|was|is|were|has)\b)"
)
"""After the name of a thing: "outside Allende prison in Veracruz"."""
NICKNAMED = re.compile(r"[A-Z][\w'-]+ [\"'(][A-Z][^\"'()]{1,24}[\"')] $")
"""Before a surname, a given name and a nickname: 'Philip "Phil Wizard" '."""
PARTICLE = re.compile(rf"[A-Z][\w'-]+ (?:{_PARTICLE} )+$")
"""Before a surname with a particle that does not belong to the bearer: "Norte del "."""
ARABIC = re.compile(r"\b(?:al|el|bin|ibn|ben|abu)[- ][A-Z][\w'-]+ (?:(?:al|el|bin|ibn|ben|abu)[- ])?$")
"""Before the last of several Arabic names: "Abu al-Hussein al-Husseini "."""
INITIALLED = re.compile(r"\b[A-Z][a-z]+ (?![AI] )[A-Z]\.? $")
"""Before a surname, a given name and an initial: "Shamsher M "."""
JOINED = re.compile(r"([A-Za-z]+)[-–]$")
LINKS = re.compile(r"(?<![A-Za-z])(?:e|i|ye|o|ul|ud|uz|ur|us)-$")
"""Between the parts of a name: "Mazar-e-Sharif"."""
PREFIXES = frozenset("anti pro ex then post pre non neo ultra mid former vice".split())
"""What a hyphen joins to a name, capitalised at the start of a sentence."""
FORENAME = re.compile(r"(?<![\w'-])([A-Z][a-z][\w'-]*)(?: [A-Z]\.?)?$")
"""What may be a given name before a surname."""
RANKS = frozenset("Adm Amb Capt Col Gen Gov Hon Lt Maj Min Rep Sen Sgt St".split())
"""Abbreviations of titles that are also names."""
JOINS = re.compile(r" and ([A-Z][\w'-]+)")
"""After the name of a monarch, another person's: "Salman and Sisi"."""
HYPHENED = re.compile(r"-([A-Z][\w']+)")
"""After the first part of a name with a hyphen, or of a pair."""
TOWNS = re.compile(
    r"\b(?:cities|towns|villages|ports|districts|provinces|airports|residents|capture of|captured|liberated|shelled) "
    r"(?:(?:of|in|at) )?(?:[A-Z][\w'-]+(?: [A-Z][\w'-]+)?,? (?:and )?){0,4}$"
)
"""Before a town: "the cities of Manbij and Kobani"."""
RULES = re.compile(r" (?:administration|government|regime|cabinet|presidency|camp|campaign)\b", re.IGNORECASE)
"""After the name of somebody who rules: "the Saleh government"."""
SYLLABLES = re.compile(r"[A-Z][a-z]{1,5}(?:[a-z]{1,5}|-[a-z]{1,6})?")
"""An East Asian given name after the surname: Wenliang, Jong-hoon."""
DOES = re.compile(r"^[a-z]+(?:ed|ing)$")
"""A verb before its object."""
OF = re.compile(r" of (?=[A-Z])")
"""After a surname, what its bearer is of: "Blair of Scotland Yard"."""
MEN = frozenset({"Bill", "Barack"})
"""Men's given names that the table leaves out: with them, the reader took some pronouns for the wrong person."""
