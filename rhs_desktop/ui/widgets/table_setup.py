"""How every list in a dialog looks and answers to keys: whole rows, no grid, Tab leaves it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from rhs_desktop.ui.widgets.theme import Theme


def plain(
    table: QTableView, theme: Theme, name: str, chars: Sequence[int] = (), *, lines: int = 1, several: bool = True
) -> None:
    """Make a table such a list. `name` is for who cannot see it, `chars` the columns' widths in average letters.

    `lines` is how many lines of text a row has room for; `several` rows may be selected at a time.
    """
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
    """Make a row the current and only selected one.

    Qt's own `selectRow` asks which keys are down: with Ctrl, as in Ctrl+C, it takes the row's selection away.
    """
    flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
    table.selectionModel().setCurrentIndex(table.model().index(row, column), flags)
