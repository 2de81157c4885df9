"""What a run was asked for, laid down beside its results so that anybody can finish it."""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from circulars.batch import sha256, write_aside
from circulars.inputs import read_job
from circulars.model.errors import RunError
from circulars.runs import refusals

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from circulars.inputs import Job, Prepared

RUN: Final = ".run"  # in the folder of the results, until the run is complete
PLAN: Final = "plan.json"
_VERSION: Final = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """Where the numbers of a run come from, and who takes them."""

    register: str  # its file or address
    actor: str
    new_year: bool = False
    given: bool = False  # letters have their numbers already: they are entered as they are


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One workbook of a run, and the office that its letters are from."""

    workbook: Path
    office: Path
    name: str  # of the workbook, with folders where another one has the same: "จุน/ยอด.xlsx"
    identity: str  # of the workbook among all that an office has: always with its folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a run was asked for; the paths lead to its own copies once it is laid down."""

    letter_type: Path  # a type's folder, or a bare DOCX
    sources: tuple[Source, ...]
    form: Path | None  # answers kept apart from the workbooks
    values: Mapping[str, str]
    allow: tuple[str, ...]
    pdf: bool
    images: bool  # of each page, as PNG
    two_sided: bool  # whether the print run is for both sides of the paper
    archive: bool  # whether all is packed into one file too
    numbering: Numbering | None
    digests: tuple[Mapping[str, str], ...]  # of the files of each source, as they were read
    release: str  # of this program

    @property
    def takes_numbers(self) -> bool:
        """Whether the letters get their numbers from a register."""
        return self.numbering is not None and not self.numbering.given

    def job(self, place: int) -> Job:
        """Return what one of the workbooks is to be used for, read from the files of the plan."""
        source = self.sources[place]
        return read_job(
            str(self.letter_type),
            source.workbook,
            office=source.office,
            form=self.form,
            values=self.values,
            allow=self.allow,
        )


def plan_of(
    books: Sequence[Prepared],
    form: Path | None,
    *,
    images: bool | None,
    numbering: Numbering | None,
    **asked: Any,
) -> Plan:
    """Return the plan of a run over `books`, which share their letter type and form.

    Where nothing is said of `images`, they are made of a single letter.  Raises :exc:`RunError`
    for a workbook that is given twice.
    """
    first = books[0].job
    kind = first.letter_type
    paths = [Path(os.path.abspath(book.job.workbook)) for book in books]  # noqa: PTH100  # Path keeps "x/.."
    if repeated := [path for place, path in enumerate(paths) if path in paths[:place]]:
        raise RunError(*map(refusals.repeated, dict.fromkeys(repeated)))
    return Plan(
        letter_type=kind.folder if kind.template.parent == kind.folder else kind.template,
        sources=tuple(
            Source(workbook=book.job.workbook, office=book.job.office, name=name, identity=identity)
            for book, name, identity in zip(books, _names(paths, 1), _names(paths, 2), strict=True)
        ),
        form=form,
        numbering=numbering and replace(numbering, register=lasting(numbering.register)),
        images=sum(len(book.composer) for book in books) == 1 if images is None else images,
        values=dict(first.values),
        allow=tuple(sorted(first.allow)),
        digests=tuple(digests(book) for book in books),
        release=version("circulars"),
        **asked,
    )


def lasting(address: str) -> str:
    """Return the address of a register so that it is the same wherever the run goes on."""
    return address if "://" in address else os.path.abspath(address)  # noqa: PTH100  # Path keeps "x/.."


def _names(paths: Sequence[Path], depth: int) -> list[str]:
    """Return the last `depth` parts of each path; more where two would be the same."""
    names = ["/".join(path.parts[-depth:]) for path in paths]
    return names if len({*names}) == len(names) else _names(paths, depth + 1)


def digests(book: Prepared) -> dict[str, str]:
    """Return the SHA-256 of every file that the letters of `book` are made from."""
    image = book.composer.office.emblem.image
    return {**book.job.digests, **({f"emblem {image.name}": _digest(image)} if image else {})}


def _digest(path: Path) -> str:
    return sha256(path.read_bytes())


def write_plan(plan: Plan, run: Path) -> None:
    """Write `plan` into the folder `run`, at one stroke: before, nothing is begun."""
    aside = run / f"{PLAN}.part"
    write_aside(aside, json.dumps(_as_json(plan, run), ensure_ascii=False, indent=2).encode())
    aside.replace(run / PLAN)


def load_plan(run: Path) -> Plan | None:
    """Return the plan laid down in the folder `run`; None where there is none yet.

    Raises :exc:`RunError` where it cannot be read, or is of another version.
    """
    text = plan_text(run)
    if text is None:
        return None
    try:
        return _from_json(json.loads(text), run)
    except (ValueError, LookupError, TypeError) as error:
        raise RunError(refusals.damaged(run, "อ่านคำสั่งของงานที่ค้างไว้ไม่ได้")) from error


def plan_text(run: Path) -> bytes | None:
    """Return the plan laid down in the folder `run` as it was written; None where there is none."""
    try:
        return (run / PLAN).read_bytes()
    except OSError:
        return None


def is_same(one: Plan, other: Plan) -> bool:
    """Return whether two plans ask for the same letters from the same inputs.

    Whoever asks, and by whatever password: what is read and what is made counts.
    """
    return _asked(one) == _asked(other)


def _asked(plan: Plan) -> Plan:
    numbering = plan.numbering and replace(
        plan.numbering, register=_public(plan.numbering.register), actor="", new_year=False
    )
    return replace(
        plan,
        letter_type=Path(plan.letter_type.name),
        sources=tuple(replace(s, workbook=Path(), office=Path()) for s in plan.sources),
        form=None,
        numbering=numbering,
    )


def _public(address: str) -> str:
    """Return the address of a register without a password.

    >>> _public("postgresql://saraban:secret@server:5432/register?sslmode=require")
    'postgresql://saraban@server:5432/register?sslmode=require'
    """
    if "://" not in address:
        return address
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    others = [pair for pair in parse_qsl(parts.query) if pair[0] != "password"]
    return parts._replace(
        netloc=f"{user.partition(':')[0]}{at}{host}", query=urlencode(others, safe="/")
    ).geturl()


def _as_json(plan: Plan, run: Path) -> dict[str, Any]:
    """Return `plan` with its paths as they are seen from `run`, so that the folder can move."""

    def seen(path: Path) -> str:
        return os.fspath(path.relative_to(run))

    sources = [
        asdict(s) | {"workbook": seen(s.workbook), "office": seen(s.office)} for s in plan.sources
    ]
    form = seen(plan.form) if plan.form else None
    numbering = plan.numbering and replace(
        plan.numbering, register=_public(plan.numbering.register)
    )
    own = {"letter_type": seen(plan.letter_type), "sources": sources, "form": form}
    return {"version": _VERSION, **asdict(replace(plan, sources=(), numbering=numbering)), **own}


def _from_json(told: dict[str, Any], run: Path) -> Plan:
    if told.pop("version") != _VERSION:
        raise ValueError(told)
    sources = tuple(
        Source(**each | {name: run / each[name] for name in ("workbook", "office")})
        for each in told["sources"]
    )
    numbering = told["numbering"]
    return Plan(
        **told
        | {
            "letter_type": run / told["letter_type"],
            "sources": sources,
            "form": run / told["form"] if told["form"] else None,
            "allow": tuple(told["allow"]),
            "numbering": Numbering(**numbering) if numbering else None,
            "digests": tuple(told["digests"]),
        }
    )
