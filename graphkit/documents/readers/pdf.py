"""PDF: the text layer of its pages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from graphkit.documents.reader import Input, Item, Reader, needing
from graphkit.documents.readers.pdf_prose import Line, prose
from graphkit.errors import InputError

MEMORY = 1_000_000_000
"""Memory limit for reading a PDF, in bytes; enforced on Linux, where the system reports and limits usage."""
LONGEST = 20_000_000
"""Most characters on all pages."""
SECONDS = 300
_CREATED = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_SAVE = "save its text as .txt"


def read(source: Input) -> Iterator[Item]:
    """The text of all pages from ``prose``, the title and the creation date."""
    place = source.place
    with needing(place, "PDF", "pdf"):
        import pypdfium2  # noqa: F401 - what reads it imports it in a process of its own
    with source.seekable() as file:
        found = _layers(file, place)
    if "password" in found.get("error", "").lower():
        raise InputError(f"{place}: is encrypted", "save it without a password")
    if "error" in found:
        raise InputError(f"{place}: is not a complete PDF ({found['error']})", "download or save it again")
    if "too_large" in found:
        raise InputError(f"{place}: is too large", _SAVE)
    text = prose([[Line(*line) for line in page] for page in found["pages"]])
    if not text.strip():
        raise InputError(f"{place}: has no text layer", "add one with OCR, for example ocrmypdf")
    told = found["told"]
    created = _CREATED.match(told.get("CreationDate", ""))
    yield Item(text, place, title=told.get("Title"), date="-".join(created.groups()) if created else None)


def _layers(file: IO[bytes], place: str) -> Mapping[str, Any]:
    """The output of ``pdf_layers`` for a PDF; InputError if its process does not end normally."""
    program = [sys.executable, "-P", str(Path(__file__).with_name("pdf_layers.py")), str(MEMORY), str(LONGEST)]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    descriptor = file.fileno()
    file.flush()  # only now is the copied content in the file
    try:
        done = subprocess.run(  # noqa: S603 - our own
            program, stdin=descriptor, capture_output=True, env=environment, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise InputError(f"{place}: takes more than {SECONDS} seconds to read", _SAVE) from None
    if done.returncode < 0:
        raise InputError(f"{place}: is damaged, or takes more than {MEMORY // 10**6:,} MB to read", _SAVE)
    if done.returncode:
        said = (done.stderr.decode(errors="replace").splitlines() or ["it ended"])[-1]
        raise InputError(f"{place}: cannot be read as PDF ({said})", "save it again or leave it out")
    found: Mapping[str, Any] = json.loads(done.stdout)
    return found


READER = Reader("PDF", (".pdf",), read, begins=lambda head: head.startswith(b"%PDF-"))
