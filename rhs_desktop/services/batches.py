"""Finding a batch by its number and kind; sends in 1177 and batches of letters are found the same way."""

from __future__ import annotations

from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.services.context import Context
from rhs_desktop.store import batches as kept
from rhs_desktop.store.batches import BatchKind, BatchRecord, BatchState


def found_batch(ctx: Context, kind: BatchKind, batch_id: int) -> BatchRecord:
    """The batch with that number. Raises HistoryRefused `unknown_batch` where there is none of this kind."""
    with ctx.store.reading() as db:
        record = kept.batch(db, batch_id)
    if record is None or record.kind is not kind:
        raise HistoryRefused(HistoryRefusal.UNKNOWN_BATCH, batch=batch_id)
    return record


def open_batch(ctx: Context, kind: BatchKind, batch_id: int) -> BatchRecord:
    """A batch in the state `prepared`. Raises HistoryRefused `unknown_batch`, `batch_closed`."""
    record = found_batch(ctx, kind, batch_id)
    if record.state is not BatchState.PREPARED:
        raise HistoryRefused(HistoryRefusal.BATCH_CLOSED, batch=batch_id, state=record.state)
    return record
