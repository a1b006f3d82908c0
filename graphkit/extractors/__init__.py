"""The interface of extractors. Other packages add one as an entry point in the group ``graphkit.extractors``.

::

    [project.entry-points."graphkit.extractors"]
    rules = "my_package:extract"

It is a function from a ``Text`` to findings, or a class whose instances are such functions. A class is instantiated
once, without arguments, before anything is read, and raises ModelError if it cannot work. Its attribute ``model`` (a
string) says what its findings depend on besides the version of its package; ``single`` restricts it to one process.
``graphkit.extract.verification`` checks its findings.
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
"""The name of the trained reader, the default."""


@dataclass(frozen=True, slots=True)
class MarkedActor:
    """A mention of an actor, with offsets in its sentence."""

    start: int
    end: int
    name: str
    """The actor's canonical name."""
    code: str
    """The state or body that it is, or acts for on that day."""
    kind: Kind


@dataclass(frozen=True, slots=True)
class MarkedSentence:
    """A sentence with its mentions of actors, in order and without overlap."""

    text: str
    actors: tuple[MarkedActor, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """The input of an extractor: the sentences of an article, and the relations to look for, by name."""

    sentences: tuple[MarkedSentence, ...]
    relations: Mapping[str, RelationType]
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A relation that a sentence states between two of its actors.

    Sentence, subject, object and speaker are indices from 0 into the given lists; subject and object give the
    direction.
    """

    sentence: int
    subject: int
    object: int
    relation: str
    quote: str
    """The part of the sentence that states it, word for word, with both actors in it."""
    polarity: Polarity | None = None
    """None if the extractor does not give it: then the reader adds polarity, status and speaker."""
    status: Status | None = None
    speaker: int | None = None
    """The mention of the speaker; None if the text itself or an unnamed source says so."""
    hearsay: bool = False
    """Whether an unnamed source says so."""
    cue: str = ""
    """The words in the quote that state the relation; by default the whole quote."""
    confidence: float = 1.0
    """How likely it is to be entirely correct, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something that cannot become a finding; counted by its reason, a few words."""

    reason: str


Extract = Callable[[Text], Iterable[Finding | Unusable]]


@dataclass(frozen=True, slots=True)
class Extractor:
    """An extractor ready to work, its name as recorded in evidence, and what its findings depend on."""

    name: str
    version: str
    extract: Extract
    single: bool = False
    """Whether it only works in one process."""


def names() -> list[str]:
    """The available names, the reader first."""
    from importlib.metadata import entry_points

    return [READER, *sorted({point.name for point in entry_points(group=GROUP)} - {READER})]


def load(name: str) -> Extractor | None:
    """The extractor with a name, None for the reader.

    Raises UnknownName if there is none, and ModelError or NotInstalled if it cannot work.
    """
    if name == READER:
        return None
    from importlib.metadata import entry_points

    points = list(entry_points(group=GROUP, name=name))
    if not points:
        near = difflib.get_close_matches(name, names(), n=1)
        raise UnknownName(
            f"no extractor {name!r}", f"did you mean {near[0]!r}?" if near else f"choose one of {', '.join(names())}"
        )
    packages = sorted({_package(point) for point in points})
    if len(packages) > 1:
        raise ModelError(
            f"several packages provide an extractor {name!r} ({', '.join(packages)})", "uninstall all but one"
        )
    try:
        extract = points[0].load()
        if isinstance(extract, type):
            extract = extract()
    except (ModelError, NotInstalled):
        raise
    except Exception as error:  # whatever third-party code raises is reported in one line
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        raise ModelError(
            f"the extractor {name!r} of {packages[0]} does not load ({said})", "fix or uninstall it"
        ) from error
    if not callable(extract):
        raise ModelError(f"the extractor {name!r} of {packages[0]} is not a function", "fix or uninstall it")
    dist = points[0].dist
    model = getattr(extract, "model", "")
    version = " ".join(
        filter(None, (packages[0], dist.version if dist else "", model if isinstance(model, str) else ""))
    )
    return Extractor(name, version, extract, getattr(extract, "single", False) is True)


def _package(point: EntryPoint) -> str:
    return point.dist.name if point.dist else point.value
