"""The background jobs of an import. Each works on immutable values and can be cancelled."""

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
from rhs_desktop.services.checklists import importing, preparing, reading
from rhs_desktop.services.checklists.importing import Imported
from rhs_desktop.services.checklists.reading import ErrorsSaved
from rhs_desktop.services.context import Context
from rhs_desktop.ui.checklists.state import EarlierImport, ImportState
from rhs_desktop.ui.widgets.jobs import Task


@dataclass(frozen=True, slots=True)
class Read:
    """A list that was read, the sheet and mapping proposed for it, and an earlier import of the same content."""

    listed: ListFile
    proposed: SheetProposal
    before: EarlierImport | None


@dataclass(frozen=True, slots=True)
class Compared:
    """What the import would do, and the names of the residents who are missing from the list, by their 12 digits."""

    comparison: Comparison
    names: dict[str, str]


def read(ctx: Context, source: Path | str, task: Task, password: str = "") -> Read:
    """Read a file or a pasted table and propose a sheet and a mapping.

    Raises ListUnreadable, and Cancelled where the task was cancelled.
    """
    listed = reading.read_list(source, password=password, cancelled=lambda: task.cancelled)
    task.check()

    @cache
    def remembered(list_type: str) -> Mapping[str, str] | None:
        task.check()
        return preparing.remembered_mapping(ctx, list_type)

    proposed = propose(listed, ctx.today, remembered)
    return Read(listed, proposed, before(ctx, listed, proposed.sheet))


def before(ctx: Context, listed: ListFile, sheet: int) -> EarlierImport | None:
    """The latest import of the same sheet, or None."""
    earlier = preparing.imported_before(ctx, listed.hash_of(sheet))
    return EarlierImport(earlier.at, earlier.user) if earlier else None


def compare(ctx: Context, checked: CheckedList, round_id: int, task: Task) -> Compared:
    """Compare a checked list with the register. Raises Cancelled where the task was cancelled."""
    comparison = preparing.preview(ctx, checked, round_id, cancelled=lambda: task.cancelled)
    missing = frozenset(comparison.missing)
    found = case_list.load_rows(ctx, round_id) if missing else []
    return Compared(comparison, {row.digits: row.name for row in found if row.digits in missing})


def save_errors(
    ctx: Context, target: Path, state: ImportState, source: Path | None, task: Task, password: str = ""
) -> ErrorsSaved:
    """Write the rows that were set aside to a workbook and log it, but for those of protected people.

    `source` is the file whose formatting the rows keep. Raises Cancelled, and ExpectedError for the file.
    """
    assert state.checked is not None
    left_out = len(state.checked.protected_rows)
    rows = len(state.checked.set_aside) - left_out
    log_access(ctx, Access.EXPORTED, what=CopiedData.SET_ASIDE, rows=rows, left_out=left_out, encrypted=bool(password))
    content_hash = state.listed.content_hash if state.listed else ""
    return reading.save_error_list(
        target,
        state.checked,
        ctx.now,
        source=source,
        content_hash=content_hash,
        password=password,
        cancelled=lambda: task.cancelled,
    )


def bring_in(ctx: Context, state: ImportState, task: Task) -> Imported:
    """Import the list in one transaction. Raises Cancelled where the task was cancelled before it was written."""
    assert state.checked is not None
    assert state.listed is not None
    assert state.round is not None
    assert state.comparison is not None
    return importing.import_list(
        ctx,
        state.checked,
        state.round,
        source=state.source,
        content_hash=state.listed.hash_of(state.sheet_place),
        chosen=state.choices.changes(state.comparison),
        same_person=state.choices.known_as(state.comparison),
        gone=state.choices.gone,
        template=state.template or None,
        report=task.report,
    )
