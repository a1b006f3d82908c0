"""Large files are read piece by piece."""

from __future__ import annotations

import gzip
import io
import json
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphkit.documents import Input, Item, read
from graphkit.documents.readers import objects
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


VALUES = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9)
)


@given(
    st.lists(st.dictionaries(st.text(max_size=3), VALUES | st.lists(VALUES, max_size=2), max_size=3), max_size=4),
    st.integers(1, 40),
    st.booleans(),
    st.sampled_from([None, 1, 30]),
)
def test_arrays_are_read_wherever_they_are_cut(
    objects_: list[dict[str, object]], chunk: int, ascii_: bool, indent: int | None
) -> None:
    texts = [f"Text {number} says so." for number in range(len(objects_))]
    written = [{**each, "text": text} for each, text in zip(objects_, texts, strict=True)]
    data = json.dumps(written, ensure_ascii=ascii_, indent=indent).encode("utf-8", "surrogatepass")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(objects, "CHUNK", chunk)
        source = Input(io.BytesIO(data), "a.json", "a", ".json")
        assert [each.text for each in objects.READER.read(source) if isinstance(each, Item)] == texts
