"""Drafts: letters being filled in, a folder each, until they are ordered or thrown away."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.batch import locked, sha256, told_of
from circulars.model.errors import CircularsError
from circulars.model.findings import Finding
from circulars.service.places import is_id, new_id
from circulars.service.refusals import RefusedError, not_found
from circulars.service.whole_files import put_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from circulars.model.letter_type import LetterType
    from circulars.service.places import OfficeFolder
    from circulars.service.uploads.uploads import Upload

# What is not thrown away by hand goes after so long without a change.
ISSUED_KEPT: Final = dt.timedelta(days=30)
UNTOUCHED_KEPT: Final = dt.timedelta(days=90)
_FILE: Final = "draft.json"
_WHAT: Final = "ร่างหนังสือ"
MOST: Final = 300  # of an office, not issued yet
LONGEST: Final = 200_000  # characters of all answers: some fifty pages
_BOOKS: Final = "workbook"  # in a draft's folder; in it a folder for each content


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A letter being filled in."""

    id: str
    letter_type: str  # name among the office's letter types
    title: str  # of that type
    workbook: str = ""  # file name; empty: none yet
    sha256: str = ""  # of the workbook
    answers: Mapping[str, str] = field(default_factory=dict)  # as the person typed them
    allow: tuple[str, ...] = ()  # codes waived by name
    after: str = ""  # job whose answers are rolled forward
    fresh: bool = False  # no answers of earlier letters are
    job: str = ""  # that makes its letters; empty: not issued yet
    created: dt.datetime
    changed: dt.datetime
    by: str  # who began it


class Drafts:
    """The drafts of one office; `clock` gives the moment.  May be shared by threads."""

    def __init__(self, office: OfficeFolder, clock: Callable[[], dt.datetime]) -> None:
        self._folder = office.drafts
        self._clock = clock

    def create(self, letter_type: LetterType, actor: str, *, after: str = "") -> Draft:
        """Return a new draft of `letter_type`, begun by `actor`.

        `after` is the id of the job whose answers are to be rolled forward.  Raises
        :exc:`RefusedError` where too many are not issued.
        """
        now = self._clock()
        self._refuse_too_many()
        draft = Draft(
            id=new_id(),
            letter_type=letter_type.name,
            title=letter_type.title,
            after=after,
            created=now,
            changed=now,
            by=actor,
        )
        folder = self._folder / draft.id
        with told_of(folder):
            folder.mkdir(parents=True)
            self._write(draft)
        return draft

    def _refuse_too_many(self) -> None:
        if sum(not draft.job for draft in self.all()) >= MOST:
            raise RefusedError(_too_many(), status=HTTPStatus.CONFLICT)

    def get(self, draft: str) -> Draft:
        """Return a draft; :exc:`RefusedError` (404) where the office has none such."""
        found = self._read(draft)
        if found is None:
            raise not_found(_WHAT, draft)
        return found

    def all(self) -> tuple[Draft, ...]:
        """Return the drafts of the office, those changed last first."""
        names = (path.name for path in self._folder.iterdir()) if self._folder.is_dir() else ()
        drafts = filter(None, map(self._read, names))
        return tuple(sorted(drafts, key=lambda each: (each.changed, each.id), reverse=True))

    def of_job(self, job: str) -> Draft | None:
        """Return the draft whose letters `job` makes; None where it is gone."""
        return next((draft for draft in self.all() if draft.job == job), None)

    def clear_old(self) -> None:
        """Throw away what nobody has changed for long; see the page that lists the drafts."""
        now = self._clock()
        for draft in self.all():
            if now - draft.changed > (ISSUED_KEPT if draft.job else UNTOUCHED_KEPT):
                with suppress(CircularsError):  # thrown away, or taken up again, this moment
                    self.discard(draft.id)

    def workbook(self, draft: Draft) -> Path | None:
        """Return where the workbook of `draft` is; None where it has none yet."""
        if not draft.workbook:
            return None
        return self._book_folder(draft.id, draft.sha256) / draft.workbook

    def attach(self, draft: str, upload: Upload | Path) -> Draft:
        """Return the draft with a workbook in place of the one it had, if any."""
        source = upload if isinstance(upload, Path) else upload.path
        content = source.read_bytes()
        name = Path(upload.name).name
        with self._changing(draft) as old:
            digest = sha256(content)
            folder = self._book_folder(draft, digest)
            folder.mkdir(parents=True, exist_ok=True)
            put_whole(folder / name, content)
            new = self._changed(old, workbook=name, sha256=digest)
            for other in folder.parent.iterdir():  # only now: what is laid down is there
                if other != folder:
                    shutil.rmtree(other)
        return new

    def say(
        self, draft: str, answers: Mapping[str, str], allow: Collection[str] | None = None
    ) -> Draft:
        """Return the draft with `answers` over those it had, field by field.

        Where `allow` is given it takes the place of the codes waived before.
        """
        with self._changing(draft) as old:
            waived = old.allow if allow is None else tuple(sorted({*allow}))
            said = {**old.answers, **answers}
            if sum(map(len, (*said, *said.values(), *waived))) > LONGEST:
                raise RefusedError(_too_long())
            return self._changed(old, answers=said, allow=waived)

    def forget(self, draft: str, fields: Collection[str]) -> Draft:
        """Return the draft without what was typed into `fields`: they go by what is proposed."""
        with self._changing(draft) as old:
            left = {name: said for name, said in old.answers.items() if name not in fields}
            return self._changed(old, answers=left)

    def begin_afresh(self, draft: str, *, fresh: bool) -> Draft:
        """Return the draft without what earlier letters said; or with it again."""
        with self._changing(draft) as old:
            return self._changed(old, fresh=fresh)

    def issue(self, draft: str, submit: Callable[[Draft], str], *, again: str = "") -> str:
        """Return the job of the draft: the one it has, or where it has none that of `submit`.

        A draft whose job is `again` gets another one: whoever asks twice has one job.
        """
        with self._changing(draft) as old:
            if old.job and old.job != again:
                return old.job
            return self._changed(old, job=submit(old)).job

    def discard(self, draft: str) -> None:
        """Throw a draft away, its workbook too."""
        with self._changing(draft):
            shutil.rmtree(self._folder / draft)

    def _book_folder(self, draft: str, digest: str) -> Path:
        return self._folder / draft / _BOOKS / digest[:16]

    @contextmanager
    def _changing(self, draft: str) -> Iterator[Draft]:
        """Give the draft as it is now; nobody else changes it while the block runs."""
        self.get(draft)
        folder = self._folder / draft
        with told_of(folder), locked(folder):
            yield self.get(draft)

    def _changed(self, old: Draft, **parts: Any) -> Draft:
        new = replace(old, **parts, changed=self._clock())
        self._write(new)
        return new

    def _write(self, draft: Draft) -> None:
        target = self._folder / draft.id / _FILE
        put_whole(target, json.dumps(_as_json(draft), ensure_ascii=False, indent=2).encode())

    def _read(self, draft: str) -> Draft | None:
        """Return a draft; None where there is none of that id, or it cannot be read."""
        if not is_id(draft):
            return None
        try:
            return _from_json(json.loads((self._folder / draft / _FILE).read_bytes()))
        except (OSError, ValueError, LookupError, TypeError):
            return None


def _too_many() -> Finding:
    return Finding(
        code="service-drafts-many",
        where=_WHAT,
        message=f"มีร่างหนังสือที่ยังไม่ได้ออกค้างอยู่แล้ว {MOST} ฉบับ",
        hint="ออกหนังสือหรือทิ้งร่างที่ไม่ใช้แล้วในหน้า ทำหนังสือ ก่อน",
    )


def _too_long() -> Finding:
    return Finding(
        code="service-draft-long",
        where=_WHAT,
        message=f"ข้อความในแบบกรอกรวมกันยาวเกิน {LONGEST:,} ตัวอักษร",
        hint="ย่อข้อความ หรือแยกส่วนที่ยาวไปไว้ในเอกสารแนบ",
    )


def _as_json(draft: Draft) -> dict[str, Any]:
    dates = {name: getattr(draft, name).isoformat() for name in ("created", "changed")}
    return {**asdict(draft), "answers": dict(draft.answers), **dates}


def _from_json(told: dict[str, Any]) -> Draft:
    dates = {name: dt.datetime.fromisoformat(told[name]) for name in ("created", "changed")}
    return Draft(**{**told, **dates, "allow": tuple(told["allow"])})
