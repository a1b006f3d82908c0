"""Files and streams to documents, documents to clean text, clean text to sentences; offsets lead back to the source."""

from graphkit.documents.cleaning import CleanText, clean
from graphkit.documents.reading import STDIN, SUFFIXES, Skip, parse_date, read
from graphkit.documents.splitting import original, sentences

__all__ = ["STDIN", "SUFFIXES", "CleanText", "Skip", "clean", "original", "parse_date", "read", "sentences"]
