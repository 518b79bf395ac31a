"""*Din tid för hälsosamtal*: the letter with a booked time, for whoever answered by letter and has no phone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Status, Step, StepKind
from rhs_desktop.domain.codes import Answer, Channel, Eligibility, Via
from rhs_desktop.domain.errors import LetterWithheld
from rhs_desktop.domain.letters.clinic import ReplyEnvelope
from rhs_desktop.domain.letters.letter_plan import HoldReason, LetterKind
from rhs_desktop.letters.preview import PdfPreview
from rhs_desktop.services import settings
from rhs_desktop.services.cases import record, replies, visits
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import mailing_proposal, print_batch, protected
from tests.builders import Desk, add_round, details, import_people, opened
from tests.letters.samples import CLINIC

TIME = LetterKind.TIME


@pytest.fixture
def ctx(tmp_path: Path, desk: Desk) -> Iterator[Context]:
    with opened(tmp_path / "data", desk) as place:
        settings.save(place, replace(settings.load(place), clinic=CLINIC))
        yield place


@pytest.fixture
def people(ctx: Context, desk: Desk) -> list[int]:
    """Three without a phone in Cosmic who answered their letter with a yes; the third is protected."""
    found = [details(number, phones=()) for number in range(3)]
    cases = list(import_people(ctx, add_round(ctx), found).done.cases)
    record.check_cosmic(ctx, cases, Eligibility.LISTED_ALIVE)
    resident = ctx.store.resident_of(cases[2])
    record.edit_details(ctx, resident.id, replace(resident.details, protected=True))
    for case in cases:
        record.set_phone(ctx, case, None)
        record.route(ctx, case, Channel.LETTER)
    letters = print_batch.make(ctx, 1, cases[:2], None)
    assert letters.done is not None
    assert letters.done.batch is not None
    print_batch.confirm_posted(ctx, letters.done.batch, cases[:2])
    record.protected_letter_posted(ctx, cases[2])
    desk.tick(days=7)
    for case in cases:
        record.record_answer(ctx, case, Answer.YES_CALL, via=Via.LETTER)
    return cases


def step(ctx: Context, case: int, on: date | None = None) -> Step:
    found = next_step(ctx.store.state(case), ctx.rules(ctx.store.profile_of(case)), on or ctx.today)
    assert isinstance(found, Step)
    return found


def far(ctx: Context, days: int = 21) -> date:
    return ctx.today + timedelta(days=days)


def book(ctx: Context, desk: Desk, case: int, days: int = 21, at: time | None = time(10, 15)) -> None:
    visits.record_booking(ctx, case, far(ctx, days), at)
    desk.tick(minutes=1)


def words(pdf: bytes) -> str:
    with PdfPreview(pdf) as pages:
        return " ".join(" ".join(pages.text(page).split()) for page in range(pages.pages))


def post(ctx: Context, cases: list[int]) -> None:
    printed = print_batch.make(ctx, 1, cases, None, kind=TIME)
    assert printed.done is not None
    assert printed.done.batch is not None
    print_batch.confirm_posted(ctx, printed.done.batch, cases)


def test_a_booked_time_goes_out_before_the_visit_is_checked(ctx: Context, desk: Desk, people: list[int]) -> None:
    case = people[0]
    book(ctx, desk, case)
    assert (step(ctx, case).kind, step(ctx, case).status) == (StepKind.SEND_TIME_LETTER, Status.BOOKED)
    assert step(ctx, case, far(ctx) - timedelta(days=1)).kind is StepKind.PREPARE_VISIT
    assert step(ctx, case, far(ctx)).kind is StepKind.HOLD_VISIT
    proposal = mailing_proposal.propose(ctx, 1, kind=TIME)
    assert [one.case for one in proposal.ready] == [case]
    assert mailing_proposal.kind_for(ctx, [case]) is TIME
    told = words(mailing_proposal.preview(ctx, 1, case, kind=TIME))
    assert "Din tid för hälsosamtal" in told
    assert f"{far(ctx).day} " in told
    assert "klockan 10.15" in told
    assert "svarsbrev" not in told


def test_who_asks_for_it_by_letter_is_never_invited_again(ctx: Context, desk: Desk, people: list[int]) -> None:
    case = people[0]
    record.set_phone(ctx, case, "070-174 06 05")
    replies.record_reply(ctx, case, Answer.YES_CALL, by_letter=True)
    assert (step(ctx, case).kind, step(ctx, case).status) == (StepKind.SEND_TIME_LETTER, Status.LETTER_YES)
    assert mailing_proposal.propose(ctx, 1).ready == ()
    found = mailing_proposal.propose(ctx, 1, kind=TIME)
    assert (found.ready, found.held_back) == ((), ()), "nothing is written before the time is booked"
    book(ctx, desk, case)
    post(ctx, [case])
    assert step(ctx, case).kind is StepKind.PREPARE_VISIT
    visits.cancel_booking(ctx, case)
    assert step(ctx, case).kind is StepKind.SEND_TIME_LETTER, "and the next time comes by letter too"


def test_who_answers_by_letter_and_has_no_number_is_never_invited_again(
    ctx: Context, desk: Desk, people: list[int]
) -> None:
    case = people[0]
    assert step(ctx, case).kind is StepKind.FIND_PHONE
    record.set_phone(ctx, case, None)
    assert (step(ctx, case).kind, step(ctx, case).status) == (StepKind.SEND_TIME_LETTER, Status.LETTER_YES)


def test_printed_posted_told(ctx: Context, desk: Desk, people: list[int]) -> None:
    case = people[0]
    book(ctx, desk, case)
    invitation = ctx.store.state(case).invitation
    printed = print_batch.make(ctx, 1, [case], None, kind=TIME)
    assert printed.done is not None
    assert printed.done.batch is not None
    assert step(ctx, case).kind is StepKind.CONFIRM_LETTER
    assert print_batch.batch_view(ctx, printed.done.batch).kind is TIME
    assert print_batch.packing(ctx, printed.done.batch) == (("Din tid för hälsosamtal",), ReplyEnvelope.NONE)
    print_batch.confirm_posted(ctx, printed.done.batch, [case])
    state = ctx.store.state(case)
    assert state.time_told
    assert state.invitation == invitation, "it is no invitation"
    assert step(ctx, case).kind is StepKind.PREPARE_VISIT


def test_what_was_not_posted_comes_back(ctx: Context, desk: Desk, people: list[int]) -> None:
    case = people[0]
    book(ctx, desk, case)
    printed = print_batch.make(ctx, 1, [case], None, kind=TIME)
    assert printed.done is not None
    assert printed.done.batch is not None
    print_batch.confirm_posted(ctx, printed.done.batch, [])
    assert step(ctx, case).kind is StepKind.SEND_TIME_LETTER


@pytest.mark.parametrize(
    ("days", "at"),
    [pytest.param(28, time(10, 15), id="another day"), pytest.param(21, time(13, 0), id="another hour")],
)
def test_a_time_that_was_changed_is_told_again(
    ctx: Context, desk: Desk, people: list[int], days: int, at: time
) -> None:
    case = people[0]
    book(ctx, desk, case)
    post(ctx, [case])
    desk.tick(minutes=1)
    book(ctx, desk, case, days, at)
    assert step(ctx, case).kind is StepKind.SEND_TIME_LETTER


def test_a_letter_that_came_back_has_its_address_mended_first(ctx: Context, desk: Desk, people: list[int]) -> None:
    case = people[0]
    book(ctx, desk, case)
    post(ctx, [case])
    record.record_plain(ctx, case, Act.RETURNED)
    assert step(ctx, case).kind is StepKind.FIX_ADDRESS


def test_who_has_no_time_or_knows_it_gets_none(ctx: Context, desk: Desk, people: list[int]) -> None:
    waits, other = people[:2]
    book(ctx, desk, waits)
    post(ctx, [waits])

    def reasons(case: int) -> list[HoldReason]:
        proposal = mailing_proposal.propose(ctx, 1, [case], kind=TIME)
        return [hold.reason for _, why in proposal.held_back for hold in why]

    assert reasons(waits) == [HoldReason.POSTED]
    assert reasons(other) == [HoldReason.NO_TIME]
    with pytest.raises(LetterWithheld):
        mailing_proposal.preview(ctx, 1, other, kind=TIME)


def test_who_can_be_called_or_answered_otherwise_gets_none(ctx: Context, desk: Desk, people: list[int]) -> None:
    record.set_phone(ctx, people[0], "070-174 06 05")
    book(ctx, desk, people[0])
    assert step(ctx, people[0]).kind is StepKind.PREPARE_VISIT


def test_the_time_is_cancelled_while_its_letter_lies_in_the_pile(ctx: Context, desk: Desk, people: list[int]) -> None:
    case = people[0]
    book(ctx, desk, case)
    print_batch.make(ctx, 1, [case], None, kind=TIME)
    visits.cancel_booking(ctx, case)
    assert ctx.store.state(case).printed is None


def test_a_protected_person_gets_the_time_through_skatteverket(ctx: Context, desk: Desk, people: list[int]) -> None:
    case = people[2]
    book(ctx, desk, case)
    assert step(ctx, case).kind is StepKind.SEND_PROTECTED_LETTER
    told = words(protected.draw(ctx, case))
    assert "Din tid för hälsosamtal" in told
    assert "klockan 10.15" in told
    assert "svarsbrev" not in told
    protected.confirm_posted(ctx, case)
    assert ctx.store.state(case).time_told
    assert step(ctx, case).kind is StepKind.PREPARE_VISIT
