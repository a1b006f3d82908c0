"""Page furniture around articles."""

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
PICTURE = re.compile(
    r"\W*(?:photo|photograph|image|picture)s?(?: (?:by|credit|courtesy|taken)|(?: credit)?\s*:)", re.IGNORECASE
)
"""How a credit after a caption on the same line begins."""
CAPTION = re.compile(r"\W*FILE(?: PHOTO)? ?[-–—:]|.*\((?:(?:second |third )?from )?(?:left|right)\)", re.DOTALL)
"""What only picture captions contain."""
CREDIT = re.compile(
    r"[(\[](?:[^()\[\]]*\b)?(?:photo|photograph|image|picture|AFP|Getty|Reuters|EPA|Shutterstock|via AP|Handout)\b"
    r"[^()\[\]]*[)\]]\W*$|\b(?:AP|Reuters|AFP|Getty Images|EPA|File) ?(?:photo|/)[^.]{0,40}$",
    re.IGNORECASE,
)
"""How picture captions end."""
