"""Saves an openpyxl workbook without the files that openpyxl would put into the system's temporary folder.

It writes each sheet there in clear text, and leaves it behind when the program is killed.
"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from openpyxl import Workbook


def save(book: Workbook, path: Path | BytesIO) -> None:
    """The whole book under that name or into memory, its sheets written in memory."""
    from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
    from openpyxl.worksheet._writer import WorksheetWriter
    from openpyxl.writer.excel import ExcelWriter

    with ZipFile(path, "w", ZIP_DEFLATED) as archive:

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
