"""Drafts of letters: kept whole, one office's own, changed by several people at once."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support import EXAMPLES, TEMPLATES

from circulars import load_letter_type
from circulars.clock import now
from circulars.model.errors import OutputError
from circulars.service.jobs.orders import Job, JobState, Order
from circulars.service.making.drafts import Drafts
from circulars.service.places import OfficeFolder, new_id
from circulars.service.refusals import RefusedError
from circulars.service.whole_files import put_whole
from service.damages import DAMAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.service.making.draft_file import Draft

KIND = load_letter_type(TEMPLATES / "otop_monthly_sales")
BOOK = EXAMPLES / "phayao-otop-2568.xlsx"
JOB = "0123456789abcdef"
OTHER = EXAMPLES / "phayao-otop-2568-as-printed.xlsx"


def minutes() -> Iterator[dt.datetime]:
    """Yield moments, a minute apart."""
    moment = dt.datetime(2025, 3, 11, 9, 0, tzinfo=dt.UTC)
    while True:
        yield moment
        moment += dt.timedelta(minutes=1)


@pytest.fixture
def drafts(tmp_path: Path) -> Drafts:
    """Return the drafts of an office that has none yet."""
    clock = minutes()
    return Drafts(OfficeFolder(tmp_path / new_id()), lambda: next(clock))


def refused(drafts: Drafts, draft: str) -> HTTPStatus:
    """Return the status with which a draft is refused."""
    with pytest.raises(RefusedError) as caught:
        drafts.get(draft)
    return caught.value.status


def test_a_new_draft_is_there_for_the_next_request(drafts: Drafts) -> None:
    """A draft is on disk when it is begun: another request, or another process, finds it."""
    draft = drafts.create(KIND, "มาลี", after="0123456789abcdef")
    assert draft == drafts.get(draft.id)
    assert ("otop_monthly_sales", KIND.title, "มาลี", "0123456789abcdef", "") == (
        draft.letter_type,
        draft.title,
        draft.by,
        draft.after,
        draft.workbook,
    )


def test_the_draft_changed_last_comes_first(drafts: Drafts) -> None:
    """The list begins with what somebody worked on last; damaged files are left out."""
    first, second, third = (drafts.create(KIND, "มาลี") for _ in range(3))
    drafts.say(first.id, {"เรียน": "นายอำเภอ"})
    broken = drafts.create(KIND, "มาลี")
    next(Path(drafts._folder).glob(f"{broken.id}/*.json")).write_text("{")
    assert [first.id, third.id, second.id] == [draft.id for draft in drafts.all()]


@pytest.mark.parametrize("draft", ["../../etc", "", "0" * 16, "0" * 15 + "ก", "draft.json"])
def test_what_is_no_draft_of_the_office_is_not_found(drafts: Drafts, draft: str) -> None:
    """No path is built from what is no id, and nobody learns which ids another office has."""
    assert HTTPStatus.NOT_FOUND == refused(drafts, draft)


def test_another_offices_draft_is_not_found(drafts: Drafts, tmp_path: Path) -> None:
    """One office never sees another's drafts."""
    draft = drafts.create(KIND, "มาลี")
    other = Drafts(OfficeFolder(tmp_path / new_id()), lambda: draft.created)
    assert HTTPStatus.NOT_FOUND == refused(other, draft.id)
    assert () == other.all()


def test_a_new_workbook_takes_the_place_of_the_old_one(drafts: Drafts) -> None:
    """A draft has one workbook, under the name that the person knows."""
    draft = drafts.attach(drafts.create(KIND, "มาลี").id, OTHER)
    draft = drafts.attach(draft.id, BOOK)
    path = drafts.workbook(draft)
    assert path is not None
    assert (BOOK.name, BOOK.read_bytes()) == (draft.workbook, path.read_bytes())
    assert [BOOK.name] == [file.name for file in path.parents[1].rglob("*.xlsx")]


def test_a_workbook_that_cannot_be_kept_leaves_the_old_one(
    drafts: Drafts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk the draft stays as it was, workbook and answers."""
    before = drafts.attach(drafts.create(KIND, "มาลี").id, BOOK)

    def full(path: Path, content: bytes) -> None:
        if path.suffix == ".json":
            raise OSError(28, "No space left on device")
        put_whole(path, content)

    monkeypatch.setattr("circulars.service.making.draft_file.put_whole", full)
    with pytest.raises(OutputError):
        drafts.attach(before.id, OTHER)
    assert before == drafts.get(before.id)
    path = drafts.workbook(before)
    assert path is not None
    assert BOOK.read_bytes() == path.read_bytes()


def test_answers_of_two_people_are_both_kept(drafts: Drafts) -> None:
    """Fields that two people fill in at the same moment are all kept, each as typed last."""
    draft = drafts.create(KIND, "มาลี")
    names = [f"ช่องที่ {number}" for number in range(24)]
    with ThreadPoolExecutor(8) as people:
        list(people.map(lambda name: drafts.say(draft.id, {name: f"ค่าของ {name}"}), names))
    assert {name: f"ค่าของ {name}" for name in names} == drafts.get(draft.id).answers


def test_waivers_are_those_said_last(drafts: Drafts) -> None:
    """Codes waived take the place of those before; answers alone leave them as they are."""
    draft = drafts.create(KIND, "มาลี")
    drafts.say(draft.id, {}, ["outlier", "duplicate-value", "outlier"])
    assert ("duplicate-value", "outlier") == drafts.say(draft.id, {"เรียน": "ก"}).allow
    assert () == drafts.say(draft.id, {}, []).allow


def test_a_forgotten_answer_is_as_never_typed(drafts: Drafts) -> None:
    """What is proposed comes back where somebody takes their answer back."""
    draft = drafts.create(KIND, "มาลี")
    drafts.say(draft.id, {"เรียน": "ก", "เรื่อง": "ข"})
    assert {"เรื่อง": "ข"} == drafts.forget(draft.id, ["เรียน", "ไม่มีช่องนี้"]).answers


def test_two_clicks_on_issue_give_one_job(drafts: Drafts) -> None:
    """However often somebody issues a draft, its letters are made once."""
    draft = drafts.create(KIND, "มาลี")
    submitted: list[str] = []

    def submit(_: Draft) -> str:
        submitted.append(new_id())
        return submitted[-1]

    with ThreadPoolExecutor(4) as clicks:
        jobs = set(clicks.map(lambda _: drafts.issue(draft.id, submit), range(4)))
    assert (set(submitted), 1) == (jobs, len(submitted))


def test_a_discarded_draft_is_gone(drafts: Drafts) -> None:
    """Nothing of a draft thrown away stays, its workbook neither, and no change brings it back."""
    draft = drafts.attach(drafts.create(KIND, "มาลี").id, BOOK)
    drafts.discard(draft.id)
    assert HTTPStatus.NOT_FOUND == refused(drafts, draft.id)
    with pytest.raises(RefusedError):
        drafts.say(draft.id, {"เรียน": "ก"})
    assert [] == list(drafts._folder.iterdir())


def test_old_drafts_are_cleared(tmp_path: Path) -> None:
    """Issued ones go after 30 days, the others after 90, counted from their last change."""
    day = dt.datetime(2025, 3, 11, tzinfo=dt.UTC)
    office = OfficeFolder(tmp_path / new_id())

    def on(after: int) -> Drafts:
        return Drafts(office, lambda: day + dt.timedelta(days=after))

    issued, changed, _untouched = (on(0).create(KIND, "มาลี") for _ in range(3))
    assert JOB == on(0).issue(issued.id, lambda _: JOB)
    on(60).say(changed.id, {"เรียน": "นายอำเภอ"})
    for days, left in ((30, 3), (31, 2), (90, 2), (91, 1), (151, 0)):
        on(days).clear_old()
        assert left == len(on(days).all())


def job_of(draft: str, job: str = JOB) -> Job:
    """Return a job that was ordered from a draft."""
    order = Order(
        letter_type=KIND.name, version="", title="", folder=Path(), workbooks=(), draft=draft
    )
    moment = dt.datetime(2025, 3, 11, tzinfo=dt.UTC)
    return Job(id=job, order=order, actor="", ordered=moment, state=JobState.DONE)


def test_a_job_knows_its_draft(drafts: Drafts) -> None:
    """From what was made there is a way back to where it can be mended."""
    draft = drafts.create(KIND, "มาลี")
    drafts.issue(draft.id, lambda _: JOB)
    assert drafts.get(draft.id) == drafts.of_job(job_of(draft.id))
    assert drafts.of_job(job_of(draft.id, "f" * 16)) is None  # it was issued again meanwhile
    assert drafts.of_job(job_of("")) is None  # another system ordered it


def test_issued_drafts_are_not_under_way(drafts: Drafts) -> None:
    """What is issued is on no list of what is left to do, whatever became of the mark."""
    issued, open_ = drafts.create(KIND, "มาลี"), drafts.create(KIND, "มาลี")
    drafts.issue(issued.id, lambda _: JOB)
    assert (open_,) == drafts.shelf().drafts
    (drafts._folder / "issued" / issued.id).unlink()
    assert (open_,) == drafts.shelf().drafts
    assert (drafts._folder / "issued" / issued.id).exists()


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_draft(drafts: Drafts, damage: str) -> None:
    """A draft that cannot be read is told as such, thrown away by hand, and hides no other."""
    sound = drafts.create(KIND, "มาลี")
    spoilt = drafts.attach(drafts.create(KIND, "มาลี").id, BOOK)
    DAMAGES[damage](drafts._folder / spoilt.id / "draft.json")
    shelf = drafts.shelf()
    assert ((sound,), [spoilt.id]) == (shelf.drafts, [each.id for each in shelf.damaged])
    assert (sound,) == drafts.all()
    assert HTTPStatus.GONE == refused(drafts, spoilt.id)
    with pytest.raises(RefusedError):
        drafts.say(spoilt.id, {"เรียน": "ก"})
    drafts.discard(spoilt.id)
    assert HTTPStatus.NOT_FOUND == refused(drafts, spoilt.id)


def test_what_is_left_of_drafts_goes(tmp_path: Path) -> None:
    """Folders and marks without a draft go after a day, damaged drafts after 90 days."""
    drafts = Drafts(OfficeFolder(tmp_path / new_id()), lambda: now() + dt.timedelta(days=days))
    days = 0
    spoilt = drafts.create(KIND, "มาลี")
    (drafts._folder / spoilt.id / "draft.json").write_text("{")
    (drafts._folder / new_id()).mkdir()
    (drafts._folder / "issued").mkdir()
    (drafts._folder / "issued" / new_id()).touch()
    for days, left in ((0, 2), (2, 1), (89, 1), (91, 0)):  # noqa: B007 - the clock reads it
        drafts.clear_old()
        assert left == sum(path.name != "issued" for path in drafts._folder.iterdir())
    assert [] == list((drafts._folder / "issued").iterdir())
