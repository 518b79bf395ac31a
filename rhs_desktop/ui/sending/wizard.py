"""Skicka ärende: paints the state, asks the services, and writes nothing as sent before a yes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.recording import ActDone
from rhs_desktop.services.sending import send
from rhs_desktop.strings import errors
from rhs_desktop.strings.manuals.manuals import title as profile_title
from rhs_desktop.strings.sending import send as said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.masked_number import as_chosen
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.sending.check_controller import CheckController
from rhs_desktop.ui.sending.check_page import ControlPage
from rhs_desktop.ui.sending.recipients_controller import RecipientsController
from rhs_desktop.ui.sending.recipients_page import RecipientsPage
from rhs_desktop.ui.sending.sent_page import SentPage
from rhs_desktop.ui.sending.state import SendStage, SendState
from rhs_desktop.ui.sending.template_page import TemplatePage
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CANCEL
from rhs_desktop.ui.widgets.step_bar import StepBar

STEPS = ("Mall", "Mottagare", "Kontroll i 1177", "Skickat?")
TITLE = "Skicka ärende"
_LATER = "Stäng och fortsätt senare"


class SendWizard(BaseDialog):
    """Made by `ask`. `change` says afterwards what was done, if anything."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, round_id: int, cases: Sequence[int] = ()) -> None:
        super().__init__(parent, tools.theme, TITLE, "", fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.round = round_id
        self.change: ActResult | None = None
        self._touched: set[int] = set()
        self.state = SendState(self.ctx.rules(self._profile_of(round_id)).profile)
        chosen = settings.load(self.ctx)

        self.bar = StepBar(tools.theme, STEPS)
        self.warning = Banner(tools.theme, "warn")
        self.pages = QStackedWidget()
        self.templates = TemplatePage(tools.theme)
        self.recipients = RecipientsPage(tools.theme, self.state.most, as_chosen(tools.context))
        self.recipients.order.setCurrentIndex(self.recipients.order.findData(chosen.order))
        self.control = ControlPage(tools.theme, self.state.profile.sending)
        self.sent = SentPage(tools.theme, self.ctx.today)
        self.choosing = RecipientsController(self, self.recipients, cases)
        self.controlling = CheckController(self, self.control)
        self.hint = text_label("", "muted")
        self.abandon = self.add_button("Det blir inget utskick …", left=True)
        self.back = self.add_button("&Tillbaka")

        self._connect()
        self._lay_out()
        self._start_round(round_id)
        if cases and (manual := self.ctx.store.profile_of(cases[0])) in send.manuals_to_send(self.ctx, round_id):
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
        """Send to the next in turn, or to these cases, or go on with a prepared batch. None: nothing was changed."""
        ctx = tools.context
        rounds = case_list.rounds(ctx)
        if not rounds:
            tools.messages.tell(parent, "Det finns ingen att bjuda in än.", "Importera en lista först.")
            return None
        wanted = settings.load(ctx).round
        round_id = rounds[0].id if wanted is None else wanted
        if batch is not None:
            round_id = send.batch_view(ctx, batch).round
        elif cases:
            round_id = case_list.case_view(ctx, cases[0]).round
        dialog = cls(parent, tools, round_id, cases)
        if batch is not None:
            dialog.resume(batch)
        dialog.run(tools.messages)
        return dialog.change

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
                    self.state = self.state.advance()
                case SendStage.SENT:
                    self._confirm()
                    return
        except ExpectedError as error:
            self.refuse(error)
            return
        self.paint()
        self._focus()

    def _focus(self) -> None:
        """To where the work of the step is. On the last one Enter must not say yes by itself."""
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

    def _to_recipients(self) -> None:
        if not self.state.chosen:
            self.choosing.propose_first()
        self.state = self.state.advance()

    def _prepare(self) -> None:
        state = self.state
        done = send.prepare(self.ctx, self.round, state.template, state.chosen, manual=state.profile.id)
        assert done.batch is not None
        self.note(done, said.prepared(len(self.state.chosen)))
        self.state = self.state.prepared(done.batch)
        self.controlling.show(done.batch)

    def _confirm(self) -> None:
        assert self.state.batch is not None
        done = send.confirm_sent(self.ctx, self.state.batch, self.sent.on.day)
        self.note(done, said.sent(len(done.cases)))
        self.accept()

    @Slot()
    def _go_back(self) -> None:
        try:
            if self.state.step is SendStage.CONTROL and self.state.batch is not None:
                self.note(send.abandon(self.ctx, self.state.batch), "Utskicket öppnades igen")
                self.controlling.forget()
        except ExpectedError as error:
            self.refuse(error)
            return
        self.state = self.state.back()
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
        if not self.tools.messages.ask(
            self, "Blev det inget utskick?", "Ta bort utskicket", said.about_to_abandon(count), cancel="Behåll det"
        ):
            return
        try:
            self.note(send.abandon(self.ctx, batch), said.abandoned(count))
        except ExpectedError as error:
            self.refuse(error)
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

    # ---- 1 Mall ----------------------------------------------------------------------------------------------------

    @Slot(int)
    def _start_round(self, round_id: int) -> None:
        """Everything anew, for that round."""
        self.round = round_id
        rounds = [(record.id, record.name) for record in case_list.rounds(self.ctx)]
        self.templates.offer_rounds(rounds, round_id)
        waiting = [batch for batch in send.batches(self.ctx) if batch.round == round_id]
        self.templates.offer_prepared(waiting, self.ctx.today)
        self._start_manual(self._profile_of(round_id))

    @Slot(str)
    def _start_manual(self, manual: str) -> None:
        """Everything anew, under that manual: cases that were there before another one came keep theirs."""
        self.state = SendState(self.ctx.rules(manual).profile)
        self.choosing.start_over()
        known = send.manuals_to_send(self.ctx, self.round)
        self.templates.offer_manuals([(one, profile_title(self.ctx.rules(one).profile)) for one in known], manual)
        self.templates.offer_templates(self.state.profile.templates)
        self.paint()

    @Slot(str)
    def _choose_template(self, key: str) -> None:
        if key != self.state.template:
            self.state = self.state.with_template(key).with_chosen(())
            self.paint()

    @Slot(object)
    def _tell_times(self, count: int | None) -> None:
        self.state = self.state.with_free_times(count).with_chosen(())
        self.paint()

    @Slot(int)
    def resume(self, batch: int) -> None:
        """Go on with a prepared batch at the control in 1177."""
        view = send.batch_view(self.ctx, batch)
        self.round = view.round
        profile = self.ctx.rules(view.manual).profile
        members = [member.recipient.case for member in view.members if member.included or member.outcome]
        outcomes = {member.recipient.case: member.outcome for member in view.members if member.outcome}
        self.state = SendState.resumed(profile, view.template.key, batch, members, outcomes)
        self.tools.watch.listed(CopiedData.RECIPIENTS, members)
        self.controlling.show(batch)
        self.paint()
        self._focus()

    # ---- painting --------------------------------------------------------------------------------------------------

    def paint(self) -> None:
        state = self.state
        self.bar.go_to(state.step)
        self.pages.setCurrentIndex(state.step)
        outside = send.outside_hours(self.ctx, self.round, manual=state.profile.id)
        self.warning.say(said.outside_hours(self.ctx.now, state.profile.sending_hours) if outside else "")
        counts = self.controlling.counts()
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
                self.sent.paint(state, counts)
        self._paint_buttons(state)
        self.say("")

    def _paint_buttons(self, state: SendState) -> None:
        acts = {
            SendStage.TEMPLATE: "Välj mottagare",
            SendStage.RECIPIENTS: f"Förbered {said.recipients(len(state.chosen))}",
            SendStage.CONTROL: "Gå vidare",
            SendStage.SENT: said.confirm(len(state.receiving)),
        }
        self.primary.setText(acts[state.step])
        self.primary.setEnabled(state.blocked is None)
        prepared = state.batch is not None
        self.cancel.setText(("Nej, inte än" if state.step is SendStage.SENT else _LATER) if prepared else CANCEL)
        self.back.setVisible(state.may_go_back)
        self.abandon.setVisible(prepared)
        why = state.blocked
        told = why is not None and not (state.step is SendStage.TEMPLATE and not state.template)
        self.hint.setText(
            said.blocked(why, most=state.most, chosen=len(state.chosen), unmarked=len(state.unmarked))
            if told and why
            else ""
        )

    def _profile_of(self, round_id: int) -> str:
        return next(record.profile for record in case_list.rounds(self.ctx) if record.id == round_id)

    def note(self, done: ActDone, says: str = "") -> None:
        """Remember what was done, for the window."""
        self._touched.update(done.cases)
        before = self.change.says if self.change else ""
        self.change = ActResult(says or before, frozenset(self._touched))

    def refuse(self, error: ExpectedError) -> None:
        self.paint()
        self.say(errors.said(error))
