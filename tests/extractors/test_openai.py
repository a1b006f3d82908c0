"""The extractor that asks an endpoint, with right, wrong, truncated, slow and hostile answers."""

from __future__ import annotations

import gzip
import json
import logging
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphkit.cli import main
from graphkit.errors import GraphkitError, InputError, ModelError
from graphkit.extractors import Finding, MarkedActor, MarkedSentence, Text, Unusable
from graphkit.extractors.openai import OpenAI, endpoint, settings
from graphkit.extractors.openai.settings import Settings
from graphkit.model import Kind, Polarity, Status
from graphkit.ontology import load_relations
from tests.extractors.server import Model, Reply, Sentence, completion, serving

pytest.importorskip("httpx2", reason="needs the extra `openai`")

KEY = "sk-very-secret"
RELATIONS = load_relations()
NAMES = [("Russia", "RUS"), ("China", "CHN"), ("France", "FRA"), ("Iran", "IRN")]


def sentence(words: str) -> MarkedSentence:
    actors = [
        MarkedActor(found.start(), found.end(), name, code, Kind.STATE)
        for name, code in NAMES
        for found in re.finditer(name, words)
    ]
    return MarkedSentence(words, tuple(sorted(actors, key=lambda actor: actor.start)))


def text(*sentences: str) -> Text:
    return Text(tuple(map(sentence, sentences)), RELATIONS)


def claim(sentence: Sentence, /, **other: Any) -> dict[str, Any]:  # noqa: ANN401 - answers may hold anything
    told = {"sentence": sentence["number"], "subject": 1, "object": 2, "relation": "meetsWith", "polarity": "affirmed"}
    told |= {"status": "actual", "speaker": None, "hearsay": False, "quote": sentence["text"], "cue": "met"}
    return {**told, "confidence": 0.9, **other}


def right(sentences: list[Sentence]) -> Reply:
    return completion(json.dumps({"claims": [claim(s) for s in sentences]}))


@pytest.fixture
def model() -> Iterator[Model]:
    with serving() as endpoint:
        yield endpoint


@pytest.fixture
def given(model: Model, tmp_path: Path) -> Settings:
    return Settings(model.url, "small", tmp_path / "cache" / "kept.sqlite", KEY, seconds=5, pause=0.01, tries=3)


MET = text("Nobody came.", "Russia met China.", "France slept.", "Iran met France.")


def test_sentences_with_two_actors_are_asked_about_and_answered(model: Model, given: Settings) -> None:
    model.answer = right
    found = list(OpenAI(given)(MET))
    assert found == [
        Finding(n, 0, 1, "meetsWith", quote, Polarity.AFFIRMED, Status.ACTUAL, cue="met", confidence=0.9)
        for n, quote in ((1, "Russia met China."), (3, "Iran met France."))
    ]
    (question,) = model.questions
    assert model.asked() == [["Russia met China.", "Iran met France."]]
    assert (question["model"], question["temperature"]) == ("small", 0)
    schema = question["response_format"]["json_schema"]["schema"]
    assert schema["properties"]["claims"]["items"]["properties"]["relation"]["enum"] == list(RELATIONS)
    (shown, _) = json.loads(question["messages"][1]["content"])
    assert shown["marked"] == "[1] Russia met [2] China."
    assert model.keys == [f"Bearer {KEY}"]


def test_what_was_answered_is_not_asked_again(model: Model, given: Settings) -> None:
    model.answer = right
    first, again = list(OpenAI(given)(MET)), list(OpenAI(given)(MET))
    assert first == again
    assert len(model.questions) == 1
    list(OpenAI(replace(given, model="other"))(MET))
    assert len(model.questions) == 2


def test_many_sentences_are_asked_in_batches(model: Model, given: Settings) -> None:
    model.answer = right
    met = [f"Russia met China {number}." for number in range(40)]
    assert [f.sentence for f in OpenAI(given)(text(*met)) if isinstance(f, Finding)] == list(range(40))
    assert [len(asked) for asked in model.asked()] == [16, 16, 8]


@pytest.mark.parametrize(
    "status_and_headers", [(429, {"Retry-After": "0"}), (503, {}), (500, {"Retry-After": "Fri, 1 Jan 2100"})]
)
def test_what_passes_is_tried_again(model: Model, given: Settings, status_and_headers: tuple[int, Any]) -> None:
    model.answer = lambda s: (
        right(s) if len(model.questions) == 3 else Reply(*status_and_headers[:1], b"", status_and_headers[1])
    )
    assert len(list(OpenAI(given)(MET))) == 2
    assert len(model.questions) == 3


@pytest.mark.parametrize(
    ("reply", "told", "asked"),
    [
        (Reply(503, b"busy"), "was asked 3 times and answers 503; try again later", 3),
        (Reply(401, f"wrong key {KEY}".encode()), "answers 401; check GRAPHKIT_OPENAI_KEY", 1),
        (Reply(400, f"no \x1b[31mschema {KEY}\n".encode()), "answers 400 (no  [31mschema …)", 1),
        (Reply(302, headers={"Location": "http://127.0.0.1:9/"}), "answers 302", 1),
        (Reply(200, b"<html>"), "the answer is not a chat completion", 3),
        (Reply(200, b'{"choices": []}'), "the answer is not a chat completion", 3),
        (Reply(200, b"[" * 100_000), "the answer is not a chat completion", 3),
        (Reply(200, b" " * (endpoint.SIZE + 1)), "answers more than 1,000,000 bytes", 3),
        (Reply(200, gzip.compress(b" " * 9_000_000), {"Content-Encoding": "gzip"}), "answers packed", 3),
        (Reply(200, b"{}", {"Content-Length": "99"}), "broke off", 3),
        (Reply(200, b" " * 99, pause=0.1), "did not answer within 0.3 s", 3),
    ],
)
def test_where_there_is_no_answer_one_line_tells_why(
    model: Model, given: Settings, reply: Reply, told: str, asked: int
) -> None:
    model.answer = lambda _: reply
    with pytest.raises(InputError) as raised:
        list(OpenAI(replace(given, seconds=0.3))(MET))
    assert told in str(raised.value)
    assert KEY not in str(raised.value)
    assert len(str(raised.value).splitlines()) == 1
    assert len(model.questions) == asked


def test_nobody_there_is_told(given: Settings) -> None:
    with pytest.raises(InputError, match="was asked 3 times and could not be reached"):
        list(OpenAI(replace(given, url="http://127.0.0.1:9/v1"))(MET))


def test_an_answer_that_is_cut_off_is_asked_for_in_halves(model: Model, given: Settings) -> None:
    def narrow(sentences: list[Sentence]) -> Reply:
        if any("France" in s["text"] for s in sentences):
            return completion('{"claims": [{"sent', "length")
        return right(sentences)

    model.answer = narrow
    found = list(OpenAI(given)(text("Russia met China.", "Russia met France.", "Iran met China.", "Iran met Russia.")))
    assert [f.sentence for f in found if isinstance(f, Finding)] == [0, 2, 3]
    assert [f for f in found if isinstance(f, Unusable)] == [Unusable("an answer that was cut off")]
    assert [len(asked) for asked in model.asked()] == [4, 2, 1, 1, 2]


@pytest.mark.parametrize("content", [None, "", "I cannot.", "[]", '{"claims": 3}', '{"claims": [', "[" * 9999])
def test_an_answer_that_is_no_list_of_claims_is_counted(model: Model, given: Settings, content: str | None) -> None:
    model.answer = lambda _: completion(content)
    assert list(OpenAI(given)(text("Russia met China."))) == [Unusable("an answer that does not match the schema")]
    list(OpenAI(given)(text("Russia met China.")))
    assert len(model.questions) == 2  # it is not kept


def test_half_a_surrogate_pair_costs_its_claim_alone(model: Model, given: Settings) -> None:
    def answer(sentences: list[Sentence]) -> Reply:
        content = json.dumps({"claims": [claim(sentences[0]), claim(sentences[0], quote="HALF")]})
        return Reply(body=completion(content).body.replace(b"HALF", rb"\ud800"))

    model.answer = answer
    for _ in range(2):
        (right, wrong) = OpenAI(given)(text("Russia met China."))
        assert isinstance(right, Finding)
        assert isinstance(wrong, Finding)
        assert (right.quote, wrong.quote) == ("Russia met China.", "?")
    assert len(model.questions) == 1


def test_headers_that_drip_have_no_more_time_than_an_answer(given: Settings) -> None:
    def drip(listening: socket.socket) -> None:
        connection, _ = listening.accept()
        with connection, suppress(OSError):
            connection.recv(100_000)
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            for _ in range(300):
                connection.sendall(b"x")
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        dripping = threading.Thread(target=drip, args=(listening,), daemon=True)
        dripping.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        start = time.monotonic()
        with pytest.raises(InputError, match=r"was asked once and did not answer within 0\.5 s"):
            list(OpenAI(replace(given, url=url, seconds=0.5, tries=1))(MET))
        assert time.monotonic() - start < 10
        dripping.join()


WRONG: list[tuple[dict[str, Any] | str | None, str]] = [
    ({"quote": "Russia embraced China."}, "the quote is not in the sentence"),
    ({"quote": "Russia met"}, "the quote lacks an actor"),
    ({"relation": "envies"}, "the relation is not in the ontology"),
    ({"subject": 9}, "the subject or object is not a known actor"),
    ({"subject": 0}, "the subject or object is not a known actor"),
    ({"object": 1}, "subject and object are the same actor"),
    ({"sentence": 7}, "the sentence is not in the text"),
    ({"speaker": 5}, "the speaker is not a known actor"),
    ({"confidence": 7}, "the confidence is not between 0 and 1"),
    ({"relation": ["meetsWith"]}, "malformed finding"),
    ({"polarity": "maybe"}, "a claim that does not match the schema"),
    ({"subject": "Russia"}, "a claim that does not match the schema"),
    ({"sentence": None}, "a claim that does not match the schema"),
    ("Russia met China", "a claim that does not match the schema"),
    (None, "a claim that does not match the schema"),
]


def test_wrong_claims_are_counted_by_reason_beside_the_right_one(
    model: Model,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    def answer(sentences: list[Sentence]) -> Reply:
        wrong = [claim(sentences[0], **other) if isinstance(other, dict) else other for other, _ in WRONG]
        return completion(json.dumps({"claims": [*wrong, claim(sentences[0])]}))

    caplog.set_level(logging.DEBUG)
    model.answer = answer
    told = {"URL": model.url, "MODEL": "small", "KEY": KEY, "CACHE": str(tmp_path / "kept")}
    for name, value in told.items():
        monkeypatch.setenv(settings.PREFIX + name, value)
    with pytest.raises(SystemExit) as left:
        main(["extract", "Russia met China.", "--extractor", "openai", "--date", "2024-01-01", "-f", "jsonl"])
    out, err = capfd.readouterr()
    assert left.value.code == 0, err
    (row,) = map(json.loads, out.splitlines())
    assert (row["relation"], row["extractor"], row["confidence"]) == ("meetsWith", "openai", 0.9)
    assert f"{len(WRONG)} findings of the extractor rejected: " in err
    for reason in {reason for _, reason in WRONG}:
        assert f"{reason} ({sum(other == reason for _, other in WRONG)})" in err
    assert KEY not in out + err + caplog.text


def test_no_question_is_asked_that_might_go_beyond_the_tokens(model: Model, given: Settings) -> None:
    model.answer = lambda _: completion('{"claims": []}', usage=(9000, 1000))
    asking = OpenAI(replace(given, tokens=60_000))
    many = text(*(f"Russia met China {number}." for number in range(1000)))
    with pytest.raises(InputError, match=r"beyond the 60,000 tokens allowed \([\d,]+ used\); raise GRAPHKIT_OPENAI_T"):
        list(asking(many))
    assert 0 < 10_000 * len(model.questions) == asking.endpoint.budget.tokens <= 60_000


@pytest.mark.parametrize("usage", [None, 3, ("many", None), (-5, 2), (True, 10**12)])
def test_what_a_server_does_not_tell_is_counted_as_the_most_it_may_be(
    model: Model, given: Settings, usage: object
) -> None:
    model.answer = lambda _: completion('{"claims": []}', usage=usage)
    asking = OpenAI(given)
    try:
        list(asking(text("Russia met China.")))
    except InputError:
        assert usage == 3  # tried three times
    assert asking.endpoint.budget.tokens >= endpoint.OUTPUT


def test_no_question_is_asked_that_might_cost_too_much(model: Model, given: Settings) -> None:
    with pytest.raises(InputError, match=r"might cost more than the 0\.01 allowed"):
        list(OpenAI(replace(given, prices=(1.0, 2.0), cost=0.01))(MET))
    assert model.questions == []


NEEDED = {"URL": "http://localhost:1/v1", "MODEL": "m"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"URL": ""}, "needs GRAPHKIT_OPENAI_URL; set it to"),
        ({"MODEL": " "}, "needs GRAPHKIT_OPENAI_MODEL; set it to"),
        ({"URL": "localhost:1"}, "GRAPHKIT_OPENAI_URL is not a valid address"),
        ({"URL": "http://[::1/"}, "GRAPHKIT_OPENAI_URL is not a valid address"),
        ({"URL": f"https://me:{KEY}@x/v1"}, "GRAPHKIT_OPENAI_URL contains a user name or password"),
        ({"URL": "http://example.org/v1", "KEY": KEY}, "would send the key unencrypted to example.org; use https"),
        ({"KEY": f"{KEY}\nX: y"}, "GRAPHKIT_OPENAI_KEY contains characters that no key has"),
        ({"TOKENS": "lots"}, "GRAPHKIT_OPENAI_TOKENS is 'lots'; write a number"),
        ({"TIMEOUT": "nan"}, "GRAPHKIT_OPENAI_TIMEOUT is 'nan'"),
        ({"PRICES": "1"}, "GRAPHKIT_OPENAI_PRICES is '1'; write two numbers"),
        ({"COST": "5"}, "GRAPHKIT_OPENAI_COST without GRAPHKIT_OPENAI_PRICES"),
    ],
)
def test_wrong_settings_are_named(changed: dict[str, str], told: str) -> None:
    with pytest.raises(ModelError) as raised:
        settings.read({settings.PREFIX + name: value for name, value in {**NEEDED, **changed}.items()})
    assert told in str(raised.value)
    assert KEY not in str(raised.value)


def test_the_key_is_not_shown_and_the_settings_are_read() -> None:
    environment = {**NEEDED, "KEY": KEY, "PRICES": "0.15 0.6", "COST": "2", "TOKENS": "5000"}
    read = settings.read({settings.PREFIX + n: v for n, v in environment.items()} | {"XDG_CACHE_HOME": "/c"})
    assert KEY not in repr(read)
    assert (read.key, read.prices, read.cost, read.tokens) == (KEY, (0.15, 0.6), 2.0, 5000)
    assert read.cache == Path("/c/graphkit/openai.sqlite")


def test_a_cache_that_cannot_be_written_is_told_before_anything_is_asked(given: Settings, tmp_path: Path) -> None:
    (tmp_path / "text").write_text("no database, " * 100)
    with pytest.raises(
        GraphkitError, match=r"text: cannot cache answers .*; name another file in GRAPHKIT_OPENAI_CACHE"
    ):
        OpenAI(replace(given, cache=tmp_path / "text"))


def test_it_works_in_one_process(model: Model, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from graphkit import build

    for name, value in {"URL": model.url, "MODEL": "m", "CACHE": str(tmp_path / "c")}.items():
        monkeypatch.setenv(settings.PREFIX + name, value)
    with pytest.raises(ModelError, match="the extractor 'openai' only works in one process; leave --workers out"):
        build([tmp_path], workers=2, extractor="openai")
