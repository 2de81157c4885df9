"""The page of a draft as its templates need it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from circulars.service.letter_types.served import served_type
from circulars.service.making.drafts import Drafts
from circulars.service.making.showing import fitting_types, form_of, previewed, understood
from circulars.service.making.surroundings import previous_job
from circulars.service.refusals import RefusedError
from circulars.web.filling import (
    LEVEL_WORDS,
    attempted,
    blocks_of,
    cell_id,
    field_views,
    is_lost,
    leads_of,
)
from circulars.web.moments import moment

if TYPE_CHECKING:
    from starlette.responses import HTMLResponse

    from circulars.model.findings import Finding
    from circulars.model.letter_type import LetterType
    from circulars.service.jobs.orders import Job
    from circulars.service.making.draft_file import Draft
    from circulars.web.visits import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of a draft is to be shown."""

    preview: bool = False  # it takes a moment
    place: int = 0  # of the letter among all of them
    number: bool = True  # with the number that the register would give
    enter: bool = True  # a number that was typed is entered into the register
    pdf: bool = True
    archive: bool = True
    two_sided: bool = True


def drafts_of(visit: Visit) -> Drafts:
    """Return the drafts of the office that the visit is to."""
    return Drafts(visit.office, visit.service.clock)


def draft_page(
    visit: Visit,
    draft: Draft,
    asked: Asked,
    *,
    status: HTTPStatus = HTTPStatus.OK,
    refused: tuple[Finding, ...] = (),
    stopped: tuple[Finding, ...] = (),
) -> HTMLResponse:
    """Return the page of `draft`.

    `refused` is what is wrong with the workbook just sent, `stopped` what keeps the letters from
    being issued.
    """
    draft, previous, is_gone = _following(visit, draft)
    book, unread = attempted(lambda: understood(visit.service, visit.office, draft))
    others, _ = attempted(
        lambda: fitting_types(visit.service, visit.office, draft, book) if book else ()
    )
    said = _changing(visit, draft, asked)
    return visit.page(
        "letters/letter.html",
        status=status,
        understood=book,
        others=others or (),
        previous=previous,
        is_gone=is_gone,
        moment=moment,
        refused=refused or unread,
        stopped=stopped,
        cell_id=cell_id,
        **said,
    )


def _following(visit: Visit, draft: Draft) -> tuple[Draft, Job | None, bool]:
    """Return `draft` as it is to be shown, the job it follows, and whether that one is gone.

    Then it is shown without what earlier letters said, until somebody begins it afresh.
    """
    try:
        return draft, previous_job(visit.service, visit.office, draft), False
    except RefusedError:
        return replace(draft, fresh=True), None, True


def draft_parts(visit: Visit, draft: Draft, asked: Asked) -> HTMLResponse:
    """Return what changes in the page with a field: preview, findings, the notes of fields."""
    said = _changing(visit, _following(visit, draft)[0], asked)
    return visit.page("letters/parts.html", stopped=(), **said)


def _changing(visit: Visit, draft: Draft, asked: Asked) -> dict[str, Any]:
    """Return what is said of `draft` in the page and in what a script refreshes of it."""
    kind = served_type(visit.office, draft.letter_type)
    fields, formless = attempted(lambda: form_of(visit.service, visit.office, draft))
    is_ready = bool(draft.workbook) or not needs_workbook(kind)
    preview, failed = None, formless
    if asked.preview and is_ready and not formless:
        preview, failed = attempted(
            lambda: previewed(visit.service, visit.office, draft, asked.place, asked.number)
        )
    views = field_views(fields or (), preview)
    return {
        "has_office": visit.office.profile.is_file(),
        "draft": draft,
        "kind": kind,
        "asked": asked,
        "is_ready": is_ready,
        "form": views,
        "preview": preview,
        "failed": failed,
        "leads": leads_of(preview, views) if preview else [],
        "blocks": blocks_of(preview) if preview else (),
        "is_lost": bool(preview and is_lost(preview)),
        "words": LEVEL_WORDS,
    }


def needs_workbook(kind: LetterType) -> bool:
    """Return whether letters of `kind` cannot be made without a workbook."""
    has_tables = any(not spec.rows for spec in kind.datasets.values())
    return has_tables or any(annex.form for annex in kind.annexes)
