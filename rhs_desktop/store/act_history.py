"""What an act tells of cases and of people, and what they are with it: events, lines about people, rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from rhs_desktop.domain.cases import event_guard
from rhs_desktop.domain.cases.events import (
    Assigned,
    ContactFacts,
    CosmicChecked,
    Erased,
    Event,
    FactsChanged,
    Listed,
    Noted,
    RecordedEvent,
    Snoozed,
    StepTicked,
    Withdrawn,
)
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.history import check_withdrawal, standing
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.person.facts import FactKind, FactSource, PersonFact, RecordedFact, Standing
from rhs_desktop.domain.person.person import NOBODY, Person, checked, fold_facts, tells, withdrawn_lines
from rhs_desktop.store import people
from rhs_desktop.store.cases import event_history, person_facts, projection
from rhs_desktop.store.cases.person_facts import RulesFor
from rhs_desktop.store.connection import Database
from rhs_desktop.store.pending_rows import PendingRows

_QUIET = (Listed, FactsChanged, Noted, Assigned, Snoozed, StepTicked)
"""Events that mean nothing to another round of the same person."""


def _tells_others(record: RecordedEvent) -> bool:
    return not isinstance(record.event, _QUIET)


class ActHistory:
    """Collects the events and lines of one act, and reads histories together with them."""

    def __init__(self, db: Database, *, user: str, now: datetime, rules: RulesFor) -> None:
        self.user = user
        self.now = now
        self.db = db
        """The act's connection, for reading within it. New rows are visible after the commit only."""
        self._rules = rules
        self._rows = PendingRows(db)
        self._profiles: dict[int, str] = {}
        self._pending: dict[int, list[RecordedEvent]] = {}
        self._stored: dict[int, Sequence[RecordedEvent]] = {}
        self._residents: dict[int, int] = {}
        self._facts: dict[int, list[RecordedFact]] = {}
        self.id = self._rows.next_id("acts")

    # ---- cases and what happens to them

    def append(self, case_id: int, event: Event) -> int:
        """Record an event of a case; returns the entry's number.

        Raises HistoryRefused: `unknown_case`, `erased`, `not_listed`, `unknown_entry`, `already_withdrawn`, or what
        `event_guard` refuses.
        """
        history = self._history(case_id)
        if any(isinstance(record.event, Erased) for record in history):
            raise HistoryRefused(HistoryRefusal.ERASED, case=case_id)
        if isinstance(event, Withdrawn):
            check_withdrawal(event, history)
        elif not history and not isinstance(event, ContactFacts):
            raise HistoryRefused(HistoryRefusal.NOT_LISTED, case=case_id)
        elif event.way is not None:
            event_guard.check_event_allowed(self.state(case_id), event)
        number = self._rows.next_id("events")
        kind, on, data = event_history.to_columns(event)
        self._rows.add("events", id=number, case_id=case_id, act_id=self.id, kind=kind, on_day=on, data=data)
        self._pending.setdefault(case_id, []).append(RecordedEvent(number, event, self.user, self.now, self.id))
        if isinstance(event, CosmicChecked) and event.result is not Eligibility.OTHER:
            line = checked(event.result, event.on, reason=event.reason)
            self.tell(self.resident_of(case_id), replace(line, ref=f"{number}"))
        if isinstance(event, Withdrawn):
            self._withdraw_checks(case_id)
        return number

    def _withdraw_checks(self, case_id: int) -> None:
        """Let the lines of checks in Cosmic count or not as their events in the case do."""
        history = self._history(case_id)
        checks = {str(record.id) for record in history if isinstance(record.event, CosmicChecked)}
        if not checks:
            return
        counting = {str(record.id) for record in standing(history)}
        resident = self.resident_of(case_id)
        lines = self._lines(resident)
        gone = withdrawn_lines(lines)
        for line in lines:
            if line.fact.kind is FactKind.CHECKED and line.fact.ref in checks:
                if (line.id in gone) is not (line.fact.ref in counting):
                    continue
                self.withdraw_fact(resident, gone.get(line.id, line.id))

    def tell(self, resident: int, fact: PersonFact) -> int | None:
        """Enter a line about a person, which holds at once in each of the person's cases; its number.

        None where it says nothing new, and nothing is entered.
        """
        if not tells(self.person(resident), fact):
            return None
        number = self._rows.next_id("person_facts")
        self._rows.add("person_facts", id=number, resident_id=resident, act_id=self.id, **person_facts.to_columns(fact))
        self._facts.setdefault(resident, []).append(RecordedFact(number, fact, self.id, self.user))
        return number

    def withdraw_fact(self, resident: int, line: int) -> int | None:
        """Withdraw a line about a person; it stays in the history. Returns the withdrawal's number."""
        on, about = self.now.date(), str(line)
        return self.tell(resident, PersonFact(FactKind.WITHDRAWN, Standing.CONFIRMED, on, FactSource.DESK, about=about))

    def person(self, resident: int) -> Person:
        """What stands of a person, the lines of this act included, whatever the case."""
        return fold_facts(self._lines(resident))

    def _lines(self, resident: int) -> list[RecordedFact]:
        stored = person_facts.lines(self.db, [resident]).get(resident, ())
        return [*stored, *self._facts.get(resident, ())]

    def resident_of(self, case_id: int) -> int:
        """The person of a case. Raises HistoryRefused `unknown_case`."""
        if case_id not in self._residents:
            found = people.cases(self.db, [case_id]).get(case_id)
            if found is None:
                raise HistoryRefused(HistoryRefusal.UNKNOWN_CASE, case=case_id)
            self._residents[case_id] = found.resident.id
        return self._residents[case_id]

    def withdraw(self, case_id: int, entry: int, reason: str = "") -> int:
        """Withdraw an entry of a case; it stays in the history. Returns the withdrawal's number. Raises as `append`."""
        return self.append(case_id, Withdrawn(on=self.now.date(), at=self.now.time(), event=entry, reason=reason))

    def history(self, case_id: int) -> list[RecordedEvent]:
        """All entries of a case, those of this act included. Raises HistoryRefused `unknown_case`."""
        return [*self._history(case_id)]

    def state(self, case_id: int) -> CaseState:
        """The state of a case, what this act has told included. Raises HistoryRefused `unknown_case`."""
        history = self._history(case_id)
        resident = self.resident_of(case_id)
        cases = dict(person_facts.cases_of_residents(self.db, [resident]).get(resident, ()))
        cases |= {case: profile for case, profile in self._profiles.items() if self._residents.get(case) == resident}
        found = person_facts.persons(
            self.db,
            {resident: sorted(cases.items())},
            self._rules,
            histories_of=self._histories,
            more=self._facts,
        )
        return fold(history, found.get(case_id, NOBODY))

    def _history(self, case_id: int) -> Sequence[RecordedEvent]:
        pending = self._pending.get(case_id, [])
        if case_id in self._profiles:
            return pending
        if case_id not in self._stored:
            self._stored[case_id] = event_history.history(self.db, case_id)
            if not self._stored[case_id] and case_id not in people.cases(self.db, [case_id]):
                raise HistoryRefused(HistoryRefusal.UNKNOWN_CASE, case=case_id)
        return [*self._stored[case_id], *pending]

    def _histories(self, cases: Iterable[int]) -> dict[int, Sequence[RecordedEvent]]:
        return {case: self._history(case) for case in cases}

    def _project(self, ask: Callable[[], None]) -> tuple[int, ...]:
        """Write the rows of the cases that the act touched, and of all others whose person it is about; which."""
        ask()
        concerned = {case for case, records in self._pending.items() if any(map(_tells_others, records))}
        people_of = person_facts.cases_of(self.db, self._pending)
        others = person_facts.cases_of_residents(self.db, self._facts.keys() - people_of.keys())
        every = {**people_of, **others}
        wanted = dict.fromkeys(self._pending)
        for resident, cases in every.items():
            mine = [case for case, _ in cases]
            if resident in self._facts or not concerned.isdisjoint(mine):
                wanted |= dict.fromkeys(mine)
        profiles = {case: profile for cases in every.values() for case, profile in cases}
        folding = projection.Folding(self._rules, self.now.date())
        for profile in {profiles[case_id] for case_id in self._pending}:
            if not folding.knows(profile):
                raise HistoryRefused(HistoryRefusal.PROFILE_MISSING, profile=profile)
        persons = person_facts.persons(self.db, every, self._rules, histories_of=self._histories)
        shown = [case_id for case_id in wanted if folding.knows(profiles[case_id])]
        rows = (
            (case_id, folding.row(profiles[case_id], self._history(case_id), persons.get(case_id, NOBODY)))
            for case_id in shown
        )
        projection.write(self.db, rows, ask)
        return tuple(shown)
