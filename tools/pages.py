"""Write the generated parts of docs/: command outputs, the reference, pictures and figures.

    python tools/pages.py [PAGE …]           rewrites all pages, or those named
    python tools/pages.py --check [PAGE …]   shows what would change, and fails if anything would

The blocks of a page run in order in a folder that looks like a checkout and contains ``kg.db``, the graph of
seeds/documents:

- ``console``: each line that begins with ``$`` is run, and its output is put after it;
- ``python``: run, with the output of each statement after it in lines that begin with ``#>``;
- any block with ``title="FILE"`` is written to that file, or appended to it with ``title="FILE (added)"``.

``<!-- needs: PROGRAM … -->`` before a block leaves it unchanged if a program is missing; ``<!-- not run: WHY -->``
always does.
"""

from __future__ import annotations

import contextlib
import difflib
import inspect
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import typer

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "docs")]

import picture  # noqa: E402

import graphkit  # noqa: E402
from graphkit import cli, ontology, resources  # noqa: E402
from graphkit.cli import panels  # noqa: E402
from graphkit.model import Kind  # noqa: E402

DOCS = ROOT / "docs"
BLOCK = re.compile(
    r"(?P<before><!-- (?:needs|not run): (?P<needs>[^\n]*?) -->\n)?"
    r"```(?P<language>\w+)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<body>.*?)```",
    re.DOTALL,
)
PATH = f"{Path(sys.executable).parent}:{os.environ['PATH']}"
WIDTH = "92"
PICTURES = {
    "fact": "Iran supplied drones to Russia.",
    "denied": "France did not sanction Israel.",
    "planned": "Turkey will send troops to Libya.",
    "said": "According to Kyiv, Iran supplied drones to Russia.",
    "hearsay": "Iran allegedly supplied drones to Russia.",
}
GENERATED = "<!-- written by tools/pages.py -->\n\n"


def pages() -> list[Path]:
    """The pages with blocks to run."""
    return [DOCS / "quickstart.md", DOCS / "review.md", *sorted((DOCS / "cookbook").glob("*.md"))]


def needs(page: Path) -> list[str]:
    """The programs that blocks of a page need besides graphkit itself."""
    found = BLOCK.finditer(page.read_text(encoding="utf-8"))
    return list(dict.fromkeys(block["needs"] for block in found if _wants(block)))


def missing(programs: Iterable[str]) -> list[str]:
    """The programs that are not on this machine."""
    return [program for program in programs if shutil.which(program, path=PATH) is None]


def _wants(block: re.Match[str]) -> bool:
    return (block["before"] or "").startswith("<!-- needs")


def make_store(path: Path) -> None:
    """The graph of the sample articles in one file."""
    with graphkit.build([ROOT / "seeds" / "documents"], store=path):
        pass


def refreshed(page: Path, store: Path, using: Sequence[str] | None = None) -> str:
    """A page with its current outputs; the store is copied, not changed.

    Among blocks that need other programs, those that need only ``using`` are run, or all that can be if it is None.
    """
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as name, _checkout(Path(name), store) as folder:
        return BLOCK.sub(lambda block: _run(block, folder) if _can(block, using) else block[0], text)


def _can(block: re.Match[str], using: Sequence[str] | None) -> bool:
    if not block["before"]:
        return True
    programs = block["needs"].split()
    return _wants(block) and not (missing(programs) if using is None else set(programs) - set(using))


@contextlib.contextmanager
def _checkout(folder: Path, store: Path) -> Iterator[Path]:
    for name in ("graphkit", "seeds"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "ontologies", folder / "ontologies")
    shutil.copy(store, folder / "kg.db")
    (folder / "bin").mkdir()
    program = folder / "bin" / "graphkit"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m graphkit "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield folder
    finally:
        os.chdir(here)


def _run(block: re.Match[str], folder: Path) -> str:
    language, title, body = block["language"], block["title"], block["body"]
    if title:
        path = folder / title.removesuffix(" (added)")
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if title.endswith("(added)") else "w", encoding="utf-8") as file:
            file.write(body)
        return block[0]
    made = {"console": _console, "python": _python}.get(language)
    if made is None:
        return block[0]
    head = block[0].removesuffix("```").removesuffix(body)
    return f"{head}{made(body, folder)}```"


def _console(body: str, folder: Path) -> str:
    calls = re.findall(r"^\$ (?:.*\\\n)*.*\n", body, re.MULTILINE)
    return "".join(call + shell(call[2:], folder) for call in calls)


def shell(command: str, folder: Path) -> str:
    """The output of a command; SystemExit with the end of its stderr if it fails."""
    environment = {
        **os.environ,
        "PATH": f"{folder / 'bin'}:{PATH}",
        "PYTHONPATH": str(folder),
        "COLUMNS": WIDTH,
    }
    done = subprocess.run(  # noqa: S603 - the commands are those of our own pages
        ["bash", "-o", "pipefail", "-c", command],  # noqa: S607
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode not in (0, 141):
        sys.exit(f"{command.strip()}: {done.stderr.strip()[-2000:]}")
    return "\n".join(line.rstrip() for line in done.stdout.splitlines()) + "\n" if done.stdout.strip() else ""


def _python(body: str, _: Path) -> str:
    code = re.sub(r"^ *#>.*\n", "", body, flags=re.MULTILINE)
    names: dict[str, object] = {"__name__": "page"}
    parts = []
    for part in re.split(r"(?<=\n)(?=\S)", code):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(part, names)  # noqa: S102 - our own pages
        parts.append(part.rstrip("\n") + "\n")
        parts += [f"#> {line}".rstrip() + "\n" for line in printed.getvalue().splitlines()]
        parts.append("\n" if part.endswith("\n\n") else "")
    for value in names.values():
        if isinstance(value, graphkit.KnowledgeGraph):
            value.close()
    return "".join(parts)


def commands() -> str:
    """docs/reference/commands.md: the help of every command, by task."""
    group: Any = typer.main.get_command(cli.app)
    above = group.context_class(group, info_name="graphkit", **group.context_settings)
    parts = ["# Every command\n\n", GENERATED, "What `graphkit COMMAND --help` says of each command, by task.\n"]
    for panel in panels.ORDER:
        parts.append(f"\n## {panel}\n")
        for name, command in group.commands.items():
            if getattr(command, "rich_help_panel", None) == panel:
                context = command.context_class(command, parent=above, info_name=name, terminal_width=100)
                parts.append(f"\n### {name}\n\n```text\n{command.get_help(context).strip()}\n```\n")
    return "".join(parts)


def relations() -> str:
    """docs/reference/relations.md: every relation by group, with definition and examples."""
    path = resources.ontologies() / "relations.ttl"
    known = ontology.load_relations(path)
    codes: dict[str, list[str]] = {}
    for triple in ontology.read_turtle(path):
        if triple.predicate.endswith("closeMatch"):
            codes.setdefault(triple.subject.removeprefix(ontology.GK), []).append(ontology.shorten(triple.object.value))
    examples: dict[str, list[str]] = {}
    for example in ontology.load_examples(path):
        text = example.text
        for span in sorted((example.subject, example.object), key=lambda span: -span.start):
            mark = "**" if span is example.subject else "_"
            text = f"{text[: span.start]}{mark}{text[span.start : span.end]}{mark}{text[span.end :]}"
        examples.setdefault(example.relation, []).append(f"- {text}\n")
    parts = [
        "# Every relation\n\n",
        GENERATED,
        f"What each of the {len(known)} relations means, with examples: **who acts**, _on whom_.\n",
    ]
    for group in ontology.groups(known):
        parts.append(f"\n## {group}\n")
        for relation in (relation for relation in known.values() if relation.group == group):
            facts = [
                f"intensity {relation.intensity:g}",
                "symmetric" if relation.symmetric else "",
                f"the other way round: {relation.inverse}" if relation.inverse else "",
                f"from {', '.join(relation.domain)}" if set(relation.domain) < set(Kind) else "",
                f"to {', '.join(relation.range)}" if set(relation.range) < set(Kind) else "",
                ", ".join(f"`{code}`" for code in codes.get(relation.name, ())),
            ]
            told = "; ".join(filter(None, facts))
            parts.append(f"\n### {relation.name}\n\n{relation.definition} ({told})\n\n")
            parts += examples.get(relation.name, ())
    return "".join(parts)


def library() -> str:
    """docs/reference/library.md: the public names, and the methods of a graph."""
    parts = [
        "# Library\n\n",
        GENERATED,
        "What `import graphkit` gives, and everything a `KnowledgeGraph` can do. Names are loaded on first use.\n\n",
        "| name | |\n|---|---|\n",
    ]
    parts += [f"| `{name}` | {_summary(getattr(graphkit, name))} |\n" for name in graphkit.__all__]
    parts.append("\n## build\n\n" + _signature("graphkit.build", graphkit.build))
    parts.append("\n## KnowledgeGraph\n\n" + _doc(graphkit.KnowledgeGraph))
    members: dict[str, Any] = {}
    for layer in graphkit.KnowledgeGraph.__mro__[:-1]:
        members = {**vars(layer), **members}
    for name, member in members.items():
        if name.startswith("_") or (not callable(member) and not isinstance(member, property)) or not member.__doc__:
            continue
        parts.append(f"\n### {name}\n\n" + (_signature(f"kg.{name}", member) if callable(member) else _doc(member)))
    return "".join(parts)


def _summary(item: object) -> str:
    return _code(" ".join((inspect.getdoc(item) or "").partition("\n\n")[0].split())).replace("|", "\\|")


def _doc(item: object) -> str:
    text = inspect.getdoc(item) or ""
    return _code(re.sub(r"((?:^>>> .*\n?(?:.+\n?)*)+)", r"```python\n\1\n```\n", text, flags=re.MULTILINE)) + "\n"


def _code(text: str) -> str:
    return re.sub(r"``(.+?)``", r"`\1`", text)


def _signature(name: str, function: Callable[..., object]) -> str:
    found = inspect.signature(function)
    given, starred = [], False
    for parameter in found.parameters.values():
        if parameter.kind is parameter.KEYWORD_ONLY and not starred:
            given, starred = [*given, "*"], True
        default = "" if parameter.default is parameter.empty else f" = {parameter.default!r}"
        if parameter.name != "self":
            given.append(f"{parameter.name}: {parameter.annotation}{default}")
    lines = "\n    " + ",\n    ".join(given) + ",\n" if len(given) > 3 else ", ".join(given)
    return f"```python\n{name}({lines}) -> {found.return_annotation}\n```\n\n{_doc(function)}"


def drawn() -> Iterator[tuple[Path, str]]:
    """The pictures of docs/claims.md, each of the claim found in its sentence."""
    for stem, text in PICTURES.items():
        command = [sys.executable, "-m", "graphkit", "extract", text, "--format", "jsonl"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - our own
        yield DOCS / "claims" / f"{stem}.svg", picture.strip(done.stdout.splitlines()[0])


def floors() -> str:
    """A table of the quality floors."""
    found: Mapping[str, Mapping[str, float]] = json.loads((ROOT / "tests/quality/floors.json").read_text("utf-8"))
    probes: Mapping[str, int] = json.loads((ROOT / "tests/quality/probes.json").read_text("utf-8"))
    rows = [f"| {level} | {v['P']:.2f} | {v['R']:.2f} | {v['F1']:.2f} |\n" for level, v in found.items()]
    head = "| level | precision | recall | F1 |\n|---|---|---|---|\n"
    return f"{head}{''.join(rows)}\n{sum(probes.values())} short probes, each of one difficulty, are held.\n"


def reference() -> Iterator[tuple[Path, str]]:
    """The pages of the reference."""
    for name, made_of in (("commands", commands), ("relations", relations), ("library", library)):
        yield DOCS / "reference" / f"{name}.md", made_of()


def made() -> Iterator[tuple[Path, str]]:
    """The pictures, and the page with figures."""
    yield from drawn()
    limits = DOCS / "limits.md"
    text = limits.read_text(encoding="utf-8")
    yield limits, re.sub(r"(?<=<!-- floors -->\n).*?(?=<!-- end -->)", lambda _: floors(), text, flags=re.DOTALL)


def main() -> None:
    """Rewrite, or check."""
    check = "--check" in sys.argv
    named = [Path(name).resolve() for name in sys.argv[1:] if name != "--check"]
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "kg.db"
        make_store(store)
        shown = ((page, refreshed(page, store)) for page in named or pages())
        for path, new in shown if named else chain(reference(), made(), shown):
            old = path.read_text(encoding="utf-8") if path.exists() else ""
            if check and old != new:
                sys.stdout.writelines(
                    difflib.unified_diff(old.splitlines(True), new.splitlines(True), str(path), "now")
                )
                wrong.append(path.name)
            elif not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(new, encoding="utf-8")
    if wrong:
        sys.exit(f"{', '.join(wrong)}: not what the program does, run make readme")


if __name__ == "__main__":
    main()
