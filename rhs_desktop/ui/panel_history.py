"""The timeline, newest first: what happened, when, by whom; what was taken back stands struck through."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QToolButton, QWidget

from rhs_desktop.domain.events import happening_order
from rhs_desktop.domain.profile import Profile
from rhs_desktop.ui.parts import words
from rhs_desktop.ui.theme import Theme, set_kind
from rhs_desktop.words import common
from rhs_desktop.words.events import happened

if TYPE_CHECKING:
    from rhs_desktop.services.overview import Entry


class PanelHistory(QWidget):
    """The day, what happened on it with who recorded it below, and a way to take it back.

    `undo_wanted` carries the number of the entry.
    """

    undo_wanted = Signal(int)

    def __init__(self, timeline: Iterable[Entry], profile: Profile, today: date, theme: Theme) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * theme.unit)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        shown_day = None
        for line, entry in enumerate(sorted(timeline, key=_when, reverse=True)):
            event = entry.record.event
            day = words("" if event.on == shown_day else common.near_day(event.on, today), "muted", wrap=False)
            shown_day = event.on
            grid.addWidget(day, 3 * line, 0, Qt.AlignmentFlag.AlignTop)
            gone = entry.taken_back is not None
            text = happened(event, profile, today)
            what = words(text, "gone" if gone else "")
            if gone:
                what.setAccessibleName(f"Ångrat: {text}")
            grid.addWidget(what, 3 * line, 1)
            if not gone:
                grid.addWidget(self._undo(entry.record.id, text, theme), 3 * line, 2, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(words(recorded_by(entry, today), "small"), 3 * line + 1, 1)
            grid.setRowMinimumHeight(3 * line + 2, 2 * theme.unit)

    def _undo(self, entry: int, text: str, theme: Theme) -> QToolButton:
        button = QToolButton()
        set_kind(button, "icon")
        button.setIcon(theme.icon("undo", "muted"))
        button.setIconSize(QSize(theme.icon_size, theme.icon_size))
        button.setAccessibleName(f"Ångra: {text}")
        button.setToolTip("Ångra det här…")
        button.setProperty("entry", entry)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(self._pressed)
        return button

    @Slot()
    def _pressed(self) -> None:
        self.undo_wanted.emit(self.sender().property("entry"))


def _when(entry: Entry) -> tuple[object, ...]:
    return (happening_order(entry.record.event), entry.record.id)


def recorded_by(entry: Entry, today: date) -> str:
    """`09:12, Anna Ek`, and when it was entered another day than it happened; who took it back."""
    event, record = entry.record.event, entry.record
    parts = [common.clock(event.at), record.by]
    if record.recorded_at.date() != event.on:
        parts.append(f"infört {common.near_day(record.recorded_at.date(), today)}")
    text = ", ".join(part for part in parts if part)
    if entry.taken_back is None:
        return text
    back = entry.taken_back
    return f"{text} · ångrat {common.near_day(back.recorded_at.date(), today)} av {back.by}"
