"""Letters to people with protected identity: one at a time, from memory to the printer, sealed, through Skatteverket.

There is no batch of these, no list with previews and no file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rhs_desktop.domain.case_code import code_of
from rhs_desktop.domain.errors import HistoryRefused, LetterHeld
from rhs_desktop.domain.mailing import HeldBack
from rhs_desktop.domain.protected_mail import ProtectedLetter, judge_protected
from rhs_desktop.paths import resources_dir
from rhs_desktop.services import letter_plan, settings
from rhs_desktop.services.acts import Done, recording
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.roundwork import cases_by_id, with_states
from rhs_desktop.services.workplace import Workplace

if TYPE_CHECKING:
    from rhs_desktop.letters.batch import Mailing

_FOLDER = "skyddad"


@needs(Permission.LOOK)
def may_print(w: Workplace, case: int, *, again: bool = False) -> None:
    """Raises LetterHeld `held_back` with the reasons why this person gets no letter, or `clinic_incomplete`."""
    _judged(w, case, again=again)
    _mailing(w, case)


@needs(Permission.SEND)
def draw(w: Workplace, case: int, *, duplex: bool = False, again: bool = False, printer: str = "") -> bytes:
    """All pages of one such letter as a PDF in memory: what to do, labels, cover letter, the letter itself.

    That it was made is kept as an act with the person's case, for whoever looks after the logs. Raises LetterHeld.
    """
    from io import BytesIO

    from rhs_desktop.letters.protected import draw_protected
    from rhs_desktop.letters.texts import load_texts

    letter = _judged(w, case, again=again)
    out = BytesIO()
    common = _mailing(w, case, duplex=duplex, printer=printer)
    draw_protected(out, letter, common, load_texts(resources_dir() / "letters" / _FOLDER))
    with recording(w, "print_protected", details={"case": case}) as act:
        act.tell_of([case])
        act.commit()
    return out.getvalue()


@needs(Permission.SEND)
def confirm_posted(w: Workplace, case: int) -> Done:
    """It lies in the post to Skatteverket. Raises HistoryRefused `no_protected_letter`."""
    from rhs_desktop.services import casework

    return casework.protected_letter_posted(w, case)


def _judged(w: Workplace, case: int, *, again: bool) -> ProtectedLetter:
    from rhs_desktop.letters.fonts import can_print

    for found, state in with_states(w, cases_by_id(w, [case]).values()):
        candidate = letter_plan.candidate(w, found, state, code_of(case, settings.code_salt(w)))
        if not candidate.details.protected:
            raise HistoryRefused("no_protected_letter")
        letter = judge_protected(candidate, can_print=can_print, again=again)
        if isinstance(letter, HeldBack):
            raise LetterHeld("held_back", reasons=letter.reasons)
        return letter
    raise HistoryRefused("unknown_case", case=case)


def _mailing(w: Workplace, case: int, *, duplex: bool = False, printer: str = "") -> Mailing:
    common = letter_plan.mailing(w, letter_plan.manual_of(w, [case]), duplex=duplex, printer=printer)
    if not common.clinic.complete_for_letters:
        raise LetterHeld("clinic_incomplete", settings=common.clinic.problems)
    return common
