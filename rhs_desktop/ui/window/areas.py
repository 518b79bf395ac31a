"""The widgets that the main window is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QStackedWidget, QWidget

from rhs_desktop.ui.act_result import SeatInfo
from rhs_desktop.ui.case_list.empty_state import EmptyNote
from rhs_desktop.ui.case_list.filter_bar import FilterBar
from rhs_desktop.ui.case_list.table import CaseTable
from rhs_desktop.ui.case_panel.panel import CasePanel
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.case_tabs import CaseTabs
from rhs_desktop.ui.window.home_page import HomePage
from rhs_desktop.ui.window.menu import WindowMenu
from rhs_desktop.ui.window.queue_bar import QueueBar
from rhs_desktop.ui.window.sidebar import Sidebar
from rhs_desktop.ui.window.status_bar import StatusLine
from rhs_desktop.ui.window.top_bar import ActionRow, SearchField, TitleRow


@dataclass(frozen=True, slots=True)
class Areas:
    """Made by the main window. Helpers are given the few widgets that they use, never the window."""

    title: TitleRow
    buttons: ActionRow
    search: SearchField
    sidebar: Sidebar
    tabs: CaseTabs
    queue_bar: QueueBar
    filters: FilterBar
    table: CaseTable
    empty: EmptyNote
    panel: CasePanel
    status: StatusLine
    menu: WindowMenu
    home: HomePage
    pages: QStackedWidget


def make_areas(desk: SeatInfo, today: date, theme: Theme, window: QWidget) -> Areas:
    """Make the widgets, without a layout."""
    buttons, table, menu = ActionRow(theme, window), CaseTable(theme, today, window), WindowMenu(window, theme)
    menu.columns.attach(table.header)
    title = TitleRow(desk, theme, window)
    title.menu.setMenu(menu.menu)
    return Areas(
        title=title,
        buttons=buttons,
        search=buttons.search,
        sidebar=Sidebar(theme, window),
        tabs=CaseTabs(window),
        queue_bar=QueueBar(theme, window),
        filters=FilterBar(theme, today, window),
        table=table,
        empty=EmptyNote(table, theme),
        panel=CasePanel(theme, today, window),
        status=StatusLine(theme, window),
        menu=menu,
        home=HomePage(menu, theme),
        pages=QStackedWidget(window),
    )
