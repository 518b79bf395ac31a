"""The unit of work: all or nothing, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path

import pytest

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Answer, CallOutcome, Eligibility, Via
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import recording
from rhs_desktop.store import act_records
from rhs_desktop.store.act import ActWriter
from rhs_desktop.store.cases import event_history
from tests import builders

DAY = builders.MONDAY
CHECKED = builders.checked_in_cosmic()


@pytest.fixture
def desk() -> builders.Desk:
    return builders.Desk()


@pytest.fixture
def ctx(tmp_path: Path, desk: builders.Desk) -> Iterator[Context]:
    with builders.opened(tmp_path, desk) as context:
        builders.filled(context, 3)
        yield context


def contents(ctx: Context) -> list[tuple[object, ...]]:
    tables = (
        "residents",
        "rounds",
        "cases",
        "acts",
        "events",
        "changes",
        "imports",
        "import_rows",
        "case_rows",
        "settings",
    )
    with ctx.store.reading() as db:
        return [row for table in tables for row in db.execute(f"SELECT '{table}', * FROM {table}").fetchall()]


def test_an_act_that_is_not_committed_never_was(ctx: Context) -> None:
    before = contents(ctx)
    with recording(ctx, ActKind.EDIT_DETAILS) as act:
        act.append(1, CHECKED)
        act.change_resident(2, builders.details(1, phones=()))
        act.add_round("2027", 2027, "rhs-004")
    assert contents(ctx) == before


def test_an_error_takes_everything_back(ctx: Context) -> None:
    before = contents(ctx)

    def fails() -> None:
        with recording(ctx, ActKind.EDIT_DETAILS) as act:
            act.change_resident(2, builders.details(1, phones=()))
            act.append(1, CHECKED)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert contents(ctx) == before
    builders.happened(ctx, 1, CHECKED)


def test_an_error_after_the_commit_changes_nothing_of_it(ctx: Context) -> None:
    def fails() -> None:
        with recording(ctx, ActKind.EDIT_DETAILS) as act:
            act.append(1, CHECKED)
            act.commit()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fails()
    assert ctx.store.state(1).cosmic == CHECKED


def test_an_act_says_who_did_what_when(ctx: Context, desk: builders.Desk) -> None:
    desk.tick(minutes=7)
    with recording(ctx, ActKind.EDIT_DETAILS, details={"count": 1}) as act:
        act.append(1, CHECKED)
        act.details["late"] = True
        done = act.commit()
    with ctx.store.reading() as db:
        line = act_records.act(db, done.act)
        entry = event_history.history(db, 1)[-1]
    assert line == act_records.ActRecord(
        done.act, ActKind.EDIT_DETAILS, desk.now, "Anna Ek", None, {"count": 1, "late": True}, None
    )
    assert (entry.by, entry.recorded_at, entry.act, entry.event) == ("Anna Ek", desk.now, done.act, CHECKED)
    assert done.cases == (1,)


def case_without_list(act: ActWriter) -> None:
    act.append(act.add_case(1, act.add_round("2027", 2027, "rhs-004"), "rhs-004", 1), CHECKED)


def withdrawn_twice(act: ActWriter) -> None:
    act.withdraw(1, 1)
    act.withdraw(1, 1)


def sent_twice(act: ActWriter) -> None:
    act.append(1, builders.invited())
    act.append(1, builders.invited())


def manual_gone(act: ActWriter) -> None:
    act.append(act.add_case(1, act.add_round("2027", 2027, "gone"), "gone", 1), ev.Listed(on=DAY))
    act.commit()


@pytest.mark.parametrize(
    ("doing", "code"),
    [
        pytest.param(lambda act: act.append(99, CHECKED), "unknown_case", id="no such case"),
        pytest.param(lambda act: act.withdraw(1, 99), "unknown_entry", id="withdraws nothing"),
        pytest.param(lambda act: act.withdraw(1, 2), "unknown_entry", id="withdraws another case's entry"),
        pytest.param(withdrawn_twice, "already_withdrawn", id="withdraws twice"),
        pytest.param(case_without_list, "not_listed", id="a case that stands on no list"),
        pytest.param(lambda act: act.add_round("2026, 40 och 50 år", 2026, "x"), "round_exists", id="round twice"),
        pytest.param(lambda act: act.change_resident(99, builders.details(9)), "unknown_resident", id="nobody"),
        pytest.param(lambda act: act.change_resident(1, builders.details(1)), "identity_taken", id="another's number"),
        pytest.param(sent_twice, "already_invited", id="sent twice"),
        pytest.param(manual_gone, "profile_missing", id="a manual that is not installed"),
    ],
)
def test_what_makes_no_sense_is_refused(ctx: Context, doing: Callable[[ActWriter], object], code: str) -> None:
    before = contents(ctx)
    with pytest.raises(HistoryRefused) as refused, recording(ctx, ActKind.EDIT_DETAILS) as act:
        doing(act)
    assert refused.value.code == code
    assert contents(ctx) == before


def test_a_withdrawal_can_be_withdrawn(ctx: Context) -> None:
    done = builders.happened(ctx, 1, CHECKED)
    with recording(ctx, ActKind.EDIT_DETAILS) as act:
        withdrawal = act.withdraw(1, 4, "fel person")
        assert act.state(1).cosmic is None
        act.withdraw(1, withdrawal)
        assert act.state(1).cosmic == CHECKED
        with pytest.raises(HistoryRefused):
            act.withdraw(1, withdrawal)
        act.commit()
    assert ctx.store.state(1).cosmic == CHECKED
    assert done.act == 3


def test_every_event_comes_back_as_it_was(ctx: Context) -> None:
    events: list[ev.Event] = [
        ev.Called(on=DAY, outcome=CallOutcome.CALL_AGAIN, again_on=date(2026, 11, 12), data_told=True),
        ev.Booked(on=DAY, visit=date(2026, 12, 1), visit_time=time(8, 15)),
        ev.Answered(on=DAY, answer=Answer.YES_BOOK_SELF, via=Via.LETTER),
        ev.StepTicked(on=DAY, step="prov", done=False),
        ev.Noted(on=DAY, text='å "ä" ö\n\\'),
        ev.CosmicChecked(on=DAY, at=time(9, 5, 7, 250), result=Eligibility.OTHER, reason="Flyttar, åter på måndag"),
    ]
    builders.happened(ctx, 1, *events)
    with ctx.store.reading() as db:
        assert [record.event for record in event_history.history(db, 1)[1:]] == events


class TestChangingAResident:
    def test_it_is_told_to_the_case_and_found_by_search(self, ctx: Context) -> None:
        builders.happened(ctx, 1, ev.Called(on=DAY, at=time(8), outcome=CallOutcome.WRONG_NUMBER))
        assert ctx.store.state(1).wrong_phone_on == DAY
        with recording(ctx, ActKind.EDIT_DETAILS) as act:
            assert act.change_resident(1, builders.details(0, phones=("0141-22 33 44",)))
            done = act.commit()
        assert ctx.store.state(1).wrong_phone_on is None
        row = next(row for row in case_list.load_rows(ctx) if row.case == 1)
        assert (row.phone, "0141223344" in row.key, "0701740605" in row.key) == ("0141-22 33 44", True, False)
        with ctx.store.reading() as db:
            (change,) = act_records.changes(db, done.act)
        assert (change.what, change.item, change.field) == ("resident", 1, "phones")
        assert (change.old, change.new) == ('["070-174 06 05"]', '["0141-22 33 44"]')

    def test_nothing_new_is_no_change(self, ctx: Context) -> None:
        with recording(ctx, ActKind.EDIT_DETAILS) as act:
            assert not act.change_resident(1, builders.details(0))
            assert act.commit().cases == ()

    def test_that_cosmic_has_no_number_is_kept(self, ctx: Context) -> None:
        with recording(ctx, ActKind.EDIT_DETAILS) as act:
            assert act.change_resident(1, builders.details(0, phones=()), no_phone=True)
            act.commit()
        facts = ctx.store.state(1).facts
        assert facts is not None
        assert facts.has_phone is False

    def test_also_where_none_was_given_before(self, ctx: Context) -> None:
        without = builders.details(0, phones=())
        for no_phone, known in ((False, None), (True, False)):
            with recording(ctx, ActKind.EDIT_DETAILS) as act:
                assert act.change_resident(1, without, no_phone=no_phone)
                assert not act.change_resident(1, without, no_phone=no_phone)
                act.commit()
            facts = ctx.store.state(1).facts
            assert facts is not None
            assert facts.has_phone is known

    def test_each_round_of_the_person_hears_of_it(self, ctx: Context) -> None:
        (other,) = builders.import_people(ctx, builders.add_round(ctx, "2027"), [builders.details(0)]).done.cases
        with recording(ctx, ActKind.EDIT_DETAILS) as act:
            act.change_resident(1, builders.details(0, address=Address()))
            assert act.commit().cases == (1, other)

    def test_a_right_number_in_place_of_a_wrong_one(self, ctx: Context) -> None:
        with recording(ctx, ActKind.EDIT_DETAILS) as act:
            act.change_resident(1, builders.details(0, identity=builders.identity(9)))
            act.commit()
        assert ctx.store.resident_of(1).details.identity == builders.identity(9)


def test_acts_do_not_nest(ctx: Context) -> None:
    with recording(ctx, ActKind.EDIT_DETAILS), pytest.raises(RuntimeError), recording(ctx, ActKind.EDIT_DETAILS):
        pass
    builders.happened(ctx, 1, CHECKED)
