"""The lengths of the shared strings of an `.xls`. Source: [MS-XLS] 2.4.265 (SST), 2.5.293."""

from __future__ import annotations

from collections.abc import Sequence
from struct import Struct

_WIDE, _WITH_MORE, _WITH_RUNS = 1, 4, 8
_HEAD = Struct("<HB")
_COUNTS = 8


def sizes(book: bytes | bytearray, pieces: Sequence[tuple[int, int]]) -> list[int]:
    """The size of each string in bytes, as far as known. `pieces`: begin and end of each record of the table."""
    cursor = _Cursor(book, pieces)
    cursor.skip(_COUNTS)
    found: list[int] = []
    while (head := cursor.take(_HEAD.size)) is not None:
        length, flags = _HEAD.unpack(head)
        runs = cursor.take(2) if flags & _WITH_RUNS else b"\0\0"
        more = cursor.take(4) if flags & _WITH_MORE else b"\0\0\0\0"
        if runs is None or more is None:
            break
        found.append(cursor.skip_text(length, wide=bool(flags & _WIDE)))
        cursor.skip(4 * int.from_bytes(runs, "little") + int.from_bytes(more, "little"))
    return found


class _Cursor:
    """Reads separate pieces as if they were one."""

    def __init__(self, book: bytes | bytearray, pieces: Sequence[tuple[int, int]]) -> None:
        self._book = book
        self._pieces = list(reversed(pieces))
        self._at = self._end = 0
        self._next()

    def _next(self) -> bool:
        if not self._pieces:
            return False
        self._at, self._end = self._pieces.pop()
        return True

    def take(self, count: int) -> bytes | None:
        """The next bytes, of one piece; None when there are no more."""
        while self._at >= self._end:
            if not self._next():
                return None
        if self._at + count > self._end:
            return None
        self._at += count
        return bytes(self._book[self._at - count : self._at])

    def skip(self, count: int) -> None:
        """Skip so many bytes."""
        while count > self._end - self._at:
            count -= self._end - self._at
            self._at = self._end
            if not self._next():
                return
        self._at += count

    def skip_text(self, length: int, *, wide: bool) -> int:
        """Skip a string; each further piece states anew how wide its characters are. Returns its size in bytes."""
        taken = 0
        while length:
            width = 2 if wide else 1
            here = min(length, (self._end - self._at) // width)
            self._at += here * width
            taken += here * width
            length -= here
            if length:
                self._at = self._end
                if not self._next() or self._at >= self._end:
                    return taken
                wide = bool(self._book[self._at] & _WIDE)
                self._at += 1
        return taken
