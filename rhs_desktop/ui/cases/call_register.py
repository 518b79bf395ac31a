"""The register behind the calling view: whom to call, who is found by number or name, what a call is recorded as."""

from __future__ import annotations

from collections.abc import Sequence

from rhs_desktop.domain.cases.steps import Queue
from rhs_desktop.domain.codes import CallOutcome
from rhs_desktop.domain.people.phone import search_terms
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.cases import case_list, record, undo
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import ActDone
from rhs_desktop.strings.cases import calling as said
from rhs_desktop.ui.case_list.row_state import due_today
from rhs_desktop.ui.cases.call_state import PHONE_TIME, CallEnd, CallNote, Calls

_FOUND_AT_MOST = 50


class CallRegister:
    """`rows` are all cases by their number, `touched` those that were changed here. No widgets.

    What records raises ExpectedError, and then has changed nothing.
    """

    def __init__(self, ctx: Context, cases: Sequence[int]) -> None:
        self._ctx = ctx
        self.rows = {row.case: row for row in case_list.load_rows(ctx)}
        self.calls = Calls(cases or self._due())
        self.touched: set[int] = set()

    def _due(self) -> list[int]:
        """The cases to call today: promised calls by day and time first, then those that have waited longest."""
        waiting = [row for row in self.rows.values() if row.queue is Queue.CALL and due_today(row, self._ctx.today)]
        return [row.case for row in sorted(waiting, key=lambda row: (row.due, row.sort, row.case))]

    def found(self, query: str) -> list[int]:
        """At most 50 cases of the register that match the query, open ones first."""
        wanted = search_terms(query)
        found = [row for row in self.rows.values() if all(word in row.key for word in wanted)]
        return [row.case for row in sorted(found, key=_open_first)[:_FOUND_AT_MOST]]

    def record_call(self, case: int, ended: CallEnd) -> CallNote:
        """Record how a call ended. After a wrong number the same person is still to be called."""
        if ended.outcome == PHONE_TIME:
            done = record.record_phone_time(self._ctx, case, ended.phone_day, ended.phone_at)
        else:
            done = self._record(case, CallOutcome(ended.outcome), ended)
        settled = ended.outcome != CallOutcome.WRONG_NUMBER
        return self._noted(case, done, CallNote(self._words(ended), done.act, settled=settled))

    def record_number(self, case: int, number: str) -> CallNote:
        """Record a number from Cosmic; empty: Cosmic has none, and it is the next person's turn."""
        done = record.set_phone(self._ctx, case, number or None)
        text = said.new_number(number) if number else said.NO_NUMBER_FOUND
        return self._noted(case, done, CallNote(text, done.act, call=False, settled=not number))

    def take_back(self, case: int, recorded: CallNote) -> None:
        """Undo what was recorded last for somebody."""
        done = undo.undo(self._ctx, recorded.act)
        self.calls.take_back(case)
        self._changed(done)

    def _record(self, case: int, outcome: CallOutcome, ended: CallEnd) -> ActDone:
        booked = outcome is CallOutcome.BOOKED
        return record.record_call(
            self._ctx,
            case,
            outcome,
            again_on=ended.again_on if outcome is CallOutcome.CALL_AGAIN else None,
            visit=ended.visit if booked else None,
            visit_time=ended.visit_time if booked else None,
            data_told=ended.data_told,
            phone=ended.phone,
        )

    def _words(self, ended: CallEnd) -> str:
        if ended.outcome == PHONE_TIME:
            return said.phone_time(ended.phone_day, ended.phone_at, self._ctx.today)
        return said.recorded(CallOutcome(ended.outcome), self._ctx.now.time(), ended.again_on, self._ctx.today)

    def _noted(self, case: int, done: ActDone, note: CallNote) -> CallNote:
        self.calls.record(case, note)
        self._changed(done)
        return note

    def _changed(self, done: ActDone) -> None:
        self.touched |= set(done.cases)
        self.rows |= {row.case: row for row in case_list.load_some(self._ctx, done.cases)}


def _open_first(row: CaseRow) -> tuple[bool, str, int]:
    return row.finished, row.sort, row.case
