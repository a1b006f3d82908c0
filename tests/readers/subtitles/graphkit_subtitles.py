"""A reader in another package: the subtitles of a broadcast."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graphkit.documents import Input, Item, Reader


def read(source: Input) -> Iterator[Item]:
    """What is said, without numbers and times."""
    blocks = re.split(r"\n\s*\n", source.stream.read().decode())
    yield Item(" ".join(line for block in blocks for line in block.split("\n")[2:]), source.place)


READER = Reader("SubRip", (".srt",), read)
