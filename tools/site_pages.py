"""Pages of the site that are not Markdown in docs/: an mkdocs hook, named in mkdocs.yml.

Pages link to files in the checkout, as readers of the repository need (``../CONTRIBUTING.md``); here these become pages
of the site: the guides at its top, the notebooks with their outputs, the worked example in examples/, and the list of
decisions.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parents[1]
GUIDES = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md", "SECURITY.md": "security.md"}
LINK = re.compile(r"(?<=\]\()((?:\.\./)+)([^)#]+)")

Notebook = Mapping[str, Any]


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Add the decisions to the navigation, newest first."""
    listed = [{title: f"decisions/{path.name}"} for path, title in decisions()]
    _put(config.nav or [], "decisions/index.md", listed)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files that are not in docs/."""
    for source, name in GUIDES.items():
        files.append(File.generated(config, name, content=(ROOT / source).read_text(encoding="utf-8")))
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        text = as_markdown(json.loads(path.read_text(encoding="utf-8")))
        files.append(File.generated(config, f"notebooks/{path.stem}.md", content=text))
    for path in sorted(path for path in (ROOT / "examples").rglob("*") if path.suffix not in {".pyc", ""}):
        if path.name != "README.md":
            name = path.relative_to(ROOT).as_posix()
            plain = f"{name}.txt" if path.suffix == ".md" else name
            files.append(File.generated(config, plain, abs_src_path=str(path)))
    lines = [f"- [{title}]({path.name})" for path, title in decisions()]
    text = "# Decisions\n\nWhat was decided, when and why, with what was measured.\n\n" + "\n".join(lines) + "\n"
    files.append(File.generated(config, "decisions/index.md", content=text))
    return files


def on_page_markdown(markdown: str, page: Page, **_: object) -> str:
    """Point links out of docs/ to the generated pages."""
    up = "../" * page.file.src_uri.count("/")
    return LINK.sub(lambda link: up + _inside(link[2]) if link[1] == f"../{up}" else link[0], markdown).replace(
        "](decisions/)", "](decisions/index.md)"
    )


def _inside(target: str) -> str:
    if target.startswith("examples/") and target.endswith(".md"):
        return f"{target}.txt"
    return GUIDES.get(target) or re.sub(r"\.ipynb$", ".md", target)


def on_page_content(html: str, page: Page, **_: object) -> str:
    """Insert the outputs of notebook cells unchanged, bypassing Markdown."""
    if not page.file.src_uri.startswith("notebooks/"):
        return html
    path = ROOT / "notebooks" / f"{Path(page.file.src_uri).stem}.ipynb"
    shown = [output for cell in json.loads(path.read_text(encoding="utf-8"))["cells"] for output in outputs(cell)]
    return re.sub(r'<div data-output="(\d+)"></div>', lambda place: shown[int(place[1])], html)


def as_markdown(notebook: Notebook) -> str:
    """A notebook as Markdown, with a placeholder for each cell output."""
    parts, number = [], 0
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        parts.append(source if cell["cell_type"] == "markdown" else f"```python\n{source}\n```")
        for _ in outputs(cell):
            parts.append(f'<div data-output="{number}"></div>')
            number += 1
    return "\n\n".join(parts) + "\n"


def outputs(cell: Notebook) -> list[str]:
    """The HTML outputs of a cell."""
    found = (_shown(output.get("data", {}), output.get("text", ())) for output in cell.get("outputs", ()))
    return [f'<div class="shown">{part}</div>' for part in found]


def _shown(data: Mapping[str, Any], text: Iterable[str]) -> str:
    if "image/png" in data:
        return f'<img alt="" src="data:image/png;base64,{"".join(data["image/png"]).strip()}">'
    if "text/html" in data:
        return "".join(data["text/html"]).replace('<table border="1" class="dataframe">', "<table>")
    return f"<pre>{escape(''.join(data.get('text/plain', text)))}</pre>"


def decisions() -> list[tuple[Path, str]]:
    """The decisions with their titles, newest first."""
    paths = sorted((ROOT / "docs" / "decisions").glob("2*.md"), reverse=True)
    return [(path, path.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")) for path in paths]


def _put(nav: list[Any], behind: str, more: list[dict[str, str]]) -> None:
    """Insert entries after one, wherever it is in the tree."""
    for entry in list(nav):
        for inner in entry.values() if isinstance(entry, dict) else ():
            if isinstance(inner, list):
                _put(inner, behind, more)
    if behind in nav:
        nav.extend(more)
