"""What several services ask of a round: its rules, and its cases with their states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rhs_desktop.domain.case import CaseState, fold
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.profile import Rules
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import histories, people
from rhs_desktop.store.people import CaseRecord, RoundRecord


def round_record(w: Workplace, round_id: int) -> RoundRecord:
    """The round. Raises HistoryRefused `unknown_round`."""
    with w.store.reading() as db:
        for record in people.rounds(db):
            if record.id == round_id:
                return record
    raise HistoryRefused("unknown_round", round=round_id)


def rules_of_round(w: Workplace, round_id: int, manual: str | None = None) -> Rules:
    """The manual under which the round's new cases stand, or that of older ones if it is named.

    Raises HistoryRefused `unknown_round`, ProfileMissing.
    """
    record = round_record(w, round_id)
    return w.rules(manual or record.profile)


def with_states(w: Workplace, cases: Iterable[CaseRecord]) -> Iterator[tuple[CaseRecord, CaseState]]:
    """Each case and where it stands; cases whose list was undone are left out."""
    wanted = list(cases)
    with w.store.reading() as db:
        known = histories.histories(db, [case.id for case in wanted])
    for case in wanted:
        state = fold(known.get(case.id, ()))
        if state.facts is not None:
            yield case, state


def cases_of_round(w: Workplace, round_id: int) -> tuple[CaseRecord, ...]:
    """The round's cases in the order of the list."""
    with w.store.reading() as db:
        return people.cases_of_round(db, round_id)


def cases_by_id(w: Workplace, ids: Iterable[int]) -> dict[int, CaseRecord]:
    with w.store.reading() as db:
        return people.cases(db, ids)
