"""Every row of docs/process.md, section 2, in both manuals; then what comes late, twice, or in another order.

Day counts are read from the manual, so that a row says which of them it means. Working days have no holidays here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import permutations

import pytest

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.contact import Contactable, NoContact, may
from rhs_desktop.domain.cases.contact_facts import changed
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.cases.fold import fold
from rhs_desktop.domain.cases.next_step import next_step, steps_ahead
from rhs_desktop.domain.cases.steps import Finished, Status, Step, StepKind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via, Way
from rhs_desktop.domain.manuals.manual import Days, Rule, Rules
from rhs_desktop.domain.people.personal_number import IdentityKind
from tests.builders import details
from tests.histories import recorded, rules_for

MON = date(2026, 9, 7)
BOTH = ("rhs-004", "rhs-2023")


@pytest.fixture(params=BOTH)
def rules(request: pytest.FixtureRequest) -> Rules:
    return rules_for(request.param)


def day(n: int) -> date:
    """n days after the Monday on which the list came."""
    return MON + timedelta(days=n)


def listed(**facts: object) -> Event:
    return ev.Listed(**{"on": MON, "has_phone": True, "has_address": True, **facts})  # type: ignore[arg-type]


def facts(n: int, at: time | None = None, **known: object) -> Event:
    return ev.FactsChanged(**{"on": day(n), "at": at, "has_phone": True, "has_address": True, **known})  # type: ignore[arg-type]


def checked(n: int = 0, result: Eligibility = Eligibility.LISTED_ALIVE) -> Event:
    return ev.CosmicChecked(on=day(n), result=result)


def refused(outcome: RecipientOutcome, n: int = 0) -> Event:
    return ev.RecipientChecked(on=day(n), outcome=outcome)


def invited(n: int = 0) -> Event:
    return ev.Invited(on=day(n), template="phone")


def answered(answer: Answer, n: int, via: Via = Via.DIGITAL, at: time | None = None) -> Event:
    return ev.Answered(on=day(n), at=at, answer=answer, via=via)


def handled(n: int) -> Event:
    return ev.AnswerHandled(on=day(n))


def called(n: int, outcome: CallOutcome = CallOutcome.NO_ANSWER, again: int | None = None) -> Event:
    return ev.Called(on=day(n), outcome=outcome, again_on=None if again is None else day(again))


def booked(n: int, visit: int) -> Event:
    return ev.Booked(on=day(n), visit=day(visit))


def cancelled(n: int, visit: int, no_show: bool = False) -> Event:
    return ev.BookingCancelled(on=day(n), visit=day(visit), no_show=no_show)


READY = (listed(), checked())
SENT = (*READY, invited())
BY_PHONE = (*READY, refused(RecipientOutcome.NO_NOTIFICATION))
BY_LETTER = (listed(has_phone=False), checked(), refused(RecipientOutcome.NO_NOTIFICATION))
POSTED = (*BY_LETTER, ev.LetterPosted(on=day(1)))
REMINDER_PRINTED = ev.LetterPrinted(on=day(60), batch=3, reminder=True)
REMINDER_POSTED = ev.LetterPosted(on=day(60), batch=3, reminder=True)
BY_LETTER_BOOKED = (*POSTED, answered(Answer.YES_CALL, 8, Via.LETTER), booked(11, 42))
CALLED_IN_VAIN_AFTER_LETTER = (
    ev.FactsChanged(on=day(7), has_phone=True, has_address=True),
    *(called(8), called(9), called(10)),
)
TIME_ASKED = ev.Answered(on=day(7), answer=Answer.YES_CALL, via=Via.LETTER, by_letter=True)
TIME_PRINTED = ev.LetterPrinted(on=day(14), at=time(9), batch=4, visit=day(42))
TIME_POSTED = ev.LetterPosted(on=day(14), at=time(15), batch=4, visit=day(42))
YES_CALL = (*SENT, answered(Answer.YES_CALL, 1))
YES_SELF = (*SENT, answered(Answer.YES_BOOK_SELF, 1), ev.BookingBasisCreated(on=day(2)), handled(2))
BOOKED = (*BY_PHONE, booked(1, 15))
REPLIED_FIRST = (
    *YES_CALL,
    ev.StepTicked(on=day(1), step="reply_call_back"),
    ev.StepTicked(on=day(1), step="close"),
    handled(1),
)
TRIES = (called(0), called(1), called(2))


@dataclass(frozen=True)
class Row:
    """On a day so many days after the list, what is next, due on the day that the manual's counts give."""

    what: str
    history: Sequence[Event]
    on: Callable[[Days], int]
    kind: StepKind
    status: Status
    due: Callable[[Days], date]
    rule: Rule


def after(days: int) -> Callable[[Days], int]:
    return lambda _: days


def moved(count: int) -> date:
    """That day, or the Monday after it."""
    on = day(count)
    return on + timedelta(days=max(0, 7 - on.weekday()) if on.weekday() > 4 else 0)


START = after(0)
TABLE = [
    Row(
        "1 on the list: look up in Cosmic",
        READY[:1],
        START,
        StepKind.CHECK_COSMIC,
        Status.LISTED,
        lambda d: moved(d.cosmic_check),
        Rule.COSMIC_CHECK,
    ),
    Row("2 checked", READY, START, StepKind.INVITE, Status.READY, lambda d: moved(d.invite), Rule.INVITE),
    Row(
        "2 the check holds no longer",
        READY,
        lambda d: d.cosmic_check_valid,
        StepKind.CHECK_COSMIC,
        Status.LISTED,
        lambda d: moved(d.cosmic_check_valid + d.cosmic_check),
        Rule.COSMIC_CHECK,
    ),
    Row(
        "3 wrong number",
        (*READY, refused(RecipientOutcome.WRONG_NUMBER)),
        START,
        StepKind.FIX_NUMBER,
        Status.FIX_NUMBER,
        lambda d: day(0),
        Rule.WRONG_NUMBER,
    ),
    Row(
        "4 never logged in",
        (*READY, refused(RecipientOutcome.NEVER_LOGGED_IN)),
        START,
        StepKind.CALL,
        Status.TO_PHONE,
        lambda d: day(0),
        Rule.NOT_REACHED_IN_1177,
    ),
    Row(
        "4 locked",
        (*READY, refused(RecipientOutcome.LOCKED)),
        START,
        StepKind.CALL,
        Status.TO_PHONE,
        lambda d: day(0),
        Rule.NOT_REACHED_IN_1177,
    ),
    Row(
        "5 no notification",
        BY_PHONE,
        START,
        StepKind.CALL,
        Status.TO_PHONE,
        lambda d: day(0),
        Rule.NOT_REACHED_IN_1177,
    ),
    Row("6 no phone", BY_LETTER, START, StepKind.SEND_LETTER, Status.TO_LETTER, lambda d: day(0), Rule.LETTER),
    Row(
        "7 sent",
        SENT,
        START,
        StepKind.REMIND,
        Status.UNREAD,
        lambda d: moved(d.manual_reminder),
        Rule.REMIND,
    ),
    Row(
        "8 opened",
        (*SENT, ev.Opened(on=day(2))),
        after(2),
        StepKind.REMIND,
        Status.READ,
        lambda d: moved(d.manual_reminder),
        Rule.REMIND,
    ),
    Row(
        "9 1177 has reminded: nothing is different",
        SENT,
        lambda d: d.automatic_reminder,
        StepKind.REMIND,
        Status.UNREAD,
        lambda d: moved(d.manual_reminder),
        Rule.REMIND,
    ),
    Row(
        "10, 11 reminded",
        (*SENT, ev.ReminderSent(on=day(14))),
        after(14),
        StepKind.CALL,
        Status.REMINDED,
        lambda d: moved(14 + d.after_reminder),
        Rule.NO_ANSWER,
    ),
    Row(
        "10 not reminded, and too few days are left to answer in",
        SENT,
        lambda d: d.closes - d.after_reminder,
        StepKind.CALL,
        Status.UNREAD,
        lambda d: moved(d.closes - d.after_reminder),
        Rule.NO_ANSWER,
    ),
    Row(
        "10 the day before that",
        (*SENT, ev.Opened(on=day(2))),
        lambda d: d.closes - d.after_reminder - 1,
        StepKind.REMIND,
        Status.READ,
        lambda d: moved(d.manual_reminder),
        Rule.REMIND,
    ),
    Row(
        "12 the last day in 1177",
        (*SENT, ev.ReminderSent(on=day(28))),
        lambda d: d.closes,
        StepKind.CALL,
        Status.REMINDED,
        lambda d: moved(28 + d.after_reminder),
        Rule.NO_ANSWER,
    ),
    Row(
        "12 closed by itself",
        SENT,
        lambda d: d.closes + 1,
        StepKind.CALL,
        Status.CLOSED,
        lambda d: moved(d.closes + 1),
        Rule.CLOSED,
    ),
    Row(
        "12 closed by itself though reminded",
        (*SENT, ev.ReminderSent(on=day(28))),
        lambda d: d.closes + 1,
        StepKind.CALL,
        Status.CLOSED,
        lambda d: moved(d.closes + 1),
        Rule.CLOSED,
    ),
    Row(
        "13 answered on a Thursday: two working days",
        (*SENT, answered(Answer.YES_CALL, 3)),
        after(3),
        StepKind.HANDLE_ANSWER,
        Status.ANSWERED,
        lambda d: day(3 + 2 + d.answer_workdays),
        Rule.ANSWER,
    ),
    Row(
        "14 answered first, then called",
        (*YES_CALL, handled(2)),
        after(2),
        StepKind.CALL,
        Status.CALL_YES,
        lambda d: day(2),
        Rule.CALL_BACK,
    ),
    Row(
        "14 called and booked first, then answered",
        (*YES_CALL, called(2, CallOutcome.BOOKED), booked(2, 16), handled(2)),
        after(2),
        StepKind.PREPARE_VISIT,
        Status.BOOKED,
        lambda d: day(15),
        Rule.BEFORE_VISIT,
    ),
    Row(
        "15 books alone",
        YES_SELF,
        after(2),
        StepKind.LOOK_AT_BOOKING,
        Status.OWN_BOOKING,
        lambda d: moved(2 + d.own_booking_look),
        Rule.OWN_BOOKING,
    ),
    Row(
        "15b has booked",
        (*YES_SELF, booked(20, 43)),
        after(20),
        StepKind.PREPARE_VISIT,
        Status.BOOKED,
        lambda d: day(42),
        Rule.BEFORE_VISIT,
    ),
    Row(
        "15c looked, not booked",
        (*YES_SELF, ev.BookingLooked(on=day(32))),
        after(32),
        StepKind.CALL,
        Status.OWN_BOOKING,
        lambda d: moved(2 + d.own_booking + 1),
        Rule.NOT_BOOKED,
    ),
    Row(
        "15c the last day: may still be booked",
        YES_SELF,
        lambda d: 2 + d.own_booking,
        StepKind.LOOK_AT_BOOKING,
        Status.OWN_BOOKING,
        lambda d: moved(2 + d.own_booking_look),
        Rule.OWN_BOOKING,
    ),
    Row(
        "15c the last day has passed",
        YES_SELF,
        lambda d: 2 + d.own_booking + 1,
        StepKind.CALL,
        Status.TO_PHONE,
        lambda d: moved(2 + d.own_booking + 1),
        Rule.NOT_BOOKED,
    ),
    Row(
        "16 no: to be closed in 1177",
        (*SENT, answered(Answer.NO, 1)),
        after(1),
        StepKind.HANDLE_ANSWER,
        Status.ANSWERED,
        lambda d: day(1 + d.answer_workdays),
        Rule.ANSWER,
    ),
    Row(
        "17 phone time",
        (*BY_PHONE, ev.PhoneAppointment(on=day(0), for_day=day(9))),
        START,
        StepKind.CALL,
        Status.PHONE_TIME,
        lambda d: day(9),
        Rule.NOT_REACHED_IN_1177,
    ),
    Row(
        "18 no reply on a Friday",
        (*BY_PHONE, called(4)),
        after(4),
        StepKind.CALL,
        Status.CALLED,
        lambda d: day(4 + 2 + d.call_again_workdays),
        Rule.CALL,
    ),
    Row(
        "18 attempts used up",
        (*BY_PHONE, *TRIES),
        after(2),
        StepKind.SEND_LETTER,
        Status.TO_LETTER,
        lambda d: day(2),
        Rule.CALL,
    ),
    Row(
        "19 posted",
        POSTED,
        after(1),
        StepKind.GIVE_UP,
        Status.LETTER_SENT,
        lambda d: moved(1 + d.letter_reply),
        Rule.LETTER_REPLY,
    ),
    Row(
        "20 came back",
        (*POSTED, ev.LetterReturned(on=day(8))),
        after(8),
        StepKind.FIX_ADDRESS,
        Status.FIX_ADDRESS,
        lambda d: day(8),
        Rule.LETTER_RETURNED,
    ),
    Row(
        "20b a reminder letter is printed",
        (*POSTED, REMINDER_PRINTED),
        after(60),
        StepKind.CONFIRM_LETTER,
        Status.LETTER_PRINTED,
        lambda d: moved(60),
        Rule.LETTER_REPLY,
    ),
    Row(
        "20b a reminder letter is posted",
        (*POSTED, REMINDER_PRINTED, REMINDER_POSTED),
        after(60),
        StepKind.GIVE_UP,
        Status.LETTER_SENT,
        lambda d: moved(60 + d.letter_reply),
        Rule.LETTER_REPLY,
    ),
    Row(
        "20c yes, by letter",
        (*POSTED, TIME_ASKED),
        after(7),
        StepKind.SEND_TIME_LETTER,
        Status.LETTER_YES,
        lambda d: day(7),
        Rule.CALL_BACK,
    ),
    Row(
        "20c yes, by letter, and the time is booked",
        (*POSTED, TIME_ASKED, booked(9, 42)),
        after(9),
        StepKind.SEND_TIME_LETTER,
        Status.BOOKED,
        lambda d: day(9),
        Rule.BEFORE_VISIT,
    ),
    Row(
        "20c yes, by letter, and the time is cancelled",
        (*POSTED, TIME_ASKED, booked(9, 42), cancelled(10, 42)),
        after(10),
        StepKind.SEND_TIME_LETTER,
        Status.REBOOK,
        lambda d: day(10),
        Rule.REBOOK,
    ),
    Row(
        "20c a time for who answered by letter and has no phone",
        BY_LETTER_BOOKED,
        after(11),
        StepKind.SEND_TIME_LETTER,
        Status.BOOKED,
        lambda d: moved(11),
        Rule.BEFORE_VISIT,
    ),
    Row(
        "20c a time for who answered by letter and was called in vain",
        (*POSTED, answered(Answer.YES_CALL, 7, Via.LETTER), *CALLED_IN_VAIN_AFTER_LETTER, booked(12, 42)),
        after(12),
        StepKind.SEND_TIME_LETTER,
        Status.BOOKED,
        lambda d: moved(12),
        Rule.BEFORE_VISIT,
    ),
    Row(
        "20c the letter with the time is printed",
        (*BY_LETTER_BOOKED, TIME_PRINTED),
        after(14),
        StepKind.CONFIRM_LETTER,
        Status.BOOKED,
        lambda d: moved(14),
        Rule.BEFORE_VISIT,
    ),
    Row(
        "20c the letter with the time is posted",
        (*BY_LETTER_BOOKED, TIME_PRINTED, TIME_POSTED),
        after(14),
        StepKind.PREPARE_VISIT,
        Status.BOOKED,
        lambda d: day(42 - 2 - d.visit_check_workdays),
        Rule.BEFORE_VISIT,
    ),
    Row(
        "21 the working day before a Monday",
        (*BY_PHONE, booked(1, 14)),
        after(1),
        StepKind.PREPARE_VISIT,
        Status.BOOKED,
        lambda d: day(14 - 2 - d.visit_check_workdays),
        Rule.BEFORE_VISIT,
    ),
    Row(
        "21 reminded",
        (*BOOKED, ev.VisitReminded(on=day(14))),
        after(14),
        StepKind.HOLD_VISIT,
        Status.BOOKED,
        lambda d: day(15),
        Rule.VISIT,
    ),
    Row(
        "22 the day of the visit", BOOKED, after(15), StepKind.HOLD_VISIT, Status.BOOKED, lambda d: day(15), Rule.VISIT
    ),
    Row(
        "22 held, to be documented",
        (*BOOKED, ev.VisitHeld(on=day(15))),
        after(15),
        StepKind.DOCUMENT,
        Status.VISITED,
        lambda d: day(15),
        Rule.VISIT,
    ),
    Row(
        "23 cancelled",
        (*BOOKED, cancelled(9, 15)),
        after(9),
        StepKind.CALL,
        Status.REBOOK,
        lambda d: day(9),
        Rule.REBOOK,
    ),
    Row(
        "23 did not come",
        (*BOOKED, cancelled(15, 15, no_show=True)),
        after(15),
        StepKind.CALL,
        Status.REBOOK,
        lambda d: day(15),
        Rule.REBOOK,
    ),
]


@pytest.mark.parametrize("row", [pytest.param(row, id=row.what) for row in TABLE])
def test_rows_of_the_process(row: Row, rules: Rules) -> None:
    days = rules.profile.days
    today = day(row.on(days))
    step = next_step(fold(recorded(row.history)), rules, today)
    assert isinstance(step, Step)
    assert (step.kind, step.status, step.due, step.rule) == (row.kind, row.status, row.due(days), row.rule)
    assert rules.profile.sources[step.rule]


def test_the_table_has_every_row() -> None:
    told = {number.strip() for row in TABLE for number in row.what.partition(":")[0].replace(",", " ").split()}
    assert {*map(str, range(1, 24)), "15b", "15c"} <= told


# ---- what comes late, twice, or after the end: the history as entered, and where the case then stands

LATE: list[tuple[str, Sequence[Event], int, StepKind | Status, int | None]] = [
    (
        "an answer by phone after the case closed itself",
        (*SENT, ev.ClosedIn1177(on=day(30)), answered(Answer.YES_CALL, 33, Via.PHONE)),
        33,
        StepKind.CALL,
        35,
    ),
    (
        "an answer given in time, entered after the case closed itself",
        (*SENT, ev.ClosedIn1177(on=day(30)), called(31), answered(Answer.YES_CALL, 29)),
        31,
        StepKind.HANDLE_ANSWER,
        31,
    ),
    (
        "a no in 1177 that was read after a call had begun",
        (*SENT, called(15), answered(Answer.NO, 14), handled(16)),
        16,
        Status.DECLINED,
        None,
    ),
    (
        "a yes that is found after a letter was chosen, which nobody had done knowing of it",
        (*BY_PHONE, ev.Routed(on=day(9), channel=Channel.LETTER), answered(Answer.YES_CALL, 7, Via.DESK)),
        10,
        StepKind.CALL,
        7,
    ),
    (
        "a yes that is found after the case was put off",
        (*BY_PHONE, ev.Snoozed(on=day(9), until=day(30), reason="Semester"), answered(Answer.YES_CALL, 7, Via.DESK)),
        10,
        StepKind.CALL,
        7,
    ),
    (
        "a letter chosen and the case put off for one who had said yes",
        (
            *BY_PHONE,
            answered(Answer.YES_CALL, 7, Via.DESK),
            ev.Routed(on=day(9), channel=Channel.LETTER),
            ev.Snoozed(on=day(10), until=day(30), reason="Semester"),
        ),
        10,
        StepKind.SEND_LETTER,
        30,
    ),
    (
        "reminded twice on two days: the first counts",
        (*SENT, ev.ReminderSent(on=day(16)), ev.ReminderSent(on=day(14))),
        16,
        StepKind.CALL,
        21,
    ),
    (
        "a booking cancelled twice",
        (*BOOKED, cancelled(9, 15), cancelled(9, 15)),
        9,
        StepKind.CALL,
        9,
    ),
    (
        "the old time is cancelled after the new one was booked",
        (*BOOKED, booked(5, 22), cancelled(6, 15)),
        6,
        StepKind.PREPARE_VISIT,
        21,
    ),
    (
        "no by phone after a yes in 1177 that was handled",
        (*YES_CALL, handled(2), called(3, CallOutcome.DECLINED), answered(Answer.NO, 3, Via.PHONE)),
        3,
        Status.DECLINED,
        None,
    ),
    (
        "yes at the desk after a no in 1177",
        (*SENT, answered(Answer.NO, 2), handled(3), answered(Answer.YES_CALL, 8, Via.DESK)),
        8,
        StepKind.CALL,
        8,
    ),
    (
        "the phone is chosen for somebody without a number: one is looked for",
        (*POSTED, ev.Routed(on=day(23), channel=Channel.PHONE)),
        23,
        StepKind.FIND_PHONE,
        23,
    ),
    (
        "the phone is chosen, and Cosmic still has no number",
        (*POSTED, ev.Routed(on=day(23), channel=Channel.PHONE), facts(24, has_phone=False)),
        24,
        StepKind.GIVE_UP,
        24,
    ),
    (
        "the phone is chosen after a yes by letter, when Cosmic had no number",
        (
            *POSTED,
            answered(Answer.YES_CALL, 7, Via.LETTER),
            facts(8, has_phone=False),
            ev.Routed(on=day(9), channel=Channel.PHONE),
        ),
        9,
        StepKind.FIND_PHONE,
        9,
    ),
    ("a death in the middle of own booking", (*YES_SELF, checked(9, Eligibility.DECEASED)), 9, Status.DECEASED, None),
    ("moved while booked", (*BOOKED, checked(9, Eligibility.NOT_LISTED)), 9, Status.NOT_LISTED, None),
    (
        "moved while a letter is under way, and back",
        (*POSTED, checked(9, Eligibility.NOT_LISTED), checked(12)),
        12,
        StepKind.GIVE_UP,
        22,
    ),
    (
        "a letter's yes after the end of the road",
        (*POSTED, ev.GivenUp(on=day(22)), facts(24), answered(Answer.YES_CALL, 24, Via.LETTER)),
        24,
        StepKind.CALL,
        24,
    ),
    (
        "the letter comes back after the resident has said yes by phone",
        (*POSTED, facts(3), answered(Answer.YES_CALL, 3, Via.PHONE), ev.LetterReturned(on=day(4))),
        4,
        StepKind.CALL,
        3,
    ),
    (
        "ring again, promised after the attempts were used up",
        (*BY_PHONE, *TRIES, called(3, CallOutcome.CALL_AGAIN, again=10)),
        3,
        StepKind.CALL,
        10,
    ),
    (
        "a phone time after the attempts were used up",
        (*BY_PHONE, *TRIES, ev.PhoneAppointment(on=day(3), for_day=day(10))),
        3,
        StepKind.CALL,
        10,
    ),
    (
        "a phone time for the same day, booked after a call in vain",
        (
            *BY_PHONE,
            ev.Called(on=day(3), at=time(9), outcome=CallOutcome.NO_ANSWER),
            ev.PhoneAppointment(on=day(3), at=time(10), for_day=day(3), for_time=time(15)),
        ),
        3,
        StepKind.CALL,
        3,
    ),
    (
        "a phone time that was kept, in vain",
        (
            *BY_PHONE,
            ev.PhoneAppointment(on=day(3), at=time(10), for_day=day(3), for_time=time(15)),
            ev.Called(on=day(3), at=time(15), outcome=CallOutcome.NO_ANSWER),
        ),
        3,
        StepKind.CALL,
        4,
    ),
    (
        "a phone time while 1177 waits",
        (*SENT, ev.PhoneAppointment(on=day(3), for_day=day(10))),
        3,
        StepKind.CALL,
        10,
    ),
    (
        "ring again, promised while the resident books alone",
        (*YES_SELF, called(7, CallOutcome.CALL_AGAIN, again=10)),
        7,
        StepKind.CALL,
        10,
    ),
    (
        "a phone time while the resident books alone",
        (*YES_SELF, ev.PhoneAppointment(on=day(7), for_day=day(10))),
        7,
        StepKind.CALL,
        10,
    ),
    (
        "a promise kept gives own booking its days back",
        (*YES_SELF, called(7, CallOutcome.CALL_AGAIN, again=10), called(10)),
        10,
        StepKind.LOOK_AT_BOOKING,
        32,
    ),
    (
        "ring again, promised before the answer was handled",
        (*YES_CALL, called(1, CallOutcome.CALL_AGAIN, again=10), handled(2)),
        2,
        StepKind.CALL,
        10,
    ),
    (
        "ring again, promised after the end of the road",
        (*POSTED, ev.GivenUp(on=day(22)), facts(23), called(23, CallOutcome.CALL_AGAIN, again=28)),
        23,
        StepKind.CALL,
        28,
    ),
    (
        "ring again, promised from another phone than the wrong one",
        (*BY_PHONE, called(0, CallOutcome.WRONG_NUMBER), called(1, CallOutcome.CALL_AGAIN, again=10)),
        1,
        StepKind.FIND_PHONE,
        10,
    ),
    (
        "a phone time sent after a search in vain the same day: somebody must find a number until then",
        (
            *BY_PHONE,
            ev.Called(on=day(0), at=time(9), outcome=CallOutcome.WRONG_NUMBER),
            facts(0, time(9, 5), has_phone=False),
            ev.LetterPosted(on=day(0), at=time(9, 30)),
            ev.PhoneAppointment(on=day(0), at=time(10), for_day=day(14), for_time=time(9)),
        ),
        0,
        StepKind.FIND_PHONE,
        14,
    ),
    (
        "a search in vain after a phone time was sent the same day: a letter",
        (
            *BY_PHONE,
            ev.PhoneAppointment(on=day(0), at=time(9), for_day=day(14), for_time=time(9)),
            facts(0, time(10), has_phone=False),
        ),
        0,
        StepKind.SEND_LETTER,
        0,
    ),
    (
        "a yes, but Cosmic has no number either: a time by letter",
        (*POSTED, answered(Answer.YES_CALL, 7, Via.LETTER), facts(8, has_phone=False)),
        8,
        StepKind.SEND_TIME_LETTER,
        7,
    ),
    (
        "a yes, the number is wrong and there is no other: a letter",
        (*YES_CALL, handled(1), called(2, CallOutcome.WRONG_NUMBER), facts(3, has_phone=False)),
        3,
        StepKind.SEND_LETTER,
        3,
    ),
    (
        "a letter that was chosen after a yes",
        (*YES_CALL, handled(2), ev.Routed(on=day(3), channel=Channel.LETTER)),
        3,
        StepKind.SEND_LETTER,
        3,
    ),
    (
        "a letter that was chosen after a yes, posted",
        (*YES_CALL, handled(2), ev.Routed(on=day(3), channel=Channel.LETTER), ev.LetterPosted(on=day(3))),
        3,
        StepKind.GIVE_UP,
        24,
    ),
    (
        "wants to book alone once more: the days begin anew",
        (*YES_SELF, booked(20, 43), cancelled(43, 43, no_show=True), answered(Answer.YES_BOOK_SELF, 66, Via.PHONE)),
        66,
        StepKind.LOOK_AT_BOOKING,
        98,
    ),
    (
        "booked, and the samples are not ordered though the answer is closed in 1177: that does not wait for the visit",
        (*REPLIED_FIRST, booked(2, 30)),
        2,
        StepKind.PREPARE_VISIT,
        4,
    ),
    (
        "booked, and all that was left of the answer is done",
        (
            *REPLIED_FIRST,
            booked(2, 30),
            ev.StepTicked(on=day(3), step="order_samples"),
            ev.StepTicked(on=day(3), step="send_form"),
        ),
        3,
        StepKind.PREPARE_VISIT,
        29,
    ),
    (
        "a moved time is looked at anew",
        (*BOOKED, ev.VisitReminded(on=day(14)), booked(15, 43)),
        15,
        StepKind.PREPARE_VISIT,
        42,
    ),
]


@pytest.mark.parametrize(("history", "on", "expected", "due"), [pytest.param(*row[1:], id=row[0]) for row in LATE])
def test_late_twice_and_after_the_end(
    history: Sequence[Event], on: int, expected: StepKind | Status, due: int | None, rules: Rules
) -> None:
    found = next_step(fold(recorded(history)), rules, day(on))
    shown = (found.status, None) if isinstance(found, Finished) else (found.kind, found.due)
    assert shown == (expected, None if due is None else day(due))


PRINTED = (*BY_LETTER, ev.LetterPrinted(on=day(1), at=time(9), batch=2))


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(answered(Answer.NO, 1, Via.DESK), id="a no at the desk"),
        pytest.param(answered(Answer.YES_CALL, 1, Via.PHONE), id="a yes by phone"),
        pytest.param(booked(1, 15), id="a booking"),
        pytest.param(checked(1, Eligibility.DECEASED), id="a death"),
        pytest.param(facts(1, time(10), has_phone=False, protected=True), id="protected identity"),
        pytest.param(ev.LetterReturned(on=day(1), at=time(10)), id="an earlier letter came back"),
    ],
)
def test_what_takes_a_letter_out_of_the_pile(event: Event) -> None:
    """Printed, not posted yet: it must not be posted any more."""
    assert fold(recorded(PRINTED)).printed is not None
    assert fold(recorded([*PRINTED, event])).printed is None


def test_a_samordningsnummer_takes_the_person_out_of_a_prepared_send() -> None:
    prepared = (*READY, ev.SendPrepared(on=day(1), at=time(9), batch=1))
    assert fold(recorded(prepared)).prepared is not None
    changed = facts(1, time(10), identity=IdentityKind.COORDINATION)
    assert fold(recorded([*prepared, changed])).prepared is None


@pytest.mark.parametrize(
    ("history", "channel", "on"),
    [
        pytest.param((*YES_CALL, handled(2), called(2)), Channel.DIGITAL, 0, id="called back after a yes in 1177"),
        pytest.param(
            (*POSTED, facts(8), answered(Answer.YES_CALL, 8, Via.LETTER), called(9)),
            Channel.LETTER,
            1,
            id="called back after a reply letter",
        ),
        pytest.param((*SENT, ev.ClosedIn1177(on=day(30)), called(30)), Channel.PHONE, 30, id="closed, then called"),
        pytest.param(
            (*POSTED, REMINDER_PRINTED, REMINDER_POSTED), Channel.LETTER, 1, id="a reminder letter is no invitation"
        ),
        pytest.param(
            (*BY_PHONE, called(3, CallOutcome.DECLINED), answered(Answer.NO, 3, Via.PHONE)),
            Channel.PHONE,
            3,
            id="declined in the call that invited",
        ),
        pytest.param(
            (*BY_PHONE, ev.PhoneAppointment(on=day(1), for_day=day(9))), Channel.PHONE, 1, id="a phone time was sent"
        ),
    ],
)
def test_the_way_in_which_somebody_was_invited(history: Sequence[Event], channel: Channel, on: int) -> None:
    """A call that the resident asked for is no invitation."""
    assert fold(recorded(history)).invitation == (channel, day(on))


SAME_DAY = [
    (
        "a busy day in 1177",
        (*READY, invited()),
        (ev.Opened(on=day(6)), ev.AnswerSeen(on=day(6)), answered(Answer.YES_CALL, 6), handled(6), called(6)),
    ),
    (
        "a busy day on the phone",
        BY_PHONE,
        (
            called(3),
            called(3, CallOutcome.BOOKED),
            booked(3, 17),
            cancelled(3, 17),
            ev.Snoozed(on=day(3), until=day(9), reason="x"),
        ),
    ),
    (
        "a letter comes back on the day of a no",
        POSTED,
        (ev.LetterReturned(on=day(9)), facts(9), answered(Answer.NO, 9, Via.PHONE), ev.GivenUp(on=day(9))),
    ),
    (
        "all answers at once",
        SENT,
        (
            answered(Answer.NO, 4),
            answered(Answer.YES_CALL, 4, Via.PHONE),
            answered(Answer.YES_BOOK_SELF, 4),
            ev.ClosedIn1177(on=day(4)),
        ),
    ),
]


@pytest.mark.parametrize(("before", "same_day"), [pytest.param(*row[1:], id=row[0]) for row in SAME_DAY])
def test_the_order_of_entry_within_a_day(before: Sequence[Event], same_day: Sequence[Event], rules: Rules) -> None:
    found = {steps_ahead(fold(recorded([*before, *order])), rules) for order in permutations(same_day)}
    assert len(found) == 1


def test_two_rounds_of_one_person_do_not_touch_each_other(rules: Rules) -> None:
    """Each round has its own history; only facts of the person are told to both."""
    last_year = fold(recorded([*SENT, answered(Answer.NO, 2), handled(2)]))
    this_year = fold(recorded(SENT))
    assert isinstance(steps_ahead(last_year, rules), Finished)
    assert next_step(this_year, rules, day(2)) == next_step(fold(recorded(SENT)), rules, day(2))


def test_that_somebody_looked_again_for_a_number_is_told() -> None:
    """Else a resident who says yes and has no number would be looked up for ever."""
    state = fold(recorded([*POSTED, answered(Answer.YES_CALL, 7, Via.LETTER)]))
    person = details(phones=())
    told = changed(state, person, person, day(8), no_phone=True)
    assert told is not None
    assert (told.on, told.has_phone) == (day(8), False)


def test_nobody_is_written_to_after_a_no() -> None:
    state = fold(recorded([*POSTED, answered(Answer.NO, 4, Via.LETTER)]))
    assert may(Contactable.of_case(state), state, Way.LETTER).reasons == (NoContact.SAID_NO,)
