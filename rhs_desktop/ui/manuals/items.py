"""Editable lists of a manual, and the pages that consist of them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.domain.manuals.parts import CONTACTS, MATERIALS, NOTICES, STATUSES, items
from rhs_desktop.strings.manuals import parts as strings
from rhs_desktop.strings.manuals.manuals import FIELDS
from rhs_desktop.ui.manuals.fields import Chosen, LinesField, TextField, scrolled
from rhs_desktop.ui.manuals.state import ManualState
from rhs_desktop.ui.manuals.values_pages import side_by_side
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_LINES_SHOWN = 5
_MEANINGS: Mapping[str, tuple[str, Mapping[str, str]]] = {
    STATUSES: ("status", {one.value: name for one, name in strings.STATUS_MEANS.items()}),
    NOTICES: ("outcome", {one.value: name for one, name in strings.NOTICE_MEANS.items()}),
}
Troubles = Mapping[str, str]
"""Faults by key."""


class Items(QWidget):
    """A list with its buttons. Signals, each with the key of the list: `chosen` (place from 1), `added`, `removed`."""

    chosen = Signal(str, int)
    added = Signal(str)
    removed = Signal(str)

    def __init__(self, theme: Theme, at: str) -> None:
        super().__init__()
        self.at = at
        part = strings.PARTS[at]
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(part.title)
        self.add = QPushButton(part.add)
        self.remove = QPushButton(part.remove)
        self.why = text_label("", "small")
        buttons = QHBoxLayout()
        buttons.setSpacing(2 * theme.unit)
        for button in (self.add, self.remove):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(text_label(part.title, "section"))
        if part.hint:
            column.addWidget(text_label(part.hint, "small"))
        column.addWidget(self.list, 1)
        column.addLayout(buttons)
        column.addWidget(self.why)
        self.list.currentRowChanged.connect(self._choose)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)

    def paint(self, state: ManualState, troubles: Troubles) -> None:
        """Show the items of the list and why the open one cannot be removed."""
        held = items(state.draft, self.at)
        with QSignalBlocker(self.list):
            while self.list.count() > len(held):
                self.list.takeItem(self.list.count() - 1)
            for row, item in enumerate(held):
                if row == self.list.count():
                    self.list.addItem(QListWidgetItem())
                faulty = any(key.startswith(f"{self.at}[{row + 1}]") for key in troubles)
                text = strings.line(item, faulty=faulty)
                self.list.item(row).setText(text)
                self.list.item(row).setData(Qt.ItemDataRole.AccessibleTextRole, text)
            self.list.setCurrentRow(state.item_of(self.at) - 1)
        why = state.stays(self.at)
        self.remove.setEnabled(bool(held) and why is None)
        self.why.setText(strings.stays(why, self.at, state.item(self.at)))
        self.why.setVisible(bool(self.why.text()))
        self.remove.setAccessibleDescription(self.why.text())

    @Slot(int)
    def _choose(self, row: int) -> None:
        self.chosen.emit(self.at, row + 1)

    @Slot()
    def _add(self) -> None:
        self.added.emit(self.at)

    @Slot()
    def _remove(self) -> None:
        self.removed.emit(self.at)


class ItemsWithFields(QWidget):
    """A list, and below it the fields of the open item. Signal: `edited` with key of the list, field and value."""

    edited = Signal(str, str, object)

    def __init__(self, theme: Theme, at: str) -> None:
        super().__init__()
        self.items = Items(theme, at)
        self.texts: dict[str, TextField] = {}
        self.means = Chosen()
        self._means, meanings = _MEANINGS.get(at, ("", {}))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * theme.unit)
        column.addWidget(self.items)
        self.items.list.setFixedHeight(round(_LINES_SHOWN * self.fontMetrics().lineSpacing() * 1.6))
        for name, label in strings.PARTS[at].fields.items():
            if name == self._means:
                for code, meaning in meanings.items():
                    self.means.addItem(meaning, code)
                self.means.activated.connect(self._meant)
                column.addWidget(FormField(label, self.means))
                continue
            field = TextField(name, label)
            field.edited.connect(self._typed)
            self.texts[name] = field
            column.addWidget(field)

    @property
    def first(self) -> QWidget:
        """The field that is filled in first."""
        return next(iter(self.texts.values())).edit

    def paint(self, state: ManualState, troubles: Troubles) -> None:
        """Show the list and its open item."""
        at = self.items.at
        self.items.paint(state, troubles)
        item = state.item(at) or {}
        here = f"{at}[{state.item_of(at)}]"
        for name, field in self.texts.items():
            field.show_value(str(item.get(name, "")), troubles.get(f"{here}.{name}", ""))
            field.setEnabled(bool(item))
        if self._means:
            self.means.setCurrentIndex(self.means.findData(item.get(self._means, "")))
            self.means.setEnabled(bool(item) and state.stays(at) is None)

    @Slot(str, object)
    def _typed(self, name: str, text: str) -> None:
        self.edited.emit(self.items.at, name, text)

    @Slot(int)
    def _meant(self, place: int) -> None:
        self.edited.emit(self.items.at, self._means, self.means.itemData(place))


class ListsPage(QWidget):
    """Page of lists and single values. Signal: `edited` with the key of a single value and the value."""

    edited = Signal(str, object)

    def __init__(self, theme: Theme, left: list[QWidget], right: list[QWidget]) -> None:
        super().__init__()
        found = [*left, *right]
        self.lists = {one.items.at: one for one in found if isinstance(one, ItemsWithFields)}
        self.values = {one.key: one for one in found if isinstance(one, LinesField | TextField)}
        columns = side_by_side(theme.unit)
        for parts in (left, right):
            column = QVBoxLayout()
            column.setSpacing(5 * theme.unit)
            for part in parts:
                column.addWidget(part)
            column.addStretch(1)
            columns.addLayout(column, 1)
        scrolled(self, columns)
        for value in self.values.values():
            value.edited.connect(self.edited)

    def paint(self, state: ManualState, troubles: Troubles) -> None:
        """Show all lists and values."""
        for one in self.lists.values():
            one.paint(state, troubles)
        for key, value in self.values.items():
            if isinstance(value, LinesField):
                value.paint(state.draft, troubles)
            else:
                value.paint(state.draft, troubles.get(key, ""))


def portal_page(theme: Theme) -> ListsPage:
    """The page of the texts of 1177, by which a pasted table is recognised."""
    left = [
        ItemsWithFields(theme, STATUSES),
        LinesField("portal.layouts", FIELDS["portal.layouts"], strings.LAYOUTS_HINT, lines=3, apart=","),
    ]
    right = [
        ItemsWithFields(theme, NOTICES),
        LinesField("portal.tabs", FIELDS["portal.tabs"], strings.TABS_HINT, lines=2),
        TextField("portal.address", FIELDS["portal.address"]),
    ]
    return ListsPage(theme, list[QWidget](left), list[QWidget](right))


def contacts_page(theme: Theme) -> ListsPage:
    """The page of samples, contacts and materials."""
    samples = LinesField("samples", FIELDS["samples"], strings.SAMPLES_HINT, lines=3)
    return ListsPage(theme, [samples, ItemsWithFields(theme, MATERIALS)], [ItemsWithFields(theme, CONTACTS)])
