"""Words of negation."""

from __future__ import annotations

import re

_AUXILIARIES = "did|do|does|has|have|had|is|are|was|were|will|would|shall|should|can|could|may|might|must"
_DENYING = "den(?:y|ies|ied|ying)|refus(?:e[sd]?|ing|als?)|declin(?:e[sd]?|ing)|fail(?:s|ed|ing|ures?)?"
DENIAL = re.compile(
    rf"\b(?:(?:{_AUXILIARIES})\s+)?(?:not|never|no\s+longer|no|nor|neither|none|nobody|without|cannot)\b"
    rf"|\b\w+n[’']t\b|\b(?:{_DENYING})\b|\brul(?:es?|ed|ing)\s+out\b",
    re.IGNORECASE,
)
"""A negation, with the auxiliary verb before it: "did not"."""
