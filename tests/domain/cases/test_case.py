"""The state of a case: what is filled in while events are added up is what is handed out."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields
from datetime import date
from itertools import permutations

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases import fold as cases_fold
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.state import CaseState
from tests.histories import recorded

DAY = date(2026, 9, 7)


def test_the_draft_has_the_fields_of_the_state_in_their_order() -> None:
    assert [(one.name, one.type, one.default) for one in fields(cases_fold._Draft)] == [
        (one.name, one.type, one.default) for one in fields(CaseState)
    ]


def test_a_state_can_be_kept_and_never_changed() -> None:
    state = fold(recorded([ev.Listed(on=DAY, has_phone=True)]))
    assert {state: 1}[fold(recorded([ev.Listed(on=DAY, has_phone=True)]))] == 1
    with pytest.raises(FrozenInstanceError):
        state.handler = "Anna"  # type: ignore[misc]


def test_what_nothing_else_tells_apart_comes_in_the_order_of_its_words() -> None:
    entered = [ev.Assigned(on=DAY, handler=name) for name in ("Cia", "Anna", "Bo")]
    found = {fold(recorded([ev.Listed(on=DAY), *order])).handler for order in permutations(entered)}
    assert found == {"Cia"}
