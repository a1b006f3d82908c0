"""``graphkit extract --engine``: the claims of each file as a Parquet file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from graphkit.cli import output
from graphkit.cli.caveats import Caveats
from graphkit.errors import InputError
from graphkit.model import PartialDate

if TYPE_CHECKING:
    from graphkit.documents import Columns


def extract(
    paths: Sequence[str],
    folder: Path | None,
    engine: str,
    workers: int,
    *,
    published: PartialDate | None,
    actors: Sequence[Path],
    model: str | None,
    columns: Columns,
    extractor: str,
) -> None:
    """Write the claims of each file to the folder as NAME.parquet; exits with 1 if some could not be read.

    Caveats about how files were read, as in a build, only cover those read in this run.
    """
    from graphkit.pipeline.engines import by_name
    from graphkit.pipeline.shards import Job, able, letters_of, run

    by_name(engine)
    able(extractor)
    if folder is None:
        raise InputError("no folder for the claims", "name one with -o")
    sources = [Path(path) for path in paths]
    _check(sources)
    actors, folder = tuple(path.absolute() for path in actors), folder.absolute()  # workers may be elsewhere
    jobs = [
        Job(path.absolute(), folder / f"{path.name}.parquet", model, actors, published, columns, extractor)
        for path in sources
    ]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{folder}: cannot be created ({error.strerror})", "name another with -o") from None
    counts: Counter[str] = Counter()
    caveats = Caveats()
    try:
        with closing(run(jobs, engine, workers)) as shards:
            for done in shards:
                counts += Counter(claims=done.claims, before=not done.made)
                counts += Counter(failed=done.reason is not None, unread=len(done.failures))
                caveats.undated += done.undated
                caveats.partly(done.partly)
                for suffix in done.assumed:
                    caveats.assumed(suffix)
                for left, number in done.skipped.items():
                    caveats.skipped(left, number)
                caveats.refused(done.refused)
                if done.reason:
                    output.say(f"graphkit: {done.job.source}: given up after three tries ({done.reason})")
                if done.failures:
                    listed = f"{len(done.failures)} could not be read, listed in {letters_of(done.job.target)}"
                    output.say(f"graphkit: {done.job.source}: {listed}")
    except KeyboardInterrupt:
        output.say(f"stopped: finished files are kept in {folder}; run the same command to continue")
        raise
    before = f", {counts['before']} of them before" if counts["before"] else ""
    output.say(
        f"{len(jobs) - counts['failed']} of {len(jobs)} files in {folder}{before}; "
        f"{counts['claims']:,} pieces of evidence"
    )
    caveats.tell()
    if counts["failed"] or counts["unread"]:
        raise typer.Exit(1)


def _check(paths: Sequence[Path]) -> None:
    """Refuse, before any work, what cannot be a shard."""
    for path in paths:
        if not path.is_file():
            remedy = "name its files, one per shard" if path.is_dir() else "check the path"
            raise InputError(f"{path}: is {'a folder' if path.is_dir() else 'not a file'}", remedy)
    twice = [name for name, number in Counter(path.name for path in paths).items() if number > 1]
    if twice:
        raise InputError(f"{twice[0]}: two files have this name", "write the claims of each to its own folder")
