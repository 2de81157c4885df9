"""What the machine has for PDF, and whether the layout measures right."""

from __future__ import annotations

import shutil

import pytest

from circulars.layout import examine, find_office, missing_parts, parts
from circulars.layout.doctor import judge
from circulars.model.errors import LayoutError
from circulars.model.findings import Level


def test_layout_measures_as_th_sarabun() -> None:
    """LibreOffice prints ก 0.386 em wide and lines 1.331 em apart, in one of the two fonts."""
    report = examine()
    assert () == report.findings
    assert 0.386 == pytest.approx(report.advance, abs=0.001)
    assert 1.331 == pytest.approx(report.pitch, abs=0.005)
    assert report.fonts is not None
    assert report.fonts.derived == (report.fonts.family == "Circulars Sarabun")
    assert "LibreOffice" == report.versions[0][0]


def test_twenty_ko_kai_are_as_wide_as_in_word() -> None:
    """Twenty ก at 16 pt are 123.5 pt wide in TH Sarabun New (0.386 em each)."""
    advance = examine().advance
    assert advance is not None
    assert 123.5 == pytest.approx(advance * 16 * 20, abs=0.3)


def test_the_stock_substitute_is_told() -> None:
    """Debian's substitute as it is, ก 0.579 em wide, gives findings that name the font."""
    findings = judge(0.579, 1.958, {"Laksaman"})
    assert ["font-width", "font-height"] == [finding.code for finding in findings]
    assert {Level.WARN} == {finding.level for finding in findings}
    assert "Laksaman" in findings[0].hint


def test_every_missing_part_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a bare machine all parts are named at once, each with what to install."""
    monkeypatch.setattr(shutil, "which", lambda _: None)
    monkeypatch.setattr(parts, "OFFICE_PLACES", ())
    monkeypatch.setattr(parts, "UNO_PYTHONS", ("/nowhere/python3",))
    parts._uno_python.cache_clear()
    findings = missing_parts()
    assert ["libreoffice-missing", "uno-missing", "font-missing"] == [f.code for f in findings]
    packages = ("libreoffice-writer-nogui", "python3-uno", "fonts-tlwg-laksaman-ttf")
    assert [] == [p for p, f in zip(packages, findings, strict=True) if p not in f.hint]
    with pytest.raises(LayoutError):
        find_office()
    report = examine()
    assert (findings, None, None) == (report.findings, report.fonts, report.advance)
    parts._uno_python.cache_clear()


def test_nothing_is_missing_here() -> None:
    """On a machine with all parts there is no finding."""
    assert () == missing_parts()
