"""HTML and web pages saved by browsers, including MHTML."""

from __future__ import annotations

import email
import email.policy
import re

from graphkit.documents.reader import Input, Item, Items, Reader, needing, quiet
from graphkit.errors import InputError

LARGEST = 30_000_000
"""Most bytes in a page; a larger one is not an article."""
_MARK = re.compile(
    rb"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:)\s*(https?://[^\s>]+)", re.IGNORECASE
)
"""The comment in which browsers, SingleFile and graphkit fetch record the URL of a saved page."""
_LANGUAGE = re.compile(rb"<html\b[^>]*?\s(?:xml:)?lang\s*=\s*[\"']?([A-Za-z]{2,8}(?:[-_]\w{1,8})*)", re.IGNORECASE)
_BEGINS = re.compile(
    # possessive: no backtracking over where one comment ends and the next begins
    rb"(?:\xef\xbb\xbf)?(?>\s|<\?xml[^>]*>|<!--.{0,1500}?-->)*+<(?:!doctype\s+html|html[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(rb"(?:[\w-]+:.*\n(?:[ \t].*\n)*+)*?content-type:\s*multipart/related", re.IGNORECASE)
_END = re.compile(rb"\r?\n\r?\n")
_MAIL = re.compile(rb"(?:from:(?!.*\bsaved by\b)|(?:to|received|message-id):).*\S", re.IGNORECASE)
"""A header line of emails, including those with pictures, that saved pages do not have."""


def read(source: Input) -> Items:
    """The article of a page."""
    data = source.stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise InputError(f"{source.place}: is larger than {LARGEST // 10**6} MB", "save its text as .txt")
    if not data.strip():
        raise InputError(f"{source.place}: is empty", "leave it out or add text")
    url = None
    if _is_mhtml(data):
        message = email.message_from_bytes(data, policy=email.policy.default)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        content = page.get_payload(decode=True) if page else None
        if page is None or not isinstance(content, bytes):
            raise InputError(f"{source.place}: contains no page", "save the page again")
        url = message["Snapshot-Content-Location"] or page["Content-Location"]
        data = content
    found = article(data, source.place, url)
    if found is None:
        raise InputError(f"{source.place}: no article was found in this page", "save its text as .txt or .md")
    yield found


def article(data: bytes, place: str, url: str | None = None, part: str = "") -> Item | None:
    """The main text of a page with its title, date, URL and language; None if it has no text.

    A URL that was given, or recorded when the page was saved, takes precedence over the page's own.
    """
    with needing(place, "HTML", "html"):
        import trafilatura
    quiet("trafilatura", "htmldate", "courlan", "justext")
    marked = _MARK.search(data, 0, 4_000)
    url = url or (marked[1].decode("ascii", "replace") if marked else None)
    found = trafilatura.bare_extraction(
        data if b"<html" in data[:4_000].lower() else b"<html><body>%b</body></html>" % data,
        url=url,
        with_metadata=True,
        include_comments=False,
        # dates in the text of a page are more often those of events than its own
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    text = found.text if found is not None and not isinstance(found, dict) else None
    if found is None or isinstance(found, dict) or not text or not text.strip():
        return None
    language = _LANGUAGE.search(data, 0, 4_000)
    return Item(
        # each line is a whole, unwrapped paragraph
        "\n\n".join(line for line in text.split("\n") if line.strip()),
        place,
        part,
        title=found.title,
        url=url or found.url,
        date=found.date,
        language=language[1].decode() if language else None,
    )


def _is_mhtml(data: bytes) -> bool:
    """Whether this is the start of an MHTML page, and not of an email."""
    head = _END.split(data[:4_000], maxsplit=1)[0]
    return _MHTML.match(data) is not None and not any(map(_MAIL.match, head.splitlines()))


def begins(head: bytes) -> bool:
    """Whether a file begins as an HTML page or as MHTML."""
    return _BEGINS.match(head) is not None or _is_mhtml(head)


READER = Reader("HTML", (".html", ".htm", ".xhtml", ".mhtml", ".mht"), read, begins=begins)
