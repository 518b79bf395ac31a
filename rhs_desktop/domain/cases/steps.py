"""The closed sets of the care process (where a case stands, what is to be done, whose work it is) and a step of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import assert_never

from rhs_desktop.domain.manuals.manual import Rule, Rules


class Status(StrEnum):
    """Where a case stands, in the words of the process (docs/process.md)."""

    LISTED = "listed"
    READY = "ready"
    FIX_NUMBER = "fix_number"
    PREPARED = "prepared"
    UNREAD = "unread"
    READ = "read"
    REMINDED = "reminded"
    CLOSED = "closed"
    ANSWERED = "answered"
    TO_PHONE = "to_phone"
    PHONE_TIME = "phone_time"
    CALLED = "called"
    CALL_YES = "call_yes"
    LETTER_YES = "letter_yes"
    REBOOK = "rebook"
    OWN_BOOKING = "own_booking"
    TO_LETTER = "to_letter"
    LETTER_PRINTED = "letter_printed"
    LETTER_SENT = "letter_sent"
    FIX_ADDRESS = "fix_address"
    BOOKED = "booked"
    READY_FOR_VISIT = "ready_for_visit"
    VISITED = "visited"
    UNREACHED = "unreached"
    DONE = "done"
    DECLINED = "declined"
    NOT_LISTED = "not_listed"
    DECEASED = "deceased"
    EXCLUDED = "excluded"

    @property
    def outcome(self) -> bool:
        """Whether it ends a case; the others have a next step."""
        match self:
            case (
                Status.UNREACHED | Status.DONE | Status.DECLINED | Status.NOT_LISTED | Status.DECEASED | Status.EXCLUDED
            ):
                return True
            case (
                Status.LISTED
                | Status.READY
                | Status.FIX_NUMBER
                | Status.PREPARED
                | Status.UNREAD
                | Status.READ
                | Status.REMINDED
                | Status.CLOSED
                | Status.ANSWERED
                | Status.TO_PHONE
                | Status.PHONE_TIME
                | Status.CALLED
                | Status.CALL_YES
                | Status.LETTER_YES
                | Status.REBOOK
                | Status.OWN_BOOKING
                | Status.TO_LETTER
                | Status.LETTER_PRINTED
                | Status.LETTER_SENT
                | Status.FIX_ADDRESS
                | Status.BOOKED
                | Status.READY_FOR_VISIT
                | Status.VISITED
            ):
                return False
            case _ as unreachable:
                assert_never(unreachable)


class Queue(StrEnum):
    """The kinds of work that the main window counts, in the order in which they stand there."""

    ANSWER = "answer"
    REMIND = "remind"
    CALL = "call"
    LETTER = "letter"
    FIX = "fix"
    SEND = "send"
    BOOKING = "booking"
    VISIT = "visit"
    CLOSE = "close"
    CHECK = "check"
    INVITE = "invite"


CHECKLIST_QUEUES = (Queue.CHECK, Queue.INVITE)
"""Work without a day's pressure: the checklist's own counters, not part of what is due today."""


class StepKind(StrEnum):
    """What somebody at the clinic has to do."""

    CHECK_COSMIC = "check_cosmic"
    INVITE = "invite"
    CONFIRM_SEND = "confirm_send"
    FIX_NUMBER = "fix_number"
    REMIND = "remind"
    HANDLE_ANSWER = "handle_answer"
    FIND_PHONE = "find_phone"
    CALL = "call"
    SEND_LETTER = "send_letter"
    SEND_PROTECTED_LETTER = "send_protected_letter"
    SEND_TIME_LETTER = "send_time_letter"
    CONFIRM_LETTER = "confirm_letter"
    FIX_ADDRESS = "fix_address"
    LOOK_AT_BOOKING = "look_at_booking"
    PREPARE_VISIT = "prepare_visit"
    HOLD_VISIT = "hold_visit"
    DOCUMENT = "document"
    GIVE_UP = "give_up"

    @property
    def queue(self) -> Queue:
        """Among which work the step is counted."""
        match self:
            case StepKind.HANDLE_ANSWER:
                return Queue.ANSWER
            case StepKind.REMIND:
                return Queue.REMIND
            case StepKind.FIND_PHONE | StepKind.CALL:
                return Queue.CALL
            case (
                StepKind.SEND_LETTER
                | StepKind.SEND_PROTECTED_LETTER
                | StepKind.SEND_TIME_LETTER
                | StepKind.CONFIRM_LETTER
            ):
                return Queue.LETTER
            case StepKind.FIX_NUMBER | StepKind.FIX_ADDRESS:
                return Queue.FIX
            case StepKind.CONFIRM_SEND:
                return Queue.SEND
            case StepKind.LOOK_AT_BOOKING:
                return Queue.BOOKING
            case StepKind.PREPARE_VISIT | StepKind.HOLD_VISIT | StepKind.DOCUMENT:
                return Queue.VISIT
            case StepKind.GIVE_UP:
                return Queue.CLOSE
            case StepKind.CHECK_COSMIC:
                return Queue.CHECK
            case StepKind.INVITE:
                return Queue.INVITE
            case _ as unreachable:
                assert_never(unreachable)

    @property
    def contact(self) -> bool:
        """Whether the step reaches out to the resident: never after a no."""
        match self:
            case (
                StepKind.INVITE
                | StepKind.CONFIRM_SEND
                | StepKind.REMIND
                | StepKind.FIND_PHONE
                | StepKind.CALL
                | StepKind.SEND_LETTER
                | StepKind.SEND_PROTECTED_LETTER
                | StepKind.SEND_TIME_LETTER
                | StepKind.CONFIRM_LETTER
            ):
                return True
            case (
                StepKind.CHECK_COSMIC
                | StepKind.FIX_NUMBER
                | StepKind.HANDLE_ANSWER
                | StepKind.FIX_ADDRESS
                | StepKind.LOOK_AT_BOOKING
                | StepKind.PREPARE_VISIT
                | StepKind.HOLD_VISIT
                | StepKind.DOCUMENT
                | StepKind.GIVE_UP
            ):
                return False
            case _ as unreachable:
                assert_never(unreachable)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do. `due` is the last day on which it is in time; `since` is the day of the fact behind it."""

    kind: StepKind
    status: Status
    due: date
    rule: Rule
    since: date
    begins: date
    until: date | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """The case has its outcome, which is its last status."""

    status: Status
    on: date
    rule: Rule
    detail: str = ""


Outlook = tuple[Step, ...] | Finished
"""The outcome of a case, or its steps ahead in order: each holds from the day it begins until the next one begins."""


def step_after(
    rules: Rules,
    kind: StepKind,
    status: Status,
    rule: Rule,
    since: date,
    *,
    days: int = 0,
    workdays: int = 0,
    detail: str = "",
) -> Step:
    """Due so many days after the fact, moved forward to a working day: nobody works the queue on days off."""
    due = rules.calendar.next_workday(since + timedelta(days=days))
    if workdays:
        due = rules.calendar.add_workdays(since, workdays)
    return Step(kind, status, due, rule, since, begins=since, detail=detail)
