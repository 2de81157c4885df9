"""Letter types being worked on: begun with a file, checked, looked at, published."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Form, Response, UploadFile
from fastapi.responses import FileResponse, RedirectResponse

from circulars.letter_types.loading import REFINEMENT, TEMPLATE
from circulars.model.kinds import DocumentKind
from circulars.service.letter_types.checks import SENT_FILES, checked_type, profile_if_any
from circulars.service.letter_types.drafts import TypeDraft, discard, settle, type_draft
from circulars.service.letter_types.editing import Editing, Sent
from circulars.service.letter_types.facts import MOST_FINDINGS, by_place
from circulars.service.letter_types.own import EXAMPLE, find_own_type
from circulars.service.letter_types.served import served_types
from circulars.service.letter_types.toml_places import line_of
from circulars.service.refusals import not_found
from circulars.service.tasks.letter_types import commented, difference, starter
from circulars.web.downloads import bytes_answer, file_answer
from circulars.web.moments import moment
from circulars.web.type_cases import Cases, type_address
from circulars.web.uploaded import content_of
from circulars.web.visits import EditingTypes, Visit

router = APIRouter()
_File = Annotated[UploadFile | None, Form()]
_Text = Annotated[str, Form()]


@router.get("/types/new")
def begin(visit: EditingTypes, source: str = "") -> Response:
    """Show the ways to begin a letter type."""
    return visit.page("types/new.html", kinds=served_types(visit.office), source=source)


@router.post("/types/new/template")
def begin_with_files(
    visit: EditingTypes,
    template: Annotated[UploadFile, Form()],
    refinement: _File = None,
    example: _File = None,
    name: _Text = "",
) -> RedirectResponse:
    """Begin a type with a Word template, and its letter.toml and workbook where there are."""
    files = {TEMPLATE: template, REFINEMENT: refinement, EXAMPLE: example}
    sent = {each: _sent(visit, file) for each, file in files.items() if file and file.filename}
    return _to(_editing(visit).begin_with_files(name, sent))


@router.post("/types/new/letter")
def begin_with_letter(
    visit: EditingTypes, letter: Annotated[UploadFile, Form()], name: _Text = ""
) -> RedirectResponse:
    """Begin a type with an ordinary letter."""
    return _to(_editing(visit).begin_with_letter(name, _sent(visit, letter)))


@router.post("/types/new/copy")
def begin_with_type(visit: EditingTypes, name: _Text = "", source: _Text = "") -> RedirectResponse:
    """Begin a type with a copy of another."""
    return _to(_editing(visit).begin_with_type(name, source))


@router.get("/types/drafts/{id_}")
def workspace(visit: EditingTypes, id_: str) -> Response:
    """Show a draft: what was found in it, and what can be done with it."""
    draft = type_draft(visit.office, id_)
    checked = checked_type(visit.service, visit.office, draft.folder)
    refinement = draft.file(REFINEMENT)
    text = refinement.read_text("utf-8-sig", errors="replace") if refinement else ""
    return visit.page(
        "types/draft.html",
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
        has_example=draft.file(EXAMPLE) is not None,
        document_kinds=list(DocumentKind),
        moment=moment,
    )


@router.post("/types/drafts/{id_}/files/{file}")
def put_file(
    visit: EditingTypes, id_: str, file: str, content: Annotated[UploadFile, Form()]
) -> RedirectResponse:
    """Take in a corrected template, another letter.toml, or a workbook to try the type with."""
    draft = type_draft(visit.office, id_)
    if file not in SENT_FILES:
        raise not_found("แฟ้มของแบบ", file)
    return _to(_editing(visit).put(draft, file, _sent(visit, content)))


@router.get("/types/drafts/{id_}/files/{file}")
def give_file(visit: EditingTypes, id_: str, file: str) -> FileResponse:
    """Give a file of the draft."""
    draft = type_draft(visit.office, id_)
    path = draft.file(file)
    if path is None:
        raise not_found("แฟ้มของแบบ", file)
    return file_answer(path, name=f"{draft.name}{path.suffix}")


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
    *,
    circular: Annotated[bool, Form()] = False,
) -> RedirectResponse:
    """Write title and kind into letter.toml."""
    draft = type_draft(visit.office, id_)
    return _to(_editing(visit).entitle(draft, title, kind, circular=circular))


@router.post("/types/drafts/{id_}/refinement")
def write_refinement(visit: EditingTypes, id_: str, text: _Text = "") -> RedirectResponse:
    """Take letter.toml as it was typed."""
    draft = type_draft(visit.office, id_)
    return _to(_editing(visit).write_refinement(draft, text), "refinement")


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
) -> RedirectResponse:
    """Publish the draft as the next version of its type."""
    own = _editing(visit).publish(type_draft(visit.office, id_), why, seen)
    return RedirectResponse(type_address(own.name), HTTPStatus.SEE_OTHER)


@router.post("/types/drafts/{id_}/discard")
def throw_away(visit: EditingTypes, id_: str) -> RedirectResponse:
    """Throw the draft away."""
    discard(type_draft(visit.office, id_))
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
        place=draft.root / "previews",
        path=f"/types/drafts/{draft.id}/preview",
    )


def _editing(visit: Visit) -> Editing:
    return Editing(service=visit.service, actor=visit.actor)


def _sent(visit: Visit, file: UploadFile) -> Sent:
    return Sent(
        name=file.filename or "", content=content_of(file, visit.service.settings.upload_limit)
    )


def _to(draft: TypeDraft, part: str = "main") -> RedirectResponse:
    """Lead to the page of `draft`, to one part of it."""
    return RedirectResponse(f"/types/drafts/{draft.id}#{part}", HTTPStatus.SEE_OTHER)
