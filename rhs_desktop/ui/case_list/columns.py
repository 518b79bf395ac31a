"""The columns of the case table: those of "Mina ärenden" first and in its order, then our own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import case_list as said
from rhs_desktop.strings.cases.process import CHANNEL, STEP, case_status
from rhs_desktop.ui.case_list.masked_number import whole


@dataclass(frozen=True, slots=True)
class CaseColumn:
    """`sample` is a text of usual length, by which the width is chosen; `grows` shares the space that is left over.

    `sort` may give any values that compare with each other; equal ones keep the order that they had.
    """

    key: str
    title: str
    sample: str
    text: Callable[[CaseRow, date], str]
    sort: Callable[[CaseRow], Any]
    grows: int = 0


def dashed(row: CaseRow) -> str:
    """The number as 1177 and Cosmic show it: `YYYYMMDD-NNNN`; a reserve number as it is."""
    digits = row.digits
    return f"{digits[:8]}-{digits[8:]}" if digits.isdigit() else digits


def status_text(row: CaseRow) -> str:
    return case_status(row.status, row.mirrored)


_NEVER = date.max.toordinal()


def _due(row: CaseRow) -> int:
    return row.due.toordinal() if row.due else _NEVER


_LAST = "\uffff"
"""Sorts behind everything: what is missing stands at the end."""


def _step(row: CaseRow, today: date) -> str:
    return STEP[row.step] if row.step else ""


def _channel(row: CaseRow, today: date) -> str:
    return CHANNEL[row.channel] if row.channel else ""


def _phone(row: CaseRow, today: date) -> str:
    """A protected person's number is shown in the panel only, when somebody asks for it."""
    return "" if row.protected else row.phone


MIRRORED: tuple[CaseColumn, ...] = (
    CaseColumn("updated", said.UPDATED, said.UPDATED_SAMPLE, lambda row, today: row.updated, lambda row: row.updated),
    CaseColumn(
        "case_type",
        said.CASE_TYPE,
        said.CASE_TYPE_SAMPLE,
        lambda row, today: row.case_type,
        lambda row: row.case_type,
        3,
    ),
    CaseColumn(
        "number", said.NUMBER, said.NUMBER_SAMPLE, lambda row, today: whole(dashed(row)), lambda row: row.digits
    ),
    CaseColumn("name", said.RESIDENT, said.RESIDENT_SAMPLE, lambda row, today: row.name, lambda row: row.sort, 3),
    CaseColumn("status", said.STATUS, said.STATUS_SAMPLE, lambda row, today: status_text(row), status_text, 5),
)
OWN: tuple[CaseColumn, ...] = (
    CaseColumn("due", said.DUE, said.DUE_SAMPLE, lambda row, today: common.due(row.due, today), _due),
    CaseColumn("step", said.STEP, said.STEP_SAMPLE, _step, lambda row: _step(row, date.min) or _LAST, 2),
    CaseColumn("channel", said.CHANNEL, said.CHANNEL_SAMPLE, _channel, lambda row: row.channel or _LAST),
    CaseColumn("phone", said.PHONE, said.PHONE_SAMPLE, _phone, lambda row: row.phone or _LAST),
    CaseColumn("round", said.ROUND, said.ROUND_SAMPLE, lambda row, today: str(row.round), lambda row: row.round),
    CaseColumn(
        "handler",
        said.HANDLER,
        said.HANDLER_SAMPLE,
        lambda row, today: row.handler,
        lambda row: row.handler.casefold() or _LAST,
    ),
)
COLUMNS = (*MIRRORED, *OWN)
BY_KEY = {column.key: place for place, column in enumerate(COLUMNS)}
SHOWN_AT_FIRST = ("updated", "case_type", "number", "name", "status", "due")
SHOWN_WHEN_WIDE = (*SHOWN_AT_FIRST, "step")
DROPPED_WHEN_NARROW = ("case_type", "updated", "step", "channel", "round")
"""What goes first where the room is too small for all columns."""
