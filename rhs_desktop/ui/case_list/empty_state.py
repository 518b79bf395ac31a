"""What an empty list says: why it is empty, and what to do next."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractScrollArea, QLabel, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.domain.cases.steps import Queue
from rhs_desktop.strings.cases import case_list as said
from rhs_desktop.strings.cases.process import QUEUE
from rhs_desktop.ui.case_list.filter import DUE_TODAY, Filter
from rhs_desktop.ui.widgets.theme import Theme, set_kind


class EmptyListAction(StrEnum):
    """Where the button of an empty list leads."""

    NOWHERE = ""
    IMPORT = "import"
    CLEAR = "clear"
    CHECKLIST = "checklist"
    EVERYTHING = "everything"


_BUTTONS = {
    EmptyListAction.IMPORT: said.IMPORT_LIST,
    EmptyListAction.CLEAR: said.CLEAR_FILTERS,
    EmptyListAction.CHECKLIST: said.SHOW_READY,
    EmptyListAction.EVERYTHING: said.SHOW_ALL,
}


def reason(total: int, wanted: Filter, query: str, ready: int) -> tuple[str, str, EmptyListAction]:
    """A headline, a sentence and a way on, for a list that shows nothing. `ready`: how many could be invited."""
    if not total:
        return *said.NO_CASES_YET, EmptyListAction.IMPORT
    if query:
        return said.not_found(query), said.NOT_FOUND, EmptyListAction.NOWHERE
    if wanted.narrowed and wanted != wanted.opened(wanted.work):
        return *said.NONE_FITS, EmptyListAction.CLEAR
    if wanted.work == DUE_TODAY:
        return (
            (*said.ALL_DONE_SOME_READY, EmptyListAction.CHECKLIST)
            if ready
            else (*said.ALL_DONE, EmptyListAction.EVERYTHING)
        )
    if wanted.work:
        return said.empty_queue(QUEUE[Queue(wanted.work)]), said.NOTHING_IN_QUEUE, EmptyListAction.EVERYTHING
    return *said.NOTHING_TO_HANDLE, EmptyListAction.IMPORT


class EmptyNote(QWidget):
    """Covers a list while it is empty. `wanted` carries the EmptyListAction of the button."""

    wanted = Signal(object)

    def __init__(self, view: QAbstractScrollArea, theme: Theme) -> None:
        super().__init__(view.viewport())
        self._viewport = view.viewport()
        self._theme = theme
        self._way = EmptyListAction.NOWHERE
        self.title, self.text, self.button = QLabel(), QLabel(), QPushButton()
        set_kind(self.title, "heading")
        set_kind(self.text, "muted")
        self.text.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setSpacing(2 * theme.unit)
        column.addStretch(2)
        for label in (self.title, self.text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setTextFormat(Qt.TextFormat.PlainText)
            column.addWidget(label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.button.clicked.connect(self._pressed)
        view.viewport().installEventFilter(self)
        self.hide()

    def say(self, title: str, text: str, way: EmptyListAction = EmptyListAction.NOWHERE) -> None:
        self._way = way
        self.title.setText(title)
        self.text.setText(text)
        self.button.setVisible(way is not EmptyListAction.NOWHERE)
        self.button.setText(_BUTTONS.get(way, ""))
        self._fill()
        self.show()

    @Slot()
    def _pressed(self) -> None:
        self.wanted.emit(self._way)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fill()
        return False

    def _fill(self) -> None:
        self.setGeometry(self._viewport.rect())
