"""The command `circulars roll`: next month's form from the letters of the month before."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from support import EXAMPLES, TEMPLATES

from circulars.workbook import read_form, read_workbook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support import Outcome

FORM = {
    "วันที่": "11 มี.ค. 68",
    "เลขที่": "812",
    "เรียน": "นายอำเภอทุกอำเภอ",
    "อ้างถึง": "จังหวัดพะเยา | พย 0019.2/ว396 | 11 ก.พ. 2568",
    "ปีงบประมาณ": "2568",
    "กำหนดแก้ไข": "วันศุกร์ที่ ๑๔ มีนาคม ๒๕๖๘",
}
MANIFEST: dict[str, Any] = {
    "circulars": "0.1",
    "letter_type": {"name": "sales_followup", "version": "0"},
    "inputs": [{"file": "พะเยา.toml", "sha256": ""}, {"file": "letter.toml", "sha256": ""}],
    "values": {"เลขที่": "812"},
    "form": FORM,
    "letters": [
        {
            "file": "พย0019.2-ว812",
            "recipient": "",
            "serial": 812,
            "reference": "พย 0019.2/ว812",
            "date": "2025-03-11",
            "subject": "รายงานผลการจัดเก็บยอดจำหน่าย",
            "pages": 2,
        }
    ],
}


@pytest.fixture
def march(tmp_path: Path) -> Path:
    """Return the folder of a run of March 2568, its office profile beside it."""
    (tmp_path / "พะเยา.toml").write_bytes((EXAMPLES / "phayao.toml").read_bytes())
    return folder(tmp_path, MANIFEST)


def folder(where: Path, manifest: object) -> Path:
    """Return a folder with a manifest."""
    made = where / "มีนาคม"
    made.mkdir(exist_ok=True)
    (made / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return made


def proposed(outcome: Outcome) -> dict[str, str | None]:
    """Return the answers in the JSON document of the command."""
    assert 0 == outcome.code, outcome.output
    return {field["name"]: field["new"] for field in json.loads(outcome.output)["fields"]}


def codes(outcome: Outcome) -> list[str]:
    """Return the codes of the findings in the JSON document of the command."""
    return [finding["code"] for finding in json.loads(outcome.output)["findings"]]


def test_the_next_month(circulars: Callable[..., Outcome], march: Path) -> None:
    """Without a month the next one is proposed: dates, deadline, citation; the number goes."""
    april = proposed(circulars("roll", march, "--json"))
    assert {
        "วันที่": "11 เม.ย. 68",
        "เลขที่": None,
        "เรียน": "นายอำเภอทุกอำเภอ",
        "อ้างถึง": "จังหวัดพะเยา | พย 0019.2/ว812 | 11 มีนาคม 2568",
        "ปีงบประมาณ": "2568",
        "กำหนดแก้ไข": "วันพฤหัสบดีที่ ๑๗ เมษายน ๒๕๖๘",
    } == april


@pytest.mark.parametrize("month", ["2568-10", "ตุลาคม 2568", "2025-10", "ต.ค. 68", "๒๕๖๘-๑๐"])
def test_the_month_named(circulars: Callable[..., Outcome], march: Path, month: str) -> None:
    """The month is typed as people do, in either era; in October the fiscal year turns."""
    october = proposed(circulars("roll", march, "--month", month, "--no-cite", "--json"))
    assert ("2569", "วันอังคารที่ ๑๔ ตุลาคม ๒๕๖๘") == (october["ปีงบประมาณ"], october["กำหนดแก้ไข"])
    assert FORM["อ้างถึง"] == october["อ้างถึง"]


def test_every_changed_token_is_told(circulars: Callable[..., Outcome], march: Path) -> None:
    """Each change is told with the old words, the new ones and the reason."""
    fields = json.loads(circulars("roll", march, "--json").output)["fields"]
    deadline = next(field for field in fields if field["name"] == "กำหนดแก้ไข")
    assert [
        {
            "old": "วันศุกร์ที่ ๑๔ มีนาคม ๒๕๖๘",
            "new": "วันพฤหัสบดีที่ ๑๗ เมษายน ๒๕๖๘",
            "why": "เลื่อน 1 เดือน แต่ 14 เมษายน 2568 เป็นวันสงกรานต์ จึงใช้วันทำการถัดไป",
        }
    ] == deadline["changes"]
    assert {"name", "old", "new", "changes"} == deadline.keys()


def test_the_table(circulars: Callable[..., Outcome], march: Path) -> None:
    """The columns of the table begin under one another; signs above and below take no place."""
    lines = circulars("roll", march).output.splitlines()
    head = next(line for line in lines if line.startswith("ช่อง"))
    row = next(line for line in lines if line.startswith("วันที่"))

    def place(line: str, text: str) -> int:
        before = line[: line.index(text)]
        return sum(not "\u0e31" <= sign <= "\u0e3a" or sign in "าำ" for sign in before) - sum(
            "\u0e47" <= sign <= "\u0e4e" for sign in before
        )

    assert place(head, "เดิม") == place(row, "11 มี.ค. 68")
    assert place(head, "ใหม่") == place(row, "11 เม.ย. 68")
    assert "ไม่เปลี่ยน: เรียน, ปีงบประมาณ" in lines


def test_the_form_is_a_workbook(
    circulars: Callable[..., Outcome], march: Path, tmp_path: Path
) -> None:
    """With -o the proposal is a sheet that the form reads, and no file is written over."""
    out = tmp_path / "แบบกรอก.xlsx"
    assert 0 == circulars("roll", march, "-o", out).code
    content = out.read_bytes()
    form = read_form(read_workbook(content, name=out.name))
    expected = proposed(circulars("roll", march, "--json"))
    assert {name: new for name, new in expected.items() if new is not None} == form.answers
    again = circulars("roll", march, "-o", out, "--json")
    assert (1, ["output-unwritable"]) == (again.code, codes(again))
    assert content == out.read_bytes()


@pytest.mark.parametrize("name", ["ไม่มี/ก.xlsx", "พะเยา.toml/ก.xlsx", "ก" * 300 + ".xlsx"])
def test_files_that_cannot_be_written(
    circulars: Callable[..., Outcome], march: Path, name: str
) -> None:
    """A file that cannot be written is told in Thai, and nothing of it is left."""
    before = sorted(march.parent.rglob("*"))
    outcome = circulars("roll", march, "-o", march.parent / name, "--json")
    assert (1, ["output-unwritable"]) == (outcome.code, codes(outcome))
    assert before == sorted(march.parent.rglob("*"))
    assert 2 == circulars("roll", march, "-o", march.parent / "แบบกรอก.csv").code


@pytest.mark.parametrize(
    "break_it",
    [
        lambda made: (made / "manifest.json").unlink(),
        lambda made: (made / "manifest.json").write_text("{", encoding="utf-8"),
        lambda made: (made / "manifest.json").write_text("[]", encoding="utf-8"),
        lambda made: (made / "manifest.json").write_text("[" * 100_000, encoding="utf-8"),
        lambda made: folder(made.parent, {**MANIFEST, "form": {"วันที่": 3}}),
        lambda made: folder(made.parent, {**MANIFEST, "letters": [{"serial": "x"}]}),
        lambda made: (made / ".run").mkdir(),
    ],
)
def test_folders_that_cannot_be_used(
    circulars: Callable[..., Outcome], march: Path, break_it: Callable[[Path], object]
) -> None:
    """No manifest, a broken one or an unfinished run is refused in Thai, and nothing is written."""
    break_it(march)
    out = march.parent / "แบบกรอก.xlsx"
    outcome = circulars("roll", march, "-o", out, "--json")
    assert (1, ["roll-folder"]) == (outcome.code, codes(outcome))
    assert not out.exists()


def test_an_unfinished_run_can_be_finished(circulars: Callable[..., Outcome], march: Path) -> None:
    """The way out of an unfinished run is to finish it."""
    (march / ".run").mkdir()
    assert f"circulars resume '{march}'" in circulars("roll", march).output


@pytest.mark.parametrize(
    ("date", "letters"), [("", []), ("มีนาคม", []), ("", [{**MANIFEST["letters"][0], "date": None}])]
)
def test_a_letter_without_a_month(
    circulars: Callable[..., Outcome], march: Path, date: str, letters: list[Any]
) -> None:
    """Where nothing tells the month of the previous letter, there is nothing to count from."""
    folder(march.parent, {**MANIFEST, "form": {"วันที่": date}, "letters": letters})
    outcome = circulars("roll", march, "--json")
    assert (1, ["roll-month"]) == (outcome.code, codes(outcome))


@pytest.mark.parametrize("month", ["2568", "11 เมษายน 2568", "หน้า", "เมษายน", "2568-13", ""])
def test_months_that_are_none(circulars: Callable[..., Outcome], march: Path, month: str) -> None:
    """A month that cannot be read is a fault of the command line, which says how one is typed."""
    outcome = circulars("roll", march, "--month", month)
    assert 2 == outcome.code
    assert "เมษายน 2568" in outcome.output
    assert "2568-04" in outcome.output


@pytest.mark.parametrize("date", ["11 ธันวาคม ค.ศ. 2456", "1850-01-05"])
def test_a_date_of_no_office(circulars: Callable[..., Outcome], march: Path, date: str) -> None:
    """A date that no office writes is no month to count from."""
    folder(march.parent, {**MANIFEST, "form": {"วันที่": date}})
    outcome = circulars("roll", march, "--json")
    assert (1, ["roll-month"]) == (outcome.code, codes(outcome))


def test_a_month_far_away(circulars: Callable[..., Outcome], march: Path) -> None:
    """A month more than ten years away is a slip of the key."""
    outcome = circulars("roll", march, "--month", "2668-04", "--json")
    assert (1, ["roll-month"]) == (outcome.code, codes(outcome))


def test_what_could_not_be_known(circulars: Callable[..., Outcome], march: Path) -> None:
    """An older manifest and a missing office profile are told, and the rest is proposed."""
    (march.parent / "พะเยา.toml").unlink()
    old = {name: value for name, value in MANIFEST.items() if name != "form"}
    folder(march.parent, {**old, "values": {"วันที่": "2025-03-11", "เดือนเก่า": "1"}})
    outcome = circulars("roll", march, "--json")
    assert {"วันที่": "2025-04-11", "เดือนเก่า": None} == proposed(outcome)
    assert ["roll-guess", "roll-guess", "roll-citation", "roll-guess"] == codes(outcome)


def test_the_type_is_named(circulars: Callable[..., Outcome], march: Path) -> None:
    """A type that is not found by its name is named with --type, such as by its folder."""
    folder(march.parent, {**MANIFEST, "letter_type": {"name": "ย้ายแล้ว", "version": "0"}})
    outcome = circulars("roll", march, "--json")
    assert (1, ["letter-type-unknown"]) == (outcome.code, codes(outcome))
    assert proposed(circulars("roll", march, "--type", TEMPLATES / "sales_followup", "--json"))


def test_from_letter_to_letter(circulars: Callable[..., Outcome], tmp_path: Path) -> None:
    """March's letter, rolled, makes April's, which cites it; nothing is typed but the number."""
    office, book = EXAMPLES / "phayao.toml", TEMPLATES / "sales_followup" / "example.xlsx"
    march, form, april = tmp_path / "มีนาคม", tmp_path / "แบบกรอก.xlsx", tmp_path / "เมษายน"
    given = [f"--set={name}={value}" for name, value in FORM.items() if name != "ปีงบประมาณ"]
    made = ("generate", "sales_followup", book, "--office", office, "--no-pdf")
    outcome = circulars(*made, *given, "-o", march)
    assert 0 == outcome.code, outcome.output
    assert 0 == circulars("roll", march, "--office", office, "-o", form).code
    outcome = circulars(*made, "--form", form, "--set", "เลขที่=1020", "-o", april)
    assert 0 == outcome.code, outcome.output
    told = json.loads((april / "manifest.json").read_bytes())
    assert ("2025-04-11", "พย 0019.2/ว1020") == (
        told["letters"][0]["date"],
        told["letters"][0]["reference"],
    )
    assert "จังหวัดพะเยา | พย 0019.2/ว812 | 11 มีนาคม 2568" == told["form"]["อ้างถึง"]
