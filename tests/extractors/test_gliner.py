"""The interpretation of GLiNER2's output in its documented form; no model is run here."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from graphkit.errors import ModelError, NotInstalled
from graphkit.extractors import Finding, MarkedActor, MarkedSentence, Unusable
from graphkit.extractors.gliner import VARIABLE, GLiNER, findings
from graphkit.model import Kind

SENTENCE = MarkedSentence(
    "The Russian president met Xi.",
    (
        MarkedActor(0, 21, "Vladimir Putin", "RUS", Kind.PERSON),
        MarkedActor(26, 28, "Xi Jinping", "CHN", Kind.PERSON),
    ),
)
LACKING = find_spec("gliner2") is None or find_spec("torch") is None


def end(start: int, stop: int, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - answers may hold anything
    return {"text": SENTENCE.text[start:stop], "confidence": 0.9, "start": start, "end": stop, **other}


@pytest.mark.parametrize(
    ("head", "tail", "found"),
    [
        (end(4, 21), end(26, 28, confidence=0.6), (0, 1, 0.6)),
        (end(26, 29), end(12, 21), (1, 0, 0.9)),
        (end(4, 21), end(22, 25), "the subject or object is not a known actor"),
        ("The Russian president", "Xi", "a relation without positions"),
        (end(4, 21), {"text": "Xi"}, "a relation without positions"),
        (end(4, 21), {**end(26, 28), "start": None}, "a relation without positions"),
        (end(4, 21), {**end(26, 28), "end": float("inf")}, "a relation without positions"),
        (end(4, 21), end(26, 28, confidence=float("nan")), "the confidence is not a number"),
    ],
)
@pytest.mark.parametrize("definition", ["", ": The two talk with each other."])
def test_heads_and_tails_are_led_to_the_mentions_that_they_touch(
    head: Any,  # noqa: ANN401
    tail: Any,  # noqa: ANN401
    found: Any,  # noqa: ANN401
    definition: str,
) -> None:
    label = f"meetsWith{definition}"
    (finding,) = findings(3, SENTENCE, {"relation_extraction": {label: [{"head": head, "tail": tail}], "attacks": []}})
    if isinstance(found, str):
        assert finding == Unusable(found)
    else:
        subject, object_, sure = found
        quote = "The Russian president met Xi"
        assert finding == Finding(3, subject, object_, "meetsWith", quote, confidence=sure)


def test_a_library_that_is_missing_is_named() -> None:
    if not LACKING:
        pytest.skip("gliner2 is installed")
    with pytest.raises(NotInstalled, match=r"needs gliner2 and torch; pip install 'newsgraphkit\[gliner\]'"):
        GLiNER()


def test_the_folder_of_the_model_is_asked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    if LACKING:
        pytest.skip("needs the extra `gliner`")
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(ModelError, match=VARIABLE):
        GLiNER()
    with pytest.raises(ModelError, match=r"not the folder of a GLiNER2 model \(no config\.json\)"):
        GLiNER(tmp_path)
