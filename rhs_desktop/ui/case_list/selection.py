"""Which lines of the list are selected, and how a selection is found again after the list has changed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel

from rhs_desktop.ui.case_list.sort_and_filter import TableIndex


def selected_lines(selection: QItemSelectionModel) -> list[int]:
    """The selected lines from the top down."""
    ranges = selection.selection().toList()
    return sorted({line for part in ranges for line in range(part.top(), part.bottom() + 1)})


def select_again(
    selection: QItemSelectionModel, index: TableIndex, chosen: Sequence[int], current: int | None, column: int
) -> None:
    """Select the lines of the cases that are still shown, and make `current` the current one, in that column."""
    if not chosen and current is None:
        return
    model = selection.model()
    lines = index.lines([*chosen, *([] if current is None else [current])])
    wanted = QItemSelection()
    last = model.columnCount() - 1
    for case in chosen:
        line = lines.get(case)
        if line is not None:
            whole = QItemSelection(model.index(line, 0), model.index(line, last))
            wanted.merge(whole, QItemSelectionModel.SelectionFlag.Select)
    if current is not None and current in lines:
        here = model.index(lines[current], column)
        selection.setCurrentIndex(here, QItemSelectionModel.SelectionFlag.NoUpdate)
    selection.select(wanted, QItemSelectionModel.SelectionFlag.ClearAndSelect)
