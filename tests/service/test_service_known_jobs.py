"""What is known of jobs without opening their folders: always what the folders say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circulars.service.jobs.folder import JobFolder
from circulars.service.jobs.known import FILE, KnownJobs
from circulars.service.jobs.orders import JobState
from circulars.service.places import OfficeFolder, new_id
from service.old_jobs import lay_down, letter

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 4


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    """Return an office that has made four letters."""
    return OfficeFolder(tmp_path / new_id())


def listed(office: OfficeFolder) -> list[str]:
    """Return the ids that a service would list which starts now, the oldest first."""
    return [each.id for each in reversed(KnownJobs(office.jobs).newest_first())]


def test_the_list_stands_for_the_folders(office: OfficeFolder) -> None:
    """What is known by the list is what is known by the folders, and the list is made of them."""
    ids = lay_down(office, COUNT)
    by_folders = KnownJobs(office.jobs).newest_first()
    assert ids[::-1] == [each.id for each in by_folders]
    assert {1} == {each.letters for each in by_folders}
    for job in ids:  # from now on nothing but the list is needed
        (office.jobs / job / "order.json").write_text("")
    assert by_folders == KnownJobs(office.jobs).newest_first()


def test_who_made_a_letter(office: OfficeFolder) -> None:
    """A letter is found by its whole name; of several jobs that made it the last one first."""
    ids = lay_down(office, COUNT)
    jobs = KnownJobs(office.jobs)
    assert [ids[1]] == jobs.makers_of(letter(1))
    assert [] == jobs.makers_of(letter(1)[1:]) == jobs.makers_of("")
    jobs.note(JobFolder(office.jobs / ids[1]).load())
    assert [ids[1]] == jobs.makers_of(letter(1))
    assert [] == KnownJobs(OfficeFolder(office.root / "ไม่มี").jobs).makers_of(letter(1))


def test_jobs_that_are_not_in_the_list(office: OfficeFolder) -> None:
    """Jobs under way, damaged ones, and those a full disk kept out are known all the same."""
    ids = lay_down(office, COUNT)
    (office.jobs / ids[0] / "outcome.json").unlink()
    (office.jobs / ids[1] / "order.json").unlink()
    (office.root / FILE).mkdir()  # nothing can be written there
    states = {each.id: each.state for each in KnownJobs(office.jobs).newest_first()}
    assert {*ids} == states.keys()
    assert (JobState.QUEUED, JobState.FAILED) == (states[ids[0]], states[ids[1]])
    assert {JobState.DONE} == {states[job] for job in ids[2:]}


@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_a_spoilt_list_tells_nothing_wrong(data: st.DataObject, tmp_path: Path) -> None:
    """Whatever becomes of the list: every job is listed once, in order; the next list is whole."""
    office = OfficeFolder(tmp_path / new_id())
    ids = lay_down(office, COUNT)
    assert ids == listed(office)
    path = office.root / FILE
    content = path.read_bytes()
    at, until = sorted(data.draw(st.tuples(*[st.integers(0, len(content))] * 2)))
    path.write_bytes(content[:at] + data.draw(st.binary(max_size=20)) + content[until:])
    assert {*ids} == {*listed(office)}
    path.write_bytes(content[:at])  # as a power cut leaves it
    assert ids == listed(office) == listed(office)
    assert {letter(number): [job] for number, job in enumerate(ids)} == {
        letter(number): KnownJobs(office.jobs).makers_of(letter(number)) for number in range(COUNT)
    }
