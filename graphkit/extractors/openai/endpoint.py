"""Requests to an endpoint with OpenAI's chat completions API: limited in time, size, tries, tokens and cost."""

from __future__ import annotations

import json
import socket
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphkit.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import httpx2

    from graphkit.extractors.openai.settings import Settings

OUTPUT = 4096
"""Most tokens in an answer."""
SIZE = 1_000_000
"""Most bytes in a whole response."""
MANY = 1_000_000_000
"""A token count that no answer reaches."""
LONGEST_PAUSE = 60.0
RETRIED = frozenset({408, 409, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Answer:
    """The model's output, and whether it is complete."""

    content: str
    whole: bool


class Unanswered(InputError):
    """No answer can be obtained: the culprit says why."""


class _Trouble(Exception):
    """A failed try that may be repeated, after a number of seconds if the server says so."""

    def __init__(self, reason: str, after: float | None = None) -> None:
        super().__init__(reason)
        self.after = after


@dataclass(slots=True)
class Budget:
    """What has been used so far; requests that might exceed the limits are not sent."""

    settings: Settings
    tokens: int = 0
    cost: float = 0.0

    def check(self, given: int) -> None:
        """Raise Unanswered if a question of ``given`` bytes might exceed it; a token has at least one byte."""
        if self.tokens + given + OUTPUT > self.settings.tokens:
            raise Unanswered(
                f"the next question might go beyond the {self.settings.tokens:,} tokens allowed ({self.tokens:,} used)",
                "raise GRAPHKIT_OPENAI_TOKENS; what was answered is kept",
            )
        if self.settings.cost is not None and self.cost + self._price(given, OUTPUT) > self.settings.cost:
            raise Unanswered(
                f"the next question might cost more than the {self.settings.cost:g} allowed ({self.cost:.4g} spent)",
                "raise GRAPHKIT_OPENAI_COST; what was answered is kept",
            )

    def spend(self, given: int, taken: int) -> None:
        """Count the tokens of a question and its answer."""
        self.tokens += given + taken
        self.cost += self._price(given, taken)

    def _price(self, given: int, taken: int) -> float:
        prices = self.settings.prices or (0.0, 0.0)
        return (given * prices[0] + taken * prices[1]) / 1_000_000


class Endpoint:
    """An endpoint, inside ``open``."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.budget = Budget(settings)
        self._socket: socket.socket | None = None

    @contextmanager
    def open(self) -> Iterator[httpx2.Client]:
        """Connections for several questions; redirects are not followed, so that the key goes nowhere else."""
        import httpx2

        headers = {"Content-Type": "application/json", "Accept-Encoding": "identity"}
        if self._settings.key:
            headers["Authorization"] = f"Bearer {self._settings.key}"
        with httpx2.Client(headers=headers, timeout=self._settings.seconds, follow_redirects=False) as client:
            yield client

    def ask(self, client: httpx2.Client, question: bytes) -> Answer:
        """The answer to the body of a request; raises Unanswered if tries or budget are used up."""
        pause = self._settings.pause
        reason = ""
        for number in range(self._settings.tries):
            self.budget.check(len(question))
            try:
                return self._try(client, question)
            except _Trouble as trouble:
                reason = str(trouble)
                if number + 1 < self._settings.tries:
                    time.sleep(min(LONGEST_PAUSE, pause if trouble.after is None else trouble.after))
                    pause *= 2
        tries = "once" if self._settings.tries == 1 else f"{self._settings.tries} times"
        raise Unanswered(f"{self._settings.url} was asked {tries} and {reason}", "try again later")

    def _try(self, client: httpx2.Client, question: bytes) -> Answer:
        import httpx2

        given, taken = len(question), OUTPUT  # the most it may have used, until the server reports
        try:
            try:
                status, headers, body = self._post(client, question)
            except httpx2.ConnectError:
                given = taken = 0
                raise _Trouble("could not be reached") from None
            except httpx2.TimeoutException:
                raise _Trouble(f"did not answer within {self._settings.seconds:g} s") from None
            except httpx2.HTTPError as error:
                raise _Trouble(f"broke off ({type(error).__name__})") from None
            if status != 200:
                given = taken = 0
                self._refused(status, headers, body)
            answer, usage = _read(body)
            given, taken = usage or (given, taken)
            return answer
        finally:
            self.budget.spend(given, taken)

    def _post(self, client: httpx2.Client, question: bytes) -> tuple[int, httpx2.Headers, bytes]:

        body = bytearray()
        address, noting = f"{self._settings.url}/chat/completions", {"trace": self._note}
        with self._limit(), client.stream("POST", address, content=question, extensions=noting) as response:
            if response.headers.get("content-encoding", "identity") != "identity":
                raise _Trouble("answers packed")
            for piece in response.iter_raw():
                body += piece
                if len(body) > SIZE:
                    raise _Trouble(f"answers more than {SIZE:,} bytes")
            return response.status_code, response.headers, bytes(body)

    @contextmanager
    def _limit(self) -> Iterator[None]:
        """Shut the connection when the time for an answer is up; the client's own limit is per chunk."""
        import httpx2

        over = threading.Event()

        def shut() -> None:
            over.set()
            if self._socket is not None:
                with suppress(OSError):  # already closed
                    self._socket.shutdown(socket.SHUT_RDWR)

        watch = threading.Timer(self._settings.seconds, shut)
        watch.daemon = True
        watch.start()
        try:
            yield
        except httpx2.HTTPError as error:
            if over.is_set():
                raise httpx2.ReadTimeout("") from error
            raise
        finally:
            watch.cancel()
        if over.is_set():
            raise httpx2.ReadTimeout("")

    def _note(self, event: str, told: Mapping[str, Any]) -> None:
        """Keep the socket of a new connection."""
        if event in ("connection.connect_tcp.complete", "connection.start_tls.complete"):
            self._socket = told["return_value"].get_extra_info("socket")

    def _refused(self, status: int, headers: httpx2.Headers, body: bytes) -> None:
        """Raise for an error status; what the server says about a key is not repeated."""
        if status in RETRIED:
            after = headers.get("retry-after", "")
            raise _Trouble(f"answers {status}", float(after) if after.isdecimal() and len(after) < 9 else None)
        if status in (401, 403):
            raise Unanswered(f"{self._settings.url} answers {status}", "check GRAPHKIT_OPENAI_KEY")
        said = body.decode("utf-8", "replace")
        if self._settings.key:
            said = said.replace(self._settings.key, "…")
        said = "".join(sign if sign.isprintable() else " " for sign in " ".join(said.split())[:200])
        raise Unanswered(f"{self._settings.url} answers {status} ({said})", "check address, model and what it supports")


def _read(body: bytes) -> tuple[Answer, tuple[int, int] | None]:
    """The answer in a response, and the tokens in and out if given."""
    try:
        told: Any = json.loads(body)
        choice = told["choices"][0]
        content = choice["message"].get("content")
        whole = choice.get("finish_reason") in ("stop", None)
        used = told.get("usage") or {}
        usage = used.get("prompt_tokens"), used.get("completion_tokens")
    except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
        raise _Trouble("the answer is not a chat completion") from None
    # half a surrogate pair is not text, and could not be stored
    content = content.encode("utf-8", "replace").decode() if isinstance(content, str) else ""
    answer = Answer(content, whole)
    counts = [number for number in usage if isinstance(number, int) and 0 <= number < MANY]
    return answer, (counts[0], counts[1]) if len(counts) == 2 else None
