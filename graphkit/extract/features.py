"""What a parsed sentence says about two marked phrases, as short strings and word lists for the classifier.

Names are masked, so that nothing is learnt about who acts: what counts is the dependency path between the phrases, the
clause around it, the words between, before and after them, and what the lexicon knows of those words.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from graphkit.extract.parse import Parse

SUBJECT, OBJECT, NAME, NUMBER = "<s>", "<o>", "<name>", "<num>"
"""What stands in place of the two phrases, of other names and of numerals."""
LINKING = frozenset(
    "be have do will would could may might can shall should must to the a an of 's ' , . \" '' `` ( ) - : ;".split()
)
CONTENT = frozenset(("VB", "NN", "JJ", "RB", "RP"))
PREDICATIVE = frozenset(("VB", "NN"))
OPAQUE = frozenset(("relcl", "advcl", "ccomp"))
"""Clauses below the first level that say something else."""
SKIPPED = frozenset(("det", "punct", "nummod", "predet", "cc"))
LONGEST = 40
WINDOW = 5

Hints = Mapping[str, tuple[str, ...]]
"""The groups that a lemma or a two-word predicate may express, by lexicon."""


@dataclass(frozen=True, slots=True)
class View:
    """One pair as the classifier sees it: feature names, and the content lemmas of each part of the sentence."""

    names: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    """Lemmas of the path, its clause, the words between, the whole sentence, the phrases, and the predicate."""


def head_of(parse: Parse, tokens: Sequence[int]) -> int:
    """The token of a phrase that hangs on a word outside it, the last noun among several."""
    inside = set(tokens)
    tops = [t for t in tokens if parse.heads[t] not in inside or parse.heads[t] == t]
    nominal = [t for t in tops if parse.tags[t][:2] in ("NN", "PR", "JJ")]
    return (nominal or tops or list(tokens))[-1]


def describe(parse: Parse, subject: Collection[int], obj: Collection[int], hints: Hints) -> View:
    """The view of two disjoint, non-empty sets of tokens of one parse."""
    pair = _Pair(parse, frozenset(subject), frozenset(obj), hints)
    names = dict.fromkeys(
        name
        for part in (pair.path(), pair.clause(), pair.predicate(), pair.phrases(), pair.surface(), pair.lexicon())
        for name in part
    )
    return View(tuple(names), pair.parts())


class _Pair:
    """The working state of one description: where the phrases hang and what lies on the way between them."""

    def __init__(self, parse: Parse, subject: frozenset[int], obj: frozenset[int], hints: Hints) -> None:
        self.parse, self.subject, self.object, self.hints = parse, subject, obj, hints
        self.inside = subject | obj
        self.words = _masked(parse, subject, obj)
        self.subject_head = head_of(parse, sorted(subject))
        self.object_head = head_of(parse, sorted(obj))
        up, down = _ancestors(parse, self.subject_head), _ancestors(parse, self.object_head)
        place = {token: index for index, token in enumerate(up)}
        meeting = next((index for index, token in enumerate(down) if token in place), None)
        if meeting is None:
            self.top, self.left, self.right = up[-1], up[:-1], down[:-1]
        else:
            self.top = down[meeting]
            self.left, self.right = up[: place[self.top]], down[:meeting]
        way = [*self.left, self.top, *reversed(self.right)]
        self.nodes = [t for t in way if t not in self.inside]
        self.verb = self._verb()
        self.clausal = self._clausal()
        on_way = {*self.nodes, *self.inside}
        self.governors = [t for t in _ancestors(parse, self.verb)[1:] if t not in on_way]
        first, second = (subject, obj) if min(subject) < min(obj) else (obj, subject)
        self.begin, self.end = min(first), max(second)
        self.gap = range(max(first) + 1, min(second))

    def _verb(self) -> int:
        if self.top not in self.inside:
            return self.top
        verbs = [t for t in self.nodes if self.parse.tags[t].startswith("VB")]
        return (verbs or self.nodes or [self.parse.heads[self.top]])[0]

    def _clausal(self) -> list[tuple[int, int]]:
        """The dependents of the way, three levels deep, each with its level."""
        parse = self.parse
        seen = {*self.nodes, *self.inside}
        frontier = list(self.nodes)
        if self.verb not in seen or not frontier:
            frontier.append(self.verb)
        found = []
        for level in range(3):
            below = []
            for token in frontier:
                for child in parse.children[token]:
                    if child in seen or parse.deps[child] in SKIPPED:
                        continue
                    seen.add(child)
                    if not level or parse.deps[child] not in OPAQUE:
                        below.append(child)
            found += [(token, level) for token in below]
            frontier = below
        return found

    def _label(self, token: int) -> str:
        dep = self.parse.deps[token]
        return self.parse.words[token].lower() if dep in ("prep", "agent") else dep

    def _kind(self, token: int) -> str:
        return self.parse.tags[token][:2]

    def path(self) -> Iterator[str]:
        """How one phrase is reached from the other."""
        words = self.words
        left = [self._label(t) for t in self.left if t not in self.subject or t == self.subject_head]
        right = [self._label(t) for t in self.right if t not in self.object or t == self.object_head]
        rising, falling = ".".join(left), ".".join(reversed(right))
        yield f"path={rising}^{falling}"
        yield f"left={rising}"
        yield f"right={falling}"
        yield f"length={min(len(left) + len(right), 9)}"
        yield "chain=" + "_".join(words[t] for t in self.nodes if words[t] not in LINKING)
        for token in self.nodes:
            yield f"p:{words[token]}"
            if self._kind(token) in PREDICATIVE:
                yield f"pt:{words[token]}:{self._kind(token)}"
        for one, other in pairwise(self.nodes):
            yield f"pp:{words[one]}_{words[other]}"

    def clause(self) -> Iterator[str]:
        """What else hangs on the way, and what the way hangs on."""
        parse, words = self.parse, self.words
        for token, level in self.clausal:
            yield f"cl:{words[token]}"
            if not level:
                head, dep = parse.heads[token], parse.deps[token]
                yield f"c:{dep}:{words[token]}"
                if self._kind(head) in PREDICATIVE:
                    yield f"ch:{words[head]}:{dep}:{words[token]}"
        for token in self.governors[:3]:
            if self._kind(token) in PREDICATIVE:
                yield f"g:{words[token]}"
        if self.governors:
            yield f"gd:{parse.deps[self.verb]}:{words[self.governors[0]]}"
        for token in self._contents():
            if len(words[token]) > 4:
                yield f"st:{words[token][:5]}"

    def _contents(self) -> list[int]:
        tokens = [*self.nodes, *(token for token, _ in self.clausal)]
        return [t for t in tokens if self._kind(t) in CONTENT]

    def predicate(self) -> Iterator[str]:
        """The predicate, its voice, modality, particle and direct object."""
        parse, words = self.parse, self.words
        yield f"pred:{words[self.verb]}"
        yield f"predtag:{parse.tags[self.verb]}"
        passive = False
        for head in dict.fromkeys([self.verb, *(t for t in self.nodes if self._kind(t) == "VB")]):
            for child in parse.children[head]:
                dep = parse.deps[child]
                if dep == "neg":
                    yield "neg"
                elif parse.tags[child] == "MD":
                    yield f"modal:{parse.lemmas[child]}"
                    yield f"modal:{parse.lemmas[child]}:{words[self.verb]}"
                elif dep in ("nsubjpass", "auxpass"):
                    passive = True
                    yield "passive"
                elif dep == "prt":
                    yield f"prt:{words[head]}_{words[child]}"
                elif dep == "aux" and parse.words[child].lower() == "to":
                    yield "infinitive"
                if dep in ("dobj", "attr", "oprd", "nsubjpass") and child not in self.inside:
                    yield f"do:{words[head]}_{words[child]}"
        yield f"subject={parse.deps[self.subject_head]}:{'passive' if passive else 'active'}"

    def phrases(self) -> Iterator[str]:
        """How the two phrases are attached, and their common nouns."""
        parse, words = self.parse, self.words
        yield f"order={'so' if self.subject_head < self.object_head else 'os'}"
        yield f"object={self._label(self.object_head)}"
        for name, head in (("subject", self.subject_head), ("object", self.object_head)):
            if parse.deps[head] == "pobj":
                preposition = parse.heads[head]
                yield f"{name}.prep={words[preposition]}"
                yield f"{name}.on={words[parse.heads[preposition]]}_{words[preposition]}"
            if parse.tags[head].startswith("NNP"):
                yield f"{name}.name"
        for token in sorted(self.inside):
            tag = parse.tags[token]
            if tag[:2] in CONTENT and not tag.startswith("NNP"):
                yield f"{'subject' if token in self.subject else 'object'}.word:{parse.lemmas[token]}"

    def surface(self) -> Iterator[str]:
        """The words between, before, after, and all content words."""
        words, size = self.words, len(self.words)
        after = range(self.end + 1, min(self.end + 1 + WINDOW, size))
        before = range(max(0, self.begin - WINDOW), self.begin)
        for label, tokens in (("b", self.gap), ("a", after), ("f", before)):
            for token in tokens:
                yield f"{label}:{words[token]}"
        for label, tokens in (("bb", self.gap), ("ab", after)):
            for one, other in pairwise(tokens):
                yield f"{label}:{words[one]}_{words[other]}"
        if len(self.gap) <= WINDOW + 1:
            yield "bt:" + "_".join(words[t] for t in self.gap)
        yield f"distance={min(len(self.gap) // 3, 6)}"
        for token in range(size):
            if token not in self.inside and self._kind(token) in CONTENT:
                yield f"w:{words[token]}"

    def lexicon(self) -> Iterator[str]:
        """The groups that the lexicon sees in the words."""
        contents = set(self._contents())
        for label, tokens in (
            ("pg", [t for t in self.nodes if t in contents]),
            ("vg", [self.verb]),
            ("cg", [t for t, _ in self.clausal if t in contents]),
            ("bg", self.gap),
            ("gg", self.governors[:2]),
        ):
            for token in tokens:
                for group in self._groups(token):
                    yield f"{label}:{group}"

    def _groups(self, token: int) -> Iterable[str]:
        parse, words = self.parse, self.words
        for child in parse.children[token]:
            if parse.deps[child] in ("prt", "prep", "dobj"):
                key = f"{words[token]} {words[child]}"
            elif parse.deps[child] in ("compound", "amod"):
                key = f"{words[child]} {words[token]}"
            else:
                continue
            if key in self.hints:
                return self.hints[key]
        return self.hints.get(words[token], ())

    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The content lemmas of each part, for the word vectors."""
        outside = [t for t in range(len(self.words)) if t not in self.inside]
        clausal = [t for t, _ in self.clausal]
        chosen = (self.nodes, clausal, self.gap, outside, sorted(self.inside), [self.verb])
        return tuple(tuple(self._lemmas(tokens)) for tokens in chosen)

    def _lemmas(self, tokens: Iterable[int]) -> Iterator[str]:
        parse = self.parse
        for token in tokens:
            tag = parse.tags[token]
            if tag[:2] in CONTENT and not tag.startswith("NNP") and parse.lemmas[token] not in LINKING:
                yield parse.lemmas[token]


def _ancestors(parse: Parse, token: int) -> list[int]:
    chain = [token]
    while parse.heads[token] != token and len(chain) < LONGEST:
        token = parse.heads[token]
        chain.append(token)
    return chain


def _masked(parse: Parse, subject: Collection[int], obj: Collection[int]) -> list[str]:
    words = []
    for token, tag in enumerate(parse.tags):
        if token in subject:
            words.append(SUBJECT)
        elif token in obj:
            words.append(OBJECT)
        elif tag.startswith("NNP"):
            words.append(NAME)
        else:
            words.append(NUMBER if tag == "CD" else parse.lemmas[token])
    return words
