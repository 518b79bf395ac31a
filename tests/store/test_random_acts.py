"""Any acts in any order, undone and redone, over restarts and days: rows are what events give, undo restores."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.codes import Answer, CallOutcome, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.services.cases import case_list, undo
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.recording import record, recording
from rhs_desktop.store import people
from tests import builders
from tests.exploring import examples

PEOPLE = 6
BAD = [["19560113-2335", "Ek", "Ulla", *[""] * 5]]

offsets = st.integers(-40, 5).map(lambda days: timedelta(days=days))
numbers = st.integers(0, PEOPLE - 1)
phones = st.sampled_from([(), ("070-174 06 05",), ("0141-22 33 44", "070-174 06 06")])
happenings: st.SearchStrategy[Callable[[Any], Event]] = st.sampled_from(
    [
        lambda on: ev.CosmicChecked(on=on, result=Eligibility.LISTED_ALIVE),
        lambda on: ev.CosmicChecked(on=on, result=Eligibility.NOT_LISTED),
        lambda on: ev.RecipientChecked(on=on, outcome=RecipientOutcome.LOCKED),
        lambda on: ev.Invited(on=on, template="web"),
        lambda on: ev.Opened(on=on),
        lambda on: ev.ReminderSent(on=on),
        lambda on: ev.Answered(on=on, answer=Answer.YES_BOOK_SELF),
        lambda on: ev.Answered(on=on, answer=Answer.NO, via=Via.PHONE),
        lambda on: ev.AnswerHandled(on=on),
        lambda on: ev.Called(on=on, outcome=CallOutcome.WRONG_NUMBER),
        lambda on: ev.Called(on=on, outcome=CallOutcome.NO_ANSWER),
        lambda on: ev.LetterPosted(on=on),
        lambda on: ev.LetterPosted(on=on, reminder=True),
        lambda on: ev.LetterReturned(on=on),
        lambda on: ev.Booked(on=on, visit=on + timedelta(days=9)),
        lambda on: ev.BookingCancelled(on=on, visit=on + timedelta(days=9)),
        lambda on: ev.GivenUp(on=on),
        lambda on: ev.Snoozed(on=on, until=on + timedelta(days=3), reason="semester"),
        lambda on: ev.Noted(on=on, text="å"),
    ]
)


class Desk(RuleBasedStateMachine):
    """A day at the desk, with a very restless hand."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.desk = builders.Desk()
        self.stack = ExitStack()
        self.open()
        self.round = builders.add_round(self.ctx)
        builders.import_people(self.ctx, self.round, [builders.details(number) for number in range(3)])
        self.undoable: list[tuple[int, Any]] = []
        self.redoable: list[tuple[int, Any]] = []

    def open(self) -> None:
        self.ctx: Context = self.stack.enter_context(builders.opened(self.folder, self.desk))

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()
            shutil.rmtree(self.folder)

    def seen(self) -> Any:
        rows = case_list.load_rows(self.ctx)
        with self.ctx.store.reading() as db:
            known = people.known(db)
        return {row.case: self.ctx.store.state(row.case) for row in rows}, known, importing.rows_set_aside(self.ctx)

    def done(self, before: Any, act: int) -> None:
        self.undoable.append((act, before))
        self.redoable.clear()

    @rule(case=st.sets(st.integers(1, PEOPLE), min_size=1, max_size=3), what=happenings, ago=offsets)
    def something_happens(self, case: set[int], what: Callable[[Any], Event], ago: timedelta) -> None:
        before = self.seen()
        event = what(self.ctx.today + ago)
        done = None
        with suppress(HistoryRefused):
            done = record(self.ctx, ActKind.EDIT_DETAILS, [(one, event) for one in sorted(case)])
        assert done or self.seen() == before
        if done:
            self.done(before, done.act)

    @rule(number=numbers, numbers_=phones, protected=st.booleans(), no_phone=st.booleans())
    def details_are_put_right(self, number: int, numbers_: tuple[str, ...], protected: bool, no_phone: bool) -> None:
        before = self.seen()
        if builders.identity(number).digits not in before[1]:
            return
        resident = before[1][builders.identity(number).digits].id
        with recording(self.ctx, ActKind.EDIT_DETAILS) as act:
            after = builders.details(number, phones=numbers_, protected=protected)
            if act.change_resident(resident, after, no_phone=no_phone and not numbers_):
                self.done(before, act.commit().act)

    @rule(who=st.sets(numbers), numbers_=phones, bad=st.booleans())
    def a_list_comes(self, who: set[int], numbers_: tuple[str, ...], bad: bool) -> None:
        before = self.seen()
        people_ = [builders.details(number, phones=numbers_) for number in sorted(who)]
        imported = builders.import_people(self.ctx, self.round, people_, extra=BAD if bad else [])
        self.done(before, imported.done.act)

    @rule()
    def a_row_set_aside_is_dismissed(self) -> None:
        before = self.seen()
        for row in before[2][:1]:
            self.done(before, importing.dismiss_row(self.ctx, row.id, "finns inte").act)

    @precondition(lambda self: self.undoable)
    @rule()
    def ctrl_z(self) -> None:
        act, before = self.undoable.pop()
        self.redoable.append((act, self.seen()))
        found = undo.last_undoable(self.ctx)
        assert found is not None
        assert found.id == act
        undo.undo(self.ctx, act)
        assert self.seen() == before

    @precondition(lambda self: self.redoable)
    @rule()
    def redo(self) -> None:
        act, after = self.redoable.pop()
        self.undoable.append((act, self.seen()))
        found = undo.redoable(self.ctx)
        assert found is not None
        undo.redo(self.ctx, act)
        assert self.seen() == after

    @precondition(lambda self: len(self.undoable) > 1)
    @rule(data=st.data())
    def an_earlier_act_is_undone(self, data: st.DataObject) -> None:
        """Possible or refused, nothing is left half done; what lay on top of it can no longer be restored exactly."""
        act, _ = data.draw(st.sampled_from(self.undoable[:-1]))
        before = self.seen()
        if undo.plan_undo(self.ctx, act).possible:
            undo.undo(self.ctx, act)
            undo.redo(self.ctx, act)
        assert self.seen() == before
        if undo.redoable(self.ctx) is None and self.redoable:
            self.redoable.clear()

    @rule(days=st.sampled_from([0, 1, 5, 12, 30, 60, -3]))
    def time_passes(self, days: int) -> None:
        self.desk.tick(days=days, minutes=1)

    @rule()
    def the_program_is_restarted(self) -> None:
        before = self.seen()
        self.stack.close()
        self.open()
        assert self.seen() == before

    @precondition(lambda self: hasattr(self, "ctx"))
    @invariant()
    def all_is_sound(self) -> None:
        case_list.load_rows(self.ctx)  # brings the rows to the day
        assert verify(self.ctx) == ()


TestDesk = Desk.TestCase
TestDesk.settings = examples(60, stateful_step_count=25)
