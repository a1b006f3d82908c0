"""Large files are read piece by piece."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphkit.documents import read
from graphkit.model import Document
from tests.readers import making
from tests.readers.making import MORE, SAID

NUMBER = 60
TEXT = f"{SAID} {MORE} " * 1_400
"""With which a file has 12 MB."""


def array(path: Path) -> None:
    with path.open("w") as file:
        for number in range(NUMBER):
            file.write(f"{',' if number else '['}\n{json.dumps({'text': TEXT})}")
        file.write("]")


def packed_lines(path: Path) -> None:
    with gzip.open(path, "wt", compresslevel=1) as file:
        file.writelines(f"{json.dumps({'text': TEXT})}\n" for _ in range(NUMBER))


def table(path: Path) -> None:
    with path.open("w") as file:
        file.write("text\n")
        file.writelines(f'"{TEXT}"\n' for _ in range(NUMBER))


def archive(path: Path) -> None:
    making.needs("warcio", "warc")
    with path.open("wb") as file:
        file.writelines(making.warc(("conversion", "text/plain", TEXT.encode())) for _ in range(NUMBER))


@pytest.mark.parametrize(
    ("name", "write"), [("a.json", array), ("a.jsonl.gz", packed_lines), ("a.csv", table), ("a.wet", archive)]
)
def test_memory_stays_flat(tmp_path: Path, name: str, write: Callable[[Path], None]) -> None:
    write(tmp_path / name)
    found: Iterator[object] = read([tmp_path / name])
    next(found)  # with what is loaded once
    tracemalloc.start()
    try:
        assert sum(isinstance(each, Document) for each in found) == NUMBER - 1
        assert tracemalloc.get_traced_memory()[1] < 4_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("size", [10, 65_530, 65_536, 200_000])
def test_objects_of_any_length_are_read_from_an_array(tmp_path: Path, size: int) -> None:
    texts = [
        "The café. " * (size // 9 + 1),
        "One.",
        'Two ["x"], {}.',
        "Three. " * (size // 7 + 1),
    ]
    path = tmp_path / "a.json"
    path.write_text(json.dumps([{"text": text} for text in texts], ensure_ascii=False, indent=2))
    assert [each.text for each in read([path]) if isinstance(each, Document)] == texts
