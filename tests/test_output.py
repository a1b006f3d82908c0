"""Output of commands: terminals get no control characters, files only appear once complete."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from graphkit.cli import output
from graphkit.graph import KnowledgeGraph
from graphkit.model import Actor, Kind, Status
from graphkit.network import files, network
from graphkit.show.notebook import Html
from graphkit.show.table import Table
from tests.values import claim, document

HOSTILE = "a\x1b[2Jb\x07\x9b31m\x7f\u202ec\rd\ne\tf"


def test_a_table_shows_control_characters_as_signs() -> None:
    head, row, *rest = output.table(("one", HOSTILE), [(HOSTILE, HOSTILE)]).splitlines()
    assert rest == []
    for line in (head, row):
        assert line.isprintable()
        assert "a␛[2Jb␇�31m␡�c␍d e f" in line


def test_talk_shows_them_as_signs(capsys: pytest.CaptureFixture[str]) -> None:
    output.say(HOSTILE)
    assert "\x1b" not in (said := capsys.readouterr().err)
    assert "a␛[2Jb" in said


def test_a_table_of_the_library_shows_them_as_signs() -> None:
    with KnowledgeGraph() as kg:
        table = Table(("one",), [{"one": HOSTILE}], kg)
        shown = repr(table)
        assert f'<td style="text-align:left">{shown.splitlines()[1]}</td>' in table._repr_html_()
    assert "a␛[2Jb␇�31m␡�c" in shown
    assert all(line.isprintable() for line in shown.splitlines()[1:])


def test_a_terminal_gets_no_machine_format_raw(
    capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    for watched, found in ((True, "a␛[2Jb"), (False, "a\x1b[2Jb")):
        monkeypatch.setattr("sys.stdout.isatty", lambda watched=watched: watched)
        output.pour([HOSTILE])
        assert found.encode() in capfdbinary.readouterr().out


@pytest.mark.parametrize("save", [output.written, lambda path, text: Html(text, "").save(path)])
def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path: Path, save: object) -> None:
    assert callable(save)
    path = tmp_path / "graph.html"
    path.write_text("before")
    with pytest.raises(UnicodeEncodeError):
        save(path, "half \udc80")
    assert path.read_text() == "before"
    assert [entry.name for entry in tmp_path.iterdir()] == ["graph.html"]


def test_what_was_read_with_too_little_confidence_is_marked() -> None:
    found = [
        row[4] for row in output.rows([claim(confidence=0.49), claim(at=90, confidence=0.5, status=Status.PLANNED)])
    ]
    assert found == ["tentative", "planned"]


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_no_line_of_a_table_is_wider_than_the_terminal(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    head = ("claim", "date", "relation", "speaker", "confidence", "sentence")
    rows = [
        (
            "f7db99a7b24980d9a7f9",
            "2023-04-26",
            "providesMilitaryAidTo",
            "International Criminal Court",
            "0.93",
            "word " * 40,
        ),
        ("f7db99a7b24980d9a7f8", "2023-04-26", "declaresCeasefireWith", "", "0.52", "word " * 40),
    ]
    for number in (6, 5):  # with a long last column, and with a short one
        shown = output.table(head[:number], [row[:number] for row in rows])
        assert max(map(len, shown.splitlines())) <= width
        told = " ".join(shown.split())
        assert [word for cell in (*head[:number], *rows[0][:number]) for word in cell.split() if word not in told] == []
        assert width > 60 or "confidence 0.52" in told


@pytest.mark.parametrize("width", [88, 92, 120, 159])
def test_a_name_or_a_date_is_not_broken_over_lines_at_a_usual_width(
    width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes last goes below its row instead, with its name."""
    monkeypatch.setenv("COLUMNS", str(width))
    names = ("Rapid Support Forces", "providesMilitaryAidTo", "Antony Blinken", "reported 2023-04-26")
    head = ("subject", "relation", "object", "date", "status", "speaker", "confidence", "claim", "sentence")
    row = (*names, "attributed", "the West", "0.93", "f7db99a7b24980d9a7f9", "word " * 40)
    shown = output.table(head, [row])
    first = next(line for line in shown.splitlines() if line.startswith(names[0]))
    assert all(name in first for name in names)
    assert "claim f7db99a7b24980d9a7f9" in shown or row[-2] in first
    assert max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize("form", ["graphml", "gexf", "svg"])
def test_xml_of_names_with_control_characters_can_be_read(form: str, tmp_path: Path) -> None:
    evil = Actor("EVIL", f"{HOSTILE}\ufffe", Kind.STATE, "EVIL")
    path = tmp_path / f"x.{form}"
    with KnowledgeGraph() as kg:
        kg.add(document(), [claim(evil)])
        if form == "svg":
            pytest.importorskip("matplotlib")
            kg.plot_network().savefig(path)
        else:
            output.written(path, files.written(network(kg), form))
    assert "a\ufffd[2Jb" in path.read_text(encoding="utf-8") or form == "svg"
    assert len(list(ET.parse(path).iter())) > 5
