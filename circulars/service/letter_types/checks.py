"""Letter types as the pages ask about them: worked out in the workshop, once for the same files."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections import OrderedDict
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from circulars.letter_types.loading import REFINEMENT, TEMPLATE
from circulars.model.errors import CircularsError
from circulars.model.findings import Finding, Level
from circulars.service.damage import UNREADABLE
from circulars.service.letter_types.facts import CaseMade
from circulars.service.letter_types.own import EXAMPLE
from circulars.service.letter_types.served import stamp
from circulars.service.refusals import RefusedError, not_found
from circulars.service.tasks.letter_types import check_type, type_facts
from circulars.service.tasks.type_previews import MADE, OWN, preview_case
from circulars.service.uploads.uploads import UploadKind, take_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from circulars.previewing import Case
    from circulars.service.letter_types.facts import TypeChecked, TypeFacts
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service

PREVIEW_SECONDS: Final = 120.0  # that one case may take
_REMEMBERED: Final = 500  # answers
_ALONE: Final = "letter"
SENT_FILES: Final = {  # of a type, and what each may be
    TEMPLATE: (UploadKind.LETTER,),
    EXAMPLE: (UploadKind.WORKBOOK,),
    REFINEMENT: (UploadKind.TOML, UploadKind.TEXT),
}
_CASE: Final = re.compile(r"[a-z0-9-]+")


class _Remembered:
    """The last answers, by what they are about; may be shared by threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: OrderedDict[object, Any] = OrderedDict()

    def get(self, key: object, make: Callable[[], Any]) -> Any:
        """Return the answer to `key`, made where it is not known."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = make()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > _REMEMBERED:
                self._answers.popitem(last=False)
        return answer


_ANSWERS: Final = _Remembered()


def profile_if_any(office: OfficeFolder) -> Path | None:
    """Return the profile of `office`; None where nobody has filled it in yet."""
    return office.profile if office.profile.is_file() else None


def facts_of(service: Service, folder: Path) -> TypeFacts:
    """Return the facts of the type in `folder`; :exc:`CircularsError` with its faults."""
    key = "facts", folder, stamp(folder, TEMPLATE, REFINEMENT)
    facts: TypeFacts = _ANSWERS.get(key, lambda: service.workshop.do(type_facts, folder))
    return facts


def facts_or_faults(service: Service, folder: Path) -> tuple[TypeFacts | None, tuple[Finding, ...]]:
    """Return the facts of the type in `folder`, or why there are none.

    A type that was sound when it was published may be at fault for a later release.
    """
    try:
        return facts_of(service, folder), ()
    except RefusedError:  # the workshop is busy: no fault of the type
        raise
    except CircularsError as error:
        return None, error.findings


def checked_type(service: Service, office: OfficeFolder, folder: Path) -> TypeChecked:
    """Return what the check of the type in `folder` finds."""
    profile = profile_if_any(office)
    key = (
        "checked",
        folder,
        stamp(folder, TEMPLATE, REFINEMENT, EXAMPLE),
        stamp(office.root, office.profile.name),
    )
    checked: TypeChecked = _ANSWERS.get(
        key, lambda: service.workshop.do(check_type, folder, profile)
    )
    return checked


def checked_alone(
    service: Service, office: OfficeFolder, sent: Mapping[str, tuple[str, bytes]]
) -> TypeChecked:
    """Return what the check of a template finds that is not kept, alone or with its letter.toml.

    `sent` gives the names that people call the files, and what is in them.
    """
    with TemporaryDirectory() as place:
        folder = Path(place) / _ALONE
        folder.mkdir()
        for name, (called, content) in sent.items():
            taken = taken_file(service, name, called, content)
            (folder / name).write_bytes(taken)
        return service.workshop.do(check_type, folder, profile_if_any(office))


def taken_file(service: Service, name: str, called: str, content: bytes) -> bytes:
    """Return what was sent as the file `name` of a type, if it is one of that kind.

    Raises :exc:`RefusedError` for what it is not; it is `called` as whoever sent it does.
    """
    with TemporaryDirectory() as place:
        limit = service.settings.upload_limit
        taken = take_in(content, called, Path(place), kinds=SENT_FILES[name], limit=limit)
        return taken.path.read_bytes()


def cases_of(facts: TypeFacts) -> tuple[Case, ...]:
    """Return the cases that a type can be looked at with; its own example where it has one."""
    own = (OWN,) if facts.kind.example_workbook.is_file() else ()
    return (*own, *facts.cases)


def case_made(
    service: Service, office: OfficeFolder, folder: Path, *, case: str, place: Path
) -> CaseMade:
    """Return a case of the preview of the type in `folder`.

    It is made where it has not been for the same files; what was made for others in `place`
    goes.  Raises :exc:`RefusedError` for a case that the type does not have, or that takes more
    than its time.
    """
    if case not in {each.name for each in cases_of(facts_of(service, folder))}:
        raise not_found("ตัวอย่าง", case)
    out = place / _key(office, folder) / case
    if not (out / MADE).is_file():
        _clear(place, but=out.parent.name)
        service.workshop.do(
            preview_case,
            folder,
            case,
            out,
            profile_if_any(office),
            PREVIEW_SECONDS - 10,
            seconds=PREVIEW_SECONDS,
        )
    return _made(out)


def case_if_made(office: OfficeFolder, folder: Path, *, case: str, place: Path) -> CaseMade | None:
    """Return a case that was made before for the same files; None where none was."""
    if not _CASE.fullmatch(case):
        return None
    out = place / _key(office, folder) / case
    try:
        return _made(out) if (out / MADE).is_file() else None
    except UNREADABLE:  # made again
        return None


def _key(office: OfficeFolder, folder: Path) -> str:
    """Return the name of what is made of these files, with this profile."""
    told = stamp(folder, TEMPLATE, REFINEMENT, EXAMPLE), stamp(office.root, office.profile.name)
    return sha256(repr(told).encode()).hexdigest()[:16]


def _clear(place: Path, but: str) -> None:
    with suppress(FileNotFoundError):
        for old in place.iterdir():
            if old.name != but:
                shutil.rmtree(old, ignore_errors=True)


def _made(out: Path) -> CaseMade:
    told = json.loads((out / MADE).read_bytes())
    findings = [Finding(**{**each, "level": Level(each["level"])}) for each in told["findings"]]
    return CaseMade(
        name=told["name"],
        title=told["title"],
        folder=out,
        pages=tuple(told["pages"]),
        findings=tuple(findings),
    )
