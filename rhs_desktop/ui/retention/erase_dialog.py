"""Confirms an erasure by a reason and a typed word, then erases."""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.retention import ErasureKind, ErasurePlan
from rhs_desktop.services import retention
from rhs_desktop.services.retention import Result
from rhs_desktop.strings import retention as said
from rhs_desktop.strings.errors import said as told
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.progress import Busy


class ErasureResult(NamedTuple):
    """What was erased, how many backups were removed, and why not all of them."""

    result: Result
    removed: int
    trouble: ExpectedError | None


class EraseDialog(BaseDialog):
    """`change` is what was erased; None: nothing was."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, shown: ErasurePlan, about: str = "") -> None:
        person = shown.kind is ErasureKind.PERSON
        super().__init__(parent, tools.theme, said.PERSON_TITLE if person else said.CONFIRM_TITLE, said.DO_IT)
        self.tools = tools
        self.ctx = tools.context
        self.shown = shown
        self.change: ActResult | None = None
        self.why = QLineEdit()
        hint, name = (said.REASON_HINT, said.REASON) if person else (said.REFERENCE_HINT, said.REFERENCE)
        self.why_field = FormField(name, self.why, hint)
        self.open_too = QCheckBox(said.open_cases(len(shown.open)))
        self.open_too.setVisible(bool(shown.open))
        count = retention.older_copies(self.ctx)
        self.copies = QCheckBox(said.copies(count))
        self.copies.setVisible(bool(count))
        self.word = QLineEdit()
        self.word_field = FormField(said.TYPE_WORD.format(word=said.WORD), self.word)
        self.busy = Busy(tools.theme, tools.jobs)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._erase)
        self.busy.done.connect(self._done)
        self.busy.failed.connect(self._failed)
        self.busy.changed.connect(self._busy_changed)

        self.keep_width(72)
        if about:
            self.content.addWidget(text_label(about, "strong"))
        self.content.addWidget(text_label(said.summary(shown)))
        self.content.addWidget(Banner(tools.theme, "warn", said.FOR_GOOD))
        self.content.addWidget(text_label(said.STAYS, "muted"))
        self.content.addWidget(self.why_field)
        self.content.addWidget(self.open_too)
        self.content.addWidget(self.copies)
        self.content.addWidget(text_label(said.COPIES_HINT if count else said.NO_COPIES, "small"))
        self.content.addWidget(self.word_field)
        self.content.addWidget(self.busy)

    @classmethod
    def ask(cls, parent: QWidget | None, tools: DialogContext, shown: ErasurePlan, about: str = "") -> ActResult | None:
        """Erase what the plan holds, once confirmed."""
        dialog = cls(parent, tools, shown, about)
        dialog.run(tools.messages)
        return dialog.change

    @classmethod
    def ask_person(cls, parent: QWidget | None, tools: DialogContext, case: int) -> ActResult | None:
        """Erase the resident of a case, once confirmed. Raises HistoryRefused `erased`."""
        ctx = tools.context
        shown = retention.plan_person(ctx, retention.resident_of(ctx, case))
        (person,) = retention.who(ctx, shown) or (None,)
        identity = f"{person.details.name.display}, {person.details.identity.masked}" if person else ""
        return cls.ask(parent, tools, shown, identity)

    @Slot()
    def _erase(self) -> None:
        self.say("")
        self.word_field.clear()
        self.why_field.clear()
        if not self.why.text().strip():
            person = self.shown.kind is ErasureKind.PERSON
            self.why_field.complain(said.REASON_MISSING if person else said.REFERENCE_MISSING)
        elif self.word.text().strip() != said.WORD:
            self.word_field.complain(said.TYPE_AGAIN.format(word=said.WORD))
        else:
            self.busy.start(said.ERASING, self._work(), may_stop=False)

    def _work(self) -> Any:
        ctx, shown, why = self.ctx, self.shown, self.why.text().strip()
        person, include_open = shown.kind is ErasureKind.PERSON, self.open_too.isChecked()
        copies = self.copies.isChecked()

        def work(task: Task) -> ErasureResult:
            result = retention.erase(
                ctx, shown, reason=why if person else "", reference="" if person else why, include_open=include_open
            )
            removed, trouble = 0, None
            if copies:
                try:
                    removed = retention.remove_older_copies(ctx)
                except ExpectedError as error:
                    trouble = error
            return ErasureResult(result, removed, trouble)

        return work

    @Slot(object)
    def _done(self, found: ErasureResult) -> None:
        counts = found.result.erasure.counts
        text = said.erased(counts["cases"], counts["residents"], found.removed)
        self.change = ActResult(text, undoable=False)
        self.accept()
        if found.trouble is not None:
            self.tools.messages.warn(self.parentWidget(), text, told(found.trouble))
        elif not found.result.compacted:
            self.tools.messages.tell(self.parentWidget(), text, said.LATER)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ExpectedError):
            raise error
        self.say(told(error))

    @Slot(bool)
    def _busy_changed(self, running: bool) -> None:
        for part in (self.why_field, self.open_too, self.copies, self.word_field, self.primary, self.cancel):
            part.setEnabled(not running)

    def reject(self) -> None:
        """Does nothing while the job runs, which cannot be cancelled."""
        if not self.busy.running:
            super().reject()
