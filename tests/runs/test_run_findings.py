"""What is said of the letters of a run: once where all share it, else with whose it is."""

from __future__ import annotations

from circulars.checks import settled
from circulars.model.findings import Finding, Level
from circulars.runs.findings import gathered, of_workbook


def found(where: str, about: str = "") -> Finding:
    """Return a warning at a place of a letter."""
    return Finding(
        code="deadline-nonworking",
        level=Level.WARN,
        where=where,
        message="m",
        hint="h",
        about=about,
    )


def places(*letters: tuple[str, list[Finding]]) -> list[str]:
    """Return the places of what is said in the end about the letters."""
    return [finding.where for finding in settled(gathered(letters), {})]


def test_what_all_share_is_said_once() -> None:
    """A fault that each letter has names nobody."""
    assert ["ย่อหน้าที่ 5"] == places(("จุน", [found("ย่อหน้าที่ 5")]), ("ปง", [found("ย่อหน้าที่ 5")]))


def test_what_some_have_names_them() -> None:
    """A fault of some letters names three of them, and how many more there are."""
    faulty = [(name, [found("ย่อหน้าที่ 5")]) for name in ("ก", "ข", "ค", "ง", "จ")]
    assert ["ก, ข, ค และอีก 2 ฉบับ: ย่อหน้าที่ 5"] == places(*faulty, ("ฉ", []))


def test_a_place_that_tells_whose_it_is() -> None:
    """Where the place says already whose letter it is, the name is not said twice."""
    cell, footer = "สรุป!M8 ช่อง วันที่ ของ จุน", "จุน: ท้ายกระดาษ"
    assert [cell, footer] == places(("จุน", [found(cell), found(footer)]), ("ปง", []))


def test_a_name_that_occurs_in_a_place_by_chance() -> None:
    """A recipient called 5 is named, though the paragraph has the number 5 too."""
    assert ["5: ย่อหน้าที่ 5"] == places(("5", [found("ย่อหน้าที่ 5")]), ("6", []))


def test_two_letters_with_one_fault_each() -> None:
    """Two letters that both say a wrong day are both told, though it is the same day."""
    letters = [
        (name, [found(f"ย่อหน้าที่ 5 “อำเภอ{name}…”", about="2025-03-16")]) for name in ("จุน", "ปง")
    ]
    assert 2 == len(places(*letters, ("แม่ใจ", [])))


def test_one_fault_in_each_of_two_workbooks() -> None:
    """The same cell of two workbooks is two faults, each told with its workbook."""
    fault = found("สรุป!J8", about="สรุป!J8")
    told = settled((of_workbook(fault, name) for name in ("ก.xlsx", "ข.xlsx")), {})
    assert ["ก.xlsx สรุป!J8", "ข.xlsx สรุป!J8"] == [finding.where for finding in told]
