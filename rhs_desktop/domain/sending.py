"""Who may be sent an invitation in 1177, who is held back and why, and when a send disturbs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rhs_desktop.domain.cases import contact
from rhs_desktop.domain.cases.contact import NoContact
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.state import CaseState, ResidentWish
from rhs_desktop.domain.cases.steps import Finished, Status, StepKind
from rhs_desktop.domain.codes import Channel, RecipientOutcome, Way
from rhs_desktop.domain.manuals.manual import Profile, Rules, Template
from rhs_desktop.domain.people.personal_number import IdentityKind


class SendHold(StrEnum):
    """Why a person is not proposed as a recipient."""

    ALREADY_INVITED = "already_invited"
    IN_A_BATCH = "in_a_batch"
    SAID_NO = "said_no"
    EXCLUDED = "excluded"
    FINISHED = "finished"
    COORDINATION = "coordination"
    RESERVE = "reserve"
    WRONG_NUMBER = "wrong_number"
    NOT_CHECKED = "not_checked"
    CHECK_TOO_OLD = "check_too_old"
    BY_PHONE = "by_phone"
    BY_LETTER = "by_letter"
    OTHER_MANUAL = "other_manual"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that might be sent to. `position` is its place in the clinic's list.

    `manual` is the id of the case's own, where the send could be under another.
    """

    case: int
    state: CaseState
    position: int = 0
    manual: str = ""


@dataclass(frozen=True, slots=True)
class SendReady:
    """May be sent to; `waiting_since` is the day from which the person has been ready."""

    case: int
    waiting_since: date
    position: int


@dataclass(frozen=True, slots=True)
class SendHeld:
    """Is not sent to, with every reason."""

    case: int
    reasons: tuple[SendHold, ...]


class Order(StrEnum):
    """Who comes first into a batch."""

    LONGEST_WAITING = "longest_waiting"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class SendPlan:
    """The proposal: `ready` fits one batch, `later` are ready but wait for the next one."""

    ready: tuple[SendReady, ...]
    later: tuple[SendReady, ...]
    held_back: tuple[SendHeld, ...]


def plan_send(
    candidates: Iterable[Candidate], rules: Rules, today: date, *, limit: int, order: Order = Order.LONGEST_WAITING
) -> SendPlan:
    """Propose a batch of at most `limit` (both manuals, Välj mottagare). Nobody is sent twice in one round."""
    ready: list[SendReady] = []
    held: list[SendHeld] = []
    for candidate in candidates:
        judged = judge(candidate, rules, today)
        if isinstance(judged, SendReady):
            ready.append(judged)
        else:
            held.append(judged)
    if order is Order.LIST:
        ready.sort(key=lambda one: (one.position, one.case))
    else:
        ready.sort(key=lambda one: (one.waiting_since, one.position, one.case))
    return SendPlan(tuple(ready[:limit]), tuple(ready[limit:]), tuple(held))


def judge(candidate: Candidate, rules: Rules, today: date) -> SendReady | SendHeld:
    """Ready for 1177, or held back with all reasons, the weightiest first."""
    reasons = tuple(_reasons(candidate.state, rules, today))
    if candidate.manual not in ("", rules.profile.id):
        reasons = (*reasons, SendHold.OTHER_MANUAL)
    if reasons:
        return SendHeld(candidate.case, reasons)
    state = candidate.state
    since = state.cosmic.on if state.cosmic else state.listed_on
    return SendReady(candidate.case, since or today, candidate.position)


def _reasons(state: CaseState, rules: Rules, today: date) -> Iterable[SendHold]:
    step = next_step(state, rules, today)
    person = contact.Contactable.of_case(state)
    against = contact.may(person, state, Way.DIGITAL).reasons
    if NoContact.SAID_NO in against:
        yield SendHold.SAID_NO
    if NoContact.EXCLUDED in against or NoContact.DECEASED in against:
        yield SendHold.EXCLUDED
    elif isinstance(step, Finished) and step.status is not Status.DECLINED:
        yield SendHold.FINISHED
    if state.invited:
        yield SendHold.ALREADY_INVITED
    if state.prepared:
        yield SendHold.IN_A_BATCH
    if NoContact.NO_LOGIN in against:
        yield SendHold.RESERVE if person.identity is IdentityKind.RESERVE else SendHold.COORDINATION
    if state.recipient and state.recipient.outcome is RecipientOutcome.WRONG_NUMBER:
        yield SendHold.WRONG_NUMBER
    if rules.profile.cosmic_check and state.cosmic is None:
        yield SendHold.NOT_CHECKED
    elif isinstance(step, Finished):
        return
    elif step.kind is StepKind.CHECK_COSMIC:
        yield SendHold.CHECK_TOO_OLD
    if state.reach and state.reach.channel is Channel.PHONE:
        yield SendHold.BY_PHONE
    if state.reach and state.reach.channel is Channel.LETTER:
        yield SendHold.BY_LETTER
    if state.word and state.word.wish is not ResidentWish.NO and not state.invited:
        yield SendHold.BY_PHONE


def suggested_size(profile: Profile, template: Template, free_web_times: int | None) -> int:
    """How many to send at a time: the manual's number, and no more than there are free web times to book."""
    if template.needs_web_times and free_web_times is not None:
        return max(0, min(profile.batch.one_by_one, free_web_times))
    return profile.batch.one_by_one


def disturbs(rules: Rules, now: datetime) -> bool:
    """The resident's phone would ring outside the profile's sending hours or on a day off (001, Avisering)."""
    hours = rules.profile.sending_hours
    return not rules.calendar.is_workday(now.date()) or not hours.start <= now.time() <= hours.end
