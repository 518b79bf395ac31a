"""Lists from files and pastes, and the rows in trouble back out as a file, for window and command line alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rhs_desktop.domain.checklists import ERROR_HEADINGS, CheckedList, ListFile
from rhs_desktop.domain.errors import ListUnreadable
from rhs_desktop.domain.passwords import check_file_password, file_password
from rhs_desktop.strings.checklists import reading


def read_list(
    source: Path | bytes | str, *, password: str = "", cancelled: Callable[[], bool] = lambda: False
) -> ListFile:
    """Read a file, its content or pasted text. Raises ListUnreadable, and checklist's Cancelled.

    A protected workbook asks for its password: ListUnreadable `password` or `password_wrong`, with `asks` true.
    """
    from rhs_desktop.exchange.reading import read_list as read

    return read(source, password=password and file_password(password), cancelled=cancelled)


def save_error_list(
    target: Path,
    checked: CheckedList,
    *,
    source: Path | bytes | None = None,
    content_hash: str = "",
    password: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write the rows in trouble with the person's own columns, then Rad, Fel and Gör så här; how many there were.

    `source` is where the list came from, if that is a file: the rows look as they do there, as long as its content is
    still what `content_hash` tells. With a `password` nothing but it opens the file. Raises EntryRefused for one that
    will not do, FileUnwritable, and checklist's Cancelled.
    """
    if password:
        check_file_password(password)
    from rhs_desktop.exchange.error_list import ErrorRow, write_error_list
    from rhs_desktop.exchange.source_formatting import SourceWorkbook

    columns = checked.own_columns
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
    ]
    write_error_list(
        target,
        title=reading.ERROR_LIST,
        own_headings=[reading.column_name(checked.mapping, column) for column in columns],
        our_headings=ERROR_HEADINGS,
        rows=rows,
        password=file_password(password),
        original=SourceWorkbook(content, checked.sheet.name, checked.mapping.header, columns) if content else None,
        cancelled=cancelled,
    )
    return len(rows)


def _unchanged(source: Path | bytes | None, content_hash: str, cancelled: Callable[[], bool]) -> bytes:
    """The content of a list that was read; nothing where it is gone or is another by now."""
    from hashlib import sha256

    from rhs_desktop.exchange.reading import read_content

    if source is None:
        return b""
    try:
        content = source if isinstance(source, bytes) else read_content(source, cancelled)
    except ListUnreadable:
        return b""
    return content if sha256(content).hexdigest() == content_hash else b""
