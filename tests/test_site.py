"""The site of docs/ builds without a warning and without a network, and its pages show what the program does."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.browser import opened

pytest.importorskip("mkdocs", reason="needs the extra `docs`")
ROOT = Path(__file__).parents[1]
REMEDY = "run make readme"


def tool(path: str) -> Any:  # noqa: ANN401 - a module loaded by path
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


PAGES = tool("tools/pages.py")
NEEDING = [(page, needed) for page in PAGES.pages() for needed in PAGES.needs(page)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        # no proxy answers there: what is fetched while building fails
        env={
            **os.environ,
            "NO_MKDOCS_2_WARNING": "1",
            **dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9"),
        },
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return folder


def test_the_site_has_a_page_for_every_guide_notebook_and_decision(site: Path) -> None:
    wanted = {
        "contributing",
        "changelog",
        "decisions/index",
        *(f"notebooks/{p.stem}" for p in ROOT.glob("notebooks/*.ipynb")),
    }
    wanted |= {f"decisions/{path.stem}" for path in ROOT.glob("docs/decisions/*.md")}
    assert [name for name in sorted(wanted) if not (site / f"{name}.html").exists()] == []
    assert "data-output" not in (site / "notebooks/01_build.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [1300, 390])
def test_what_notebooks_show_can_be_read_on_their_pages(site: Path, width: int) -> None:
    tall = """() => [...document.querySelectorAll(".shown td, .shown th")].map((node) => [
        node.textContent, node.getBoundingClientRect().height / parseFloat(getComputedStyle(node).lineHeight)])"""
    with opened(width, 900) as (page, _):
        for path in sorted((site / "notebooks").glob("0*.html")):
            page.goto(path.as_uri())
            page.wait_for_timeout(500)
            cells = page.evaluate(tall)
            assert cells, path.name
            for text, lines in cells:
                assert lines < 7, (path.name, text, lines)
            assert page.locator(".shown table[border]").count() == 0, path.name
            wide = "(node) => node.scrollWidth - node.clientWidth"
            assert max([0, *(pre.evaluate(wide) for pre in page.locator(".shown pre").all())]) == 0, path.name
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path.name


def test_no_page_loads_anything_from_elsewhere(site: Path) -> None:
    loading = re.compile(
        r'<(?:script|img|iframe|link rel="(?:stylesheet|preload|preconnect)")[^>]*(?:src|href)="?(https?:)?//'
    )
    assert [path.name for path in site.rglob("*.html") if loading.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("what", ["commands", "relations", "library"])
def test_the_reference_is_up_to_date(what: str) -> None:
    assert (ROOT / "docs" / "reference" / f"{what}.md").read_text(encoding="utf-8") == getattr(PAGES, what)(), REMEDY


def test_pictures_and_figures_are_up_to_date() -> None:
    for path, new in PAGES.made():
        assert path.read_text(encoding="utf-8") == new, f"{path.name}: {REMEDY}"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("pages") / "kg.db"
    PAGES.make_store(path)
    return path


@pytest.mark.parametrize("page", PAGES.pages(), ids=lambda page: page.stem)
def test_the_blocks_of_a_page_run_and_print_what_it_shows(page: Path, store: Path) -> None:
    assert page.read_text(encoding="utf-8") == PAGES.refreshed(page, store, using=()), REMEDY


@pytest.mark.parametrize(("page", "programs"), NEEDING, ids=[f"{page.stem}: {needed}" for page, needed in NEEDING])
def test_blocks_that_need_other_programs_run_where_these_are(page: Path, programs: str, store: Path) -> None:
    if missing := PAGES.missing(programs.split()):
        pytest.skip(f"no {' and no '.join(missing)} on this machine")
    assert page.read_text(encoding="utf-8") == PAGES.refreshed(page, store, using=programs.split()), REMEDY


def test_the_finished_case_is_what_its_script_makes(tmp_path: Path) -> None:
    tool("examples/make.py").main(tmp_path)
    for path in (path for path in tmp_path.rglob("*") if path.is_file()):
        kept = ROOT / "examples" / path.relative_to(tmp_path)
        assert _measured_apart(kept) == _measured_apart(path), f"{kept.name}: {REMEDY}"


def _measured_apart(path: Path) -> str:
    # Confidences are left out: their last digits may differ from one kind of processor to another.
    return re.sub(r"\b[01]\.\d+\b", "", path.read_text(encoding="utf-8"))
