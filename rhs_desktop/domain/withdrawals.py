"""Which entries of a history no longer count, and what took them back."""

from __future__ import annotations

from collections.abc import Sequence

from rhs_desktop.domain.events import Recorded, Withdrawn


def withdrawn(history: Sequence[Recorded]) -> dict[int, Recorded]:
    """Each entry that does not count, by its number, with the withdrawal that took it back and itself counts.

    `history` is in the order of entry. A withdrawal can be withdrawn, so the latest is judged first.
    """
    gone: dict[int, Recorded] = {}
    for record in reversed(history):
        if record.id not in gone and isinstance(record.event, Withdrawn):
            gone[record.event.event] = record
    return gone
