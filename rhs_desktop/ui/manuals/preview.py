"""Preview of another manual: the cases that follow it, the dates of a new case, and the differences."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QGridLayout, QVBoxLayout, QWidget

from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.services.context import Context
from rhs_desktop.services.manuals.overview import ManualPreview
from rhs_desktop.strings.manuals import changes
from rhs_desktop.strings.manuals import manuals as strings
from rhs_desktop.ui.manuals.fields import scrolled
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme


class PreviewPage(QWidget):
    """`rounds` are the checkboxes of rounds whose new cases can follow the manual. Signal: `used`: round, tick."""

    used = Signal(int, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._unit = theme.unit
        self.rounds: dict[int, QCheckBox] = {}
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 3 * theme.unit, 3 * theme.unit, 3 * theme.unit)
        self._shown = QWidget()
        self._column.addWidget(self._shown)
        self._column.addStretch(1)
        scrolled(self, self._column)

    @property
    def texts(self) -> list[str]:
        """All lines from the top."""
        return [label.text() for label in self._shown.findChildren(type(text_label("")))]

    def say(self, text: str) -> None:
        """Show a text in place of the preview."""
        fresh, column = self._begin()
        column.addWidget(text_label(text, "muted"))
        self._swap(fresh)

    def show_preview(
        self,
        ctx: Context,
        preview: ManualPreview,
        before: Profile,
        after: Profile,
        *,
        use_in: Iterable[int] | None = None,
    ) -> None:
        """Show a preview. `use_in` are the rounds that are ticked; None where there are no checkboxes."""
        fresh, column = self._begin()
        column.addWidget(text_label(strings.WHOM, "section"))
        if use_in is not None:
            self._add_rounds(column, preview, frozenset(use_in))
        for one in preview.keeping:
            manual = strings.title(ctx.profiles[one.profile]) if one.profile in ctx.profiles else one.profile
            told = changes.keeps(manual, one.open, one.before_invitation, one.finished)
            column.addWidget(text_label(f"{one.round.name}: {told}"))
        if not preview.keeping:
            column.addWidget(text_label(strings.NOBODY))
        column.addSpacing(2 * self._unit)
        column.addWidget(text_label(strings.DATES, "section"))
        if preview.shifts:
            column.addLayout(self._dates(preview, ctx.today))
        else:
            column.addWidget(text_label(strings.NO_DATES, "muted"))
        column.addSpacing(2 * self._unit)
        column.addWidget(text_label(strings.TEXTS, "section"))
        for difference in preview.differences:
            column.addWidget(text_label(f"•  {changes.difference(difference, before, after)}"))
        if not preview.differences:
            column.addWidget(text_label(strings.NO_DIFFERENCE, "muted"))
        self._swap(fresh)

    def _begin(self) -> tuple[QWidget, QVBoxLayout]:
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * self._unit)
        self.rounds = {}
        return fresh, column

    def _swap(self, fresh: QWidget) -> None:
        self._column.replaceWidget(self._shown, fresh)
        self._shown.deleteLater()
        self._shown = fresh
        fresh.show()

    def _add_rounds(self, column: QVBoxLayout, preview: ManualPreview, use_in: frozenset[int]) -> None:
        for one in preview.rounds:
            tick = QCheckBox(strings.new_cases(one.name))
            tick.setProperty("round", one.id)
            tick.setChecked(one.id in use_in)
            tick.toggled.connect(self._ticked)
            self.rounds[one.id] = tick
            column.addWidget(tick)

    def _dates(self, preview: ManualPreview, today: date) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6 * self._unit)
        grid.setVerticalSpacing(self._unit)
        grid.setColumnStretch(len(strings.HEADINGS), 1)
        for place, heading in enumerate(strings.HEADINGS):
            grid.addWidget(text_label(heading, "muted", wrap=False), 0, place)
        for row, shift in enumerate(preview.shifts, 1):
            days = (changes.day_of(shift.before, today), changes.day_of(shift.after, today))
            for place, text in enumerate((changes.SCENES[shift.scene], changes.step_of(shift), *days)):
                grid.addWidget(text_label(text, "strong" if place == len(days) + 1 else "", wrap=False), row, place)
        return grid

    @Slot(bool)
    def _ticked(self, on: bool) -> None:
        sender = self.sender()
        if sender is not None:
            self.used.emit(sender.property("round"), on)
