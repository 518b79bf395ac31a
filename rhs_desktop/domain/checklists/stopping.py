"""Whether so many rows of a list stop contact that it may be the wrong column, or the wrong list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from rhs_desktop.domain.checklists.check import CheckedList
from rhs_desktop.domain.checklists.statements import said_of
from rhs_desktop.domain.recognition.reader import Kind

FEWEST_ROWS = 20
MOST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class ManyStopping:
    """Of so many rows with a person, how many say any of it, and how many each kind, the most frequent first."""

    rows: int
    stopping: int
    kinds: Mapping[Kind, int]


def many_stopping(checked: CheckedList) -> ManyStopping | None:
    """What a person is asked about before the list changes anything; None where it need not be asked.

    A doubtful *not listed* does not count: it may be the name of the clinic itself, which nobody has said yet.
    """
    rows = len(checked.ready) + len(checked.set_aside)
    if rows < FEWEST_ROWS:
        return None
    kinds: Counter[Kind] = Counter()
    stopping = 0
    warnings = [one.warnings for one in checked.ready] + [one.warnings for one in checked.set_aside]
    for told in filter(None, warnings):
        said = [kind for kind, certain in said_of(told).items() if certain or kind is not Kind.NOT_LISTED]
        kinds.update(said)
        stopping += bool(said)
    ranked = sorted((kind for kind in Kind if kinds[kind]), key=lambda kind: -kinds[kind])
    return (
        ManyStopping(rows, stopping, {kind: kinds[kind] for kind in ranked}) if stopping > MOST_SHARE * rows else None
    )
