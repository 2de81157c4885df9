"""Letter types: the gallery, and what there is to know of one."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Form, Response
from fastapi.responses import FileResponse, RedirectResponse

from circulars.letter_types.loading import TEMPLATE
from circulars.service.letter_types.checks import facts_or_faults, profile_if_any
from circulars.service.letter_types.drafts import Shelf, drafts_named, shelf_of_types
from circulars.service.letter_types.editing import Editing
from circulars.service.letter_types.own import (
    damaged_own_types,
    find_own_type,
    own_type,
    own_types,
)
from circulars.service.letter_types.served import served_type, served_types
from circulars.service.letter_types.uses import letters_made
from circulars.service.people import Capability
from circulars.service.tasks.letter_types import starter
from circulars.web.downloads import bytes_answer, file_answer
from circulars.web.filling import attempted
from circulars.web.moments import moment
from circulars.web.showing import Nav
from circulars.web.type_cases import Cases, type_address
from circulars.web.visits import EditingTypes, MakingLetters, Visit

if TYPE_CHECKING:
    from circulars.model.findings import Finding

router = APIRouter()
NAV: Final = Nav(title="แบบหนังสือ", path="/types", place=50, needs=Capability.LETTERS)


@router.get("/types")
def gallery(visit: MakingLetters) -> Response:
    """Show all letter types, and to editors those that are being worked on."""
    editing = visit.actor.may(Capability.TYPES)
    kinds = served_types(visit.office)
    own = {each.name: each for each in own_types(visit.office)}
    return visit.page(
        "types/gallery.html",
        kinds=kinds,
        own=own,
        unusable=sorted(
            (own.keys() | damaged_own_types(visit.office)) - {kind.name for kind in kinds}
        ),
        shelf=shelf_of_types(visit.office) if editing else Shelf(drafts=(), damaged=()),
        is_editor=editing,
        moment=moment,
    )


@router.get("/types/{name}")
def one(visit: MakingLetters, name: str) -> Response:
    """Show what there is to know of one type."""
    return _one(visit, name)


def _one(
    visit: Visit, name: str, refused: tuple[Finding, ...] = (), *, number: int = 0, why: str = ""
) -> Response:
    """Show a type; `refused` is why its version `number` was not published again."""
    kind = served_type(visit.office, name)
    facts, faults = facts_or_faults(visit.service, kind.folder)
    return visit.page(
        "types/type.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
        findings=refused,
        number=number,
        why=why,
        kind=kind,
        facts=facts,
        faults=faults,
        own=find_own_type(visit.office, name),
        made=letters_made(visit.service, visit.actor.office, name),
        is_editor=(is_editor := visit.actor.may(Capability.TYPES)),
        drafts=drafts_named(visit.office, name) if is_editor else (),
        moment=moment,
    )


@router.get("/types/{name}/template")
def template(visit: MakingLetters, name: str) -> FileResponse:
    """Give the template of a type as it is published."""
    return file_answer(served_type(visit.office, name).template, name=f"{name}.docx")


@router.get("/types/{name}/versions/{number}/template")
def template_of_version(visit: MakingLetters, name: str, number: int) -> FileResponse:
    """Give the template of a version of an own type."""
    folder = own_type(visit.office, name).version(number)
    return file_answer(folder / TEMPLATE, name=f"{name}-รุ่นที่-{number}.docx")


@router.get("/types/{name}/workbook")
def workbook(visit: MakingLetters, name: str) -> Response:
    """Give the starter workbook of a type."""
    kind = served_type(visit.office, name)
    today = visit.service.clock().date()
    profile = profile_if_any(visit.office)
    content = visit.service.workshop.do(starter, kind.folder, profile, today)
    return bytes_answer(content, f"{name}.xlsx")


@router.post("/types/{name}/versions/{number}/publish")
def publish_again(
    visit: EditingTypes,
    name: str,
    number: int,
    why: Annotated[str, Form()] = "",
    seen: Annotated[int, Form()] = 0,
) -> Response:
    """Publish an earlier version again."""
    editing = Editing(service=visit.service, actor=visit.actor)
    own, refused = attempted(lambda: editing.publish_again(name, number, why, seen))
    if own is None:
        return _one(visit, name, refused, number=number, why=why)
    return RedirectResponse(type_address(own.name), HTTPStatus.SEE_OTHER)


@router.post("/types/{name}/draft")
def new_version(visit: EditingTypes, name: str) -> RedirectResponse:
    """Begin the next version of an own type."""
    draft = Editing(service=visit.service, actor=visit.actor).begin_version(name)
    return RedirectResponse(f"/types/drafts/{draft.id}", HTTPStatus.SEE_OTHER)


@router.get("/types/{name}/preview")
def preview(visit: MakingLetters, name: str) -> Response:
    """Show the cases of the test preview of a type."""
    kind = served_type(visit.office, name)
    return _cases(visit, name).page(title=kind.title, back=type_address(name))


@router.get("/types/{name}/preview/{case}")
def preview_case(visit: MakingLetters, name: str, case: str, *, part: bool = False) -> Response:
    """Show one case of the test preview of a type."""
    kind = served_type(visit.office, name)
    return _cases(visit, name).made(case, is_part=part, title=kind.title)


@router.get("/types/{name}/preview/{case}/{page}")
def preview_page(visit: MakingLetters, name: str, case: str, page: str) -> FileResponse:
    """Show one page of a case that was made."""
    return _cases(visit, name).image(case, page)


def _cases(visit: Visit, name: str) -> Cases:
    kind = served_type(visit.office, name)
    place = visit.office.cache / "type-previews" / kind.name
    path = f"{type_address(name)}/preview"
    return Cases(visit=visit, folder=kind.folder, place=place, path=path)
