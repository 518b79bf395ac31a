"""The residents, 1177 and the post: what happens outside the clinic in a simulated year.

They answer, forget, move, die, ring back and stay away by chance, which a seed fixes. They also keep an account of
their own of what they may expect of the clinic and by when, without the program's rules, and complain if it does not
come, comes twice, or comes after a no.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from rhs_desktop.domain.codes import Answer, CallOutcome, RecipientOutcome
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.domain.people.resident import Details
from rhs_desktop.domain.workdays import Calendar

NOTIFIED = RecipientOutcome.NOTIFIED


@dataclass
class Person:
    """One resident: how they can be reached, which the clinic finds out, and what has been between them."""

    details: Details
    shows: RecipientOutcome = NOTIFIED
    cosmic_phone: str | None = None
    wrong_phone: bool = False
    letter_returns: bool = False
    better_address: bool = True
    gone: str = ""
    case: int = 0
    expects: tuple[str, date] | None = None
    end: str = ""
    sends: int = 0
    reminders: int = 0
    letters: int = 0
    letters_allowed: int = 1
    called_on: list[date] = field(default_factory=list)
    unanswered: int = 0
    promises: int = 0
    visit: date | None = None
    books_alone_since: date | None = None
    template: str = ""
    sent_on: date | None = None
    opened_on: date | None = None
    answered_on: date | None = None
    answer: Answer | None = None
    answer_shown: bool = False
    closed_on: date | None = None
    changed_at: datetime | None = None


class World:
    """Everything outside the clinic. The nurse tells what the clinic does; each morning brings what came of it."""

    def __init__(self, people: list[Person], profile: Profile, calendar: Calendar, seed: int) -> None:
        self.people = people
        self.profile = profile
        self.calendar = calendar
        self.chance = random.Random(seed)
        self.today = date.min
        self.counted: Counter[str] = Counter()
        self.mail: list[tuple[Person, str]] = []
        self.rings: list[tuple[Person, str]] = []
        self.web_bookings: list[Person] = []
        self._ahead: list[tuple[date, int, Callable[[], None]]] = []
        self._number = count()

    # ---- time

    def morning(self, today: date) -> None:
        self.today = today
        while self._ahead and self._ahead[0][0] <= today:
            heapq.heappop(self._ahead)[2]()

    def later(self, days: int, act: Callable[[], None]) -> None:
        heapq.heappush(self._ahead, (self.today + timedelta(days=days), next(self._number), act))

    def happens(self, share: float) -> bool:
        return self.chance.random() < share

    def expect(self, who: Person, what: str, days: int = 0, *, workdays: int = 0, on: date | None = None) -> None:
        """From now on this is what the person waits for, in place of anything before."""
        by = (on or self.today) + timedelta(days=days)
        who.expects = (what, self.calendar.add_workdays(by, workdays))

    def ended(self, who: Person, how: str) -> None:
        who.end, who.expects = how, None

    def forgotten(self) -> list[tuple[int, str, date]]:
        """The cases of those who should have heard from the clinic by this evening, of what and since when."""
        waiting = [(who.case, *who.expects) for who in self.people if who.expects]
        return [one for one in waiting if one[2] <= self.today]

    # ---- what the clinic does before the invitation

    def listed(self, who: Person) -> None:
        self.expect(who, "look up in Cosmic", self.profile.days.cosmic_check)

    def looked_up(self, who: Person) -> str:
        """What Cosmic says: "", "not_listed" or "deceased"."""
        if who.gone:
            self.ended(who, "excluded")
        elif who.details.identity.kind == "coordination":
            self.expect(who, "call")
        else:
            self.expect(who, "invite", self.profile.days.invite)
        return who.gone

    def added(self, who: Person) -> RecipientOutcome:
        """The person is added as a recipient in 1177."""
        assert who.details.identity.kind == "personal", "a samordningsnummer in 1177"
        if who.shows is not NOTIFIED:
            self.expect(who, "the number put right" if who.shows is RecipientOutcome.WRONG_NUMBER else "call")
        return who.shows

    # ---- 1177

    def sent(self, who: Person, template: str) -> None:
        assert who.shows is NOTIFIED
        self._contact(who, "send")
        who.sends += 1
        assert who.sends == 1, "sent to twice"
        who.sent_on, who.template = self.today, template
        self._changed(who)
        self.expect(who, "remind", self.profile.days.manual_reminder)
        self.later(self.profile.days.closes, lambda: self._close_by_itself(who))
        if self.happens(0.7):
            self.later(self.chance.randint(0, 20), lambda: self._open(who))
        if self.happens(0.48):
            self.later(self.chance.randint(0, 11), lambda: self._answer(who))
        elif self.happens(0.1):
            self.later(self.chance.randint(15, 29), lambda: self._answer(who))
        if self.happens(0.006):
            self.later(self.chance.randint(3, 60), lambda: setattr(who, "gone", "deceased"))

    def reminded(self, who: Person) -> None:
        self._contact(who, "reminder")
        who.reminders += 1
        assert who.reminders == 1, "reminded twice"
        assert who.sent_on is not None
        assert (self.today - who.sent_on).days >= self.profile.days.manual_reminder, "reminded too early"
        assert not who.closed_on, "reminded of a closed case"
        self.expect(who, "call", self.profile.days.after_reminder)
        if self.happens(0.3):
            self.later(self.chance.randint(1, 6), lambda: self._answer(who))

    def handled(self, who: Person) -> None:
        who.closed_on = self.today
        self._changed(who)

    def table(self) -> str:
        """Mina ärenden, in either of its layouts: what is open, and what was closed in the last days."""
        layout = self.chance.choice(self.profile.portal.layouts)
        lines = ["\t".join(layout)]
        names = {template.key: template.public_name for template in self.profile.templates}
        since = self.today - timedelta(days=5)
        for who in self.people:
            if who.sent_on is None or (who.closed_on is not None and who.closed_on < since):
                continue
            status = PortalStatus.READ if who.opened_on else PortalStatus.UNREAD
            if who.closed_on:
                status = PortalStatus.CLOSED
            elif who.answered_on:
                status = PortalStatus.ANSWERED
                self._shown(who)
            created = f"{who.sent_on} 08:31"
            cells = {
                "Datum": created,
                "Skapat": created,
                "Uppdaterat": f"{who.changed_at:%Y-%m-%d %H:%M}",
                "Ärendetyp": names[who.template],
                "Ärendet": names[who.template],
                "Personnummer": who.details.identity.dashed,
                "Invånare": who.details.name.display,
                "Status": self.profile.portal.label(status),
            }
            lines.append("\t".join(cells[heading] for heading in layout))
        return "\n".join(lines)

    def _shown(self, who: Person) -> None:
        """Only now can the clinic know: one of the layouts does not tell when an answer came."""
        if not who.answer_shown:
            who.answer_shown = True
            self.expect(who, "the answer handled", workdays=self.profile.days.answer_workdays)

    def _open(self, who: Person) -> None:
        if not (who.closed_on or who.opened_on or who.gone):
            who.opened_on = self.today
            self._changed(who)

    def _answer(self, who: Person) -> None:
        if who.closed_on or who.answered_on or who.gone or who.end or who.visit:
            return
        answers = [answer.key for answer in self.profile.template(who.template).answers]
        weights = [{Answer.YES_CALL: 40, Answer.YES_BOOK_SELF: 30, Answer.NO: 22}[answer] for answer in answers]
        who.opened_on = who.opened_on or self.today
        who.answered_on = self.today
        (who.answer,) = self.chance.choices(answers, weights)
        self._changed(who)
        self.counted["answers in 1177"] += 1

    def _close_by_itself(self, who: Person) -> None:
        if not (who.closed_on or who.answered_on):
            who.closed_on = self.today
            self._changed(who)
            self.counted["closed by 1177"] += 1
            if who.expects and who.expects[0] == "remind":
                self.expect(who, "call")

    def _changed(self, who: Person) -> None:
        who.changed_at = datetime.combine(self.today, time(7, self.chance.randint(0, 59)))

    # ---- the phone

    def phone_found(self, who: Person) -> str | None:
        if who.wrong_phone:
            who.wrong_phone = False
            self.expect(who, "call" if who.cosmic_phone else "letter", workdays=self.profile.days.call_again_workdays)
        elif who.cosmic_phone is None:
            self.expect(who, "letter")
        return who.cosmic_phone

    def phone_time(self, who: Person, day: date) -> None:
        self._contact(who, "phone time")
        self.expect(who, "call at the phone time", on=day)

    def call(self, who: Person) -> tuple[CallOutcome | None, date | None]:
        """How the call ends, with the day of a booking or of the next call; None: the person is gone."""
        self._contact(who, "call")
        assert self.today not in who.called_on, "called twice in a day"
        who.called_on.append(self.today)
        if who.wrong_phone:
            self.expect(who, "another number")
            return CallOutcome.WRONG_NUMBER, None
        if who.gone:
            self.ended(who, "excluded")
            return None, None
        if not self.happens(0.72):
            return self._no_reply(who), None
        return self._talk(who)

    def _no_reply(self, who: Person) -> CallOutcome:
        who.unanswered += 1
        assert who.unanswered <= self.profile.phone_attempts + who.promises, "called too often"
        if who.unanswered >= self.profile.phone_attempts:
            self._after_the_last_attempt(who)
        else:
            self.expect(who, "call again", workdays=self.profile.days.call_again_workdays)
            if self.happens(0.06):
                self.later(1, lambda: self._ring(who, "rings back"))
        return CallOutcome.VOICEMAIL if self.happens(0.5) else CallOutcome.NO_ANSWER

    def _after_the_last_attempt(self, who: Person) -> None:
        if who.letters < who.letters_allowed:
            self.expect(who, "letter")
        else:
            self.expect(who, "closed", self.profile.days.letter_reply)

    def _talk(self, who: Person) -> tuple[CallOutcome, date | None]:
        drawn = self.chance.random()
        if drawn < 0.18:
            self.says_no(who)
            return CallOutcome.DECLINED, None
        if drawn < 0.35:
            again = self.today + timedelta(days=self.chance.randint(1, 12))
            self.promised(who, again)
            return CallOutcome.CALL_AGAIN, again
        return CallOutcome.BOOKED, self.agreed(who)

    def promised(self, who: Person, day: date) -> None:
        who.promises += 1
        self.expect(who, "the promised call", on=day)

    def _ring(self, who: Person, why: str) -> None:
        if not (who.end or who.visit or who.gone):
            self.rings.append((who, why))

    def says_no(self, who: Person) -> None:
        self.ended(who, "declined")

    # ---- the post

    def posted(self, who: Person) -> None:
        self._contact(who, "letter")
        who.letters += 1
        assert who.letters <= who.letters_allowed, "written to twice"
        self.expect(who, "closed", self.profile.days.letter_reply)
        if who.letter_returns:
            who.letter_returns = False
            self.later(self.chance.randint(3, 9), lambda: self.mail.append((who, "returned")))
        elif self.happens(0.5) and not who.gone:
            self.later(self.chance.randint(4, 30), lambda: self._reply_by_letter(who))

    def _reply_by_letter(self, who: Person) -> None:
        if not (who.gone or who.visit) and who.end in ("", "unreached"):
            self.mail.append((who, "no" if self.happens(0.3) else "yes"))

    def wrote_back(self, who: Person, *, phone: bool) -> None:
        """A yes by letter: a new wish, for which a letter may be sent again if there is no phone."""
        self.new_wish(who)
        self.expect(who, "call" if phone else "a number looked for")

    def new_wish(self, who: Person) -> None:
        """The resident's word: attempts and letters are counted from it."""
        who.end, who.unanswered, who.letters_allowed = "", 0, who.letters + 1

    def returned(self, who: Person) -> None:
        who.letters_allowed += 1
        self.expect(who, "a better address")

    # ---- own booking and the visit

    def may_book(self, who: Person) -> None:
        self.expect(who, "see whether booked", self.profile.days.own_booking_look)
        who.books_alone_since = self.today
        if self.happens(0.72):
            self.later(self.chance.randint(1, 45), lambda: self._book(who))
        elif self.happens(0.2):
            self.later(self.chance.randint(3, 40), lambda: self._ring(who, "finds no time"))

    def looked_not_booked(self, who: Person) -> None:
        self.expect(who, "call", self.profile.days.own_booking + 1, on=who.books_alone_since)

    def _book(self, who: Person) -> None:
        if who.books_alone_since and not (who.visit or who.end or who.gone):
            who.visit = self._free_day()
            self.web_bookings.append(who)

    def agreed(self, who: Person) -> date:
        who.visit = self._free_day()
        self.booked(who)
        return who.visit

    def booked(self, who: Person) -> None:
        assert who.visit is not None
        self.new_wish(who)
        who.books_alone_since = None
        self.expect_visit(who)
        if self.happens(0.06) and who.visit > self.today + timedelta(days=2):
            day = who.visit
            wait = self.chance.randint(1, (day - self.today).days - 1)
            self.later(wait, lambda: self._cancel(who, day))

    def expect_visit(self, who: Person) -> None:
        assert who.visit is not None
        days = self.profile.days.visit_check_workdays
        self.expect(who, "looked at before the visit", on=self.calendar.add_workdays(who.visit, -days))

    def _free_day(self) -> date:
        return self.calendar.add_workdays(self.today, self.chance.randint(3, 25))

    def _cancel(self, who: Person, day: date) -> None:
        if who.visit == day:
            self.rings.append((who, "cancels"))

    def cancelled(self, who: Person) -> bool:
        """Whether the person wants another time."""
        who.visit = None
        self.new_wish(who)
        if self.happens(0.3):
            self.says_no(who)
            return False
        self.expect(who, "call")
        return True

    def came(self, who: Person) -> bool:
        """Whether the person came to the visit, which is today or was since the nurse last worked."""
        came = not who.gone and self.happens(0.94)
        if not came:
            who.visit = None
            self.new_wish(who)
            self.expect(who, "call")
        return came

    # ---- the account

    def _contact(self, who: Person, what: str) -> None:
        self.counted[what] += 1
        assert who.end == "", f"{what} after {who.end}"
