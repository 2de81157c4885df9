"""Letter types as the API tells of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Self

from pydantic import BaseModel, ConfigDict, Field

from circulars.model.kinds import DocumentKind
from circulars.model.letter_type import ColumnKind, FieldKind
from circulars.web.problems import FindingAnswer, writable

if TYPE_CHECKING:
    from circulars.model.letter_type import ColumnSpec, DatasetSpec, FieldSpec, LetterType
    from circulars.service.letter_types.facts import TypeChecked, TypeFacts
    from circulars.service.letter_types.own import OwnType, Publication


class LetterTypeAnswer(BaseModel):
    """One letter type, as lists name it."""

    model_config = ConfigDict(title="LetterType")

    name: str = Field(examples=["otop_monthly_sales"])
    title: str
    kind: DocumentKind
    version: str = Field(description="Changes with the template and its letter.toml.")

    @classmethod
    def of(cls, kind: LetterType) -> Self:
        """Return `kind` as the API tells of it."""
        return cls(name=kind.name, title=writable(kind.title), kind=kind.kind, version=kind.version)


class FieldAnswer(BaseModel):
    """One field of the form."""

    model_config = ConfigDict(title="Field")

    name: str
    label: str
    kind: FieldKind
    required: bool = Field(description="No letter without it, and nothing else gives it.")
    blank: bool = Field(description="May be left to be written by hand.")
    value: str | None = Field(description="The expression that gives it where it is not filled in.")
    choices: list[str]
    help: str

    @classmethod
    def of(cls, field: FieldSpec) -> Self:
        """Return `field` as the API tells of it."""
        return cls(
            name=field.name,
            label=field.label,
            kind=field.kind,
            required=field.required and field.value is None,
            blank=field.blank,
            value=field.value,
            choices=list(field.choices),
            help=field.help,
        )


class ColumnAnswer(BaseModel):
    """One column of a table of the workbook."""

    model_config = ConfigDict(title="Column")

    name: str
    heading: str = Field(description="Of the table's head; * stands for any text.")
    kind: ColumnKind
    required: bool = Field(description="The workbook must have it.")
    value: str | None = Field(description="The expression that gives its figures.")

    @classmethod
    def of(cls, column: ColumnSpec, dataset: DatasetSpec) -> Self:
        """Return `column` of `dataset` as the API tells of it."""
        return cls(
            name=column.name,
            heading=column.heading,
            kind=column.kind,
            required=column.required and column.value is None and not dataset.rows,
            value=column.value,
        )


class DatasetAnswer(BaseModel):
    """One table of the workbook."""

    model_config = ConfigDict(title="Dataset")

    name: str
    sheet: str | None = Field(description="null: the first sheet that has the key column.")
    key: str = Field(description="The column that names the rows.")
    months_under: str | None = Field(description="The heading over the columns of months.")
    columns: list[ColumnAnswer]

    @classmethod
    def of(cls, dataset: DatasetSpec) -> Self:
        """Return `dataset` as the API tells of it."""
        return cls(
            name=dataset.name,
            sheet=dataset.sheet,
            key=dataset.key,
            months_under=dataset.months_under,
            columns=[ColumnAnswer.of(column, dataset) for column in dataset.columns],
        )


class VersionAnswer(BaseModel):
    """One time that a version was published."""

    model_config = ConfigDict(title="Publication")

    number: int = Field(ge=1)
    version: str
    published: dt.datetime
    by: str
    why: str

    @classmethod
    def of(cls, publication: Publication) -> Self:
        """Return `publication` as the API tells of it."""
        return cls(
            number=publication.version,
            version=publication.digest,
            published=publication.at,
            by=writable(publication.by),
            why=writable(publication.why),
        )


class LetterTypeDetails(LetterTypeAnswer):
    """One letter type with all that it asks for."""

    model_config = ConfigDict(title="LetterTypeDetails")

    circular: bool = Field(description="Numbered as a circular (ว).")
    fields: list[FieldAnswer]
    datasets: list[DatasetAnswer]
    recipients: str | None = Field(description="The table whose rows are recipients.")
    attachments: list[str] = Field(description="Their titles; may hold tags.")
    publications: list[VersionAnswer] = Field(description="Of the office's own type, oldest first.")

    @classmethod
    def with_all(cls, facts: TypeFacts, own: OwnType | None) -> Self:
        """Return the type of `facts` as the API tells of it."""
        kind = facts.kind
        return cls(
            **LetterTypeAnswer.of(kind).model_dump(),
            circular=kind.is_circular,
            fields=[FieldAnswer.of(field) for field in facts.fields],
            datasets=[DatasetAnswer.of(each) for each in kind.datasets.values()],
            recipients=kind.recipients.dataset if kind.recipients else None,
            attachments=[annex.title for annex in kind.annexes],
            publications=[VersionAnswer.of(each) for each in own.publications] if own else [],
        )


class TypeCheckAnswer(BaseModel):
    """What the check of a template found."""

    model_config = ConfigDict(title="LetterTypeCheck")

    sound: bool = Field(description="Whether it could be published: nothing blocks.")
    findings: list[FindingAnswer]
    fields: list[FieldAnswer] = Field(description="Empty where the template cannot be read.")

    @classmethod
    def of(cls, checked: TypeChecked) -> Self:
        """Return what was found as the API tells of it."""
        fields = checked.facts.fields if checked.facts else ()
        return cls(
            sound=checked.is_sound,
            findings=[FindingAnswer.of(finding) for finding in checked.findings],
            fields=[FieldAnswer.of(field) for field in fields],
        )
