"""The previous letter as a cited letter of the next one."""

from __future__ import annotations

import datetime as dt

import pytest
from support import EXAMPLES

from circulars.compose.cited import read_cited
from circulars.letter_types import find_letter_type, load_letter_type
from circulars.office_profile import load_office
from circulars.rolling import previous_citation
from circulars.rolling.citation import Citation, cited
from circulars.rolling.edits import Remark
from circulars.rolling.previous import Previous, PreviousLetter

MARCH = Citation(agency="จังหวัดพะเยา", number="พย 0019.2/ว1175", date=dt.date(2025, 3, 11))
ANSWER = "จังหวัดพะเยา | พย 0019.2/ว1175 | 11 มีนาคม 2568"


def previous(*letters: PreviousLetter, unit: str = "") -> Previous:
    """Return a run that made `letters`."""
    answers = {"เจ้าของเรื่อง": unit} if unit else {}
    return Previous(
        letter_type="sales_followup", answers=answers, is_whole=True, letters=letters, profiles=()
    )


def letter(serial: int | None = 1175, reference: str = "พย 0019.2/ว1175") -> PreviousLetter:
    """Return a letter of 11 March 2568."""
    return PreviousLetter(
        serial=serial, date=dt.date(2025, 3, 11), reference=reference, subject="ยอดจำหน่าย"
    )


def citation(run: Previous) -> Citation | Remark:
    """Return how the office of Phayao cites the letter of a run."""
    kind = load_letter_type(find_letter_type("sales_followup"))
    return previous_citation(run, kind, load_office(EXAMPLES / "phayao.toml"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ANSWER),
        ("จังหวัดพะเยา | พย 0019.2/ว865 | 11 ก.พ. 2568", ANSWER),
        ("หนังสือจังหวัดพะเยา ที่ พย ๐๐๑๙.๒/ว ๘๖๕ ลงวันที่ ๑๑ กุมภาพันธ์ ๒๕๖๘", ANSWER),
        (
            "กรมการพัฒนาชุมชน | มท 0405.3/ว12 | 5 ม.ค. 68",
            f"กรมการพัฒนาชุมชน | มท 0405.3/ว12 | 5 ม.ค. 68; {ANSWER}",
        ),
        (
            "กรม ก | กก 1/ว2 | 5 ม.ค. 68\nกรม ข | ขข 1/ว2 | 5 ม.ค. 68",
            f"กรม ก | กก 1/ว2 | 5 ม.ค. 68\nกรม ข | ขข 1/ว2 | 5 ม.ค. 68\n{ANSWER}",
        ),
        (
            "จังหวัดพะเยา | พย 0019.2/ว20 | 5 ม.ค. 68; จังหวัดพะเยา | พย 0019.2/ว865 | 11 ก.พ. 68",
            f"จังหวัดพะเยา | พย 0019.2/ว20 | 5 ม.ค. 68; {ANSWER}",
        ),
        (
            "จังหวัดพะเยา | พย 0019.2/865 | 11 ก.พ. 68",
            f"จังหวัดพะเยา | พย 0019.2/865 | 11 ก.พ. 68; {ANSWER}",
        ),
        (ANSWER, ANSWER),
    ],
)
def test_added_or_in_the_place_of_the_last_one(old: str, new: str) -> None:
    """The letter takes the place of the latest of its own series, or stands behind the others."""
    rolled = cited(old, MARCH)
    assert (new, new != old) == (rolled.new, bool(rolled.changes))
    assert "พย 0019.2/ว1175" in [each["เลขที่"] for each in read_cited(rolled.new)]


def test_the_previous_letter() -> None:
    """The letter is cited as its office issued it, with the subject to know it by."""
    assert Citation(
        agency="จังหวัดพะเยา",
        number="พย 0019.2/ว1175",
        date=dt.date(2025, 3, 11),
        subject="ยอดจำหน่าย",
    ) == citation(previous(letter()))


def test_a_manifest_of_an_earlier_version() -> None:
    """Where the manifest tells the serial number alone, the office's own number is put together."""
    found = citation(previous(letter(reference=""), unit="สารสนเทศ"))
    assert isinstance(found, Citation)
    assert "พย 0019.3/ว1175" == found.number


@pytest.mark.parametrize(
    ("letters", "why"),
    [
        ((), "ไม่มีหนังสือ"),
        ((letter(serial=None),), "ยังไม่มีเลขที่"),
        ((letter(), letter(1176, "พย 0019.2/1176")), "2 เลข"),
    ],
)
def test_why_there_is_none(letters: tuple[PreviousLetter, ...], why: str) -> None:
    """No letter, one without a number, or several with numbers of their own are not cited."""
    found = citation(previous(*letters))
    assert isinstance(found, Remark)
    assert why in found.why


def test_one_number_for_all_recipients() -> None:
    """A circular to several recipients has one number, and is cited once."""
    assert isinstance(citation(previous(letter(), letter())), Citation)
