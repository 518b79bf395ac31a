"""Puts a PDF on paper: the system's print dialog, then page by page at true size."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from rhs_desktop.services.letter_pages import count_pages, pictures
from rhs_desktop.ui.dialogs.letter_preview import image_of
from rhs_desktop.ui.jobs import Cancelled, Task
from rhs_desktop.ui.messages import Messages

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_MOST_DPI = 300
_MM_PER_INCH = 25.4


class PrintFailed(Exception):
    """The printer did not take the pages."""


def choose_printer(parent: QWidget, messages: Messages, title: str) -> QPrinter | None:
    """The real print dialog, set to A4 at true size; None: the person thought better of it."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle("Skriv ut")
    accepted = messages.run(dialog)
    dialog.deleteLater()
    return printer if accepted else None


def print_pages(task: Task, source: Path, printer: QPrinter) -> int:
    """Print every page of a PDF; how many there were. A millimetre of the PDF is a millimetre on paper.

    Cancelling takes the job back from the printer. Raises PrintFailed.
    """
    total = count_pages(source)
    resolution = printer.resolution()
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintFailed
    try:
        for turn, picture in enumerate(pictures(source, min(_MOST_DPI, resolution)), start=1):
            task.report(turn - 1, total)
            if turn > 1 and not printer.newPage():
                raise PrintFailed
            area = QRectF(
                0, 0, picture.width_mm / _MM_PER_INCH * resolution, picture.height_mm / _MM_PER_INCH * resolution
            )
            painter.drawImage(area, image_of(picture))
    except (Cancelled, PrintFailed):
        printer.abort()
        raise
    finally:
        painter.end()
    return total
