"""The context of a name that shows whom or what it refers to."""

from __future__ import annotations

import re

PREFIXES = {
    "Sino": "CHN",
    "Russo": "RUS",
    "Franco": "FRA",
    "Anglo": "GBR",
    "Indo": "IND",
    "Turco": "TUR",
    "Greco": "GRC",
}
"""First halves of compound demonyms, as in Sino-Russian."""
PREFIX = re.compile(
    r"\b(" + "|".join(PREFIXES) + r")(?=[-–](?!Pacific|European|Aryan|Gangetic|Saxon|Catholic|Roman)[A-Z])"
)
HALF = re.compile(r"\b(North|South|East|West)(?= (?:and|or|&) (?:North|South|East|West) ([A-Z]\w+))")
"""The first of two halves of a country whose name follows the second: "North and South Korean"."""
HALVES = ("th and ", "th or ", "th & ", "st and ", "st or ", "st & ")
"""Every text in which that can match contains one of these."""
AGAINST = re.compile(r"(?:\b[Pp]ro|\b[Aa]nti|\b[Nn]on)[-– ]$")
"""Before a name that only says whom somebody is for or against."""
AGAINST_ENDS = frozenset({"ro", "ti", "on"})
"""The last two letters of these words."""
BACKED = re.compile(
    r"[-–](?:backed|allied|aligned|supported|sponsored|funded|trained|born|style|based|speaking|linked|friendly|"
    r"language|built|made|dominated|bred|inspired|"
    r"owned(?! (?:\w+ )?(?:ships?|vessels?|tankers?|freighters?|carriers?)\b))\b"
)
"""After the name of someone who is not the one acting: "Iran-backed militia"."""
DETERMINED = re.compile(r"\b(?:the|an?|one|two|three|another)\s$", re.IGNORECASE)
UNATTACHED = re.compile(
    r"\s*(?:[.,;:!?)]|$|(?:and|or|in|on|at|by|was|is|were|are|has|have|had|who|say|says|said|to|"
    r"from|with|after|for|during)\b)"
)
"""Before and after an adjective that is used as a noun."""
NAMES_ON = re.compile(
    r" (?!(?:Leaders?|Powers?|Countries|Nations|States|Allies|Governments?|Officials?|Sanctions|Intelligence|Embass|"
    r"Media|Diplomats?|Forces|Troops|Aid|Weapons|Arms|Journalists?|Balkans?|Aligned|European|Hostages?)\b)[A-Z]\w"
)
"""After "Western" or "the West" in a longer name: "the West Frisian islands", "the Western Negev"."""
DIRECTION = re.compile(r"\s+of\s+(?:the\s+)?[A-Z]|\s+(?:coast|bank|side)\b|[-–]")
"""What follows "the west" when it is a direction: "the west of Libya"."""

SCENE = re.compile(
    r"(?<!officials )(?<!official )(?<!sources )(?<!source )(?<!aides )(?<!aide )(?<!advisers )(?<!men )"
    r"(?<!man )(?<!woman )(?<!people )(?<!those )(?:\b(?:at|inside|outside|near) (?:the )?|"
    r"\b(?:left|leaving|leaves|(?:down|up|high|flags?|drones?|flew|flown|flying|hung|hoisted|raised|waved) "
    r"(?:over|above)) the |"
    r"\b(?:sign(?:ed|s|ing)|met|meetings?|talks|summit|ceremony|dinner|lunch|din(?:ed|ing))\b[^.;,]{0,30} in the |"
    r"\b(?:halls?|rooms?|corridors?) (?:in|of) the )$",
    re.IGNORECASE,
)
"""Before a seat of power that is only the scene of something."""
LOCATES = re.compile(r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Aa]round|of|[Aa]cross)\s$")
"""Before a capital that is only a location: "in Moscow"."""
WILL = re.compile(r"'s (?:request|behest|invitation|insistence|urging|expense|instigation|direction|feet|door|pace)\b")
"""After a capital whose government wants something: "at Washington's request"."""
AIMED = re.compile(
    r"\b(?:aim(?:ed|s|ing)?|point(?:ed|s|ing)?|directed|fired|firing|hit back|shout(?:ed|s|ing)?|ang(?:er|ry)|fury|"
    r"furious|swipe|jibe|levell?ed) (?:a finger )?at $"
)
"""Before a capital that is aimed at, and no location: "Putin pointed at Kyiv"."""
_TOWN = r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)?"
SERIES = re.compile(rf"\b(?:in|at|near|outside|around|across) (?:{_TOWN}, ){{0,3}}{_TOWN}(?:,| and| or|, and) $")
SCENES = re.compile(r"\b[A-Za-z-]{3,}(?:s|ing) $")
"""What may happen in such towns: "embassies in Nairobi and Dar es Salaam were bombed"."""
SERIES_ENDS = re.compile(rf"(?:, {_TOWN}){{0,3}},? (?:and|or) {_TOWN}")
"""Before and after one of several towns that are only locations: "in New York, " and " and Berlin"."""
STOPPED = ("r.",)
"""How "Jr." and "Sr." end, whose full stop belongs to the name."""
FLEET = frozenset("HMS HMAS HMCS HMNZS USS USNS USCGC RFA INS RMS MV SS MS".split())
SHIPS = FLEET | frozenset(
    "carrier frigate destroyer cruiser submarine battleship warship corvette tanker freighter liner yacht icebreaker "
    "ferry trawler".split()
)
"""Before a person's name that is that of a ship: "HMS Queen Elizabeth", "the carrier Charles de Gaulle"."""
VESSELS = SHIPS | frozenset({"ship", "vessel", "flagship", "boat", "motorboat"})
"""Before a town whose name a ship has: "the navy ship Libertad"."""
COURT = re.compile(r" courts?\b")
"""After a town that stands for the state whose court sits there: "an Istanbul court"."""
PASSED = re.compile(
    r"\b(?:f(?:led|lees?|leeing)|evacuat(?:ed|es?|ing)|enter(?:ed|s|ing)?|reach(?:ed|es|ing)|fill(?:ed|s|ing)|cross(?:ed|es|ing)|"
    r"flood(?:ed|s|ing)|roam(?:ed|s|ing)|through(?:out)?|inside|into|"
    r"(?:home|back|return(?:ed|ing|s)?|watch(?:ed|ing|es)?|report(?:ed|ing|s)?|broadcast(?:ing|s)?|"
    r"escaped?|escapes|escaping|fl(?:ew|own|ed|ees?|eeing)|withdr[ae]wn?|retreat(?:ed|ing)?|driven) from) $",
    re.IGNORECASE,
)
"""Before a capital that somebody goes to, through or from: "fled Kabul", "marched through Tehran"."""
ON_LEAVING = (
    re.compile(r"\bl(?:eft|eaves?|eaving) $", re.IGNORECASE),
    re.compile(
        r"[.,;]|$| (?:for|on|by|after|aboard|at|without|empty-handed|early|late|again|yesterday|today|happy|unhappy|"
        r"content|disappointed|angry|smiling|hastily|quietly|abruptly)\b"
    ),
)
"""Before and after a capital that somebody leaves; not "left Moscow isolated"."""
VENUE = re.compile(
    r" (?:[a-z][a-z-]+ )?(?:(?:airport|apartment|bazaar|bookshop|caf[eé]|casino|cathedral|cinema|circus|clinic|gallery|"
    r"hospital|hotel|hostel|mosque|museum|neighbou?rhood|newspaper|nightclub|opera|prison|pub|restaurant|salon|"
    r"slum|souk|tram|taxi|department store|villa|stadium|suburb|supermarket|synagogue|theat(?:er|re)|townhouse|"
    r"warehouse|zoo|runway|rooftop|cellar|basement|balcony)s?|bakery|bus|cemetery|factory|"
    r"library|bar|(?:book|flea|fish) market|club|flat|garage|jail|metro|park|school|shop|square|street|studio|"
    r"subway|university)\b"
)
"""After a capital that is only a location, and not a verb: "a Kabul hotel"."""
OCCASION = re.compile(
    r" (?:(?:peace|nuclear|climate|economic|security|terror|suicide|bomb|car|donors?|air|motor|opera|concert|"
    r"theat(?:er|re)) )*"
    r"(?:accident|attacks?|ball|blasts?|bombings?|concert|conference|congress|crash|earthquake|explosions?|fair|"
    r"festival|fire|floods|forum|massacre|meetings?|negotiations|protests?|rally|riots?|round|markets?|shootings?|show|siege|"
    r"summit|talks)\b"
)
"""The same, where an article shows that it is not a verb: "the Minsk talks", "last year's Paris attacks"."""
ARTICLE = re.compile(
    r"(?:\b(?:the|an?|this|that|these|those|its|his|her|their|two|three|first|second|last|recent|"
    r"deadly|failed|planned)|'s) $",
    re.IGNORECASE,
)
OF_FAMILY = re.compile(r"\b[A-Z]\w+ (?:de|da|di|del|della|van|von|der|dos|bin|Lo|Di|De|Da|Del|Van|Von|Der) $")
"""The name and particle before a surname that is also a town: "Giovanni Lo Porto"."""
PART_OF = re.compile(
    r"(?:Nor|Sou)th(?:ern)?|(?:Ea|We)st(?:ern)?|(?:North|South)-?(?:east|west)(?:ern)?|Central|Greater|Upper|Lower|"
    r"Inner|Outer|Old|New|Downtown|Midtown|Uptown|Al|El|Ar|As|At|Ad|An|Ras|Ein|Umm|Kafr|Wadi|Port|Camp|Fort|Mount|"
    r"Saint|San|Santa|St|Kota|Cape|Villa|Ciudad|Mayor|Metro|Occupied|Mainland|\w+'s"
)
"""Before a town, what names a part of it or a place like it: "Eastern Aleppo"."""
AMERICAN = re.compile(r", (?:the )?(?:United States|U\.?S\.?A?\b)")
"""After the province of a town."""
BODY_OF = re.compile(r"(?:overnment|epublic|tate|eople|ilitary|arliament|mbassy) of (?:the )?$")
"""Before a state of which somebody or something is named."""
LONGER = re.compile(r"\b(?!(?:The|In|At|On|From|For|To|And)\b)[A-Z][a-z]+ $")
"""A word that makes a longer name with the next one: "General Belgrano"."""
WITHIN = re.compile(r" (?:of|in)(?: the)? ")
"""What joins a name to its state: "Israel's parliament", "the parliament of Israel"."""
SHORTENED = re.compile(
    r" \((?:the |or |or the |also |hereafter |known as |known as the )?[\"']?([A-Z][A-Za-z&-]*[A-Z])[\"']?[;,)]"
    r"|,? (?:or|known as|abbreviated as|called)(?: simply)? (?:the )?([A-Z]{2,})\b"
    r"(?=[,.)]| (?:has|have|had|is|was|said)\b)"
)
"""After a name that is given a short form: "(PA)", ", or LCBC,"."""
SHORTENING = ("(", " or ", " as ", " called ")
"""Every such place contains one of these."""
VISITED = re.compile(r" (?:visits?|meetings?|talks|summit|dinner|lunch|reception|ceremony|trip|debut|appearance)\b")
"""After a body that somebody visits: "Israel's White House visit"."""
GOES_ON = r"(?:'s)? (?:[A-Z]|(?:of|for|on|to) (?:the )?[A-Z])|-\w|\w"
"""Continues it to a longer name: "the Union Jack", "the Council of Europe"."""
BODY = r"(?:judges?|courts?|tribunals?|prosecutors?|bench|investigators)"
SEATED = re.compile(
    rf"\b{BODY} (?:in|at) The Hague\b|\b(?:The )?Hague(?:-based)?(?:'s)? {BODY}\b(?! (?:of|for) )", re.IGNORECASE
)
"""Words for a court in The Hague."""
HANDED = re.compile(
    r"\b(?:hand(?:s|ed|ing)?|transfer(?:s|red|ring)?|extradit(?:es?|ed|ing)|surrender(?:s|ed|ing)?|extradition|handover"
    r"|turn(?:s|ed|ing)?(?= (?:[\w'-]+ ){0,5}over )"
    r"|(?:be|been|being|was|were|is|are|and) (?:sent|taken|brought|delivered|deported|hauled|flown)"
    r"|(?:sen(?:ds?|t|ding)|t(?:akes?|ook|aking)|br(?:ings?|ought|inging)|deliver(?:s|ed|ing)?|deport(?:s|ed|ing)?"
    r"|haul(?:s|ed|ing)?|fl(?:ies|ew|y|ying)) (?:him|her|them|[A-Z][\w'-]+))"
    r"(?: (?!(?:to|in|at|for) The)[\w'-]+){0,6} to (The Hague)\b"
    r"(?! [A-Z]|,? for (?:\w+ )?(?:talks|summit|meeting|conference|negotiations)|,? to (?:meet|attend))"
)
"""Whoever is brought to the town is brought before the court."""
CHARGES = re.compile(
    r"(?<![\w'-])(?<![io]n )(?<![IO]n )(?<!at )(?<!At )(?<!of )(?<!to )(The Hague) (?:has |had |then |later |also )*"
    r"(?:indict|charg|convict|acquit|sentenc|tri(?:es|ed)\b|prosecut|jail|free[sd]\b|clear(?:s|ed)\b|absolv|"
    r"issue[sd]? (?:an? )?(?:arrest )?warrant|want(?:s|ed) (?:him|her|them)\b)"
)
"""A town that does what courts do is the court."""
PARTY_BEFORE = re.compile(
    r"\b(?:clear(?:s|ed|ing)?|absolv(?:es?|ed|ing)|acquit(?:s|ted|ting)?|exonerat(?:es?|ed|ing)|su(?:es?|ed|ing)|"
    r"(?:case|claim|suit|lawsuit|complaint|application|proceedings)s? (?:\w+ ){0,2}against|"
    r"(?:find|found|rul(?:es?|ed|ing)|h(?:olds|eld)|decid(?:es|ed)|declar(?:es|ed))(?: that)?) $"
)
PARTY_BEHIND = re.compile(
    r" (?:was |is |were |had been |has been )?(?:not )?(?:cleared|absolved|acquitted|exonerated|responsible|guilty|"
    r"liable|in breach)\b| (?:had |has )?failed to (?:prevent|punish)\b|"
    r"'s? (?:case|claim|suit|complaint) (?:against|over)\b"
)
"""Before or after a state that is a party to a case."""
SUMMONED = re.compile(
    r"\b(?:t(?:akes?|ook|aken|aking)|haul(?:s|ed|ing)?|drag(?:s|ged|ging)?|br(?:ings?|ought|inging)) $"
)
BEFORE_COURT = re.compile(r" (?:to|before) (?:the )?(?:[\w-]+ ){0,2}(?:[Cc]ourt|judges|bench|The Hague)\b")
"""Before and after a state that is brought before a court."""
SCORE = re.compile(
    r"\b(?:beat|beats|defeats?|defeated|thrash(?:ed|es)|crush(?:ed|es)|edged?|edges|rout(?:ed|s)|stun(?:ned|s)|hammer(?:ed|s)|"
    r"trounce[ds]|down(?:ed|s)|drew|lost to|won against)\b[^.\n]{1,60}\b\d{1,2}[-–]\d{1,2}\b"
    r"|\b(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[A-Z][A-Za-z]+ \d{1,2}, (?:[A-Z][A-Za-z]+ ){1,2}\d{1,2}(?![\w,-])"
)
"""A result: "England crushed Iran 6-2", "England 6, Iran 2"."""

DEGREE = r"(?!(?:of|to|with|for|and|in|on|by|as|at|against|over|from|his|her|their|the|an?) )[\w-]+ "
"""A word between a leader's name and the kin or critic who is meant: "Putin's fiercest critic"."""
OF = "(?:of|to)"
"""Between kin and a leader."""
ONCE = "(?:late|former|then|ousted|deposed)"
RANK = "(?:top|senior|chief|close|national|security|special|foreign|policy|press|economic)"
"""May precede the word for an aide."""
AUXILIARY = "(?:also|then|later|never|has|had|will|would|is|was|did)"
"""May come between a subject and its verb."""
MODAL = "(?:will|would|can|could|must|might|should|did)"
"""Modals that may precede any verb."""
PLACE = "(?:city|town|village)"
