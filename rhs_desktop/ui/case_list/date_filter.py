"""The date filter: today, the last days, or from one day to another."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDateEdit, QGridLayout, QLabel, QMenu, QPushButton, QWidget, QWidgetAction

from rhs_desktop.strings.cases import case_list as said
from rhs_desktop.ui.case_list.filter import Span
from rhs_desktop.ui.case_list.filter_menu import FilterButton
from rhs_desktop.ui.widgets.field import ByDays
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_SPANS = {Span.ANY: said.ANY_DAY, Span.TODAY: said.TODAY, Span.WEEK: said.WEEK, Span.MONTH: said.MONTH}
ISO = "yyyy-MM-dd"


class DateFilter(FilterButton):
    """A Span, and for Span.DAYS its first and last day, both included."""

    def __init__(self, title: str, today: date, theme: Theme, parent: QWidget) -> None:
        self._list = QMenu(parent)
        super().__init__(title, self._list, theme, parent)
        self._value: tuple[Span, date | None, date | None] = (Span.ANY, None, None)
        self.choices = QActionGroup(self)
        for span, text in _SPANS.items():
            action = self._list.addAction(text)
            action.setCheckable(True)
            action.setData(span.value)
            self.choices.addAction(action)
        self._list.addSeparator()
        self.first, self.last = date_edit(self._list, today), date_edit(self._list, today)
        self.use = QPushButton(said.SHOW_DAYS, self._list)
        self._list.addAction(self._days_form())

        self.choices.triggered.connect(self._span_chosen)
        self.use.clicked.connect(self._days_chosen)

    def _days_form(self) -> QWidgetAction:
        form = QWidget(self._list)
        grid = QGridLayout(form)
        unit = self._theme.unit
        grid.setContentsMargins(2 * unit, unit, 2 * unit, 2 * unit)
        for line, (text, field) in enumerate(((said.FROM, self.first), (said.TO, self.last))):
            label = QLabel(text, form)
            label.setBuddy(field)
            field.setAccessibleName(text.replace("&", ""))
            grid.addWidget(label, line, 0)
            grid.addWidget(field, line, 1)
        set_kind(self.use, "primary")
        grid.addWidget(self.use, 2, 0, 1, 2)
        action = QWidgetAction(self._list)
        action.setDefaultWidget(form)
        return action

    def value(self) -> tuple[Span, date | None, date | None]:
        return self._value

    def set_span(self, span: Span, first: date | None, last: date | None) -> None:
        self._value = (span, first, last)
        for action in self.choices.actions():
            action.setChecked(action.data() == span.value)
        if first:
            self.first.setDate(QDate(first.year, first.month, first.day))
        if last:
            self.last.setDate(QDate(last.year, last.month, last.day))
        if span is Span.DAYS:
            self.say(said.days(str(first or ""), str(last or "")))
        else:
            self.say("" if span is Span.ANY else _SPANS[span].lower())

    @Slot(QAction)
    def _span_chosen(self, action: QAction) -> None:
        self.set_span(Span(action.data()), None, None)
        self.changed.emit()

    @Slot()
    def _days_chosen(self) -> None:
        first, last = sorted((to_date(self.first.date()), to_date(self.last.date())))
        self.set_span(Span.DAYS, first, last)
        self._list.close()
        self.changed.emit()


def date_edit(parent: QWidget, on: date) -> QDateEdit:
    """A date field as all of them look: 2026-11-09, with a calendar."""
    field = ByDays(QDate(on.year, on.month, on.day), parent)
    field.setDisplayFormat(ISO)
    field.setCalendarPopup(True)
    return field


def to_date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())
