"""Reads a stream of a compound file, the container of `.xls`, and writes one into a new file. Source: [MS-CFB]."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from struct import Struct

_END, _FREE, _TABLE_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_IN_HEADER = 109
_LARGE = 4096
_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HEADER = Struct(f"<8s16sHHHHH6sIIIIIIIII{_IN_HEADER}I")
_ENTRY = Struct("<64sHBBIII36sIQ")


def stream(data: bytes, *names: str) -> bytes:
    """The content of the first stream with one of the names, in any case; empty when there is none or it is damaged."""
    try:
        return _CompoundFile(data).stream({name.lower() for name in names})
    except (IndexError, ValueError, OverflowError):
        return b""


def wrapped(content: bytes) -> bytes:
    """A compound file with nothing but this content, as the stream `Workbook`. Raises ValueError if it is too large."""
    content = content.ljust(-(-max(len(content), 4096) // _LARGE) * _LARGE, b"\0")
    used = len(content) // _LARGE + 1
    tables = 1
    while tables * _LARGE // 4 < used + tables:
        tables += 1
    if tables > _IN_HEADER:
        raise ValueError("too large for one table of tables")
    directory = used - 1
    links = [*range(1, directory), _END, _END, *[_TABLE_SECTOR] * tables]
    links += [_FREE] * (tables * _LARGE // 4 - len(links))
    sectors = [*range(used, used + tables), *[_FREE] * (_IN_HEADER - tables)]
    header = _HEADER.pack(
        *(_SIGNATURE, bytes(16), 0x3E, 3, 0xFFFE, 12, 6, bytes(6), 0, tables, directory, 0, 4096),
        *(_END, 0, _END, 0, *sectors),
    )
    entries = _entry("Root Entry", 5, 0, 0) + _entry("Workbook", 2, 0, len(content))
    table = array("I", links).tobytes()
    return header.ljust(_LARGE, b"\0") + content + entries.ljust(_LARGE, b"\0") + table


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    said = name.encode("utf-16-le")
    child = 1 if kind == 5 else _FREE
    return _ENTRY.pack(said, len(said) + 2, kind, 1, _FREE, _FREE, child, bytes(36), start, size)


class _CompoundFile:
    """A parsed compound file. Raises IndexError, ValueError or OverflowError for a damaged one."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._size = 1 << min(_word(data, 30, 2), 16)
        self._short_size = 1 << min(_word(data, 32, 2), 12)
        self._table = array("I")
        for sector in self._table_sectors():
            self._table.frombytes(self._sector(sector)[: self._size // 4 * 4])
        self._directory = self._chain(_word(data, 48))
        self._short_below = _word(data, 56)

    def stream(self, names: set[str]) -> bytes:
        """The content of the first stream with one of the names (lower case); empty when there is none. Raises as
        the class."""
        root: tuple[int, int] | None = None
        for at in range(0, len(self._directory), 128):
            entry = self._directory[at : at + 128]
            name = entry[: max(0, _word(entry, 64, 2) - 2)].decode("utf-16-le", "replace").lower()
            start, size = _word(entry, 116), _word(entry, 120)
            if entry[66] == 5:
                root = start, size
            elif entry[66] == 2 and name in names:
                return self._content(start, size, root)
        return b""

    def _content(self, start: int, size: int, root: tuple[int, int] | None) -> bytes:
        if size >= self._short_below or root is None:
            return self._chain(start)[:size]
        short = self._chain(root[0])[: root[1]]
        table = array("I")
        table.frombytes(self._chain(_word(self._data, 60)))
        pieces = [short[sector * self._short_size : (sector + 1) * self._short_size] for sector in _links(table, start)]
        return b"".join(pieces)[:size]

    def _table_sectors(self) -> Iterator[int]:
        """The sectors of the allocation table, from the header and from its continuation sectors."""
        yield from _used(array("I", self._data[76 : 76 + 4 * _IN_HEADER]))
        following, left = _word(self._data, 68), len(self._data) // self._size + 1
        while following < _END and left:
            more = array("I", self._sector(following))
            yield from _used(more[:-1])
            following, left = more[-1], left - 1

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        found = self._data[at : at + self._size]
        return found.ljust(self._size, b"\xff") if found else b""

    def _chain(self, start: int) -> bytes:
        return b"".join(map(self._sector, _links(self._table, start)))


def _links(table: array[int], start: int) -> Iterator[int]:
    """The sectors of a chain; a circular chain ends."""
    left = len(table)
    while start < _END and left:
        yield start
        start, left = table[start], left - 1


def _used(sectors: array[int]) -> Iterator[int]:
    return (sector for sector in sectors if sector < _END)


def _word(data: bytes, at: int, size: int = 4) -> int:
    if at + size > len(data):
        raise ValueError("cut short")
    return int.from_bytes(data[at : at + size], "little")
