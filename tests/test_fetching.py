"""Fetching pages, from a server on this machine."""

from __future__ import annotations

import gzip
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from typer.testing import CliRunner

from graphkit import documents, fetching
from graphkit.cli import app
from graphkit.fetching import Fetched, FetchError, Limits, fetch, public
from graphkit.model import Document
from tests.readers import making

QUICK = Limits(seconds=2.0, size=10_000, pause=0.0)


class Site(BaseHTTPRequestHandler):
    """A small news site; counts who asks for what."""

    robots = b"User-agent: graphkit\nDisallow: /secret\n"
    asked: Counter[str]
    agents: set[str]

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        self.agents.add(self.headers["User-Agent"])
        status, kind, body, more = 200, "text/html; charset=utf-8", making.page(), {}
        match self.path.partition("?")[0]:
            case "/robots.txt":
                kind, body = "text/plain", self.robots
            case "/moved":
                status, body, more = 302, b"", {"Location": "/treaty#top"}
            case "/away":
                status, body, more = 302, b"", {"Location": "http://169.254.169.254/latest/meta-data/"}
            case "/round":
                status, body, more = 301, b"", {"Location": "/round"}
            case "/latin":
                body = making.page("<p>In Zürich, Russia met China.</p>").decode().encode("latin-1")
                kind = "text/html; charset=latin-1"
            case "/packed":
                body, more = gzip.compress(making.page()), {"Content-Encoding": "gzip"}
            case "/bomb":
                body, more = gzip.compress(b"0" * 1_000_000), {"Content-Encoding": "gzip"}
            case "/large":
                body = b"0" * 20_000
            case "/picture":
                kind = "image/png"
            case "/gone":
                status = 410
        self.send_response(status)
        for name, value in {"Content-Type": kind, **more}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.path == "/slow":
            for _ in range(40):
                self.wfile.write(b"<p>")
                self.wfile.flush()
                time.sleep(0.1)
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Says nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.asked, Site.agents = Counter(), set()
    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # whoever hangs up is no news
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def one(url: str, folder: Path, limits: Limits = QUICK, *, allow_private: bool = True) -> Fetched | FetchError:
    (found,) = fetch([url], folder, version="1", allow_private=allow_private, limits=limits)
    return found


def test_a_page_is_fetched_once_and_read_with_its_address(site: str, tmp_path: Path) -> None:
    making.needs("trafilatura", "html")
    url = f"{site}/treaty?page=1#top"
    found = one(url, tmp_path / "news")
    assert isinstance(found, Fetched)
    assert found.new
    assert one(url, tmp_path / "news") == Fetched(url, found.path, new=False)
    assert Site.asked == {"/robots.txt": 1, "/treaty?page=1": 1}
    assert Site.agents == {"graphkit/1"}
    (document,) = documents.read([tmp_path / "news"])
    assert isinstance(document, Document)
    assert (document.title, document.url) == ("A treaty", f"{site}/treaty?page=1")
    found.path.unlink()
    again = one(url, tmp_path / "news")
    assert isinstance(again, Fetched)
    assert again.new


@pytest.mark.parametrize("path", ["/moved", "/latin", "/packed"])
def test_redirects_encodings_and_packing_are_followed(site: str, tmp_path: Path, path: str) -> None:
    making.needs("trafilatura", "html")
    assert isinstance(one(f"{site}{path}", tmp_path), Fetched)
    (document,) = documents.read([tmp_path])
    assert isinstance(document, Document)
    assert document.url == f"{site}{path.replace('moved', 'treaty')}"
    assert ("Zürich" in document.text) == (path == "/latin")


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/secret/a", "robots.txt forbids it"),
        ("/round", "more than 5 redirects"),
        ("/large", "is larger than 10,000 bytes; raise --max-size"),
        ("/bomb", "is larger than 10,000 bytes; raise --max-size"),
        ("/picture", "is image/png; graphkit cannot read such files"),
        ("/gone", "the server answered 410 Gone"),
        ("/slow", "cannot be fetched (no answer within 2 s)"),
    ],
)
def test_what_cannot_or_must_not_be_fetched_is_one_line(site: str, tmp_path: Path, path: str, message: str) -> None:
    found = one(f"{site}{path}", tmp_path)
    assert isinstance(found, FetchError)
    assert str(found).startswith(f"{site}{path}: {message}")
    assert list(tmp_path.iterdir()) == []
    assert "/secret/a" not in Site.asked


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("ftp://example.org/a", "is not a web address"),
        ("file:///etc/passwd", "is not a web address"),
        ("example.org", "is not a web address"),
        ("http://[::1/", "is not a web address"),
        ("http://somebody:secret@example.org/", "has a user name in it"),
        ("http://127.0.0.1:1/", "cannot be fetched (connection refused)"),
    ],
)
def test_addresses_that_lead_nowhere(tmp_path: Path, url: str, message: str) -> None:
    found = one(url, tmp_path)
    assert isinstance(found, FetchError)
    assert message in str(found)
    assert "secret" not in str(found)


@pytest.mark.parametrize("host", "127.0.0.1 localhost [::1] [::ffff:127.0.0.1] 0.0.0.0 10.0.0.1 2130706433".split())
def test_private_addresses_are_refused_before_anything_is_sent(site: str, tmp_path: Path, host: str) -> None:
    found = one(site.replace("127.0.0.1", host), tmp_path, allow_private=False)
    assert isinstance(found, FetchError)
    assert "is not a public address" in str(found)
    assert not Site.asked


def test_redirects_to_private_addresses_are_refused(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # the site itself passes for public here, where no public one can be reached
    monkeypatch.setattr(fetching, "public", lambda address: address == "127.0.0.1" or public(address))
    found = one(f"{site}/away", tmp_path, allow_private=False)
    assert isinstance(found, FetchError)
    assert "169.254.169.254" in str(found)
    assert "is not a public address" in str(found)


@pytest.mark.parametrize(("pause", "robots"), [(0.5, b""), (0.0, b"User-agent: *\nCrawl-delay: 1\n")])
def test_one_host_is_not_hurried(
    site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, pause: float, robots: bytes
) -> None:
    monkeypatch.setattr(Site, "robots", robots)
    began = time.monotonic()
    list(fetch([f"{site}/a", f"{site}/b"], tmp_path, version="1", allow_private=True, limits=Limits(pause=pause)))
    assert time.monotonic() - began >= 1


def test_the_command_saves_what_build_reads(site: str, tmp_path: Path) -> None:
    done = CliRunner().invoke(
        app,
        ["fetch", "-", f"{site}/gone", "-o", str(tmp_path), "--allow-private", "--pause", "0"],
        input=f"{site}/a\n\n",
    )
    assert done.exit_code == 1
    (path,) = done.stdout.splitlines()
    assert Path(path).read_bytes().startswith(b"<!DOCTYPE html>\n<!-- saved from url=(")
    assert done.stderr.splitlines()[-1] == "1 fetched, 1 failed"
    assert "no such" not in done.stderr
