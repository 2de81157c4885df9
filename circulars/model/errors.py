"""Errors by who can mend them; each carries every finding, never only the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from circulars.model.findings import Finding


class CircularsError(Exception):
    """The run stops; `findings` say why, where, and what to do about it."""

    def __init__(self, *findings: Finding) -> None:
        super().__init__("\n".join(f"{f.where}: {f.message} [{f.code}]" for f in findings))
        self.findings = findings


class WorkbookError(CircularsError):
    """The workbook cannot be used: mended by whoever keeps the figures."""


class TemplateError(CircularsError):
    """The DOCX template cannot be used: mended by the template editor."""


class LetterTypeError(CircularsError):
    """The letter type's letter.toml cannot be used: mended by the template editor."""


class OfficeError(CircularsError):
    """The office profile cannot be used: mended by whoever keeps office.toml."""


class FormError(CircularsError):
    """A value given for this letter is missing or wrong: mended by the secretary."""


class LetterHeldError(CircularsError):
    """The letter is made but held back by a `block` finding: mended or waived (--allow)."""


class LayoutError(CircularsError):
    """LibreOffice is missing or failed: mended by whoever keeps the machine."""


class OutputError(CircularsError):
    """The result could not be written, such as on a full disk."""
