"""The stories of residents, each a function that plans a `Course`. Together they end in every state of a case."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility
from rhs_desktop.practice.course import Course

Tale = Callable[[Course], None]


def nothing_yet(course: Course) -> None:
    """Invited and not opened, or checked and not invited."""


def read(course: Course) -> None:
    course.opened(1 + course.person % 3)


def reminded(course: Course) -> None:
    if course.person % 2:
        course.opened(3)
    course.reminded(course.after(12))


def closed(course: Course) -> None:
    if course.person % 2:
        course.opened(9)


def closed_then_reached(course: Course) -> None:
    course.reminded(course.after(12))
    course.called(course.after(31), CallOutcome.BOOKED, visit=course.ahead(4 + course.person % 9), at=time(10, 15))


def closed_then_done(course: Course) -> None:
    course.reminded(course.after(12))
    course.called(course.after(31), CallOutcome.NO_ANSWER)
    course.called(course.after(34), CallOutcome.BOOKED, visit=course.after(54), at=time(13))
    course.visited(course.after(54))


def closed_then_unreached(course: Course) -> None:
    course.reminded(course.after(12))
    for days in (31, 34, 37):
        course.called(course.after(days), CallOutcome.NO_ANSWER)
    course.letter(course.after(40))
    course.given_up(course.after(63), "Inget svar på brevet")


def answered(answer: Answer) -> Tale:
    def tale(course: Course) -> None:
        course.opened(2)
        course.answered(30, answer)

    return tale


def half_handled(course: Course) -> None:
    course.opened(1)
    course.answered(30, Answer.YES_BOOK_SELF)
    course.ticked(course.back(1), "web_times")


def no(course: Course) -> None:
    days = 1 + course.person % 11
    course.opened(days)
    course.handled(course.answered(days, Answer.NO))


def call_yes(course: Course) -> None:
    read = course.answered(30, Answer.YES_CALL)
    course.handled(read)
    if course.person % 2:
        course.noted(read, "Ring helst efter klockan 15")


def yes_then_called(course: Course, visit: date) -> None:
    read = course.answered(2 + course.person % 6, Answer.YES_CALL)
    course.called(read, CallOutcome.BOOKED, visit=visit, at=time(8 + course.person % 7, 15))
    course.handled(read)


def done_by_call(course: Course) -> None:
    yes_then_called(course, course.after(34))
    course.prepared(course.after(30))
    course.visited(course.after(34))


def booked_by_call(course: Course) -> None:
    yes_then_called(course, course.ahead(1 + course.person % 17))


def visit_today(course: Course) -> None:
    yes_then_called(course, course.ahead(0))
    course.prepared(course.back(1))


def ready_for_visit(course: Course) -> None:
    yes_then_called(course, course.ahead(2))
    course.prepared(course.back(1))


def visited(course: Course) -> None:
    yes_then_called(course, course.back(1))
    course.visited(course.back(1), documented=False)


def rebook(course: Course) -> None:
    yes_then_called(course, course.ahead(6))
    course.cancelled(course.back(1))


def book_self(course: Course) -> None:
    read = course.answered(1 + course.person % 4, Answer.YES_BOOK_SELF)
    course.handled(read, "booking_basis")


def never_booked(course: Course) -> None:
    """The days of own booking have just run out."""
    read = course.answered(13, Answer.YES_BOOK_SELF)
    course.handled(read, "booking_basis")
    course.plain(course.after(52), Act.NOT_YET)


def looked_and_waiting(course: Course) -> None:
    book_self(course)
    course.plain(course.after(45), Act.NOT_YET)


def booked_by_self(course: Course) -> None:
    book_self(course)
    course.booked(course.after(14), course.ahead(3 + course.person % 12), time(14, 45))


def done_by_self(course: Course) -> None:
    book_self(course)
    course.booked(course.after(14), course.after(41), time(8, 30))
    course.prepared(course.after(38))
    course.visited(course.after(41))


def deceased_later(course: Course) -> None:
    course.opened(4)
    course.excluded(course.after(20), Eligibility.DECEASED)


def wrong_then_invited_by_phone(course: Course) -> None:
    course.number_corrected(course.after(1))
    course.routed(course.after(1), Channel.PHONE, "Ville hellre bli uppringd")
    course.called(course.after(2), CallOutcome.BOOKED, visit=course.after(30), at=time(9))
    course.visited(course.after(30))


# ---- those whom 1177 does not reach


def phone_booked(course: Course) -> None:
    course.called(course.after(2), CallOutcome.VOICEMAIL)
    course.called(course.after(4), CallOutcome.BOOKED, visit=course.ahead(2 + course.person % 14), at=time(15))


def phone_done(course: Course) -> None:
    course.called(course.after(1), CallOutcome.NO_ANSWER)
    course.called(course.after(3), CallOutcome.BOOKED, visit=course.after(29), at=time(10, 30))
    course.prepared(course.after(27))
    course.visited(course.after(29))


def phone_no(course: Course) -> None:
    course.called(course.after(3), CallOutcome.DECLINED)


def phone_unreached(course: Course) -> None:
    for days in (1, 4, 7):
        course.called(course.after(days), CallOutcome.NO_ANSWER if days == 4 else CallOutcome.VOICEMAIL)
    course.letter(course.after(9))
    course.given_up(course.after(33), "Varken telefon eller brev har gett svar")


def wrong_phone_then_letter(course: Course) -> None:
    course.called(course.after(1), CallOutcome.WRONG_NUMBER)
    course.letter(course.after(6))


def called_without_answer(course: Course) -> None:
    course.called(course.back(4), CallOutcome.NO_ANSWER)
    course.called(course.back(1), CallOutcome.VOICEMAIL)


def call_again(course: Course) -> None:
    course.called(course.back(2), CallOutcome.CALL_AGAIN, again_on=course.ahead(course.person % 3))


def phone_time(course: Course) -> None:
    course.phone_time(course.back(2), course.ahead(course.person % 3), time(9 + course.person % 4, 20))


def put_off(course: Course) -> None:
    course.snoozed(course.back(1), course.ahead(4), "Bortrest till nästa vecka")


def letter_waiting(course: Course) -> None:
    course.no_phone(course.after(3))
    course.letter(course.after(6))


def letter_waiting_long(course: Course) -> None:
    course.no_phone(course.after(2))
    course.letter(course.back(16))


def letter_returned(course: Course) -> None:
    course.no_phone(course.after(2))
    course.letter(course.after(5))
    course.plain(course.back(1), Act.RETURNED)


def letter_then_yes(course: Course) -> None:
    course.no_phone(course.after(2))
    course.letter(course.after(21))
    course.replied(course.back(1), Answer.YES_CALL, by_letter=True)


def letter_then_done(course: Course) -> None:
    course.no_phone(course.after(2))
    course.letter(course.after(5))
    course.replied(course.after(15), Answer.YES_CALL)
    course.booked(course.after(15), course.after(45), time(13, 30))
    course.visited(course.after(45))


def letter_then_no(course: Course) -> None:
    course.no_phone(course.after(2))
    course.letter(course.after(5))
    course.replied(course.after(13), Answer.NO)


def letter_then_silence(course: Course) -> None:
    course.no_phone(course.after(2))
    course.letter(course.after(5))
    course.given_up(course.after(29), "Inget svar på brevet")


def letter_to_send(course: Course) -> None:
    course.no_phone(course.back(1))


def letter_printed(course: Course) -> None:
    course.no_phone(course.back(2))
    course.letter(course.back(1), posted=False)


def chose_letter(course: Course) -> None:
    course.routed(course.back(1), Channel.LETTER, "Hör dåligt i telefon")


def mistake_taken_back(course: Course) -> None:
    course.mistaken_no(course.back(1))
    course.noted(course.back(1), "Nej-svaret gällde en annan person")
