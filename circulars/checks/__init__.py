"""The check before signing: one module a theme, one function a rule."""

from circulars.checks.rules import check_form, check_letter, check_table, check_written, settled

__all__ = ["check_form", "check_letter", "check_table", "check_written", "settled"]
