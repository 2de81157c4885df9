"""The test preview of a letter type on pages: its cases, each with images and findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from fastapi.responses import FileResponse

from circulars.service.letter_types.checks import case_if_made, case_made, cases_of, facts_of
from circulars.service.refusals import not_found

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.responses import HTMLResponse

    from circulars.previewing import Case
    from circulars.service.letter_types.facts import CaseMade
    from circulars.web.visits import Visit


def type_address(name: str) -> str:
    """Return the path of the page of the type `name`.

    >>> type_address("แจ้ง")
    '/types/%E0%B9%81%E0%B8%88%E0%B9%89%E0%B8%87'
    """
    return f"/types/{quote(name, safe='')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cases:
    """The cases of one type, or of one that is being worked on."""

    visit: Visit
    folder: Path  # of the type
    place: Path  # where what is made is kept
    path: str  # of the page that shows all of them

    def page(self, **said: Any) -> HTMLResponse:
        """Show all cases, those with their pages that were made before."""
        shown = [(case, self._if_made(case.name)) for case in self._all()]
        return self.visit.page("types/cases.html", cases=shown, path=self.path, **said)

    def first(self) -> tuple[Case, CaseMade | None]:
        """Return the case that tells most, and what was made of it if anything was."""
        case = self._all()[0]
        return case, self._if_made(case.name)

    def made(self, case: str, *, is_part: bool, **said: Any) -> HTMLResponse:
        """Show one case, made where it was not before; alone, or as the part of a page."""
        made = case_made(
            self.visit.service, self.visit.office, self.folder, case=case, place=self.place
        )
        template = "types/case.html" if is_part else "types/case_alone.html"
        return self.visit.page(template, made=made, path=self.path, **said)

    def image(self, case: str, page: str) -> FileResponse:
        """Show one page of a case that was made."""
        made = self._if_made(case)
        if made is None or page not in made.pages:
            raise not_found("หน้านี้ของตัวอย่าง", page)
        return FileResponse(made.folder / page, headers={"Cache-Control": "private, max-age=300"})

    def _all(self) -> tuple[Case, ...]:
        return cases_of(facts_of(self.visit.service, self.folder))

    def _if_made(self, case: str) -> CaseMade | None:
        return case_if_made(self.visit.office, self.folder, case=case, place=self.place)
