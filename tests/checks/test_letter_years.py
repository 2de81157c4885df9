"""The date of a written letter, and the order and years of the other dates in it."""

from __future__ import annotations

import pytest
from letter_makers import annex, codes, typed
from written_letters import findings_in


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # 19 January 2568 was a Sunday, 14 April is Songkran
        ({"date": "๑๙ มกราคม ๒๕๖๘", "cited": ""}, ["warn letter-date-nonworking"]),
        (
            {"date": "๑๔ เมษายน ๒๕๖๘", "body": "ส่งภายในวันที่ ๒๑ เมษายน ๒๕๖๘"},
            ["warn letter-date-nonworking"],
        ),
        ({"date": "๑๒ มีนาคม ๒๕๖๘"}, []),
    ],
)
def test_the_day_of_the_letter(parts: dict[str, str], expected: list[str]) -> None:
    """A letter dated on a closed day is warned of."""
    assert expected == codes(typed(**parts))


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("ลงวันที่ ๑๑ มีนาคม ๒๕๖๘", []),
        ("ลงวันที่ ๒๓ มกราคม ๒๕๖๗", []),  # letters of years ago are cited too
        ("ลงวันที่ ๑๒ มีนาคม ๒๕๖๘", ["warn cited-letter-later"]),
        ("ลงวันที่ ๒๓ มกราคม ๒๕๖๙", ["warn cited-letter-later"]),
    ],
)
def test_cited_letters(cited: str, expected: list[str]) -> None:
    """A letter cites none that is dated after it."""
    line = f"อ้างถึง หนังสือจังหวัดพะเยา ที่ พย ๐๐๑๙.๒/ว ๓๙๖ {cited}"
    assert expected == codes(typed(cited=line))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("ตามหนังสือกระทรวงมหาดไทย ที่ มท ๐๘๑๐/ว ๕๑๒ ลงวันที่ ๑๔ มีนาคม ๒๕๖๘", ["warn cited-letter-later"]),
        ("ตามหนังสือกระทรวงมหาดไทย ที่ มท ๐๘๑๐/ว ๕๑๒ ลงวันที่ ๑๐ มีนาคม ๒๕๖๘", []),
        ("ให้จัดทำหนังสือรับรอง ลงวันที่ ๑๔ มีนาคม ๒๕๖๘", []),
    ],
)
def test_letters_spoken_of(body: str, expected: list[str]) -> None:
    """A letter that the text speaks of by its number and day is no later than this one."""
    assert expected == codes(typed(body=body))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"annex": annex("ข้อมูล ณ วันที่ 10 มีนาคม 2568 เวลา 13.55 น.")}, []),
        ({"annex": annex("ข้อมูล ณ วันที่ 12 มีนาคม 2568")}, ["block data-date-after-letter"]),
        ({"annex": annex("(ข้อมูล ณ 31 มี.ค. 68)")}, ["block data-date-after-letter"]),
        # a form asks for data of a day to come
        (
            {"annex": annex("ข้อมูล ณ วันที่ 31 มีนาคม 2568", "แบบรายงานผล")},
            ["warn data-date-after-letter"],
        ),
        ({"body": "รวบรวมข้อมูลไว้ ณ วันที่ ๓๑ มีนาคม ๒๕๖๘"}, ["warn data-date-after-letter"]),
        ({"body": "รายงานข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๘ ให้จังหวัดทราบ"}, []),
        ({"body": "\nข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๘ ให้อำเภอจัดส่งภายในวันที่ ๔ เมษายน ๒๕๖๘"}, []),
        # no data at all
        ({"body": "จัดงาน ณ วันที่ ๒๐ มีนาคม ๒๕๖๘ ณ หอประชุม"}, []),
        ({"body": "ผู้เกษียณอายุราชการ ณ วันที่ ๑ ตุลาคม ๒๕๖๙"}, []),
        ({"body": "ขอให้รายงานข้อมูล ณ วันที่ ๓๑ มีนาคม ๒๕๖๘"}, []),
        ({"annex": annex("ข้อมูล ณ วันที่ 10 มีนาคม 2567")}, ["warn stale-year"]),
    ],
)
def test_days_of_data(parts: dict[str, str], expected: list[str]) -> None:
    """Data are of no day after the letter, nor of exactly a year before."""
    assert [] == [e for e in expected if not any(f.startswith(e) for f in codes(typed(**parts)))]
    assert len(expected) == len(typed(**parts))


@pytest.mark.parametrize(
    "body",
    [
        "บันทึกข้อมูลประจำเดือนมีนาคม ๒๕๖๗",
        "บันทึกข้อมูลประจำเดือนกุมภาพันธ์ ๒๕๖๗",
        "บันทึกข้อมูลประจำเดือนมีนาคม ๒๕๖๙",
        "ส่งรายงานภายในวันที่ ๑๗ มีนาคม ๒๕๖๙",
        "รายงานผลระหว่างเดือนตุลาคม ๒๕๖๖ - กุมภาพันธ์ ๒๕๖๘",
        "จัดทำรายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
    ],
)
def test_years_left_from_another_letter(body: str) -> None:
    """A year that is off by one where this year is meant is warned of."""
    assert ["warn stale-year"] == codes(typed(body=body))


@pytest.mark.parametrize(
    "body",
    [
        "บันทึกข้อมูลประจำเดือนมีนาคม ๒๕๖๘",
        "เปรียบเทียบข้อมูลประจำเดือนมีนาคม ๒๕๖๘ กับประจำเดือนมีนาคม ๒๕๖๗",
        "ข้อมูลประจำเดือนมีนาคม ๒๕๖๗ ของปีฐาน",
        "ส่งรายงานภายในวันพุธที่ ๑๗ มีนาคม ๒๕๖๙ เป็นวันสุดท้ายของโครงการ".replace("พุธ", "อังคาร"),
        "ผลิตภัณฑ์ที่ลงทะเบียน ปี พ.ศ. ๒๕๕๗ - ๒๕๖๓",
        "โครงการปีงบประมาณ พ.ศ. ๒๕๖๖ - ๒๕๗๐",
        "ปีงบประมาณ พ.ศ. ๒๕๖๗ มีรายได้ ๑๐ ล้านบาท",
    ],
)
def test_other_years_that_are_meant(body: str) -> None:
    """Years to compare with, ranges of years and plain mentions of last year pass."""
    assert [] == typed(body=body)


def test_the_letters_own_year() -> None:
    """Where every other date is a year later, it is the letter's own date that is doubted."""
    found = typed(
        date="๑๑ มีนาคม ๒๕๖๗",
        cited="",
        body="บันทึกข้อมูลประจำเดือนมีนาคม ๒๕๖๘ ภายในวันที่ ๒๑ เมษายน ๒๕๖๘",
    )
    (finding,) = [each for each in found if each.code == "stale-year"]
    assert "“๑๑ มีนาคม ๒๕๖๗”" in finding.message


@pytest.mark.parametrize(
    "parts",
    [
        {"subject": "รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๗"},
        {"subject": "รายงานผลการดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๙"},
        {"subject": "รายงานผลเดือนกันยายน ๒๕๖๗ ปีงบประมาณ พ.ศ. ๒๕๖๘"},
        {"body": "รายงานผลระหว่างเดือนตุลาคม ๒๕๖๖ - กุมภาพันธ์ ๒๕๖๗"},
        {"annex": annex(title="รายงานผลการดำเนินงาน ปีงบประมาณ 2567")},
        {"annex": annex(title="รายงานผล (ระหว่างตุลาคม 2566 - มีนาคม 2567)")},
    ],
)
def test_fiscal_years_that_disagree(parts: dict[str, str]) -> None:
    """Subject, period and annex titles are of the fiscal year that the letter is about."""
    assert ["warn fiscal-year-mismatch"] == codes(typed(**parts))


@pytest.mark.parametrize(
    "parts",
    [
        {"annex": annex(title="รายงานผล ปีงบประมาณ พ.ศ.2568 (ระหว่างตุลาคม 2567 - มีนาคม 2568)")},
        {"annex": annex(title="รายได้เทียบกับปีงบประมาณ 2567")},
        {"annex": annex(title="แผน ปีงบประมาณ 2566 - 2570")},
        {"subject": "รายงานผลเดือนกุมภาพันธ์ ๒๕๖๘ ปีงบประมาณ พ.ศ. ๒๕๖๘"},
        {"subject": "ขอเชิญประชุม"},
        {"body": "เปรียบเทียบผลระหว่างตุลาคม ๒๕๖๖ - กุมภาพันธ์ ๒๕๖๗ กับปีนี้"},
        {"body": "รายได้ (กรกฎาคม - กันยายน ๒๕๖๗) และ (ตุลาคม - ธันวาคม ๒๕๖๗)"},
        {"body": "ผลการดำเนินงานประจำปีงบประมาณ พ.ศ. ๒๕๖๗ มีรายได้ ๑ ล้านบาท"},
        {"body": "รายงานผลไตรมาสที่ ๒ (เดือนมกราคม - มีนาคม ๒๕๖๘)"},
    ],
)
def test_fiscal_years_that_agree(parts: dict[str, str]) -> None:
    """What is of the same fiscal year passes, and what is said to be of others."""
    assert [] == typed(**parts)


@pytest.mark.parametrize(
    ("date", "year", "expected"),
    [
        ("๑๔ ตุลาคม ๒๕๖๗", "๒๕๖๗", []),  # the year just over
        ("๑๔ ตุลาคม ๒๕๖๗", "๒๕๖๘", []),
        ("๑๑ มีนาคม ๒๕๖๘", "๒๕๖๙", []),  # plans for the next one
        ("๑๑ มีนาคม ๒๕๖๘", "๒๕๖๗", ["warn fiscal-year-mismatch"]),
        ("๑๑ มีนาคม ๒๕๖๘", "๒๕๖๕", ["warn fiscal-year-mismatch"]),
    ],
)
def test_the_fiscal_year_of_the_subject(date: str, year: str, expected: list[str]) -> None:
    """The subject's year is this one, the next, or in the first quarter the last one."""
    text = (
        f"ที่ พย ๐๐๑๙.๒/๑\nศาลากลางจังหวัดพะเยา\n{date}\nเรื่อง ค่าเป้าหมายประจำปีงบประมาณ พ.ศ. {year}\n"
        "เรียน นายอำเภอจุน\nด้วยจังหวัดพะเยากำหนดค่าเป้าหมาย\nขอแสดงความนับถือ\n(นายสมชาติ ใจงาม)"
    )
    if expected:  # a second place names the year, so that it is the one meant
        text = text.replace("กำหนดค่าเป้าหมาย", f"กำหนดค่าเป้าหมายประจำปีงบประมาณ พ.ศ. {year}")
    assert expected == codes(findings_in(text, "fiscal-year-mismatch"))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("รายงานผลระหว่างเดือนตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๗", ["warn period-reversed"]),
        ("จัดอบรมระหว่างวันที่ ๒๘ - ๒๖ มีนาคม ๒๕๖๘", ["warn period-reversed"]),
        ("จัดอบรมวันที่ ๒๘ มีนาคม ๒๕๖๘ ถึงวันที่ ๒๖ มีนาคม ๒๕๖๘", ["warn period-reversed"]),
        ("จัดอบรมระหว่างวันที่ ๒๖ - ๒๘ มีนาคม ๒๕๖๘", []),
        ("จัดอบรมวันที่ ๒๘ มีนาคม - ๒ เมษายน ๒๕๖๘", []),
    ],
)
def test_a_period_that_ends_before_it_begins(body: str, expected: list[str]) -> None:
    """A period whose end lies before its beginning is warned of, of months or of days."""
    assert expected == codes(typed(body=body))


@pytest.mark.parametrize(
    ("body", "right"),
    [
        ("แผนปฏิบัติการ (พ.ศ. ๒๐๒๕)", "พ.ศ. 2568"),
        ("แผนปฏิบัติการ (ค.ศ. ๒๕๖๘)", "ค.ศ. 2025"),
        ("แผนปฏิบัติการ ปีงบประมาณ 2025", "พ.ศ. 2568"),
        ("ประชุมวันที่ ๑๗ มีนาคม ๒๐๒๕", "พ.ศ. 2568"),
    ],
)
def test_years_of_the_wrong_era(body: str, right: str) -> None:
    """A year under the other era's letters, or a Christian year in a Thai date, is warned of."""
    (finding,) = typed(body=body)
    assert ("warn", "era-mismatch") == (finding.level, finding.code)
    assert right in finding.hint


@pytest.mark.parametrize("body", ["แผนปฏิบัติการ (พ.ศ. ๒๕๖๘)", "มาตรฐาน ค.ศ. ๒๐๒๕", "ISO 2015"])
def test_years_of_the_right_era(body: str) -> None:
    """Years under their own letters pass."""
    assert [] == typed(body=body)
