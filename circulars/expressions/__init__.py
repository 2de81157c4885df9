"""The language of templates and letter.toml: Jinja2, strict, escaped and sandboxed."""

from circulars.expressions.builtins import JINJA_FILTERS
from circulars.expressions.filters import TEMPLATE_FILTERS, Blank
from circulars.expressions.qr_codes import collect_pictures
from circulars.expressions.reasons import in_thai
from circulars.expressions.rules import Expression, ExpressionError, compiled
from circulars.expressions.sandbox import AS_LINE, AS_XML, READER, Sandbox, make_sandbox
from circulars.expressions.undefined import MissingName, collect_missing, template_line
from circulars.expressions.work import ARITHMETIC, MAX_WORK
from circulars.expressions.xml_text import XmlText, to_xml_text, xml_text

__all__ = [
    "ARITHMETIC",
    "AS_LINE",
    "AS_XML",
    "JINJA_FILTERS",
    "MAX_WORK",
    "READER",
    "TEMPLATE_FILTERS",
    "Blank",
    "Expression",
    "ExpressionError",
    "MissingName",
    "Sandbox",
    "XmlText",
    "collect_missing",
    "collect_pictures",
    "compiled",
    "in_thai",
    "make_sandbox",
    "template_line",
    "to_xml_text",
    "xml_text",
]
