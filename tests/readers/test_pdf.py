"""PDF: lines on pages become paragraphs."""

from __future__ import annotations

import pytest

from graphkit.documents import read
from graphkit.documents.cleaning import clean
from graphkit.documents.readers.pdf_prose import Line, prose
from graphkit.model import Document
from tests.readers import making


def test_columns_hyphens_notes_and_pages_break_no_sentence() -> None:
    making.needs("pypdfium2", "pdf")
    making.needs("docx", "docx")
    print_, word = (read([making.DATA / f"columns.{suffix}"]) for suffix in ("pdf", "docx"))
    (page,), (document,) = print_, word
    assert isinstance(page, Document)
    assert isinstance(document, Document)
    # of its table Word keeps the cells, PDF the rows
    expected = [line for line in clean(document).text.split("\n") if len(line) > 25]
    found = clean(page).text.split("\n")
    assert len(expected) > 10
    assert [line for line in expected if line not in " ".join(found)] == []
    assert "Japan 5.2 Ukraine" in found
    assert found[-2:] == ["Turkey had condemned Syria in an earlier note of protest.", "Reuters, 21 March 2024, p. 14."]
    assert not {"Page", "Quarterly", "hospital1", "Thursday2"} & set(page.text.split())


def column(*texts: str, left: float = 50, size: float = 10, top: float = 700, right: float | None = None) -> list[Line]:
    """Lines below each other; without a right end each is as wide as its text."""
    return [
        Line(text, left, right or left + len(text) * size / 2, top - 12 * row, size) for row, text in enumerate(texts)
    ]


WHOLE = "Russia attacked Ukraine on Monday and Tuesday, and the United States and the European Union protested."
LEFT = column(
    "The president of the republic met a",
    "French minister, who had come to the",
    "city. Iran sent its minister and the",
)
MET = "The president of the republic met a French minister, who had come to the city. Iran sent its minister and the"
BODY = column(
    "Russia attacked Ukraine on Monday and", "Tuesday, and the United States and the", "European Union protested."
)


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ([BODY], WHOLE),
        # a column goes on at the top of the next
        (
            [[*LEFT, *column("Swedish envoy home on the same day and", "said so.", left=300)]],
            f"{MET} Swedish envoy home on the same day and said so.",
        ),
        ([column("Iran arrested two di\x02", "plomats.")], "Iran arrested two di-\nplomats."),
        ([column("the Anglo-", "Saxon world")], "the Anglo-Saxon world"),
        # rows and lists keep their lines
        ([column("Iran", "Iraq 17", "Oman")], "Iran\n\nIraq 17\n\nOman"),
        ([column("• Iran arrested Swedes", "• Oman freed them")], "• Iran arrested Swedes\n\n• Oman freed them"),
        ([column("\uf0b7 Iran arrested Swedes.")], "Iran arrested Swedes."),
        # a larger line is a headline, however it ends
        ([[*column("Peace", size=18, top=720), *BODY[:1]]], "Peace\n\nRussia attacked Ukraine on Monday and"),
        # notes stand at the end, without their marks
        (
            [[*BODY[:2], *column("1Iran had warned.", size=8, top=100)], BODY[2:]],
            f"{WHOLE}\n\nIran had warned.",
        ),
        # small print without a mark is no note
        ([[*BODY, *column("Small print", size=8, top=100)]],
         f"{WHOLE}\n\nSmall print"),
        # running heads: of two pages on both, of many on three; what browsers print
        ([column("The Wire 1", "Iran spoke."), column("The Wire 2", "Oman spoke.")], "Iran spoke.\n\nOman spoke."),
        ([column("11/28/26, 6:52 PM Peace", "Iran spoke.", "https://a.example/b 1/1")], "Iran spoke."),
        # what a raised mark has parted is one line
        (
            [[Line("on Thursday", 50, 105, 700, 10), Line(". Then Iran", 105, 150, 700, 10)]],
            "on Thursday. Then Iran",
        ),
        # on a page that is turned nothing tells; whoever cleans the text decides
        ([[Line("Iran arrested", 50, 51, 700, 10), Line("Swedes", 70, 71, 700, 10)]], "Iran arrested\nSwedes"),
        ([], ""),
    ],
)  # fmt: skip
def test_lines_become_paragraphs(pages: list[list[Line]], expected: str) -> None:
    assert prose(pages) == expected
