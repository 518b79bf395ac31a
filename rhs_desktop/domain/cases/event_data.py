"""Events as plain JSON values and back: the form in which the store keeps them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from functools import cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused

KINDS: Mapping[str, type[Event]] = {kind.__name__: kind for kind in get_args(Event)}
"""Each kind of event by the name under which it is stored."""


def to_data(event: Event) -> dict[str, Any]:
    """The event's fields as plain JSON values, without those left at their default."""
    data: dict[str, Any] = {}
    for item in fields(event):
        value = getattr(event, item.name)
        if item.name != "on" and value == item.default:
            continue
        data[item.name] = value.isoformat() if isinstance(value, date | time) else value
    return data


def from_data(kind: str, data: Mapping[str, Any]) -> Event:
    """The event that `to_data` described. Raises HistoryRefused for a kind this program does not know."""
    try:
        cls = KINDS[kind]
    except KeyError:
        raise HistoryRefused(HistoryRefusal.UNKNOWN_EVENT, kind=kind) from None
    readers = _readers(kind)
    return cls(**{name: readers[name](value) for name, value in data.items()})


@cache
def _readers(kind: str) -> dict[str, Any]:
    return {name: _reader(hint) for name, hint in get_type_hints(KINDS[kind]).items()}


def _reader(hint: Any) -> Any:
    if get_origin(hint) in (Union, UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
        inner = _reader(hint)
        return lambda value: None if value is None else inner(value)
    if hint in (date, time):
        return hint.fromisoformat
    return hint
