"""What the machine must have for PDF: LibreOffice, a python3 that drives it, and the font."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Final

from circulars.layout.fonts import FONT_MISSING, NAMES, SOURCE_NAME, installed_fonts
from circulars.model.errors import LayoutError
from circulars.model.findings import Finding, Level

OFFICE_PLACES: Final = (
    "/usr/lib/libreoffice/program/soffice",  # Debian
    "/opt/libreoffice/program/soffice",
)
UNO_PYTHONS: Final = (
    "/usr/bin/python3",  # Debian's python3-uno
    "/opt/libreoffice/program/python",  # the one in LibreOffice's own packages
)

OFFICE_MISSING: Final = Finding(
    code="libreoffice-missing",
    level=Level.WARN,
    where="เครื่องนี้",
    message="ไม่พบโปรแกรม LibreOffice จึงทำไฟล์ PDF เลขหน้า และคำต่อท้ายหน้าไม่ได้",
    hint="สั่ง apt-get install --no-install-recommends libreoffice-writer-nogui",
)
UNO_MISSING: Final = Finding(
    code="uno-missing",
    level=Level.WARN,
    where="เครื่องนี้",
    message="ไม่พบส่วนที่ใช้สั่งงาน LibreOffice (python3-uno) จึงทำไฟล์ PDF ไม่ได้",
    hint="สั่ง apt-get install --no-install-recommends python3-uno",
)


def missing_parts() -> tuple[Finding, ...]:
    """Return a finding for each part that PDF needs and this machine lacks: what to install."""
    fonts = installed_fonts()
    return tuple(
        finding
        for finding, present in (
            (OFFICE_MISSING, _office()),
            (UNO_MISSING, _uno_python()),
            (FONT_MISSING, any(name in fonts for name in (*NAMES, SOURCE_NAME))),
        )
        if not present
    )


def find_office() -> Path:
    """Return the program `soffice`; raises :exc:`LayoutError` where there is none."""
    office = _office()
    if office is None:
        raise LayoutError(OFFICE_MISSING)
    return office


def find_uno_python() -> Path:
    """Return a python3 that has `uno`; raises :exc:`LayoutError` where there is none."""
    python = _uno_python()
    if python is None:
        raise LayoutError(UNO_MISSING)
    return python


def _office() -> Path | None:
    found = shutil.which("soffice") or shutil.which("libreoffice")
    places = [Path(found)] if found else [Path(place) for place in OFFICE_PLACES]
    return next((place for place in places if place.exists()), None)


@cache
def _uno_python() -> Path | None:
    return next((Path(place) for place in UNO_PYTHONS if _has_uno(place)), None)


def _has_uno(python: str) -> bool:
    """Whether `python` starts and can import `uno`."""
    try:
        command = [python, "-c", "import uno"]
        return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603  # fixed places
    except OSError:
        return False
