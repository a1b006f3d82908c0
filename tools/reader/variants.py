"""New items from given ones, with known claims: other actors, surnames, joins, and reported speech.

Briefs rarely contain unrelated pairs in one sentence, hearsay, questions or denials; these variants do.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from corpus import Item, Stated

from graphkit.actors.gazetteer import ADJECTIVE, Gazetteer
from graphkit.extract.passages import GENDERS, PASSAGE, Marked
from graphkit.model import Kind

JOINTS = (
    ", and ",
    " and ",
    ", while ",
    " while ",
    ", but ",
    "; ",
    " - ",
    ". ",
    ". ",
    ". Meanwhile, ",
    ", as ",
    " as ",
    " after ",
    ", hours after ",
    " a day after ",
    " before ",
    ", even as ",
    ", whereas ",
    ". In another development, ",
    ": ",
    ", a week after ",
    " on the day that ",
    ". Separately, ",
    "; meanwhile ",
    ", with reports that ",
)
"""Joints between two unrelated sentences."""
SENTENCE_JOINTS = (" ", " ", " ", " ", " ", " ", " ", " Separately: ", " Meanwhile: ", " In other news: ", "\n")
"""Joints between two such sentences in one paragraph."""
SAID = (
    ("{a} said on Tuesday that ", ""),
    ("{a} said that ", ""),
    ("{a} says ", ""),
    ("{a} claimed that ", ""),
    ("According to {a}, ", ""),
    ("", ", {a} said"),
    ("", ", according to {a}"),
    ("", ", {a} says"),
    ("{a} reported that ", ""),
    ("{a}: ", ""),
    ("", ", {a} announced on Monday"),
    ("{a} insisted that ", ""),
    ("", ", claims {a}"),
    ("A statement from {a} said that ", ""),
    ("{a} told reporters that ", ""),
)
HEARD = (
    ("Reportedly, ", ""),
    ("It is alleged that ", ""),
    ("Rumour has it that ", ""),
    ("Critics say that ", ""),
    ("", ", according to unconfirmed reports"),
    ("Unnamed sources say that ", ""),
    ("", ", it is rumoured"),
    ("There are unconfirmed reports that ", ""),
    ("", ", sources said"),
    ("Allegedly, ", ""),
)
UNTOLD = (
    ("There is no evidence that ", ""),
    ("It is unclear whether ", ""),
    ("Is it true that ", "?"),
    ("Nobody knows whether ", ""),
    ("The rumour that ", " is false"),
    ("Reports that ", " turned out to be untrue"),
    ("The paper withdrew its report that ", ""),
    ("Who says that ", "?"),
    ("Observers wonder whether ", ""),
)
DENIED = (
    ("{a} denied that ", ""),
    ("{a} said it was not true that ", ""),
    ("{a} flatly denied reports that ", ""),
    ("", ", a claim that {a} denies"),
)
SUPPOSED = (
    ("If ", ", prices will rise"),
    ("Suppose that ", ""),
    ("Analysts fear what follows if ", ""),
    ("", " - or so it would be if the plan went through"),
    ("Markets would fall if ", ""),
)


class Maker:
    """Generates random variants, reproducibly for a seed."""

    def __init__(self, known: Gazetteer, seed: int) -> None:
        self.chance = random.Random(seed)
        self.states = [
            (a.code, a.name, known.demonyms[a.id])
            for a in sorted(known.actors.values(), key=lambda a: a.id)
            if a.kind is Kind.STATE and a.id in known.demonyms
        ]
        self.surnames = {
            a.name: a.name.split()[-1] for a in known.actors.values() if a.kind is Kind.PERSON and " " in a.name
        }

    def shortened(self, item: Item) -> Item:
        """Persons by last name only: "President Vladimir Putin" to "Putin"."""
        changes = []
        for number, mention in enumerate(item.mentions):
            words = item.text[mention.start : mention.end].split()
            if mention.mark.startswith("Person:") and len(words) > 1 and words[-1][:1].isupper():
                changes.append((number, words[-1].removesuffix("'s")))
        return _rewritten(item, dict(changes))

    def ungendered(self, item: Item) -> Item:
        """Persons without their gender, like those with an unknown given name."""
        mentions = [replace(m, mark="Person:noun") if m.mark in GENDERS.values() else m for m in item.mentions]
        return replace(item, mentions=mentions)

    def swapped(self, item: Item) -> Item:
        """Other states in place of those that the item mentions only by name or adjective."""
        forms: dict[str, set[str]] = {}
        for mention in item.mentions:
            forms.setdefault(mention.code, set()).add(self._form(item, mention))
        given = {m.code for m in item.mentions}
        new: dict[str, tuple[str, str, str]] = {}
        for code, kinds in forms.items():
            if "" not in kinds and self.chance.random() < 0.7:
                new[code] = self.chance.choice([s for s in self.states if s[0] not in given])
                given.add(new[code][0])
        names = {
            number: new[m.code][1 if self._form(item, m) == "name" else 2]
            for number, m in enumerate(item.mentions)
            if m.code in new
        }
        changed = _rewritten(item, names)

        def code(old: str) -> str:
            return new[old][0] if old in new else old

        return replace(
            changed,
            mentions=[replace(m, code=code(m.code)) for m in changed.mentions],
            claims=[
                replace(
                    c, subject=code(c.subject), object=code(c.object), speaker=code(c.speaker) if c.speaker else None
                )
                for c in changed.claims
            ],
        )

    def _form(self, item: Item, mention: Marked) -> str:
        text = item.text[mention.start : mention.end]
        state = next((s for s in self.states if s[0] == mention.code), None)
        if state and text == state[1] and mention.mark == "State:noun":
            return "name"
        if state and text == state[2] and mention.mark == f"State:{ADJECTIVE}":
            return "adjective"
        return ""

    def joined(self, items: Sequence[Item]) -> Item:
        """Several items as one text, whose actors are related only by their own claims."""
        text, mentions, claims = "", list[Marked](), list[Stated]()
        for number, item in enumerate(items):
            joint = self.chance.choice(JOINTS) if number else ""
            own = item.text.rstrip()
            if number < len(items) - 1:
                own = own.rstrip(".")
            first = item.mentions[0].start if item.mentions else 1
            if joint and not joint.startswith(".") and first > 0 and own.split(" ")[0] in LOWER:
                own = own[0].lower() + own[1:]
            shift = len(text) + len(joint)
            mentions += [replace(m, start=m.start + shift, end=m.end + shift) for m in item.mentions]
            claims += [replace(c, cue=_moved(c.cue, shift)) for c in item.claims]
            text += joint + own
        return Item("+".join(i.id for i in items), "joined", text, mentions, claims)

    def stacked(self, items: Sequence[Item]) -> Item:
        """Items as the sentences of one paragraph, each with only its own claims, up to a passage's length.

        The more often the items mention the same actors, the easier they are to confuse.
        """
        text, mentions, claims, names = "", list[Marked](), list[Stated](), list[str]()
        for item in items:
            own = item.text.strip()
            if text and len(text) + len(own) >= PASSAGE:
                continue
            joint = self.chance.choice(SENTENCE_JOINTS) if text else ""
            own = own if own.endswith((".", "?", "!", '"', "”", ")")) else own + "."
            shift = len(text) + len(joint) - (len(item.text) - len(item.text.lstrip()))
            mentions += [replace(m, start=m.start + shift, end=m.end + shift) for m in item.mentions]
            claims += [replace(c, cue=_moved(c.cue, shift)) for c in item.claims]
            text += joint + own
            names.append(item.id)
        return Item("|".join(names), "stacked", text, mentions, claims)

    def framed(self, item: Item) -> Item | None:
        """The item as reported, hearsay, denied, hypothetical, or not stated at all."""
        kind = self.chance.choices(("said", "heard", "untold", "denied", "supposed"), (5, 2, 3, 2, 1))[0]
        table = {"said": SAID, "heard": HEARD, "untold": UNTOLD, "denied": DENIED, "supposed": SUPPOSED}[kind]
        before, after = self.chance.choice(table)
        codes = {m.code for m in item.mentions}
        code, name, _ = self.chance.choice([s for s in self.states if s[0] not in codes])
        own = item.text.rstrip().rstrip(".")
        if before and item.mentions[0].start > 0 and own.split(" ")[0] in LOWER:
            own = own[0].lower() + own[1:]
        speaker = Marked(0, 0, "State:noun", code)
        parts = []
        for part, offset in ((before, 0), (after, len(before.replace("{a}", name)) + len(own))):
            at = part.find("{a}")
            if at >= 0:
                parts.append(replace(speaker, start=offset + at, end=offset + at + len(name)))
        shift = len(before.replace("{a}", name))
        mentions = [replace(m, start=m.start + shift, end=m.end + shift) for m in item.mentions] + parts
        text = before.replace("{a}", name) + own + after.replace("{a}", name)
        text += "" if text.endswith("?") else "."
        claims = [replace(c, cue=_moved(c.cue, shift)) for c in item.claims]
        if kind == "said":
            claims = [replace(c, speaker=code) for c in claims]
        elif kind == "heard":
            claims = [replace(c, hearsay=True) for c in claims]
        elif kind == "untold":
            claims = []
        elif kind == "denied":
            claims = [replace(c, polarity="negated", speaker=code) for c in claims]
        else:
            claims = [replace(c, status="hypothetical") for c in claims]
        return Item(item.id + "/" + kind, "framed", text, sorted(mentions, key=lambda m: m.start), claims)


LOWER = frozenset(
    "A An The At In On After Two Three Four Five Six Seven Eight At Several Dozens Hundreds Its His".split()
)
"""First words that lose their capital inside a sentence."""


def _moved(cue: tuple[int, int] | None, shift: int) -> tuple[int, int] | None:
    return (cue[0] + shift, cue[1] + shift) if cue else None


def _rewritten(item: Item, names: dict[int, str]) -> Item:
    """The item with other words for some of its mentions, given by index."""
    text, position, mentions = "", 0, []
    moves: list[tuple[int, int]] = []
    for number, mention in enumerate(item.mentions):
        text += item.text[position : mention.start]
        name = names.get(number, item.text[mention.start : mention.end])
        mentions.append(replace(mention, start=len(text), end=len(text) + len(name)))
        text += name
        position = mention.end
        moves.append((mention.end, len(text) - mention.end))
    text += item.text[position:]

    def moved(place: int) -> int:
        shift = 0
        for end, by in moves:
            if place < end:
                break
            shift = by
        return place + shift

    claims = [replace(c, cue=(moved(c.cue[0]), moved(c.cue[1])) if c.cue else None) for c in item.claims]
    return replace(item, text=text, mentions=mentions, claims=claims)
