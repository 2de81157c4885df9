"""Loading a letter type's folder: ``letter.docx`` makes it one, ``letter.toml`` refines it."""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.letter_types.references import reference_faults
from circulars.letter_types.schema import AnnexEntry, DatasetEntry, FieldEntry, LetterTypeEntry
from circulars.model.errors import LetterTypeError
from circulars.model.findings import Finding
from circulars.model.letter_type import (
    AnnexSpec,
    ColumnCheck,
    ColumnSpec,
    DatasetSpec,
    FieldSpec,
    LetterType,
    RecipientsSpec,
)
from circulars.paths import is_file
from circulars.toml_files import read_toml

if TYPE_CHECKING:
    from circulars.toml_files import Entry

TEMPLATE: Final = "letter.docx"
REFINEMENT: Final = "letter.toml"
# In a checkout templates/ stands beside the package, in an installed package inside it.
_PACKAGE: Final = Path(__file__).resolve().parents[1]
_TEMPLATE_FOLDERS: Final = (_PACKAGE.parent / "templates", _PACKAGE / "templates")
_VERSION_DIGITS: Final = 12


def letter_type_folders() -> list[Path]:
    """Return the folders of all letter types that come with the product, by name."""
    root = next((folder for folder in _TEMPLATE_FOLDERS if folder.is_dir()), None)
    return sorted(path.parent for path in root.glob(f"*/{TEMPLATE}")) if root else []


def find_letter_type(name: str) -> Path:
    """Return the folder of the letter type `name`: a name in templates/ or a folder's path.

    Raises :exc:`LetterTypeError` naming the types there are.
    """
    folders = {folder.name: folder for folder in letter_type_folders()}
    if name in folders:
        return folders[name]
    if is_file(Path(name) / TEMPLATE):
        return Path(name)
    close = difflib.get_close_matches(name, folders, n=1)
    raise LetterTypeError(
        Finding(
            code="letter-type-unknown",
            where=name,
            message=f"ไม่มีแบบหนังสือชื่อ “{name}”",
            hint=f"ชื่อที่ใกล้เคียงคือ {close[0]}"
            if close
            else f"แบบหนังสือที่มี: {', '.join(folders)} หรือระบุโฟลเดอร์ที่มี {TEMPLATE}",
        )
    )


def load_letter_type(path: Path | str) -> LetterType:
    """Return the letter type of the folder `path`; :exc:`LetterTypeError` with every fault."""
    folder = Path(path)
    folder = folder if folder.name else folder.absolute()  # "." has no name
    template = folder / TEMPLATE
    if not is_file(template):
        raise LetterTypeError(
            Finding(
                code="letter-type-unknown",
                where=str(folder),
                message=f"ในโฟลเดอร์ไม่มี {TEMPLATE}",
                hint="ระบุโฟลเดอร์ของแบบหนังสือ ซึ่งมีแฟ้มแบบ Word ชื่อนี้",
            )
        )
    refinement = folder / REFINEMENT
    entry = LetterTypeEntry(title=folder.name)
    if is_file(refinement):
        entry = read_toml(
            refinement, LetterTypeEntry, LetterTypeError, code="letter-type", check=reference_faults
        )
    return _letter_type(folder, template, entry)


def _letter_type(folder: Path, template: Path, entry: LetterTypeEntry) -> LetterType:
    return LetterType(
        name=folder.name,
        title=entry.title,
        kind=entry.kind,
        is_circular=entry.circular,
        folder=folder,
        template=template,
        version=_version(folder),
        letter_digits=entry.digits.letter,
        annex_digits=entry.digits.annex,
        fields={name: _field(name, field) for name, field in entry.fields.items()},
        datasets={name: _dataset(name, dataset) for name, dataset in entry.datasets.items()},
        example=entry.example,
        annexes=tuple(_annex(annex) for annex in entry.annexes),
        recipients=RecipientsSpec(**_values(entry.recipients)) if entry.recipients else None,
    )


def _values(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in type(entry).model_fields}


def _annex(entry: AnnexEntry) -> AnnexSpec:
    copies = entry.copies if isinstance(entry.copies, int) else None  # "pages"
    return AnnexSpec(**{**_values(entry), "copies": copies})


def _field(name: str, entry: FieldEntry) -> FieldSpec:
    return FieldSpec(name=name, **_values(entry))


def _dataset(name: str, entry: DatasetEntry) -> DatasetSpec:
    columns = tuple(
        ColumnSpec(name=column, **_values(spec)) for column, spec in entry.columns.items()
    )
    checks = tuple(ColumnCheck(**_values(check)) for check in entry.checks)
    own: dict[str, Any] = {"name": name, "columns": columns, "checks": checks}
    shared = {field.name for field in fields(DatasetSpec)} - own.keys()
    return DatasetSpec(**own, **{key: getattr(entry, key) for key in shared})


def _version(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in (folder / TEMPLATE, folder / REFINEMENT):
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:_VERSION_DIGITS]
