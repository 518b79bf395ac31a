"""The care process as a table: each row is a history, a day, and what must then be next (docs/process.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step, steps_ahead
from rhs_desktop.domain.cases.phases.reminder_and_closing import closes_by_itself, portal_status
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Status, Step, StepKind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.manuals.manual import Rule, Rules
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.people.personal_number import IdentityKind
from tests.histories import recorded, rules_for

MON = date(2026, 9, 7)


def day(n: int) -> date:
    """n days after the Monday on which the list came."""
    return MON + timedelta(days=n)


def listed(**facts: object) -> Event:
    return ev.Listed(**{"on": MON, "has_phone": True, "has_address": True, **facts})  # type: ignore[arg-type]


def checked(result: Eligibility = Eligibility.LISTED_ALIVE, n: int = 0) -> Event:
    return ev.CosmicChecked(on=day(n), result=result)


def recipient(outcome: RecipientOutcome, n: int = 0) -> Event:
    return ev.RecipientChecked(on=day(n), outcome=outcome)


def invited(n: int = 0) -> Event:
    return ev.Invited(on=day(n), template="phone")


def called(outcome: CallOutcome, n: int, again: int | None = None) -> Event:
    return ev.Called(on=day(n), outcome=outcome, again_on=None if again is None else day(again))


def answered(answer: Answer, n: int, via: Via = Via.DIGITAL) -> Event:
    return ev.Answered(on=day(n), answer=answer, via=via)


def seen(n: int) -> Event:
    return ev.AnswerSeen(on=day(n))


READY = [listed(), checked()]
SENT = [*READY, invited()]
NO_NOTICE = [*READY, recipient(RecipientOutcome.NO_NOTIFICATION)]
NO_PHONE = [listed(has_phone=False), checked(), recipient(RecipientOutcome.NO_NOTIFICATION)]
POSTED = [*NO_PHONE, ev.LetterPosted(on=day(1))]
REMINDER_PRINTED = ev.LetterPrinted(on=day(23), batch=3, reminder=True)
REMINDED_BY_LETTER = [REMINDER_PRINTED, ev.LetterPosted(on=day(23), batch=3, reminder=True)]
THREE_TRIES = [called(CallOutcome.NO_ANSWER, n) for n in (0, 1, 2)]

NEXT = [
    # id, history, day, kind, status, due, rule
    ("1 on the list", [listed()], 0, StepKind.CHECK_COSMIC, Status.LISTED, 14, Rule.COSMIC_CHECK),
    ("2 checked", READY, 0, StepKind.INVITE, Status.READY, 14, Rule.INVITE),
    ("2 check grown old", READY, 30, StepKind.CHECK_COSMIC, Status.LISTED, 44, Rule.COSMIC_CHECK),
    ("2 last day of check", READY, 29, StepKind.INVITE, Status.READY, 14, Rule.INVITE),
    (
        "3 wrong number",
        [*READY, recipient(RecipientOutcome.WRONG_NUMBER)],
        0,
        StepKind.FIX_NUMBER,
        Status.FIX_NUMBER,
        0,
        Rule.WRONG_NUMBER,
    ),
    (
        "3 number corrected",
        [*READY, recipient(RecipientOutcome.WRONG_NUMBER), ev.NumberCorrected(on=day(1))],
        1,
        StepKind.INVITE,
        Status.READY,
        14,
        Rule.INVITE,
    ),
    (
        "4 never logged in",
        [*READY, recipient(RecipientOutcome.NEVER_LOGGED_IN)],
        0,
        StepKind.CALL,
        Status.TO_PHONE,
        0,
        Rule.NOT_REACHED_IN_1177,
    ),
    (
        "4 locked",
        [*READY, recipient(RecipientOutcome.LOCKED, 1)],
        1,
        StepKind.CALL,
        Status.TO_PHONE,
        1,
        Rule.NOT_REACHED_IN_1177,
    ),
    ("5 no notification", NO_NOTICE, 0, StepKind.CALL, Status.TO_PHONE, 0, Rule.NOT_REACHED_IN_1177),
    (
        "5 notification after all",
        [*NO_NOTICE, recipient(RecipientOutcome.NOTIFIED, 1)],
        1,
        StepKind.INVITE,
        Status.READY,
        14,
        Rule.INVITE,
    ),
    ("6 no phone in Cosmic", NO_PHONE, 0, StepKind.SEND_LETTER, Status.TO_LETTER, 0, Rule.LETTER),
    (
        "6 nobody has looked for a phone",
        [listed(has_phone=None), checked(), recipient(RecipientOutcome.LOCKED)],
        0,
        StepKind.FIND_PHONE,
        Status.TO_PHONE,
        0,
        Rule.NOT_REACHED_IN_1177,
    ),
    (
        "6 no phone, no address",
        [listed(has_phone=False, has_address=False), checked(), recipient(RecipientOutcome.LOCKED)],
        0,
        StepKind.FIX_ADDRESS,
        Status.FIX_ADDRESS,
        0,
        Rule.LETTER,
    ),
    (
        "6 protected",
        [listed(has_phone=False, protected=True), checked(), recipient(RecipientOutcome.LOCKED)],
        0,
        StepKind.SEND_PROTECTED_LETTER,
        Status.TO_LETTER,
        0,
        Rule.PROTECTED,
    ),
    (
        "samordningsnummer",
        [listed(identity=IdentityKind.COORDINATION), checked()],
        0,
        StepKind.CALL,
        Status.TO_PHONE,
        0,
        Rule.NO_LOGIN,
    ),
    (
        "reservnummer without phone",
        [listed(identity=IdentityKind.RESERVE, has_phone=False), checked()],
        0,
        StepKind.SEND_LETTER,
        Status.TO_LETTER,
        0,
        Rule.LETTER,
    ),
    (
        "prepared",
        [*READY, ev.SendPrepared(on=day(0), batch=1)],
        0,
        StepKind.CONFIRM_SEND,
        Status.PREPARED,
        0,
        Rule.CONFIRM_SEND,
    ),
    (
        "prepared, then not sent",
        [*READY, ev.SendPrepared(on=day(0), batch=1), ev.SendCancelled(on=day(0), batch=1)],
        0,
        StepKind.INVITE,
        Status.READY,
        14,
        Rule.INVITE,
    ),
    ("7 sent", SENT, 0, StepKind.REMIND, Status.UNREAD, 14, Rule.REMIND),
    ("8 read", [*SENT, ev.Opened(on=day(2))], 2, StepKind.REMIND, Status.READ, 14, Rule.REMIND),
    (
        "10 sent on a Friday: due on a Wednesday",
        [*READY, invited(4)],
        4,
        StepKind.REMIND,
        Status.UNREAD,
        16,
        Rule.REMIND,
    ),
    (
        "11 reminded",
        [*SENT, ev.ReminderSent(on=day(14))],
        14,
        StepKind.CALL,
        Status.REMINDED,
        21,
        Rule.NO_ANSWER,
    ),
    (
        "10 reminded twice: the first counts",
        [*SENT, ev.ReminderSent(on=day(14)), ev.ReminderSent(on=day(16))],
        16,
        StepKind.CALL,
        Status.REMINDED,
        21,
        Rule.NO_ANSWER,
    ),
    ("12 closes by itself", SENT, 31, StepKind.CALL, Status.CLOSED, 31, Rule.CLOSED),
    ("10 too late to remind", SENT, 30, StepKind.CALL, Status.UNREAD, 23, Rule.NO_ANSWER),
    ("10 the last day to remind", SENT, 22, StepKind.REMIND, Status.UNREAD, 14, Rule.REMIND),
    (
        "12 seen closed earlier",
        [*SENT, ev.ClosedIn1177(on=day(8))],
        8,
        StepKind.CALL,
        Status.CLOSED,
        8,
        Rule.CLOSED,
    ),
    (
        "12 no phone",
        [listed(has_phone=False), checked(), invited()],
        31,
        StepKind.SEND_LETTER,
        Status.TO_LETTER,
        31,
        Rule.LETTER,
    ),
    (
        "13 answer waits two working days",
        [*SENT, answered(Answer.YES_CALL, 3)],
        3,
        StepKind.HANDLE_ANSWER,
        Status.ANSWERED,
        7,
        Rule.ANSWER,
    ),
    (
        "13 an answer is seen, nobody has read it",
        [*SENT, seen(3)],
        3,
        StepKind.HANDLE_ANSWER,
        Status.ANSWERED,
        7,
        Rule.ANSWER,
    ),
    (
        "13 seen after a no by phone",
        [*SENT, answered(Answer.NO, 1, Via.PHONE), seen(3)],
        3,
        StepKind.HANDLE_ANSWER,
        Status.ANSWERED,
        7,
        Rule.ANSWER,
    ),
    (
        "13 seen, then booked in a call without reading it",
        [*SENT, seen(3), ev.Booked(on=day(4), visit=day(30))],
        4,
        StepKind.HANDLE_ANSWER,
        Status.ANSWERED,
        7,
        Rule.ANSWER,
    ),
    (
        "13 seen after the end of the road",
        [*SENT, ev.GivenUp(on=day(2)), seen(3)],
        3,
        StepKind.HANDLE_ANSWER,
        Status.ANSWERED,
        7,
        Rule.ANSWER,
    ),
    (
        "13 seen later than the day on which it is known to have come",
        [*SENT, answered(Answer.YES_CALL, 1), ev.AnswerHandled(on=day(2)), seen(3)],
        3,
        StepKind.CALL,
        Status.CALL_YES,
        2,
        Rule.CALL_BACK,
    ),
    (
        "13 answer after the case closed itself",
        [*SENT, ev.ClosedIn1177(on=day(30)), answered(Answer.YES_CALL, 31)],
        31,
        StepKind.HANDLE_ANSWER,
        Status.ANSWERED,
        35,
        Rule.ANSWER,
    ),
    (
        "13 answer after a call has begun",
        [*SENT, called(CallOutcome.NO_ANSWER, 3), answered(Answer.NO, 4)],
        4,
        StepKind.HANDLE_ANSWER,
        Status.ANSWERED,
        8,
        Rule.ANSWER,
    ),
    (
        "14 handled, now call",
        [*SENT, answered(Answer.YES_CALL, 1), ev.AnswerHandled(on=day(2))],
        2,
        StepKind.CALL,
        Status.CALL_YES,
        2,
        Rule.CALL_BACK,
    ),
    (
        "14 booked before it is closed in 1177",
        [*SENT, answered(Answer.YES_CALL, 1), ev.Booked(on=day(2), visit=day(30))],
        2,
        StepKind.HANDLE_ANSWER,
        Status.ANSWERED,
        3,
        Rule.ANSWER,
    ),
    (
        "15 books alone: first look",
        [*SENT, answered(Answer.YES_BOOK_SELF, 1), ev.BookingBasisCreated(on=day(2)), ev.AnswerHandled(on=day(2))],
        2,
        StepKind.LOOK_AT_BOOKING,
        Status.OWN_BOOKING,
        32,
        Rule.OWN_BOOKING,
    ),
    (
        "15c looked, still time",
        [
            *SENT,
            answered(Answer.YES_BOOK_SELF, 1),
            ev.BookingBasisCreated(on=day(2)),
            ev.AnswerHandled(on=day(2)),
            ev.BookingLooked(on=day(32)),
        ],
        33,
        StepKind.CALL,
        Status.OWN_BOOKING,
        63,
        Rule.NOT_BOOKED,
    ),
    (
        "15c the days are over",
        [*SENT, answered(Answer.YES_BOOK_SELF, 1), ev.BookingBasisCreated(on=day(2)), ev.AnswerHandled(on=day(2))],
        63,
        StepKind.CALL,
        Status.TO_PHONE,
        63,
        Rule.NOT_BOOKED,
    ),
    (
        "17 phone time",
        [*NO_NOTICE, ev.PhoneAppointment(on=day(1), for_day=day(9))],
        1,
        StepKind.CALL,
        Status.PHONE_TIME,
        9,
        Rule.NOT_REACHED_IN_1177,
    ),
    (
        "18 no answer: next working day",
        [*NO_NOTICE, called(CallOutcome.NO_ANSWER, 4)],
        4,
        StepKind.CALL,
        Status.CALLED,
        7,
        Rule.CALL,
    ),
    (
        "18 twice on one day counts once",
        [
            *NO_NOTICE,
            called(CallOutcome.NO_ANSWER, 0),
            called(CallOutcome.VOICEMAIL, 0),
            called(CallOutcome.VOICEMAIL, 1),
        ],
        1,
        StepKind.CALL,
        Status.CALLED,
        2,
        Rule.CALL,
    ),
    (
        "18 ring again",
        [*NO_NOTICE, called(CallOutcome.CALL_AGAIN, 1, again=10)],
        1,
        StepKind.CALL,
        Status.CALLED,
        10,
        Rule.CALL,
    ),
    (
        "18 ring again on a Saturday: on Monday",
        [*NO_NOTICE, called(CallOutcome.CALL_AGAIN, 1, again=12)],
        1,
        StepKind.CALL,
        Status.CALLED,
        14,
        Rule.CALL,
    ),
    (
        "18 attempts used up, after a letter of the very day of the resident's word",
        [
            *NO_NOTICE,
            ev.LetterPosted(on=day(1)),
            answered(Answer.YES_CALL, 1, Via.DESK),
            *(called(CallOutcome.NO_ANSWER, n) for n in (1, 2, 3)),
        ],
        3,
        StepKind.GIVE_UP,
        Status.LETTER_SENT,
        22,
        Rule.LETTER_REPLY,
    ),
    (
        "18 attempts used up, after a letter of the day before the resident's word",
        [
            *NO_NOTICE,
            ev.LetterPosted(on=day(0)),
            answered(Answer.YES_CALL, 1, Via.DESK),
            *(called(CallOutcome.NO_ANSWER, n) for n in (1, 2, 3)),
        ],
        3,
        StepKind.SEND_LETTER,
        Status.TO_LETTER,
        3,
        Rule.CALL,
    ),
    ("18 attempts used up", [*NO_NOTICE, *THREE_TRIES], 2, StepKind.SEND_LETTER, Status.TO_LETTER, 2, Rule.CALL),
    (
        "18 wrong phone number",
        [*NO_NOTICE, called(CallOutcome.WRONG_NUMBER, 1)],
        1,
        StepKind.SEND_LETTER,
        Status.TO_LETTER,
        1,
        Rule.CALL,
    ),
    (
        "18 wrong phone number, a new one found",
        [*NO_NOTICE, called(CallOutcome.WRONG_NUMBER, 1), ev.FactsChanged(on=day(2), has_phone=True, has_address=True)],
        2,
        StepKind.CALL,
        Status.CALLED,
        2,
        Rule.CALL,
    ),
    ("19 posted", POSTED, 1, StepKind.GIVE_UP, Status.LETTER_SENT, 22, Rule.LETTER_REPLY),
    (
        "19 printed, not posted yet",
        [*NO_PHONE, ev.LetterPrinted(on=day(1), batch=2)],
        1,
        StepKind.CONFIRM_LETTER,
        Status.LETTER_PRINTED,
        1,
        Rule.LETTER,
    ),
    (
        "20b reminder letter printed, not posted yet",
        [*POSTED, REMINDER_PRINTED],
        23,
        StepKind.CONFIRM_LETTER,
        Status.LETTER_PRINTED,
        23,
        Rule.LETTER_REPLY,
    ),
    (
        "20b reminder letter not posted after all",
        [*POSTED, REMINDER_PRINTED, ev.LetterCancelled(on=day(23), batch=3)],
        23,
        StepKind.GIVE_UP,
        Status.LETTER_SENT,
        22,
        Rule.LETTER_REPLY,
    ),
    (
        "20b reminder letter posted: the days begin anew",
        [*POSTED, *REMINDED_BY_LETTER],
        23,
        StepKind.GIVE_UP,
        Status.LETTER_SENT,
        44,
        Rule.LETTER_REPLY,
    ),
    (
        "20b reminder letter returned",
        [*POSTED, *REMINDED_BY_LETTER, ev.LetterReturned(on=day(25))],
        25,
        StepKind.FIX_ADDRESS,
        Status.FIX_ADDRESS,
        25,
        Rule.LETTER_RETURNED,
    ),
    (
        "20b the invitation comes back while its reminder waits to be posted",
        [*POSTED, REMINDER_PRINTED, ev.LetterReturned(on=day(24))],
        24,
        StepKind.FIX_ADDRESS,
        Status.FIX_ADDRESS,
        24,
        Rule.LETTER_RETURNED,
    ),
    (
        "20 returned",
        [*POSTED, ev.LetterReturned(on=day(8))],
        8,
        StepKind.FIX_ADDRESS,
        Status.FIX_ADDRESS,
        8,
        Rule.LETTER_RETURNED,
    ),
    (
        "20 returned, new address",
        [*POSTED, ev.LetterReturned(on=day(8)), ev.FactsChanged(on=day(9), has_phone=False, has_address=True)],
        9,
        StepKind.SEND_LETTER,
        Status.TO_LETTER,
        8,
        Rule.LETTER_RETURNED,
    ),
    (
        "20 reply letter: yes, with a phone number",
        [
            *POSTED,
            ev.FactsChanged(on=day(7), has_phone=True, has_address=True),
            answered(Answer.YES_CALL, 7, Via.LETTER),
        ],
        7,
        StepKind.CALL,
        Status.CALL_YES,
        7,
        Rule.CALL_BACK,
    ),
    (
        "20 reply letter: yes, but no number",
        [*POSTED, answered(Answer.YES_CALL, 7, Via.LETTER)],
        7,
        StepKind.FIND_PHONE,
        Status.CALL_YES,
        7,
        Rule.CALL_BACK,
    ),
    (
        "21 booked",
        [*NO_NOTICE, ev.Booked(on=day(1), visit=day(14))],
        1,
        StepKind.PREPARE_VISIT,
        Status.BOOKED,
        11,
        Rule.BEFORE_VISIT,
    ),
    (
        "21 samples and form in time",
        [*NO_NOTICE, ev.Booked(on=day(1), visit=day(14)), ev.SamplesTaken(on=day(7)), ev.FormAnswered(on=day(8))],
        8,
        StepKind.HOLD_VISIT,
        Status.READY_FOR_VISIT,
        14,
        Rule.VISIT,
    ),
    (
        "22 held, not documented",
        [*NO_NOTICE, ev.Booked(on=day(1), visit=day(14)), ev.VisitHeld(on=day(14))],
        14,
        StepKind.DOCUMENT,
        Status.VISITED,
        14,
        Rule.VISIT,
    ),
    (
        "23 cancelled",
        [*NO_NOTICE, ev.Booked(on=day(1), visit=day(14)), ev.BookingCancelled(on=day(9), visit=day(14))],
        9,
        StepKind.CALL,
        Status.REBOOK,
        9,
        Rule.REBOOK,
    ),
    (
        "23 cancelled twice",
        [
            *NO_NOTICE,
            ev.Booked(on=day(1), visit=day(14)),
            ev.BookingCancelled(on=day(9), visit=day(14)),
            ev.BookingCancelled(on=day(10), visit=day(14)),
        ],
        10,
        StepKind.CALL,
        Status.REBOOK,
        9,
        Rule.REBOOK,
    ),
    (
        "snoozed",
        [*NO_NOTICE, ev.Snoozed(on=day(0), until=day(8), reason="på semester")],
        0,
        StepKind.CALL,
        Status.TO_PHONE,
        8,
        Rule.NOT_REACHED_IN_1177,
    ),
    (
        "snoozed to before the due day: that stays",
        [*READY, ev.Snoozed(on=day(0), until=day(8), reason="x")],
        0,
        StepKind.INVITE,
        Status.READY,
        14,
        Rule.INVITE,
    ),
    (
        "invited, then a control in 1177 finds no notification: the reminder still comes",
        [*SENT, recipient(RecipientOutcome.NO_NOTIFICATION, 1)],
        1,
        StepKind.REMIND,
        Status.UNREAD,
        14,
        Rule.REMIND,
    ),
    (
        "21 samples alone do not make ready",
        [*NO_NOTICE, ev.Booked(on=day(1), visit=day(14)), ev.SamplesTaken(on=day(2))],
        2,
        StepKind.PREPARE_VISIT,
        Status.BOOKED,
        11,
        Rule.BEFORE_VISIT,
    ),
    (
        "snoozed, then it happened",
        [*NO_NOTICE, ev.Snoozed(on=day(0), until=day(8), reason="x"), called(CallOutcome.NO_ANSWER, 1)],
        1,
        StepKind.CALL,
        Status.CALLED,
        2,
        Rule.CALL,
    ),
    (
        "chosen: letter at once",
        [*READY, ev.Routed(on=day(0), channel=Channel.LETTER)],
        0,
        StepKind.SEND_LETTER,
        Status.TO_LETTER,
        0,
        Rule.CHOSEN,
    ),
]


@pytest.mark.parametrize(
    ("history", "on", "kind", "status", "due", "rule"),
    [pytest.param(*row[1:], id=row[0]) for row in NEXT],
)
def test_next(
    history: Sequence[Event], on: int, kind: StepKind, status: Status, due: int, rule: Rule, rules: Rules
) -> None:
    step = next_step(fold(recorded(history)), rules, day(on))
    assert isinstance(step, Step)
    assert (step.kind, step.status, step.due, step.rule) == (kind, status, day(due), rule)


ENDS = [
    ("2 not listed", [listed(), checked(Eligibility.NOT_LISTED)], Status.NOT_LISTED),
    ("2 deceased", [listed(), checked(Eligibility.DECEASED)], Status.DECEASED),
    ("2 other reason", [listed(), checked(Eligibility.OTHER)], Status.EXCLUDED),
    ("deceased while invited", [*SENT, checked(Eligibility.DECEASED, 5)], Status.DECEASED),
    ("moved after a yes", [*SENT, answered(Answer.YES_CALL, 2), checked(Eligibility.NOT_LISTED, 5)], Status.NOT_LISTED),
    ("seen, then read: no", [*SENT, seen(4), answered(Answer.NO, 2), ev.AnswerHandled(on=day(4))], Status.DECLINED),
    ("16 no, handled", [*SENT, answered(Answer.NO, 2), ev.AnswerHandled(on=day(2))], Status.DECLINED),
    (
        "18 no by phone",
        [*NO_NOTICE, called(CallOutcome.DECLINED, 1), answered(Answer.NO, 1, Via.PHONE)],
        Status.DECLINED,
    ),
    (
        "no by phone after a yes in 1177",
        [*SENT, answered(Answer.YES_CALL, 2), answered(Answer.NO, 3, Via.PHONE)],
        Status.DECLINED,
    ),
    (
        "no and yes on one day without times: the no counts",
        [*NO_NOTICE, answered(Answer.NO, 3, Via.PHONE), answered(Answer.YES_CALL, 3, Via.LETTER)],
        Status.DECLINED,
    ),
    (
        "no and a booking on one day without times: the no counts",
        [*NO_NOTICE, answered(Answer.NO, 3, Via.PHONE), ev.Booked(on=day(3), visit=day(20))],
        Status.DECLINED,
    ),
    (
        "no after a booking",
        [*NO_NOTICE, ev.Booked(on=day(1), visit=day(14)), answered(Answer.NO, 9, Via.PHONE)],
        Status.DECLINED,
    ),
    ("20 no reply letter", [*POSTED, ev.GivenUp(on=day(22))], Status.UNREACHED),
    (
        "22 done",
        [*NO_NOTICE, ev.Booked(on=day(1), visit=day(14)), ev.VisitHeld(on=day(14)), ev.Documented(on=day(15))],
        Status.DONE,
    ),
]


@pytest.mark.parametrize(("history", "status"), [pytest.param(*row[1:], id=row[0]) for row in ENDS])
def test_ends(history: Sequence[Event], status: Status, rules: Rules) -> None:
    end = steps_ahead(fold(recorded(history)), rules)
    assert isinstance(end, Finished)
    assert end.status is status


def test_an_answer_entered_after_the_end_wins_though_it_came_before(rules: Rules) -> None:
    history = [*POSTED, ev.GivenUp(on=day(22)), answered(Answer.YES_CALL, 20, Via.LETTER)]
    assert isinstance(steps_ahead(fold(recorded(history)), rules), tuple)


def test_an_answer_that_was_seen_gets_no_longer_by_being_read_later(rules: Rules) -> None:
    seen_only = next_step(fold(recorded([*SENT, seen(4)])), rules, day(9))
    read_later = next_step(fold(recorded([*SENT, seen(4), answered(Answer.YES_CALL, 9)])), rules, day(9))
    assert isinstance(seen_only, Step)
    assert isinstance(read_later, Step)
    assert (read_later.kind, read_later.due) == (StepKind.HANDLE_ANSWER, seen_only.due)


def test_given_up_after_a_yes_that_led_nowhere_stands(rules: Rules) -> None:
    history = [*POSTED, answered(Answer.YES_CALL, 7, Via.LETTER), ev.GivenUp(on=day(40))]
    assert isinstance(steps_ahead(fold(recorded(history)), rules), Finished)


def test_checked_again_after_an_exclusion_reopens(rules: Rules) -> None:
    history = [listed(), checked(Eligibility.NOT_LISTED), checked(Eligibility.LISTED_ALIVE, 3)]
    step = next_step(fold(recorded(history)), rules, day(3))
    assert isinstance(step, Step)
    assert step.kind is StepKind.INVITE


def test_without_the_cosmic_check_a_listed_person_is_ready(rules_without_check: Rules) -> None:
    step = next_step(fold(recorded([listed()])), rules_without_check, day(50))
    assert isinstance(step, Step)
    assert step.kind is StepKind.INVITE


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(answered(Answer.NO, 0, Via.DESK), id="a no at the desk"),
        pytest.param(checked(Eligibility.DECEASED), id="a death"),
        pytest.param(ev.Routed(on=MON, channel=Channel.PHONE), id="chosen to call"),
    ],
)
def test_what_takes_a_person_out_of_a_prepared_send(event: Event) -> None:
    prepared = ev.SendPrepared(on=MON, at=time(8), batch=1)
    assert fold(recorded([*READY, prepared])).prepared == prepared
    assert fold(recorded([*READY, prepared, event])).prepared is None


def test_a_second_letter_after_a_return(rules: Rules) -> None:
    """A returned letter whose address was put right is sent again, whatever the days since the first."""
    history = [
        *POSTED,
        ev.LetterReturned(on=day(8)),
        ev.FactsChanged(on=day(9), has_phone=False, has_address=True),
        ev.Routed(on=day(9), channel=Channel.LETTER),
    ]
    step = next_step(fold(recorded(history)), rules, day(9))
    assert isinstance(step, Step)
    assert step.kind is StepKind.SEND_LETTER


@pytest.mark.parametrize(
    ("history", "on", "label"),
    [
        pytest.param(READY, 0, None, id="before the invitation"),
        pytest.param(SENT, 0, PortalStatus.UNREAD, id="sent"),
        pytest.param([*SENT, ev.Opened(on=day(2))], 2, PortalStatus.READ, id="read"),
        pytest.param([*SENT, answered(Answer.NO, 2)], 40, PortalStatus.ANSWERED, id="answered, open for ever"),
        pytest.param(
            [*SENT, answered(Answer.NO, 2), ev.AnswerHandled(on=day(3))], 3, PortalStatus.CLOSED, id="handled"
        ),
        pytest.param(SENT, 30, PortalStatus.UNREAD, id="day 30"),
        pytest.param(SENT, 31, PortalStatus.CLOSED, id="day 31"),
        pytest.param([*SENT, answered(Answer.NO, 2, Via.PHONE)], 3, PortalStatus.UNREAD, id="said no by phone"),
        pytest.param([*SENT, seen(2)], 40, PortalStatus.ANSWERED, id="an answer nobody has read, open for ever"),
        pytest.param(
            [*SENT, answered(Answer.YES_CALL, 2), answered(Answer.NO, 3, Via.PHONE)],
            40,
            PortalStatus.ANSWERED,
            id="a yes in 1177, then a no by phone",
        ),
    ],
)
def test_mirrors_the_status_of_1177(
    history: Sequence[Event], on: int, label: PortalStatus | None, rules: Rules
) -> None:
    assert portal_status(fold(recorded(history)), rules, day(on)) == label


def test_times_of_day_order_the_events_of_one_day(rules: Rules) -> None:
    """Cancelled at nine and booked anew at ten, entered the other way round."""
    morning = ev.BookingCancelled(on=day(9), at=time(9), visit=day(14))
    later = ev.Booked(on=day(9), at=time(10), visit=day(14))
    state = fold(recorded([*NO_NOTICE, ev.Booked(on=day(1), visit=day(14)), later, morning]))
    assert state.visit == later


def test_what_is_learnt_on_the_day_of_the_list_comes_after_it(rules: Rules) -> None:
    """The list gives no time of day, the correction at the desk does."""
    found = fold(recorded([listed(), ev.FactsChanged(on=MON, at=time(9), has_phone=False, protected=True)])).facts
    assert found is not None
    assert (found.has_phone, found.protected) == (False, True)


def test_withdrawing_and_restoring_an_event() -> None:
    plain = recorded(SENT)
    taken_back = recorded([*SENT, ev.Withdrawn(on=day(1), event=3)])
    restored = recorded([*SENT, ev.Withdrawn(on=day(1), event=3), ev.Withdrawn(on=day(1), event=4)])
    assert fold(taken_back) == fold(recorded(READY))
    assert fold(restored) == fold(plain)


def test_a_case_that_never_stood_on_a_list_is_a_bug(rules: Rules) -> None:
    with pytest.raises(ValueError, match="list"):
        steps_ahead(CaseState(), rules)


def test_contact_steps_are_known() -> None:
    assert {kind for kind in StepKind if kind.contact} == {
        StepKind.INVITE,
        StepKind.CONFIRM_SEND,
        StepKind.REMIND,
        StepKind.CALL,
        StepKind.FIND_PHONE,
        StepKind.SEND_LETTER,
        StepKind.SEND_PROTECTED_LETTER,
        StepKind.SEND_TIME_LETTER,
        StepKind.CONFIRM_LETTER,
    }


@pytest.fixture
def rules() -> Rules:
    return rules_for("rhs-004")


@pytest.fixture
def rules_without_check() -> Rules:
    return rules_for("rhs-004", cosmic_check=False)


@pytest.mark.parametrize("over", [ev.ClosedIn1177(on=day(9)), ev.AnswerHandled(on=day(9)), seen(9)])
def test_1177_closes_no_case_that_is_closed_handled_or_answered(over: Event, rules: Rules) -> None:
    assert closes_by_itself(fold(recorded(SENT)), rules) == day(30)
    assert closes_by_itself(fold(recorded([*SENT, over])), rules) is None
