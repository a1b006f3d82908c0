"""Files as programs write them, made in code."""

from __future__ import annotations

import gzip
import io
import json
import sys
import zlib
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
DATA = HERE / "data"
SAID = "The president of Russia met the president of China in Moscow on Tuesday."
MORE = "Ukraine condemned the agreement that the two of them had signed there."


def needs(module: str, extra: str) -> Any:  # noqa: ANN401 - a module
    """A library from an extra; without it the test is skipped."""
    return pytest.importorskip(module, reason=f"needs the extra {extra}: pip install 'newsgraphkit[{extra}]'")


def page(body: str = f"<p>{SAID}</p><p>{MORE}</p>", language: str = "en-GB") -> bytes:
    """An article as a news site has it."""
    return f"""<!DOCTYPE html><html lang="{language}"><head><title>A treaty</title>
<meta property="og:title" content="A treaty"><meta property="article:published_time" content="2023-03-22T08:00:00Z">
<link rel="canonical" href="https://wire.example.org/treaty"></head><body>
<nav><a href="/">Home</a> <a href="/iran">Iran bombs Israel</a></nav>
<article><h1>A treaty</h1>{body}</article><footer>Iran and Israel on our pages</footer></body></html>""".encode()


def mhtml() -> bytes:
    """A page as Chromium saves it in one file."""
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://saved.example.org/treaty\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="----x"\r\n\r\n------x\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: binary\r\n\r\n" + page() + b"\r\n------x--\r\n"
    )


def feed(day: str = "Wed, 22 Mar 2023 08:00:00 GMT") -> bytes:
    """RSS with an item of two paragraphs and one that is a headline."""
    return f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title><language>en-us</language>
<item><title>A treaty</title><link>https://wire.example.org/treaty</link>
<pubDate>{day}</pubDate>
<description>&lt;p&gt;{SAID}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;</description></item>
<item><title>Iran bombs Israel</title></item><item/></channel></rss>""".encode()


def atom() -> bytes:
    """Atom with the complete text beside a summary."""
    return f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title><entry><title>A treaty</title>
<link href="https://wire.example.org/treaty"/><published>2023-03-22T08:00:00Z</published>
<summary>The pair met.</summary>
<content type="html">&lt;p&gt;{SAID}&lt;/p&gt;&lt;p&gt;{MORE}&lt;/p&gt;</content></entry></feed>""".encode()


def mail(kind: str = "plain", body: str = f"{SAID}\n\n{MORE}") -> bytes:
    """A newsletter."""
    return (
        f"From: wire@example.org\nSubject: A treaty\nDate: Wed, 22 Mar 2023 08:00:00 +0000\nContent-Language: en\n"
        f"Content-Type: text/{kind}; charset=utf-8\n\n{body}\n"
    ).encode()


def mail_in_two_forms(text: str) -> bytes:
    """A newsletter as HTML, and as plain text that may say less."""
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = (
        "a@example.org",
        "A treaty",
        "Wed, 22 Mar 2023 08:00:00 +0000",
    )
    message.set_content(text)
    message.add_alternative(f"<p>{SAID}</p><p>{MORE}</p>", subtype="html")
    return message.as_bytes()


def mail_with_picture() -> bytes:
    """A newsletter with a picture in it, and an attachment, as mail programs send it."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "Wire <wire@example.org>", "you@example.org", "A treaty"
    message["Date"] = "Wed, 22 Mar 2023 08:00:00 +0000"
    message.set_content(f"<p>{SAID}</p><p>{MORE}</p><img src='cid:x'>", subtype="html")
    message.add_related(b"GIF89a", maintype="image", subtype="gif", cid="<x>")
    return message.as_bytes()


def pdf(*lines: str, length: int = 0) -> bytes:
    """A page of lines."""
    shown = " 0 -14 Td ".join(f"({line}) Tj" for line in lines)
    return f"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 400]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length {length or len(shown) + 30}>>stream
BT /F 12 Tf 20 300 Td {shown} ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
6 0 obj<</Title(A treaty)/CreationDate(D:20230322080000Z)>>endobj
trailer<</Root 1 0 R/Info 6 0 R>>
%%EOF
""".encode()


def pdf_of(content: bytes) -> bytes:
    """A page with compressed content."""
    whole, packed = pdf(), zlib.compress(content, 9)
    before, after = whole[: whole.index(b"4 0 obj")], whole[whole.index(b"5 0 obj") :]
    head = b"4 0 obj<</Filter/FlateDecode/Length %d>>stream\n" % len(packed)
    return b"".join((before, head, packed, b"\nendstream endobj\n", after))


def docx(**told: object) -> bytes:
    """A document of Word; ``told`` are its properties."""
    document = needs("docx", "docx").Document()
    for text in (SAID, MORE):
        document.add_paragraph(text)
    for name, value in told.items():
        setattr(document.core_properties, name, value)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def parquet(**columns: Sequence[object]) -> bytes:
    """A table of columns."""
    pyarrow, file = needs("pyarrow", "parquet"), io.BytesIO()
    needs("pyarrow.parquet", "parquet").write_table(pyarrow.table(columns), file)
    return file.getvalue()


def warc(*records: tuple[str, str, bytes], status: str = "200 OK") -> bytes:
    """An archive of records: their type, media type and content."""
    whole = b""
    for kind, media, content in records:
        response = kind == "response"
        body = (f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() if response else b"") + content
        whole += (
            f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://wire.example.org/treaty\r\n"
            f"WARC-Date: 2023-03-22T09:00:00Z\r\nWARC-Identified-Content-Language: eng,fra\r\n"
            f"Content-Type: {'application/http' if response else media}\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body + b"\r\n\r\n"  # fmt: skip
    return whole


def zstandard(data: bytes) -> bytes:
    """Compressed with Zstandard."""
    if sys.version_info >= (3, 14):
        from compression import zstd
    else:
        zstd = needs("backports.zstd", "zstd")
    packed: bytes = zstd.compress(data)
    return packed


def tracked() -> bytes:
    """A document of Word with tracked changes, controls, marks, fields and tab stops."""
    document = needs("docx", "docx").Document()
    parse = needs("docx.oxml", "docx").parse_xml
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    changed = 'w:id="1" w:author="x" w:date="2023-01-01T00:00:00Z"'

    def run(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'

    def control(content: str, told: str = "") -> str:
        return f"<w:sdt><w:sdtPr>{told}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    tabs = '<w:pPr><w:tabs><w:tab w:val="left" w:pos="9"/></w:tabs></w:pPr>'
    deleted = f"<w:del {changed}><w:r><w:delText>praised</w:delText></w:r></w:del>"
    found = [
        f"{run('Russia ')}<w:ins {changed}>{run('attacked ')}</w:ins>{deleted}{run('Ukraine.')}",
        f"<w:moveFrom {changed}>{run('Iran left.')}</w:moveFrom><w:moveTo {changed}>{run('Iran came.')}</w:moveTo>",
        f'{tabs}<w:smartTag w:uri="x" w:element="country">{run("Japan")}</w:smartTag>{run(" thanked India.")}',
        f"{control(run('Peru'))}{run(' sued Chile.')}{control(run('Click here.'), '<w:showingPlcHdr/>')}",
        f'<w:fldSimple w:instr="AUTHOR">{run("Egypt")}</w:fldSimple>{run(" accused")}<w:r><w:br/></w:r>{run("Qatar.")}',
    ]
    paragraphs = [f"<w:p>{content}</w:p>" for content in found]
    paragraphs.append(control("<w:p>" + run("Mali expelled Niger.") + "</w:p>"))
    for paragraph in paragraphs:
        document.element.body.insert(len(document.element.body) - 1, parse(paragraph.replace(">", f" {space}>", 1)))
    table = document.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Oman"
    table.cell(0, 1).text, table.cell(1, 1).text = "one", "two"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def rows(separator: str = ",") -> bytes:
    """A table with a cell of two lines, and a row without text."""
    head = separator.join(("id", "Title", "text", "published", "url"))
    first = separator.join(("7", "A treaty", f'"{SAID}\n\n{MORE}"', "20230322", "https://wire.example.org/treaty"))
    return f"\ufeff{head}\r\n{first}\r\n8{separator * 4}\r\n".encode()


def told(**more: object) -> dict[str, object]:
    """An object with a text."""
    return {
        "headline": "A treaty",
        "body": f"{SAID}\n\n{MORE}",
        "published_at": datetime(2023, 3, 22, 8).isoformat(),  # noqa: DTZ001 - as services write it
        "link": "https://wire.example.org/treaty",
        **more,
    }


def lines(*objects: object) -> bytes:
    """JSON lines."""
    return "".join(json.dumps(each) + "\n" for each in objects).encode()


packed = gzip.compress
