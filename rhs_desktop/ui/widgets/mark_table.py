"""A table of people who are marked one by one by number keys, as in a check in another system."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from rhs_desktop.strings import common
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable, Look
from rhs_desktop.ui.widgets.palette import State
from rhs_desktop.ui.widgets.theme import Theme

NUMBER, NAME, MARK, NOTE = range(4)
_ENOUGH_KEYS = 9
_NAME_CHARS = (14, 28)
_NOTE_CHARS = 24


class PersonMark(NamedTuple):
    """One line: the case, the name, and the number as YYYYMMDD-NNNN."""

    case: int
    name: str
    number: str


class Mark(NamedTuple):
    """A mark: its value, its Swedish name, and the state that gives icon and colour."""

    value: Any
    label: str
    state: State


class MarkTable(LinesTable):
    """Columns: number, name, mark, note. Signals carry cases. Keys 1-9 mark the selected rows, C or Ctrl+C copies their
    numbers, Backspace removes their marks, Delete removes the rows."""

    marked = Signal(object, object)
    unmarked = Signal(object)
    copy_wanted = Signal(object)

    def __init__(
        self, theme: Theme, name: str, marks: Sequence[Mark], titles: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, titles, (), parent, first=True)
        self._marks = tuple(marks)
        self._by_value = {mark.value: mark for mark in marks}
        self.people: tuple[PersonMark, ...] = ()
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
        """Numbers and marks have their full width; names and notes share the rest."""
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
    def current_case(self) -> int | None:
        """The case of the current line."""
        return self.current.key if self.current else None

    def load_people(self, people: Iterable[PersonMark]) -> None:
        """Show these people, without marks."""
        self.people = tuple(people)
        self.say({}, {})

    def say(self, said: Mapping[int, Any], notes: Mapping[int, str], copied: Collection[int] = ()) -> None:
        """Set all marks, notes and copied numbers, by case; the selection stays."""
        self.load(
            self._line(one, self._by_value.get(said.get(one.case)), notes.get(one.case, ""), one.case in copied)
            for one in self.people
        )

    def _line(self, person: PersonMark, mark: Mark | None, note: str, copied: bool) -> Line:
        number = Look("copied", "done", spoken=common.copied(person.number)) if copied else Look("copy", "muted")
        looks = {NUMBER: number, NOTE: Look(tone="muted")}
        if mark:
            looks[MARK] = Look(mark.state.value, mark.state.value)
        return Line(person.case, (person.number, person.name, mark.label if mark else "", note), looks=looks)

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
        else:
            super().keyPressEvent(event)
