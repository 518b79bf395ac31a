"""The care process through the real window and its real dialogs: replies, a day of calls, a pasted table, undo."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.services import integrity
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.handover import handover
from rhs_desktop.strings.cases.replies import Crossed
from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.case_panel.next_step import NextCard
from rhs_desktop.ui.cases.answer_dialog import AnswerDialog
from rhs_desktop.ui.cases.call_dialog import CallingDialog
from rhs_desktop.ui.cases.undo_dialog import UndoDialog
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.pasting.review_dialog import PastingDialog
from rhs_desktop.ui.sending.reminders_dialog import RemindersDialog
from rhs_desktop.ui.widgets.theme import Mode, Theme
from rhs_desktop.ui.window.commands import Command
from rhs_desktop.ui.window.layout_memory import Layout
from rhs_desktop.ui.window.main_window import MainWindow
from tests.pasted import markup, tabbed
from tests.ui.conftest import rows_of
from tests.ui.desk import Answering, press, type_text
from tests.ui.states import Scene, numbers, open_scene

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@dataclass
class AtDesk:
    """The window over a real register. `dialogs` is what to do with each dialog as it opens."""

    window: MainWindow
    scene: Scene
    tools: DialogContext
    qtbot: QtBot
    dialogs: list[Callable[[QDialog], None]] = field(default_factory=list)

    def opened(self, dialog: QDialog) -> None:
        self.dialogs.pop(0)(dialog)

    def row(self, case: int) -> CaseRow:
        return next(row for row in self.window.areas.table.rows if row.case == case)

    def statuses(self) -> Counter[str]:
        return Counter(row.status for row in self.window.areas.table.rows)

    def key(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        QTest.keyClick(self.window, key, modifier)
        assert self.dialogs == []

    def show(self, case: int) -> NextCard:
        self.window.areas.filters.set_filter(Filter())
        assert self.window.areas.table.pick(case)
        self.qtbot.waitUntil(lambda: self.window.areas.panel.case == case)
        return self.card

    @property
    def card(self) -> NextCard:
        card = self.window.areas.panel.card
        assert card is not None
        return card

    def tick(self, *steps: str) -> None:
        for step in steps:
            self.card.ticks[step].click()

    def answer(self, answer: Answer, via: Via = Via.DIGITAL, ago: int = 0) -> None:
        """As it came, so many days ago: from the panel's own button or menu."""

        def record(dialog: QDialog) -> None:
            assert isinstance(dialog, AnswerDialog)
            choose_way(dialog, via)
            for _ in range(ago):
                dialog.on.setFocus()
                press(dialog.on, Qt.Key.Key_Down)
            dialog.choices.setFocus()
            choose(dialog, answer)
            press(dialog, Qt.Key.Key_Return)
            assert not dialog.isVisible()

        self.dialogs.append(record)
        button = self.card.buttons.get(Act.ANSWER)
        if button is None:
            next(action for action in self.card.more.actions() if action.data() == Act.ANSWER).trigger()
        else:
            self.qtbot.waitUntil(button.isEnabled)
            button.click()
        assert self.dialogs == []

    def sound(self) -> bool:
        """What is kept is whole, and every row is what its events say."""
        return integrity.verify(self.scene.desk.context) == ()


def choose_way(dialog: AnswerDialog, via: Via) -> None:
    dialog.via.setCurrentIndex(dialog.via.findData(via))
    dialog.via.activated.emit(dialog.via.currentIndex())


def choose(dialog: AnswerDialog, answer: Answer | Crossed) -> None:
    """By its number key."""
    offered = list(dialog.choices.values)
    keys(dialog, str(offered.index(answer) + 1))


@pytest.fixture
def desk(tmp_path: Path, qapp: QApplication, qtbot: QtBot) -> Iterator[Callable[..., AtDesk]]:
    """`desk("remind", "unread")`: the window over these cases."""
    opened: list[AtDesk] = []

    def sit_down(*states: str) -> AtDesk:
        theme = Theme(qapp, Mode.LIGHT)
        scene = open_scene(tmp_path / f"desk{len(opened)}", states)
        messages = Answering()
        tools = scene.tools(theme, messages)
        place = SeatInfo("Vårdcentralen Ekeby", "Anna Ek")
        window = MainWindow(place, scene.today, theme, messages, tools.clipboard, Layout())
        qtbot.addWidget(window)
        window.resize(1280, 800)
        window.show()
        with qtbot.waitActive(window):
            window.activateWindow()
        window.begin(tools, rows_of(tools), Filter())
        opened.append(AtDesk(window, scene, tools, qtbot))
        messages.on_run = opened[-1].opened
        return opened[-1]

    yield sit_down
    for one in opened:
        one.tools.clipboard.clear()
        one.scene.desk.context.store.close()


def keys(dialog: QDialog, signs: str) -> None:
    for sign in signs:
        press(dialog, Qt.Key(ord(sign)), text=sign)


# ---- a reply of each kind --------------------------------------------------------------------------------------------


def test_yes_call_me_is_called_booked_and_answered_in_the_manuals_order(desk: Callable[..., AtDesk]) -> None:
    at = desk("unread")
    (case,) = at.scene.all
    at.show(case)
    at.answer(Answer.YES_CALL)
    assert at.row(case).status == "answered"

    def call(dialog: QDialog) -> None:
        assert isinstance(dialog, CallingDialog)
        assert dialog.card is not None
        dialog.card.data_told.click()
        keys(dialog, "1")
        press(dialog, Qt.Key.Key_Return)

    at.tick("call")
    at.dialogs = [call]
    at.qtbot.waitUntil(at.card.buttons[Act.CALL_NOW].isEnabled)
    at.card.buttons[Act.CALL_NOW].click()
    assert at.dialogs == []
    assert at.row(case).status == "answered", "the answer in 1177 is still to be sent"
    assert at.card.ticks["call"].isChecked(), "what was begun is kept"
    at.tick("tell_form", "reply_form")
    assert at.row(case).queue == "answer"
    at.tick("close")
    assert (at.row(case).status, at.row(case).step) == ("booked", "prepare_visit")
    assert at.sound()


def test_yes_call_me_is_answered_first_and_nothing_behind_the_close_is_forgotten(desk: Callable[..., AtDesk]) -> None:
    """The manual's other order: the form and the samples come when the case is long closed in 1177."""
    at = desk("answered")
    (case,) = at.scene.all
    at.show(case)
    at.card.order_wanted.emit(1)
    at.tick("reply_call_back", "close")
    assert (at.row(case).status, at.row(case).step) == ("call_yes", "call")
    assert list(at.card.ticks) == ["send_form", "order_samples"]
    at.dialogs = [booked]
    at.key(Qt.Key.Key_F8)
    assert at.row(case).status == "booked"
    at.show(case)
    assert at.row(case).due == at.scene.today + timedelta(days=2), "samples do not wait for the day before"
    (half,) = handover(at.scene.desk.context).half_done
    assert (half.row.case, half.done, half.of, half.step) == (case, 3, 5, "handle_answer")
    at.tick("send_form", "order_samples")
    assert list(at.card.ticks) == ["samples_taken", "form_answered", "remind_visit"]
    assert handover(at.scene.desk.context).half_done == ()
    assert at.sound()


def booked(dialog: QDialog) -> None:
    assert isinstance(dialog, CallingDialog)
    assert dialog.card is not None
    dialog.card.data_told.click()
    keys(dialog, "1")
    press(dialog, Qt.Key.Key_Return)


def test_yes_i_book_myself_starts_the_sixty_days(desk: Callable[..., AtDesk]) -> None:
    at = desk("answered_self")
    (case,) = at.scene.all
    at.show(case)
    at.tick("web_times", "booking_basis", "booking_date", "order_samples", "reply_three_steps")
    assert at.row(case).status == "answered"
    at.tick("close")
    assert (at.row(case).status, at.row(case).step) == ("own_booking", "look_at_booking")
    assert at.row(case).due == at.scene.today + timedelta(days=30)
    assert at.sound()


def test_no_is_thanked_and_never_contacted_again(desk: Callable[..., AtDesk]) -> None:
    at = desk("remind")
    (case,) = at.scene.all
    at.show(case)
    at.answer(Answer.NO)
    at.tick("reply_declined", "close")
    assert (at.row(case).status, at.row(case).finished) == ("declined", True)
    assert {Act.REMINDED, Act.NO_ANSWER, Act.LETTERS}.isdisjoint(at.card.buttons)
    assert at.sound()


def test_a_letter_that_has_lain_on_the_desk_is_late_from_the_day_on_which_it_came(desk: Callable[..., AtDesk]) -> None:
    at = desk("letter_sent")
    (case,) = at.scene.all
    at.show(case)

    def record(dialog: QDialog) -> None:
        assert isinstance(dialog, AnswerDialog)
        assert dialog.via.currentText() == "Med svarsbrev"
        dialog.on.setFocus()
        for _ in range(3):
            press(dialog.on, Qt.Key.Key_Down)
        dialog.choices.setFocus()
        choose(dialog, Crossed.WRITE)
        type_text(dialog.letter.times, "tisdagar")
        press(dialog, Qt.Key.Key_Return)

    at.dialogs = [record]
    at.card.buttons[Act.ANSWER].click()
    came = at.scene.today - timedelta(days=3)
    word = at.tools.context.store.state(case).word
    assert word is not None
    assert (word.on, word.via) == (came, Via.LETTER)
    assert (at.row(case).status, at.row(case).due) == ("letter_yes", came)
    assert at.window.areas.panel.history is not None
    told = [label.text() for label in at.window.areas.panel.history.findChildren(QLabel)]
    assert any("antecknat i dag" in text for text in told)
    at.key(Qt.Key.Key_Z, CONTROL)
    assert at.tools.context.store.state(case).word is None
    assert at.sound()


# ---- a day of calls --------------------------------------------------------------------------------------------------


def record(dialog: CallingDialog, sign: str) -> None:
    """How the call ended, by its key."""
    assert dialog.card is not None
    dialog.card.data_told.click()
    keys(dialog, sign)
    press(dialog, Qt.Key.Key_Return)


def test_a_day_of_calls(desk: Callable[..., AtDesk]) -> None:
    """Seven people, seven ends; one of them rings back before the day is over."""
    at = desk(*["to_phone"] * 7, "unread")
    order: list[int] = []

    def calls(dialog: QDialog) -> None:
        assert isinstance(dialog, CallingDialog)
        order.extend(dialog.calls.order)
        for sign in "123456":
            record(dialog, sign)
        assert dialog.calls.current == order[5], "a wrong number is looked up at once"
        assert dialog.card is not None
        dialog.card.number.none.click()
        record(dialog, "7")
        assert [line.key for line in dialog.list.lines] == order, "nobody disappears"
        at.scene.desk.clock.now += timedelta(hours=2)
        number = at.scene.desk.context.store.resident_of(order[4]).details.phones[0]
        dialog.search.setFocus()
        type_text(dialog.search, "+46" + number.replace("-", "").replace(" ", "")[1:])
        press(dialog, Qt.Key.Key_Return)
        assert dialog.calls.current == order[4]
        keys(dialog, "2")
        press(dialog, Qt.Key.Key_Return)

    at.dialogs = [calls]
    at.key(Qt.Key.Key_F8)
    assert [at.row(case).status for case in order] == [
        "booked", "declined", "called", "called", "declined", "to_letter", "phone_time",
    ]  # fmt: skip
    due = [at.row(case).due for case in order]
    assert due[2] == due[3] == at.scene.today + timedelta(days=1)
    assert at.window.areas.status.done.text() == "7 samtal antecknades"
    assert at.sound()


# ---- a pasted table --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [tabbed, markup], ids=["text", "markup"])
def test_a_table_pasted_from_1177_is_seen_as_changes_first(
    desk: Callable[..., AtDesk], shape: Callable[[Sequence[Sequence[str]]], str]
) -> None:
    at = desk("unread", "unread", "read")
    twelve = numbers(10)
    status = (
        "Tilldelat (fråga till invånare, läst av invånare)",
        "Tilldelat (svar från invånare)",
        "Fråga till invånare",
    )
    shown = [(twelve[0], status[0]), (twelve[1], status[1]), (twelve[2], status[2]), (twelve[9], status[0])]
    table = [
        ("Datum", "Ärendetyp", "Personnummer", "Invånare", "Status"),
        *(
            ("2026-11-05 09:12", "Inbjudan – Välkommen på hälsosamtal", f"{one[:8]}-{one[8:]}", "Någon", what)
            for one, what in shown
        ),
    ]
    data = QMimeData()
    data.setText(tabbed(table))
    if shape is markup:
        data.setHtml(markup(table))
    QGuiApplication.clipboard().setMimeData(data)

    def save(dialog: QDialog) -> None:
        assert isinstance(dialog, PastingDialog)
        assert "1 läst, 1 svar" in dialog.summary.text()
        assert "1 okänd" in dialog.summary.text()
        assert at.statuses() == {"unread": 2, "read": 1}, "nothing is saved before the button says so"
        dialog.primary.click()

    at.dialogs = [save]
    at.window.areas.buttons.buttons[Command.PASTE].click()
    assert at.dialogs == []
    assert [at.row(case).status for case in at.scene.all] == ["read", "answered", "read"], "never backwards"
    at.key(Qt.Key.Key_Z, CONTROL)
    assert at.statuses() == {"unread": 2, "read": 1}
    assert at.sound()


# ---- undo of a batch -------------------------------------------------------------------------------------------------


def test_a_batch_of_25_is_taken_back_two_days_later(desk: Callable[..., AtDesk]) -> None:
    at = desk(*["remind"] * 25)

    def remind(dialog: QDialog) -> None:
        assert isinstance(dialog, RemindersDialog)
        dialog.copy_all.click()
        assert QGuiApplication.clipboard().text().count("\n") == 24
        assert dialog.primary.text() == "Markera 25 som påminda"
        press(dialog, Qt.Key.Key_Return)

    def take_back(dialog: QDialog) -> None:
        assert isinstance(dialog, UndoDialog)
        remind_line = next(turn for turn, past in enumerate(dialog.past) if past.act.kind == "remind")
        dialog.list.select_line(remind_line)
        assert dialog.plan is not None
        assert len(dialog.plan.cases) == 25
        press(dialog, Qt.Key.Key_Return)

    at.dialogs = [remind]
    at.key(Qt.Key.Key_F9)
    assert at.statuses() == {"reminded": 25}
    at.scene.desk.clock.now += timedelta(days=2)
    at.dialogs = [take_back]
    at.key(Qt.Key.Key_Z, CONTROL | ALT)
    assert at.statuses() == {"read": 25}
    assert at.window.areas.status.done.text() == "Ångrat: 25 markerades som påminda"
    at.key(Qt.Key.Key_F5)
    assert {row.step for row in at.window.areas.table.rows} == {"remind"}
    assert at.sound()


def test_a_batch_that_something_stands_on_says_what(desk: Callable[..., AtDesk]) -> None:
    at = desk(*["remind"] * 25)
    at.dialogs = [lambda dialog: press(dialog, Qt.Key.Key_Return)]
    at.key(Qt.Key.Key_F9)
    case = at.scene.all[3]
    at.show(case)
    at.answer(Answer.NO)
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, UndoDialog)
        dialog.list.select_line(1)
        assert dialog.plan is not None
        name = at.row(case).name
        said.extend(one.text() for one in dialog.findChildren(QLabel) if one.text().startswith(name))
        assert not dialog.primary.isEnabled()

    at.dialogs = [look]
    at.key(Qt.Key.Key_Z, CONTROL | ALT)
    assert said == [f"{at.row(case).name}: svaret är antecknat: nej tack, 09:30 av Anna Ek"]
    assert at.statuses()["reminded"] == 24
