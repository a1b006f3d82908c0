"""PDF: the text layer of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from graphkit.documents.reader import Item, Reader, Source, needing
from graphkit.errors import InputError

if TYPE_CHECKING:
    import pypdfium2

OFTEN = 3
"""Pages on which a first or last line stands when it is a running head or foot."""
_HYPHEN = re.compile("[\x02\ufffe]\n?")
"""What PDFium gives for a hyphen that parts a word."""
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read(source: Source) -> Iterator[Item]:
    """The text of all pages without running heads and numbers of pages, the title and the day it was made."""
    place = source.place
    with needing(place, "PDF", "pdf"):
        import pypdfium2
    with source.seekable() as file:
        try:
            document = pypdfium2.PdfDocument(file)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise InputError(f"{place}: is encrypted", "save it without a password") from None
            raise InputError(f"{place}: is no whole PDF ({error})", "fetch or save it again") from None
        with closing(document):
            pages = [_layer(document[number]) for number in range(len(document))]
            told = document.get_metadata_dict(skip_empty=True)
    text = "\n".join(_bodies([page.strip().split("\n") for page in pages]))
    if not text.strip():
        raise InputError(f"{place}: has no text layer", "put one in with OCR, such as ocrmypdf")
    created = _CREATED.match(told.get("CreationDate", ""))
    yield Item(text, place, title=told.get("Title"), date="-".join(created.groups()) if created else None)


def _layer(page: pypdfium2.PdfPage) -> str:
    with closing(page), closing(page.get_textpage()) as layer:
        return _HYPHEN.sub("-\n", layer.get_text_bounded().replace("\r\n", "\n"))


def _bodies(pages: Sequence[list[str]]) -> Iterator[str]:
    """Pages without first and last lines that are numbers or stand, but for numbers, on several pages."""
    edges = Counter(line for page in pages for line in {_plain(page[0]), _plain(page[-1])})
    for page in pages:
        first = 1 if _runs(page[0], edges) else 0
        last = len(page) - 1 if len(page) > 1 and _runs(page[-1], edges) else len(page)
        yield "\n".join(page[first:last])


def _runs(line: str, edges: Counter[str]) -> bool:
    plain = _plain(line)
    return not plain.strip(" -–|/") or edges[plain] >= OFTEN


def _plain(line: str) -> str:
    return re.sub(r"\d+", "", line).strip().removeprefix("Page of").removeprefix("Page")


READER = Reader("PDF", (".pdf",), read, begins=lambda head: head.startswith(b"%PDF-"))
