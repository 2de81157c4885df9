"""The register, for other systems: numbers looked for, taken, reserved, signed, sent, cancelled."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Response

from circulars.batch import sha256
from circulars.service.jobs.repeats import whose
from circulars.service.registers.asking import (
    Letter,
    chosen,
    numbers_meant,
    reserve_for,
    take_for,
)
from circulars.service.registers.desk import at_register, day_of, owners_of, said
from circulars.service.registers.reserving import reserved_once
from circulars.service.registers.search import Search
from circulars.service.registers.uses import office_if_any
from circulars.web.paging import Asked, Listed
from circulars.web.register_answers import (
    CancelAsked,
    ChangeAnswer,
    DatedAsked,
    EntriesAnswer,
    EntryAnswer,
    NumberAnswer,
    NumbersAsked,
    ReserveAsked,
    TakeAsked,
)
from circulars.web.repeated import IdempotencyKey
from circulars.web.visits import MakingLetters, Registering, Visit

if TYPE_CHECKING:
    from circulars.register import Number, Register

router = APIRouter(tags=["register"])
Year = Annotated[int | None, Query(ge=1941, le=3483, description="Either era.")]
Unit = Annotated[str, Query(max_length=80, description="Key or number of a unit.")]


@router.get("/register")
def list_register(
    visit: MakingLetters,
    part: Asked,
    text: Annotated[
        str, Query(max_length=200, description="In subject, recipient …, or the number itself.")
    ] = "",
    year: Year = None,
    series: Annotated[
        str, Query(pattern="^(ordinary|circular|order|certificate|)$", description="Empty: all.")
    ] = "",
    unit: Unit = "",
    status: Annotated[
        str,
        Query(
            pattern="^(reserved|overdue|taken|signed|sent|cancelled|)$",
            description="`overdue`: reserved for longer than was said; empty: all.",
        ),
    ] = "",
    recipient: Annotated[str, Query(max_length=200)] = "",
) -> Listed[EntryAnswer]:
    """Return the lines that are looked for, the newest first."""
    office = office_if_any(visit.office)
    search = Search(
        text=text,
        year=str(year or ""),
        series=series,
        unit=unit,
        status=status,
        recipient=recipient,
    )
    with at_register(visit.service, visit.actor) as register:
        query = search.query(owners_of(office) if office else (), register.today)
        found, count = register.newest(query, skip=part.offset, most=part.limit)
    return Listed(items=[EntryAnswer.of(entry) for entry in found], total=count)


@router.get("/register/entry")
def get_register_entry(
    visit: MakingLetters,
    number: Annotated[str, Query(min_length=1, max_length=80, examples=["พย 0019.2/ว1175"])],
    year: Year = None,
    unit: Unit = "",
) -> NumberAnswer:
    """Return one number: its line, and who did what to it when."""
    with at_register(visit.service, visit.actor) as register:
        (meant,) = numbers_meant(visit.office, register, [number], unit=unit, year=year)
        entry, history = register.line(meant), register.history(meant)
    return NumberAnswer(
        entry=EntryAnswer.of(entry), history=[ChangeAnswer.of(change) for change in history]
    )


@router.post(
    "/register",
    status_code=HTTPStatus.CREATED,
    responses={200: {"model": EntryAnswer, "description": "The letter has its number already."}},
)
def take_number(visit: Registering, asked: TakeAsked, response: Response) -> EntryAnswer:
    """Take the next number for a letter; the same `key` gets the same number again (200)."""
    letter = Letter(**asked.model_dump(exclude={"unit", "number", "new_year"}))
    with at_register(visit.service, visit.actor) as register:
        owner = chosen(visit.office, asked.unit)
        entry, is_new = take_for(
            register, owner, letter, number=asked.number, new_year=asked.new_year
        )
    if not is_new:
        response.status_code = HTTPStatus.OK
    return EntryAnswer.of(entry)


@router.post(
    "/register/reserve",
    status_code=HTTPStatus.CREATED,
    responses={200: {"model": EntriesAnswer, "description": "Reserved by an earlier request."}},
)
def reserve_numbers(
    visit: Registering, asked: ReserveAsked, response: Response, key: IdempotencyKey = None
) -> EntriesAnswer:
    """Reserve numbers one after the other.

    The same request with the same key gives the same numbers again (200); without a key a request
    sent twice reserves twice.
    """
    with at_register(visit.service, visit.actor) as register:
        owner = chosen(visit.office, asked.unit)
        reserve = partial(reserve_for, register, owner, **asked.model_dump(exclude={"unit"}))
        if key is None:
            return EntriesAnswer.of(reserve())
        said = f"reserve {asked.model_dump_json()}"
        numbers, is_repeated = reserved_once(
            visit.office, whose(visit.actor), key, sha256(said.encode()), reserve
        )
        if is_repeated:
            response.status_code = HTTPStatus.OK
        return EntriesAnswer.of(tuple(map(register.line, numbers)))


@router.post("/register/sign")
def sign_letters(visit: Registering, asked: DatedAsked) -> EntriesAnswer:
    """Note that letters are signed: all of them, or none."""
    with at_register(visit.service, visit.actor) as register:
        on = day_of(asked.date, field="date", today=register.today)
        return EntriesAnswer.of(register.sign(_meant(visit, register, asked), on=on))


@router.post("/register/send")
def send_letters(visit: Registering, asked: DatedAsked) -> EntriesAnswer:
    """Note that letters are sent: all of them, or none."""
    with at_register(visit.service, visit.actor) as register:
        on = day_of(asked.date, field="date", today=register.today)
        return EntriesAnswer.of(register.send(_meant(visit, register, asked), on=on))


@router.post("/register/cancel")
def cancel_numbers(visit: Registering, asked: CancelAsked) -> EntriesAnswer:
    """Cancel numbers: they stay in the register, and nobody gets them again."""
    with at_register(visit.service, visit.actor) as register:
        meant = _meant(visit, register, asked)
        return EntriesAnswer.of(register.cancel(meant, reason=said(asked.reason, field="reason")))


def _meant(visit: Visit, register: Register, asked: NumbersAsked) -> list[Number]:
    return numbers_meant(visit.office, register, asked.numbers, unit=asked.unit, year=asked.year)
