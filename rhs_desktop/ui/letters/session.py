"""The state of the letters dialog, and the jobs that propose letters and record what was posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import QObject, Signal, Slot

from rhs_desktop.domain.letters.letter_plan import LetterKind, LetterOrder
from rhs_desktop.services.letters import print_batch
from rhs_desktop.services.letters.mailing_proposal import Addressee
from rhs_desktop.services.letters.print_batch import LetterBatchView
from rhs_desktop.services.recording import ActDone
from rhs_desktop.strings.letters import printing as strings
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.letters import jobs
from rhs_desktop.ui.letters.job_dialog import JobDialog
from rhs_desktop.ui.letters.jobs import Made, Proposed
from rhs_desktop.ui.letters.state import LettersState


class LettersSession(QObject):
    """Runs its jobs in the dialog. `cases` is None where everybody who is due is meant, `people` are by case, `others`
    is how many wait for a letter of another kind, `change` is what was done, None if nothing was.

    Signals: `changed` when the state is another, `proposed` with a Proposed, `printed` with the LetterBatchView whose
    letters wait for an answer, `confirmed` when it was recorded what was posted.
    """

    changed = Signal()
    proposed = Signal(object)
    printed = Signal(object)
    confirmed = Signal()

    def __init__(self, dialog: JobDialog, round_id: int, cases: Sequence[int], *, kind: LetterKind) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self.ctx = dialog.ctx
        self.round = round_id
        self.cases = tuple(cases) or None
        self.kind = kind
        self.state = LettersState()
        self.people: dict[int, Addressee] = {}
        self.others: Mapping[LetterKind, int] = {}
        self.change: ActResult | None = None
        self._touched: set[int] = set()

    def name(self, case: int) -> str:
        """The name on the letter of a case."""
        return self.people[case].name

    def propose(self) -> None:
        """Find out in the background who gets a letter."""
        work = jobs.propose(self.ctx, self.round, self.cases, self.state.order, kind=self.kind)
        self._dialog.start(strings.READING, work, self._proposed)

    def _proposed(self, found: Proposed) -> None:
        self.people |= {one.case: one for one in found.proposal.ready}
        self.state = self.state.proposing(one.case for one in found.proposal.ready)
        self.others = found.others
        self.proposed.emit(found)

    @Slot(object, bool)
    def tick(self, cases: Sequence[int], yes: bool) -> None:
        """Whether letters are to be printed, or whether they were posted."""
        for case in cases:
            self.state = self.state.choosing(case, yes=yes)
        self.changed.emit()

    @Slot(object)
    def choose_order(self, order: LetterOrder) -> None:
        """Another order of the letters."""
        self.state = self.state.ordered(order)
        self.propose()

    @Slot(object)
    def choose_numbers(self, numbers: frozenset[int] | None) -> None:
        """Only the letters with these numbers; None: all."""
        self.state = self.state.only(numbers)
        self.changed.emit()

    def made(self, found: Made) -> None:
        """Letters were written."""
        printed, batch = found
        assert printed.done is not None
        self.note(printed.done.cases, strings.printed(printed.letters))
        self.show(batch)

    @Slot(int)
    def resume(self, batch: int) -> None:
        """Ask what was posted of a batch that was printed earlier."""
        self.show(print_batch.batch_view(self.ctx, batch))

    def show(self, batch: LetterBatchView) -> None:
        """Ask what was posted of a batch."""
        waits = [one for one, still in batch.members if still]
        self.people |= {one.case: one for one in waits}
        self.state = self.state.made(batch.id, [one.case for one in waits])
        self.printed.emit(batch)

    def confirm(self, on: date) -> None:
        """Record in the background what was posted that day."""
        ctx, batch, posted = self.ctx, self.state.batch, self.state.posted
        assert batch is not None
        self._dialog.start(
            strings.SAVING,
            lambda task: print_batch.confirm_posted(ctx, batch, posted, on),
            self._confirmed,
            may_stop=False,
        )

    def _confirmed(self, done: ActDone) -> None:
        self.note(done.cases, strings.confirmed(len(self.state.posted), len(self.state.printed)))
        self.confirmed.emit()

    def note(self, cases: Sequence[int], says: str) -> None:
        """Remember an act that was recorded; `says` tells of it in the status bar."""
        self._touched.update(cases)
        self.change = ActResult(says, frozenset(self._touched))
