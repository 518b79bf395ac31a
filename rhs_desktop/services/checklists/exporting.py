"""Exports the checklist as Excel: the clinic's own columns first, then this program's."""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.checklists import CHECKLIST_HEADINGS, Cell, ListField
from rhs_desktop.domain.checklists.exported_files import CONTACT_HEADINGS
from rhs_desktop.domain.checklists.fields import CONTACT_FIELDS
from rhs_desktop.domain.errors import Cancelled, IdentityRefused
from rhs_desktop.domain.passwords import check_file_password, file_password
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber, Refusal, parse
from rhs_desktop.domain.retention import is_erased
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.cases.case_list import load_rows, load_some, rounds
from rhs_desktop.services.checklists.exported_edits import Column, by_column
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import imports
from rhs_desktop.strings.cases.process import CHANNEL, STATUS, STEP
from rhs_desktop.strings.checklists import exporting as strings

if TYPE_CHECKING:
    from rhs_desktop.exchange.checklist_file import ExportResult

_LOOKED_UP_AT_ONCE = 2_000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ExportExtent:
    """Whom an export would contain."""

    residents: int
    protected: int


@needs(Permission.LIST)
def extent(ctx: Context, cases: Sequence[int] | None = None, round_id: int | None = None) -> ExportExtent:
    """How many residents an export would contain, and how many of them are protected."""
    rows = _chosen(ctx, cases, round_id)
    return ExportExtent(len(rows), sum(row.protected for row in rows))


@needs(Permission.LIST)
def export_checklist(
    ctx: Context,
    target: Path,
    round_id: int | None = None,
    *,
    cases: Sequence[int] | None = None,
    include_protected: bool = False,
    password: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportResult:
    """Write the residents of a round, or of all rounds, in the order of the list; or these cases in the order given.

    Protected ones are left out unless asked for; the file then says how many. `password` encrypts the file. Raises
    EntryRefused for a password that is not allowed, NotLogged, FileUnwritable, and Cancelled, with nothing
    written.
    """
    if password:
        check_file_password(password)
    from rhs_desktop.exchange.checklist_file import ExportRow, write_checklist

    rows = [*_asking(_chosen(ctx, cases, round_id), cancelled)]
    found: dict[int, tuple[tuple[str, Cell], ...]] = {}
    with ctx.store.reading() as db:
        for at in _asking(range(0, len(rows), _LOOKED_UP_AT_ONCE), cancelled, every=1):
            found |= imports.own_columns_of(db, [row.case for row in rows[at : at + _LOOKED_UP_AT_ONCE]])
        mappings = [one.mapping for one in imports.imports(db)]
    numbered = {one.headings[column] for one in mappings for column in one.columns(ListField.IDENTITY)}
    told = {
        one.headings[column] for one in mappings for field in CONTACT_FIELDS for column in one.columns(field)
    } & set(CONTACT_HEADINGS)
    own = [
        _with_number(_without(by_column(found.get(row.case, ())), told), row, numbered, ctx.today)
        for row in _asking(rows, cancelled)
    ]
    columns = _columns(_asking(own, cancelled))
    names = {one.id: one.name for one in rounds(ctx)}
    protected = sum(row.protected for row in rows) if include_protected else 0
    return write_checklist(
        target,
        at=ctx.now,
        title=strings.SHEET,
        own_headings=[heading for heading, _ in columns],
        our_headings=CHECKLIST_HEADINGS,
        rows=(
            ExportRow([cells.get(column, "") for column in columns], _ours(row, names), row.protected)
            for row, cells in zip(_asking(rows, cancelled), own, strict=True)
        ),
        about_title=strings.ABOUT_SHEET,
        about=lambda done: strings.about(ctx.today, done.rows, done.left_out, protected=protected),
        include_protected=include_protected,
        password=file_password(password),
        before=lambda done: log_access(
            ctx,
            Access.EXPORTED,
            cases=[row.case for row in rows if include_protected or not row.protected],
            what=CopiedData.CHECKLIST,
            rows=done.rows,
            left_out=done.left_out,
            protected=protected,
            encrypted=bool(password),
        ),
        cancelled=cancelled,
    )


def _asking(things: Iterable[T], cancelled: Callable[[], bool], *, every: int = 512) -> Iterator[T]:
    """The items unchanged. Raises Cancelled between two of them when asked to."""
    for turn, thing in enumerate(things):
        if turn % every == 0 and cancelled():
            raise Cancelled
        yield thing


def _chosen(ctx: Context, cases: Sequence[int] | None, round_id: int | None) -> list[CaseRow]:
    if cases is None:
        rows = [row for row in load_rows(ctx, round_id) if not is_erased(row.digits)]
        return sorted(rows, key=lambda row: (row.round, row.position, row.case))
    found = {row.case: row for row in load_some(ctx, cases) if not is_erased(row.digits)}
    return [found[case] for case in dict.fromkeys(cases) if case in found]


def _without(cells: dict[Column, Cell], headings: Collection[str]) -> dict[Column, Cell]:
    """The cells without what an exported checklist told of the contact so far: it says it again, as it is now."""
    return {column: cell for column, cell in cells.items() if column[0] not in headings} if headings else cells


def _with_number(cells: dict[Column, Cell], row: CaseRow, headings: Container[str], today: date) -> dict[Column, Cell]:
    """The list's own cells with the present personnummer, which may have been corrected."""
    for column, cell in cells.items():
        if column[0] in headings and cell != "" and _digits(cell, today) not in ("", row.digits):
            cells[column] = _written(row.digits)
    return cells


def _digits(cell: Cell, today: date) -> str:
    """The identity in a cell; empty where there is none."""
    try:
        return parse(cell, today, accept_reserve=True).digits if isinstance(cell, str | int | float) else ""
    except IdentityRefused as refused:
        return "" if refused.code == Refusal.BIRTH_DATE_ONLY else "?"


def _columns(own: Iterable[dict[Column, Cell]]) -> tuple[Column, ...]:
    """The columns of all lists, each once; one that not all lists have comes after the one it follows in its own."""
    columns: list[Column] = []
    known: set[Column] = set()
    for cells in own:
        if not cells.keys() <= known:
            place = 0
            for column in cells:
                if column not in known:
                    columns.insert(place, column)
                    known.add(column)
                place = columns.index(column) + 1
    return tuple(columns)


def _ours(row: CaseRow, rounds_by_id: dict[int, str]) -> Sequence[Cell]:
    """The cells under CHECKLIST_HEADINGS."""
    return (
        _written(row.digits),
        row.name,
        row.invited_on or "",
        CHANNEL[row.channel] if row.channel else "",
        STATUS[row.status],
        row.mirrored,
        STEP[row.step] if row.step else "",
        row.due or "",
        STATUS[row.status] if row.finished else "",
        row.handler,
        rounds_by_id.get(row.round, ""),
    )


def _written(digits: str) -> str:
    kind = IdentityKind.PERSONAL if digits.isdecimal() else IdentityKind.RESERVE
    return PersonalNumber(digits, kind).dashed
