"""Writes the checklist as Excel, the clinic's own columns first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.checklists import Cell
from rhs_desktop.exchange.workbook_file import put_tables
from rhs_desktop.exchange.workbook_writer import Table


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One resident: the list's own cells, then ours, each as long as its headings."""

    own: Sequence[Cell]
    ours: Sequence[Cell]
    protected: bool = False


@dataclass(frozen=True, slots=True)
class ExportResult:
    """How many residents went into a file, and how many protected ones were left out."""

    rows: int
    left_out: int


def write_checklist(
    path: Path,
    *,
    at: datetime,
    title: str,
    own_headings: Sequence[str],
    our_headings: Sequence[str],
    rows: Iterable[ExportRow],
    about_title: str,
    about: Callable[[ExportResult], Sequence[str]],
    include_protected: bool = False,
    password: str = "",
    before: Callable[[ExportResult], None] = lambda written: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ExportResult:
    """Write the checklist. `about` gives the lines of a second sheet, which says what is left out.

    `password` and `before` as in `put_workbook`. Raises FileUnwritable, and Cancelled with nothing written.
    """
    kept: list[Sequence[Cell]] = []
    left_out = 0
    for row in rows:
        if row.protected and not include_protected:
            left_out += 1
        else:
            kept.append((*row.own, *row.ours))
    written = ExportResult(len(kept), left_out)
    tables = (
        Table(title, (*own_headings, *our_headings), kept),
        Table(about_title, (), [(line,) for line in about(written)]),
    )
    put_tables(path, tables, at, password=password, before=lambda: before(written), cancelled=cancelled)
    return written
