"""Everything that a text typed by somebody can mean: dates, years, numbers, money, digits."""

from circulars.service.readings.model import LONGEST_TEXT, Group, Line, Readings, Refused, Sense
from circulars.service.readings.read import read_text

__all__ = ["LONGEST_TEXT", "Group", "Line", "Readings", "Refused", "Sense", "read_text"]
