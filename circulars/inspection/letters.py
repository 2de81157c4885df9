"""The check of one letter, ours or typed by hand: its text, its tables, its pages."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from circulars.checks import check_table, check_written, settled
from circulars.inspection.inspected import Inspected
from circulars.inspection.pages import Laid, Layout
from circulars.inspection.places import letter_orders, letter_quotes
from circulars.inspection.readable import shortened, unread
from circulars.model.errors import CircularsError
from circulars.model.setting import Setting
from circulars.reading import read_document, read_letter
from circulars.understanding import understand_sheet, written_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from circulars.model.dataset import Dataset
    from circulars.model.findings import Finding
    from circulars.model.written_letter import WrittenLetter
    from circulars.understanding import Understanding

_NO_LAYOUT: Final = Layout()


def inspect_letter(
    data: bytes,
    name: str,
    setting: Setting | None = None,
    *,
    layout: Layout = _NO_LAYOUT,
    with_tables: bool = True,
) -> Inspected:
    """Return what the check of the DOCX `data` finds; `name` is the file's, for messages.

    `layout` lays it out, unless `setting` has its pages.  Without `with_tables` figures are
    left alone: they were checked where the tables come from.  A file that cannot be read is
    told by findings.
    """
    setting = setting or Setting()
    try:
        document = read_document(data, name)
    except CircularsError as error:
        return Inspected(file=name, findings=error.findings)
    laid = Laid(pages=setting.pages) if setting.pages else layout.laid(data, document)
    setting = replace(setting, pages=laid.pages)
    letter = read_letter(shortened(document))
    found = [*laid.findings, *unread(document, letter), *check_written(letter, setting)]
    datasets: list[Dataset] = []
    for understood, findings in _tables(letter) if with_tables else ():
        found += findings
        if understood is not None:
            found += check_table(understood.dataset, understood.spec)
            datasets.append(understood.dataset)
    levels = setting.office.levels if setting.office else {}
    return Inspected(
        file=name,
        findings=settled(found, levels),
        quotes=letter_quotes(document),
        orders=letter_orders(document),
        letter=letter,
        datasets=tuple(datasets),
        pdf=laid.pdf,
    )


def _tables(
    letter: WrittenLetter,
) -> Iterator[tuple[Understanding | None, tuple[Finding, ...]]]:
    """Yield each table of the letter as it is understood, and what reading it found."""
    titles = {
        table.number: [title.text for title in annex.titles]
        for annex in letter.annexes
        for table in annex.tables
    }
    for table in letter.document.tables:
        yield understand_sheet(written_sheet(table), titles.get(table.number, ()))
