"""The text layers of a PDF on standard input, as JSON on standard output: a program of its own.

A small PDF may unpack to more than memory holds, and PDFium ends the process that it fails in.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing, suppress


def main(memory: int, longest: int) -> None:
    """Tell the ``pages`` and what the PDF ``told`` of itself, or the ``error``; in so many bytes, of so many signs."""
    import pypdfium2

    _limit(memory)
    sys.stdin.buffer.seek(0)
    try:
        with closing(pypdfium2.PdfDocument(sys.stdin.buffer)) as document:
            pages: list[str] = []
            for number in range(len(document)):
                with closing(document[number]) as page, closing(page.get_textpage()) as layer:
                    pages.append(layer.get_text_bounded())
                longest -= len(pages[-1])
                if longest < 0:
                    break
            told = document.get_metadata_dict(skip_empty=True)
        found: dict[str, object] = {"too_large": True} if longest < 0 else {"pages": pages, "told": told}
    except pypdfium2.PdfiumError as error:
        found = {"error": str(error)}
    except MemoryError:
        found = {"too_large": True}
    json.dump(found, sys.stdout)


def _limit(memory: int) -> None:
    """Lets this process have so many bytes more than it has, where the system tells and keeps that."""
    with suppress(ImportError, OSError):
        import resource

        with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - nothing else is loaded
            used = int(status.read().partition("VmData:")[2].split()[0]) * 1024
        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        ceiling = used + memory
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        resource.setrlimit(resource.RLIMIT_DATA, (ceiling if hard < 0 else min(ceiling, hard), hard))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
