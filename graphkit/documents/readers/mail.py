"""Mails, such as newsletters, saved as .eml."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator

from graphkit.documents.reader import Input, Item, Reader
from graphkit.documents.readers.feeds import plain
from graphkit.errors import InputError

LARGEST = 100_000_000
"""Bytes of a mail with its attachments."""


def read(source: Input) -> Iterator[Item]:
    """The body of a mail, as plain text if it has that, without attachments."""
    data = source.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{source.place}: is larger than {LARGEST // 10**6} MB", "save its text as .txt")
    message = email.message_from_bytes(data, policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    if body is None or not message.keys():
        raise InputError(f"{source.place}: is no mail with a text", "save the mail itself as .eml")
    try:
        text = body.get_content()
    except LookupError as error:
        raise InputError(f"{source.place}: {error}", "save its text as .txt") from None
    if body.get_content_subtype() == "html":
        text = plain(text)
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


READER = Reader("mail", (".eml",), read)
