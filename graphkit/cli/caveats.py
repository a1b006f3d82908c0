"""The report at the end of reading: what was skipped, assumed or only partly read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from graphkit.cli.output import count, say
from graphkit.languages.registry import remedy

if TYPE_CHECKING:
    from graphkit.documents import Skipped


class Caveats:
    """Counts what the user should know; its methods are pipeline callbacks, and ``tell`` prints the report."""

    def __init__(self) -> None:
        self.undated = 0
        """Number of documents without a publication date."""
        self._refused: Counter[str] = Counter()
        self._partly: Counter[str] = Counter()
        self._skipped: Counter[tuple[bool, str]] = Counter()
        self._assumed: Counter[str] = Counter()

    def skipped(self, left: Skipped, number: int = 1) -> None:
        """Count what is skipped: a file by its suffix, a document by its language or by what it lacks."""
        self._skipped[left.file, left.kind] += number

    def assumed(self, suffix: str) -> None:
        """Count a file with an unknown suffix that is read as text."""
        self._assumed[suffix] += 1

    def refused(self, reasons: Mapping[str, int]) -> None:
        """Count, by reason, the findings in a document that did not become claims."""
        self._refused.update(reasons)

    def partly(self, reasons: Mapping[str, int]) -> None:
        """Count, by reason, the passages of a document that were only partly read."""
        self._partly.update(reasons)

    def tell(self) -> None:
        """Print one line per kind of remark."""
        if self.undated:
            say_undated(self.undated)
        if self._refused:
            say(f"{count(self._refused.total(), 'finding')} of the extractor rejected: {listed(self._refused)}")
        if self._partly:
            say(f"{count(self._partly.total(), 'passage')} only partly read: {listed(self._partly)}")
        if self._assumed:
            say(f"{count(self._assumed.total(), 'file')} read as plain text: {listed(self._assumed)}")
        self._say_skipped("file", "; save their text as .txt, .md or .jsonl")
        foreign = [kind[3:] for file, kind in self._skipped if not file and kind.startswith("in ")]
        self._say_skipped("document", f"; {remedy(foreign)}" if foreign else "")

    def _say_skipped(self, noun: str, hint: str) -> None:
        kinds = sorted((kind, number) for (file, kind), number in self._skipped.items() if file == (noun == "file"))
        if kinds:
            told = ", ".join(f"{number:,} {kind or 'without a suffix'}" for kind, number in kinds)
            say(f"{count(sum(number for _, number in kinds), noun)} not read: {told}{hint}")


def say_undated(number: int) -> None:
    """Report documents without a publication date, which decides who holds an office."""
    say(f"{count(number, 'document')} without a date: offices are resolved as of today; set --date")


def listed(reasons: Counter[str]) -> str:
    """Reasons with their counts, most frequent first."""
    return ", ".join(f"{reason} ({number:,})" for reason, number in reasons.most_common())
