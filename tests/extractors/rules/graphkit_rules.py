"""An extractor in another package: a verb between two actors, and a finding that no text supports."""

from __future__ import annotations

from collections.abc import Iterator

from graphkit.extractors import Finding, Text

NUMBER = 3


def extract(text: Text) -> Iterator[Finding]:
    """What "embraced" states, and that each sentence invents something."""
    for number, sentence in enumerate(text.sentences):
        if len(sentence.actors) > 1 and " embraced " in sentence.text:
            yield Finding(number, 0, 1, "supports", sentence.text, cue="embraced")
            yield Finding(number, 0, 1, "supports", "They embraced each other.")
