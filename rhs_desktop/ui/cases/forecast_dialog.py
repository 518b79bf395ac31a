"""Kommande: the next ten working days as lines, each of which opens its list of cases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.cases.steps import Queue
from rhs_desktop.domain.forecast import ByItself, DayAhead, Forecast, What
from rhs_desktop.services import settings
from rhs_desktop.services.cases.forecast import forecast
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import forecast as said
from rhs_desktop.strings.cases.process import QUEUE
from rhs_desktop.ui.act_result import CaseSelection
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable
from rhs_desktop.ui.widgets.messages import CLOSE


class Ahead(NamedTuple):
    """One line: the day, its text in full and short, who does it, and the cases."""

    on: date
    what: str
    short: str
    who: str
    cases: tuple[int, ...]


def lines_of(ahead: Forecast, today: date) -> list[Ahead]:
    """The lines day by day: own work in the order of the counters, then what 1177 does."""
    return [one for day in ahead for one in _of_day(day, today)]


def _of_day(day: DayAhead, today: date) -> Iterator[Ahead]:
    for queue in Queue:
        if day.count(queue):
            yield Ahead(day.on, QUEUE[queue], QUEUE[queue].lower(), said.OURS, day.cases[queue])
    by_itself: tuple[tuple[str, str, tuple[What, ...]], ...] = (
        (said.closing(day, today), said.CLOSES_SHORT, (ByItself.CLOSES_UNREAD, ByItself.CLOSES_READ)),
        (said.reminding(day, today), said.REMINDS_SHORT, (ByItself.REMINDS,)),
    )
    for text, short, kinds in by_itself:
        if text:
            yield Ahead(
                day.on, text, short, said.THEIRS, tuple(case for kind in kinds for case in day.cases.get(kind, ()))
            )


class ForecastDialog(BaseDialog):
    """`look` is the selection to show in the window."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.SHOW, cancel=CLOSE, fixed=False)
        self.ctx = tools.context
        self.look: CaseSelection | None = None
        self.ahead = lines_of(forecast(self.ctx, settings.load(self.ctx).round), self.ctx.today)
        self.list = LinesTable(tools.theme, said.TITLE, said.COLUMNS, (18, 8, 16))

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._open)
        self.list.picked.connect(self._picked)
        self.list.doubleClicked.connect(self._open)

        self.content.addWidget(text_label(said.INTRO if self.ahead else said.NOTHING, "muted"))
        self.content.addWidget(self.list, 1)
        self.list.setVisible(bool(self.ahead))
        self.primary.setEnabled(False)
        self.resize_to(118, 30)
        self.list.load(self._lines())
        if self.ahead:
            self.list.select_line(0)

    def _lines(self) -> Iterator[Line]:
        before = None
        for turn, one in enumerate(self.ahead):
            day = "" if one.on == before else said.day(one.on, self.ctx.today)
            before = one.on
            yield Line(turn, (day, common.number(len(one.cases)), one.who, one.what))

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> CaseSelection | None:
        """Returns the selection to show, or None."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.look

    @Slot(object)
    def _picked(self, turn: int | None) -> None:
        self.primary.setEnabled(turn is not None)
        if turn is not None:
            self.primary.setText(said.show(len(self.ahead[turn].cases)))

    @Slot()
    def _open(self) -> None:
        if not self.list.selected:
            return
        one = self.ahead[self.list.selected[0]]
        title = said.selection(one.on, one.short, self.ctx.today)
        self.look = CaseSelection(title, frozenset(one.cases))
        self.accept()
