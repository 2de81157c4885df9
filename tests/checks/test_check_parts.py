"""Rules over the parts of a letter: which are there, and which go together."""

from __future__ import annotations

from dataclasses import replace

import pytest
from written_letters import CLEAN, changed, findings_in, letter_of

from circulars.checks import check_written
from circulars.model.findings import Level
from circulars.model.setting import Setting
from circulars.model.written import Furniture, Pages, Paragraph

LETTER = CLEAN[: CLEAN.index("\f")]
SIGNED = "(นางสาวมาลี ดีพร้อม)\nพัฒนาการจังหวัด ปฏิบัติราชการแทน\nผู้ว่าราชการจังหวัดพะเยา\n"
MEMO = """\
บันทึกข้อความ
ส่วนราชการ สำนักงานพัฒนาชุมชนจังหวัดพะเยา โทร. ๐ ๕๔๔๔ ๙๕๔๔
ที่ พย ๐๐๑๙.๒/๒๑๔ วันที่ ๑๒ มีนาคม ๒๕๖๘
เรื่อง ขอเชิญประชุม
เรียน หัวหน้าส่วนราชการ
ด้วยจังหวัดพะเยากำหนดจัดประชุมประจำเดือน
จึงเรียนมาเพื่อโปรดพิจารณา
(นางสาวมาลี ดีพร้อม)
พัฒนาการจังหวัดพะเยา
"""
SEALED = """\
ที่ พย ๐๐๑๙.๒/๑๑๙๕
ถึง ที่ทำการปกครองอำเภอจุน
จังหวัดพะเยาขอส่งเอกสารมาเพื่อดำเนินการต่อไป
จังหวัดพะเยา
๑๓ มีนาคม ๒๕๖๘
โทร. ๐ ๕๔๔๔ ๙๕๔๔
"""
ORDER = """\
คำสั่งจังหวัดพะเยา
ที่ ๕๑๒/๒๕๖๘
เรื่อง แต่งตั้งคณะทำงานตรวจสอบข้อมูล
เพื่อให้ข้อมูลของทุกอำเภอถูกต้องตรงกัน จึงแต่งตั้งคณะทำงาน ดังนี้
สั่ง ณ วันที่ ๑๔ มีนาคม พ.ศ. ๒๕๖๘
(นางสาวมาลี ดีพร้อม)
ผู้ว่าราชการจังหวัดพะเยา
"""
ANNOUNCEMENT = """\
ประกาศจังหวัดพะเยา
เรื่อง รับสมัครผู้ประกอบการ
ด้วยจังหวัดพะเยากำหนดจัดงานแสดงสินค้า
ประกาศ ณ วันที่ ๑๗ มีนาคม พ.ศ. ๒๕๖๘
(นางสาวมาลี ดีพร้อม)
ผู้ว่าราชการจังหวัดพะเยา
"""
CERTIFICATE = """\
เลขที่ ๑๒๐๓/๒๕๖๘
ศาลากลางจังหวัดพะเยา
หนังสือฉบับนี้ให้ไว้เพื่อรับรองว่า นางบัวคำ แก้วใส เป็นผู้ผลิตสินค้าชุมชนจริง
ให้ไว้ ณ วันที่ ๑๘ มีนาคม พ.ศ. ๒๕๖๘
(นางสาวมาลี ดีพร้อม)
ผู้ว่าราชการจังหวัดพะเยา
"""


def missing(text: str) -> list[str]:
    """Return which parts the letter is found to lack."""
    return [finding.about for finding in findings_in(text, "part-missing")]


@pytest.mark.parametrize("text", [CLEAN, MEMO, SEALED, ORDER, ANNOUNCEMENT, CERTIFICATE])
def test_whole_documents_lack_nothing(text: str) -> None:
    """A document of each kind with the parts of its form has no finding about its parts."""
    codes = {"part-missing", "salutation-closing", "authority-phrase", "continuation-mismatch"}
    assert [] == [finding for finding in findings_in(text) if finding.code in codes]


@pytest.mark.parametrize(
    ("line", "part"),
    [
        ("ที่ พย ๐๐๑๙.๒/ว ๓๑๒\n", "number"),
        ("ศาลากลางจังหวัดพะเยา\nถนนพหลโยธิน พย ๕๖๐๐๐\n", "agency"),
        ("๑๑ มีนาคม ๒๕๖๘\n", "date"),
        ("เรื่อง การสำรวจร้านค้าชุมชน\n", "subject"),
        ("เรียน นายอำเภอทุกอำเภอ\n", "salutation"),
        ("ขอแสดงความนับถือ\n", "closing"),
        ("(นางสาวมาลี ดีพร้อม)\n", "signer"),
        ("พัฒนาการจังหวัด ปฏิบัติราชการแทน\nผู้ว่าราชการจังหวัดพะเยา\n", "authority"),
        (SIGNED, "signer"),
    ],
)
def test_a_part_of_an_external_letter_is_missing(line: str, part: str) -> None:
    """Each part that clause 11 asks for is told when it is not there, and no other one."""
    assert [part] == missing(changed((line, "")))


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        (MEMO, "เรื่อง ขอเชิญประชุม\n", "subject"),
        (MEMO, " วันที่ ๑๒ มีนาคม ๒๕๖๘", "date"),
        (SEALED, "๑๓ มีนาคม ๒๕๖๘\n", "date"),
        (ORDER, "ที่ ๕๑๒/๒๕๖๘\n", "number"),
        (ANNOUNCEMENT, "(นางสาวมาลี ดีพร้อม)\n", "signer"),
        (CERTIFICATE, "เลขที่ ๑๒๐๓/๒๕๖๘\n", "number"),
    ],
)
def test_a_part_of_another_kind_is_missing(text: str, line: str, part: str) -> None:
    """Kinds differ in their parts: an announcement has no number, a sealed letter no signature."""
    assert [part] == missing(changed((line, ""), text=text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ว ๓๑๒", "ว"),
        ("ที่ พย ๐๐๑๙.๒/ว ๓๑๒", "ที่ พย ๐๐๑๙.๒/ว .........."),
        ("๑๑ มีนาคม ๒๕๖๘", "      มีนาคม ๒๕๖๘"),
        ("๑๑ มีนาคม ๒๕๖๘", "....... มีนาคม ๒๕๖๘"),
    ],
)
def test_what_is_left_to_the_pen_is_there(old: str, new: str) -> None:
    """A number or day left blank for the registry is no missing part."""
    assert [] == missing(changed((old, new)))


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("เรื่อง การสำรวจร้านค้าชุมชน", "เรื่อง", "subject"),
        ("เรียน นายอำเภอทุกอำเภอ", "เรียน ..........", "salutation"),
        ("(นางสาวมาลี ดีพร้อม)", "(..............)", "signer"),
    ],
)
def test_a_heading_alone_is_no_part(old: str, new: str, part: str) -> None:
    """A heading with nothing behind it, or brackets with dots, lack what they are for."""
    assert [part] == missing(changed((old, new)))


def test_a_name_without_brackets() -> None:
    """The signer's name stands in brackets: told with the name as it should be."""
    (found,) = findings_in(changed(("(นางสาวมาลี ดีพร้อม)", "นางสาวมาลี ดีพร้อม")), "part-missing")
    assert "พิมพ์เป็น “(นางสาวมาลี ดีพร้อม)”" == found.hint


def test_a_table_alone_is_no_letter() -> None:
    """A document that is no letter lacks no parts of one."""
    assert [] == missing("บัญชีร้านค้าชุมชน\nที่\tอำเภอ\tร้านค้า\n1\tจุน\t12\n")


@pytest.mark.parametrize(
    ("opening", "closing", "is_right"),
    [
        ("เรียน นายอำเภอ", "ขอแสดงความนับถือ", True),
        ("กราบเรียน นายกรัฐมนตรี", "ขอแสดงความนับถืออย่างยิ่ง", True),
        ("นมัสการ เจ้าอาวาส", "ขอนมัสการด้วยความเคารพ", True),
        ("เรียน รัฐมนตรีว่าการกระทรวงมหาดไทย", "ขอแสดงความนับถืออย่างยิ่ง", True),
        ("เรียน นายอำเภอ", "ขอแสดงความนับถืออย่างยิ่ง", False),
        ("กราบเรียน นายกรัฐมนตรี", "ขอแสดงความนับถือ", False),
        ("นมัสการ เจ้าอาวาส", "ขอแสดงความนับถือ", False),
    ],
)
def test_salutation_and_closing(opening: str, closing: str, is_right: bool) -> None:
    """The closing goes with the salutation (appendix 2); guides disagree on ministers."""
    text = changed(("เรียน นายอำเภอทุกอำเภอ", opening), ("ขอแสดงความนับถือ", closing))
    assert is_right == (not findings_in(text, "salutation-closing"))


def test_a_memo_has_no_closing() -> None:
    """A memo ends without a closing (clause 12)."""
    text = changed(("(นางสาว", "ขอแสดงความนับถือ\n(นางสาว"), text=MEMO)
    (found,) = findings_in(text, "salutation-closing")
    assert "บันทึกข้อความไม่ใช้คำลงท้าย" in found.message


def signed(*lines: str) -> str:
    """Return the clean letter with these lines under the name."""
    return changed((SIGNED, "\n".join(["(นางสาวมาลี ดีพร้อม)", *lines, ""])))


@pytest.mark.parametrize(
    "lines",
    [
        ["ผู้ว่าราชการจังหวัดพะเยา"],
        ["รองผู้ว่าราชการจังหวัด รักษาราชการแทน", "ผู้ว่าราชการจังหวัดพะเยา"],
        ["รองผู้ว่าราชการจังหวัด ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดพะเยา"],
        ["หัวหน้ากลุ่มงาน รักษาการในตำแหน่ง", "พัฒนาการจังหวัด ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดพะเยา"],
        ["ผู้อำนวยการกลุ่มงาน รักษาราชการแทน", "พัฒนาการจังหวัด ปฏิบัติราชการแทน", "ผู้ว่าราชการจังหวัดพะเยา"],
    ],
)
def test_signatures_that_may_be(lines: list[str]) -> None:
    """The usual ways to sign for a governor have no finding."""
    assert [] == findings_in(signed(*lines), "authority-phrase")


@pytest.mark.parametrize(
    "lines",
    [
        ["รองผู้ว่าราชการจังหวัด รักษาการแทน", "ผู้ว่าราชการจังหวัดพะเยา"],
        ["รองผู้ว่าราชการจังหวัด รักษาการในตำแหน่ง", "ผู้ว่าราชการจังหวัดพะเยา"],
        ["รองผู้ว่าราชการจังหวัด", "รักษาการแทนผู้ว่าราชการจังหวัดพะเยา"],
    ],
)
def test_phrases_that_a_governor_cannot_have(lines: list[str]) -> None:
    """Acting for a governor is รักษาราชการแทน: any other acting phrase holds the letter back."""
    found = findings_in(signed(*lines), "authority-phrase")
    assert Level.BLOCK in {finding.level for finding in found}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["พัฒนาการจังหวัด ปฏิบัติราชการแทน"], "ไม่มีตำแหน่งที่ปฏิบัติแทน"),
        (["พัฒนาการจังหวัด", "ผู้ว่าราชการจังหวัดพะเยา"], "ไม่มีคำแสดงอำนาจคั่น"),
        (["พัฒนาการจังหวัดพะเยา"], "ออกในนามศาลากลางจังหวัดพะเยา"),
        (
            ["หัวหน้ากลุ่มงาน ปฏิบัติราชการแทน", "พัฒนาการจังหวัด รักษาราชการแทน", "ผู้ว่าราชการจังหวัดพะเยา"],
            "“ปฏิบัติราชการแทน” อยู่เหนือ “รักษาราชการแทน”",
        ),
    ],
)
def test_signatures_to_look_at(lines: list[str], said: str) -> None:
    """A phrase without a post, posts without a phrase, another principal, a turned order."""
    (found,) = findings_in(signed(*lines), "authority-phrase")
    assert Level.WARN == found.level
    assert said in found.message


BODY = "จังหวัดพะเยาจึงขอให้อำเภอ"


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        ("/จังหวัดพะเยาจึง...", True),
        ("/จังหวัดพะเยา…", True),
        ("/ จังหวัด พะเยา...", True),
        ("/จึงเรียนมา...", False),
    ],
)
def test_typed_continuation_words(typed: str, is_right: bool) -> None:
    """Continuation words are the first words of the next page; blanks do not matter."""
    text = changed((BODY, f"{typed}\n\f\n- ๒ -\n{BODY}"))
    assert is_right == (not findings_in(text, "continuation-mismatch"))


def test_continuation_words_without_the_number() -> None:
    """The number of an item belongs to the continuation words: told as it should be."""
    text = changed((BODY, f"/จังหวัดพะเยา...\n๕. {BODY}"))
    (found,) = findings_in(text, "continuation-mismatch")
    assert "ขาดเลขข้อ “๕.”" in found.message
    assert "แก้เป็น “/๕. จังหวัดพะเยา...”" == found.hint


@pytest.mark.parametrize(("typed", "count"), [("/จังหวัดพะเยาจึง...", 0), ("/อำเภอจึง...", 1)])
def test_continuation_words_in_a_footer(typed: str, count: int) -> None:
    """Those in the footer of the first page are held against the page break in the text."""
    letter = letter_of(changed((BODY, f"\f\n{BODY}")))
    place = "ท้ายกระดาษหน้าแรก ย่อหน้าที่ 1"
    footer = Furniture(
        section=0,
        pages=Pages.FIRST,
        is_header=False,
        paragraphs=(Paragraph(place=place, text=typed),),
    )
    document = replace(letter.document, furniture=(footer,))
    found = check_written(replace(letter, document=document), Setting())
    wrong = [each.where for each in found if each.code == "continuation-mismatch"]
    assert [place] * count == wrong
