"""What tests share."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference data, beside the checkout or where GRAPHKIT_SHARED says."""
    folder = Path(os.environ.get("GRAPHKIT_SHARED") or Path(__file__).parents[2] / "shared")
    if not folder.is_dir():
        pytest.skip(f"no reference data at {folder}: set GRAPHKIT_SHARED")
    return folder
