"""The letter types of an office, for other systems."""

from __future__ import annotations

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Path, Response, UploadFile
from pydantic import BaseModel, Field

from circulars.service.letter_types.checks import checked_alone, facts_of, profile_if_any
from circulars.service.letter_types.own import find_own_type
from circulars.service.letter_types.served import served_type, served_types
from circulars.service.tasks.letter_types import starter
from circulars.web.downloads import MEDIA_TYPES, bytes_answer
from circulars.web.paging import Asked, Listed
from circulars.web.type_answers import LetterTypeAnswer, LetterTypeDetails, TypeCheckAnswer
from circulars.web.uploaded import content_of
from circulars.web.visits import Checking, MakingLetters

router = APIRouter(tags=["letter-types"])
TypeName = Annotated[str, Path(max_length=100, description="As the list of letter types names it.")]
_BOOK: Final[dict[int | str, dict[str, Any]]] = {
    200: {
        "description": "The workbook (.xlsx).",
        "content": {MEDIA_TYPES[".xlsx"]: {"schema": {"type": "string", "format": "binary"}}},
    }
}


class TemplateForm(BaseModel):
    """A template to be checked."""

    template: UploadFile = Field(description="The Word template (.docx) with its tags.")
    refinement: UploadFile | None = Field(None, description="Its letter.toml.")


@router.get("/letter-types")
def list_letter_types(visit: MakingLetters, part: Asked) -> Listed[LetterTypeAnswer]:
    """Return the letter types that the office can make letters of."""
    kinds = served_types(visit.office)
    return Listed(items=[LetterTypeAnswer.of(kind) for kind in part.of(kinds)], total=len(kinds))


@router.get("/letter-types/{name}")
def get_letter_type(visit: MakingLetters, name: TypeName) -> LetterTypeDetails:
    """Return what a letter type asks for, and its versions."""
    kind = served_type(visit.office, name)
    own = find_own_type(visit.office, name)
    return LetterTypeDetails.with_all(facts_of(visit.service, kind.folder), own)


@router.get("/letter-types/{name}/workbook", response_class=Response, responses=_BOOK)
def get_workbook(visit: MakingLetters, name: TypeName) -> Response:
    """Return the starter workbook of a letter type, with its headings and how to fill it in."""
    kind = served_type(visit.office, name)
    today = visit.service.clock().date()
    profile = profile_if_any(visit.office)
    content = visit.service.workshop.do(starter, kind.folder, profile, today)
    return bytes_answer(content, f"{name}.xlsx")


@router.post("/letter-types/check")
def check_letter_type(
    visit: Checking, form: Annotated[TemplateForm, Form(media_type="multipart/form-data")]
) -> TypeCheckAnswer:
    """Check a template before anybody makes letters of it; nothing of it is kept."""
    limit = visit.service.settings.upload_limit
    sent = {
        name: (file.filename or "", content_of(file, limit))
        for name, file in (("letter.docx", form.template), ("letter.toml", form.refinement))
        if file is not None
    }
    return TypeCheckAnswer.of(checked_alone(visit.service, visit.office, sent))
