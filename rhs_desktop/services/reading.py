"""Lists from files and pastes, and the rows in trouble back out as a file, for window and command line alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from rhs_desktop.domain.checklist import CheckedList, ListFile
from rhs_desktop.words import lists


def read_list(source: Path | bytes | str, *, cancelled: Callable[[], bool] = lambda: False) -> ListFile:
    """Read a file, its content or pasted text. Raises ListUnreadable, and checklist's Cancelled."""
    from rhs_desktop.exchange.reading import read_list as read

    return read(source, cancelled=cancelled)


def save_error_list(target: Path, checked: CheckedList, *, cancelled: Callable[[], bool] = lambda: False) -> int:
    """Write the rows in trouble with the person's own columns, then Rad, Fel and Gör så här; how many there were.

    Raises FileUnwritable, and checklist's Cancelled.
    """
    from rhs_desktop.exchange.checklist_file import ExportRow, write_error_list

    columns = checked.own_columns
    rows = [
        ExportRow(
            own=[aside.cells[column] for column in columns],
            ours=[
                aside.row,
                " ".join(lists.sentence(problem) for problem in aside.problems),
                " ".join(lists.advice(problem) for problem in aside.problems),
            ],
        )
        for aside in checked.set_aside
    ]
    write_error_list(
        target,
        title="Att åtgärda",
        own_headings=[lists.column_name(checked.mapping, column) for column in columns],
        our_headings=("Rad", "Fel", "Gör så här"),
        rows=rows,
        cancelled=cancelled,
    )
    return len(rows)
