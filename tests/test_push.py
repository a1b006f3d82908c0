"""Uploading to a server that accepts, fails or refuses."""

from __future__ import annotations

import gc
import re
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from graphkit.graph import KnowledgeGraph
from graphkit.sparql.push import PushError, push
from tests.values import UKR, claim, document


def sample() -> KnowledgeGraph:
    kg = KnowledgeGraph()
    kg.add(document(), [claim(), claim(UKR)])
    return kg


@contextmanager
def server(answers: list[int], *, lost: int = 0, moved: str = "") -> Iterator[tuple[str, list[tuple[str, str, int]]]]:
    """A server that gives those statuses in turn, then 204; and what it was sent: method, path, lines.

    Where it gives redirects it names ``moved``; asked for the graph it gives all lines but the ``lost``.
    """
    heard: list[tuple[str, str, int]] = []
    taken: set[bytes] = set()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((self.command, self.path, body.count(b"\n")))
            status = answers.pop(0) if answers else 204
            if status == 204:
                taken.update(body.splitlines())
            self.send_response(status)
            if moved:
                self.send_header("Location", moved)
            self.end_headers()

        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/n-triples")
            self.end_headers()
            self.wfile.writelines(line + b"\n" for line in sorted(taken)[lost:])

        do_PUT = do_POST  # noqa: N815 - the name is the base's

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base's
            del format, args

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as listening:
        thread = threading.Thread(target=listening.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listening.server_port}/store", heard
        finally:
            listening.shutdown()
            thread.join()


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _: None)


def test_batches_with_progress() -> None:
    said: list[int] = []
    with server([]) as (url, heard):
        done = push(sample(), url, "urn:g", batch=30, progress=said.append)
    assert [path for _, path, _ in heard] == ["/store?graph=urn%3Ag"] * done.batches
    assert {method for method, _, _ in heard} == {"POST"}
    assert sum(lines for _, _, lines in heard) == done.triples == said[-1]
    assert max(lines for _, _, lines in heard) == 30


def test_replacing_puts_the_first_batch() -> None:
    with server([]) as (url, heard):
        push(sample(), url, None, batch=40, replace=True)
    assert [method for method, _, _ in heard][:2] == ["PUT", "POST"]
    assert heard[0][1] == "/store?default"


def test_a_stumbling_server_is_asked_again() -> None:
    with server([503, 429, 500]) as (url, heard):
        done = push(sample(), url, "urn:g")
    assert (done.retries, done.batches, len(heard)) == (3, 1, 4)


@pytest.mark.parametrize(
    ("status", "remedy"),
    [(401, "give a user name and password"), (404, "check that this is its Graph Store URL"), (400, "log")],
)
def test_a_refusal_is_told_at_once(status: int, remedy: str) -> None:
    with server([status]) as (url, heard), pytest.raises(PushError, match=f"refused \\({status}.*{remedy}"):
        push(sample(), url, "urn:g")
    assert len(heard) == 1


@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_redirect_that_loses_what_is_sent_is_refused(status: int) -> None:
    for replace in (False, True):
        with server([status], moved="/elsewhere") as (url, heard):
            told = f"refused \\({status}.*to http://.*/elsewhere.*push to that address"
            with pytest.raises(PushError, match=told):
                push(sample(), url, "urn:g", replace=replace)
        assert len(heard) == 1


@pytest.mark.parametrize("status", [307, 308])
def test_a_redirect_that_keeps_what_is_sent_is_followed(status: int) -> None:
    for replace in (False, True):
        with server([status], moved="/elsewhere?graph=urn%3Ag") as (url, heard):
            done = push(sample(), url, "urn:g", replace=replace)
        assert [path for _, path, _ in heard] == ["/store?graph=urn%3Ag", "/elsewhere?graph=urn%3Ag"]
        assert {(method, lines) for method, _, lines in heard} == {("PUT" if replace else "POST", done.triples)}


def test_a_redirect_leads_to_no_other_kind_of_address() -> None:
    with server([307], moved="ftp://127.0.0.1/x") as (url, _), pytest.raises(PushError, match="refused \\(307"):
        push(sample(), url, "urn:g")


def test_what_the_server_holds_is_counted() -> None:
    with server([]) as (url, _):
        done = push(sample(), url, "urn:g", batch=30)
        assert done.held == done.triples
    with server([], lost=1) as (url, _), pytest.raises(PushError, match=r"holds .* of .* triples"):
        push(sample(), url, "urn:g")


def test_a_server_that_stays_away() -> None:
    with server([503] * 9) as (url, heard), pytest.raises(PushError, match="gave up after 3 tries"):
        push(sample(), url, "urn:g", retries=2)
    assert len(heard) == 3
    with pytest.raises(PushError, match="check the server and the address"):
        push(sample(), url, "urn:g", retries=1)
    with pytest.raises(PushError, match="is not an HTTP address"):
        push(sample(), "ftp://x.org/", "urn:g")


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"garbage\r\n\r\n", "gave up after 2 tries (garbage)"),
        (b"HTTP/1.1 200 OK\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", "gave up after 2 tries (got more than 65536 bytes"),
        (b"HTTP/1.1 400 bad\r\nTransfer-Encoding: chunked\r\n\r\nzzz\r\nabc", "refused (400 bad)"),
        (
            b"HTTP/1.1 308 X\r\nLocation: http://[bad\r\n\r\n",
            "redirects to something other than an HTTP address (Invalid IPv6 URL)",
        ),
        (
            b"HTTP/1.1 307 X\r\nLocation: http://127.0.0.1:abc/\r\n\r\n",
            "redirects to something other than an HTTP address (nonnumeric port",
        ),
    ],
    ids=["no HTTP", "endless header", "a body that breaks off", "no host", "no port"],
)
@pytest.mark.filterwarnings("ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning")
def test_a_server_that_speaks_no_http_is_told_in_one_line(answer: bytes, told: str) -> None:
    def speak() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            with connection:
                while not connection.recv(65_536).endswith(b".\n"):  # of the last triple
                    pass
                connection.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=speak, daemon=True)
        thread.start()
        with pytest.raises(PushError, match=re.escape(told)) as raised:
            push(sample(), f"http://127.0.0.1:{listening.getsockname()[1]}/store", None, retries=1)
        listening.shutdown(socket.SHUT_RDWR)
        thread.join()
    assert "\n" not in str(raised.value)
    assert raised.value.remedy
    gc.collect()  # http.client leaves what it could not read open until then


@pytest.mark.parametrize(
    "url",
    [
        "http://[::1",
        "http://127.0.0.1:abc/",
        "http://a b/",
        "http://x..y/",
        f"http://{'a' * 300}/",
        "http://x.org/\u00e9",
    ],
)
def test_what_is_no_address_is_told_in_one_line(url: str) -> None:
    with pytest.raises(PushError, match="HTTP address"):
        push(sample(), url, None)
    with pytest.raises(PushError, match="is not the name of a graph"):
        push(sample(), "http://127.0.0.1:1/", "urn:\ud800")


def test_a_password_in_an_address_is_refused_and_not_told() -> None:
    with pytest.raises(PushError, match=r"^x\.org: the URL contains a user name") as raised:
        push(sample(), "http://somebody:hush@x.org/store", None)
    assert "hush" not in f"{raised.value} {raised.value.remedy}"
