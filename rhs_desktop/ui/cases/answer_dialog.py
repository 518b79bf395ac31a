"""Svar kom: records the channel, the day and the content of an answer."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from rhs_desktop.domain.cases.reply_channels import earliest, likely, ways
from rhs_desktop.domain.codes import Answer, Via
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.cases import case_list, record, replies
from rhs_desktop.services.recording import ActDone
from rhs_desktop.strings.cases import process
from rhs_desktop.strings.cases import recording as said
from rhs_desktop.strings.cases import replies as on_paper
from rhs_desktop.strings.cases.replies import Crossed
from rhs_desktop.strings.errors import said as told
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.cases.reply_fields import ReplyFields
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import DayEdit, FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.radio_choices import Choice, RadioChoices


class AnswerDialog(BaseDialog):
    """`change` is what was recorded. Each channel offers the answers that are possible by it.

    An answer seen in 1177 is proposed with the day on which it was seen, from which its deadline is counted.
    """

    def __init__(self, parent: QWidget | None, tools: DialogContext, case: int) -> None:
        super().__init__(parent, tools.theme, said.ANSWER_TITLE, said.ANSWER_ACT)
        self.ctx = tools.context
        self.case = case
        self.change: ActResult | None = None
        self.view = view = case_list.case_view(self.ctx, case)
        tools.watch.opened(case)
        self._ways = ways(view.state, self.ctx.rules(view.profile).profile)
        self.via = QComboBox()
        for way in self._ways:
            self.via.addItem(said.VIA_TEXT[way], way)
        self.via.setCurrentIndex(max(0, self.via.findData(likely(view.state))))
        self._likely = self._likely_day
        self.on = DayEdit(self._likely, latest=self.ctx.today)
        self.day_field = FormField(said.ANSWER_DAY, self.on, said.ANSWER_DAY_HINT)
        self.known = Banner(tools.theme, "warn")
        self.choices = self._fresh_choices()
        self.letter = ReplyFields(tools.theme.unit)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.via.activated.connect(self._way_chosen)
        self.on.dateChanged.connect(self._paint)
        self._lay_out()
        self.known.say(on_paper.answered_before(view.state, self.ctx.today))
        self._paint()
        self.choices.setFocus()

    def _lay_out(self) -> None:
        unit = self.theme.unit
        self.keep_width(72)
        row = QHBoxLayout()
        row.setSpacing(3 * unit)
        row.addWidget(FormField(said.ANSWER_VIA, self.via), 1)
        row.addWidget(self.day_field, 1)
        self.content.addWidget(text_label(self.view.resident.details.name.display, "heading"))
        self.content.addWidget(self.known)
        self.content.addLayout(row)
        self.content.addWidget(self.choices)
        self.content.addWidget(self.letter)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, case: int) -> ActResult | None:
        """Returns what was recorded, or None."""
        dialog = cls(parent, tools, case)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def way(self) -> Via:
        return Via(self.via.currentData())

    def _fresh_choices(self) -> RadioChoices:
        """The answers of the chosen channel; by letter also a time by letter, which is a yes with a note."""
        if self.way is Via.LETTER:
            offered = [Choice(one, on_paper.LABELS[one], on_paper.HINTS[one]) for one in on_paper.ANSWERS]
        else:
            answers = self._ways[self.way]
            offered = [Choice(one, said.ANSWER_TEXT[one], said.answer_hint(one, self.way)) for one in answers]
        choices = RadioChoices(said.ANSWER_QUESTION, offered, self.theme.unit)
        choices.chosen.connect(self._paint)
        return choices

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.choices.take_key(event):
            super().keyPressEvent(event)

    @property
    def _likely_day(self) -> date:
        """Today, or for an answer in 1177 the day on which it was seen there."""
        seen = self.view.state.answer_seen_on if self.way is Via.DIGITAL else None
        return seen or self.ctx.today

    @Slot()
    def _way_chosen(self) -> None:
        likely_day, self._likely = self._likely, self._likely_day
        if self.on.day == likely_day:
            self.on.setDate(QDate(self._likely.year, self._likely.month, self._likely.day))
        fresh = self._fresh_choices()
        self.content.replaceWidget(self.choices, fresh)
        self.choices.deleteLater()
        self.choices = fresh
        fresh.show()
        self.setTabOrder(self.on, fresh)
        self._paint()

    @Slot()
    def _paint(self) -> None:
        by_letter = self.way is Via.LETTER
        self.letter.setVisible(by_letter)
        chosen = self.choices.value
        day = self.on.day
        self.primary.setText(said.answer_act(self._label(), None if day == self.ctx.today else day, self.ctx.today))
        first = earliest(self.view.state, self.way)
        early = first is not None and day < min(first, self.ctx.today)  # a clock that was ahead may have dated it
        self.day_field.complain(said.too_early(self.way, first, self.ctx.today) if first and early else "")
        self.primary.setEnabled(chosen is not None and not self.day_field.trouble)

    def _label(self) -> str:
        chosen = self.choices.value
        if chosen is None:
            return ""
        return on_paper.LABELS[chosen] if isinstance(chosen, Crossed) else said.ANSWER_TEXT[chosen]

    @Slot()
    def _save(self) -> None:
        try:
            done = self._record(self.choices.value)
        except ExpectedError as error:
            self.say(told(error))
            return
        self.change = ActResult(process.done(done.kind, len(done.cases), done.details), frozenset(done.cases))
        self.accept()

    def _record(self, chosen: Answer | Crossed) -> ActDone:
        if isinstance(chosen, Answer):
            return record.record_answer(self.ctx, self.case, chosen, self.way, self.on.day)
        return replies.record_reply(
            *(self.ctx, self.case, on_paper.ANSWERS[chosen]),
            phone=self.letter.phone.text(),
            note=on_paper.note(self.letter.times.text(), self.letter.interpreter.text()),
            on=self.on.day,
            by_letter=chosen is Crossed.WRITE,
            interpreter=self.letter.interpreter.text(),
            never_again=on_paper.NEVER_AGAIN if chosen is Crossed.NEVER else "",
        )
