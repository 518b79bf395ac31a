"""How a service records: one act, which is one transaction and one line that undo can take back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.events import Event
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store.lines import Done

if TYPE_CHECKING:
    from rhs_desktop.store.act import Act

__all__ = ["Done", "record", "recording"]


def recording(
    w: Workplace, kind: str, *, batch: int | None = None, details: Mapping[str, Any] | None = None
) -> AbstractContextManager[Act]:
    """An act by whoever sits at the desk, now. Nothing is kept unless the block ends in `return act.commit()`.

    Raises StoreUnavailable when the database cannot be written.
    """
    return w.store.act(kind, user=w.user, now=w.now, rules=w.rules, batch=batch, details=details)


def record(
    w: Workplace,
    kind: str,
    events: Iterable[tuple[int, Event]],
    *,
    batch: int | None = None,
    details: Mapping[str, Any] | None = None,
) -> Done:
    """An act that is nothing but events of cases. Raises HistoryRefused and StoreUnavailable; then nothing is kept."""
    with recording(w, kind, batch=batch, details=details) as act:
        for case_id, event in events:
            act.append(case_id, event)
        return act.commit()
