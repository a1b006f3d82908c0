"""``graphkit status``, ``remove``, ``import``, ``validate`` and ``push``: a graph in its file."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import options, output, panels

if TYPE_CHECKING:
    from graphkit.model import Build
    from graphkit.store.graph import Graph

PASSWORD = "GRAPHKIT_PASSWORD"  # noqa: S105 - the name of a variable


def register(app: typer.Typer) -> None:
    """Add the commands of this family."""
    app.command(rich_help_panel=panels.KEEP, epilog="Example: graphkit status --store kg.db")(status)
    app.command(rich_help_panel=panels.KEEP, epilog="Example: graphkit remove news/2023-03-22.txt --store kg.db")(
        remove
    )
    app.command("import", rich_help_panel=panels.KEEP, epilog="Example: graphkit import claims.csv --store kg.db")(
        import_
    )
    app.command(rich_help_panel=panels.KEEP, epilog="Example: graphkit validate kg.ttl")(validate)
    app.command(
        rich_help_panel=panels.SHOW,
        epilog="Example: graphkit push http://localhost:7878/store --store kg.db --graph http://ex.org/g",
    )(push)


def opened(path: Path, build: Build | None = None) -> Graph:
    """The graph in a store that must exist; ``build`` is the present one."""
    from graphkit.errors import StoreError
    from graphkit.store.graph import Graph

    if not path.is_file():
        raise StoreError(f"{path}: no such store", "make it with graphkit build PATHS… --store")
    return Graph(path, build=build)


def status(
    store: options.Store,
    actors: options.Actors = None,
    merges: options.Merges = None,
    format: Annotated[str, options.form("table", "json")] = "table",  # noqa: A002
) -> None:
    """Show what a store holds and what could not be read.

    It also tells which versions read the documents, and how many another build than the present one would read anew.
    """
    from graphkit.pipeline import stamp

    output.one_of(format, output.TABLE, "json")
    with opened(store, stamp(actors or (), merges=merges or ())) as graph:
        report, merged = graph.report(), graph.merges()
    if format == "json":
        builds = [{**asdict(build), "documents": number} for build, number in report.builds]
        output.pour([json.dumps({**asdict(report), "builds": builds}, indent=2, ensure_ascii=False), "\n"])
        return
    lines = [f"{name:<10}{getattr(report, name):>9,}" for name in ("documents", "claims", "evidence", "actors")]
    lines += [f"failed    {len(report.failures):>9,}"]
    lines += [f"  {failure.reason}" for failure in report.failures]
    lines += [f"merged    {len(merged):>9,}"] if merged else []
    lines += [f"  {one.id} into {one.kept} ({', '.join(one.names)})" for one in merged]
    for build, number in report.builds:
        lines.append(
            f"read by {build.program}, {build.model}, ontology {build.ontology}, seeds {build.seeds}: {number}"
        )
    if report.outdated:
        lines.append(
            f"outdated  {report.outdated:>9,}\n  read by another version; `graphkit build … --rebuild` reads them again"
        )
    output.pour(f"{line}\n" for line in lines)


def remove(
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="Ids of documents, as in status.")],
    store: options.Store,
) -> None:
    """Remove documents from a store.

    Their evidence goes too, and so does every claim that has no other evidence.
    """
    with opened(store) as graph:
        before = len(graph)
        unknown = [document for document in documents if not graph.remove(document)]
        gone = before - len(graph)
    output.say(f"{len(documents) - len(unknown)} documents removed, {gone} claims went with them")
    for document in unknown:
        output.say(f"graphkit: {document}: no such document (`graphkit export {store} -f csv` lists them)")
    if unknown:
        raise typer.Exit(1)


def import_(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="RDF, JSON lines or Parquet (a folder too) of graphkit, plain triples, CSV, TSV, GDELT or POLECAT.",
        ),
    ],
    store: options.Store,
) -> None:
    """Add the claims of a file to a store.

    RDF, JSON lines, tables and Parquet that graphkit wrote come back as they were; of other triples and tables the file
    is the evidence. Rows of GDELT or POLECAT that make no claim are counted by why.
    """
    from graphkit.actors.resolve import exactly
    from graphkit.errors import InputError
    from graphkit.formats.importer import import_file
    from graphkit.store.graph import Graph

    new = not store.exists()
    try:
        with Graph(store) as graph:
            done = import_file(graph, source, resolve=exactly)
    except InputError:
        if new:  # nothing was in it
            store.unlink(missing_ok=True)
        raise
    for error in done.errors:
        output.say(f"graphkit: {error}")
    output.say(f"{done.documents} documents, {done.claims} claims, {done.evidence} pieces of evidence added")
    if done.errors:
        raise typer.Exit(1)


def validate(
    source: Annotated[Path, typer.Argument(metavar="FILE", help="A store, or RDF that graphkit wrote.")],
    shapes: Annotated[
        bool, typer.Option("--shapes/--no-shapes", help="Check the SHACL shapes too (extra `validate`).")
    ] = True,
) -> None:
    """Check a graph against the shapes of the ontology.

    Each finding is a line; exits with 1 if there are any.
    """
    from graphkit.validation import validate as check

    findings = check(source, shapes=shapes)
    output.pour(f"{finding}\n" for finding in findings)
    output.say(f"{source}: {len(findings)} findings" if findings else f"{source}: all is well")
    if findings:
        raise typer.Exit(1)


def push(
    url: Annotated[str, typer.Argument(metavar="URL", help="The Graph Store endpoint of a server.")],
    store: options.Store,
    graph: Annotated[
        str | None, typer.Option(help="The IRI of the graph to fill (default: the default graph).")
    ] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Empty that graph first.")] = False,
    user: Annotated[str | None, typer.Option(help=f"Who uploads; the password is read from {PASSWORD}.")] = None,
    password: Annotated[str, typer.Option(envvar=PASSWORD, hidden=True)] = "",
    base: options.Base = None,
    detail: options.Detail = None,
) -> None:
    """Upload a graph to a triple store.

    It uses the SPARQL 1.1 Graph Store protocol, in batches, and tries again as needed.
    """
    from graphkit.formats import Choices
    from graphkit.ontology import BASE
    from graphkit.sparql.push import Login
    from graphkit.sparql.push import push as upload

    choices = Choices(base=base or BASE, detail=detail or "evidence")
    login = Login(user, password) if user else None

    def told(sent: int) -> None:
        output.say(f"{sent:,} triples sent")

    with opened(store) as found:
        done = upload(found, url, graph, choices=choices, replace=replace, login=login, progress=told)
    output.say(
        f"{done.triples:,} triples in {done.batches} batches, {done.retries} tried again, {done.seconds:.1f} s: "
        f"{graph or 'the default graph'} at {url}{', which holds them' if done.held is not None else ''}"
    )
