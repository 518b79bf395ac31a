"""Ångra tidigare: what was done, what taking it back would do, and why it cannot be taken back where it cannot."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.profile import Profile
from rhs_desktop.services import overview, undoing
from rhs_desktop.services.undoing import Because, Obstacle, PastAct, UndoPlan
from rhs_desktop.ui.change import Change
from rhs_desktop.ui.dialogs.banner import Banner
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.people_table import Line, PeopleTable
from rhs_desktop.ui.dialogs.side_sheet import SideSheet
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.messages import CLOSE
from rhs_desktop.ui.parts import words
from rhs_desktop.words import acts, common
from rhs_desktop.words import undoing as said
from rhs_desktop.words.trouble import said as trouble_said

_OBSTACLES_SHOWN = 10


class UndoDialog(Frame):
    """`change` says afterwards what was taken back. `entry`: a case and a line of its timeline, instead of the list."""

    def __init__(self, parent: QWidget | None, tools: Tools, entry: tuple[int, int] | None = None) -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.UNDO, cancel=CLOSE, fixed=False)
        self.w = tools.workplace
        self.entry = entry
        self.change: Change | None = None
        self.past = () if entry else undoing.recent(self.w)
        self.plan: UndoPlan | None = None
        self.list = PeopleTable(tools.theme, said.LIST, said.COLUMNS, (16, 14))
        self.sheet = SideSheet(tools.theme, said.TAKES_BACK)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._undo)
        self.list.picked.connect(self._picked)

        self._lay_out()
        self.primary.setEnabled(False)
        if entry:
            self._show_plan(undoing.plan_undo_entry(self.w, *entry))
        elif self.past:
            self.list.load(self._line(turn, past) for turn, past in enumerate(self.past))
            self.list.select_line(0)
        else:
            self.sheet.show_parts([words(said.NOTHING_DONE, "muted")])

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(5 * self.theme.unit)
        both.addWidget(self.list, 3)
        both.addWidget(self.sheet, 2)
        self.list.setVisible(self.entry is None)
        self.content.addLayout(both, 1)
        self.content.addWidget(words(said.KEPT, "small"))
        if self.entry:
            self.resize_to(60, 20)
        else:
            self.resize_to(130, 32)

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools, entry: tuple[int, int] | None = None) -> Change | None:
        """What was taken back, or None."""
        dialog = cls(parent, tools, entry)
        dialog.run(tools.messages)
        return dialog.change

    # ---- showing ----------------------------------------------------------------------------------------------------

    def _line(self, turn: int, past: PastAct) -> Line:
        act = past.act
        what = acts.done(act.kind, len(past.cases), act.details)
        texts = (common.stamp(act.at, self.w.today), act.user, what)
        return Line(turn, texts, "undo", "muted") if past.by else Line(turn, texts)

    @Slot(object)
    def _picked(self, turn: int | None) -> None:
        self.say("")
        if turn is None:
            return
        self._show_plan(undoing.plan_undo(self.w, self.past[turn].act.id), self.past[turn])

    def _show_plan(self, plan: UndoPlan, past: PastAct | None = None) -> None:
        self.plan = plan
        self.primary.setEnabled(plan.possible)
        parts: list[QWidget] = []
        because = {one.because for one in plan.obstacles}
        if past and past.by:
            back = past.by
            day = common.near_day(back.at.date(), self.w.today)
            parts.append(Banner(self.theme, "info", said.ALREADY.format(day=day, who=back.user)))
        elif because & {Because.NOTHING, Because.TAKEN_BACK, Because.APART}:
            parts.append(Banner(self.theme, "info", said.HOLDS_NOTHING))
        elif Because.ERASED in because:
            parts.append(Banner(self.theme, "warn", said.ERASED))
        elif plan.obstacles:
            parts.append(words(said.IN_THE_WAY, "section"))
            parts.append(Banner(self.theme, "warn", said.FIRST_THESE))
            parts += [words(text) for text in self._obstacles(plan.obstacles)]
        if plan.entries or plan.changes:
            parts.append(words(said.TAKES_BACK, "section"))
            parts += [words(text) for text in said.takes_back(plan.entries, self._profile_of, self.w.today)]
            parts += [words(text) for text in said.puts_back(Counter(change.what for change in plan.changes))]
        if plan.cases:
            parts.append(words(said.IN_CASES, "section"))
            parts.append(words(said.names(list(self._names(plan.cases).values()))))
        self.sheet.show_parts(parts)

    def _obstacles(self, obstacles: tuple[Obstacle, ...]) -> list[str]:
        names = self._names([one.case for one in obstacles if one.case is not None])
        acts_by_id = {past.act.id: past for past in (self.past or undoing.recent(self.w))}
        lines = []
        for one in obstacles[:_OBSTACLES_SHOWN]:
            past = acts_by_id.get(one.act or 0)
            name = names.get(one.case or 0, "")
            if past is None:
                lines.append(name)
                continue
            what = acts.done(past.act.kind, len(past.cases), past.act.details)
            lines.append(said.obstacle(name, what, common.stamp(past.act.at, self.w.today), past.act.user))
        left = len(obstacles) - len(lines)
        return [*lines, f"… och {common.number(left)} till"] if left else lines

    def _names(self, cases: list[int] | tuple[int, ...]) -> dict[int, str]:
        found = {row.case: row.name for row in overview.load_some(self.w, cases)}
        return {case: found[case] for case in cases if case in found}

    def _profile_of(self, case: int) -> Profile:
        """The case's manual, for its words; of one that is gone any other's must do."""
        return self.w.profiles.get(self.w.store.profile_of(case)) or next(iter(self.w.profiles.values()))

    # ---- doing ------------------------------------------------------------------------------------------------------

    @Slot()
    def _undo(self) -> None:
        if self.plan is None:
            return
        try:
            done = undoing.undo_entry(self.w, *self.entry) if self.entry else undoing.undo(self.w, self.plan.act.id)
        except ExpectedError as error:
            self.say(trouble_said(error))
            return
        beyond_cases = done.batch is not None or not done.cases
        says = acts.done(done.kind, len(done.cases), done.details)
        cases = None if beyond_cases else frozenset(done.cases)
        self.change = Change(says, cases, redoable=undoing.redoable(self.w) is not None)
        self.accept()
