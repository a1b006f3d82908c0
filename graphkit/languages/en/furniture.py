"""What pages say beside their articles."""

from __future__ import annotations

import re

CALLS = re.compile(
    r"\W*(?:"
    r"subscribe|sign up|log in|register (?:now|here|for)|follow us|join (?:our|us on)|share (?:this|on)|"
    r"click (?:here|on)|most (?:read|popular)|"
    r"advertisement|sponsored|copyright\b|©|all rights reserved|tags?:|topics?:|filed under|download (?:our|the) app|"
    r"get (?:our|the) (?:app|newsletter|latest)|support (?:our|independent) journalism|"
    r"(?:photo|photograph|image|picture)s?(?: (?:by|credit|courtesy|taken)|\s*:)|caption:|file photo|"
    r"(?:additional )?(?:reporting|editing|writing|compiled|translated) by|"
    r"(?:this|the) (?:article|story|report) (?:was|has been|is) (?:originally |first )?"
    r"(?:published|updated|corrected|amended)"
    r")",
    re.IGNORECASE,
)
CREDIT = re.compile(
    r"[(\[](?:[^()\[\]]*\b)?(?:photo|photograph|image|picture|AFP|Getty|Reuters|EPA|Shutterstock|via AP|Handout)\b"
    r"[^()\[\]]*[)\]]\W*$|\b(?:AP|Reuters|AFP|Getty Images|EPA|File) ?(?:photo|/)[^.]{0,40}$",
    re.IGNORECASE,
)
"""What ends the caption of a picture."""
_ON = r"(?:\s+(?:on|about|from)(?:\s+[\w’'-]+){1,4})?"
TEASER = re.compile(
    r"\W*(?:"
    r"(?:also\s+|you\s+(?:may|might)\s+also\s+(?:like|want)\s+to\s+)?(?:read|see|watch|listen|view)"
    rf"(?:\s+(?:more|also|next|this|here|now|further|too))*{_ON}|"
    r"you\s+(?:may|might)\s+(?:also\s+)?like(?:\s+this)?|don[’']t\s+miss|up\s+next|editor[’']?s[’']?\s+(?:picks?|choice)|"
    rf"(?:related|more|further\s+reading|recommended(?:\s+for\s+you)?){_ON}|"
    r"(?:related|more|recommended|similar|latest|top|trending|popular)"
    rf"\s+(?:stories|story|news|articles?|coverage|content|topics?|links?|posts?|headlines?|reports?|videos?){_ON}|"
    r"video|gallery|podcast"
    r")\s*(?:[:|»>→▶►]+|\s[-–—]+\s+(?=(?-i:[\"'“‘A-Z0-9]))|(?=\n)|$)",
    re.IGNORECASE,
)
"""What leads to another article: a heading such as "Related stories", or the words before its headline."""
ENDED = re.compile(r"[.!?…][\"'”’)\]]*\W*$")
"""How sentences end, and headlines do not."""
