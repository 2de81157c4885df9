"""The office's own letter types: versions never change, one is published, names lead nowhere."""

from __future__ import annotations

import datetime as dt
import json
import shutil
import time
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import TEMPLATES

from circulars.letter_types import letter_type_folders
from circulars.service.jobs.known import Known
from circulars.service.jobs.orders import JobState
from circulars.service.jobs.told import Told
from circulars.service.letter_types import own as own_types
from circulars.service.letter_types.drafts import (
    Beginning,
    begin_type,
    begin_version,
    discard,
    put_file,
    rename,
    shelf_of_types,
    throw_away,
    type_draft,
    type_drafts,
)
from circulars.service.letter_types.facts import quoted
from circulars.service.letter_types.own import (
    POINTER,
    Decision,
    find_own_type,
    own_type,
    publish,
    publish_again,
    sound_name,
)
from circulars.service.letter_types.served import served_type, served_types
from circulars.service.letter_types.toml_places import line_of
from circulars.service.letter_types.uses import counted
from circulars.service.places import DataFolder, OfficeFolder
from circulars.service.refusals import RefusedError
from circulars.service.tasks.type_refinement import with_title
from service.damages import DAMAGES

if TYPE_CHECKING:
    from circulars.service.letter_types.drafts import TypeDraft

AT = dt.datetime(2025, 3, 11, 9, 0, tzinfo=dt.UTC)
NAME = "แจ้งเป้าหมาย"


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    """Return the folder of an office that has nothing yet."""
    return DataFolder(tmp_path).office("0" * 16)


def files_of(name: str = "memo", title: str = "บันทึก") -> dict[str, bytes]:
    """Return the files of a type of the product, under another title."""
    folder = TEMPLATES / name
    text = with_title((folder / "letter.toml").read_text("utf-8"), title, "memo", False)
    return {
        "letter.docx": (folder / "letter.docx").read_bytes(),
        "letter.toml": text.encode(),
    }


def begun(office: OfficeFolder, title: str = "บันทึก", name: str = NAME) -> TypeDraft:
    """Return a draft."""
    given = Beginning(name=name, files=files_of(title=title), by="มาลี", at=AT, origin="แบบ Word")
    return begin_type(office, given)


def decided(seen: int = 0, why: str = "ทำใหม่") -> Decision:
    """Return who publishes."""
    return Decision(by="มาลี", at=AT, why=why, seen=seen)


def contents(folder: Path) -> dict[str, bytes]:
    """Return everything in a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_product_is_served(office: OfficeFolder) -> None:
    """An office that has no types of its own makes letters of those of the product."""
    assert [folder.name for folder in letter_type_folders()] == [
        kind.name for kind in served_types(office)
    ]


def test_a_published_type_is_served(office: OfficeFolder) -> None:
    """What is published is served behind the product's, by its own name, with its title."""
    publish(office, begun(office, title="แจ้งเป้าหมายผลิตภัณฑ์").folder, decided())
    last = served_types(office)[-1]
    assert (NAME, "แจ้งเป้าหมายผลิตภัณฑ์") == (last.name, last.title)
    assert NAME == last.folder.name  # manifests call it so


def test_versions_never_change(office: OfficeFolder) -> None:
    """Publishing adds a version; going back is publishing the older one again, nothing is lost."""
    own = publish(office, begun(office).folder, decided())
    first = contents(own.folder)
    draft = put_file(begun(office), "letter.toml", files_of(title="ใหม่")["letter.toml"])
    publish(office, draft.folder, decided(seen=1, why="เปลี่ยนชื่อ"))
    assert "ใหม่" == served_type(office, NAME).title
    again = publish_again(office, NAME, 1, decided(seen=2, why="กลับไปใช้ของเดิม"))
    assert first == contents(again.folder) == contents(own.version(1))
    assert "บันทึก" == served_type(office, NAME).title
    assert [1, 2, 1] == [each.version for each in again.publications]
    assert ["ทำใหม่", "เปลี่ยนชื่อ", "กลับไปใช้ของเดิม"] == [each.why for each in again.publications]
    assert [2, 1] == [each.version for each in again.versions]


def test_the_same_files_are_the_same_version(office: OfficeFolder) -> None:
    """Files that an earlier version has are that version; published as it is nothing is done."""
    publish(office, begun(office).folder, decided())
    publish(office, begun(office, title="ใหม่").folder, decided(seen=1))
    own = publish(office, begun(office).folder, decided(seen=2))
    assert 1 == own.published.version
    with pytest.raises(RefusedError) as refused:
        publish(office, begun(office).folder, decided(seen=1))
    assert "service-type-unchanged" == refused.value.findings[0].code


def test_who_was_overtaken_is_told(office: OfficeFolder) -> None:
    """Nobody publishes over what somebody else has published since they looked."""
    publish(office, begun(office).folder, decided())
    with pytest.raises(RefusedError) as refused:
        publish(office, begun(office, title="ใหม่").folder, decided(seen=0))
    assert "service-type-overtaken" == refused.value.findings[0].code
    assert HTTPStatus.CONFLICT == refused.value.status
    assert 1 == own_type(office, NAME).published.version


def test_the_pointer_moves_last_and_at_once(
    office: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where publishing is interrupted, letters are made from the version before."""
    publish(office, begun(office).folder, decided())
    before = contents(own_type(office, NAME).folder)

    def cut(_path: Path, _content: bytes) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(own_types, "put_whole", cut)
        with pytest.raises(KeyboardInterrupt):
            publish(office, begun(office, title="ใหม่").folder, decided(seen=1))
    own = own_type(office, NAME)
    assert (1, before) == (own.published.version, contents(own.folder))
    done = publish(office, begun(office, title="ใหม่").folder, decided(seen=1))
    assert "ใหม่" == served_type(office, NAME).title
    assert 3 == done.published.version  # the number of the one that nobody published stays taken


def test_a_failing_disk_leaves_no_version(
    office: OfficeFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A version that cannot be written whole is not there at all."""

    def full(*_given: object) -> None:
        raise OSError(28, "No space left on device")

    draft = begun(office)
    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfile", full)
        with pytest.raises(Exception, match="เนื้อที่ดิสก์เต็ม"):
            publish(office, draft.folder, decided())
    assert None is find_own_type(office, NAME)
    assert {} == contents(office.letter_types / NAME)


def test_another_office_has_nothing_of_it(office: OfficeFolder, tmp_path: Path) -> None:
    """Types and drafts are of one office: another one finds neither."""
    other = DataFolder(tmp_path).office("1" * 16)
    draft = begun(office)
    publish(office, draft.folder, decided())
    for ask in (lambda: served_type(other, NAME), lambda: type_draft(other, draft.id)):
        with pytest.raises(RefusedError) as refused:
            ask()
        assert HTTPStatus.NOT_FOUND == refused.value.status
    assert () == type_drafts(other)


@pytest.mark.parametrize(
    "name",
    [
        "", " ", ".", "..", "../x", "..\\x", "a/b", "/etc/passwd", ".hidden", "C:\\x", "con", "nul",
        "a\x00b", "a\nb", "ก" * 36, "ชื่อ มีวรรค", "drafts", "new", "New", "memo", "MEMO", "a:b",
        "x.", "<b>", "a?b", "a*b", 'a"b', "a|b", "\u202ea",
    ],
)  # fmt: skip
def test_hostile_names(office: OfficeFolder, name: str) -> None:
    """A name that leads elsewhere, or is another's, is refused before anything is written."""
    with pytest.raises(RefusedError) as refused:
        begun(office, name=name)
    assert "service-type-name" == refused.value.findings[0].code
    assert not office.letter_types.exists()


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=200)
def test_sound_names_are_one_plain_part_of_a_path(text: str) -> None:
    """Whatever passes as a name is one visible part of a path, and passes again."""
    try:
        name = sound_name(text)
    except RefusedError:
        return
    assert Path(name).name == name
    assert not name.startswith(".")
    assert name == sound_name(name)


@pytest.mark.parametrize("draft", ["", "..", "../../x", "0" * 15, "0" * 17, "G" * 16, "0" * 16])
def test_hostile_drafts(office: OfficeFolder, draft: str) -> None:
    """What is no id of a draft is not found, wherever it would lead."""
    with pytest.raises(RefusedError) as refused:
        type_draft(office, draft)
    assert HTTPStatus.NOT_FOUND == refused.value.status


def test_only_the_files_of_a_type_are_written(office: OfficeFolder) -> None:
    """A draft takes the four files of a type and no other."""
    draft = begun(office)
    with pytest.raises(ValueError, match="history"):
        put_file(draft, "../history.json", b"{}")
    assert None is draft.file("../draft.json")


def test_the_next_version_begins_with_the_published_one(office: OfficeFolder) -> None:
    """A new version starts as the published one, and the draft goes without a trace."""
    own = publish(office, begun(office).folder, decided())
    draft = begin_version(office, own, "มาลี", AT)
    assert contents(own.folder) == contents(draft.folder)
    discard(draft)
    assert draft.id not in {each.id for each in type_drafts(office)}
    assert not draft.root.exists()


def test_a_damaged_type_takes_away_only_itself(
    office: OfficeFolder, caplog: pytest.LogCaptureFixture
) -> None:
    """Where a file of one type is damaged, all others are served, and the log tells."""
    own = publish(office, begun(office).folder, decided())
    (own.folder / "letter.toml").write_text("title =", encoding="utf-8")
    assert NAME not in {kind.name for kind in served_types(office)}
    assert len(letter_type_folders()) == len(served_types(office))
    assert "cannot be loaded" in caplog.text


@pytest.mark.parametrize("damage", [each for each in DAMAGES if each != "no time zone"])
def test_a_damaged_draft_is_told(office: OfficeFolder, damage: str) -> None:
    """A draft whose file is spoilt is told with the name of its type, and can be thrown away."""
    sound, spoilt = begun(office), begun(office, name="แบบที่เสีย")
    DAMAGES[damage](spoilt.root / "draft.json")
    shelf = shelf_of_types(office)
    assert [sound] == list(shelf.drafts)
    assert [(spoilt.id, "แบบที่เสีย")] == [(each.id, each.name) for each in shelf.damaged]
    with pytest.raises(RefusedError) as refused:
        type_draft(office, spoilt.id)
    assert HTTPStatus.GONE == refused.value.status
    throw_away(office, spoilt.id)
    assert ((sound,), ()) == ((shelf := shelf_of_types(office)).drafts, shelf.damaged)


def test_a_draft_without_the_folder_of_its_type_is_damaged(office: OfficeFolder) -> None:
    """A draft whose type is gone is damaged; the name that its folder has is the one that counts.

    So a draft that a power cut left with the old name in its file is the renamed one, and a name
    that leads elsewhere leads nowhere.
    """
    gone, led_away = begun(office), begun(office)
    shutil.rmtree(gone.folder)
    told = json.loads((led_away.root / "draft.json").read_bytes())
    (led_away.root / "previews").mkdir()
    for name in ("..", "ชื่อเดิม"):
        (led_away.root / "draft.json").write_text(json.dumps({**told, "name": name}), "utf-8")
        shelf = shelf_of_types(office)
        assert [(led_away.id, NAME)] == [(each.id, each.name) for each in shelf.drafts]
        assert [(gone.id, "")] == [(each.id, each.name) for each in shelf.damaged]


def test_a_draft_is_renamed(office: OfficeFolder) -> None:
    """A draft keeps its files under another name; a name of the product is refused."""
    draft = begun(office)
    before = contents(draft.folder)
    renamed = rename(draft, "ชื่อใหม่")
    assert renamed == type_draft(office, draft.id)
    assert ("ชื่อใหม่", before) == (renamed.name, contents(renamed.folder))
    with pytest.raises(RefusedError):
        rename(renamed, "memo")


def test_the_gallery_is_quick(office: OfficeFolder) -> None:
    """Types that have not changed are not read again: a page of 40 of them takes no time."""
    for number in range(40):
        folder = office.letter_types / f"แบบ{number}" / "1" / f"แบบ{number}"
        folder.mkdir(parents=True)
        for name, content in files_of().items():
            (folder / name).write_bytes(content)
        told = {"version": 1, "digest": "", "by": "ก", "at": AT.isoformat(), "why": "ข"}
        (folder.parents[1] / POINTER).write_text(json.dumps({"publications": [told]}), "utf-8")
    served_types(office)
    began = time.process_time()
    assert 40 + len(letter_type_folders()) == len(served_types(office))
    assert time.process_time() - began < 0.1


def job(number: int, version: str, letters: int, name: str = NAME) -> Known:
    """Return what is known of a job that made letters of one version."""
    return Known(
        id=f"{number:016x}",
        ordered=AT,
        letter_type=name,
        version=version,
        state=JobState.DONE,
        letters=letters,
        title=name,
        actor="มาลี",
        told=Told(),
    )


def test_letters_are_counted() -> None:
    """Letters are counted by version, those of other types apart."""
    jobs = [job(1, "v", 3), job(2, "w", 1), job(3, "v", 2), job(4, "v", 9, "memo")]
    assert {"v": 5, "w": 1} == counted(jobs, NAME)
    assert {} == counted(jobs, "order")


def test_tags_in_a_quoted_paragraph_are_marked() -> None:
    """Of a paragraph at fault its text stays whole, and its tags are told from the words."""
    text = "เรียน {{ เรียน }} ภายใน{{ วัน | เตม }} และ {{ ค้าง"
    assert text == "".join(each.text for each in quoted(text, []))
    assert ["{{ เรียน }}", "{{ วัน | เตม }}", "{{"] == [
        each.text for each in quoted(text, []) if each.is_tag
    ]


TOML = """\
title = "ก"
[fields."วันที่"]
label = "วัน"
kind = "datee"

[datasets."ยอด"]
key = "อำเภอ"
[datasets."ยอด".columns]
"อำเภอ" = { heading = "อำเภอ", kind = "txt" }

[[annexes]]
title = "หนึ่ง"
[[annexes]]
title = "{{ กก }}"
"""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("letter.toml fields.วันที่.kind", 4),
        ("letter.toml fields.วันที่.labell", 2),
        ("letter.toml datasets.ยอด.columns.อำเภอ.kind", 9),
        ("letter.toml annexes ลำดับที่ 2.title", 14),
        ("letter.toml annexes ลำดับที่ 1", 11),
        ("letter.toml บรรทัดที่ 7", 7),
        ("letter.toml", 0),
        ("letter.toml ไม่มี", 0),
    ],
)
def test_the_line_of_a_fault(where: str, line: int) -> None:
    """A fault of letter.toml is shown at the line that it is about."""
    assert line == line_of(TOML, where)


@given(st.text(max_size=200), st.text(max_size=40))
@settings(deadline=None, max_examples=100)
def test_lines_of_anything(text: str, where: str) -> None:
    """Whatever is typed as letter.toml, and whatever is found in it, a page can be shown."""
    assert line_of(text, f"letter.toml {where}") >= 0
