"""What several services ask of a round: its rules, and its cases with their states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.manuals.manual import Rules
from rhs_desktop.services.context import Context
from rhs_desktop.store import people
from rhs_desktop.store.cases import person_facts
from rhs_desktop.store.people import CaseRecord, RoundRecord


def round_record(ctx: Context, round_id: int) -> RoundRecord:
    """The round with that number. Raises HistoryRefused `unknown_round`."""
    with ctx.store.reading() as db:
        for record in people.rounds(db):
            if record.id == round_id:
                return record
    raise HistoryRefused(HistoryRefusal.UNKNOWN_ROUND, round=round_id)


def rules_of_round(ctx: Context, round_id: int, manual: str | None = None) -> Rules:
    """The rules of the manual of the round's new cases, or of an older one if it is named.

    Raises HistoryRefused `unknown_round`, ProfileMissing.
    """
    record = round_record(ctx, round_id)
    return ctx.rules(manual or record.profile)


def with_states(ctx: Context, cases: Iterable[CaseRecord]) -> Iterator[tuple[CaseRecord, CaseState]]:
    """Each case with its state; cases whose list was undone are left out."""
    wanted = list(cases)
    with ctx.store.reading() as db:
        known = person_facts.states(db, [case.id for case in wanted], ctx.rules)
    for case in wanted:
        state = known[case.id]
        if state.facts is not None:
            yield case, state


def cases_of_round(ctx: Context, round_id: int) -> tuple[CaseRecord, ...]:
    """The round's cases in the order of the list."""
    with ctx.store.reading() as db:
        return people.cases_of_round(db, round_id)


def cases_by_id(ctx: Context, ids: Iterable[int]) -> dict[int, CaseRecord]:
    """The cases with those numbers; unknown ones are left out."""
    with ctx.store.reading() as db:
        return people.cases(db, ids)
