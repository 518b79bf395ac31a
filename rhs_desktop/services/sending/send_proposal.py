"""Who to send to in 1177 next: proposed by the rules, or recognised by pasted numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, assert_never

from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.errors import IdentityRefused
from rhs_desktop.domain.people.personal_number import parse
from rhs_desktop.domain.sending import Candidate, Order, SendHeld, SendHold, SendReady, disturbs, judge, plan_send
from rhs_desktop.domain.sending import suggested_size as _suggested_size
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.rounds import cases_of_round, round_record, rules_of_round, with_states
from rhs_desktop.store import manuals, people
from rhs_desktop.store.people import CaseRecord

if TYPE_CHECKING:
    pass


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who is, or might be, sent to. `number` is written as 1177 wants it, YYYYMMDD-NNNN."""

    case: int
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class SendProposal:
    """Who fits this batch, who is ready but waits for the next one, and who is held back with every reason."""

    ready: tuple[Recipient, ...]
    later: tuple[Recipient, ...]
    held_back: tuple[tuple[Recipient, tuple[SendHold, ...]], ...]


@dataclass(frozen=True, slots=True)
class RecognisedNumbers:
    """Pasted numbers: the round's people among them, numbers of nobody in the round, and texts that are no number."""

    ready: tuple[Recipient, ...]
    held_back: tuple[tuple[Recipient, tuple[SendHold, ...]], ...]
    unknown: tuple[str, ...]
    refused: tuple[tuple[str, IdentityRefused], ...]


@needs(Permission.SEND)
def manuals_to_send(ctx: Context, round_id: int) -> tuple[str, ...]:
    """The manuals under which somebody of the round can be invited, the one of new cases first.

    There are several where the round has been given another manual since the first list.
    """
    now = round_record(ctx, round_id).profile
    with ctx.store.reading() as db:
        found = manuals.following(db)
    waiting = {one.profile for one in found if one.round == round_id and one.before_invitation} & set(ctx.profiles)
    return (now, *sorted(waiting - {now}))


@needs(Permission.SEND)
def suggested_size(
    ctx: Context, round_id: int, template: str, free_web_times: int | None, *, manual: str | None = None
) -> int:
    """How many to send to at a time with that template, given the free web times counted in Webbtidbok."""
    profile = rules_of_round(ctx, round_id, manual).profile
    return _suggested_size(profile, profile.template(template), free_web_times)


@needs(Permission.SEND)
def outside_hours(ctx: Context, round_id: int, *, manual: str | None = None) -> bool:
    """Whether a send now would make phones ring outside the manual's hours."""
    return disturbs(rules_of_round(ctx, round_id, manual), ctx.now)


@needs(Permission.SEND)
def propose(
    ctx: Context, round_id: int, *, limit: int, order: Order = Order.LONGEST_WAITING, manual: str | None = None
) -> SendProposal:
    """Who to send to next, of everybody in the round.

    `manual`: under that one instead of the manual of new cases. Those who follow another than the send's are held back.
    """
    cases = cases_of_round(ctx, round_id)
    by_id = {case.id: case for case in cases}
    candidates = [_candidate(case, state) for case, state in with_states(ctx, cases)]
    plan = plan_send(candidates, rules_of_round(ctx, round_id, manual), ctx.today, limit=limit, order=order)
    return SendProposal(
        tuple(recipient_of(by_id[one.case]) for one in plan.ready),
        tuple(recipient_of(by_id[one.case]) for one in plan.later),
        tuple((recipient_of(by_id[one.case]), one.reasons) for one in plan.held_back),
    )


@needs(Permission.SEND)
def recognise(ctx: Context, round_id: int, text: str, *, manual: str | None = None) -> RecognisedNumbers:
    """The people behind pasted numbers, one or many, in the order pasted; each once."""
    numbers: dict[str, None] = {}
    refused: list[tuple[str, IdentityRefused]] = []
    for piece in _pieces(text):
        try:
            numbers[parse(piece, ctx.today).digits] = None
        except IdentityRefused as error:
            refused.append((piece, error))
    with ctx.store.reading() as db:
        found = people.by_identity(db, numbers)
    in_round = {case.resident.id: case for case in cases_of_round(ctx, round_id)}
    chosen = {digits: in_round.get(found[digits].id) for digits in numbers if digits in found}
    unknown = tuple(
        parse(digits, ctx.today, accept_reserve=True).dashed for digits in numbers if chosen.get(digits) is None
    )
    rules = rules_of_round(ctx, round_id, manual)
    ready: list[Recipient] = []
    held: list[tuple[Recipient, tuple[SendHold, ...]]] = []
    for case, state in with_states(ctx, [case for case in chosen.values() if case is not None]):
        match judge(_candidate(case, state), rules, ctx.today):
            case SendReady():
                ready.append(recipient_of(case))
            case SendHeld(_, reasons):
                held.append((recipient_of(case), reasons))
            case _ as unreachable:
                assert_never(unreachable)
    return RecognisedNumbers(tuple(ready), tuple(held), unknown, tuple(refused))


def _candidate(case: CaseRecord, state: CaseState) -> Candidate:
    return Candidate(case.id, state, case.position, case.profile)


def recipient_of(case: CaseRecord) -> Recipient:
    """The resident of the case as a recipient."""
    details = case.resident.details
    return Recipient(case.id, details.identity.dashed, details.name.display)


def _pieces(text: str) -> tuple[str, ...]:
    """One number a line, or several on a line apart by comma, semicolon or tab; a space may stand within a number."""
    return tuple(piece.strip() for piece in re.split(r"[\n\r\t,;]+", text) if piece.strip())
