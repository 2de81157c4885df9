"""The check of letter types: every fault of letter.docx and letter.toml in one pass."""

from circulars.linting.lint import Linted, lint

__all__ = ["Linted", "lint"]
