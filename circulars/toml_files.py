"""Reading TOML files that people write by hand: every fault at once, in Thai, with its place."""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from types import UnionType
from typing import TYPE_CHECKING, Annotated, Any, Final, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from circulars.model.errors import reason_of
from circulars.model.findings import Finding

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from circulars.model.errors import CircularsError
_LISTED: Final = 80  # names in one hint: all provinces, and no more


class Entry(BaseModel):
    """A table of a TOML file: exact types, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]  # never empty
Place = tuple[int | str, ...]  # keys and list positions from the top of the file
_M = TypeVar("_M", bound=Entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong in a TOML file; `place` leads to it."""

    place: Place
    message: str
    hint: str


Check = Callable[[dict[str, Any]], Iterable[Fault]]

# pydantic's kinds of error, and what to say of them.  Source: pydantic's list of error types.
_REASONS: Final = {
    "missing": "ขาดรายการนี้",
    "extra_forbidden": "ไม่รู้จักรายการนี้",
    "string_type": "ต้องเป็นข้อความในเครื่องหมายคำพูด",
    "string_too_short": "ต้องไม่ว่าง",
    "int_type": "ต้องเป็นจำนวนเต็ม ไม่มีเครื่องหมายคำพูด",
    "bool_type": "ต้องเป็น true หรือ false ไม่มีเครื่องหมายคำพูด",
    "tuple_type": "ต้องเป็นรายการใน [ ]",
    "dict_type": "ต้องเป็นหมวดของรายการย่อย",
    "model_type": "ต้องเป็นหมวดของรายการย่อย",
    "literal_error": "ใช้ค่านี้ไม่ได้",
    "enum": "ใช้ค่านี้ไม่ได้",
    "greater_than_equal": "ต้องไม่น้อยกว่า {ge}",
    "less_than_equal": "ต้องไม่เกิน {le}",
    "too_short": "ต้องมีอย่างน้อย {min_length} รายการ",
    "too_long": "ต้องมีไม่เกิน {max_length} รายการ",
    "value_error": "{error}",
}
# What tomllib says, by its first words.  Source: CPython 3.11, Lib/tomllib/_parser.py.
_SYNTAX: Final = {
    "Invalid statement": "อ่านไม่เข้าใจ",
    "Invalid value": "ค่าหลังเครื่องหมาย = ใช้ไม่ได้",
    "Invalid date": "ไม่มีวันที่นี้ในปฏิทิน (ปีเป็น ค.ศ.)",
    "Unterminated string": "เครื่องหมายคำพูดไม่ครบคู่",
    'Expected "': "เครื่องหมายคำพูดไม่ครบคู่",
    "Unclosed": "วงเล็บไม่ครบคู่",
    "Cannot": "ชื่อนี้มีอยู่แล้วในแฟ้ม",
    "Expected '='": "ขาดเครื่องหมาย = หลังชื่อ",
    "Expected ']": "วงเล็บของชื่อหมวดไม่ครบคู่",
    "Expected newline": "มีตัวอักษรเกินมาหลังค่า",
    "Illegal character": "มีอักขระที่ใช้ไม่ได้",
    "Too many parts": "ชื่อมีจุดคั่นมากเกินไป",
    "Unescaped": "เครื่องหมาย \\ ใช้เช่นนี้ไม่ได้",
}
_MOST_PARTS: Final = 100  # of a name: a.b.c has three
# Each possessive, so that what does not match is looked through once.
_DEEP: Final = re.compile(
    r"""(?<![A-Za-z0-9_-])(?:(?:[A-Za-z0-9_-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+)"""
    rf"{{{_MOST_PARTS}}}"
)
_SHOWN: Final = 200  # characters of a faulty line
_MOST_FAULTS: Final = 200  # told of one file: nobody reads more, and each hint takes its time
_POSITION: Final = re.compile(r"at line (\d+)")
_CURLY_QUOTES: Final = re.compile("[“”‘’]")
_BARE_THAI_KEY: Final = re.compile(r"\s*\[*\s*[\w.\"-]*[ก-๛]")


def read_toml(
    path: Path,
    model: type[_M],
    error: type[CircularsError],
    *,
    code: str,
    check: Check = lambda _: (),
) -> _M:
    """Return the file at `path` checked against `model`; raise `error` with all its faults.

    `check` finds what the model cannot tell, such as references between parts of the file; it
    is given the file's table as it stands, whatever is in it.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise error(_unreadable(path, code, problem)) from problem
    except UnicodeDecodeError as problem:
        raise error(_not_utf8(path, code)) from problem
    try:
        table = toml_table(text)
    except (ValueError, RecursionError) as problem:  # TOMLDecodeError, or a number of 5000 digits
        raise error(_not_toml(path, code, text, problem)) from problem
    read, faults = _checked(table, model)
    faults += islice(check(table), _MOST_FAULTS)
    if read is None or faults:
        raise error(*(_finding(path, code, fault) for fault in faults))
    return read


def toml_table(text: str) -> dict[str, Any]:
    """Return the TOML `text` as a table; ValueError and RecursionError for what is none.

    tomllib takes the square of the time over a name of many parts: one of 100,000 characters
    would keep a machine busy for a minute.

    >>> toml_table("a.b = 1")
    {'a': {'b': 1}}
    """
    if deep := _DEEP.search(text):
        line = text.count("\n", 0, deep.start()) + 1
        raise ValueError(f"Too many parts (at line {line})")
    return tomllib.loads(text)


def _checked(table: dict[str, Any], model: type[_M]) -> tuple[_M | None, list[Fault]]:
    """Return `table` as `model`, or None and its faults.

    Through JSON, where pydantic is exact about types and still takes a list for a tuple.
    """
    try:
        return model.model_validate_json(json.dumps(table, default=str)), []
    except ValidationError as problem:
        return None, [_fault(details, model) for details in problem.errors()[:_MOST_FAULTS]]


def nearest(name: str, known: Iterable[str], *, all_of: str) -> str:
    """Return a hint with the name most like `name`, or else with those that are `known`."""
    names = [each for each in known if each]
    close = difflib.get_close_matches(name, names, n=1)
    if close:
        return f"ชื่อที่ใกล้เคียงคือ “{close[0]}”"
    listed = ", ".join(f"“{each}”" for each in names[:_LISTED])
    more = f" และอีก {len(names) - _LISTED}" if len(names) > _LISTED else ""
    return f"{all_of}: {listed}{more}" if names else f"{all_of}: ไม่มี"


def shown_place(place: Place) -> str:
    """Return `place` as messages name it; list positions count from 1.

    >>> shown_place(("annexes", 0, "title"))
    'annexes ลำดับที่ 1.title'
    """
    parts = [f" ลำดับที่ {part + 1}" if isinstance(part, int) else f".{part}" for part in place]
    return "".join(parts).lstrip(".")


def _finding(path: Path, code: str, fault: Fault) -> Finding:
    where = f"{path.name} {shown_place(fault.place)}".strip()
    return Finding(code=code, where=where, message=fault.message, hint=fault.hint)


def _unreadable(path: Path, code: str, problem: OSError) -> Finding:
    return Finding(
        code=code,
        where=str(path),
        message=f"เปิดแฟ้มไม่ได้: {reason_of(problem)}",
        hint="ตรวจชื่อแฟ้ม ตำแหน่ง และสิทธิ์ในการอ่าน",
    )


def _not_utf8(path: Path, code: str) -> Finding:
    return Finding(
        code=code,
        where=path.name,
        message="แฟ้มไม่ได้บันทึกเป็น UTF-8",
        hint="เปิดในโปรแกรมแก้ข้อความ แล้วบันทึกโดยเลือกรหัสอักขระ UTF-8",
    )


def _not_toml(path: Path, code: str, text: str, problem: Exception) -> Finding:
    lines = text.rstrip().splitlines() or [""]
    found = _POSITION.search(str(problem))
    number = min(int(found[1]), len(lines)) if found else len(lines)
    line = lines[number - 1]
    said = (reason for start, reason in _SYNTAX.items() if str(problem).startswith(start))
    return Finding(
        code=code,
        where=f"{path.name} บรรทัดที่ {number}",
        message=f"{next(said, 'เขียนไม่ถูกรูปแบบ')}: {line.strip()[:_SHOWN]}",
        hint=_syntax_hint(line),
    )


def _syntax_hint(line: str) -> str:
    if _CURLY_QUOTES.search(line):
        return 'ใช้เครื่องหมายคำพูดตรง " แทนเครื่องหมายคำพูดโค้ง'
    if _BARE_THAI_KEY.match(line):
        return 'ชื่อที่เป็นภาษาไทยต้องอยู่ในเครื่องหมายคำพูด เช่น "วันที่" = …'
    return "ตรวจเครื่องหมายคำพูด วงเล็บ และเครื่องหมาย = ในบรรทัดนี้และบรรทัดก่อนหน้า"


def _fault(details: ErrorDetails, model: type[Entry]) -> Fault:
    reason = _REASONS.get(details["type"], "ค่าไม่ถูกต้อง").format(**details.get("ctx", {}))
    value = details["input"]
    quoted = details["type"] in {"literal_error", "enum"} and isinstance(value, str)
    return Fault(
        place=details["loc"],
        message=f"{reason}: “{value}”" if quoted else reason,
        hint=_hint(details, model),
    )


def _hint(details: ErrorDetails, model: type[Entry]) -> str:
    *above, last = details["loc"] or ("",)
    if details["type"] == "missing":
        return _missing_hint(last, _inside(_at(model, above), last))
    if details["type"] == "extra_forbidden":
        return nearest(str(last), _keys(_at(model, above)), all_of="รายการที่ใช้ได้")
    if expected := re.findall("'([^']*)'", str(details.get("ctx", {}).get("expected", ""))):
        return nearest(str(details["input"]), expected, all_of="ค่าที่ใช้ได้")
    return "แก้ค่านี้ให้ถูกต้องแล้วลองใหม่"


def _missing_hint(name: int | str, kind: Any) -> str:
    if isinstance(name, int):
        return "เพิ่มค่าในรายการให้ครบ"
    if _keys(kind):
        return f"เพิ่มหมวด [{name}] ในแฟ้ม"
    if _keys(_inside(kind, 0)):
        return f"เพิ่มหมวด [[{name}]] ในแฟ้ม"
    return f"เพิ่มบรรทัด {name} = … ในแฟ้ม"


def _at(kind: Any, place: Iterable[int | str]) -> Any:
    """Return the type at `place` inside the type `kind`; None where there is none."""
    for part in place:
        kind = _inside(kind, part)
    return kind


def _inside(kind: Any, part: int | str) -> Any:
    for each in _members(kind):
        if fields := _fields(each):
            return fields[part].annotation if part in fields else None
        if get_origin(each) is dict:
            return get_args(each)[1]
        if get_origin(each) is tuple:
            return get_args(each)[0]
    return None


def _keys(kind: Any) -> list[str]:
    return [name for each in _members(kind) for name in _fields(each)]


def _members(kind: Any) -> Iterator[Any]:
    yield from get_args(kind) if get_origin(kind) in {Union, UnionType} else (kind,)


def _fields(kind: Any) -> dict[Any, Any]:
    return dict(kind.model_fields) if isinstance(kind, type) and issubclass(kind, Entry) else {}
