"""Tasks about letter types: whatever reads a template or a letter.toml that somebody sent."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from circulars.approving import document_text, made_example, passages
from circulars.authoring import author_from_letter, copied_type
from circulars.compose import form_fields
from circulars.inspection import Inspected, Quote
from circulars.inspection.comments import with_comments
from circulars.letter_types import load_letter_type
from circulars.letter_types.loading import REFINEMENT, TEMPLATE
from circulars.linting import lint
from circulars.model.errors import CircularsError
from circulars.office_profile import load_office
from circulars.previewing import cases_of
from circulars.render import Template
from circulars.service.letter_types.facts import (
    LONGEST_QUOTE,
    TypeChecked,
    TypeDifference,
    TypeFacts,
)
from circulars.starting import opened_type, starter_bytes

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from circulars.approving import Changed
    from circulars.authoring import Authored
    from circulars.linting import Linted
    from circulars.model.findings import Finding

_TEXTS: Final = {TEMPLATE: "ข้อความในแบบ Word", REFINEMENT: REFINEMENT}
_EXAMPLE: Final = "example.xlsx"
_LETTER: Final = "หนังสือตัวอย่าง"


def type_facts(folder: Path) -> TypeFacts:
    """Return what there is to tell of the type in `folder`; :exc:`CircularsError` on its faults."""
    with opened_type(str(folder)) as kind:
        return TypeFacts(
            kind=kind,
            fields=tuple(form_fields(kind, None).values()),
            cases=cases_of(kind, Template(kind.template).names),
        )


def check_type(folder: Path, profile: Path | None) -> TypeChecked:
    """Return what is wrong with the type in `folder`, at the levels of the office."""
    linted = _linted(folder, profile)
    places = {finding.where for finding in linted.findings}
    kind, facts = None, None
    with suppress(CircularsError):  # told among the findings
        kind = load_letter_type(folder)
        facts = type_facts(folder)
    return TypeChecked(
        findings=linted.findings,
        texts={place: _cut(text) for place, text in linted.texts.items() if place in places},
        kind=kind,
        facts=facts,
    )


def commented(folder: Path, profile: Path | None) -> bytes:
    """Return the template in `folder` with a comment of Word at each finding."""
    linted = _linted(folder, profile)
    inspected = Inspected(
        file=TEMPLATE,
        findings=linted.findings,
        quotes={place: Quote(text=" ".join(text.split())) for place, text in linted.texts.items()},
        orders=linted.orders,
    )
    return with_comments((folder / TEMPLATE).read_bytes(), inspected)


def starter(folder: Path, profile: Path | None, today: dt.date) -> bytes:
    """Return the starter workbook of the type in `folder` as .xlsx."""
    with opened_type(str(folder)) as kind:
        return starter_bytes(kind, load_office(profile) if profile else None, today)


def from_letter(letter: Path, title: str) -> Authored:
    """Return the type that an old letter is made the model of."""
    return author_from_letter(letter.read_bytes(), letter.name, title)


def from_type(folder: Path, title: str) -> Authored:
    """Return a copy of the type in `folder`, called `title`."""
    return copied_type(str(folder), title)


def difference(folder: Path, published: Path, profile: Path | None) -> TypeDifference:
    """Return in what the type in `folder` differs from the published one.

    That is the text of the templates and of letter.toml, and where both have an example and the
    office is known, the letters that the examples give.
    """
    found = {
        shown: passages(_text(published / name), _text(folder / name))
        for name, shown in _TEXTS.items()
    }
    told: tuple[Finding, ...] = ()
    try:
        both = all((each / _EXAMPLE).is_file() for each in (folder, published))
        if profile is not None and both:
            found[_LETTER] = _letters_differ(folder, published, profile)
    except CircularsError as error:
        told = error.findings
    return TypeDifference(passages=found, findings=told)


def approved_text(folder: Path, profile: Path) -> str | None:
    """Return what the letters of the type's own example say; None where they cannot be made."""
    try:
        return made_example(str(folder), office=profile).text
    except CircularsError:
        return None


def _letters_differ(
    folder: Path, published: Path, profile: Path
) -> tuple[tuple[Changed, ...], ...]:
    old, new = (made_example(str(each), office=profile).text for each in (published, folder))
    return passages(old, new)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_QUOTE else f"{text[:LONGEST_QUOTE]}…"


def _linted(folder: Path, profile: Path | None) -> Linted:
    return lint(folder, levels=dict(load_office(profile).levels) if profile else {})


def _text(path: Path) -> str:
    """Return the text of a template or of letter.toml; empty where there is no such file."""
    if not path.is_file():
        return ""
    if path.name == TEMPLATE:
        return document_text(path.read_bytes())
    return path.read_text(encoding="utf-8-sig", errors="replace")
