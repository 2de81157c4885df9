"""Drives one LibreOffice over UNO; run by a python3 that has `uno`, speaks JSON in lines.

Started as ``python3 uno_worker.py WORK OFFICE``: the working folder and the process group of
LibreOffice.  Says ``{"ready": true}`` once connected.  For each line on standard input,
``{"docx": path, "pdf": path, "thai": ["sections", "fields", "lists"], "anchors": 7,
"anchors_beyond": 3, "annexes": [1, 2]}``, writes the PDF and answers with its pages and with how
many come before each annex, or with ``{"error": reason, "refused": false}``, true where it is the
file that LibreOffice cannot read.  When the input ends, because the parent died, LibreOffice is
killed and everything it wrote is removed.
"""

from __future__ import annotations

import json
import os
import queue
import re
import sys
import threading
import time
from bisect import bisect_left
from functools import cache
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.io import IOException
from com.sun.star.lang import IllegalArgumentException, Locale
from leftovers import clear

START_SECONDS = 60
PAGE_START_CHARACTERS = 200
ROW_CHARACTERS = 60  # each cell takes a millisecond
# As in marks.py, which puts them in.
ANCHOR = "circulars-anchor-"
SECTION = "circulars-section-"

# com.sun.star.style.NumberingType
NATIVE_NUMBERING = 12  # the digits of the text's language
CHARS_THAI = 32  # what LibreOffice makes of Word's switch \* ThaiArabic
NUMBER_HEBREW = 56  # what stands for Word's thaiNumbers in the copy made for LibreOffice

TEXT_FIELD = "com.sun.star.text.textfield."
THAI_DIGITS = {ord("0") + digit: 0x0E50 + digit for digit in range(10)}

# com.sun.star.document: never run macros, never fetch what a document links to
NEVER_EXECUTE = 0
NO_UPDATE = 0

EXPORT = {
    "IsSkipEmptyPages": True,  # LibreOffice puts a blank page between two odd ones
    "UseLosslessCompression": True,  # the emblem stays crisp
    "ReduceImageResolution": True,
    "MaxImageResolution": 300,
    "ExportNotes": False,
    "ExportBookmarks": False,
}


class RefusedError(Exception):
    """LibreOffice says that it cannot read the file."""


def main(work, office):
    """Answer the lines on standard input until it ends; then clear up and end.

    This thread does nothing else, so that no call into LibreOffice, hanging or failing as it
    dies, keeps it from that.
    """
    jobs = queue.Queue()
    threading.Thread(target=_work, args=(jobs, work.name), daemon=True).start()
    for line in sys.stdin:
        jobs.put(json.loads(line))
    clear(work, office)
    os._exit(0)


def _work(jobs, pipe):
    """Answer all `jobs`; where that fails, end the output, for which the parent waits."""
    try:
        desktop = _connect(pipe)
        _say({"ready": True})
        while True:
            _answer(desktop, jobs.get())
    finally:
        os.close(sys.stdout.fileno())


def _answer(desktop, job):
    document = None
    try:
        document = _opened(desktop, Path(job["docx"]).as_uri())
        answer = _convert(document, job)
    except Exception as error:  # noqa: BLE001  # whatever UNO raises, the parent decides what to do
        refused = isinstance(error, RefusedError)
        answer = {"error": f"{type(error).__name__}: {error}", "refused": refused}
    _say(answer)
    if document is not None:
        document.close(True)  # while the parent goes on with its work


def _say(message):
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _connect(pipe):
    """Return the desktop of the LibreOffice that listens on `pipe`, once it does."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    end = time.monotonic() + START_SECONDS
    while True:
        try:
            context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.05)
    return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)


def _convert(document, job):
    """Write the PDF of `document` as `job` says; return its pages and where its annexes are."""
    _use_thai_digits(document, job["thai"])
    texts = _page_texts(document)
    if len(texts) < document.CurrentController.PageCount:
        _count_printed_pages(document, len(texts))
    annexes = _annexes(document, job["annexes"], list(texts))
    letter = list(texts)[: annexes[0] if annexes else None]
    beyond = job["anchors_beyond"]
    wanted = letter if beyond is not None and len(letter) > beyond else []
    found = _anchors(document, job["anchors"], wanted)
    options = uno.Any("[]com.sun.star.beans.PropertyValue", _properties(**EXPORT))
    document.storeToURL(
        Path(job["pdf"]).as_uri(),
        _properties(FilterName="writer_pdf_Export", FilterData=options),
    )
    pages = [{"text": text, "anchor": found.get(page)} for page, text in texts.items()]
    return {"pages": pages, "annexes": annexes}


def _opened(desktop, address):
    """Return the document at `address`; RefusedError if LibreOffice cannot read it."""
    options = _properties(
        Hidden=True,
        FilterName="MS Word 2007 XML",
        MacroExecutionMode=NEVER_EXECUTE,
        UpdateDocMode=NO_UPDATE,
    )
    try:
        document = desktop.loadComponentFromURL(address, "_blank", 0, options)
    except (IllegalArgumentException, IOException) as error:
        raise RefusedError(str(error)) from error
    if document is None:
        raise RefusedError("not loaded")
    return document


def _properties(**values):
    return tuple(PropertyValue(Name=name, Value=value) for name, value in values.items())


def _use_thai_digits(document, where):
    """Have numbers in Thai digits where Word has: `where` names what asks for it in the DOCX."""
    if "sections" in where:
        _use_thai_digits_in_sections(document)
    if "sections" in where or "fields" in where:
        _use_thai_digits_in_fields(document)
    if "lists" in where:
        _use_thai_digits_in_lists(document)


def _use_thai_digits_in_sections(document):
    """Have the pages of sections numbered in Thai digits."""
    for style in _styles(document, "PageStyles"):
        if style.NumberingType == NUMBER_HEBREW:
            style.NumberingType = NATIVE_NUMBERING


def _use_thai_digits_in_fields(document):
    """Have page numbers in Thai digits where they have Word's switch, or their section has."""
    for field in list(_each(document.TextFields)):
        for kind in ("PageNumber", "PageCount"):
            if field.supportsService(TEXT_FIELD + kind):
                _use_thai_digits_in_field(document, field, kind)


def _use_thai_digits_in_lists(document):
    """Have lists numbered in Thai digits where Word would."""
    native = uno.Any(
        "[]com.sun.star.beans.PropertyValue", _properties(NumberingType=NATIVE_NUMBERING)
    )
    for style in _styles(document, "NumberingStyles"):
        rules = style.NumberingRules
        marked = [level for level in range(rules.Count) if _is_marked(rules.getByIndex(level))]
        for level in marked:
            uno.invoke(rules, "replaceByIndex", (level, native))
        if marked:
            style.NumberingRules = rules


def _is_marked(level):
    """Whether the level of a list was numbered in Thai digits in the DOCX."""
    return any(part.Name == "NumberingType" and part.Value == NUMBER_HEBREW for part in level)


def _use_thai_digits_in_field(document, field, kind):
    """Make `field` count in the digits of its text's language, and that Thai.

    The numbering type of a field that is in the document cannot be set: it is replaced.
    """
    anchor = field.Anchor
    if anchor.Text is None:  # in a header that LibreOffice keeps and no page shows
        return
    anchor.CharLocale = Locale("th", "TH", "")
    if field.NumberingType != CHARS_THAI:
        return
    thai = document.createInstance(TEXT_FIELD + kind)
    thai.NumberingType = NATIVE_NUMBERING
    if kind == "PageNumber":
        thai.SubType = field.SubType
        thai.Offset = field.Offset
    anchor.Text.insertTextContent(anchor, thai, True)


def _count_printed_pages(document, count):
    """Write `count` for each number of pages, which LibreOffice makes with the blank ones."""
    for field in list(_each(document.TextFields)):
        anchor = field.Anchor
        if anchor.Text is None or not field.supportsService(TEXT_FIELD + "PageCount"):
            continue
        digits = str(count)
        if field.NumberingType == NATIVE_NUMBERING:
            digits = digits.translate(THAI_DIGITS)
        anchor.Text.insertString(anchor, digits, True)


def _styles(document, family):
    styles = document.StyleFamilies.getByName(family)
    return [styles.getByIndex(index) for index in range(styles.Count)]


def _each(container):
    items = container.createEnumeration()
    while items.hasMoreElements():
        yield items.nextElement()


def _page_texts(document):
    """Return the first words of each printed page, by its number among all pages.

    Missing are the blank pages put in between two odd ones, which the PDF skips.
    """
    controller = document.CurrentController
    view = controller.ViewCursor
    is_plain = not (document.TextTables.hasElements() or document.TextSections.hasElements())
    texts = {}
    for number in range(1, controller.PageCount + 1):
        if view.jumpToPage(number):
            # Not asked for its page number: in the repeated head of a table the cursor stands
            # in the head itself, which is on an earlier page.
            texts[number] = _first_words(view, is_plain)
    return texts


def _first_words(view, is_plain):
    """Return the text from the cursor on, over as many paragraphs, or cells, as it takes.

    In a document that `is_plain`, one without tables and sections, a single step takes most of it:
    a page of short paragraphs takes a tenth of the time.
    """
    cursor = view.Text.createTextCursorByRange(view)
    cursor.gotoStartOfParagraph(True)
    label = "" if cursor.String else view.ListLabelString
    cursor.gotoRange(view, False)
    cursor.gotoEndOfParagraph(True)
    missing = PAGE_START_CHARACTERS - len(cursor.String)
    if is_plain and missing > 0:
        cursor.goRight(missing, True)
    while len(cursor.String) < PAGE_START_CHARACTERS and cursor.gotoNextParagraph(True):
        cursor.gotoEndOfParagraph(True)
    text = f"{label} {cursor.String}" if label else cursor.String
    cursor.gotoRange(view, False)
    if view.TextTable is not None and not _is_inside(cursor):
        text = "\t".join(filter(None, [text, *_next_cells(view, ROW_CHARACTERS - len(text))]))
    return text[:PAGE_START_CHARACTERS]


def _is_inside(cursor):
    """Whether there is text before `cursor` in its cell; moves it."""
    cursor.gotoStart(True)
    return cursor.String != ""


def _next_cells(view, wanted):
    """Yield the texts of the cells right of the cursor's, until that are `wanted` characters."""
    table = view.TextTable
    name = re.fullmatch("([A-Z])([0-9]+)", view.Cell.CellName)
    while name and wanted > 0:
        name = re.fullmatch("([A-Z])([0-9]+)", chr(ord(name[1]) + 1) + name[2])
        cell = table.getCellByName(name[0]) if name else None
        if cell is None:
            return
        wanted -= len(cell.String)
        yield cell.String


def _annexes(document, sections, pages):
    """Return for each of the `sections` how many of `pages` come before it.

    One that LibreOffice has left out, as it does with an empty one, has no page of its own.
    """
    counts = [len(pages)]
    for number in reversed(sections):
        place = _page_of(document, f"{SECTION}{number}")
        counts.append(counts[-1] if place is None else sum(page < place for page in pages))
    return counts[:0:-1]


def _anchors(document, count, pages):
    """Return for each of `pages` the first anchor that starts on it, if one does.

    Anchors follow one another as their pages do, so they are found by halving.
    """

    @cache
    def page_of(number):
        return _page_of(document, f"{ANCHOR}{number}")

    names = set(document.Bookmarks.ElementNames) if pages else ()
    there = [number for number in range(count) if f"{ANCHOR}{number}" in names]
    firsts = {page: bisect_left(there, page, key=page_of) for page in pages}
    return {
        page: there[first]
        for page, first in firsts.items()
        if first < len(there) and page_of(there[first]) == page
    }


def _page_of(document, mark):
    """Return the number of the page, of all pages, on which the bookmark `mark` stands."""
    if not document.Bookmarks.hasByName(mark):
        return None
    view = document.CurrentController.ViewCursor
    view.gotoRange(document.Bookmarks.getByName(mark).Anchor.Start, False)
    return view.getPage()


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
