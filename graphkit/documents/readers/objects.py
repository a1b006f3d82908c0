"""JSON: one object per line, an array of objects, or a single object."""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from graphkit.documents.reader import Holds, Input, Item, Items, Reader
from graphkit.documents.readers.mapping import USUAL, NoText, columns, item
from graphkit.documents.readers.prose import LARGEST, decode
from graphkit.errors import InputError

CHUNK = 65_536
BLANK = 1_000_000
"""Most bytes of empty lines before the first object."""
LONGEST_TOKEN = 12
"""Characters that may follow the point where truncated JSON fails: those of a split escape."""
HOPELESS = 10
"""Objects without a text at the start of a file after which reading stops."""
_BLANK = re.compile(r"[ \t\r\n]*")
_MARK = b"\xef\xbb\xbf"


def read(source: Input) -> Items:
    """The objects of an array, a single object, or one object per line in a file not named as JSON lines."""
    blank, line = bytearray(), source.stream.readline(CHUNK)
    while line and not line.strip():
        blank += line
        if len(blank) > BLANK:
            raise InputError(f"{source.place}: begins with more than {BLANK // 10**6} MB of blanks", "remove them")
        line = source.stream.readline(CHUNK)
    first = bytes(blank) + line
    if first.lstrip(_MARK + b" \t\r\n").startswith(b"["):
        return _told(_array(source, first))
    if not first.endswith(b"\n"):
        first += source.stream.readline(LARGEST)
    try:
        value = json.loads(first.lstrip(_MARK))
    except (ValueError, RecursionError):
        return _told(_single(source, first))
    if _inside(value, source) is None:
        return _told(_lines(source, first))
    behind = next((line for line in source.lines(LARGEST, 2) if line.strip()), b"")
    return _told(_lines(source, first + behind) if behind else _single(source, first))


def read_lines(source: Input) -> Items:
    """The object on each line separately, so that a bad line loses only its own text."""
    return _told(_lines(source, b""))


def _told(found: Items) -> Items:
    """The items found, or a single error if no object, or none of the first ones, has a text."""
    without: list[NoText] = []
    hopeful = False
    for each in found:
        if isinstance(each, NoText) and not hopeful:
            without.append(each)
            if len(without) == HOPELESS:
                raise without[0]
            continue
        if isinstance(each, Item) and not hopeful:
            hopeful = True
            yield from without
        yield each
    if not hopeful:
        yield from without[:1]


def _lines(source: Input, first: bytes) -> Items:
    empty = True
    begun = first.splitlines(keepends=True)
    for number, line in enumerate(chain(begun, source.lines(LARGEST, len(begun) + 1)), 1):
        if not line.strip():
            continue
        empty = False
        place = f"{source.place}:{number}"
        try:
            value = json.loads(decode(line, place, one_line=True).lstrip("\ufeff"))
        except (ValueError, RecursionError) as error:
            yield _broken(error, place, "write one JSON object on each line")
        except InputError as error:
            yield error
        else:
            yield _item(value, source, place, str(number))
    if empty:
        yield InputError(f"{source.place}: is empty", "put one JSON object with a text on each line")


def _single(source: Input, first: bytes) -> Items:
    """One object, or the objects in the only array of objects in it, as many APIs return them."""
    place = source.place
    data = first + source.stream.read(LARGEST)
    if len(data) > LARGEST:
        raise InputError(f"{place}: is an object of more than {LARGEST // 10**6} MB", "write JSON lines or an array")
    text = decode(data, place).lstrip("\ufeff")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _broken(error, place, "is it cut off? Save it again") from None
    inside = _inside(value, source)
    if inside is None:
        yield _item(value, source, place, "")
    for number, each in enumerate(inside or (), 1):
        yield _item(each, source, f"{place}:{number}", str(number))


def _inside(value: Any, source: Input) -> list[Any] | None:  # noqa: ANN401 - JSON
    """The only array of objects in an object that has no text of its own."""
    if not isinstance(value, Mapping):
        return None
    try:
        columns(value, source.columns, source.place)
    except InputError:
        found = [each for each in value.values() if isinstance(each, list) and each and isinstance(each[0], dict)]
        return found[0] if len(found) == 1 else None
    return None


def _array(source: Input, first: bytes) -> Items:
    """The objects of an array, decoded one at a time in memory."""
    decoder, utf8 = json.JSONDecoder(), codecs.getincrementaldecoder("utf-8")()
    size, number = CHUNK, 0
    try:
        buffer = utf8.decode(first).lstrip("\ufeff")
        position = buffer.index("[") + 1
        while True:
            position = _BLANK.match(buffer, position).end()  # type: ignore[union-attr]  # matches nothing, too
            if buffer[position : position + 1] in {",", "]"}:
                if buffer[position] == "]":
                    return
                position += 1
                continue
            try:
                value, end = decoder.raw_decode(buffer, position)
            except json.JSONDecodeError as error:
                more = source.stream.read(size) if _unfinished(error, buffer, position) else b""
                if not more:
                    raise _broken(error, f"{source.place}:{number + 1}", "is it cut off? Save it again") from None
                buffer, position = buffer[position:] + utf8.decode(more), 0
                size = max(CHUNK, len(buffer))  # doubles, so that a long object is not retried too often
                continue
            number, position = number + 1, end
            yield _item(value, source, f"{source.place}:{number}", str(number))
            if position > CHUNK:
                buffer, position, size = buffer[position:], 0, CHUNK
    except UnicodeDecodeError:
        raise InputError(f"{source.place}:{number + 1}: is not UTF-8", "save it as UTF-8") from None
    except RecursionError as error:
        raise _broken(error, f"{source.place}:{number + 1}", "take it out") from None


def _unfinished(error: json.JSONDecodeError, buffer: str, start: int) -> bool:
    """Whether an object may be completed by what follows the buffer: it fails only because it ends."""
    at_end = error.pos >= len(buffer) - LONGEST_TOKEN or error.msg.startswith("Unterminated")
    return at_end and len(buffer) - start < LARGEST


def _item(value: Any, source: Input, place: str, part: str) -> Item | InputError:  # noqa: ANN401 - JSON
    if not isinstance(value, Mapping):
        return NoText(f"{place}: is not a JSON object", 'write {"id": …, "date": …, "text": …}')
    try:
        # an object may lack what others have, but must have a text
        absent = {role: None for role in USUAL if role != "text" and getattr(source.columns, role) not in value}
        held = columns(value, replace(source.columns, **absent), place)
    except NoText as error:
        return error
    if not isinstance(value[held["text"]], str):
        return NoText(f"{place}: has no text: {held['text']!r} is not a string", "use --text-column NAME")
    return item(value, held, place, part)


def _broken(error: Exception, place: str, remedy: str) -> InputError:
    reason = f" ({error.msg} at character {error.pos + 1})" if isinstance(error, json.JSONDecodeError) else ""
    return InputError(f"{place}: is not JSON{reason}", remedy)


def bare(head: bytes) -> bool:
    """Whether a file begins as an object, or an array of objects."""
    return re.match(rb'\s*(?:\[\s*)?\{\s*["}]', head.removeprefix(_MARK)) is not None


READER = Reader("JSON", (".json",), read, holds=Holds.MANY, bare=bare)
LINES = Reader("JSON lines", (".jsonl", ".ndjson"), read_lines, holds=Holds.LINES)
