"""Shell completion of actors, relations, groups, queries and fixed choices.

It needs neither the gazetteer nor the reader nor a network, and takes less than half a second.
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
"""The variable in which a shell gives its name."""
Offer = tuple[str, str]
"""A word and its meaning."""
Completion = Callable[[typer.Context, str], list[Offer]]


def one_of(*words: str) -> Callable[[str], list[str]]:
    """Completion from fixed words."""

    def complete(incomplete: str) -> list[str]:
        return [word for word in words if word.casefold().startswith(incomplete.casefold())]

    return complete


def begun(complete: Callable[..., Iterable[Offer | str]]) -> Completion:
    """Wrap a completion so that its words start exactly with what was typed.

    zsh, fish and Typer drop words that do not start with the very letters typed, and bash completes several words to
    their common prefix.
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
    """Actors in the store with a name, code, alias, surname or capital that has the typed prefix, and their meanings.

    If there is no store, or none of its actors matches, those in the tables and in --actors.
    """
    from graphkit.actors.folding import plain
    from graphkit.cli.prefixes import Known, listed

    asked = plain(incomplete)
    stored = _stored(ctx)
    known = {actor.id: actor for actor in listed(asked, _tables(ctx))}
    own = [
        Known(a.id, a.name, str(a.kind), a.code, known[a.id].others if a.id in known else ()) for a in stored
    ]  # under their names in the store
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
    """Installed extractors with the typed prefix."""
    from graphkit.extractors import names

    yield from (name for name in names() if name.startswith(incomplete))


def complete_relation(incomplete: str) -> list[Offer]:
    """Relations with the typed prefix, ignoring case, with their definitions."""
    from graphkit.ontology import load_relations

    found = ((name, relation.definition) for name, relation in load_relations().items())
    return [(name, told) for name, told in found if _fits(name, incomplete)]


def complete_group(incomplete: str) -> list[str]:
    """Groups with the typed prefix."""
    from graphkit.ontology import groups, load_relations

    return [name for name in groups(load_relations()) if _fits(name, incomplete)]


def complete_kind_of_claim(incomplete: str) -> list[Offer]:
    """Relations and groups with the typed prefix."""
    return [*((group, "group of relations") for group in complete_group(incomplete)), *complete_relation(incomplete)]


def complete_query(incomplete: str) -> list[Offer]:
    """Built-in queries with the typed prefix and their descriptions."""
    from graphkit.resources import queries

    found = ((name, path.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")) for name, path in queries().items())
    return [(name, told) for name, told in found if _fits(name, incomplete)]


def complete_value(ctx: typer.Context, incomplete: str) -> list[str]:
    """The parameters of the built-in query, such as "one="."""
    from graphkit.resources import queries

    path = queries().get(ctx.params.get("query") or "")
    names = re.findall(r"^ *VALUES \?(\w+)", path.read_text(encoding="utf-8"), re.MULTILINE) if path else []
    return [f"{name}=" for name in names if _fits(f"{name}=", incomplete)]


@contextmanager
def brief(app: typer.Typer) -> Iterator[None]:
    """Skip work that a waiting shell does not need.

    Only the command on the line is built, unless its name is still being typed. Garbage collection is off: the process
    ends with the completion.
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
    """Adapt offers to bash, which inserts words unquoted and treats ``=`` as a separate word.

    Blanks and other special characters get a backslash, unless a quotation mark is open.
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
    """The words of the line being typed; the last may be empty or incomplete."""
    return re.split(r"[\s=]+", os.environ.get("COMP_WORDS") or os.environ.get("_TYPER_COMPLETE_ARGS", ""))


def _fits(word: str, incomplete: str) -> bool:
    return word.casefold().startswith(incomplete.casefold())


def _stored(ctx: typer.Context) -> list[Actor]:
    """The actors in the store in use; none if there is no readable store."""
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
    """The actor tables given by --actors or its environment variable."""
    names = [str(param.name) for param in ctx.command.params if "--actors" in param.opts]
    return [Path(table) for name in names for table in ctx.params.get(name) or ()]


def _listed(meanings: list[str]) -> str:
    """The first meaning of a name, and how many others there are."""
    one, *others = dict.fromkeys(meanings)
    return f"{one}, or {len(others)} other{'s' * (len(others) > 1)}" if others else one


ACTORS = begun(complete_actor)
RELATIONS = begun(complete_relation)
GROUPS = begun(complete_group)
RELATIONS_AND_GROUPS = begun(complete_kind_of_claim)
