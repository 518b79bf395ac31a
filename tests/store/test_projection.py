"""The rows beside the events: right on every day, and the same when they are made anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from types import MappingProxyType

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.steps import Finished, Queue, Status, StepKind
from rhs_desktop.domain.codes import Answer, Channel, Eligibility, Via
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import recording
from rhs_desktop.store.cases import event_history, projection
from tests import builders

DAY = builders.MONDAY


@pytest.fixture
def desk() -> builders.Desk:
    return builders.Desk()


@pytest.fixture
def ctx(tmp_path: Path, desk: builders.Desk) -> Iterator[Context]:
    with builders.opened(tmp_path, desk) as context:
        builders.filled(context, 6)
        yield context


def row(ctx: Context, case: int = 1) -> CaseRow:
    return next(row for row in case_list.load_rows(ctx) if row.case == case)


def anew(ctx: Context) -> dict[int, projection.Projected | None]:
    with ctx.store.reading() as db:
        return {case: made for case, made in projection.computed(db, ctx.rules, ctx.today) if made}


def stored(ctx: Context) -> dict[int, projection.Projected]:
    with ctx.store.reading() as db:
        return projection.stored(db)


HISTORIES = [
    pytest.param([], id="listed"),
    pytest.param([builders.checked_in_cosmic()], id="ready, until the check is too old"),
    pytest.param([builders.checked_in_cosmic(), builders.invited()], id="unread, until 1177 closes it"),
    pytest.param([builders.invited(), ev.ReminderSent(on=DAY + timedelta(days=12))], id="reminded"),
    pytest.param([builders.invited(), builders.answered()], id="answered: 1177 closes nothing"),
    pytest.param([builders.invited(), builders.answered(Answer.NO), ev.AnswerHandled(on=DAY)], id="a no"),
    pytest.param(
        [builders.invited(), ev.Answered(on=DAY, answer=Answer.NO, via=Via.PHONE)],
        id="a no by phone: finished here, open in 1177 until it closes",
    ),
    pytest.param([ev.Routed(on=DAY, channel=Channel.LETTER), ev.LetterPosted(on=DAY)], id="letter"),
    pytest.param([ev.Booked(on=DAY, visit=DAY + timedelta(days=9))], id="booked"),
    pytest.param(
        [builders.invited(), ev.Booked(on=DAY, visit=DAY + timedelta(days=60))],
        id="booked by phone: 1177 closes its case before the visit",
    ),
    pytest.param([ev.CosmicChecked(on=DAY + timedelta(days=5), result=Eligibility.LISTED_ALIVE)], id="dated ahead"),
]


@pytest.mark.parametrize("events", HISTORIES)
def test_on_every_day_the_row_is_what_the_events_give(
    ctx: Context, desk: builders.Desk, events: list[ev.Event]
) -> None:
    builders.happened(ctx, 1, *events)
    for days in (0, 1, 4, 5, 9, 12, 22, 23, 30, 31, 60, 100, 400, 20):
        desk.now = builders.Desk().now + timedelta(days=days)
        shown = row(ctx)
        rules = ctx.rules("rhs-004")
        step = next_step(ctx.store.state(1), rules, ctx.today)
        expected = (
            step.status,
            None if isinstance(step, Finished) else step.kind,
            None if isinstance(step, Finished) else step.due,
        )
        assert (shown.status, shown.step, shown.due) == expected
        assert anew(ctx) == stored(ctx)


def test_a_new_day_makes_anew_only_what_has_changed(ctx: Context, desk: builders.Desk) -> None:
    builders.happened(ctx, 1, builders.checked_in_cosmic(), builders.invited())
    desk.tick(days=22)
    assert ctx.store.refresh(ctx.today, ctx.rules) == 0
    desk.tick(days=1)
    assert ctx.store.refresh(ctx.today, ctx.rules) == 1
    desk.tick(days=7)
    assert ctx.store.refresh(ctx.today, ctx.rules) == 0
    desk.tick(days=1)
    assert ctx.store.refresh(ctx.today, ctx.rules) == 1
    assert ctx.store.refresh(ctx.today, ctx.rules) == 0
    assert (row(ctx).mirrored, row(ctx).status) == ("Avslutat", "closed")


def test_cases_with_the_same_events_have_the_same_row(ctx: Context) -> None:
    """What is worked out once for many is what each would give, whatever the order of entry."""
    late_no: list[ev.Event] = [
        ev.GivenUp(on=DAY),
        ev.Answered(on=DAY - timedelta(days=3), answer=Answer.YES_CALL, via=Via.DESK),
    ]
    with recording(ctx, ActKind.EDIT_DETAILS) as act:
        for case, events in enumerate([late_no, late_no[::-1], late_no], start=1):
            for event in events:
                act.append(case, event)
        act.commit()
    rules = ctx.rules("rhs-004")
    with ctx.store.reading() as db:
        for case, history in ((case, event_history.history(db, case)) for case in (1, 2, 3)):
            step = next_step(fold(history), rules, ctx.today)
            assert (case, row(ctx, case).status) == (case, step.status)
    assert row(ctx, 1).status == row(ctx, 3).status != row(ctx, 2).status


def test_what_the_columns_show(ctx: Context) -> None:
    builders.happened(ctx, 1, builders.checked_in_cosmic(), builders.invited(), ev.Assigned(on=DAY, handler="Bo"))
    shown = row(ctx)
    template = ctx.profiles["rhs-004"].template("phone")
    assert shown == CaseRow(
        case=1,
        resident=1,
        digits=builders.identity(0).digits,
        name="Karin Ek",
        sort=shown.sort,
        key=shown.key,
        updated="2026-11-09 09:00",
        case_type=template.public_name,
        mirrored="Fråga till invånare",
        status=Status.UNREAD,
        step=StepKind.REMIND,
        queue=Queue.REMIND,
        due=date(2026, 11, 23),
        rule="remind",
        channel=Channel.DIGITAL,
        invited_on=DAY,
        handler="Bo",
        phone="070-174 06 05",
        round=1,
        position=1,
        protected=False,
        finished=False,
    )
    assert all(part in shown.key for part in ("karin", "ek", shown.digits, f"{shown.digits[:8]}-", "0701740605"))


def test_a_template_that_was_taken_out_of_the_manual_is_named_by_its_key(ctx: Context) -> None:
    builders.happened(ctx, 1, ev.Invited(on=DAY, template="gone"))
    assert row(ctx).case_type == "gone"


def test_another_manual_text_or_holiday_makes_the_rows_anew(ctx: Context) -> None:
    builders.happened(ctx, 1, builders.invited())
    assert ctx.store.settle(ctx.today, ctx.rules)
    assert not ctx.store.settle(ctx.today, ctx.rules)
    profile = ctx.profiles["rhs-004"]
    slower = replace(profile, days=replace(profile.days, manual_reminder=20))
    changed = replace(ctx, profiles=MappingProxyType({**ctx.profiles, "rhs-004": slower}))
    assert row(ctx).due == date(2026, 11, 23)
    assert case_list.settle(changed)
    assert row(changed).due == date(2026, 11, 30)
    holiday = replace(changed, calendar=replace(ctx.calendar, holidays=frozenset({date(2026, 11, 30)})))
    assert case_list.settle(holiday)
    assert row(holiday).due == date(2026, 12, 1)
    assert not case_list.settle(holiday)


def test_a_case_whose_manual_is_gone_keeps_its_row(ctx: Context, desk: builders.Desk) -> None:
    builders.happened(ctx, 1, builders.invited())
    before = case_list.load_rows(ctx)
    without = replace(ctx, profiles=MappingProxyType({}))
    desk.tick(days=60)
    assert case_list.load_rows(without) == before
    builders.rebuild(without)
    assert stored(ctx)[1].status == "unread"
