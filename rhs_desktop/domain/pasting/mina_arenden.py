"""Statuses of 1177, pasted: what each row would change, never silently backwards.

When a thing happened: a row that shows Uppdaterat says when its case last changed, which is when it took the status
that it has. Datum and Skapat are the creation of the case, D0: in the manual's own table rows that are unread, read
and answered bear the same minute. So without Uppdaterat a status counts from the day on which it was seen, today;
only a closing, which 1177 does by itself so many days after D0, is dated by the manual's count where that has passed.
docs/decisions/0005-pasted-tables-are-reviewed.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import assert_never

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.phases.reminder_and_closing import portal_status
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.pasting.case_types import CaseType, case_type
from rhs_desktop.domain.pasting.finding import (
    FindingReason,
    KnownCase,
    PasteFinding,
    Register,
    Sent,
    Verdict,
    unknown,
    unreadable,
)
from rhs_desktop.domain.pasting.recipients import Unreadable
from rhs_desktop.domain.pasting.records import Record, Records
from rhs_desktop.domain.pasting.tokens import ListedMoment, MalformedNumber
from rhs_desktop.domain.people.personal_number import PersonalNumber

_ORDER = (PortalStatus.UNREAD, PortalStatus.READ, PortalStatus.ANSWERED, PortalStatus.CLOSED)


def mirror(records: Records, register: Register, manuals: Iterable[Profile], today: date) -> tuple[PasteFinding, ...]:
    """A finding for each row, in the order of the table."""
    others = tuple(manuals)
    judged = [_judge(record, records.ambiguous, register, others, today) for record in records.rows]
    return tuple(_latest_wins(judged, records.rows, register))


def _judge(
    record: Record, ambiguous: bool, register: Register, manuals: Sequence[Profile], today: date
) -> PasteFinding:
    reason = Unreadable.NOT_TOLD_APART if ambiguous else _trouble(record, today)
    if reason is not None or not isinstance(record.identity, PersonalNumber):
        return unreadable(record, reason or Unreadable.NO_NUMBER)
    (status,) = record.statuses
    cases = register.get(record.identity, ())
    if not cases:
        return unknown(record, record.identity, status)
    known = _case_of(record, cases)
    kind = case_type(record.case_type, known.rules.profile, manuals)
    finding = PasteFinding(
        line=record.line,
        text=record.text,
        verdict=Verdict.OTHER,
        because=FindingReason.NOT_THE_INVITATION,
        number=record.identity,
        name=known.name or record.name,
        case=known.case,
        was=_stands(known, today),
        becomes=status,
        moment=record.updated or record.created,
    )
    if kind.reminder:
        return _reminder(finding, record, known)
    if not kind.ours:
        return finding
    if known.state.invited is None:
        return _not_recorded(finding, record, known, kind, status, today)
    return _recorded(finding, record, known, kind, status, today)


def _trouble(record: Record, today: date) -> Unreadable | None:
    if record.identity is None:
        return Unreadable.NO_NUMBER
    if isinstance(record.identity, MalformedNumber):
        return Unreadable.BROKEN_NUMBER
    if len(record.statuses) > 1:
        return Unreadable.TWO_STATUSES
    if not record.statuses:
        return Unreadable.UNKNOWN_STATUS if record.status_text else Unreadable.NO_STATUS
    if any(moment is not None and moment.on > today for moment in (record.created, record.updated)):
        return Unreadable.IN_THE_FUTURE
    return None


def _case_of(record: Record, cases: Sequence[KnownCase]) -> KnownCase:
    """The case of a person in several rounds: the one sent that day, else the newest that then stood on a list."""
    if record.created is None:
        return cases[-1]
    created = record.created.on
    for known in cases:
        if known.state.invited is not None and known.state.invited.on == created:
            return known
    listed = [known for known in cases if known.state.listed_on is not None and known.state.listed_on <= created]
    return listed[-1] if listed else cases[0]


def _stands(known: KnownCase, today: date) -> PortalStatus | Status:
    return portal_status(known.state, known.rules, today) or next_step(known.state, known.rules, today).status


# ---- invited, as far as we know


def _recorded(
    finding: PasteFinding, record: Record, known: KnownCase, kind: CaseType, status: PortalStatus, today: date
) -> PasteFinding:
    state = known.state
    assert state.invited is not None
    sent = state.invited.on
    if record.created and record.created.on < min(sent, state.listed_on or sent):
        return replace(finding, verdict=Verdict.OLDER, because=FindingReason.EARLIER_INVITATION)
    have = _facts(state)
    if _ORDER.index(status) < _ORDER.index(have):
        if status is PortalStatus.ANSWERED and state.replied_on is None:
            events = (_event(status, record, known, sent, today),)
            return replace(finding, verdict=Verdict.CHOICE, because=FindingReason.REOPENED, events=events)
        return replace(finding, verdict=Verdict.OLDER, because=FindingReason.GOES_BACK)
    if status is have:
        open_ = status in (PortalStatus.UNREAD, PortalStatus.READ) and state.seen_on != today
        return replace(finding, verdict=Verdict.SAME, because=None, seen=ev.SeenUnchanged(on=today) if open_ else None)
    event = _event(status, record, known, sent, today)
    seen = ev.SeenUnchanged(on=today) if status is PortalStatus.READ and event.on < today else None
    new = replace(finding, verdict=Verdict.NEW, because=None, events=(event,), seen=seen)
    latest = _latest_fact(state)
    if record.updated and latest and record.updated.on < latest:
        return replace(new, verdict=Verdict.OLDER, because=FindingReason.BEFORE_KNOWN)
    if record.created and record.created.on > sent:
        return replace(new, verdict=Verdict.CHOICE, because=FindingReason.SENT_LATER)
    if not kind.told and (record.created.on != sent if record.created else status is PortalStatus.CLOSED):
        return replace(new, verdict=Verdict.CHOICE, because=FindingReason.WHICH_CASE)
    return new


def _facts(state: CaseState) -> PortalStatus:
    """The status that somebody has seen; a closing that is merely due by the calendar is none."""
    if state.closed_on or state.handled_on:
        return PortalStatus.CLOSED
    if state.replied_on:
        return PortalStatus.ANSWERED
    return PortalStatus.READ if state.opened_on else PortalStatus.UNREAD


def _latest_fact(state: CaseState) -> date | None:
    return max(filter(None, (state.opened_on, state.replied_on, state.closed_on, state.handled_on)), default=None)


def _event(status: PortalStatus, record: Record, known: KnownCase, sent: date, today: date) -> Event:
    """What the status says has happened. Nothing happens to an invitation before the day on which it was sent."""
    moment = record.updated
    if moment is None:
        moment = ListedMoment(_closing_day(record, known, sent, today) if status is PortalStatus.CLOSED else today)
    if moment.on < sent:
        moment = ListedMoment(sent)
    match status:
        case PortalStatus.READ | PortalStatus.UNREAD:
            return ev.Opened(on=moment.on, at=moment.at)
        case PortalStatus.ANSWERED:
            return ev.AnswerSeen(on=moment.on, at=moment.at)
        case PortalStatus.CLOSED:
            return ev.ClosedIn1177(on=moment.on, at=moment.at)
        case _ as unreachable:
            assert_never(unreachable)


def _closing_day(record: Record, known: KnownCase, sent: date, today: date) -> date:
    """The day on which 1177 closed it by itself, if nothing that is known came after; else the day it was seen."""
    by_itself = (record.created.on if record.created else sent) + timedelta(days=known.rules.profile.days.closes)
    latest = _latest_fact(known.state)
    return by_itself if by_itself <= today and (latest is None or latest <= by_itself) else today


# ---- not invited, as far as we know


def _not_recorded(
    finding: PasteFinding, record: Record, known: KnownCase, kind: CaseType, status: PortalStatus, today: date
) -> PasteFinding:
    """1177 shows an invitation that nobody has recorded: proposed, for a person to decide."""
    state = known.state
    when = record.created or record.updated or ListedMoment(today)
    batch = state.prepared.batch if state.prepared else None
    templates = kind.templates
    if known.template is not None and known.template in templates:
        templates = (known.template,)
    if batch:
        because = FindingReason.IN_A_BATCH
    elif record.created is None:
        because = FindingReason.NO_DAY
    elif state.listed_on and when.on < state.listed_on:
        because = FindingReason.BEFORE_THE_LIST
    else:
        because = FindingReason.NOT_RECORDED if kind.told else FindingReason.WHICH_CASE
    after = () if status is PortalStatus.UNREAD else (_event(status, record, known, when.on, today),)
    return replace(
        finding,
        verdict=Verdict.CHOICE,
        because=because,
        sent=Sent(when.on, when.at, templates, batch),
        events=after,
    )


def _reminder(finding: PasteFinding, record: Record, known: KnownCase) -> PasteFinding:
    """The clinic's reminder is a message of its own in 1177, Avslutat at once: it never closes the invitation."""
    state, when = known.state, record.created or record.updated
    if state.invited is None or when is None or when.on < state.invited.on:
        return finding
    shown = replace(finding, becomes=Status.REMINDED)
    if state.reminded_on:
        return replace(shown, verdict=Verdict.SAME, because=None)
    event = ev.ReminderSent(on=when.on, at=when.at)
    return replace(shown, verdict=Verdict.CHOICE, because=FindingReason.REMINDER, events=(event,))


# ---- several rows for one case

_SETTLED = frozenset({Verdict.UNREADABLE, Verdict.UNKNOWN, Verdict.OTHER})


def _latest_wins(findings: Sequence[PasteFinding], rows: Sequence[Record], register: Register) -> list[PasteFinding]:
    best: dict[tuple[int | None, bool], int] = {}
    for place, finding in enumerate(findings):
        if finding.verdict not in _SETTLED:
            key = _about(finding)
            if key not in best or _weight(finding, rows[place], register) >= _weight(
                findings[best[key]], rows[best[key]], register
            ):
                best[key] = place
    return [
        finding
        if finding.verdict in _SETTLED or best[_about(finding)] == place
        else replace(finding, verdict=Verdict.SUPERSEDED, because=None, events=(), sent=None, seen=None)
        for place, finding in enumerate(findings)
    ]


def _about(finding: PasteFinding) -> tuple[int | None, bool]:
    return finding.case, finding.becomes is Status.REMINDED


def _weight(finding: PasteFinding, record: Record, register: Register) -> tuple[bool, str, int]:
    """Rows that surely are the invitation's before others, then the later, then the one that says more."""
    assert finding.number is not None
    state = next(known.state for known in register[finding.number] if known.case == finding.case)
    sure = bool(record.case_type) or (
        record.created is not None and state.invited is not None and record.created.on <= state.invited.on
    )
    when = record.updated or record.created
    return sure, str(when or ""), _ORDER.index(next(iter(record.statuses)))
