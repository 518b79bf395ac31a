"""The check in Cosmic of several people, by number keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.strings.cases import recording as said
from rhs_desktop.strings.cases.process import ELIGIBILITY
from rhs_desktop.strings.errors import said as told
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.columns import dashed
from rhs_desktop.ui.case_list.masked_number import as_chosen
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.mark_table import Mark, MarkTable, PersonMark
from rhs_desktop.ui.widgets.palette import State
from rhs_desktop.ui.widgets.radio_choices import key_cap

_STATES = {Eligibility.LISTED_ALIVE: State.DONE}
MARKS = tuple(Mark(what, label, _STATES.get(what, State.EXCLUDED)) for what, label in ELIGIBILITY.items())


class CosmicManyDialog(BaseDialog):
    """`change` is what was saved. Numbers are copied one by one or all at once; the rest can be marked as listed and
    alive."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, cases: Sequence[int]) -> None:
        super().__init__(parent, tools.theme, said.CHECK_TITLE, "", fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.change: ActResult | None = None
        self.results: dict[int, Eligibility] = {}
        self.reasons: dict[int, str] = {}
        self._copied: set[int] = set()
        self._undo: list[Mapping[int, Eligibility]] = []
        self.table = MarkTable(tools.theme, said.CHECK_TITLE, MARKS, said.CHECK_COLUMNS)
        self.count = text_label("", "strong")
        self.rest = QPushButton("")
        self.copy_all = QPushButton(said.COPY_ALL)
        self.reason = QLineEdit()
        self.reason_field = FormField(said.REASON, self.reason, said.REASON_HINT)
        self._buttons = [QPushButton(mark.label) for mark in MARKS]

        self.table.marked.connect(self._mark)
        self.table.unmarked.connect(self._unmark)
        self.table.copy_wanted.connect(self._copy)
        self.table.selectionModel().currentRowChanged.connect(self._paint)
        self.rest.clicked.connect(self._mark_rest)
        self.copy_all.clicked.connect(self._copy_all)
        self.reason.textEdited.connect(self._say_reason)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        for button, mark in zip(self._buttons, MARKS, strict=True):
            button.setProperty("result", mark.value)
            button.clicked.connect(self._pressed)

        self._lay_out(tools.theme.unit)
        rows = {row.case: row for row in case_list.load_some(self.ctx, cases)}
        tools.watch.listed(CopiedData.COSMIC_CHECK, rows)
        number = as_chosen(self.ctx)
        self.table.load_people(
            PersonMark(case, rows[case].name, number(dashed(rows[case]))) for case in cases if case in rows
        )
        self._paint()
        self.table.setFocus()

    def _lay_out(self, unit: int) -> None:
        marks = QHBoxLayout()
        marks.setSpacing(2 * unit)
        for turn, button in enumerate(self._buttons, start=1):
            button.setAutoDefault(False)
            marks.addWidget(key_cap(str(turn)))
            marks.addWidget(button)
        marks.addStretch(1)
        more = QHBoxLayout()
        more.setSpacing(2 * unit)
        for button in (self.rest, self.copy_all):
            button.setAutoDefault(False)
            more.addWidget(button)
        more.addStretch(1)
        self.content.addWidget(text_label(said.CHECK_HOW, "muted"))
        self.content.addWidget(self.count)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(marks)
        self.content.addWidget(self.reason_field)
        self.content.addLayout(more)
        self.resize_to(124, 40)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, cases: Sequence[int]) -> ActResult | None:
        """Returns what was saved, or None."""
        dialog = cls(parent, tools, cases)
        dialog.run(tools.messages)
        return dialog.change

    @Slot(object, object)
    def _mark(self, cases: Sequence[int], result: Eligibility) -> None:
        self.results |= dict.fromkeys(cases, Eligibility(result))
        if cases and result is not Eligibility.OTHER:
            self.table.go_to(self._next(cases[-1]))
        self._paint()
        if result is Eligibility.OTHER:
            self.reason.setFocus()

    @Slot(object)
    def _unmark(self, cases: Sequence[int]) -> None:
        for case in cases:
            self.results.pop(case, None)
            self.reasons.pop(case, None)
        self._paint()

    @Slot()
    def _pressed(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.table.mark_selected(sender.property("result"))
            if self.results.get(self.table.current_case or 0) is not Eligibility.OTHER:
                self.table.setFocus()

    @Slot()
    def _mark_rest(self) -> None:
        self.results |= dict.fromkeys(self._unmarked(), Eligibility.LISTED_ALIVE)
        self._paint()
        self.primary.setFocus()

    @Slot(str)
    def _say_reason(self, text: str) -> None:
        if self.table.current_case is not None:
            self.reasons[self.table.current_case] = text
        self._paint()

    @Slot(object)
    def _copy(self, cases: Sequence[int]) -> None:
        numbers = [person.number for person in self.table.people if person.case in set(cases)]
        words = said.numbers(len(numbers))
        if self.tools.copy(self, CopiedText("\n".join(numbers), CopiedData.NUMBER, words, tuple(cases))):
            self._copied.update(cases)
        self._paint()

    @Slot()
    def _copy_all(self) -> None:
        self._copy([person.case for person in self.table.people])

    def _unmarked(self) -> list[int]:
        return [person.case for person in self.table.people if person.case not in self.results]

    def _next(self, case: int) -> int:
        """The next unmarked case below; else the first unmarked; else the same case."""
        order = [person.case for person in self.table.people]
        waiting = set(self._unmarked())
        after = order[order.index(case) + 1 :]
        return next((one for one in (*after, *order) if one in waiting), case)

    @Slot()
    def _paint(self) -> None:
        self.table.say(self.results, self.reasons, self._copied)
        counts: dict[Eligibility, int] = {}
        for result in self.results.values():
            counts[result] = counts.get(result, 0) + 1
        left = len(self._unmarked())
        self.count.setText(said.check_count(counts, left))
        self.rest.setText(said.rest_listed(left))
        self.rest.setVisible(bool(left))
        current = self.table.current_case
        other = current is not None and self.results.get(current) is Eligibility.OTHER
        self.reason_field.setVisible(other)
        if other and current is not None and not self.reason.hasFocus():
            self.reason.setText(self.reasons.get(current, ""))
        without = [case for case, what in self.results.items() if what is Eligibility.OTHER and not self._reason(case)]
        self.primary.setText(said.save_checks(len(self.results)))
        self.primary.setEnabled(bool(self.results) and not without)
        self.say(said.REASON_MISSING if without and not other else "")

    def _reason(self, case: int) -> str:
        return self.reasons.get(case, "").strip()

    @Slot()
    def _save(self) -> None:
        groups: dict[tuple[Eligibility, str], list[int]] = {}
        for person in self.table.people:
            if person.case in self.results:
                result = self.results[person.case]
                reason = self._reason(person.case) if result is Eligibility.OTHER else ""
                groups.setdefault((result, reason), []).append(person.case)
        touched: set[int] = set()
        counts: dict[Eligibility, int] = {}
        for (result, reason), cases in groups.items():
            try:
                done = record.check_cosmic(self.ctx, cases, result, reason)
            except ExpectedError as error:
                self.say(told(error))
                break
            touched.update(done.cases)
            counts[result] = counts.get(result, 0) + len(cases)
            for case in cases:
                del self.results[case]
        if touched:
            self.change = ActResult(said.checked(counts), frozenset(touched))
        if not self.results:
            self.accept()
