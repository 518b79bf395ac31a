"""Skicka ärende: paints the state, asks the services, and writes nothing as sent before a yes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.events import RecipientOutcome
from rhs_desktop.domain.sending import Hold, Order
from rhs_desktop.services import overview, recipients, sending, settings, undoing
from rhs_desktop.services.acts import Done
from rhs_desktop.services.sending import BatchView, Recipient
from rhs_desktop.ui.actions import Change
from rhs_desktop.ui.dialogs.banner import Banner
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.mark_table import Person
from rhs_desktop.ui.dialogs.paste_dialog import PasteDialog, Understood
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.messages import CANCEL
from rhs_desktop.ui.parts import words
from rhs_desktop.ui.wizards.control_page import ControlPage
from rhs_desktop.ui.wizards.recipients_page import RecipientsPage
from rhs_desktop.ui.wizards.send_state import SendState, Step
from rhs_desktop.ui.wizards.sent_page import SentPage
from rhs_desktop.ui.wizards.step_bar import StepBar
from rhs_desktop.ui.wizards.template_page import TemplatePage
from rhs_desktop.words import sending as said
from rhs_desktop.words import trouble
from rhs_desktop.words.common import number
from rhs_desktop.words.status import QUEUE

STEPS = ("Mall", "Mottagare", "Kontroll i 1177", "Skickat?")
TITLE = "Skicka ärende"
_LATER = "Stäng och fortsätt senare"


class SendWizard(Frame):
    """Made by `ask`. `change` says afterwards what was done, if anything."""

    def __init__(self, parent: QWidget | None, tools: Tools, round_id: int, cases: Sequence[int] = ()) -> None:
        super().__init__(parent, tools.theme, TITLE, "", fixed=False)
        self.tools = tools
        self.w = tools.workplace
        self.round = round_id
        self.change: Change | None = None
        self._asked_for = tuple(cases)
        self._people: dict[int, Recipient] = {}
        self._held: Sequence[tuple[Recipient, tuple[Hold, ...]]] = ()
        self._later = 0
        self._view: BatchView | None = None
        self._marks: list[int] = []
        self._touched: set[int] = set()
        self.state = SendState(self.w.rules(self._profile_of(round_id)).profile)
        chosen = settings.load(self.w)

        self.bar = StepBar(tools.theme, STEPS)
        self.warning = Banner(tools.theme, "warn")
        self.pages = QStackedWidget()
        self.templates = TemplatePage(tools.theme)
        self.recipients = RecipientsPage(tools.theme, self.state.most)
        self.recipients.order.setCurrentIndex(self.recipients.order.findData(chosen.order))
        self.control = ControlPage(tools.theme, self.state.profile.sending)
        self.sent = SentPage(tools.theme)
        self.hint = words("", "muted")
        self.abandon = self.add_button("Det blir inget utskick …", left=True)
        self.back = self.add_button("&Tillbaka")

        self._connect()
        self._lay_out()
        self._start_round(round_id)
        self._focus()

    def _connect(self) -> None:
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._go_on)
        self.back.clicked.connect(self._go_back)
        self.abandon.clicked.connect(self._abandon)
        self.templates.template_chosen.connect(self._choose_template)
        self.templates.times_told.connect(self._tell_times)
        self.templates.round_chosen.connect(self._start_round)
        self.templates.resumed.connect(self.resume)
        self.recipients.wanted.connect(self._propose)
        self.recipients.removed.connect(self._take_out)
        self.recipients.paste_wanted.connect(self._paste_numbers)
        self.recipients.file_wanted.connect(self._numbers_from_file)
        self.control.marked.connect(self._mark)
        self.control.removed.connect(self._remove)
        self.control.copied.connect(self._copy)
        self.control.rest_marked.connect(self._mark_rest)
        self.control.paste_wanted.connect(self._paste_table)
        self.control.file_wanted.connect(self._save_file)
        self.control.undo_wanted.connect(self._undo_mark)

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
        cls, parent: QWidget, tools: Tools, cases: Sequence[int] = (), *, batch: int | None = None
    ) -> Change | None:
        """Send to the next in turn, or to these cases, or go on with a prepared batch. None: nothing was changed."""
        w = tools.workplace
        rounds = overview.rounds(w)
        if not rounds:
            tools.messages.tell(parent, "Det finns ingen att bjuda in än.", "Importera en lista först.")
            return None
        wanted = settings.load(w).round
        round_id = rounds[0].id if wanted is None else wanted
        if batch is not None:
            round_id = sending.batch_view(w, batch).round
        elif cases:
            round_id = overview.case_view(w, cases[0]).round
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
                case Step.TEMPLATE:
                    self._to_recipients()
                case Step.RECIPIENTS:
                    self._prepare()
                case Step.CONTROL:
                    self.state = self.state.advance()
                case Step.SENT:
                    self._confirm()
                    return
        except ExpectedError as error:
            self._refuse(error)
            return
        self._paint()
        self._focus()

    def _focus(self) -> None:
        """To where the work of the step is. On the last one Enter must not say yes by itself."""
        self.primary.setDefault(self.state.step is not Step.SENT)
        match self.state.step:
            case Step.TEMPLATE:
                self.templates.setFocus()
            case Step.RECIPIENTS:
                self.recipients.table.setFocus()
            case Step.CONTROL:
                self.control.table.setFocus()
            case Step.SENT:
                self.sent.setFocus()

    def _to_recipients(self) -> None:
        if not self.state.chosen:
            self._propose_first()
        self.state = self.state.advance()

    def _prepare(self) -> None:
        done = sending.prepare(self.w, self.round, self.state.template, self.state.chosen)
        assert done.batch is not None
        self._note(done, said.prepared(len(self.state.chosen)))
        self.state = self.state.prepared(done.batch)
        self._show_batch(done.batch)

    def _confirm(self) -> None:
        assert self.state.batch is not None
        done = sending.confirm_sent(self.w, self.state.batch)
        self._note(done, said.sent(len(done.cases)))
        self.accept()

    @Slot()
    def _go_back(self) -> None:
        try:
            if self.state.step is Step.CONTROL and self.state.batch is not None:
                self._note(sending.abandon(self.w, self.state.batch), "Utskicket öppnades igen")
                self._view = None
        except ExpectedError as error:
            self._refuse(error)
            return
        self.state = self.state.back()
        if self.state.step is Step.RECIPIENTS and not self._people:
            self._propose_first()
        self._paint()
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
            self._note(sending.abandon(self.w, batch), said.abandoned(count))
        except ExpectedError as error:
            self._refuse(error)
            return
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state.step is Step.TEMPLATE and self.templates.choose_by_key(event):
            return
        undo = event.key() == Qt.Key.Key_Z and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        if undo and self.state.step is Step.CONTROL:
            self._undo_mark()
            return
        super().keyPressEvent(event)

    # ---- 1 Mall ----------------------------------------------------------------------------------------------------

    @Slot(int)
    def _start_round(self, round_id: int) -> None:
        """Everything anew, for that round."""
        self.round = round_id
        self.state = SendState(self.w.rules(self._profile_of(round_id)).profile)
        self._people, self._held, self._later = {}, (), 0
        rounds = [(record.id, record.name) for record in overview.rounds(self.w)]
        self.templates.offer_rounds(rounds, round_id)
        self.templates.offer_templates(self.state.profile.templates)
        waiting = [batch for batch in sending.batches(self.w) if batch.round == round_id]
        self.templates.offer_prepared(waiting, self.w.today)
        self._paint()

    @Slot(str)
    def _choose_template(self, key: str) -> None:
        if key != self.state.template:
            self.state = self.state.with_template(key).with_chosen(())
            self._paint()

    @Slot(object)
    def _tell_times(self, count: int | None) -> None:
        self.state = self.state.with_free_times(count).with_chosen(())
        self._paint()

    @Slot(int)
    def resume(self, batch: int) -> None:
        """Go on with a prepared batch at the control in 1177."""
        view = sending.batch_view(self.w, batch)
        self.round = view.round
        profile = self.w.rules(self._profile_of(view.round)).profile
        members = [member.recipient.case for member in view.members if member.included or member.outcome]
        outcomes = {member.recipient.case: member.outcome for member in view.members if member.outcome}
        self.state = SendState.resumed(profile, view.template.key, batch, members, outcomes)
        self._show_batch(batch)
        self._paint()
        self._focus()

    # ---- 2 Mottagare -----------------------------------------------------------------------------------------------

    @property
    def _size(self) -> int:
        """How many are proposed at a time."""
        own = settings.load(self.w).batch_size
        times = self.state.free_times if self.state.asks_web_times else None
        size = sending.suggested_size(self.w, self.round, self.state.template, times)
        return min(own, times if times is not None else own) if own else size

    def _propose_first(self) -> None:
        """The cases that were marked in the list, or else the next in turn."""
        if not self._asked_for:
            self._propose(self._size, self.recipients.chosen_order)
            return
        proposal = sending.propose(self.w, self.round, limit=self.state.most, order=Order.LIST)
        ready = {one.case: one for one in (*proposal.ready, *proposal.later)}
        self._people |= ready
        wanted = set(self._asked_for)
        self._held = [held for held in proposal.held_back if held[0].case in wanted]
        self._later = 0
        self.state = self.state.with_chosen(case for case in self._asked_for if case in ready)

    @Slot(int, object)
    def _propose(self, limit: int, order: Order) -> None:
        proposal = sending.propose(self.w, self.round, limit=limit, order=order)
        self._people |= {one.case: one for one in (*proposal.ready, *proposal.later)}
        self._held = proposal.held_back
        self._later = len(proposal.later)
        self.state = self.state.with_chosen(one.case for one in proposal.ready)
        self._paint()

    @Slot(object)
    def _take_out(self, cases: Iterable[int]) -> None:
        before = len(self.state.chosen)
        self.state = self.state.without(cases)
        self._later += before - len(self.state.chosen)
        self._paint()

    @Slot()
    def _paste_numbers(self) -> None:
        self._take_numbers("")

    @Slot()
    def _numbers_from_file(self) -> None:
        path = self.tools.files.open(self, "Välj fil med personnummer", "Textfiler (*.txt *.csv);;Alla filer (*)")
        if path:
            try:
                self._take_numbers(path.read_text(encoding="utf-8-sig", errors="replace"))
            except OSError:
                self.tools.messages.warn(self, "Filen går inte att öppna.", "Den kan vara öppen i ett annat program.")

    def _take_numbers(self, text: str) -> None:
        found = PasteDialog.ask(
            self, self.tools, "Personnummer", "Ett eller flera, ett per rad eller med komma emellan.", self._recognise, text
        )
        if found:
            self._people |= {one.case: one for one in found}
            self.state = self.state.adding(one.case for one in found)
            self._paint()

    def _recognise(self, text: str, html: str) -> Understood:
        read = sending.recognise(self.w, self.round, text)
        troubles = [f"{one.number} {one.name}: {said.held_back(why)}" for one, why in read.held_back]
        troubles += [f"{unknown}: finns inte i omgången" for unknown in read.unknown]
        troubles += [f"{piece}: {trouble.trouble(error)[0]}" for piece, error in read.refused]
        new = [one for one in read.ready if one.case not in self.state.chosen]
        summary = said.pasted(len(new), len(read.unknown), len(read.held_back), len(read.refused)) if text.strip() else ""
        return Understood(new or None, f"Lägg till {number(len(new))}", summary, tuple(troubles))

    # ---- 3 Kontroll i 1177 -----------------------------------------------------------------------------------------

    def _show_batch(self, batch: int) -> None:
        """Read the batch anew: who is in it, what was said, where the others went."""
        self._view = sending.batch_view(self.w, batch)
        shown = set(self.state.chosen)
        people = [member.recipient for member in self._view.members if member.recipient.case in shown]
        self.state = self.state.seen(
            {member.recipient.case: member.outcome for member in self._view.members if member.outcome}
        )
        if [person.case for person in self.control.table.people] != [one.case for one in people]:
            self.control.load([Person(one.case, one.name, one.number) for one in people])

    @Slot(object, object)
    def _mark(self, cases: Sequence[int], outcome: RecipientOutcome) -> None:
        self._record(dict.fromkeys(cases, RecipientOutcome(outcome)))
        if cases:
            following = self.state.next_unmarked(cases[-1])
            self.control.table.go_to(following if following is not None else cases[-1])

    @Slot()
    def _mark_rest(self) -> None:
        self._record(dict.fromkeys(self.state.unmarked, RecipientOutcome.NOTIFIED))
        self.primary.setFocus()

    def _record(self, outcomes: dict[int, RecipientOutcome]) -> None:
        batch = self.state.batch
        if batch is None or not outcomes:
            return
        try:
            done = sending.record_recipients(self.w, batch, outcomes)
        except ExpectedError as error:
            self._refuse(error)
            return
        self._marks.append(done.act)
        self._note(done, said.prepared(len(self.state.still_in)))
        self._show_batch(batch)
        self._paint()

    @Slot()
    def _undo_mark(self) -> None:
        batch = self.state.batch
        if batch is None or not self._marks:
            return
        try:
            done = undoing.undo(self.w, self._marks.pop())
        except ExpectedError as error:
            self._refuse(error)
            return
        self._touched.update(done.cases)
        self._show_batch(batch)
        if done.cases:
            self.control.table.go_to(done.cases[0])
        self._paint()

    @Slot(object)
    def _remove(self, cases: Sequence[int]) -> None:
        batch = self.state.batch
        going = [case for case in cases if case in self.state.still_in]
        if batch is None or not going:
            return
        try:
            done = sending.remove(self.w, batch, going)
        except ExpectedError as error:
            self._refuse(error)
            return
        self.state = self.state.without(going)
        self._note(done, said.prepared(len(self.state.still_in)))
        self._show_batch(batch)
        self._paint()

    @Slot(object)
    def _copy(self, cases: Sequence[int]) -> None:
        numbers = [self._number(case) for case in cases]
        what = "Personnumret" if len(numbers) == 1 else f"{len(numbers)} personnummer"
        self.tools.clipboard.copy("\n".join(numbers), what)
        self.state = self.state.having_copied(cases)
        seconds = self.tools.clipboard.clear_after
        cleared = f" {said.cleared_after(seconds)}" if seconds else ""
        self.control.say_copied(f"{said.copied(len(numbers))}{cleared}")
        self._paint()

    def _number(self, case: int) -> str:
        return next(person.number for person in self.control.table.people if person.case == case)

    @Slot()
    def _paste_table(self) -> None:
        batch = self.state.batch
        if batch is None:
            return

        def understand(text: str, html: str) -> Understood:
            try:
                read = recipients.read_recipients(self.w, batch, text, html)
            except ExpectedError:
                return Understood(None, "Markera", "")
            new = {case: what for case, what in read.outcomes.items() if self.state.outcomes.get(case) is not what}
            troubles = [f"{unknown}: är inte med i utskicket" for unknown in read.unknown]
            troubles += [said.unreadable(row.line, row.text, row.reason) for row in read.unreadable]
            known = len(read.outcomes)
            summary = said.table_read(known, len(new), len(read.unknown), len(read.unreadable))
            return Understood(new or None, f"Markera {number(len(new))}", summary, tuple(troubles))

        hint = "Markera mottagarlistan i 1177, kopiera den och klistra in den här. Kolumnen Aviseringar läses."
        outcomes = PasteDialog.ask(self, self.tools, "Mottagarlistan från 1177", hint, understand)
        if outcomes:
            self._record(outcomes)

    @Slot()
    def _save_file(self) -> None:
        batch = self.state.batch
        path = self.tools.files.save(self, "Spara för Importera från fil", "mottagare.txt", "Textfiler (*.txt)")
        if batch is None or path is None:
            return
        try:
            paths = sending.save_numbers(self.w, batch, path)
        except ExpectedError as error:
            self._refuse(error)
            return
        self.control.say_copied(said.file_saved([path.name for path in paths]))

    # ---- painting --------------------------------------------------------------------------------------------------

    def _paint(self) -> None:
        state = self.state
        self.bar.go_to(state.step)
        self.pages.setCurrentIndex(state.step)
        outside = sending.outside_hours(self.w, self.round)
        self.warning.say(said.outside_hours(self.w.now, state.profile.sending_hours) if outside else "")
        counts = self._counts()
        match state.step:
            case Step.TEMPLATE:
                self.templates.paint(state, self._size if state.template else None)
            case Step.RECIPIENTS:
                self.recipients.paint(state, self._people, self._held, self._later)
            case Step.CONTROL:
                self.control.paint(state, self._goes_to(), counts, may_undo=bool(self._marks))
            case Step.SENT:
                self.sent.paint(state, counts)
        self._paint_buttons(state)
        self.say("")

    def _paint_buttons(self, state: SendState) -> None:
        acts = {
            Step.TEMPLATE: "Välj mottagare",
            Step.RECIPIENTS: f"Förbered {said.recipients(len(state.chosen))}",
            Step.CONTROL: "Gå vidare",
            Step.SENT: said.confirm(len(state.receiving)),
        }
        self.primary.setText(acts[state.step])
        self.primary.setEnabled(state.blocked is None)
        prepared = state.batch is not None
        self.cancel.setText(("Nej, inte än" if state.step is Step.SENT else _LATER) if prepared else CANCEL)
        self.back.setVisible(state.may_go_back)
        self.abandon.setVisible(prepared)
        why = state.blocked
        told = why is not None and not (state.step is Step.TEMPLATE and not state.template)
        self.hint.setText(
            said.blocked(why, most=state.most, chosen=len(state.chosen), unmarked=len(state.unmarked)) if told and why else ""
        )

    def _goes_to(self) -> dict[int, str]:
        """Where those go who cannot get it, each with why."""
        found: dict[int, str] = {}
        for member in self._view.members if self._view else ():
            queue = getattr(member.step, "queue", None)
            if not member.included and member.outcome and member.outcome is not RecipientOutcome.NOTIFIED and queue:
                found[member.recipient.case] = said.goes_to(QUEUE[queue], member.outcome)
        return found

    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for text in self._goes_to().values():
            queue = text.partition(":")[0]
            counts[queue] = counts.get(queue, 0) + 1
        return counts

    def _profile_of(self, round_id: int) -> str:
        return next(record.profile for record in overview.rounds(self.w) if record.id == round_id)

    def _note(self, done: Done, says: str) -> None:
        """Remember what was done, for the window."""
        self._touched.update(done.cases)
        self.change = Change(says, frozenset(self._touched))

    def _refuse(self, error: ExpectedError) -> None:
        self._paint()
        self.say(trouble.said(error))
