"""The progress of a long command at a terminal and in a log."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from graphkit.cli import progress
from graphkit.cli.progress import Progress
from graphkit.documents import Skipped
from graphkit.documents.reading import count
from graphkit.errors import InputError
from tests.values import claim, day, document


class Clock:
    """A clock that advances by ten seconds each time it is read."""

    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        self.now += 10
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "time", Clock())


def test_a_log_has_a_line_a_minute_with_the_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress(100) as seen:
        for number in range(20):
            seen.done(document(str(number), published=day(0)), [claim(document=str(number))])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 4
    assert lines[0].startswith("6 documents, 1 claim, 0.1 documents/s")
    assert lines[0].endswith("6%, 18 min 48 s left")  # 60 s for the five after the first
    assert lines[-1].startswith("20 documents, 1 claim in ")


def test_a_person_sees_a_bar_that_goes(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with Progress(2) as seen:
        seen.done(document("a", published=day(0)), [])
        seen.failed(InputError("b.txt: is empty"))
    shown = capsys.readouterr().err
    assert "\r\x1b[K1 document, 0 claims" in shown
    assert "50%" in shown
    assert "graphkit: b.txt: is empty\n" in shown
    assert "1 could not be read" in shown


def bars(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, total: int, times: list[float]
) -> list[str]:
    """What is shown at a terminal when a document is done at each of these times."""
    now = [0.0]
    monkeypatch.setattr(progress, "time", SimpleNamespace(monotonic=lambda: now[0]))
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    seen = Progress(total)
    for number, now[0] in enumerate(times):
        seen.done(document(str(number), published=day(0)), [])
    return capsys.readouterr().err.split("\r\x1b[K")[1:]


def test_how_long_it_takes_is_told_after_the_first_seconds_and_without_those_of_loading(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first, *_, last = bars(capsys, monkeypatch, total=41, times=[20 + number / 2 for number in range(9)])
    assert first.endswith("2% ")
    assert last.endswith("22%, 16 s left ")


def test_the_time_of_a_few_documents_is_not_that_of_all(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    *few, last = bars(capsys, monkeypatch, total=101, times=[4, 8, 12, 16, 20, 24])
    assert not any("left" in line for line in few)
    assert last.endswith("6%, 6 min 20 s left ")


def test_claims_are_counted_as_the_graph_does_and_what_was_read_before_is_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Progress() as seen:
        seen.held(document("old", published=day(0)))
        for key in ("a", "b"):
            seen.done(document(key, published=day(0)), [claim(document=key), claim(document=key, at=90)])
    assert capsys.readouterr().err.startswith("1 document already read; 2 documents, 1 claim in ")


def test_what_is_left_out_is_counted_by_suffix_language_or_lack(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as seen:
        for kind in (".png", "", ".png"):
            seen.caveats.skipped(Skipped("a", kind, file=True))
        seen.caveats.skipped(Skipped("b:1", "row without text"))
    assert capsys.readouterr().err.splitlines()[1:] == [
        "3 files not read: 1 without a suffix, 2 .png; save their text as .txt, .md or .jsonl",
        "1 document not read: 1 row without text",
    ]


def test_what_is_read_as_text_for_want_of_a_reader_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with Progress() as seen:
        for suffix in (".story", ".log", ".story"):
            seen.caveats.assumed(suffix)
    assert capsys.readouterr().err.splitlines()[1:] == ["3 files read as plain text: .story (2), .log (1)"]


def test_documents_are_counted_without_reading_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.")
    (tmp_path / "b.jsonl").write_text('{"text": "Two."}\n\n{"text": "Three."}\n')
    (tmp_path / "c.doc").write_text("none")
    (tmp_path / "d.html").write_text("one")
    assert count([tmp_path]) == 4
    assert count([tmp_path / "b.jsonl", tmp_path / "absent.txt"]) == 2
    assert count([tmp_path, "-"]) is None
