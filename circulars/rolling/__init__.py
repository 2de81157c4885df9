"""Rolling the form of a letter forward: what next month's letter is to be filled with."""

from circulars.rolling.citation import previous_citation
from circulars.rolling.form_book import form_book
from circulars.rolling.previous import read_previous
from circulars.rolling.proposals import Proposal, Rolling, limits, next_shift, roll_form
from circulars.rolling.shift import Shift
from circulars.rolling.texts import roll_text

__all__ = [
    "Proposal",
    "Rolling",
    "Shift",
    "form_book",
    "limits",
    "next_shift",
    "previous_citation",
    "read_previous",
    "roll_form",
    "roll_text",
]
