"""Fonts: the national ones, and those that stood in."""

from __future__ import annotations

from text_letters import found_in_fonts, letter_text, told

from circulars.model.written import LaidOutPages


def fonts_told(*fonts: str) -> list[str]:
    """Return what is said of the fonts of a letter set in `fonts`."""
    found = found_in_fonts(letter_text("ให้ครบทุกราย"), *fonts)
    return [each.message for each in found if each.code == "font-unofficial"]


def test_fonts_that_are_not_national() -> None:
    """Fonts outside the national ones are named together, once."""
    said = fonts_told("TH SarabunPSK", "Angsana New", "Cordia New")
    assert 1 == len(said)
    assert "“Angsana New”" in said[0]
    assert "“Cordia New”" in said[0]
    assert "Sarabun" not in said[0]


def test_national_fonts() -> None:
    """The national fonts are right, in whatever spelling of their names."""
    assert [] == fonts_told("TH SarabunPSK", "TH Sarabun New", "THSarabunNew", "TH Niramit AS")


def test_fonts_stood_in_for() -> None:
    """Fonts that the machine has not are named, for pages break elsewhere without them."""
    pages = LaidOutPages(starts=("",), texts=("",), missing_fonts=("Angsana New",))
    assert 1 == len(told("", "font-substituted", pages=pages))
    complete = LaidOutPages(starts=("",), texts=("",))
    assert [] == told("", "font-substituted", pages=complete)
    assert [] == told("", "font-substituted")
