"""Påminn: all who are due at once. Numbers out to 1177, then what went out is confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.profile import Profile
from rhs_desktop.services import reminding, settings
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.ui.change import Change
from rhs_desktop.ui.columns import dashed
from rhs_desktop.ui.dialogs.banner import Banner
from rhs_desktop.ui.dialogs.frame import Frame, line
from rhs_desktop.ui.dialogs.tick_table import TickLine, TickTable
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.messages import CLOSE
from rhs_desktop.ui.numbers import as_chosen
from rhs_desktop.ui.parts import words
from rhs_desktop.ui.plain_table import choose_row
from rhs_desktop.ui.theme import set_kind
from rhs_desktop.words import acts, casework, common
from rhs_desktop.words import reminding as said
from rhs_desktop.words.trouble import said as trouble_said


class RemindersDialog(Frame):
    """`change` says afterwards what was recorded. Without `cases`: all who are due in the round that is shown."""

    def __init__(self, parent: QWidget | None, tools: Tools, cases: Sequence[int] = ()) -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.confirm(0), cancel=CLOSE, fixed=False)
        self.tools = tools
        self.w = tools.workplace
        self.number = as_chosen(self.w)
        self.change: Change | None = None
        self.people, self.others = reminding.of_one_message(self.w, self._people(cases))
        tools.watch.listed("remind", [row.case for row in self.people])
        self.ticked = {row.case for row in self.people}
        self.copied: set[int] = set()
        self.profile_of = self._profiles()
        self.opened_on = {row.case: self.w.store.state(row.case).opened_on for row in self.people}
        self.profiles = list({profile.reminding: profile for profile in self.profile_of.values()}.values())
        self.table = TickTable(tools.theme, said.NAME, said.COLUMNS, (15, 17, 8, 12))
        self.count = words("", "strong")
        self.copy_message = QPushButton(said.COPY_MESSAGE)
        self.copy_next = QPushButton(said.COPY_NEXT)
        self.copy_all = QPushButton(said.copy_all(len(self.people)))

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
        found = reminding.due(self.w, None if wanted else settings.load(self.w).round)
        return [row for row in found if not wanted or row.case in wanted]

    def _profiles(self) -> dict[int, Profile]:
        """The manual that each person was invited under; usually one for all."""
        return {row.case: self.w.profiles[self.w.store.profile_of(row.case)] for row in self.people}

    def _lay_out(self) -> None:
        unit = self.theme.unit
        side = QVBoxLayout()
        side.setSpacing(2 * unit)
        for profile in self.profiles:
            side.addWidget(words(said.HOW, "section"))
            for turn, step in enumerate(profile.reminding, start=1):
                side.addWidget(words(f"{turn}. {step.text}", "small"))
            side.addWidget(words(f"Meddelande: {profile.reminder.name}", "strong"))
        side.addWidget(self.copy_message)
        side.addWidget(line())
        side.addWidget(words(said.NUMBERS, "section"))
        side.addWidget(self.copy_next)
        side.addWidget(self.copy_all)
        side.addWidget(line())
        for days in dict.fromkeys(profile.days.automatic_reminder for profile in self.profile_of.values()):
            side.addWidget(words(said.automatic_rule(days), "small"))
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
        left.addWidget(words(said.SENT_QUESTION, "small"))
        both = QHBoxLayout()
        both.setSpacing(5 * unit)
        both.addLayout(left, 1)
        both.addWidget(right)
        notes = " ".join(dict.fromkeys(profile.reminder.note for profile in self.profiles))
        told = (notes, said.TRAP, said.others(len(self.others)))
        self.content.addWidget(Banner(self.theme, "info", " ".join(filter(None, told))))
        self.content.addLayout(both, 1)
        self.resize_to(136, 32)

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools, cases: Sequence[int] = ()) -> Change | None:
        """What was recorded, or None."""
        dialog = cls(parent, tools, cases)
        dialog.run(tools.messages)
        return dialog.change

    def _show(self) -> None:
        count = len(self.ticked)
        self.table.load(self._line(row) for row in self.people)
        self.count.setText(said.chosen(count, len(self.people)) if self.people else said.NOBODY)
        self.primary.setText(said.confirm(count))
        self.primary.setEnabled(count > 0)
        self.copy_all.setText(said.copy_all(count))
        self.copy_all.setEnabled(count > 0)
        self.copy_next.setEnabled(count > 0)

    def _line(self, row: CaseRow) -> TickLine:
        today = self.w.today
        invited = row.invited_on or today
        days = self.profile_of[row.case].days.automatic_reminder
        texts = (
            self.number(dashed(row)),
            row.name,
            common.day(invited, today),
            said.automatic(self.opened_on[row.case], invited + timedelta(days=days), today),
            said.COPIED if row.case in self.copied else "",
        )
        return TickLine(row.case, texts, row.case in self.ticked)

    @Slot(int, bool)
    def _tick(self, case: int, on: bool) -> None:
        if on:
            self.ticked.add(case)
        else:
            self.ticked.discard(case)
        self.say("")
        self._show()

    @Slot()
    def _copy_message(self) -> None:
        self.tools.clipboard.copy("\n".join(profile.reminder.name for profile in self.profiles), "Texten")

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
        if not self.tools.copy(self, dashed(row), "Personnumret", [row.case]):
            return
        self.copied.add(row.case)
        choose_row(self.table, self.people.index(row))
        self._show()

    @Slot()
    def _copy_all(self) -> None:
        chosen = [row for row in self.people if row.case in self.ticked]
        cases = [row.case for row in chosen]
        if self.tools.copy(self, "\n".join(map(dashed, chosen)), casework.numbers(len(chosen)), cases):
            self.copied.update(cases)
        self._show()

    @Slot()
    def _save(self) -> None:
        try:
            done = reminding.confirm_reminded(self.w, [row.case for row in self.people if row.case in self.ticked])
        except ExpectedError as error:
            self.say(trouble_said(error))
            return
        self.change = Change(acts.done(done.kind, len(done.cases), done.details), frozenset(done.cases))
        self.accept()
