"""Errors of this package: each keeps the value that was refused and a Thai reason."""

from __future__ import annotations


class ThaiNumeralsError(ValueError):
    """A value that cannot be used; `value` is what was given, `reason` a Thai sentence."""

    def __init__(self, value: object, reason: str) -> None:
        super().__init__(f"{value!r}: {reason}")
        self.value = value
        self.reason = reason


class DateError(ThaiNumeralsError):
    """Not a date, or a date that does not exist (วันที่ที่ไม่มีอยู่จริง)."""


class NumberError(ThaiNumeralsError):
    """Not a number, or not one in words (จำนวนที่อ่านไม่ได้)."""


class FileError(ThaiNumeralsError):
    """A file that cannot be read or converted (แฟ้มที่แปลงไม่ได้)."""
