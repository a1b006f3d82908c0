"""Turn files into Parquet files of claims, with any engine that runs one idempotent function: a pool, Dask or Spark.

A shard is a file of documents. ``process_shard`` turns it into a Parquet file of claims, which appears only when
complete and is not written again unless the shard or the versions reading it change. Failures are listed next to it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from glob import escape
from pathlib import Path

from graphkit import extract
from graphkit.documents import Columns, Skipped, read
from graphkit.errors import InputError, ModelError
from graphkit.extractors import READER
from graphkit.extractors import load as load_extractor
from graphkit.formats import parquet
from graphkit.graph import KnowledgeGraph
from graphkit.model import PartialDate
from graphkit.pipeline import attempt, engines, enter, readable, stamp
from graphkit.pipeline.pool import Lost

TRIES = 3
"""How often a shard is tried before giving up."""


@dataclass(frozen=True, slots=True)
class Job:
    """A shard, its target and how to read it."""

    source: Path
    target: Path
    model: str | None = None
    actors: tuple[Path, ...] = ()
    published: PartialDate | None = None
    """The date of documents that give none."""
    columns: Columns | None = None
    """The column names of tables."""
    extractor: str = READER
    """The name of the extractor."""


@dataclass(frozen=True, slots=True)
class Done:
    """The result for a shard."""

    job: Job
    claims: int = 0
    """Rows in its file: one per piece of evidence."""
    failures: tuple[str, ...] = ()
    """What could not be read, one line each."""
    made: bool = True
    """Whether it was written in this run."""
    reason: str | None = None
    """Why there is no file, if it failed every time."""
    undated: int = 0
    """Documents without a date among those read in this run; likewise for the fields below."""
    assumed: tuple[str, ...] = ()
    """The suffix of the shard, if it is read as text for lack of a reader."""
    skipped: Mapping[Skipped, int] = field(default_factory=dict)
    """How many documents were left out, by kind, without their places."""
    partly: Mapping[str, int] = field(default_factory=dict)
    """How many passages were not read completely, by reason."""
    refused: Mapping[str, int] = field(default_factory=dict)
    """How many findings of the extractor were rejected, by reason."""


def process_shard(job: Job) -> Done:
    """Write the claims of a shard to its target, and failures next to it; a finished shard is left as it is.

    Raises StoreError if the target cannot be written.
    """
    made_from = _stamp(job)
    before = parquet.held(job.target, made_from)
    if before is not None:
        return Done(job, before, tuple(_letters(job)), made=False)
    using = _loaded(job.model, job.actors, job.extractor)
    complaints: list[InputError] = []
    undated, assumed, skipped = 0, list[str](), Counter[Skipped]()
    partly, refused = Counter[str](), Counter[str]()

    def skip(left: Skipped) -> None:
        skipped[replace(left, place="")] += 1

    with KnowledgeGraph() as graph:
        found = read([job.source], columns=job.columns, skip=skip, assume=assumed.append)
        for document in readable(found, graph, complaints.append, job.published):
            made = attempt(document, using)
            enter(document, made, graph, complain=complaints.append)
            undated += document.published is None
            partly.update(made.partly)
            refused.update(made.refused)
        failures = tuple(map(str, complaints))
        bury(job, failures)
        written = parquet.write_evidence(graph, job.target, made_from)
    return Done(
        job,
        written,
        failures,
        undated=undated,
        assumed=tuple(assumed),
        skipped=skipped,
        partly=partly,
        refused=refused,
    )


def run(jobs: Sequence[Job], engine: str = "pool", workers: int = 1) -> Generator[Done, None, None]:
    """Process shards with an engine (``pool``, ``dask``, ``spark``) and a number of workers; yields results in order.

    A shard that fails three times, or kills three workers, is reported with the reason; the others are done. Raises
    UnknownName for another engine, NotInstalled for one that is not there, and as ``able`` does.
    """
    parquet.schema()  # a missing library is reported before any worker starts
    for extractor in dict.fromkeys(job.extractor for job in jobs):
        able(extractor)
    results = engines.by_name(engine)(persistently, jobs, workers, TRIES)
    try:
        for job, result in results:
            done = Done(job, reason=result.reason) if isinstance(result, Lost) else result
            if done.reason:
                bury(job, [done.reason])
            yield done
    finally:
        results.close()
        for job in jobs:
            for part in job.target.parent.glob(f".{escape(job.target.name)}.*.part"):
                part.unlink(missing_ok=True)


def able(extractor: str) -> None:
    """Raise UnknownName for an unknown extractor, ModelError if it cannot work in several processes or at all."""
    if (other := load_extractor(extractor)) and other.single:
        raise ModelError(f"the extractor {extractor!r} only works in one process", "leave --engine out")


def persistently(job: Job) -> Done:
    """Process a shard, retrying on failure; returns the last reason if every try fails."""
    reason = ""
    for _ in range(TRIES):
        try:
            return process_shard(job)
        except Exception as error:  # noqa: BLE001 - whatever one shard brings about, the others are done
            reason = " ".join(f"{job.source}: {error}".split())
    return Done(job, reason=reason)


def letters_of(target: Path) -> Path:
    """The file next to a target that lists what could not be read, one JSON object per line."""
    return target.with_suffix(".failed.jsonl")


def bury(job: Job, reasons: Iterable[str]) -> None:
    """Write the failures of a shard; if there are none, no file."""
    path = letters_of(job.target)
    lines = [json.dumps({"shard": str(job.source), "reason": reason}, ensure_ascii=False) + "\n" for reason in reasons]
    with suppress(OSError):  # the target reports a folder that cannot be written
        if lines:
            part = path.with_name(f".{job.target.name}.{os.getpid()}.part")
            part.write_text("".join(lines), encoding="utf-8")
            part.replace(path)
        else:
            path.unlink(missing_ok=True)


def _letters(job: Job) -> Iterator[str]:
    with suppress(FileNotFoundError):
        for line in letters_of(job.target).read_text(encoding="utf-8").splitlines():
            yield json.loads(line)["reason"]


@cache
def _loaded(model: str | None, actors: tuple[Path, ...], extractor: str) -> extract.Resources:
    return extract.load(model, actors, extractor)


_build = cache(stamp)


def _stamp(job: Job) -> str:
    """A digest of the shard and of everything that reads it."""
    whole = hashlib.sha256(repr((_build(job.actors, job.extractor), job.model, job.published, job.columns)).encode())
    with job.source.open("rb") as file:
        whole.update(hashlib.file_digest(file, "sha256").digest())
    return whole.hexdigest()
