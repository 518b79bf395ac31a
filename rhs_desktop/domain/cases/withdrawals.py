"""Which entries of a history no longer count, and what took them back."""

from __future__ import annotations

from collections.abc import Sequence

from rhs_desktop.domain.cases.events import RecordedEvent, Withdrawn


def withdrawn(history: Sequence[RecordedEvent]) -> dict[int, RecordedEvent]:
    """Each entry that does not count, by its number, with the withdrawal that took it back and itself counts.

    `history` is in the order of entry. A withdrawal can be withdrawn, so the latest is judged first.
    """
    gone: dict[int, RecordedEvent] = {}
    for record in reversed(history):
        if record.id not in gone and isinstance(record.event, Withdrawn):
            gone[record.event.event] = record
    return gone
