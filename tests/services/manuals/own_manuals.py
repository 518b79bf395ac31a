"""Ways to sit down at a clinic with manuals of its own, on real files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.pathway import Step
from rhs_desktop.paths import own_profiles_dir
from rhs_desktop.services import (
    manuals,
    overview,
)
from rhs_desktop.services.acts import Done
from rhs_desktop.services.opening import open_workplace
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import lines
from tests import builders

NAME = "Ekebys manual"


@contextmanager
def sitting(data: Path, desk: builders.Desk) -> Iterator[Workplace]:
    """The clinic's data as the program opens them: begun anew each time."""
    w = open_workplace(data, user="Anna Ek", clock=lambda: desk.now, create=True)
    try:
        yield w
    finally:
        w.store.close()


def own(w: Workplace, name: str = NAME) -> str:
    return manuals.copy(w, "rhs-004", name).profile.id


def changed(w: Workplace, profile: str, days: int = 10, **more: int) -> manuals.Saved:
    draft = manuals.draft(w, profile).put("days.manual_reminder", days)
    for key, value in more.items():
        draft = draft.put(f"days.{key}", value)
    return manuals.save(w, draft)


def file_of(w: Workplace, profile: str) -> Path:
    return own_profiles_dir(w.store.path.parent) / f"{profile}.toml"


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(HistoryRefused) as caught:
        act()
    return caught.value.code


def step(w: Workplace, case: int) -> Step:
    found = overview.case_view(w, case).step
    assert isinstance(found, Step)
    return found


def last_act(w: Workplace) -> lines.ActRecord:
    with w.store.reading() as db:
        return lines.latest(db, 1)[0]


def invite(w: Workplace, case: int) -> Done:
    return builders.happened(w, case, builders.checked_in_cosmic(w.today), builders.invited(w.today))


def import_one(w: Workplace, number: int) -> int:
    """A list with one more person on it; the number of the new case."""
    done = builders.import_people(w, 1, [builders.details(number)]).done
    return max(done.cases)
