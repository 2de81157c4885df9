"""The command thai-numerals: one subcommand for each thing the library does."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Final, get_args

import click

from thai_numerals.cli_answers import (
    baht_answer,
    baht_back_answer,
    date_answer,
    digits_answer,
    fiscal_answer,
    found_answer,
    parse_answer,
    words_answer,
    words_back_answer,
    year_answer,
)
from thai_numerals.cli_help import (
    BAHT,
    CONVERT,
    DATE,
    DIGITS,
    FISCAL,
    MAIN,
    PARSE,
    SHOW_VERSION,
    WORDS,
    YEAR,
)
from thai_numerals.cli_support import ThaiCommand, ThaiGroup, ValueCommand, answer_each
from thai_numerals.dates import DateStyle
from thai_numerals.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Callable

_SETTINGS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}

_values = click.argument("values", nargs=-1, metavar="[ค่า]...")
_json = click.option("--json", "as_json", is_flag=True, help="แสดงทุกอย่างที่รู้เป็น JSON")
_arabic = click.option("--arabic", is_flag=True, help="ใช้เลขอารบิก")
_back = click.option("--back", is_flag=True, help="แปลงกลับ จากตัวหนังสือเป็นตัวเลข")


def _value_command(name: str, text: str) -> Callable[[Callable[..., Any]], click.Command]:
    return main.command(name, cls=ValueCommand, help=text, context_settings=_SETTINGS)


@click.group(cls=ThaiGroup, help=MAIN, context_settings=_SETTINGS)
@click.version_option(package_name="circulars", message="%(version)s", help=SHOW_VERSION)
def main() -> None:
    """Run the command thai-numerals."""


@_value_command("digits", DIGITS)
@_values
@_arabic
@click.option("--all", "everything", is_flag=True, help="แปลงแม้ในที่อยู่เว็บและรหัสอักษรละติน")
@_json
def digits_command(values: tuple[str, ...], arabic: bool, everything: bool, as_json: bool) -> None:
    """Print each text with its digits converted."""
    solve = digits_answer(arabic=arabic, everything=everything)
    answer_each(values, solve, as_json=as_json)


@_value_command("date", DATE)
@_values
@click.option(
    "--style",
    type=click.Choice(get_args(DateStyle)),
    default="letter",
    show_default=True,
    help="letter ๑๑ มีนาคม ๒๕๖๘, full วันอังคารที่ ๑๑ มีนาคม ๒๕๖๘, medium ๑๑ มี.ค. ๒๕๖๘, "
    "short ๑๑ มี.ค. ๖๘, numeric ๑๑/๓/๒๕๖๘, iso ๒๕๖๘-๐๓-๑๑",
)
@click.option("--era", is_flag=True, help="ใส่ พ.ศ. หน้าปี")
@_arabic
@_json
def date_command(
    values: tuple[str, ...], style: DateStyle, era: bool, arabic: bool, as_json: bool
) -> None:
    """Print each date as an office prints it."""
    solve = date_answer(style, era=era, digits="arabic" if arabic else "thai")
    answer_each(values, solve, as_json=as_json)


@_value_command("parse", PARSE)
@_values
@click.option("--find", is_flag=True, help="หาวันที่ทุกแห่งในข้อความ คั่นด้วยแท็บ")
@_json
def parse_command(values: tuple[str, ...], find: bool, as_json: bool) -> None:
    """Print each date in ISO 8601."""
    answer_each(values, found_answer if find else parse_answer, as_json=as_json)


@_value_command("year", YEAR)
@_values
@_json
def year_command(values: tuple[str, ...], as_json: bool) -> None:
    """Print each year in the other era."""
    answer_each(values, year_answer, as_json=as_json)


@_value_command("words", WORDS)
@_values
@_back
@click.option(
    "--as",
    "kind",
    type=click.Choice(["number", "ordinal", "percent", "each"]),
    default="number",
    show_default=True,
    help="number จำนวน, ordinal ที่…, percent ร้อยละ…, each อ่านทีละตัว",
)
@_json
def words_command(values: tuple[str, ...], back: bool, kind: str, as_json: bool) -> None:
    """Print each number in words, or back."""
    answer_each(values, words_back_answer if back else words_answer(kind), as_json=as_json)


@_value_command("baht", BAHT)
@_values
@_back
@_json
def baht_command(values: tuple[str, ...], back: bool, as_json: bool) -> None:
    """Print each amount in words, or back."""
    answer_each(values, baht_back_answer if back else baht_answer, as_json=as_json)


@_value_command("fiscal", FISCAL)
@_values
@_arabic
@_json
def fiscal_command(values: tuple[str, ...], arabic: bool, as_json: bool) -> None:
    """Print the fiscal year of each date."""
    solve = fiscal_answer(digits="arabic" if arabic else "thai")
    answer_each(values, solve, as_json=as_json)


@main.command("convert", cls=ThaiCommand, help=CONVERT, context_settings=_SETTINGS)
@click.argument("source", metavar="แฟ้ม")
@click.option("-o", "--out", "target", metavar="แฟ้ม", help="แฟ้มผลลัพธ์ (- คือเอาต์พุตมาตรฐาน)")
@click.option("--arabic", is_flag=True, help="แปลงเลขไทยเป็นเลขอารบิก")
@click.option("--era", is_flag=True, help="แปลงปี ค.ศ. ในวันที่เป็น พ.ศ. ด้วย")
@click.option("--dry-run", is_flag=True, help="แสดงทุกแห่งที่จะเปลี่ยน ไม่เขียนแฟ้ม")
@click.option("--json", "as_json", is_flag=True, help="แสดงรายการเปลี่ยนแปลงเป็น JSON")
def convert_command(
    source: str, target: str | None, arabic: bool, era: bool, dry_run: bool, as_json: bool
) -> None:
    """Convert one file and tell what changed."""
    from thai_numerals.cli_convert import convert  # reads packages: only when asked for
    from thai_numerals.files.report import Conversion

    if target == "" or (target is None and not dry_run and source != "-"):
        raise click.UsageError("ใส่ชื่อแฟ้มผลลัพธ์ด้วย -o หรือดูก่อนด้วย --dry-run")
    conversion = Conversion(to="arabic" if arabic else "thai", buddhist_era=era)
    try:
        convert(source, None if dry_run else target or "-", conversion, as_json=as_json)
    except FileError as error:
        click.echo(f"{error.value}: {error.reason}", err=True)
        sys.exit(1)
