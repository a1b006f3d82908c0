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
    r"\b(?:abduct|accus|allow|apologi|arrest|assassinat|asylum|attack|ban(?:s|ned|ning)?\b|barred\b|beaten\b|behead|"
    r"blacklist|blockad|blocked\b|bomb|boycott|cancel|captiv|captur|charge[ds]?\b|citizenship|coast guard|"
    r"compensat|condemn|consul|convict|custody|defect|demand|demonstrat|deport|detain|detention|diplomat|"
    r"downed\b|drone|dut(?:y|ies)\b|embargo|embass|espionage|evacuat|exclud|execut|expel|expuls|export|extradit|"
    r"fined\b|flee(?:s|ing)?\b|fled\b|frees?\b|freed\b|genocide|guilty|gunfire|gunm[ae]n|hang(?:s|ed)?\b|"
    r"hard labou?r|hijack|hostage|import|imprison|indict|insurgen|intercept|jail|kidnap|kill|massacre|militant|"
    r"missile|murder|nerve agent|order(?:s|ed)\b|pardon|penalty|pirate|poison|prison|protest|"
    r"question(?:s|ed|ing)?\b|quota|ransom|refugee|releas|rescu|retaliat|rocket|sanction|seiz|sentenc|settlers|"
    r"shell(?:s|ed|ing)\b|shoot|shot\b|sp(?:y|ies|ied|ying)\b|stab|strikes?\b|struck\b|summon|swap|tariff|"
    r"terror|to death|tortur|trade\b|trial\b|tried\b|troops|visas?\b|war\b|warrant)",
    re.IGNORECASE,
)
"""Acts of states and armed groups, which may have private persons and goods of another state as their object."""
MANY = frozenset({"child", "children", "families", "family", "heir", "heirs", "parents"})
"""Kin that newspapers also use for a people: "Syrian children"."""
AGED = re.compile(r", \d{1,3}, (?:(?:of|from) (?=[A-Z])|an? ((?:[a-z-]+ ){0,2}[a-z]+)\b)")
"""After the surname of a private person."""
