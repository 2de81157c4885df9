"""Composing: datasets, office and form become a letter, everything in it derived and known."""

from circulars.compose.annexes import DIGITS
from circulars.compose.letter import compose, form_fields

__all__ = ["DIGITS", "compose", "form_fields"]
