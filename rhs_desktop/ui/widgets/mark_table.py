"""A list of people who are gone through one by one: copy the number, look in the other system, press a key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from rhs_desktop.ui.widgets.palette import State
from rhs_desktop.ui.widgets.table_setup import choose_row, plain
from rhs_desktop.ui.widgets.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
NUMBER, NAME, MARK, NOTE = range(4)
_ENOUGH_KEYS = 9
_NAME_CHARS = (14, 28)
_NOTE_CHARS = 24


class PersonMark(NamedTuple):
    """One line: the case, the name, and the number `YYYYMMDD-NNNN`."""

    case: int
    name: str
    number: str


class Mark(NamedTuple):
    """What a key says: the value, its word, and the state whose icon and colour it has."""

    value: Any
    label: str
    state: State


class MarkModel(QAbstractTableModel):
    """People, what was said of each, and a note on what follows from it."""

    def __init__(self, theme: Theme, marks: Sequence[Mark], titles: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._marks = {mark.value: mark for mark in marks}
        self._titles = tuple(titles)
        self.people: list[PersonMark] = []
        self._said: dict[int, Any] = {}
        self._notes: dict[int, str] = {}
        self._copied: set[int] = set()

    def load(self, people: Iterable[PersonMark]) -> None:
        self.beginResetModel()
        self.people = list(people)
        self.endResetModel()

    def say(self, said: Mapping[int, Any], notes: Mapping[int, str], copied: Iterable[int]) -> None:
        """All marks, notes and copied numbers anew; nothing moves."""
        self._said, self._notes, self._copied = dict(said), dict(notes), set(copied)
        if self.people:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.people) - 1, len(self._titles) - 1))

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.people)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        person = self.people[index.row()]
        mark = self._marks.get(self._said.get(person.case))
        column = index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                said = mark.label if mark else ""
                return (person.number, person.name, said, self._notes.get(person.case, ""))[column]
            case Qt.ItemDataRole.DecorationRole if column == MARK and mark:
                return self._theme.state_icon(mark.state)
            case Qt.ItemDataRole.DecorationRole if column == NUMBER:
                copied = person.case in self._copied
                return self._theme.icon("copied" if copied else "copy", "done" if copied else "muted")
            case Qt.ItemDataRole.ForegroundRole if column == NOTE:
                return QColor(self._theme.palette.muted)
            case Qt.ItemDataRole.AccessibleTextRole if column == NUMBER and person.case in self._copied:
                return f"{person.number}, kopierat"
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None


class MarkTable(QTableView):
    """Signals carry cases. Keys 1–9 say what was found, C or Ctrl+C copies, Backspace takes a mark
    back, Delete takes the person out."""

    marked = Signal(object, object)
    unmarked = Signal(object)
    removed = Signal(object)
    copy_wanted = Signal(object)

    def __init__(
        self, theme: Theme, name: str, marks: Sequence[Mark], titles: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._marks = tuple(marks)
        self._model = MarkModel(theme, marks, titles, self)
        self.setModel(self._model)
        plain(self, theme, name)
        header = self.horizontalHeader()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._unit = theme.unit
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Numbers and marks in full; names and notes share what is left."""
        metrics = self.fontMetrics()
        around = self._unit * 11
        number = metrics.horizontalAdvance("00000000-0000") + around
        mark = max(metrics.horizontalAdvance(mark.label) for mark in self._marks) + around
        left = self.viewport().width() - number - mark
        char = metrics.averageCharWidth()
        name = max(_NAME_CHARS[0] * char, min(_NAME_CHARS[1] * char, left * 45 // 100))
        note = max(_NOTE_CHARS * char, left - name)
        for column, width in enumerate((number, name, mark, note)):
            self.setColumnWidth(column, width)

    @property
    def people(self) -> Sequence[PersonMark]:
        return self._model.people

    @property
    def current(self) -> int | None:
        """The case that the keys are about."""
        index = self.currentIndex()
        return self._model.people[index.row()].case if index.isValid() else None

    @property
    def selected(self) -> tuple[int, ...]:
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(self._model.people[row].case for row in rows)

    def load(self, people: Iterable[PersonMark]) -> None:
        """These people; the first is current."""
        kept = self.current
        self._model.load(people)
        if self._model.people:
            self.go_to(kept if kept in {person.case for person in self._model.people} else self._model.people[0].case)

    def say(self, said: Mapping[int, Any], notes: Mapping[int, str], copied: Iterable[int] = ()) -> None:
        self._model.say(said, notes, copied)

    def go_to(self, case: int | None) -> None:
        """Make a case the current one."""
        for row, person in enumerate(self._model.people):
            if person.case == case:
                choose_row(self, row, NUMBER)
                return

    def mark_selected(self, value: object) -> None:
        if cases := self.selected:
            self.marked.emit(cases, value)

    @Slot()
    def copy_current(self) -> None:
        if cases := self.selected:
            self.copy_wanted.emit(cases)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        place = event.key() - Qt.Key.Key_1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 0 <= place < min(len(self._marks), _ENOUGH_KEYS):
            self.mark_selected(self._marks[place].value)
        elif event.key() == Qt.Key.Key_C and (plain or event.modifiers() == Qt.KeyboardModifier.ControlModifier):
            self.copy_current()
        elif plain and event.key() == Qt.Key.Key_Backspace:
            self.unmarked.emit(self.selected)
        elif plain and event.key() == Qt.Key.Key_Delete:
            self.removed.emit(self.selected)
        else:
            super().keyPressEvent(event)
