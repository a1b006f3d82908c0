"""DOCX, as written by Word and LibreOffice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from graphkit.documents.reader import Input, Item, Reader, needing
from graphkit.errors import InputError

_TEMPLATE = datetime(2013, 12, 23, 23, 15)  # noqa: DTZ001 - as it stands in the file
"""The creation date of python-docx's template, which its files inherit."""
_OLE = b"\xd0\xcf\x11\xe0"
"""How old Word files and DOCX files with a password begin."""

_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
UNREAD = frozenset({"", "pPr", "rPr", "del", "moveFrom", "drawing", "pict", "object", "rt"})
"""Elements without text: formatting, deleted or moved text, pictures and boxes, phonetic guides."""
SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
"""Elements that stand for a character."""

LARGEST, LARGEST_XML = 500_000_000, 50_000_000
"""Most uncompressed bytes of all parts, and of those that are parsed."""


def read(source: Input) -> Iterator[Item]:
    """The paragraphs and cells in order; headers, footers, notes and comments are left out."""
    place = source.place
    with needing(place, "DOCX", "docx"):
        import docx
        from docx.opc.exceptions import PackageNotFoundError
        from docx.opc.parts.coreprops import CorePropertiesPart
    with source.seekable() as file:
        if file.read(4) == _OLE:
            raise InputError(f"{place}: is encrypted or an old .doc", "save it as .docx without a password")
        file.seek(0)
        try:
            _check_size(file, place)
            document = docx.Document(file)
        except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as error:
            raise InputError(f"{place}: is not a complete DOCX ({error})", "download or save it again") from None
    text = "\n\n".join(block for block in _blocks(document.element.body) if block.strip())
    if not text:
        raise InputError(f"{place}: has no text", "leave it out or add text")
    # LibreOffice 7 uses a part name that python-docx does not look for, so python-docx returns made-up values
    parts = document.part.package.iter_parts()
    told = next((part.core_properties for part in parts if isinstance(part, CorePropertiesPart)), None)
    created = told.created.replace(tzinfo=None) if told and told.created else None
    yield Item(
        text,
        place,
        title=(told and told.title) or None,
        date=created.date() if created and created.replace(second=0) != _TEMPLATE else None,
        language=(told and told.language) or None,
    )


def _blocks(element: Any) -> Iterator[str]:  # noqa: ANN401 - lxml
    """The paragraphs and cells in an element, including those in controls, bookmarks and tracked changes."""
    for child in element:
        name = _name(child)
        if name == "p":
            yield "".join(_words(child))
        elif name == "tc":
            yield "\n".join(_blocks(child))
        elif name not in UNREAD:
            yield from _blocks(child)


def _words(element: Any) -> Iterator[str]:  # noqa: ANN401
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in SIGNS:
            yield SIGNS[name] if child.get(f"{_WORD}type") not in {"page", "column"} else ""
        elif name not in UNREAD:
            yield from _words(child)


def _name(element: Any) -> str:  # noqa: ANN401
    """The Word name of an element; empty for foreign elements and for controls not filled in."""
    if not isinstance(element.tag, str) or not element.tag.startswith(_WORD):
        return ""
    name = element.tag.removeprefix(_WORD)
    return "" if name == "sdt" and element.find(f"{_WORD}sdtPr/{_WORD}showingPlcHdr") is not None else name


def _check_size(file: IO[bytes], place: str) -> None:
    """InputError for a document whose parts are larger than memory should hold."""
    with ZipFile(file) as parts:
        sizes = [(part.file_size, part.filename.endswith((".xml", ".rels"))) for part in parts.infolist()]
    whole, parsed = sum(size for size, _ in sizes), sum(size for size, parsed in sizes if parsed)
    if whole > LARGEST or parsed > LARGEST_XML:
        raise InputError(f"{place}: unpacks to {whole // 10**6:,} MB, which is too large", "save its text as .txt")
    file.seek(0)


READER = Reader(
    "DOCX", (".docx",), read, begins=lambda head: head.startswith(b"PK\x03\x04") and b"word/document.xml" in head
)
