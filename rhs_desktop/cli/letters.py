"""`letters`: the letters that are due, as one PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rhs_desktop.cli.console import answer, say, table
from rhs_desktop.cli.desk import Desk
from rhs_desktop.cli.rounds import chosen_round
from rhs_desktop.domain.access import Access
from rhs_desktop.services import mailing
from rhs_desktop.services.access_log import looked
from rhs_desktop.services.mailing import MailingProposal, Printed
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.words import cli as words
from rhs_desktop.words.common import count_of
from rhs_desktop.words.letters import hold_words


def make_letters(desk: Desk, out: Path, round_name: str | None, *, as_json: bool) -> int:
    """Write the letters; they stand as printed until somebody says what was posted. Raises LetterHeld, Misused."""
    with desk.working() as w:
        proposal, printed = due_letters(w, chosen_round(w, round_name).id, out)
        held = [one.case for one, _ in proposal.held_back]
        if held:
            looked(w, Access.LISTED, cases=held, command="letters", count=len(held))
    if as_json:
        answer(_data(proposal, printed))
    else:
        tell_letters(proposal, printed)
    return 0


def due_letters(w: Workplace, round_id: int, out: Path) -> tuple[MailingProposal, Printed | None]:
    """Who gets a letter and who does not, and the file; None where nobody gets one."""
    proposal = mailing.propose(w, round_id)
    if not proposal.ready:
        return proposal, None
    return proposal, mailing.make(w, round_id, [one.case for one in proposal.ready], out)


def tell_letters(proposal: MailingProposal, printed: Printed | None) -> None:
    if printed is None:
        say(words.NO_LETTERS)
    else:
        letters = count_of(printed.letters, "brev", "brev")
        say(
            words.LETTERS_MADE.format(
                letters=letters, pages=count_of(printed.pages, "sida", "sidor"), path=printed.path
            )
        )
        say(words.LETTERS_NEXT)
    if proposal.held_back:
        say("", words.HELD_BACK.format(count=count_of(len(proposal.held_back), "person", "personer")))
        held = [(one.number, one.name, " ".join(map(hold_words, reasons))) for one, reasons in proposal.held_back]
        say(*table([(f"  {number}", name, why) for number, name, why in held]))


def _data(proposal: MailingProposal, printed: Printed | None) -> dict[str, Any]:
    held = [
        {
            "case": one.case,
            "personal_number": one.number,
            "name": one.name,
            "reasons": [{"code": str(hold.reason), "message": hold_words(hold)} for hold in reasons],
        }
        for one, reasons in proposal.held_back
    ]
    return {
        "path": str(printed.path) if printed else None,
        "letters": printed.letters if printed else 0,
        "pages": printed.pages if printed else 0,
        "batch": printed.done.batch if printed and printed.done else None,
        "held_back": held,
    }
