"""The timeline, newest first: what happened, when, by whom; what was taken back stands struck through."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from rhs_desktop.domain.cases.history import happening_order
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import panel as said
from rhs_desktop.strings.cases.process import happened
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind

if TYPE_CHECKING:
    from rhs_desktop.services.cases.case_list import TimelineEntry


class PanelHistory(QWidget):
    """The day, what happened on it with who recorded it below, and a way to take it back.

    `undo_wanted` carries the number of the entry.
    """

    undo_wanted = Signal(int)

    def __init__(self, timeline: Iterable[TimelineEntry], profile: Profile, today: date, theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * theme.unit)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        shown_day = None
        for line, entry in enumerate(sorted(timeline, key=_when, reverse=True)):
            event = entry.record.event
            day = text_label("" if event.on == shown_day else common.near_day(event.on, today), "muted", wrap=False)
            shown_day = event.on
            grid.addWidget(day, 3 * line, 0, Qt.AlignmentFlag.AlignTop)
            gone = entry.taken_back is not None
            text = happened(event, profile, today)
            what = text_label(text, "gone" if gone else "")
            if gone:
                what.setAccessibleName(said.undone(text))
            grid.addWidget(what, 3 * line, 1)
            if not gone:
                grid.addWidget(self._undo(entry.record.id, text, theme), 3 * line, 2, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text_label(recorded_by(entry, today), "small"), 3 * line + 1, 1)
            grid.setRowMinimumHeight(3 * line + 2, 2 * theme.unit)

    def _undo(self, entry: int, text: str, theme: Theme) -> QToolButton:
        button = QToolButton()
        set_kind(button, "icon")
        button.setIcon(theme.icon("undo", "muted"))
        button.setIconSize(QSize(theme.icon_size, theme.icon_size))
        button.setAccessibleName(said.undo(text))
        button.setToolTip(said.UNDO_ENTRY)
        button.setProperty("entry", entry)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(self._pressed)
        return button

    @Slot()
    def _pressed(self) -> None:
        self.undo_wanted.emit(self.sender().property("entry"))


def _when(entry: TimelineEntry) -> tuple[object, ...]:
    return (happening_order(entry.record.event), entry.record.id)


def recorded_by(entry: TimelineEntry, today: date) -> str:
    """`09:12, Anna Ek`, and when it was entered another day than it happened; who took it back."""
    event, record = entry.record.event, entry.record
    parts = [common.clock(event.at), said.FROM_LIST if entry.from_list else "", record.by]
    if record.recorded_at.date() != event.on:
        parts.append(said.recorded(common.near_day(record.recorded_at.date(), today)))
    text = ", ".join(part for part in parts if part)
    if entry.taken_back is None:
        return text
    back = entry.taken_back
    return f"{text} · {said.undone_by(common.near_day(back.recorded_at.date(), today), back.by)}"
