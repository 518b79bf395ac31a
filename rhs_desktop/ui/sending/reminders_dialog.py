"""Dialog that reminds all residents who are due: numbers to copy to 1177, then a confirmation of who was reminded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.services import settings
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.sending import reminders
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import process, recording
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.sending import reminders as strings
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.columns import dashed
from rhs_desktop.ui.case_list.masked_number import as_chosen
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.dialog import BaseDialog, line
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable, ticked_line
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.table_setup import choose_row
from rhs_desktop.ui.widgets.theme import set_kind


class RemindersDialog(BaseDialog):
    """`change` is what was recorded, None if nothing was. Without `cases`: all who are due in the round shown."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, cases: Sequence[int] = ()) -> None:
        super().__init__(parent, tools.theme, strings.TITLE, strings.confirm(0), cancel=CLOSE, fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.number = as_chosen(self.ctx)
        self.change: ActResult | None = None
        self.people, self.others = reminders.of_one_message(self.ctx, self._people(cases))
        tools.watch.listed(CopiedData.TO_REMIND, [row.case for row in self.people])
        self.ticked = {row.case for row in self.people}
        self.copied: set[int] = set()
        self.profile_of = self._profiles()
        self.opened_on = {row.case: self.ctx.store.state(row.case).opened_on for row in self.people}
        self.profiles = list({profile.reminding: profile for profile in self.profile_of.values()}.values())
        self.table = LinesTable(tools.theme, strings.NAME, strings.COLUMNS, (15, 17, 8, 12), several=False, first=True)
        self.count = text_label("", "strong")
        self.copy_message = QPushButton(strings.COPY_MESSAGE)
        self.copy_next = QPushButton(strings.COPY_NEXT)
        self.copy_all = QPushButton(strings.copy_all(len(self.people)))

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.table.ticked.connect(self._tick)
        self.copy_message.clicked.connect(self._copy_message)
        self.copy_next.clicked.connect(self._copy_next)
        self.copy_all.clicked.connect(self._copy_all)
        QShortcut(QKeySequence("C"), self.table).activated.connect(self._copy_next)

        self._lay_out()
        self._show()

    def _people(self, cases: Sequence[int]) -> list[CaseRow]:
        wanted = set(cases)
        found = reminders.due(self.ctx, None if wanted else settings.load(self.ctx).round)
        return [row for row in found if not wanted or row.case in wanted]

    def _profiles(self) -> dict[int, Profile]:
        """The manual of each case."""
        return {row.case: self.ctx.profiles[self.ctx.store.profile_of(row.case)] for row in self.people}

    def _lay_out(self) -> None:
        unit = self.theme.unit
        side = QVBoxLayout()
        side.setSpacing(2 * unit)
        for profile in self.profiles:
            side.addWidget(text_label(strings.HOW, "section"))
            for turn, step in enumerate(profile.reminding, start=1):
                side.addWidget(text_label(f"{turn}. {step.text}", "small"))
            side.addWidget(text_label(strings.message(profile.reminder.name), "strong"))
        side.addWidget(self.copy_message)
        side.addWidget(line())
        side.addWidget(text_label(strings.NUMBERS, "section"))
        side.addWidget(self.copy_next)
        side.addWidget(self.copy_all)
        side.addWidget(line())
        for days in dict.fromkeys(profile.days.automatic_reminder for profile in self.profile_of.values()):
            side.addWidget(text_label(strings.automatic_rule(days), "small"))
        side.addStretch(1)
        for button in (self.copy_message, self.copy_next, self.copy_all):
            button.setAutoDefault(False)
            button.setEnabled(bool(self.people))
        inside = QWidget()
        inside.setLayout(side)
        side.setContentsMargins(0, 0, 2 * unit, 0)
        right = QScrollArea()
        right.setWidgetResizable(True)
        right.setFrameShape(QScrollArea.Shape.NoFrame)
        right.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right.setWidget(inside)
        set_kind(right, "plain")
        right.setFixedWidth(44 * self.fontMetrics().averageCharWidth())
        left = QVBoxLayout()
        left.setSpacing(2 * unit)
        left.addWidget(self.count)
        left.addWidget(self.table, 1)
        left.addWidget(text_label(strings.SENT_QUESTION, "small"))
        both = QHBoxLayout()
        both.setSpacing(5 * unit)
        both.addLayout(left, 1)
        both.addWidget(right)
        notes = " ".join(dict.fromkeys(profile.reminder.note for profile in self.profiles))
        told = (notes, strings.TRAP, strings.others(len(self.others)))
        self.content.addWidget(Banner(self.theme, "info", " ".join(filter(None, told))))
        hours = reminders.outside_hours(self.ctx, [row.case for row in self.people])
        self.warning = Banner(self.theme, "warn", strings.outside_hours(self.ctx.now, hours) if hours else "")
        self.content.addWidget(self.warning)
        self.content.addLayout(both, 1)
        self.resize_to(136, 32)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, cases: Sequence[int] = ()) -> ActResult | None:
        """What was recorded, or None."""
        dialog = cls(parent, tools, cases)
        dialog.run(tools.messages)
        return dialog.change

    def _show(self) -> None:
        count = len(self.ticked)
        self.table.load(self._line(row) for row in self.people)
        self.count.setText(strings.chosen(count, len(self.people)) if self.people else strings.NOBODY)
        self.primary.setText(strings.confirm(count))
        self.primary.setEnabled(count > 0)
        self.copy_all.setText(strings.copy_all(count))
        self.copy_all.setEnabled(count > 0)
        self.copy_next.setEnabled(count > 0)

    def _line(self, row: CaseRow) -> Line:
        today = self.ctx.today
        invited = row.invited_on or today
        days = self.profile_of[row.case].days.automatic_reminder
        texts = (
            self.number(dashed(row)),
            row.name,
            common.day(invited, today),
            strings.automatic(self.opened_on[row.case], invited + timedelta(days=days), today),
            strings.COPIED if row.case in self.copied else "",
        )
        return ticked_line(row.case, texts, row.case in self.ticked)

    @Slot(object, bool)
    def _tick(self, cases: Sequence[int], on: bool) -> None:
        if on:
            self.ticked.update(cases)
        else:
            self.ticked.difference_update(cases)
        self.say("")
        self._show()

    @Slot()
    def _copy_message(self) -> None:
        self.tools.clipboard.copy("\n".join(profile.reminder.name for profile in self.profiles), strings.MESSAGE_NAME)

    @Slot()
    def _copy_next(self) -> None:
        """The first ticked number that has not been copied, from the top; when all have been, from the top again."""
        left = [row for row in self.people if row.case in self.ticked]
        if not left:
            return
        row = next((row for row in left if row.case not in self.copied), None)
        if row is None:
            self.copied.clear()
            row = left[0]
        if not self._copy_numbers([row]):
            return
        self.copied.add(row.case)
        choose_row(self.table, self.people.index(row))
        self._show()

    @Slot()
    def _copy_all(self) -> None:
        chosen = [row for row in self.people if row.case in self.ticked]
        if self._copy_numbers(chosen):
            self.copied.update(row.case for row in chosen)
        self._show()

    def _copy_numbers(self, rows: Sequence[CaseRow]) -> bool:
        """Copy the numbers; False, and nothing copied, where the access log cannot be written."""
        words, cases = recording.numbers(len(rows)), tuple(row.case for row in rows)
        return self.tools.copy(self, CopiedText("\n".join(map(dashed, rows)), CopiedData.NUMBER, words, cases))

    @Slot()
    def _save(self) -> None:
        try:
            done = reminders.confirm_reminded(self.ctx, [row.case for row in self.people if row.case in self.ticked])
        except ExpectedError as error:
            self.say(said(error))
            return
        self.change = ActResult(process.done(done.kind, len(done.cases), done.details), frozenset(done.cases))
        self.accept()
