"""Values between the steps: numbers, lengths, findings, cells, and the facts behind them."""

from __future__ import annotations

import errno
import tomllib
from collections import Counter
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circulars.data.measures import MEASURES
from circulars.data.provinces import province_named, provinces
from circulars.model.errors import CircularsError, reason_of
from circulars.model.findings import Finding, Level, blocking
from circulars.model.lengths import cm, pt, twips
from circulars.model.office import AuthorityLine
from circulars.model.reference_number import ReferenceNumber
from circulars.model.sheet import Cell


def number(**parts: object) -> ReferenceNumber:
    """Return the seed letter's number with other parts."""
    usual = {"code": "พย", "unit": "0019.2", "serial": 1175, "is_circular": True}
    return ReferenceNumber(**{**usual, **parts})  # type: ignore[arg-type] # as each test says


@pytest.mark.parametrize(
    ("parts", "printed", "stem"),
    [
        ({}, "พย 0019.2/ว1175", "พย0019.2-ว1175"),
        ({"space": True}, "พย 0019.2/ว 1175", "พย0019.2-ว1175"),
        ({"is_circular": False}, "พย 0019.2/1175", "พย0019.2-1175"),
        ({"unit": "0019"}, "พย 0019/ว1175", "พย0019-ว1175"),
    ],
)
def test_reference_number(parts: dict[str, object], printed: str, stem: str) -> None:
    """The number is printed as the letters have it; its file name has no slash and no space."""
    assert (printed, stem) == (str(number(**parts)), number(**parts).file_stem)


def test_number_left_blank() -> None:
    """Without a serial there is room for the pen, and the file is called a draft."""
    blank = number(serial=None)
    assert str(blank).startswith("พย 0019.2/ว\N{NO-BREAK SPACE}")
    assert "ร่าง-พย0019.2" == blank.file_stem


@given(code=st.text(max_size=5), unit=st.text(max_size=8))
def test_file_names_stay_in_their_folder(code: str, unit: str) -> None:
    """Whatever the profile says, the file name leads nowhere and holds nothing forbidden."""
    stem = number(code=code, unit=unit).file_stem
    assert not set(stem) & set('<>:"/\\|?*\n\t\0 ')
    assert not stem.startswith(".")


def test_lengths() -> None:
    """2.5 cm are 1417 twips, 16 pt are 32 half points, a twip is a twentieth of a point."""
    assert (1417, 32, pt(1)) == (cm(2.5).twips, pt(16).half_points, twips(20))
    assert (21.0, 16.0) == (cm(21).cm, pt(16).pt)


def test_waived_findings_do_not_block() -> None:
    """Only level block holds back, and only where its code is not waived."""
    held = Finding(code="a", where="", message="", hint="")
    waived = Finding(code="b", where="", message="", hint="")
    warned = Finding(code="c", level=Level.WARN, where="", message="", hint="")
    assert (held,) == blocking([held, waived, warned], allowed=frozenset({"b"}))


def test_findings_as_json() -> None:
    """A finding has the five parts of the contract, the level as a word."""
    finding = Finding(code="a", level=Level.NOTE, where="b", message="c", hint="d")
    parts = {"code": "a", "level": "note", "where": "b", "message": "c", "hint": "d"}
    assert parts == finding.as_dict()


def test_errors_carry_every_finding() -> None:
    """An error keeps its findings, and its text names place, message and code of each."""
    found = [Finding(code=f"c{n}", where=f"w{n}", message=f"m{n}", hint="") for n in (1, 2)]
    error = CircularsError(*found)
    assert tuple(found) == error.findings
    assert "w1: m1 [c1]\nw2: m2 [c2]" == str(error)


@pytest.mark.parametrize(
    ("code", "reason"),
    [(errno.ENOSPC, "เนื้อที่ดิสก์เต็ม"), (errno.EACCES, "ไม่มีสิทธิ์"), (9999, "own words")],
)
def test_reasons_of_the_system(code: int, reason: str) -> None:
    """The usual refusals of the system are told in Thai, others in its own words."""
    assert reason == reason_of(OSError(code, "own words"))


@pytest.mark.parametrize(
    ("value", "number_format", "figure"),
    [
        (Decimal("0.8371"), "0.00%", Decimal("83.71")),
        (Decimal("0.8371"), "0.0%;[Red]-0.0%", Decimal("83.71")),
        (Decimal("83.71"), '0.00"%"', Decimal("83.71")),
        (Decimal("83.71"), "0.00\\%", Decimal("83.71")),
        (Decimal("83.71"), "0.00_%", Decimal("83.71")),
        (Decimal("83.71"), "General", Decimal("83.71")),
        ("83.71", "0.00%", None),
        (None, "0.00%", None),
        (True, "General", None),
    ],
)
def test_figures_are_as_printed(
    value: Decimal | str | None, number_format: str, figure: Decimal | None
) -> None:
    """In percent format the figure is the one printed; a percent sign in quotes is but a sign."""
    cell = Cell(address="A1", value=value, text="", number_format=number_format)
    assert figure == cell.figure


def test_authority_lines() -> None:
    """A post and its phrase stand on one line; the last line has no phrase."""
    assert "พัฒนาการจังหวัด ปฏิบัติราชการแทน" == str(
        AuthorityLine(post="พัฒนาการจังหวัด", phrase="ปฏิบัติราชการแทน")
    )
    assert "ผู้ว่าราชการจังหวัดพะเยา" == str(AuthorityLine(post="ผู้ว่าราชการจังหวัดพะเยา"))


def test_provinces() -> None:
    """There are 77 provinces, Bangkok counted, each with a name, code and number of its own."""
    assert 77 == len(provinces())
    for part in ("name", "code", "number"):
        counts = Counter(getattr(province, part) for province in provinces())
        assert [] == [value for value, count in counts.items() if count > 1]
    assert (
        {2}
        == {len(each.code) for each in provinces()}
        == {len(each.number) for each in provinces()}
    )


@pytest.mark.parametrize(
    ("name", "code", "number_"),
    [
        ("พะเยา", "พย", "56"),
        ("ฉะเชิงเทรา", "ฉช", "24"),
        ("เชียงราย", "ชร", "57"),
        ("กรุงเทพมหานคร", "กท", "10"),
        ("บึงกาฬ", "บก", "38"),
    ],
)
def test_known_provinces(name: str, code: str, number_: str) -> None:
    """Codes and numbers of the seed letters' provinces, of the capital and of the newest one."""
    province = province_named(name)
    assert province is not None
    assert (code, number_) == (province.code, province.number)
    assert province_named(f"จังหวัด{name}") is None


def test_measures_have_sources() -> None:
    """Every measure has a value, a source, and says whether the source is the regulation's own."""
    text = files("circulars.data").joinpath("measures.toml").read_text(encoding="utf-8")
    for section, entries in tomllib.loads(text).items():
        for name, entry in entries.items():
            assert {"value", "source", "verified"} <= entry.keys(), (section, name)
            assert entry["source"], (section, name)
            assert isinstance(entry["verified"], bool)


def test_measures_of_an_official_letter() -> None:
    """A4, 3 cm to the left and 2 cm to the right, 16 pt: the measures of the regulation."""
    assert (21.0, 29.7) == (MEASURES.page_width.cm, MEASURES.page_height.cm)
    assert (3.0, 2.0) == (MEASURES.length("page", "left").cm, MEASURES.length("page", "right").cm)
    assert 16.0 == MEASURES.font_size.pt
    assert 2.5 == MEASURES.length("letter", "first_line_indent").cm
