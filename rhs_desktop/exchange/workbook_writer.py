"""Writes a workbook of plain tables directly as XML.

Some four times as fast as openpyxl, and no cell can become a formula: text is always written as text, with Excel's
quote mark in its style, so that it stays text when somebody edits the cell.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import IO

from rhs_desktop.domain.checklists import Cell, CellError, ReadingCancelled, column_letter, text

_LONGEST_TEXT = 32_767
_LONG_NUMBER = 10**9
_ROWS_A_WRITE = 256
_WIDEST, _NARROWEST, _WIDTHS_FROM = 48, 8, 400
_EXCEL_EPOCH = date(1899, 12, 30)
_FIRST_SAFE_DAY = date(1900, 3, 1)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"})

_TEXT, _HEADING, _DATE, _MOMENT = 1, 2, 3, 4
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = (
    f'{_XML}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" '
    'applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet: headings (frozen and filtered; none for plain lines of text) and rows as long as they."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write_workbook(
    path: Path | BytesIO, tables: Sequence[Table], cancelled: Callable[[], bool] = lambda: False
) -> None:
    """Write the tables as sheets, into a file or into memory. Dates become dates; numbers of ten digits and more become
    text, as they are names and not amounts. Raises OSError and Cancelled.
    """
    titles = _titles([table.title for table in tables])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=5) as archive:
        for name, content in _frame(titles, tables).items():
            archive.writestr(name, content)
        for number, table in enumerate(tables, start=1):
            with archive.open(f"xl/worksheets/sheet{number}.xml", "w") as part:
                _write_sheet(part, table, number == 1, cancelled)


def _write_sheet(part: IO[bytes], table: Table, selected: bool, cancelled: Callable[[], bool]) -> None:
    part.write(_sheet_head(table, selected).encode())
    names = [column_letter(column) for column in range(max([len(table.headings), *map(len, table.rows)]))]
    if table.headings:
        cells = "".join(_text(f"{name}1", said, _HEADING) for name, said in zip(names, table.headings, strict=False))
        part.write(f'<row r="1">{cells}</row>'.encode())
    first = 2 if table.headings else 1
    for at in range(0, len(table.rows), _ROWS_A_WRITE):
        if cancelled():
            raise ReadingCancelled
        rows: list[str] = []
        for number, row in enumerate(table.rows[at : at + _ROWS_A_WRITE], start=at + first):
            filled = [_cell(f"{name}{number}", cell) for name, cell in zip(names, row, strict=False) if cell != ""]
            rows.append(f'<row r="{number}">{"".join(filled)}</row>')
        part.write("".join(rows).encode())
    part.write(_sheet_tail(table).encode())


def plain_value(cell: Cell) -> str | int | float | date:
    """What is written for a cell: a date, an amount, or text; empty text for nothing."""
    if type(cell) is str:
        return cell
    if isinstance(cell, date):
        day = cell.date() if isinstance(cell, datetime) else cell
        return cell if day >= _FIRST_SAFE_DAY else text(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) < _LONG_NUMBER:
        return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return "" if isinstance(cell, CellError) and cell.uncalculated else text(cell)


def writable(said: str) -> str:
    """The text without characters that a workbook cannot contain."""
    return _LOOKS_ESCAPED.sub("_x005F_", _UNWRITABLE.sub("", said)[:_LONGEST_TEXT])


def _cell(place: str, cell: Cell) -> str:
    value = plain_value(cell)
    if isinstance(value, str):
        return _text(place, value, _TEXT) if value else ""
    return _date(place, value) if isinstance(value, date) else f'<c r="{place}"><v>{value!r}</v></c>'


def _text(place: str, said: str, style: int) -> str:
    said = writable(said).translate(_ESCAPED)
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{said}</t></is></c>'


def _date(place: str, cell: date) -> str:
    day = cell.date() if isinstance(cell, datetime) else cell
    serial = (day - _EXCEL_EPOCH).days
    if not isinstance(cell, datetime):
        return f'<c r="{place}" s="{_DATE}"><v>{serial}</v></c>'
    clock = cell.time()
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second
    style = _DATE if clock == time.min else _MOMENT
    return f'<c r="{place}" s="{style}"><v>{serial + seconds / 86_400!r}</v></c>'


def _sheet_head(table: Table, selected: bool) -> str:
    pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' if table.headings else ""
    tab = ' tabSelected="1"' if selected else ""
    view = f'<sheetView workbookViewId="0"{tab}>{pane}</sheetView>'
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(_widths(table), start=1)
    )
    return (
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f"<sheetViews>{view}</sheetViews>" + (f"<cols>{columns}</cols>" if columns else "") + "<sheetData>"
    )


def _sheet_tail(table: Table) -> str:
    filtered = f'<autoFilter ref="{_extent(table)}"/>' if table.headings else ""
    return (
        f"</sheetData>{filtered}"
        '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    )


def _extent(table: Table) -> str:
    return f"A1:{column_letter(len(table.headings) - 1)}{len(table.rows) + 1}"


def _widths(table: Table) -> list[int]:
    widths = [len(heading) + 4 for heading in table.headings]
    for row in table.rows[:_WIDTHS_FROM]:
        widths += [0] * (len(row) - len(widths))
        for column, cell in enumerate(row):
            widths[column] = max(widths[column], len(text(cell)) + 2)
    widest = _WIDEST if table.headings else 2 * _WIDEST
    return [min(max(width, _NARROWEST), widest) for width in widths]


def sheet_title(wish: str) -> str:
    """The title changed so that Excel accepts it as the name of a sheet."""
    return re.sub(r"[\[\]:*?/\\]", " ", _UNWRITABLE.sub("", wish)).strip().strip("'")[:31] or "Lista"


def _titles(wished: Sequence[str]) -> list[str]:
    """Sheet names that Excel accepts: at most 31 characters, none of `[]:*?/\\`, each once."""
    titles: list[str] = []
    for wish in wished:
        plain = sheet_title(wish)
        while plain.casefold() in (title.casefold() for title in titles):
            plain = f"{plain[:28]} {len(titles) + 1}"
        titles.append(plain)
    return titles


def _frame(titles: Sequence[str], tables: Sequence[Table]) -> dict[str, str]:
    numbered = list(enumerate(titles, start=1))
    sheets = "".join(
        f'<sheet name="{_attribute(title)}" sheetId="{number}" r:id="rId{number}"/>' for number, title in numbered
    )
    names = "".join(
        f'<definedName name="{name}" localSheetId="{number - 1}"{hidden}>{reference}</definedName>'
        for (number, title), table in zip(numbered, tables, strict=True)
        if table.headings
        for name, hidden, reference in (
            ("_xlnm._FilterDatabase", ' hidden="1"', f"{_quoted(title)}!{_absolute(_extent(table))}"),
            ("_xlnm.Print_Titles", "", f"{_quoted(title)}!$1:$1"),
        )
    )
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        for number, _ in numbered
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        for number, _ in numbered
    )
    return {
        "[Content_Types].xml": (
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>{types}</Types>'
        ),
        "_rels/.rels": (
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ),
        "xl/workbook.xml": (
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><bookViews><workbookView/></bookViews>'
            f"<sheets>{sheets}</sheets>" + (f"<definedNames>{names}</definedNames>" if names else "") + "</workbook>"
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
            f'<Relationship Id="rId{len(titles) + 1}" Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
        ),
        "xl/styles.xml": _STYLES,
    }


def _attribute(said: str) -> str:
    return said.translate(_ESCAPED).replace('"', "&quot;")


def _quoted(title: str) -> str:
    return f"'{title.translate(_ESCAPED).replace(chr(39), chr(39) * 2)}'"


def _absolute(extent: str) -> str:
    return re.sub(r"([A-Z]+)(\d+)", r"$\1$\2", extent)
