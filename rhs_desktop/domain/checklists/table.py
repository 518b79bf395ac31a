"""A list as it was read: sheets of raw cells, with what the person sees of them in Excel."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta


@dataclass(frozen=True, slots=True)
class CellError:
    """A cell without a usable value: an error such as `#REF!`, or a formula that was never calculated."""

    text: str

    def __bool__(self) -> bool:
        return True

    @property
    def uncalculated(self) -> bool:
        return self.text == UNCALCULATED


UNCALCULATED = "=?"

_ERRORS = re.compile(
    r"#(?:NULL!|DIV/0!|VALUE!|REF!|NAME\?|NUM!|N/A|SPILL!|CALC!|GETTING_DATA"
    r"|SKÄRNING!|DIVISION/0!|VÄRDEFEL!|REFERENS!|NAMN\?|OGILTIGT!|SAKNAS!|BERÄKNA!|#+)|(?:Err|Fel):5\d\d",
    re.IGNORECASE,
)


_ERROR_BEGINNINGS = ("#", "E", "F")


def is_error(said: str) -> bool:
    """Whether text is what a spreadsheet shows of an error, in English or Swedish, or of a column too narrow."""
    return said[:1] in _ERROR_BEGINNINGS and _ERRORS.fullmatch(said) is not None


Cell = str | int | float | bool | date | datetime | time | timedelta | CellError
"""One raw cell. Empty text is an empty cell."""

Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of raw cells. All rows are equally wide; the first is row 1 of the file, so row `n` is `rows[n - 1]`.

    `hidden_rows` and `hidden_columns` count as Excel does (from 1) and from 0 respectively. `filtered`: a filter is on
    and hides rows. `hidden`: the sheet itself is hidden. `ours`: which of this program's own files it is, if any.
    """

    name: str
    rows: Sequence[Row]
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    filtered: bool = False
    hidden: bool = False
    ours: str = ""

    @property
    def width(self) -> int:
        return len(self.rows[0]) if self.rows else 0

    @property
    def empty(self) -> bool:
        return not any(not blank(row) for row in self.rows)

    @property
    def hidden_filled_columns(self) -> tuple[int, ...]:
        """The hidden columns with anything in them."""
        columns = sorted(column for column in self.hidden_columns if column < self.width)
        return tuple(column for column in columns if any(row[column] != "" for row in self.rows))

    def without(self, columns: Collection[int]) -> Sheet:
        """The sheet with nothing in these columns; the others keep their place."""
        if not columns:
            return self
        return replace(self, rows=[["" if at in columns else cell for at, cell in enumerate(row)] for row in self.rows])

    @classmethod
    def of(cls, name: str, rows: Sequence[Row], **more: object) -> Sheet:
        """A sheet from rows of any width, filled out to the widest."""
        width = max(map(len, rows), default=0)
        level = [row if len(row) == width else [*row, *[""] * (width - len(row))] for row in rows]
        return cls(name, level, **more)  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class ListFile:
    """What was read of one file or one paste. `content_hash` is SHA-256 of its very bytes, in hexadecimal.

    `kind` says what the content was recognised as, whatever the file is called: xlsx, xls, xlsb, ods, text, html, mhtml
    or xml.
    """

    kind: str
    content_hash: str
    sheets: tuple[Sheet, ...] = field(repr=False)

    @property
    def proposed_sheet(self) -> int:
        """The first visible sheet with anything in it, else the first such. `propose` looks at what stands in it."""
        return next(iter(self.filled_sheets), 0)

    @property
    def filled_sheets(self) -> tuple[int, ...]:
        """The sheets with anything in them: the visible ones in their order, then the hidden ones."""
        filled = (index for index, sheet in enumerate(self.sheets) if not sheet.empty)
        return tuple(sorted(filled, key=lambda index: self.sheets[index].hidden))

    def hash_of(self, place: int) -> str:
        """What tells whether a sheet was imported before: the file's hash, and the sheet where there are several."""
        if len(self.filled_sheets) < 2:
            return self.content_hash
        return hashlib.sha256(f"{self.content_hash} {place}".encode()).hexdigest()


def blank(row: Row) -> bool:
    """Whether nothing can be seen in the row."""
    if not any(row):
        return all(cell == "" for cell in row)
    return all(type(cell) is str and (not cell or cell.isspace()) for cell in row)


_INVISIBLE = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF), None)


def text(cell: Cell) -> str:
    """The cell as a person reads it, on one line, without doubled or odd spaces and invisible signs."""
    if type(cell) is str:
        if not cell.isascii():
            cell = cell.translate(_INVISIBLE)
        return " ".join(cell.split())
    if isinstance(cell, bool):
        return "Ja" if cell else "Nej"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell).replace(".", ",")
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time):
        return cell.isoformat()
    return cell.text if isinstance(cell, CellError) else str(cell)


def column_letter(column: int) -> str:
    """Excel's name of a column counted from 0: A, B … Z, AA …"""
    name = ""
    number = column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(65 + rest) + name
    return name
