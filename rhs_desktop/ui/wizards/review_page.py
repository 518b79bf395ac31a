"""Importera lista, last: what the import would do, kind by kind, before anything is saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QTabBar, QTableView, QVBoxLayout, QWidget

from rhs_desktop.domain.checklist import Ready
from rhs_desktop.domain.comparison import Change
from rhs_desktop.ui.parts import words
from rhs_desktop.ui.theme import Theme
from rhs_desktop.ui.wizards.import_state import ImportState
from rhs_desktop.words import common, imports, lists

_Index = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """`ticked` is None where there is nothing to choose. `row` and `change` say what a tick is about."""

    texts: tuple[str, ...]
    ticked: bool | None = None
    row: int = 0
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of outcome: its name, what to know about it, its headings and lines."""

    key: str
    name: str
    note: str
    headings: tuple[str, ...]
    lines: tuple[ReviewLine, ...]


class ReviewPage(QWidget):
    """Signals: `change_chosen` with row, change and a yes or no; `same_person` with row and a yes or no."""

    change_chosen = Signal(int, object, bool)
    same_person = Signal(int, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.tabs = QTabBar()
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.tabs.setAccessibleName("Vad som skulle hända")
        self.note = words("", "muted")
        self.table = QTableView()
        self.model = ReviewModel(theme, self)
        self.table.setModel(self.model)
        self._parts: tuple[Part, ...] = ()

        self.tabs.currentChanged.connect(self._show)
        self.model.ticked.connect(self._ticked)

        self.table.setAccessibleName("Rader")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 3 * theme.unit)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(words("Det här händer när du importerar. Inget är sparat än.", "strong"))
        column.addWidget(self.tabs)
        column.addWidget(self.note)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.tabs)

    def paint(self, state: ImportState, names: Mapping[str, str]) -> None:
        """`names` of the people already in the round, by the 12 characters of their identity."""
        place = max(0, self.tabs.currentIndex())
        parts = tuple(_parts(state, names))
        keys = [part.key for part in parts]
        if keys != [part.key for part in self._parts]:
            place = 0
        self._parts = parts
        self.tabs.blockSignals(True)
        while self.tabs.count() > len(parts):
            self.tabs.removeTab(self.tabs.count() - 1)
        for turn, part in enumerate(parts):
            title = f"{part.name}  {common.number(len(part.lines))}"
            if turn < self.tabs.count():
                self.tabs.setTabText(turn, title)
            else:
                self.tabs.addTab(title)
        self.tabs.setCurrentIndex(place)
        self.tabs.blockSignals(False)
        self._show(place)

    @Slot(int)
    def _show(self, place: int) -> None:
        if not 0 <= place < len(self._parts):
            return
        part = self._parts[place]
        self.note.setText(part.note)
        self.note.setVisible(bool(part.note))
        again = self.model.load(part)
        if again:
            char = self.fontMetrics().averageCharWidth()
            for column, heading in enumerate(part.headings):
                self.table.setColumnWidth(column, _WIDTHS.get(heading, 22) * char)

    @Slot(object, bool)
    def _ticked(self, line: ReviewLine, on: bool) -> None:
        if line.change is not None:
            self.change_chosen.emit(line.row, line.change, on)
        else:
            self.same_person.emit(line.row, on)


_WIDTHS = {"": 5, "Rad": 8, "Personnummer": 20, "Namn": 26, "Nytt nummer": 18, "Känt nummer": 18, "Uppgift": 24}


class ReviewModel(QAbstractTableModel):
    """The lines of one part; the first column has the ticks where there are any."""

    ticked = Signal(object, bool)

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._part = Part("", "", "", (), ())

    def load(self, part: Part) -> bool:
        """Another part, or the same with other ticks; whether it was another."""
        same = part.key == self._part.key and len(part.lines) == len(self._part.lines)
        if not same:
            self.beginResetModel()
        self._part = part
        if not same:
            self.endResetModel()
        elif part.lines:
            self.dataChanged.emit(self.index(0, 0), self.index(len(part.lines) - 1, self.columnCount() - 1))
        return not same

    def rowCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._part.lines)

    def columnCount(self, parent: _Index = _NONE) -> int:
        return 0 if parent.isValid() else len(self._part.headings)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self._part.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return line.texts[index.column()]
            case Qt.ItemDataRole.CheckStateRole if line.ticked is not None and index.column() == 0:
                return Qt.CheckState.Checked if line.ticked else Qt.CheckState.Unchecked
            case Qt.ItemDataRole.ForegroundRole if line.ticked is False:
                return QColor(self._theme.palette.muted)
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.ticked.emit(self._part.lines[index.row()], Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        tickable = index.column() == 0 and self._part.lines[index.row()].ticked is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if tickable else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._part.headings[section]
        return None


_PERSON = ("Rad", "Personnummer", "Namn", "Anmärkning")


def _parts(state: ImportState, names: Mapping[str, str]) -> Iterable[Part]:
    """The kinds that have anybody in them; what needs a decision before what is only told."""
    found = state.comparison
    if found is None or state.checked is None:
        return
    changes = tuple(
        ReviewLine(
            (
                "",
                one.ready.details.identity.dashed,
                one.known.name.display,
                imports.CHANGED[change.field],
                imports.value(change.old),
                imports.value(change.new),
            ),
            state.takes(one.ready.row, change),
            one.ready.row,
            change,
        )
        for one in found.changed
        for change in one.changes
    )
    doubled = tuple(
        ReviewLine(
            ("", str(one.ready.row), one.ready.details.name.display, *_numbers(one.ready, one.known.identity.dashed)),
            one.ready.row in state.same_person,
            one.ready.row,
        )
        for one in found.possible_duplicates
    )
    looked_at = [ready for ready in state.checked.ready if ready.warnings]
    parts = (
        Part("new", "Nya", "", _PERSON, _people(found.new)),
        Part("known", "Finns redan", "Inget ändras.", _PERSON, _people(found.unchanged)),
        Part(
            "changed",
            "Ändrade uppgifter",
            "Bocka av det som inte ska ändras.",
            ("", "Personnummer", "Namn", "Uppgift", "Förut", "Nu"),
            changes,
        ),
        Part(
            "double",
            "Möjlig dubblett",
            "Samma namn och födelsedag som någon som redan finns. Kontrollera i Cosmic och bocka för om det är samma "
            "person. Då byts numret, och ärendet följer med.",
            ("", "Rad", "Namn", "Nytt nummer", "Känt nummer"),
            doubled,
        ),
        Part(
            "missing",
            "Finns inte kvar",
            "Stod på den förra listan men inte på den här. De tas aldrig bort. Kontrollera i Cosmic om de är listade.",
            ("Personnummer", "Namn"),
            tuple(ReviewLine((_dashed(digits), names.get(digits, ""))) for digits in found.missing),
        ),
        Part(
            "protected",
            "Skyddade",
            "Skyddade personuppgifter: adress och telefon döljs, och inget brev skrivs ut i ett utskick.",
            _PERSON,
            _people(found.protected),
        ),
        Part("remarks", "Att titta på", "Raderna importeras.", _PERSON, _people(looked_at)),
    )
    yield from (part for part in parts if part.lines)


def _people(rows: Iterable[Ready]) -> tuple[ReviewLine, ...]:
    return tuple(
        ReviewLine(
            (
                str(ready.row),
                ready.details.identity.dashed,
                ready.details.name.display,
                " ".join(lists.sentence(remark) for remark in ready.warnings),
            )
        )
        for ready in rows
    )


def _numbers(ready: Ready, known: str) -> tuple[str, str]:
    return ready.details.identity.dashed, known


def _dashed(digits: str) -> str:
    return f"{digits[:8]}-{digits[8:]}"
