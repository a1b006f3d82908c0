"""Save web pages as files for ``read``: each once, slowly, and only where robots.txt and the address allow it."""

from __future__ import annotations

import hashlib
import http.client
import ipaddress
import json
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import SplitResult, quote, urldefrag, urljoin, urlsplit, urlunsplit
from urllib.robotparser import RobotFileParser

from graphkit.errors import GraphkitError

AGENT = "graphkit"
"""The user agent for robots.txt."""
INDEX = ".fetched.jsonl"
"""The file in a folder that maps pages to files; readers skip it."""
SUFFIXES: Mapping[str, str] = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "application/rss+xml": ".rss",
    "application/atom+xml": ".atom",
    "application/xml": ".xml",
    "text/xml": ".xml",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
"""The media types that are saved."""
ROBOTS_SIZE = 500_000
LONGEST_PAUSE = 60.0
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNSAFE = "-._~:/?#[]@!$&'()*+,;=%"
_DOCTYPE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!doctype[^>]*>)?", re.IGNORECASE)


class FetchError(GraphkitError):
    """A page cannot or must not be fetched: the culprit names its URL."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits per page (seconds, bytes, redirects), and the seconds between two requests to one host."""

    seconds: float = 30.0
    size: int = 20_000_000
    redirects: int = 5
    pause: float = 1.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A page and its file; ``new`` unless it was fetched before."""

    url: str
    path: Path
    new: bool


def fetch(
    urls: Iterable[str],
    folder: Path,
    *,
    version: str,
    allow_private: bool = False,
    limits: Limits | None = None,
) -> Iterator[Fetched | FetchError]:
    """Save each page under the folder, in the order of the URLs; failures are yielded as values in their place.

    A page already in the folder is not fetched again. Loopback, private and other non-public addresses are refused
    unless ``allow_private``, also after each redirect; proxies from the environment are not used, as they would hide
    the address. Pages record their URL in the comment that browsers write.
    """
    visit = _Visit(f"{AGENT}/{version}", allow_private, limits or Limits())
    index = folder / INDEX
    folder.mkdir(parents=True, exist_ok=True)
    known = _index(index)
    for url in urls:
        try:
            address = _address(url)
            if address in known and (folder / known[address]).is_file():
                yield Fetched(url, folder / known[address], new=False)
                continue
            answer = visit.page(address)
            path = _save(answer, folder)
        except FetchError as error:
            yield error
            continue
        known[address] = path.relative_to(folder).as_posix()
        told = {"url": address, "from": answer.url, "file": known[address], "type": answer.kind}
        told["fetched"] = datetime.now(UTC).isoformat(timespec="seconds")
        with index.open("a", encoding="utf-8") as file:
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
        yield Fetched(url, path, new=True)


@dataclass(frozen=True, slots=True)
class _Answer:
    url: str
    status: int
    reason: str
    kind: str
    charset: str | None
    location: str | None
    body: bytes


@dataclass(slots=True)
class _Visit:
    """What is known about hosts while pages are fetched."""

    agent: str
    allow_private: bool
    limits: Limits
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def page(self, url: str) -> _Answer:
        """The response of a URL, or of the one it redirects to."""
        answer = self._follow(url, self.limits.size, obey=True)
        if answer.status != 200:
            said = f"{answer.status} {answer.reason}".strip()
            raise FetchError(f"{url}: the server answered {said}", "check the address")
        if answer.kind not in SUFFIXES:
            raise FetchError(f"{url}: is {answer.kind or 'of no known kind'}", "graphkit cannot read such files")
        return answer

    def _follow(self, url: str, size: int, *, obey: bool) -> _Answer:
        for _ in range(self.limits.redirects + 1):
            if obey:
                self._ask(url)
            answer = self._get(url, size)
            if answer.status not in _REDIRECTS or not answer.location:
                return answer
            url = _address(urljoin(url, answer.location))
        raise FetchError(f"{url}: more than {self.limits.redirects} redirects", "check the address")

    def _ask(self, url: str) -> None:
        """Read the robots.txt of a host once; FetchError if it forbids the page or cannot be fetched."""
        host = urlunsplit(urlsplit(url)._replace(path="/robots.txt", query=""))
        if host not in self._robots:
            answer = self._follow(host, ROBOTS_SIZE, obey=False)
            if answer.status >= 500:
                raise FetchError(f"{url}: its robots.txt cannot be read ({answer.status})", "try again later")
            rules = RobotFileParser()
            rules.parse(answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else [])
            self._robots[host] = rules
        if not self._robots[host].can_fetch(AGENT, url):
            raise FetchError(f"{url}: robots.txt forbids it", "leave it out")

    def _get(self, url: str, size: int) -> _Answer:
        parts = urlsplit(url)
        self._wait(parts)
        connection = _Connection(parts, self.limits.seconds, allow_private=self.allow_private)
        # a server that sends byte by byte would never hit the socket's timeout
        timer = threading.Timer(self.limits.seconds, connection.abort)
        timer.start()
        try:
            target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
            kinds = {"User-Agent": self.agent, "Accept": "*/*", "Accept-Encoding": "gzip", "Connection": "close"}
            connection.request("GET", target, headers=kinds)
            response = connection.getresponse()
            body = response.read(size + 1)
            if response.getheader("Content-Encoding", "").lower() in {"gzip", "x-gzip"}:
                body = zlib.decompressobj(wbits=31).decompress(body, size + 1)
            if len(body) > size:
                raise FetchError(f"{url}: is larger than {size:,} bytes", "raise --max-size")
            if connection.aborted:
                raise TimeoutError
            headers = response.headers
            kind = headers.get_content_type() if "Content-Type" in headers else ""
            charset, location = headers.get_content_charset(), headers["Location"]
            return _Answer(url, response.status, response.reason, kind, charset, location, body)
        except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
            late = connection.aborted or isinstance(error, TimeoutError)
            why = f"no answer within {self.limits.seconds:g} s" if late else _why(error)
            raise FetchError(f"{url}: cannot be fetched ({why})", "check the address and the connection") from None
        finally:
            timer.cancel()
            connection.close()
            self._last[parts.netloc] = time.monotonic()

    def _wait(self, parts: SplitResult) -> None:
        rules = self._robots.get(urlunsplit(parts._replace(path="/robots.txt", query="")))
        asked = float(rules.crawl_delay(AGENT) or 0) if rules else 0.0
        pause = max(self.limits.pause, min(asked, LONGEST_PAUSE))
        if parts.netloc in self._last:
            time.sleep(max(0.0, self._last[parts.netloc] + pause - time.monotonic()))


class _Connection(http.client.HTTPConnection):
    """A connection to the exact address that was checked, so that no second lookup can lead elsewhere."""

    def __init__(self, parts: SplitResult, seconds: float, *, allow_private: bool) -> None:
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        super().__init__(parts.hostname or "", parts.port or (443 if self._tls else 80), timeout=seconds)
        self._url = urlunsplit(parts)
        self._allow_private = allow_private
        self.aborted = False

    def connect(self) -> None:
        """Look up the host, refuse non-public addresses, and connect to the first one left."""
        found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        if not self._allow_private and (inner := next((each for each in addresses if not public(each)), None)):
            raise FetchError(
                f"{self._url}: is not a public address ({inner})", "use --allow-private if this is intended"
            )
        for number, address in enumerate(addresses, 1):
            try:
                self.sock = socket.create_connection((address, self.port), self.timeout)
                break
            except OSError:
                if number == len(addresses):
                    raise
        if self._tls:
            self.sock = self._tls.wrap_socket(self.sock, server_hostname=self.host)

    def abort(self) -> None:
        """Abort a connection that takes too long."""
        self.aborted = True
        if self.sock:
            try:
                self.sock.shutdown(socket.SHUT_RDWR)
            except OSError:  # it has just closed
                return


def public(address: str) -> bool:
    """Whether an IP address is public, including IPv4 addresses wrapped in IPv6.

    >>> [public(a) for a in ("93.184.215.14", "127.0.0.1", "169.254.169.254", "::ffff:10.0.0.1", "64:ff9b::a00:1")]
    [True, False, False, False, False]
    """
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        if found in _NAT64:
            return public(str(ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)))
        if inner := found.ipv4_mapped or found.sixtofour:
            return public(str(inner))
    return found.is_global and not found.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def _address(url: str) -> str:
    """The URL as sent: without a fragment, in ASCII."""
    try:
        parts = urlsplit(urldefrag(url.strip())[0])
        host, port = parts.hostname or "", parts.port
        netloc = f"[{host}]" if ":" in host else host.encode("idna").decode()
    except ValueError:
        raise FetchError(f"{url}: is not a web address", "check it") from None
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchError(f"{url}: is not a web address", "begin it with http:// or https://")
    if parts.username is not None:
        raise FetchError(f"{parts.scheme}://…@{netloc}: has a user name in it", "leave it out")
    path, query = (quote(part, safe=_UNSAFE) for part in (parts.path or "/", parts.query))
    return urlunsplit((parts.scheme, f"{netloc}:{port}" if port else netloc, path, query, ""))


def _index(path: Path) -> dict[str, str]:
    known = {}
    if path.is_file():
        for line in path.read_text("utf-8").splitlines():
            try:
                told = json.loads(line)
                known[str(told["url"])] = str(told["file"])
            except (ValueError, KeyError, TypeError):  # a truncated line: the page is fetched again
                continue
    return known


def _save(answer: _Answer, folder: Path) -> Path:
    parts = urlsplit(answer.url)
    name = re.sub(r"[^a-z0-9]+", "-", parts.path.rpartition("/")[2].lower() or "index").strip("-")[:60]
    key = hashlib.sha256(answer.url.encode()).hexdigest()[:10]
    host = re.sub(r"[^a-z0-9.-]+", "-", parts.netloc.lower()).strip(".")
    path = folder / host / f"{name or 'page'}-{key}{SUFFIXES[answer.kind]}"
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(_marked(answer) if path.suffix == ".html" else _utf8(answer))
    part.replace(path)
    return path


def _marked(answer: _Answer) -> bytes:
    """A page with the comment that records its URL, after the doctype, as browsers save it."""
    data = _utf8(answer)
    address = answer.url.replace("--", "%2D%2D").replace(">", "%3E")
    begin = _DOCTYPE.match(data)
    end = begin.end() if begin else 0
    return data[:end] + f"\n<!-- saved from url=({len(address):04}){address} -->\n".encode() + data[end:]


def _utf8(answer: _Answer) -> bytes:
    """The body of a text as UTF-8 if only the header gives its encoding; a file has no headers."""
    if not answer.charset or not (answer.kind.startswith("text/") or answer.kind.endswith("+xml")):
        return answer.body
    try:
        return answer.body.decode(answer.charset).encode()
    except (LookupError, UnicodeError):
        return answer.body


def _why(error: Exception) -> str:
    if isinstance(error, socket.gaierror):
        return "no such host"
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return " ".join(said.split())[:120].lower() or type(error).__name__
