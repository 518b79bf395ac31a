"""The history of a case: the order in which its events happened, which of them count, and what took others back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import time
from typing import get_args

from rhs_desktop.domain.cases.events import Answered, BookingCancelled, Event, Listed, RecordedEvent, Withdrawn
from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused

_RANK: Mapping[type[Event], int] = {kind: rank for rank, kind in enumerate(get_args(Event))}
_YES_ORDER = (Answer.YES_BOOK_SELF, Answer.YES_CALL)


def happening_order(event: Event) -> tuple[object, ...]:
    """A total order by what the event says, never by when it was entered.

    A case begins by being listed. Events of one day with a time come by time, then those without one in the order in
    which the process has them.
    Of opposite words at one time, the no counts.
    """
    untimed = event.at is None
    rank, weight = _rank(event)
    return (event.on, type(event) is not Listed, untimed, event.at or time.min, rank, weight, _Said(event))


class _Said:
    """Orders events by their words, which are put together only where nothing else tells two of them apart."""

    __slots__ = ("_event",)

    def __init__(self, event: Event) -> None:
        self._event = event

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Said) and self._event == other._event

    def __lt__(self, other: _Said) -> bool:
        return repr(self._event) < repr(other._event)

    __hash__ = None  # type: ignore[assignment]


def _rank(event: Event) -> tuple[float, int]:
    if not isinstance(event, Answered):
        return _RANK[type(event)], 0
    if event.answer is Answer.NO:
        return _RANK[BookingCancelled] + 0.5, 0
    return _RANK[Answered], _YES_ORDER.index(event.answer)


def standing(history: Iterable[RecordedEvent]) -> tuple[RecordedEvent, ...]:
    """The events that count: those no standing withdrawal takes back, in the order in which they happened.

    A withdrawal can itself be withdrawn; the latest entered is judged first.
    """
    gone: set[int] = set()
    kept: list[RecordedEvent] = []
    for record in sorted(history, key=lambda r: r.id, reverse=True):
        if record.id in gone:
            continue
        if isinstance(record.event, Withdrawn):
            gone.add(record.event.event)
        else:
            kept.append(record)
    return tuple(sorted(kept, key=lambda r: happening_order(r.event)))


def withdrawn(history: Sequence[RecordedEvent]) -> dict[int, RecordedEvent]:
    """Each entry that does not count, by its number, with the withdrawal that took it back and itself counts.

    `history` is in the order of entry. A withdrawal can be withdrawn, so the latest is judged first.
    """
    gone: dict[int, RecordedEvent] = {}
    for record in reversed(history):
        if record.id not in gone and isinstance(record.event, Withdrawn):
            gone[record.event.event] = record
    return gone


def check_withdrawal(event: Withdrawn, history: Sequence[RecordedEvent]) -> None:
    """Raises HistoryRefused `unknown_entry` where the case has no such entry, `already_withdrawn` where it does not
    count any more."""
    if all(record.id != event.event for record in history):
        raise HistoryRefused(HistoryRefusal.UNKNOWN_ENTRY, entry=event.event)
    if event.event in withdrawn(history):
        raise HistoryRefused(HistoryRefusal.ALREADY_WITHDRAWN, entry=event.event)
