"""The office profile saved from a form: whole or not at all, comments kept, nothing lost."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from support import EXAMPLES

from circulars.model.errors import OfficeError
from circulars.office_profile import load_office
from circulars.service.places import OfficeFolder
from circulars.service.profile.history import Deed, history_of, kept_content
from circulars.service.profile.profile import (
    LARGEST,
    profile_of,
    save_file,
    save_typed,
    typed_profile,
    version_of,
)
from circulars.service.profile.typed import (
    LineTyped,
    ProfileTyped,
    SignatoryTyped,
    UnitTyped,
    WordTyped,
    after,
    tidied,
    typed_from,
)
from circulars.service.refusals import RefusedError
from circulars.service.tasks.emblem import emblem_ending

if TYPE_CHECKING:
    from circulars.model.office import Office

DEED = Deed(actor="มาลี", at=dt.datetime(2025, 3, 11, 2, 30, tzinfo=dt.UTC))
QUICK = settings(max_examples=30, deadline=None)
# What people type, with signs that mean something in TOML.
_TYPED = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=20)
_SIGNS = st.text(st.sampled_from("กขเ้ 19.'\"\\[]{}=#,-"), min_size=1, max_size=12)
TEXT = st.one_of(_SIGNS, _TYPED).filter(str.strip)


@pytest.fixture
def office(tmp_path: Path) -> OfficeFolder:
    """Return an office with the profile of Phayao."""
    return with_profile(tmp_path)


def with_profile(root: Path) -> OfficeFolder:
    """Return the office in `root`, with the profile of Phayao."""
    shutil.copyfile(EXAMPLES / "phayao.toml", root / "office.toml")
    return OfficeFolder(root)


def save(office: OfficeFolder, **changes: Any) -> ProfileTyped:
    """Save the profile with `changes` in the form."""
    typed, version = typed_profile(office)
    return save_typed(office, replace(typed, **changes), version=version, deed=DEED)


def faulty_fields(office: OfficeFolder, **changes: Any) -> set[str]:
    """Return the fields at which `changes` are refused."""
    with pytest.raises(OfficeError) as caught:
        save(office, **changes)
    return {finding.where for finding in caught.value.findings}


def read_back(office: Office) -> ProfileTyped:
    """Return what letters are made with, in the parts of the form."""
    return ProfileTyped(
        issuer=office.issuer,
        province=office.province,
        letterhead=office.letterhead,
        address="\n".join(office.address),
        unit=office.unit,
        group=office.group,
        phone=office.phone,
        slogan="\n".join(office.slogan),
        code=office.code,
        number=office.unit_number,
        circular_space=office.circular_space,
        emblem=office.emblem.kind.value,
        signatories=tuple(
            SignatoryTyped(
                key=who.key,
                name=who.name,
                authority=tuple(LineTyped(post=a.post, phrase=a.phrase) for a in who.authority),
            )
            for who in office.signatories
        ),
        units=tuple(
            UnitTyped(key=u.key, unit=u.unit, group=u.group, phone=u.phone, number=u.number)
            for u in office.units
        ),
        words="\n".join(sorted(office.words)),
        spelling=tuple(WordTyped(wrong=w, right=r) for w, r in office.spelling.items()),
        checks={code: level.value if level else "off" for code, level in office.levels.items()},
    )


def test_unchanged_is_unchanged(office: OfficeFolder) -> None:
    """Saving what is shown changes not one byte, and makes no version."""
    before = office.profile.read_bytes()
    save(office)
    assert before == office.profile.read_bytes()
    assert () == history_of(office)


@pytest.mark.parametrize("name", ["phayao", "chiangrai", "chachoengsao"])
def test_the_form_shows_the_whole_profile(name: str, tmp_path: Path) -> None:
    """What the form shows of a profile is what letters are made with."""
    shutil.copyfile(EXAMPLES / f"{name}.toml", tmp_path / "office.toml")
    typed, _ = typed_profile(OfficeFolder(tmp_path))
    assert read_back(load_office(tmp_path / "office.toml")) == typed


def test_comments_and_order_stay(office: OfficeFolder) -> None:
    """A change touches its own line alone: every comment and every other line stays."""
    before = office.profile.read_text(encoding="utf-8").splitlines()
    save(office, phone="โทร. 0 5444 0000", checks={"outlier": "off"})
    after_ = office.profile.read_text(encoding="utf-8").splitlines()
    assert 'phone = "โทร. 0 5444 0000"' in after_
    assert after_.index("[checks]") < after_.index('outlier = "off"') < after_.index("[spelling]")
    gone = [line for line in before if line not in after_]
    assert ['phone = "โทร./โทรสาร 0 5444 9544"'] == gone


def test_signatories_in_another_order(office: OfficeFolder) -> None:
    """Signatories change places, go and come; what follows them keeps its comment."""
    typed, _ = typed_profile(office)
    new = SignatoryTyped(key="ใหม่", name="นางวารี ใส", authority=(LineTyped(post="ปลัดจังหวัด"),))
    saved = save(office, signatories=(typed.signatories[2], new, typed.signatories[0]))
    assert saved == read_back(load_office(office.profile))
    text = office.profile.read_text(encoding="utf-8")
    assert "# หน่วยงานอื่นของสำนักงานที่ออกหนังสือด้วย เลือกในช่อง เจ้าของเรื่อง\n[[units]]" in text


FIELDS = ("issuer", "letterhead", "unit", "group", "phone", "code", "number", "address", "slogan")


@QUICK
@given(texts=st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXT)))
def test_what_people_type_in_the_head(texts: dict[str, str]) -> None:
    """Whatever is typed is refused with a finding, or letters are made with just that."""
    saved_or_refused(**texts)


@QUICK
@given(field=st.sampled_from(FIELDS), text=st.text(max_size=40))
def test_anything_at_all_in_a_field(field: str, text: str) -> None:
    """The same of what nobody types: control characters, separators, nothing."""
    saved_or_refused(**{field: text})


@QUICK
@given(rows=st.lists(st.lists(TEXT, min_size=6, max_size=6), min_size=1, max_size=3))
def test_what_people_type_in_the_rows(rows: list[list[str]]) -> None:
    """The same of signatories, units and words, of which there may be any number."""
    saved_or_refused(
        signatories=tuple(
            SignatoryTyped(
                key=a,
                name=b,
                authority=(LineTyped(post=c, phrase=d), LineTyped(post=e, phrase=f)),
            )
            for a, b, c, d, e, f in rows
        ),
        units=tuple(
            UnitTyped(key=a, unit=b, group=c, phone=d, number=e) for a, b, c, d, e, _ in rows
        ),
        spelling=tuple(WordTyped(wrong=a, right=b) for a, b, *_ in rows),
    )


@QUICK
@given(
    words=st.lists(TEXT, max_size=4, unique=True),
    wrong=st.text(st.sampled_from("ก.'\"\\[]=# \t\u2028ลำดับที่ 1"), max_size=12),
    code=TEXT,
)
def test_any_text_as_a_name_in_the_file(words: list[str], wrong: str, code: str) -> None:
    """Words to replace and codes are names in the file: no sign of them breaks it."""
    spelling = (WordTyped(wrong=wrong, right="ถูก"),)
    saved_or_refused(words="\n".join(sorted(words)), spelling=spelling)
    saved_or_refused(checks={code: "off"})


def saved_or_refused(**changes: Any) -> None:
    """Fail unless `changes` are refused with findings, or saved and read back as typed."""
    with tempfile.TemporaryDirectory() as folder:
        office = with_profile(Path(folder))
        before = office.profile.read_bytes()
        saved, refused = None, None
        try:
            saved = save(office, **changes)
        except OfficeError as error:
            refused = error
        if refused is not None:
            assert all(finding.where and finding.message for finding in refused.findings)
            assert before == office.profile.read_bytes()
        if saved is not None:
            back = read_back(load_office(office.profile))
            as_read = replace(saved, words="\n".join(sorted({*saved.words.split("\n")} - {""})))
            assert as_read == back
        assert not [*Path(folder).glob(".*")]


def test_days_as_people_write_them(office: OfficeFolder) -> None:
    """Local holidays are typed as people write them; one that no calendar has is refused."""
    save(office, closed="5/3/2568\n6 มี.ค. 68\nวันศุกร์ที่ 7 มีนาคม 2568", opened="๖ เมษายน ๒๕๖๘")
    days = load_office(office.profile).days
    assert {dt.date(2025, 3, day) for day in (5, 6, 7)} == days.closed.keys()
    assert {dt.date(2025, 4, 6)} == days.opened
    assert {"closed"} == faulty_fields(office, closed="31 เมษายน 2568")


def test_a_day_of_the_file_keeps_its_form(tmp_path: Path) -> None:
    """A day that stands in the file as TOML writes it is shown in Thai and stays as it was."""
    office = with_profile(tmp_path)
    text = office.profile.read_text(encoding="utf-8")
    text = re.sub(r"^closed = \[\]", "closed = [2025-03-05]", text, flags=re.MULTILINE)
    office.profile.write_text(text, encoding="utf-8")
    assert "5 มีนาคม 2568" == typed_profile(office)[0].closed
    save(office, closed="5 มีนาคม 2568\n7 มี.ค. 68")
    assert 'closed = [2025-03-05, "7 มี.ค. 68"]' in office.profile.read_text(encoding="utf-8")


def test_every_fault_at_its_field(office: OfficeFolder) -> None:
    """All that is wrong is told at once, each at the field where it was typed."""
    typed, _ = typed_profile(office)
    first, *others = typed.signatories
    assert {
        "issuer",
        "province",
        "phone",
        "code",
        "checks.nonsense",
        "signatories.0.name",
        "signatories.0.authority.1.post",
        "units.0.number",
        "spelling.1.wrong",
    } == faulty_fields(
        office,
        issuer=" ",
        province="พะเยาา",
        phone="โทร\x07",
        code="",
        checks={"nonsense": "off"},
        signatories=(
            replace(first, name="(นาย)", authority=(LineTyped(post="ก"), LineTyped(phrase="แทน"))),
            *others,
        ),
        units=(replace(typed.units[0], number=""),),
        spelling=(WordTyped(wrong="ก", right="ข"), WordTyped(wrong="ค.ง", right="ค.ง")),
    )


def test_somebody_was_faster(office: OfficeFolder) -> None:
    """Who saves over another's change is told, and nothing of either is lost."""
    typed, version = typed_profile(office)
    save(office, phone="โทร. 1")
    with pytest.raises(RefusedError) as caught:
        save_typed(office, replace(typed, phone="โทร. 2"), version=version, deed=DEED)
    assert (409, "office-changed") == (caught.value.status, caught.value.findings[0].code)
    assert "โทร. 1" == load_office(office.profile).phone


def test_history_keeps_every_version(office: OfficeFolder) -> None:
    """Each save keeps the former file with who and when; an old one can be used again."""
    first = office.profile.read_bytes()
    save(office, phone="โทร. 1")
    save(office, phone="โทร. 2")
    kept = history_of(office)
    assert ["000003", "000002", "000001"] == [each.number for each in kept]
    assert ("มาลี", DEED.at) == (kept[0].actor, kept[0].at)
    assert first == kept_content(office, "000001")
    save_file(office, first, version=version_of(office), deed=DEED)
    assert first == office.profile.read_bytes()
    assert 4 == len(history_of(office))


@pytest.mark.parametrize("number", ["000009", "../../x", "1", ""])
def test_no_other_file_of_the_history(office: OfficeFolder, number: str) -> None:
    """What is no version of this office is not found, whatever its name."""
    with pytest.raises(RefusedError) as caught:
        kept_content(office, number)
    assert 404 == caught.value.status


def test_a_new_office(tmp_path: Path) -> None:
    """An office without a profile begins with an empty form, and letters wait for it."""
    office = OfficeFolder(tmp_path / "new")
    with pytest.raises(RefusedError) as caught:
        profile_of(office)
    assert ["office-empty"] == [finding.code for finding in caught.value.findings]
    assert (ProfileTyped(), "") == typed_profile(office)
    typed, _ = typed_profile(with_profile(tmp_path))
    save_typed(office, typed, version="", deed=DEED)
    assert tidied(typed) == read_back(load_office(profile_of(office)))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"issuer = ",
        b"\xff\xfe",
        b"issuer = 5",
        b"[emblem]\nkind = 'image'\nfile = '/etc/passwd'",
    ],
)
def test_a_file_that_is_no_profile(office: OfficeFolder, content: bytes) -> None:
    """An uploaded file that is no profile is refused with every fault; the present one stays."""
    before = office.profile.read_bytes()
    with pytest.raises(OfficeError) as caught:
        save_file(office, content, version=version_of(office), deed=DEED)
    assert all(finding.where.startswith("office.toml") for finding in caught.value.findings)
    assert before == office.profile.read_bytes()


def test_a_profile_beyond_all_measure(office: OfficeFolder) -> None:
    """A profile as long as thirty signatories need is kept; one of megabytes is not even read."""
    content = office.profile.read_bytes().ljust(LARGEST, b"\n")
    save_file(office, content, version=version_of(office), deed=DEED)
    typed, version = typed_profile(office)
    days = "\n".join(["5 มีนาคม 2568"] * 2_000)
    with pytest.raises(RefusedError) as of_the_file:
        save_file(office, content + b"\n", version=version, deed=DEED)
    with pytest.raises(RefusedError) as of_the_form:
        save_typed(office, replace(typed, closed=days), version=version, deed=DEED)
    told = [*of_the_file.value.findings, *of_the_form.value.findings]
    assert ["office-too-large"] * 2 == [finding.code for finding in told]
    assert content == office.profile.read_bytes()


@pytest.mark.parametrize("file", ["../other/krut.png", "/tmp/krut.png", ".krut.png", "a/b.png"])
def test_an_emblem_of_another_office(office: OfficeFolder, file: str) -> None:
    """No profile names an image outside of the office's own folder, whether it is there or not."""
    assert {"emblem"} == faulty_fields(office, emblem="image", emblem_file=file)


def image(kind: str, size: tuple[int, int] = (40, 50)) -> bytes:
    """Return an empty picture."""
    content = io.BytesIO()
    Image.new("RGB", size).save(content, kind)
    return content.getvalue()


def test_images_that_can_be_an_emblem() -> None:
    """PNG and JPEG are taken by their content; anything else, damaged or enormous, is not."""
    assert ("png", "jpg") == (emblem_ending(image("PNG")), emblem_ending(image("JPEG")))
    for content in (b"", b"<svg/>", image("GIF"), image("PNG")[:60], image("PNG", (9000, 9))):
        with pytest.raises(OfficeError) as caught:
            emblem_ending(content)
        assert ["office-emblem"] == [finding.code for finding in caught.value.findings]


def test_rows_of_the_form() -> None:
    """Rows are read by their numbers, added, moved and taken away; other names are left out."""
    typed = typed_from(
        [
            ("units.1.key", "ข"),
            ("units.0.key", "ก"),
            ("units.x.key", "ค"),
            ("signatories.0.authority.0.post", "นายอำเภอ"),
            ("csrf", "…"),
        ]
    )
    assert ["ก", "ข"] == [row.key for row in typed.units]
    assert ["ข", "ก"] == [row.key for row in after(typed, "down units.0").units]
    assert ["ก"] == [row.key for row in after(typed, "remove units.1").units]
    assert 3 == len(after(typed, "add units").units)
    lines = after(typed, "add signatories.0.authority").signatories[0].authority
    assert (LineTyped(post="นายอำเภอ"), LineTyped()) == lines
    for nonsense in (
        "remove units.9",
        "up units",
        "add checks",
        "",
        "remove units.-1",
        "x units.0",
    ):
        assert typed == after(typed, nonsense)
