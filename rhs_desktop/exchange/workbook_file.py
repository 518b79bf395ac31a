"""Writes a workbook to its path atomically, plain or encrypted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path

from rhs_desktop.cancellation import WorkerThread
from rhs_desktop.domain.errors import FileUnwritable
from rhs_desktop.exchange.workbook_writer import Table, write_workbook
from rhs_desktop.file_writing import whole_file


def put_tables(
    path: Path,
    tables: Sequence[Table],
    at: datetime,
    *,
    password: str = "",
    before: Callable[[], None] = lambda: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write the tables as sheets of a workbook that tells it was made `at` that moment; see `put_workbook`."""
    content = BytesIO()
    write_workbook(content, tables, at, cancelled)
    put_workbook(path, content.getvalue(), password=password, before=before, cancelled=cancelled)


def put_workbook(
    path: Path,
    content: bytes,
    *,
    password: str = "",
    before: Callable[[], None] = lambda: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """Write a workbook's content. `password` encrypts it; the plain content is then never on the disk.

    `before` is called when all is written but not yet in place; what it raises leaves no file. Raises FileUnwritable,
    and Cancelled with nothing written.
    """
    if password:
        content = _sealed(path, content, password, cancelled)
    with whole_file(path) as temporary:
        temporary.write_bytes(content)
        before()


def _sealed(path: Path, content: bytes, password: str, cancelled: Callable[[], bool]) -> bytes:
    from rhs_desktop.exchange.xlsx_password import Unprotectable, protect

    try:
        return WorkerThread(lambda: protect(content, password)).result(cancelled)
    except Unprotectable as refused:
        raise FileUnwritable(refused.trouble, name=path.name) from refused
