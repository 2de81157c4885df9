"""Drafts: letters being filled in, a folder each, until they are ordered or thrown away."""

from __future__ import annotations

import datetime as dt
import shutil
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from circulars.batch import locked, sha256, told_of
from circulars.model.errors import CircularsError
from circulars.model.findings import Finding
from circulars.service.damage import damaged
from circulars.service.making.draft_file import (
    BOOKS,
    FILE,
    Draft,
    is_draft,
    names_in,
    read_draft,
    touched,
    write_draft,
)
from circulars.service.places import is_id, new_id
from circulars.service.refusals import RefusedError, not_found
from circulars.service.whole_files import put_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from circulars.model.letter_type import LetterType
    from circulars.service.jobs.orders import Job
    from circulars.service.places import OfficeFolder
    from circulars.service.uploads.uploads import Upload

# What is not thrown away by hand goes after so long without a change.
ISSUED_KEPT: Final = dt.timedelta(days=30)
UNTOUCHED_KEPT: Final = dt.timedelta(days=90)
_BEGINNING: Final = dt.timedelta(days=1)  # in which a draft has got its file
_WHAT: Final = "ร่างหนังสือ"
MOST: Final = 300  # of an office, not issued yet
LONGEST: Final = 200_000  # characters of all answers: some fifty pages
_ISSUED: Final = "issued"  # beside the drafts: a mark for each that is issued


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedDraft:
    """A draft whose file cannot be read any more."""

    id: str
    changed: dt.datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The drafts of an office that are not issued, those changed last first."""

    drafts: tuple[Draft, ...]
    damaged: tuple[DamagedDraft, ...]


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
            write_draft(folder, draft)
        return draft

    def _refuse_too_many(self) -> None:
        shelf = self.shelf()
        if len(shelf.drafts) + len(shelf.damaged) >= MOST:
            raise RefusedError(_too_many(), status=HTTPStatus.CONFLICT)

    def get(self, draft: str) -> Draft:
        """Return a draft.

        Raises :exc:`RefusedError`: 404 where the office has none such, 410 where it is damaged.
        """
        if not self._is_there(draft):
            raise not_found(_WHAT, draft)
        found = self._read(draft)
        if found is None:
            raise _damaged(draft)
        return found

    def shelf(self) -> Shelf:
        """Return what is not issued yet; of those issued, thousands perhaps, none is read."""
        drafts: list[Draft] = []
        spoilt: list[DamagedDraft] = []
        for name in {*names_in(self._folder)} - {*names_in(self._folder / _ISSUED)}:
            draft = self._read(name)
            if draft and draft.job:  # by an earlier release, or the mark could not be made
                self._mark_issued(name)
            elif draft:
                drafts.append(draft)
            elif self._is_there(name):
                spoilt.append(DamagedDraft(id=name, changed=touched(self._folder / name)))
        return Shelf(drafts=_sorted(drafts), damaged=_sorted(spoilt))

    def all(self) -> tuple[Draft, ...]:
        """Return the drafts of the office, issued ones too, those changed last first."""
        return _sorted(filter(None, map(self._read, names_in(self._folder))))

    def of_job(self, job: Job) -> Draft | None:
        """Return the draft whose letters `job` makes; None where it is gone."""
        draft = self._read(job.order.draft)
        return draft if draft and draft.job == job.id else None

    def clear_old(self) -> None:
        """Throw away what nobody has changed for long; see the page that lists the drafts."""
        now = self._clock()
        old = [
            draft.id
            for draft in self.all()
            if now - draft.changed > (ISSUED_KEPT if draft.job else UNTOUCHED_KEPT)
        ]
        spoilt = self.shelf().damaged
        for name in (*old, *(each.id for each in spoilt if now - each.changed > UNTOUCHED_KEPT)):
            with suppress(CircularsError):  # thrown away, or taken up again, this moment
                self.discard(name)
        self._clear_remains(now)

    def _clear_remains(self, now: dt.datetime) -> None:
        """Remove what is left of drafts that a power cut kept from being begun, or thrown away."""
        names = {*filter(is_id, names_in(self._folder))}
        for name in names:
            folder = self._folder / name
            if not is_draft(folder) and now - touched(folder) > _BEGINNING:
                shutil.rmtree(folder, ignore_errors=True)
        for name in {*names_in(self._folder / _ISSUED)} - names:
            (self._folder / _ISSUED / name).unlink(missing_ok=True)

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
            job = self._changed(old, job=submit(old)).job
            self._mark_issued(draft)
            return job

    def discard(self, draft: str) -> None:
        """Throw a draft away, its workbook too; one that is damaged as any other."""
        folder = self._folder / draft
        if not self._is_there(draft):
            raise not_found(_WHAT, draft)
        with told_of(folder), locked(folder):
            if not self._is_there(draft):  # thrown away meanwhile
                raise not_found(_WHAT, draft)
            shutil.rmtree(folder)
            (self._folder / _ISSUED / draft).unlink(missing_ok=True)

    def _book_folder(self, draft: str, digest: str) -> Path:
        return self._folder / draft / BOOKS / digest[:16]

    @contextmanager
    def _changing(self, draft: str) -> Iterator[Draft]:
        """Give the draft as it is now; nobody else changes it while the block runs."""
        self.get(draft)
        folder = self._folder / draft
        with told_of(folder), locked(folder):
            yield self.get(draft)

    def _changed(self, old: Draft, **parts: Any) -> Draft:
        new = replace(old, **parts, changed=self._clock())
        write_draft(self._folder / old.id, new)
        return new

    def _is_there(self, draft: str) -> bool:
        return is_id(draft) and is_draft(self._folder / draft)

    def _mark_issued(self, draft: str) -> None:
        """Have lists pass the draft over; where the disk refuses, the next one tries again."""
        with suppress(OSError):
            (self._folder / _ISSUED).mkdir(exist_ok=True)
            (self._folder / _ISSUED / draft).touch()

    def _read(self, draft: str) -> Draft | None:
        """Return a draft; None where there is none of that id, or it cannot be read."""
        return read_draft(self._folder / draft) if is_id(draft) else None


_Dated = TypeVar("_Dated", Draft, DamagedDraft)


def _sorted(drafts: Iterable[_Dated]) -> tuple[_Dated, ...]:
    """Return the drafts, those changed last first."""
    return tuple(sorted(drafts, key=lambda each: (each.changed, each.id), reverse=True))


def _damaged(draft: str) -> RefusedError:
    return damaged(
        f"drafts/{draft}/{FILE}",
        "ร่างหนังสือนี้อ่านไม่ได้ แฟ้มในเครื่องเสียหายหรือถูกลบ",
        "ทิ้งร่างนี้ที่หน้า ทำหนังสือ แล้วเริ่มใหม่ หรือให้ผู้ดูแลระบบนำแฟ้มนี้กลับมาจากแฟ้มสำรอง",
    )


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
