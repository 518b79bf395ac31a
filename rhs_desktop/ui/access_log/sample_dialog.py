"""Stickprov: draws a random sample of the access log, in which the reviewer marks deviations, and records it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QSplitter,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from rhs_desktop.domain.access_log.entries import LogLine
from rhs_desktop.domain.access_log.samples import SAMPLE_SIZE, months_before
from rhs_desktop.domain.errors import ExpectedError, HistoryRefusal
from rhs_desktop.services.access_log import review
from rhs_desktop.services.access_log.review import LogQuery, Sample
from rhs_desktop.strings.access_log import entries as said
from rhs_desktop.strings.access_log import samples as sampling
from rhs_desktop.strings.errors import said as told
from rhs_desktop.ui.access_log.text import full
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import DayEdit, FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.table_setup import choose_row

_EARLIER_SHOWN = 12
_MOST = 500


class SampleDialog(BaseDialog):
    """`recorded` says whether a sample was recorded."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, sampling.SAMPLE_TITLE, sampling.RECORD, cancel=CLOSE, fixed=False)
        self.ctx = tools.context
        self.sample: Sample | None = None
        self.deviating: set[int] = set()
        self.recorded = False
        found = review.enter(self.ctx)
        earlier = review.samples(self.ctx, _EARLIER_SHOWN)
        today = self.ctx.today
        begun = found.extent.begun.date() if found.extent.begun else today
        last = earlier[0].at.date() if earlier else months_before(today, 1)
        self.begin = DayEdit(max(last, begun))
        self.end = DayEdit(today)
        self.user = QComboBox()
        self.user.addItem(said.ANYBODY, None)
        for name in found.users:
            self.user.addItem(name or said.NOBODY, name)
        self.how_many = QSpinBox()
        self.how_many.setRange(1, _MOST)
        self.how_many.setValue(SAMPLE_SIZE)
        self.draw = QPushButton(sampling.DRAW)
        self.draw.setAutoDefault(False)
        self.count = text_label("", "strong")
        self.list = LinesTable(
            *(tools.theme, sampling.SAMPLE_TITLE, sampling.SAMPLE_COLUMNS, (20, 18, 16, 30, 28)),
            several=False,
            first=True,
        )
        self.line = QTextBrowser()
        self.line.setAccessibleName(said.THE_LINE)
        self.note = QLineEdit()
        self.note_field = FormField(sampling.NOTE, self.note, sampling.NOTE_HINT)
        self.earlier = LinesTable(tools.theme, sampling.EARLIER, sampling.EARLIER_COLUMNS, (12, 18, 24))
        self.earlier.load(self._earlier(earlier))
        self.tabs = QTabWidget()

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.draw.clicked.connect(self.draw_lines)
        self.list.ticked.connect(self._tick)
        self.list.picked.connect(self._picked)

        self._lay_out()
        self._paint()
        self.draw.setFocus()

    def _lay_out(self) -> None:
        unit = self.theme.unit
        row = QHBoxLayout()
        row.setSpacing(3 * unit)
        for field in (
            *(FormField(said.FROM, self.begin), FormField(said.TO, self.end), FormField(said.USER, self.user)),
            FormField(sampling.SIZE, self.how_many),
        ):
            row.addWidget(field)
        row.addWidget(self.draw, 0, Qt.AlignmentFlag.AlignBottom)
        row.addWidget(self.count, 1, Qt.AlignmentFlag.AlignBottom)
        both = QSplitter(Qt.Orientation.Vertical)
        both.addWidget(self.list)
        both.addWidget(self.line)
        both.setStretchFactor(0, 5)
        both.setStretchFactor(1, 2)
        both.setChildrenCollapsible(False)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 3 * unit, 0, 0)
        column.setSpacing(2 * unit)
        column.addWidget(text_label(sampling.HOW, "small"))
        column.addLayout(row)
        column.addWidget(both, 1)
        column.addWidget(self.note_field)
        self.tabs.addTab(page, sampling.SAMPLE_TAB)
        self.tabs.addTab(self.earlier, sampling.EARLIER)
        self.content.addWidget(self.tabs, 1)
        self.resize_to(140, 42)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> bool:
        """Returns whether a sample was recorded. Raises NotLogged where its opening could not be logged."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.recorded

    @Slot()
    def draw_lines(self) -> None:
        """Draw another sample, of the chosen days and user."""
        wanted = LogQuery(self.begin.day, self.end.day, self.user.currentData())
        self.say("")
        self.deviating.clear()
        self.sample = None
        try:
            self.sample = review.draw_sample(self.ctx, wanted, self.how_many.value())
        except ExpectedError as error:
            self.say(told(error))
        self._paint()
        if self.sample:
            choose_row(self.list, 0)
            self.list.setFocus()

    def _paint(self) -> None:
        sample = self.sample
        self.list.load(self._lines(sample) if sample else ())
        self.count.setText(sampling.drawn(len(sample.lines), sample.out_of) if sample else "")
        self.primary.setText(sampling.record(len(self.deviating)) if sample else sampling.RECORD)
        self.primary.setEnabled(sample is not None)
        self.note_field.setEnabled(sample is not None)
        if sample is None:
            self.line.clear()

    def _lines(self, sample: Sample) -> Iterator[Line]:
        for line in sample.lines:
            deviates = line.number in self.deviating
            texts = (
                *(
                    sampling.DEVIATES if deviates else sampling.FINE,
                    said.moment(line.at),
                    said.user(line),
                    said.what(line),
                ),
                *(said.who(line, sample.people), said.more(line)),
            )
            yield Line(line.number, texts, deviates)

    def _earlier(self, samples: tuple[review.Checked, ...]) -> Iterator[Line]:
        for turn, one in enumerate(samples):
            outcome = sampling.outcome(one.size, one.out_of, len(one.deviating))
            texts = (
                f"{one.at:%Y-%m-%d}",
                one.user,
                sampling.period(one.begin, one.end),
                f"{outcome}. {one.note}".strip(),
            )
            yield Line(turn, texts)

    @Slot(object, bool)
    def _tick(self, numbers: Sequence[int], deviates: bool) -> None:
        if deviates:
            self.deviating.update(numbers)
        else:
            self.deviating.difference_update(numbers)
        self.say("")
        self._paint()

    @Slot(object)
    def _picked(self, number: int | None) -> None:
        found: LogLine | None = None
        if self.sample:
            found = next((line for line in self.sample.lines if line.number == number), None)
        self.line.setHtml(full(found, self.sample.people) if found and self.sample else "")

    @Slot()
    def _save(self) -> None:
        if self.sample is None:
            return
        try:
            review.record_sample(self.ctx, self.sample, self.deviating, self.note.text())
        except ExpectedError as error:
            self.note_field.complain(told(error)) if error.code is HistoryRefusal.NOTE_MISSING else self.say(
                told(error)
            )
            return
        self.recorded = True
        self.accept()
