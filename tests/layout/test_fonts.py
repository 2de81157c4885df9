"""The font with the layout of TH Sarabun, and the fontconfig file that leads to it."""

from __future__ import annotations

import tempfile
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from circulars.layout import fonts, prepare_fonts
from circulars.layout.fonts import derive, fontconfig, installed_fonts
from circulars.model.errors import LayoutError

if TYPE_CHECKING:
    from collections.abc import Callable

Installed = dict[str, dict[str, Path]]


@pytest.fixture(scope="module")
def laksaman() -> dict[str, Path]:
    """Return the files of Debian's Laksaman by style."""
    return installed_fonts()["Laksaman"]


@pytest.fixture
def pretend(monkeypatch: pytest.MonkeyPatch) -> Callable[[Installed], None]:
    """Return a function that makes fontconfig know just the fonts it is given."""

    def make(installed: Installed) -> None:
        monkeypatch.setattr(fonts, "installed_fonts", lambda: installed)

    return make


@pytest.mark.parametrize("style", fonts.STYLES)
def test_derived_font_has_the_measures_of_th_sarabun_new(
    laksaman: dict[str, Path], style: str
) -> None:
    """Line height and, in the regular style, the width of ก are those of TH Sarabun New."""
    font = derive(laksaman[style])
    em = font["head"].unitsPerEm
    hhea, os2 = font["hhea"], font["OS/2"]
    heights = (hhea.ascent, -hhea.descent, hhea.lineGap, os2.usWinAscent, os2.usWinDescent)
    assert [0.844, 0.457, 0.03, 0.844, 0.457] == [round(height / em, 3) for height in heights]
    typo = (os2.sTypoAscender, os2.sTypoDescender, os2.sTypoLineGap)
    assert [0.85, -0.25, 0.06] == [round(height / em, 2) for height in typo]
    assert 0 == os2.fsSelection & 1 << 7
    if style == "Regular":
        advance, _ = font["hmtx"][font.getBestCmap()[ord("ก")]]
        assert 0.386 == pytest.approx(advance / em, abs=0.0011)


@pytest.mark.parametrize("style", fonts.STYLES)
def test_derived_font_does_not_call_itself_laksaman(laksaman: dict[str, Path], style: str) -> None:
    """The changed font has another name; copyright and licence stay as they were."""
    before, after = TTFont(laksaman[style])["name"], derive(laksaman[style])["name"]
    assert "Circulars Sarabun" == after.getBestFamilyName()
    assert "CircularsSarabun" in after.getDebugName(6)
    for identifier in (0, 7, 13, 14):  # copyright, trademark, licence, its address
        assert before.getDebugName(identifier) == after.getDebugName(identifier)


def test_derived_font_is_the_same_bytes_each_time(laksaman: dict[str, Path]) -> None:
    """The bytes depend on Laksaman alone, not on the clock."""
    first, second = BytesIO(), BytesIO()
    derive(laksaman["Regular"]).save(first)
    derive(laksaman["Regular"]).save(second)
    assert first.getvalue() == second.getvalue()


def test_fonts_are_derived_where_th_sarabun_is_missing(
    tmp_path: Path, pretend: Callable[[Installed], None], laksaman: dict[str, Path]
) -> None:
    """Without TH Sarabun, four styles are made and every usual name leads to them."""
    pretend({"Laksaman": laksaman})
    setup = prepare_fonts(tmp_path)
    assert ("Circulars Sarabun", True) == (setup.family, setup.derived)
    assert 4 == len(list(setup.config.parent.glob("*.ttf")))
    assert {*fonts.NAMES, *fonts.THAI_DIGIT_NAMES} == aliases(setup.config.read_text("utf-8"))


def test_real_th_sarabun_is_preferred(
    tmp_path: Path, pretend: Callable[[Installed], None], laksaman: dict[str, Path]
) -> None:
    """Where TH Sarabun is installed under one name, the other names lead to it."""
    pretend({"Laksaman": laksaman, "TH Sarabun New": {"Regular": Path("THSarabunNew.ttf")}})
    setup = prepare_fonts(tmp_path)
    assert ("TH Sarabun New", False) == (setup.family, setup.derived)
    assert [] == list(setup.config.parent.glob("*.ttf"))
    led = aliases(setup.config.read_text("utf-8"))
    assert "TH SarabunPSK" in led
    assert "TH Sarabun New" not in led


def test_a_font_that_draws_arabic_digits_as_thai_does_not_stand_for_the_others(
    tmp_path: Path, pretend: Callable[[Installed], None], laksaman: dict[str, Path]
) -> None:
    """TH SarabunIT๙ alone would print an annex's 123 as ๑๒๓."""
    pretend({"Laksaman": laksaman, "TH SarabunIT๙": {"Regular": Path("THSarabunIT9.ttf")}})
    setup = prepare_fonts(tmp_path)
    assert setup.derived
    assert "TH SarabunIT๙" not in aliases(setup.config.read_text("utf-8"))


def test_no_font_at_all_is_a_finding(tmp_path: Path, pretend: Callable[[Installed], None]) -> None:
    """Without TH Sarabun and Laksaman, the finding names the Debian package."""
    pretend({})
    with pytest.raises(LayoutError) as caught:
        prepare_fonts(tmp_path)
    (finding,) = caught.value.findings
    assert "font-missing" == finding.code
    assert "fonts-tlwg-laksaman-ttf" in finding.hint


def test_several_at_once_make_one_folder(
    tmp_path: Path, pretend: Callable[[Installed], None], laksaman: dict[str, Path]
) -> None:
    """Whoever comes second uses the first one's folder; nothing half-made stays."""
    pretend({"Laksaman": laksaman})
    cache = tmp_path / "new" / "cache"
    with ThreadPoolExecutor(4) as pool:
        setups = list(pool.map(prepare_fonts, [cache] * 4))
    assert 1 == len(set(setups))
    assert [setups[0].config.parent] == list(cache.iterdir())


def test_an_unwritable_cache_is_replaced_by_a_private_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the user's cache cannot be made, fonts go to a folder that only the user opens."""
    blocked = tmp_path / "a file"
    blocked.touch()
    monkeypatch.setenv("XDG_CACHE_HOME", str(blocked))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = prepare_fonts().config.parent.parent
    assert tmp_path == folder.parent
    assert 0o700 == folder.stat().st_mode & 0o777


def aliases(config: str) -> set[str | None]:
    """Return the names that the fontconfig file leads elsewhere."""
    root = ElementTree.fromstring(config)
    return {test.text for test in root.iterfind("match/test/string")}


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1)))
def test_any_name_can_stand_in_the_fontconfig_file(names: list[str]) -> None:
    """Whatever signs a font's name has, the file is well-formed and the name comes back."""
    assert set(names) == aliases(fontconfig(Path("/fonts & more"), "A < B", names))
