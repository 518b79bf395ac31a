"""The formats of the cells of a person's own workbook: colours, fonts, borders, number formats, column widths.

openpyxl can read formats, but needs ten seconds for a sheet of 100,000 rows. So the sheet's XML is searched for the
style of each wanted cell, and openpyxl is given a sheet with one cell of each style.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from rhs_desktop.exchange.reading.xlsx_sheet import cell_styles, given_widths
from rhs_desktop.exchange.reading.zip_archive import sheet_names, sheet_parts, style_part, unpack
from rhs_desktop.exchange.workbook_writer import Table, write_workbook

_MOST_BYTES = 20_000_000
_SHEET, _STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
_ANY_MOMENT = datetime(2000, 1, 1)
_EMPTY = re.compile(rb"<sheetData\s*/>|<sheetData>.*</sheetData>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class SourceWorkbook:
    """The list as it was read: its bytes, the sheet, the row of the headings, and where each own column stands."""

    content: bytes
    sheet: str
    header: int | None
    columns: Sequence[int]


@dataclass(frozen=True, slots=True)
class CellFormats:
    """Formats as cells of openpyxl, by the number of their row (0 for the headings) and their place among the own
    columns; the widths of the own columns, by their place."""

    cells: Mapping[tuple[int, int], Any]
    widths: Mapping[int, float]


def read_looks(original: SourceWorkbook, rows: Sequence[int], cancelled: Callable[[], bool]) -> CellFormats | None:
    """The formats of these rows and of the headings; None where the list is no `.xlsx` or `.xlsm`, or too large.

    Raises Cancelled, and any error that a malformed workbook causes.
    """
    if not original.content.startswith(b"PK") or len(original.content) > _MOST_BYTES:
        return None
    parts = unpack(original.content, cancelled)
    xml = parts[sheet_parts(parts)[sheet_names(parts).index(original.sheet)]]
    places = {column: place for place, column in enumerate(original.columns)}
    wanted = {row: row for row in rows}
    if original.header is not None:
        wanted[original.header] = 0
    styles = {
        (wanted[row], places[column]): style
        for row, column, style in cell_styles(xml, wanted.keys(), cancelled)
        if column in places
    }
    samples = _samples(parts[style_part(parts)], sorted({*styles.values()}))
    cells = {at: samples[style] for at, style in styles.items() if style in samples}
    return CellFormats(cells, {places[column]: width for column, width in given_widths(xml) if column in places})


def _samples(styles: bytes, numbers: Sequence[int]) -> dict[int, Any]:
    """One cell of each of these styles; styles that do not exist are left out."""
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(_sample_book(styles, numbers)))
    sheet: Any = book.worksheets[0]
    cells = {number: sheet.cell(at, 1) for at, number in enumerate(numbers, start=1)}
    return {number: cell for number, cell in cells.items() if cell.has_style}


def _sample_book(styles: bytes, numbers: Sequence[int]) -> bytes:
    """A workbook with another's styles and a cell of each in its first column."""
    plain, out = BytesIO(), BytesIO()
    write_workbook(plain, (Table("Utseende", (), ()),), _ANY_MOMENT)
    cells = "".join(f'<row r="{at}"><c r="A{at}" s="{number}"/></row>' for at, number in enumerate(numbers, start=1))
    with zipfile.ZipFile(plain) as empty, zipfile.ZipFile(out, "w") as archive:
        for name in empty.namelist():
            content = styles if name == _STYLES else empty.read(name)
            if name == _SHEET:
                content = _EMPTY.sub(f"<sheetData>{cells}</sheetData>".encode(), content)
            archive.writestr(name, content)
    return out.getvalue()
