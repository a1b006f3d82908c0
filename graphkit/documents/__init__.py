"""Files and streams to documents, documents to clean text, clean text to sentences; offsets lead back to the source."""

from graphkit.documents.cleaning import CleanText, clean
from graphkit.documents.dates import parse_date
from graphkit.documents.reader import Columns, Item, Reader, Skipped, Source
from graphkit.documents.reading import STDIN, Assume, Skip, read
from graphkit.documents.splitting import original, sentences, spanning

__all__ = [
    "STDIN",
    "Assume",
    "CleanText",
    "Columns",
    "Item",
    "Reader",
    "Skip",
    "Skipped",
    "Source",
    "clean",
    "original",
    "parse_date",
    "read",
    "sentences",
    "spanning",
]
