"""Practice data: an invented clinic in full work, made with the program's services and a clock that is set back.

The residents are from the published list of test numbers. Every state of a case occurs, with a plausible past: who did
what, when, in which batch, and what was undone.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.checklists import RowRules, check, propose_mapping
from rhs_desktop.domain.codes import Eligibility, RecipientOutcome
from rhs_desktop.domain.people.resident import Details
from rhs_desktop.practice.batches import (
    BATCHES,
    EXCLUDED,
    NOT_CHECKED,
    PREPARED,
    READY,
    STALE,
    WITHOUT_LOGIN,
    PracticeSend,
    Story,
    Trait,
)
from rhs_desktop.practice.checklist import list_text, mistyped, write_practice_list
from rhs_desktop.practice.course import POSTING, PRINTING, REMINDING, Course, PracticePlan
from rhs_desktop.practice.people import BIRTH_YEARS, RESIDENTS, YEAR, People, coordination_number, people
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import print_batch
from rhs_desktop.services.manual_files import DEFAULT_PROFILE
from rhs_desktop.services.recording import recording
from rhs_desktop.services.rounds import cases_of_round
from rhs_desktop.services.sending import reminders, send
from rhs_desktop.store.batches import BatchKind

__all__ = ["ROUND", "create_practice_clinic", "write_practice_list"]

ROUND = f"40- och 50-åringar {YEAR}"
_FIRST_LIST_DAYS_AGO = 124
_SECOND_LIST_WORKDAYS_AGO = 6
_CHECK_DAYS_BEFORE_SEND = 3
_STALE_CHECK_DAYS_AGO = 48


def create_practice_clinic(ctx: Context) -> int:
    """Fill an empty database with the practice clinic as of the morning of `ctx.today`; the round's number.

    The same day always gives the same data.
    """
    known = people()
    plan = PracticePlan(ctx.today, ctx.calendar, known.staff, random.Random(ctx.today.isoformat()))
    cast = _Cast(known)
    opening = _at(ctx, datetime.combine(_first_list_day(plan), time(8)), known.staff[0])
    settings.save(opening, replace(settings.load(opening), clinic=known.clinic))
    round_id = importing.add_round(opening, ROUND, YEAR, DEFAULT_PROFILE, BIRTH_YEARS)
    cases: list[int] = []
    _plan_lists(plan, cast, round_id, cases)
    for batch, members in cast.sent:
        _plan_batch(plan, round_id, batch, members)
    _plan_the_others(plan, cast, round_id)
    for day, reminded in plan.reminded.items():
        _plan_reminder(plan, day, reminded)
    _plan_letters(plan, round_id)
    for deed in sorted(plan.deeds, key=lambda deed: deed.moment):
        deed.do(_at(ctx, deed.moment, deed.user), cases)
    case_list.settle(ctx)
    return round_id


class _Cast:
    """Assigns the residents, one story each. People are identified by their index in `everybody`."""

    def __init__(self, known: People) -> None:
        self._residents = known.residents
        self.everybody: list[Details] = []
        self.sent = [(batch, [(self._take(story.trait), story) for story in _each(batch)]) for batch in BATCHES]
        self.prepared = [(self._take(), outcome) for outcome in PREPARED]
        self.excluded = [(self._take(), result, reason) for result, reason in EXCLUDED]
        self.without_login = [(self._take(story.trait), days, story) for days, story in WITHOUT_LOGIN]
        self.stale = [self._take(story.trait) for story in STALE]
        self.on_first_list = len(self.everybody)
        self.ready = [self._take(story.trait) for story in READY]
        self.not_checked = [self._take(story.trait) for story in NOT_CHECKED]
        if len(self.everybody) != RESIDENTS:
            raise ValueError(f"{len(self.everybody)} stories for {RESIDENTS} residents")

    def _take(self, trait: Trait | None = None) -> int:
        details = self._residents[len(self.everybody)]
        self.everybody.append(_with(details, trait) if trait else details)
        return len(self.everybody) - 1


def _each(batch: PracticeSend) -> list[Story]:
    return [story for count, story in batch.stories for _ in range(count)]


def _with(details: Details, trait: Trait) -> Details:
    identity = coordination_number(details.identity) if trait.coordination else details.identity
    phones = details.phones if trait.phone else ()
    address = details.address if trait.address else replace(details.address, street="", care_of="", extra="")
    return replace(details, identity=identity, phones=phones, address=address, protected=trait.protected)


def _at(ctx: Context, moment: datetime, user: str) -> Context:
    return replace(ctx, clock=lambda: moment, user=user)


# ---- the lists


def _first_list_day(plan: PracticePlan) -> date:
    return plan.calendar.next_workday(plan.today - timedelta(days=_FIRST_LIST_DAYS_AGO))


def _plan_lists(plan: PracticePlan, cast: _Cast, round_id: int, cases: list[int]) -> None:
    """An earlier list, and a newer one with everybody and two rows that cannot be read."""
    known = people()
    in_trouble = (("", "Bergström", "Lars"), (mistyped(known.newcomers[-1]), "Lindgren", "Eva"))
    early = list_text(cast.everybody[: cast.on_first_list], known.clinic.name)
    late = list_text(cast.everybody, known.clinic.name, in_trouble)
    days = _first_list_day(plan), plan.back(_SECOND_LIST_WORKDAYS_AGO)
    for day, text, source in zip(days, (early, late), ("REBUS-lista vår.csv", "REBUS-lista höst.csv"), strict=True):

        def take(ctx: Context, _: Sequence[int], text: str = text, source: str = source) -> None:
            _import(ctx, round_id, text, source)
            cases[:] = _in_order(ctx, round_id, cast.everybody)

        plan.do(datetime.combine(day, time(8, 20)), plan.staff[0], take)


def _import(ctx: Context, round_id: int, text: str, source: str) -> None:
    from rhs_desktop.exchange.reading import read_list

    listed = read_list(text)
    sheet = listed.sheets[listed.proposed_sheet]
    checked = check(sheet, propose_mapping(sheet, ctx.today), RowRules(ctx.today, BIRTH_YEARS))
    importing.import_list(ctx, checked, round_id, source=source, content_hash=listed.content_hash)


def _in_order(ctx: Context, round_id: int, everybody: Sequence[Details]) -> list[int]:
    """The case of each person; those who are on no list yet come last and are left out."""
    by_number = {case.resident.details.identity.digits: case.id for case in cases_of_round(ctx, round_id)}
    return [by_number[one.identity.digits] for one in everybody if one.identity.digits in by_number]


# ---- the batches


def _plan_batch(plan: PracticePlan, round_id: int, batch: PracticeSend, members: Sequence[tuple[int, Story]]) -> None:
    """Checked in Cosmic, prepared, looked up in 1177, sent; then everybody's own story."""
    sent = plan.back(batch.days_ago) if batch.days_ago == 1 else _workday_ago(plan, batch.days_ago)
    everybody = [person for person, _ in members]
    _plan_check(plan, everybody, _workday_before(plan, sent, _CHECK_DAYS_BEFORE_SEND))
    outcomes = {person: story.outcome for person, story in members if story.outcome}
    _plan_send(plan, round_id, sent, time(9, 5), batch.template, everybody, outcomes, confirmed=True)
    for person, story in members:
        story.tale(Course(plan, person, sent))


def _plan_send(
    plan: PracticePlan,
    round_id: int,
    day: date,
    begun: time,
    template: str,
    everybody: Sequence[int],
    outcomes: dict[int, RecipientOutcome],
    *,
    confirmed: bool,
) -> None:
    made: list[int] = []
    start = datetime.combine(day, begun)
    user = plan.staff[day.toordinal() % len(plan.staff)]

    def prepare(ctx: Context, cases: Sequence[int]) -> None:
        batch = send.prepare(ctx, round_id, template, [cases[person] for person in everybody]).batch
        made.append(batch or 0)

    plan.do(start, user, prepare)
    plan.do(
        start + timedelta(minutes=22),
        user,
        lambda ctx, cases: send.record_recipients(
            ctx, made[0], {cases[person]: outcome for person, outcome in outcomes.items()}
        ),
    )
    if confirmed:
        plan.do(start + timedelta(minutes=31), user, lambda ctx, _: send.confirm_sent(ctx, made[0]))


def _plan_the_others(plan: PracticePlan, cast: _Cast, round_id: int) -> None:
    """Those who were never sent to: ready, excluded, without a login, in the batch that was interrupted."""
    _plan_check(plan, [person for person, _ in cast.prepared], plan.back(3))
    _plan_send(
        plan,
        round_id,
        plan.back(1),
        time(15, 5),
        "phone",
        [person for person, _ in cast.prepared],
        {person: outcome for person, outcome in cast.prepared if outcome},
        confirmed=False,
    )
    for turn, (person, result, reason) in enumerate(cast.excluded):
        Course(plan, person, _workday_ago(plan, 100)).excluded(_workday_ago(plan, 97 - 25 * turn), result, reason)
    for person, days, story in cast.without_login:
        checked = plan.back(1) if days == 1 else _workday_ago(plan, days)
        _plan_check(plan, [person], checked)
        story.tale(Course(plan, person, checked))
    _plan_check(plan, cast.stale, _workday_ago(plan, _STALE_CHECK_DAYS_AGO))
    half = len(cast.ready) // 2
    _plan_check(plan, cast.ready[:half], plan.back(5))
    _plan_check(plan, cast.ready[half:], plan.back(2))


def _plan_check(plan: PracticePlan, everybody: Sequence[int], day: date) -> None:
    """Checks in Cosmic, all on one day: listed here and alive."""
    moment = datetime.combine(day, time(8, 45)) + timedelta(minutes=plan.chance.randrange(5))
    plan.do(
        moment,
        plan.staff[1],
        lambda ctx, cases: record.check_cosmic(ctx, [cases[person] for person in everybody], Eligibility.LISTED_ALIVE),
    )


def _plan_reminder(plan: PracticePlan, day: date, everybody: Sequence[int]) -> None:
    plan.do(
        datetime.combine(day, REMINDING),
        plan.staff[1],
        lambda ctx, cases: reminders.confirm_reminded(ctx, [cases[person] for person in everybody]),
    )


def _workday_ago(plan: PracticePlan, days: int) -> date:
    return plan.calendar.previous_workday(plan.today - timedelta(days=days))


def _workday_before(plan: PracticePlan, day: date, days: int) -> date:
    return plan.calendar.previous_workday(day - timedelta(days=days))


# ---- the letters


def _plan_letters(plan: PracticePlan, round_id: int) -> None:
    """All letters of a day are one batch; no PDF is made, because nobody would keep it."""
    for day, everybody in sorted(plan.posted.items()):
        _plan_pile(plan, round_id, day, everybody, posted=True)
    for day, everybody in sorted(plan.unposted.items()):
        _plan_pile(plan, round_id, day, everybody, posted=False)


def _plan_pile(plan: PracticePlan, round_id: int, day: date, everybody: Sequence[int], *, posted: bool) -> None:
    made: list[int] = []

    def printed(ctx: Context, cases: Sequence[int]) -> None:
        pile = [cases[person] for person in everybody]
        with recording(ctx, ActKind.PRINT_LETTERS, details={"count": len(pile)}) as act:
            batch = act.add_batch(BatchKind.LETTERS, round_id, pile, {"texts": {}})
            for case in pile:
                act.append(case, ev.LetterPrinted(on=ctx.today, at=ctx.now.time(), batch=batch))
            act.commit()
        made.append(batch)

    def taken_to_the_post(ctx: Context, cases: Sequence[int]) -> None:
        print_batch.confirm_posted(ctx, made[0], [cases[person] for person in everybody])

    plan.do(datetime.combine(day, PRINTING), plan.staff[2], printed)
    if posted:
        plan.do(datetime.combine(day, POSTING), plan.staff[2], taken_to_the_post)
