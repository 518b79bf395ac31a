"""Who gets a letter next, and who is held back with every reason, before paper is spent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rhs_desktop.domain.cases.due import is_due
from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.domain.letters.letter_plan import LetterHold, LetterKind, LetterOrder, in_order
from rhs_desktop.domain.letters.postal_address import AddressBlock, Shortening
from rhs_desktop.services.cases.case_list import load_rows
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters.plan import STEPS, kind_of, mailing, manual_of
from rhs_desktop.services.letters.plan import plan as plan_of
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.rounds import cases_by_id, with_states
from rhs_desktop.store.people import CaseRecord

_TO_BOOK = frozenset({Status.LETTER_YES, Status.REBOOK})
"""Who waits for a letter with a time that is not booked yet."""
_NO_ADDRESS = AddressBlock(())


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody who is, or might be, written to."""

    case: int
    number: str
    name: str
    lines: tuple[str, ...]
    shortened: tuple[Shortening, ...] = ()
    """What was done to the address so that it goes into the window."""
    language: str = ""
    """Of the letter, where it is not Swedish."""

    @property
    def below_name(self) -> tuple[str, ...]:
        """The lines that say where the person lives."""
        return AddressBlock(self.lines, self.shortened).below_name


@dataclass(frozen=True, slots=True)
class MailingProposal:
    """Who gets a letter, and who is held back with every reason, before paper is spent."""

    ready: tuple[Addressee, ...]
    held_back: tuple[tuple[Addressee, tuple[LetterHold, ...]], ...]


@needs(Permission.SEND)
def propose(
    ctx: Context,
    round_id: int,
    cases: Sequence[int] | None = None,
    order: LetterOrder = LetterOrder.GIVEN,
    *,
    kind: LetterKind = LetterKind.INVITATION,
) -> MailingProposal:
    """Everybody of the round whose next step is a letter today, or just the given cases, in the order of the pile.

    A `kind` of REMINDER: whose days to answer a letter have passed, instead; of TIME: who waits for a letter with the
    time of a booked talk. Those through Skatteverket are among the held back: they go one by one.
    """
    if cases is None:
        wanted = {kind.value for kind in STEPS[kind]}
        rows = sorted(load_rows(ctx, round_id), key=lambda row: (row.sort, row.case))
        rows = [row for row in rows if row.step in wanted and is_due(row.queue, row.due, ctx.today)]
        cases = [row.case for row in rows if row.status not in _TO_BOOK]
    found, plan = plan_of(ctx, cases, kind=kind)
    letters = in_order(plan.ready, order)
    written = (
        mailing(ctx, manual_of(ctx, cases), kind=kind).translations if any(one.language for one in letters) else {}
    )
    return MailingProposal(
        tuple(
            addressee_of(found[one.case], one.block, one.language if one.language in written else "") for one in letters
        ),
        tuple((addressee_of(found[held.case]), held.reasons) for held in plan.held_back),
    )


@needs(Permission.LOOK)
def kind_for(ctx: Context, cases: Sequence[int]) -> LetterKind:
    """What the next letter to those cases is for: the time of a talk where all of them have one booked."""
    states = [state for _, state in with_states(ctx, cases_by_id(ctx, cases).values())]
    booked = bool(states) and all(kind_of(state) is LetterKind.TIME for state in states)
    return LetterKind.TIME if booked else LetterKind.INVITATION


@needs(Permission.LOOK)
def preview(ctx: Context, round_id: int, case: int, *, kind: LetterKind = LetterKind.INVITATION) -> bytes:
    """The letter of one case as a PDF; one in another language has its Swedish after it.

    Raises LetterWithheld `held_back` with the reasons where there can be none.
    """
    from io import BytesIO

    from rhs_desktop.letters.batch import draw_letters

    _, plan = plan_of(ctx, [case], again=True, kind=kind)
    if not plan.ready:
        raise LetterWithheld(LetterTrouble.HELD_BACK, reasons=plan.held_back[0].reasons)
    out, common = BytesIO(), mailing(ctx, manual_of(ctx, [case]), kind=kind)
    (letter,) = plan.ready
    beside = [replace(letter, language="")] if letter.language in common.translations else []
    draw_letters(out, [letter, *beside], common)
    return out.getvalue()


def addressee_of(case: CaseRecord, block: AddressBlock = _NO_ADDRESS, language: str = "") -> Addressee:
    """The resident of the case as an addressee, with the lines of the envelope's window where they are known."""
    details = case.resident.details
    return Addressee(case.id, details.identity.dashed, details.name.display, block.lines, block.shortened, language)
