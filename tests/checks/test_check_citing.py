"""Ways to list, cite and label attachments that are right, beside the faults next to them."""

from __future__ import annotations

import pytest
from test_check_attachments import BACK, BOTH, LIST, ONE, of_rules_here, single
from test_check_parts import SIGNED, signed
from written_letters import CLEAN, changed, findings_in, letter_of

from circulars.checks.citations import citations_in
from circulars.model.findings import Level

LETTER_SENT = "สำเนาหนังสือกระทรวงการคลัง ที่ กค ๐๔๐๒.๕/๙๘๗๖ ลงวันที่ ๒๘ กุมภาพันธ์ ๒๕๖๘"


@pytest.mark.parametrize(
    "words",
    [
        "ปรากฏตามสำเนาหนังสือที่ส่งมาด้วยนี้",
        "ตามโครงการและกำหนดการที่แนบมาพร้อมนี้",
        "ดังแนบ",
        "ตามที่แนบมาด้วยแล้ว",
        "ตามภาพที่ส่งมาพร้อมหนังสือนี้",
    ],
)
def test_other_words_that_cite_all(words: str) -> None:
    """A word for what comes with the letter cites all of it; asking others to attach does not."""
    assert [] == findings_in(changed((BOTH, words)), "attachment-uncited")
    asked = changed((BOTH, "ตามบัญชี และให้อำเภอแนบเอกสารให้ครบ"))
    assert 2 == len(findings_in(asked, "attachment-uncited"))


def test_titles_in_the_text_cite() -> None:
    """A letter that numbers none of its attachments may name each by its title, or send it."""
    listed = "สิ่งที่ส่งมาด้วย ระเบียบวาระการประชุม จำนวน ๑ ชุด\n"
    text = changed((LIST, listed), (BOTH, "โดยมีระเบียบวาระการประชุม ดังนี้"), (BACK, ""))
    assert [] == of_rules_here(text)
    sent = changed((LIST, listed), (BOTH, "จึงขอส่งเรื่องดังกล่าวคืน"), (BACK, ""))
    assert [] == of_rules_here(sent)
    unnamed = changed((LIST, listed), (BOTH, "โดยขอส่งเสริมร้านค้า"), (BACK, ""))
    assert ["attachment-uncited"] == of_rules_here(unnamed)


@pytest.mark.parametrize(
    "words", ["ตามรายการแนบ", "ตามรายการแนบท้าย", "รายละเอียดตาม QR Code ท้ายหนังสือ"]
)
def test_a_list_that_is_elsewhere(words: str) -> None:
    """Where the heading only says where the list is, nothing of it can be checked."""
    listed = f"สิ่งที่ส่งมาด้วย {words}\n"
    assert [] == of_rules_here(changed((LIST, listed), (BACK, "")))
    assert [] == of_rules_here(changed((LIST, listed), (BOTH, "ตามบัญชี"), (BACK, "")))


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("ตามสิ่งที่ส่งมาด้วย ๑ ข้อ ๔ และสิ่งที่ส่งมาด้วย ๒ หน้า ๗", (1, 2)),
        ("ตามสิ่งที่ส่งมาด้วย ๑ - ๒ ข้อ ๓", (1, 2)),
        ("ตามสิ่งที่ส่งมาด้วย ๑ ข้อ ๔ และข้อ ๕ กับสิ่งที่ส่งมาด้วย ๒", (1, 2)),
        ("ตามสิ่งที่ส่งมาด้วย ๑ จำนวน ๓ หน้า และ ๒", (1, 2)),
        ("ตามสิ่งที่ส่งมาด้วย ๑ แผ่นที่ ๕ และสิ่งที่ส่งมาด้วย ๒", (1, 2)),
        ("ตามสิ่งที่ส่งมาด้วย ๑ (ข้อ ๕) และ ๒", (1, 2)),
        ("ตามสิ่งที่ส่งมาด้วย ๑ และ/หรือ ๒", (1, 2)),
        ("ตามสิ่งที่ส่งมาด้วย ๑ และ ๒ ลำดับที่ ๕", (1, 2)),
        ("ตามสิ่งที่ส่งมาด้วย ข้อ ๑ และข้อ ๒", (1, 2)),
        ("ตามสิ่งที่ส่งมาด้วย ๑ ข้อ ๕ และ ๒ ข้อ ๗", (1,)),  # the 2 may be either
    ],
)
def test_places_inside_an_attachment(words: str, numbers: tuple[int, ...]) -> None:
    """A number behind ข้อ, หน้า or แผ่นที่ is a place inside the attachment before it."""
    text = changed((BOTH, words))
    ((_, citation),) = citations_in(letter_of(text))
    assert numbers == citation.numbers
    assert [] == of_rules_here(text)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("ตามสิ่งที่ส่งมาด้วย ๑ ข้อ ๒", "attachment-uncited"),
        ("ตามสิ่งที่ส่งมาด้วย ๑ ข้อ ๔ และสิ่งที่ส่งมาด้วย ๒ และ ๓", "attachment-missing"),
    ],
)
def test_faults_beside_such_places(words: str, code: str) -> None:
    """A place inside cites nothing, and a number that is not listed is still told."""
    assert [code] == of_rules_here(changed((BOTH, words)))


def test_what_needs_no_count() -> None:
    """A letter named by its date is one copy, a link none; odd units are only noted."""
    one = "๑. บัญชีร้านค้าชุมชน จำนวน ๑ ฉบับ"
    for title in (LETTER_SENT, "แบบรายงาน ดาวน์โหลดได้ที่ https://example.go.th/a"):
        assert [] == findings_in(changed((one, f"๑. {title}"), (BACK, "")), "attachment-count")
    (found,) = findings_in(changed(("จำนวน ๑ ชุด", "จำนวน ๑ ลัง")), "attachment-count")
    assert Level.NOTE == found.level
    assert found.hint.startswith("ตรวจหน่วยนับ")


@pytest.mark.parametrize("count", ["อย่างละ ๑ ชุด", "จำนวนอย่างละ ๑ ชุด", "\nอย่างละ ๑ ชุด"])
def test_one_count_for_all(count: str) -> None:
    """A count of each (อย่างละ) counts every item of the list, and is no part of a title."""
    listed = f"สิ่งที่ส่งมาด้วย ๑. บัญชีร้านค้าชุมชน\n๒. แบบสำรวจร้านค้าฯ {count}\n"
    text = changed((LIST, listed))
    assert [] == of_rules_here(text)
    titles = [each.title for each in letter_of(text).attachments]
    assert ["บัญชีร้านค้าชุมชน", "แบบสำรวจร้านค้าฯ"] == titles


@pytest.mark.parametrize(
    ("reader", "title", "is_told"),
    [
        ("เรียน คณะกรรมการ (ตามบัญชีแนบท้าย)", "บัญชีรายชื่อคณะกรรมการ", False),
        ("เรียน นายอำเภอทุกอำเภอ", "บัญชีแนบท้าย", False),
        ("เรียน นายอำเภอทุกอำเภอ", "ตารางแนบท้ายหนังสือจังหวัดพะเยา ที่ พย ๐๐๑๙.๒/ว ๓๑๒", False),
        ("เรียน นายอำเภอทุกอำเภอ", "บัญชีรายชื่อคณะกรรมการ", True),
    ],
)
def test_pages_of_the_letter_itself(reader: str, title: str, *, is_told: bool) -> None:
    """A list of readers, or a page that names its letter, needs no label and is no attachment."""
    page = f"\f\n{title}\nที่\tอำเภอ\tร้านค้า\n1\tจุน\t12\n"
    own = single().split("\f")[0].replace("เรียน นายอำเภอทุกอำเภอ", reader)
    found = of_rules_here(own + page)
    assert is_told == ("annex-unlabelled" in found)
    assert "attachment-title-mismatch" not in found


def test_titles_are_compared_where_a_label_is() -> None:
    """Without a label nobody knows which attachment a page is: titles are not held together."""
    other = ONE.replace("บัญชีร้านค้าชุมชน", "สรุปยอดจำหน่ายสินค้า")
    assert "attachment-title-mismatch" in of_rules_here(single(listed=other))
    bare = changed(("\f\nสิ่งที่ส่งมาด้วย\n", "\f\n"), text=single(listed=other))
    assert ["annex-unlabelled"] == of_rules_here(bare)


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("รองอธิบดี รักษาการในตำแหน่ง\nอธิบดีกรมการพัฒนาชุมชน", Level.WARN),
        ("นายอำเภอจุน รักษาการแทน\nผู้ว่าราชการจังหวัดพะเยา", Level.BLOCK),
        ("อัยการจังหวัด รักษาการในตำแหน่ง\nอธิบดีอัยการภาค ๕", None),
        ("ผู้พิพากษา รักษาการในตำแหน่ง\nอธิบดีผู้พิพากษาภาค ๕", None),
    ],
)
def test_posts_of_other_acts(line: str, level: Level | None) -> None:
    """Prosecutors and courts have Acts of their own; only posts that are sure hold back."""
    text = signed(*line.split("\n")).replace("ศาลากลางจังหวัดพะเยา", "สำนักงานอัยการภาค ๕")
    found = [each.level for each in findings_in(text, "authority-phrase")]
    assert ([] if level is None else [level]) == found


@pytest.mark.parametrize(
    ("reader", "count"),
    [
        ("เรียน นายกรัฐมนตรี", 1),
        ("เรียน ประธานรัฐสภา", 1),
        ("กราบเรียน นายกรัฐมนตรี", 0),
        ("เรียน เลขาธิการนายกรัฐมนตรี", 0),
        ("เรียน นายกรัฐมนตรี (ผ่านปลัดสำนักนายกรัฐมนตรี)", 0),
    ],
)
def test_who_is_addressed_by_more_than_dear(reader: str, count: int) -> None:
    """The heads of the three powers are addressed by กราบเรียน (appendix 2)."""
    closing = "ขอแสดงความนับถืออย่างยิ่ง" if reader.startswith("กราบ") else "ขอแสดงความนับถือ"
    text = changed(("เรียน นายอำเภอทุกอำเภอ", reader), ("ขอแสดงความนับถือ", closing))
    assert count == len(findings_in(text, "salutation-closing"))


def test_brackets_left_empty() -> None:
    """Brackets without a name are told as such, not as a name that stands nowhere."""
    dots = "(..............)"
    text = changed((SIGNED, SIGNED.replace("(นางสาวมาลี ดีพร้อม)", dots)), text=CLEAN)
    (found,) = findings_in(text, "part-missing")
    assert "ในวงเล็บยังไม่มีชื่อผู้ลงนาม" == found.message
