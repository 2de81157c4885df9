"""What the leading process of a run does for many letters, step by step, without making them.

leading.py 100000 [REGISTER]     -> a table in Markdown; REGISTER: the address of an empty one
leading.py 100000 REGISTER STEP  -> seconds of wall and processor, and peak megabytes, of one step
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from circulars.batch import link, write_aside
from circulars.clock import now
from circulars.model.findings import Finding, Level
from circulars.model.reference_number import ReferenceNumber
from circulars.model.run import Item, MadeFile, State
from circulars.outputs import Stems
from circulars.register import Made, Request, create_register
from circulars.runs.findings import gathered
from circulars.runs.index import write_index
from circulars.runs.store import ItemStore

if TYPE_CHECKING:
    from collections.abc import Callable

_DAY: Final = dt.date(2025, 3, 11)
_SHARE: Final = 20  # letters recorded at a time
_OWNER: Final = "พย 0019.2"
_SHARED: Final = Finding(
    code="pages-uncounted", level=Level.WARN, where="สิ่งที่ส่งมาด้วย", message="ยังไม่ได้นับ", hint="นับ"
)


def _items(count: int) -> list[Item]:
    stems = Stems()
    return [_item(place, stems) for place in range(count)]


def _item(place: int, stems: Stems) -> Item:
    number, name = place + 1, f"หนองทดสอบ {place}"
    reference = ReferenceNumber(
        code="พย", unit="0019.2", serial=number, is_circular=False, date=_DAY
    )
    stem = stems.stem(reference, "ยอดจำหน่ายผลิตภัณฑ์ชุมชน", name)
    own = Finding(code="outlier", level=Level.NOTE, where=f"ยอด!D{number}", message=name, hint="ดู")
    return Item(
        place=place,
        workbook="ยอด.xlsx",
        recipient=name,
        number=str(reference),
        serial=number,
        date=_DAY,
        addressee=f"นายกองค์การบริหารส่วนตำบล{name}",
        subject="ยอดจำหน่ายผลิตภัณฑ์ชุมชน (OTOP) ประจำปีงบประมาณ พ.ศ. 2568",
        sender="สำนักงานพัฒนาชุมชนจังหวัด",
        owner=_OWNER,
        stem=stem,
        key=f"subdistrict_sales|{_OWNER}|งาน/ยอด.xlsx|{_DAY}|{name}|ยอดจำหน่าย",
        state=State.MADE,
        files=(MadeFile(name=f"{stem}.docx", size=14_000, sha256=f"{place:064x}"),),
        findings=(_SHARED, own) if place % 10 == 0 else (_SHARED,),
    )


def _requests(count: int) -> list[Request]:
    return [
        Request(
            owner=_OWNER,
            date=_DAY,
            subject="ยอดจำหน่ายผลิตภัณฑ์ชุมชน (OTOP)",
            recipient=f"นายกองค์การบริหารส่วนตำบลหนองทดสอบ {place}",
            key=f"subdistrict_sales|{_OWNER}|งาน/ยอด.xlsx|{_DAY}|หนองทดสอบ {place}|ยอดจำหน่าย",
        )
        for place in range(count)
    ]


def _hold(count: int, address: str, folder: Path) -> Callable[[], object]:
    requests = _requests(count)
    register = create_register(address or str(folder / "register"), actor="วัดเวลา", clock=now)
    return lambda: register.hold(requests)


def _confirm(count: int, address: str, folder: Path) -> Callable[[], object]:
    requests = _requests(count)
    register = create_register(address or str(folder / "register"), actor="วัดเวลา", clock=now)
    held = register.hold(requests)
    made = [
        Made(number=entry.number, file=f"{place}.docx", sha256=f"{place:064x}", request=request)
        for place, (entry, request) in enumerate(zip(held, requests, strict=True))
    ]
    return lambda: register.confirm(made)


def _add(count: int, _address: str, folder: Path) -> Callable[[], object]:
    items, store = _items(count), ItemStore.create(folder / "items.sqlite")
    return lambda: store.add(items)


def _record(count: int, _address: str, folder: Path) -> Callable[[], object]:
    items, store = _items(count), ItemStore.create(folder / "items.sqlite")
    store.add(items)
    shares = [items[start : start + _SHARE] for start in range(0, count, _SHARE)]

    def record() -> None:
        for share in shares:
            store.record(share)

    return record


def _read(count: int, _address: str, folder: Path) -> Callable[[], object]:
    store = ItemStore.create(folder / "items.sqlite")
    store.add(_items(count))
    return lambda: [*store.all()]


def _gather(count: int, _address: str, _folder: Path) -> Callable[[], object]:
    items = _items(count)
    return lambda: gathered((item.recipient, item.findings) for item in items)


def _index(count: int, _address: str, folder: Path) -> Callable[[], object]:
    items = _items(count)
    return lambda: write_index(items, folder / "index.xlsx", title="ยอดจำหน่าย")


def _manifest(count: int, _address: str, _folder: Path) -> Callable[[], object]:
    files = [{"file": f"{n}.docx", "size": 14_000, "sha256": f"{n:064x}"} for n in range(count)]
    letters = [{"number": n, "recipient": f"หนองทดสอบ {n}", "subject": "ยอด"} for n in range(count)]
    told = {"letters": letters, "outputs": files}
    return lambda: json.dumps(told, ensure_ascii=False, indent=2)


def _place(count: int, _address: str, folder: Path) -> Callable[[], object]:
    (folder / "one").mkdir()
    (folder / "two").mkdir()
    for number in range(count):
        (folder / "one" / str(number)).touch()

    def put() -> None:
        for number in range(count):
            link(folder / "one" / str(number), folder / "two" / f"{number}.part")
            (folder / "two" / f"{number}.part").replace(folder / "two" / str(number))

    return put


def _write(count: int, _address: str, folder: Path) -> Callable[[], object]:
    content = bytes(14_000)
    few = min(count, 2000)
    return lambda: [write_aside(folder / str(number), content) for number in range(few)]


STEPS: Final[dict[str, Callable[[int, str, Path], Callable[[], object]]]] = {
    "numbers held in the register, one transaction": _hold,
    "numbers confirmed, one transaction": _confirm,
    "items stored, one transaction": _add,
    f"items recorded, {_SHARE} a transaction": _record,
    "items read": _read,
    "findings gathered": _gather,
    "index.xlsx": _index,
    "manifest as JSON": _manifest,
    "files linked and renamed into one folder": _place,
    "2,000 files of 14 kB written, each on the disk before the next": _write,
}


def one(count: int, address: str, name: str) -> str:
    """Return wall and processor seconds of a step, and peak megabytes of the process."""
    with tempfile.TemporaryDirectory() as folder:
        work = STEPS[name](count, address, Path(folder))
        wall, cpu = time.perf_counter(), time.process_time()
        kept: Any = work()
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        del kept
    return f"{wall:.2f} | {cpu:.2f} | {wall / count * 1e6:.0f} | {peak:.0f}"


def table(count: int, address: str) -> list[str]:
    """Return the table of all steps, each in a process of its own; of a register's its alone."""
    wanted = [name for name in STEPS if name.startswith("numbers")] if address else [*STEPS]
    command = [sys.executable, __file__, str(count), address]
    rows = [
        f"| {name} | {subprocess.check_output([*command, name], text=True).strip()} |"
        for name in wanted
    ]
    head = f"| {count:,} letters | wall s | CPU s | µs wall a letter | peak MB of the process |"
    return [head, "|---|---|---|---|---|", *rows]


def main() -> None:
    """Print the table, or what one step takes."""
    count, address, name = int(sys.argv[1]), *(*sys.argv[2:], "", "")[:2]
    print(one(count, address, name) if name else "\n".join(table(count, address)))


if __name__ == "__main__":
    main()
