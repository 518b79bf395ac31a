"""A send on a real database, from the proposal to a confirmed batch, and what each control outcome leads to."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Step, StepKind
from rhs_desktop.domain.codes import Answer, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.sending import SendHold
from rhs_desktop.services.cases import record, undo
from rhs_desktop.services.context import Context
from rhs_desktop.services.sending import send, send_proposal
from rhs_desktop.strings.errors import said
from tests.builders import MONDAY, Desk, checked_in_cosmic, details, filled, happened

NOTIFIED = RecipientOutcome.NOTIFIED


@pytest.fixture
def people(ctx: Context) -> list[int]:
    """Six on the list, the first five checked in Cosmic."""
    cases = filled(ctx, 6)
    record.check_cosmic(ctx, cases[:5], Eligibility.LISTED_ALIVE)
    return cases


def step_of(ctx: Context, case: int) -> StepKind:
    (row,) = [
        member.step
        for batch in send.batches(ctx, prepared_only=False)
        for member in batch.members
        if member.recipient.case == case
    ]
    assert isinstance(row, Step)
    return row.kind


def batch_of(ctx: Context, cases: list[int]) -> int:
    done = send.prepare(ctx, 1, "phone", cases)
    assert done.batch is not None
    return done.batch


def test_proposes_who_is_ready_and_says_why_the_others_are_not(ctx: Context, people: list[int]) -> None:
    proposal = send_proposal.propose(ctx, 1, limit=3)
    assert [one.case for one in proposal.ready] == people[:3]
    assert [one.case for one in proposal.later] == people[3:5]
    assert [(one.case, why) for one, why in proposal.held_back] == [(people[5], (SendHold.NOT_CHECKED,))]
    assert proposal.ready[0].number == details(0).identity.dashed


def test_a_prepared_batch_is_found_again_and_nobody_counts_as_invited(ctx: Context, people: list[int]) -> None:
    batch = batch_of(ctx, people[:2])
    (found,) = send.batches(ctx)
    assert (found.id, found.state, found.by, found.template.key) == (batch, "prepared", "Anna Ek", "phone")
    assert [member.recipient.case for member in found.included] == people[:2]
    assert all(ctx.store.state(case).invited is None for case in people)
    assert {case for case, _ in [(one.case, why) for one, why in send_proposal.propose(ctx, 1, limit=9).held_back]} == {
        *people[:2],
        people[5],
    }


@pytest.mark.parametrize(
    ("outcome", "next_kind", "stays"),
    [
        pytest.param(RecipientOutcome.NOTIFIED, StepKind.CONFIRM_SEND, True, id="1 Mobiltelefon or E-post"),
        pytest.param(RecipientOutcome.NO_NOTIFICATION, StepKind.CALL, False, id="2 Saknas"),
        pytest.param(RecipientOutcome.NEVER_LOGGED_IN, StepKind.CALL, False, id="3 never logged in"),
        pytest.param(RecipientOutcome.LOCKED, StepKind.CALL, False, id="4 locked"),
        pytest.param(RecipientOutcome.WRONG_NUMBER, StepKind.FIX_NUMBER, False, id="5 wrong number"),
    ],
)
def test_the_control_moves_who_cannot_get_it_at_once(
    outcome: RecipientOutcome, next_kind: StepKind, stays: bool, ctx: Context, people: list[int]
) -> None:
    batch = batch_of(ctx, people[:2])
    send.record_recipients(ctx, batch, {people[0]: outcome})
    first = send.batch_view(ctx, batch).members[0]
    assert (first.outcome, first.included) == (outcome, stays)
    assert step_of(ctx, people[0]) is next_kind


def test_a_wrong_key_is_put_right_and_the_person_is_back_in_the_send(ctx: Context, people: list[int]) -> None:
    batch = batch_of(ctx, people[:1])
    send.record_recipients(ctx, batch, {people[0]: RecipientOutcome.NO_NOTIFICATION})
    send.record_recipients(ctx, batch, {people[0]: NOTIFIED})
    (member,) = send.batch_view(ctx, batch).members
    assert (member.outcome, member.included) == (NOTIFIED, True)


def test_confirming_invites_those_left_today_and_closes_the_batch(ctx: Context, people: list[int], desk: Desk) -> None:
    batch = batch_of(ctx, people[:3])
    outcomes = {people[0]: NOTIFIED, people[1]: RecipientOutcome.LOCKED, people[2]: NOTIFIED}
    send.record_recipients(ctx, batch, outcomes)
    desk.tick(days=1)
    done = send.confirm_sent(ctx, batch)
    assert done.details["count"] == 2
    assert [ctx.store.state(case).invitation for case in people[:3]] == [
        (Channel.DIGITAL, date(2026, 11, 10)),
        None,
        (Channel.DIGITAL, date(2026, 11, 10)),
    ]
    assert not send.batches(ctx)
    with pytest.raises(HistoryRefused, match="batch_closed"):
        send.confirm_sent(ctx, batch)


def test_nobody_is_sent_to_unseen(ctx: Context, people: list[int]) -> None:
    batch = batch_of(ctx, people[:2])
    send.record_recipients(ctx, batch, {people[0]: NOTIFIED})
    with pytest.raises(HistoryRefused) as refused:
        send.confirm_sent(ctx, batch)
    assert (refused.value.code, refused.value.data["cases"]) == ("not_controlled", (people[1],))
    assert all(ctx.store.state(case).invited is None for case in people)


def test_a_control_of_an_earlier_batch_does_not_count(ctx: Context, people: list[int], desk: Desk) -> None:
    first = batch_of(ctx, people[:1])
    send.record_recipients(ctx, first, {people[0]: NOTIFIED})
    send.abandon(ctx, first)
    desk.tick(days=2)
    second = batch_of(ctx, people[:1])
    with pytest.raises(HistoryRefused, match="not_controlled"):
        send.confirm_sent(ctx, second)


def test_nobody_is_put_into_two_batches_or_sent_to_twice(ctx: Context, people: list[int]) -> None:
    batch = batch_of(ctx, people[:2])
    with pytest.raises(HistoryRefused) as refused:
        batch_of(ctx, people[1:3])
    assert (refused.value.code, refused.value.data["case"]) == ("held_back", people[1])
    send.record_recipients(ctx, batch, dict.fromkeys(people[:2], NOTIFIED))
    send.confirm_sent(ctx, batch)
    with pytest.raises(HistoryRefused) as refused:
        batch_of(ctx, people[:1])
    assert refused.value.data["reasons"] == (SendHold.ALREADY_INVITED,)


def test_somebody_who_says_no_while_the_batch_waits_is_not_invited(ctx: Context, people: list[int]) -> None:
    """The question at the desk, between control and send."""
    batch = batch_of(ctx, people[:2])
    send.record_recipients(ctx, batch, dict.fromkeys(people[:2], NOTIFIED))
    record.record_answer(ctx, people[0], Answer.NO, Via.DESK)
    send.confirm_sent(ctx, batch)
    assert [ctx.store.state(case).invited is not None for case in people[:2]] == [False, True]


def test_an_abandoned_batch_gives_everybody_back(ctx: Context, people: list[int]) -> None:
    batch = batch_of(ctx, people[:3])
    send.record_recipients(ctx, batch, {people[0]: RecipientOutcome.LOCKED})
    send.abandon(ctx, batch)
    assert [one.case for one in send_proposal.propose(ctx, 1, limit=9).ready] == people[1:5]
    assert send.batch_view(ctx, batch).state == "abandoned"


def test_a_person_taken_out_is_ready_again(ctx: Context, people: list[int]) -> None:
    batch = batch_of(ctx, people[:2])
    send.remove(ctx, batch, people[:1])
    assert people[0] in [one.case for one in send_proposal.propose(ctx, 1, limit=9).ready]
    assert [member.recipient.case for member in send.batch_view(ctx, batch).included] == people[1:2]


def test_undo_takes_a_confirmed_send_back_whole(ctx: Context, people: list[int]) -> None:
    batch = batch_of(ctx, people[:2])
    send.record_recipients(ctx, batch, dict.fromkeys(people[:2], NOTIFIED))
    before = [ctx.store.state(case) for case in people]
    done = send.confirm_sent(ctx, batch)
    undo.undo(ctx, done.act)
    assert [ctx.store.state(case) for case in people] == before
    assert [one.id for one in send.batches(ctx)] == [batch]


def test_pasted_numbers_find_their_people(ctx: Context, people: list[int]) -> None:
    first, last = details(0).identity, details(5).identity
    spaced = f"{first.digits[:2]} {first.digits[2:8]}-{first.digits[8:]}"
    found = send_proposal.recognise(
        ctx, 1, f"{spaced}\n{last.dashed}, {details(9).identity.dashed}\nKarin\n{first.dashed}"
    )
    assert [one.case for one in found.ready] == people[:1]
    assert [(one.case, why) for one, why in found.held_back] == [(people[5], (SendHold.NOT_CHECKED,))]
    assert found.unknown == (details(9).identity.dashed,)
    assert [text for text, _ in found.refused] == ["Karin"]


def test_numbers_for_import_from_file(ctx: Context, people: list[int], tmp_path: Path) -> None:
    batch = batch_of(ctx, people[:3])
    send.record_recipients(ctx, batch, {people[1]: RecipientOutcome.LOCKED})
    (file,) = send.save_numbers(ctx, batch, tmp_path / "nummer.txt")
    assert file.read_bytes() == b"".join(f"{details(n).identity.dashed}\r\n".encode() for n in (0, 2))


@pytest.mark.parametrize(
    ("cases", "code"), [pytest.param([], "batch_empty", id="nobody"), pytest.param([999], "unknown_case", id="unknown")]
)
def test_refused_batches(cases: list[int], code: str, ctx: Context, people: list[int]) -> None:
    with pytest.raises(HistoryRefused) as refused:
        send.prepare(ctx, 1, "phone", cases)
    assert refused.value.code == code


def test_an_unknown_template_is_refused(ctx: Context, people: list[int]) -> None:
    with pytest.raises(HistoryRefused, match="unknown_template"):
        send.prepare(ctx, 1, "fax", people[:1])


def test_a_batch_is_no_larger_than_the_manual_allows(ctx: Context) -> None:
    cases = filled(ctx, 251)
    record.check_cosmic(ctx, cases, Eligibility.LISTED_ALIVE)
    with pytest.raises(HistoryRefused, match="batch_too_large"):
        send.prepare(ctx, 1, "phone", cases)


def test_an_old_check_is_named(ctx: Context, desk: Desk) -> None:
    (case,) = filled(ctx, 1)
    happened(ctx, case, checked_in_cosmic(MONDAY))
    desk.tick(days=30)
    assert [why for _, why in send_proposal.propose(ctx, 1, limit=9).held_back] == [(SendHold.CHECK_TOO_OLD,)]


# ---- answered on a later day ----------------------------------------------------------------------------------------


def controlled(ctx: Context, cases: list[int]) -> int:
    batch = batch_of(ctx, cases)
    send.record_recipients(ctx, batch, dict.fromkeys(cases, NOTIFIED))
    return batch


def test_what_went_out_before_the_weekend_counts_from_that_day(ctx: Context, people: list[int], desk: Desk) -> None:
    batch = controlled(ctx, people[:2])
    desk.now += timedelta(days=3)
    assert send.batch_view(ctx, batch).sent_from == MONDAY
    send.confirm_sent(ctx, batch, MONDAY)
    state = ctx.store.state(people[0])
    assert state.invited is not None
    assert (state.invited.on, state.invited.at, state.prepared) == (MONDAY, None, None)
    step = next_step(state, ctx.rules("rhs-004"), ctx.today)
    assert isinstance(step, Step)
    assert (step.kind, step.since) == (StepKind.REMIND, MONDAY)


def test_who_said_no_before_the_send_was_prepared_leaves_it_when_that_is_found(
    ctx: Context, people: list[int], desk: Desk
) -> None:
    desk.now += timedelta(days=4)
    batch = batch_of(ctx, people[:2])
    send.record_recipients(ctx, batch, dict.fromkeys(people[:2], NOTIFIED))
    record.record_answer(ctx, people[0], Answer.NO, Via.DESK, ctx.today - timedelta(days=1))
    assert [member.recipient.case for member in send.batch_view(ctx, batch).included] == people[1:2]
    send.confirm_sent(ctx, batch)
    assert ctx.store.state(people[0]).invited is None


@pytest.mark.parametrize("said", [False, True])
def test_what_was_controlled_by_a_clock_that_was_ahead_went_out_then(
    ctx: Context, people: list[int], desk: Desk, said: bool
) -> None:
    batch = batch_of(ctx, people[:2])
    send.record_recipients(ctx, batch, dict.fromkeys(people[:2], NOTIFIED))
    controlled = ctx.today
    desk.now -= timedelta(days=3)
    send.confirm_sent(ctx, batch, controlled if said else None)
    state = ctx.store.state(people[0])
    assert state.prepared is None
    assert state.invited is not None
    assert state.invited.on == controlled


def test_it_cannot_have_gone_out_before_the_last_control_or_tomorrow(
    ctx: Context, people: list[int], desk: Desk
) -> None:
    batch = batch_of(ctx, people[:2])
    desk.now += timedelta(days=1)
    send.record_recipients(ctx, batch, dict.fromkeys(people[:2], NOTIFIED))
    desk.now += timedelta(days=1)
    assert send.batch_view(ctx, batch).sent_from == MONDAY + timedelta(days=1)
    with pytest.raises(HistoryRefused, match="before_control") as refused:
        send.confirm_sent(ctx, batch, MONDAY)
    assert "Mottagarna kontrollerades i 1177 2026-11-10." in said(refused.value)
    with pytest.raises(HistoryRefused, match="in_the_future"):
        send.confirm_sent(ctx, batch, MONDAY + timedelta(days=3))
    send.confirm_sent(ctx, batch, MONDAY + timedelta(days=1))
    assert {ctx.store.state(case).invited is not None for case in people[:2]} == {True}
