"""The attacks of ``make soak`` end in their time, whatever they are at."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

SOAK = Path(__file__).parents[1] / "tools" / "soak.py"


@pytest.fixture
def soak(monkeypatch: pytest.MonkeyPatch) -> Any:  # noqa: ANN401 - a module
    for needed in ("warcio", "pyarrow", "docx"):
        pytest.importorskip(needed, reason="the attacks need all readers")
    monkeypatch.setattr(sys, "path", [*sys.path])
    spec = importlib.util.spec_from_file_location("soak", SOAK)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_an_attack_that_hangs_is_ended_and_its_seed_told(
    soak: Any,  # noqa: ANN401
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def hangs(*_: object) -> int:
        time.sleep(60)
        return 0

    monkeypatch.setattr(soak, "GRACE", 0.2)
    monkeypatch.setattr(soak, "ATTACKS", (hangs,))
    began = time.monotonic()
    with pytest.raises(SystemExit, match=r"still at work 0\.2 seconds after its time"):
        soak.main(0.1, 7)
    assert time.monotonic() - began < 30
    assert "hangs failed with seed 7" in capsys.readouterr().err


def test_what_one_attack_takes_too_long_the_next_has_less(soak: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401
    ends: list[float] = []

    def slow(_chance: object, _folder: object, until: float) -> int:
        ends.append(until)
        time.sleep(max(until - time.monotonic() + 0.3, 0))
        return 1

    monkeypatch.setattr(soak, "ATTACKS", (slow, slow, slow))
    soak.main(0.6, 7)
    assert ends[2] - ends[1] == pytest.approx(0.2)
    assert ends[1] - ends[0] == pytest.approx(0.2)


def test_what_waits_for_a_processor_is_not_taken_for_one_that_hangs(soak: Any, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ANN401
    def works(*_: object) -> int:
        time.sleep(1)
        return 1

    monkeypatch.setattr(soak, "GRACE", 0.3)
    monkeypatch.setattr(soak, "ATTACKS", (works,))
    # as where ten others are at the same processor
    monkeypatch.setattr(soak, "worked", lambda: time.monotonic() / 10)
    soak.main(0.1, 7)


def test_where_python_gets_no_word_in_it_ends_with_all_places_it_is_at() -> None:
    program = f"""
import runpy, signal, threading
soak = runpy.run_path({str(SOAK)!r})
def deaf(*_):
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    threading.Event().wait()
soak["main"].__globals__.update(GRACE=0.2, ATTACKS=(deaf,))
soak["main"](0.1, 7)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert done.stdout == "seed 7\n"
    assert "Timeout" in done.stderr
    assert "in deaf" in done.stderr
