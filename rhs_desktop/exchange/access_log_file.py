"""Writes the access log as Excel or text; no cell can become a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from rhs_desktop.domain.checklists import Cell
from rhs_desktop.domain.errors import Cancelled, FileUnwritable, WriteTrouble
from rhs_desktop.exchange.access_log_overview import CountedLine, OverviewStrings, overview
from rhs_desktop.exchange.workbook_file import put_tables
from rhs_desktop.exchange.workbook_writer import Table
from rhs_desktop.file_writing import whole_file

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_ASK_EVERY = 256


def write_log(
    path: Path,
    *,
    at: datetime,
    title: str,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    about_title: str,
    about: Sequence[str],
    counted: Sequence[CountedLine],
    overview_strings: OverviewStrings,
    before: Callable[[], None],
    password: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write the rows, as text if the file is named .csv, with `about` in a second sheet or above; returns how many.

    `password` and `before` as in `put_workbook`. Raises FileUnwritable, `text_unprotected` for text with a password,
    and Cancelled.
    """
    if path.suffix.lower() != ".csv":
        tables = (
            Table(title, headings, rows),
            Table(overview_strings.title, (), overview(counted, overview_strings)),
            Table(about_title, (), [(line,) for line in about]),
        )
        put_tables(path, tables, at, password=password, before=before, cancelled=cancelled)
    elif password:
        raise FileUnwritable(WriteTrouble.TEXT_UNPROTECTED, name=path.name)
    else:
        with whole_file(path) as temporary:
            _write_text(temporary, headings, rows, about, cancelled)
            before()
    return len(rows)


def _write_text(
    path: Path,
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    about: Sequence[str],
    cancelled: Callable[[], bool],
) -> None:
    """Text as Swedish Excel opens it: semicolons, and a UTF-8 byte order mark."""
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
        writer.writerows([_safe(line)] for line in about)
        writer.writerow(headings)
        for turn, row in enumerate(rows):
            if turn % _ASK_EVERY == 0 and cancelled():
                raise Cancelled
            writer.writerow([_safe(cell) for cell in row])


def _safe(cell: Cell) -> Cell:
    """The text, with a quote mark in front where Excel would take it for a formula."""
    if isinstance(cell, str) and cell.startswith(_FORMULA):
        return f"'{cell}"
    return cell
