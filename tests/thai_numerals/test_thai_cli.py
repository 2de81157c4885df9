"""The command thai-numerals: one plain result a line, reasons for what is refused."""

from __future__ import annotations

import doctest
import json
import re
import resource
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner
from thai_documents import paragraphs

from thai_numerals import cli_help
from thai_numerals.cli import main

if TYPE_CHECKING:
    from click.testing import Result

FULL_RANGE = "วันอังคารที่ ๑๑ - วันเสาร์ที่ ๑๕ มีนาคม ๒๕๖๘"
MANUAL = Path(__file__).parents[2] / "docs" / "thai-numerals.md"


def run(*arguments: str, given: str | bytes | None = None) -> Result:
    """Return what the command does with the arguments and standard input."""
    return CliRunner().invoke(main, list(arguments), input=given)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["digits", "2568"], "๒๕๖๘"),
        (["digits", "--arabic", "๒๕๖๘"], "2568"),
        (["digits", "-5"], "-๕"),
        (["digits", "--all", "A4"], "A๔"),
        (["digits", "-5 องศา"], "-๕ องศา"),
        (["date", "2 - 5 มีนาคม 2568"], "๒ - ๕ มีนาคม ๒๕๖๘"),
        (["date", "--style", "full", "2025-03-11/2025-03-15"], FULL_RANGE),
        (["date", "--style", "iso", "2025-03-11/2025-03-15"], "๒๕๖๘-๐๓-๑๑ - ๒๕๖๘-๐๓-๑๕"),
        (["date", "2024-10/2025-02"], "ตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘"),
        (["date", "--style", "short", "ต.ค. 67"], "ต.ค. ๖๗"),
        (["date", "--style", "numeric", "ต.ค. 67"], "๑๐/๒๕๖๗"),
        (["date", "--style", "iso", "ต.ค. 67"], "๒๕๖๗-๑๐"),
        (["date", "--era", "2568"], "พ.ศ. ๒๕๖๘"),
        (["parse", "2025-03"], "2025-03"),
        (["date", "2025-03-11"], "๑๑ มีนาคม ๒๕๖๘"),
        (["date", "--style", "full", "--era", "11/3/2568"], "วันอังคารที่ ๑๑ มีนาคม พ.ศ. ๒๕๖๘"),
        (["date", "--arabic", "๑๑ มี.ค. ๖๘"], "11 มีนาคม 2568"),
        (["date", "มีค.68"], "มีนาคม ๒๕๖๘"),
        (["date", "ค.ศ. 2025"], "๒๕๖๘"),
        (["parse", "11 มี.ค. 68"], "2025-03-11"),
        (["parse", "มีค.68"], "2025-03"),
        (["parse", "พ.ศ. 2568"], "2025"),
        (["parse", "ตุลาคม ๒๕๖๗ - กุมภาพันธ์ ๒๕๖๘"], "2024-10/2025-02"),
        (["parse", "--find", "จาก 1 ต.ค. 66 ถึง 30 ก.ย. 67"], "2023-10-01\t2024-09-30"),
        (["year", "2568"], "2025"),
        (["year", "2025"], "2568"),
        (["words", "21"], "ยี่สิบเอ็ด"),
        (["words", "-0.50"], "ลบศูนย์จุดห้าศูนย์"),
        (["words", "--back", "ยี่สิบเอ็ด"], "21"),
        (["words", "--as", "ordinal", "๓"], "ที่สาม"),
        (["words", "--as", "percent", "87.29"], "ร้อยละแปดสิบเจ็ดจุดสองเก้า"),
        (["words", "--as", "each", "0 5444"], "ศูนย์ห้าสี่สี่สี่"),
        (["baht", "10.01"], "สิบบาทหนึ่งสตางค์"),
        (["baht", "-0.5"], "ลบห้าสิบสตางค์"),
        (["baht", "- 5"], "ลบห้าบาทถ้วน"),
        (["baht", "-5บาท"], "ลบห้าบาทถ้วน"),
        (["baht", "-฿5"], "ลบห้าบาทถ้วน"),
        (["baht", "1,234.50 บาท"], "หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบสตางค์"),
        (["baht", "๑,๒๓๔.๕๖"], "หนึ่งพันสองร้อยสามสิบสี่บาทห้าสิบหกสตางค์"),
        (["baht", "--back", "สิบบาทถ้วน"], "10.00"),
        (["fiscal", "2024-10-01"], "๒๕๖๘"),
        (["fiscal", "--arabic", "ก.ย. 67"], "2567"),
    ],
)
def test_one_result_a_line(arguments: list[str], expected: str) -> None:
    """Each command answers with one plain line and exit code 0."""
    result = run(*arguments)
    assert (f"{expected}\n", 0) == (result.stdout, result.exit_code)


def test_lines_of_standard_input() -> None:
    """Without values each line of standard input is answered, blank lines with blank ones."""
    result = run("parse", given="\ufeff11/3/2568\r\n\r\nมี.ค. 68\r\n")
    assert (result.stdout, result.exit_code) == ("2025-03-11\n\n2025-03\n", 0)


def test_a_blank_argument_is_refused() -> None:
    """A blank argument, such as an empty variable of a script, is no date."""
    result = run("parse", "")
    assert (result.stdout, result.exit_code) == ("", 1)


def test_bad_values_do_not_stop_the_others() -> None:
    """A value that is refused is quoted with its reason; others are answered; exit code 1."""
    result = run("parse", "31/2/2568", "11/3/2568", "x")
    assert (result.stdout, result.exit_code) == ("2025-03-11\n", 1)
    assert result.stderr.splitlines() == [
        "'31/2/2568': เดือนกุมภาพันธ์ 2568 มี 28 วัน ไม่มีวันที่ 31",
        "'x': อ่านเป็นวันที่ไม่ได้ เขียนเช่น 11 มีนาคม 2568, 11 มี.ค. 68, 11/3/2568 หรือ 2025-03-11",
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ["year", "11/3/2568"],
        ["parse", "5 - 2 มีนาคม 2568"],
        ["parse", "30 - 31 ก.พ. 68"],
        ["fiscal", "2568"],
        ["words", "1.2.3"],
        ["words", "--as", "ordinal", "1.5"],
        ["words", "--as", "each", "1a"],
        ["date", "5 - 2 มีนาคม 2568"],
        ["baht", "1e400000"],
        ["baht", "(-5)"],
        ["baht", "--back", "x"],
    ],
)
def test_refusals(arguments: list[str]) -> None:
    """What cannot be answered is refused with exit code 1 and without a traceback."""
    result = run(*arguments)
    assert (1, "") == (result.exit_code, result.stdout)
    assert repr(arguments[-1]) in result.stderr


def test_a_found_date_that_cannot_be_is_said() -> None:
    """A date found that cannot be is marked, its reason said, and the exit code is 1."""
    result = run("parse", "--find", "จาก 1 ต.ค. 66 ถึง 31 ก.พ. 67")
    assert ("2023-10-01\t31 ก.พ. 67?\n", 1) == (result.stdout, result.exit_code)
    assert "29 วัน" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "closed", "expected"),
    [
        (["baht"], "<&-", 2),
        (["convert", "-"], "<&-", 0),
        (["baht", "5"], ">&-", 0),
        (["convert", "-"], ">&-", 1),
    ],
)
def test_closed_streams(arguments: list[str], closed: str, expected: int) -> None:
    """A stream that the shell has closed gives no traceback."""
    done = in_shell(f'"$@" {closed}', arguments)
    assert expected == done.returncode
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [["digits", "5"], ["convert", "-"]])
def test_full_disk_behind_standard_output(arguments: list[str], tmp_path: Path) -> None:
    """When standard output can take nothing the reason is said, with exit code 1."""
    done = in_shell(f'echo 5 | (ulimit -f 0; exec "$@" >"{tmp_path}/out")', arguments)
    assert 1 == done.returncode
    assert done.stderr.startswith("เขียนเอาต์พุตมาตรฐานไม่ได้")
    assert 1 == len(done.stderr.splitlines())


def in_shell(script: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Return what a shell script says whose arguments are the command and its own."""
    command = [sys.executable, "-c", "from thai_numerals.cli import main; main()", *arguments]
    return subprocess.run(
        ["bash", "-c", script, "bash", *command],
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


def test_guesses_are_said() -> None:
    """What was assumed is said beside the answer, not in it."""
    assert "พ.ศ. 2568" in run("parse", "11/3/68").stderr
    assert "1.01" in run("baht", "1.005").stderr
    assert "มกราคม" in run("year", "2475").stderr


def test_json_tells_all() -> None:
    """With --json one document tells all that is known, errors too."""
    result = run("parse", "--json", "วันศุกร์ที่ 11/3/68", "11/3/68")
    assert result.exit_code == 1
    refused, read = json.loads(result.stdout)["results"]
    assert refused["input"] == "วันศุกร์ที่ 11/3/68"
    assert "error" in refused
    assert (read["date"], read["era"], read["precision"]) == ("2025-03-11", "BE", "day")
    assert (read["ambiguous"], read["alternatives"]) == (True, ["1968-03-11"])
    fiscal = json.loads(run("fiscal", "--json", "2024-10-01").stdout)["results"][0]
    assert (fiscal["fiscal_year"], fiscal["quarter"], fiscal["round"]) == (2568, 1, 1)
    found = json.loads(run("parse", "--json", "--find", "ก 31 ก.พ. 67").stdout)["results"][0]
    assert found["dates"][0]["start"] == 2


def test_wrong_command_line() -> None:
    """A wrong option is a fault of the command line: exit code 2."""
    assert run("words", "--bad").exit_code == 2
    assert run("convert", "a.docx").exit_code == 2
    assert run("nothing").exit_code == 2


def test_convert_a_document(tmp_path: Path) -> None:
    """A document is converted to the file named, and what stays is listed."""
    source, target = tmp_path / "letter.docx", tmp_path / "out.docx"
    source.write_bytes(paragraphs())
    result = run("convert", str(source), "-o", str(target))
    assert result.exit_code == 0
    assert target.exists()
    assert "OTOP68" in result.stdout
    assert "เปลี่ยน" in result.stdout.splitlines()[-1]


def test_convert_refuses_targets(tmp_path: Path) -> None:
    """A result without a name, or with the name of another kind of file, is refused."""
    source = tmp_path / "letter.docx"
    source.write_bytes(paragraphs())
    assert run("convert", str(source), "-o", "").exit_code == 2
    result = run("convert", str(source), "-o", str(tmp_path / "out.txt"))
    assert (result.exit_code, result.stdout) == (1, "")
    assert ".docx" in result.stderr
    assert [source] == list(tmp_path.iterdir())


def test_dry_run_shows_every_change(tmp_path: Path) -> None:
    """A dry run shows each change with its place and writes nothing."""
    source = tmp_path / "letter.docx"
    source.write_bytes(paragraphs())
    result = run("convert", str(source), "--dry-run")
    assert "เนื้อความ ย่อหน้าที่ 1: 2568 → ๒๕๖๘" in result.stdout
    assert [source] == list(tmp_path.iterdir())
    report = json.loads(run("convert", str(source), "--dry-run", "--json").stdout)
    assert {"where": "เนื้อความ ย่อหน้าที่ 1", "before": "2568", "after": "๒๕๖๘"} in report["changes"]


def test_convert_standard_input() -> None:
    """Standard input is converted to standard output, the report beside it."""
    result = run("convert", "-", "--era", given="ปี 2568 วันที่ 11 มีนาคม ค.ศ. 2025\n")
    assert result.stdout == "ปี ๒๕๖๘ วันที่ ๑๑ มีนาคม พ.ศ. ๒๕๖๘\n"
    assert "3 แห่ง" in result.stderr


def test_convert_refuses(tmp_path: Path) -> None:
    """A file that is missing or of another kind is named, with exit code 1."""
    result = run("convert", str(tmp_path / "none.docx"), "--dry-run")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "เปิดแฟ้มไม่ได้" in result.stderr


@pytest.mark.parametrize("name", sorted(main.commands))
def test_help_is_thai_with_examples(name: str) -> None:
    """Each command has Thai help with at least one example, and no English left around it."""
    text = run(name, "--help").stdout
    assert text.startswith(cli_help.USAGE)
    assert f"thai-numerals {name}" in text
    assert cli_help.SHOW_HELP in text
    assert "Show this" not in text


def examples() -> list[tuple[str, str]]:
    """Return each example of the help pages that shows its result."""
    texts = [command.help or "" for command in main.commands.values()]
    lines = [line for text in texts for line in text.splitlines() if line.startswith("thai-n")]
    return [(a, b) for a, b in (re.split(r"\s{3,}", line)[:2] for line in lines if "   " in line)]


@pytest.mark.parametrize(("line", "expected"), examples())
def test_examples_in_help_are_true(line: str, expected: str) -> None:
    """What the help pages show is what comes out."""
    words = [word.strip("'") for word in re.findall(r"'[^']*'|\S+", line)]
    assert f"{expected}\n" == run(*words[1:]).stdout


def manual_examples() -> list[tuple[str, str]]:
    """Return each command in the manual with the output shown under it."""
    pattern = re.compile(r"^\$ (thai-numerals .*)\n((?:(?!\$|```).*\n)*)", re.MULTILINE)
    found = pattern.findall(MANUAL.read_text("utf-8"))
    return [(command, output) for command, output in found if output]


@pytest.mark.parametrize(("line", "expected"), manual_examples())
def test_examples_in_the_manual_are_true(line: str, expected: str) -> None:
    """What the manual shows is what comes out."""
    words = [word.strip("'") for word in re.findall(r"'[^']*'|\S+", line)]
    assert expected == run(*words[1:]).stdout


def test_python_in_the_manual_is_true() -> None:
    """The Python examples of the manual give what it shows."""
    results = doctest.testfile(str(MANUAL), module_relative=False, encoding="utf-8")
    assert results.attempted > 10
    assert results.failed == 0


def test_every_command_is_in_the_manual() -> None:
    """The manual shows every command and every option."""
    text = MANUAL.read_text("utf-8")
    for name, command in main.commands.items():
        assert f"thai-numerals {name}" in text
        for param in command.params:
            if isinstance(param, click.Option):
                assert param.opts[-1] in text, f"{name} {param.opts[-1]}"


def test_starts_quickly() -> None:
    """The command answers within 0.2 s of processor time (the best of three)."""
    code = (
        "import sys; sys.argv = ['x', 'date', '2025-03-11']\n"
        "from thai_numerals.cli import main; main()"
    )
    best = min(processor_time([sys.executable, "-c", code]) for _ in range(3))
    assert best < 0.2


def processor_time(command: list[str]) -> float:
    """Return the processor time one run of `command` takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_works_alone() -> None:
    """Importing the library and its command loads nothing of circulars, and nothing large."""
    code = (
        "import sys, thai_numerals, thai_numerals.cli, thai_numerals.files.convert\n"
        "large = {'circulars', 'babel', 'holidays', 'lxml', 'openpyxl', 'docx', 'pythainlp'}\n"
        "print(sorted(large & {name.partition('.')[0] for name in sys.modules}))"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "[]\n"
