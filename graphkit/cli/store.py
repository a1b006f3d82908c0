"""``graphkit status``, ``remove``, ``import``, ``validate`` and ``push``: managing a store."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from graphkit.cli import files, options, output, panels

if TYPE_CHECKING:
    from graphkit.model import Build
    from graphkit.store.graph import Graph

PASSWORD = "GRAPHKIT_PASSWORD"  # noqa: S105 - the name of a variable


def register(app: typer.Typer) -> None:
    """Register the commands."""
    app.command(rich_help_panel=panels.KEEP, epilog="graphkit status --store kg.db")(status)
    app.command(rich_help_panel=panels.KEEP, epilog="graphkit remove 1993-oslo --store kg.db")(remove)
    app.command(
        "import",
        rich_help_panel=panels.KEEP,
        epilog="graphkit import claims.csv --store kg.db\ngraphkit import kg.ttl --store copy.db",
    )(import_)
    app.command(
        rich_help_panel=panels.KEEP, epilog="graphkit validate kg.ttl\ngraphkit validate --no-shapes --store kg.db"
    )(validate)
    app.command(
        rich_help_panel=panels.SHOW,
        epilog="graphkit push http://localhost:7878/store --store kg.db --graph http://ex.org/g",
    )(push)


def opened(path: Path, build: Build | None = None) -> Graph:
    """The graph in a store that must exist; ``build`` is the current one."""
    from graphkit.store.graph import Graph

    return Graph(files.there(path), build=build)


def status(
    store: options.Store,
    actors: options.Actors = None,
    merges: options.Merges = None,
    format: Annotated[str, options.form("table", "json")] = "table",  # noqa: A002
) -> None:
    """Show what a store contains and what could not be read.

    Shows the numbers of documents, claims, pieces of evidence and actors, which versions of graphkit read the
    documents, and how many graphkit build --rebuild would read again because another version read them.
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
    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="Ids of documents, such as 1993-oslo.")],
    store: options.Store,
) -> None:
    """Remove documents, and the claims that no other document makes.

    A claim that another document also makes is kept. Exits with 1 if a document is not in the store. The ids are those
    in the document column of graphkit export --format csv.
    """
    with opened(store) as graph:
        before = len(graph)
        unknown = [document for document in documents if not graph.remove(document)]
        gone = before - len(graph)
    removed = len(documents) - len(unknown)
    went = f"{output.count(gone, 'claim')} went with {'it' if removed == 1 else 'them'}"
    output.say(f"{output.count(removed, 'document')} removed, {went}")
    for document in unknown:
        output.say(f"graphkit: {document}: no such document (`graphkit export {store} -f csv` lists them)")
    if unknown:
        raise typer.Exit(1)


def import_(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="RDF such as kg.ttl, JSON lines, CSV, TSV or Parquet (a file or a folder) from graphkit, plain "
            "triples, or tables of GDELT or POLECAT.",
        ),
    ],
    store: options.Store,
) -> None:
    """Add the claims of a file to a store.

    What graphkit wrote is restored as it was. For other triples (RDF) and for tables, which need the columns subject,
    relation and object, the file itself is the evidence. Rows of GDELT and POLECAT event data that make no claim are
    counted by reason. Exits with 1 if some lines are malformed; all others are added.
    """
    from graphkit.actors.resolve import exactly
    from graphkit.errors import InputError
    from graphkit.formats.importer import import_file
    from graphkit.store.graph import Graph

    new = not files.new_or_held(store).exists()
    try:
        with Graph(store) as graph:
            done = import_file(graph, source, resolve=exactly)
    except InputError:
        if new:  # nothing was in it
            store.unlink(missing_ok=True)
        raise
    for error in done.errors:
        output.say(f"graphkit: {error}")
    added = output.count(done.documents, "document"), output.count(done.claims, "claim")
    output.say(f"{', '.join(added)}, {output.count(done.evidence, 'piece')} of evidence added")
    if done.errors:
        raise typer.Exit(1)


def validate(
    ctx: typer.Context,
    source: Annotated[
        Path | None,
        typer.Argument(metavar="[GRAPH]", help="A store, or RDF from graphkit such as kg.ttl. Same as --store."),
    ] = None,
    store: options.StoreIfAny = None,
    shapes: Annotated[
        bool,
        typer.Option(
            "--shapes/--no-shapes",
            help="Also check the SHACL shapes, which define a valid claim (pip install 'newsgraphkit[validate]').",
        ),
    ] = True,
) -> None:
    """Check that a graph is valid, claim by claim.

    Each finding is one line: for example a claim that lacks something, or a quote that differs from its text. The rules
    are the SHACL shapes of the ontology and some that shapes cannot express. The number of claims checked is shown.
    Exits with 1 if there are findings, and with 2 if nothing in the file comes from graphkit.
    """
    from graphkit.formats.triple_reader import FORMATS
    from graphkit.validation import validate as check

    source = options.as_typed(ctx, source, store)
    if source.suffix.removeprefix(".") not in FORMATS:
        files.there(source)
    checked = check(source, shapes=shapes)
    output.pour(f"{finding}\n" for finding in checked.findings)
    if checked.findings:
        output.say(f"{source}: {output.count(len(checked.findings), 'finding')}")
    elif checked.claims:
        output.say(f"{source}: no findings in {checked.claims:,} claim{'s' * (checked.claims > 1)}")
    else:
        output.say(f"{source}: has no claims to check")
    if checked.findings:
        raise typer.Exit(1)


def push(
    url: Annotated[
        str,
        typer.Argument(
            metavar="URL",
            help="The Graph Store endpoint of a server, such as http://localhost:7878/store.",
        ),
    ],
    store: options.Store,
    graph: Annotated[
        str | None,
        typer.Option(
            metavar="IRI", help="The named graph to upload to, such as http://ex.org/g. Default: the default graph."
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Empty that graph first; otherwise its content is kept.")
    ] = False,
    user: Annotated[
        str | None, typer.Option(metavar="NAME", help=f"Log in with this name; the password is read from {PASSWORD}.")
    ] = None,
    password: Annotated[str, typer.Option(envvar=PASSWORD, hidden=True)] = "",
    base: options.Base = None,
    detail: options.Detail = None,
) -> None:
    """Upload a graph to a triple store.

    Any server with the SPARQL 1.1 Graph Store protocol will do, such as Oxigraph, Fuseki or GraphDB. The graph is sent
    in batches, which are retried if needed.
    """
    from graphkit.formats import Options
    from graphkit.ontology import BASE
    from graphkit.sparql.push import Login
    from graphkit.sparql.push import push as upload

    written = Options(base=base or BASE, detail=detail or "evidence")
    login = Login(user, password) if user else None

    def told(sent: int) -> None:
        output.say(f"{output.count(sent, 'triple')} sent")

    with opened(store) as found:
        done = upload(found, url, graph, options=written, replace=replace, login=login, progress=told)
    output.say(
        f"{output.count(done.triples, 'triple')} in {output.count(done.batches, 'batch', 'batches')}, "
        f"{done.retries} retried, {done.seconds:.1f} s: "
        f"{graph or 'the default graph'} at {url}{', which confirms them' if done.held is not None else ''}"
    )
