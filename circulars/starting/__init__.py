"""Starter workbooks (สมุดงานตั้งต้น): what a letter type asks for, ready to be filled in."""

from circulars.starting.book import starter_book, starter_bytes
from circulars.starting.form_rows import FormRow, form_rows
from circulars.starting.plans import SheetPlan, Slot, plan_sheets
from circulars.starting.targets import opened_type

__all__ = [
    "FormRow",
    "SheetPlan",
    "Slot",
    "form_rows",
    "opened_type",
    "plan_sheets",
    "starter_book",
    "starter_bytes",
]
