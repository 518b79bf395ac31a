"""The checklist out as Excel, with the clinic's own columns first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from rhs_desktop.domain.checklist import Cell
from rhs_desktop.exchange.aside import Aside
from rhs_desktop.exchange.workbook_writer import Table, write_workbook
from rhs_desktop.exchange.writing import FileUnwritable, replacing


@dataclass(frozen=True, slots=True)
class ExportRow:
    """One resident: the list's own cells, then ours, each as long as its headings."""

    own: Sequence[Cell]
    ours: Sequence[Cell]
    protected: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """How many residents went into a file, and how many protected ones were left out."""

    rows: int
    left_out: int


def write_checklist(
    path: Path,
    *,
    title: str,
    own_headings: Sequence[str],
    our_headings: Sequence[str],
    rows: Iterable[ExportRow],
    about_title: str,
    about: Callable[[Written], Sequence[str]],
    include_protected: bool = False,
    password: str = "",
    before: Callable[[Written], None] = lambda written: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Written:
    """Write the checklist. `about` gives the lines of a second sheet, where the file says what it leaves out.

    With a `password` nothing but it opens the file, and nothing of the plain one is ever on the disk.
    `before` is called when all is written and nothing stands in its place yet; what it raises leaves no file. Raises
    FileUnwritable, and Cancelled with nothing written.
    """
    kept: list[Sequence[Cell]] = []
    left_out = 0
    for row in rows:
        if row.protected and not include_protected:
            left_out += 1
        else:
            kept.append((*row.own, *row.ours))
    written = Written(len(kept), left_out)
    tables = (
        Table(title, (*own_headings, *our_headings), kept),
        Table(about_title, (), [(line,) for line in about(written)]),
    )
    sealed = _sealed(path, tables, password, cancelled) if password else b""
    with replacing(path) as temporary:
        if sealed:
            temporary.write_bytes(sealed)
        else:
            write_workbook(temporary, tables, cancelled)
        before(written)
    return written


def _sealed(path: Path, tables: Sequence[Table], password: str, cancelled: Callable[[], bool]) -> bytes:
    from rhs_desktop.exchange.protection import Unprotectable, protect

    content = BytesIO()
    write_workbook(content, tables, cancelled)
    try:
        sealed = Aside(lambda: protect(content.getvalue(), password)).result(cancelled)
    except Unprotectable as refused:
        raise FileUnwritable(refused.trouble, name=path.name) from refused
    return sealed
