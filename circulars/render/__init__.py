"""Rendering: compiled templates, annex tables, page furniture, the package itself."""

from circulars.render.furniture import LONGEST_LITERAL
from circulars.render.template import Furniture, Template

__all__ = ["LONGEST_LITERAL", "Furniture", "Template"]
