"""The extractor ``gliner``: a GLiNER2 model (Zaratiana et al. 2025) in a folder of this machine."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from graphkit.errors import ModelError, NotInstalled
from graphkit.extractors import Finding, MarkedSentence, Text, Unusable

VARIABLE = "GRAPHKIT_GLINER_MODEL"
AT_ONCE = 16
"""Relations asked for in one pass: each takes room of the model's window."""
SENTENCES = 8
"""Sentences in one pass."""
LEAST = 0.5
"""The confidence from which on the model tells of a relation."""


class GLiNER:
    """Asks a GLiNER2 model for the relations of the ontology, by name and definition.

    The folder is named in the environment and nothing is fetched; raises ModelError when it is missing, NotInstalled
    when the library is.
    The model tells no polarity, status or speaker, so those are the reader's.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if find_spec("gliner2") is None or find_spec("torch") is None:
            raise NotInstalled.of_extra("the extractor 'gliner' needs gliner2 and torch", "gliner")
        named = os.environ.get(VARIABLE, "").strip()
        if folder is None and not named:
            raise ModelError("the extractor 'gliner' needs a model", f"name its folder in {VARIABLE}")
        self._folder = (folder or Path(named)).absolute()
        if not (self._folder / "config.json").is_file():
            raise ModelError(f"{self._folder}: no folder of a GLiNER2 model (no config.json)", f"mend {VARIABLE}")
        self.model = self._folder.name

    @cached_property
    def _loaded(self) -> Any:  # noqa: ANN401 - gliner2 is untyped
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # what a folder lacks is not fetched
        os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")  # it warns of every model of GLiNER2
        from gliner2 import AutoExtractor

        try:
            return AutoExtractor.from_pretrained(str(self._folder), map_location="cpu")
        except Exception as error:  # torch and transformers raise errors of their own, all for broken folders
            said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            raise ModelError(f"{self._folder}: the model does not load ({said})", "fetch its folder again") from error

    def __call__(self, text: Text) -> Iterator[Finding | Unusable]:
        """What the model finds in the sentences with two actors."""
        wanted = [n for n, s in enumerate(text.sentences) if len({actor.code for actor in s.actors}) > 1]
        if not wanted:
            return
        definitions = [(name, relation.definition) for name, relation in text.relations.items()]
        for first in range(0, len(definitions), AT_ONCE):
            results = self._loaded.batch_extract_relations(
                [text.sentences[number].text for number in wanted],
                dict(definitions[first : first + AT_ONCE]),
                batch_size=SENTENCES,
                threshold=LEAST,
                include_confidence=True,
                include_spans=True,
            )
            for number, result in zip(wanted, results, strict=True):
                yield from findings(number, text.sentences[number], result)


def findings(number: int, sentence: MarkedSentence, result: Mapping[str, Any]) -> Iterator[Finding | Unusable]:
    """The findings in what GLiNER2 tells of a sentence: ``relation_extraction`` → relation → pairs of head and tail."""
    for label, pairs in result.get("relation_extraction", {}).items():
        for pair in pairs if isinstance(pairs, list) else [pairs]:
            try:
                spans = [(int(pair[end]["start"]), int(pair[end]["end"])) for end in ("head", "tail")]
                sure = [float(pair[end]["confidence"]) for end in ("head", "tail")]
            except (LookupError, TypeError, ValueError, OverflowError):
                yield Unusable("a relation without its places")
                continue
            if any(map(math.isnan, sure)):
                yield Unusable("a confidence that is no number")
                continue
            subject, object_ = (_actor(*span, sentence) for span in spans)
            if subject is None or object_ is None:
                yield Unusable("an end is no known actor")
                continue
            ends = [sentence.actors[subject], sentence.actors[object_]]
            quote = sentence.text[min(actor.start for actor in ends) : max(actor.end for actor in ends)]
            relation = label.partition(":")[0]  # models of the span architecture give the definition too
            yield Finding(number, subject, object_, relation, quote, confidence=min(1.0, max(0.0, min(sure))))


def _actor(start: int, end: int, sentence: MarkedSentence) -> int | None:
    """The mention that shares most characters with a span."""
    shared = [min(end, actor.end) - max(start, actor.start) for actor in sentence.actors]
    best = max(range(len(shared)), key=lambda number: shared[number], default=None)
    return None if best is None or shared[best] <= 0 else best
