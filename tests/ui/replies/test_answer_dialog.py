"""Svar kom: how it came, on which day, what it was, by keyboard and on a real database."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QRadioButton

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.services.cases import case_list
from rhs_desktop.ui.cases.answer_dialog import AnswerDialog
from tests.builders import happened
from tests.ui.desk import MONDAY, key_events, press, type_text
from tests.ui.users.sitting import Sit, Sitting

SENT, POSTED = MONDAY - timedelta(days=12), MONDAY - timedelta(days=5)
LISTED = ev.Listed(on=MONDAY - timedelta(days=40), has_phone=True, has_address=True)


def opened(at: Sitting, *events: ev.Event) -> AnswerDialog:
    happened(at.ctx, at.cases[0], LISTED, *events)
    return at.shown(AnswerDialog(None, at.tools, at.cases[0]))


def way(dialog: AnswerDialog, via: Via) -> None:
    dialog.via.setCurrentIndex(dialog.via.findData(via))
    dialog.via.activated.emit(dialog.via.currentIndex())


def answers(dialog: AnswerDialog) -> list[str]:
    """What can be chosen, from the top."""
    return [button.text() for button in dialog.choices.findChildren(QRadioButton)]


def earlier(dialog: AnswerDialog, days: int) -> None:
    """By the arrow key, from wherever in the day it stands."""
    dialog.on.setFocus()
    for _ in range(days):
        press(dialog.on, Qt.Key.Key_Down)


def test_an_answer_in_1177_today_is_a_key_and_enter(sit: Sit) -> None:
    at = sit(1, checked=True)
    dialog = opened(at, ev.Invited(on=SENT, template="web"))
    assert dialog.via.currentText() == "I 1177"
    assert answers(dialog) == ["Ja, bokar tiden själv", "Ja, vill bli uppringd", "Nej tack"]
    assert not dialog.primary.isEnabled()
    assert not dialog.letter.isVisible()
    press(dialog, Qt.Key.Key_1, text="1")
    assert dialog.primary.text() == "Anteckna: ja, bokar tiden själv"
    press(dialog, Qt.Key.Key_Return)
    word = at.ctx.store.state(at.cases[0]).word
    assert word is not None
    assert (word.wish.value, word.on, word.via) == ("book_self", MONDAY, Via.DIGITAL)
    assert dialog.change is not None
    assert dialog.change.says == "Svaret är antecknat: ja, bokar själv"
    assert dialog.change.cases == frozenset(at.cases)


def test_each_way_has_its_answers_and_what_they_lead_to(sit: Sit) -> None:
    at = sit(1, checked=True)
    dialog = opened(at, ev.Invited(on=SENT, template="web"), ev.LetterPosted(on=POSTED))
    offered = [dialog.via.itemText(place) for place in range(dialog.via.count())]
    assert offered == ["I 1177", "Med svarsbrev", "Per telefon", "I receptionen"]
    assert dialog.way is Via.LETTER
    assert answers(dialog) == [
        *("Ja, ring mig", "Ja, skicka en tid i ett brev"),
        *("Nej tack", "Nej, och bjud inte in mig igen"),
    ]
    press(dialog, Qt.Key.Key_3, text="3")
    way(dialog, Via.DESK)
    assert answers(dialog) == ["Ja, vill bli uppringd", "Nej tack"]
    assert not dialog.primary.isEnabled(), "what was chosen for a letter is not what was said at the desk"
    assert [button.accessibleDescription() for button in dialog.choices.findChildren(QRadioButton)] == [
        "Tangent 1. hamnar i Ring",
        "Tangent 2. kontaktas inte mer i omgången",
    ]
    press(dialog, Qt.Key.Key_2, text="2")
    press(dialog, Qt.Key.Key_Return)
    state = at.ctx.store.state(at.cases[0])
    assert state.said_no
    assert state.word is not None
    assert state.word.via is Via.DESK


def test_a_reply_letter_that_has_lain_with_its_number_and_times(sit: Sit) -> None:
    at = sit(1, checked=True)
    dialog = opened(at, ev.LetterPosted(on=POSTED))
    assert [dialog.via.itemData(place) for place in range(dialog.via.count())] == [Via.LETTER, Via.PHONE, Via.DESK]
    earlier(dialog, 2)
    dialog.choices.setFocus()
    press(dialog, Qt.Key.Key_2, text="2")
    assert dialog.primary.text() == "Anteckna: ja, skicka en tid i ett brev, 7 nov"
    type_text(dialog.letter.phone, "013-10 10 10")
    type_text(dialog.letter.times, "tisdagar")
    press(dialog.letter.times, Qt.Key.Key_Return)
    view = case_list.case_view(at.ctx, at.cases[0])
    assert view.state.word is not None
    assert (view.state.word.on, view.state.word.via) == (MONDAY - timedelta(days=2), Via.LETTER)
    assert view.resident.details.phones[0] == "013-10 10 10"
    notes = [entry.record.event.text for entry in view.timeline if isinstance(entry.record.event, ev.Noted)]
    assert notes == ["Passar: tisdagar"]


def test_yesterday_is_named_on_the_button(sit: Sit) -> None:
    at = sit(1, checked=True)
    dialog = opened(at)
    press(dialog, Qt.Key.Key_1, text="1")
    earlier(dialog, 1)
    assert dialog.primary.text() == "Anteckna: ja, vill bli uppringd, i går"


@pytest.mark.parametrize(
    ("via", "first", "says"),
    [
        pytest.param(Via.DIGITAL, SENT, "Inbjudan skickades 28 okt. Svaret kom inte före den.", id="1177"),
        pytest.param(Via.LETTER, POSTED, "Brevet postades 4 nov. Svaret kom inte före det.", id="letter"),
        pytest.param(
            Via.PHONE, LISTED.on, "Invånaren kom med på listan 30 sep. Välj den dagen eller senare.", id="phone"
        ),
    ],
)
def test_a_day_before_what_is_answered_is_told_beside_the_day(sit: Sit, via: Via, first: date, says: str) -> None:
    at = sit(1, checked=True)
    dialog = opened(at, ev.Invited(on=SENT, template="phone"), ev.LetterPosted(on=POSTED))
    way(dialog, via)
    press(dialog, Qt.Key.Key_1, text="1")
    before = first - timedelta(days=1)
    dialog.on.setDate(QDate(before.year, before.month, before.day))
    assert dialog.day_field.trouble == says
    assert not dialog.primary.isEnabled()
    dialog.on.setDate(QDate(first.year, first.month, first.day))
    assert dialog.day_field.trouble == ""
    assert dialog.primary.isEnabled()


def test_tomorrow_cannot_be_chosen(sit: Sit) -> None:
    at = sit(1, checked=True)
    dialog = opened(at)
    dialog.on.setFocus()
    press(dialog.on, Qt.Key.Key_Up)
    assert dialog.on.day == MONDAY
    earlier(dialog, 3)
    press(dialog.on, Qt.Key.Key_Up)
    assert dialog.on.day == MONDAY - timedelta(days=2)


def test_digits_of_the_day_choose_no_answer(sit: Sit) -> None:
    at = sit(1, checked=True)
    dialog = opened(at)
    dialog.on.setFocus()
    key_events(dialog.on, "2026-11-02")
    assert dialog.on.day == date(2026, 11, 2)
    assert dialog.choices.value is None


def test_an_answer_that_was_seen_in_1177_before_keeps_its_day_and_so_its_deadline(sit: Sit) -> None:
    at = sit(1, checked=True)
    dialog = opened(at, ev.Invited(on=SENT, template="phone"), ev.AnswerSeen(on=MONDAY - timedelta(days=3)))
    assert dialog.way is Via.DIGITAL
    assert dialog.on.day == MONDAY - timedelta(days=3)
    press(dialog, Qt.Key.Key_1, text="1")
    assert dialog.primary.text() == "Anteckna: ja, vill bli uppringd, 6 nov"
    before = at.row(at.cases[0]).due
    press(dialog, Qt.Key.Key_Return)
    assert at.row(at.cases[0]).due == before


def test_who_rings_after_an_answer_was_seen_in_1177_has_said_it_today(sit: Sit) -> None:
    at = sit(1, checked=True)
    dialog = opened(at, ev.Invited(on=SENT, template="phone"), ev.AnswerSeen(on=MONDAY - timedelta(days=3)))
    way(dialog, Via.PHONE)
    assert dialog.on.day == MONDAY
    way(dialog, Via.DIGITAL)
    assert dialog.on.day == MONDAY - timedelta(days=3)
    earlier(dialog, 1)
    way(dialog, Via.PHONE)
    assert dialog.on.day == MONDAY - timedelta(days=4), "what a person has chosen stays"


def test_an_answer_to_an_invitation_of_a_clock_that_was_ahead_can_be_recorded(sit: Sit) -> None:
    at = sit(1, checked=True)
    dialog = opened(at, ev.Invited(on=MONDAY + timedelta(days=2), template="phone"))
    press(dialog, Qt.Key.Key_1, text="1")
    assert dialog.day_field.trouble == ""
    press(dialog, Qt.Key.Key_Return)
    assert dialog.change is not None


def test_an_earlier_word_is_told(sit: Sit) -> None:
    at = sit(1, checked=True)
    dialog = opened(at, ev.Answered(on=MONDAY, answer=Answer.YES_CALL, via=Via.PHONE))
    assert dialog.known.text == "Har redan svarat i dag: ja, vill bli uppringd. Ett nytt svar gäller i stället."
