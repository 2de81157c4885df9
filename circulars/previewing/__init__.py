"""Previews (ดูตัวอย่าง): letters of a type with invented data of awkward lengths."""

from circulars.previewing.cases import Case, cases_of
from circulars.previewing.preview import Previewed, UnknownCaseError, preview

__all__ = ["Case", "Previewed", "UnknownCaseError", "cases_of", "preview"]
