"""Letters, step by step: who and why not, the PDF, then what was posted. Printing alone changes nobody's status."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.case import CaseState
from rhs_desktop.domain.case_code import code_of
from rhs_desktop.domain.errors import HistoryRefused, LetterHeld
from rhs_desktop.domain.mailing import Hold, LetterCandidate, MailingPlan, plan_mailing
from rhs_desktop.domain.pathway import Finished, StepKind, next_step
from rhs_desktop.domain.profile import Profile
from rhs_desktop.paths import resources_dir
from rhs_desktop.services import settings
from rhs_desktop.services.acts import Done, recording
from rhs_desktop.services.overview import load_rows
from rhs_desktop.services.roundwork import cases_by_id, rules_of_round, with_states
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import batches as kept
from rhs_desktop.store.batches import ABANDONED, DONE, PREPARED, BatchRecord
from rhs_desktop.store.people import CaseRecord

if TYPE_CHECKING:
    from rhs_desktop.letters.batch import Mailing
    from rhs_desktop.letters.envelope import Envelope

KIND = "letters"
_LETTER_STEPS = frozenset({StepKind.SEND_LETTER, StepKind.SEND_PROTECTED_LETTER, StepKind.FIX_ADDRESS})


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is, or might be, written to."""

    case: int
    number: str
    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MailingProposal:
    """Who gets a letter, and who is held back with every reason, before paper is spent."""

    ready: tuple[Addressee, ...]
    held_back: tuple[tuple[Addressee, tuple[Hold, ...]], ...]


@dataclass(frozen=True, slots=True)
class LetterBatchView:
    """Letters that were printed and wait for somebody to say that they were posted, or an earlier batch."""

    id: int
    round: int
    state: str
    printed_at: datetime
    by: str
    members: tuple[tuple[Addressee, bool], ...]
    """Each addressee, and whether the letter still waits to be confirmed."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF was made. `done` is the act, with its batch; None where letters were printed again."""

    path: Path
    letters: int
    pages: int
    done: Done | None


def propose(w: Workplace, round_id: int, cases: Sequence[int] | None = None) -> MailingProposal:
    """Everybody of the round whose next step is a letter today, or just the given cases."""
    if cases is None:
        wanted = {kind.value for kind in _LETTER_STEPS}
        rows = sorted(load_rows(w, round_id), key=lambda row: (row.sort, row.case))
        cases = [row.case for row in rows if row.step in wanted and row.due is not None and row.due <= w.today]
    found, plan = _plan(w, cases)
    lines = {letter.case: letter.block.lines for letter in plan.ready}
    return MailingProposal(
        tuple(_addressee(found[letter.case], lines[letter.case]) for letter in plan.ready),
        tuple((_addressee(found[held.case], ()), held.reasons) for held in plan.held_back),
    )


def preview(w: Workplace, round_id: int, case: int) -> bytes:
    """The letter of one case as a PDF. Raises LetterHeld `held_back` with the reasons where there can be none."""
    from io import BytesIO

    from rhs_desktop.letters.batch import draw_letters

    _, plan = _plan(w, [case], again=True)
    if not plan.ready:
        raise LetterHeld("held_back", reasons=plan.held_back[0].reasons)
    out = BytesIO()
    draw_letters(out, plan.ready, _mailing(w, rules_of_round(w, round_id).profile))
    return out.getvalue()


def make(
    w: Workplace,
    round_id: int,
    cases: Sequence[int],
    target: Path,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Printed:
    """Write the letters of those cases into one PDF; the batch waits until somebody says what was posted.

    Everybody is judged afresh; a cancelled or failed batch leaves no file and no mark. Raises LetterHeld, with
    `held_back` if somebody may no longer be written to.
    """
    from rhs_desktop.letters.batch import write_letters

    _, plan = _plan(w, cases)
    if plan.held_back:
        first = plan.held_back[0]
        raise LetterHeld("held_back", case=first.case, reasons=first.reasons)
    mailing = _mailing(w, rules_of_round(w, round_id).profile)
    written = write_letters(target, plan.ready, mailing, progress=progress, cancelled=cancelled)
    try:
        with recording(w, "print_letters", details={"count": len(plan.ready)}) as act:
            batch = act.add_batch(KIND, round_id, cases, {"texts": dict(written.texts)})
            for letter in plan.ready:
                act.append(letter.case, ev.LetterPrinted(on=w.today, at=w.now.time(), batch=batch))
            done = act.commit()
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return Printed(target, written.letters, written.pages, done)


def print_again(w: Workplace, batch_id: int, target: Path, cases: Sequence[int] | None = None) -> Printed:
    """The same letters once more, all or some: after a jam, or a page that was spoilt. Nobody's status changes."""
    from rhs_desktop.letters.batch import write_letters

    batch = _batch(w, batch_id)
    _, plan = _plan(w, batch.members if cases is None else cases, again=True)
    if plan.held_back:
        first = plan.held_back[0]
        raise LetterHeld("held_back", case=first.case, reasons=first.reasons)
    mailing = _mailing(w, rules_of_round(w, _round(batch)).profile)
    written = write_letters(target, plan.ready, mailing)
    return Printed(target, written.letters, written.pages, None)


def confirm_posted(w: Workplace, batch_id: int, posted: Iterable[int]) -> Done:
    """These letters were posted today (transition 19); the others of the batch come back into the queue."""
    batch = _open_batch(w, batch_id)
    gone = set(posted)
    if strangers := gone - set(batch.members):
        raise HistoryRefused("not_in_batch", cases=tuple(sorted(strangers)))
    with recording(w, "confirm_posted", batch=batch_id, details={"count": len(gone)}) as act:
        for case in batch.members:
            state = act.state(case)
            if not _waits(state, batch_id):
                continue
            if case in gone:
                act.append(case, ev.LetterPosted(on=w.today, at=w.now.time(), batch=batch_id))
            else:
                act.append(case, ev.LetterCancelled(on=w.today, at=w.now.time(), batch=batch_id))
        act.change("batch", batch_id, state=DONE if gone else ABANDONED)
        return act.commit()


def batches(w: Workplace, *, waiting_only: bool = True) -> tuple[LetterBatchView, ...]:
    """The printed batches, the newest first."""
    with w.store.reading() as db:
        records = kept.batches(db, KIND, state=PREPARED if waiting_only else None)
    return tuple(_view(w, record) for record in records)


def batch_view(w: Workplace, batch_id: int) -> LetterBatchView:
    """One printed batch. Raises HistoryRefused `unknown_batch`."""
    return _view(w, _batch(w, batch_id))


def _plan(w: Workplace, cases: Iterable[int], *, again: bool = False) -> tuple[dict[int, CaseRecord], MailingPlan]:
    from rhs_desktop.letters.address import fits_window
    from rhs_desktop.letters.fonts import can_print

    ids = list(cases)
    found = cases_by_id(w, ids)
    salt = settings.code_salt(w)
    candidates = [
        _candidate(w, case, state, code_of(case.id, salt))
        for case, state in with_states(w, [found[case_id] for case_id in ids if case_id in found])
    ]
    fits = fits_window(_envelope(w))
    return found, plan_mailing(candidates, can_print=can_print, fits=fits, again=again)


def _candidate(w: Workplace, case: CaseRecord, state: CaseState, code: str) -> LetterCandidate:
    step = next_step(state, w.rules(case.profile), w.today)
    finished = isinstance(step, Finished)
    due = not isinstance(step, Finished) and step.kind in _LETTER_STEPS and step.due <= w.today
    waiting = state.printed is not None
    return LetterCandidate(
        case.id,
        case.resident.details,
        code,
        due=due,
        finished=finished,
        excluded=state.excluded,
        said_no=state.said_no,
        posted=not due and (waiting or state.posted_on is not None),
    )


def _mailing(w: Workplace, profile: Profile) -> Mailing:
    from rhs_desktop.letters.batch import Mailing
    from rhs_desktop.letters.envelope import reply_envelope
    from rhs_desktop.letters.texts import chosen_texts, load_texts

    envelope = _envelope(w)
    return Mailing(
        texts=chosen_texts(load_texts(resources_dir() / "letters"), profile.letter.texts),
        clinic=settings.clinic(w),
        envelope=envelope,
        reply_envelope=reply_envelope(_envelopes(), envelope),
        on=w.today,
        reply_by=w.today + timedelta(days=profile.days.letter_reply),
        franked=profile.letter.franked_reply_envelope,
    )


def _envelopes() -> tuple[Envelope, ...]:
    from rhs_desktop.letters.envelope import load_envelopes

    return load_envelopes(resources_dir() / "envelopes")


def _envelope(w: Workplace) -> Envelope:
    from rhs_desktop.letters.envelope import envelope_by_key

    chosen = settings.load(w)
    return envelope_by_key(_envelopes(), chosen.envelope).adjusted(chosen.shift_right, chosen.shift_down)


def _view(w: Workplace, record: BatchRecord) -> LetterBatchView:
    found = cases_by_id(w, record.members)
    members = tuple(
        (_addressee(case, ()), _waits(state, record.id))
        for case, state in with_states(w, [found[case] for case in record.members if case in found])
    )
    return LetterBatchView(record.id, _round(record), record.state, record.at, record.user, members)


def _waits(state: CaseState, batch_id: int) -> bool:
    return state.printed is not None and state.printed.batch == batch_id


def _round(record: BatchRecord) -> int:
    assert record.round is not None
    return record.round


def _batch(w: Workplace, batch_id: int) -> BatchRecord:
    with w.store.reading() as db:
        record = kept.batch(db, batch_id)
    if record is None or record.kind != KIND:
        raise HistoryRefused("unknown_batch", batch=batch_id)
    return record


def _open_batch(w: Workplace, batch_id: int) -> BatchRecord:
    record = _batch(w, batch_id)
    if record.state != PREPARED:
        raise HistoryRefused("batch_closed", batch=batch_id, state=record.state)
    return record


def _addressee(case: CaseRecord, lines: tuple[str, ...]) -> Addressee:
    details = case.resident.details
    return Addressee(case.id, details.identity.dashed, details.name.display, lines)
