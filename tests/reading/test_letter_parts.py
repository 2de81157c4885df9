"""The parts of a letter, found in letters typed in many ways and in our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import TEMPLATES, example_letters

from circulars.model.kinds import DocumentKind
from circulars.model.written import Align, Document, Paragraph, WrittenCell, WrittenTable
from circulars.reading import read_document, read_letter
from circulars.reading.letter_signs import Sign, sign_of

if TYPE_CHECKING:
    from pathlib import Path

    from circulars.model.written import Block
    from circulars.model.written_letter import Passage, WrittenLetter

PAGE, TABLE = "\f", "[table]"
FOOT = """\
ขอแสดงความนับถือ
(นายสมชาติ ใจงาม)
พัฒนาการจังหวัด ปฏิบัติราชการแทน
ผู้ว่าราชการจังหวัดพะเยา
สำนักงานพัฒนาชุมชนจังหวัด
กลุ่มงานส่งเสริมการพัฒนาชุมชน
โทร./โทรสาร ๐ ๕๔๔๔ ๙๕๔๔"""
HEAD = """\
ที่ พย ๐๐๑๙.๒/ว ๓๑๒
ศาลากลางจังหวัดพะเยา
ถนนพหลโยธิน พย ๕๖๐๐๐
๑๑ มีนาคม ๒๕๖๘
เรื่อง การสำรวจร้านค้าชุมชน
เรียน นายอำเภอทุกอำเภอ"""
BODY = "ด้วยจังหวัดพะเยาจะสำรวจร้านค้าชุมชน\nจึงเรียนมาเพื่อพิจารณา"
LISTED = "สิ่งที่ส่งมาด้วย ๑. บัญชีร้านค้า จำนวน ๑ ฉบับ\n๒. แบบสำรวจร้านค้าฯ จำนวน ๑ ชุด"


def letter(*parts: str, align: Align = Align.LEFT) -> WrittenLetter:
    r"""Return the letter of these parts, a line a paragraph; ``↵`` is a line in a paragraph."""
    blocks: list[Block] = []
    is_new_page = False
    for number, line in enumerate("\n".join(parts).split("\n"), 1):
        if line == TABLE:
            blocks.append(table(number))
        elif line != PAGE:
            text = line.replace("↵", "\n")
            place = f"ย่อหน้าที่ {number}"
            blocks.append(Paragraph(place=place, text=text, align=align, starts_page=is_new_page))
        is_new_page = line == PAGE
    return read_letter(Document(name="หนังสือ.docx", blocks=tuple(blocks)))


def table(number: int) -> WrittenTable:
    """Return a table of one column."""
    cells = [WrittenCell(place=f"ตาราง {number} {text}", text=text, column=0) for text in "กข"]
    return WrittenTable(number=number, rows=tuple((cell,) for cell in cells), columns=1)


def text_of(passage: Passage | None) -> str | None:
    """Return what a part says; None without one."""
    return None if passage is None else passage.text


def texts(passages: tuple[Passage, ...]) -> list[str]:
    """Return what the passages say."""
    return [passage.text for passage in passages]


def test_every_part_of_a_typed_letter() -> None:
    """A letter typed line by line gives all its parts, in the order of clause 11."""
    found = letter("ด่วนที่สุด", HEAD, LISTED, BODY, FOOT)
    assert DocumentKind.EXTERNAL == found.kind
    assert "ด่วนที่สุด" == text_of(found.urgency)
    assert "พย ๐๐๑๙.๒/ว ๓๑๒" == text_of(found.number)
    assert ["ศาลากลางจังหวัดพะเยา", "ถนนพหลโยธิน พย ๕๖๐๐๐"] == texts(found.agency)
    assert "๑๑ มีนาคม ๒๕๖๘" == text_of(found.date)
    assert "การสำรวจร้านค้าชุมชน" == text_of(found.subject)
    assert "เรียน นายอำเภอทุกอำเภอ" == text_of(found.salutation)
    assert BODY.split("\n") == [paragraph.text for paragraph in found.body]
    assert "ขอแสดงความนับถือ" == text_of(found.closing)
    assert "(นายสมชาติ ใจงาม)" == text_of(found.signer)
    assert FOOT.split("\n")[2:4] == texts(found.authority)
    assert FOOT.split("\n")[4:] == texts(found.originator)
    assert () == found.annexes


def test_a_passage_stands_where_it_says() -> None:
    """The text of a passage is found at its offset in its paragraph."""
    found = letter(
        "  ที่  พย ๐๐๑๙.๒/ว๑๑๗๕\t\tศาลากลางจังหวัดพะเยา", "\t๑๑ มีนาคม ๒๕๖๘", HEAD[HEAD.index("เรื่อง") :]
    )
    for passage in (found.number, found.agency[0], found.date, found.subject):
        assert passage is not None
        assert passage.paragraph.text[passage.start :].startswith(passage.text)


@pytest.mark.parametrize(
    ("line", "number", "agency"),
    [
        ("ที่ พย ๐๐๑๙.๒/ว๑๑๗๕\tศาลากลางจังหวัดพะเยา", "พย ๐๐๑๙.๒/ว๑๑๗๕", ["ศาลากลางจังหวัดพะเยา"]),
        ("ที่ พย ๐๐๑๙.๒/ว ๒๐๐     ศาลากลางจังหวัดพะเยา", "พย ๐๐๑๙.๒/ว ๒๐๐", ["ศาลากลางจังหวัดพะเยา"]),
        ("ที่\tพย 0019.2/12", "พย 0019.2/12", []),
        ("ที่พย๐๐๑๙/๑๒", "พย๐๐๑๙/๑๒", []),
        ("ที่ พย ๐๐๑๙.๒/ว", "พย ๐๐๑๙.๒/ว", []),
        ("ที่ พย ๐๐๑๙.๒/ ", "พย ๐๐๑๙.๒/", []),
        (
            "ที่ พย ๐๐๑๙.๒/ว...........\tศาลากลางจังหวัดพะเยา",
            "พย ๐๐๑๙.๒/ว...........",
            ["ศาลากลางจังหวัดพะเยา"],
        ),
        ("ที่ ...................", "...................", []),
        ("ที่", "", []),
        ("ที่ศธ ๐๔๐๕๖.๑๒/๔๕ โรงเรียนบ้านจุน", "ศธ ๐๔๐๕๖.๑๒/๔๕", ["โรงเรียนบ้านจุน"]),
    ],
)
def test_number_lines(line: str, number: str, agency: list[str]) -> None:
    """The number ends where the agency beside it begins; what is left to the pen stays blank."""
    found = letter(line, "เรื่อง การสำรวจ", "เรียน นายอำเภอ", BODY, FOOT)
    assert number == text_of(found.number)
    assert agency == texts(found.agency)


@pytest.mark.parametrize(
    ("line", "date"),
    [
        (" พฤษภาคม ๒๕๖๔", "พฤษภาคม ๒๕๖๔"),
        ("....... พฤษภาคม ๒๕๖๔", "....... พฤษภาคม ๒๕๖๔"),
        ("วันที่ ๕ มกราคม พ.ศ. ๒๕๖๘", "๕ มกราคม พ.ศ. ๒๕๖๘"),
        ("๕ ม.ค. ๖๘", "๕ ม.ค. ๖๘"),
        ("5/1/2568", "5/1/2568"),
        ("วันที่ ..... เดือน .......... พ.ศ. .....", "..... เดือน .......... พ.ศ. ....."),
    ],
)
def test_date_lines(line: str, date: str) -> None:
    """A date may lack its day, be typed with วันที่, in short, or in dots for the pen."""
    assert date == text_of(letter("ที่ พย ๐๐๑๙/๑", line, "เรื่อง ก", "เรียน ข", BODY, FOOT).date)


def test_the_postcode_is_no_day() -> None:
    """The postcode above a date without a day stays in the address: no “00 พฤษภาคม”."""
    found = letter(
        "ที่ พย ๐๐๑๙.๒/", "ศาลากลางจังหวัดพะเยา↵ถนนพหลโยธิน พย ๕๖๐๐๐↵ พฤษภาคม ๒๕๖๔", "เรื่อง ก", BODY
    )
    assert "พฤษภาคม ๒๕๖๔" == text_of(found.date)
    assert "ถนนพหลโยธิน พย ๕๖๐๐๐" == texts(found.agency)[-1]


def test_a_subject_of_several_lines() -> None:
    """Lines under the subject belong to it until the salutation, in one paragraph or in two."""
    two = letter("ที่ พย ๐๐๑๙/๑", "เรื่อง การสำรวจร้านค้า", "ประจำปี พ.ศ.๒๕๖๘", "เรียน ข", BODY, FOOT)
    assert "การสำรวจร้านค้า ประจำปี พ.ศ.๒๕๖๘" == text_of(two.subject)
    one = letter("ที่ พย ๐๐๑๙/๑", "เรื่อง\tการสำรวจร้านค้า↵\tประจำปี", "เรียน ข", BODY, FOOT)
    assert "การสำรวจร้านค้า\n\tประจำปี" == text_of(one.subject)


def test_cited_letters() -> None:
    """Each cited letter is one passage, numbered or not, its date also when it is wrapped."""
    first = "หนังสือจังหวัดพะเยา ที่ พย ๐๐๑๙/ว ๒ ลงวันที่ ๒ มกราคม ๒๕๖๘"
    second = "หนังสือกรมการพัฒนาชุมชน ที่ มท ๐๔๐๒/ว ๓"
    found = letter(HEAD, f"อ้างถึง ๑. {first}", f"๒. {second}", "ลงวันที่ ๓ มกราคม ๒๕๖๘", BODY, FOOT)
    assert [f"๑. {first}", f"๒. {second} ลงวันที่ ๓ มกราคม ๒๕๖๘"] == texts(found.cited)
    assert [first] == texts(letter(HEAD, f"อ้างถึง {first}", BODY, FOOT).cited)


@pytest.mark.parametrize(
    "lines",
    [
        LISTED,
        f"- {LISTED}",
        LISTED.replace(" จำนวน", "\tจำนวน"),
        LISTED.replace("สิ่งที่ส่งมาด้วย ", "สิ่งที่ส่งมาด้วย\n"),
        LISTED.replace("\n", "↵"),
        LISTED.replace("สำรวจร้านค้าฯ", "สำรวจ\nร้านค้าฯ"),
        LISTED.replace("๑. ", "๑.\t").replace("๒. ", "\t๒.\t"),
        LISTED.replace("๑. ", "(1) ").replace("๒. ", "2) ").replace("(1) ", "1) "),
    ],
)
def test_lists_of_attachments(lines: str) -> None:
    """However a list is typed, its items have number, title and count, and the text follows."""
    found = letter(HEAD, lines, BODY, FOOT)
    read = [(each.number, each.title.replace(" ", ""), each.count) for each in found.attachments]
    assert [(1, "บัญชีร้านค้า", "จำนวน ๑ ฉบับ"), (2, "แบบสำรวจร้านค้าฯ", "จำนวน ๑ ชุด")] == read
    assert 2 == len(found.body)


@pytest.mark.parametrize("count", ["จำนวน ๑ ฉบับ", "จำนวน ๑ ชุด ๓ แผ่น", "๑ ฉบับ", "จำนวน ฉบับ", ""])
def test_one_attachment(count: str) -> None:
    """One attachment has no number; the text begins behind it, whatever its count is."""
    found = letter(HEAD, f"สิ่งที่ส่งมาด้วย สรุปจำนวนร้านค้า {count}", "อำเภอจุนส่งบัญชีแล้ว", BODY, FOOT)
    ((number, title, read),) = ((each.number, each.title, each.count) for each in found.attachments)
    assert (None, "สรุปจำนวนร้านค้า", count) == (number, title, read)
    assert 3 == len(found.body)


def test_numbered_text_is_no_list() -> None:
    """Numbered items of the text are text, and stay with it."""
    found = letter(HEAD, LISTED, "ด้วยจังหวัดจะสำรวจ ดังนี้", "๑. สำรวจ", "๒. รายงาน", FOOT)
    assert [1, 2] == [each.number for each in found.attachments]
    assert ["ด้วยจังหวัดจะสำรวจ ดังนี้", "๑. สำรวจ", "๒. รายงาน"] == [each.text for each in found.body]


def test_tables_of_the_text() -> None:
    """A table between the paragraphs of the text is the letter's own."""
    found = letter(HEAD, BODY, TABLE, "จึงเรียนมาเพื่อทราบ", FOOT)
    assert (1, 0) == (len(found.body_tables), len(found.annexes))


def test_annexes_behind_labels() -> None:
    """A label begins an annex; the lines up to its table are its titles."""
    found = letter(
        *(HEAD, LISTED, BODY, FOOT, PAGE, "สิ่งที่ส่งมาด้วย ๑", "บัญชีร้านค้า", "ปี ๒๕๖๘", TABLE),
        *("หมายเหตุ ข้อมูล ณ วันนี้", PAGE, "สิ่งที่ส่งมาด้วย ๒", "แบบสำรวจร้านค้า", TABLE),
    )
    first, second = found.annexes
    assert (1, 2) == (first.number, second.number)
    assert ["บัญชีร้านค้า", "ปี ๒๕๖๘"] == [each.text for each in first.titles]
    assert "หมายเหตุ ข้อมูล ณ วันนี้" == first.paragraphs[-1].text
    assert ["แบบสำรวจร้านค้า"] == [each.text for each in second.titles]
    assert "โทร./โทรสาร ๐ ๕๔๔๔ ๙๕๔๔" == found.own_paragraphs[-1].text


def test_an_annex_without_label_or_page() -> None:
    """Behind phone and slogan a title over a table begins an annex; the slogan is the letter's."""
    found = letter(
        *(HEAD, LISTED, BODY, FOOT, "พะเยาเมืองน่าอยู่", "Change for Good"),
        *(
            "รายงานผลการสำรวจ",
            "จังหวัดพะเยา",
            TABLE,
            "แบบสำรวจร้านค้า",
            "สิ่งที่ส่งมาด้วย ๒",
            "รอบที่ ๒",
            TABLE,
        ),
    )
    first, second = found.annexes
    assert (None, 2) == (first.label, second.number)
    assert ["รายงานผลการสำรวจ", "จังหวัดพะเยา"] == [each.text for each in first.titles]
    assert ["แบบสำรวจร้านค้า", "รอบที่ ๒"] == [each.text for each in second.titles]
    assert "Change for Good" == texts(found.originator)[-1]


def test_a_slogan_over_the_title() -> None:
    """A slogan at the head of an annex's page is none of its titles, but stays with its text."""
    (annex,) = letter(
        HEAD, LISTED, BODY, FOOT, PAGE, "Change for Good", "รายงานผลการสำรวจ", TABLE
    ).annexes
    assert ["รายงานผลการสำรวจ"] == [each.text for each in annex.titles]
    assert ["Change for Good", "รายงานผลการสำรวจ"] == [each.text for each in annex.paragraphs]


def test_pages_of_one_attachment_are_one_annex() -> None:
    """Where one attachment is listed, tables and pages without labels are all of one annex."""
    one = "สิ่งที่ส่งมาด้วย รายงานผล จำนวน ๑ ฉบับ"
    found = letter(HEAD, one, BODY, FOOT, PAGE, "รายงานผล", TABLE, PAGE, "ตารางแนบ", TABLE)
    assert [2] == [len(annex.tables) for annex in found.annexes]


def test_a_letter_without_its_signature() -> None:
    """A stray line under the closing is neither name nor post, nor the title of an annex."""
    stray = FOOT.replace("(นายสมชาติ ใจงาม)", "เป้าหมายตัวชี้วัด").split("\n")
    found = letter(HEAD, LISTED, BODY, *stray[:2], *stray[4:], "๐๑๘", PAGE, "บัญชีร้านค้า", TABLE)
    assert (None, ()) == (found.signer, found.authority)
    assert "สำนักงานพัฒนาชุมชนจังหวัด" == texts(found.originator)[0]
    assert ["บัญชีร้านค้า"] == [each.text for annex in found.annexes for each in annex.titles]


def test_a_letter_without_a_foot() -> None:
    """Where nothing closes the letter, the label at the head of a page still begins an annex."""
    (annex,) = letter(HEAD, LISTED, BODY, PAGE, "สิ่งที่ส่งมาด้วย ๑", "บัญชีร้านค้า", TABLE).annexes
    assert (1, ["บัญชีร้านค้า"]) == (annex.number, [each.text for each in annex.titles])


def test_documents_that_are_no_letters() -> None:
    """A table, a page of text or an annex alone is no letter; its label is still found."""
    assert (None, 1) == (letter("บัญชีร้านค้า", TABLE).kind, len(letter("บัญชี", TABLE).body_tables))
    alone = letter("สิ่งที่ส่งมาด้วย ๒", "แบบสำรวจ", TABLE)
    assert (None, [2]) == (alone.kind, [annex.number for annex in alone.annexes])
    empty = read_letter(Document(name="", blocks=()))
    assert (None, (), ()) == (empty.kind, empty.body, empty.annexes)


@pytest.mark.parametrize(
    ("line", "sign"),
    [
        ("ที่ว่าการอำเภอจุน", Sign.TEXT),
        ("ที่ทำการปกครองจังหวัด", Sign.TEXT),
        ("เรื่องนี้ได้แจ้งแล้ว", Sign.TEXT),
        ("เรียนรู้ร่วมกัน", Sign.TEXT),
        ("สิ่งที่ส่งมาด้วยนี้", Sign.TEXT),
        ("ด่วนมาก", Sign.URGENCY),
        ("กราบเรียน นายกรัฐมนตรี", Sign.SALUTATION),
        ("ประกาศ ณ วันที่ ๑ มีนาคม ๒๕๖๘", Sign.ISSUED),
        ("(ศูนย์ราชการ)", Sign.TEXT),
        ("ขอแสดงความยินดีมา ณ โอกาสนี้", Sign.TEXT),
        ("เรียนนายอำเภอทุกอำเภอ", Sign.SALUTATION),
        ("เรื่องขอเชิญประชุม", Sign.SUBJECT),
        ("(..............)", Sign.SIGNER),
        ("(ว่าที่ร้อยตรี สม ใจ)", Sign.SIGNER),
    ],
)
def test_signs_of_lines(line: str, sign: Sign) -> None:
    """Headings are known by their word and the blank behind it, never by the word alone."""
    assert sign is sign_of(line)[0]


def test_a_caption_in_a_text_box() -> None:
    """The caption of a QR code beside the signature is no annex: the foot goes on below it."""
    foot = FOOT.split("\n")
    lines = [*HEAD.split("\n"), *BODY.split("\n"), *foot[:4], "สิ่งที่ส่งมาด้วย", *foot[4:]]
    blocks = tuple(
        Paragraph(place=str(number), text=text, in_text_box=text == "สิ่งที่ส่งมาด้วย")
        for number, text in enumerate(lines)
    )
    found = read_letter(Document(name="", blocks=blocks))
    assert foot[2:4] == texts(found.authority)
    assert foot[4:] == texts(found.originator)
    assert () == found.annexes


PIECES = st.sampled_from(
    [
        *(
            *HEAD.split("\n"),
            *LISTED.split("\n"),
            *BODY.split("\n"),
            *FOOT.split("\n"),
            PAGE,
            TABLE,
        ),
        *("อ้างถึง", "๑.", "จำนวน ๑ ฉบับ", "สิ่งที่ส่งมาด้วย ๒", "บันทึกข้อความ", "ประกาศ", "\t", "..."),
        *("ส่วนราชการ", "ถึง", "วันที่", "สั่ง ณ วันที่ ๑ มีนาคม ๒๕๖๘", "/จังหวัด...", "()", "ที่", "เรื่อง"),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=30), st.sampled_from("\n↵"))
def test_whatever_is_typed_is_read(lines: list[str], separator: str) -> None:
    """Lines in any order are read without failing, and each stands in one part of the document."""
    found = letter(*separator.join(lines).split("\n"))
    annexed = {each.place for annex in found.annexes for each in annex.paragraphs}
    assert annexed <= {each.place for each in found.document.paragraphs}
    tables = [each for annex in found.annexes for each in annex.tables]
    assert len(tables) + len(found.body_tables) <= len(found.document.tables)
    for passage in (found.number, found.date, found.urgency, found.closing, found.signer):
        if passage is not None:
            assert passage.paragraph.text[passage.start :].startswith(passage.text)


KINDS = {
    "memo": DocumentKind.MEMO,
    "sealed_letter": DocumentKind.SEALED,
    "order": DocumentKind.ORDER,
    "announcement": DocumentKind.ANNOUNCEMENT,
    "certificate": DocumentKind.CERTIFICATE,
}
SIGNED = {"signer", "authority"}
PARTS = {
    DocumentKind.EXTERNAL: SIGNED
    | {"number", "agency", "date", "subject", "salutation", "closing", "originator"},
    DocumentKind.MEMO: SIGNED | {"number", "agency", "date", "subject", "salutation"},
    DocumentKind.SEALED: {"number", "agency", "date", "salutation", "originator"},
    DocumentKind.ORDER: SIGNED | {"number", "agency", "date", "subject"},
    DocumentKind.ANNOUNCEMENT: SIGNED | {"agency", "date", "subject"},
    DocumentKind.CERTIFICATE: SIGNED | {"number", "agency", "date"},
}
FOLDERS = sorted(path.parent for path in TEMPLATES.glob("*/letter.toml"))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_our_own_letters(folder: Path, tmp_path: Path) -> None:
    """Every part of each of our letters is found, every annex has its label and title."""
    for path in example_letters(folder, tmp_path):
        found = read_letter(read_document(path.read_bytes(), path.name))
        kind = KINDS.get(folder.name, DocumentKind.EXTERNAL)
        assert kind == found.kind
        parts = PARTS[DocumentKind.EXTERNAL] | PARTS[kind]
        assert PARTS[kind] == {part for part in parts if getattr(found, part)}
        assert found.body
        assert () == found.body_tables
        numbers = [each.number for each in found.attachments]
        assert numbers in ([], [None], list(range(1, len(numbers) + 1)))
        assert all(each.title and each.count for each in found.attachments)
        for annex in found.annexes:
            assert annex.label is not None
            assert bool(annex.tables) == bool(annex.titles)
        if any(annex.tables for annex in found.annexes):
            assert numbers == [annex.number for annex in found.annexes]
