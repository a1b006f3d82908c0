"""Words for those who rule from a town."""

from __future__ import annotations

import re

IN = " in "
"""What joins them to the town."""
RULERS = re.compile(
    r"\b(?P<rival>(?:rival|parallel|rebel|breakaway|shadow|opposition|exiled|separatist|self-\w+|rebel-\w+|so-called)"
    r"(?: [a-z-]+){0,2} )?(?:(?:military|ruling|de facto|interim|transitional|caretaker|new|central|federal|current|"
    r"internationally recogni[sz]ed|Islamist|civilian|national|coup|revolutionary|rebel) ){0,3}"
    r"(?:governments?|authorities|junta|regime|administration|rulers|leadership|generals|(?P<council>councils?)|"
    r"(?:foreign|defen[cs]e|interior|finance|economy|trade|justice|health|energy|oil) (?:ministry|office))"
    r"(?: (?:based|sitting|headquartered))? in (?:the capital,? )?$",
    re.IGNORECASE,
)
"""Before a town from which somebody rules: "the junta in Niamey"; a council only where known."""
