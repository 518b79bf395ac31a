"""Saves an openpyxl workbook without openpyxl's own temporary files.

openpyxl writes each sheet into the system's temporary folder in clear text, and leaves it there when the program is
killed.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from openpyxl import Workbook

_COMPRESSION = 5


def save(book: Workbook, path: Path | BytesIO) -> None:
    """Write the workbook to that path or into memory; its sheets are serialised in memory. Raises OSError."""
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    with ZipFile(path, "w", ZIP_DEFLATED, compresslevel=_COMPRESSION) as archive:

        class Writer(ExcelWriter):
            def write_worksheet(self, ws: Any) -> None:
                ws._drawing = SpreadsheetDrawing()
                ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
                content = BytesIO()
                writer: Any = WorksheetWriter(ws, content)
                writer.write()
                ws._rels = writer._rels
                archive.writestr(ws.path[1:], content.getvalue())
                self.manifest.append(ws)

        Writer(book, archive).save()
