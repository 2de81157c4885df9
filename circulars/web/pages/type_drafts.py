"""Letter types being worked on: begun with a file, checked, looked at, published."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Form, Response, UploadFile
from fastapi.responses import FileResponse, RedirectResponse

from circulars.letter_types.loading import REFINEMENT, TEMPLATE
from circulars.model.kinds import DocumentKind
from circulars.service.letter_types.checks import SENT_FILES, checked_type, profile_if_any
from circulars.service.letter_types.drafts import (
    PREVIEWS,
    TypeDraft,
    drafts_named,
    settle,
    throw_away,
    type_draft,
)
from circulars.service.letter_types.editing import Editing, Sent
from circulars.service.letter_types.facts import MOST_FINDINGS, by_place
from circulars.service.letter_types.own import EXAMPLE, find_own_type
from circulars.service.letter_types.served import served_types
from circulars.service.letter_types.toml_places import line_of
from circulars.service.refusals import not_found
from circulars.service.tasks.letter_types import commented, difference, starter
from circulars.web.downloads import bytes_answer, file_answer
from circulars.web.filling import attempted
from circulars.web.moments import moment
from circulars.web.type_cases import Cases, type_address
from circulars.web.uploaded import content_of
from circulars.web.visits import EditingTypes, Visit

if TYPE_CHECKING:
    from collections.abc import Callable

    from circulars.model.findings import Finding

router = APIRouter()
_File = Annotated[UploadFile | None, Form()]
_Text = Annotated[str, Form()]


@router.get("/types/new")
def begin(visit: EditingTypes, source: str = "") -> Response:
    """Show the ways to begin a letter type."""
    return _ways(visit, source=source)


def _ways(
    visit: Visit,
    *,
    way: str = "",
    name: str = "",
    source: str = "",
    refused: tuple[Finding, ...] = (),
) -> Response:
    """Show the ways to begin; `refused` is why `way` could not, with what was typed there."""
    return visit.page(
        "types/new.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
        kinds=served_types(visit.office),
        way=way,
        name=name,
        source=source,
        findings=refused,
    )


@router.post("/types/new/template")
def begin_with_files(
    visit: EditingTypes,
    template: Annotated[UploadFile, Form()],
    refinement: _File = None,
    example: _File = None,
    name: _Text = "",
) -> Response:
    """Begin a type with a Word template, and its letter.toml and workbook where there are."""
    files = {TEMPLATE: template, REFINEMENT: refinement, EXAMPLE: example}
    sent = {each: _sent(visit, file) for each, file in files.items() if file and file.filename}
    begun, refused = attempted(lambda: _editing(visit).begin_with_files(name, sent))
    return _to(begun) if begun else _ways(visit, way="template", name=name, refused=refused)


@router.post("/types/new/letter")
def begin_with_letter(
    visit: EditingTypes, letter: Annotated[UploadFile, Form()], name: _Text = ""
) -> Response:
    """Begin a type with an ordinary letter."""
    sent = _sent(visit, letter)
    begun, refused = attempted(lambda: _editing(visit).begin_with_letter(name, sent))
    return _to(begun) if begun else _ways(visit, way="letter", name=name, refused=refused)


@router.post("/types/new/copy")
def begin_with_type(visit: EditingTypes, name: _Text = "", source: _Text = "") -> Response:
    """Begin a type with a copy of another."""
    begun, refused = attempted(lambda: _editing(visit).begin_with_type(name, source))
    if begun:
        return _to(begun)
    return _ways(visit, way="copy", name=name, source=source, refused=refused)


@router.get("/types/drafts/{id_}")
def workspace(visit: EditingTypes, id_: str) -> Response:
    """Show a draft: what was found in it, and what can be done with it."""
    return _workspace(visit, type_draft(visit.office, id_))


def _workspace(
    visit: Visit, draft: TypeDraft, refused: tuple[Finding, ...] = (), **typed: str
) -> Response:
    """Show `draft`; `refused` is why what was sent was not done, `typed` what was typed for it."""
    checked = checked_type(visit.service, visit.office, draft.folder)
    refinement = draft.file(REFINEMENT)
    text = refinement.read_text("utf-8-sig", errors="replace") if refinement else ""
    return visit.page(
        "types/draft.html",
        status=HTTPStatus.UNPROCESSABLE_ENTITY if refused else HTTPStatus.OK,
        findings=refused,
        typed=typed,
        draft=draft,
        checked=checked,
        places=[each for each in by_place(checked) if not each.where.startswith(REFINEMENT)],
        left_out=max(0, len(checked.findings) - MOST_FINDINGS),
        lines=[
            (line_of(text, finding.where), finding)
            for finding in checked.findings[:MOST_FINDINGS]
            if finding.where.startswith(REFINEMENT)
        ],
        text=text,
        first=_cases(visit, draft).first() if checked.facts else None,
        own=find_own_type(visit.office, draft.name),
        others=[each for each in drafts_named(visit.office, draft.name) if each.id != draft.id],
        has_example=draft.file(EXAMPLE) is not None,
        document_kinds=list(DocumentKind),
        moment=moment,
    )


@router.post("/types/drafts/{id_}/files/{file}")
def put_file(
    visit: EditingTypes, id_: str, file: str, content: Annotated[UploadFile, Form()]
) -> Response:
    """Take in a corrected template, another letter.toml, or a workbook to try the type with."""
    draft = type_draft(visit.office, id_)
    if file not in SENT_FILES:
        raise not_found("แฟ้มของแบบ", file)
    sent = _sent(visit, content)
    return _done(visit, draft, lambda: _editing(visit).put(draft, file, sent))


@router.get("/types/drafts/{id_}/files/{file}")
def give_file(visit: EditingTypes, id_: str, file: str) -> FileResponse:
    """Give a file of the draft."""
    draft = type_draft(visit.office, id_)
    path = draft.file(file)
    if path is None:
        raise not_found("แฟ้มของแบบ", file)
    beside = "-ตัวอย่าง" if file == EXAMPLE else ""  # the starter workbook is another file
    return file_answer(path, name=f"{draft.name}{beside}{path.suffix}")


@router.get("/types/drafts/{id_}/commented")
def give_commented(visit: EditingTypes, id_: str) -> Response:
    """Give the template with a comment of Word at each finding."""
    draft = type_draft(visit.office, id_)
    profile = profile_if_any(visit.office)
    content = visit.service.workshop.do(commented, draft.folder, profile)
    return bytes_answer(content, f"{draft.name}-ตรวจแล้ว.docx")


@router.get("/types/drafts/{id_}/workbook")
def give_workbook(visit: EditingTypes, id_: str) -> Response:
    """Give the starter workbook of the draft."""
    draft = type_draft(visit.office, id_)
    today = visit.service.clock().date()
    profile = profile_if_any(visit.office)
    content = visit.service.workshop.do(starter, draft.folder, profile, today)
    return bytes_answer(content, f"{draft.name}.xlsx")


@router.post("/types/drafts/{id_}/about")
def entitle(
    visit: EditingTypes,
    id_: str,
    kind: Annotated[DocumentKind, Form()],
    title: _Text = "",
    name: _Text = "",
    *,
    circular: Annotated[bool, Form()] = False,
) -> Response:
    """Write title and kind into letter.toml, and call a new type by another name."""
    draft = type_draft(visit.office, id_)
    return _done(
        visit,
        draft,
        lambda: _editing(visit).entitle(draft, title, kind, circular=circular, name=name),
        title=title,
        name=name,
    )


@router.post("/types/drafts/{id_}/refinement")
def write_refinement(visit: EditingTypes, id_: str, text: _Text = "") -> Response:
    """Take letter.toml as it was typed, and lead to its faults where it has some."""
    draft = type_draft(visit.office, id_)
    written, refused = attempted(lambda: _editing(visit).write_refinement(draft, text))
    if written is None:
        return _workspace(visit, draft, refused, text=text)
    checked = checked_type(visit.service, visit.office, written.folder)
    is_faulty = any(finding.where.startswith(REFINEMENT) for finding in checked.findings)
    return _to(written, "refinement" if is_faulty else "main")


@router.post("/types/drafts/{id_}/takings")
def settle_takings(
    visit: EditingTypes,
    id_: str,
    settled: Annotated[list[int], Form()] = [],  # noqa: B006 - read by FastAPI
) -> RedirectResponse:
    """Keep which of the doubtful takings somebody looked at."""
    return _to(settle(type_draft(visit.office, id_), settled), "takings")


@router.post("/types/drafts/{id_}/publish")
def publish(
    visit: EditingTypes, id_: str, why: _Text = "", seen: Annotated[int, Form()] = 0
) -> Response:
    """Publish the draft as the next version of its type."""
    draft = type_draft(visit.office, id_)
    own, refused = attempted(lambda: _editing(visit).publish(draft, why, seen))
    if own is None:
        return _workspace(visit, draft, refused, why=why)
    return RedirectResponse(type_address(own.name), HTTPStatus.SEE_OTHER)


@router.post("/types/drafts/{id_}/discard")
def discard(visit: EditingTypes, id_: str) -> RedirectResponse:
    """Throw the draft away."""
    throw_away(visit.office, id_)
    return RedirectResponse("/types", HTTPStatus.SEE_OTHER)


@router.get("/types/drafts/{id_}/difference")
def show_difference(visit: EditingTypes, id_: str) -> Response:
    """Show in what the draft differs from the published version."""
    draft = type_draft(visit.office, id_)
    own = find_own_type(visit.office, draft.name)
    if own is None:
        raise not_found("รุ่นที่เผยแพร่ของแบบ", draft.name)
    profile = profile_if_any(visit.office)
    differs = visit.service.workshop.do(difference, draft.folder, own.folder, profile)
    return visit.page("types/difference.html", draft=draft, own=own, difference=differs)


@router.get("/types/drafts/{id_}/preview")
def preview(visit: EditingTypes, id_: str) -> Response:
    """Show the cases of the test preview of the draft."""
    draft = type_draft(visit.office, id_)
    return _cases(visit, draft).page(title=draft.name, back=f"/types/drafts/{draft.id}")


@router.get("/types/drafts/{id_}/preview/{case}")
def preview_case(visit: EditingTypes, id_: str, case: str, *, part: bool = False) -> Response:
    """Show one case of the test preview of the draft."""
    draft = type_draft(visit.office, id_)
    return _cases(visit, draft).made(case, is_part=part, title=draft.name)


@router.get("/types/drafts/{id_}/preview/{case}/{page}")
def preview_page(visit: EditingTypes, id_: str, case: str, page: str) -> FileResponse:
    """Show one page of a case that was made."""
    return _cases(visit, type_draft(visit.office, id_)).image(case, page)


def _cases(visit: Visit, draft: TypeDraft) -> Cases:
    return Cases(
        visit=visit,
        folder=draft.folder,
        place=draft.root / PREVIEWS,
        path=f"/types/drafts/{draft.id}/preview",
    )


def _editing(visit: Visit) -> Editing:
    return Editing(service=visit.service, actor=visit.actor)


def _sent(visit: Visit, file: UploadFile) -> Sent:
    return Sent(
        name=file.filename or "", content=content_of(file, visit.service.settings.upload_limit)
    )


def _done(
    visit: Visit, draft: TypeDraft, change: Callable[[], TypeDraft], **typed: str
) -> Response:
    """Lead to the draft that `change` gives, or show `draft` with what refused it."""
    changed, refused = attempted(change)
    return _to(changed) if changed else _workspace(visit, draft, refused, **typed)


def _to(draft: TypeDraft, part: str = "main") -> RedirectResponse:
    """Lead to the page of `draft`, to one part of it."""
    return RedirectResponse(f"/types/drafts/{draft.id}#{part}", HTTPStatus.SEE_OTHER)
