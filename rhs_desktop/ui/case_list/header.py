"""The table's header: which columns show, in which order, how wide; by hand or fitted to the room there is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QHeaderView, QTableView

from rhs_desktop.ui.case_list.columns import BY_KEY, COLUMNS, DROPPED_WHEN_NARROW, SHOWN_AT_FIRST, CaseColumn
from rhs_desktop.ui.widgets import icons


class CaseHeader(QHeaderView):
    """Widths follow the room until a person drags one; from then on they stay."""

    arranged = Signal()

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self._chosen = list(SHOWN_AT_FIRST)
        self._unit = 4
        self._by_hand = False
        self._fitting = False
        self.setObjectName("case_header")
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setStretchLastSection(True)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.sectionResized.connect(self._resized)
        self.sectionMoved.connect(self._moved)

    def restyle(self, unit: int) -> None:
        self._unit = unit
        self.setMinimumSectionSize(10 * unit)
        self.fit()

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these, in this order; the rest is hidden and stands behind them."""
        self._chosen = [key for key in keys if key in BY_KEY] or list(SHOWN_AT_FIRST)
        rest = [column.key for column in COLUMNS if column.key not in self._chosen]
        self._fitting = True
        for visual, key in enumerate([*self._chosen, *rest]):
            self.moveSection(self.visualIndex(BY_KEY[key]), visual)
            self.setSectionHidden(BY_KEY[key], key in rest)
        self._fitting = False
        self.fit()

    def chosen_columns(self) -> list[str]:
        """The keys of the columns that the person wants, from the left; in a narrow window not all of them show."""
        keys = [COLUMNS[self.logicalIndex(place)].key for place in range(self.count())]
        return [key for key in keys if key in self._chosen]

    def shown_columns(self) -> list[str]:
        """The keys of the columns on show, from the left."""
        return [key for key in self.chosen_columns() if not self.isSectionHidden(BY_KEY[key])]

    def first_shown(self) -> int:
        """The leftmost column: where the current cell goes."""
        return BY_KEY[self.shown_columns()[0]]

    def toggle(self, key: str) -> None:
        """Show or hide one column; the last one stays."""
        chosen = self.chosen_columns()
        if key not in chosen:
            self.show_columns([*chosen, key])
        elif len(chosen) > 1:
            self.show_columns([one for one in chosen if one != key])
        self.arranged.emit()

    def widths(self) -> dict[str, int]:
        """The widths that a person chose, in average characters; empty while they follow the room."""
        if not self._by_hand:
            return {}
        char = self._char()
        return {key: round(self.sectionSize(BY_KEY[key]) / char) for key in self.shown_columns()}

    def set_widths(self, widths: dict[str, int]) -> None:
        if not widths:
            return
        self._fitting = True
        for key, chars in widths.items():
            if key in BY_KEY:
                self.resizeSection(BY_KEY[key], chars * self._char())
        self._fitting = False
        self._by_hand = True
        for key in self._chosen:
            self.setSectionHidden(BY_KEY[key], False)

    def arrange_anew(self) -> None:
        """The columns as they come, fitted to the room."""
        self._by_hand = False
        self.show_columns(SHOWN_AT_FIRST)
        self.arranged.emit()

    def fit(self) -> None:
        """Give each column what its text needs, share the rest among those that can use it, drop what finds no room."""
        if self._by_hand or not self.count():
            return
        room = self._table.viewport().width()
        chosen = [COLUMNS[BY_KEY[key]] for key in self.chosen_columns()]
        shown = kept_columns(chosen, [self._needed(column) for column in chosen], room)
        needed = [self._needed(column) for column in shown]
        self._fitting = True
        for column in chosen:
            self.setSectionHidden(BY_KEY[column.key], column not in shown)
        for column, width in zip(shown, shared_room(needed, [column.grows for column in shown], room), strict=True):
            self.resizeSection(BY_KEY[column.key], width)
        self._fitting = False

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """The title, and after it an arrow where the list is sorted by it."""
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if logicalIndex != self.sortIndicatorSection():
            return
        size = 3 * self._unit
        rising = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        width = self.fontMetrics().horizontalAdvance(COLUMNS[logicalIndex].title)
        left = min(rect.left() + width + 4 * self._unit, rect.right() - size - self._unit)
        colour = self.palette().color(QPalette.ColorRole.PlaceholderText).name()
        arrow = icons.pixmap("up" if rising else "down", colour, size, painter.device().devicePixelRatio())
        painter.drawPixmap(left, rect.top() + (rect.height() - size) // 2, arrow)

    def _needed(self, column: CaseColumn) -> int:
        """Room for the sample, and for the title with its arrow."""
        metrics = self.fontMetrics()
        icon = 6 * self._unit if column.key == "status" else 0
        title = metrics.horizontalAdvance(column.title) + 3 * self._unit
        return max(metrics.horizontalAdvance(column.sample) + icon, title) + 4 * self._unit

    def _char(self) -> int:
        return max(1, self.fontMetrics().averageCharWidth())

    @Slot(int, int, int)
    def _resized(self, section: int, before: int, after: int) -> None:
        dragged = not self._fitting and before and after
        if dragged and section != BY_KEY[self.shown_columns()[-1]]:
            self._by_hand = True
            self.arranged.emit()

    @Slot(int, int, int)
    def _moved(self, section: int, before: int, after: int) -> None:
        if not self._fitting:
            self.arranged.emit()


def kept_columns(columns: Sequence[CaseColumn], needed: Sequence[int], room: int) -> list[CaseColumn]:
    """The columns that find room, those that grow squeezed to three quarters at most."""
    least = {
        column.key: width * 3 // 4 if column.grows else width for column, width in zip(columns, needed, strict=True)
    }
    kept = list(columns)
    for key in DROPPED_WHEN_NARROW:
        if sum(least[column.key] for column in kept) <= room:
            break
        kept = [column for column in kept if column.key != key]
    return kept or list(columns)


def shared_room(needed: Sequence[int], grows: Sequence[int], room: int) -> list[int]:
    """Widths for columns that need so much: spare room goes to those that grow, by their share; lacking room is
    taken from the same, down to half of what they need.
    """
    spare = room - sum(needed)
    if spare >= 0:
        shares = sum(grows) or 1
        return [width + spare * share // shares for width, share in zip(needed, grows, strict=True)]
    giving = sum(width for width, share in zip(needed, grows, strict=True) if share) or 1
    part = max(spare / giving, -0.5)
    return [width + round(width * part) if share else width for width, share in zip(needed, grows, strict=True)]
