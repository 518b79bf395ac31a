"""Reads text as a table: encoding, separator, quoting."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable

from rhs_desktop.domain.checklists import CellError, Row, Sheet
from rhs_desktop.domain.checklists.table import is_error
from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.limits import refuse_larger

_ASK_CANCELLED_EVERY = 2048
_SAMPLE_LINES = 60
_SEPARATORS = "\t;,|"
_GAP = re.compile(r"(?:  +|\t)")
_SEPARATOR_LINE = re.compile(r"sep=([^\w\s]|\t)\r?\n", re.IGNORECASE)
_BETWEEN_NUMBERS = str.maketrans(",;|", "   ")
_NUMBER = re.compile(r"(?:\d{2})?\d{6}[-+−–]?\d{4}", re.ASCII)
_ERRORS_IN_OFFICE = ("Err:", "Fel:")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_LETTERS = frozenset("åäöÅÄÖéÉüÜ")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def decode(data: bytes) -> str:
    """The text of bytes in UTF-8 or UTF-16, with or without a mark, or in the older encodings of Windows, DOS or the
    Mac."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    head = data[:4096]
    if head[1::2].count(0) * 3 > len(head[1::2]):
        return data.decode("utf-16-le", "replace")
    if head[::2].count(0) * 3 > len(head[::2]):
        return data.decode("utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    lenient = data.decode("utf-8", "replace")
    broken = lenient.count("\ufffd")
    if _swedish(lenient) > broken:
        return lenient
    candidates = [data.decode(encoding, "replace") for encoding in ("cp1252", "cp850", "mac_roman")]
    return max(candidates, key=_swedish)


def _swedish(text: str) -> int:
    return sum(text.count(letter) for letter in _LETTERS)


def read_text(text: str, name: str, cancelled: Callable[[], bool]) -> Sheet:
    """One sheet from separated text; text of nothing but numbers, however separated, becomes one column.

    Raises ListUnreadable (`empty`, `not_a_table`, too large) and Cancelled.
    """
    if not text.strip():
        raise ListUnreadable(ListTrouble.EMPTY)
    if len(_CONTROL.findall(text[:65536])) > 8 + len(text[:65536]) // 100:
        raise ListUnreadable(ListTrouble.NOT_A_TABLE, found="binary")
    numbers = text.translate(_BETWEEN_NUMBERS).split()
    if len(numbers) > 1 and all(map(_NUMBER.fullmatch, numbers)):
        return Sheet.of(name, [[number] for number in numbers])
    given = _SEPARATOR_LINE.match(text)
    if given:
        text = text[given.end() :]
    separator = given.group(1) if given else _separator(text)
    rows = _spaced(text) if separator is None else _separated(text, separator, cancelled)
    if cancelled():
        raise Cancelled
    refuse_larger(len(rows), max(map(len, rows), default=0))
    return Sheet.of(name, with_errors(rows, cancelled))


def with_errors(rows: list[list[str]], cancelled: Callable[[], bool]) -> list[Row]:
    """The rows, with texts that a spreadsheet shows for errors as errors. Raises Cancelled."""
    found: list[Row] = []
    for row in rows:
        if len(found) % _ASK_CANCELLED_EVERY == 0 and cancelled():
            raise Cancelled
        shown = any(cell[:1] == "#" or cell[:4] in _ERRORS_IN_OFFICE for cell in row)
        found.append([CellError(cell.strip()) if is_error(cell.strip()) else cell for cell in row] if shown else row)
    return found


def _separator(text: str) -> str | None:
    """The separator that splits most lines alike; None for columns separated by several spaces."""
    lines = [line for line in text[:100_000].splitlines() if line.strip()][:_SAMPLE_LINES]
    best, best_score = ",", 0.0
    for separator in _SEPARATORS:
        widths = Counter(map(len, _parse(lines, separator) or ()))
        alike = max((count * min(width, 6) for width, count in widths.items() if width > 1), default=0)
        if alike > best_score * 1.2:
            best, best_score = separator, alike
    gaps = sum(1 for line in lines if re.search(r"\S {2,}\S", line))
    if best_score < len(lines) and gaps * 2 > len(lines):
        return None
    return best if best_score else "\t"


def _parse(lines: Iterable[str], separator: str) -> list[list[str]] | None:
    try:
        return list(csv.reader(lines, delimiter=separator))
    except csv.Error:
        return None


def _separated(text: str, separator: str, cancelled: Callable[[], bool]) -> list[list[str]]:
    rows: list[list[str]] = []
    widest = 0
    is_open = text.count('"') % 2 == 1
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if len(rows) % _ASK_CANCELLED_EVERY == 0 and cancelled():
                raise Cancelled
            if any("\n" in cell and _swallowed(cell, separator, widest, is_open) for cell in row):
                return _unquoted(text, separator)
            widest = max(widest, len(row))
            rows.append(row)
    except csv.Error:
        return _unquoted(text, separator)
    return rows


def _swallowed(cell: str, separator: str, widest: int, is_open: bool) -> bool:
    """Whether a stray quote made one cell of several rows: it contains whole rows, or no quote ends it."""
    if is_open and separator in cell:
        return True
    return any(1 < widest == line.count(separator) + 1 for line in cell.split("\n")[1:-1])


def _unquoted(text: str, separator: str) -> list[list[str]]:
    return [
        [cell[1:-1] if len(cell) > 1 and cell[0] == cell[-1] == '"' else cell for cell in line.split(separator)]
        for line in re.split(r"\r\n|\n|\r", text.rstrip("\r\n"))
    ]


def _spaced(text: str) -> list[list[str]]:
    return [_GAP.split(line.strip()) if line.strip() else [""] for line in text.splitlines()]
