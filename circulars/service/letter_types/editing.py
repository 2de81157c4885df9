"""What a template editor does: begin a letter type, change it, publish it."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final

from circulars.letter_types.loading import REFINEMENT, TEMPLATE
from circulars.model.findings import Finding, Level
from circulars.model.reference_number import safe_name
from circulars.service.accounts.deeds import note
from circulars.service.letter_types.checks import checked_type, profile_if_any, taken_file
from circulars.service.letter_types.drafts import (
    Beginning,
    begin_type,
    begin_version,
    discard,
    put_file,
    refuse_taken,
    rename,
)
from circulars.service.letter_types.own import (
    APPROVED,
    EXAMPLE,
    Decision,
    find_own_type,
    own_type,
    publish,
    publish_again,
)
from circulars.service.letter_types.served import served_type
from circulars.service.refusals import RefusedError
from circulars.service.tasks.letter_types import approved_text, from_letter, from_type, type_facts
from circulars.service.tasks.type_previews import trial_faults
from circulars.service.tasks.type_refinement import with_title
from circulars.service.uploads.uploads import UploadKind, display_name, take_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from circulars.authoring import Taking
    from circulars.model.kinds import DocumentKind
    from circulars.service.letter_types.drafts import TypeDraft
    from circulars.service.letter_types.own import OwnType
    from circulars.service.people import Actor
    from circulars.service.places import OfficeFolder
    from circulars.service.service import Service

_LOADED_IN: Final = 20.0  # seconds, on a busy machine; a second as a rule
_TRIED_IN: Final = 40.0  # seconds for one letter of a type about to be published
LONGEST_WHY: Final = 500  # characters
LONGEST_TITLE: Final = 200  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A file that somebody sent."""

    name: str  # as they call it
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """Somebody who works on the letter types of their office."""

    service: Service
    actor: Actor

    def begin_with_files(self, name: str, sent: dict[str, Sent]) -> TypeDraft:
        """Return a draft of the files `sent`, by their names in a type's folder.

        It is called as the template where it has no `name`.
        """
        files = {each: self._taken(each, file) for each, file in sent.items()}
        name = name.strip() or _name_of(sent[TEMPLATE])
        return self._begun(name, files, f"แบบ Word {display_name(sent[TEMPLATE].name)}")

    def begin_with_letter(self, name: str, letter: Sent) -> TypeDraft:
        """Return a draft of the type that an ordinary letter is made the model of."""
        name = name.strip() or _name_of(letter)
        refuse_taken(self._office, name)
        with TemporaryDirectory() as place:
            taken = take_in(letter.content, letter.name, Path(place), kinds=[UploadKind.LETTER])
            authored = self.service.workshop.do(from_letter, taken.path, name)
        origin = f"หนังสือเดิม {display_name(letter.name)}"
        return self._begun(name, authored.files, origin, authored.takings)

    def begin_with_type(self, name: str, source: str) -> TypeDraft:
        """Return a draft of a copy of the published type `source`."""
        kind = served_type(self._office, source)
        refuse_taken(self._office, name)
        authored = self.service.workshop.do(from_type, kind.folder, name.strip())
        return self._begun(name, authored.files, f"สำเนาของแบบ {kind.title}")

    def begin_version(self, name: str) -> TypeDraft:
        """Return a draft of the next version of the own type `name`."""
        own = own_type(self._office, name)
        return begin_version(self._office, own, self.actor.name, self.service.clock())

    def put(self, draft: TypeDraft, name: str, sent: Sent) -> TypeDraft:
        """Return `draft` with one of its files as it was `sent`.

        Raises :exc:`RefusedError`, and keeps the file there was, where it cannot be checked.
        """
        before = draft.file(name)
        old = before.read_bytes() if before else None
        changed = put_file(draft, name, self._taken(name, sent))
        try:
            checked_type(self.service, self._office, changed.folder)
        except RefusedError:
            if old is None:
                (changed.folder / name).unlink()
            else:
                put_file(changed, name, old)
            raise
        return changed

    def write_refinement(self, draft: TypeDraft, text: str) -> TypeDraft:
        """Return `draft` with `text` as its letter.toml, with whatever faults it has."""
        content = "\n".join(text.splitlines()).strip() + "\n"
        return self.put(draft, REFINEMENT, Sent(name=REFINEMENT, content=content.encode()))

    def entitle(
        self, draft: TypeDraft, title: str, kind: DocumentKind, *, circular: bool, name: str = ""
    ) -> TypeDraft:
        """Return `draft` with title and kind in its letter.toml, made where there is none.

        A type that is not published yet is called `name` from now on, where one is given.
        """
        title = " ".join(title.split())
        if not title or len(title) > LONGEST_TITLE:
            raise RefusedError(_untitled())
        path = draft.file(REFINEMENT)
        text = path.read_text("utf-8-sig", errors="replace") if path else ""
        text = self.service.workshop.do(with_title, text, title, kind.value, circular)
        draft = put_file(draft, REFINEMENT, text.encode())
        if not name or find_own_type(self._office, draft.name):
            return draft
        if name.strip() != draft.name:
            refuse_taken(self._office, name)
        return rename(draft, name)

    def publish(self, draft: TypeDraft, why: str, seen: int) -> OwnType:
        """Return the type of `draft`, published; the draft is gone.

        Raises :exc:`RefusedError` while something blocks, or is in doubt, and where nobody says
        why.
        """
        checked = checked_type(self.service, self._office, draft.folder)
        if not checked.is_sound:
            raise RefusedError(*(f for f in checked.findings if f.level is Level.BLOCK))
        if draft.doubts:
            raise RefusedError(_doubts(draft), status=HTTPStatus.CONFLICT)
        decision = self.decision(why, seen)
        # It is loaded whenever letters are made: what takes long once would do so each time.
        self.service.workshop.do(type_facts, draft.folder, seconds=_LOADED_IN)
        profile = profile_if_any(self._office)
        if faults := self.service.workshop.do(trial_faults, draft.folder, profile, _TRIED_IN):
            raise RefusedError(*faults)
        self._approve(draft)
        own = publish(self._office, draft.folder, decision)
        discard(draft)
        self._noted(own)
        return own

    def publish_again(self, name: str, number: int, why: str, seen: int) -> OwnType:
        """Return the own type `name` with an earlier version published again."""
        own = publish_again(self._office, name, number, self.decision(why, seen))
        self._noted(own)
        return own

    def decision(self, why: str, seen: int) -> Decision:
        """Return who publishes, when and why; :exc:`RefusedError` where nobody says why."""
        why = " ".join(why.split())
        if not why or len(why) > LONGEST_WHY:
            raise RefusedError(_unexplained())
        return Decision(by=self.actor.name, at=self.service.clock(), why=why, seen=seen)

    @property
    def _office(self) -> OfficeFolder:
        return self.service.office(self.actor.office)

    def _taken(self, name: str, sent: Sent) -> bytes:
        return taken_file(self.service, name, sent.name, sent.content)

    def _begun(
        self,
        name: str,
        files: Mapping[str, bytes],
        origin: str,
        takings: tuple[Taking, ...] = (),
    ) -> TypeDraft:
        """Return a new draft, which can be checked within the limits of the workshop."""
        refuse_taken(self._office, name)
        draft = begin_type(
            self._office,
            Beginning(
                name=name,
                files=files,
                by=self.actor.name,
                at=self.service.clock(),
                origin=origin,
                takings=takings,
            ),
        )
        try:
            checked_type(self.service, self._office, draft.folder)
        except RefusedError:
            discard(draft)
            raise
        return draft

    def _noted(self, own: OwnType) -> None:
        about = f"{own.name} รุ่นที่ {own.published.version}"
        note(self.service, self.actor, "เผยแพร่แบบหนังสือ", about)

    def _approve(self, draft: TypeDraft) -> None:
        """Keep with `draft` what its example letters say, where they can be made."""
        profile = profile_if_any(self._office)
        if profile is None or draft.file(EXAMPLE) is None:
            return
        text = self.service.workshop.do(approved_text, draft.folder, profile)
        if text is not None:
            put_file(draft, APPROVED, text.encode())


def _name_of(sent: Sent) -> str:
    """Return a name for the type that a file is sent for."""
    return safe_name(Path(display_name(sent.name)).stem)


def _doubts(draft: TypeDraft) -> Finding:
    return Finding(
        code="service-type-doubts",
        where=draft.name,
        message=f"ยังมี {len(draft.doubts)} ข้อของหนังสือเดิมที่โปรแกรมไม่แน่ใจและยังไม่มีผู้ตรวจ",
        hint="ดูข้อที่มีป้าย ไม่แน่ใจ ทีละข้อ ติ๊กข้อที่ถูกแล้วและบันทึก ข้อที่ผิดแก้ใน Word แล้วอัปโหลดแบบใหม่",
    )


def _unexplained() -> Finding:
    return Finding(
        code="service-type-why",
        where="เพราะอะไร",
        message="ยังไม่ได้บอกว่าเผยแพร่เพราะอะไร หรือข้อความยาวเกินไป",
        hint=f"เขียนสั้น ๆ เช่น แก้ถ้อยคำตามหนังสือเวียนใหม่ ไม่เกิน {LONGEST_WHY} ตัวอักษร",
    )


def _untitled() -> Finding:
    return Finding(
        code="service-type-title",
        where="ชื่อที่แสดง",
        message="ยังไม่มีชื่อที่แสดง หรือยาวเกินไป",
        hint=f"เขียนชื่อที่คนในสำนักงานเรียกหนังสือนี้ ไม่เกิน {LONGEST_TITLE} ตัวอักษร",
    )
