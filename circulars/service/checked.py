"""Letters and workbooks checked for somebody: found again by the same office for a day."""

from __future__ import annotations

import shutil
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from circulars.model.findings import Finding, Level
from circulars.service.refusals import RefusedError, not_found
from circulars.service.tasks.check import CheckedFile, Quoted, check_uploads
from circulars.service.tasks.check_pages import CheckedPage, Mark
from circulars.service.uploads.day_folders import kept_file, new_folder, read_record, write_record
from circulars.service.uploads.uploads import UploadKind, take_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service

CHECKABLE: Final = frozenset({UploadKind.LETTER, UploadKind.WORKBOOK})
MOST_FILES: Final = 20  # checked at once
_RECORD: Final = "check.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one check found."""

    id: str
    files: tuple[CheckedFile, ...]

    def count(self, level: Level) -> int:
        """Return how many findings are of `level`."""
        return sum(each.level is level for file in self.files for each in file.findings)


def check_files(
    service: Service, office: OfficeFolder, files: Sequence[tuple[str, bytes]]
) -> Check:
    """Return what is found in `files`, names and contents, kept for a day.

    Raises :exc:`RefusedError` for what is neither a letter nor a workbook.
    """
    folder = new_folder(office, service.clock())
    found = _checked(service, office, files, folder, shown=True)
    write_record(folder, _RECORD, {"files": [asdict(each) for each in found]})
    return Check(id=folder.name, files=found)


def findings_of(
    service: Service, office: OfficeFolder, files: Sequence[tuple[str, bytes]]
) -> tuple[CheckedFile, ...]:
    """Return what is found in `files`, names and contents; nothing of it is kept."""
    folder = new_folder(office, service.clock())
    try:
        return _checked(service, office, files, folder, shown=False)
    finally:
        shutil.rmtree(folder, ignore_errors=True)  # cleared in a day where the disk refuses


def _checked(
    service: Service,
    office: OfficeFolder,
    files: Sequence[tuple[str, bytes]],
    folder: Path,
    *,
    shown: bool,
) -> tuple[CheckedFile, ...]:
    """Return what is found in `files`; where it is to be `shown`, with pages and copies."""
    if len(files) > MOST_FILES:
        raise RefusedError(_too_many(len(files)))
    limit = service.settings.upload_limit
    with TemporaryDirectory(dir=folder) as sent:
        # Each in a folder of its own: two may be called the same.
        paths = tuple(
            take_in(content, name, Path(sent, str(number)), kinds=CHECKABLE, limit=limit).path
            for number, (name, content) in enumerate(files)
        )
        profile = office.profile if office.profile.is_file() else None
        return service.workshop.do(check_uploads, paths, profile, folder if shown else None)


def check_of(office: OfficeFolder, check: str) -> Check:
    """Return the check of that id; :exc:`RefusedError` (404) for any other office's."""
    folder, record = read_record(office, check, _RECORD)
    return Check(id=folder.name, files=tuple(map(_file, record["files"])))


def commented_copy(office: OfficeFolder, check: str, number: int) -> tuple[Path, str]:
    """Return the copy with comments of a file of the check, and how it is called."""
    folder, record = read_record(office, check, _RECORD)
    files = record["files"]
    if not (0 <= number < len(files) and files[number]["copy"]):
        raise not_found("สำเนานี้", str(number))
    file = _file(files[number])
    return kept_file(folder / file.copy), f"ตรวจแล้ว-{PurePath(file.name).stem}.docx"


def page_picture(office: OfficeFolder, check: str, number: int, page: int) -> Path:
    """Return the picture of page `page` (from 1) of a file of the check."""
    folder, record = read_record(office, check, _RECORD)
    files = record["files"][number : number + 1]
    images: list[str] = [each["image"] for file in files for each in file["pages"]]
    if not 1 <= page <= len(images):
        raise not_found("หน้านี้", str(page))
    return kept_file(folder / images[page - 1])


def _file(record: dict[str, Any]) -> CheckedFile:
    return CheckedFile(
        name=record["name"],
        findings=tuple(map(_finding, record["findings"])),
        quotes=tuple(Quoted(**each) for each in record["quotes"]),
        as_read=tuple(record["as_read"]),
        copy=record["copy"],
        pages=tuple(map(_page, record["pages"])),
    )


def _page(record: dict[str, Any]) -> CheckedPage:
    return CheckedPage(**{**record, "marks": tuple(Mark(**each) for each in record["marks"])})


def _finding(record: dict[str, Any]) -> Finding:
    return Finding(**{**record, "level": Level(record["level"])})


def _too_many(count: int) -> Finding:
    return Finding(
        code="check-too-many",
        where="แฟ้มที่ส่ง",
        message=f"ส่งมา {count} แฟ้ม แต่ตรวจพร้อมกันได้ไม่เกิน {MOST_FILES} แฟ้ม",
        hint="แบ่งส่งหลายครั้ง โดยให้หนังสือกับสมุดงานของหนังสือนั้นอยู่ในครั้งเดียวกัน",
    )
