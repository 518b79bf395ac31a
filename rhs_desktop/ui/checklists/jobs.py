"""What an import does behind the window: each a step that may be stopped, over values that nobody changes meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.checklists import CheckedList, ListFile, SheetProposal, propose
from rhs_desktop.domain.checklists.comparison import Comparison
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.checklists import importing, reading
from rhs_desktop.services.checklists.importing import Imported
from rhs_desktop.services.context import Context
from rhs_desktop.ui.checklists.state import EarlierImport, ImportState
from rhs_desktop.ui.widgets.jobs import Task


@dataclass(frozen=True, slots=True)
class Read:
    """A list as it was read, where it most likely stands in the file and what its columns seem to mean."""

    listed: ListFile
    proposed: SheetProposal
    before: EarlierImport | None


@dataclass(frozen=True, slots=True)
class Compared:
    """What the import would do, and the names of those who are missing from the list, by identity."""

    comparison: Comparison
    names: dict[str, str]


def read(ctx: Context, source: Path | str, task: Task, password: str = "") -> Read:
    listed = reading.read_list(source, password=password, cancelled=lambda: task.cancelled)
    task.check()

    @cache
    def remembered(list_type: str) -> Mapping[str, str] | None:
        task.check()
        return importing.remembered_mapping(ctx, list_type)

    proposed = propose(listed, ctx.today, remembered)
    return Read(listed, proposed, before(ctx, listed, proposed.sheet))


def before(ctx: Context, listed: ListFile, sheet: int) -> EarlierImport | None:
    """When this very sheet was imported, if it was."""
    earlier = importing.imported_before(ctx, listed.hash_of(sheet))
    return EarlierImport(earlier.at, earlier.user) if earlier else None


def compare(ctx: Context, checked: CheckedList, round_id: int, task: Task) -> Compared:
    comparison = importing.preview(ctx, checked, round_id, cancelled=lambda: task.cancelled)
    missing = frozenset(comparison.missing)
    found = case_list.load_rows(ctx, round_id) if missing else []
    return Compared(comparison, {row.digits: row.name for row in found if row.digits in missing})


def save_errors(
    ctx: Context, target: Path, state: ImportState, source: Path | None, task: Task, password: str = ""
) -> int:
    """How many rows were written; they look as in the file that the list came from, if there is one. Logged first."""
    assert state.checked is not None
    log_access(
        ctx, Access.EXPORTED, what=CopiedData.SET_ASIDE, rows=len(state.checked.set_aside), encrypted=bool(password)
    )
    content_hash = state.listed.content_hash if state.listed else ""
    return reading.save_error_list(
        target,
        state.checked,
        source=source,
        content_hash=content_hash,
        password=password,
        cancelled=lambda: task.cancelled,
    )


def bring_in(ctx: Context, state: ImportState, task: Task) -> Imported:
    """The import itself. It can be stopped until everything is written at once."""
    assert state.checked is not None
    assert state.listed is not None
    assert state.round is not None
    return importing.import_list(
        ctx,
        state.checked,
        state.round,
        source=state.source,
        content_hash=state.listed.hash_of(state.sheet_place),
        chosen=state.chosen_changes,
        same_person=state.known_as,
        gone=state.gone,
        report=task.report,
    )
