"""Tasks that make letters of a type to be looked at: with invented data, or its own workbook."""

from __future__ import annotations

import json
import shutil
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from circulars.letter_types import load_letter_type
from circulars.model.errors import CircularsError
from circulars.model.findings import Finding, Level
from circulars.previewing import Case, Previewed, preview
from circulars.previewing.offices import invented_office
from circulars.runs import generate

OWN: Final = Case(name="own", title="ข้อมูลจาก example.xlsx ของแบบ")
MADE: Final = "made.json"
MOST_PAGES: Final = 40  # that are shown of one case
_OVERVIEW: Final = "ภาพรวม.png"
_ORDINARY: Final = "ordinary"  # the case that every type has
_LATE: Final = "preview-time"
_PROFILE: Final = "office.toml"


def preview_case(folder: Path, case: str, out: Path, profile: Path | None, seconds: float) -> None:
    """Make one case of the preview of the type in `folder`: images and findings in `out`.

    `out` is there whole or not at all.  Raises :exc:`CircularsError` where the type itself
    cannot be used, ValueError where it has no such case.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=out.parent, prefix=".new-") as aside:
        place = Path(aside)
        if case == OWN.name:
            made = _own(folder, place, profile)
        else:
            made = next(preview(str(folder), place, office=profile, only=case, seconds=seconds))
        _keep(made, place / "kept", out)


def trial_faults(folder: Path, profile: Path | None, seconds: float) -> tuple[Finding, ...]:
    """Return what of the template keeps a letter with ordinary invented data from being made.

    Reading a template does not tell that it never ends, or asks for more than it may.
    """
    with TemporaryDirectory() as aside:
        out = Path(aside)
        made = next(preview(str(folder), out, office=profile, only=_ORDINARY, seconds=seconds))
    return tuple(each for each in made.findings if _is_of_template(each))


def _is_of_template(finding: Finding) -> bool:
    is_its_own = finding.code.startswith("template-") or finding.code == _LATE
    return is_its_own and finding.level is Level.BLOCK


def _own(folder: Path, place: Path, profile: Path | None) -> Previewed:
    """Return the letters of the type's own example, with an invented office where none is known."""
    kind = load_letter_type(folder)
    if profile is None:
        profile = place / _PROFILE
        profile.write_text(invented_office(OWN), encoding="utf-8")
    out = place / OWN.name
    files: tuple[Path, ...] = ()
    try:
        batch = generate(
            str(folder),
            kind.example_workbook,
            out,
            office=profile,
            values=kind.example,
            images=True,
            restart=True,
        )
        files, findings = batch.files, batch.findings
    except CircularsError as error:
        findings = error.findings
    return Previewed(case=OWN, folder=out, files=files, findings=findings)


def _keep(made: Previewed, kept: Path, out: Path) -> None:
    """Have `out` be there with the pages of `made`, and what was found."""
    kept.mkdir()
    images = [path for path in made.files if path.suffix == ".png" and path.name != _OVERVIEW]
    names = [f"{number}.png" for number in range(1, len(images[:MOST_PAGES]) + 1)]
    for path, name in zip(images, names, strict=False):
        shutil.copyfile(path, kept / name)
    told = {
        "name": made.case.name,
        "title": made.case.title,
        "pages": names,
        "findings": [finding.as_dict() for finding in made.findings],
    }
    (kept / MADE).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    with suppress(OSError):  # somebody else has made the same meanwhile
        kept.rename(out)
