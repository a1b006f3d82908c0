"""Triple stores started for a test, each in its own folder and on free ports, and how to query them."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import pytest

Rows = list[tuple[str | None, ...]]
JARS = Path("/usr/share/java")
INSTALL = "run .ci/tools"


def port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def rows(found: Mapping[str, Any]) -> Rows:
    """The rows of a result in the W3C's JSON, sorted, numbers written alike."""
    names = found["head"]["vars"]
    bindings = found["results"]["bindings"]
    return normal([tuple(b[name]["value"] if name in b else None for name in names) for b in bindings])


def normal(found: Rows) -> Rows:
    """Rows sorted, numbers written alike whatever the store makes of 2 and 2.0."""
    return sorted((tuple(map(_number, row)) for row in found), key=repr)


def _number(value: str | None) -> str | None:
    try:
        return f"{Decimal(value):.6f}" if value is not None and "-" not in value[1:] else value
    except InvalidOperation:
        return value


def ask(endpoint: str, query: str, graph: str | None = None) -> Rows:
    """The answer of a server over HTTP, asked as any client would; of its default graph unless another is named."""
    wrapper = pytest.importorskip("SPARQLWrapper", reason=f"needs SPARQLWrapper: {INSTALL}")
    client = wrapper.SPARQLWrapper(endpoint, returnFormat=wrapper.JSON)
    client.setMethod(wrapper.POST)
    if graph:
        client.addDefaultGraph(graph)
    client.setQuery(query)
    return rows(client.queryAndConvert())


@contextmanager
def running(command: list[str], folder: Path, url: str) -> Iterator[None]:
    """A server process, from when it answers at that address until the end of the block."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        for _ in range(240):
            if _answers(url):
                break
            assert process.poll() is None, (folder / "log").read_text(errors="replace")[-2000:]
            time.sleep(0.25)
        else:
            pytest.fail(f"{command[0]} does not answer on {url}")
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = 127.0.0.1:{isql}
ServerThreads = 8
NumberOfBuffers = 60000
MaxDirtyBuffers = 45000
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerThreads = 8
[SPARQL]
ResultSetMaxRows = 1000000
"""


@contextmanager
def virtuoso(folder: Path) -> Iterator[str]:
    """The address of a Virtuoso server."""
    program = shutil.which("virtuoso-t")
    if program is None:
        pytest.skip(f"needs Virtuoso: {INSTALL}")
    http = port()
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, isql=port(), http=http))
    address = f"http://127.0.0.1:{http}"
    command = [program, "+foreground", "+wait", "+configfile", str(folder / "virtuoso.ini")]
    with running(command, folder, f"{address}/sparql"):
        yield address


@contextmanager
def oxigraph(folder: Path) -> Iterator[str]:
    """The address of an Oxigraph server."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip(f"needs the Oxigraph server: {INSTALL}")
    address = f"127.0.0.1:{port()}"
    command = [program, "serve", "--location", str(folder / "data"), "--bind", address]
    with running(command, folder, f"http://{address}/"):
        yield f"http://{address}"


class Jena:
    """A TDB2 database, loaded and queried with Jena's commands.

    Debian renamed the packages of the XML Schema types but left their messages behind: they are laid over.
    """

    def __init__(self, folder: Path) -> None:
        if shutil.which("java") is None or not (JARS / "jena-tdb2.jar").exists():
            pytest.skip(f"needs Java and Jena: {INSTALL}")
        self._folder = folder
        inside = "org/apache/jena/ext/"
        with zipfile.ZipFile(JARS / "jena-core.jar") as jar:
            for name in jar.namelist():
                if name.startswith(inside) and name.endswith(".properties"):
                    target = folder / "overlay" / name.removeprefix(inside)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(jar.read(name))
        clash = ("log4j-over-slf4j", "slf4j-", "jcl-over", "jul-to")
        jars = [str(path) for path in sorted(JARS.glob("*.jar")) if not path.name.startswith(clash)]
        extra = [str(JARS / name) for name in ("slf4j-api.jar", "slf4j-nop.jar")]
        self._path = ":".join([str(folder / "overlay"), *jars, *extra])

    def _run(self, command: str, *arguments: str) -> str:
        run = ["java", "-cp", self._path, command, "--loc", str(self._folder / "tdb2"), *arguments]
        done = subprocess.run(run, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout

    def load(self, file: Path) -> None:
        """Loads an RDF file."""
        self._run("tdb2.tdbloader", str(file))

    def ask(self, query: str) -> Rows:
        """The answer to a query."""
        file = self._folder / "query.rq"
        file.write_text(query, encoding="utf-8")
        return rows(json.loads(self._run("tdb2.tdbquery", "--results=json", "--query", str(file))))
