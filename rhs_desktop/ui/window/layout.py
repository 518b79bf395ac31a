"""The layout of the main window's areas, and their tab order."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from rhs_desktop.ui.case_panel.panel import CasePanel
from rhs_desktop.ui.window.areas import Areas

_PANEL_CHARS = 43


def lay_out(areas: Areas, splitter: QSplitter, unit: int) -> tuple[QWidget, QWidget]:
    """Returns the content of the window, and of its pages the one with the list."""
    middle = QFrame()
    middle.setObjectName("middle")
    _column(middle, _row(areas.tabs, areas.queue_bar), areas.filters, areas.table)
    _split(splitter, middle, areas.panel, unit)
    body = QWidget()
    row = QHBoxLayout(body)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(areas.sidebar)
    row.addWidget(splitter, 1)
    desk = QWidget()
    _column(desk, areas.buttons, body)
    areas.pages.addWidget(desk)
    areas.pages.addWidget(areas.home)
    whole = QWidget()
    _column(whole, areas.title, areas.pages)
    return whole, desk


def order_tabs(areas: Areas) -> None:
    """Set the tab order: reading order."""
    filters, bar = areas.filters, areas.queue_bar
    order: list[QWidget] = [*areas.buttons.buttons.values(), areas.search, areas.title.menu]
    order += [areas.sidebar, areas.tabs, bar.leave, bar.call, bar.remind]
    order += [filters.status, filters.span, filters.resident, filters.handler]
    order += [filters.case_type, filters.closed, filters.clear, areas.table, areas.panel]
    for before, after in pairwise(order):
        QWidget.setTabOrder(before, after)


def _split(splitter: QSplitter, middle: QWidget, panel: CasePanel, unit: int) -> None:
    splitter.addWidget(middle)
    splitter.addWidget(panel)
    splitter.setStretchFactor(0, 1)
    splitter.setStretchFactor(1, 0)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    char = splitter.fontMetrics().averageCharWidth()
    panel.setMinimumWidth(_PANEL_CHARS * char * 3 // 4)
    splitter.setSizes([10_000, _PANEL_CHARS * char + 8 * unit])


def _column(parent: QWidget, *widgets: QWidget) -> None:
    """Lay widgets out in a column; the last one takes the spare height."""
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for place, widget in enumerate(widgets):
        column.addWidget(widget, 1 if place == len(widgets) - 1 else 0)


def _row(left: QWidget, right: QWidget) -> QWidget:
    """Both in one row; the right one takes the spare width."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(left)
    row.addWidget(right, 1)
    return both
