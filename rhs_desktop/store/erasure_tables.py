"""The tables of erasing, beside those of tables.py."""

from __future__ import annotations

from sqlmodel import Field, SQLModel

from rhs_desktop.store.tables import STRICT, text


class Erasure(SQLModel, table=True):
    """The record of an erasure: when, who, by which rules or for whom and why, and how much. Append-only.

    `people` are residents' numbers as ranges; they identify nobody.
    """

    __tablename__ = "erasures"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    act_id: int = Field(foreign_key="acts.id")
    at: str = text()
    who: str = text()
    kind: str = text()
    rules: str = text()
    reason: str = text()
    reference: str = text()
    counts: str = text()
    people: str = text()
    details: str = text()


class ErasedCase(SQLModel, table=True):
    """A case that was erased. Append-only."""

    __tablename__ = "erased_cases"
    __table_args__ = STRICT
    case_id: int = Field(foreign_key="cases.id", primary_key=True)
    erasure_id: int = Field(foreign_key="erasures.id")


class ErasedResident(SQLModel, table=True):
    """An erased person, of whom only the row's number is left. Append-only."""

    __tablename__ = "erased_residents"
    __table_args__ = STRICT
    resident_id: int = Field(foreign_key="residents.id", primary_key=True)
    erasure_id: int = Field(foreign_key="erasures.id")


class Erasing(SQLModel, table=True):
    """Has a row only within a transaction that erases (migrations.step_0003)."""

    __tablename__ = "erasing"
    __table_args__ = STRICT
    id: int = Field(primary_key=True)
    never: int = Field(foreign_key="erasing.id")
