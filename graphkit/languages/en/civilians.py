"""Words around private persons and works of art that carry a nationality."""

from __future__ import annotations

import re

OFFICIAL = frozenset(
    "air armed army border cabinet central coast congressional defence defense diplomatic embassy federal foreign "
    "government intelligence military ministry naval navy nuclear official opposition parliamentary party peace "
    "peacekeeping police political presidential royal secret security senior spy state state-owned state-run".split()
)
"""Words that make whoever follows an official or a politician: "a French army doctor"."""
ENDS = frozenset(
    "a an the of to in on at by for from with without into over under and or nor but as than that which who whose is "
    "are was were be been has have had will would may can could said says after before during against between".split()
).union(OFFICIAL)
"""Words that end the noun phrase begun by a nationality, and those of officials."""
TOLD = re.compile(
    r"\b(?:a(?:bduct|ccus|irspace|llow|ntitrust|pologi|rrest|ssassinat|sylum|ttack)|"
    r"b(?:an(?:s|ned|ning)?\b|arred\b|eaten\b|ehead|lacklist|lockad|locked\b|omb|oycott)|"
    r"c(?:ancel|aptiv|aptur|harge[ds]?\b|itizenship|oast guard|ompensat|ondemn|onsul|onvict|ustody|yber)|"
    r"d(?:efect|emand|emonstrat|eport|etain|etention|iplomat|owned\b|rone|ut(?:y|ies)\b)|"
    r"e(?:mbargo|mbass|spionage|vacuat|xclud|xecut|xpel|xpuls|xport|xtradit)|"
    r"f(?:in(?:ed|es)\b|lee(?:s|ing)?\b|led\b|rees?\b|reed\b)|"
    r"g(?:enocide|uilty|unfire|unm[ae]n)|"
    r"h(?:ack|ang(?:s|ed)?\b|ard labou?r|ijack|ostage)|"
    r"i(?:mpos|mport|mprison|ndict|nsurgen|ntercept)|"
    r"j(?:ail)|"
    r"k(?:idnap|ill)|"
    r"m(?:assacre|ilitant|issile|urder)|"
    r"n(?:ationali[sz]|erve agent)|"
    r"o(?:rder(?:s|ed)\b)|"
    r"p(?:ardon|enalty|enalties|irate|oison|rison|rotest)|"
    r"q(?:uestion(?:s|ed|ing)?\b|uota)|"
    r"r(?:ansom|efugee|eleas|escu|estrict|etaliat|evok|ocket)|"
    r"s(?:abotag|anction|eiz|entenc|ettlers|hell(?:s|ed|ing)\b|hoot|hot\b|p(?:y|ies|ied|ying)\b|tab|trikes?\b|truck\b|"
    r"ummon|uspend|wap|wift\b)|"
    r"t(?:ariff|error|o death|ortur|rade\b|rial\b|ried\b|roops)|"
    r"v(?:isas?\b)|"
    r"w(?:ar\b|arrant))"
)
"""Acts of states and armed groups, which may have private persons and goods of another state as their object.

In lower case, since ignoring case takes three times as long.
"""
MANY = frozenset({"child", "children", "families", "family", "heir", "heirs", "parents"})
"""Kin that newspapers also use for a people: "Syrian children"."""
_DESCRIBED = (
    r"(?:young|elderly|middle-aged|teenage|rich|wealthy|drunken|unnamed|unidentified|retired|\d+-year-old|"
    r"[a-z]+(?:-[a-z]+)?-year-old) "
)
SOMEBODY = re.compile(rf"\b(?:[Aa]n?|[Aa]nother|[Oo]ne|[Tt]he(?= {_DESCRIBED})) (?:{_DESCRIBED})*$")
"""Before the nationality of one unnamed person: "a young Italian"."""
DESCRIBED = re.compile(rf" {_DESCRIBED}$")
ALONE = re.compile(
    r"\s*(?:[.,;:!?)]|$|(?:and|at|by|died|dies|had|has|in|is|of|on|or|to|was|were|who|whose|with|from|after|won|wins|"
    r"became|becomes|lay|lies|fell|hid|drowned|vanished|sat|stood|ran|slept|left)\b)"
)
"""After a nationality that is no adjective."""
AGED = re.compile(r", \d{1,3}, (?:(?:of|from) (?=[A-Z])|an? ((?:[a-z-]+ ){0,2}[a-z]+)\b)")
"""After the surname of a private person."""
