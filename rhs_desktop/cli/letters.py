"""`letters`: prints the letters that are due to one PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rhs_desktop.cli.console import answer, say, table
from rhs_desktop.cli.session import CommandSession, chosen_round
from rhs_desktop.domain.access_log.entries import Access
from rhs_desktop.domain.letters.letter_plan import LetterKind
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import mailing_proposal, print_batch
from rhs_desktop.services.letters.mailing_proposal import MailingProposal
from rhs_desktop.services.letters.print_batch import Printed
from rhs_desktop.strings import cli as strings
from rhs_desktop.strings.common import count_of
from rhs_desktop.strings.letters.held_back import hold_words


def make_letters(session: CommandSession, out: Path, round_name: str | None, kind: LetterKind, *, as_json: bool) -> int:
    """Write the letters of that kind; they count as printed until posting is confirmed. Raises LetterWithheld."""
    with session.recording() as ctx:
        proposal, printed = due_letters(ctx, chosen_round(ctx, round_name).id, out, kind)
        held = [one.case for one, _ in proposal.held_back]
        if held:
            log_access(ctx, Access.LISTED, cases=held, command="letters", count=len(held))
    if as_json:
        answer(_data(proposal, printed))
    else:
        tell_letters(proposal, printed)
    return 0


def due_letters(
    ctx: Context, round_id: int, out: Path, kind: LetterKind = LetterKind.INVITATION
) -> tuple[MailingProposal, Printed | None]:
    """Who gets a letter and who does not, and the file; None where nobody gets one. Raises LetterWithheld."""
    proposal = mailing_proposal.propose(ctx, round_id, kind=kind)
    if not proposal.ready:
        return proposal, None
    return proposal, print_batch.make(ctx, round_id, [one.case for one in proposal.ready], out, kind=kind)


def tell_letters(proposal: MailingProposal, printed: Printed | None) -> None:
    if printed is None:
        say(strings.NO_LETTERS)
    else:
        letters = count_of(printed.letters, "brev", "brev")
        say(
            strings.LETTERS_MADE.format(
                letters=letters,
                pages=count_of(printed.pages, "sida", "sidor"),
                path=", ".join(map(str, printed.paths)),
            )
        )
        say(strings.LETTERS_NEXT)
    if proposal.held_back:
        say("", strings.HELD_BACK.format(count=count_of(len(proposal.held_back), "person", "personer")))
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
        "path": str(printed.paths[0]) if printed else None,
        "files": [str(path) for path in printed.paths] if printed else [],
        "letters": printed.letters if printed else 0,
        "pages": printed.pages if printed else 0,
        "batch": printed.done.batch if printed and printed.done else None,
        "held_back": held,
    }
