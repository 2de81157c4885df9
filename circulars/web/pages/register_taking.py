"""Numbers taken by hand and reserved; a form that is sent twice takes them once."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import RedirectResponse

from circulars.register import Series
from circulars.register_report import thai_day
from circulars.service.places import new_id
from circulars.service.registers.desk import at_register, owners_in
from circulars.service.registers.search import number_at
from circulars.service.registers.taking import (
    Reservation,
    TakingTyped,
    reserve_numbers,
    take_number,
)
from circulars.web.filling import attempted
from circulars.web.register_lines import number_path
from circulars.web.typed import Typed, texts
from circulars.web.visits import Registering, Visit

if TYPE_CHECKING:
    from collections.abc import Mapping

router = APIRouter()


def _parts(kind: type[Any], typed: Mapping[str, str]) -> Any:
    """Return what is typed as the parts of `kind`, each at most as long as any of its fields."""
    return kind(**{name: typed.get(name, "")[:1000] for name in kind.__slots__})


@router.get("/register/take")
def taking(visit: Registering, at: Annotated[str, Query(max_length=120)] = "") -> Response:
    """Show the form for a number; with `at` it is for one that is reserved."""
    number = number_at(at) if at else None
    chosen = {
        "unit": number.book.owner if number else "",
        "series": number.book.series.value if number else "",
        "number": str(number.serial) if number else "",
    }
    office = owners_in(visit.office)
    with at_register(visit.service, visit.actor) as opened:
        today = thai_day(opened.today)
    typed = TakingTyped(**chosen, date=today, key=new_id())
    return visit.page(
        "register/take.html", typed=typed, owners=office, series=tuple(Series), findings=()
    )


@router.post("/register/take")
def take(visit: Registering, form: Typed) -> Response:
    """Take the number and show it; the form again where something is wrong with it."""
    typed: TakingTyped = _parts(TakingTyped, texts(form, ""))
    taken, findings = attempted(lambda: take_number(visit.service, visit.actor, typed))
    if taken is None:
        return visit.page(
            "register/take.html",
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
            typed=typed,
            owners=owners_in(visit.office),
            series=tuple(Series),
            findings=findings,
        )
    said = "taken" if taken.is_as_asked else "again"
    return RedirectResponse(number_path(taken.entry.number, said=said), HTTPStatus.SEE_OTHER)


@router.get("/register/reserve")
def reserving(visit: Registering) -> Response:
    """Show the form for a block of numbers."""
    return _reserving(visit, Reservation(count="1", key=new_id()))


@router.post("/register/reserve")
def reserve(visit: Registering, form: Typed) -> Response:
    """Reserve the block and show it; the form again where something is wrong with it."""
    typed: Reservation = _parts(Reservation, texts(form, ""))
    numbers, findings = attempted(lambda: reserve_numbers(visit.service, visit.actor, typed))
    if numbers is None:
        return _reserving(visit, typed, findings, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return visit.page("register/reserved.html", numbers=numbers, path=number_path, typed=typed)


def _reserving(
    visit: Visit, typed: Reservation, findings: Any = (), status: HTTPStatus = HTTPStatus.OK
) -> Response:
    return visit.page(
        "register/reserve.html",
        status=status,
        typed=typed,
        owners=owners_in(visit.office),
        series=tuple(Series),
        findings=findings,
    )
