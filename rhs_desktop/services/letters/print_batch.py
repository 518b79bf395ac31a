"""Letters, step by step: the PDF, then what was posted. Printing alone changes nobody's status.

Reminder letters go the same way: once more, in other words, to those who were written to and have not answered within
the manual's days, which begin anew when the letter was posted.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused, LetterTrouble, LetterWithheld
from rhs_desktop.domain.letters.clinic import ReplyEnvelope
from rhs_desktop.domain.letters.letter_plan import Letter, LetterKind, LetterOrder, in_order
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.backdating import moment_of
from rhs_desktop.services.backups import make as backups_make
from rhs_desktop.services.batches import found_batch, open_batch
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import texts as letters_texts
from rhs_desktop.services.letters.mailing_proposal import Addressee, addressee_of
from rhs_desktop.services.letters.plan import enclosed, mailing, manual_of
from rhs_desktop.services.letters.plan import plan as plan_of
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.services.rounds import cases_by_id, with_states
from rhs_desktop.store import batches as kept
from rhs_desktop.store.batches import BatchKind, BatchRecord, BatchState

if TYPE_CHECKING:
    from rhs_desktop.letters.batch import LetterBatchResult, Mailing, Progress

_PRINTING = {
    LetterKind.INVITATION: ActKind.PRINT_LETTERS,
    LetterKind.REMINDER: ActKind.REMIND_BY_LETTER,
    LetterKind.TIME: ActKind.PRINT_TIME_LETTERS,
}


@dataclass(frozen=True, slots=True)
class LetterBatchView:
    """Letters that were printed and wait for somebody to say that they were posted, or an earlier batch."""

    id: int
    round: int
    kind: LetterKind
    state: BatchState
    printed_at: datetime
    by: str
    members: tuple[tuple[Addressee, bool], ...]
    """Each addressee, and whether the letter still waits to be confirmed."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A batch was written: its files or folder or, for a printer, its PDFs in memory.

    `done` is the act, with its batch; None where letters were printed again.
    """

    paths: tuple[Path, ...]
    in_memory: tuple[bytes, ...]
    letters: int
    pages: int
    done: ActDone | None


@needs(Permission.SEND)
def make(
    ctx: Context,
    round_id: int,
    cases: Sequence[int],
    target: Path | None,
    *,
    kind: LetterKind = LetterKind.INVITATION,
    order: LetterOrder = LetterOrder.GIVEN,
    duplex: bool = False,
    printer: str = "",
    apart: bool = False,
    progress: Progress = lambda done, total, saving: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Printed:
    """Write the letters of those cases, in the order of the pile; the batch waits until somebody says what was posted.

    `target` becomes a PDF, or several of at most a thousand letters; or, `apart`, a folder with one a letter. Without
    one, for a printer, they stay in memory. `duplex`: for paper printed on both sides; `printer`: whose fine adjustment
    counts. Everybody is judged afresh; a cancelled or failed batch leaves no file and no mark. Raises LetterWithheld,
    with `held_back` if somebody may no longer be written to. What has changed while the letters were drawn is drawn
    again.
    """

    def judged() -> tuple[tuple[Letter, ...], Mailing]:
        letters = _all_ready(ctx, cases, order, kind=kind, printer=printer)
        return letters, mailing(ctx, manual_of(ctx, cases), kind=kind, duplex=duplex, printer=printer)

    while True:
        letters, common = judged()
        written = _write(target, letters, common, apart=apart, progress=progress, cancelled=cancelled)
        try:
            with recording(ctx, _PRINTING[kind], details={"count": len(letters)}) as act:
                if judged() == (letters, common):
                    letters_texts.keep(act, ctx, common.every_text)
                    details = {"texts": dict(written.texts), "reminder": kind is LetterKind.REMINDER, "kind": kind}
                    batch = act.add_batch(BatchKind.LETTERS, round_id, [one.case for one in letters], details)
                    printed = ev.LetterPrinted(
                        on=ctx.today, at=ctx.now.time(), batch=batch, reminder=kind is LetterKind.REMINDER
                    )
                    for letter in letters:
                        one = replace(printed, visit=letter.visit_on, visit_time=letter.visit_at)
                        act.append(letter.case, one)
                    return _printed(written, act.commit())
        except BaseException:
            _remove(written)
            raise
        _remove(written)


@needs(Permission.SEND)
def print_again(
    ctx: Context,
    batch_id: int,
    target: Path | None,
    cases: Sequence[int] | None = None,
    *,
    duplex: bool = False,
    printer: str = "",
    progress: Progress = lambda done, total, saving: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Printed:
    """The same letters once more, all or some, in the order in which they were printed: after a jam, or a page that
    was spoilt. Nobody's status changes. Raises LetterWithheld, and NotLogged with no file left."""
    batch = found_batch(ctx, BatchKind.LETTERS, batch_id)
    wanted = None if cases is None else frozenset(cases)
    members = [case for case in batch.members if wanted is None or case in wanted]
    kind = _kind(batch)
    letters = _all_ready(ctx, members, LetterOrder.GIVEN, again=True, kind=kind, printer=printer)
    texts = letters_texts.printed(ctx, batch.details["texts"])
    manual = manual_of(ctx, members)
    swedish = tuple(text for text in texts if not text.language)
    common = mailing(ctx, manual, texts=swedish, kind=kind, duplex=duplex, printer=printer)
    if swedish:
        languages = {text.language for text in texts} - {""}
        others = {tag: tuple(text for text in texts if text.language == tag) for tag in languages}
        common = replace(common, translations=others)
    written = _write(target, letters, common, apart=False, progress=progress, cancelled=cancelled)
    try:
        log_access(ctx, Access.PRINTED, cases=members, what=CopiedData.LETTERS_AGAIN, count=len(letters))
    except BaseException:
        _remove(written)
        raise
    return _printed(written, None)


def _printed(written: LetterBatchResult, done: ActDone | None) -> Printed:
    return Printed(written.paths, written.in_memory, written.letters, written.pages, done)


def _all_ready(
    ctx: Context,
    cases: Iterable[int],
    order: LetterOrder,
    *,
    again: bool = False,
    kind: LetterKind = LetterKind.INVITATION,
    printer: str = "",
) -> tuple[Letter, ...]:
    _, plan = plan_of(ctx, cases, again=again, kind=kind, printer=printer)
    if plan.held_back:
        first = plan.held_back[0]
        raise LetterWithheld(LetterTrouble.HELD_BACK, case=first.case, reasons=first.reasons)
    return in_order(plan.ready, order)


def _write(
    target: Path | None,
    letters: Sequence[Letter],
    common: Mailing,
    *,
    apart: bool,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> LetterBatchResult:
    from rhs_desktop.letters.batch import letters_in_memory, write_each, write_letters

    if target is None:
        return letters_in_memory(letters, common, progress=progress, cancelled=cancelled)
    write = write_each if apart else write_letters
    return write(target, letters, common, progress=progress, cancelled=cancelled)


def _remove(written: LetterBatchResult) -> None:
    """Delete what was written for an act that did not come."""
    for path in written.paths:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


@needs(Permission.SEND)
def confirm_posted(ctx: Context, batch_id: int, posted: Iterable[int], on: date | None = None) -> ActDone:
    """These letters were posted that day or today (transitions 19 and 20b); the others come back into the queue.

    What a clock that was ahead has printed is posted on the day of that. Raises HistoryRefused `in_the_future`, and
    `before_printing` for a day before they were printed.
    """
    gone = set(posted)
    backups_make.before(ctx, BackupKind.BEFORE_BATCH)
    with recording(ctx, ActKind.CONFIRM_POSTED, batch=batch_id, details={"count": len(gone)}) as act:
        batch = open_batch(ctx, BatchKind.LETTERS, batch_id)
        then, now = (moment_of(ctx, day, batch.at.date(), HistoryRefusal.BEFORE_PRINTING) for day in (on, None))
        if strangers := gone - set(batch.members):
            raise HistoryRefused(HistoryRefusal.NOT_IN_BATCH, cases=tuple(sorted(strangers)))
        for case in batch.members:
            state = act.state(case)
            printed = state.printed
            if printed is None or printed.batch != batch_id:
                continue
            if case in gone:
                posted_letter = ev.LetterPosted(**then, batch=batch_id, reminder=printed.reminder)
                act.append(case, replace(posted_letter, visit=printed.visit, visit_time=printed.visit_time))
            else:
                act.append(case, ev.LetterCancelled(**now, batch=batch_id))
        act.change("batch", batch_id, state=BatchState.DONE if gone else BatchState.ABANDONED)
        return act.commit()


@needs(Permission.LOOK)
def batches(ctx: Context, *, waiting_only: bool = True) -> tuple[LetterBatchView, ...]:
    """The printed batches, the newest first."""
    with ctx.store.reading() as db:
        records = kept.batches(db, BatchKind.LETTERS, state=BatchState.PREPARED if waiting_only else None)
    return tuple(_view(ctx, record) for record in records)


@needs(Permission.LOOK)
def batch_view(ctx: Context, batch_id: int) -> LetterBatchView:
    """One printed batch. Raises HistoryRefused `unknown_batch`."""
    return _view(ctx, found_batch(ctx, BatchKind.LETTERS, batch_id))


@needs(Permission.LOOK)
def packing(ctx: Context, batch_id: int) -> tuple[tuple[str, ...], ReplyEnvelope]:
    """What goes into each envelope of a batch: the names of its sheets, and what goes along for the answer.

    Raises HistoryRefused `unknown_batch`, ProfileMissing.
    """
    batch = found_batch(ctx, BatchKind.LETTERS, batch_id)
    names = {text.key: text.name for text in letters_texts.editable(ctx)}
    sheets = tuple(names[key] for key in batch.details["texts"] if key in names)
    if _kind(batch) is LetterKind.TIME:
        return sheets, ReplyEnvelope.NONE
    return sheets, enclosed(ctx, manual_of(ctx, batch.members))


def _view(ctx: Context, record: BatchRecord) -> LetterBatchView:
    found = cases_by_id(ctx, record.members)
    members = tuple(
        (addressee_of(case), _waits(state, record.id))
        for case, state in with_states(ctx, [found[case] for case in record.members if case in found])
    )
    assert record.round is not None
    return LetterBatchView(record.id, record.round, _kind(record), record.state, record.at, record.user, members)


def _waits(state: CaseState, batch_id: int) -> bool:
    return state.printed is not None and state.printed.batch == batch_id


def _kind(record: BatchRecord) -> LetterKind:
    """What the letters are for; batches of 0.1 tell only whether they remind."""
    told = record.details.get("kind", LetterKind.REMINDER if record.details.get("reminder") else LetterKind.INVITATION)
    return LetterKind(told)
