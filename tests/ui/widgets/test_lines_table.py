"""The table of every dialog: its model keeps Qt's rules, its rows look and answer as their lines say."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from rhs_desktop.ui.widgets.lines_table import Line, LinesTable, Look, ticked_line
from rhs_desktop.ui.widgets.theme import Theme
from tests.ui.desk import press

TITLES = ("Nummer", "Namn")
FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def lines(*keys: str) -> list[Line]:
    return [Line(key, (key, f"namn {key}")) for key in keys]


def ticks(**ticked: bool | None) -> list[Line]:
    return [Line(key, (key, ""), on) for key, on in ticked.items()]


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> LinesTable:
    made = LinesTable(theme, "Rader", TITLES, (10,))
    qtbot.addWidget(made)
    return made


def picks(table: LinesTable) -> list[object]:
    """What `picked` carries from now on."""
    seen: list[object] = []
    table.picked.connect(seen.append)
    return seen


def test_the_model_keeps_qts_rules(table: LinesTable) -> None:
    model = table.model()
    tester = QAbstractItemModelTester(model, FATAL)
    table.load(lines("a", "b", "c"))
    table.load([Line("a", ("a", "x"), True, "muted", {1: Look("done", "done", "late", "spoken")}), *lines("b", "c")])
    table.load(ticks(c=True, a=None))
    table.load([])
    assert tester.model() is model
    assert (model.rowCount(), model.columnCount()) == (0, 2)
    assert model.data(QModelIndex()) is None
    assert model.headerData(2, Qt.Orientation.Horizontal) is None


def test_a_cell_looks_as_its_line_says(table: LinesTable, theme: Theme) -> None:
    look = Look("done", "done", tone="late", spoken="a, klar")
    table.load([Line("a", ("a", "x"), tone="muted", looks={1: look}), *lines("b")])
    model = table.model()

    def cell(row: int, column: int, role: Qt.ItemDataRole) -> object:
        return model.data(model.index(row, column), role)

    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in (0, 1)] == list(TITLES)
    assert cell(0, 1, Qt.ItemDataRole.DisplayRole) == cell(0, 1, Qt.ItemDataRole.ToolTipRole) == "x"
    assert cell(0, 0, Qt.ItemDataRole.ForegroundRole) == QColor(theme.palette.muted)
    assert cell(0, 1, Qt.ItemDataRole.ForegroundRole) == QColor(theme.palette.late)
    assert cell(0, 1, Qt.ItemDataRole.AccessibleTextRole) == "a, klar"
    icon = cell(0, 1, Qt.ItemDataRole.DecorationRole)
    assert isinstance(icon, QIcon)
    assert icon.pixmap(16).toImage() == theme.icon("done", "done").pixmap(16).toImage()
    assert cell(0, 0, Qt.ItemDataRole.DecorationRole) is None
    for role in (Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.CheckStateRole):
        assert cell(1, 0, role) is None


def test_a_line_that_is_left_out_is_muted() -> None:
    assert ticked_line(1, ("a",), True) == Line(1, ("a",), True)
    assert ticked_line(1, ("a",), False) == Line(1, ("a",), False, "muted")


def test_a_click_on_a_tick_wants_the_other_value(table: LinesTable) -> None:
    wanted: list[tuple[Sequence[str], bool]] = []
    table.ticked.connect(lambda keys, on: wanted.append((keys, on)))
    table.load(ticks(a=True, b=None))
    model = table.model()
    assert model.data(model.index(0, 0), Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    assert model.setData(model.index(0, 0), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert not model.setData(model.index(0, 1), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert not model.setData(model.index(1, 0), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert not model.setData(model.index(0, 0), "text", Qt.ItemDataRole.EditRole)
    assert wanted == [(("a",), False)]


def test_space_ticks_the_selected_rows_that_have_a_tick(table: LinesTable) -> None:
    wanted: list[tuple[Sequence[str], bool]] = []
    table.ticked.connect(lambda keys, on: wanted.append((keys, on)))
    table.load(ticks(a=True, b=None, c=False))
    table.selectAll()
    press(table, Qt.Key.Key_Space)
    table.load(ticks(a=True, b=None, c=True))
    press(table, Qt.Key.Key_Space)
    table.select_line(1)
    press(table, Qt.Key.Key_Space)
    assert wanted == [(("a", "c"), True), (("a", "c"), False)]


def test_delete_wants_the_selected_rows_out(table: LinesTable) -> None:
    removed: list[Sequence[str]] = []
    table.removed.connect(removed.append)
    table.load(lines("a", "b", "c"))
    press(table, Qt.Key.Key_Delete)
    table.select_line(1)
    press(table, Qt.Key.Key_Delete)
    table.selectAll()
    press(table, Qt.Key.Key_Delete)
    assert removed == [("b",), ("a", "b", "c")]


def test_the_same_rows_stay_where_they_are(table: LinesTable, qtbot: QtBot) -> None:
    table.load(lines("a", "b", "c"))
    table.selectAll()
    seen = picks(table)
    with qtbot.waitSignal(table.model().dataChanged), qtbot.assertNotEmitted(table.model().modelReset):
        table.load(ticks(a=None, b=True, c=None))
    assert table.selected == ("a", "b", "c")
    assert table.lines[1].ticked
    assert seen == []


@pytest.mark.parametrize(
    ("after", "current"),
    [("cab", "b"), ("ac", "c"), ("a", "a"), ("xyz", "y"), ("", None)],
    ids=["moved", "taken out", "last taken out", "others", "emptied"],
)
def test_the_place_is_kept_on_reload(table: LinesTable, after: str, current: str | None) -> None:
    table.load(lines("a", "b", "c"))
    table.select_line(1)
    seen = picks(table)
    table.load(lines(*after))
    assert seen == [current]
    assert table.selected == ((current,) if current else ())
    assert (table.current.key if table.current else None) == current


def test_a_filled_table_begins_with_its_first_line_where_that_is_wanted(
    table: LinesTable, theme: Theme, qtbot: QtBot
) -> None:
    table.load(lines("a", "b"))
    assert table.current is None
    other = LinesTable(theme, "Rader", TITLES, first=True)
    qtbot.addWidget(other)
    seen = picks(other)
    other.load([])
    other.load(lines("a", "b"))
    assert other.selected == ("a",)
    assert seen == ["a"]


def test_picked_is_told_once_for_each_line(table: LinesTable) -> None:
    table.load(lines("a", "b", "c"))
    seen = picks(table)
    table.go_to("b")
    table.go_to("nobody")
    press(table, Qt.Key.Key_Down)
    press(table, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    assert table.selected == ("b", "c")
    table.clearSelection()
    assert seen == ["b", "c", "b", None]


def test_one_row_at_a_time_where_only_one_may_be_selected(theme: Theme, qtbot: QtBot) -> None:
    one = LinesTable(theme, "Rader", TITLES, several=False)
    qtbot.addWidget(one)
    one.load(lines("a", "b"))
    one.select_line(0)
    press(one, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert one.selected == ("b",)
