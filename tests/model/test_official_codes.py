"""Codes of agencies and of telephone areas, with their sources."""

from __future__ import annotations

from circulars.data.agencies import agency_codes
from circulars.data.area_codes import all_area_codes, area_codes
from circulars.data.provinces import provinces
from circulars.data.tables import csv_rows


def test_every_province_has_its_area_codes() -> None:
    """Each province has an area code; printed letters give three of them."""
    assert [] == [each.name for each in provinces() if not area_codes(each.name)]
    assert {each["province"] for each in csv_rows("area_codes.csv")} == {
        p.name for p in provinces()
    }
    assert (("054",), ("052", "053")) == (area_codes("พะเยา"), area_codes("เชียงราย"))
    assert "038" in area_codes("ฉะเชิงเทรา")
    assert () == area_codes("ดวงจันทร์")


def test_area_codes_are_those_of_fixed_telephones() -> None:
    """02 is that of the capital; the others are three digits from 03 to 07."""
    others = all_area_codes() - {"02"}
    assert all(len(code) == 3 and code[:2] in {"03", "04", "05", "07"} for code in others)


def test_agencies_and_provinces_share_no_code() -> None:
    """A code is that of one ministry, agency or province."""
    assert set() == agency_codes().keys() & {each.code for each in provinces()}
    assert len(csv_rows("agencies.csv")) == len(agency_codes())


def test_every_row_has_its_source() -> None:
    """Each row says where it was read."""
    for row in (*csv_rows("agencies.csv"), *csv_rows("area_codes.csv")):
        assert row["source"]
