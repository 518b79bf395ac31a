"""The state of a case: written by fold alone, whatever the order of entry."""

from __future__ import annotations

import ast
from dataclasses import fields
from datetime import date
from itertools import permutations

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.state import CaseState
from tests.histories import recorded
from tests.repository import PACKAGE

DAY = date(2026, 9, 7)


def written_fields(source: str) -> set[str]:
    """The fields of a case's state to which the source assigns, on anything but `self`."""
    names = {field.name for field in fields(CaseState)}
    return {
        node.attr
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store | ast.Del)
        and node.attr in names
        and not (isinstance(node.value, ast.Name) and node.value.id == "self")
    }


def test_nothing_but_fold_writes_a_state() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): written
        for path in PACKAGE.rglob("*.py")
        if (written := written_fields(path.read_text(encoding="utf-8")))
    }
    assert set(found) == {"domain/cases/fold.py"}
    assert found["domain/cases/fold.py"] == {field.name for field in fields(CaseState)}


def test_two_folds_of_a_history_are_equal_and_apart() -> None:
    history = recorded([ev.Listed(on=DAY, has_phone=True), ev.Assigned(on=DAY, handler="Anna")])
    first, second = fold(history), fold(history)
    assert first == second
    assert first is not second


def test_what_nothing_else_tells_apart_comes_in_the_order_of_its_words() -> None:
    entered = [ev.Assigned(on=DAY, handler=name) for name in ("Cia", "Anna", "Bo")]
    found = {fold(recorded([ev.Listed(on=DAY), *order])).handler for order in permutations(entered)}
    assert found == {"Cia"}
