"""The filters of "Mina ärenden" above the table, with the names and the order that they have there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QWidget

from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.strings.cases import case_list as said
from rhs_desktop.strings.common import MISSING
from rhs_desktop.ui.case_list.columns import status_text
from rhs_desktop.ui.case_list.date_filter import DateFilter
from rhs_desktop.ui.case_list.filter import Filter, Tab
from rhs_desktop.ui.case_list.filter_menu import ChoiceFilter, Option, SetFilter
from rhs_desktop.ui.widgets.theme import Theme, set_kind


class FilterBar(QFrame):
    """Holds a Filter and says when it changes. The tab and the counter come from elsewhere."""

    changed = Signal()

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._filter = Filter()
        self._rows: list[CaseRow] = []

        self.status = SetFilter(said.FILTER_STATUS, theme, self)
        self.span = DateFilter(said.FILTER_DATE, today, theme, self)
        self.resident = QLineEdit(self)
        self.handler = SetFilter(said.FILTER_HANDLER, theme, self)
        self.case_type = SetFilter(said.FILTER_CASE_TYPE, theme, self)
        self.closed = ChoiceFilter(
            said.FILTER_CLOSED, [Option("yes", said.INCLUDE), Option("no", said.EXCLUDE)], theme, self
        )
        self.clear = QPushButton(said.CLEAR, self)

        self._set_up()
        self._lay_out()

        self.status.wanted.connect(self._list_statuses)
        self.handler.wanted.connect(self._list_handlers)
        self.case_type.wanted.connect(self._list_types)
        for one in (self.status, self.span, self.handler, self.case_type, self.closed):
            one.changed.connect(self._collect)
        self.resident.textChanged.connect(self._typed)
        self.clear.clicked.connect(self._clear)
        self._show()

    def _set_up(self) -> None:
        self.setObjectName("filters")
        self.resident.setPlaceholderText(said.RESIDENT)
        self.resident.setAccessibleName(said.RESIDENT_NAME)
        self.resident.setClearButtonEnabled(True)
        self.resident.setToolTip(said.RESIDENT_HINT)
        char = self.fontMetrics().averageCharWidth()
        self.resident.setMinimumWidth(14 * char)
        self.resident.setMaximumWidth(26 * char)
        QShortcut(QKeySequence("Alt+N"), self, self.resident.setFocus)
        set_kind(self.clear, "link")
        policy = self.clear.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.clear.setSizePolicy(policy)

    def _lay_out(self) -> None:
        unit = self._theme.unit
        row = QHBoxLayout(self)
        row.setContentsMargins(unit, unit, 2 * unit, unit)
        row.setSpacing(0)
        row.addWidget(self.status)
        row.addWidget(self.span)
        row.addSpacing(unit)
        row.addWidget(self.resident, 1)
        row.addSpacing(unit)
        row.addWidget(self.handler)
        row.addWidget(self.case_type)
        row.addWidget(self.closed)
        row.addStretch(1)
        row.addWidget(self.clear)

    @property
    def filter(self) -> Filter:
        return self._filter

    def set_rows(self, rows: list[CaseRow]) -> None:
        """The cases whose handlers, types and status words can be chosen."""
        self._rows = rows

    def set_filter(self, wanted: Filter) -> None:
        """Show another filter, and say so if it is another one."""
        before, self._filter = self._filter, wanted
        self._show()
        if before != wanted:
            self.changed.emit()

    def _show(self) -> None:
        wanted = self._filter
        self.status.set_chosen(wanted.status)
        self.span.set_span(wanted.span, wanted.first, wanted.last)
        self.handler.set_chosen(wanted.handler)
        self.case_type.set_chosen(wanted.case_type)
        self.closed.set_chosen("yes" if wanted.closed else "no")
        self.closed.setVisible(wanted.tab is Tab.ALL)
        self.clear.setVisible(wanted.narrowed)
        if self.resident.text().strip() != wanted.resident:
            self.resident.blockSignals(True)
            self.resident.setText(wanted.resident)
            self.resident.blockSignals(False)

    @Slot(str)
    def _typed(self, text: str) -> None:
        self.set_filter(replace(self._filter, resident=text.strip()))

    @Slot()
    def _collect(self) -> None:
        span, first, last = self.span.value()
        self.set_filter(
            replace(
                self._filter,
                status=self.status.chosen(),
                span=span,
                first=first,
                last=last,
                resident=self.resident.text().strip(),
                handler=self.handler.chosen(),
                case_type=self.case_type.chosen(),
                closed=self.closed.chosen() == "yes",
            )
        )

    @Slot()
    def _clear(self) -> None:
        self.set_filter(self._filter.cleared())

    @Slot()
    def _list_statuses(self) -> None:
        self.status.set_options(_options((status_text(row) for row in self._open_rows()), ""))

    @Slot()
    def _list_handlers(self) -> None:
        self.handler.set_options(_options((row.handler for row in self._open_rows()), said.NOBODY))

    @Slot()
    def _list_types(self) -> None:
        self.case_type.set_options(_options((row.case_type for row in self._open_rows()), said.NOT_SENT))

    def _open_rows(self) -> Iterable[CaseRow]:
        everything = self._filter.tab is Tab.ALL
        return (row for row in self._rows if everything or not row.finished)


def _options(values: Iterable[str], empty: str) -> list[Option]:
    """Each value with how often it occurs, the most frequent first; the empty one last, by its own name."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    ordered = sorted(counts, key=lambda value: (value == "", -counts[value], value))
    return [Option(value, value or empty or MISSING, counts[value]) for value in ordered]
