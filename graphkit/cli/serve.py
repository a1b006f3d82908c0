"""``graphkit serve``: a store served to browsers and programs."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from graphkit.cli import options, output, panels


def register(app: typer.Typer) -> None:
    """Register the command."""
    app.command(rich_help_panel=panels.SHOW, epilog="graphkit serve --store kg.db --port 8000")(serve)


def serve(
    ctx: typer.Context,
    graph: options.StoreArgument = None,
    store: options.StoreIfAny = None,
    port: Annotated[
        int, typer.Option(metavar="NUMBER", min=0, max=65535, help="The port to listen on; 0 chooses a free one.")
    ] = 8000,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The address to listen on; 0.0.0.0 admits other machines.")
    ] = "127.0.0.1",
    timeout: Annotated[float, typer.Option(metavar="SECONDS", min=0.1, help="Stop a query that takes longer.")] = 30.0,
    memory: Annotated[
        int, typer.Option(min=50, metavar="MEGABYTES", help="Stop a query that needs more memory.")
    ] = 1000,
    cors: Annotated[
        str,
        typer.Option(
            metavar="ORIGIN",
            help="Allow requests from pages of this origin, such as https://example.org; * means any. Default: none.",
        ),
    ] = "",
) -> None:
    """Serve a store to browsers and programs, read-only.

    Browsers get an explorer and pages about actors, claims and documents; programs get a SPARQL endpoint (/sparql) and
    a JSON API (/api). The address is printed; Ctrl-C stops the server.
    """
    from graphkit.cli.store import opened
    from graphkit.errors import NotInstalled, StoreError

    try:
        import uvicorn

        from graphkit.serve import app
        from graphkit.sparql import Limits
    except ImportError as error:
        raise NotInstalled.of_extra(f"serving needs {error.name}", "serve") from error
    store = options.as_typed(ctx, graph, store)
    opened(store).close()
    names = ("127.0.0.1", "localhost") if host in ("127.0.0.1", "localhost") else ("*",)
    with socket.socket() as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen()
        except OSError as error:
            raise StoreError(
                f"{host}:{port}: cannot listen on this address ({error.strerror})", "choose another --port"
            ) from error
        output.say(f"http://{host}:{listening.getsockname()[1]}/ shows {store}; Ctrl-C stops it")
        limits = Limits(seconds=timeout, memory=memory * 1_000_000)
        served = app(store, hosts=names, limits=limits, cors=cors)
        config = uvicorn.Config(served, log_level="warning", timeout_graceful_shutdown=3)
        uvicorn.Server(config).run(sockets=[listening])
