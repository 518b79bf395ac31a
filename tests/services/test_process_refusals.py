"""What would lose somebody, or reach somebody who said no, is refused with the reason; on a real database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.clinic import Clinic
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.events import Answer, CallOutcome, Channel, Eligibility, Via
from rhs_desktop.domain.pathway import Status, Step, StepKind, next_step
from rhs_desktop.services import casework, mailing, settings, undoing, visits
from rhs_desktop.services.workplace import Workplace
from tests.builders import MONDAY, Desk, add_round, address, details, filled, import_people, opened

LATER = MONDAY + timedelta(days=14)


@pytest.fixture
def w(tmp_path: Path, desk: Desk) -> Iterator[Workplace]:
    with opened(tmp_path / "data", desk) as place:
        clinic = Clinic("Vårdcentralen Ekeby", address(), "013-465 00 00")
        settings.save(place, replace(settings.load(place), clinic=clinic))
        yield place


def where(w: Workplace, case: int) -> StepKind | Status:
    step = next_step(w.store.state(case), w.rules(w.store.profile_of(case)), w.today)
    return step.kind if isinstance(step, Step) else step.status


CONTACTS: list[tuple[str, Callable[[Workplace, int], object]]] = [
    ("call", lambda w, c: casework.record_call(w, c, CallOutcome.NO_ANSWER)),
    ("phone time", lambda w, c: casework.record_phone_time(w, c, LATER)),
    ("letter", lambda w, c: casework.route(w, c, Channel.LETTER)),
    ("booking", lambda w, c: visits.record_booking(w, c, LATER)),
]


@pytest.mark.parametrize("contact", [pytest.param(row[1], id=row[0]) for row in CONTACTS])
def test_no_contact_after_a_no_that_waits_to_be_handled(
    contact: Callable[[Workplace, int], object], w: Workplace
) -> None:
    (case,) = filled(w, 1)
    casework.record_answer(w, case, Answer.NO, Via.DIGITAL)
    with pytest.raises(HistoryRefused, match="said_no"):
        contact(w, case)
    assert where(w, case) is StepKind.HANDLE_ANSWER


@pytest.mark.parametrize("contact", [pytest.param(row[1], id=row[0]) for row in CONTACTS])
def test_nothing_is_arranged_with_who_has_died(contact: Callable[[Workplace, int], object], w: Workplace) -> None:
    """It would be kept and never be seen: the case is finished."""
    (case,) = filled(w, 1)
    casework.check_cosmic(w, [case], Eligibility.DECEASED)
    with pytest.raises(HistoryRefused, match="finished"):
        contact(w, case)


def test_who_was_not_reached_may_still_be_called_and_booked(w: Workplace, desk: Desk) -> None:
    first, second = filled(w, 2)
    for case in (first, second):
        casework.give_up(w, case)
    desk.tick(minutes=1)
    casework.record_call(w, first, CallOutcome.CALL_AGAIN, again_on=LATER)
    visits.record_booking(w, second, LATER)
    assert (where(w, first), where(w, second)) == (StepKind.CALL, StepKind.PREPARE_VISIT)


def test_a_visit_that_was_booked_alone_and_has_passed_is_still_recorded(w: Workplace, desk: Desk) -> None:
    """Seen too late in Webbtidbok: the resident has been here, and there must be something to document."""
    (case,) = filled(w, 1)
    casework.check_cosmic(w, [case], Eligibility.LISTED_ALIVE)
    casework.record_answer(w, case, Answer.YES_BOOK_SELF, Via.PHONE)
    desk.tick(days=20)
    with pytest.raises(HistoryRefused, match="visit_past"):
        visits.record_booking(w, case, MONDAY - timedelta(days=1))
    visits.record_booking(w, case, MONDAY + timedelta(days=18))
    assert where(w, case) is StepKind.HOLD_VISIT
    desk.tick(minutes=1)
    visits.visit_held(w, case)
    assert where(w, case) is StepKind.DOCUMENT


def test_a_letter_to_a_protected_person_is_recorded_one_at_a_time(w: Workplace) -> None:
    people = [details(0, phones=()), details(1, phones=())]
    hidden, other = import_people(w, add_round(w), people).done.cases
    casework.check_cosmic(w, [hidden, other], Eligibility.LISTED_ALIVE)
    resident = w.store.resident_of(hidden)
    casework.edit_details(w, resident.id, replace(resident.details, protected=True))
    for case in (hidden, other):
        casework.route(w, case, Channel.LETTER)
    assert where(w, hidden) is StepKind.SEND_PROTECTED_LETTER
    with pytest.raises(HistoryRefused, match="no_protected_letter"):
        casework.protected_letter_posted(w, other)
    done = casework.protected_letter_posted(w, hidden)
    assert where(w, hidden) is StepKind.GIVE_UP
    with pytest.raises(HistoryRefused, match="no_protected_letter"):
        casework.protected_letter_posted(w, hidden)
    undoing.undo(w, done.act)
    assert where(w, hidden) is StepKind.SEND_PROTECTED_LETTER


def test_who_says_no_while_the_letter_is_printed_is_not_written_to(w: Workplace, tmp_path: Path) -> None:
    cases = list(import_people(w, add_round(w), [details(n, phones=()) for n in range(2)]).done.cases)
    casework.check_cosmic(w, cases, Eligibility.LISTED_ALIVE)
    for case in cases:
        casework.route(w, case, Channel.LETTER)
    made = mailing.make(w, 1, cases, tmp_path / "brev.pdf").done
    assert made is not None
    assert made.batch is not None
    casework.record_answer(w, cases[0], Answer.NO, Via.DESK)
    assert [waits for _, waits in mailing.batch_view(w, made.batch).members] == [False, True]
    mailing.confirm_posted(w, made.batch, cases)
    assert [w.store.state(case).posted_on for case in cases] == [None, MONDAY]
