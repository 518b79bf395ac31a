"""Prints a PDF: the print dialog with the latest choices, then each page at true size."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.errors import Cancelled, ExpectedError
from rhs_desktop.services.letters.pages import count_pages, has_pages, pictures
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.letters import printing as strings
from rhs_desktop.ui.letters.preview import image_of
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.messages import Messages, let_go
from rhs_desktop.ui.widgets.printer_memory import PrinterChoice, PrinterMemory

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintEngine, QPrinter

_SLOT = "InputSlot"
_MOST_DPI = 300
_MM_PER_INCH = 25.4


class PrintFailed(Exception):
    """The printer did not take the pages."""


def why_not(error: Exception, refused: str) -> str:
    """The text for a failed job; `refused` for PrintFailed. Any error but an ExpectedError is raised again."""
    if isinstance(error, PrintFailed):
        return refused
    if isinstance(error, ExpectedError):
        return said(error)
    raise error


def choose_printer(
    parent: QWidget, messages: Messages, memory: PrinterMemory, title: str, *, to_file: bool = True, named: str = ""
) -> QPrinter | None:
    """Show the print dialog, set to A4 at true size and to the latest choices. None if the user cancels.

    `to_file` is False for what must not be saved as a file; `named` is a printer to propose instead of the latest.
    """
    from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    last = memory.load()
    recall(printer, last if named in ("", last.name) else PrinterChoice(named))
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    printer.setDocName(title)
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, to_file)
    dialog.setWindowTitle(strings.PRINT_TITLE)
    accepted = messages.run(dialog)
    let_go(dialog)
    if not accepted:
        return None
    memory.save(chosen(printer))
    return printer


def recall(printer: QPrinter, choice: PrinterChoice) -> None:
    """Set a printer to an earlier choice, as far as it is still available."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    if choice.name and choice.name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(choice.name)
    with suppress(KeyError):
        number = choice.tray.isdecimal()
        printer.setPaperSource(QPrinter.PaperSource(int(choice.tray)) if number else QPrinter.PaperSource[choice.tray])
    with suppress(KeyError):
        printer.setDuplex(QPrinter.DuplexMode[choice.sides])
    if choice.slot:
        others = {name: value for name, value in _own_options(printer).items() if name != _SLOT}
        kept = [part for pair in (*others.items(), (_SLOT, choice.slot)) for part in pair]
        printer.printEngine().setProperty(_options_key(), kept)


def chosen(printer: QPrinter) -> PrinterChoice:
    """The settings of a printer. A tray that the driver has added has no name in Qt and is given by its number."""
    tray = printer.paperSource().name
    return PrinterChoice(printer.printerName(), tray, _own_options(printer).get(_SLOT, ""), printer.duplex().name)


def _own_options(printer: QPrinter) -> dict[str, str]:
    """The driver's own options with their CUPS names; empty on other systems."""
    found = printer.printEngine().property(_options_key())
    flat = [part for part in found if isinstance(part, str)] if isinstance(found, list | tuple) else []
    return dict(zip(flat[::2], flat[1::2], strict=False))


def _options_key() -> QPrintEngine.PrintEnginePropertyKey:
    """The property of Qt's CUPS engine with the options (PPK_CupsOptions in its source, without a public name)."""
    from PySide6.QtPrintSupport import QPrintEngine

    return QPrintEngine.PrintEnginePropertyKey(0xFE00)


def printer_names() -> list[str]:
    """The names of this computer's printers."""
    from PySide6.QtPrintSupport import QPrinterInfo

    return QPrinterInfo.availablePrinterNames()


def adjusted_as(printer: QPrinter) -> str:
    """The name of the printer whose fine adjustment applies; empty where the output is a file."""
    from PySide6.QtPrintSupport import QPrinter

    on_paper = printer.outputFormat() is QPrinter.OutputFormat.NativeFormat and not printer.outputFileName()
    return printer.printerName() if on_paper else ""


def both_sides(printer: QPrinter) -> bool:
    """Whether the printer is set to print on both sides."""
    from PySide6.QtPrintSupport import QPrinter

    return printer.duplex() not in (QPrinter.DuplexMode.DuplexNone, QPrinter.DuplexMode.DuplexAuto)


def print_pages(task: Task, printer: QPrinter, *pdfs: bytes) -> int:
    """Print every page of the PDFs, as one job, at true size; how many there were.

    Raises PrintFailed, and Cancelled where the task was cancelled. In both cases the printer's job is aborted and an
    output file removed.
    """
    total = sum(map(count_pages, pdfs))
    file = Path(printer.outputFileName()) if printer.outputFileName() else None
    try:
        _paint(task, pdfs, printer, total)
        if file is not None and _is_pdf(printer) and not has_pages(file, total):
            raise PrintFailed
    except (Cancelled, PrintFailed):
        if file is not None and file.is_file():
            with suppress(OSError):
                file.unlink()
        raise
    return total


def _is_pdf(printer: QPrinter) -> bool:
    from PySide6.QtPrintSupport import QPrinter

    return printer.outputFormat() is QPrinter.OutputFormat.PdfFormat


def _paint(task: Task, pdfs: Sequence[bytes], printer: QPrinter, total: int) -> None:
    """Draw the pages. Qt reports no error for an output file that could not be written completely."""
    resolution = printer.resolution()
    painter = QPainter()
    if not painter.begin(printer):
        raise PrintFailed
    try:
        drawn = chain.from_iterable(pictures(pdf, min(_MOST_DPI, resolution)) for pdf in pdfs)
        for turn, picture in enumerate(drawn, start=1):
            task.report(turn - 1, total)
            if turn > 1 and not printer.newPage():
                raise PrintFailed
            area = QRectF(
                0, 0, picture.width_mm / _MM_PER_INCH * resolution, picture.height_mm / _MM_PER_INCH * resolution
            )
            painter.drawImage(area, image_of(picture).convertToFormat(QImage.Format.Format_Grayscale8))
    except (Cancelled, PrintFailed):
        printer.abort()
        raise
    finally:
        painter.end()
