"""Skanna svar: records reply letters one after another; the code identifies the case, a number key the answer."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QFont, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.cases import case_list, record, replies
from rhs_desktop.services.cases.case_list import CaseView
from rhs_desktop.strings.cases import replies as said
from rhs_desktop.strings.cases.replies import Crossed
from rhs_desktop.strings.common import near_day
from rhs_desktop.strings.errors import said as told
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.cases.reply_fields import ReplyFields
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import DayEdit, FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.radio_choices import Choice, RadioChoices


class ReplyDialog(BaseDialog):
    """Stays open for the next letter. `change` is what was recorded, `latest` the case recorded last.

    While it is open, scans in any of its fields go to `take_scan`.
    """

    def __init__(self, parent: QWidget | None, tools: DialogContext, code: str = "") -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.act(None), cancel=CLOSE)
        self.tools = tools
        self.ctx = tools.context
        self.change: ActResult | None = None
        self.latest: int | None = None
        self._view: CaseView | None = None
        self._touched: set[int] = set()
        self._count = 0

        self.done_so_far = Banner(tools.theme, "good")
        self.code = QLineEdit()
        self.code.setFont(_code_font(self.code.font()))
        self.code_field = FormField(said.CODE, self.code, said.CODE_HINT)
        self.who = QWidget()
        self.name = text_label("", "heading")
        self.posted = text_label("", "muted")
        self.known = Banner(tools.theme, "warn")
        self.choices = self._fresh_choices()
        self.letter = ReplyFields(tools.theme.unit)
        self.phone, self.times = self.letter.phone, self.letter.times
        self.on = DayEdit(self.ctx.today, latest=self.ctx.today)
        self.on.dateChanged.connect(self._paint)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._go_on)
        self._lay_out()
        self._wait_for_next()
        if code:
            self.take_scan(code)

    def _lay_out(self) -> None:
        unit = self.theme.unit
        self.keep_width(72)
        self._column = QVBoxLayout(self.who)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3 * unit)
        head = QVBoxLayout()
        head.setSpacing(unit // 2)
        head.addWidget(self.name)
        head.addWidget(self.posted)
        row = QHBoxLayout()
        row.setSpacing(3 * unit)
        row.addWidget(self.code_field, 3)
        row.addWidget(FormField(said.CAME, self.on, said.CAME_HINT), 2)
        self._column.addLayout(head)
        self._column.addWidget(self.known)
        self._column.addWidget(self.choices)
        self._column.addWidget(self.letter)
        self.content.addWidget(self.done_so_far)
        self.content.addLayout(row)
        self.content.addWidget(self.who)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, code: str = "") -> ActResult | None:
        """Record reply letters, beginning with the one with that code. None: nothing was recorded."""
        dialog = cls(parent, tools, code)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def crossed(self) -> Crossed | None:
        value = self.choices.value
        return value if isinstance(value, Crossed) else None

    # ---- the code ---------------------------------------------------------------------------------------------------

    @Slot(str)
    def take_scan(self, text: str) -> None:
        """Look up a code that was scanned, or typed and confirmed."""
        if self._view is not None and self.crossed is not None:
            self.say(said.unsaved(self._view.resident.details.name.display))
            return
        self.say("")
        self.on.go_on_to(self.ctx.today)
        self._leave_person()
        self.code.setText(text.strip().upper().removeprefix("RHS"))
        try:
            self._show(replies.find(self.ctx, text))
        except ExpectedError as error:
            self.code_field.complain(told(error))
            self.code.selectAll()

    def _show(self, case: int) -> None:
        self._view = view = case_list.case_view(self.ctx, case)
        self.tools.watch.opened(case)
        self.latest = case
        self.code_field.complain("")
        self.name.setText(view.resident.details.name.display)
        self.posted.setText(f"{view.resident.details.identity.masked} · {said.posted(view.state, self.ctx.today)}")
        self.known.say(said.answered_before(view.state, self.ctx.today))
        fresh = self._fresh_choices()
        self._column.replaceWidget(self.choices, fresh)
        self.choices.deleteLater()
        self.choices = fresh
        self.who.show()
        self._paint()
        self.choices.setFocus()

    def _fresh_choices(self) -> RadioChoices:
        alternatives = [Choice(one, said.LABELS[one], said.HINTS[one]) for one in Crossed]
        choices = RadioChoices(said.QUESTION, alternatives, self.theme.unit)
        choices.chosen.connect(self._paint)
        return choices

    def _leave_person(self) -> None:
        self._view = None
        self.letter.clear()
        self.who.hide()
        self._paint()

    def _wait_for_next(self) -> None:
        self._leave_person()
        self.code.clear()
        self.code.setFocus()

    # ---- recording --------------------------------------------------------------------------------------------------

    @Slot()
    def _go_on(self) -> None:
        """Enter or the primary button: look the code up, or record the answer."""
        if self._view is None:
            if self.code.text().strip():
                self.take_scan(self.code.text())
            return
        if self.crossed is not None:
            self._record(self._view, self.crossed)

    def _record(self, view: CaseView, crossed: Crossed) -> None:
        try:
            if crossed is Crossed.RETURNED:
                done = record.record_plain(self.ctx, view.case, Act.RETURNED)
            else:
                done = replies.record_reply(
                    *(self.ctx, view.case, said.ANSWERS[crossed]),
                    phone=self.phone.text(),
                    note=said.note(self.times.text(), self.letter.interpreter.text()),
                    on=self.on.day,
                    by_letter=crossed is Crossed.WRITE,
                    interpreter=self.letter.interpreter.text(),
                    never_again=said.NEVER_AGAIN if crossed is Crossed.NEVER else "",
                )
        except ExpectedError as error:
            self.say(told(error))
            return
        self.say("")
        self._count += 1
        self._touched.update(done.cases)
        latest = said.recorded(view.resident.details.name.display, crossed)
        self.change = ActResult(latest, frozenset(self._touched), latest=view.case)
        self.done_so_far.say(said.so_far(self._count, latest))
        self._wait_for_next()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._view is None or not self.choices.take_key(event):
            super().keyPressEvent(event)

    @Slot()
    def _paint(self) -> None:
        waiting = self._view is None
        back = self.crossed is Crossed.RETURNED
        day, today = self.on.day, self.ctx.today
        came = near_day(day, today) if day != today and not back else ""
        self.primary.setText(said.FETCH if waiting else said.act(self.crossed, came))
        self.primary.setEnabled(waiting or self.crossed is not None)
        self.letter.setEnabled(not back)


def _code_font(font: QFont) -> QFont:
    """A larger monospace font, so that a code can be compared with the paper."""
    code = QFont(font)
    code.setPointSizeF(font.pointSizeF() * 1.25)
    code.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 1.0)
    code.setCapitalization(QFont.Capitalization.AllUppercase)
    return code
