"""The list of cases as a person works in it: order, selection and place are kept, numbers are copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.ui.case_list.columns import BY_KEY, COLUMNS
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.case_list.model import CaseModel
from rhs_desktop.ui.case_list.sort_and_filter import TableIndex
from rhs_desktop.ui.case_list.table import CaseTable
from rhs_desktop.ui.widgets.theme import Theme
from tests.ui.desk import press
from tests.ui.rows import NUMBERS, TODAY, case_row

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def rows_of(count: int) -> list[CaseRow]:
    return [case_row(case, name=f"Karin Ek{case:03}") for case in range(1, count + 1)]


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> CaseTable:
    made = CaseTable(theme, TODAY)
    qtbot.addWidget(made)
    made.header.show_columns(())
    made.resize(900, 400)
    made.show()
    qtbot.waitExposed(made)
    made.load(rows_of(100), TODAY)
    made.sort("name")
    return made


def test_the_model_keeps_qts_rules(qtbot: QtBot) -> None:
    index = TableIndex()
    model = CaseModel(index, TODAY)
    QAbstractItemModelTester(model, FATAL)
    model.change(lambda: index.load(rows_of(20)))
    model.change(lambda: index.sort(COLUMNS[BY_KEY["name"]].sort, descending=True))
    model.change(lambda: index.search("ek01"))
    with qtbot.waitSignal(model.dataChanged):
        model.update_rows([case_row(15, name="Åsa Ek015")])
    model.change(index.refresh)
    model.change(lambda: index.load([]))
    assert model.rowCount() == 0
    assert model.data(model.index(0, 0)) is None


def test_what_the_cells_say() -> None:
    index = TableIndex()
    model = CaseModel(index, TODAY)
    model.change(lambda: index.load([case_row(1, protected=True)]))

    def cell(key: str, role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> object:
        return model.data(model.index(0, BY_KEY[key]), role)

    assert [cell(column.key) for column in COLUMNS] == [
        "2026-10-28 09:12", "Inbjudan – Välkommen på hälsosamtal", "19760203-••••", "Karin Ek", "Fråga till invånare",
        "i dag", "Skicka påminnelse", "1177", "", "1", "",
    ]  # fmt: skip
    for role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
        assert cell("number", role) == "19760203-••••"
    model.masked = False
    assert cell("number") == "19760203-2380"
    assert cell("status", Qt.ItemDataRole.AccessibleTextRole) == (
        "Fråga till invånare, att göra i dag, skyddade personuppgifter"
    )
    assert cell("status", Qt.ItemDataRole.FontRole) is None
    titles = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
    assert titles == [column.title for column in COLUMNS]


def test_a_reserve_number_has_no_hyphen(table: CaseTable) -> None:
    table.load([case_row(1, digits="19760101ABC1")], TODAY)
    table.pick(1)
    assert table.numbers() == ["19760101ABC1"]


def test_selection_and_scroll_stay_when_rows_come(table: CaseTable) -> None:
    table.pick(60)
    top = table.verticalScrollBar().value()
    assert top > 0
    table.load([case_row(case, name=f"Karin Ek{case:03}") for case in range(120)], TODAY)
    assert table.current_case() == 60
    assert table.selected_cases() == [60]
    assert table.verticalScrollBar().value() == top


def test_values_change_in_place(table: CaseTable, qtbot: QtBot) -> None:
    table.narrow(Filter(work="remind"))
    table.pick(3)
    top = table.verticalScrollBar().value()
    table.update_rows([case_row(3, name="Karin Ek003", queue="call", step="call")])
    assert table.row(2).step == "call"
    assert (table.current_case(), table.shown, table.stale) == (3, 100, 1)
    assert table.verticalScrollBar().value() == top
    table.refresh()
    assert (table.current_case(), table.shown, table.stale) == (None, 99, 0)


def test_search_keeps_the_chosen_case_while_it_shows(table: CaseTable) -> None:
    table.pick(42)
    table.search("ek04")
    assert table.current_case() == 42
    table.search("ek05")
    assert table.current_case() is None
    assert table.selected_cases() == []


def test_many_chosen_cases_stay_chosen(table: CaseTable) -> None:
    table.selectAll()
    table.sort("name", descending=True)
    assert table.selected_cases() == list(range(100, 0, -1))
    table.search("ek00")
    assert table.selected_cases() == list(range(9, 0, -1))


def test_sorting_by_the_header_and_back(table: CaseTable) -> None:
    table.header.setSortIndicator(BY_KEY["name"], Qt.SortOrder.DescendingOrder)
    assert table.row(0).case == 100
    assert table.sorted_by == ("name", True)
    table.sort("name")
    assert table.row(0).case == 1


def test_keys(table: CaseTable, qtbot: QtBot) -> None:
    table.setFocus()
    table.pick(1)
    press(table, Qt.Key.Key_Down)
    assert table.current_case() == 2
    press(table, Qt.Key.Key_End)
    assert table.selected_cases() == [100]
    with qtbot.waitSignal(table.opened):
        press(table, Qt.Key.Key_Return)
    with qtbot.waitSignal(table.copy_wanted):
        press(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(table.menu_wanted):
        press(table, Qt.Key.Key_Menu)
    press(table, Qt.Key.Key_K, text="k")
    assert table.current_case() == 100


def test_numbers_are_copied_in_the_order_of_the_list(table: CaseTable) -> None:
    table.load([case_row(case, digits=NUMBERS[case]) for case in range(3)], TODAY)
    table.sort("number", descending=True)
    table.selectAll()
    assert table.numbers() == ["19860312-2394", "19760203-2380", "19760115-2395"]


def test_a_deselected_current_row_is_not_shown_in_the_panel(table: CaseTable) -> None:
    table.pick(5)
    table.selectionModel().select(table.currentIndex(), QItemSelectionModel.SelectionFlag.Clear)
    assert table.current_row() is None
    table.pick_first()
    assert table.current_case() == 1


def test_columns_are_shown_hidden_moved_and_remembered(table: CaseTable, qtbot: QtBot) -> None:
    header = table.header
    table.resize(1400, 400)
    with qtbot.waitSignal(header.arranged):
        header.toggle("handler")
    assert header.chosen_columns()[-1] == "handler"
    header.moveSection(header.visualIndex(BY_KEY["name"]), 0)
    assert header.chosen_columns()[0] == "name"
    header.toggle("updated")
    assert "updated" not in header.shown_columns()
    for key in header.chosen_columns()[1:]:
        header.toggle(key)
    header.toggle("name")
    assert header.chosen_columns() == ["name"]
    header.arrange_anew()
    assert header.chosen_columns() == ["updated", "case_type", "number", "name", "status", "due"]


def test_widths_follow_the_room_until_one_is_dragged(table: CaseTable) -> None:
    header = table.header
    table.resize(700, 400)
    assert header.widths() == {}
    assert header.shown_columns() == ["updated", "number", "name", "status", "due"]
    table.resize(1500, 400)
    assert len(header.shown_columns()) == 6
    header.resizeSection(BY_KEY["name"], 321)
    kept = header.widths()
    assert set(kept) == set(header.shown_columns())
    table.resize(1300, 400)
    assert header.sectionSize(BY_KEY["name"]) == 321
    header.arrange_anew()
    assert header.widths() == {}
    header.set_widths(kept)
    assert header.widths() == kept


def test_rows_have_one_height_and_a_smaller_one_when_compact(table: CaseTable) -> None:
    assert 26 <= table.rowHeight(0) <= 34
    assert table.rowHeight(0) == table.rowHeight(99)
    usual = table.rowHeight(0)
    table.set_compact(True)
    assert table.rowHeight(0) < usual


def test_it_is_made_for_keyboard_and_screen_reader(table: CaseTable) -> None:
    assert not table.tabKeyNavigation()
    assert table.accessibleName() == "Ärenden"


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_cells_are_painted_in_the_colours_of_the_theme(table: CaseTable, theme: Theme, mode: str) -> None:
    from rhs_desktop.ui.widgets.theme import Mode

    try:
        theme.choose(Mode(mode))
        table.pick(2)
        painted = table.grab().toImage()
        colours = {painted.pixelColor(x, y).name() for x in range(0, 890, 3) for y in range(30, 390, 3)}
        assert {theme.palette.surface, theme.palette.selected} <= colours
    finally:
        theme.choose(Mode.LIGHT)
