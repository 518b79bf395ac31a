"""The reply letter to be filled in on the screen, for somebody who gets it in 1177 instead of on paper."""

from __future__ import annotations

from pathlib import Path

from rhs_desktop.domain.access import Access
from rhs_desktop.domain.case_code import code_of
from rhs_desktop.domain.errors import LetterHeld
from rhs_desktop.paths import resources_dir
from rhs_desktop.services import letter_plan, settings
from rhs_desktop.services.access_log import looked
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.workplace import Workplace

_FOLDER = "digital"


@needs(Permission.SEND)
def file_name(w: Workplace, case: int) -> str:
    """Named by the code on the letter, which tells nobody's identity."""
    return f"Svarsbrev {code_of(case, settings.code_salt(w))}.pdf"


@needs(Permission.SEND)
def save_reply_form(w: Workplace, case: int, target: Path) -> None:
    """The form of one case as a tagged PDF with fields. It is logged, and nobody's status changes.

    Raises LetterHeld, `held_back` with the reasons where there can be no letter, and NotLogged with no file left.
    """
    from rhs_desktop.letters.batch import draw_letters, whole_file
    from rhs_desktop.letters.texts import load_texts

    _, plan = letter_plan.plan(w, [case], again=True)
    if not plan.ready:
        raise LetterHeld("held_back", reasons=plan.held_back[0].reasons)
    texts = tuple(load_texts(resources_dir() / "letters" / _FOLDER).values())
    common = letter_plan.mailing(w, letter_plan.manual_of(w, [case]), texts=texts)
    with whole_file(target) as out:
        draw_letters(out, plan.ready, common, fillable=True)
        looked(w, Access.EXPORTED, cases=[case], what="reply_form", count=1)
