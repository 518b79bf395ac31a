"""The tables as SQLModel models, used within the store only; other layers see domain values.

Importing this module takes a third of a second, so it is done by the first act that changes rows (row_changes.py).
Dates are ISO text, truth values 0 and 1, structured values JSON text; the tables are STRICT.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, Integer, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

STRICT = {"sqlite_strict": True}


def text(**more: Any) -> Any:
    """A TEXT column."""
    return Field(sa_type=Text, **more)


def flag(**more: Any) -> Any:
    """An INTEGER column that holds 0 or 1."""
    return Field(sa_type=Integer, **more)


class ResidentRow(SQLModel, table=True):
    """A person. `name`, `sort` and `key` follow from the other columns (rhs_desktop.store.people)."""

    __tablename__ = "residents"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    digits: str = text(unique=True)
    kind: str = text()
    given: str = text()
    family: str = text()
    phones: str = text()
    care_of: str = text()
    street: str = text()
    extra: str = text()
    postcode: str = text()
    city: str = text()
    country: str = text()
    protected: bool = flag()
    deceased: bool = flag()
    name: str = text()
    sort: str = text()
    key: str = text()
    phone: str = text()


class RoundRow(SQLModel, table=True):
    """One year's invitations for one target group. `birth_years` is a JSON list, empty for any age."""

    __tablename__ = "rounds"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    name: str = text(unique=True)
    year: int
    profile: str = text()
    birth_years: str = text()


class CaseTableRow(SQLModel, table=True):
    """One resident in one round, under the manual that it was listed under."""

    __tablename__ = "cases"
    __table_args__ = (UniqueConstraint("resident_id", "round_id"), STRICT)
    id: int = Field(primary_key=True)
    resident_id: int = Field(foreign_key="residents.id")
    round_id: int = Field(foreign_key="rounds.id")
    profile: str = text()
    position: int


class BatchRow(SQLModel, table=True):
    """People handled together: a send, a round of reminders, a batch of letters."""

    __tablename__ = "batches"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    kind: str = text()
    round_id: int | None = Field(foreign_key="rounds.id", default=None)
    details: str = text()
    state: str = text()
    live: bool = flag()


class BatchMember(SQLModel, table=True):
    __tablename__ = "batch_members"
    __table_args__ = STRICT
    batch_id: int = Field(foreign_key="batches.id", primary_key=True)
    case_id: int = Field(foreign_key="cases.id", primary_key=True, index=True)
    position: int


class ActLine(SQLModel, table=True):
    """One committed act of one person: a transaction, and the unit of undo. Append-only."""

    __tablename__ = "acts"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    kind: str = text()
    at: str = text()
    who: str = text()
    batch_id: int | None = Field(foreign_key="batches.id", index=True, default=None)
    details: str = text()
    undoes: int | None = Field(foreign_key="acts.id", unique=True, default=None)


class EventLine(SQLModel, table=True):
    """An event of a case. `data` are its other fields. Append-only."""

    __tablename__ = "events"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    case_id: int = Field(foreign_key="cases.id", index=True)
    act_id: int = Field(foreign_key="acts.id", index=True)
    kind: str = text()
    on_day: str = text()
    data: str = text()


class PersonFactLine(SQLModel, table=True):
    """A line about a person: what was said, confirmed, lifted or withdrawn. Append-only (domain/person/facts)."""

    __tablename__ = "person_facts"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    resident_id: int = Field(foreign_key="residents.id", index=True)
    act_id: int = Field(foreign_key="acts.id", index=True)
    kind: str = text()
    standing: str = text()
    about: str = text()
    on_day: str = text()
    until: str | None = text(default=None)
    source: str = text()
    source_ref: str = text()
    reason: str = text()
    text: str = Field(sa_type=Text)


class ChangeRow(SQLModel, table=True):
    """A value that an act replaced: of what, which one, which field; JSON before and after. Append-only."""

    __tablename__ = "changes"
    __table_args__ = (Index("ix_changes_what_item", "what", "item"), STRICT)
    id: int = Field(primary_key=True)
    act_id: int = Field(foreign_key="acts.id", index=True)
    what: str = text()
    item: int
    field: str = text()
    old: str = text()
    new: str = text()


class Import(SQLModel, table=True):
    """A list that was imported. `mapping` says what its columns mean; `live` is 0 once it was undone."""

    __tablename__ = "imports"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    act_id: int = Field(foreign_key="acts.id", index=True)
    round_id: int = Field(foreign_key="rounds.id")
    source: str = text()
    content_hash: str = text(index=True)
    mapping: str = text()
    live: bool = flag()


class ImportRow(SQLModel, table=True):
    """A row of a list as it stood. `cells` is a JSON list, `problems` say why the row was set aside."""

    __tablename__ = "import_rows"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    import_id: int = Field(foreign_key="imports.id", index=True)
    row: int
    state: str = text()
    cells: str = text()
    problems: str = text()
    reason: str = text()
    case_id: int | None = Field(foreign_key="cases.id", index=True, default=None)


class Setting(SQLModel, table=True):
    """A setting as JSON, and the act that set it: None for one of the program's own."""

    __tablename__ = "settings"
    __table_args__ = STRICT
    key: str = text(primary_key=True)
    value: str = text()
    act_id: int | None = None


class User(SQLModel, table=True):
    """A user account: the name to log in with, the roles as a JSON list. Never deleted, only inactive."""

    __tablename__ = "users"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    name: str = text(unique=True)
    roles: str = text()
    active: bool = flag()


class AccessLine(SQLModel, table=True):
    """Who saw or did what with whom. `people` are residents' numbers as ranges ("3,5-9"); `digest` chains the line to
    the one before it. Append-only, also when a register is erased or an older copy of it is restored."""

    __tablename__ = "access_log"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    at: str = text()
    who: str = text()
    unit: str = text()
    kind: str = text()
    people: str = text()
    reason: str = text()
    details: str = text()
    act_id: int | None = Field(index=True, default=None)
    digest: str = text()


class AccessHead(SQLModel, table=True):
    """One row: how many lines the log has, and the digest of the last."""

    __tablename__ = "access_head"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    lines: int
    digest: str = text()


class CaseLine(SQLModel, table=True):
    """The projection: what the table shows of each case, computed from its events and valid from `fresh_from` until
    `stale_on` (ISO days, empty for no bound)."""

    __tablename__ = "case_rows"
    __table_args__ = STRICT
    case_id: int = Field(foreign_key="cases.id", primary_key=True)
    updated: str = text()
    case_type: str = text()
    mirrored: str = text()
    status: str = text()
    step: str = text()
    queue: str = text()
    due: str | None = text()
    rule: str = text()
    since: str = text()
    detail: str = text()
    channel: str = text()
    invited_on: str | None = text()
    handler: str = text()
    finished: bool = flag()
    fresh_from: str = text()
    stale_on: str = text()


class ProjectionBasis(SQLModel, table=True):
    """What the projection was computed with: the fingerprint of each manual together with the calendar."""

    __tablename__ = "case_rows_ground"
    __table_args__ = STRICT
    profile: str = text(primary_key=True)
    fingerprint: str = text()
