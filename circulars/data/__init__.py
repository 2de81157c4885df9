"""Facts with their sources, and one reader for each file."""

from circulars.data.advances import text_width
from circulars.data.measures import MEASURES, Measures

__all__ = ["MEASURES", "Measures", "text_width"]
