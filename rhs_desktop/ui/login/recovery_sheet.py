"""The recovery code on screen and on paper, with the confirmation that it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt, Slot
from PySide6.QtGui import QFont, QPainter, QTextOption
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.strings import users as said
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import Messages
from rhs_desktop.ui.widgets.printer_memory import PrinterMemory
from rhs_desktop.ui.widgets.theme import Theme, set_kind

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice
    from PySide6.QtPrintSupport import QPrinter

_MM_PER_INCH = 25.4
_MARGIN_MM = 22.0
_LARGE, _BODY, _CODE = 20.0, 11.0, 22.0


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """The variable texts of the printed sheet."""

    code: str = field(repr=False)
    clinic: str
    made: date
    user: str


def in_two_lines(code: str) -> tuple[str, str]:
    """The groups of a code in two lines of equal length."""
    groups = code.split("-")
    half = len(groups) // 2
    return "-".join(groups[:half]), "-".join(groups[half:])


def draw(device: QPagedPaintDevice, paper: PrintedSheet) -> bool:
    """Draw the sheet on one page: the code, how to keep and use it, and whose it is. Returns False if the device
    failed."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    dots = device.logicalDpiX() / _MM_PER_INCH
    left, width = _MARGIN_MM * dots, device.width() - 2 * _MARGIN_MM * dots
    top = _MARGIN_MM * dots
    lines = [
        (said.SHEET_TITLE, _LARGE, True, 3.0),
        *((fact, _BODY, False, 1.0) for fact in said.paper_facts(paper.clinic, paper.made, paper.user)),
        ("", _BODY, False, 4.0),
        *((line, _CODE, True, 2.0) for line in in_two_lines(paper.code)),
        ("", _BODY, False, 4.0),
        *((text, _BODY, False, 4.0) for text in said.PAPER),
    ]
    option = QTextOption(Qt.AlignmentFlag.AlignLeft)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    for text, points, strong, after in lines:
        font = QFont("monospace") if points == _CODE else QFont(QApplication.font())
        font.setStyleHint(QFont.StyleHint.Monospace if points == _CODE else QFont.StyleHint.AnyStyle)
        font.setPointSizeF(points)
        font.setBold(strong)
        painter.setFont(font)
        room = QRectF(left, top, width, device.height() - top)
        taken = painter.boundingRect(room, text or " ", option)
        painter.drawText(QRectF(room.topLeft(), QSizeF(width, taken.height() + 1)), text, option)
        top += taken.height() + after * dots
    return painter.end()


class CodeSheet(QWidget):
    """Part of a page or dialog whose primary button confirms that the code is kept and calls `forget`."""

    def __init__(self, theme: Theme, messages: Messages, printing: PrinterMemory) -> None:
        super().__init__()
        self._messages = messages
        self._printing = printing
        self._paper: PrintedSheet | None = None
        self.heading = text_label(said.SHEET_TITLE, "heading")
        self.text = text_label(said.SHEET_TEXT)
        self.code = QLabel()
        self.code.setObjectName("recovery_code")
        self.code.setTextFormat(Qt.TextFormat.PlainText)
        self.code.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.code.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        font = theme.font(1.7, bold=True)
        font.setFamilies(["Consolas", "DejaVu Sans Mono", "monospace"])
        font.setStyleHint(QFont.StyleHint.Monospace)
        self.code.setFont(font)
        self.told = text_label("", "muted")
        self.told.hide()
        self.print = QPushButton(said.PRINT)
        self.print.setAutoDefault(False)
        frame = QFrame()
        set_kind(frame, "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(4 * theme.unit, 4 * theme.unit, 4 * theme.unit, 4 * theme.unit)
        inside.addWidget(self.code)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4 * theme.unit)
        for part in (self.heading, self.text, frame):
            column.addWidget(part)
        column.addWidget(self.print, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.told)
        self.print.clicked.connect(self._print)

    def show_code(self, paper: PrintedSheet, *, anew: bool = False) -> None:
        """Show a code. `anew`: it replaces an earlier one, which is no longer valid."""
        self._paper = paper
        self.text.setText(said.NEW_SHEET_TEXT if anew else said.SHEET_TEXT)
        self.code.setText("\n".join(in_two_lines(paper.code)))
        self.code.setAccessibleName(f"{said.CODE}: {' '.join(paper.code)}")
        self.told.hide()

    def forget(self) -> None:
        """Delete the code from memory and screen."""
        self._paper = None
        self.code.setText("")
        self.code.setAccessibleName("")

    @Slot()
    def _print(self) -> None:
        from rhs_desktop.ui.letters.printing import choose_printer

        if self._paper is None:
            return
        printer: QPrinter | None = choose_printer(self, self._messages, self._printing, said.SHEET_TITLE, to_file=False)
        if printer is None:
            return
        self.told.setText(said.PRINTED if draw(printer, self._paper) else said.NO_PRINTER)
        self.told.show()
