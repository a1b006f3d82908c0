"""Files and streams to documents, to clean text, to sentences; offsets map back to the source."""

from graphkit.documents.cleaning import CleanText, clean
from graphkit.documents.dates import parse_date
from graphkit.documents.reader import Columns, Input, Item, Reader, Skipped
from graphkit.documents.reading import STDIN, Assume, Skip, read
from graphkit.documents.splitting import original, sentences, spanning

__all__ = [
    "STDIN",
    "Assume",
    "CleanText",
    "Columns",
    "Input",
    "Item",
    "Reader",
    "Skip",
    "Skipped",
    "clean",
    "original",
    "parse_date",
    "read",
    "sentences",
    "spanning",
]
