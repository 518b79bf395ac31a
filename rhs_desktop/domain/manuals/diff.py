"""What differs between two manuals, by key, so that it can be told in words and marked as the clinic's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.domain.manuals.reading import to_mapping

PROVENANCE = frozenset({"id", "version", "based_on", "own", "elsewhere", "sources"})
"""The parts that say where a manual comes from, not what it asks for."""


class DiffKind(StrEnum):
    """What became of a value, or of an item of a list."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Difference:
    """`key` is dotted; an item of a list goes by its own key, as in Profile.origin.

    `before` and `after` are plain values as in a file, None where there is none; of a moved item its places from 1.
    """

    kind: DiffKind
    key: str
    before: Any = None
    after: Any = None


def differences(before: Profile, after: Profile) -> tuple[Difference, ...]:
    """Everything that the two ask for differently, in the order of the file; empty for manuals that ask the same."""
    return tuple(
        one for one in _tables(to_mapping(before), to_mapping(after), "") if one.key.partition(".")[0] not in PROVENANCE
    )


def _tables(before: Mapping[str, Any], after: Mapping[str, Any], at: str) -> Iterator[Difference]:
    for name in dict.fromkeys((*before, *after)):
        key = f"{at}.{name}" if at else name
        yield from _values(before.get(name), after.get(name), key)


def _values(before: Any, after: Any, key: str) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _tables(before, after, key)
    elif _keyed(before) and _keyed(after) and (before or after):
        yield from _items(before or (), after or (), key)
    else:
        yield Difference(DiffKind.CHANGED, key, before, after)


def _keyed(value: Any) -> bool:
    """A list of tables that each have a key of their own; a missing list is an empty one."""
    if value is None:
        return True
    if not isinstance(value, list):
        return False
    keys = [item.get("key") for item in value if isinstance(item, Mapping)]
    return len(keys) == len(value) and None not in keys and len(set(keys)) == len(keys)


def _items(before: Sequence[Mapping[str, Any]], after: Sequence[Mapping[str, Any]], at: str) -> Iterator[Difference]:
    old, new = ({str(item["key"]): item for item in items} for items in (before, after))
    for key, item in old.items():
        if key not in new:
            yield Difference(DiffKind.REMOVED, f"{at}.{key}", before=item)
    moved = _moved([key for key in old if key in new], [key for key in new if key in old])
    places_before, places_after = ({key: place for place, key in enumerate(items, 1)} for items in (old, new))
    for key, item in new.items():
        here = f"{at}.{key}"
        if key not in old:
            yield Difference(DiffKind.ADDED, here, after=item)
            continue
        if key in moved:
            yield Difference(DiffKind.MOVED, here, places_before[key], places_after[key])
        yield from _tables(old[key], item, here)


def _moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Those that do not stand in the longest run that both orders have."""
    kept: set[str] = set()
    for block in SequenceMatcher(a=before, b=after, autojunk=False).get_matching_blocks():
        kept.update(before[block.a : block.a + block.size])
    return frozenset(after) - kept
