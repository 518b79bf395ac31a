"""A row of calls with the keyboard: who is next, what was recorded, who rings back, and nobody disappears."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QLabel, QRadioButton

from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, Via
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.ui.cases.call_dialog import CallingDialog
from rhs_desktop.ui.cases.call_state import CallNote, Calls
from rhs_desktop.ui.widgets.field import DayEdit
from tests.ui.desk import press, row_of, type_text
from tests.ui.users.sitting import NUMBERS, Sit, Sitting


def calling(sit: Sit, count: int = 3, **more: object) -> tuple[Sitting, CallingDialog]:
    at = sit(count, checked=True) if not more else sit(**more, checked=True)
    for case in at.cases:
        record.route(at.ctx, case, Channel.PHONE)
    dialog = at.shown(CallingDialog(None, at.tools, at.cases))
    return at, dialog


def key(dialog: CallingDialog, sign: str) -> None:
    press(dialog, Qt.Key(ord(sign)), text=sign)


def enter(dialog: CallingDialog) -> None:
    press(dialog, Qt.Key.Key_Return)


def shortcut(at: Sitting, dialog: CallingDialog, what: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    with at.qtbot.waitActive(dialog):
        dialog.activateWindow()
    QTest.keyClick(dialog, what, modifier)


def search(dialog: CallingDialog, text: str) -> None:
    dialog.search.setFocus()
    type_text(dialog.search, text)


def said(dialog: CallingDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("sign", "status", "step"),
    [
        pytest.param("2", "declined", None, id="no"),
        pytest.param("3", "called", "call", id="ring again"),
        pytest.param("4", "called", "call", id="voicemail"),
        pytest.param("5", "called", "call", id="no reply"),
        pytest.param("7", "phone_time", "call", id="telefonkallelse"),
    ],
)
def test_one_key_and_enter_record_the_call_and_go_on(sit: Sit, sign: str, status: str, step: str | None) -> None:
    at, dialog = calling(sit)
    assert not dialog.primary.isEnabled()
    assert "1 av 3" in said(dialog)
    key(dialog, sign)
    enter(dialog)
    assert (at.row(at.cases[0]).status, at.row(at.cases[0]).step) == (status, step)
    assert "2 av 3 · 1 ringd" in said(dialog)
    assert dialog.change is not None
    assert dialog.change.cases == frozenset({at.cases[0]})


def test_what_to_attach_to_the_notice_of_a_phone_time_is_told(sit: Sit) -> None:
    _, dialog = calling(sit)
    told = "Skicka telefonkallelsen från Cosmic med bilagan Inbjudan telefon avgiftsfritt."
    assert told not in said(dialog)
    key(dialog, "7")
    assert told in said(dialog)


def test_what_to_order_and_send_with_a_booking_is_told(sit: Sit) -> None:
    _, dialog = calling(sit)
    key(dialog, "1")
    assert "Beställ fp-glukos och fp-lipidstatus när tiden bokas, och skicka formuläret Frågor inför" in said(dialog)


def test_a_yes_needs_that_data_protection_was_told(sit: Sit) -> None:
    at, dialog = calling(sit)
    key(dialog, "1")
    enter(dialog)
    assert "hur uppgifterna skyddas" in said(dialog)
    assert dialog.calls.current == at.cases[0]
    assert dialog.card is not None
    assert dialog.card.data_told.isVisible()
    dialog.card.data_told.click()
    enter(dialog)
    assert at.row(at.cases[0]).status == "booked"


def test_whoever_said_yes_in_a_letter_is_booked_without_the_tick(sit: Sit) -> None:
    at = sit(1, checked=True)
    record.record_answer(at.ctx, at.cases[0], Answer.YES_CALL, Via.LETTER)
    dialog = at.shown(CallingDialog(None, at.tools, at.cases))
    assert dialog.card is not None
    assert not dialog.card.data_told.isVisible()
    key(dialog, "1")
    enter(dialog)
    assert at.row(at.cases[0]).status == "booked"


def test_nobody_disappears_and_a_call_can_be_taken_back(sit: Sit) -> None:
    at, dialog = calling(sit)
    key(dialog, "2")
    enter(dialog)
    assert [line.key for line in dialog.list.lines] == list(at.cases)
    assert dialog.list.lines[0].texts[1] == "Nej tack, 09:30"
    shortcut(at, dialog, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert "Antecknat: Nej tack" in said(dialog)
    at.click(dialog.take_back)
    assert at.row(at.cases[0]).status == "to_phone"
    assert dialog.noted.isHidden()


def test_who_rings_back_is_found_by_number_in_any_form(sit: Sit) -> None:
    at, dialog = calling(sit)
    shortcut(at, dialog, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert dialog.search.hasFocus()
    type_text(dialog.search, "+46701740602")
    enter(dialog)
    assert dialog.calls.current == at.cases[2]
    assert dialog.search.text() == ""
    assert [line.key for line in dialog.list.lines] == list(at.cases)


def test_somebody_outside_the_queue_rings_back(sit: Sit) -> None:
    at = sit(3, checked=True)
    record.route(at.ctx, at.cases[0], Channel.PHONE)
    dialog = at.shown(CallingDialog(None, at.tools))
    assert dialog.calls.order == [at.cases[0]]
    search(dialog, "0046 70 174 06 02")
    enter(dialog)
    assert dialog.calls.order == [at.cases[0], at.cases[2]]
    assert "2 av 2" in said(dialog)


def test_after_a_wrong_number_the_one_in_cosmic_is_typed_and_called(sit: Sit) -> None:
    at, dialog = calling(sit)
    key(dialog, "6")
    enter(dialog)
    assert dialog.calls.current == at.cases[0], "the number is looked up while the person is in front of one"
    assert dialog.card is not None
    assert dialog.focusWidget() is dialog.card.number.edit
    at.desk.clock.now += timedelta(minutes=1)
    type_text(dialog.focusWidget(), "011-12 34 56")
    enter(dialog)
    assert at.ctx.store.resident_of(at.cases[0]).details.phones == ("011-12 34 56",), "the wrong one is not kept"
    assert (at.row(at.cases[0]).step, at.row(at.cases[0]).status) == ("call", "called")
    assert "011-12 34 56" in said(dialog)
    assert dialog.calls.current == at.cases[0]
    key(dialog, "5")
    enter(dialog)
    assert [(call.outcome, call.phone) for call in at.ctx.store.state(at.cases[0]).calls] == [
        (CallOutcome.WRONG_NUMBER, "070-174 06 00"),
        (CallOutcome.NO_ANSWER, "011-12 34 56"),
    ]
    assert "2 av 3 · 1 ringd" in said(dialog)


def test_after_a_wrong_number_cosmic_has_none(sit: Sit) -> None:
    at, dialog = calling(sit)
    key(dialog, "6")
    enter(dialog)
    assert dialog.card is not None
    shortcut(at, dialog, Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    at.qtbot.waitUntil(lambda: dialog.calls.current == at.cases[1])
    assert (at.row(at.cases[0]).status, at.row(at.cases[0]).step) == ("to_letter", "send_letter")
    assert "2 av 3 · 1 ringd" in said(dialog)
    assert dialog.list.lines[0].texts[1] == "Inget nummer i Cosmic"


def test_another_number_is_tried_at_once_where_one_is_known(sit: Sit) -> None:
    at, dialog = calling(sit, rows=[row_of(NUMBERS[0], telefon="070-174 06 05; 011-12 34 56")])
    key(dialog, "6")
    enter(dialog)
    assert dialog.card is not None
    assert not dialog.card.number.opened
    assert dialog.card.phone == "011-12 34 56"
    key(dialog, "5")
    enter(dialog)
    assert at.row(at.cases[0]).status == "called"


def test_somebody_without_a_number_gets_one_while_calling(sit: Sit) -> None:
    at, dialog = calling(sit, rows=[row_of(NUMBERS[0], telefon=""), row_of(NUMBERS[1], 1)])
    assert at.row(at.cases[0]).step == "find_phone"
    assert dialog.card is not None
    assert dialog.focusWidget() is dialog.card.number.edit
    key(dialog, "5")
    enter(dialog)
    assert "Skriv hela numret" in said(dialog)
    assert at.row(at.cases[0]).step == "find_phone", "a key meant as an outcome is no telephone number"
    dialog.card.number.edit.clear()
    type_text(dialog.card.number.edit, "070-174 06 77")
    enter(dialog)
    assert at.row(at.cases[0]).step == "call"
    assert "1 av 2" in said(dialog)
    assert "ringd" not in said(dialog).split("1 av 2")[1][:12]
    at.click(dialog.take_back)
    assert at.row(at.cases[0]).step == "find_phone"


def test_a_better_number_for_somebody_who_has_one(sit: Sit) -> None:
    at, dialog = calling(sit)
    shortcut(at, dialog, Qt.Key.Key_F4, Qt.KeyboardModifier.NoModifier)
    assert dialog.card is not None
    type_text(dialog.focusWidget(), "+46 11 12 34 56")
    enter(dialog)
    assert at.ctx.store.resident_of(at.cases[0]).details.phones == ("+46 11 12 34 56", "070-174 06 00")
    assert dialog.card.phone == "+46 11 12 34 56"
    assert dialog.change is not None
    assert dialog.change.says == "Telefonnumret är antecknat"


def test_nobody_has_that_number(sit: Sit) -> None:
    at, dialog = calling(sit)
    search(dialog, "08-123 456 78")
    assert "Ingen i registret" in said(dialog)
    enter(dialog)
    assert dialog.calls.current == at.cases[0]


def test_which_of_two_numbers_was_dialled_is_remembered(sit: Sit) -> None:
    at, dialog = calling(sit, rows=[row_of(NUMBERS[0], telefon="070-174 06 05; 011-12 34 56")])
    assert dialog.card is not None
    numbers = [one for one in dialog.card.findChildren(QRadioButton) if one.text()[:1] == "0"]
    assert [one.text() for one in numbers] == ["070-174 06 05", "011-12 34 56"]
    numbers[1].click()
    key(dialog, "5")
    enter(dialog)
    assert at.ctx.store.state(at.cases[0]).calls[-1].phone == "011-12 34 56"
    assert "011-12 34 56: inget svar" in said(dialog)


def test_only_days_on_which_nobody_was_reached_are_attempts(sit: Sit) -> None:
    at = sit(1, checked=True)
    record.route(at.ctx, at.cases[0], Channel.PHONE)
    for outcome in (CallOutcome.NO_ANSWER, CallOutcome.VOICEMAIL, CallOutcome.CALL_AGAIN):
        record.record_call(at.ctx, at.cases[0], outcome)
        at.desk.clock.now += timedelta(minutes=1)
    dialog = at.shown(CallingDialog(None, at.tools, at.cases))
    assert "1 tidigare försök av högst 3" in said(dialog)


def test_a_protected_persons_number_is_shown_when_asked_for(sit: Sit) -> None:
    at, dialog = calling(sit, rows=[row_of(NUMBERS[0], skyddad="ja")])
    assert "070-174" not in said(dialog)
    assert dialog.card is not None
    at.click(dialog.card.reveal)
    at.qtbot.waitUntil(lambda: "070-174 06 00" in said(dialog))


def test_earlier_attempts_and_the_last_note_are_seen(sit: Sit) -> None:
    at = sit(1, checked=True)
    record.route(at.ctx, at.cases[0], Channel.PHONE)
    record.add_note(at.ctx, at.cases[0], "Ring helst efter tre")
    record.record_call(at.ctx, at.cases[0], CallOutcome.NO_ANSWER)
    dialog = at.shown(CallingDialog(None, at.tools, at.cases))
    assert "1 tidigare försök av högst 3" in said(dialog)
    assert "I dag 09:30: inget svar" in said(dialog)
    assert "Anteckning: Ring helst efter tre" in said(dialog)


def test_ring_again_asks_for_the_day(sit: Sit) -> None:
    at, dialog = calling(sit)
    key(dialog, "3")
    assert dialog.card is not None
    shown = [one for one in dialog.card.findChildren(QDateEdit) if one.isVisible()]
    assert len(shown) == 1
    assert isinstance(shown[0], DayEdit)
    shown[0].setDate(shown[0].date().addDays(3))
    enter(dialog)
    assert at.row(at.cases[0]).due == date(2026, 11, 13)


def test_keys_typed_in_the_search_are_no_outcomes(sit: Sit) -> None:
    _, dialog = calling(sit)
    search(dialog, "2")
    assert not dialog.primary.isEnabled()


def test_an_empty_queue_says_what_to_do(sit: Sit) -> None:
    at = sit(1)
    dialog = at.shown(CallingDialog(None, at.tools))
    assert "Ingen att ringa" in said(dialog)
    assert dialog.change is None
    assert not dialog.primary.isEnabled()


def test_all_called(sit: Sit) -> None:
    _, dialog = calling(sit, 2)
    for _ in range(2):
        key(dialog, "5")
        enter(dialog)
    assert "Alla 2 är ringda." in said(dialog)
    assert QApplication.focusWidget() is not dialog.search


def test_a_case_that_ended_says_so(sit: Sit) -> None:
    at = sit(1)
    record.check_cosmic(at.ctx, at.cases, Eligibility.DECEASED)
    dialog = at.shown(CallingDialog(None, at.tools, at.cases))
    assert "Ärendet är avslutat" in said(dialog)
    key(dialog, "5")
    enter(dialog)
    assert "Ärendet är avslutat" in dialog.trouble.text()
    assert case_list.case_view(at.ctx, at.cases[0]).state.calls == ()


# ---- the order alone -------------------------------------------------------------------------------------------------


def test_the_next_one_is_the_next_who_was_not_called() -> None:
    calls = Calls([1, 2, 3])
    calls.record(1, CallNote("a", 1))
    calls.go_to(3)
    calls.record(3, CallNote("b", 2))
    assert calls.go_on()
    assert calls.current == 2
    calls.record(2, CallNote("c", 3))
    assert not calls.go_on()
    assert (calls.current, calls.called) == (2, 3)
    calls.take_back(1)
    assert calls.go_on()
    assert calls.current == 1


def test_the_ends_hold() -> None:
    calls = Calls([1, 2, 2])
    calls.step(-1)
    assert (calls.place, calls.first, calls.last) == ((1, 2), True, False)
    calls.step(5)
    assert (calls.place, calls.first, calls.last) == ((2, 2), False, True)
    assert Calls([]).place == (0, 0)
    assert not Calls([]).go_on()


def test_what_is_told_of_data_protection_stands_in_the_calling_view(sit: Sit) -> None:
    _, dialog = calling(sit)
    card = dialog.card
    assert card is not None
    assert card.data_words.isVisible()
    assert not card.data_text.isVisible()
    card.data_words.click()
    told = card.data_text.text()
    assert card.data_text.isVisible()
    assert told.startswith("Hur skyddas mina data?")
    assert "Samtalet är frivilligt." in told
    assert "((" not in told
    assert " ." not in told
    assert card.data_words.text() == "Dölj texten"
    card.data_words.click()
    assert not card.data_text.isVisible()
