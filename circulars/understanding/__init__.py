"""Tables of unknown kind: what their columns are, and what holds between them."""

from circulars.understanding.tables import Understanding, understand_sheet, understand_table
from circulars.understanding.written_sheet import written_sheet

__all__ = ["Understanding", "understand_sheet", "understand_table", "written_sheet"]
