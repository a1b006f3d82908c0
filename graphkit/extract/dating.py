"""Which date in a parsed sentence is that of an event: the one attached to its word, or to its support verb."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from graphkit.extract import times
from graphkit.extract.manner import VERBS
from graphkit.extract.times import phrases

if TYPE_CHECKING:
    from spacy.tokens import Token

    from graphkit.extract.dependencies import Parse
    from graphkit.extract.times.spans import TimeSpan
    from graphkit.model import PartialDate


def event_date(
    parse: Parse,
    text: str,
    cue: tuple[int, int],
    published: PartialDate | None,
    deeds: Collection[str],
    *,
    planned: bool,
) -> PartialDate | None:
    """The date that a sentence, parsed from ``text``, gives to the event stated by the words at ``cue``.

    ``deeds`` are the nouns for events, which may have their own date.
    """
    when = times.known(published)
    spans = times.read(phrases.load(parse.language).spans, text, when, planned=planned)
    words = [
        token for token, (start, end) in zip(parse.doc, parse.places, strict=True) if start < cue[1] and cue[0] < end
    ]
    if not words:
        return None
    own: list[TimeSpan] = []
    for owner in _owners(parse, words[0]):
        own = own or [span for span in spans if _governor(parse, span, deeds) == owner]
    return times.agreed(own, when, planned=planned)


def _owners(parse: Parse, cue: Token) -> Iterator[Token]:
    """The words to which a date of the event may be attached, nearest first."""
    yield cue
    if cue.pos_ not in VERBS:
        carrier = parse.carrier(cue)
        if carrier is not None:
            yield carrier
        return
    for thing in parse.objects(cue):  # "signé un traité en 1979", but "condamné l'invasion de 2022"
        if not any(child.lower_ in parse.language.words["definite"] for child in thing.children):
            yield thing
    if cue.dep_ == "conj" and cue.head.pos_ in VERBS:
        yield cue.head


def _governor(parse: Parse, span: TimeSpan, deeds: Collection[str]) -> Token | None:
    """The verb or event noun to which a time expression is attached."""
    begin = parse.places[0][0] if parse.places else 0
    inside = [
        token
        for token, (start, end) in zip(parse.doc, parse.places, strict=True)
        if start - begin < span.end and span.start < end - begin
    ]
    top = next((token for token in inside if token.head not in inside or token.head == token), None)
    if top is None or top.head == top:
        return None
    for node in (top.head, *top.head.ancestors):
        if node.pos_ in VERBS or (node.i not in parse.at and parse.lemma(node) in deeds):
            return node
    return None
