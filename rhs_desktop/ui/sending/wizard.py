"""Wizard that sends invitations through 1177: four pages over a SendSession.

Nothing is recorded as sent before the user confirms it on the last page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.sending import send, send_proposal
from rhs_desktop.strings import common
from rhs_desktop.strings.manuals.manuals import title as profile_title
from rhs_desktop.strings.sending import send as strings
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.masked_number import as_chosen
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.sending.button_texts import act_of, cancel_of, why_blocked
from rhs_desktop.ui.sending.check_controller import CheckController
from rhs_desktop.ui.sending.check_page import CheckPage
from rhs_desktop.ui.sending.recipients_controller import RecipientsController
from rhs_desktop.ui.sending.recipients_page import RecipientsPage
from rhs_desktop.ui.sending.sent_page import SentPage
from rhs_desktop.ui.sending.session import SendSession
from rhs_desktop.ui.sending.state import SendStage, SendState
from rhs_desktop.ui.sending.template_page import TemplatePage
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.step_bar import StepBar


class SendWizard(BaseDialog):
    """Opened by `ask`. `change` is what was done, None if nothing was."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, round_id: int, cases: Sequence[int] = ()) -> None:
        super().__init__(parent, tools.theme, strings.TITLE, "", fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.session = SendSession(tools, round_id, self)

        self.bar = StepBar(tools.theme, strings.STAGES)
        self.warning = Banner(tools.theme, "warn")
        self.pages = QStackedWidget()
        self.templates = TemplatePage(tools.theme)
        self.recipients = RecipientsPage(tools.theme, self.state.most, as_chosen(tools.context))
        self.recipients.order.setCurrentIndex(self.recipients.order.findData(settings.load(self.ctx).order))
        self.control = CheckPage(tools.theme, self.state.profile.sending)
        self.sent = SentPage(tools.theme, self.ctx.today)
        self.choosing = RecipientsController(self.session, self.recipients, cases)
        self.controlling = CheckController(self.session, self.control)
        self.hint = text_label("", "muted")
        self.abandon = self.add_button(strings.NO_SEND, left=True)
        self.back = self.add_button(common.BACK)

        self._connect()
        self._lay_out()
        self._start_round(round_id)
        if cases and (manual := self.ctx.store.profile_of(cases[0])) in send_proposal.manuals_to_send(
            self.ctx, round_id
        ):
            self._start_manual(manual)
        self._focus()

    def _connect(self) -> None:
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._go_on)
        self.back.clicked.connect(self._go_back)
        self.abandon.clicked.connect(self._abandon)
        self.templates.template_chosen.connect(self._choose_template)
        self.templates.times_told.connect(self._tell_times)
        self.templates.round_chosen.connect(self._start_round)
        self.templates.manual_chosen.connect(self._start_manual)
        self.templates.resumed.connect(self.resume)
        self.session.changed.connect(self.paint)
        self.session.refused.connect(self.say)
        self.controlling.all_marked.connect(self.primary.setFocus)

    def _lay_out(self) -> None:
        for page in (self.templates, self.recipients, self.control, self.sent):
            self.pages.addWidget(page)
        self.content.addWidget(self.bar)
        self.content.addWidget(self.warning)
        self.content.addWidget(self.pages, 1)
        self.buttons.insertWidget(1, self.hint, 1)
        self.buttons.setStretch(2, 0)
        self.resize_to(164, 42)

    @classmethod
    def ask(
        cls, parent: QWidget, tools: DialogContext, cases: Sequence[int] = (), *, batch: int | None = None
    ) -> ActResult | None:
        """Send to the next in turn or to these cases, or continue a prepared batch; what was done, or None."""
        ctx = tools.context
        round_id = case_list.round_shown(ctx)
        if round_id is None:
            tools.messages.tell(parent, strings.NOBODY_TO_INVITE, strings.IMPORT_FIRST)
            return None
        if batch is not None:
            round_id = send.batch_view(ctx, batch).round
        elif cases:
            round_id = case_list.case_view(ctx, cases[0]).round
        dialog = cls(parent, tools, round_id, cases)
        if batch is not None:
            dialog.resume(batch)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def state(self) -> SendState:
        """The state of the session."""
        return self.session.state

    @property
    def change(self) -> ActResult | None:
        """What was done, or None."""
        return self.session.change

    # ---- moving ----------------------------------------------------------------------------------------------------

    @Slot()
    def _go_on(self) -> None:
        if self.state.blocked:
            return
        try:
            match self.state.step:
                case SendStage.TEMPLATE:
                    self._to_recipients()
                case SendStage.RECIPIENTS:
                    self._prepare()
                case SendStage.CONTROL:
                    self.session.become(self.state.advance())
                case SendStage.SENT:
                    self._confirm()
                    return
                case _ as unreachable:
                    assert_never(unreachable)
        except ExpectedError as error:
            self.session.refuse(error)
            return
        self._focus()

    def _focus(self) -> None:
        """Move the keyboard to where the work of the step begins. On the last one Enter does not confirm by itself."""
        self.primary.setDefault(self.state.step is not SendStage.SENT)
        match self.state.step:
            case SendStage.TEMPLATE:
                self.templates.setFocus()
            case SendStage.RECIPIENTS:
                self.recipients.table.setFocus()
            case SendStage.CONTROL:
                self.control.table.setFocus()
            case SendStage.SENT:
                self.sent.setFocus()
            case _ as unreachable:
                assert_never(unreachable)

    def _to_recipients(self) -> None:
        if not self.state.chosen:
            self.choosing.propose_first()
        self.session.become(self.state.advance())

    def _prepare(self) -> None:
        state = self.state
        done = send.prepare(self.ctx, self.session.round, state.template, state.chosen, manual=state.profile.id)
        assert done.batch is not None
        self.session.note(done, strings.prepared(len(self.state.chosen)))
        self.session.state = self.state.prepared(done.batch)
        self.controlling.show(done.batch)
        self.paint()

    def _confirm(self) -> None:
        assert self.state.batch is not None
        done = send.confirm_sent(self.ctx, self.state.batch, self.sent.on.day)
        self.session.note(done, strings.sent(len(done.cases)))
        self.accept()

    @Slot()
    def _go_back(self) -> None:
        try:
            if self.state.step is SendStage.CONTROL and self.state.batch is not None:
                self.session.note(send.abandon(self.ctx, self.state.batch), strings.REOPENED)
                self.controlling.forget()
        except ExpectedError as error:
            self.session.refuse(error)
            return
        self.session.state = self.state.back()
        if self.state.step is SendStage.RECIPIENTS and not self.choosing.knows_anybody:
            self.choosing.propose_first()
        self.paint()
        self._focus()

    @Slot()
    def _abandon(self) -> None:
        batch = self.state.batch
        if batch is None:
            return
        count = len(self.state.still_in)
        details = strings.about_to_abandon(count)
        if not self.tools.messages.ask(
            self, strings.ABANDON_QUESTION, strings.ABANDON_ACT, details, cancel=strings.ABANDON_CANCEL
        ):
            return
        try:
            self.session.note(send.abandon(self.ctx, batch), strings.abandoned(count))
        except ExpectedError as error:
            self.session.refuse(error)
            return
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state.step is SendStage.TEMPLATE and self.templates.choose_by_key(event):
            return
        undo = event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if undo and self.state.step is SendStage.CONTROL:
            self.controlling.undo_mark()
            return
        super().keyPressEvent(event)

    @Slot(int)
    def _start_round(self, round_id: int) -> None:
        """Start over in a round."""
        self.session.round = round_id
        self.templates.offer_rounds([(one.id, one.name) for one in case_list.rounds(self.ctx)], round_id)
        waiting = [batch for batch in send.batches(self.ctx) if batch.round == round_id]
        self.templates.offer_prepared(waiting, self.ctx.today)
        self._start_manual(self.session.manual_of(round_id))

    @Slot(str)
    def _start_manual(self, manual: str) -> None:
        """Start over with a manual: cases that are older than the latest manual of the round keep theirs."""
        self.session.state = SendState(self.ctx.rules(manual).profile)
        self.choosing.start_over()
        known = send_proposal.manuals_to_send(self.ctx, self.session.round)
        self.templates.offer_manuals([(one, profile_title(self.ctx.rules(one).profile)) for one in known], manual)
        self.templates.offer_templates(self.state.profile.templates)
        self.paint()

    @Slot(str)
    def _choose_template(self, key: str) -> None:
        if key != self.state.template:
            self.session.become(self.state.with_template(key).with_chosen(()))

    @Slot(object)
    def _tell_times(self, count: int | None) -> None:
        self.session.become(self.state.with_free_times(count).with_chosen(()))

    @Slot(int)
    def resume(self, batch: int) -> None:
        """Continue a prepared batch at the control in 1177."""
        view = send.batch_view(self.ctx, batch)
        self.session.round = view.round
        profile = self.ctx.rules(view.manual).profile
        members = [member.recipient.case for member in view.members if member.included or member.outcome]
        outcomes = {member.recipient.case: member.outcome for member in view.members if member.outcome}
        self.session.state = SendState.resumed(profile, view.template.key, batch, members, outcomes)
        self.tools.watch.listed(CopiedData.RECIPIENTS, members)
        self.controlling.show(batch)
        self.paint()
        self._focus()

    # ---- painting --------------------------------------------------------------------------------------------------

    @Slot()
    def paint(self) -> None:
        """Show the state on the page of its step."""
        state = self.state
        self.bar.go_to(state.step)
        self.pages.setCurrentIndex(state.step)
        outside = send_proposal.outside_hours(self.ctx, self.session.round, manual=state.profile.id)
        self.warning.say(strings.outside_hours(self.ctx.now, state.profile.sending_hours) if outside else "")
        match state.step:
            case SendStage.TEMPLATE:
                self.templates.paint(state, self.choosing.size if state.template else None)
            case SendStage.RECIPIENTS:
                self.choosing.paint()
            case SendStage.CONTROL:
                self.controlling.paint()
            case SendStage.SENT:
                assert state.batch is not None
                self.sent.ask_day(send.batch_view(self.ctx, state.batch).sent_from, self.ctx.today)
                self.sent.paint(state, self.controlling.counts())
            case _ as unreachable:
                assert_never(unreachable)
        self.say("")
        self.primary.setText(act_of(state))
        self.primary.setEnabled(state.blocked is None)
        self.cancel.setText(cancel_of(state))
        self.back.setVisible(state.may_go_back)
        self.abandon.setVisible(state.batch is not None)
        self.hint.setText(why_blocked(state))
