"""The columns of the case table: those of "Mina ärenden" first and in its order, then our own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rhs_desktop.domain.events import Channel
from rhs_desktop.domain.pathway import StepKind
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.words import common
from rhs_desktop.words.status import CHANNEL, case_status
from rhs_desktop.words.steps import STEP


@dataclass(frozen=True, slots=True)
class Column:
    """`sample` is a text of usual length, by which the width is chosen; `grows` shares the space that is left over.

    `sort` may give any values that compare with each other; equal ones keep the order that they had.
    """

    key: str
    title: str
    sample: str
    text: Callable[[CaseRow, date], str]
    sort: Callable[[CaseRow], Any]
    grows: int = 0
    mirrored: bool = False


def dashed(row: CaseRow) -> str:
    """The number as 1177 and Cosmic show it: `YYYYMMDD-NNNN`; a reserve number as it is."""
    digits = row.digits
    return f"{digits[:8]}-{digits[8:]}" if digits.isdigit() else digits


def status_text(row: CaseRow) -> str:
    return case_status(row.status, row.mirrored)


_NEVER = date.max.toordinal()


def _due(row: CaseRow) -> int:
    return row.due.toordinal() if row.due else _NEVER


COLUMNS: tuple[Column, ...] = (
    Column("updated", "Datum", "2026-10-28 09:00", lambda row, today: row.updated, lambda row: row.updated, mirrored=True),
    Column(
        "case_type", "Ärendetyp", "Inbjudan – Väl", lambda row, today: row.case_type, lambda row: row.case_type, 3, mirrored=True
    ),
    Column("number", "Personnummer", "19860203-2380 n", lambda row, today: dashed(row), lambda row: row.digits, mirrored=True),
    Column("name", "Invånare", "Mohammed Lindqvist", lambda row, today: row.name, lambda row: row.sort, 3, mirrored=True),
    Column("status", "Status", "Tilldelat (svar från invåna", lambda row, today: status_text(row), status_text, 5, mirrored=True),
    Column("due", "Senast", "försenad 3 dagar", lambda row, today: common.due(row.due, today), _due),
    Column(
        "step",
        "Nästa steg",
        "Kontrollera i Cosmic",
        lambda row, today: STEP[StepKind(row.step)] if row.step else "",
        lambda row: STEP[StepKind(row.step)] if row.step else "\uffff",
        2,
    ),
    Column(
        "channel",
        "Kanal",
        "Telefon",
        lambda row, today: CHANNEL[Channel(row.channel)] if row.channel else "",
        lambda row: row.channel or "\uffff",
    ),
    Column("phone", "Telefon", "070-1740601", lambda row, today: "" if row.protected else row.phone, lambda row: row.phone),
    Column("round", "Omgång", "Omgång", lambda row, today: str(row.round), lambda row: row.round),
    Column("handler", "Hanterare", "Anna Lindqvist", lambda row, today: row.handler, lambda row: row.handler.casefold() or "\uffff"),
)
BY_KEY = {column.key: place for place, column in enumerate(COLUMNS)}
SHOWN_AT_FIRST = ("updated", "case_type", "number", "name", "status", "due")
SHOWN_WHEN_WIDE = (*SHOWN_AT_FIRST, "step")
