"""Composing: datasets, office and form become a letter, everything in it derived and known."""

from circulars.compose.annexes import DIGITS, Sheets
from circulars.compose.attachments import with_annex_pages
from circulars.compose.common_fields import TO_ALL
from circulars.compose.form import named_answers
from circulars.compose.letter import compose, form_fields
from circulars.compose.recipients import Composer, composer
from circulars.compose.unclaimed import unclaimed_rows

__all__ = [
    "DIGITS",
    "TO_ALL",
    "Composer",
    "Sheets",
    "compose",
    "composer",
    "form_fields",
    "named_answers",
    "unclaimed_rows",
    "with_annex_pages",
]
