"""Ways to sit down at a clinic with manuals of its own, on real files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from rhs_desktop.domain.cases.steps import Step
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.paths import own_profiles_dir
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.manuals import editing
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.recording import ActDone
from rhs_desktop.store import act_records
from tests import builders

NAME = "Ekebys manual"


@contextmanager
def sitting(data: Path, desk: builders.Desk) -> Iterator[Context]:
    """The clinic's data as the program opens them: begun anew each time."""
    ctx = open_context(data, user="Anna Ek", clock=lambda: desk.now, create=True)
    try:
        yield ctx
    finally:
        ctx.store.close()


def own(ctx: Context, name: str = NAME) -> str:
    return editing.copy(ctx, "rhs-004", name).profile.id


def changed(ctx: Context, profile: str, days: int = 10, **more: int) -> editing.Saved:
    draft = editing.draft(ctx, profile).put("days.manual_reminder", days)
    for key, value in more.items():
        draft = draft.put(f"days.{key}", value)
    return editing.save(ctx, draft)


def file_of(ctx: Context, profile: str) -> Path:
    return own_profiles_dir(ctx.store.path.parent) / f"{profile}.toml"


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(HistoryRefused) as caught:
        act()
    return caught.value.code


def step(ctx: Context, case: int) -> Step:
    found = case_list.case_view(ctx, case).step
    assert isinstance(found, Step)
    return found


def last_act(ctx: Context) -> act_records.ActRecord:
    with ctx.store.reading() as db:
        return act_records.latest(db, 1)[0]


def invite(ctx: Context, case: int) -> ActDone:
    return builders.happened(ctx, case, builders.checked_in_cosmic(ctx.today), builders.invited(ctx.today))


def import_one(ctx: Context, number: int) -> int:
    """A list with one more person on it; the number of the new case."""
    done = builders.import_people(ctx, 1, [builders.details(number)]).done
    return max(done.cases)
