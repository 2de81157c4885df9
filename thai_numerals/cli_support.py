"""What the commands share: values from arguments or standard input, one result a line."""

from __future__ import annotations

import errno
import io
import json
import os
import re
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, BinaryIO, Final

import click

from thai_numerals.cli_help import COMMANDS, OPTIONS, SHOW_HELP, USAGE
from thai_numerals.errors import ThaiNumeralsError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

_NEGATIVE: Final = re.compile(r"-\s*[\d.,฿].*", re.DOTALL)  # no option begins so
_GUARD: Final = "\0"  # no argument can hold it


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The answer to one value: a plain line, all that is known, and what was assumed."""

    line: str
    facts: dict[str, object] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    error: str | None = None  # the reason why there is no answer
    faulty: bool = False  # part of the value was refused; the notes say why


class ThaiCommand(click.Command):
    """A command whose help page has Thai words around it."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help page."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = SHOW_HELP
        return option

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write how the command is used."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix=USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        params = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for param in params if (record := param.get_help_record(ctx))]
        with formatter.section(OPTIONS):
            formatter.write_dl(records)


class ThaiGroup(ThaiCommand, click.Group):
    """The group of all commands, each with the first line of its help."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a full disk behind standard output ends it with a Thai message."""
        try:
            return super().invoke(ctx)
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader has seen enough: click ends quietly
                raise
            _discard_output()
            click.echo(f"เขียนเอาต์พุตมาตรฐานไม่ได้: {error.strerror}", err=True)
            sys.exit(1)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the commands."""
        super().format_options(ctx, formatter)
        lines = [
            (name, (command.help or "").partition("\n")[0])
            for name, command in sorted(self.commands.items())
        ]
        with formatter.section(COMMANDS):
            formatter.write_dl(lines)


class ValueCommand(ThaiCommand):
    """A command whose values may be negative numbers, which click would take for options."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take the arguments apart, negative numbers as values."""
        return super().parse_args(
            ctx, [_GUARD + arg if _NEGATIVE.fullmatch(arg) else arg for arg in args]
        )


def _discard_output() -> None:
    """Let what is left in the buffer go nowhere: Python would try to write it again at the end."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def answer_each(values: Sequence[str], solve: Callable[[str], Answer], *, as_json: bool) -> None:
    """Print the answer to each value; exit with 1 after the last when any was refused."""
    results: list[dict[str, object]] = []
    failed = False
    for value in _given(values):
        blank_line = not values and not value.strip()
        answer = Answer(line="") if blank_line else _solved(value, solve)
        failed = failed or answer.error is not None or answer.faulty
        if as_json:
            results.append(_facts(value, answer))
        else:
            _print(value, answer)
    if as_json:
        click.echo(json.dumps({"results": results}, ensure_ascii=False, indent=2))
    if failed:
        sys.exit(1)


def _solved(value: str, solve: Callable[[str], Answer]) -> Answer:
    try:
        return solve(value)
    except ThaiNumeralsError as error:
        return Answer(line="", error=error.reason)


def _facts(value: str, answer: Answer) -> dict[str, object]:
    if answer.error is not None:
        return {"input": value, "error": answer.error}
    return {"input": value, **answer.facts, "notes": list(answer.notes)}


def _print(value: str, answer: Answer) -> None:
    if answer.error is not None:
        click.echo(f"{value!r}: {answer.error}", err=True)
        return
    click.echo(answer.line)
    for note in answer.notes:
        click.echo(f"หมายเหตุ {value}: {note}", err=True)


def standard_input() -> BinaryIO:
    """Return the bytes of standard input, none when it is closed."""
    return sys.stdin.buffer if sys.stdin else io.BytesIO()


def _given(values: Sequence[str]) -> Iterator[str]:
    """Yield the arguments, or the lines of standard input when there are none."""
    if values:
        yield from (value.removeprefix(_GUARD) for value in values)
        return
    if sys.stdin is None or sys.stdin.isatty():
        raise click.UsageError("ไม่มีค่าให้แปลง ใส่ค่าหลังคำสั่ง หรือส่งทางอินพุตมาตรฐานบรรทัดละค่า")
    for line in standard_input():
        yield line.decode("utf-8", errors="replace").rstrip("\r\n").removeprefix("\ufeff")
