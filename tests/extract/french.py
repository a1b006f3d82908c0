"""Hand-parsed French sentences, for code that reads a parse with Universal Dependencies labels."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.tokens import Doc, Token

from graphkit.actors.linked import Linked
from graphkit.extract.dependencies import Parse
from graphkit.languages.registry import Language, known
from graphkit.model import Actor, Kind

VOCABULARY = English().vocab
START = 20
"""The offset of the sentence in its text."""
RUSSIA = Actor("RUS", "Russia", Kind.STATE, "RUS")
CHINA = Actor("CHN", "China", Kind.STATE, "CHN")
ACTORS = {
    "Russie": RUSSIA,
    "russe": RUSSIA,
    "Chine": CHINA,
    "chinois": CHINA,
    "Iran": Actor("IRN", "Iran", Kind.STATE, "IRN"),
    "ONU": Actor("UN", "United Nations", Kind.ORGANISATION, "UN"),
    "Xi": Actor("xi-jinping", "Xi Jinping", Kind.PERSON, "CHN"),
}


def french() -> Language:
    told = known("fr")
    assert told is not None
    return told


def doc(tokens: str) -> Doc:
    """A sentence of tokens such as ``attaqué/attaquer|VERB|ROOT|1|Tense=Past``.

    They are word and lemma, part of speech, dependency, number of the head, and features with commas between.
    """
    rows = [[*token.split("|"), ""][:5] for token in tokens.split()]
    written = [row[0].partition("/") for row in rows]
    return Doc(
        VOCABULARY,
        words=[word for word, _, _ in written],
        lemmas=[lemma or word for word, _, lemma in written],
        pos=[row[1] for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        morphs=[row[4].replace(",", "|") for row in rows],
    )


def linked(parsed: Doc) -> list[Linked]:
    """The actors of a sentence, with offsets in the text that contains it."""
    return [
        Linked(START + t.idx, START + t.idx + len(t), t.text, ACTORS[t.text], ACTORS[t.text].code, "name", "noun")
        for t in parsed
        if t.text in ACTORS
    ]


def places(parsed: Doc) -> list[tuple[int, int]]:
    """The positions of its words in that text."""
    return [(START + token.idx, START + token.idx + len(token)) for token in parsed]


def parse(tokens: str) -> Parse:
    parsed = doc(tokens)
    return Parse(parsed, places(parsed), linked(parsed), french())


def word(parsed: Parse, text: str) -> Token:
    """The token of a sentence with this text."""
    (found,) = (token for token in parsed.doc if token.text == text)
    return found
