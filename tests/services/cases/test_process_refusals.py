"""What would lose somebody, or reach somebody who said no, is refused with the reason; on a real database."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Status, Step, StepKind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, Via
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record, undo, visits
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import print_batch
from tests.builders import MONDAY, Desk, add_round, address, details, filled, import_people, opened

LATER = MONDAY + timedelta(days=14)


@pytest.fixture
def ctx(tmp_path: Path, desk: Desk) -> Iterator[Context]:
    with opened(tmp_path / "data", desk) as place:
        clinic = Clinic("Vårdcentralen Ekeby", address(), "013-465 00 00")
        settings.save(place, replace(settings.load(place), clinic=clinic))
        yield place


def where(ctx: Context, case: int) -> StepKind | Status:
    step = next_step(ctx.store.state(case), ctx.rules(ctx.store.profile_of(case)), ctx.today)
    return step.kind if isinstance(step, Step) else step.status


CONTACTS: list[tuple[str, Callable[[Context, int], object]]] = [
    ("call", lambda ctx, c: record.record_call(ctx, c, CallOutcome.NO_ANSWER)),
    ("phone time", lambda ctx, c: record.record_phone_time(ctx, c, LATER)),
    ("letter", lambda ctx, c: record.route(ctx, c, Channel.LETTER)),
    ("booking", lambda ctx, c: visits.record_booking(ctx, c, LATER)),
]


@pytest.mark.parametrize("contact", [pytest.param(row[1], id=row[0]) for row in CONTACTS])
def test_no_contact_after_a_no_that_waits_to_be_handled(
    contact: Callable[[Context, int], object], ctx: Context
) -> None:
    (case,) = filled(ctx, 1)
    record.record_answer(ctx, case, Answer.NO, Via.DIGITAL)
    with pytest.raises(HistoryRefused, match="said_no"):
        contact(ctx, case)
    assert where(ctx, case) is StepKind.HANDLE_ANSWER


@pytest.mark.parametrize("contact", [pytest.param(row[1], id=row[0]) for row in CONTACTS])
def test_nothing_is_arranged_with_who_has_died(contact: Callable[[Context, int], object], ctx: Context) -> None:
    """It would be kept and never be seen: the case is finished."""
    (case,) = filled(ctx, 1)
    record.check_cosmic(ctx, [case], Eligibility.DECEASED)
    with pytest.raises(HistoryRefused, match="finished"):
        contact(ctx, case)


def test_who_was_not_reached_may_still_be_called_and_booked(ctx: Context, desk: Desk) -> None:
    first, second = filled(ctx, 2)
    for case in (first, second):
        record.give_up(ctx, case)
    desk.tick(minutes=1)
    record.record_call(ctx, first, CallOutcome.CALL_AGAIN, again_on=LATER)
    visits.record_booking(ctx, second, LATER)
    assert (where(ctx, first), where(ctx, second)) == (StepKind.CALL, StepKind.PREPARE_VISIT)


def test_a_visit_that_was_booked_alone_and_has_passed_is_still_recorded(ctx: Context, desk: Desk) -> None:
    """Seen too late in Webbtidbok: the resident has been here, and there must be something to document."""
    (case,) = filled(ctx, 1)
    record.check_cosmic(ctx, [case], Eligibility.LISTED_ALIVE)
    record.record_answer(ctx, case, Answer.YES_BOOK_SELF, Via.PHONE)
    desk.tick(days=20)
    with pytest.raises(HistoryRefused, match="visit_past"):
        visits.record_booking(ctx, case, MONDAY - timedelta(days=1))
    visits.record_booking(ctx, case, MONDAY + timedelta(days=18))
    assert where(ctx, case) is StepKind.HOLD_VISIT
    desk.tick(minutes=1)
    visits.visit_held(ctx, case)
    assert where(ctx, case) is StepKind.DOCUMENT


def test_a_letter_to_a_protected_person_is_recorded_one_at_a_time(ctx: Context) -> None:
    people = [details(0, phones=()), details(1, phones=())]
    hidden, other = import_people(ctx, add_round(ctx), people).done.cases
    record.check_cosmic(ctx, [hidden, other], Eligibility.LISTED_ALIVE)
    resident = ctx.store.resident_of(hidden)
    record.edit_details(ctx, resident.id, replace(resident.details, protected=True))
    for case in (hidden, other):
        record.route(ctx, case, Channel.LETTER)
    assert where(ctx, hidden) is StepKind.SEND_PROTECTED_LETTER
    with pytest.raises(HistoryRefused, match="no_protected_letter"):
        record.protected_letter_posted(ctx, other)
    done = record.protected_letter_posted(ctx, hidden)
    assert where(ctx, hidden) is StepKind.GIVE_UP
    with pytest.raises(HistoryRefused, match="no_protected_letter"):
        record.protected_letter_posted(ctx, hidden)
    undo.undo(ctx, done.act)
    assert where(ctx, hidden) is StepKind.SEND_PROTECTED_LETTER


def test_who_says_no_while_the_letter_is_printed_is_not_written_to(ctx: Context, tmp_path: Path) -> None:
    cases = list(import_people(ctx, add_round(ctx), [details(n, phones=()) for n in range(2)]).done.cases)
    record.check_cosmic(ctx, cases, Eligibility.LISTED_ALIVE)
    for case in cases:
        record.route(ctx, case, Channel.LETTER)
    made = print_batch.make(ctx, 1, cases, tmp_path / "brev.pdf").done
    assert made is not None
    assert made.batch is not None
    record.record_answer(ctx, cases[0], Answer.NO, Via.DESK)
    assert [waits for _, waits in print_batch.batch_view(ctx, made.batch).members] == [False, True]
    print_batch.confirm_posted(ctx, made.batch, cases)
    assert [ctx.store.state(case).posted_on for case in cases] == [None, MONDAY]


def test_nobody_is_given_up_on_the_day_of_a_word(ctx: Context, desk: Desk) -> None:
    """The word outweighs it, so that the case would stay due as if nothing had been done."""
    (case,) = filled(ctx, 1)
    record.record_answer(ctx, case, Answer.YES_CALL, Via.PHONE)
    with pytest.raises(HistoryRefused, match="answered_today"):
        record.give_up(ctx, case)
    desk.tick(days=1)
    record.give_up(ctx, case)
    assert next_step(ctx.store.state(case), ctx.rules(ctx.store.profile_of(case)), ctx.today).status is Status.UNREACHED
