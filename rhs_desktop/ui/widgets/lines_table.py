"""The table of a dialog: rows of texts, with icons, ticks and colours as each `Line` says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from rhs_desktop.ui.widgets.table_setup import choose_row, plain
from rhs_desktop.ui.widgets.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_UNSEEN = object()


class Look(NamedTuple):
    """One cell besides its text. `icon` is a name in resources/icons, `colour` and `tone` are colours of the palette
    (of the icon and of the text), `spoken` is the accessible text where it is not the text shown."""

    icon: str = ""
    colour: str = "ink"
    tone: str = ""
    spoken: str = ""


_PLAIN = Look()


class Line(NamedTuple):
    """One row. `key` identifies it in its table; `ticked` None: the row has no tick; `looks` are by column."""

    key: Any
    texts: tuple[str, ...]
    ticked: bool | None = None
    tone: str = ""
    looks: Mapping[int, Look] = {}


def ticked_line(key: object, texts: tuple[str, ...], ticked: bool) -> Line:
    """A row with a tick, its text muted while it is left out."""
    return Line(key, texts, ticked, "" if ticked else "muted")


class LinesModel(QAbstractTableModel):
    """Rows given as data. `ticked` carries the key of a row whose tick was clicked, and the value wanted."""

    ticked = Signal(object, bool)

    def __init__(self, theme: Theme, titles: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._titles = tuple(titles)
        self.lines: list[Line] = []

    def load(self, lines: Iterable[Line]) -> bool:
        """Replace all rows. Emits `dataChanged` where the keys are the same in the same order, else resets the model.

        Returns whether it was reset.
        """
        fresh = list(lines)
        same = [line.key for line in fresh] == [line.key for line in self.lines]
        if not same:
            self.beginResetModel()
        self.lines = fresh
        if not same:
            self.endResetModel()
        elif fresh:
            self.dataChanged.emit(self.index(0, 0), self.index(len(fresh) - 1, len(self._titles) - 1))
        return not same

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._titles)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], index.column()
        look = line.looks.get(column, _PLAIN)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return line.texts[column]
            case Qt.ItemDataRole.DecorationRole if look.icon:
                return self._theme.icon(look.icon, look.colour)
            case Qt.ItemDataRole.CheckStateRole if column == 0 and line.ticked is not None:
                return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole if tone := look.tone or line.tone:
                return QColor(getattr(self._theme.palette, tone))
            case Qt.ItemDataRole.AccessibleTextRole if look.spoken:
                return look.spoken
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not self.flags(index) & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        self.ticked.emit(self.lines[index.row()].key, Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        tickable = index.column() == 0 and self.lines[index.row()].ticked is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if tickable else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if shown and 0 <= section < len(self._titles) else None


class LinesTable(QTableView):
    """Signals carry keys of lines: `ticked` a tuple of them and the value wanted (a click, or Space on the selected
    rows), `removed` the selected (Delete), `picked` the current line or None.

    `chars` are the columns' widths in average letters, `lines` is how many lines of text a row has room for.
    `several`: more than one row may be selected; `first`: a table that is filled has a current line at once.
    """

    ticked = Signal(object, bool)
    picked = Signal(object)
    removed = Signal(object)

    def __init__(
        self,
        theme: Theme,
        name: str,
        titles: Sequence[str],
        chars: Sequence[int] = (),
        parent: QWidget | None = None,
        *,
        lines: int = 1,
        several: bool = True,
        first: bool = False,
    ) -> None:
        super().__init__(parent)
        self._model = LinesModel(theme, titles, self)
        self._first = first
        self._told: object = None
        self.setModel(self._model)
        plain(self, theme, name, chars, lines=lines, several=several)
        self._model.ticked.connect(self._clicked)
        self.selectionModel().selectionChanged.connect(self._moved)
        self.selectionModel().currentRowChanged.connect(self._moved)

    @property
    def lines(self) -> Sequence[Line]:
        return self._model.lines

    @property
    def selected(self) -> tuple[Any, ...]:
        """The keys of the selected lines, from the top."""
        return tuple(line.key for line in self._selected)

    @property
    def current(self) -> Line | None:
        """The current line."""
        index = self.currentIndex()
        return self._model.lines[index.row()] if index.isValid() else None

    def load(self, lines: Iterable[Line]) -> None:
        """Show these lines. The current line stays current; where it is gone, the one at its place."""
        row, kept = self.currentIndex().row(), self.current
        if not self._model.load(lines):
            return
        self._told = None if kept is None else _UNSEEN
        keys = [line.key for line in self._model.lines]
        if kept is not None and kept.key in keys:
            row = keys.index(kept.key)
        if keys and (row >= 0 or self._first):
            self.select_line(max(0, min(row, len(keys) - 1)))
        self._moved()

    def go_to(self, key: object) -> None:
        """Make the line with this key the current one, if there is one."""
        for row, line in enumerate(self._model.lines):
            if line.key == key:
                self.select_line(row)
                return

    def select_line(self, row: int) -> None:
        """Make a line current, and the only selected one."""
        choose_row(self, row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        tickable = [line for line in self._selected if line.ticked is not None]
        if event.key() == Qt.Key.Key_Space and tickable:
            self.ticked.emit(tuple(line.key for line in tickable), not all(line.ticked for line in tickable))
        elif event.key() == Qt.Key.Key_Delete and self.selected:
            self.removed.emit(self.selected)
        else:
            super().keyPressEvent(event)

    @property
    def _selected(self) -> list[Line]:
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._model.lines[row] for row in rows]

    @Slot(object, bool)
    def _clicked(self, key: object, on: bool) -> None:
        self.ticked.emit((key,), on)

    @Slot()
    def _moved(self, *_: object) -> None:
        """Emit `picked` once for each change of the current line, or of the first selected where it is not selected."""
        selected = self._selected
        current = self.current
        line = current if current in selected else next(iter(selected), None)
        key = line.key if line else None
        if key != self._told:
            self._told = key
            self.picked.emit(key)
