"""Ångra and Gör om: undo the latest act of the register, and redo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhs_desktop.strings import backups as said
from rhs_desktop.strings.cases import process
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.window.dialogs import Opening

if TYPE_CHECKING:
    from rhs_desktop.store.act_records import ActDone
    from rhs_desktop.ui.context import DialogContext


def undo(at: Opening) -> ActResult | None:
    """Undo the latest act that can be undone; a message where a restore stands before it, None where there is none.

    Raises HistoryRefused where later events depend on it."""
    from rhs_desktop.services.cases import undo as service

    ctx = at.tools.context
    act = service.last_undoable(ctx)
    return _at_restore(at.tools) if act is None else _reversed(at.tools, service.undo(ctx, act.id))


def redo(at: Opening) -> ActResult | None:
    """Redo what was undone last, unless something was recorded since. Raises HistoryRefused as `undo` does."""
    from rhs_desktop.services.cases import undo as service

    ctx = at.tools.context
    act = service.redoable(ctx)
    return _reversed(at.tools, service.redo(ctx, act.id)) if act else None


def _reversed(tools: DialogContext, done: ActDone) -> ActResult:
    from rhs_desktop.services.cases import undo as service

    ctx = tools.context
    beyond_cases = done.batch is not None or not done.cases
    cases = None if beyond_cases else frozenset(done.cases)
    back, forth = service.last_undoable(ctx) is not None, service.redoable(ctx) is not None
    return ActResult(process.done(done.kind, len(done.cases), done.details), cases, undoable=back, redoable=forth)


def _at_restore(tools: DialogContext) -> ActResult | None:
    """The message where a restore stops undo; None where none does."""
    from rhs_desktop.services.cases import undo as service
    from rhs_desktop.services.restoring import restore

    ctx = tools.context
    if not service.stopped_by_restore(ctx):
        return None
    here = tools.administers and restore.undoable(ctx) is not None
    text = said.UNDONE_HERE if here else said.NO_FURTHER
    return ActResult(text, frozenset(), undoable=False, redoable=service.redoable(ctx) is not None)
