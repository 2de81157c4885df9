"""The parts of letters as offices type them in Word: columns, ranks, several things on a line."""

from __future__ import annotations

import pytest
from test_letter_parts import BODY, FOOT, HEAD, LISTED, PAGE, TABLE, letter, text_of, texts

from circulars.model.kinds import DocumentKind
from circulars.reading.letter_signs import Sign, sign_of

MEMO = "บันทึกข้อความ\nส่วนราชการ สำนักงานพัฒนาชุมชนจังหวัดพะเยา"
NAMED = "(นายสมชาติ ใจงาม)"


@pytest.mark.parametrize(
    "name",
    [
        "(ผู้ช่วยศาสตราจารย์ ดร.สมหญิง ศรีสุข)",
        "(รองศาสตราจารย์ ดร.มานะ อดทน)",
        "(ศาสตราจารย์เกียรติคุณ นายแพทย์สมชาย ดีมาก)",
        "(หม่อมหลวงปิ่น มาลา)",
        "(แพทย์หญิงมาลี ดีพร้อม)",
        "(สมชาย ศรีสุข ณ พะเยา)",
        "(Mr. John Smith)",
        "(ลงชื่อ) นายสมชาย ดีมาก",
    ],
)
@pytest.mark.parametrize("head", [HEAD, MEMO])
def test_names_of_signers(head: str, name: str) -> None:
    """Academic, royal and foreign titles are those of a name; a true copy says ลงชื่อ."""
    foot = "\n".join([name, "พัฒนาการจังหวัด"])
    if head == HEAD:
        foot = FOOT.replace(NAMED, name)
    assert name == text_of(letter(head, BODY, foot).signer)


@pytest.mark.parametrize("line", ["(ลงชื่อ)......................", "(ณ ห้องประชุม)", "(รองศาลากลาง)"])
def test_brackets_that_hold_no_name(line: str) -> None:
    """Room for a signature and a remark in brackets are no names."""
    assert Sign.TEXT is sign_of(line)[0]


@pytest.mark.parametrize("rank", ["พลตรี", "พันตำรวจเอก", "พ.ต.อ.", "ว่าที่ร้อยตรี", "นาวาอากาศเอก"])
def test_a_rank_on_its_own_line(rank: str) -> None:
    """The rank over the brackets hides neither the name nor the post under it."""
    found = letter(HEAD, BODY, FOOT.replace(NAMED, f"{rank}\n(วรเทพ บุญญะ)"))
    assert "(วรเทพ บุญญะ)" == text_of(found.signer)
    assert FOOT.split("\n")[2:4] == texts(found.authority)
    memo = letter(MEMO, "เรื่อง ก", "เรียน ข", BODY, rank, "(วรเทพ บุญญะ)", "ผู้กำกับการ")
    assert BODY.split("\n") == [paragraph.text for paragraph in memo.body]
    assert (["ผู้กำกับการ"], []) == (texts(memo.authority), list(memo.agency[1:]))


def test_a_sentence_between_date_and_name() -> None:
    """A last sentence behind the date of an announcement hides no name."""
    issued = "ประกาศ ณ วันที่ ๑๗ มีนาคม พ.ศ. ๒๕๖๘\nจึงประกาศมาเพื่อทราบโดยทั่วกัน"
    found = letter("ประกาศจังหวัดพะเยา", "เรื่อง รับสมัคร", BODY, issued, NAMED, "ผู้ว่าราชการจังหวัด")
    assert NAMED == text_of(found.signer)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("ที่ สข ๐๐๓๒.๓๐๑/พิเศษ", "สข ๐๐๓๒.๓๐๑/พิเศษ"),
        ("ที่ ๐๐๑๙(พย).๑(๑)/๓๓๑๔", "๐๐๑๙(พย).๑(๑)/๓๓๑๔"),
        ("ที่ กห ๐๔๘๓.๖๓(๑)/๑๒๘๗", "กห ๐๔๘๓.๖๓(๑)/๑๒๘๗"),
        ("ที่ พิเศษ/๒๕๖๘", "พิเศษ/๒๕๖๘"),
        ("ที่ ต่อ ๑๒", "ต่อ ๑๒"),
        ("ที่ พย ๐๐๑๙.๒/     ", "พย ๐๐๑๙.๒/"),
    ],
)
def test_the_date_beside_the_number_of_a_memo(line: str, number: str) -> None:
    """Whatever the number is like, วันที่ and a date on its line are the date."""
    found = letter(MEMO, f"{line} วันที่ ๒๙ ตุลาคม ๒๕๖๘", "เรื่อง ก", "เรียน ข", BODY)
    assert (number, "๒๙ ตุลาคม ๒๕๖๘") == (text_of(found.number), text_of(found.date))
    assert 1 == len(found.agency)


def test_a_date_with_its_weekday() -> None:
    """A letter dated with the weekday has a date."""
    found = letter(HEAD.replace("๑๑ มี", "วันอังคารที่ ๑๑ มี"), BODY, FOOT)
    assert "๑๑ มีนาคม ๒๕๖๘" == text_of(found.date)


@pytest.mark.parametrize("urgency", ["ด่วนที่สุด", "ลับ ด่วนมาก"])
def test_urgency_on_the_line_of_the_number(urgency: str) -> None:
    """What is typed before ที่ is no part of the number."""
    found = letter(f"{urgency} {HEAD}", BODY, FOOT)
    assert (urgency, "พย ๐๐๑๙.๒/ว ๓๑๒") == (text_of(found.urgency), text_of(found.number))


@pytest.mark.parametrize("line", ["ผบก.ภ.จว.พะเยา (ผ่าน ฝอ.ภ.จว.พะเยา)", "เสนอ ผบ.มทบ.๓๔"])
def test_memos_that_name_their_reader_without_a_word(line: str) -> None:
    """Memos of the police and the army name their reader alone, under the subject."""
    found = letter(MEMO, "เรื่อง รายงานผล", line, BODY, NAMED)
    assert ("รายงานผล", line) == (text_of(found.subject), text_of(found.salutation))


def test_a_subject_that_names_a_post() -> None:
    """A line of the subject that begins as a post is the subject's while เรียน follows."""
    found = letter(MEMO, "เรื่อง การแต่งตั้ง", "ผู้อำนวยการกลุ่มงาน", "เรียน พัฒนาการจังหวัด", BODY, NAMED)
    assert "การแต่งตั้ง ผู้อำนวยการกลุ่มงาน" == text_of(found.subject)
    assert "เรียน พัฒนาการจังหวัด" == text_of(found.salutation)


def test_a_subject_that_proposes() -> None:
    """Outside memos a line that begins with เสนอ names no reader."""
    found = letter(HEAD.replace("เรียน", "เสนอ คณะกรรมการ\nเรียน"), BODY, FOOT)
    assert "เรียน นายอำเภอทุกอำเภอ" == text_of(found.salutation)


READ = [(1, "บัญชีร้านค้า", "จำนวน ๑ ฉบับ"), (2, "แบบสำรวจร้านค้าฯ", "จำนวน ๑ ชุด")]


@pytest.mark.parametrize(
    "lines",
    [
        LISTED.replace("\n", " "),
        "สิ่งที่ส่งมาด้วย\n๑. บัญชีร้านค้า\n๒. แบบสำรวจร้านค้าฯ\nจำนวน ๑ ฉบับ\nจำนวน ๑ ชุด",
        "สิ่งที่ส่งมาด้วย\n๑. บัญชีร้านค้า\nจำนวน ๑ ฉบับ\n๒. แบบสำรวจร้านค้าฯ\nจำนวน ๑ ชุด",
    ],
)
def test_lists_in_one_paragraph_and_in_columns(lines: str) -> None:
    """Items on one line are parted at their numbers; counts of a column go with them in order."""
    found = letter(HEAD, lines, BODY, FOOT).attachments
    assert READ == [(each.number, each.title, each.count) for each in found]


def test_numbers_inside_a_title() -> None:
    """The number of a section or quarter inside a title begins no item."""
    found = letter(HEAD, "สิ่งที่ส่งมาด้วย ๑. แนวทางตามข้อ ๒. ของระเบียบ จำนวน ๑ ฉบับ", BODY, FOOT)
    assert ["แนวทางตามข้อ ๒. ของระเบียบ"] == [each.title for each in found.attachments]


def test_counts_without_numbers() -> None:
    """As many counts as lines without numbers: each line is an item."""
    lines = "สิ่งที่ส่งมาด้วย\nบัญชีร้านค้า\nแบบสำรวจ\nจำนวน ๑ ฉบับ\nจำนวน ๑ ชุด"
    found = letter(HEAD, lines, BODY, FOOT).attachments
    assert [("บัญชีร้านค้า", "จำนวน ๑ ฉบับ"), ("แบบสำรวจ", "จำนวน ๑ ชุด")] == [
        (each.title, each.count) for each in found
    ]


@pytest.mark.parametrize(
    "line",
    [
        "๑. เรื่องเดิม",
        "๑. ร้านค้าชุมชนในจังหวัดยังไม่ได้สำรวจ",
        "๑. ตามสิ่งที่ส่งมาด้วย ๑ จังหวัดขอให้ส่งแบบสำรวจ จำนวน ๕ ชุด",
        "ตามสิ่งที่ส่งมาด้วยที่ ๑-๒ จำนวน ๓ ชุด",
        "จังหวัดพะเยาจัดพิมพ์แบบสำรวจให้อำเภอ จำนวน ๕ ชุด",
    ],
)
def test_where_the_list_ends(line: str) -> None:
    """Text that is numbered anew, begins as text does or only counts is no item of the list."""
    found = letter(HEAD, LISTED, line, BODY, FOOT)
    assert [1, 2] == [each.number for each in found.attachments]
    assert line == found.body[0].text


@pytest.mark.parametrize("title", ["สำเนาคำสั่งจังหวัด", "กรอบแนวคิดร้านค้า"])
def test_an_item_without_its_number(title: str) -> None:
    """A paper that lacks its number in a numbered list is still listed."""
    found = letter(HEAD, LISTED, f"{title} จำนวน ๑ ฉบับ", BODY, FOOT)
    assert [1, 2, None] == [each.number for each in found.attachments]


def test_sections_of_a_memo_are_no_citations() -> None:
    """The first section of a memo is no letter that it cites."""
    found = letter(MEMO, "เรื่อง ก", "เรียน ข", "อ้างถึง หนังสือ ที่ พย ๐๐๑๙/๑", "๑. ความเป็นมา", BODY)
    assert ["หนังสือ ที่ พย ๐๐๑๙/๑"] == texts(found.cited)


def test_an_attached_letter_on_two_lines() -> None:
    """The date of a letter sent along may stand on the next line."""
    first = "สิ่งที่ส่งมาด้วย สำเนาหนังสือกระทรวง ที่ ยธ ๑๑๐๒/๒"
    (found,) = letter(HEAD, first, "ลงวันที่ ๘ มีนาคม ๒๕๖๘", BODY, FOOT).attachments
    assert "สำเนาหนังสือกระทรวง ที่ ยธ ๑๑๐๒/๒ ลงวันที่ ๘ มีนาคม ๒๕๖๘" == found.title


def test_a_letter_in_one_paragraph() -> None:
    """Lines of one paragraph are parted as paragraphs are: the list ends where the text begins."""
    found = letter("↵".join([HEAD, LISTED, BODY, FOOT]).replace("\n", "↵"))
    assert [1, 2] == [each.number for each in found.attachments]
    assert "ขอแสดงความนับถือ" == text_of(found.closing)
    assert NAMED == text_of(found.signer)


def test_an_order_without_its_date() -> None:
    """A paper headed คำสั่ง is an order, also where nobody said when it was issued."""
    lines = ("ที่ ๕๑๒/๒๕๖๘", "เรื่อง แต่งตั้งคณะทำงาน", BODY, NAMED, "ผู้ว่าราชการจังหวัด")
    assert DocumentKind.ORDER == letter("คำสั่งจังหวัดพะเยา", *lines).kind


def test_a_list_of_readers_is_an_annex() -> None:
    """A page that lists the readers is behind the letter, not in its text."""
    found = letter(HEAD, BODY, FOOT, PAGE, "บัญชีแนบท้าย", TABLE)
    assert [["บัญชีแนบท้าย"]] == [[each.text for each in annex.titles] for annex in found.annexes]
