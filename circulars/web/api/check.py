"""The check before signing, for other systems."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, UploadFile
from pydantic import BaseModel, ConfigDict, Field

from circulars.service.checked import MOST_FILES, findings_of
from circulars.web.problems import FindingAnswer, writable
from circulars.web.uploaded import content_of
from circulars.web.visits import Checking

router = APIRouter(tags=["check"])


class FileFinding(FindingAnswer):
    """One finding in one of the files."""

    model_config = ConfigDict(title="FileFinding")

    file: str = Field(description="Name of the file.", examples=["พย0019.2.docx"])


class CheckAnswer(BaseModel):
    """Everything found, file after file; as `circulars check --json` prints it."""

    findings: list[FileFinding]


@router.post("/check")
def check(
    visit: Checking,
    files: Annotated[
        list[UploadFile],
        File(
            min_length=1,
            max_length=MOST_FILES,
            description="Letters (DOCX) and workbooks (XLSX); those sent together are compared.",
        ),
    ],
) -> CheckAnswer:
    """Return what the check finds in letters, of whoever typed them, and in workbooks."""
    limit = visit.service.settings.upload_limit
    sent = [(file.filename or "", content_of(file, limit)) for file in files]
    checked = findings_of(visit.service, visit.office, sent)
    findings = [
        FileFinding.model_validate({**each.as_dict(), "file": writable(file.name)})
        for file in checked
        for each in file.findings
    ]
    return CheckAnswer(findings=findings)
