"""Limits on lists. No clinic's list is larger, and memory and time stay bounded."""

from __future__ import annotations

from rhs_desktop.domain.errors import ListTrouble, ListUnreadable

MEGABYTE = 1_000_000
MOST_BYTES = 64 * MEGABYTE
MOST_UNPACKED = 256 * MEGABYTE
MOST_MARKUP = 24 * MEGABYTE
MOST_ROWS = 250_000
MOST_COLUMNS = 2_000
MOST_CELLS = 6_500_000  # 26 columns to the last row
MOST_TEXT = 128 * MEGABYTE


def refuse_larger(rows: int, columns: int) -> None:
    """Raises ListUnreadable for a table of absurd dimensions."""
    if rows > MOST_ROWS:
        raise ListUnreadable(ListTrouble.TOO_MANY_ROWS, rows=rows, most=MOST_ROWS)
    if columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise ListUnreadable(ListTrouble.TOO_WIDE, rows=rows, columns=columns)


def refuse_more_text(size: int) -> None:
    """Raises ListUnreadable for more bytes of text than fit in memory when each cell has its own copy."""
    if size > MOST_TEXT:
        raise ListUnreadable(ListTrouble.BOMB, megabytes=MOST_TEXT // MEGABYTE)
