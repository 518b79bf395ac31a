"""What the window offers for a case is accepted by the services: each act, for a case of each status and next step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.act_buttons import available
from rhs_desktop.domain.cases.acts import CALL_ACTS, ROWS, Act, refusal
from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.cases.steps_in_turn import every_step, steps_in_turn
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, Via
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.cases import case_list, record, ticks, undo, visits
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.letters import print_batch
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.recording import ActDone
from rhs_desktop.services.sending import reminders, send
from rhs_desktop.strings.errors import trouble
from tests.builders import happened
from tests.stored_practice import PracticeFiles

MORNING = datetime(2026, 11, 9, 8, 30)
LATER = MORNING.date() + timedelta(days=14)


def called(outcome: CallOutcome) -> Callable[[Context, int], ActDone | None]:
    visit = LATER if outcome is CallOutcome.BOOKED else None
    return lambda ctx, case: record.record_call(ctx, case, outcome, visit=visit, data_told=True)


def printed(ctx: Context, case: int) -> ActDone | None:
    return print_batch.make(ctx, 1, [case], None).done


SERVICE: dict[Act, Callable[[Context, int], ActDone | None]] = {
    **{act: partial(record.record_plain, what=act) for act, row in ROWS.items() if row.plain},
    Act.LISTED_ALIVE: lambda ctx, case: record.check_cosmic(ctx, [case], Eligibility.LISTED_ALIVE),
    Act.NOT_LISTED: lambda ctx, case: record.check_cosmic(ctx, [case], Eligibility.NOT_LISTED),
    Act.DECEASED: lambda ctx, case: record.check_cosmic(ctx, [case], Eligibility.DECEASED),
    Act.EXCLUDE: lambda ctx, case: record.check_cosmic(ctx, [case], Eligibility.OTHER, "utomlands"),
    Act.SEND: lambda ctx, case: send.prepare(ctx, 1, "phone", [case]),
    Act.CORRECT_NUMBER: lambda ctx, case: record.correct_number(
        ctx, case, ctx.store.resident_of(case).details.identity.dashed
    ),
    Act.REMINDED: lambda ctx, case: reminders.confirm_reminded(ctx, [case]),
    Act.ANSWER: lambda ctx, case: record.record_answer(ctx, case, Answer.YES_CALL, Via.PHONE),
    Act.SET_PHONE: lambda ctx, case: record.set_phone(ctx, case, "070-174 06 99"),
    Act.NO_PHONE: lambda ctx, case: record.set_phone(ctx, case, None),
    Act.BOOKED: called(CallOutcome.BOOKED),
    Act.DECLINED: called(CallOutcome.DECLINED),
    Act.CALL_AGAIN: called(CallOutcome.CALL_AGAIN),
    Act.VOICEMAIL: called(CallOutcome.VOICEMAIL),
    Act.NO_ANSWER: called(CallOutcome.NO_ANSWER),
    Act.WRONG_PHONE: called(CallOutcome.WRONG_NUMBER),
    Act.CALL_NOW: called(CallOutcome.NO_ANSWER),
    Act.PHONE_TIME: lambda ctx, case: record.record_phone_time(ctx, case, LATER),
    Act.BY_PHONE: lambda ctx, case: record.route(ctx, case, Channel.PHONE),
    Act.BY_LETTER: lambda ctx, case: record.route(ctx, case, Channel.LETTER),
    Act.BY_1177: lambda ctx, case: record.route(ctx, case, Channel.DIGITAL),
    Act.LETTERS: printed,
    Act.PROTECTED_LETTER: record.protected_letter_posted,
    Act.GIVE_UP: record.give_up,
    Act.SNOOZE: lambda ctx, case: record.snooze(ctx, case, LATER, "utomlands"),
    Act.NOTE: lambda ctx, case: record.add_note(ctx, case, "en sak"),
    Act.BOOK_VISIT: lambda ctx, case: visits.record_booking(ctx, case, LATER),
    Act.CANCELLED: visits.cancel_booking,
    Act.NO_SHOW: lambda ctx, case: visits.cancel_booking(ctx, case, no_show=True),
    Act.HELD: visits.visit_held,
    Act.TAKE_OVER: lambda ctx, case: record.assign(ctx, [case], ctx.user),
    Act.HAND_OVER: lambda ctx, case: record.assign(ctx, [case], "Bo Ask"),
}
BEYOND_THE_CASE = {Act.CONFIRM_SEND, Act.CONFIRM_LETTER, Act.CHECK_MANY, Act.DETAILS}
"""What the services judge of a whole batch, of several cases, or of the person whatever the cases."""
NOT_EVERYWHERE = {
    *(Act.ANSWER, Act.BOOK_VISIT, Act.NOT_YET, Act.BY_PHONE, Act.BY_LETTER),
    *(Act.CALL_NOW, Act.PHONE_TIME, Act.SET_PHONE, Act.NO_PHONE, *CALL_ACTS),
}
"""Accepted for some cases whose menu leaves it out, since nobody would look for it there."""


@pytest.fixture(scope="module")
def ctx(tmp_path_factory: pytest.TempPathFactory, practice_files: PracticeFiles) -> Iterator[Context]:
    folder = tmp_path_factory.mktemp("clinic")
    practice_files(folder, lambda: MORNING)
    opened = open_context(folder, user="Anna Ek", clock=lambda: MORNING, copies=False)
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def one_of_each(ctx: Context) -> list[int]:
    """A case of each status with each next step that the clinic has."""
    found = {(row.status, row.step, row.protected): row.case for row in case_list.load_rows(ctx)}
    assert {status for status, _, _ in found} == set(Status)
    return sorted(found.values())


def accepted(ctx: Context, act: Callable[[], ActDone | None]) -> bool:
    """Whether it was recorded; then it is taken back."""
    try:
        done = act()
    except ExpectedError:
        return False
    assert done is not None
    undo.undo(ctx, done.act)
    return True


def test_every_act_is_tried() -> None:
    assert set(SERVICE) | BEYOND_THE_CASE == set(Act) == set(ROWS)


@pytest.mark.parametrize("act", SERVICE)
def test_what_is_offered_is_accepted_and_what_has_a_use_is_offered(
    ctx: Context, one_of_each: list[int], act: Act
) -> None:
    refused, left_out = [], []
    for case in one_of_each:
        view = case_list.case_view(ctx, case)
        offers = available(view.step, view.state, ctx.today)
        shown = {*offers.main, *offers.more, *(CALL_ACTS if offers.call or Act.CALL_NOW in offers.more else ())}
        offered = act in shown or (act in CALL_ACTS and Act.CALL_NOW in offers.main)
        taken = accepted(ctx, lambda case=case: SERVICE[act](ctx, case))  # type: ignore[misc]
        if offered and not taken:
            refused.append((case, view.step, refusal(act, view.state, view.step, ctx.today)))
        if taken and not offered:
            left_out.append((case, view.step))
    assert refused == []
    assert bool(left_out) is (act in NOT_EVERYWHERE), left_out


def test_what_can_be_ticked_is_what_the_guide_shows(ctx: Context, one_of_each: list[int]) -> None:
    differs, ticked = [], 0
    for case in one_of_each:
        view = case_list.case_view(ctx, case)
        profile = ctx.rules(view.profile).profile
        in_turn = {one.key for one in steps_in_turn(view.step, view.state, profile, ctx.today)}
        for key in sorted({one.key for one in every_step(profile)}):
            taken = accepted(ctx, lambda case=case, key=key: ticks.tick(ctx, case, key))  # type: ignore[misc]
            ticked += taken
            if taken is not (key in in_turn):
                differs.append((case, view.step, key))
    assert differs == []
    assert ticked > 20


DONE, BOOKED, DEAD = Status.DONE, Status.BOOKED, Status.DECEASED
REFUSED: list[tuple[str, Status, Callable[[Context, int], object], str]] = [
    ("a look at a booking of the dead", DEAD, SERVICE[Act.NOT_YET], "not_awaiting_booking"),
    ("a look at a booking that is made", BOOKED, SERVICE[Act.NOT_YET], "not_awaiting_booking"),
    ("documented before the talk", BOOKED, lambda ctx, case: ticks.tick(ctx, case, "visit_11"), "step_not_in_turn"),
    ("closed on the list", Status.LISTED, lambda ctx, case: ticks.tick(ctx, case, "close"), "step_not_in_turn"),
    ("samples of the dead", DEAD, lambda ctx, case: ticks.tick(ctx, case, "samples_taken"), "step_not_in_turn"),
    ("a number that 1177 takes", Status.READY, SERVICE[Act.CORRECT_NUMBER], "number_not_refused"),
    ("a number of the dead", DEAD, SERVICE[Act.CORRECT_NUMBER], "number_not_refused"),
    ("a phone after the end", DONE, SERVICE[Act.SET_PHONE], "finished"),
    ("no phone after a no", Status.DECLINED, SERVICE[Act.NO_PHONE], "finished"),
    ("handed over after the end", Status.UNREACHED, SERVICE[Act.HAND_OVER], "finished"),
    ("given up with a visit booked", BOOKED, record.give_up, "visit_booked"),
    ("cancelled after the talk", Status.VISITED, visits.cancel_booking, "already_held"),
    ("held twice", Status.VISITED, visits.visit_held, "already_held"),
    ("cancelled after the end", DONE, visits.cancel_booking, "finished"),
    ("held after the end", DONE, visits.visit_held, "finished"),
    ("looked up after the end", DONE, SERVICE[Act.LISTED_ALIVE], "finished"),
]


@pytest.mark.parametrize(("status", "act", "code"), [pytest.param(*row[1:], id=row[0]) for row in REFUSED])
def test_what_is_refused_and_why(
    ctx: Context, status: Status, act: Callable[[Context, int], object], code: str
) -> None:
    cases = [row.case for row in case_list.load_rows(ctx) if row.status == status]
    for case in cases[:5]:
        before = ctx.store.state(case)
        with pytest.raises(ExpectedError) as refused:
            act(ctx, case)
        assert (refused.value.code, ctx.store.state(case)) == (code, before)
        wrong, todo = trouble(refused.value)
        assert wrong.endswith(".")
        assert todo.endswith(".")
        assert "{" not in wrong + todo
    assert cases


def test_an_exclusion_that_stands_is_taken_back_by_another_check(ctx: Context) -> None:
    case = next(row.case for row in case_list.load_rows(ctx) if row.status == Status.NOT_LISTED)
    assert accepted(ctx, lambda: SERVICE[Act.LISTED_ALIVE](ctx, case))


def test_a_history_that_holds_what_is_now_refused(ctx: Context) -> None:
    """Ticked as documented before the talk, by an earlier version: it folds as it did, and can be taken back."""
    case = next(row.case for row in case_list.load_rows(ctx) if row.status == BOOKED)
    before = ctx.store.state(case)
    early = happened(ctx, case, ev.StepTicked(on=ctx.today, step="visit_11"), ev.Documented(on=ctx.today))
    assert ctx.store.state(case) == replace(before, ticks=before.ticks | {"visit_11"}, documented_on=ctx.today)
    assert verify(ctx) == ()
    ticks.tick(ctx, case, "visit_11", done=False)
    assert ctx.store.state(case) == before
    again = happened(ctx, case, ev.Documented(on=ctx.today))
    undo.undo(ctx, again.act)
    assert ctx.store.state(case) == before
    assert early.cases == (case,)


def test_a_talk_is_not_documented_before_it_was_held(ctx: Context) -> None:
    """Ticked on the day of the visit, before the talk: that it is to be documented still comes."""
    case = next(row.case for row in case_list.load_rows(ctx) if row.status == Status.READY)
    acts = [
        visits.record_booking(ctx, case, ctx.today),
        ticks.tick(ctx, case, "visit_11"),
        visits.visit_held(ctx, case),
    ]
    step = case_list.case_view(ctx, case).step
    assert step is not None
    assert step.status is Status.VISITED
    acts.append(record.record_plain(ctx, case, Act.DOCUMENTED))
    step = case_list.case_view(ctx, case).step
    assert step is not None
    assert step.status is Status.DONE
    for done in reversed(acts):
        undo.undo(ctx, done.act)
