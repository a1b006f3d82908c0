"""What can be stored: values that some format could not hold are refused on entry, and found in existing stores."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.errors import InputError
from graphkit.model import Actor, Claim, Document, Evidence, Mention, Span
from graphkit.model.tenure import CODE, Tenure

LONGEST = 100_000
"""Most characters of any text except a document's own: table readers accept few more in a cell."""
LONGEST_DOCUMENT = 2_000_000
"""Most characters of a document's text, a long novel: RDF parsers accept few more in a literal."""
FARTHEST = 1_000_000_000
"""The largest offset in a text: SQLite holds no longer one."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_NO_KEY = re.compile(r"[=+@]|[^\x00-\x1f\x7f]*[\x00-\x1f\x7f]")


def of_document(document: Document) -> Iterator[InputError]:
    """The parts of a document that cannot be stored, each as an error without a location yet."""
    yield from _key("document id", document.id)
    for name, value in (("title", document.title), ("url", document.url), ("language", document.language)):
        yield from _text(name, "" if value is None else value)
    if not _is(str, document.text) or _SURROGATE.search(document.text):
        yield InputError("the text is not Unicode (a lone surrogate)", "replace it")
    elif len(document.text) > LONGEST_DOCUMENT:
        yield InputError(f"the text has {len(document.text):,} characters", f"split it at {LONGEST_DOCUMENT:,}")
    if not (_is(int, document.body_start) and 0 <= document.body_start <= FARTHEST):
        yield InputError(f"{document.body_start} is not a position in a text", "count characters from 0")


def of_claim(claim: Claim) -> Iterator[InputError]:
    """The parts of a claim and its evidence that cannot be stored."""
    for actor in (claim.subject, claim.object):
        yield from of_actor(actor)
    for evidence in claim.evidence:
        yield from of_evidence(evidence)


def of_evidence(evidence: Evidence) -> Iterator[InputError]:
    """The parts of a piece of evidence that cannot be stored."""
    yield from _span("quote", evidence.quote)
    yield from _span("cue", evidence.cue)
    for role, mention in (("subject", evidence.subject), ("object", evidence.object), ("speaker", evidence.speaker)):
        if mention:
            yield from _mention(role, mention)
    if not (_is((int, float), evidence.confidence) and 0 <= evidence.confidence <= 1):
        yield InputError(f"{evidence.confidence} is not a confidence", "write a number from 0 to 1")
    yield from _text("extractor", evidence.extractor)
    if evidence.tenure is not None:
        yield from _tenure(evidence.tenure)


def _tenure(tenure: Tenure) -> Iterator[InputError]:
    office, start, end = tenure.office, tenure.start, tenure.end
    if not _is(str, office) or not CODE.fullmatch(office):
        yield InputError(f"{office!r:.40} is not an office", "write its code, such as foreign_minister")
    elif len(office) > LONGEST:
        yield from _text("office", office)
    if start and end and end.last < start.first:
        yield InputError(f"an office ends in {end} before it begins in {start}", "put the dates in order")


def of_actor(actor: Actor) -> Iterator[InputError]:
    """The parts of an actor that cannot be stored."""
    yield from _key("actor id", actor.id)
    for name, value in (("name", actor.name), ("code", actor.code), ("wikidata", actor.wikidata), *actor.notations):
        yield from _text(name, "" if value is None else value)
    for scheme, _ in actor.notations:
        yield from _key("notation", scheme)


def _mention(role: str, mention: Mention) -> Iterator[InputError]:
    yield from of_actor(mention.actor)
    yield from _span(role, mention)
    yield from _text("code", mention.code)
    yield from _text("rule", mention.rule)


def _span(name: str, span: Span) -> Iterator[InputError]:
    yield from _text(name, span.text)
    if not (_is(int, span.start) and _is(int, span.end) and 0 <= span.start <= span.end <= FARTHEST):
        yield InputError(f"{span.start} to {span.end} is not a valid {name} span", "count characters from 0")


def _is(kinds: type | tuple[type, ...], value: object) -> bool:
    # Values from a file that another program wrote need not have the declared types.
    return isinstance(value, kinds)


def _key(name: str, value: str) -> Iterator[InputError]:
    yield from _text(name, value)
    if value == "":
        yield InputError(f"the {name} is empty", "fill it")
    elif _is(str, value) and _NO_KEY.match(value):
        yield InputError(
            f"{value[:40]!r} is not a valid {name}", "write it on one line, and do not start it with = + or @"
        )


def _text(name: str, value: str) -> Iterator[InputError]:
    if not _is(str, value):
        yield InputError(f"the {name} {value!r:.40} is not a string", "write one")
    elif _SURROGATE.search(value):
        yield InputError(f"the {name} {value[:40]!r} is not Unicode (a lone surrogate)", "replace it")
    elif len(value) > LONGEST:
        yield InputError(f"the {name} has {len(value):,} characters", f"leave {LONGEST:,} of them")
