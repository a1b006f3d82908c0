"""Random attacks for a given time: ``make soak``, or ``python tools/soak.py SECONDS [SEED]``.

The time is divided among five attacks in turn: killed builds and exports, broken graphs for importers, broken documents
for readers, server clients, and SPARQL. Required: nothing written is broken, every input ends in a result or a one-line
error, and the server answers. The first failure ends the run with the seed that repeats it; a hang is a failure too,
and so is an attack that did nothing. Time that an attack takes beyond its share is taken from those after it.
"""

# ruff: noqa: S101, S311, S603 - chance needs no secrecy, what runs is this program

from __future__ import annotations

import faulthandler
import gzip
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import graphkit
import graphkit.documents
from graphkit import formats, resources, sparql
from graphkit.errors import GraphkitError
from graphkit.formats import importer
from graphkit.graph import KnowledgeGraph
from graphkit.model import Document

sys.path.insert(0, str(Path(__file__).parents[1]))
from tests.readers.test_formats import GOOD

GRAPHKIT = (sys.executable, "-m", "graphkit")
SAMPLE = sorted((resources.seeds() / "documents").iterdir())[:8]
OURS = re.compile(rf'File "{re.escape(str(Path(graphkit.__file__).parent))}/(?!__)')
"""A traceback line in graphkit's code, once it has started."""
Attack = Callable[[random.Random, Path, float], int]


def must(holds: bool, what: str) -> None:
    """End the run if a requirement fails."""
    if not holds:
        raise SystemExit(f"soak: {what}")


def worked() -> float:
    """Seconds on a clock that stops while this thread waits for a processor, where the system reports that.

    So a busy machine delays an attack that is running without making it look hung.
    """
    try:
        waited = int(Path("/proc/thread-self/schedstat").read_text(encoding="ascii").split()[1])
    except (OSError, IndexError):
        waited = 0
    return time.monotonic() - waited / 1e9


def kills(chance: random.Random, folder: Path, until: float) -> int:
    """Kill builds and exports at any moment; what they leave is intact, and the next build continues."""
    count, texts = (
        0,
        "".join(
            f"{json.dumps({'id': f'd{number}', 'text': path.read_text(encoding='utf-8')})}\n"
            for number, path in enumerate(SAMPLE * 4)
        ),
    )
    wire, store, target = folder / "wire.jsonl", folder / "kg.db", folder / "kg.ttl"
    wire.write_text(texts, encoding="utf-8")
    while time.monotonic() < until:
        build = (*GRAPHKIT, "build", str(wire), "--store", str(store), "--workers", str(chance.choice((1, 2))))
        export = (*GRAPHKIT, "export", str(store), "-o", str(target))
        call = build if not store.exists() or chance.random() < 0.6 else export
        with subprocess.Popen(call, stderr=subprocess.PIPE, text=True, start_new_session=True) as running:
            try:
                running.wait(chance.uniform(0.2, 6))
            except subprocess.TimeoutExpired:
                end = chance.choice((signal.SIGKILL, signal.SIGTERM, signal.SIGINT))
                os.killpg(running.pid, end)
            said = running.communicate(timeout=60)[1]
        must(
            # Python prints a traceback if it is stopped before reaching graphkit
            not OURS.search(said) or running.returncode in (-signal.SIGTERM, -signal.SIGKILL),
            f"{call}: {said[-500:]}",
        )
        if store.exists():
            checked = subprocess.run(
                (*GRAPHKIT, "status", "--store", str(store)), capture_output=True, text=True, check=False
            )
            must(checked.returncode == 0, f"the store after a kill: {checked.stderr}")
        if target.exists():
            importer.import_file(KnowledgeGraph(), target)
        if chance.random() < 0.1:
            store.unlink(missing_ok=True)
        count += 1
    return count


def files(chance: random.Random, folder: Path, until: float) -> int:
    """Import every format with bytes changed, cut, doubled and inserted; each ends in claims or a one-line error."""
    count, kg = 0, graphkit.build(SAMPLE[:2])
    whole: list[Path] = []
    for form in ("ttl", "nt", "nq", "trig", "jsonld", "rdf", "jsonl", "csv", "tsv"):
        whole.append(folder / f"whole.{form}")
        formats.export(kg, whole[-1])
    while time.monotonic() < until:
        source = chance.choice(whole)
        path = folder / f"changed{source.suffix}"
        path.write_bytes(changed(chance, source.read_bytes()))
        try:
            with KnowledgeGraph() as into:
                for error in importer.import_file(into, path).errors:
                    must("\n" not in str(error), f"{path}: more than a line ({error})")
        except GraphkitError as error:
            must("\n" not in str(error), f"{path}: more than a line ({error})")
        count += 1
    return count


def changed(chance: random.Random, whole: bytes) -> bytes:
    """Bytes changed, cut, doubled and inserted in a few places."""
    data = bytearray(whole)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(data))
        match chance.randrange(5):
            case 0:
                data[at] = chance.randrange(256)
            case 1:
                del data[at : at + chance.randint(1, 400)]
            case 2:
                data[at:at] = data[at : at + 200]
            case 3 if chance.random() < 0.3:
                del data[at:]
            case _:
                data[at:at] = chance.choice(PUT_IN)
        if not data:
            break
    return bytes(data)


PUT_IN = (
    b"\0", b'"', b"\xff", b"<", b"{" * 99, b"\n\n", b"1e999", b"&x;", b"[" * 9_000, b"<div>" * 3_000, b"9" * 5_000,
    b"\\ud800", b"\xed\xa0\x80", b"0001-01-01", b"Wed, 22 Mar 99999999999 08:00:00 GMT", b"\n" * 9_000,
    b"=?utf-8?q?a?= " * 20_000, b"multipart/mixed; boundary=a\n\n--a\nContent-Type: " * 5_000,
)  # fmt: skip
SECONDS, MEMORY = 10, 1_000_000_000


def documents(chance: random.Random, folder: Path, until: float) -> int:
    """Read every document format, mutated likewise; each ends in documents or one error line; its neighbour is read.

    One file may take ten seconds, and all of them together a gigabyte.
    """
    samples, counts = [(name, make()) for name, make, *_ in GOOD], Counter[str]()
    neighbour = folder / "z.txt"
    neighbour.write_text("Russia met China.", encoding="utf-8")
    while time.monotonic() < until:
        name, whole = chance.choice(samples)
        path = folder / name
        data = changed(chance, whole)
        if whole.startswith(b"\x1f\x8b") and chance.random() < 0.5:  # mutate the content, not the compression
            data = gzip.compress(changed(chance, gzip.decompress(whole)))
        path.write_bytes(data)
        began, read = worked(), False
        try:
            for found in graphkit.documents.read([folder]):
                read = read or (isinstance(found, Document) and found.id == "z")
                if isinstance(found, GraphkitError):
                    must("\n" not in str(found), f"{path}: more than a line ({found})")
                    must(str(found).startswith(str(path)), f"{path}: not named ({found})")
                    must(found.remedy is not None, f"{path}: no remedy ({found})")
        except BaseException:
            keep = Path(tempfile.gettempdir(), f"soak-{name}")
            keep.write_bytes(data)
            sys.stderr.write(f"soak: the file is kept as {keep}\n")
            raise
        must(read, f"{path}: the file behind it was not read")
        must(worked() - began < SECONDS, f"{path}: took {worked() - began:.0f} seconds")
        must(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1_024 < MEMORY, f"{path}: took too much memory")
        path.unlink()
        counts[name] += 1
    sys.stdout.write(f"documents: {', '.join(f'{name} {count}' for name, count in sorted(counts.items()))}\n")
    return counts.total()


PARTS = (
    "?s ?p ?o .", "?c a gk:Claim .", "OPTIONAL { ?s gk:subject ?x }", "FILTER(?o > 1)", "BIND(STR(?s) AS ?b)", "{", "}",
    "UNION", "MINUS { ?s ?p 1 }", "?s gk:evidence*/gk:cue ?o .", "VALUES ?s { actor:RUS }", "GRAPH ?g { ?s ?p ?o }",
    "SERVICE <http://127.0.0.1:9/> { ?s ?p ?o }", "{ SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f } }", "\0", "'",
)  # fmt: skip
HEADS = ("SELECT *", "SELECT (COUNT(*) AS ?n)", "ASK", "CONSTRUCT WHERE", "DESCRIBE ?s", "DELETE WHERE")
ENDS = ("", "LIMIT 3", "ORDER BY ?o", "GROUP BY ?s", "OFFSET -1", "HAVING(?n > 1)")


def query(chance: random.Random) -> str:
    """Something like a query."""
    head = chance.choice(HEADS)
    body = " ".join(chance.choices(PARTS, k=chance.randint(1, 7)))
    return f"{head} {{ {body} }} {chance.choice(ENDS)}"


def queries(chance: random.Random, folder: Path, until: float) -> int:
    """Run random SPARQL with limits on time and memory; each query ends in an answer or a one-line error."""
    count = 0
    with graphkit.build(SAMPLE[:3], store=folder / "asked.db") as kg:
        while time.monotonic() < until:
            text = query(chance)
            began = worked()
            try:
                sparql.results(kg, text, chance.choice(sparql.FORMATS), limits=sparql.Limits(2, 300_000_000))
            except GraphkitError as error:
                must("\n" not in str(error), f"{text!r}: more than a line ({error})")
            must(worked() - began < 30, f"{text!r}: took {worked() - began:.0f} seconds")
            count += 1
    return count


PATHS = (
    "/", "/claims", "/search", "/actor/%E2%80%AE", "/api/claims", "/api/relations", "/sparql", "/actors", "/view",
    "/api/timeline", "/nothing",
)  # fmt: skip
VALUES = (
    "RUS", "ukr", "", "\0", "%", "' OR 1=1", "x" * 3000, "-1", "2024-13-45", "é", "<script>", " RUS", "\x1b[2J",
    "\x9b", "\u202e",
)  # fmt: skip
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What no page may hold."""


def clients(chance: random.Random, folder: Path, until: float) -> int:
    """Eight clients send random requests at once; the server never fails and still answers at the end."""
    graphkit.build(SAMPLE[:3], store=folder / "served.db").close()
    with serving(folder / "served.db") as address, ThreadPoolExecutor(8) as threads:
        seeds = [chance.random() for _ in range(8)]
        counts = list(threads.map(lambda seed: client(random.Random(seed), address, until), seeds))
        must(status(f"{address}/api/claims", None) == 200, "the server does not answer any more")
    return sum(counts)


def client(chance: random.Random, address: str, until: float) -> int:
    """A client that sends requests until then; returns their number."""
    count = 0
    while time.monotonic() < until:
        named = {chance.choice(("q", "actor", "a", "b", "limit", "offset", "by", "query")): chance.choice(VALUES)}
        url = f"{address}{chance.choice(PATHS)}?{urllib.parse.urlencode(named)}"
        data = None
        if chance.random() < 0.3:
            url, data = f"{address}/sparql", urllib.parse.urlencode({"query": query(chance)}).encode()
        got = status(url, data)
        must(got < 500 or got == 503, f"{url} {data!r}: {got}")
        count += 1
    return count


def status(url: str, data: bytes | None) -> int:
    """The status of an answer; a page must be clean."""
    try:
        with urllib.request.urlopen(url, data, timeout=60) as answer:  # noqa: S310 - our own server
            told, headers, code = answer.read(), answer.headers, int(answer.status)
    except urllib.error.HTTPError as error:
        told, headers, code = error.read(), error.headers, error.code
    page = told.decode() if headers.get_content_type() == "text/html" else ""
    must(not RAW.search(page), f"{url}: a control character on the page")
    return code


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """The address of a server for a store."""
    call = (*GRAPHKIT, "serve", "--store", str(store), "--port", "0", "--timeout", "2", "--memory", "300")
    with subprocess.Popen(call, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            yield process.stderr.readline().split()[0].rstrip("/")
        finally:
            process.terminate()


ATTACKS: tuple[Attack, ...] = (kills, files, documents, clients, queries)
GRACE = 60.0
"""Seconds an attack may run on after its time, excluding waits for a processor; anything longer is a hang."""


@contextmanager
def ended(until: float) -> Iterator[None]:
    """End what is still running GRACE after its time; if Python code cannot run, dump all tracebacks."""
    over = worked() + max(until - time.monotonic(), 0) + GRACE

    def late(*_: object) -> None:
        if (left := over - worked()) > 0:  # the machine is busy
            wait(left)
        else:
            must(False, f"still at work {GRACE:g} seconds after its time")

    def wait(seconds: float) -> None:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.1))
        faulthandler.dump_traceback_later(seconds + GRACE, exit=True, file=sys.__stderr__)

    before = signal.signal(signal.SIGALRM, late)
    try:
        wait(over - worked())
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def main(seconds: float, seed: int) -> None:
    """Give each attack its share of the time."""
    sys.stdout.write(f"seed {seed}\n")
    sys.stdout.flush()
    began = time.monotonic()
    for place, attack in enumerate(ATTACKS, 1):
        until = began + seconds * place / len(ATTACKS)
        with tempfile.TemporaryDirectory() as folder:
            try:
                with ended(until):
                    count = attack(random.Random(seed), Path(folder), until)
                must(count > 0, f"no time for {attack.__name__}; give it more than {seconds:g} seconds")
            except BaseException:
                sys.stderr.write(f"soak: {attack.__name__} failed with seed {seed}\n")
                raise
        sys.stdout.write(f"{attack.__name__}: {count:,} held\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(float(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(1_000_000))
