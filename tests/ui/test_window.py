"""The window as a person at the desk uses it, over a real database: counters, filters, search, panel, undo, keys."""

from __future__ import annotations

import inspect
from datetime import time, timedelta
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.steps import Status, StepKind
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.services.cases import record, visits
from rhs_desktop.services.sending import send
from rhs_desktop.ui.case_list.filter import DUE_TODAY, Filter, Tab
from rhs_desktop.ui.case_list.filter_menu import SetFilter
from rhs_desktop.ui.case_panel.act_forms import FormAnswer
from rhs_desktop.ui.cases.answer_dialog import AnswerDialog
from rhs_desktop.ui.cases.cosmic_check_dialog import CosmicManyDialog
from rhs_desktop.ui.cases.details_dialog import DetailsDialog
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from rhs_desktop.ui.checklists.set_aside_dialog import SetAsideDialog
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.pasting.review_dialog import PastingDialog
from rhs_desktop.ui.replies.reply_dialog import ReplyDialog
from rhs_desktop.ui.sending.wizard import SendWizard
from rhs_desktop.ui.window.commands import Command
from rhs_desktop.ui.window.layout_helpers import dropped_file
from rhs_desktop.ui.window.layout_memory import Layout
from rhs_desktop.ui.window.queue_counters import SET_ASIDE
from tests.ui.conftest import Office, Open
from tests.ui.desk import press, type_text

DAY = ("answered", "remind", "remind_late", "to_phone", "called", "letter", "wrong_number", "new", "ready", "declined")


def names(office: Office) -> list[str]:
    table = office.window.areas.table
    by_case = {case: state for state, case in office.scene.cases.items()}
    return [by_case[table.row(line).case] for line in range(table.shown)]


def show(office: Office, state: str, qtbot: QtBot) -> None:
    """Choose a case in the list and wait for the panel."""
    case = office.scene.cases[state]
    assert office.window.areas.table.pick(case)
    qtbot.waitUntil(lambda: office.window.areas.panel.case == case)


def click(office: Office, act: Act, qtbot: QtBot) -> None:
    card = office.window.areas.panel.card
    assert card is not None
    button = card.buttons[act]
    qtbot.waitUntil(button.isEnabled)
    button.click()


def choose(office: Office, act: Act) -> None:
    """From the menu Mer."""
    card = office.window.areas.panel.card
    assert card is not None
    next(action for action in card.more.actions() if action.data() == act.value).trigger()


def steps(office: Office, state: str) -> tuple[StepKind | None, Status]:
    """The case's next step and status, as they now stand in the list."""
    case = office.scene.cases[state]
    row = next(row for row in office.window.areas.table.rows if row.case == case)
    return row.step, row.status


# ---- the list and what stands around it


def test_counters_open_their_lists(office: Open, qtbot: QtBot) -> None:
    desk = office(*DAY)
    counted = {line.code: line.count for line in desk.window.areas.sidebar.counters}
    assert counted[DUE_TODAY] == 7, counted
    assert (counted["answer"], counted["remind"], counted["call"], counted["fix"], counted["check"]) == (1, 2, 2, 1, 1)
    desk.window.areas.sidebar.open("remind")
    assert names(desk) == ["remind_late", "remind"]
    assert desk.window.areas.status.count.text() == "2 av 10 visas"
    desk.window.areas.sidebar.open(DUE_TODAY)
    assert desk.window.areas.table.shown == counted[DUE_TODAY]
    desk.window.areas.filters.clear.click()
    assert desk.window.areas.table.shown == 9
    assert desk.window.areas.sidebar.code() == ""


def test_tabs_are_those_of_1177(office: Open) -> None:
    desk = office(*DAY)
    tabs = desk.window.areas.tabs
    assert [tabs.tabText(place) for place in range(tabs.count())] == ["Ärenden att hantera", "Alla ärenden"]
    assert "declined" not in names(desk)
    tabs.setCurrentIndex(1)
    assert "declined" in names(desk)
    assert desk.window.areas.filters.closed.isVisible()
    desk.window.areas.filters.closed.choices.actions()[1].trigger()
    assert "declined" not in names(desk)
    tabs.setCurrentIndex(0)
    assert not desk.window.areas.filters.closed.isVisible()
    assert desk.window.areas.table.shown == 9


def tick(menu: SetFilter, text: str) -> None:
    menu.wanted.emit()
    next(action for action in menu.menu().actions() if action.text().split("\t")[0] == text).trigger()


def test_filters_of_1177(office: Open, qtbot: QtBot) -> None:
    desk = office(*DAY)
    filters = desk.window.areas.filters
    tick(filters.status, "Fråga till invånare")
    assert names(desk) == ["remind_late"]
    tick(filters.status, "Uppringd")
    assert set(names(desk)) == {"remind_late", "called"}
    assert filters.status.text() == "&Status: 2 valda"
    assert filters.clear.isVisible()
    filters.clear.click()
    tick(filters.case_type, "Inte skickat i 1177")
    assert {"new", "ready", "to_phone"} <= set(names(desk))
    assert "remind" not in names(desk)
    filters.clear.click()
    filters.span.choices.actions()[1].trigger()
    assert all(
        desk.window.areas.table.row(line).updated >= "2026-11-09" for line in range(desk.window.areas.table.shown)
    )
    filters.clear.click()
    type_text(filters.resident, "örjan")
    qtbot.waitUntil(lambda: desk.window.areas.table.shown == 1)
    assert desk.window.areas.table.row(0).name.startswith("Örjan")


def test_search_finds_everybody_and_lets_go_again(office: Open, qtbot: QtBot) -> None:
    desk = office(*DAY, wanted=Filter(work="call"))
    before = names(desk)
    press(desk.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    desk.window.areas.menu.actions[Command.SEARCH].trigger()
    assert desk.window.areas.search.hasFocus()
    person = desk.scene.desk.context.store.resident_of(desk.scene.cases["declined"]).details
    type_text(desk.window.areas.search, person.identity.dashed)
    assert names(desk) == ["declined"]
    assert desk.window.areas.status.count.text() == "1 av 10 visas, sökning bland alla"
    press(desk.window.areas.search, Qt.Key.Key_Down)
    assert desk.window.areas.table.hasFocus()
    assert desk.window.areas.table.current_case() == desk.scene.cases["declined"]
    press(desk.window.areas.search, Qt.Key.Key_Escape)
    assert names(desk) == before


def test_an_empty_list_leads_on(office: Open) -> None:
    desk = office()
    assert desk.window.areas.empty.isVisible()
    assert desk.window.areas.empty.title.text() == "Inga ärenden än"
    opened = desk.watch()
    desk.window.areas.empty.button.click()
    assert [type(one) for one in opened] == [ImportDialog]


def test_the_way_on_from_an_empty_queue(office: Open) -> None:
    desk = office("ready", "ready")
    desk.window.areas.sidebar.open("call")
    assert desk.window.areas.empty.title.text() == "Ring: inget just nu"
    desk.window.areas.sidebar.open(DUE_TODAY)
    assert desk.window.areas.empty.title.text() == "Allt är gjort för i dag"
    desk.window.areas.empty.button.click()
    assert desk.window.areas.filters.filter.work == "invite"
    assert not desk.window.areas.empty.isVisible()
    desk.window.areas.search.setText("zzz")
    assert "zzz" in desk.window.areas.empty.title.text()
    assert not desk.window.areas.empty.button.isVisible()


def test_rows_set_aside_are_work(office: Open) -> None:
    desk = office("new")
    assert SET_ASIDE not in {line.code for line in desk.window.areas.sidebar.counters}
    opened = desk.watch()
    desk.window.areas.sidebar.open(SET_ASIDE)
    assert [type(one) for one in opened] == [SetAsideDialog]
    assert desk.window.areas.sidebar.code() == "", "a line that opens no list is not marked"


# ---- the panel


def test_the_panel_tells_who_what_when_and_why(office: Open, qtbot: QtBot) -> None:
    desk = office("remind")
    show(desk, "remind", qtbot)
    panel = desk.window.areas.panel
    assert panel.head is not None
    assert panel.card is not None
    texts = [label.text() for label in panel.findChildren(QLabel)]
    assert panel.head.name.text() == "Karin Ek"
    assert panel.head.number.text().endswith("-••••")
    assert panel.card.headline.text() == "Skicka påminnelse"
    assert panel.card.deadline.text() == "senast i dag"
    assert panel.card.why.text() == (
        "Inbjuden 28 okt i 1177, för 12 dagar sedan. Läst 31 okt. Inget svar när 1177 senast avlästes 31 okt. "
        "(Manual RHS, Påminnelser)"
    )
    order = [texts.index(text) for text in ("Läste inbjudan i 1177", "Kontrollerad i Cosmic: listad här, inte avliden")]
    assert order == sorted(order)
    identity = desk.scene.desk.context.store.resident_of(desk.scene.all[0]).details.identity
    assert not any(identity.dashed in text or identity.digits in text for text in texts)


def test_numbers_and_texts_are_copied(office: Open, qtbot: QtBot) -> None:
    desk = office("remind", "remind_late")
    show(desk, "remind", qtbot)
    identity = desk.scene.desk.context.store.resident_of(desk.scene.cases["remind"]).details.identity
    assert desk.window.areas.panel.head is not None
    desk.window.areas.panel.head.copy_number.click()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text() == identity.dashed
    assert desk.window.areas.status.done.text() == "Personnumret kopierat"
    desk.window.areas.table.selectAll()
    press(desk.window.areas.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.text().splitlines() == desk.window.areas.table.numbers()
    assert desk.window.areas.status.done.text() == "2 personnummer kopierade"


def test_protected_people_are_hidden_until_asked_for(office: Open, qtbot: QtBot) -> None:
    desk = office("remind!")
    show(desk, "remind", qtbot)
    head = desk.window.areas.panel.head
    assert head is not None

    def texts() -> str:
        return " ".join(label.text() for label in desk.window.areas.panel.findChildren(QLabel))

    assert "Skyddade personuppgifter" in texts()
    assert "070-174" not in texts()
    assert "Storgatan" not in texts()
    head.reveal.click()
    assert "070-174" in texts()
    assert "Storgatan" in texts()


def test_an_act_is_recorded_shown_in_place_and_undone(office: Open, qtbot: QtBot) -> None:
    desk = office("remind", "remind_late", wanted=Filter(work="remind"))
    show(desk, "remind", qtbot)
    click(desk, Act.REMINDED, qtbot)
    assert steps(desk, "remind") == ("call", "reminded")
    assert names(desk) == ["remind_late", "remind"], "nothing moves under the pointer"
    assert desk.window.areas.table.current_case() == desk.scene.cases["remind"]
    assert desk.window.areas.status.done.text() == "1 markerades som påmind"
    assert desk.window.areas.status.undo.isVisible()
    assert desk.window.areas.status.moved_on.text() == "1 klar här, uppdatera listan (F5)"
    counted = {line.code: line.count for line in desk.window.areas.sidebar.counters}
    assert counted["remind"] == 1
    desk.window.areas.menu.actions[Command.UNDO].trigger()
    assert steps(desk, "remind") == ("remind", "read")
    assert desk.window.areas.status.done.text() == "Ångrat: 1 markerades som påmind"
    texts = {label.text(): label for label in desk.window.areas.panel.findChildren(QLabel)}
    assert texts["Påmind i 1177"].property("kind") == "gone"


def test_what_was_undone_is_done_again(office: Open, qtbot: QtBot) -> None:
    """With the button beside it, as long as nothing else is done."""
    desk = office("remind", "remind_late")
    line = desk.window.areas.status
    show(desk, "remind", qtbot)
    click(desk, Act.REMINDED, qtbot)
    assert not line.redo.isVisible()
    line.undo.click()
    assert steps(desk, "remind") == ("remind", "read")
    assert line.redo.isVisible()
    assert line.redo.text() == "Gör om (Ctrl+Y)"
    line.redo.click()
    assert steps(desk, "remind") == ("call", "reminded")
    assert line.done.text() == "Gjort om: 1 markerades som påmind"
    assert line.undo.isVisible()
    assert not line.redo.isVisible()
    line.undo.click()
    assert steps(desk, "remind") == ("remind", "read")


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        pytest.param(Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier, id="Ctrl+Y"),
        pytest.param(
            Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier, id="Ctrl+Shift+Z"
        ),
    ],
)
def test_by_keys_back_and_forth_through_several_acts(
    office: Open, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    desk = office("remind", "remind_late")
    begun = steps(desk, "remind"), steps(desk, "remind_late")
    for state in ("remind", "remind_late"):
        show(desk, state, qtbot)
        click(desk, Act.REMINDED, qtbot)
    ended = steps(desk, "remind"), steps(desk, "remind_late")
    for _ in range(2):
        QTest.keyClick(desk.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (steps(desk, "remind"), steps(desk, "remind_late")) == begun
    QTest.keyClick(desk.window, key, modifier)
    assert (steps(desk, "remind"), steps(desk, "remind_late")) == (ended[0], begun[1])
    assert desk.window.areas.status.redo.isVisible(), "one more can be done again"
    QTest.keyClick(desk.window, key, modifier)
    assert (steps(desk, "remind"), steps(desk, "remind_late")) == ended
    QTest.keyClick(desk.window, key, modifier)
    assert (steps(desk, "remind"), steps(desk, "remind_late")) == ended
    assert desk.messages.said == []


def test_after_something_else_there_is_nothing_to_do_again(office: Open, qtbot: QtBot) -> None:
    desk = office("remind", "remind_late")
    show(desk, "remind", qtbot)
    click(desk, Act.REMINDED, qtbot)
    desk.window.areas.menu.actions[Command.UNDO].trigger()
    show(desk, "remind_late", qtbot)
    click(desk, Act.REMINDED, qtbot)
    assert not desk.window.areas.status.redo.isVisible()
    desk.window.areas.menu.actions[Command.REDO].trigger()
    assert steps(desk, "remind") == ("remind", "read")


def test_f5_lets_what_is_done_leave_the_list(office: Open, qtbot: QtBot) -> None:
    desk = office("remind", "remind_late", wanted=Filter(work="remind"))
    show(desk, "remind_late", qtbot)
    click(desk, Act.REMINDED, qtbot)
    desk.window.areas.menu.actions[Command.REFRESH].trigger()
    assert names(desk) == ["remind"]
    assert not desk.window.areas.status.moved_on.isVisible()


def test_a_button_pressed_twice_records_once(office: Open, qtbot: QtBot) -> None:
    desk = office("new")
    show(desk, "new", qtbot)
    click(desk, Act.LISTED_ALIVE, qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    assert not card.buttons[Act.SEND].isEnabled()
    opened = desk.watch()
    card.buttons[Act.SEND].click()
    assert opened == []
    qtbot.waitUntil(card.buttons[Act.SEND].isEnabled)


@pytest.mark.parametrize(
    ("state", "act", "step"),
    [
        pytest.param("new", Act.LISTED_ALIVE, ("invite", "ready"), id="listed and alive"),
        pytest.param("new", Act.NOT_LISTED, (None, "not_listed"), id="not listed"),
        pytest.param("new", Act.DECEASED, (None, "deceased"), id="deceased"),
        pytest.param("to_phone", Act.NO_ANSWER, ("call", "called"), id="no answer"),
        pytest.param("to_phone", Act.VOICEMAIL, ("call", "called"), id="voicemail"),
        pytest.param("to_phone", Act.DECLINED, (None, "declined"), id="said no on the phone"),
        pytest.param("to_phone", Act.WRONG_PHONE, ("send_letter", "to_letter"), id="wrong number"),
        pytest.param("answered", Act.HANDLED, ("call", "call_yes"), id="answer handled"),
        pytest.param("letter_sent", Act.RETURNED, ("fix_address", "fix_address"), id="letter returned"),
        pytest.param("visit_today", Act.HELD, ("document", "visited"), id="visit held"),
        pytest.param("visit_today", Act.NO_SHOW, ("call", "rebook"), id="did not come"),
    ],
)
def test_what_the_buttons_record(office: Open, qtbot: QtBot, state: str, act: Act, step: tuple[str, str]) -> None:
    desk = office(state)
    desk.window.areas.filters.set_filter(Filter(tab=Tab.ALL))
    show(desk, state, qtbot)
    click(desk, act, qtbot)
    assert steps(desk, state) == step
    desk.window.areas.menu.actions[Command.UNDO].trigger()
    assert steps(desk, state) != step


@pytest.mark.parametrize(
    ("state", "answer", "asked"),
    [
        pytest.param("to_phone", None, True, id="an invitation by phone"),
        pytest.param("closed", None, True, id="no answer in 1177"),
        pytest.param("closed", Via.DESK, True, id="yes at the desk"),
        pytest.param("closed", Via.LETTER, False, id="yes by letter"),
    ],
)
def test_the_card_asks_for_the_tick_where_data_protection_must_be_told(
    office: Open, qtbot: QtBot, state: str, answer: Via | None, asked: bool
) -> None:
    desk = office(state)
    if answer is not None:
        record.record_answer(desk.tools.context, desk.scene.all[0], Answer.YES_CALL, answer)
        desk.window.lists.refresh()
    show(desk, state, qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    assert card.told is not None
    qtbot.waitUntil(card.buttons[Act.BOOKED].isVisible)
    assert card.told.isVisible() is asked


@pytest.mark.parametrize(
    ("state", "act", "text", "step"),
    [
        pytest.param("new", Act.EXCLUDE, "bor utomlands", (None, "excluded"), id="excluded with a reason"),
        pytest.param("to_phone", Act.SET_PHONE, "070-174 06 99", ("call", "to_phone"), id="phone from Cosmic"),
        pytest.param("remind", Act.NOTE, "Ringer efter 16", ("remind", "read"), id="note"),
        pytest.param("remind", Act.SNOOZE, "på semester", ("remind", "read"), id="put off"),
    ],
)
def test_acts_that_ask_first(
    office: Open, qtbot: QtBot, state: str, act: Act, text: str, step: tuple[str, str]
) -> None:
    desk = office(state)
    show(desk, state, qtbot)
    choose(desk, act)
    card = desk.window.areas.panel.card
    assert card is not None
    assert card.form is not None
    assert card.form.text is not None
    assert card.form.text.hasFocus()
    card.form.save.click()
    assert card.form.trouble.text(), "a reason is asked for"
    type_text(card.form.text, text)
    press(card.form.text, Qt.Key.Key_Return)
    assert steps(desk, state) == step
    after = desk.window.areas.panel.card
    assert after is not None
    assert after.form is None


def test_a_reason_that_may_be_left_out_is_asked_for_too(office: Open, qtbot: QtBot) -> None:
    desk = office("remind")
    show(desk, "remind", qtbot)
    choose(desk, Act.GIVE_UP)
    card = desk.window.areas.panel.card
    assert card is not None
    assert card.form is not None
    assert card.form.text is not None
    press(card.form.text, Qt.Key.Key_Return)
    assert steps(desk, "remind") == (None, "unreached")


@pytest.mark.parametrize("act", [Act.BOOKED, Act.CALL_AGAIN, Act.PHONE_TIME, Act.SNOOZE])
@pytest.mark.parametrize("height", [560, 700, 800])
def test_a_question_is_scrolled_to_with_its_button(office: Open, qtbot: QtBot, act: Act, height: int) -> None:
    desk = office("to_phone")
    desk.window.resize(1280, height)
    show(desk, "to_phone", qtbot)
    panel = desk.window.areas.panel
    panel.ask(act)
    assert panel.card is not None
    assert panel.card.form is not None
    save, seen = panel.card.form.save, panel.viewport()
    qtbot.waitUntil(lambda: not panel.settling)
    assert seen.rect().contains(save.mapTo(seen, save.rect().center()))


def test_a_form_can_be_left(office: Open, qtbot: QtBot) -> None:
    desk = office("remind")
    show(desk, "remind", qtbot)
    choose(desk, Act.NOTE)
    card = desk.window.areas.panel.card
    assert card is not None
    assert card.form is not None
    press(card.form, Qt.Key.Key_Escape)
    assert card.form is None


def test_a_wrong_number_is_put_right_or_refused_beside_the_field(office: Open, qtbot: QtBot) -> None:
    desk = office("wrong_number")
    show(desk, "wrong_number", qtbot)
    click(desk, Act.CORRECT_NUMBER, qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    assert card.form is not None
    assert card.form.text is not None
    right = card.form.text.text()
    last = str((int(right[-1]) + 1) % 10)
    card.form.text.setText(right[:-1] + last)
    card.form.save.click()
    assert "ontrollsiffra" in card.form.trouble.text()
    assert steps(desk, "wrong_number")[0] == "fix_number"
    card.form.text.setText(right)
    card.form.save.click()
    assert steps(desk, "wrong_number")[0] == "invite"
    assert desk.messages.said == []


def test_a_call_by_keys(office: Open, qtbot: QtBot) -> None:
    desk = office("to_phone")
    show(desk, "to_phone", qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    assert card.told is not None
    assert [card.buttons[act].shortcut().toString() for act in list(card.buttons)[:6]] == list("123456")
    card.buttons[Act.BOOKED].animateClick()
    qtbot.waitUntil(lambda: card.form is not None)
    assert card.form is not None
    card.form.save.click()
    assert "hur uppgifterna skyddas" in card.form.trouble.text()
    card.told.setChecked(True)
    card.form.save.click()
    assert steps(desk, "to_phone") == ("prepare_visit", "booked")


def test_call_again_on_a_day(office: Open, qtbot: QtBot) -> None:
    desk = office("to_phone")
    show(desk, "to_phone", qtbot)
    click(desk, Act.CALL_AGAIN, qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    assert card.form is not None
    assert card.form.day is not None
    card.form.save.click()
    row = desk.window.areas.table.row(0)
    assert row.due == desk.scene.today + timedelta(days=1)
    assert row.step == "call"


def test_a_late_answer_is_taken_from_a_finished_case(office: Open, qtbot: QtBot) -> None:
    desk = office("declined", wanted=Filter(tab=Tab.ALL))
    show(desk, "declined", qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    assert [action.data() for action in card.more.actions()] == [Act.ANSWER, Act.NOTE]
    opened = desk.watch()
    card.more.actions()[0].trigger()
    (dialog,) = opened
    assert isinstance(dialog, AnswerDialog)
    assert dialog.case == desk.scene.cases["declined"]


def test_a_phone_time_is_recorded_and_what_to_attach_is_told(office: Open, qtbot: QtBot) -> None:
    desk = office("to_phone")
    show(desk, "to_phone", qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    next(action for action in card.more.actions() if action.data() == Act.PHONE_TIME).trigger()
    form = card.form
    assert form is not None
    assert form.hint.text() == "Skicka telefonkallelsen från Cosmic med bilagan Inbjudan telefon avgiftsfritt."
    assert form.timed is not None
    form.timed.click()
    form.save.click()
    assert steps(desk, "to_phone") == ("call", "phone_time")
    booked = desk.tools.context.store.state(desk.scene.cases["to_phone"]).appointment
    assert booked is not None
    assert (booked.for_day, booked.for_time) == (desk.scene.today + timedelta(days=7), time(9, 0))


def test_handling_steps_are_ticked_and_found_again(office: Open, qtbot: QtBot) -> None:
    desk = office("answered")
    show(desk, "answered", qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    card.ticks["tell_form"].click()
    again = desk.window.areas.panel.card
    assert again is not None
    assert again.ticks["tell_form"].isChecked()
    again.ticks["tell_form"].click()
    assert desk.window.areas.panel.card is not None
    assert not desk.window.areas.panel.card.ticks["tell_form"].isChecked()


def test_several_at_once(office: Open, qtbot: QtBot) -> None:
    desk = office("new", "new", "ready", "letter")
    desk.window.areas.table.selectAll()
    qtbot.waitUntil(lambda: desk.window.areas.panel.many is not None)
    many = desk.window.areas.panel.many
    assert many is not None
    assert [button.text() for button in many.buttons.values()] == [
        "Kontrollera 2 i Cosmic…", "Markera 2 som listade här, inte avlidna", "Skicka ärende till 1…",
        "Skriv ut 1 brev…",
        "Ta över 4", "Lämna över 4…",
    ]  # fmt: skip
    recipients = sent_to(desk)
    many.buttons[Act.SEND].click()
    assert recipients == [(desk.scene.all[2],)]
    opened = desk.watch()
    many.buttons[Act.CHECK_MANY].click()
    (dialog,) = opened
    assert isinstance(dialog, CosmicManyDialog)
    assert [person.case for person in dialog.table.people] == desk.scene.all[:2]
    many.buttons[Act.LISTED_ALIVE].click()
    assert desk.window.areas.status.done.text() == "2 kontroller i Cosmic är antecknade: listad här, inte avliden"
    assert {row.step for row in desk.window.areas.table.rows} == {"invite", "send_letter"}
    desk.window.areas.menu.actions[Command.UNDO].trigger()
    assert [row.step for row in desk.window.areas.table.rows].count(StepKind.CHECK_COSMIC) == 2


def test_several_are_handed_over_to_a_colleague_by_keyboard(office: Open, qtbot: QtBot) -> None:
    desk = office("new", "ready", "declined", wanted=Filter(tab=Tab.ALL))
    desk.window.areas.table.selectAll()
    panel = desk.window.areas.panel
    qtbot.waitUntil(lambda: panel.many is not None)
    many = panel.many
    assert many is not None
    many.buttons[Act.HAND_OVER].setFocus()
    press(many.buttons[Act.HAND_OVER], Qt.Key.Key_Space, text=" ")
    form = panel.form
    assert form is not None
    assert form.text is not None
    assert form.text.hasFocus()
    assert panel.asking
    press(form.text, Qt.Key.Key_Return)
    assert form.trouble.text() == "Fyll i till vem."
    type_text(form.text, "Bo Ask")
    press(form.text, Qt.Key.Key_Return)
    assert {row.case: row.handler for row in desk.window.areas.table.rows} == {
        desk.scene.cases["new"]: "Bo Ask",
        desk.scene.cases["ready"]: "Bo Ask",
        desk.scene.cases["declined"]: "",
    }
    assert desk.window.areas.status.done.text() == "2 ärenden bytte hanterare"
    desk.window.areas.menu.actions[Command.UNDO].trigger()
    assert {row.handler for row in desk.window.areas.table.rows} == {""}


def test_a_question_about_several_can_be_left(office: Open, qtbot: QtBot) -> None:
    desk = office("new", "ready")
    desk.window.areas.filters.set_filter(Filter(tab=Tab.ALL))
    desk.window.areas.table.selectAll()
    panel = desk.window.areas.panel
    qtbot.waitUntil(lambda: panel.many is not None)
    assert panel.many is not None
    panel.many.buttons[Act.HAND_OVER].click()
    form = panel.form
    assert form is not None
    press(form, Qt.Key.Key_Escape)
    assert panel.form is None
    assert panel.many.buttons[Act.HAND_OVER].hasFocus()


def test_trouble_without_a_form_is_told(office: Open, qtbot: QtBot) -> None:
    desk = office("remind")
    show(desk, "remind", qtbot)
    desk.scene.desk.context.store.close()
    desk.scene.desk.context.store.path.unlink()
    desk.scene.desk.context.store.path.mkdir()
    click(desk, Act.REMINDED, qtbot)
    assert len(desk.messages.said) == 1
    assert desk.messages.said[0][0] == "warn"


# ---- doors, menus, keys


def sent_to(desk: Office) -> list[tuple[int, ...]]:
    """The recipients that each wizard proposes when the first template is chosen; then it is left."""
    found: list[tuple[int, ...]] = []

    def choose_template(dialog: QDialog) -> None:
        assert isinstance(dialog, SendWizard)
        press(dialog, Qt.Key.Key_1)
        dialog.primary.click()
        found.append(dialog.state.chosen)

    desk.messages.on_run = choose_template
    return found


def test_buttons_at_the_top_are_for_several_that_are_chosen_or_for_whom_the_dialog_proposes(office: Open) -> None:
    desk = office("ready", "ready", "ready")
    buttons = desk.window.areas.buttons.buttons
    recipients = sent_to(desk)
    buttons[Command.SEND].click()
    desk.window.areas.table.pick(desk.scene.all[1])
    buttons[Command.SEND].click()
    desk.window.areas.table.selectAll()
    buttons[Command.SEND].click()
    assert [set(cases) for cases in recipients] == [set(desk.scene.all)] * 3
    one = desk.window.areas.table
    one.clearSelection()
    one.selectionModel().select(
        QItemSelection(one.model().index(0, 0), one.model().index(1, 0)),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    buttons[Command.SEND].click()
    assert set(recipients[-1]) == set(one.selected_cases())
    assert len(recipients[-1]) == 2


@pytest.mark.parametrize(
    ("command", "dialog"),
    [
        pytest.param(Command.SEND, SendWizard, id="send"),
        pytest.param(Command.IMPORT, ImportDialog, id="import"),
        pytest.param(Command.PASTE, PastingDialog, id="paste"),
        pytest.param(Command.LETTERS, LettersDialog, id="letters"),
        pytest.param(Command.SCAN, ReplyDialog, id="scan"),
    ],
)
def test_each_button_at_the_top_opens_its_dialog(office: Open, command: Command, dialog: type[QDialog]) -> None:
    QGuiApplication.clipboard().clear()
    desk = office("ready", "letter")
    opened = desk.watch()
    desk.window.areas.buttons.buttons[command].click()
    assert [type(one) for one in opened] == [dialog]


def test_what_a_dialog_did_is_shown(office: Open) -> None:
    desk = office("ready")

    def save(dialog: QDialog) -> None:
        assert isinstance(dialog, DetailsDialog)
        dialog.given.setText("Åsa")
        dialog.primary.click()

    desk.messages.on_run = save
    desk.window.controller.record(Act.DETAILS, desk.scene.all, FormAnswer())
    assert desk.window.areas.status.done.text() == "Uppgifterna är ändrade"
    assert desk.window.areas.status.undo.text() == "Ångra (Ctrl+Z)"
    assert desk.window.areas.table.row(0).name.startswith("Åsa")


def test_a_prepared_send_is_found_again(office: Open, qtbot: QtBot) -> None:
    desk = office("ready")
    prepared = send.prepare(desk.tools.context, desk.scene.desk.round, "phone", desk.scene.all)
    desk.window.lists.refresh()
    show(desk, "ready", qtbot)
    opened = desk.watch()
    click(desk, Act.CONFIRM_SEND, qtbot)
    (dialog,) = opened
    assert isinstance(dialog, SendWizard)
    assert dialog.state.batch == prepared.batch


def test_a_list_can_be_dropped_on_the_window(office: Open, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "lista.xlsx"))])
    assert dropped_file(data) == tmp_path / "lista.xlsx"
    data.setUrls([QUrl("https://example.org/lista.xlsx")])
    assert dropped_file(data) is None
    (tmp_path / "lista.csv").write_text("Personnummer;Förnamn\n", encoding="utf-8")
    desk = office()
    opened = desk.watch()
    desk.window.controller.run(Command.IMPORT, file=tmp_path / "lista.csv")
    (dialog,) = opened
    assert isinstance(dialog, ImportDialog)
    assert "lista.csv" in dialog.windowTitle() + "".join(label.text() for label in dialog.findChildren(QLabel))


def test_the_lists_menu_offers_what_the_panel_does(office: Open, qtbot: QtBot) -> None:
    desk = office("to_phone", "new", "new")
    show(desk, "to_phone", qtbot)
    menu = desk.window.case_menu
    menu.fill()
    entries = {action.data(): action for action in menu.menu.actions() if action.data()}
    assert {"booked", "no_answer", "by_letter", "note", "copy"} <= set(entries)
    entries["no_answer"].trigger()
    assert steps(desk, "to_phone") == ("call", "called")
    menu.fill()
    {action.data(): action for action in menu.menu.actions()}["note"].trigger()
    assert desk.window.areas.panel.card is not None
    assert desk.window.areas.panel.card.form is not None
    desk.window.areas.table.selectAll()
    menu.fill()
    {action.data(): action for action in menu.menu.actions()}["listed_alive"].trigger()
    assert [row.step for row in desk.window.areas.table.rows].count(StepKind.INVITE) == 2


def test_nothing_chosen_nothing_offered(office: Open) -> None:
    desk = office("new")
    desk.window.case_menu.show_at(QPoint(1, 1))
    assert desk.window.case_menu.menu.actions() == []


def test_the_columns_menu(office: Open) -> None:
    desk = office("new")
    desk.window.areas.menu.columns.fill()
    entries: dict[str, QAction] = {action.text(): action for action in desk.window.areas.menu.columns.actions()}
    entries["Hanterare"].trigger()
    assert desk.window.areas.table.header.chosen_columns()[-1] == "handler"
    entries["Återställ kolumner"].trigger()
    assert "handler" not in desk.window.areas.table.header.chosen_columns()


def test_the_areas_by_f6(office: Open, qtbot: QtBot) -> None:
    desk = office("new")
    window = desk.window
    show(desk, "new", qtbot)
    window.areas.table.setFocus()
    visited = []
    for _ in range(5):
        window.areas.menu.actions[Command.NEXT_AREA].trigger()
        focus = window.focusWidget()
        areas = (
            window.areas.sidebar,
            window.areas.filters,
            window.areas.table,
            window.areas.panel,
            window.areas.buttons,
        )
        visited.append(next(area for area in areas if area is focus or area.isAncestorOf(focus)))
    assert visited == [
        window.areas.panel,
        window.areas.buttons,
        window.areas.sidebar,
        window.areas.filters,
        window.areas.table,
    ]
    window.areas.menu.actions[Command.PREVIOUS_AREA].trigger()
    assert window.areas.filters.isAncestorOf(window.focusWidget())


def test_enter_goes_to_the_panel_and_escape_back(office: Open, qtbot: QtBot) -> None:
    desk = office("new")
    show(desk, "new", qtbot)
    press(desk.window.areas.table, Qt.Key.Key_Return)
    assert desk.window.areas.panel.card is not None
    button = desk.window.areas.panel.card.buttons[Act.LISTED_ALIVE]
    assert button.hasFocus()
    press(button, Qt.Key.Key_Escape)
    assert desk.window.areas.table.hasFocus()


def test_everything_has_a_name_and_can_be_reached(office: Open, qtbot: QtBot) -> None:
    desk = office("answered", wanted=Filter(tab=Tab.ALL))
    show(desk, "answered", qtbot)
    nameless = [
        widget
        for kind in (QAbstractButton, QLineEdit, QComboBox)
        for widget in desk.window.findChildren(kind)
        if widget.isVisible()
        and not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        and widget.objectName() not in ("qt_toolbar_ext_button", "qt_spinbox_lineedit")
        and not isinstance(widget.parent(), QLineEdit)
    ]  # fmt: skip
    assert nameless == []
    for widget in (
        desk.window.areas.table,
        desk.window.areas.sidebar,
        desk.window.areas.tabs,
        desk.window.areas.panel,
        desk.window.areas.search,
    ):
        assert widget.accessibleName()
        assert widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    buttons = [button for button in desk.window.findChildren(QPushButton) if button.isVisible()]
    assert all(button.focusPolicy() & Qt.FocusPolicy.TabFocus for button in buttons)


def test_accelerators_are_not_given_twice(office: Open) -> None:
    desk = office("new", wanted=Filter(tab=Tab.ALL, resident="ek"))
    texts = [
        widget.text()
        for widget in desk.window.findChildren(QAbstractButton)
        if isinstance(widget, QPushButton | QToolButton) and widget.isVisible() and "&" in widget.text()
    ]
    keys = [text[text.index("&") + 1].lower() for text in texts]
    assert len(keys) == len(set(keys)) >= 10
    assert "n" not in keys, "Alt+N goes to the field Invånare"


def test_tab_goes_through_the_window_in_reading_order(office: Open) -> None:
    desk = office("new")
    window = desk.window
    order: list[QWidget | None] = []
    at: QWidget | None = window.areas.buttons.buttons[Command.SEND]
    for _ in range(60):
        order.append(at)
        at = at.nextInFocusChain() if at else None
    wanted = [
        window.areas.buttons.buttons[Command.SEND],
        window.areas.search,
        window.areas.sidebar,
        window.areas.tabs,
        window.areas.filters.status,
        window.areas.table,
    ]
    places = [order.index(widget) for widget in wanted]
    assert places == sorted(places)


# ---- the window itself


def rooms_below(module: ModuleType, name: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The modules of the window on the stack, the lowest first, when that service is next called."""
    service, rooms = getattr(module, name), []

    def measured(*arguments: object, **named: object) -> object:
        frame = inspect.currentframe()
        while frame is not None:
            rooms.append(frame.f_globals["__name__"])
            frame = frame.f_back
        rooms[:] = dict.fromkeys(room for room in rooms if room.startswith("rhs_desktop.ui."))
        return service(*arguments, **named)

    monkeypatch.setattr(module, name, measured)
    return rooms


def test_from_a_button_to_its_service_at_most_three_modules_of_the_window(
    office: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The card, the controller and the row of the act, and nothing between."""
    desk = office("visit_today")
    visits.visit_held(desk.tools.context, desk.scene.all[0])
    desk.window.lists.refresh()
    show(desk, "visit_today", qtbot)
    rooms = rooms_below(record, "record_plain", monkeypatch)
    click(desk, Act.DOCUMENTED, qtbot)
    assert rooms == [
        "rhs_desktop.ui.case_panel.act_forms",
        "rhs_desktop.ui.window.controller",
        "rhs_desktop.ui.case_panel.action_card",
    ]
    assert desk.window.areas.status.done.text() == "Besöket är dokumenterat"


def test_as_few_from_the_form_of_an_act_that_asks_first(
    office: Open, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = office("remind")
    show(desk, "remind", qtbot)
    choose(desk, Act.NOTE)
    form = desk.window.areas.panel.form
    assert form is not None
    assert form.text is not None
    form.text.setText("Ringer efter 16")
    rooms = rooms_below(record, "add_note", monkeypatch)
    form.save.click()
    assert rooms == [
        "rhs_desktop.ui.case_panel.act_forms",
        "rhs_desktop.ui.window.controller",
        "rhs_desktop.ui.case_panel.question_form",
    ]


def test_practice_is_marked(office: Open) -> None:
    desk = office()
    assert desk.window.windowTitle() == "ÖVNING · RHS Desktop · Vårdcentralen Ekeby"
    assert desk.window.areas.title.mark.isVisible()
    assert desk.window.areas.title.mark.text() == "ÖVNING"
    assert desk.window.areas.title.user.text() == "Anna Ek, ärendehanterare"


def test_a_narrow_window_keeps_what_matters(office: Open) -> None:
    desk = office(*DAY)
    wide = desk.window.areas.sidebar.width()
    desk.window.resize(960, 700)
    assert desk.window.width() == 960
    assert desk.window.areas.sidebar.width() < wide / 2
    assert {"number", "name", "status", "due"} <= set(desk.window.areas.table.header.shown_columns())


def test_what_the_person_arranged_comes_back(office: Open, qtbot: QtBot) -> None:
    first = office(*DAY)
    first.window.areas.table.header.toggle("handler")
    first.window.areas.table.sort("name", descending=True)
    first.window.areas.menu.actions[Command.COMPACT].setChecked(True)
    first.window.areas.sidebar.open("remind")
    kept = first.window.layout_now()
    second = office(*DAY, layout=Layout(**{name: getattr(kept, name) for name in Layout.__slots__}))
    assert second.window.areas.table.header.chosen_columns()[-1] == "handler"
    assert second.window.areas.table.sorted_by == ("name", True)
    assert second.window.areas.table.compact
    assert kept.filter["work"] == "remind"


def test_a_new_day_is_noticed(office: Open) -> None:
    desk = office("unread", wanted=Filter(work=DUE_TODAY))
    assert desk.window.areas.table.shown == 0
    desk.scene.desk.clock.now += timedelta(days=8)
    desk.window.lists.look_at_day()
    assert desk.window.areas.table.shown == 1


def test_the_panel_knows_the_new_day_too(office: Open, qtbot: QtBot) -> None:
    desk = office("remind", wanted=Filter(tab=Tab.ALL))
    show(desk, "remind", qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    assert card.deadline.text() == "senast i dag"
    desk.scene.desk.clock.now += timedelta(days=2)
    desk.window.lists.look_at_day()
    show(desk, "remind", qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    assert card.deadline.text() == "försenad 2 dagar"


def test_a_closed_window_looks_at_no_day(office: Open) -> None:
    """Its database is closed with it."""
    desk = office()
    assert desk.window.lists.watches_day
    desk.window.close()
    assert not desk.window.lists.watches_day


def test_the_keys_are_told(office: Open) -> None:
    desk = office()
    seen: list[str] = []
    desk.messages.on_run = lambda dialog: seen.extend(label.text() for label in dialog.findChildren(QLabel))
    desk.window.areas.menu.actions[Command.KEYS].trigger()
    assert {"Ctrl+F", "F6", "Ctrl+Z"} <= set(seen)


def test_help_says_whom_to_ask_and_what_to_read(office: Open) -> None:
    desk = office()
    seen: list[str] = []
    desk.messages.on_run = lambda dialog: seen.extend(label.text() for label in dialog.findChildren(QLabel))
    desk.window.areas.menu.actions[Command.KEYS].trigger()
    assert {"Kontakter", "Material"} <= set(seen)
    assert any(text.startswith("Teknisk support för invånare på 1177.se: 0770-72 00 00") for text in seen)
    assert any(text.startswith("Metodstöd för riktade hälsosamtal: https://") for text in seen)
