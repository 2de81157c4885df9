"""Drives one LibreOffice over UNO; run by a python3 that has `uno`, speaks JSON in lines.

Started as ``python3 uno_worker.py WORK OFFICE``: the working folder and the process group of
LibreOffice.  Says ``{"ready": true}`` once connected.  For each line on standard input,
``{"docx": path, "pdf": path, "thai": ["sections", "fields", "lists"]}``, writes the PDF and answers
with the pages, or with ``{"error": reason}``.  When the input ends, because the parent died,
LibreOffice is killed and everything it wrote is removed.
"""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import time
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import Locale
from com.sun.star.uno import RuntimeException
from leftovers import clear

START_SECONDS = 60
PAGE_START_CHARACTERS = 200

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


def main(work, office):
    """Answer the lines on standard input until it ends."""
    jobs = queue.Queue()
    threading.Thread(target=_read_jobs, args=(jobs, work, office), daemon=True).start()
    desktop = _connect(work.name)
    _say({"ready": True})
    while True:
        job = jobs.get()
        try:
            _say({"pages": _convert(desktop, job)})
        except Exception as error:  # noqa: BLE001  # whatever UNO raises, the parent decides what to do
            _say({"error": f"{type(error).__name__}: {error}"})


def _read_jobs(jobs, work, office):
    """Pass each line on; at the end clear up, even while a call into LibreOffice hangs."""
    for line in sys.stdin:
        jobs.put(json.loads(line))
    clear(work, office)
    os._exit(0)


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


def _convert(desktop, job):
    """Write the PDF of the document in `job`; return where its pages start."""
    document = desktop.loadComponentFromURL(
        Path(job["docx"]).as_uri(),
        "_blank",
        0,
        _properties(
            Hidden=True,
            FilterName="MS Word 2007 XML",
            MacroExecutionMode=NEVER_EXECUTE,
            UpdateDocMode=NO_UPDATE,
        ),
    )
    if document is None:
        raise ValueError("not loaded")
    try:
        _use_thai_digits(document, job["thai"])
        starts, blank_pages = _page_starts(document)
        if blank_pages:
            _count_printed_pages(document, len(starts))
        options = uno.Any("[]com.sun.star.beans.PropertyValue", _properties(**EXPORT))
        document.storeToURL(
            Path(job["pdf"]).as_uri(),
            _properties(FilterName="writer_pdf_Export", FilterData=options),
        )
        return starts
    finally:
        document.close(True)


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


def _page_starts(document):
    """Return for each printed page its first words, body paragraph, and place in that paragraph.

    The second result is the number of blank pages put in between two odd ones, which the PDF skips.
    Each new UNO object costs a millisecond, so two cursors serve all pages.
    """
    controller, body = document.CurrentController, document.Text
    view = controller.ViewCursor
    place, paragraph = body.createTextCursor(), body.createTextCursor()
    paragraph.gotoStart(False)
    index = 0
    starts = []
    for number in range(1, controller.PageCount + 1):
        if not view.jumpToPage(number) or view.getPage() != number:
            continue  # blank
        view.jumpToStartOfPage()
        try:
            place.gotoRange(view, False)
        except RuntimeException:  # the page starts in a table, and a cell is a text of its own
            cell = view.Text.createTextCursorByRange(view)
            starts.append({"text": _words_from(cell), "paragraph": None, "offset": 0})
            continue
        text = _words_from(place)
        place.gotoRange(view, False)
        place.gotoStartOfParagraph(True)
        offset = len(place.String)
        # 1 where the first region starts before the second; tables are stepped over
        while body.compareRegionStarts(paragraph, place) == 1 and paragraph.gotoNextParagraph(
            False
        ):
            index += 1
        starts.append({"text": text, "paragraph": index, "offset": offset})
    return starts, controller.PageCount - len(starts)


def _words_from(cursor):
    """Return the text from `cursor` on, over as many paragraphs as it takes; moves the cursor."""
    cursor.gotoEndOfParagraph(True)
    while len(cursor.String) < PAGE_START_CHARACTERS and cursor.gotoNextParagraph(True):
        cursor.gotoEndOfParagraph(True)
    return cursor.String[:PAGE_START_CHARACTERS]


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
