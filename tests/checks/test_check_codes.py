"""Codes: letter code, postcode and provinces named are those of the office."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from letters_to_check import OFFICE, brief, check

from circulars.data.provinces import provinces
from circulars.model.office import AuthorityLine, Signatory

if TYPE_CHECKING:
    from circulars.data.provinces import Province
    from circulars.model.office import Office


def office_in(province: str, code: str, address: str, issuer: str | None = None) -> Office:
    """Return an office of `province` with this code and address line."""
    return replace(
        OFFICE,
        province=province,
        code=code,
        address=(address,),
        issuer=issuer or f"จังหวัด{province}",
        letterhead=f"ศาลากลางจังหวัด{province}",
        signatories=(),
    )


@pytest.mark.parametrize(
    ("province", "code", "address"),
    [
        ("พะเยา", "พย", "ถนนพหลโยธิน พย 56000"),
        ("พะเยา", "พย", "ถนนพหลโยธิน พย ๕๖๐๐๐"),
        ("พะเยา", "พย", "พย56000"),
        ("ฉะเชิงเทรา", "ฉช", "ถนนยุทธดำเนิน 24000"),
        ("เชียงราย", "ชร", "ชร 57100"),
        ("สกลนคร", "สน", "อำเภอเมืองสกลนคร 47000"),
        ("นครพนม", "นพ", "จังหวัดนครพนม 48000"),
        ("ยโสธร", "ยส", "ยโสธร 35000"),
        ("นนทบุรี", "นบ", "ถนนรัตนาธิเบศร์ นบ 11000"),
        ("สมุทรปราการ", "สป", "ถนนสุขุมวิท 10270"),
        ("สระบุรี", "สบ", "สบ 18000"),
        ("กรุงเทพมหานคร", "กท", "ถนนราชดำเนินนอก กทม. 10200"),
        ("พะเยา", "พย", "เลขที่ 99/12345 โทร 0 5444 9544 หรือ 054449544 อีเมล 12345@x"),
        ("พะเยา", "พย", "ตำบลเวียง"),
    ],
)
def test_codes_that_agree(province: str, code: str, address: str) -> None:
    """The province's own code and postcode are right; other numbers in an address are none."""
    assert [] == check(office=office_in(province, code, address))


@pytest.mark.parametrize(
    ("province", "code", "hint"),
    [
        ("พะเยา", "พง", "รหัสของจังหวัดพะเยาคือ พย"),
        # as read from print: น for ฉ and ข for ช
        ("ฉะเชิงเทรา", "นข", "รหัสของจังหวัดฉะเชิงเทราคือ ฉช"),
        ("เชียงราย", "ขร", "รหัสของจังหวัดเชียงรายคือ ชร"),
    ],
)
def test_code_of_another_province(province: str, code: str, hint: str) -> None:
    """A letter under another province's code, or under none, is held back."""
    (finding,) = check(office=office_in(province, code, ""))
    assert ("block", "reference-code-province", hint) == (finding.level, finding.code, finding.hint)
    assert f"“{code}”" in finding.message


def test_code_of_a_ministry() -> None:
    """An office of a ministry in the province writes under the ministry's code."""
    assert [] == check(office=office_in("พะเยา", "กค", "", issuer="สำนักงานสรรพากรพื้นที่พะเยา"))
    (finding,) = check(office=office_in("พะเยา", "ชร", "", issuer="สำนักงานสรรพากรพื้นที่พะเยา"))
    assert "reference-code-province" == finding.code


@pytest.mark.parametrize(
    ("province", "code", "address", "hint"),
    [
        ("พะเยา", "พย", "พย 57000", "ของจังหวัดพะเยาคือ 56xxx"),
        ("พะเยา", "พย", "ถนนพหลโยธิน ๕๒๐๐๐", "ของจังหวัดพะเยาคือ 56xxx"),
        ("นนทบุรี", "นบ", "12000", "ของจังหวัดนนทบุรีคือ 11xxx"),
    ],
)
def test_postcode_of_another_province(province: str, code: str, address: str, hint: str) -> None:
    """A postcode that is not the province's is warned of: some districts have a neighbour's."""
    (finding,) = check(office=office_in(province, code, address))
    assert ("warn", "postcode-province", hint) == (finding.level, finding.code, finding.hint)


def test_letters_before_the_postcode() -> None:
    """The letters before a postcode are the province's code, or the letter is held back."""
    (finding,) = check(office=office_in("พะเยา", "พย", "ชร 56000"))
    assert ("block", "reference-code-province") == (finding.level, finding.code)
    assert "รหัสของจังหวัดพะเยาคือ พย" == finding.hint


def test_province_left_from_another_office() -> None:
    """A province left in the profile from the office it was copied from is found everywhere."""
    governor = Signatory(
        key="ผวจ.", name="นายก", authority=(AuthorityLine(post="ผู้ว่าราชการจังหวัดเชียงราย"),)
    )
    copied = replace(OFFICE, letterhead="ศาลากลางจังหวัดเชียงใหม่", signatories=(governor,))
    assert [
        ("warn", "province-mismatch", "ข้อมูลสำนักงาน letterhead"),
        ("warn", "province-mismatch", "ข้อมูลสำนักงาน signatories ผวจ."),
    ] == brief(check(office=copied))


def test_unknown_province() -> None:
    """Without a known province there is nothing to compare with: loading the profile told so."""
    assert [] == check(
        office=replace(OFFICE, province="ดวงจันทร์", letterhead="", issuer="", signatories=())
    )


@pytest.mark.parametrize("province", provinces(), ids=lambda each: each.code)
def test_every_province(province: Province) -> None:
    """An office of any province under its own code has nothing to mend."""
    assert [] == check(office=office_in(province.name, province.code, ""))
