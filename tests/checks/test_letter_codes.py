"""Number, codes, provinces and telephones of a written letter."""

from __future__ import annotations

import pytest
from letter_makers import annex, codes, typed
from written_letters import findings_in


@pytest.mark.parametrize(
    ("parts", "places"),
    [
        # read from print: ฉ as น, ช as ข
        ({"number": "ขร ๐๐๑๙.๒/ว ๒๙๗๑"}, 1),
        ({"number": "พล ๐๐๑๙.๒/ว ๒๙๗๑"}, 1),
        ({"address": "ชร ๕๖๐๐๐"}, 1),
        ({"cited": "อ้างถึง หนังสือจังหวัดฉะเชิงเทรา ที่ นข๐๐๑๙/ว๓๙๖ ลงวันที่ ๒๓ มกราคม ๒๕๖๗"}, 1),
        ({"cited": "อ้างถึง หนังสือจังหวัดพะเยา ด่วนที่สุด ที่ ชร ๐๐๑๙.๒/ว ๓๙๖ ลงวันที่ ๒๓ มกราคม ๒๕๖๗"}, 1),
        ({"number": "ขร ๐๐๑๙.๒/ว ๒๙๗๑", "address": "ชร ๕๖๐๐๐"}, 2),
    ],
)
def test_codes_of_another_province(parts: dict[str, str], places: int) -> None:
    """A code beside the name of a province is that province's."""
    assert ["block reference-code-province"] * places == codes(typed(**parts))


@pytest.mark.parametrize(
    "parts",
    [
        {"cited": "อ้างถึง หนังสือกรมการพัฒนาชุมชน ที่ มท ๐๔๐๘/ว ๑๒๓ ลงวันที่ ๒๓ มกราคม ๒๕๖๘"},
        {"cited": "อ้างถึง หนังสือกระทรวงมหาดไทย ที่ มท ๐๒๑๑.๕/ว ๑๒๓ ลงวันที่ ๒๓ มกราคม ๒๕๖๘"},
        {"cited": "อ้างถึง หนังสือจังหวัดเชียงราย ที่ ชร ๐๐๑๙.๒/ว ๓๙๖ ลงวันที่ ๒๓ มกราคม ๒๕๖๘"},
        {"cited": "อ้างถึง หนังสือจังหวัดฉะเชิงเทรา ที่ ฉช ๐๐๑๙/ว ๓๙๖ ลงวันที่ ๒๓ มกราคม ๒๕๖๘"},
        {"number": "กค ๐๗๐๗/๑๒๓", "letterhead": "สำนักงานคลังจังหวัดพะเยา", "recipient": "นายอำเภอจุน"},
        {"number": "พย ๕๖๒๐๑/๑๒๓", "recipient": "นายอำเภอจุน"},  # a local body
    ],
)
def test_codes_that_are_right(parts: dict[str, str]) -> None:
    """Codes of ministries, of other provinces beside their names and of local bodies pass."""
    assert [] == typed(**parts)


def test_a_ministry_under_a_provinces_code() -> None:
    """A ministry's or department's letter does not bear a province's code."""
    for agency in ("กรมการพัฒนาชุมชน", "กระทรวงมหาดไทย"):
        cited = f"อ้างถึง หนังสือ{agency} ที่ พย ๐๔๐๘/ว ๑๒๓ ลงวันที่ ๒๓ มกราคม ๒๕๖๘"
        assert ["warn reference-code-province"] == codes(typed(cited=cited))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"address": "พย ๕๗๐๐๐"}, "warn postcode-province"),
        ({"address": "ขร ๕๖๐๐๐"}, "warn reference-code-province"),  # no province's at all
        ({"post": "ผู้ว่าราชการจังหวัดแพร่"}, "warn province-mismatch"),
        ({"letterhead": "ศาลากลางจังหวัดแพร่"}, "warn province-mismatch"),
        ({"body": "จังหวัดแพร่จึงขอให้อำเภอรายงานผล"}, "warn province-mismatch"),
        ({"annex": annex(title="รายงานผลการดำเนินงาน จังหวัดแพร่")}, "warn province-mismatch"),
    ],
)
def test_another_province(parts: dict[str, str], expected: str) -> None:
    """Postcode, letterhead, signature and annexes are of one province."""
    assert [expected] == codes(typed(**parts))


@pytest.mark.parametrize(
    "parts",
    [
        {"body": "จังหวัดแพร่ขอความร่วมมือจังหวัดพะเยา ตามหนังสือที่อ้างถึง"},
        {"body": "\nตามที่จังหวัดแพร่ขอให้สำรวจร้านค้า นั้น"},
        {"body": "จังหวัดแพร่จึงขอหารือ", "recipient": "ผู้ว่าราชการจังหวัดแพร่"},
    ],
)
def test_another_province_that_asked(parts: dict[str, str]) -> None:
    """Another province may have asked for something: what is written answers it."""
    assert [] == typed(**parts)


DEPARTMENT = {
    "number": "มท ๐๔๐๒.๒/๗๘๑๒",
    "letterhead": "กรมการพัฒนาชุมชน",
    "address": "เขตหลักสี่ กทม. ๑๐๒๑๐",
    "recipient": "ผู้ว่าราชการจังหวัดพะเยา",
    "post": "อธิบดีกรมการพัฒนาชุมชน",
    "phone": "โทร. ๐ ๒๑๔๑ ๖๐๘๑\nสำเนาส่ง: พัฒนาการจังหวัดพะเยา",
}


def test_a_letter_of_a_department() -> None:
    """The province of an office is told by its own lines, never by whom it writes to."""
    title = "รายชื่อกลุ่มเป้าหมาย จังหวัดแพร่"
    assert [] == typed(**DEPARTMENT, annex=annex(title=title))
    found = typed(**(DEPARTMENT | {"address": "เขตหลักสี่ กทม. ๕๖๐๐๐"}))
    assert ["warn postcode-province"] == codes(found)
    assert "ไม่ใช่ของกรุงเทพมหานคร" in found[0].message  # no จังหวัด before it


@pytest.mark.parametrize("address", ["ปณ ๕๖๐๐๐", "รหัส ปณ. ๕๖๐๐๐"])
def test_letters_before_a_postcode_that_are_no_code(address: str) -> None:
    """Two letters that are no province's code stand for something else."""
    assert [] == typed(address=address)


def test_other_provinces_that_are_meant() -> None:
    """The text may speak of other provinces."""
    assert [] == typed(body="ประสานจังหวัดแพร่และจังหวัดน่าน เพื่อดำเนินการร่วมกัน")


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("พย ๐๐๑๙.๒ว๑๑๗๕", "ขาดทับ"),
        ("พย ๐๐๑๙.๒ ว ๑๑๗๕", "ขาดทับ"),
        ("พย ๐๐๑๙.๒/วว๑๑๗๕", "ว ซ้ำ"),
        ("พย ๐๐๑๙.๒/ว ว ๑๑๗๕", "ว ซ้ำ"),
        ("พย ๐๐๑๙.๒/ว๑๑๗๕/๒๕๖๘", "ปี"),
        ("พย ๐๑๙.๒/ว๑๑๗๕", "3 หลัก"),
    ],
)
def test_numbers_that_are_malformed(number: str, fault: str) -> None:
    """A number has its stroke, one ว, four or five digits before, and no year."""
    (finding,) = typed(number=number)
    assert ("warn", "reference-format") == (finding.level, finding.code)
    assert fault in finding.message
    assert f"“{number}”" in finding.message


@pytest.mark.parametrize(
    "number",
    [
        "พย ๐๐๑๙.๒/ว๑๑๗๕",
        "พย ๐๐๑๙.๒/ว      ๑๑๗๕",
        "พย ๐๐๑๙.๒/ว ๒๐๐",
        "พย ๐๐๑๙/ว๓๙๖",
        "พย๐๐๑๙.๒.๑/ว๑",
        "พย 0019.2(2)/ว 5",
    ],
)
def test_numbers_that_are_well_formed(number: str) -> None:
    """With a blank behind ว and without, with parts of the office and without: all are usual."""
    assert [] == typed(number=number)


def test_zeros_before_the_register_number() -> None:
    """The own register counts from one: noted; a cited number is copied as it was printed."""
    assert ["note reference-format"] == codes(typed(number="พย ๐๐๑๙.๒/ว ๐๑๑๗๕"))
    for number in ("กค ๐๔๐๒.๕/๐๙๘๗๖", "มท ๐๘๑๐.๒/ว ๐๕๐๘"):
        cited = f"อ้างถึง หนังสือกระทรวง ที่ {number} ลงวันที่ ๒๓ มกราคม ๒๕๖๘"
        assert [] == typed(cited=cited)


@pytest.mark.parametrize(
    "number",
    [
        "ศย ๐๑๖/ว ๕๑๒",  # the courts
        "มอ ๕๒๐/๔๕๘",  # a university
        "ศย ๓๐๓.๐๑๔/๑๒๓",
        "สลก. ๑๒๓/๒๕๖๘",
        "สภ.๐๑/๐๗/๑๒๓",
        "ปช ๐๐๓๔ (พย)/๐๑๒๓",
        "ตช ๐๐๑๙(พย).๑/๓๓๑๔",  # the police of a province
        "กค (กวจ) ๐๔๐๕.๒/ว ๑๒",
    ],
)
def test_numbers_of_other_bodies(number: str) -> None:
    """Bodies outside ministries and provinces number as they like, and the police of each."""
    cited = f"อ้างถึง หนังสือ ที่ {number} ลงวันที่ ๒๓ มกราคม ๒๕๖๘"
    assert [] == typed(cited=cited)
    own = [f for f in typed(number=number, recipient="นายอำเภอจุน") if f.code == "reference-format"]
    assert [] == [finding for finding in own if finding.level != "note"]


@pytest.mark.parametrize("number", ["ศธ ๐๔๐๐๙/พิเศษ", "พย ๐๐๑๙.๒/ว พิเศษ", "พิเศษ/๒๕๖๘", "-"])
def test_letters_outside_the_register(number: str) -> None:
    """A word, or a dash, in place of a register number is no blank."""
    assert [] == typed(number=number, recipient="นายอำเภอจุน")


def test_a_cited_number_that_is_malformed() -> None:
    """The numbers of cited letters are formed alike; a missing blank is nothing to tell of."""
    cited = "อ้างถึง หนังสือจังหวัดพะเยา ที่ {} ลงวันที่ ๒๓ มกราคม ๒๕๖๘"
    assert [] == typed(cited=cited.format("พย๐๐๑๙/ว๓๙๖"))
    assert ["warn reference-format"] == codes(typed(cited=cited.format("พย ๐๐๑๙.๒/วว๓๙๖")))


def test_the_number_of_an_order() -> None:
    """An order is numbered in the year of its day."""
    order = (
        "คำสั่งจังหวัดพะเยา\nที่ ๕๑๒/{}\nเรื่อง แต่งตั้งคณะทำงาน\n"
        "เพื่อให้การดำเนินงานเป็นไปด้วยความเรียบร้อย จึงแต่งตั้งคณะทำงาน\n"
        "สั่ง ณ วันที่ ๑๔ มีนาคม พ.ศ. ๒๕๖๘\n(นายสมชาติ ใจงาม)\nผู้ว่าราชการจังหวัดพะเยา"
    )
    assert [] == findings_in(order.format("๒๕๖๘"), "reference-format")
    found = findings_in(order.format("๒๕๖๗"), "reference-format")
    assert ["warn reference-format"] == codes(found)


def test_a_circular_without_its_mark() -> None:
    """A letter to all districts has ว in its number; one to a single district has none."""
    assert ["note circular-mark"] == codes(typed(number="พย ๐๐๑๙.๒/๑๑๗๕"))
    assert [] == typed(number="พย ๐๐๑๙.๒/๑๑๗๕", recipient="นายอำเภอจุน")


@pytest.mark.parametrize(
    ("parts", "setting", "expected"),
    [
        ({"number": "พย ๐๐๑๙.๒/ว"}, {}, ["warn blank-number"]),
        ({"number": "พย ๐๐๑๙.๒/ว ........"}, {}, ["warn blank-number"]),
        ({"date": "        มีนาคม ๒๕๖๘"}, {}, ["block blank-date"]),
        ({"date": "....... มีนาคม ๒๕๖๘"}, {}, ["block blank-date"]),
        ({"number": "พย ๐๐๑๙.๒/ว"}, {"is_draft": True}, ["note blank-number"]),
        ({"date": "    มีนาคม ๒๕๖๘"}, {"is_draft": True}, ["note blank-date"]),
        (
            {"number": "พย ๐๐๑๙.๒/ว", "date": "    มีนาคม ๒๕๖๘"},
            {},
            ["note blank-number", "note blank-date"],
        ),
    ],
)
def test_blanks(parts: dict[str, str], setting: dict[str, bool], expected: list[str]) -> None:
    """A blank is a note in a draft; a letter that is numbered and has no day does not go out.

    The register gives the number after the signature: a dated letter without one is warned of.
    """
    assert expected == codes(typed(setting, **parts))


@pytest.mark.parametrize(
    "phone",
    [
        "โทร. ๐ ๕๔๔๔ ๙๕๔๔",
        "โทร./โทรสาร ๐-๕๔๔๔๙๕๔๔",
        "โทร. ๐ ๕๔๔๔ ๙๕๔๔-๕",
        "โทร. ๐ ๕๔๔๔ ๙๕๔๔ ต่อ ๑๒ มท. ๒๕๑๒๓",
        "โทร. 054-449544, 054-449545",
        "โทร. ๐๘ ๑๒๓๔ ๕๖๗๘",
        "โทร. 081-234-5678",
        "สายด่วน โทร. ๑๕๖๗",
        "โทร. ๐ ๕๔๔๔ ๙๕๔๔ ๐ ๕๔๔๔ ๙๕๔๕",
        "โทร. ๐ ๕๔๔๔ ๙๕๔๔-๕ ๐๘๑ ๒๓๔ ๕๖๗๘ ๐๙๑ ๒๓๔ ๕๖๗๘",
    ],
)
def test_telephones_that_are_right(phone: str) -> None:
    """Numbers of Phayao (054) and mobiles pass, grouped as each office likes; extensions too."""
    assert [] == typed(phone=phone)


@pytest.mark.parametrize(
    ("phone", "said"),
    [
        ("โทร/โทรสาร. ๐ ๕๕๕๕ ๙๕๕๕", "054"),  # 055 is that of Phitsanulok
        ("โทร. ๐ ๒๑๔๑ ๖๐๐๐", "054"),
        ("โทร. ๐ ๕๔๔๔ ๙๕๔", "8 หลัก"),
        ("โทร. ๐ ๕๔๔๔ ๙๕๔๔๔", "10 หลัก"),
        ("โทร. ๐๘ ๑๒๓๔ ๕๖๗", "9 หลัก"),
        ("โทร. ๐ ๕๙๔๔ ๙๕๔๔", "059"),
        ("โทร. ๐ ๕๔๔๔ ๙๕๔๔ ๐ ๕๔๔๔ ๙๕๔", "8 หลัก"),
    ],
)
def test_telephones_that_are_wrong(phone: str, said: str) -> None:
    """A wrong number of digits, an unknown area code or another province's is warned of."""
    (finding,) = typed(phone=phone)
    assert ("warn", "phone-format") == (finding.level, finding.code)
    assert said in finding.message + finding.hint


def test_somebody_elses_telephone() -> None:
    """The text may give a number in another province."""
    assert [] == typed(body="สอบถามได้ที่กรมการพัฒนาชุมชน โทร. ๐ ๒๑๔๑ ๖๐๐๐")
