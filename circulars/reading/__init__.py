"""Reading letters that somebody wrote: a DOCX as a document, and the document as a letter."""

from __future__ import annotations

from circulars.reading.document import read_document
from circulars.reading.letter_parts import read_letter

__all__ = ["read_document", "read_letter"]
