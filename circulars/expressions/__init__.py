"""The language of templates and letter.toml: Jinja2, strict, escaped and sandboxed."""

from circulars.expressions.filters import TEMPLATE_FILTERS, Blank
from circulars.expressions.rules import Expression, ExpressionError, compiled
from circulars.expressions.sandbox import Sandbox, XmlText, make_sandbox, to_xml_text
from circulars.expressions.undefined import MissingName, collect_missing

__all__ = [
    "TEMPLATE_FILTERS",
    "Blank",
    "Expression",
    "ExpressionError",
    "MissingName",
    "Sandbox",
    "XmlText",
    "collect_missing",
    "compiled",
    "make_sandbox",
    "to_xml_text",
]
