"""The background jobs of the letters dialog. Each function returns the work of a job over an immutable state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rhs_desktop.domain.letters.letter_plan import LetterKind, LetterOrder
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import mailing_proposal, pages, print_batch, reply_form
from rhs_desktop.services.letters.mailing_proposal import MailingProposal
from rhs_desktop.services.letters.pages import Overlay
from rhs_desktop.services.letters.print_batch import LetterBatchView, Printed
from rhs_desktop.strings.letters import printing as strings
from rhs_desktop.ui.letters.printing import adjusted_as, both_sides, print_pages
from rhs_desktop.ui.letters.state import LettersState
from rhs_desktop.ui.widgets.jobs import Task

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Proposed(NamedTuple):
    """What is read before the user can choose; `windows` are the envelope's windows over the pages of a letter."""

    proposal: MailingProposal
    batches: Sequence[LetterBatchView]
    windows: Sequence[Overlay | None]
    others: Mapping[LetterKind, int] = {}
    """How many residents have not answered a letter in time, and how many wait for a letter with their time."""


class Made(NamedTuple):
    """Letters that were written, and the batch that waits for an answer."""

    printed: Printed
    batch: LetterBatchView


def propose(
    ctx: Context, round_id: int, cases: Sequence[int] | None, order: LetterOrder, *, kind: LetterKind
) -> Callable[[Task], Proposed]:
    """Who gets a letter; for invitations also how many residents might be reminded, or wait for their time."""

    def work(task: Task) -> Proposed:
        found = mailing_proposal.propose(ctx, round_id, cases, order, kind=kind)
        first = kind is LetterKind.INVITATION
        batches = [one for one in print_batch.batches(ctx) if one.round == round_id and (first or one.kind is kind)]
        others: dict[LetterKind, int] = {}
        for other in (LetterKind.REMINDER, LetterKind.TIME) if first else ():
            proposal = mailing_proposal.propose(ctx, round_id, cases, kind=other)
            others[other] = len(proposal.ready) + (len(proposal.held_back) if cases is None else 0)
        return Proposed(found, batches, pages.overlays(ctx, round_id, kind=kind), others)

    return work


def make(
    ctx: Context,
    round_id: int,
    state: LettersState,
    target: Path | None,
    printer: QPrinter | None,
    *,
    kind: LetterKind,
    apart: bool,
) -> Callable[[Task], Made]:
    """Write letters and record them as printed: to `target`, or in memory, adjusted to a printer.

    The job raises LetterWithheld, and Cancelled where it was cancelled.
    """
    duplex, feeds = (both_sides(printer), adjusted_as(printer)) if printer else (False, "")

    def work(task: Task) -> Made:
        printed = print_batch.make(
            ctx,
            round_id,
            state.chosen,
            target,
            kind=kind,
            order=state.order,
            duplex=duplex,
            printer=feeds,
            apart=apart,
            progress=_progress(task),
            cancelled=lambda: task.cancelled,
        )
        assert printed.done is not None
        assert printed.done.batch is not None
        return Made(printed, print_batch.batch_view(ctx, printed.done.batch))

    return work


def _progress(task: Task) -> Callable[[int, int, bool], None]:
    """Show how far the letters are, and the file while it is saved."""
    return lambda done, total, saving: task.report(done, total, strings.WRITING if saving else strings.MAKING)


def save_form(ctx: Context, case: int, target: Path, task: Task) -> None:
    """Write the reply letter of a case as a PDF form. Raises LetterWithheld."""
    reply_form.save_reply_form(ctx, case, target)


def again(ctx: Context, batch: int, cases: Sequence[int], printer: QPrinter) -> Callable[[Task], int]:
    """Print some letters of a batch again, from memory: no file with names and addresses is written."""

    def work(task: Task) -> int:
        printed = print_batch.print_again(
            ctx,
            batch,
            None,
            cases,
            duplex=both_sides(printer),
            printer=adjusted_as(printer),
            progress=_progress(task),
            cancelled=lambda: task.cancelled,
        )
        return print_pages(task, printer, *printed.in_memory)

    return work
