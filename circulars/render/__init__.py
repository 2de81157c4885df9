"""Rendering: compiled templates, annex tables, page furniture, the package itself."""

from circulars.render.furniture import LONGEST_LITERAL
from circulars.render.letterhead import Letterhead
from circulars.render.long_letters import with_continuation_words
from circulars.render.template import Furniture, Template

__all__ = [
    "LONGEST_LITERAL",
    "Furniture",
    "Letterhead",
    "Template",
    "with_continuation_words",
]
