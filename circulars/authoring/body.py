"""The text of the letter: what changes becomes tags, all else stays as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from circulars.authoring.said import find_said

if TYPE_CHECKING:
    from collections.abc import Iterable

    from circulars.authoring.facts import Facts
    from circulars.authoring.form import Form
    from circulars.authoring.manuscript import Manuscript
    from circulars.model.written import Paragraph


def take_text(
    paragraphs: Iterable[Paragraph], facts: Facts, form: Form, script: Manuscript
) -> None:
    """Put tags for days, months, years, attachments and the office into `paragraphs`."""
    for paragraph in paragraphs:
        for found in find_said(paragraph.text, facts, form):
            said = paragraph.text[found.start : found.end]
            if found.tag:
                script.put_at(
                    paragraph, found.start, said, found.tag, found.what, doubtful=found.doubtful
                )
            else:
                script.leave(paragraph, said, found.what)
