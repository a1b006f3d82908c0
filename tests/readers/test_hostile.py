"""Hostile input: files that decompress to more than fits in memory, impossible dates, names of two lines."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import pytest

from graphkit.documents import read, reader
from graphkit.documents.dates import published
from graphkit.documents.readers import mail, objects, pdf, separated, word
from graphkit.errors import GraphkitError, InputError
from graphkit.model import Document
from tests.readers import making


def trouble(path: Path, data: bytes) -> str:
    """The only line about a bad file, after which the next one is read."""
    path.write_bytes(data)
    good = path.with_name("z.txt")
    good.write_text("Russia met China.", encoding="utf-8")
    error, document = read([path, good])
    assert isinstance(error, InputError)
    assert isinstance(document, Document)
    assert str(error).startswith(str(path))
    assert "\n" not in str(error)
    return str(error)


@pytest.mark.parametrize(
    "written",
    [
        "Wed, 22 Mar 99999999999999999999 08:00:00 GMT",
        "Wed, 22 Mar 2023 08:00:00 +99999999999999",
        "Wed, 30 Feb 2023 08:00:00 GMT",
        "1 Jan 0050 00:00:00 GMT",
        "0999-01-01",
        "2023-03-22T10:00:00+25:00",
    ],
)
def test_a_day_of_no_calendar_costs_its_row_alone(tmp_path: Path, written: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        published(written)
    path = tmp_path / "days.csv"
    path.write_text(f'text,date\nRussia met China.,"{written}"\nRussia met Iran.,2023-03-22\n', encoding="utf-8")
    error, document = read([path])
    assert isinstance(error, InputError)
    assert f"{written!r} is not a date; write it as YYYY-MM-DD" in str(error)
    assert isinstance(document, Document)


def test_time_zones_and_years_of_two_digits_are_read() -> None:
    day = published("2023-03-22")
    assert published("Wed, 22 Mar 2023 23:30:00 -0500") == published("22 Mar 23 08:00 +0000") == day


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.csv.gz"])
def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(objects, "LARGEST", 1_000_000)
    monkeypatch.setattr(separated, "LONGEST", 1_000_000)
    assert ":1: is a line of more than 1 MB; split it" in trouble(tmp_path / name, making.packed(b"x" * 3_000_000))


def test_blanks_before_json_take_no_time_and_have_an_end(tmp_path: Path) -> None:
    began = time.process_time()
    said = trouble(tmp_path / "a.json.gz", making.packed(b"\n" * 5_000_000))
    assert "begins with more than 1 MB of blanks; remove them" in said
    assert time.process_time() - began < 5


def test_a_mail_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail, "LARGEST", 1_000_000)
    said = trouble(tmp_path / "a.eml.gz", making.packed(making.mail(body="x" * 3_000_000)))
    assert "is larger than 1 MB; save its text as .txt" in said


@pytest.mark.parametrize("header", ["Subject", "Date", "Content-Type", "Content-Disposition", "Content-Language"])
@pytest.mark.parametrize("piece", ["=?utf-8?q?a?= ", '"', "a@b,", "(", ";a=b"])
def test_long_headers_of_a_mail_take_no_time(tmp_path: Path, header: str, piece: str) -> None:
    path = tmp_path / "a.eml"
    path.write_bytes(f"From: a@b.org\n{header}: {piece * (300_000 // len(piece))}\n".encode() + making.mail())
    began = time.process_time()
    (found,) = read([path])
    if isinstance(found, GraphkitError):
        assert "\n" not in str(found)
    else:
        assert making.SAID in found.text
    assert time.process_time() - began < 5


def test_parts_within_parts_of_a_mail_have_an_end(tmp_path: Path) -> None:
    part = b"Content-Type: multipart/mixed; boundary=a\n\n--a\n"
    began = time.process_time()
    said = trouble(tmp_path / "a.eml", b"Subject: A treaty\n" + part * 20_000 + making.mail())
    assert "has more than 1,000 parts within parts; save its text as .txt" in said
    assert time.process_time() - began < 5


def test_a_docx_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    bomb = io.BytesIO(making.docx())
    with zipfile.ZipFile(bomb, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("word/more.xml", b" " * (word.LARGEST_XML + 1))
    assert "MB, which is too large; save its text as .txt" in trouble(tmp_path / "a.docx", bomb.getvalue())


@pytest.mark.parametrize(
    "content",
    [b" " * 200_000_000, b"BT /F 12 Tf 20 300 Td " + b"(a) Tj " * 1_000_000 + b" ET"],
    ids=["blanks", "signs"],
)
def test_a_small_pdf_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    making.needs("pypdfium2", "pdf")
    bomb = making.pdf_of(content)
    assert len(bomb) < 1_000_000
    monkeypatch.setattr(pdf, "MEMORY", 100_000_000)
    said = trouble(tmp_path / "a.pdf", bomb)
    assert "is damaged, or takes more than 100 MB to read; save its text as .txt" in said


def test_a_pdf_has_an_end_in_signs_and_seconds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    making.needs("pypdfium2", "pdf")
    whole = making.pdf("Russia met China.")
    monkeypatch.setattr(pdf, "LONGEST", 10)
    assert "is too large; save its text as .txt" in trouble(tmp_path / "a.pdf", whole)
    monkeypatch.setattr(pdf, "SECONDS", 0.001)
    assert "takes more than 0.001 seconds to read" in trouble(tmp_path / "a.pdf", whole)


def test_a_packed_file_that_must_be_copied_has_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    making.needs("pypdfium2", "pdf")
    monkeypatch.setattr(reader, "LARGEST_COPY", 1_000_000)
    said = trouble(tmp_path / "a.pdf.gz", making.packed(b"%PDF-1.4" + b" " * 3_000_000))
    assert "holds more than 1 MB; decompress it to a file" in said


def test_line_breaks_in_names_stay_within_the_line(tmp_path: Path) -> None:
    assert "has no text among its columns a b" in trouble(tmp_path / "a.json", b'[{"a\\nb": 1}]')


def test_what_a_library_reports_of_standard_input_is_an_error_in_its_place() -> None:
    making.needs("pyarrow", "parquet")
    whole = bytearray(making.parquet(text=["Russia met China."] * 50))
    whole[4:12] = b"\xff" * 8  # the header of the first page
    (error,) = read(["-"], stdin=io.BytesIO(whole))
    assert isinstance(error, InputError)
    assert str(error).startswith("stdin: cannot be read as Parquet (")
    assert str(error).endswith("; save it again or leave it out")


@pytest.mark.parametrize(
    "begin",
    [b"Key: value\r\n" * 25, b"Key: value\r\n more\r\n" * 15, b"<!---->" * 25, b"<?a?>\n" * 25, b"<!-- a -->\r\n" * 25],
    ids=["heads", "long heads", "comments", "instructions", "comments in lines"],
)
def test_what_a_file_begins_with_takes_no_time_to_look_at(tmp_path: Path, begin: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(begin + b"\r\nRussia met China in the morning.\r\n")
    began = time.process_time()
    list(read([path]))
    assert time.process_time() - began < 2
