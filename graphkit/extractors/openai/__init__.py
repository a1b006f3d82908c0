"""The extractor ``openai``: any endpoint with OpenAI's chat completions API, hosted or local."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING

from graphkit.errors import NotInstalled
from graphkit.extractors import Finding, MarkedSentence, Text, Unusable
from graphkit.extractors.openai import cache, settings
from graphkit.extractors.openai.endpoint import Endpoint
from graphkit.extractors.openai.question import answered, batches, finding, question

if TYPE_CHECKING:
    import httpx2

    from graphkit.extractors.openai.cache import Answers
    from graphkit.extractors.openai.settings import Settings

LONGEST = 20_000
"""Most characters in a sentence that is sent."""


class OpenAI:
    """Ask a model which relations sentences state between their actors.

    Configured by the environment (``settings``); raises ModelError if something is missing. A build has a budget, so it
    only works in one process.
    """

    single = True

    def __init__(self, given: Settings | None = None) -> None:
        if find_spec("httpx2") is None:
            raise NotInstalled.of_extra("the extractor 'openai' needs httpx2", "openai")
        self._settings = given or settings.read(os.environ)
        self.endpoint = Endpoint(self._settings)
        self.model = f"{self._settings.model} at {self._settings.url}"
        with cache.opened(self._settings.cache):
            pass  # a file that cannot be written is reported before anything is paid for

    def __call__(self, text: Text) -> Iterator[Finding | Unusable]:
        """The findings of the model in sentences with two actors; raises InputError if it cannot be queried."""
        wanted = []
        for number, sentence in enumerate(text.sentences):
            if len({actor.code for actor in sentence.actors}) > 1:
                if len(sentence.text) > LONGEST:
                    yield Unusable("a sentence too long to ask about")
                else:
                    wanted.append(number)
        if wanted:
            with cache.opened(self._settings.cache) as answers, self.endpoint.open() as client:
                for batch in batches(wanted, text.sentences):
                    yield from self._asked(batch, text, answers, client)

    def _asked(
        self, numbers: Sequence[int], text: Text, answers: Answers, client: httpx2.Client
    ) -> Iterator[Finding | Unusable]:
        """The findings in the sentences with these numbers; after an unusable answer each half is sent again."""
        sentences: list[MarkedSentence] = [text.sentences[number] for number in numbers]
        asked = question(self._settings.model, sentences, text.relations)
        key = self._settings.url.encode() + b"\n" + asked
        kept = answers.get(key)
        content, whole = kept or "", kept is not None
        if kept is None:
            answer = self.endpoint.ask(client, asked)
            content, whole = answer.content, answer.whole
        claims = answered(content) if whole else None
        if claims is not None:
            if kept is None:
                answers.keep(key, content)
            yield from (finding(claim, numbers) for claim in claims)
        elif len(numbers) > 1:
            half = len(numbers) // 2
            yield from self._asked(numbers[:half], text, answers, client)
            yield from self._asked(numbers[half:], text, answers, client)
        else:
            yield Unusable("an answer that does not match the schema" if whole else "an answer that was cut off")
