import subprocess
import sys
import tarfile
from email import message_from_bytes
from pathlib import Path
from zipfile import ZipFile

import pytest
import yaml

import graphkit
from graphkit import resources

pytestmark = pytest.mark.slow
ROOT = Path(__file__).parents[1]
LARGEST = 60_000_000
"""Bytes that a package may have; PyPI takes no more than 100 MB."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, and the wheel made of what is in it."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def files(folder: Path) -> dict[str, Path]:
    """The files of a folder by their path, which begins with the folder's name."""
    found = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder.parent).as_posix(): path for path in found}


def test_the_wheel_is_the_package_with_its_data_and_nothing_else(made: Path) -> None:
    (path,) = made.glob("*.whl")
    package = files(ROOT / "graphkit")
    data = files(resources.ontologies()) | files(resources.seeds())
    expected = package | {f"graphkit/{name}": place for name, place in data.items()}
    assert {"graphkit/py.typed", "graphkit/serve/templates/base.html", "graphkit/weights/encoder.onnx"} <= set(package)
    with ZipFile(path) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
        assert names == set(expected)
        assert [name for name in names if wheel.read(name) != expected[name].read_bytes()] == []
        (about,) = (name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))
        metadata = message_from_bytes(wheel.read(about))
    assert path.stat().st_size < LARGEST
    assert (metadata["Name"], metadata["Version"]) == ("newsgraphkit", graphkit.__version__)
    assert "LICENSE" in metadata.get_all("License-File", [])


def test_the_sdist_is_small_and_tells_how_to_cite(made: Path) -> None:
    (path,) = made.glob("*.tar.gz")
    with tarfile.open(path) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert path.stat().st_size < LARGEST
    assert {"CITATION.cff", "CHANGELOG.md", "tests/test_distribution.py"} <= names
    assert not [name for name in names if name.startswith((".ci", "notebooks/", "pages/", "build/"))]


def test_the_citation_agrees_with_the_package() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["license"] == "MIT"
    assert "version" not in citation, "the version stands in graphkit/__init__.py alone"
