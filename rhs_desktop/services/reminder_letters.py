"""Reminder letters: once more, in other words, to those who were written to and have not answered within the days."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.errors import LetterHeld
from rhs_desktop.domain.mailing import Letter, LetterOrder, in_order
from rhs_desktop.domain.pathway import StepKind
from rhs_desktop.services import letter_plan, letter_texts
from rhs_desktop.services.acts import Done, recording
from rhs_desktop.services.overview import load_rows
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.words.letters import REMINDER_LETTER

TEXTS = ("paminnelsebrev", "svarsbrev")


@needs(Permission.SEND)
def unanswered(w: Workplace, round_id: int) -> tuple[int, ...]:
    """Whose letter was posted as long ago as the manual waits, and who can be written to, by name."""
    rows = sorted(load_rows(w, round_id), key=lambda row: (row.sort, row.case))
    late = [
        row.case for row in rows if row.step == StepKind.GIVE_UP.value and row.due is not None and row.due <= w.today
    ]
    return tuple(letter.case for letter in _ready(w, late, LetterOrder.GIVEN)) if late else ()


@needs(Permission.SEND)
def save(
    w: Workplace,
    cases: Iterable[int],
    target: Path,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Done:
    """Write their reminder letters, reply letters with them, as one PDF; the manual's days begin anew for each.

    All or nothing, as letters are made. Raises LetterHeld, `no_letters` where nobody of them can be written to.
    """
    from rhs_desktop.letters.batch import write_letters

    letters = _ready(w, list(cases), LetterOrder.NAME)
    if not letters:
        raise LetterHeld("no_letters")
    profile = letter_plan.manual_of(w, [one.case for one in letters])
    common = letter_plan.mailing(w, profile, texts=letter_texts.chosen(w, TEXTS))
    written = write_letters(target, letters, common, progress=progress, cancelled=cancelled)
    until = w.today + timedelta(days=profile.days.letter_reply)
    try:
        with recording(w, "remind_by_letter", details={"count": len(letters), "texts": dict(written.texts)}) as act:
            letter_texts.keep(act, w, common.texts)
            for letter in letters:
                act.append(letter.case, ev.Snoozed(on=w.today, at=w.now.time(), until=until, reason=REMINDER_LETTER))
            return act.commit()
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _ready(w: Workplace, cases: list[int], order: LetterOrder) -> tuple[Letter, ...]:
    _, plan = letter_plan.plan(w, cases, again=True)
    return in_order(plan.ready, order)
