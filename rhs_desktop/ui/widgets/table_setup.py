"""Common look and keys of the tables of dialogs: whole rows, no grid, Tab leaves the table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from rhs_desktop.ui.widgets.theme import Theme


def plain(
    table: QTableView, theme: Theme, name: str, chars: Sequence[int] = (), *, lines: int = 1, several: bool = True
) -> None:
    """Set up a table. `name` is its accessible name, `chars` the widths of columns in average characters, `lines` the
    height of a row in lines of text; `several`: more than one row can be selected."""
    mode = QAbstractItemView.SelectionMode
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(lines > 1)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(lines * table.fontMetrics().lineSpacing() + 3 * theme.unit)
    header = table.horizontalHeader()
    header.setStretchLastSection(True)
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    char = table.fontMetrics().averageCharWidth()
    for column, count in enumerate(chars):
        table.setColumnWidth(column, count * char + 4 * theme.unit)


def choose_row(table: QTableView, row: int, column: int = 0) -> None:
    """Make a row current and the only selected one.

    QTableView.selectRow depends on the pressed modifiers: with Ctrl, as in Ctrl+C, it deselects the row.
    """
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().setCurrentIndex(table.model().index(row, column), flags)
