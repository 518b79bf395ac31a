"""A profile from a mapping, and back. Everything that is wrong is told at once.

The shape is that of the dataclasses in rhs_desktop.domain.profile: a field without a default must be given, a text
may be empty and a list missing only where the dataclass says so. rhs_desktop.domain.profile_checks holds the rules
between the values.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, time
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, get_args, get_origin, get_type_hints

from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.manuals.checks import ManualProblem, NotAsAgreed, check
from rhs_desktop.domain.manuals.manual import Profile, Rule

MOST = 9999
"""The largest whole number a profile may hold: some 27 years of days."""
LEAST: Mapping[str, int] = {
    "year": 2000,
    "version": 1,
    "phone_attempts": 1,
    "batch.one_by_one": 1,
    "batch.from_file": 1,
    "days.cosmic_check_valid": 1,
}
"""The smallest whole number under each key; 0 under all others."""

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_NAMES = frozenset({"id", "key"})
_KINDS: Mapping[type, str] = {
    bool: "yes_no",
    int: "whole_number",
    float: "decimal",
    str: "text",
    list: "list",
    tuple: "list",
    dict: "table",
    date: "date_or_time",
    time: "date_or_time",
}
"""What a value is called in Problem.found and Problem.expected; the first that fits."""


class _Unread:
    """Stands for a value that could not be read; the reason is among the problems."""


UNREAD: Final = _Unread()


def read_profile(mapping: Mapping[str, object], *, file: str) -> Profile:
    """The profile that a mapping describes, as tomllib gives it or as `to_mapping` made it.

    Raises ProfileInvalid with the first problem's code, key, found and expected, and all of them as `problems`.
    `file` is only for the sentence.
    """
    reading = _ManualReading()
    parts = reading.parts(Profile, mapping, "")
    readable = {name: part for name, part in parts.items() if part is not UNREAD}
    problems = (*reading.problems, *check(readable, mapping))
    if problems:
        raise refusal(file, problems)
    return Profile(**parts)


def refusal(file: str, problems: tuple[ManualProblem, ...]) -> ProfileInvalid:
    """The error for a file with these problems, of which there is at least one."""
    first = problems[0]
    return ProfileInvalid(
        first.code, file=file, key=first.key, found=first.found, expected=first.expected, problems=problems
    )


def to_mapping(profile: Profile) -> dict[str, Any]:
    """The profile as plain values, for TOML as well as JSON; reading them gives the same profile."""
    plain = _plain(profile)
    assert isinstance(plain, dict)
    return plain


def _plain(value: object) -> object:
    match value:
        case StrEnum():
            return str(value)
        case time():
            return value.isoformat("minutes")
        case tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items()}
    if is_dataclass(value):
        given = ((item, getattr(value, item.name)) for item in fields(value))
        return {item.name: _plain(part) for item, part in given if part is not None and part != _default(item)}
    return value


class _ManualReading:
    """One pass over a mapping, which keeps what is wrong."""

    def __init__(self) -> None:
        self.problems: list[ManualProblem] = []

    def parts(self, cls: type, table: Mapping[str, object], at: str) -> dict[str, Any]:
        """The fields of a dataclass; UNREAD where there is none to be had. Unknown keys are problems too."""
        known = {item.name: item for item in fields(cls)}
        for name in table:
            if name not in known:
                self._note(NotAsAgreed.UNKNOWN_KEY, _join(at, name), expected=tuple(known))
        hints = _hints(cls)
        return {name: self._part(item, hints[name], table, _join(at, name)) for name, item in known.items()}

    def _part(self, item: Field[Any], hint: Any, table: Mapping[str, object], at: str) -> Any:
        optional = NoneType in get_args(hint)
        if item.name not in table:
            default = _default(item)
            if default is MISSING and not optional:
                self._note(NotAsAgreed.MISSING_KEY, at, expected=(_kind_of(hint),))
                return UNREAD
            return None if default is MISSING else default
        value = self._value(_without_none(hint), table[item.name], at)
        may_be_empty = _default(item) in ("", (), {})
        if value is UNREAD or may_be_empty:
            return value
        if isinstance(value, str) and not value.strip():
            return self._note(NotAsAgreed.EMPTY, at, expected=("text",))
        if isinstance(value, tuple) and not value:
            return self._note(NotAsAgreed.EMPTY, at, expected=("list",))
        if item.name in _NAMES and isinstance(value, str) and not isinstance(value, StrEnum):
            return value if _NAME.fullmatch(value) else self._note(NotAsAgreed.BAD_NAME, at, value)
        return value

    def _value(self, hint: Any, raw: object, at: str) -> Any:
        origin = get_origin(hint)
        if origin is tuple:
            return self._list(get_args(hint)[0], raw, at)
        if origin is not None:
            key_hint, value_hint = get_args(hint)
            return self._mapping(key_hint, value_hint, raw, at)
        if is_dataclass(hint):
            return self._table(hint, raw, at)
        if hint is bool:
            return raw if isinstance(raw, bool) else self._wrong_type(raw, at, "yes_no")
        if hint is int:
            return self._whole(raw, at)
        if not isinstance(raw, str):
            return self._wrong_type(raw, at, _kind_of(hint))
        if hint is time:
            return time.fromisoformat(raw) if _CLOCK.fullmatch(raw) else self._note(NotAsAgreed.BAD_TIME, at, raw)
        if issubclass(hint, StrEnum):
            return self._choice(hint, raw, at)
        return raw

    def _table(self, cls: Any, raw: object, at: str) -> Any:
        if not isinstance(raw, Mapping):
            return self._wrong_type(raw, at, "table")
        parts = self.parts(cls, raw, at)
        return UNREAD if any(part is UNREAD for part in parts.values()) else cls(**parts)

    def _list(self, hint: Any, raw: object, at: str) -> Any:
        if not isinstance(raw, list | tuple):
            return self._wrong_type(raw, at, "list")
        read = tuple(self._item(hint, item, f"{at}[{number}]") for number, item in enumerate(raw, 1))
        return UNREAD if any(item is UNREAD for item in read) else read

    def _item(self, hint: Any, raw: object, at: str) -> Any:
        """A list's item or a mapping's value: never an empty text."""
        value = self._value(hint, raw, at)
        if isinstance(value, str) and not value.strip():
            return self._note(NotAsAgreed.EMPTY, at, expected=("text",))
        return value

    def _mapping(self, key_hint: Any, value_hint: Any, raw: object, at: str) -> Any:
        if not isinstance(raw, Mapping):
            return self._wrong_type(raw, at, "table")
        members = {str(member): member for member in key_hint} if issubclass(key_hint, StrEnum) else None
        read: dict[Any, Any] = {}
        for name, value in raw.items():
            here = _join(at, str(name))
            text = self._item(value_hint, value, here)
            if members is None:
                read[name] = text
            elif name in members:
                read[members[name]] = text
            else:
                self._note(NotAsAgreed.UNKNOWN_KEY, here, expected=tuple(members))
        if key_hint is Rule:
            for rule in Rule:
                if rule not in read:
                    read[rule] = self._note(NotAsAgreed.RULE_WITHOUT_SOURCE, _join(at, rule), expected=("text",))
        return UNREAD if any(value is UNREAD for value in read.values()) else read

    def _whole(self, raw: object, at: str) -> Any:
        if isinstance(raw, bool) or not isinstance(raw, int):
            return self._wrong_type(raw, at, "whole_number")
        least = LEAST.get(at, 0)
        if not least <= raw <= MOST:
            return self._note(NotAsAgreed.OUT_OF_RANGE, at, str(raw), (str(least), str(MOST)))
        return raw

    def _choice(self, hint: type[StrEnum], raw: str, at: str) -> Any:
        try:
            return hint(raw)
        except ValueError:
            return self._note(NotAsAgreed.UNKNOWN_VALUE, at, raw, tuple(str(member) for member in hint))

    def _wrong_type(self, raw: object, at: str, expected: str) -> _Unread:
        found = next((name for kind, name in _KINDS.items() if isinstance(raw, kind)), "other")
        return self._note(NotAsAgreed.WRONG_TYPE, at, found, (expected,))

    def _note(self, code: NotAsAgreed, key: str, found: str = "", expected: tuple[str, ...] = ()) -> _Unread:
        self.problems.append(ManualProblem(code, key, found, expected))
        return UNREAD


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _default(item: Field[Any]) -> Any:
    return item.default if item.default_factory is MISSING else item.default_factory()


def _without_none(hint: Any) -> Any:
    if get_origin(hint) is UnionType:
        (hint,) = (part for part in get_args(hint) if part is not NoneType)
    return hint


def _kind_of(hint: Any) -> str:
    """What is expected, as one of the kinds that a sentence can name."""
    hint = _without_none(hint)
    origin = get_origin(hint)
    if origin is tuple:
        return "list"
    if origin is not None or is_dataclass(hint):
        return "table"
    return "clock" if hint is time else _KINDS.get(hint, "text")


def _join(at: str, name: str) -> str:
    return f"{at}.{name}" if at else name
