"""The check before signing of files: letters, workbooks, output folders."""

from circulars.inspection.files import inspect_paths
from circulars.inspection.inspected import Inspected, Quote
from circulars.inspection.letters import inspect_letter
from circulars.inspection.workbooks import inspect_workbook

__all__ = [
    "Inspected",
    "Quote",
    "inspect_letter",
    "inspect_paths",
    "inspect_workbook",
]
