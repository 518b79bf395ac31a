"""Reads lists from files and pastes, and writes their faulty rows to a file; for the window and the command line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from rhs_desktop.domain.checklists import ERROR_HEADINGS, CheckedList, ListFile
from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.domain.passwords import check_file_password, file_password
from rhs_desktop.strings.checklists import reading


class ErrorsSaved(NamedTuple):
    """How many faulty rows were written to a file, and how many of protected people were left out."""

    rows: int
    left_out: int


def read_list(
    source: Path | bytes | str, *, password: str = "", cancelled: Callable[[], bool] = lambda: False
) -> ListFile:
    """Read a file, its content or pasted text. Raises ListUnreadable, and Cancelled.

    For an encrypted workbook: ListUnreadable `password` or `password_wrong`, with `asks` true.
    """
    from rhs_desktop.exchange.reading import read_list as read

    return read(source, password=password and file_password(password), cancelled=cancelled)


def save_error_list(
    target: Path,
    checked: CheckedList,
    at: datetime,
    *,
    source: Path | bytes | None = None,
    content_hash: str = "",
    password: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> ErrorsSaved:
    """Write the faulty rows with the list's own columns, then Rad, Fel and Gör så här. `at` is now.

    Rows of protected people are left out, and told how many.

    `source` is the file of the list, if there is one: its cell formats are kept as long as its content still has
    `content_hash`. `password` encrypts the file. Raises EntryRefused for a password that is not allowed,
    FileUnwritable, and Cancelled.
    """
    if password:
        check_file_password(password)
    from rhs_desktop.exchange.error_list import ErrorRow, write_error_list
    from rhs_desktop.exchange.source_formatting import SourceWorkbook

    columns = checked.own_columns
    hidden = checked.protected_rows
    content = _unchanged(source, content_hash, cancelled)
    rows = [
        ErrorRow(
            aside.row,
            own=[aside.cells[column] for column in columns],
            ours=[
                aside.row,
                " ".join(reading.sentence(problem) for problem in aside.problems),
                " ".join(reading.advice(problem) for problem in aside.problems),
            ],
        )
        for aside in checked.set_aside
        if aside.row not in hidden
    ]
    write_error_list(
        target,
        at=at,
        title=reading.ERROR_LIST,
        own_headings=[reading.column_name(checked.mapping, column) for column in columns],
        our_headings=ERROR_HEADINGS,
        rows=rows,
        password=file_password(password),
        original=SourceWorkbook(content, checked.sheet.name, checked.mapping.header, columns) if content else None,
        cancelled=cancelled,
    )
    return ErrorsSaved(len(rows), len(hidden))


def _unchanged(source: Path | bytes | None, content_hash: str, cancelled: Callable[[], bool]) -> bytes:
    """The content of a list that was read; None where the file is gone or has changed."""
    from hashlib import sha256

    from rhs_desktop.exchange.reading import read_content

    if source is None:
        return b""
    try:
        content = source if isinstance(source, bytes) else read_content(source, cancelled)
    except ListUnreadable:
        return b""
    return content if sha256(content).hexdigest() == content_hash else b""
