"""The check before signing: one module a theme, one function a rule."""

from circulars.checks.rules import check_letter

__all__ = ["check_letter"]
