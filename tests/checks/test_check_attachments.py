"""Rules over the list of attachments, what the text cites of it, and the annexes."""

from __future__ import annotations

import pytest
from written_letters import CLEAN, changed, findings_in, letter_of

from circulars.checks.citations import citations_in
from circulars.checks.titles import titles_agree
from circulars.model.findings import Level

BOTH = "ตามสิ่งที่ส่งมาด้วย ๑ และกรอกแบบสำรวจ ตามสิ่งที่ส่งมาด้วย ๒"
LIST = "สิ่งที่ส่งมาด้วย ๑. บัญชีร้านค้าชุมชน จำนวน ๑ ฉบับ\n๒. แบบสำรวจร้านค้าฯ จำนวน ๑ ชุด\n"
ONE = "สิ่งที่ส่งมาด้วย บัญชีร้านค้าชุมชน จำนวน ๑ ฉบับ\n"
BACK = CLEAN[CLEAN.index("\f") :]
ONE_ANNEX = "สิ่งที่ส่งมาด้วย\nบัญชีร้านค้าชุมชน\nที่\tอำเภอ\tร้านค้า\n1\tจุน\t12\n"


def of_rules_here(text: str) -> list[str]:
    """Return the codes about attachments and annexes that the letter is found to have."""
    codes = (finding.code for finding in findings_in(text))
    return [code for code in codes if code.startswith(("attachment-", "annex-"))]


def single(cited: str = "รายละเอียดตามสิ่งที่ส่งมาด้วย", listed: str = ONE) -> str:
    """Return a letter with one attachment, and the words that cite it."""
    return changed((LIST, listed), (BOTH, cited), (BACK, "\f\n" + ONE_ANNEX))


def test_the_clean_letter_is_clean() -> None:
    """A letter whose attachments are listed, cited and labelled has no finding about them."""
    assert [] == of_rules_here(CLEAN)
    assert [] == of_rules_here(single())


def test_an_attachment_that_is_never_cited() -> None:
    """An attachment that the text does not name is told, and the others are not."""
    (found,) = findings_in(changed(("ตามสิ่งที่ส่งมาด้วย ๑ และ", "และ")), "attachment-uncited")
    assert Level.WARN == found.level
    assert "สิ่งที่ส่งมาด้วย ๑ “บัญชีร้านค้าชุมชน”" in found.message
    assert "ย่อหน้าที่ 8" == found.where


@pytest.mark.parametrize(
    ("words", "uncited"),
    [
        ("ตามสิ่งที่ส่งมาด้วย ๑ และ ๒", 0),
        ("ตามสิ่งที่ส่งมาด้วย ๑ - ๒", 0),
        ("ตามสิ่งที่ส่งมาด้วย ๑, ๒", 0),
        ("ตามสิ่งที่ส่งมาด้วยลำดับที่ ๑ และลำดับที่ ๒", 0),
        ("ตามเอกสารแนบ ๑ และเอกสารแนบ ๒", 0),
        ("รายละเอียดตามสิ่งที่ส่งมาด้วยทั้งหมด", 0),
        ("ตามสิ่งที่ส่งมาด้วย ๒ ภายในวันที่ ๑ เมษายน ๒๕๖๘", 1),
        ("ดาวน์โหลดสิ่งที่ส่งมาด้วย ตาม QR Code ที่ปรากฏท้ายหนังสือ", 2),
        ("ตามบัญชีและแบบสำรวจ", 2),
    ],
)
def test_ways_to_cite(words: str, uncited: int) -> None:
    """Lists, ranges and a word for all of them cite; a QR code for all cites none."""
    assert uncited == len(findings_in(changed((BOTH, words)), "attachment-uncited"))


@pytest.mark.parametrize("words", ["ตามบัญชี", "ตามสิ่งที่ส่งมาด้วยของหนังสือที่อ้างถึง"])
def test_one_attachment_is_cited_by_its_heading(words: str) -> None:
    """One unnumbered attachment must be cited once; that of another letter does not count."""
    listed = ONE.replace("บัญชีร้านค้า", "บัญชีรวมของร้านค้า")  # the text does not name it so
    assert ["attachment-uncited"] == of_rules_here(single(words, listed))


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("ตามสิ่งที่ส่งมาด้วย ๔ และ ๕", (4, 5)),
        ("ตามสิ่งที่ส่งมาด้วย ๑, ๒ และ ๓", (1, 2, 3)),
        ("ตามสิ่งที่ส่งมาด้วย ๑ – ๓", (1, 2, 3)),
        ("ตามสิ่งที่ส่งมาด้วย ๓ ๔ และ ๕", (3, 4, 5)),
        ("ตามสิ่งที่ส่งมาด้วย (๒)", (2,)),
        ("พร้อมสิ่งที่ส่งมาด้วย ๓ ชุด", ()),
        ("ตามสิ่งที่ส่งมาด้วย ๒๕ มกราคม", ()),
        ("ตามสิ่งที่ส่งมาด้วย ๒๕๖๘", ()),
    ],
)
def test_numbers_of_a_citation(words: str, numbers: tuple[int, ...]) -> None:
    """Figures behind the word are numbers of attachments unless they count or date something."""
    ((_, citation),) = citations_in(letter_of(changed((BOTH, words))))
    assert numbers == citation.numbers


def test_a_cited_attachment_that_is_not_listed() -> None:
    """A number that the list does not have holds the letter back, at the words that name it."""
    (found,) = findings_in(
        changed(("ตามสิ่งที่ส่งมาด้วย ๒", "ตามสิ่งที่ส่งมาด้วย ๒ และ ๓")), "attachment-missing"
    )
    assert Level.BLOCK == found.level
    assert "“สิ่งที่ส่งมาด้วย ๒ และ ๓”" in found.message
    assert "ย่อหน้าที่ 11" == found.where


def test_attachments_are_cited_but_none_is_listed() -> None:
    """A letter that cites attachments and lists none is held back; one that cites none is not."""
    assert ["attachment-missing"] == of_rules_here(
        changed((LIST, ""), (BOTH, "ตามสิ่งที่ส่งมาด้วย"), (BACK, ""))
    )
    assert [] == of_rules_here(changed((LIST, ""), (BOTH, "ตามบัญชี"), (BACK, "")))


def test_a_download_is_no_missing_attachment() -> None:
    """A QR code without a list, and papers that others attach, are no missing attachments."""
    words = "ดาวน์โหลดสิ่งที่ส่งมาด้วยได้ตาม QR Code พร้อมส่งเอกสารแนบ ๑ ให้ครบ"
    assert [] == of_rules_here(changed((LIST, ""), (BOTH, words), (BACK, "")))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("๒. แบบสำรวจร้านค้าฯ", "๓. แบบสำรวจร้านค้าฯ", "๑, ๓"),
        ("๒. แบบสำรวจร้านค้าฯ", "๑. แบบสำรวจร้านค้าฯ", "๑, ๑"),
        (LIST, LIST.replace("๑. ", "").replace("๒. ", ""), "(ไม่มีเลข), (ไม่มีเลข)"),
    ],
)
def test_numbers_that_do_not_run(old: str, new: str, said: str) -> None:
    """Gaps, repeats and several attachments without numbers are told with what they should be."""
    (found,) = findings_in(changed((old, new)), "attachment-numbering")
    assert said in found.message
    assert "ควรเป็น ๑, ๒" == found.hint


def test_one_attachment_has_no_number() -> None:
    """A number is told where there is one attachment: perhaps another one is missing."""
    assert ["attachment-numbering"] == of_rules_here(single(listed=ONE.replace("บัญชี", "๑. บัญชี")))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        ("จำนวน ฉบับ", "ไม่มีตัวเลข"),
        ("จำนวน ๑", "ไม่มีหน่วยนับ"),
        ("จำนวน ๑ คัน", "“คัน”"),
        ("", "ไม่ได้บอกจำนวน"),
    ],
)
def test_counts_that_do_not_count(count: str, said: str) -> None:
    """A count without figure or unit, with a strange unit, or none at all is told."""
    (found,) = findings_in(changed(("จำนวน ๑ ฉบับ", count)), "attachment-count")
    assert said in found.message


@pytest.mark.parametrize(
    "count", ["จำนวน ๒ ชุด", "\tจำนวน 1 เล่ม", "จำนวน ๑ ชุด ๓ แผ่น", "จำนวน ๑๒ หน้า"]
)
def test_counts_that_count(count: str) -> None:
    """Usual counts are silent, in Thai or Arabic figures, behind a blank or a tab."""
    assert [] == findings_in(changed(("จำนวน ๑ ฉบับ", count)), "attachment-count")


def test_the_annex_has_another_title() -> None:
    """An annex called otherwise than in the list is told with both titles."""
    (found,) = findings_in(
        changed(("๑. บัญชีร้านค้าชุมชน", "๑. สรุปยอดจำหน่ายสินค้า")), "attachment-title-mismatch"
    )
    assert "“สรุปยอดจำหน่ายสินค้า”" in found.message
    assert "“บัญชีร้านค้าชุมชน ปี 2568”" in found.message


@pytest.mark.parametrize(
    ("listed", "annex"),
    [
        ("แบบสำรวจร้านค้าฯ", "แบบสำรวจร้านค้าชุมชน ประจำปีงบประมาณ พ.ศ. 2568"),
        ("แบบสำรวจความพร้อมการส่งเสริมอาชีพฯ", "แบบสำรวจความพร้อมส่งเสริมอาชีพ รอบที่ 2"),
        ("เป้าหมายภารกิจ ไตรมาส ๒", "เป้าหมายภารกิจ ไตรมาส 2 (มกราคม - มีนาคม 2567)"),
        ("บัญชีรายชื่อ (รต.๑ - รต.๒)", "บัญชีรายชื่อ"),
        ("สรุบบัญชีร้านค้า", "สรุปบัญชีร้านค้า"),
        ("รายงานผล ปี ๒๕๖๘", "รายงานผล"),
    ],
)
def test_titles_that_agree(listed: str, annex: str) -> None:
    """An annex may say more, ฯ stands for words, digits and light words do not matter."""
    assert titles_agree(listed, annex)


@pytest.mark.parametrize(
    ("listed", "annex"),
    [
        ("เป้าหมายการส่งเสริมร้านค้าในตลาด", "เป้าหมายร้านค้าในตลาด (รอบที่ 2)"),
        ("สรุปบัญชียอดจำหน่ายสินค้า", "รายงานผลการจำหน่ายสินค้า ประจำปี 2567"),
        ("รายงานผล ปี ๒๕๖๘", "รายงานผล ปี 2567"),
        ("เป้าหมายภารกิจ ไตรมาส ๒", "เป้าหมายภารกิจ ไตรมาส 3"),
    ],
)
def test_titles_that_differ(listed: str, annex: str) -> None:
    """A word of the list that the annex lacks, another year or quarter are differences."""
    assert not titles_agree(listed, annex)


def test_an_annex_without_a_label() -> None:
    """An annex that does not say which attachment it is, is told with the label it should have."""
    (found,) = findings_in(changed(("\f\nสิ่งที่ส่งมาด้วย ๑\n", "\f\n")), "annex-unlabelled")
    assert "ไม่มีป้าย “สิ่งที่ส่งมาด้วย ๑”" in found.message
    (found,) = findings_in(changed(("\nสิ่งที่ส่งมาด้วย\n", "\n"), text=single()), "annex-unlabelled")
    assert "ไม่มีป้าย “สิ่งที่ส่งมาด้วย”" in found.message


def test_labels_that_the_list_does_not_have() -> None:
    """A label with a number beyond the list, or one that another annex has, is told."""
    (found,) = findings_in(
        changed(("\nสิ่งที่ส่งมาด้วย ๒\n", "\nสิ่งที่ส่งมาด้วย ๓\n")), "attachment-numbering"
    )
    assert "แต่รายการมีเพียง 2 รายการ" in found.message
    (found,) = findings_in(
        changed(("\nสิ่งที่ส่งมาด้วย ๒\n", "\nสิ่งที่ส่งมาด้วย ๑\n")), "attachment-numbering"
    )
    assert "ซ้ำกับเอกสารก่อนหน้า" in found.message


def test_an_attachment_that_is_not_in_the_file() -> None:
    """Where some annexes are in the file, those missing are noted; where none is, nothing is."""
    second = CLEAN.rindex("\f")
    (found,) = findings_in(CLEAN[:second], "annex-absent")
    assert Level.NOTE == found.level
    assert "สิ่งที่ส่งมาด้วย ๒ “แบบสำรวจร้านค้าฯ”" in found.message
    assert [] == findings_in(CLEAN[: CLEAN.index("\f")], "annex-absent")


def test_a_page_of_qr_codes_is_no_annex() -> None:
    """A page that only shows where the attachments lie needs no title and misses none."""
    page = "\f\nเอกสารสิ่งที่ส่งมาด้วย\nสแกน QR Code เพื่อดาวน์โหลด\n"
    assert [] == of_rules_here(changed((BACK, page)))
