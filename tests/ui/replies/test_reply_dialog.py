"""A pile of reply letters: scan, a key, Enter, the next one."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.domain.letters.reply_code import code_of, scan_text
from rhs_desktop.domain.person.facts import FactKind, FactSource, Standing
from rhs_desktop.domain.person.invitation_ages import INVITATION_AGES, next_invitation
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list, undo
from rhs_desktop.strings.cases.replies import Crossed
from rhs_desktop.ui.replies.reply_dialog import ReplyDialog
from tests.builders import happened
from tests.ui.desk import MONDAY, press, type_text
from tests.ui.users.sitting import Sit, Sitting


def code(sitting: Sitting, case: int) -> str:
    return code_of(case, settings.code_salt(sitting.ctx))


def opened(sitting: Sitting, first: str = "") -> ReplyDialog:
    return sitting.shown(ReplyDialog(None, sitting.tools, first))


def test_a_pile_of_three(sit: Sit) -> None:
    sitting = sit(3, checked=True)
    for case in sitting.cases:
        happened(sitting.ctx, case, ev.LetterPosted(on=MONDAY - timedelta(days=4)))
    dialog = opened(sitting, scan_text(code(sitting, sitting.cases[0])))
    assert dialog.name.text() == sitting.row(sitting.cases[0]).name
    for case, key in zip(sitting.cases, (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4), strict=True):
        if dialog.latest != case:
            dialog.take_scan(scan_text(code(sitting, case)))
        press(dialog, key)
        press(dialog, Qt.Key.Key_Return)
    states = [sitting.ctx.store.state(case) for case in sitting.cases]
    assert [state.word.wish.value if state.word else None for state in states] == ["call", "no", None]
    assert states[2].returned_on == MONDAY
    assert dialog.change is not None
    assert dialog.change.cases == frozenset(sitting.cases)
    assert dialog.done_so_far.text.startswith("3 svar antecknade. Senast")
    assert dialog.focusWidget() is dialog.code


def test_a_code_typed_by_hand(sit: Sit) -> None:
    sitting = sit(1)
    dialog = opened(sitting)
    assert not dialog.who.isVisible()
    type_text(dialog.code, code(sitting, sitting.cases[0]).lower())
    press(dialog, Qt.Key.Key_Return)
    assert dialog.who.isVisible()
    assert dialog.posted.text().endswith("-•••• · Brevet är inte markerat som postat.")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        pytest.param("345-6789", "Koden stämmer inte", id="mistyped"),
        pytest.param("34", "En kod har 7 tecken, men här är 2", id="too short"),
        pytest.param("ÅÄÖ-2345", "Koden kan inte innehålla", id="no such sign"),
        pytest.param(code_of(900_000), "Ingen här har den koden", id="unknown"),
    ],
)
def test_what_is_no_code_here_says_so(sit: Sit, typed: str, says: str) -> None:
    sitting = sit(1)
    dialog = opened(sitting)
    dialog.take_scan(typed)
    assert says in dialog.code_field.trouble
    assert not dialog.who.isVisible()


def test_the_next_scan_waits_for_what_is_crossed(sit: Sit) -> None:
    sitting = sit(2)
    dialog = opened(sitting, code(sitting, sitting.cases[0]))
    dialog.choices.choose(Crossed.NO)
    dialog.take_scan(code(sitting, sitting.cases[1]))
    assert dialog.latest == sitting.cases[0]
    assert "är inte antecknat än" in dialog.trouble.text()
    press(dialog, Qt.Key.Key_Return)
    dialog.take_scan(code(sitting, sitting.cases[1]))
    assert dialog.latest == sitting.cases[1]
    assert dialog.crossed is None
    assert sitting.ctx.store.state(sitting.cases[0]).said_no


def test_who_wants_no_more_invitations(sit: Sit) -> None:
    """The no ends this round; the ban is the person's, until the year of the next invitation age."""
    sitting = sit(1)
    case = sitting.cases[0]
    dialog = opened(sitting, code(sitting, case))
    press(dialog, Qt.Key.Key_5)
    press(dialog, Qt.Key.Key_Return)
    state = case_list.case_view(sitting.ctx, case).state
    assert state.said_no
    ban = state.person.fact(FactKind.NO_CONTACT)
    assert ban is not None
    identity = sitting.ctx.store.resident_of(case).details.identity
    assert (ban.standing, ban.source) == (Standing.CONFIRMED, FactSource.POST)
    assert ban.until == next_invitation(identity.birth_year, MONDAY, INVITATION_AGES)
    last = undo.last_undoable(sitting.ctx)
    assert last is not None
    undo.undo(sitting.ctx, last.id)
    assert case_list.case_view(sitting.ctx, case).state.person.fact(FactKind.NO_CONTACT) is None


def test_phone_and_times_on_the_letter(sit: Sit) -> None:
    sitting = sit(1)
    dialog = opened(sitting, code(sitting, sitting.cases[0]))
    dialog.choices.choose(Crossed.WRITE)
    type_text(dialog.phone, "013-10 10 10")
    type_text(dialog.times, "tisdag förmiddag")
    type_text(dialog.letter.interpreter, "somaliska")
    press(dialog.phone, Qt.Key.Key_Return)
    view = case_list.case_view(sitting.ctx, sitting.cases[0])
    assert view.resident.details.phones[0] == "013-10 10 10"
    notes = [entry.record.event.text for entry in view.timeline if isinstance(entry.record.event, ev.Noted)]
    assert notes == ["Behöver tolk: somaliska. Passar: tisdag förmiddag"]
    assert view.state.person.standing(FactKind.INTERPRETER, "somaliska") is Standing.CONFIRMED
    assert view.state.word is not None
    assert view.state.word.via is Via.LETTER


def test_a_pile_that_has_lain_is_recorded_on_the_day_it_came(sit: Sit) -> None:
    sitting = sit(2, checked=True)
    for case in sitting.cases:
        happened(sitting.ctx, case, ev.LetterPosted(on=MONDAY - timedelta(days=4)))
    dialog = opened(sitting)
    dialog.on.setFocus()
    for _ in range(2):
        press(dialog.on, Qt.Key.Key_Down)
    for case in sitting.cases:
        dialog.take_scan(scan_text(code(sitting, case)))
        press(dialog, Qt.Key.Key_1)
        assert dialog.primary.text() == "Anteckna: ja, ring mig, 7 nov"
        press(dialog, Qt.Key.Key_Return)
    words = [sitting.ctx.store.state(case).word for case in sitting.cases]
    assert {word.on if word else None for word in words} == {MONDAY - timedelta(days=2)}


def test_over_midnight_today_goes_on_being_today(sit: Sit) -> None:
    sitting = sit(1, checked=True)
    happened(sitting.ctx, sitting.cases[0], ev.LetterPosted(on=MONDAY - timedelta(days=4)))
    dialog = opened(sitting)
    sitting.desk.clock.now += timedelta(days=1)
    dialog.take_scan(scan_text(code(sitting, sitting.cases[0])))
    assert dialog.on.day == MONDAY + timedelta(days=1)
    press(dialog, Qt.Key.Key_1)
    assert dialog.primary.text() == "Anteckna: ja, ring mig"
    press(dialog, Qt.Key.Key_Return)
    word = sitting.ctx.store.state(sitting.cases[0]).word
    assert word is not None
    assert word.on == MONDAY + timedelta(days=1)


def test_a_reply_before_its_letter_was_posted_says_so(sit: Sit) -> None:
    sitting = sit(1, checked=True)
    happened(sitting.ctx, sitting.cases[0], ev.LetterPosted(on=MONDAY - timedelta(days=1)))
    dialog = opened(sitting, code(sitting, sitting.cases[0]))
    dialog.on.setFocus()
    for _ in range(2):
        press(dialog.on, Qt.Key.Key_Down)
    dialog.choices.choose(Crossed.NO)
    sitting.click(dialog.primary)
    assert "Brevet postades 2026-11-08." in dialog.trouble.text()
    assert sitting.ctx.store.state(sitting.cases[0]).word is None
    dialog.choices.choose(Crossed.RETURNED)
    assert dialog.primary.text() == "Anteckna: brev i retur", "a letter came back when it is recorded"
    sitting.click(dialog.primary)
    assert sitting.ctx.store.state(sitting.cases[0]).returned_on == MONDAY


def test_a_digit_in_a_field_is_no_choice(sit: Sit) -> None:
    sitting = sit(1)
    dialog = opened(sitting, code(sitting, sitting.cases[0]))
    dialog.phone.setFocus()
    type_text(dialog.phone, "013")
    assert dialog.crossed is None


def test_a_letter_that_was_never_posted_cannot_come_back(sit: Sit) -> None:
    sitting = sit(1)
    dialog = opened(sitting, code(sitting, sitting.cases[0]))
    dialog.choices.choose(Crossed.RETURNED)
    sitting.click(dialog.primary)
    assert "Inget brev är postat" in dialog.trouble.text()
    assert dialog.change is None


def test_an_earlier_word_is_told(sit: Sit) -> None:
    sitting = sit(1)
    happened(sitting.ctx, sitting.cases[0], ev.Answered(on=MONDAY, answer=Answer.NO, via=Via.PHONE))
    dialog = opened(sitting, code(sitting, sitting.cases[0]))
    assert dialog.known.text == "Har redan svarat i dag: nej tack. Ett nytt svar gäller i stället."
