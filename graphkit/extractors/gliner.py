"""The extractor ``gliner``: a GLiNER2 model (Zaratiana et al. 2025) in a local folder."""

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
"""Relations requested in one pass: each takes up part of the model's window."""
SENTENCES = 8
"""Sentences in one pass."""
LEAST = 0.5
"""The least confidence of a relation returned by the model."""


class GLiNER:
    """Query a GLiNER2 model for the relations of the ontology, by name and definition.

    The folder is given in the environment and nothing is downloaded; raises ModelError if it is missing, NotInstalled
    if the library is.
    The model gives no polarity, status or speaker, so the reader adds them.
    """

    def __init__(self, folder: Path | None = None) -> None:
        if find_spec("gliner2") is None or find_spec("torch") is None:
            raise NotInstalled.of_extra("the extractor 'gliner' needs gliner2 and torch", "gliner")
        named = os.environ.get(VARIABLE, "").strip()
        if folder is None and not named:
            raise ModelError("the extractor 'gliner' needs a model", f"name its folder in {VARIABLE}")
        self._folder = (folder or Path(named)).absolute()
        if not (self._folder / "config.json").is_file():
            raise ModelError(
                f"{self._folder}: not the folder of a GLiNER2 model (no config.json)", f"correct {VARIABLE}"
            )
        self.model = self._folder.name

    @cached_property
    def _loaded(self) -> Any:  # noqa: ANN401 - gliner2 is untyped
        os.environ.setdefault("HF_HUB_OFFLINE", "1")  # files missing from the folder are not downloaded
        os.environ.setdefault("TRANSFORMERS_VERBOSITY", "error")  # it warns about every GLiNER2 model
        from gliner2 import AutoExtractor

        try:
            return AutoExtractor.from_pretrained(str(self._folder), map_location="cpu")
        except Exception as error:  # torch and transformers raise their own errors, all for broken folders
            said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
            raise ModelError(
                f"{self._folder}: the model does not load ({said})", "download its folder again"
            ) from error

    def __call__(self, text: Text) -> Iterator[Finding | Unusable]:
        """The findings of the model in sentences with two actors."""
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
    """The findings in GLiNER2's result for a sentence: ``relation_extraction`` → relation → pairs of head and tail."""
    for label, pairs in result.get("relation_extraction", {}).items():
        for pair in pairs if isinstance(pairs, list) else [pairs]:
            try:
                spans = [(int(pair[end]["start"]), int(pair[end]["end"])) for end in ("head", "tail")]
                sure = [float(pair[end]["confidence"]) for end in ("head", "tail")]
            except (LookupError, TypeError, ValueError, OverflowError):
                yield Unusable("a relation without positions")
                continue
            if any(map(math.isnan, sure)):
                yield Unusable("the confidence is not a number")
                continue
            subject, object_ = (_actor(*span, sentence) for span in spans)
            if subject is None or object_ is None:
                yield Unusable("the subject or object is not a known actor")
                continue
            ends = [sentence.actors[subject], sentence.actors[object_]]
            quote = sentence.text[min(actor.start for actor in ends) : max(actor.end for actor in ends)]
            relation = label.partition(":")[0]  # models with the span architecture return the definition too
            yield Finding(number, subject, object_, relation, quote, confidence=min(1.0, max(0.0, min(sure))))


def _actor(start: int, end: int, sentence: MarkedSentence) -> int | None:
    """The mention with the largest overlap with a span."""
    shared = [min(end, actor.end) - max(start, actor.start) for actor in sentence.actors]
    best = max(range(len(shared)), key=lambda number: shared[number], default=None)
    return None if best is None or shared[best] <= 0 else best
