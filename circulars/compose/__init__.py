"""Composing: datasets, office and form become a letter, everything in it derived and known."""

from circulars.compose.annexes import DIGITS, Sheets
from circulars.compose.attachments import with_annex_pages
from circulars.compose.form import named_answers
from circulars.compose.letter import compose, form_fields
from circulars.compose.recipients import compose_all

__all__ = [
    "DIGITS",
    "Sheets",
    "compose",
    "compose_all",
    "form_fields",
    "named_answers",
    "with_annex_pages",
]
