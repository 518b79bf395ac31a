"""First page of the import: choose a file, drop one, paste from Excel, or take the practice list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.strings.checklists import importing
from rhs_desktop.ui.widgets.labels import icon_label, text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind


class SourcePage(QWidget):
    """Signals: `choose_wanted`, `chosen` with a file path, `pasted` with plain text or HTML."""

    choose_wanted = Signal()
    chosen = Signal(object)
    pasted = Signal(str)

    def __init__(self, theme: Theme, practice: Path | None = None) -> None:
        """`practice` is the path of the practice list; its button is hidden without one."""
        super().__init__()
        self.setAcceptDrops(True)
        self.choose = QPushButton(importing.CHOOSE_FILE)
        self.paste = QPushButton(importing.PASTE_FROM_EXCEL)
        self._zone = QFrame()
        set_kind(self._zone, "card")
        self.practice = QPushButton(importing.PRACTISE)
        self._practice = practice
        if practice is None:
            self.practice.hide()
        else:
            self.practice.setToolTip(str(practice))
        for button in (self.choose, self.paste, self.practice):
            button.setAutoDefault(False)

        self.choose.clicked.connect(self.choose_wanted)
        self.paste.clicked.connect(self._paste)
        self.practice.clicked.connect(self._practise)

        unit = theme.unit
        inside = QVBoxLayout(self._zone)
        inside.setContentsMargins(6 * unit, 6 * unit, 6 * unit, 6 * unit)
        inside.setSpacing(3 * unit)
        inside.addStretch(1)
        icon = icon_label(theme, "import", "accent")
        inside.addWidget(icon, 0, Qt.AlignmentFlag.AlignHCenter)
        title = text_label(importing.DROP_HERE, "heading", wrap=False)
        inside.addWidget(title, 0, Qt.AlignmentFlag.AlignHCenter)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.choose)
        buttons.addWidget(self.paste)
        buttons.addWidget(self.practice)
        buttons.addStretch(1)
        inside.addLayout(buttons)
        note = text_label(importing.FILE_KINDS, "small")
        note.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inside.addWidget(note)
        inside.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._zone, 1)
        self.setFocusProxy(self.choose)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            set_kind(self._zone, "chosen")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: object) -> None:
        set_kind(self._zone, "card")

    def dropEvent(self, event: QDropEvent) -> None:
        set_kind(self._zone, "card")
        event.acceptProposedAction()
        self._take(event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _practise(self) -> None:
        self.chosen.emit(self._practice)

    @Slot()
    def _paste(self) -> None:
        found: QMimeData | None = QApplication.clipboard().mimeData()
        self._take(found or QMimeData())

    def _take(self, found: QMimeData) -> None:
        """Report a local file if there is one, else the text; the HTML instead where only that has columns."""
        files = [url.toLocalFile() for url in found.urls() if url.isLocalFile()]
        if files:
            self.chosen.emit(Path(files[0]))
            return
        text = found.text()
        if found.hasHtml() and "\t" not in text and "<td" in found.html().lower():
            text = found.html()
        self.pasted.emit(text)
