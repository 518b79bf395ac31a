"""For every kind of step: from the list by the keyboard alone to what is recorded, or to the dialog that asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Finished, StepKind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Via
from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import print_batch
from rhs_desktop.services.sending import send
from rhs_desktop.ui.cases.details_dialog import DetailsDialog
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.sending.wizard import SendWizard
from tests.builders import happened
from tests.ui.conftest import Office, Open
from tests.ui.desk import MONDAY, press
from tests.ui.states import Scene, ago


@dataclass(frozen=True)
class Way:
    """How a step is met and done: a scene's state, what happened more, the act, and the event or dialog it leads to."""

    state: str
    act: Act
    records: type[Event] | None = None
    opens: type[QDialog] | None = None
    more: tuple[Event, ...] = ()
    before: Callable[[Scene], object] | None = None


_CLINIC = Clinic(
    name="Vårdcentralen Ekeby",
    address=Address(street="Ekebyvägen 1", postcode="59040", city="Kisa"),
    phone="010-104 70 00",
)
_LETTER = ev.Routed(on=ago(2), channel=Channel.LETTER)
_BACK = ev.LetterReturned(on=ago(0), at=time(9, 45))
_SELF = (ev.AnswerHandled(on=ago(0)), ev.BookingBasisCreated(on=ago(0)))
_HELD = ev.VisitHeld(on=ago(0))


def _prepared(scene: Scene) -> None:
    send.prepare(scene.desk.context, scene.desk.round, "phone", scene.all)


def _printed(scene: Scene) -> None:
    ctx = scene.desk.context
    settings.save(ctx, replace(settings.load(ctx), clinic=_CLINIC))
    print_batch.make(scene.desk.context, scene.desk.round, scene.all, scene.desk.context.store.path.with_suffix(".pdf"))


def _without_phone(scene: Scene) -> None:
    ctx = scene.desk.context
    resident = ctx.store.resident_of(scene.all[0])
    record.edit_details(ctx, resident.id, replace(resident.details, phones=()))


WAYS: dict[StepKind, Way] = {
    StepKind.CHECK_COSMIC: Way("new", Act.LISTED_ALIVE, ev.CosmicChecked),
    StepKind.INVITE: Way("ready", Act.SEND, opens=SendWizard),
    StepKind.CONFIRM_SEND: Way("ready", Act.CONFIRM_SEND, opens=SendWizard, before=_prepared),
    StepKind.FIX_NUMBER: Way("wrong_number", Act.CORRECT_NUMBER, ev.NumberCorrected),
    StepKind.REMIND: Way("remind", Act.REMINDED, ev.ReminderSent),
    StepKind.HANDLE_ANSWER: Way("answered", Act.HANDLED, ev.AnswerHandled),
    StepKind.FIND_PHONE: Way("to_phone", Act.NO_PHONE, ev.FactsChanged, before=_without_phone),
    StepKind.CALL: Way("to_phone", Act.NO_ANSWER, ev.Called),
    StepKind.SEND_LETTER: Way("letter", Act.LETTERS, opens=LettersDialog),
    StepKind.SEND_PROTECTED_LETTER: Way("letter!", Act.BY_PHONE, ev.Routed),
    StepKind.SEND_TIME_LETTER: Way("time_by_letter", Act.LETTERS, opens=LettersDialog),
    StepKind.CONFIRM_LETTER: Way("letter", Act.CONFIRM_LETTER, opens=LettersDialog, before=_printed),
    StepKind.FIX_ADDRESS: Way("letter_sent", Act.DETAILS, opens=DetailsDialog, more=(_BACK,)),
    StepKind.LOOK_AT_BOOKING: Way("answered_self", Act.NOT_YET, ev.BookingLooked, more=_SELF),
    StepKind.PREPARE_VISIT: Way("booked", Act.CANCELLED, ev.BookingCancelled),
    StepKind.HOLD_VISIT: Way("visit_today", Act.HELD, ev.VisitHeld),
    StepKind.DOCUMENT: Way("visit_today", Act.DOCUMENTED, ev.Documented, more=(_HELD,)),
    StepKind.GIVE_UP: Way("letter_sent", Act.GIVE_UP, ev.GivenUp),
}


def at_step(office: Open, kind: StepKind, qtbot: QtBot) -> tuple[Office, int]:
    """The window with the case in the panel, its next step being of that kind, and the focus in the list."""
    way = WAYS[kind]
    desk: Office = office(way.state)
    case = desk.scene.all[0]
    ctx = desk.scene.desk.context
    if way.more:
        happened(ctx, case, *way.more)
    if way.before:
        way.before(desk.scene)
    step = next_step(ctx.store.state(case), ctx.rules("rhs-004"), ctx.today)
    assert not isinstance(step, Finished)
    assert step.kind is kind
    desk.window.lists.refresh()
    desk.window.areas.table.setFocus()
    assert desk.window.areas.table.pick(case)
    qtbot.waitUntil(lambda: desk.window.areas.panel.case == case)
    return desk, case


def latest(ctx: Context, case: int) -> Event:
    from rhs_desktop.services.cases import case_list

    return max(case_list.case_view(ctx, case).timeline, key=lambda entry: entry.record.id).record.event


def tab_to(desk: Office, button: QPushButton) -> None:
    """With Enter into the panel, then with Tab and nothing else."""
    press(desk.window.areas.table, Qt.Key.Key_Return)
    for _ in range(80):
        if QApplication.focusWidget() is button:
            return
        focus = QApplication.focusWidget()
        assert focus is not None
        assert desk.window.areas.panel.isAncestorOf(focus), "the focus left the panel before it came to the button"
        for what in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
            QApplication.sendEvent(focus, QKeyEvent(what, Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "\t"))
    raise AssertionError("no end of tabs")


def test_every_kind_of_step_has_its_way() -> None:
    assert set(WAYS) == set(StepKind)


@pytest.mark.parametrize("kind", StepKind, ids=lambda kind: kind.value)
def test_the_step_is_done_by_keyboard(office: Open, qtbot: QtBot, kind: StepKind) -> None:
    way = WAYS[kind]
    desk, case = at_step(office, kind, qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    button = card.buttons[way.act]
    assert isinstance(button, QPushButton)
    qtbot.waitUntil(button.isEnabled)
    tab_to(desk, button)
    opened = desk.watch()
    press(button, Qt.Key.Key_Space, text=" ")
    if card.form is not None:
        press(card.form, Qt.Key.Key_Return)
    assert [type(dialog) for dialog in opened] == ([way.opens] if way.opens else [])
    assert isinstance(latest(desk.scene.desk.context, case), way.records or Event)


@pytest.mark.parametrize(
    ("step", "records"),
    [
        pytest.param("samples_taken", ev.SamplesTaken, id="samples"),
        pytest.param("form_answered", ev.FormAnswered, id="form"),
        pytest.param("remind_visit", ev.VisitReminded, id="reminded"),
    ],
)
def test_before_the_visit_the_keyboard_begins_at_the_ticks(
    office: Open, qtbot: QtBot, step: str, records: type[Event]
) -> None:
    desk, case = at_step(office, StepKind.PREPARE_VISIT, qtbot)
    press(desk.window.areas.table, Qt.Key.Key_Return)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QCheckBox)
    card = desk.window.areas.panel.card
    assert card is not None
    assert focus is card.ticks["samples_taken"]
    card.ticks[step].setFocus()
    press(card.ticks[step], Qt.Key.Key_Space, text=" ")
    assert isinstance(latest(desk.scene.desk.context, case), records)


def test_samples_and_form_make_ready_for_the_visit(office: Open, qtbot: QtBot) -> None:
    desk, case = at_step(office, StepKind.PREPARE_VISIT, qtbot)
    for step in ("samples_taken", "form_answered"):
        card = desk.window.areas.panel.card
        assert card is not None
        card.ticks[step].click()
    assert next(row.status for row in desk.window.areas.table.rows if row.case == case) == "ready_for_visit"


def test_the_visits_eleven_steps_end_in_documented_and_done(office: Open, qtbot: QtBot) -> None:
    """Only ticks, no clinical values; the eleventh says documented with kontaktorsak."""
    desk, case = at_step(office, StepKind.HOLD_VISIT, qtbot)
    card = desk.window.areas.panel.card
    assert card is not None
    assert list(card.ticks) == [f"visit_{number}" for number in range(1, 12)]
    card.buttons[Act.HELD].click()
    for number in range(1, 12):
        shown = desk.window.areas.panel.card
        assert shown is not None
        shown.ticks[f"visit_{number}"].click()
    row = next(row for row in desk.window.areas.table.rows if row.case == case)
    assert (row.status, row.finished) == ("done", True)


def test_who_booked_and_who_did_not(office: Open, qtbot: QtBot) -> None:
    """Own booking: not yet leaves it waiting until the sixty days are over; a time makes it a visit."""
    desk, case = at_step(office, StepKind.LOOK_AT_BOOKING, qtbot)
    ctx, clock = desk.scene.desk.context, desk.scene.desk.clock
    clock.now += timedelta(days=31)
    card = desk.window.areas.panel.card
    assert card is not None
    card.buttons[Act.NOT_YET].click()
    step = next_step(ctx.store.state(case), ctx.rules("rhs-004"), MONDAY + timedelta(days=60))
    assert not isinstance(step, Finished)
    assert step.kind is StepKind.CALL
    record.record_answer(ctx, case, Answer.YES_CALL, Via.PHONE)
    record.record_call(ctx, case, CallOutcome.BOOKED, visit=ctx.today, data_told=True)
    assert ctx.store.state(case).visit is not None
