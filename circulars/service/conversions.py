"""Files converted for somebody: made, kept for a day, found again by the same office."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from circulars.service.tasks.convert import Converted, convert_upload
from circulars.service.uploads.day_folders import new_folder, read_record, write_record
from circulars.service.uploads.uploads import UploadKind, take_in
from thai_numerals.files.report import Change, Conversion, Direction, Kept

if TYPE_CHECKING:
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service

CONVERTIBLE: Final = frozenset({UploadKind.LETTER, UploadKind.WORKBOOK, UploadKind.TEXT})
_RECORD: Final = "conversion.json"
_RESULT: Final = "result"
_NAMES: Final[dict[Direction, str]] = {"thai": "เลขไทย", "arabic": "เลขอารบิก"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedFile:
    """A file that was converted."""

    id: str
    source: str  # name of the file that was sent
    name: str  # of the result
    path: Path
    conversion: Conversion
    converted: Converted


def convert_file(
    service: Service, office: OfficeFolder, content: bytes, name: str, conversion: Conversion
) -> ConvertedFile:
    """Return the file converted, kept for a day; :exc:`RefusedError` where it cannot be."""
    folder = new_folder(office, service.clock())
    limit = service.settings.upload_limit
    with TemporaryDirectory(dir=folder) as sent:
        upload = take_in(content, name, Path(sent), kinds=CONVERTIBLE, limit=limit)
        result = folder / f"{_RESULT}.{upload.kind}"
        converted: Converted = service.workshop.do(
            convert_upload, upload.path, upload.name, result, conversion
        )
    record = {
        "source": upload.name,
        "result": result.name,
        "conversion": asdict(conversion),
        "converted": asdict(converted),
    }
    write_record(folder, _RECORD, record)
    return _from_record(folder, record)


def converted_file(office: OfficeFolder, conversion: str) -> ConvertedFile:
    """Return the converted file of that id; :exc:`RefusedError` (404) for any other office's."""
    return _from_record(*read_record(office, conversion, _RECORD))


def _from_record(folder: Path, record: dict[str, Any]) -> ConvertedFile:
    conversion = Conversion(**record["conversion"])
    converted = record["converted"]
    source = PurePath(record["source"])
    return ConvertedFile(
        id=folder.name,
        source=source.name,
        name=f"{source.stem}-{_NAMES[conversion.to]}{source.suffix}",
        path=folder / record["result"],
        conversion=conversion,
        converted=Converted(
            changes=tuple(Change(**each) for each in converted["changes"]),
            kept=tuple(Kept(**each) for each in converted["kept"]),
            change_count=converted["change_count"],
            kept_count=converted["kept_count"],
        ),
    )
