"""TOML written by hand: every fault at once, each with its place and a way out in Thai."""

from __future__ import annotations

import re
import time
from itertools import repeat
from typing import TYPE_CHECKING, Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field

from circulars.model.errors import OfficeError
from circulars.toml_files import Entry, Fault, Text, nearest, read_toml, shown_place

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from circulars.model.findings import Finding


class Tool(Entry):
    """A table in a list of tables."""

    name: Text
    count: int = Field(default=1, ge=1)


class Box(Entry):
    """A file of the tests: each kind of value once."""

    title: Text
    kind: Literal["wood", "metal"] = "wood"
    open: bool = False
    size: tuple[int, int] | None = None
    tools: tuple[Tool, ...] = Field(default=(), min_length=1)
    lid: Tool | None = None
    named: dict[str, Tool] = Field(default_factory=dict)


GOOD = 'title = "กล่อง"\n'


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Box]:
    """Return a function that saves TOML and reads it back."""

    def run(text: str | bytes, **options: Any) -> Box:
        path = tmp_path / "box.toml"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read_toml(path, Box, OfficeError, code="box", **options)

    return run


@pytest.fixture
def faults(read: Callable[..., Box]) -> Callable[..., tuple[Finding, ...]]:
    """Return a function that gives the findings of a faulty file."""

    def run(text: str | bytes, **options: Any) -> tuple[Finding, ...]:
        with pytest.raises(OfficeError) as caught:
            read(text, **options)
        return caught.value.findings

    return run


def test_good_file(read: Callable[..., Box]) -> None:
    """Lists become tuples, and what is left out has its default."""
    box = read(f'{GOOD}size = [1, 2]\n[[tools]]\nname = " ค้อน "\n')
    assert Box(title="กล่อง", size=(1, 2), tools=(Tool(name="ค้อน"),)) == box


def test_byte_order_mark(read: Callable[..., Box]) -> None:
    """The mark that Notepad puts at the start of a file is no fault."""
    assert "กล่อง" == read(b"\xef\xbb\xbf" + GOOD.encode()).title


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("title = 5", "title", "ต้องเป็นข้อความในเครื่องหมายคำพูด"),
        ('title = "  "', "title", "ต้องไม่ว่าง"),
        ("", "title", "ขาดรายการนี้"),
        (f'{GOOD}open = "yes"', "open", "ต้องเป็น true หรือ false ไม่มีเครื่องหมายคำพูด"),
        (f"{GOOD}open = 1", "open", "ต้องเป็น true หรือ false ไม่มีเครื่องหมายคำพูด"),
        (f'{GOOD}kind = "wod"', "kind", "ใช้ค่านี้ไม่ได้: “wod”"),
        (f"{GOOD}size = 3", "size", "ต้องเป็นรายการใน [ ]"),
        (f"{GOOD}size = [1]", "size ลำดับที่ 2", "ขาดรายการนี้"),
        (f"{GOOD}size = [1, 2, 3]", "size", "ต้องมีไม่เกิน 2 รายการ"),
        (f'{GOOD}size = [1, "2"]', "size ลำดับที่ 2", "ต้องเป็นจำนวนเต็ม ไม่มีเครื่องหมายคำพูด"),
        (f"{GOOD}size = [1, 2.0]", "size ลำดับที่ 2", "ต้องเป็นจำนวนเต็ม ไม่มีเครื่องหมายคำพูด"),
        (f"{GOOD}tools = []", "tools", "ต้องมีอย่างน้อย 1 รายการ"),
        (f"{GOOD}lid = 1", "lid", "ต้องเป็นหมวดของรายการย่อย"),
        (f"{GOOD}named = 1", "named", "ต้องเป็นหมวดของรายการย่อย"),
        (f'{GOOD}[lid]\nname = "ก"\ncount = 0', "lid.count", "ต้องไม่น้อยกว่า 1"),
        (f'{GOOD}[named."ฝา"]\nnmae = "ก"', "named.ฝา.name", "ขาดรายการนี้"),
    ],
)
def test_fault_with_its_place(
    faults: Callable[..., tuple[Finding, ...]], text: str, where: str, message: str
) -> None:
    """Each fault names the file, the keys that lead to it, and the reason in Thai."""
    finding = faults(text)[0]
    assert ("box", f"box.toml {where}", message) == (finding.code, finding.where, finding.message)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (f'{GOOD}titel = "ก"', "ชื่อที่ใกล้เคียงคือ “title”"),
        (f'{GOOD}[[tools]]\nname = "ก"\n[[tools]]\nname = "ข"\ncuont = 2', "ชื่อที่ใกล้เคียงคือ “count”"),
        (f'{GOOD}[named."title"]\nname = "ก"\ncuont = 2', "ชื่อที่ใกล้เคียงคือ “count”"),
        (f'{GOOD}[lid]\nname = "ก"\nxyz = 2', "รายการที่ใช้ได้: “name”, “count”"),
        (f'{GOOD}kind = "metall"', "ชื่อที่ใกล้เคียงคือ “metal”"),
        (f'{GOOD}kind = "ผ้า"', "ค่าที่ใช้ได้: “wood”, “metal”"),
        ("", "เพิ่มบรรทัด title = … ในแฟ้ม"),
    ],
)
def test_way_out(faults: Callable[..., tuple[Finding, ...]], text: str, hint: str) -> None:
    """A misspelt key or value is answered with the nearest, or with all that there are."""
    assert hint == faults(text)[0].hint


def test_all_faults_at_once(faults: Callable[..., tuple[Finding, ...]]) -> None:
    """Faults of every kind, and those that the caller's own check finds, come in one run."""
    own = Fault(place=("lid",), message="ไม่พอดี", hint="วัดใหม่")
    found = faults("open = 1\ncolour = 2", check=lambda _: [own])
    assert ["title", "open", "colour", "lid"] == [finding.where.split()[-1] for finding in found]


def test_own_check_alone(faults: Callable[..., tuple[Finding, ...]]) -> None:
    """A file that is right in itself is refused when the caller's check finds a fault."""
    own = Fault(place=("tools", 1, "name"), message="ซ้ำ", hint="เปลี่ยนชื่อ")
    assert ("box.toml tools ลำดับที่ 2.name",) == tuple(
        finding.where for finding in faults(GOOD, check=lambda _: [own])
    )


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('title = "ก', 1, "เครื่องหมายคำพูดไม่ครบคู่"),
        (f"{GOOD}open =", 2, "ค่าหลังเครื่องหมาย = ใช้ไม่ได้"),
        (f"{GOOD}open = ใช่", 2, "ค่าหลังเครื่องหมาย = ใช้ไม่ได้"),
        (f"{GOOD}size = [1, 2", 2, "วงเล็บไม่ครบคู่"),
        (f"{GOOD}[lid\nname = 1", 2, "วงเล็บของชื่อหมวดไม่ครบคู่"),
        (f"{GOOD}{GOOD}", 2, "ชื่อนี้มีอยู่แล้วในแฟ้ม"),
        (f'{GOOD}[lid]\nname = "ก"\n[lid]', 4, "ชื่อนี้มีอยู่แล้วในแฟ้ม"),
        (f"{GOOD}open true", 2, "ขาดเครื่องหมาย = หลังชื่อ"),
        (f"{GOOD}open = true false", 2, "มีตัวอักษรเกินมาหลังค่า"),
        (f"{GOOD}day = 2567-02-29", 2, "ไม่มีวันที่นี้ในปฏิทิน (ปีเป็น ค.ศ.)"),
        (f'{GOOD}file = "C:\\krut.png"', 2, "เครื่องหมาย \\ ใช้เช่นนี้ไม่ได้"),
    ],
)
def test_syntax(
    faults: Callable[..., tuple[Finding, ...]], text: str, line: int, message: str
) -> None:
    """A fault of the notation names its line, quotes it, and is told in Thai."""
    (finding,) = faults(text)
    assert f"box.toml บรรทัดที่ {line}" == finding.where
    assert f"{message}: {text.splitlines()[line - 1].strip()}" == finding.message


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title = “กล่อง”", "เครื่องหมายคำพูดตรง"),
        ('ชื่อ = "กล่อง"', "ชื่อที่เป็นภาษาไทยต้องอยู่ในเครื่องหมายคำพูด"),
        ('[fields.วันที่]\nlabel = "ก"', "ชื่อที่เป็นภาษาไทยต้องอยู่ในเครื่องหมายคำพูด"),
    ],
)
def test_usual_slips_in_notation(
    faults: Callable[..., tuple[Finding, ...]], text: str, hint: str
) -> None:
    """Word's curly quotes and Thai names without quotes have a way out of their own."""
    assert hint in faults(text)[0].hint


def test_not_utf8(faults: Callable[..., tuple[Finding, ...]]) -> None:
    """A file in Windows-874 or UTF-16 is told to be saved as UTF-8."""
    for encoding in ("cp874", "utf-16"):
        (finding,) = faults(GOOD.encode(encoding))
        assert "แฟ้มไม่ได้บันทึกเป็น UTF-8" == finding.message


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there, or is a folder, is named with the reason in Thai."""
    for path, reason in (
        (tmp_path / "no.toml", "ไม่มีแฟ้มหรือโฟลเดอร์นี้"),
        (tmp_path, "เป็นโฟลเดอร์ ไม่ใช่แฟ้ม"),
    ):
        with pytest.raises(OfficeError) as caught:
            read_toml(path, Box, OfficeError, code="box")
        (finding,) = caught.value.findings
        assert (str(path), f"เปิดแฟ้มไม่ได้: {reason}") == (finding.where, finding.message)


def nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    """Return lists and tables of what `inner` gives."""
    return st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner)


VALUES = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=3), st.dates()
    ),
    nested,
    max_leaves=4,
)


@given(
    table=st.dictionaries(
        st.sampled_from(["title", "kind", "open", "size", "tools", "lid", "named", "ก"]), VALUES
    )
)
@settings(deadline=None, max_examples=150)
def test_whatever_is_in_the_table(table: dict[str, Any]) -> None:
    """Whatever a file holds it is read or refused, and no English word is left in a reason."""
    from circulars.toml_files import _checked

    box, found = _checked(table, Box)
    assert (box is None) == bool(found)
    for fault in found:
        bare = re.sub("“.*?”|true|false", "", fault.message, flags=re.DOTALL)
        assert not re.search("[A-Za-z]{3}", bare), fault
        assert re.search("[ก-๙]", fault.hint)


def test_nearest_without_any_name() -> None:
    """Where nothing is defined, the hint says so."""
    assert "ชื่อที่กำหนดไว้: ไม่มี" == nearest("ก", [], all_of="ชื่อที่กำหนดไว้")


def test_shown_place_counts_from_one() -> None:
    """Positions in lists are counted as people count."""
    assert "datasets.ก.checks ลำดับที่ 2.column" == shown_place(
        ("datasets", "ก", "checks", 1, "column")
    )


@pytest.mark.parametrize(
    "name", ["a." * 100_000 + "a", '"ก".' * 100_000 + "a", "[" + "a . " * 99_999]
)
def test_a_name_of_many_parts(name: str, tmp_path: Path) -> None:
    """A name of many parts is a fault told at once: the reader would take minutes over it."""
    path = tmp_path / "letter.toml"
    path.write_text(f"title = 'ก'\n{name} = 1\n", encoding="utf-8")
    start = time.process_time()
    with pytest.raises(OfficeError) as caught:
        read_toml(path, Entry, OfficeError, code="office-profile")
    assert time.process_time() - start < 2
    (finding,) = caught.value.findings
    assert "letter.toml บรรทัดที่ 2" == finding.where
    assert len(finding.message) < 300


def test_faults_have_an_end(tmp_path: Path) -> None:
    """Of thousands of names that nobody knows some hundred are told, in no time."""
    path = tmp_path / "letter.toml"
    path.write_text("\n".join(f"k{n} = 1" for n in range(15_000)), encoding="utf-8")
    start = time.process_time()
    with pytest.raises(OfficeError) as caught:
        read_toml(path, Box, OfficeError, code="office-profile")
    assert 200 == len(caught.value.findings)
    assert time.process_time() - start < 3


def test_faults_of_a_check_have_an_end(tmp_path: Path) -> None:
    """What a check finds wrong in thousands of places is told of the first hundreds."""
    path = tmp_path / "office.toml"
    path.write_text("", encoding="utf-8")
    endless = repeat(Fault(place=("checks",), message="ไม่มีข้อตรวจนี้", hint="ตรวจชื่อ"))
    with pytest.raises(OfficeError) as caught:
        read_toml(path, Box, OfficeError, code="office-profile", check=lambda _: endless)
    told = [finding for finding in caught.value.findings if "ข้อตรวจ" in finding.message]
    assert 200 == len(told)
