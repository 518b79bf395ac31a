"""Facts of a person: at once in every round, in the order of entry, taken back by undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.codes import Answer, Eligibility
from rhs_desktop.domain.person.facts import FactKind, FactSource, PersonFact, Standing
from rhs_desktop.domain.person.person import RestReason
from rhs_desktop.services.cases import case_list, record, undo
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.recording import ActDone, recording
from tests import builders


@pytest.fixture
def desk() -> builders.Desk:
    return builders.Desk()


@pytest.fixture
def ctx(tmp_path: Path, desk: builders.Desk) -> Iterator[Context]:
    with builders.opened(tmp_path, desk) as ctx:
        yield ctx


@pytest.fixture
def both(ctx: Context) -> tuple[int, int]:
    """The cases of one person in two rounds."""
    (first,) = builders.filled(ctx, 1)
    second = builders.add_round(ctx, "2027", "rhs-2023")
    (other,) = builders.import_people(ctx, second, [builders.details(0)]).done.cases
    return first, other


def told(ctx: Context, case: int, kind: FactKind, standing: Standing = Standing.SAID) -> ActDone:
    with recording(ctx, ActKind.NOTE) as act:
        act.tell(act.resident_of(case), PersonFact(kind, standing, ctx.today, FactSource.LIST))
        return act.commit()


def rows(ctx: Context) -> dict[int, tuple[object, ...]]:
    return {row.case: (row.status, row.step, row.due, row.finished) for row in case_list.load_rows(ctx)}


def test_a_check_counts_in_every_round_of_the_person(ctx: Context, both: tuple[int, int]) -> None:
    before = rows(ctx)
    done = record.check_cosmic(ctx, [both[0]], Eligibility.NOT_LISTED)
    assert set(done.cases) == set(both)
    assert {status for status, *_ in rows(ctx).values()} == {"not_listed"}
    assert not verify(ctx)
    undo.undo(ctx, done.act)
    assert rows(ctx) == before
    undo.redo(ctx, done.act)
    assert {status for status, *_ in rows(ctx).values()} == {"not_listed"}
    assert not verify(ctx)


def test_a_check_that_a_clock_ran_ahead_of_counts_by_its_entry(
    ctx: Context, desk: builders.Desk, both: tuple[int, int]
) -> None:
    desk.tick(days=10)
    record.check_cosmic(ctx, [both[0]], Eligibility.LISTED_ALIVE)
    desk.tick(days=-10, minutes=1)
    record.check_cosmic(ctx, [both[0]], Eligibility.DECEASED)
    assert {status for status, *_ in rows(ctx).values()} == {"deceased"}


def test_other_reasons_stay_in_their_round(ctx: Context, both: tuple[int, int]) -> None:
    record.check_cosmic(ctx, [both[0]], Eligibility.OTHER, "Flyttar snart")
    assert rows(ctx)[both[0]][0] == "excluded"
    assert rows(ctx)[both[1]][0] == "listed"


def test_what_is_told_is_in_every_state_and_undo_takes_it_back(ctx: Context, both: tuple[int, int]) -> None:
    done = told(ctx, both[0], FactKind.DECEASED)
    people = [ctx.store.state(case).person for case in both]
    assert [one.standing(FactKind.DECEASED) for one in people] == [Standing.SAID] * 2
    undone = undo.undo(ctx, done.act)
    assert [ctx.store.state(case).person.facts for case in both] == [(), ()]
    undo.undo(ctx, undone.act)
    assert ctx.store.state(both[1]).person.standing(FactKind.DECEASED) is Standing.SAID


def test_what_was_told_later_of_the_same_has_to_be_taken_back_first(ctx: Context, both: tuple[int, int]) -> None:
    said = told(ctx, both[0], FactKind.DECEASED)
    checked = record.check_cosmic(ctx, [both[1]], Eligibility.LISTED_ALIVE)
    plan = undo.plan_undo(ctx, said.act)
    assert [one.act for one in plan.obstacles] == [checked.act]
    undo.undo(ctx, checked.act)
    undo.undo(ctx, said.act)
    assert ctx.store.state(both[0]).person.facts == ()


def test_a_no_a_talk_and_an_open_round_are_told_to_the_others(ctx: Context, both: tuple[int, int]) -> None:
    first, other = both
    record.check_cosmic(ctx, [first], Eligibility.LISTED_ALIVE)
    assert ctx.store.state(other).person.rests == ()
    builders.happened(ctx, first, builders.invited())
    (rest,) = ctx.store.state(other).person.rests
    assert rest.because is RestReason.OPEN_ELSEWHERE
    builders.happened(ctx, first, builders.answered(Answer.NO))
    (rest,) = ctx.store.state(other).person.rests
    assert (rest.because, rest.until) == (RestReason.SAID_NO, ctx.today.replace(year=ctx.today.year + 1))
    assert ctx.store.state(first).person.rests == ()
    assert not verify(ctx)
