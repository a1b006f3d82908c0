"""What an extractor is. Others add one as an entry point in the group ``graphkit.extractors``.

::

    [project.entry-points."graphkit.extractors"]
    rules = "my_package:extract"

It is a function from a ``Text`` to findings, or a class whose instances are such functions. A class is made once,
without arguments, before anything is read, and raises ModelError when it cannot work. An attribute ``model`` (a string)
tells what else than the version of its package its findings depend on, one ``single`` that it works in one process
only. ``graphkit.extract.gate`` checks what it finds.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphkit.errors import ModelError, NotInstalled, UnknownName
from graphkit.model import Kind, PartialDate, Polarity, RelationType, Status

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "graphkit.extractors"
READER = "reader"
"""The name of the trained reader, which reads when no other is named."""


@dataclass(frozen=True, slots=True)
class MarkedActor:
    """A mention of an actor, in characters of its sentence."""

    start: int
    end: int
    name: str
    """The actor's own name, whatever the sentence calls it."""
    code: str
    """The state or body that it is, or acts for on that day."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence with the mentions of actors in it, in order and apart."""

    text: str
    actors: tuple[MarkedActor, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """What is read at once: the sentences of a document's article, and the relations to look for by name."""

    sentences: tuple[MarkedSentence, ...]
    relations: Mapping[str, RelationType]
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation that a sentence states between two of its actors.

    Sentence, subject, object and speaker are numbers from 0 in the lists that were given; the numbers of the two actors
    give the direction.
    """

    sentence: int
    subject: int
    object: int
    relation: str
    quote: str
    """What of the sentence states it, word for word, with both actors in it."""
    polarity: Polarity | None = None
    """None where the extractor does not tell how it is stated: then the reader does, of status and speaker too."""
    status: Status | None = None
    speaker: int | None = None
    """The mention of who says so; None when the text does, or a source that it does not name."""
    hearsay: bool = False
    """Whether a source says so that the text does not name."""
    cue: str = ""
    """The words of the quote that name the relation; without them it is the whole quote."""
    confidence: float = 1.0
    """How likely it is right in every part, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something of which no finding can be made; it is counted by its reason, a few words."""

    reason: str


Extract = Callable[[Text], Iterable[Finding | Unusable]]


@dataclass(frozen=True, slots=True)
class Extractor:
    """An extractor ready to work, the name that evidence keeps of it, and what its findings depend on."""

    name: str
    version: str
    extract: Extract
    single: bool = False
    """Whether it works in one process only."""


def names() -> list[str]:
    """The names there are, the reader's first."""
    from importlib.metadata import entry_points

    return [READER, *sorted({point.name for point in entry_points(group=GROUP)} - {READER})]


def load(name: str) -> Extractor | None:
    """The extractor of that name, None for the reader.

    Raises UnknownName for another, and ModelError or NotInstalled when it cannot work.
    """
    if name == READER:
        return None
    from importlib.metadata import entry_points

    points = list(entry_points(group=GROUP, name=name))
    if not points:
        near = difflib.get_close_matches(name, names(), n=1)
        raise UnknownName(
            f"no extractor {name!r}", f"did you mean {near[0]!r}?" if near else f"there are {', '.join(names())}"
        )
    packages = sorted({_package(point) for point in points})
    if len(packages) > 1:
        raise ModelError(
            f"several packages give an extractor {name!r} ({', '.join(packages)})", "uninstall all but one"
        )
    try:
        extract = points[0].load()
        if isinstance(extract, type):
            extract = extract()
    except (ModelError, NotInstalled):
        raise
    except Exception as error:  # whatever others' code does, it is told in one line
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise ModelError(
            f"the extractor {name!r} of {packages[0]} does not load ({said})", "mend or leave it"
        ) from error
    if not callable(extract):
        raise ModelError(f"the extractor {name!r} of {packages[0]} is no function", "mend or leave it")
    dist = points[0].dist
    model = getattr(extract, "model", "")
    version = " ".join(
        filter(None, (packages[0], dist.version if dist else "", model if isinstance(model, str) else ""))
    )
    return Extractor(name, version, extract, getattr(extract, "single", False) is True)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
