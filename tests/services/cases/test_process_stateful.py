"""Everything that can be recorded at the desk, in any order, over days, one at a time and in batches, taken back.

Whatever happens: the rows are what the events give; each case has an outcome or one next step with its day; what is
refused leaves no trace and is told in words; nobody is contacted after a no; undo restores exactly what was.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, StepKind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome, Via
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.letters.letter_plan import LetterKind
from rhs_desktop.domain.people.personal_number import IdentityKind
from rhs_desktop.domain.people.resident import Address
from rhs_desktop.practice.people import coordination_number
from rhs_desktop.services import settings as clinic_settings
from rhs_desktop.services.cases import case_list, ticks, undo, visits
from rhs_desktop.services.cases import record as cases_record
from rhs_desktop.services.context import Context
from rhs_desktop.services.integrity import verify
from rhs_desktop.services.letters import mailing_proposal, print_batch
from rhs_desktop.services.sending import reminders
from rhs_desktop.services.sending import send as sending_send
from rhs_desktop.store import batches
from rhs_desktop.strings import errors
from tests import builders
from tests.exploring import examples
from tests.refusals import refusal_of

PEOPLE = 6
CASES = PEOPLE + 2
met: set[str] = set()
"""The branches with an assertion that a run has come to."""
"""The first two people are in a second round as well, under the other manual."""

case_of = st.integers(1, CASES)
some = st.lists(case_of, min_size=1, max_size=4, unique=True)
soon = st.sampled_from([0, 1, 3, 14, 40])
phones = st.sampled_from([None, "070-174 06 05", "0141-22 33 44"])
STEPS = sorted(
    {
        step.key
        for profile in builders.profiles().values()
        for steps in (*(one.steps for one in profile.handlings), profile.before_visit, profile.visit)
        for step in steps
    }
)


class Process(RuleBasedStateMachine):
    """A desk at which anything is recorded of anybody."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.desk = builders.Desk()
        self.stack = ExitStack()
        self.undoable: list[tuple[int, Any]] = []
        self.ctx: Context = self.stack.enter_context(builders.opened(self.folder, self.desk))
        self.ctx.store.writer.execute("PRAGMA synchronous = OFF")
        clinic = Clinic("Vårdcentralen Ekeby", builders.address(), "013-465 00 00")
        clinic_settings.save(self.ctx, replace(clinic_settings.load(self.ctx), clinic=clinic))
        people = [builders.details(number) for number in range(PEOPLE)]
        people[2] = replace(people[2], phones=())
        people[3] = replace(people[3], identity=coordination_number(people[3].identity))
        people[4] = replace(people[4], phones=(), address=replace(people[4].address, street=""))
        self.rounds = [builders.add_round(self.ctx), builders.add_round(self.ctx, "2027", "rhs-2023")]
        builders.import_people(self.ctx, self.rounds[0], people)
        builders.import_people(self.ctx, self.rounds[1], people[:2])
        resident = self.ctx.store.resident_of(6)
        cases_record.edit_details(self.ctx, resident.id, replace(resident.details, protected=True))
        cases_record.check_cosmic(self.ctx, [*range(1, CASES)], Eligibility.LISTED_ALIVE)
        self.send([1, 2, 3])
        self.send([7])
        cases_record.route(self.ctx, 3, Channel.LETTER)
        self.letters_printed(second=False)
        self.all_letters_posted(0)
        cases_record.route(self.ctx, 4, Channel.LETTER)
        self.letters_printed(second=False)
        self.undoable.clear()

    def teardown(self) -> None:
        if hasattr(self, "stack"):
            self.stack.close()
            shutil.rmtree(self.folder)

    # ---- what must hold of each act

    def seen(self) -> Any:
        cases = {case: self.ctx.store.case(case) for case in range(1, CASES + 1)}
        states = {case: self.ctx.store.state(case) for case in cases}
        sends = [
            (one.id, one.state, [(member.recipient.case, member.outcome, member.included) for member in one.members])
            for one in sending_send.batches(self.ctx, prepared_only=False)
        ]
        letters = [(one.id, one.state, one.members) for one in print_batch.batches(self.ctx, waiting_only=False)]
        return states, {case: one.resident for case, one in cases.items()}, sends, letters

    def attempt(self, act: Callable[[], Any]) -> bool:
        """Whether it was taken. A refusal has words of its own and leaves everything as it was."""
        before = self.seen()
        self.desk.tick(minutes=1)
        try:
            done = act()
        except ExpectedError as refused:
            met.add("refused")
            assert self.seen() == before
            assert errors.trouble(refused)[0], refused
            return False
        after = self.seen()
        touched = {case for case in before[0] if before[0][case] != after[0][case]}
        assert touched <= set(done.cases)
        possible = undo.plan_undo(self.ctx, done.act).possible
        assert possible or after == before
        if possible:
            self.undoable.append((done.act, before))
        return True

    def batch(self, number: int, batches: Any) -> int:
        """One of the batches, or one that does not exist."""
        known = [one.id for one in batches]
        return known[number % len(known)] if known else 99

    def members(self, batch: int, cases: list[int]) -> list[int]:
        """Members of the batch in the places of those cases; the cases themselves if there is no such batch."""
        with self.ctx.store.reading() as db:
            record = batches.batch(db, batch)
        return [record.members[case % len(record.members)] for case in cases] if record else cases

    def like(self, case: int, fits: Callable[[CaseState], object]) -> int:
        """A case that fits if there is one, else this one."""
        fitting = [one for one in range(1, CASES + 1) if fits(self.ctx.store.state(one))]
        return fitting[case % len(fitting)] if fitting else case

    # ---- what is next, so that cases come far

    def send(self, cases: list[int]) -> None:
        done = sending_send.prepare(self.ctx, self.ctx.store.case(cases[0]).round, "web", cases)
        assert done.batch is not None
        self.desk.tick(minutes=1)
        sending_send.record_recipients(self.ctx, done.batch, dict.fromkeys(cases, RecipientOutcome.NOTIFIED))
        self.desk.tick(minutes=1)
        sending_send.confirm_sent(self.ctx, done.batch)

    @rule(case=case_of, answer=st.sampled_from(Answer), outcome=st.sampled_from(CallOutcome), later=soon)
    def the_next_step_is_done(self, case: int, answer: Answer, outcome: CallOutcome, later: int) -> None:
        step = next_step(self.ctx.store.state(case), self.ctx.rules(self.ctx.store.profile_of(case)), self.ctx.today)
        if not isinstance(step, Finished):
            self.do(step.kind, case, answer, outcome, later)

    def do(self, kind: StepKind, case: int, answer: Answer, outcome: CallOutcome, later: int) -> None:
        match kind:
            case StepKind.CHECK_COSMIC:
                self.looked_up([case], Eligibility.LISTED_ALIVE, "")
            case StepKind.INVITE:
                self.prepared([case], "web", second=self.ctx.store.case(case).round == self.rounds[1])
            case StepKind.CONFIRM_SEND:
                self.everybody_controlled_and_sent(0)
            case StepKind.FIX_NUMBER:
                self.number_put_right(case, case + 20, coordination=False)
            case StepKind.REMIND:
                if later:
                    self.answered(case, answer, Via.DIGITAL, 0)
                else:
                    self.reminded(None)
            case StepKind.HANDLE_ANSWER:
                self.ticked(case, "booking_basis" if later == 1 else "close", done=True)
            case StepKind.FIND_PHONE:
                self.phone_looked_up(case, "070-174 06 05" if later else None)
            case StepKind.CALL:
                self.called(case, outcome, later, told=True)
            case StepKind.SEND_LETTER:
                self.letters_printed(second=self.ctx.store.case(case).round == self.rounds[1])
            case StepKind.CONFIRM_LETTER:
                self.all_letters_posted(0)
            case StepKind.SEND_PROTECTED_LETTER:
                self.attempt(lambda: cases_record.protected_letter_posted(self.ctx, case))
            case StepKind.FIX_ADDRESS:
                self.details_put_right(case, "Nygatan 2", protected=False)
            case StepKind.LOOK_AT_BOOKING:
                self.attempt(lambda: cases_record.record_plain(self.ctx, case, Act.NOT_YET))
            case StepKind.PREPARE_VISIT:
                self.ticked(case, ["samples_taken", "form_answered", "remind_visit"][later % 3], done=True)
            case StepKind.HOLD_VISIT:
                self.attempt(lambda: visits.visit_held(self.ctx, case))
            case StepKind.DOCUMENT:
                self.attempt(lambda: cases_record.record_plain(self.ctx, case, Act.DOCUMENTED))
            case StepKind.GIVE_UP:
                if later:
                    self.reminder_letters_printed(self.ctx.store.case(case).round == self.rounds[1], later=True)
                else:
                    self.post_or_end(case, cases_record.give_up)

    @rule(case=case_of, answer=st.sampled_from(Answer), outcome=st.sampled_from(CallOutcome), later=soon)
    def the_next_steps_are_done(self, case: int, answer: Answer, outcome: CallOutcome, later: int) -> None:
        for _ in range(4):
            self.the_next_step_is_done(case, answer, outcome, later)
            self.all_is_sound()

    # ---- the desk, whatever is next

    @rule(days=st.sampled_from([1, 1, 2, 5, 12, 31]))
    def time_passes(self, days: int) -> None:
        self.desk.tick(days=days)

    @rule(
        cases=some,
        result=st.sampled_from([Eligibility.LISTED_ALIVE] * 3 + [*Eligibility]),
        why=st.sampled_from(["", "x"]),
    )
    def looked_up(self, cases: list[int], result: Eligibility, why: str) -> None:
        self.attempt(lambda: cases_record.check_cosmic(self.ctx, cases, result, why))

    @rule(cases=some, template=st.sampled_from(["phone", "web"]), second=st.booleans())
    def prepared(self, cases: list[int], template: str, second: bool) -> None:
        numbers = {case: self.ctx.store.resident_of(case).details.identity.kind for case in cases}
        if self.attempt(lambda: sending_send.prepare(self.ctx, self.rounds[second], template, cases)):
            met.add("prepared")
            assert set(numbers.values()) == {IdentityKind.PERSONAL}

    @rule(
        cases=some, outcome=st.sampled_from([RecipientOutcome.NOTIFIED] * 5 + [*RecipientOutcome]), n=st.integers(0, 3)
    )
    def controlled(self, cases: list[int], outcome: RecipientOutcome, n: int) -> None:
        batch = self.batch(n, sending_send.batches(self.ctx))
        among = self.members(batch, cases) if outcome is not RecipientOutcome.LOCKED else cases
        self.attempt(lambda: sending_send.record_recipients(self.ctx, batch, dict.fromkeys(among, outcome)))

    @rule(n=st.integers(0, 3))
    def everybody_controlled_and_sent(self, n: int) -> None:
        if not (waiting := sending_send.batches(self.ctx)):
            return
        batch = waiting[n % len(waiting)]
        outcomes = {member.recipient.case: RecipientOutcome.NOTIFIED for member in batch.included}
        self.attempt(lambda: sending_send.record_recipients(self.ctx, batch.id, outcomes))
        self.attempt(lambda: sending_send.confirm_sent(self.ctx, batch.id))

    @rule(n=st.integers(0, 3), what=st.sampled_from([sending_send.confirm_sent, sending_send.abandon]))
    def sent_or_not(self, n: int, what: Callable[[Context, int], Any]) -> None:
        self.attempt(lambda: what(self.ctx, self.batch(n, sending_send.batches(self.ctx, prepared_only=False))))

    @rule(cases=some, n=st.integers(0, 3))
    def taken_out(self, cases: list[int], n: int) -> None:
        batch = self.batch(n, sending_send.batches(self.ctx))
        self.attempt(lambda: sending_send.remove(self.ctx, batch, self.members(batch, cases)))

    @rule(cases=st.none() | some)
    def reminded(self, cases: list[int] | None) -> None:
        waiting = [row.case for row in case_list.load_rows(self.ctx) if row.step == StepKind.REMIND]
        chosen = waiting if cases is None else cases
        self.attempt(lambda: reminders.confirm_reminded(self.ctx, chosen))

    @rule(
        case=case_of, answer=st.sampled_from(Answer), via=st.sampled_from(Via), ago=st.sampled_from([0, 0, 0, 2, 9, -1])
    )
    def answered(self, case: int, answer: Answer, via: Via, ago: int) -> None:
        day = self.ctx.today - timedelta(days=ago)
        taken = self.attempt(lambda: cases_record.record_answer(self.ctx, case, answer, via, day))
        if taken and ago == 0:
            met.add("answered today")
            assert self.ctx.store.state(case).said_no == (answer is Answer.NO)

    @rule(case=case_of)
    def answer_handled(self, case: int) -> None:
        waiting = self.like(case, lambda state: state.answer_waits)
        self.attempt(lambda: cases_record.record_plain(self.ctx, waiting, Act.HANDLED))

    @rule(case=case_of, step=st.sampled_from([*STEPS, "close", "booking_basis"]), done=st.booleans())
    def ticked(self, case: int, step: str, done: bool) -> None:
        self.attempt(lambda: ticks.tick(self.ctx, case, step, done))

    @rule(case=case_of, outcome=st.sampled_from(CallOutcome), later=soon, told=st.booleans())
    def called(self, case: int, outcome: CallOutcome, later: int, told: bool) -> None:
        day = self.ctx.today + timedelta(days=later)
        visit = day if outcome is CallOutcome.BOOKED else None
        again = day if outcome is CallOutcome.CALL_AGAIN else None
        promised = self.attempt(
            lambda: cases_record.record_call(self.ctx, case, outcome, visit=visit, again_on=again, data_told=told)
        )
        if promised and again is not None:
            self.comes_back(case, self.ctx.calendar.next_workday(again))

    @rule(case=case_of, later=soon)
    def phone_time(self, case: int, later: int) -> None:
        day = self.ctx.today + timedelta(days=later)
        if self.attempt(lambda: cases_record.record_phone_time(self.ctx, case, day, time(9))):
            self.comes_back(case, day)

    def comes_back(self, case: int, day: Any) -> None:
        """Whoever was promised a call is on somebody's list by that day, whatever the list."""
        step = next_step(self.ctx.store.state(case), self.ctx.rules(self.ctx.store.profile_of(case)), day)
        assert not isinstance(step, Finished)
        assert step.due <= day or self.ctx.store.state(case).visit or self.ctx.store.state(case).answer_waits

    @rule(case=case_of, phone=phones)
    def phone_looked_up(self, case: int, phone: str | None) -> None:
        self.attempt(lambda: cases_record.set_phone(self.ctx, case, phone))

    @rule(case=case_of, street=st.sampled_from(["", "Nygatan 2"]), protected=st.booleans())
    def details_put_right(self, case: int, street: str, protected: bool) -> None:
        resident = self.ctx.store.resident_of(case)
        where = Address(street=street, postcode="59030", city="Borensberg")
        after = replace(resident.details, address=where, protected=protected)
        self.attempt(lambda: cases_record.edit_details(self.ctx, resident.id, after))

    @rule(case=case_of, number=st.integers(0, 40), coordination=st.booleans())
    def number_put_right(self, case: int, number: int, coordination: bool) -> None:
        new = builders.identity(number)
        raw = coordination_number(new) if coordination else new
        self.attempt(lambda: cases_record.correct_number(self.ctx, case, raw.dashed))

    @rule(case=case_of, channel=st.sampled_from(Channel))
    def routed(self, case: int, channel: Channel) -> None:
        self.attempt(lambda: cases_record.route(self.ctx, case, channel))

    @rule(second=st.booleans())
    def letters_printed(self, second: bool) -> None:
        round_id = self.rounds[second]
        ready = [one.case for one in mailing_proposal.propose(self.ctx, round_id).ready]
        assert not any(self.ctx.store.resident_of(case).details.protected for case in ready)
        assert not any(self.ctx.store.state(case).said_no for case in ready)
        if ready:
            met.add("letters")
            assert self.attempt(lambda: print_batch.make(self.ctx, round_id, ready, self.folder / "brev.pdf").done)

    @rule(second=st.booleans(), later=st.booleans())
    def reminder_letters_printed(self, second: bool, later: bool) -> None:
        """Of those who let the days pass, which is made to happen."""
        if later:
            self.desk.tick(days=30)
        ready = [
            one.case for one in mailing_proposal.propose(self.ctx, self.rounds[second], kind=LetterKind.REMINDER).ready
        ]
        before = {case: self.ctx.store.state(case).invitation for case in ready}
        assert all(self.ctx.store.state(case).posted_on for case in ready)
        if ready:
            met.add("reminder letters")
            target = self.folder / "brev.pdf"
            assert self.attempt(
                lambda: print_batch.make(self.ctx, self.rounds[second], ready, target, kind=LetterKind.REMINDER).done
            )
        assert {case: self.ctx.store.state(case).invitation for case in ready} == before

    @rule(n=st.integers(0, 2), cases=some)
    def letters_posted(self, n: int, cases: list[int]) -> None:
        batch = self.batch(n, print_batch.batches(self.ctx))
        among = self.members(batch, cases) if n else cases
        self.attempt(lambda: print_batch.confirm_posted(self.ctx, batch, among))

    @rule(n=st.integers(0, 2))
    def all_letters_posted(self, n: int) -> None:
        if not (waiting := print_batch.batches(self.ctx)):
            return
        met.add("letters posted")
        batch = waiting[n % len(waiting)]
        posted = [addressee.case for addressee, _ in batch.members]
        assert self.attempt(lambda: print_batch.confirm_posted(self.ctx, batch.id, posted))

    @rule(
        case=case_of,
        what=st.sampled_from(
            [
                cases_record.protected_letter_posted,
                partial(cases_record.record_plain, what=Act.RETURNED),
                cases_record.give_up,
            ]
        ),
    )
    def post_or_end(self, case: int, what: Callable[[Context, int], Any]) -> None:
        written_to = case if what is cases_record.give_up else self.like(case, lambda state: state.posted_on)
        self.attempt(lambda: what(self.ctx, written_to))

    @rule(case=case_of, later=soon)
    def put_off(self, case: int, later: int) -> None:
        day = self.ctx.today + timedelta(days=later)
        self.attempt(lambda: cases_record.snooze(self.ctx, case, day, "semester"))

    @rule(cases=some, who=st.sampled_from(["Anna", ""]))
    def handed_over(self, cases: list[int], who: str) -> None:
        self.attempt(lambda: cases_record.assign(self.ctx, cases, who))

    @rule(case=case_of, later=soon)
    def booked(self, case: int, later: int) -> None:
        self.attempt(lambda: visits.record_booking(self.ctx, case, self.ctx.today + timedelta(days=later)))

    @rule(case=case_of, no_show=st.booleans(), declined=st.booleans())
    def cancelled(self, case: int, no_show: bool, declined: bool) -> None:
        booked = self.like(case, lambda state: state.visit)
        self.attempt(lambda: visits.cancel_booking(self.ctx, booked, no_show=no_show, declined=declined))

    @rule(
        case=case_of,
        what=st.sampled_from(
            [
                partial(cases_record.record_plain, what=Act.NOT_YET),
                visits.visit_held,
                partial(cases_record.record_plain, what=Act.DOCUMENTED),
            ]
        ),
    )
    def visited(self, case: int, what: Callable[[Context, int], Any]) -> None:
        booked = self.like(case, lambda state: state.visit)
        self.attempt(lambda: what(self.ctx, booked))

    # ---- undo

    @precondition(lambda self: self.undoable)
    @rule(redo=st.booleans())
    def the_last_act_is_taken_back(self, redo: bool) -> None:
        act, before = self.undoable.pop()
        after = self.seen()
        self.desk.tick(minutes=1)
        undo.undo(self.ctx, act)
        assert self.seen() == before
        if redo:
            undo.redo(self.ctx, act)
            self.undoable.append((act, before))
        assert self.seen() == (after if redo else before)

    @precondition(lambda self: len(self.undoable) > 1)
    @rule(n=st.integers(0, 30))
    def an_earlier_act_is_taken_back(self, n: int) -> None:
        """Refused with what stands on it, or possible, and then it can be brought back as it was."""
        act, _ = self.undoable[n % (len(self.undoable) - 1)]
        before = self.seen()
        self.desk.tick(minutes=1)
        possible = undo.plan_undo(self.ctx, act).possible
        refused = refusal_of(lambda: undo.undo(self.ctx, act))
        assert (refused is None) == possible
        self.all_is_sound()
        if possible:
            undo.redo(self.ctx, act)
        assert self.seen() == before

    # ---- what holds at any time

    @precondition(lambda self: hasattr(self, "undoable"))
    @invariant()
    def all_is_sound(self) -> None:
        rows = {row.case: row for row in case_list.load_rows(self.ctx)}
        assert verify(self.ctx) == ()
        assert set(rows) == set(range(1, CASES + 1))
        assert all(row.finished == (row.due is None) == (not row.step) for row in rows.values())
        for case, row in rows.items():
            if self.ctx.store.state(case).said_no:
                met.add("said no")
                assert not row.step or not StepKind(row.step).contact
                self.nobody_contacts(case)

    def nobody_contacts(self, case: int) -> None:
        later = self.ctx.today + timedelta(days=3)
        for contact in (
            lambda: cases_record.record_call(self.ctx, case, CallOutcome.NO_ANSWER),
            lambda: cases_record.record_phone_time(self.ctx, case, later),
            lambda: visits.record_booking(self.ctx, case, later),
            lambda: cases_record.route(self.ctx, case, Channel.LETTER),
            lambda: reminders.confirm_reminded(self.ctx, [case]),
            lambda: cases_record.protected_letter_posted(self.ctx, case),
            lambda: sending_send.prepare(self.ctx, self.ctx.store.case(case).round, "phone", [case]),
            lambda: print_batch.make(self.ctx, self.ctx.store.case(case).round, [case], self.folder / "nej.pdf"),
        ):
            with pytest.raises(ExpectedError):
                contact()


BRANCHES = {"refused", "prepared", "answered today", "said no", "letters", "letters posted", "reminder letters"}


def test_anything_recorded_of_anybody_leaves_all_sound() -> None:
    met.clear()
    run_state_machine_as_test(
        Process,
        settings=examples(
            20,
            stateful_step_count=35,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # making a story shorter takes longer than reading it
        ),
    )
    assert met == BRANCHES
