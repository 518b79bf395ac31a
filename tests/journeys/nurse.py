"""A nurse who works *Att göra idag* to zero on her days, with the services that the window calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.steps import Queue, Status, StepKind
from rhs_desktop.domain.cases.steps_in_turn import steps_in_turn
from rhs_desktop.domain.codes import Answer, CallOutcome, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.letters.letter_plan import LetterKind
from rhs_desktop.domain.manuals.manual import TickEffect
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.services import pasting
from rhs_desktop.services.cases import case_list, due, record, ticks, undo, visits
from rhs_desktop.services.cases.due import DueLine
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import mailing_proposal, print_batch
from rhs_desktop.services.recording import step_of
from rhs_desktop.services.sending import reminders, send, send_proposal
from tests.builders import Desk, identity
from tests.journeys.residents import Person, World

_A_DAY = 25
"""How many she looks up in Cosmic, and invites, in one go."""


class Nurse:
    """`ctx` is her context, whose clock is `desk`."""

    def __init__(self, ctx: Context, desk: Desk, world: World, round_id: int, folder: Path) -> None:
        self.ctx = ctx
        self.desk = desk
        self.world = world
        self.round = round_id
        self.folder = folder
        self.chance = world.chance
        self.latest = 0
        self.by_case: dict[int, Person] = {}
        self._spare = iter(range(800, 900))
        self._work: dict[StepKind, Callable[[list[DueLine]], None]] = {
            StepKind.CHECK_COSMIC: lambda lines: self.look_up(self._people(lines)),
            StepKind.INVITE: lambda lines: self.invite(),
            StepKind.FIX_NUMBER: self._each(self._fix_number),
            StepKind.REMIND: self._remind,
            StepKind.HANDLE_ANSWER: self._each(self._handle_answer),
            StepKind.FIND_PHONE: self._each(self._find_phone),
            StepKind.CALL: self._call_all,
            StepKind.SEND_LETTER: lambda lines: self._letters(),
            StepKind.SEND_TIME_LETTER: self._time_letters,
            StepKind.SEND_PROTECTED_LETTER: self._each(self._protected_letter),
            StepKind.FIX_ADDRESS: self._each(self._fix_address),
            StepKind.LOOK_AT_BOOKING: self._each(self._look_at_booking),
            StepKind.PREPARE_VISIT: self._each(self._prepare_visit),
            StepKind.HOLD_VISIT: self._each(self._hold_visit),
            StepKind.DOCUMENT: self._each(self._document),
            StepKind.GIVE_UP: self._each(self._give_up),
        }

    def works(self, *, invites: bool) -> None:
        """One working day, from the morning's tables to an empty queue."""
        self.desk.now = datetime.combine(self.world.today, time(8, 10))
        for line in due.due(self.ctx, self.ctx.today):
            self.latest = max(self.latest, self._days_late(line.due))
        self._mail()
        self._phone_rings()
        self._own_bookings()
        self._paste()
        self._to_zero()
        if invites:
            self._invite_the_next()
            self._to_zero()
        forgotten = self.world.forgotten()
        assert not forgotten, (self.world.today, forgotten)

    def _days_late(self, due_on: date) -> int:
        """Working days; what falls due on a day off is in time on the next working day."""
        calendar = self.ctx.calendar
        return calendar.workdays_between(calendar.next_workday(due_on), self.ctx.today)

    def _to_zero(self) -> None:
        for _ in range(9):
            by_step: dict[str, list[DueLine]] = {}
            for line in due.due(self.ctx, self.ctx.today):
                by_step.setdefault(line.step, []).append(line)
            if not by_step:
                return
            for step, of_step in by_step.items():
                self._work[StepKind(step)](of_step)
        left = [(line.case, line.step, line.status) for line in due.due(self.ctx, self.ctx.today)]
        raise AssertionError(f"never done: {left}")

    def _each(self, do: Callable[[Person, DueLine], None]) -> Callable[[list[DueLine]], None]:
        def work(lines: list[DueLine]) -> None:
            for line in lines:
                self.desk.tick(minutes=1)
                do(self.by_case[line.case], line)

        return work

    def _people(self, lines: Iterable[DueLine]) -> list[Person]:
        return [self.by_case[line.case] for line in lines]

    # ---- what came since the last time

    def _mail(self) -> None:
        letters, self.world.mail = self.world.mail, []
        for who, what in letters:
            self.desk.tick(minutes=1)
            if what == "returned":
                if self.ctx.store.state(who.case).word is None and not who.end:
                    record.record_plain(self.ctx, who.case, Act.RETURNED)
                    self.world.returned(who)
            elif what == "no":
                record.record_answer(self.ctx, who.case, Answer.NO, Via.LETTER)
                self.world.says_no(who)
            else:
                record.record_answer(self.ctx, who.case, Answer.YES_CALL, Via.LETTER)
                if number := self._number_in_reply(who):
                    self.desk.tick(minutes=1)
                    record.set_phone(self.ctx, who.case, number)
                    who.wrong_phone, who.cosmic_phone = False, number
                self.world.wrote_back(who, phone=number is not None)

    def _number_in_reply(self, who: Person) -> str | None:
        return f"070-174 07 {who.case % 60 + 10}" if self.world.happens(0.8) else None

    def _phone_rings(self) -> None:
        rings, self.world.rings = self.world.rings, []
        for who, why in rings:
            self.desk.tick(minutes=1)
            if who.end or (who.visit is None) == (why == "cancels"):
                continue
            if why == "cancels":
                declines = not self.world.cancelled(who)
                visits.cancel_booking(self.ctx, who.case, declined=declines)
            elif why == "finds no time":
                record.record_answer(self.ctx, who.case, Answer.YES_CALL, Via.PHONE)
                who.books_alone_since = None
                self.world.new_wish(who)
                self.world.expect(who, "call")
            else:
                self._rings_back(who)

    def _rings_back(self, who: Person) -> None:
        drawn = self.chance.random()
        if drawn < 0.3:
            record.record_answer(self.ctx, who.case, Answer.NO, Via.PHONE)
            self.world.says_no(who)
        elif drawn < 0.6:
            again = self.ctx.today + timedelta(days=self.chance.randint(1, 9))
            record.record_call(self.ctx, who.case, CallOutcome.CALL_AGAIN, again_on=again)
            self.world.promised(who, again)
        else:
            record.record_call(self.ctx, who.case, CallOutcome.BOOKED, visit=self.world.agreed(who), data_told=True)

    def _own_bookings(self) -> None:
        booked, self.world.web_bookings = self.world.web_bookings, []
        for who in booked:
            assert who.visit is not None
            self.desk.tick(minutes=1)
            visits.record_booking(self.ctx, who.case, who.visit)
            self.world.booked(who)

    def _paste(self) -> None:
        shown = pasting.preview(self.ctx, self.world.table())
        if shown.proposed:
            pasting.apply(self.ctx, shown)

    # ---- checklist and sends

    def look_up(self, people: Iterable[Person]) -> None:
        found: dict[str, list[int]] = {}
        for who in people:
            found.setdefault(self.world.looked_up(who), []).append(who.case)
        for result, cases in found.items():
            record.check_cosmic(self.ctx, cases, Eligibility(result or "listed_alive"))

    def _invite_the_next(self) -> None:
        listed = [who for who in self.world.people if who.expects and who.expects[0] == "look up in Cosmic"]
        self.look_up(listed[:_A_DAY])
        self.desk.tick(minutes=5)
        if any(row.queue == Queue.INVITE for row in case_list.load_rows(self.ctx)):
            self.invite()

    def invite(self) -> None:
        proposal = send_proposal.propose(self.ctx, self.round, limit=_A_DAY)
        if not proposal.ready:
            return
        template = self.chance.choice(["phone", "web"])
        cases = [one.case for one in proposal.ready]
        batch = send.prepare(self.ctx, self.round, template, cases).batch
        assert batch is not None
        self.desk.tick(minutes=5)
        outcomes = {case: self.world.added(self.by_case[case]) for case in cases}
        send.record_recipients(self.ctx, batch, outcomes)
        if self.world.happens(0.1):
            self._says_no_at_the_desk(cases)
        left = [member.recipient.case for member in send.batch_view(self.ctx, batch).included]
        self.desk.tick(minutes=5)
        if self.world.happens(0.05) or not left:
            send.abandon(self.ctx, batch)
            return
        sent = send.confirm_sent(self.ctx, batch)
        if self.world.happens(0.1):
            undo.undo(self.ctx, sent.act)
            self.desk.tick(minutes=1)
            sent = send.confirm_sent(self.ctx, batch)
        assert set(sent.cases) == set(left)
        for case in sent.cases:
            assert outcomes[case] is RecipientOutcome.NOTIFIED
            self.world.sent(self.by_case[case], template)

    def _says_no_at_the_desk(self, cases: list[int]) -> None:
        who = self.by_case[self.chance.choice(cases)]
        record.record_answer(self.ctx, who.case, Answer.NO, Via.DESK)
        self.world.says_no(who)

    def _fix_number(self, who: Person, line: DueLine) -> None:
        who.details = replace(who.details, identity=identity(next(self._spare)))
        who.shows = RecipientOutcome.NOTIFIED
        record.correct_number(self.ctx, who.case, who.details.identity.dashed)
        self.world.expect(who, "invite", self.world.profile.days.invite)

    def _remind(self, lines: list[DueLine]) -> None:
        self.desk.tick(minutes=1)
        rows = reminders.due(self.ctx, self.round)
        assert {row.case for row in rows} == {line.case for line in lines}
        reminders.confirm_reminded(self.ctx, [row.case for row in rows])
        for row in rows:
            self.world.reminded(self.by_case[row.case])

    # ---- answers

    def _handle_answer(self, who: Person, line: DueLine) -> None:
        """What was answered before a time was booked by phone is handled too, but changes nothing."""
        assert who.answer is not None
        profile = self.world.profile
        booked = who.visit is not None
        if not booked:
            self.world.new_wish(who)
        if self.ctx.store.state(who.case).answer_seen_on:
            record.record_answer(self.ctx, who.case, who.answer, Via.DIGITAL, who.answered_on)
            self.desk.tick(minutes=1)
        handling = self.chance.choice(profile.handlings_for(who.answer))
        for step in handling.steps:
            if step.act is TickEffect.CALL:
                if who.closed_on is None and who.visit is None:
                    self._call(who)
                continue  # the call says it
            if step.key not in self._steps_shown(who):
                continue
            ticks.tick(self.ctx, who.case, step.key)
            self.desk.tick(minutes=1)
            if step.act is TickEffect.CLOSE:
                self.world.handled(who)
        if booked:
            self.world.expect_visit(who)
        elif who.answer is Answer.NO:
            self.world.says_no(who)
        elif who.answer is Answer.YES_BOOK_SELF:
            self.world.may_book(who)
        elif self.ctx.today not in who.called_on:
            self.world.expect(who, "call")

    def _steps_shown(self, who: Person) -> set[str]:
        """The steps that the panel shows now: a call may have changed what is to be done."""
        state = self.ctx.store.state(who.case)
        step = step_of(self.ctx, state, who.case)
        return {one.key for one in steps_in_turn(step, state, self.world.profile, self.ctx.today)}

    # ---- the phone

    def _call_all(self, lines: list[DueLine]) -> None:
        for line in lines:
            who = self.by_case[line.case]
            self.desk.tick(minutes=1)
            if line.status == Status.TO_PHONE and self.world.happens(0.2):
                day = self.ctx.calendar.add_workdays(self.ctx.today, 4)
                record.record_phone_time(self.ctx, who.case, day)
                self.world.phone_time(who, day)
            else:
                self._call(who)

    def _call(self, who: Person) -> None:
        outcome, day = self.world.call(who)
        if outcome is None:
            record.check_cosmic(self.ctx, [who.case], Eligibility(who.gone))
            return
        if self.world.happens(0.03):  # the wrong key, taken back at once
            slip = record.record_call(self.ctx, who.case, CallOutcome.NO_ANSWER)
            self.desk.tick(minutes=1)
            undo.undo(self.ctx, slip.act)
        self.desk.tick(minutes=1)
        visit = day if outcome is CallOutcome.BOOKED else None
        again = day if outcome is CallOutcome.CALL_AGAIN else None
        snoozes = again is not None and self.world.happens(0.2)
        record.record_call(
            self.ctx, who.case, outcome, visit=visit, again_on=None if snoozes else again, data_told=True
        )
        if again is not None and snoozes:
            self.desk.tick(minutes=1)
            record.snooze(self.ctx, who.case, again, "på semester")

    def _find_phone(self, who: Person, line: DueLine) -> None:
        record.set_phone(self.ctx, who.case, self.world.phone_found(who))

    # ---- letters

    def _letters(self) -> None:
        self.desk.tick(minutes=1)
        ready = [one.case for one in mailing_proposal.propose(self.ctx, self.round).ready]
        assert not any(self.by_case[case].details.protected for case in ready)
        target = self.folder / f"brev {self.ctx.today}.pdf"
        made = print_batch.make(self.ctx, self.round, ready, target).done
        assert made is not None
        assert made.batch is not None
        target.unlink()
        self.desk.tick(minutes=9)
        posted = [case for case in ready if not self.world.happens(0.05)]
        print_batch.confirm_posted(self.ctx, made.batch, posted)
        for case in posted:
            self.world.posted(self.by_case[case])

    def _time_letters(self, lines: list[DueLine]) -> None:
        """A time for whoever asked for one by letter, and the letters with the times, all posted."""
        for who in self._people(lines):
            if who.visit is None:
                self.desk.tick(minutes=1)
                visits.record_booking(self.ctx, who.case, self.world.agreed(who))
        self.desk.tick(minutes=1)
        ready = [one.case for one in mailing_proposal.propose(self.ctx, self.round, kind=LetterKind.TIME).ready]
        target = self.folder / f"tider {self.ctx.today}.pdf"
        made = print_batch.make(self.ctx, self.round, ready, target, kind=LetterKind.TIME).done
        assert made is not None
        assert made.batch is not None
        target.unlink()
        self.desk.tick(minutes=2)
        print_batch.confirm_posted(self.ctx, made.batch, ready)

    def _protected_letter(self, who: Person, line: DueLine) -> None:
        record.protected_letter_posted(self.ctx, who.case)
        self.world.posted(who)

    def _fix_address(self, who: Person, line: DueLine) -> None:
        if not who.better_address:
            record.give_up(self.ctx, who.case, "ingen adress")
            self.world.ended(who, "unreached")
            return
        resident = self.ctx.store.resident_of(who.case)
        moved = Address(street=f"Nygatan {who.case}", postcode="59030", city="Borensberg")
        record.edit_details(self.ctx, resident.id, replace(resident.details, address=moved))
        self.world.expect(who, "letter")

    def _give_up(self, who: Person, line: DueLine) -> None:
        record.give_up(self.ctx, who.case)
        self.world.ended(who, "unreached")

    # ---- own booking and visits

    def _look_at_booking(self, who: Person, line: DueLine) -> None:
        record.record_plain(self.ctx, who.case, Act.NOT_YET)
        self.world.looked_not_booked(who)

    def _prepare_visit(self, who: Person, line: DueLine) -> None:
        complete = True
        for step in self.world.profile.before_visit:
            done = not complete if step.act is TickEffect.VISIT_REMINDED else self.world.happens(0.8)
            complete = complete and done
            if done:
                ticks.tick(self.ctx, who.case, step.key)
                self.desk.tick(minutes=1)
        self.world.expect(who, "the visit", on=who.visit)

    def _hold_visit(self, who: Person, line: DueLine) -> None:
        if self.world.came(who):
            documented = self.world.happens(0.7)
            visits.visit_held(self.ctx, who.case, documented=documented)
            if documented:
                self.world.ended(who, "done")
        else:
            visits.cancel_booking(self.ctx, who.case, no_show=True)

    def _document(self, who: Person, line: DueLine) -> None:
        record.record_plain(self.ctx, who.case, Act.DOCUMENTED)
        self.world.ended(who, "done")
