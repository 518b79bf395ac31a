"""Letters to people with protected identity: one at a time, from memory to the printer, sealed, through Skatteverket.

They have no batch, no list with previews and no file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.codes import Way
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused, LetterTrouble, LetterWithheld
from rhs_desktop.domain.letters.clinic import ReplyEnvelope
from rhs_desktop.domain.letters.letter_plan import LetterHeld, LetterKind
from rhs_desktop.domain.letters.protected_letter import ProtectedLetter, judge_protected
from rhs_desktop.domain.letters.reply_code import code_of
from rhs_desktop.paths import resources_dir
from rhs_desktop.services import settings
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import plan
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.services.rounds import cases_by_id, with_states

if TYPE_CHECKING:
    from rhs_desktop.letters.batch import Mailing

_FOLDER = "skyddad"


@needs(Permission.LOOK)
def may_print(ctx: Context, case: int, *, again: bool = False) -> None:
    """Raises LetterWithheld `held_back` with the reasons why this person gets no letter, or `clinic_incomplete`."""
    _mailing(ctx, case, _judged(ctx, case, again=again))


@needs(Permission.LOOK)
def reply_envelope(ctx: Context, case: int) -> ReplyEnvelope:
    """What goes along for the answer. Raises ProfileMissing."""
    if plan.kind_of(ctx.store.state(case)) is LetterKind.TIME:
        return ReplyEnvelope.NONE
    return plan.enclosed(ctx, plan.manual_of(ctx, [case]))


@needs(Permission.SEND)
def draw(ctx: Context, case: int, *, duplex: bool = False, again: bool = False, printer: str = "") -> bytes:
    """All pages of one such letter as a PDF in memory: instructions, labels, cover letter, the letter itself.

    Recorded as an act with the person's case, for log reviews. Raises LetterWithheld.
    """
    from io import BytesIO

    from rhs_desktop.letters.letter_text import load_texts
    from rhs_desktop.letters.protected_letter import draw_protected

    def judged() -> tuple[ProtectedLetter, Mailing]:
        letter = _judged(ctx, case, again=again)
        return letter, _mailing(ctx, case, letter, duplex=duplex, printer=printer)

    while True:
        letter, common = judged()
        out = BytesIO()
        draw_protected(out, letter, common, load_texts(resources_dir() / "letters" / _FOLDER))
        with recording(ctx, ActKind.PRINT_PROTECTED, details={"case": case}) as act:
            if judged() == (letter, common):
                act.log_cases([case])
                act.commit()
                return out.getvalue()


@needs(Permission.SEND)
def confirm_posted(ctx: Context, case: int) -> ActDone:
    """Record that it was posted to Skatteverket. Raises HistoryRefused `no_protected_letter`."""
    from rhs_desktop.services.cases import record

    return record.protected_letter_posted(ctx, case)


def _judged(ctx: Context, case: int, *, again: bool) -> ProtectedLetter:
    from rhs_desktop.letters.pdf.fonts import can_print

    for found, state in with_states(ctx, cases_by_id(ctx, [case]).values()):
        code, kind = code_of(case, settings.code_salt(ctx)), plan.kind_of(state)
        candidate = plan.candidate(ctx, found, state, code, way=Way.LETTER, kind=kind)
        if not candidate.details.protected:
            raise HistoryRefused(HistoryRefusal.NO_PROTECTED_LETTER)
        letter = judge_protected(candidate, can_print=can_print, again=again)
        if isinstance(letter, LetterHeld):
            raise LetterWithheld(LetterTrouble.HELD_BACK, reasons=letter.reasons)
        return letter
    raise HistoryRefused(HistoryRefusal.UNKNOWN_CASE, case=case)


def _mailing(ctx: Context, case: int, letter: ProtectedLetter, *, duplex: bool = False, printer: str = "") -> Mailing:
    kind = LetterKind.INVITATION if letter.visit_on is None else LetterKind.TIME
    common = plan.mailing(ctx, plan.manual_of(ctx, [case]), kind=kind, duplex=duplex, printer=printer)
    if not common.clinic.complete_for_letters:
        raise LetterWithheld(LetterTrouble.CLINIC_INCOMPLETE, settings=common.clinic.problems)
    return common
