"""Where each object of a PDF file is: what its last part, the cross-reference stream, tells.

A batch has some seventy objects a letter. Their places are packed as soon as nothing more can change in them, so that
what stays in memory is less than a byte an object.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTHS = "[1 5 2]"
"""Bytes of the three fields of a row: kind, offset or number of the object stream, place in that stream."""
_ROW = 8
_AT, _KIND = 16, 56
_PLAIN, _PACKED = 1 << _KIND, 2 << _KIND
_KNOWN = 1 << _KIND
"""From here on a place is known. Below it are 0, promised, and 1, written but not yet packed into a stream."""
_WAITING = 1
_TOGETHER = 4096


class ObjectTable:
    """Gives out numbers and remembers places: one machine word an object, laid out as a row of the stream is."""

    def __init__(self) -> None:
        self._count = 0
        self._open: dict[int, array[int]] = {}
        self._closed: dict[int, bytes] = {}
        self.reserve()  # object 0 is nobody's

    def __len__(self) -> int:
        return self._count

    def reserve(self) -> int:
        """A number for an object that is written later."""
        part, place = divmod(self._count, _TOGETHER)
        if not place:
            self._close_known()
            self._open[part] = array("Q")
        self._open[part].append(0)
        self._count += 1
        return self._count - 1

    def wait(self, number: int) -> None:
        """The object is written and lies among those that will be packed. Raises ValueError if it was before."""
        if self._of(number):
            raise ValueError(f"object {number} is written already")
        self._put(number, _WAITING)

    def put_plain(self, number: int, at: int) -> None:
        """The object begins at that byte of the file."""
        self._put(number, _PLAIN | at << _AT)

    def put_packed(self, number: int, stream: int, place: int) -> None:
        """The object is the one of that place, from 0, in an object stream."""
        self._put(number, _PACKED | stream << _AT | place)

    @property
    def lost(self) -> list[int]:
        """Numbers that were promised and never written."""
        return [
            part * _TOGETHER + place
            for part, words in self._open.items()
            for place, word in enumerate(words)
            if word < _KNOWN and part + place
        ]

    def rows(self) -> Iterator[bytes]:
        """The table's rows from object 0 on, some thousand at a time."""
        for part in range(len(self._open) + len(self._closed)):
            yield _rows(self._open[part]) if part in self._open else _unpacked(self._closed[part])

    def _of(self, number: int) -> int:
        part, place = divmod(number, _TOGETHER)
        return self._open[part][place] if part in self._open else _KNOWN

    def _put(self, number: int, word: int) -> None:
        part, place = divmod(number, _TOGETHER)
        self._open[part][place] = word

    def _close_known(self) -> None:
        """Pack the parts in which every place is known; the first holds what is written last of all."""
        for part in [part for part, words in self._open.items() if min(words) >= _KNOWN]:
            self._closed[part] = _packed(_rows(self._open.pop(part)))


def _packed(rows: bytes) -> bytes:
    """Column by column, for each differs little from row to row: a third of what the rows take as they are."""
    return zlib.compress(b"".join(rows[column::_ROW] for column in range(_ROW)), 6)


def _unpacked(packed: bytes) -> bytes:
    columns = zlib.decompress(packed)
    rows = bytearray(len(columns))
    height = len(columns) // _ROW
    for column in range(_ROW):
        rows[column::_ROW] = columns[column * height : (column + 1) * height]
    return bytes(rows)


def _rows(words: array[int]) -> bytes:
    if sys.byteorder == "little":
        words = words[:]
        words.byteswap()
    return words.tobytes()
