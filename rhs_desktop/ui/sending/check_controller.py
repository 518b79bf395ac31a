"""Controller of the third step: records what 1177 shows, copies numbers and reads pasted recipient lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.cases.steps import Queue, Step
from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.cases import undo
from rhs_desktop.services.sending import recipient_lists, send
from rhs_desktop.services.sending.send import BatchView
from rhs_desktop.strings.cases import recording
from rhs_desktop.strings.cases.process import QUEUE
from rhs_desktop.strings.sending import send as strings
from rhs_desktop.ui.pasting.source_dialog import PasteDialog, Understood
from rhs_desktop.ui.sending.check_page import CheckPage
from rhs_desktop.ui.sending.session import SendSession
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.mark_table import PersonMark


class CheckController(QObject):
    """Each mark is one act that can be undone. Signal: `all_marked` after the user has marked all the rest at once."""

    all_marked = Signal()

    def __init__(self, session: SendSession, page: CheckPage) -> None:
        super().__init__(page)
        self._session = session
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
        """Show the state on the page."""
        self._page.paint(self._session.state, self.goes_to(), self.counts(), may_undo=bool(self._marks))

    def forget(self) -> None:
        """Forget the batch and its marks, after it was reopened."""
        self._view = None
        self._marks = []

    def show(self, batch: int) -> None:
        """Read a batch: its members, what 1177 shows of each, and where those who left it went."""
        self._view = send.batch_view(self._session.ctx, batch)
        shown = set(self._session.state.chosen)
        people = [member.recipient for member in self._view.members if member.recipient.case in shown]
        self._session.state = self._session.state.seen(
            {member.recipient.case: member.outcome for member in self._view.members if member.outcome}
        )
        if [person.case for person in self._page.table.people] != [one.case for one in people]:
            self._page.load([PersonMark(one.case, one.name, one.number) for one in people])

    @Slot(object, object)
    def mark(self, cases: Sequence[int], outcome: RecipientOutcome) -> None:
        """Record what 1177 shows of some members, and go to the next one without a mark."""
        self._record(dict.fromkeys(cases, RecipientOutcome(outcome)))
        if cases:
            following = self._session.state.next_unmarked(cases[-1])
            self._page.table.go_to(following if following is not None else cases[-1])

    @Slot()
    def mark_rest(self) -> None:
        """Record that all members without a mark have a notification."""
        self._record(dict.fromkeys(self._session.state.unmarked, RecipientOutcome.NOTIFIED))
        self.all_marked.emit()

    def _record(self, outcomes: dict[int, RecipientOutcome]) -> None:
        batch = self._session.state.batch
        if batch is None or not outcomes:
            return
        try:
            done = send.record_recipients(self._session.ctx, batch, outcomes)
        except ExpectedError as error:
            self._session.refuse(error)
            return
        self._marks.append(done.act)
        self._session.note(done, strings.prepared(len(self._session.state.still_in)))
        self.show(batch)
        self._session.changed.emit()

    @Slot()
    def undo_mark(self) -> None:
        """Undo the latest mark of this session, if there is one."""
        batch = self._session.state.batch
        if batch is None or not self._marks:
            return
        try:
            done = undo.undo(self._session.ctx, self._marks.pop())
        except ExpectedError as error:
            self._session.refuse(error)
            return
        self._session.note(done)
        self.show(batch)
        if done.cases:
            self._page.table.go_to(done.cases[0])
        self._session.changed.emit()

    @Slot(object)
    def _remove(self, cases: Sequence[int]) -> None:
        batch = self._session.state.batch
        going = [case for case in cases if case in self._session.state.still_in]
        if batch is None or not going:
            return
        try:
            done = send.remove(self._session.ctx, batch, going)
        except ExpectedError as error:
            self._session.refuse(error)
            return
        self._session.state = self._session.state.without(going)
        self._session.note(done, strings.prepared(len(self._session.state.still_in)))
        self.show(batch)
        self._session.changed.emit()

    @Slot(object)
    def copy(self, cases: Sequence[int]) -> None:
        """Copy the numbers of some members. Nothing is copied where the access log cannot be written."""
        numbers = [self._number(case) for case in cases]
        words = recording.numbers(len(numbers))
        copied = CopiedText("\n".join(numbers), CopiedData.NUMBER, words, tuple(cases))
        if not self._session.tools.copy(self._page, copied):
            return
        self._session.state = self._session.state.having_copied(cases)
        seconds = self._session.tools.clipboard.clear_after
        cleared = f" {strings.cleared_after(seconds)}" if seconds else ""
        self._page.say_copied(f"{strings.copied(len(numbers))}{cleared}")
        self._session.changed.emit()

    def _number(self, case: int) -> str:
        return next(person.number for person in self._page.table.people if person.case == case)

    @Slot()
    def _paste_table(self) -> None:
        batch = self._session.state.batch
        if batch is None:
            return

        def understand(text: str, html: str) -> Understood:
            try:
                read = recipient_lists.read_recipients(self._session.ctx, batch, text, html)
            except ExpectedError:
                return Understood(None, strings.MARK_ACT, "")
            new = {
                case: what for case, what in read.outcomes.items() if self._session.state.outcomes.get(case) is not what
            }
            troubles = [strings.not_in_the_send(unknown) for unknown in read.unknown]
            troubles += [strings.unreadable(row.line, row.text, row.reason) for row in read.unreadable]
            known = len(read.outcomes)
            summary = strings.table_read(known, len(new), len(read.unknown), len(read.unreadable))
            return Understood(new or None, strings.mark(len(new)), summary, tuple(troubles))

        title, hint = strings.RECIPIENT_LIST, strings.RECIPIENT_LIST_HINT
        outcomes = PasteDialog.ask(self._page, self._session.tools, title, hint, understand)
        if outcomes:
            self._record(outcomes)

    @Slot()
    def _save_file(self) -> None:
        batch = self._session.state.batch
        path = self._session.tools.files.save(
            self._page, strings.SAVE_FILE_TITLE, strings.NUMBERS_FILE, strings.TEXT_FILES
        )
        if batch is None or path is None:
            return
        try:
            paths = send.save_numbers(self._session.ctx, batch, path)
        except ExpectedError as error:
            self._session.refuse(error)
            return
        self._page.say_copied(strings.file_saved([path.name for path in paths]))

    def goes_to(self) -> dict[int, str]:
        """For each member who cannot be notified, the queue where the case continues, and why."""
        return {case: strings.goes_to(QUEUE[queue], outcome) for case, (queue, outcome) in self._moved().items()}

    def counts(self) -> dict[str, int]:
        """How many members went to each queue, by its name."""
        return dict(Counter(QUEUE[queue] for queue, _ in self._moved().values()))

    def _moved(self) -> dict[int, tuple[Queue, RecipientOutcome]]:
        found: dict[int, tuple[Queue, RecipientOutcome]] = {}
        for member in self._view.members if self._view else ():
            outcome, step = member.outcome, member.step
            if outcome and outcome is not RecipientOutcome.NOTIFIED and not member.included and isinstance(step, Step):
                found[member.recipient.case] = (step.kind.queue, outcome)
        return found
