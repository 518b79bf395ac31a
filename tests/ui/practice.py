"""A desk for tests and pictures: residents from the open test list, histories of every kind, acts that really record.

It stands in for the services behind the window's Actions: events are appended, cases folded again and rows made anew
by the domain itself, so that a test sees what the person at the desk would see.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QWidget

from rhs_desktop.domain import events as ev
from rhs_desktop.domain.case import CaseState, fold
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.events import Answer, CallOutcome, Channel, Eligibility, Event, Recorded, Via
from rhs_desktop.domain.pathway import Finished, mirrored, next_step
from rhs_desktop.domain.personal_number import parse
from rhs_desktop.domain.profile import Profile, Rules
from rhs_desktop.domain.resident import Address, Details, Name, Resident
from rhs_desktop.domain.swedish import digits_only, search_key, sort_key
from rhs_desktop.domain.workdays import Calendar
from rhs_desktop.paths import resources_dir
from rhs_desktop.services.profiles import load_profiles
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.services.overview import CaseView, timeline
from rhs_desktop.ui.actions import Change, Overview

TODAY = date(2026, 11, 9)
NOW = datetime(2026, 11, 9, 10, 24)
_GIVEN = (
    "Karin Anders Eva Lars Birgitta Åke Maria Göran Ingrid Mikael Anna-Lena Örjan Fatima Jan Åsa Thomas Zdravka Per"
    " Ulla Mohammed Gunilla Stefan Märta Björn Elisabeth Håkan Kerstin Leif Siv Peter"
).split()
_FAMILY = (
    "Ek Lindqvist Åkerblom Svensson Öhman Nyström Dahl Hedlund Al-Hashimi Berg Wikström Ängquist Söderberg Lund"
    " Björk Kovačević Sandberg Holm Sjögren Fors"
).split()
_CITIES = (("590 40", "Kisa"), ("582 24", "Linköping"), ("591 30", "Motala"))


def test_numbers() -> list[str]:
    with (resources_dir() / "demo" / "test_personnummer_2026.csv").open(encoding="utf-8", newline="") as lines:
        return [row["personnummer12"] for row in csv.DictReader(lines)]


def person(place: int, number: str, **changes: object) -> Details:
    given, family = _GIVEN[place * 7 % len(_GIVEN)], _FAMILY[place * 11 % len(_FAMILY)]
    postcode, city = _CITIES[place % len(_CITIES)]
    values: dict[str, object] = {
        "identity": parse(number, TODAY),
        "name": Name(given, family),
        "phones": (f"070-1740{600 + place % 100} {place % 10}"[:11],),
        "address": Address(street=f"Ekebyvägen {place % 60 + 1}", postcode=postcode.replace(" ", ""), city=city),
    }
    return Details(**{**values, **changes})  # type: ignore[arg-type]


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def listed(days: int, **facts: object) -> ev.Listed:
    return ev.Listed(on=ago(days), **{"has_phone": True, "has_address": True, **facts})  # type: ignore[arg-type]


def checked(days: int, result: Eligibility = Eligibility.LISTED_ALIVE, reason: str = "") -> ev.CosmicChecked:
    return ev.CosmicChecked(on=ago(days), at=time(8, 40), result=result, reason=reason)


def invited(days: int, template: str = "phone") -> ev.Invited:
    return ev.Invited(on=ago(days), at=time(9, 12), template=template, batch=4)


def recipes() -> dict[str, tuple[Event, ...]]:
    """Histories by name: each of the states that a case can be in."""
    begun = (listed(40), checked(33))
    refused = ev.RecipientChecked(on=ago(6), outcome=ev.RecipientOutcome.NO_NOTIFICATION)
    return {
        "new": (listed(5),),
        "old_check": (listed(70), checked(44)),
        "ready": (listed(12), checked(2)),
        "late_check": (listed(22),),
        "unread": (*begun, invited(4)),
        "read": (*begun, invited(7), ev.Opened(on=ago(2), at=time(19, 5))),
        "remind": (*begun, invited(12), ev.Opened(on=ago(9), at=time(7, 31))),
        "remind_late": (*begun, invited(15)),
        "reminded": (*begun, invited(16), ev.ReminderSent(on=ago(3), at=time(10, 0))),
        "no_answer": (*begun, invited(20), ev.ReminderSent(on=ago(7), at=time(10, 0))),
        "closed": (*begun, invited(31), ev.ReminderSent(on=ago(18))),
        "answered": (*begun, invited(5), ev.Opened(on=ago(1)), ev.Answered(on=ago(1), at=time(17, 48), answer=Answer.YES_CALL)),
        "answered_late": (*begun, invited(9, "web"), ev.Answered(on=ago(4), at=time(12, 3), answer=Answer.YES_BOOK_SELF)),
        "declined": (*begun, invited(9), ev.Answered(on=ago(3), answer=Answer.NO), ev.AnswerHandled(on=ago(3))),
        "own_booking": (
            *begun, invited(20, "web"), ev.Answered(on=ago(14), answer=Answer.YES_BOOK_SELF),
            ev.BookingBasisCreated(on=ago(13)), ev.AnswerHandled(on=ago(13)),
        ),
        "to_phone": (listed(20), checked(8), refused),
        "called": (listed(20), checked(9), refused, ev.Called(on=ago(3), at=time(9, 40), outcome=CallOutcome.NO_ANSWER)),
        "phone_again": (
            listed(20), checked(9), refused,
            ev.Called(on=ago(1), at=time(13, 10), outcome=CallOutcome.CALL_AGAIN, again_on=ago(-2)),
        ),
        "wrong_number": (listed(20), checked(9), ev.RecipientChecked(on=ago(1), outcome=ev.RecipientOutcome.WRONG_NUMBER)),
        "no_phone": (listed(20, has_phone=False), checked(9), ev.RecipientChecked(on=ago(3), outcome=ev.RecipientOutcome.LOCKED)),
        "letter": (listed(40, has_phone=False), checked(30), refused, ev.LetterPosted(on=ago(4))),
        "letter_over": (listed(60, has_phone=False), checked(50), ev.RecipientChecked(on=ago(40), outcome=ev.RecipientOutcome.NEVER_LOGGED_IN), ev.LetterPosted(on=ago(25))),
        "returned": (listed(60, has_phone=False), checked(50), ev.RecipientChecked(on=ago(40), outcome=ev.RecipientOutcome.NEVER_LOGGED_IN), ev.LetterPosted(on=ago(12)), ev.LetterReturned(on=ago(2))),
        "prepared": (listed(12), checked(3), ev.SendPrepared(on=ago(1), at=time(15, 55), batch=7)),
        "booked": (*begun, invited(15), ev.Answered(on=ago(10), answer=Answer.YES_CALL), ev.AnswerHandled(on=ago(9)), ev.Booked(on=ago(9), visit=ago(-8), visit_time=time(13, 30))),
        "done": (*begun, invited(30), ev.Answered(on=ago(26), answer=Answer.YES_CALL), ev.AnswerHandled(on=ago(25)), ev.Booked(on=ago(25), visit=ago(5)), ev.VisitHeld(on=ago(5)), ev.Documented(on=ago(5))),
        "dead": (listed(30), checked(12, Eligibility.DECEASED)),
        "moved": (listed(30), checked(12, Eligibility.NOT_LISTED)),
    }


_MIX = (
    ["new"] * 9 + ["late_check"] * 3 + ["ready"] * 14 + ["unread"] * 12 + ["read"] * 9 + ["remind"] * 4 + ["remind_late"] * 2
    + ["reminded"] * 5 + ["no_answer"] * 3 + ["closed"] * 2 + ["answered"] * 3 + ["answered_late"] + ["declined"] * 6
    + ["own_booking"] * 5 + ["to_phone"] * 4 + ["called"] * 2 + ["phone_again"] + ["wrong_number"] * 2 + ["no_phone"] * 2
    + ["letter"] * 3 + ["letter_over"] + ["returned"] + ["prepared"] * 2 + ["booked"] * 8 + ["done"] * 12 + ["dead", "moved"]
    + ["old_check"] * 2
)  # fmt: skip


@dataclass
class PracticeDesk:
    """Implements `rhs_desktop.ui.actions.Actions` in memory."""

    residents: dict[int, Resident] = field(default_factory=dict)
    histories: dict[int, list[Recorded]] = field(default_factory=dict)
    opened: list[tuple[str, tuple[int, ...]]] = field(default_factory=list)
    set_aside: int = 0
    rules: Rules = field(default_factory=lambda: Rules(load_profiles().default, Calendar(frozenset())))
    _acts: list[tuple[int, str]] = field(default_factory=list)
    _entries: int = 0

    def add(self, details: Details, events: Iterable[Event], by: str = "Anna Ek") -> int:
        case = len(self.histories) + 1
        self.residents[case] = Resident(case, details)
        self.histories[case] = []
        self._append({case: tuple(events)}, by)
        return case

    def _append(self, events: dict[int, tuple[Event, ...]], by: str = "Anna Ek", act: int = 0) -> None:
        for case, several in events.items():
            for event in several:
                self._entries += 1
                moment = NOW if event.on == TODAY else datetime.combine(event.on, event.at or time(9, 0))
                self.histories[case].append(Recorded(self._entries, event, by, moment, act))

    # ---- reading ----

    def today(self) -> date:
        return TODAY

    def rows(self) -> Sequence[CaseRow]:
        return [self._row(case) for case in self.histories]

    def rows_of(self, cases: frozenset[int]) -> Sequence[CaseRow]:
        return [self._row(case) for case in sorted(cases)]

    def case_view(self, case: int) -> CaseView:
        history = tuple(self.histories[case])
        state = fold(history)
        step = next_step(state, self.rules, TODAY)
        own = (("Omgång", "2026"), ("Listans anm", "Tolk"))
        return CaseView(case, 2026, "rhs-004", case, self.residents[case], state, step, timeline(history), own)

    def profile(self, profile: str) -> Profile:
        return self.rules.profile

    def overview(self) -> Overview:
        return Overview(self.set_aside, datetime(2026, 11, 9, 8, 2), self._acts[-1][1] if self._acts else "")

    def _row(self, case: int) -> CaseRow:
        history, details = self.histories[case], self.residents[case].details
        state = fold(history)
        step = next_step(state, self.rules, TODAY)
        last = max(((r.event.on, r.event.at or time(9, 0)) for r in history), default=(TODAY, time(9, 0)))
        template = self.rules.profile.template(state.invited.template).public_name if state.invited else ""
        phone = details.phones[0] if details.phones else ""
        number = details.identity
        ended = isinstance(step, Finished)
        invitation = state.invitation
        return CaseRow(
            case=case, resident=case, digits=number.digits, name=details.name.display,
            sort=sort_key(details.name.family, details.name.given),
            key=search_key(details.name.display, number.digits, number.dashed, digits_only(phone)),
            updated=f"{last[0]} {last[1]:%H:%M}", case_type=template, mirrored=self._mirrored(state),
            status=step.status, step="" if ended else step.kind, queue="" if ended else step.queue,
            due=None if ended else step.due, rule=step.rule,
            channel=invitation[0] if invitation else "", invited_on=invitation[1] if invitation else None,
            handler=state.handler, phone=phone, round=2026, position=case, protected=details.protected, finished=ended,
        )  # fmt: skip

    def _mirrored(self, state: CaseState) -> str:
        shown = mirrored(state, self.rules, TODAY)
        return self.rules.profile.portal.label(shown) if shown else ""

    # ---- recording ----

    def _record(self, says: str, events: dict[int, tuple[Event, ...]]) -> Change:
        number = len(self._acts) + 1
        self._append(events, act=number)
        self._acts.append((number, says))
        return Change(says, frozenset(events))

    def _each(self, says: str, cases: Sequence[int], event: Event) -> Change:
        return self._record(says, {case: (event,) for case in cases})

    def check_cosmic(self, cases: Sequence[int], result: Eligibility, reason: str = "") -> Change:
        event = ev.CosmicChecked(on=TODAY, at=NOW.time(), result=result, reason=reason)
        return self._each(f"{len(cases)} kontrollerade i Cosmic", cases, event)

    def correct_number(self, case: int, raw: str) -> Change:
        identity = parse(raw, TODAY)
        self.residents[case] = replace(self.residents[case], details=replace(self.residents[case].details, identity=identity))
        return self._each("Personnumret rättat", [case], ev.NumberCorrected(on=TODAY, at=NOW.time()))

    def set_phone(self, case: int, phone: str | None) -> Change:
        phones = (phone,) if phone else ()
        self.residents[case] = replace(self.residents[case], details=replace(self.residents[case].details, phones=phones))
        event = ev.FactsChanged(on=TODAY, at=NOW.time(), has_phone=bool(phone), has_address=True)
        return self._each("Telefonnumret sparat", [case], event)

    def route(self, case: int, channel: Channel, reason: str = "") -> Change:
        return self._each("Kanalen vald", [case], ev.Routed(on=TODAY, at=NOW.time(), channel=channel, reason=reason))

    def remind(self, cases: Sequence[int]) -> Change:
        return self._each(f"{len(cases)} markerades som påminda", cases, ev.ReminderSent(on=TODAY, at=NOW.time()))

    def record_answer(self, case: int, answer: Answer, via: Via) -> Change:
        return self._each("Svaret infört", [case], ev.Answered(on=TODAY, at=NOW.time(), answer=answer, via=via))

    def answer_handled(self, case: int) -> Change:
        return self._each("Svaret hanterat", [case], ev.AnswerHandled(on=TODAY, at=NOW.time()))

    def tick(self, case: int, step: str, *, done: bool) -> Change:
        return self._each("Steget infört", [case], ev.StepTicked(on=TODAY, at=NOW.time(), step=step, done=done))

    def record_call(
        self, case: int, outcome: CallOutcome, *, again_on: date | None = None, visit: date | None = None,
        visit_time: time | None = None, data_told: bool = False,
    ) -> Change:  # fmt: skip
        now = NOW.time()
        if outcome is CallOutcome.BOOKED and not data_told:
            raise HistoryRefused("data_not_told")
        events: list[Event] = [ev.Called(on=TODAY, at=now, outcome=outcome, again_on=again_on, data_told=data_told)]
        if visit:
            events.append(ev.Booked(on=TODAY, at=now, visit=visit, visit_time=visit_time))
        if outcome is CallOutcome.DECLINED:
            events.append(ev.Answered(on=TODAY, at=now, answer=Answer.NO, via=Via.PHONE))
        return self._record("Samtalet infört", {case: tuple(events)})

    def record_phone_time(self, case: int, for_day: date, for_time: time | None = None) -> Change:
        event = ev.PhoneAppointment(on=TODAY, at=NOW.time(), for_day=for_day, for_time=for_time)
        return self._each("Telefontiden sparad", [case], event)

    def letter_returned(self, case: int) -> Change:
        return self._each("Brevet i retur", [case], ev.LetterReturned(on=TODAY, at=NOW.time()))

    def give_up(self, case: int, reason: str = "") -> Change:
        return self._each("Ärendet avslutat som ej nådd", [case], ev.GivenUp(on=TODAY, at=NOW.time(), reason=reason))

    def snooze(self, case: int, until: date, reason: str) -> Change:
        return self._each("Uppskjuten", [case], ev.Snoozed(on=TODAY, at=NOW.time(), until=until, reason=reason))

    def add_note(self, case: int, text: str) -> Change:
        return self._each("Anteckningen sparad", [case], ev.Noted(on=TODAY, at=NOW.time(), text=text))

    def assign(self, cases: Sequence[int], handler: str) -> Change:
        return self._each(f"{len(cases)} hanteras av {handler}", cases, ev.Assigned(on=TODAY, handler=handler))

    def undo(self) -> Change | None:
        if not self._acts:
            return None
        number, says = self._acts.pop()
        gone = {
            case: tuple(ev.Withdrawn(on=TODAY, at=NOW.time(), event=one.id) for one in history if one.act == number)
            for case, history in self.histories.items()
        }
        gone = {case: events for case, events in gone.items() if events}
        self._append(gone)  # type: ignore[arg-type]
        return Change(f"Ångrat: {says}", frozenset(gone), undoable=bool(self._acts))

    # ---- opening ----

    def _opened(self, what: str, cases: Sequence[int] = ()) -> None:
        self.opened.append((what, tuple(cases)))

    def open_import(self, parent: QWidget) -> Change | None:
        return self._opened("import")

    def open_paste(self, parent: QWidget) -> Change | None:
        return self._opened("paste")

    def open_send(self, parent: QWidget, cases: Sequence[int]) -> Change | None:
        return self._opened("send", cases)

    def open_batch(self, parent: QWidget, batch: int) -> Change | None:
        return self._opened("batch", [batch])

    def open_letters(self, parent: QWidget, cases: Sequence[int]) -> Change | None:
        return self._opened("letters", cases)

    def open_cosmic_check(self, parent: QWidget, cases: Sequence[int]) -> Change | None:
        return self._opened("cosmic", cases)

    def open_set_aside(self, parent: QWidget) -> Change | None:
        return self._opened("set_aside")

    def open_details(self, parent: QWidget, case: int) -> Change | None:
        return self._opened("details", [case])

    def open_settings(self, parent: QWidget) -> Change | None:
        return self._opened("settings")


def filled(count: int = 120) -> PracticeDesk:
    """A desk in the middle of a year's work."""
    desk = PracticeDesk()
    fill(desk, count)
    return desk


def fill(desk: PracticeDesk, count: int) -> None:
    histories, numbers = recipes(), test_numbers()
    for place in range(count):
        name = _MIX[place * 37 % len(_MIX)]
        changes: dict[str, object] = {"protected": True} if place % 45 == 20 else {}
        events = histories[name]
        facts = events[0]
        assert isinstance(facts, ev.Listed)
        if facts.has_phone is False:
            changes["phones"] = ()
        if changes.get("protected"):
            events = (ev.Listed(on=facts.on, has_phone=facts.has_phone, has_address=True, protected=True), *events[1:])
        desk.add(person(place, numbers[place * 13 % len(numbers)], **changes), events)
