"""Sentences with their parse written by hand, so that extraction is tested without a model.

A token is ``word/TAG/dep/head`` or ``word/TAG/dep/head/lemma``; heads count from 0 and the root heads itself.
"""

from __future__ import annotations

from graphkit.actors import Linked
from graphkit.extract.parse import Parse
from graphkit.model import Actor, Kind


def parsed(notation: str) -> Parse:
    """The parse that the notation writes down; tokens are one space apart."""
    cells = [token.split("/") for token in notation.split()]
    words = tuple(cell[0] for cell in cells)
    starts: list[int] = []
    for word in words:
        starts.append(starts[-1] + len(words[len(starts) - 1]) + 1 if starts else 0)
        assert word
    return Parse(
        words=words,
        lemmas=tuple(cell[4] if len(cell) > 4 else cell[0].lower() for cell in cells),
        tags=tuple(cell[1] for cell in cells),
        deps=tuple(cell[2] for cell in cells),
        heads=tuple(int(cell[3]) for cell in cells),
        starts=tuple(starts),
        ends=tuple(start + len(word) for start, word in zip(starts, words, strict=True)),
    )


def mention(
    parse: Parse,
    first: int,
    code: str,
    *,
    last: int | None = None,
    form: str = "noun",
    kind: Kind = Kind.STATE,
    rule: str = "name",
) -> Linked:
    """A linked mention of the tokens ``first`` to ``last``."""
    last = first if last is None else last
    return Linked(
        start=parse.starts[first],
        end=parse.ends[last],
        text=" ".join(parse.words[first : last + 1]),
        actor=Actor(id=code, name=code.title(), kind=kind, code=code),
        code=code,
        rule=rule,
        form=form,
        heads=None,
        office=None,
        candidates=(),
    )
