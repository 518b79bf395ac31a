"""The day's work from the window: the button of a queue, the keys, Kommande, one line of a timeline taken back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QToolButton
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.ui.case_list.filter import Filter, Tab
from rhs_desktop.ui.cases.call_dialog import CallingDialog
from rhs_desktop.ui.cases.forecast_dialog import ForecastDialog
from rhs_desktop.ui.cases.handover_dialog import HandoverDialog
from rhs_desktop.ui.cases.undo_dialog import UndoDialog
from rhs_desktop.ui.sending.reminders_dialog import RemindersDialog
from rhs_desktop.ui.window.commands import Place, commands_at
from rhs_desktop.ui.window.queue_counters import FORECAST
from tests.ui.conftest import Office, Open
from tests.ui.desk import press

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
DAY = ("to_phone", "called", "remind", "remind_late", "unread", "closed", "letter_sent", "booked")


def opened_by(office: Office, act: Callable[[], None]) -> QDialog:
    """The one dialog that an act opens; it is left at once."""
    seen: list[QDialog] = []
    office.messages.on_run = seen.append
    act()
    assert len(seen) == 1
    return seen[0]


def statuses(office: Office) -> dict[str, str]:
    rows = {row.case: row for row in office.window.areas.table.rows}
    return {name: rows[case].status for name, case in office.scene.cases.items()}


@pytest.mark.parametrize(
    ("key", "modifier", "kind"),
    [
        pytest.param(Qt.Key.Key_F8, NONE, CallingDialog, id="calls"),
        pytest.param(Qt.Key.Key_F9, NONE, RemindersDialog, id="reminders"),
        pytest.param(Qt.Key.Key_K, CONTROL, ForecastDialog, id="ahead"),
        pytest.param(Qt.Key.Key_H, CONTROL, HandoverDialog, id="handing over"),
        pytest.param(Qt.Key.Key_Z, CONTROL | ALT, UndoDialog, id="undo"),
    ],
)
def test_keys_open_it_from_anywhere(
    office: Open, key: Qt.Key, modifier: Qt.KeyboardModifier, kind: type[QDialog]
) -> None:
    at: Office = office(*DAY)
    assert isinstance(opened_by(at, lambda: QTest.keyClick(at.window, key, modifier)), kind)


def test_each_queue_has_its_button(office: Open) -> None:
    at = office(*DAY)
    bar = at.window.areas.queue_bar
    assert not bar.call.isVisible()
    at.window.areas.sidebar.open("call")
    assert bar.call.isVisible()
    assert bar.call.text() == "Ring 3, en i taget…"
    assert not bar.remind.isVisible()
    dialog = opened_by(at, bar.call.click)
    assert isinstance(dialog, CallingDialog)
    assert len(dialog.calls.order) == 3
    at.window.areas.sidebar.open("remind")
    assert bar.remind.text() == "Påminn 2…"
    assert isinstance(opened_by(at, bar.remind.click), RemindersDialog)


def test_calls_show_in_the_window_afterwards(office: Open) -> None:
    at = office(*DAY)

    def call(dialog: QDialog) -> None:
        press(dialog, Qt.Key.Key_2, text="2")
        press(dialog, Qt.Key.Key_Return)

    at.messages.on_run = call
    at.window.areas.sidebar.open("call")
    at.window.areas.queue_bar.call.click()
    assert list(statuses(at).values()).count("declined") == 1
    assert at.window.areas.queue_bar.call.text() == "Ring 2, en i taget…"
    assert at.window.areas.status.done.text() == "1 samtal antecknades"


def test_kommande_opens_the_list_of_a_line(office: Open) -> None:
    at = office(*DAY)

    def choose(dialog: QDialog) -> None:
        assert isinstance(dialog, ForecastDialog)
        closing = next(turn for turn, one in enumerate(dialog.ahead) if "stängs" in one.what)
        dialog.list.select_line(closing)
        assert dialog.primary.text().startswith("Visa ")
        press(dialog, Qt.Key.Key_Return)

    at.messages.on_run = choose
    at.window.areas.sidebar.open(FORECAST)
    wanted = at.window.areas.filters.filter
    assert wanted.only
    assert at.window.areas.table.shown == len(wanted.only)
    assert at.window.areas.queue_bar.title.text().startswith("Kommande: ")
    assert at.window.areas.queue_bar.title.text().endswith("stängs i 1177")
    at.window.areas.queue_bar.leave.click()
    assert at.window.areas.filters.filter == Filter()
    assert not at.window.areas.queue_bar.leave.isVisible()


def test_kommande_left_without_a_choice_leaves_the_list(office: Open) -> None:
    at = office(*DAY)
    at.window.areas.sidebar.open("remind")
    opened_by(at, lambda: at.window.areas.sidebar.open(FORECAST))
    assert at.window.areas.filters.filter == Filter(work="remind")
    assert at.window.areas.sidebar.code() == "remind"


def test_a_list_of_kommande_is_left_by_the_tabs_and_never_remembered(office: Open) -> None:
    at = office(*DAY)
    at.window.areas.filters.set_filter(Filter(only=frozenset(at.scene.all[:2]), title="Kommande: i morgon, ring"))
    assert at.window.areas.table.shown == 2
    assert "only" not in at.window.layout_now().filter
    at.window.areas.tabs.setCurrentIndex(1)
    assert at.window.areas.filters.filter == Filter(tab=Tab.ALL)


def test_one_line_of_the_timeline_is_taken_back(office: Open, qtbot: QtBot) -> None:
    at = office("to_phone", "called")
    case = at.scene.cases["to_phone"]
    at.window.areas.table.pick(case)
    qtbot.waitUntil(lambda: at.window.areas.panel.case == case)
    assert at.window.areas.panel.history is not None
    buttons = at.window.areas.panel.history.findChildren(QToolButton)
    assert buttons[0].accessibleName() == "Ångra: Kontrollerad i 1177: avisering saknas"

    def take_back(dialog: QDialog) -> None:
        assert isinstance(dialog, UndoDialog)
        press(dialog, Qt.Key.Key_Return)

    at.messages.on_run = take_back
    buttons[0].click()
    assert statuses(at)["to_phone"] != "to_phone"
    assert at.window.areas.panel.history.findChildren(QToolButton)[0].accessibleName() != buttons[0].accessibleName()


def test_nothing_can_be_opened_while_the_register_is_read(office: Open) -> None:
    at = office("remind")
    menu = at.window.areas.menu
    day = [menu.actions[command] for command in commands_at(Place.DAY)]
    assert all(action.isEnabled() for action in day)
    menu.set_used(used=False)
    assert not any(action.isEnabled() for action in day)
    menu.set_used(used=True)


def test_a_case_is_taken_over_and_handed_over(office: Open, qtbot: QtBot) -> None:
    at = office("remind", "to_phone")
    case = at.scene.cases["remind"]
    at.window.areas.table.pick(case)
    qtbot.waitUntil(lambda: at.window.areas.panel.case == case)

    def choose(act: Act) -> None:
        card = at.window.areas.panel.card
        assert card is not None
        next(action for action in card.more.actions() if action.data() == act.value).trigger()

    def handler() -> str:
        return next(row.handler for row in at.window.areas.table.rows if row.case == case)

    choose(Act.TAKE_OVER)
    assert handler() == "Anna Ek"
    assert "Hanteras av Anna Ek" in [label.text() for label in at.window.areas.panel.findChildren(QLabel)]
    choose(Act.HAND_OVER)
    card = at.window.areas.panel.card
    assert card is not None
    assert card.form is not None
    assert card.form.text is not None
    card.form.text.setText("Örjan Öst")
    press(card.form, Qt.Key.Key_Return)
    assert handler() == "Örjan Öst"


def test_several_are_taken_over_at_once(office: Open, qtbot: QtBot) -> None:
    at = office("remind", "to_phone", "declined")
    at.window.areas.tabs.setCurrentIndex(1)
    at.window.areas.table.selectAll()
    qtbot.waitUntil(lambda: at.window.areas.panel.many is not None)
    assert at.window.areas.panel.many is not None
    button = at.window.areas.panel.many.buttons[Act.TAKE_OVER]
    assert button.text() == "Ta över 2"
    button.click()
    assert sorted(row.handler for row in at.window.areas.table.rows) == ["", "Anna Ek", "Anna Ek"]
