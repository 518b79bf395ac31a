"""Ångra tidigare: the recorded acts, the effect of undoing one, and the obstacles where that is refused."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.services.cases import case_list, undo
from rhs_desktop.services.cases.undo import Obstacle, PastAct, UndoPlan, UndoRefusal
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import process
from rhs_desktop.strings.cases import undo as said
from rhs_desktop.strings.errors import said as trouble_said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.detail_pane import SideSheet
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable, Look
from rhs_desktop.ui.widgets.messages import CLOSE

_OBSTACLES_SHOWN = 10


class UndoDialog(BaseDialog):
    """`change` is what was undone. `entry`: a case and an entry of its history to undo, instead of the list."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, entry: tuple[int, int] | None = None) -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.UNDO, cancel=CLOSE, fixed=False)
        self.ctx = tools.context
        self.entry = entry
        self.change: ActResult | None = None
        self.past = () if entry else undo.recent(self.ctx)
        self.plan: UndoPlan | None = None
        self.list = LinesTable(tools.theme, said.LIST, said.COLUMNS, (16, 14))
        self.sheet = SideSheet(tools.theme, said.TAKES_BACK)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._undo)
        self.list.picked.connect(self._picked)

        self._lay_out()
        self.primary.setEnabled(False)
        if entry:
            self._show_plan(undo.plan_undo_entry(self.ctx, *entry))
        elif self.past:
            self.list.load(self._line(turn, past) for turn, past in enumerate(self.past))
            self.list.select_line(0)
        else:
            self.sheet.show_parts([text_label(said.NOTHING_DONE, "muted")])

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(5 * self.theme.unit)
        both.addWidget(self.list, 3)
        both.addWidget(self.sheet, 2)
        self.list.setVisible(self.entry is None)
        self.content.addLayout(both, 1)
        self.content.addWidget(text_label(said.KEPT, "small"))
        if self.entry:
            self.resize_to(60, 20)
        else:
            self.resize_to(130, 32)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, entry: tuple[int, int] | None = None) -> ActResult | None:
        """Returns what was undone, or None."""
        dialog = cls(parent, tools, entry)
        dialog.run(tools.messages)
        return dialog.change

    # ---- showing ----------------------------------------------------------------------------------------------------

    def _line(self, turn: int, past: PastAct) -> Line:
        act = past.act
        what = process.done(act.kind, len(past.cases), act.details)
        texts = (common.stamp(act.at, self.ctx.today), act.user, what)
        return Line(turn, texts, looks={len(texts) - 1: Look("undo", "muted")} if past.by else {})

    @Slot(object)
    def _picked(self, turn: int | None) -> None:
        self.say("")
        if turn is None:
            return
        self._show_plan(undo.plan_undo(self.ctx, self.past[turn].act.id), self.past[turn])

    def _show_plan(self, plan: UndoPlan, past: PastAct | None = None) -> None:
        self.plan = plan
        self.primary.setEnabled(plan.possible)
        parts: list[QWidget] = []
        because = {one.because for one in plan.obstacles}
        if past and past.by:
            back = past.by
            day = common.near_day(back.at.date(), self.ctx.today)
            parts.append(Banner(self.theme, "info", said.ALREADY.format(day=day, who=back.user)))
        elif because & {UndoRefusal.NOTHING, UndoRefusal.TAKEN_BACK, UndoRefusal.APART}:
            parts.append(Banner(self.theme, "info", said.HOLDS_NOTHING))
        elif UndoRefusal.ERASED in because:
            parts.append(Banner(self.theme, "warn", said.ERASED))
        elif plan.obstacles:
            parts.append(text_label(said.IN_THE_WAY, "section"))
            parts.append(Banner(self.theme, "warn", said.FIRST_THESE))
            parts += [text_label(text) for text in self._obstacles(plan.obstacles)]
        if plan.entries or plan.changes:
            parts.append(text_label(said.TAKES_BACK, "section"))
            parts += [text_label(text) for text in said.takes_back(plan.entries, self._profile_of, self.ctx.today)]
            parts += [text_label(text) for text in said.puts_back(Counter(change.what for change in plan.changes))]
        if plan.cases:
            parts.append(text_label(said.IN_CASES, "section"))
            parts.append(text_label(said.names(list(self._names(plan.cases).values()))))
        self.sheet.show_parts(parts)

    def _obstacles(self, obstacles: tuple[Obstacle, ...]) -> list[str]:
        names = self._names([one.case for one in obstacles if one.case is not None])
        acts_by_id = {past.act.id: past for past in (self.past or undo.recent(self.ctx))}
        lines = []
        for one in obstacles[:_OBSTACLES_SHOWN]:
            past = acts_by_id.get(one.act or 0)
            name = names.get(one.case or 0, "")
            if past is None:
                lines.append(name)
                continue
            what = process.done(past.act.kind, len(past.cases), past.act.details)
            lines.append(said.obstacle(name, what, common.stamp(past.act.at, self.ctx.today), past.act.user))
        left = len(obstacles) - len(lines)
        return [*lines, said.and_more(left)] if left else lines

    def _names(self, cases: list[int] | tuple[int, ...]) -> dict[int, str]:
        found = {row.case: row.name for row in case_list.load_some(self.ctx, cases)}
        return {case: found[case] for case in cases if case in found}

    def _profile_of(self, case: int) -> Profile:
        """The case's manual; another one, for its texts, where it is no longer there."""
        return self.ctx.profiles.get(self.ctx.store.profile_of(case)) or next(iter(self.ctx.profiles.values()))

    # ---- doing ------------------------------------------------------------------------------------------------------

    @Slot()
    def _undo(self) -> None:
        if self.plan is None:
            return
        try:
            done = undo.undo_entry(self.ctx, *self.entry) if self.entry else undo.undo(self.ctx, self.plan.act.id)
        except ExpectedError as error:
            self.say(trouble_said(error))
            return
        beyond_cases = done.batch is not None or not done.cases
        says = process.done(done.kind, len(done.cases), done.details)
        cases = None if beyond_cases else frozenset(done.cases)
        self.change = ActResult(says, cases, redoable=undo.redoable(self.ctx) is not None)
        self.accept()
