"""Sentence ends, datelines, and common words."""

from __future__ import annotations

import re

SPEECH = re.compile(
    r"(?:[A-Z][\w.'-]+,? ){1,6}(?:has |had |also |then |later )?"
    r"(?:said|says|asked|told|added|wrote|replied|declared|exclaimed|shouted|warned|insisted)\b"
)
"""Continues the sentence after a quotation: "… said"."""
TITLES = frozenset(
    "mr mrs ms mx dr prof gen lt col maj capt cmdr cpl sgt adm brig sen rep reps sens gov pres amb sec rev fr hon msgr "
    "st ste mt ft vs v nos art arts fig figs sect ch vol pp cf e.g i.e viz approx dept est eds".split()
)
"""Never the end of a sentence."""
COUNTED = frozenset("no jan feb mar apr jun jul aug sep sept oct nov dec p ca c".split())
"""Not the end before a number."""
EITHER = frozenset(
    "u.s u.k u.n e.u d.c u.s.a u.a.e d.r.c d.p.r.k a.m p.m a.d b.c inc corp ltd co bros jr sr ph.d m.d "
    "etc al wash calif fla tex mass".split()
)
"""The end only when a word follows that begins sentences rather than names."""
STARTERS = frozenset(
    "The A An This That These Those It Its He His She Her They Their We Our I You But And Or So Yet In On At By For "
    "From With After Before Since While When Where Although Though If As To Of Both All Some Many Most Several Other "
    "Another Each Neither Either There Here What Who Why How Also However Meanwhile Earlier Later Last Officials "
    "Nor Not No Under Over During Despite According Because Then Now Once Until Amid Still Such Asked".split()
)
"""Words that begin sentences."""
TAIL = re.compile(r"(?:backed|led|based|born|held|run|controlled|aligned|allied|sponsored|supported|wide|style)\b")
"""Keeps its hyphen at a line end: "Iran-" and "backed"."""
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
CITY = r"[A-Z][A-Z.']++(?:[ /-][A-Z][A-Z.']++){0,4}"
AGENCY = (
    r"(?:Thomson )?(?:Reuters|AP|AFP|UPI|CNN|BBC|DPA|dpa|EFE|ANSA|TASS|RIA|Interfax|Xinhua|Kyodo|Yonhap|KCNA|IRNA|"
    r"PTI|ANI|IANS|Bloomberg|VOA|RFE/RL|RFI|MEE|NYT|Associated Press|Agence France-Presse)"
)
DATELINE = re.compile(
    rf"""
    ^[ ]*(?!FILE\b)(?:                                                  # which begins a caption
        (?:{CITY}|[A-Z][a-z]+(?:[ ][A-Z][a-z]+)?)?                      # KYIV, Tel Aviv
        (?:,[ ][A-Z][A-Za-z. ]{{2,25}}?)?                                # , Ukraine
        (?:,[ ](?:{MONTH}[ ]\d{{1,2}}|\d{{1,2}}[ ]{MONTH})(?:,?[ ]\d{{4}})?)?  # , March 3
        [ ]?\((?:{AGENCY})(?:[/ ][A-Za-z ]{{2,20}})?\)[ ]*(?:--?|[–—_:])[ ]*
      | {CITY}
        (?:,[ ][A-Z][A-Za-z. ]{{2,25}}?)?
        (?:,[ ](?:{MONTH}[ ]\d{{1,2}}|\d{{1,2}}[ ]{MONTH})(?:,?[ ]\d{{4}})?)?
        (?:[ ]?\([A-Za-z][A-Za-z .&/-]{{1,25}}\))?
        [ ](?:--?|[–—_])[ ](?=["'A-Z\d])
    )
    """,
    re.VERBOSE | re.MULTILINE,
)
"""Where and by whom an article was written, before its first words."""
COMMON = frozenset(
    "the of and to in a is was for on with that by at from as has have had it its be been were are this which who will "
    "would said after over between against their his not an or but they he she into about more than when".split()
)
"""Words that make up much of every English text."""
ASIDE = re.compile(
    r"\W*(?:while|as|after|before|when|whenever|although|though|since|if|unless|until|because|despite|following|amid|"
    r"besides|like|unlike|ahead of|in response to)\b[^,]*,",
    re.IGNORECASE,
)
"""Openings of a sentence before its main statement."""
