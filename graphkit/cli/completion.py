"""What the shell offers when a word is begun: actors, relations, groups, queries and words to choose from.

All of it is found without the gazetteer, the reader or a network; a completion takes less than half a second.
"""

from __future__ import annotations

import gc
import inspect
import io
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from graphkit.model import Actor

SHELL = "_GRAPHKIT_COMPLETE"
"""The variable in which a shell says who it is."""
Offer = tuple[str, str]
"""A word and what it means."""
Completion = Callable[[typer.Context, str], list[Offer]]


def one_of(*words: str) -> Callable[[str], list[str]]:
    """Words to choose from, as a completion."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.casefold().startswith(incomplete.casefold())]

    return complete


def begun(complete: Callable[..., Iterable[Offer | str]]) -> Completion:
    """A completion whose words begin as they were typed.

    What does not begin with the very letters that were typed is dropped by zsh, fish and Typer, and of several words
    bash leaves what they have in common.
    """
    asks = "ctx" in inspect.signature(complete).parameters

    def completed(ctx: typer.Context, incomplete: str) -> list[Offer]:
        from graphkit.cli.prefixes import as_typed

        found: dict[str, list[str]] = {}
        for offer in complete(ctx, incomplete) if asks else complete(incomplete):
            word, meaning = (offer, "") if isinstance(offer, str) else offer
            if typed := as_typed(word, incomplete):
                found.setdefault(typed, []).append(meaning)
        return [(word, _listed(meanings)) for word, meanings in found.items()]

    return completed


def complete_actor(ctx: typer.Context, incomplete: str) -> list[Offer]:
    """Actors of the store that a name, code, alias, surname or capital begins so, with what each means.

    When there is no store, or none of its actors fits, they are those of the tables, and of --actors.
    """
    from graphkit.actors.folding import plain
    from graphkit.cli.prefixes import Known, listed

    asked = plain(incomplete)
    stored = _stored(ctx)
    known = {actor.id: actor for actor in listed(asked, _tables(ctx))}
    own = [
        Known(a.id, a.name, str(a.kind), a.code, known[a.id].others if a.id in known else ()) for a in stored
    ]  # as the store names them
    found: dict[str, list[str]] = {}
    for actors in (own, known.values()):
        for actor in actors:
            for name in actor.beginning(asked):
                meaning = f"{actor.kind}, {actor.code}" if name == actor.name else actor.name
                found.setdefault(name, []).append(meaning)
        if found:
            break
    return [(name, _listed(meanings)) for name, meanings in found.items()]


def complete_extractor(incomplete: str) -> Iterator[str]:
    """Extractors that are installed and begin so."""
    from graphkit.extractors import names

    yield from (name for name in names() if name.startswith(incomplete))


def complete_relation(incomplete: str) -> list[Offer]:
    """Relations that begin so, in whatever case, with their definitions."""
    from graphkit.ontology import load_relations

    found = ((name, relation.definition) for name, relation in load_relations().items())
    return [(name, told) for name, told in found if _fits(name, incomplete)]


def complete_group(incomplete: str) -> list[str]:
    """Groups that begin so."""
    from graphkit.ontology import groups, load_relations

    return [name for name in groups(load_relations()) if _fits(name, incomplete)]


def complete_kind_of_claim(incomplete: str) -> list[Offer]:
    """Relations and groups that begin so."""
    return [*((group, "group of relations") for group in complete_group(incomplete)), *complete_relation(incomplete)]


def complete_query(incomplete: str) -> list[Offer]:
    """Ready queries that begin so, with what they tell."""
    from graphkit.resources import queries

    found = ((name, path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")) for name, path in queries().items())
    return [(name, told) for name, told in found if _fits(name, incomplete)]


def complete_value(ctx: typer.Context, incomplete: str) -> list[str]:
    """The names of the values that the ready query takes: "one="."""
    from graphkit.resources import queries

    path = queries().get(ctx.params.get("query") or "")
    names = re.findall(r"^ *VALUES \?(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE) if path else []
    return [f"{name}=" for name in names if _fits(f"{name}=", incomplete)]


@contextmanager
def brief(app: typer.Typer) -> Iterator[None]:
    """Nothing is done that a waiting shell has no use for.

    Of the commands only that of the line is built, unless it is still being typed. Nothing is collected: what a
    completion makes goes with its process.
    """
    if SHELL not in os.environ:
        yield
        return
    every = app.registered_commands
    word = next(iter(_line()[1:-1]), None)
    app.registered_commands = [command for command in every if command.name == word] or every
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        app.registered_commands = every


@contextmanager
def quoted() -> Iterator[None]:
    """Make what is offered fit for bash, which puts words into the line as they are and takes ``=`` for a word.

    Blanks and other signs that mean something to it get a backslash, unless a quotation mark is open.
    """
    if os.environ.get(SHELL) != "complete_bash":
        yield
        return
    words = os.environ.get("COMP_WORDS", "").split("\n")
    place = int(os.environ.get("COMP_CWORD", len(words) - 1))
    *before, word = [*words[:place], *words[place : place + 1], *([""] if place >= len(words) else [])]
    while before and (word[:1] == "=" or before[-1] == "="):
        word = before.pop() + word
    os.environ.update(COMP_WORDS="\n".join((*before, word)), COMP_CWORD=str(len(before)))
    offered = io.StringIO()
    try:
        with redirect_stdout(offered):
            yield
    finally:
        found = offered.getvalue()
        if word.rpartition("=")[2][:1] not in ("'", '"'):
            found = re.sub(
                r"[\s'\"\\$`&;|<>()*?\[\]!]", lambda sign: sign[0] if sign[0] == "\n" else f"\\{sign[0]}", found
            )
        sys.stdout.write(found)


def _line() -> list[str]:
    """The words of the line that is being typed; the last, which may be empty, is perhaps not whole."""
    return re.split(r"[\s=]+", os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", ""))


def _fits(word: str, incomplete: str) -> bool:
    return word.casefold().startswith(incomplete.casefold())


def _stored(ctx: typer.Context) -> list[Actor]:
    """The actors of the store at hand; none when there is no store that can be read."""
    from graphkit.cli.files import STORES
    from graphkit.errors import GraphkitError

    named = (word for word in _line() if word.endswith(STORES))  # an argument, or behind the cursor
    store = ctx.params.get("store") or next(named, None) or os.environ.get("GRAPHKIT_STORE")
    if not store or not Path(store).is_file() or Path(store).suffix not in STORES:
        return []
    from graphkit.store.graph import Graph

    try:
        with Graph(Path(store)) as graph:
            return list(graph.actors())
    except GraphkitError:
        return []


def _tables(ctx: typer.Context) -> Sequence[Path]:
    """The actor tables that --actors, or what stands for it, names."""
    names = [str(param.name) for param in ctx.command.params if "--actors" in param.opts]
    return [Path(table) for name in names for table in ctx.params.get(name) or ()]


def _listed(meanings: list[str]) -> str:
    """What a name means, and how many others it might mean."""
    one, *others = dict.fromkeys(meanings)
    return f"{one}, or {len(others)} other{'s' * (len(others) > 1)}" if others else one


ACTORS = begun(complete_actor)
RELATIONS = begun(complete_relation)
GROUPS = begun(complete_group)
RELATIONS_AND_GROUPS = begun(complete_kind_of_claim)
