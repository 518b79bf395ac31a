"""How a service records: one act, which is one transaction and one line that undo can take back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.services.context import Context
from rhs_desktop.store.act_records import ActDone

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter

__all__ = ["ActDone", "record", "recording"]


def recording(
    ctx: Context, kind: ActKind, *, batch: int | None = None, details: Mapping[str, Any] | None = None
) -> AbstractContextManager[ActWriter]:
    """An act by whoever sits at the desk, now. Nothing is kept unless the block ends in `return act.commit()`.

    Raises StoreUnavailable when the database cannot be written.
    """
    return ctx.store.act(kind, user=ctx.user, now=ctx.now, rules=ctx.rules, batch=batch, details=details)


def record(
    ctx: Context,
    kind: ActKind,
    events: Iterable[tuple[int, Event]],
    *,
    batch: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> ActDone:
    """An act that is nothing but events of cases. Raises HistoryRefused and StoreUnavailable; then nothing is kept."""
    with recording(ctx, kind, batch=batch, details=details) as act:
        for case_id, event in events:
            act.append(case_id, event)
        return act.commit()
