"""Facts with their sources, and one reader for each file."""

from circulars.data.advances import text_width
from circulars.data.line_breaks import JOINER, NO_BREAK_SPACE, Gap, line_breaks, plain_text
from circulars.data.measures import MEASURES, Measures

__all__ = [
    "JOINER",
    "MEASURES",
    "NO_BREAK_SPACE",
    "Gap",
    "Measures",
    "line_breaks",
    "plain_text",
    "text_width",
]
