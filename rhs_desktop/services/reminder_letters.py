"""Reminder letters: once more, in other words, to those who were written to and have not answered within the days.

As a file they count when it is there (`save`). Through the printer they are drawn in memory, as often as paper jams
(`draw`), and count when somebody says which were posted (`confirm_posted`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.access import Access
from rhs_desktop.domain.errors import LetterHeld
from rhs_desktop.domain.mailing import Letter, LetterOrder, in_order
from rhs_desktop.domain.pathway import StepKind
from rhs_desktop.services import letter_plan, letter_texts
from rhs_desktop.services.access_log import looked
from rhs_desktop.services.acts import Done, recording
from rhs_desktop.services.overview import load_rows, load_some
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.words.letters import REMINDER_LETTER

if TYPE_CHECKING:
    from rhs_desktop.letters.batch import Mailing

TEXTS = ("paminnelsebrev", "svarsbrev")


@needs(Permission.SEND)
def unanswered(w: Workplace, round_id: int) -> tuple[int, ...]:
    """Whose letter was posted as long ago as the manual waits, and who can be written to, by name."""
    rows = sorted(load_rows(w, round_id), key=lambda row: (row.sort, row.case))
    late = [row.case for row in rows if _late(w, row)]
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
    common = _mailing(w, [one.case for one in letters])
    write_letters(target, letters, common, progress=progress, cancelled=cancelled)
    try:
        return _record(w, [one.case for one in letters], common)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


@needs(Permission.SEND)
def draw(
    w: Workplace,
    cases: Sequence[int],
    target: BinaryIO,
    *,
    duplex: bool = False,
    printer: str = "",
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> None:
    """The same for a printer, in the order of the cases. It is logged, and nobody's case changes.

    Raises LetterHeld, `held_back` where somebody of them can no longer be written to, and NotLogged.
    """
    from rhs_desktop.letters.batch import draw_letters

    _, plan = letter_plan.plan(w, cases, again=True, printer=printer)
    if plan.held_back:
        raise LetterHeld("held_back", case=plan.held_back[0].case, reasons=plan.held_back[0].reasons)
    common = _mailing(w, cases, duplex=duplex, printer=printer)
    letters = in_order(plan.ready, LetterOrder.GIVEN)
    draw_letters(target, letters, common, progress=progress, cancelled=cancelled)
    looked(w, Access.PRINTED, cases=cases, what="reminder_letters", count=len(letters))


@needs(Permission.SEND)
def confirm_posted(w: Workplace, posted: Iterable[int]) -> Done:
    """These were posted today; the manual's days begin anew for each who has not answered meanwhile.

    Raises LetterHeld `no_letters` where that is nobody.
    """
    wanted = list(posted)
    late = {row.case for row in load_some(w, wanted) if _late(w, row)}
    cases = [case for case in wanted if case in late]
    if not cases:
        raise LetterHeld("no_letters")
    return _record(w, cases, _mailing(w, cases))


def _late(w: Workplace, row: CaseRow) -> bool:
    return row.step == StepKind.GIVE_UP.value and row.due is not None and row.due <= w.today


def _mailing(w: Workplace, cases: Sequence[int], *, duplex: bool = False, printer: str = "") -> Mailing:
    profile, texts = letter_plan.manual_of(w, cases), letter_texts.chosen(w, TEXTS)
    return letter_plan.mailing(w, profile, texts=texts, duplex=duplex, printer=printer)


def _record(w: Workplace, cases: Sequence[int], common: Mailing) -> Done:
    texts = {text.key: text.fingerprint for text in common.texts}
    until = w.today + timedelta(days=letter_plan.manual_of(w, cases).days.letter_reply)
    with recording(w, "remind_by_letter", details={"count": len(cases), "texts": texts}) as act:
        letter_texts.keep(act, w, common.texts)
        for case in cases:
            act.append(case, ev.Snoozed(on=w.today, at=w.now.time(), until=until, reason=REMINDER_LETTER))
        return act.commit()


def _ready(w: Workplace, cases: list[int], order: LetterOrder) -> tuple[Letter, ...]:
    _, plan = letter_plan.plan(w, cases, again=True)
    return in_order(plan.ready, order)
