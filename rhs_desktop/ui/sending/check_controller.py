"""Step 3 over the services: what 1177 shows is recorded at once, numbers go out, tables come in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.cases import undo
from rhs_desktop.services.sending import recipient_lists, send
from rhs_desktop.services.sending.send import BatchView
from rhs_desktop.strings.cases import recording
from rhs_desktop.strings.cases.status import QUEUE
from rhs_desktop.strings.common import number
from rhs_desktop.strings.sending import send as said
from rhs_desktop.ui.pasting.source_dialog import PasteDialog, Understood
from rhs_desktop.ui.sending.check_page import ControlPage
from rhs_desktop.ui.sending.host import Host
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.mark_table import PersonMark


class CheckController(QObject):
    """Each mark is one act and can be undone; `all_marked` when a person said so of the rest."""

    all_marked = Signal()

    def __init__(self, host: Host, page: ControlPage) -> None:
        super().__init__(page)
        self._host = host
        self._page = page
        self._view: BatchView | None = None
        self._marks: list[int] = []
        page.marked.connect(self.mark)
        page.removed.connect(self._remove)
        page.copied.connect(self.copy)
        page.rest_marked.connect(self.mark_rest)
        page.paste_wanted.connect(self._paste_table)
        page.file_wanted.connect(self._save_file)
        page.undo_wanted.connect(self.undo_mark)

    def paint(self) -> None:
        self._page.paint(self._host.state, self.goes_to(), self.counts(), may_undo=bool(self._marks))

    def forget(self) -> None:
        """The batch was opened again."""
        self._view = None
        self._marks = []

    def show(self, batch: int) -> None:
        """Read the batch anew: who is in it, what was said, where the others went."""
        self._view = send.batch_view(self._host.ctx, batch)
        shown = set(self._host.state.chosen)
        people = [member.recipient for member in self._view.members if member.recipient.case in shown]
        self._host.state = self._host.state.seen(
            {member.recipient.case: member.outcome for member in self._view.members if member.outcome}
        )
        if [person.case for person in self._page.table.people] != [one.case for one in people]:
            self._page.load([PersonMark(one.case, one.name, one.number) for one in people])

    @Slot(object, object)
    def mark(self, cases: Sequence[int], outcome: RecipientOutcome) -> None:
        self._record(dict.fromkeys(cases, RecipientOutcome(outcome)))
        if cases:
            following = self._host.state.next_unmarked(cases[-1])
            self._page.table.go_to(following if following is not None else cases[-1])

    @Slot()
    def mark_rest(self) -> None:
        self._record(dict.fromkeys(self._host.state.unmarked, RecipientOutcome.NOTIFIED))
        self.all_marked.emit()

    def _record(self, outcomes: dict[int, RecipientOutcome]) -> None:
        batch = self._host.state.batch
        if batch is None or not outcomes:
            return
        try:
            done = send.record_recipients(self._host.ctx, batch, outcomes)
        except ExpectedError as error:
            self._host.refuse(error)
            return
        self._marks.append(done.act)
        self._host.note(done, said.prepared(len(self._host.state.still_in)))
        self.show(batch)
        self._host.paint()

    @Slot()
    def undo_mark(self) -> None:
        batch = self._host.state.batch
        if batch is None or not self._marks:
            return
        try:
            done = undo.undo(self._host.ctx, self._marks.pop())
        except ExpectedError as error:
            self._host.refuse(error)
            return
        self._host.note(done)
        self.show(batch)
        if done.cases:
            self._page.table.go_to(done.cases[0])
        self._host.paint()

    @Slot(object)
    def _remove(self, cases: Sequence[int]) -> None:
        batch = self._host.state.batch
        going = [case for case in cases if case in self._host.state.still_in]
        if batch is None or not going:
            return
        try:
            done = send.remove(self._host.ctx, batch, going)
        except ExpectedError as error:
            self._host.refuse(error)
            return
        self._host.state = self._host.state.without(going)
        self._host.note(done, said.prepared(len(self._host.state.still_in)))
        self.show(batch)
        self._host.paint()

    @Slot(object)
    def copy(self, cases: Sequence[int]) -> None:
        numbers = [self._number(case) for case in cases]
        words = recording.numbers(len(numbers))
        copied = CopiedText("\n".join(numbers), CopiedData.NUMBER, words, tuple(cases))
        if not self._host.tools.copy(self._page, copied):
            return
        self._host.state = self._host.state.having_copied(cases)
        seconds = self._host.tools.clipboard.clear_after
        cleared = f" {said.cleared_after(seconds)}" if seconds else ""
        self._page.say_copied(f"{said.copied(len(numbers))}{cleared}")
        self._host.paint()

    def _number(self, case: int) -> str:
        return next(person.number for person in self._page.table.people if person.case == case)

    @Slot()
    def _paste_table(self) -> None:
        batch = self._host.state.batch
        if batch is None:
            return

        def understand(text: str, html: str) -> Understood:
            try:
                read = recipient_lists.read_recipients(self._host.ctx, batch, text, html)
            except ExpectedError:
                return Understood(None, "Markera", "")
            new = {
                case: what for case, what in read.outcomes.items() if self._host.state.outcomes.get(case) is not what
            }
            troubles = [f"{unknown}: är inte med i utskicket" for unknown in read.unknown]
            troubles += [said.unreadable(row.line, row.text, row.reason) for row in read.unreadable]
            known = len(read.outcomes)
            summary = said.table_read(known, len(new), len(read.unknown), len(read.unreadable))
            return Understood(new or None, f"Markera {number(len(new))}", summary, tuple(troubles))

        hint = "Markera mottagarlistan i 1177, kopiera den och klistra in den här. Kolumnen Aviseringar läses."
        outcomes = PasteDialog.ask(self._page, self._host.tools, "Mottagarlistan från 1177", hint, understand)
        if outcomes:
            self._record(outcomes)

    @Slot()
    def _save_file(self) -> None:
        batch = self._host.state.batch
        path = self._host.tools.files.save(
            self._page, "Spara för Importera från fil", "mottagare.txt", "Textfiler (*.txt)"
        )
        if batch is None or path is None:
            return
        try:
            paths = send.save_numbers(self._host.ctx, batch, path)
        except ExpectedError as error:
            self._host.refuse(error)
            return
        self._page.say_copied(said.file_saved([path.name for path in paths]))

    def goes_to(self) -> dict[int, str]:
        """Where those go who cannot get it, each with why."""
        found: dict[int, str] = {}
        for member in self._view.members if self._view else ():
            queue = getattr(member.step, "queue", None)
            if not member.included and member.outcome and member.outcome is not RecipientOutcome.NOTIFIED and queue:
                found[member.recipient.case] = said.goes_to(QUEUE[queue], member.outcome)
        return found

    def counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for text in self.goes_to().values():
            queue = text.partition(":")[0]
            counts[queue] = counts.get(queue, 0) + 1
        return counts
