"""Taking, reserving, using and cancelling numbers."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circulars.model.errors import RegisterError
from circulars.model.kinds import DocumentKind
from circulars.register import Book, Made, Number, Query, Series, Status, parse_number
from register.shared import OWNER, TODAY, assert_whole, book, number, opened, query, request

if TYPE_CHECKING:
    from circulars.register import Register

LAST_DAY = dt.date(2025, 12, 31)
NEW_YEARS_DAY = dt.date(2026, 1, 1)


def codes(error: pytest.ExceptionInfo[RegisterError]) -> list[str]:
    """Return the codes of the findings that `error` carries."""
    return [finding.code for finding in error.value.findings]


def test_each_book_counts_by_itself(register: Register) -> None:
    """Units, years and series have running numbers of their own, each from 1 (clause 43.1.2)."""
    taken = [
        register.take(request()),
        register.take(request()),
        register.take(request(series=Series.CIRCULAR)),
        register.take(request(owner="พย 0019.3")),
        register.take(request(series=Series.ORDER)),
        register.take(request(date=dt.date(2024, 12, 30)), new_year=True),
        register.take(request()),
    ]
    assert [
        *("พย 0019.2/1", "พย 0019.2/2", "พย 0019.2/ว1", "พย 0019.3/1"),
        *("พย 0019.2/คำสั่ง 1/2568", "พย 0019.2/1", "พย 0019.2/3"),
    ] == [str(entry.number) for entry in taken]


def test_the_same_letter_keeps_its_number(register: Register) -> None:
    """Asking again with the same key gives the same number, and takes none."""
    first = register.take(request(key="ยอดจำหน่าย มี.ค. 68"))
    assert first == register.take(request(key="ยอดจำหน่าย มี.ค. 68"))
    assert 2 == register.take(request(key="ยอดจำหน่าย เม.ย. 68")).number.serial


def test_letters_without_a_key_are_different_letters(register: Register) -> None:
    """Two requests that say the same without a key are two letters."""
    entries = register.hold([request(), request(), request(key="ก"), request(key="ก")])
    assert [1, 2, 3, 3] == [entry.number.serial for entry in entries]


def test_a_letter_has_one_number_alone(register: Register) -> None:
    """A key whose number is in another book is refused, with that number."""
    register.take(request(key="ก"))
    with pytest.raises(RegisterError) as error:
        register.take(request(key="ก", series=Series.CIRCULAR))
    assert ["letter-numbered"] == codes(error)
    assert "พย 0019.2/1" == error.value.findings[0].where
    assert 1 == register.take(request(series=Series.CIRCULAR)).number.serial


def test_a_failed_letter_gets_its_number_again(register: Register) -> None:
    """What was held for a letter stays reserved for it until the letter is made."""
    held = register.hold([request(key="ก"), request(key="ข")])
    assert {Status.RESERVED} == {entry.status for entry in held}
    assert held == register.hold([request(key="ก"), request(key="ข")])
    assert Status.TAKEN is register.take(request(key="ข")).status
    with pytest.raises(RegisterError) as error:
        register.take(request(key="ค"), number=1)
    assert ["number-taken"] == codes(error)
    (made,) = register.confirm(
        [Made(number=held[0].number, file="ก.docx", sha256="ab", request=request(subject="ใหม่"))]
    )
    assert (Status.TAKEN, "ก.docx", "ab", "ใหม่", "ก") == (
        *(made.status, made.file, made.sha256),
        *(made.subject, made.key),
    )
    assert made == register.search(Query(statuses=frozenset({Status.TAKEN})))[0]


def test_a_cancelled_number_stays_and_is_never_used_again(register: Register) -> None:
    """A cancelled number is seen with its reason; its letter may have another one."""
    entry = register.take(request(key="ก"))
    (cancelled,) = register.cancel([entry.number], reason="พิมพ์ผิด")
    assert (Status.CANCELLED, "พิมพ์ผิด") == (cancelled.status, cancelled.reason)
    assert 2 == register.take(request(key="ก")).number.serial
    for again in (
        lambda: register.take(request(), number=1),
        lambda: register.sign([number(1)], on=TODAY),
        lambda: register.cancel([number(1)], reason="อีกครั้ง"),
        lambda: register.amend(number(1), subject="ใช้ใหม่"),
    ):
        with pytest.raises(RegisterError):
            again()
    assert [cancelled] == [entry for entry in register.search(Query()) if entry.number.serial == 1]


def test_letters_are_signed_and_sent(register: Register) -> None:
    """Signed and sent have their days; what is sent is not cancelled."""
    register.hold([request() for _ in range(3)])
    register.confirm([Made(number=number(serial)) for serial in (1, 2, 3)])
    signed = register.sign([number(1), number(2)], on=TODAY)
    assert [TODAY, TODAY] == [entry.signed for entry in signed]
    sent = register.send([number(1), number(3)], on=LAST_DAY)
    assert [LAST_DAY, LAST_DAY] == [entry.sent for entry in sent]
    with pytest.raises(RegisterError) as error:
        register.cancel([number(1), number(2), number(3)], reason="ผิด")
    assert ["number-status", "number-status"] == codes(error)
    assert Status.SIGNED is register.search(Query())[1].status


def test_unknown_numbers_are_told_all_at_once(register: Register) -> None:
    """Every number that nobody has is named, and nothing is done to the others."""
    register.take(request())
    with pytest.raises(RegisterError) as error:
        register.sign([number(7), number(1), number(9)], on=TODAY)
    assert ["พย 0019.2/7", "พย 0019.2/9"] == [each.where for each in error.value.findings]
    assert Status.TAKEN is register.search(Query())[0].status


def test_a_block_is_reserved_and_used(register: Register) -> None:
    """Reserved numbers follow each other, wait for their letters, and lie outside the counter."""
    block = register.reserve(book(), 3, holder="กลุ่มงานสารสนเทศ", reason="ด่วน", until=LAST_DAY)
    assert [1, 2, 3] == [entry.number.serial for entry in block]
    assert 4 == register.take(request()).number.serial
    used = register.take(request(subject="ด่วนที่สุด"), number=2)
    assert (2, Status.TAKEN, "ด่วนที่สุด") == (used.number.serial, used.status, used.subject)
    reserved = register.search(Query(statuses=frozenset({Status.RESERVED})))
    assert [1, 3] == [entry.number.serial for entry in reserved]
    assert reserved == register.search(Query(overdue_on=NEW_YEARS_DAY))
    assert () == register.search(Query(overdue_on=LAST_DAY))
    taken = frozenset({Status.TAKEN})
    assert 4 == len(register.search(Query(overdue_on=NEW_YEARS_DAY, statuses=taken)))


@pytest.mark.parametrize(
    ("count", "holder", "reason", "until"),
    [
        (0, "ก", "ข", None),
        (3, " ", "ข", None),
        (3, "ก", "", None),
        (3, "ก", "ข", dt.date(2025, 3, 10)),
    ],
)
def test_a_senseless_reservation_is_refused(
    register: Register, count: int, holder: str, reason: str, until: dt.date | None
) -> None:
    """A reservation has numbers, somebody, a reason, and a day to come; else nothing is taken."""
    with pytest.raises(RegisterError) as error:
        register.reserve(book(), count, holder=holder, reason=reason, until=until)
    assert ["register-request"] == codes(error)
    assert 1 == register.take(request()).number.serial


def test_no_number_is_skipped(register: Register) -> None:
    """A number by choice is the next one at most: it leaves no gap."""
    assert 1 == register.take(request(), number=1).number.serial
    with pytest.raises(RegisterError) as error:
        register.take(request(), number=3)
    assert ["number-skipped"] == codes(error)
    with pytest.raises(RegisterError) as error:
        register.take(request(), number=1)
    assert ["number-taken"] == codes(error)


def test_a_new_year_begins_when_the_old_one_is_closed(register: Register) -> None:
    """Number 1 of January comes after the old year is closed, or by choice."""
    december = register.take(request(date=LAST_DAY, key="ธันวาคม"))
    with pytest.raises(RegisterError) as error:
        register.take(request(date=NEW_YEARS_DAY))
    assert ["year-open"] == codes(error)
    assert (book(),) == register.close_year(OWNER, 2025)
    assert number(1, 2026) == register.take(request(date=NEW_YEARS_DAY)).number
    with pytest.raises(RegisterError) as error:
        register.take(request(date=LAST_DAY))
    assert ["year-closed"] == codes(error)
    with pytest.raises(RegisterError) as error:  # nor in a series that the year never had
        register.take(request(date=LAST_DAY, series=Series.CIRCULAR), new_year=True)
    assert ["year-closed"] == codes(error)
    assert december == register.take(request(date=LAST_DAY, key="ธันวาคม"))
    assert Status.SIGNED is register.sign([number(1)], on=NEW_YEARS_DAY)[0].status


def test_a_new_year_begins_by_choice(register: Register) -> None:
    """With new_year both years give numbers side by side; a year never begun needs it too."""
    register.take(request(date=LAST_DAY))
    register.take(request(date=NEW_YEARS_DAY), new_year=True)
    assert number(2) == register.take(request(date=LAST_DAY)).number
    assert number(2, 2026) == register.take(request(date=NEW_YEARS_DAY)).number
    with pytest.raises(RegisterError) as error:
        register.take(request(date=dt.date(2020, 1, 6)))
    assert ["year-open"] == codes(error)


def test_a_year_closes_without_open_reservations(register: Register) -> None:
    """Reserved numbers are used or cancelled before the year is closed."""
    register.reserve(book(series=Series.CIRCULAR), 2, holder="ก", reason="ข")
    with pytest.raises(RegisterError) as error:
        register.close_year(OWNER, 2025)
    assert ["year-unfinished"] == codes(error)
    assert "ว1, ว2" in error.value.findings[0].message
    register.cancel([number(n, series=Series.CIRCULAR) for n in (1, 2)], reason="ไม่ได้ใช้")
    register.close_year(OWNER, 2025)
    with pytest.raises(RegisterError) as error:
        register.close_year("พย 0099", 2025)
    assert ["number-unknown"] == codes(error)


def test_a_line_is_put_right(register: Register) -> None:
    """Text and date can be put right within the year; number and status stay."""
    entry = register.take(request(recipient="นายอำเภอจุน"))
    right = register.amend(entry.number, recipient="นายอำเภอปง", date=LAST_DAY)
    assert ("นายอำเภอปง", LAST_DAY, entry.status) == (right.recipient, right.date, right.status)
    with pytest.raises(RegisterError) as error:
        register.amend(entry.number, date=NEW_YEARS_DAY)
    assert ["letter-numbered"] == codes(error)
    with pytest.raises(RegisterError) as error:
        register.amend(entry.number, subject=" ")
    assert ["register-request"] == codes(error)


def test_search_finds_by_each_part(register: Register) -> None:
    """Every filter narrows the list, and signs of SQL's patterns stand for themselves."""
    register.take(request(subject="ร้อยละ 50% ของเป้าหมาย", recipient="นายอำเภอจุน"))
    register.take(request(subject="ร้อยละ 500", note="แนบ a_b"))
    register.take(request(owner="พย 0019.3", series=Series.CIRCULAR))
    register.sign([number(2)], on=TODAY)
    found = {
        "50%": Query(text="50%"),
        "a_b": Query(text="A_B"),
        "จุน": Query(recipient="จุน"),
        "unit": Query(owner="พย 0019.3"),
        "series": Query(series=Series.CIRCULAR),
        "status": Query(statuses=frozenset({Status.SIGNED})),
        "year": Query(year=2024),
    }
    assert {
        "50%": ["1"],
        "a_b": ["2"],
        "จุน": ["1"],
        "unit": ["ว1"],
        "series": ["ว1"],
        "status": ["2"],
        "year": [],
    } == {
        name: [entry.number.short for entry in register.search(asked)]
        for name, asked in found.items()
    }


def test_history_tells_who_did_what_when(register: Register, address: str) -> None:
    """Each deed has its actor, its moment and what it changed; refused deeds leave no trace."""
    entry = register.take(request())
    with opened(address, actor="สมชาย") as other:
        other.amend(entry.number, subject="ยอดใหม่")
        with pytest.raises(RegisterError):
            other.take(request(), number=1)
    first, second = register.history(entry.number)
    assert ("มาลี", "take", "สรุปยอดจำหน่าย") == (
        *(first.actor, first.action, first.details["subject"]),
    )
    assert ("สมชาย", "amend", {"subject": ["สรุปยอดจำหน่าย", "ยอดใหม่"]}) == (
        *(second.actor, second.action, second.details),
    )
    assert dt.datetime(2025, 3, 11, 2, 30, tzinfo=dt.UTC) == second.at
    with pytest.raises(RegisterError) as error:
        register.history(number(99))
    assert ["number-unknown"] == codes(error)


def test_what_was_written_is_read_again(register: Register, address: str) -> None:
    """Signs of SQL, emoji and line breaks come back as they were; nothing runs."""
    subject = "'); DROP TABLE register_books; -- \N{GRINNING FACE}\n“๑๒๓” %s :x"
    register.take(request(subject=subject, key=subject))
    with opened(address) as again:
        assert [subject] == [entry.subject for entry in again.search(Query(text="DROP TABLE"))]
    assert_whole(address)
    assert [(1,)] == query(address, "SELECT count(*) FROM register_books")


@settings(
    deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(text=st.text(st.characters(exclude_categories=[]), min_size=1))
def test_any_text_is_kept_or_refused(register: Register, text: str) -> None:
    """A text comes back as it was, or it is refused in words: nothing in between."""
    asked = request(subject=f"เรื่อง{text}", note=text)
    if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
        with suppress(RegisterError):  # SQLite keeps a null character
            assert "\0" in register.take(asked).note
        return
    assert register.take(asked) == register.search(Query())[-1]


def test_a_number_beyond_every_register_is_refused(register: Register) -> None:
    """A number that no database could keep is one that skips others."""
    with pytest.raises(RegisterError) as error:
        register.take(request(), number=10**12)
    assert ["number-skipped"] == codes(error)


def test_a_request_without_subject_or_unit_takes_nothing(register: Register) -> None:
    """A line of the register says what its letter is about and whose it is."""
    for lacking in ({"subject": "  "}, {"owner": ""}):
        with pytest.raises(RegisterError) as error:
            register.hold([request(), request(**lacking)])
        assert ["register-request"] == codes(error)
    assert () == register.search(Query())


@pytest.mark.parametrize(
    ("kind", "is_circular", "expected"),
    [
        (DocumentKind.EXTERNAL, True, Series.CIRCULAR),
        (DocumentKind.EXTERNAL, False, Series.ORDINARY),
        (DocumentKind.ORDER, False, Series.ORDER),
        (DocumentKind.CERTIFICATE, False, Series.CERTIFICATE),
        (DocumentKind.MEMO, True, Series.CIRCULAR),
    ],
)
def test_series_of_a_document(kind: DocumentKind, expected: Series, *, is_circular: bool) -> None:
    """Circulars, orders and certificates are numbered apart from other letters."""
    assert expected is Series.of(kind, is_circular=is_circular)


@settings(deadline=None)
@given(
    serial=st.integers(1, 999_999),
    year=st.integers(1990, 2100),
    series=st.sampled_from(Series),
    owner=st.sampled_from(["พย 0019.2", "กค 0402.5", "ฉช 0019", "อว 64.01"]),
)
def test_a_number_is_read_as_it_is_printed(
    serial: int, year: int, series: Series, owner: str
) -> None:
    """What the register prints for a number means that number, in Thai digits too."""
    meant = Number(book=Book(owner=owner, year=year, series=series), serial=serial)
    assert meant == parse_number(str(meant), owner="กท 1", year=year)
    thai = meant.short.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert meant == parse_number(thai, owner=owner, year=year)


@pytest.mark.parametrize(
    "text", ["", "ว", "0", "-5", "ว0", "12/2568", "1.5", "ว ๑๒ก", "x/1", "9" * 12]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    """What is not clearly one number of the register is no number."""
    with pytest.raises(RegisterError) as error:
        parse_number(text, owner=OWNER, year=2025)
    assert ["number-unclear"] == codes(error)
