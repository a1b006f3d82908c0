"""Upload a graph to a triple store over the SPARQL 1.1 Graph Store HTTP Protocol, in batches, with retries."""

from __future__ import annotations

import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.client import HTTPException, HTTPMessage, InvalidURL
from itertools import islice
from typing import IO

from graphkit.errors import GraphkitError
from graphkit.formats import Options, rdf, syntaxes
from graphkit.store.view import View


class PushError(GraphkitError):
    """The server cannot be reached or refuses; what it accepted before stays, and pushing again duplicates nothing."""


@dataclass(frozen=True, slots=True)
class Login:
    """Credentials for servers with HTTP Basic or Digest authentication."""

    user: str
    password: str


@dataclass(frozen=True, slots=True)
class Pushed:
    """What was uploaded."""

    triples: int
    batches: int
    retries: int
    seconds: float
    held: int | None
    """Triples on the server afterwards, counted up to the number sent; None if it did not say."""


def push(
    graph: View,
    url: str,
    name: str | None,
    *,
    options: Options | None = None,
    replace: bool = False,
    login: Login | None = None,
    batch: int = 20_000,
    retries: int = 4,
    progress: Callable[[int], None] | None = None,
) -> Pushed:
    """Add the triples of a graph to the named graph (an IRI) at a Graph Store URL, or replace it.

    None as name means the server's default graph.

    ``batch`` is in triples; ``progress`` is called with the number sent so far. A batch that fails temporarily (no
    connection, status 429 or 5xx) is sent again, after waits that double from half a second. There are no blank nodes,
    so sending twice adds nothing. Redirects that keep the request (307, 308) are followed. At the end the graph is
    requested as N-Triples and its triples are counted. Raises PushError if the server refuses, is unavailable or holds
    less than was sent.
    """
    options = options or Options()
    began, sent, count, again = time.monotonic(), 0, 0, 0
    target = _target(url, name)
    found = rdf.blocks(graph, detail=options.detail, texts=options.texts)
    for lines in _batches(syntaxes.triples(found, options.base), batch):
        method = "PUT" if replace and count == 0 else "POST"
        # A new opener for each batch: urllib's handlers reuse the digest of one request in the next.
        again += _send(_opener(url, login), target, method, "".join(lines).encode(), retries)
        sent, count = sent + len(lines), count + 1
        if progress:
            progress(sent)
    held = _held(_opener(url, login), target, sent)
    if held is not None and held < sent:
        raise PushError(f"{target}: holds {held:,} of {sent:,} triples", "check the server's log and push again")
    return Pushed(sent, count, again, time.monotonic() - began, held)


def _target(url: str, name: str | None) -> str:
    """The URL of a graph on a server; raises PushError if it is invalid."""
    try:
        parts = urllib.parse.urlsplit(url)
        place = "default" if name is None else urllib.parse.urlencode({"graph": name})
    except UnicodeError:
        raise PushError(f"{name!a}: is not the name of a graph", "give an IRI") from None
    except ValueError as error:
        raise PushError(f"{url}: is not an HTTP address ({error})", "check it") from None
    if parts.username is not None:
        raise PushError(f"{parts.hostname}: the URL contains a user name", "give the user name and password separately")
    if parts.scheme not in {"http", "https"}:
        raise PushError(f"{url}: is not an HTTP address", "begin it with http:// or https://")
    return f"{url}{'&' if '?' in url else '?'}{place}"


def _held(opener: urllib.request.OpenerDirector, url: str, most: int) -> int | None:
    """How many triples a graph has, counted up to ``most``; None if the server does not serve N-Triples."""
    request = urllib.request.Request(url, headers={"Accept": "application/n-triples"})  # noqa: S310 - as below
    try:
        with opener.open(request, timeout=300) as answer:
            if answer.headers.get_content_type() != "application/n-triples":
                return None
            lines = (line for line in answer if line.strip() and not line.startswith(b"#"))
            return sum(1 for _ in islice(lines, most))
    except (OSError, HTTPException, ValueError):
        return None


def _batches(lines: Iterator[str], size: int) -> Iterator[list[str]]:
    while part := list(islice(lines, size)):
        yield part


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Repeat the same request on a 307 or 308; every other redirect would lose its body."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if code not in (307, 308) or urllib.parse.urlsplit(newurl).scheme not in (req.type, "https"):
            raise urllib.error.HTTPError(req.full_url, code, f"{msg}, to {newurl}", headers, fp)
        kept = {name: value for name, value in req.headers.items() if name.lower() in ("content-type", "accept")}
        return urllib.request.Request(newurl, req.data, kept, method=req.get_method())  # noqa: S310 - the scheme was checked


def _opener(url: str, login: Login | None) -> urllib.request.OpenerDirector:
    if login is None:
        return urllib.request.build_opener(_Redirects())
    known = urllib.request.HTTPPasswordMgrWithPriorAuth()
    known.add_password(None, url, login.user, login.password, is_authenticated=False)
    return urllib.request.build_opener(
        _Redirects(), urllib.request.HTTPBasicAuthHandler(known), urllib.request.HTTPDigestAuthHandler(known)
    )


def _send(opener: urllib.request.OpenerDirector, url: str, method: str, data: bytes, retries: int) -> int:
    # N-Triples are Turtle, the one type that every server must accept.
    headers = {"Content-Type": "text/turtle"}
    for attempt in range(retries + 1):
        request = urllib.request.Request(url, data, headers, method=method)  # noqa: S310 - the scheme was checked
        try:
            with opener.open(request, timeout=300):
                return attempt
        except urllib.error.HTTPError as error:
            why = f"{error.code} {error.reason}{_said(error)}"
            if error.code != 429 and error.code < 500:
                raise PushError(f"{url}: refused ({why})", _remedy(error.code)) from error
        except (ValueError, InvalidURL) as error:  # in the URL, or in that of a redirect
            raise PushError(
                f"{url}: redirects to something other than an HTTP address ({error})", "check it, percent-encode it"
            ) from None
        except (OSError, HTTPException) as error:
            why = " ".join(str(getattr(error, "reason", error)).split()) or type(error).__name__
        if attempt < retries:
            time.sleep(0.5 * 2**attempt)
    raise PushError(f"{url}: gave up after {retries + 1} tries ({why})", "check the server and the address")


def _said(error: urllib.error.HTTPError) -> str:
    """The first line of the body of a refusal, as far as received."""
    with error:
        try:
            said = error.read(300).decode(errors="replace").strip().splitlines()
        except (OSError, HTTPException):
            return ""
    return f": {said[0][:120]}" if said else ""


def _remedy(code: int) -> str:
    if 300 <= code < 400:
        return "push to that address if it is the server's"
    if code in {401, 403}:
        return "give a user name and password"
    if code in {404, 405}:
        return "check that this is its Graph Store URL"
    return "check the server's log"
