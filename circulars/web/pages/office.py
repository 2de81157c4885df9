"""The office profile as a form: filled in, looked at, saved; its former versions."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated, Any, Final

from fastapi import APIRouter, Form, Response, UploadFile
from fastapi.responses import FileResponse, RedirectResponse
from starlette.datastructures import UploadFile as Sent

from circulars.data.provinces import provinces
from circulars.service.people import Capability
from circulars.service.profile.emblem import keep_emblem
from circulars.service.profile.history import Deed, history_of, kept_content
from circulars.service.profile.profile import (
    LARGEST,
    is_own_emblem,
    save_file,
    save_typed,
    typed_profile,
    version_of,
)
from circulars.service.profile.typed import ProfileTyped, after, typed_from
from circulars.service.refusals import not_found
from circulars.web.downloads import bytes_answer
from circulars.web.filling import attempted
from circulars.web.moments import moment
from circulars.web.office_views import (
    LABELS,
    checks_shown,
    differing,
    faults_shown,
    signature,
)
from circulars.web.showing import Nav
from circulars.web.typed import Typed
from circulars.web.uploaded import content_of
from circulars.web.visits import EditingOffice, Visit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.datastructures import FormData

    from circulars.model.findings import Finding

router = APIRouter()
NAV: Final = Nav(title="สำนักงาน", path="/office", place=60, needs=Capability.OFFICE)
_SAVE: Final = "save"
_IMAGE_LIMIT: Final = 5_000_000  # bytes of an emblem


@router.get("/office")
def office(visit: EditingOffice, said: str = "") -> Response:
    """Show the profile; an empty form where there is none."""
    found, findings = attempted(lambda: typed_profile(visit.office))
    if found is None:
        return _unreadable(visit, findings)
    typed, version = found
    return _form(visit, typed, version, done="บันทึกแล้ว" if said == "saved" else "")


def _form(
    visit: Visit,
    typed: ProfileTyped,
    version: str,
    *,
    findings: Sequence[Finding] = (),
    status: HTTPStatus = HTTPStatus.OK,
    **others: Any,
) -> Response:
    """Show what is typed, with faults at their fields."""
    faults = faults_shown(findings)
    said = {"done": "", "focus": "", "differences": ()} | others
    return visit.page(
        "office/office.html",
        status=status,
        typed=typed,
        version=version,
        labels=LABELS,
        provinces=[province.name for province in provinces()],
        checks=[*checks_shown(typed)],
        signature=signature,
        faults=faults,
        at_field={f.field: [g.finding for g in faults if g.field == f.field] for f in faults},
        has_emblem=is_own_emblem(visit.office, typed.emblem_file),
        **said,
    )


def _unreadable(visit: Visit, findings: Sequence[Finding]) -> Response:
    return visit.page(
        "office/file.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
        findings=findings,
        version=version_of(visit.office),
    )


@router.post("/office")
def change(visit: EditingOffice, form: Typed) -> Response:
    """Save what is typed, or show the form with a row more or less."""
    pairs = [(name, said) for name, said in form.multi_items() if isinstance(said, str)]
    typed, given = typed_from(pairs), dict(pairs)
    deed, version = given.get("do", _SAVE), given.get("version", "")
    if deed != _SAVE:
        return _form(visit, after(typed, deed), version, focus=_new_row(typed, deed))
    image, findings = attempted(lambda: _image(visit, form))
    typed = replace(typed, emblem="image", emblem_file=image) if image else typed
    if findings:
        return _form(
            visit, typed, version, findings=findings, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    return _saved(visit, typed, version)


def _saved(visit: Visit, typed: ProfileTyped, version: str) -> Response:
    """Save, or show why not: somebody was faster, or something is wrong."""
    deed = Deed(actor=visit.actor.name, at=visit.service.clock())
    done, findings = attempted(lambda: save_typed(visit.office, typed, version=version, deed=deed))
    if done is not None:
        return RedirectResponse("/office?said=saved", HTTPStatus.SEE_OTHER)
    if any(finding.code == "office-changed" for finding in findings):
        now, version = typed_profile(visit.office)
        return _form(
            visit,
            typed,
            version,
            findings=findings,
            status=HTTPStatus.CONFLICT,
            differences=differing(typed, now),
        )
    return _form(visit, typed, version, findings=findings, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _new_row(typed: ProfileTyped, deed: str) -> str:
    """Return the first field of a row that was added, for the cursor to stand in."""
    wish, _, place = deed.partition(" ")
    if wish != "add":
        return ""
    first = {"signatories": "key", "units": "key", "spelling": "wrong"}.get(place)
    if first:
        return f"{place}.{len(getattr(typed, place))}.{first}"
    _, number, *_ = (*place.split("."), "")
    rows = typed.signatories
    known = number.isascii() and number.isdecimal() and int(number) < len(rows)
    return f"{place}.{len(rows[int(number)].authority)}.post" if known else ""


def _image(visit: Visit, form: FormData) -> str:
    """Return the name of an emblem that came with the form; empty where none did."""
    image = form.get("image")
    if not isinstance(image, Sent) or not image.filename:
        return ""
    content = content_of(image, _IMAGE_LIMIT)
    return keep_emblem(visit.service, visit.office, content, limit=_IMAGE_LIMIT)


@router.get("/office/emblem/{name}")
def emblem(visit: EditingOffice, name: str) -> FileResponse:
    """Show the image that is used as the emblem."""
    if not name.endswith((".png", ".jpg", ".jpeg")) or not is_own_emblem(visit.office, name):
        raise not_found("ภาพตราครุฑ", name[:80])
    media = "image/png" if name.endswith(".png") else "image/jpeg"
    return FileResponse(visit.office.root / name, media_type=media)


@router.get("/office/file")
def office_file(visit: EditingOffice) -> Response:
    """Give office.toml, for the commands on another machine."""
    if not visit.office.profile.is_file():
        raise not_found("ข้อมูลสำนักงาน", "office.toml")
    return bytes_answer(visit.office.profile.read_bytes(), "office.toml")


@router.post("/office/file")
def take_file(
    visit: EditingOffice,
    profile: UploadFile,
    version: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Use an office.toml that somebody wrote, if nothing is wrong in it."""
    content = content_of(profile, LARGEST)
    deed = Deed(actor=visit.actor.name, at=visit.service.clock(), what="อัปโหลดแฟ้ม")
    done, findings = attempted(lambda: _put(visit, content, version, deed))
    if not done:
        return _unreadable(visit, findings)
    return RedirectResponse("/office?said=saved", HTTPStatus.SEE_OTHER)


def _put(visit: Visit, content: bytes, version: str, deed: Deed) -> bool:
    save_file(visit.office, content, version=version, deed=deed)
    return True


@router.get("/office/history")
def history(visit: EditingOffice) -> Response:
    """Show who saved the profile when."""
    return visit.page(
        "office/history.html",
        kept=history_of(visit.office),
        version=version_of(visit.office),
        moment=moment,
    )


@router.get("/office/history/{number}")
def former(visit: EditingOffice, number: str) -> Response:
    """Give a former profile."""
    return bytes_answer(kept_content(visit.office, number), f"office-{number}.toml")


@router.post("/office/history/{number}")
def restore(
    visit: EditingOffice, number: str, version: Annotated[str, Form(max_length=64)] = ""
) -> Response:
    """Use a former profile again; the present one stays in the history."""
    content = kept_content(visit.office, number)
    what = f"นำฉบับที่ {int(number)} กลับมาใช้"
    deed = Deed(actor=visit.actor.name, at=visit.service.clock(), what=what)
    save_file(visit.office, content, version=version, deed=deed)
    return RedirectResponse("/office?said=saved", HTTPStatus.SEE_OTHER)
