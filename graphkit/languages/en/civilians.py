"""Words around private persons and works of art that carry a nationality."""

from __future__ import annotations

import re

ENDS = frozenset(
    "a an the of to in on at by for from with without into over under and or nor but as than that which who whose is "
    "are was were be been has have had will would may can could said says after before during against between".split()
)
"""Words that end the noun phrase begun by a nationality."""
OFFICIAL = frozenset(
    "air armed army border cabinet coast congressional defence defense diplomatic embassy federal foreign government "
    "intelligence military ministry naval navy nuclear official opposition parliamentary party peace peacekeeping "
    "police political presidential royal secret security senior spy state".split()
)
"""Words that make whoever follows an official or a politician: "a French army doctor"."""
TOLD = re.compile(
    r"\b(?:abduct|apologi|arrest|assassinat|asylum|attack|ban(?:s|ned|ning)?\b|barred\b|behead|blacklist|blockad|"
    r"blocked\b|bomb|boycott|captiv|captur|charge[ds]\b|coast guard|compensat|condemn|consul|convict|custody|defect|"
    r"demonstrat|deport|detain|detention|diplomat|downed\b|drone|dut(?:y|ies)\b|embargo|embass|espionage|evacuat|execut|expel|expuls|"
    r"export|extradit|fined\b|frees?\b|freed\b|genocide|gunm[ae]n|hang(?:s|ed)?\b|hostage|import|imprison|indict|"
    r"insurgen|intercept|jail|kidnap|kill|massacre|militant|missile|murder|nerve agent|pardon|poison|prison|protest|"
    r"quota|ransom|releas|rescu|retaliat|rocket|sanction|seiz|sentenc|shell(?:s|ed|ing)\b|shoot|shot\b|sp(?:y|ies|ied|ying)\b|"
    r"stab|strikes?\b|struck\b|summon|swap|tariff|terror|tortur|trade\b|trial\b|tried\b|troops|visas?\b|war\b|warrant)",
    re.IGNORECASE,
)
"""Acts of states and armed groups, which may have private persons and goods of another state as their object."""
MANY = frozenset({"children", "families", "family", "heir", "heirs"})
"""Kin that newspapers also use for a people: "Syrian children"."""
AGED = re.compile(r", \d{1,3}, (?:(?:of|from) (?=[A-Z])|an? ((?:[a-z-]+ ){0,2}[a-z]+)\b)")
"""After the surname of a private person."""
