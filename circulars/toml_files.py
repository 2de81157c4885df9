"""Reading TOML files that people write by hand: every fault at once, in Thai, with its place."""

from __future__ import annotations

import difflib
import tomllib
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from circulars.model.findings import Finding

if TYPE_CHECKING:
    from pathlib import Path

    from pydantic_core import ErrorDetails

    from circulars.model.errors import CircularsError


class Entry(BaseModel):
    """A table of a TOML file: exact types, no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


_M = TypeVar("_M", bound=Entry)

# pydantic's kinds of error, and what to say of them.  Source: pydantic's list of error types.
_REASONS: Final = {
    "missing": "ขาดรายการนี้",
    "extra_forbidden": "ไม่รู้จักรายการนี้",
    "string_type": "ต้องเป็นข้อความในเครื่องหมายคำพูด",
    "int_type": "ต้องเป็นจำนวนเต็ม ไม่มีเครื่องหมายคำพูด",
    "bool_type": "ต้องเป็น true หรือ false",
    "list_type": "ต้องเป็นรายการใน [ ]",
    "tuple_type": "ต้องเป็นรายการใน [ ]",
    "dict_type": "ต้องเป็นหมวดของรายการย่อย",
    "model_type": "ต้องเป็นหมวดของรายการย่อย",
    "date_type": "ต้องเป็นวันที่ เช่น 2025-03-11 ไม่มีเครื่องหมายคำพูด",
}


def read_toml(path: Path, model: type[_M], error: type[CircularsError], code: str) -> _M:
    """Return the file at `path` checked against `model`; raise `error` with all its faults."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        return model.model_validate(table, strict=False)
    except OSError as problem:
        raise error(_file_finding(path, code, problem)) from problem
    except UnicodeDecodeError as problem:
        raise error(
            Finding(
                code=code,
                where=path.name,
                message="แฟ้มไม่ได้บันทึกเป็น UTF-8",
                hint="เปิดในโปรแกรมแก้ข้อความ แล้วบันทึกโดยเลือกรหัสอักขระ UTF-8",
            )
        ) from problem
    except tomllib.TOMLDecodeError as problem:
        raise error(
            Finding(
                code=code,
                where=path.name,
                message=f"อ่านแฟ้มไม่ได้ ({problem})",
                hint="ตรวจเครื่องหมายคำพูด วงเล็บ และเครื่องหมาย = ในบรรทัดที่ระบุ",
            )
        ) from problem
    except ValidationError as problem:
        raise error(*(_finding(path, code, fault, model) for fault in problem.errors())) from None


def _file_finding(path: Path, code: str, problem: OSError) -> Finding:
    return Finding(
        code=code,
        where=str(path),
        message=f"เปิดแฟ้มไม่ได้ ({problem.strerror})",
        hint="ตรวจชื่อแฟ้ม ตำแหน่ง และสิทธิ์ในการอ่าน",
    )


def _finding(path: Path, code: str, fault: ErrorDetails, model: type[Entry]) -> Finding:
    where = ".".join(str(part) for part in fault["loc"])
    reason = _REASONS.get(fault["type"])
    if fault["type"] == "value_error":
        reason = str(fault.get("ctx", {}).get("error", fault["msg"]))
    if fault["type"] in {"literal_error", "enum"}:
        reason = f"ต้องเป็นค่าใดค่าหนึ่งใน {fault.get('ctx', {}).get('expected')}"
    return Finding(
        code=code,
        where=f"{path.name} {where}",
        message=reason or f"ค่าไม่ถูกต้อง ({fault['msg']})",
        hint=_hint(fault, model),
    )


def _hint(fault: ErrorDetails, model: type[Entry]) -> str:
    if fault["type"] == "missing":
        return f"เพิ่มรายการ {fault['loc'][-1]} ในแฟ้ม"
    known = _keys_at(model, fault["loc"])
    close = difflib.get_close_matches(str(fault["loc"][-1]), known, n=1)
    if fault["type"] == "extra_forbidden" and close:
        return f"ชื่อที่ใกล้เคียงคือ {close[0]}"
    return "แก้ค่าแล้วลองใหม่"


def _keys_at(model: type[Entry], place: tuple[int | str, ...]) -> list[str]:
    """Return the keys known beside the one at `place`, as far as the model tells."""
    fields: dict[str, Any] = dict(model.model_fields)
    for part in place[:-1]:
        field = fields.get(str(part))
        nested = (
            [
                kind
                for kind in getattr(field.annotation, "__args__", (field.annotation,))
                if isinstance(kind, type) and issubclass(kind, BaseModel)
            ]
            if field
            else []
        )
        if nested:
            fields = dict(nested[0].model_fields)
    return [field.alias or name for name, field in fields.items()]
