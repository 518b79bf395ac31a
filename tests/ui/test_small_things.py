"""Icons, messages, the clipboard, Swedish, the style sheet, the memory of the window's layout."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QMessageBox, QTableWidget, QWidget, QWizard
from pytestqt.qtbot import QtBot

import rhs_desktop.ui
from rhs_desktop.domain.cases.steps import Queue
from rhs_desktop.paths import resources_dir
from rhs_desktop.ui.case_list.columns import COLUMNS, DROPPED_WHEN_NARROW, MIRRORED
from rhs_desktop.ui.case_list.filter import Filter, Span, Tab
from rhs_desktop.ui.case_list.header import kept_columns, shared_room
from rhs_desktop.ui.widgets import icons
from rhs_desktop.ui.widgets.clipboard import Clipboard
from rhs_desktop.ui.widgets.messages import message_box
from rhs_desktop.ui.widgets.palette import DARK, LIGHT, Palette, State
from rhs_desktop.ui.widgets.table_setup import choose_row
from rhs_desktop.ui.widgets.theme import Mode, Theme, style_sheet
from rhs_desktop.ui.window.layout_memory import Layout, LayoutMemory, remember_filter, remembered_filter
from rhs_desktop.ui.window.qt_language import speak_swedish

ICONS = sorted((resources_dir() / "icons").glob("*.svg"))
UI = Path(rhs_desktop.ui.__file__).parent


# ---- icons and the sheet


@pytest.mark.parametrize("file", ICONS, ids=lambda file: file.stem)
def test_icons_are_of_one_set(file: Path, theme: Theme) -> None:
    drawing = file.read_text(encoding="utf-8")
    assert 'viewBox="0 0 24 24"' in drawing
    assert set(re.findall(r'stroke-width="([^"]+)"', drawing)) == {"1.7"}
    assert 'stroke="currentColor"' in drawing
    picture = icons.pixmap(file.stem, "#ff0000", 16, 2.0).toImage()
    inked = [(x, y) for x in range(32) for y in range(32) if picture.pixelColor(x, y).alpha() > 200]
    assert len(inked) > 10
    assert all(picture.pixelColor(x, y).green() < 60 for x, y in inked)


def test_there_is_an_icon_for_every_state_and_counter() -> None:
    names = {file.stem for file in ICONS}
    assert {state.value for state in State} <= names
    assert {queue.value for queue in Queue} <= names


@pytest.mark.parametrize("palette", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
def test_the_sheet_is_filled_in(palette: Palette) -> None:
    sheet = style_sheet(palette, 4, 10)
    assert "$" not in sheet
    assert palette.accent in sheet
    assert sheet.count("{") == sheet.count("}")


def test_every_kind_in_the_code_is_in_the_sheet_and_the_other_way_round() -> None:
    sheet = (resources_dir() / "style.qss").read_text(encoding="utf-8")
    styled = set(re.findall(r'\[kind="(\w+)"\]', sheet))
    code = "\n".join(file.read_text(encoding="utf-8") for file in UI.rglob("*.py"))
    assert (
        styled - set(re.findall(r'"(\w+)"', code)) - {"banner_info", "banner_good", "banner_warn", "banner_error"}
        == set()
    )
    used = set(re.findall(r'set_kind\([\w.]+, "(\w+)"\)', code))
    assert used <= styled


def test_the_theme_changes_everything_at_once(theme: Theme, qtbot: QtBot, qapp: QApplication) -> None:
    try:
        with qtbot.waitSignal(theme.changed):
            theme.choose(Mode.DARK)
        assert theme.palette is DARK
        assert DARK.ground in qapp.styleSheet()
        assert qapp.palette().window().color().name() == DARK.ground
    finally:
        theme.choose(Mode.LIGHT)


# ---- messages and Swedish


@pytest.fixture
def in_swedish(qapp: QApplication) -> QTranslator:
    return speak_swedish(qapp)


def test_qt_speaks_swedish(qtbot: QtBot, qapp: QApplication, in_swedish: QTranslator) -> None:
    buttons = QDialogButtonBox(
        QDialogButtonBox.StandardButton.Yes
        | QDialogButtonBox.StandardButton.No
        | QDialogButtonBox.StandardButton.Cancel
    )
    qtbot.addWidget(buttons)
    assert {button.text().replace("&", "") for button in buttons.buttons()} == {"Ja", "Nej", "Avbryt"}
    wizard = QWizard()
    qtbot.addWidget(wizard)
    assert wizard.buttonText(QWizard.WizardButton.NextButton).replace("&", "").startswith("Nästa")
    assert QLocale().name() == "sv_SE"
    assert QLocale().monthName(1) == "januari"
    qapp.removeTranslator(in_swedish)


def test_a_question_names_its_act_and_cannot_be_answered_by_mistake(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    box, buttons = message_box(
        parent, QMessageBox.Icon.NoIcon, "Gick utskicket iväg?", "<b>25</b>", ["Markera 25 som skickade"], "Avbryt"
    )
    assert box.defaultButton() is buttons[0]
    assert box.escapeButton().text() == "Avbryt"
    assert [button.text() for button in box.buttons()] == ["Markera 25 som skickade", "Avbryt"]
    assert box.informativeText() == "<b>25</b>"
    assert buttons[0].property("kind") == "primary"


# ---- clipboard


def test_the_clipboard_is_emptied_after_a_while(qtbot: QtBot, qapp: QApplication) -> None:
    clipboard = Clipboard(qapp.clipboard(), clear_after=1)
    with qtbot.waitSignal(clipboard.cleared):
        with qtbot.waitSignal(clipboard.copied) as said:
            clipboard.copy("19760115-2395", "Personnumret")
        assert said.args == ["Personnumret kopierat"]
        assert qapp.clipboard().text() == "19760115-2395"
    assert qapp.clipboard().text() == ""


def test_what_somebody_else_copied_is_left_alone(qtbot: QtBot, qapp: QApplication) -> None:
    clipboard = Clipboard(qapp.clipboard(), clear_after=0)
    clipboard.copy("19760115-2395", "Personnumret")
    qapp.clipboard().setText("något annat")
    clipboard.clear()
    assert qapp.clipboard().text() == "något annat"
    qapp.clipboard().clear()


# ---- columns


def test_the_columns_of_1177_stand_first_and_in_its_order() -> None:
    assert [column.title for column in COLUMNS[:5]] == ["Datum", "Ärendetyp", "Personnummer", "Invånare", "Status"]
    assert COLUMNS[:5] == MIRRORED
    assert set(DROPPED_WHEN_NARROW) < {column.key for column in COLUMNS}


def test_room_is_shared() -> None:
    assert shared_room([100, 100, 100], [0, 1, 3], 340) == [100, 110, 130]
    assert shared_room([100, 100, 100], [0, 1, 1], 300) == [100, 100, 100]
    assert shared_room([100, 100, 100], [0, 1, 1], 240) == [100, 70, 70]
    assert shared_room([100, 100], [0, 0], 150) == [100, 100]


def test_columns_give_way_in_a_fixed_order() -> None:
    columns = list(COLUMNS[:6])
    needed = [100] * 6

    def keys(room: int) -> list[str]:
        return [column.key for column in kept_columns(columns, needed, room)]

    assert keys(600) == keys(525) == [column.key for column in columns]
    assert keys(524) == ["updated", "number", "name", "status", "due"]
    assert keys(300) == ["number", "name", "status", "due"]


# ---- what is remembered


def test_the_layout_is_remembered(tmp_path: Path) -> None:
    kept = Layout("Z2Vv", "c3A=", ("name", "status"), {"name": 20}, "name", True, True, "dark", {"tab": "all"})
    LayoutMemory(tmp_path / "new").save(kept)
    assert LayoutMemory(tmp_path / "new").load() == kept


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("[1, 2]", id="not an object"),
        pytest.param('{"widths": {"name": "wide"}}', id="not a number"),
        pytest.param("\x00\xff", id="noise"),
    ],
)
def test_a_broken_memory_is_forgotten(tmp_path: Path, text: str) -> None:
    (tmp_path / "window.json").write_text(text, encoding="latin-1")
    assert LayoutMemory(tmp_path).load() == Layout()


def test_values_of_the_wrong_kind_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "window.json").write_text('{"compact": "yes", "sort": "name"}', encoding="utf-8")
    assert LayoutMemory(tmp_path).load() == Layout(sort="name")


def test_nothing_about_a_person_is_remembered(tmp_path: Path) -> None:
    wanted = Filter(
        tab=Tab.ALL, resident="Karin Ek", handler=frozenset({"Anna"}), status=frozenset({"Bokad"}), span=Span.WEEK
    )
    LayoutMemory(tmp_path).save(Layout(filter=remember_filter(wanted)))
    assert not re.search("Karin|Anna", (tmp_path / "window.json").read_text(encoding="utf-8"))
    again = remembered_filter(LayoutMemory(tmp_path).load().filter)
    assert again == Filter(tab=Tab.ALL, status=frozenset({"Bokad"}), span=Span.WEEK)
    assert remembered_filter({"tab": "gone"}) == Filter()


# ---- rows -----------------------------------------------------------------------------------------------------------


def test_a_row_is_chosen_alone_whatever_keys_are_held(qtbot: QtBot) -> None:
    """After Ctrl+C the next line is chosen while Ctrl is still down."""
    table = QTableWidget(3, 2)
    qtbot.addWidget(table)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    with qtbot.waitExposed(table):
        table.show()
    choose_row(table, 0)
    QTest.keyClick(table.windowHandle(), Qt.Key.Key_F9, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
    for row in (0, 2):
        choose_row(table, row)
        assert [index.row() for index in table.selectionModel().selectedRows()] == [row]
