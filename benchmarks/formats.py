"""Reading lists of every kind and writing what goes out: time and memory, whether other threads go on, and Avbryt.

The work runs on a thread of its own, as behind the window. The longest gap is how late another thread was at worst
that wanted to run every 5 ms; Avbryt is pressed at several moments, and the longest time until the work ended counts.
"""

from __future__ import annotations

import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from benchmarks.lab import Lab
from benchmarks.people import HEADINGS, list_row
from benchmarks.processes import series
from benchmarks.report import Figure, Unit

EXCEL = "xlsx of Excel"
KINDS = ("xlsx", EXCEL, "xls", "ods", "csv", "html", "mht", "xml")
LONGEST_MS, AVBRYT_MS, LINEAR = 50.0, 200.0, 1.25
_MANIFEST = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
_MOST_ROWS_OF_XLS = 60_000
_TICK = 0.005
_MOMENTS = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95)
_WRONG_EVERY = 25

Work = Callable[[Callable[[], bool]], object]


def measure(lab: Lab) -> Iterator[Figure]:
    few, many = lab.sizes.list_rows
    for kind in KINDS:
        small = _read(lab, kind, few)
        rows = min(many, _MOST_ROWS_OF_XLS) if kind == "xls" else many
        large = _read(lab, kind, rows)
        yield Figure(f"reading {rows:,} rows of {kind}", Unit.SECONDS, series(large))
        per_row = [series(found, scale=1e6 / count, peaks=False) for found, count in ((large, rows), (small, few))]
        yield Figure(
            "– a thousand rows of them",
            Unit.MILLISECONDS,
            per_row[0],
            f"of {few:,}",
            per_row[1],
            ratio_goal=LINEAR,
        )
        yield from _calm(large)
    for name, job, source in (
        ("error list", "save_errors", _list_with_errors(lab, many)),
        ("export", "export", lab.register(lab.sizes.residents)),
    ):
        found = [lab.run(f"{__name__}:{job}", source, lab.folder / f"{job}.xlsx")]
        rows = int(found[0].one("rows"))
        yield Figure(f"{name} of {rows:,} rows", Unit.SECONDS, series(found))
        yield from _calm(found)


def _calm(found: list[Any]) -> Iterator[Figure]:
    gap, stop = (series(found, name, scale=1000, peaks=False) for name in ("gap", "stop"))
    yield Figure("– longest gap", Unit.MILLISECONDS, gap, value_goal=LONGEST_MS)
    yield Figure("– longest wait for Avbryt", Unit.MILLISECONDS, stop, value_goal=AVBRYT_MS)


def _read(lab: Lab, kind: str, rows: int) -> list[Any]:
    path = lab.list_file(rows) if kind == "xlsx" else lab.folder / f"list-{rows}.{kind}"
    if kind != "xlsx":
        lab.run(f"{__name__}:write", path, kind, rows)
    found = [lab.run(f"{__name__}:read", path) for _ in range(lab.sizes.few_rounds)]
    path.unlink() if kind != "xlsx" else None
    return found


def _list_with_errors(lab: Lab, rows: int) -> Path:
    path = lab.folder / f"wrong-{rows}.xlsx"
    lab.run(f"{__name__}:write_with_errors", path, rows)
    return path


# ---- jobs


def read(path: str) -> dict[str, list[float]]:
    """A job: the file read as the import dialog reads it, then stopped at each moment."""
    from rhs_desktop.services.checklists.reading import read_list

    return _watched(lambda cancelled: read_list(Path(path), cancelled=cancelled))


def save_errors(source: str, target: str) -> dict[str, list[float]]:
    """A job: the rows in trouble as Excel, in the list's own looks as far as they are not too many."""
    from datetime import date, datetime

    from rhs_desktop.domain.checklists import RowRules, check, propose
    from rhs_desktop.services.checklists.reading import read_list, save_error_list

    today = date(2026, 11, 9)
    listed = read_list(Path(source))
    proposed = propose(listed, today)
    checked = check(listed.sheets[proposed.sheet], proposed.mapping, RowRules(today))

    def save(cancelled: Callable[[], bool]) -> None:
        save_error_list(
            Path(target),
            checked,
            datetime(2026, 11, 9),
            source=Path(source),
            content_hash=listed.content_hash,
            cancelled=cancelled,
        )

    return {**_watched(save), "rows": [float(len(checked.set_aside))]}


def export(data: str, target: str) -> dict[str, list[float]]:
    """A job: the checklist of everybody."""
    from benchmarks.register import opened
    from rhs_desktop.services.checklists.exporting import export_checklist

    with opened(data) as ctx:
        rows = export_checklist(ctx, Path(target)).rows
        found = _watched(lambda cancelled: export_checklist(ctx, Path(target), cancelled=cancelled))
    return {**found, "rows": [float(rows)]}


def _watched(work: Work) -> dict[str, list[float]]:
    from rhs_desktop.__main__ import collect_seldom

    collect_seldom()
    took, gap, _ = _run(work, None)
    stops = [_run(work, took * moment)[2] for moment in _MOMENTS]
    return {"seconds": [took], "gap": [gap], "stop": [max(stops)]}


def _run(work: Work, stop_after: float | None) -> tuple[float, float, float]:
    """How long the work took, how late the other thread was at worst, and how long it went on after Avbryt."""
    from rhs_desktop.domain.errors import Cancelled

    pressed = threading.Event()
    trouble: list[BaseException] = []
    ended: list[float] = []

    def act() -> None:
        try:
            work(pressed.is_set)
        except Cancelled:
            pass
        except BaseException as raised:  # noqa: BLE001  raised again in the waiting thread
            trouble.append(raised)
        ended.append(time.perf_counter())

    thread = threading.Thread(target=act)
    began = last = time.perf_counter()
    gap = stopped_at = 0.0
    thread.start()
    while thread.is_alive():
        time.sleep(_TICK)
        now = time.perf_counter()
        gap, last = max(gap, now - last - _TICK), now
        if stop_after is not None and not pressed.is_set() and now - began >= stop_after:
            stopped_at = now
            pressed.set()
    for left in threading.enumerate():
        if left is not threading.current_thread():
            left.join()
    if trouble:
        raise trouble[0]
    return ended[0] - began, gap, max(0.0, ended[0] - stopped_at) if stopped_at else 0.0


# ---- files


def write(path: str, kind: str, rows: str) -> dict[str, list[float]]:
    """A job: a list of so many residents of a kind other than Excel's own."""
    _WRITERS[kind](Path(path), [list(HEADINGS), *map(list_row, range(int(rows)))])
    return {}


def write_with_errors(path: str, rows: str) -> dict[str, list[float]]:
    """A job: an Excel list with some wrong numbers and some colour."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import PatternFill

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Lista")
    sheet.append(HEADINGS)
    fill = PatternFill("solid", fgColor="DDEBF7")
    for number in range(int(rows)):
        row: list[Any] = list(list_row(number))
        if number % _WRONG_EVERY == 0:
            row[0] = row[0][:-1] + str((int(row[0][-1]) + 1) % 10)
        row[1] = WriteOnlyCell(sheet, row[1])
        row[1].fill = fill
        sheet.append(row)
    book.save(path)
    return {}


def _excel(path: Path, rows: list[list[str]]) -> None:
    """As Excel itself saves it: each text once, in a table of its own."""
    places: dict[str, int] = {}
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = (
            f'<c r="{"ABCDEFGHIJ"[at]}{number}" t="s"><v>{places.setdefault(text, len(places))}</v></c>'
            for at, text in enumerate(row)
            if text
        )
        lines.append(f'<row r="{number}" spans="1:{len(row)}">{"".join(cells)}</row>')
    types, office = "application/vnd.openxmlformats-officedocument.spreadsheetml", "http://schemas.openxmlformats.org"
    main, links = f'xmlns="{office}/spreadsheetml/2006/main"', f"{office}/officeDocument/2006/relationships"
    linked = (("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml"))
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{types}.sheet.main+xml"/></Types>',
        "_rels/.rels": _links(office, [(f"{links}/officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{links}"><sheets><sheet name="Lista" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": _links(office, [(f"{links}/{kind}", target) for kind, target in linked]),
        "xl/sharedStrings.xml": f'<sst {main} count="{len(rows) * len(rows[0])}" uniqueCount="{len(places)}">'
        f"{''.join(f'<si><t>{escape(text)}</t></si>' for text in places)}</sst>",
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{''.join(lines)}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{content}')


def _links(office: str, links: list[tuple[str, str]]) -> str:
    lines = (
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(links, start=1)
    )
    return f'<Relationships xmlns="{office}/package/2006/relationships">{"".join(lines)}</Relationships>'


def _xls(path: Path, rows: list[list[str]]) -> None:
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Lista")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(str(path))


def _ods(path: Path, rows: list[list[str]]) -> None:
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(cell.format(escape(text)) for text in row) for row in rows)
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>"
        f'<table:table table:name="Lista">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet", zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", f'<manifest:manifest xmlns:manifest="{_MANIFEST}"/>')
        archive.writestr("content.xml", content)


def _csv(path: Path, rows: list[list[str]]) -> None:
    path.write_text("".join(";".join(row) + "\r\n" for row in rows), encoding="utf-8-sig")


def _page(rows: list[list[str]]) -> str:
    lines = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in rows)
    return "<html><body><table>" + "".join(f"<tr>{line}</tr>\n" for line in lines) + "</table></body></html>"


def _html(path: Path, rows: list[list[str]]) -> None:
    path.write_text(_page(rows), encoding="utf-8")


def _mht(path: Path, rows: list[list[str]]) -> None:
    import binascii

    head = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
    page = _page(rows).encode()
    lines = (binascii.b2a_base64(page[at : at + 57]) for at in range(0, len(page), 57))
    path.write_bytes(head + b"".join(lines))


def _xml(path: Path, rows: list[list[str]]) -> None:
    lines = (
        "".join(f'<Cell><Data ss:Type="String">{escape(text)}</Data></Cell>' if text else "<Cell/>" for text in row)
        for row in rows
    )
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    body = "".join(f"<Row>{line}</Row>" for line in lines)
    path.write_text(
        f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="Lista"><Table>{body}'
        "</Table></Worksheet></Workbook>",
        encoding="utf-8",
    )


_WRITERS: dict[str, Callable[[Path, list[list[str]]], None]] = {
    EXCEL: _excel,
    "xls": _xls,
    "ods": _ods,
    "csv": _csv,
    "html": _html,
    "mht": _mht,
    "xml": _xml,
}
