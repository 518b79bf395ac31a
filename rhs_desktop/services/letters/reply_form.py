"""The reply letter as a PDF form, for a resident who gets it in 1177 instead of on paper."""

from __future__ import annotations

from pathlib import Path

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.domain.letters.reply_code import code_of
from rhs_desktop.paths import resources_dir
from rhs_desktop.services import settings
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import plan as letters_plan
from rhs_desktop.services.permissions import Permission, needs

_FOLDER = "digital"


@needs(Permission.SEND)
def file_name(ctx: Context, case: int) -> str:
    """The file name: the letter's code, which identifies nobody by itself."""
    return f"Svarsbrev {code_of(case, settings.code_salt(ctx))}.pdf"


@needs(Permission.SEND)
def save_reply_form(ctx: Context, case: int, target: Path) -> None:
    """Write the form of one case as a tagged PDF with fields. Logged; nobody's status changes.

    Raises LetterWithheld, `held_back` with the reasons where there can be no letter, and NotLogged with no file left.
    """
    from rhs_desktop.file_writing import whole_file
    from rhs_desktop.letters.batch import draw_letters, letters_written
    from rhs_desktop.letters.letter_text import load_texts

    _, plan = letters_plan.plan(ctx, [case], again=True)
    if not plan.ready:
        raise LetterWithheld(LetterTrouble.HELD_BACK, reasons=plan.held_back[0].reasons)
    texts = tuple(load_texts(resources_dir() / "letters" / _FOLDER).values())
    common = letters_plan.mailing(ctx, letters_plan.manual_of(ctx, [case]), texts=texts)
    with letters_written(target), whole_file(target) as unfinished:
        with unfinished.open("wb") as out:
            draw_letters(out, plan.ready, common, fillable=True)
        log_access(ctx, Access.EXPORTED, cases=[case], what=CopiedData.REPLY_FORM, count=1)
