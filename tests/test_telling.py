"""Of the sentences that tell one thing, the one that tells it best stands for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from graphkit import questions
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Claim, Evidence, Mention, PartialDate, Polarity, Span, Status
from tests.values import CHN, DIRECTED, RUS, UKR, document


@dataclass(frozen=True)
class Said:
    """A sentence that tells what Russia does to Ukraine, with the words for the two and for the deed.

    A word that it lacks stands in the sentence before.
    """

    sentence: str
    subject: str = "Russia"
    cue: str = "invaded"
    object: str = "Ukraine"
    speaker: Actor | None = None
    hearsay: bool = False
    confidence: float = 0.9

    def claim(self, key: str, day: str) -> Claim:
        """The claim of a document that has it behind a sentence in which both are named."""
        before = "Russia and Ukraine were at peace. "
        start = len(before)

        def place(words: str) -> Span:
            at = self.sentence.find(words)
            at = start + at if at >= 0 else before.index(words)
            return Span(at, at + len(words), words)

        def mention(words: str, actor: Actor) -> Mention:
            span = place(words)
            return Mention(span.start, span.end, words, actor, actor.code, "name")

        evidence = Evidence(
            key,
            Span(start, start + len(self.sentence), self.sentence),
            mention(self.subject, RUS),
            mention(self.object, UKR),
            place(self.cue),
            Polarity.AFFIRMED,
            Status.ACTUAL,
            Mention(0, 6, "Russia", self.speaker, self.speaker.code, "name") if self.speaker else None,
            PartialDate.parse(day),
            self.confidence,
            "test",
            self.hearsay,
        )
        return Claim(RUS, DIRECTED, UKR, (evidence,))


PLAIN = Said("Russia invaded Ukraine in February and the rouble fell.")
CASES = [
    (PLAIN, Said("Beijing has not condemned the invasion.", cue="invasion")),
    (PLAIN, Said("It invaded Ukraine.")),
    (PLAIN, Said("Beijing has not condemned Russia for having invaded Ukraine.")),
    (PLAIN, Said("Russia invaded Ukraine.", speaker=CHN)),
    (PLAIN, Said("Russia invaded Ukraine.", hearsay=True)),
    (PLAIN, Said('"Russia invaded Ukraine", he wrote.')),
    (PLAIN, Said("After Russia invaded Ukraine, Finland joined the alliance.")),
    (PLAIN, Said("Many remember a winter's morning long ago on which Russia suddenly and massively invaded Ukraine.")),
    (PLAIN, Said("Russia invaded Ukraine early.", confidence=0.55)),
    (Said("Russia invaded Ukraine.", speaker=CHN), Said("It was on Monday that the invasion began.", cue="invasion")),
]


@pytest.mark.parametrize("later", ["better", "worse"])
@pytest.mark.parametrize(("better", "worse"), CASES, ids=[worse.sentence for _, worse in CASES])
def test_it_names_both_in_its_own_words_and_soon(better: Said, worse: Said, later: str) -> None:
    with KnowledgeGraph() as graph:
        for said in (better, worse):
            day = "2022-02-24" if (said is better) == (later == "better") else "2022-02-01"
            key = f"{said.sentence}.txt"
            graph.add(document(key), [said.claim(key, day)])
        (row,) = questions.relations(graph, "RUS", "UKR").rows
        assert (row.events, row.sentence) == (2, better.sentence)
        (month,) = questions.timeline(graph, "RUS", "UKR").rows
        assert month.sentence == better.sentence
        (step,) = questions.paths(graph, "RUS", "UKR").steps
        assert step.sentence == better.sentence


def test_the_claim_of_an_article_is_shown_by_the_sentence_that_makes_it(tmp_path: Path) -> None:
    from graphkit import build

    text = (
        "Russia invaded Ukraine on 24 February 2022. Beijing has not condemned the invasion. "
        "China has kept its distance from the Russian invasion of Ukraine."
    )
    (tmp_path / "a.txt").write_text(f"---\ndate: 2023-02-24\n---\n{text}\n", encoding="utf-8")
    with build([tmp_path / "a.txt"]) as graph:
        rows = questions.relations(graph, "Russia", "Ukraine").rows
    assert [row.sentence for row in rows if row.relation == "invades"] == [
        "Russia invaded Ukraine on 24 February 2022."
    ]
