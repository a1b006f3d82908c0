"""The sentence that states a claim determines its speaker and polarity."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from graphkit import extract
from graphkit.extract import evidence, qualification
from graphkit.model import Document, PartialDate

FIRST = "At a meeting in Moscow, Vladimir Putin and Xi Jinping raised their glasses."
SECOND = "President Putin claimed that he and Xi had agreed."


def stated(text: str, word: str, *names: str) -> tuple[list[str], str | None]:
    """The parties of a meeting and the speaker, if the cue belongs to the last mention of each name."""
    using = extract.load()
    prepared = extract.prepare(Document("d", text, published=PartialDate(2023, 3, 22)), using)
    [passage] = prepared.passages
    one, other = (max(n for n, m in enumerate(passage.mentions) if m.text.endswith(name)) for name in names)
    [first] = using.reader.stated(passage.text, passage.marked, one, other, "meetsWith")
    place = text.index(word)
    reading = replace(first, cue=(place, place + len(word)), margin=1.25)
    found = qualification.qualified(passage, reading, using.reader, partial(evidence.sentence_at, prepared))
    assert found.margin == 1.25
    speaker = None if found.speaker is None else passage.mentions[found.speaker].text
    return [passage.mentions[n].text for n in (found.subject, found.object)], speaker


def test_two_who_stand_beside_the_word_tell_it_and_nobody_says_so() -> None:
    assert stated(f"{FIRST} {SECOND}", "meeting", "Putin", "Xi") == (["Vladimir Putin", "Xi Jinping"], None)


def test_those_of_the_same_sentence_stay() -> None:
    names, speaker = stated(f"{FIRST} {SECOND}", "claimed", "Putin", "Xi")
    assert names == ["President Putin", "Xi"]
    assert speaker == "President Putin"


def test_another_of_the_same_state_does_not_take_the_place() -> None:
    text = f"China and Vladimir Putin met in Moscow. {SECOND}"
    assert stated(text, "met", "Putin", "Xi")[0] == ["President Putin", "Xi"]
