"""Email, such as newsletters, saved as .eml."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.headerregistry import BaseHeader
from email.message import MIMEPart

from graphkit.documents.reader import Input, Item, Reader
from graphkit.documents.readers.feeds import plain
from graphkit.errors import InputError

LARGEST = 100_000_000
"""Most bytes in an email with its attachments."""
PARTS = 1_000
"""The maximum number of multipart parts; the time to parse nested ones grows with the square of their number."""
HEADER = 2_000
"""The number of characters read of a header; the time to parse it grows with the square of its length."""

FULLER = 3
"""How many times longer the HTML is than a plain text that only points to it: "view in your browser"."""


def read(source: Input) -> Iterator[Item]:
    """The body without attachments: the plain text, or the HTML where only that has the content."""
    data = source.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{source.place}: is larger than {LARGEST // 10**6} MB", "save its text as .txt")
    if data.lower().count(b"multipart/") > PARTS:
        raise InputError(f"{source.place}: has more than {PARTS:,} parts within parts", "save its text as .txt")
    message = email.message_from_bytes(data, policy=_POLICY)
    body = message.get_body(("plain", "html"))
    if body is None or not message.keys():
        raise InputError(f"{source.place}: is not an email with text", "save the message itself as .eml")
    text = _text(body, source.place)
    if body.get_content_subtype() == "plain" and (rich := message.get_body(("html",))) is not None:
        other = _text(rich, source.place)
        text = other if len(text.strip()) * FULLER < len(other) else text
    if not text.strip():
        raise InputError(f"{source.place}: has no text", "leave it out")
    sent, language = message["Date"], message["Content-Language"]
    yield Item(
        text,
        source.place,
        title=message["Subject"],
        date=str(sent.datetime.date()) if sent is not None and sent.datetime else None,
        language=str(language) if language else None,
    )


def _text(body: MIMEPart, place: str) -> str:
    """The text of one part of an email."""
    try:
        text: str = body.get_content()
    except LookupError as error:
        raise InputError(f"{place}: {error}", "save its text as .txt") from None
    return plain(text) if body.get_content_subtype() == "html" else text


def _header(name: str, value: str) -> BaseHeader:
    made: BaseHeader = email.policy.default.header_factory(name, value[:HEADER])
    return made


_POLICY = email.policy.default.clone(header_factory=_header)
READER = Reader("mail", (".eml",), read)
