"""The send in 1177, step by step: prepare, control, confirm. Nothing counts as sent before it is confirmed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.backups import BackupKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.history import standing
from rhs_desktop.domain.cases.next_step import next_step
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Step
from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.manuals.manual import Template
from rhs_desktop.domain.sending import Candidate, SendHeld, judge
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.backdating import moment_of
from rhs_desktop.services.backups import make
from rhs_desktop.services.batches import found_batch, open_batch
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.services.rounds import cases_by_id, round_record, rules_of_round, with_states
from rhs_desktop.services.sending.send_proposal import Recipient, recipient_of
from rhs_desktop.store import batches as kept
from rhs_desktop.store.batches import BatchKind, BatchRecord, BatchState

if TYPE_CHECKING:
    from rhs_desktop.store.act import ActWriter


@dataclass(frozen=True, slots=True)
class Member:
    """A recipient of a batch: what 1177 showed, and whether the person is still in the send, or where they went."""

    recipient: Recipient
    outcome: RecipientOutcome | None
    included: bool
    step: Step | Finished


@dataclass(frozen=True, slots=True)
class BatchView:
    """A batch as it can be found again: prepared, sent or abandoned. `manual` is the one that it is sent under.

    `sent_from`: the first day on which it can have gone out, that of the last control in 1177.
    """

    id: int
    round: int
    manual: str
    template: Template
    state: BatchState
    prepared_at: datetime
    by: str
    members: tuple[Member, ...]
    sent_from: date

    @property
    def included(self) -> tuple[Member, ...]:
        return tuple(member for member in self.members if member.included)


@needs(Permission.SEND)
def prepare(ctx: Context, round_id: int, template: str, cases: Sequence[int], *, manual: str | None = None) -> ActDone:
    """Put people into a batch, `Done.batch`; it stands as prepared until it is confirmed or abandoned.

    Everybody is judged afresh: raises HistoryRefused `held_back` with case and reasons if somebody may no longer be
    sent to, `batch_too_large`, `batch_empty`, `unknown_template`.
    """
    if not cases:
        raise HistoryRefused(HistoryRefusal.BATCH_EMPTY)
    with recording(ctx, ActKind.PREPARE_SEND, details={"template": template, "count": len(cases)}) as act:
        rules = rules_of_round(ctx, round_id, manual)
        if template not in {known.key for known in rules.profile.templates}:
            raise HistoryRefused(HistoryRefusal.UNKNOWN_TEMPLATE, template=template)
        largest = max(rules.profile.batch.one_by_one, rules.profile.batch.from_file)
        if len(cases) > largest:
            raise HistoryRefused(HistoryRefusal.BATCH_TOO_LARGE, count=len(cases), most=largest)
        follows = {case.id: case.profile for case in cases_by_id(ctx, cases).values()}
        for case in cases:
            verdict = judge(Candidate(case, act.state(case), manual=follows.get(case, "")), rules, ctx.today)
            if isinstance(verdict, SendHeld):
                raise HistoryRefused(HistoryRefusal.HELD_BACK, case=case, reasons=verdict.reasons)
        batch = act.add_batch(BatchKind.SEND, round_id, cases, {"template": template, "manual": rules.profile.id})
        for case in cases:
            act.append(case, ev.SendPrepared(on=ctx.today, at=ctx.now.time(), batch=batch))
        return act.commit()


@needs(Permission.SEND)
def record_recipients(ctx: Context, batch_id: int, outcomes: Mapping[int, RecipientOutcome]) -> ActDone:
    """Record what 1177 showed of recipients. Those it cannot reach leave the send at once, to phone, letter or
    correction.

    Raises HistoryRefused `unknown_batch`, `batch_closed`, `not_in_batch`.
    """
    with recording(ctx, ActKind.RECIPIENTS, batch=batch_id, details={"count": len(outcomes)}) as act:
        batch = open_batch(ctx, BatchKind.SEND, batch_id)
        if strangers := outcomes.keys() - set(batch.members):
            raise HistoryRefused(HistoryRefusal.NOT_IN_BATCH, cases=tuple(sorted(strangers)))
        for case, outcome in outcomes.items():
            if earlier := _control_of_today(act, case):
                entry, control = earlier
                if control.outcome is outcome:
                    continue
                act.withdraw(case, entry)
            act.append(case, ev.RecipientChecked(on=ctx.today, at=ctx.now.time(), outcome=outcome))
        return act.commit()


@needs(Permission.SEND)
def remove(ctx: Context, batch_id: int, cases: Iterable[int]) -> ActDone:
    """Take people out of a prepared batch; they are ready for another one."""
    with recording(ctx, ActKind.REMOVE_FROM_SEND, batch=batch_id) as act:
        open_batch(ctx, BatchKind.SEND, batch_id)
        for case in cases:
            act.append(case, ev.SendCancelled(on=ctx.today, at=ctx.now.time(), batch=batch_id))
        return act.commit()


@needs(Permission.SEND)
def confirm_sent(ctx: Context, batch_id: int, on: date | None = None) -> ActDone:
    """It went out in 1177, that day or today: everybody still in the batch is invited (manual 000, steps 4 and 5).

    What a clock that was ahead has dated went out on the day of that. Raises HistoryRefused `batch_empty` if nobody is
    left, `not_controlled` with the cases that nobody has looked at, `in_the_future`, and `before_control` for a day
    before the last control.
    """
    make.before(ctx, BackupKind.BEFORE_BATCH)
    with recording(ctx, ActKind.CONFIRM_SEND, batch=batch_id) as act:
        batch = open_batch(ctx, BatchKind.SEND, batch_id)
        sent = moment_of(ctx, on, batch_view(ctx, batch_id).sent_from, HistoryRefusal.BEFORE_CONTROL)
        template = str(batch.details["template"])
        included = [case for case in batch.members if _is_in(act.state(case), batch_id)]
        if not included:
            raise HistoryRefused(HistoryRefusal.BATCH_EMPTY)
        unseen = tuple(case for case in included if not _controlled(act.state(case), batch))
        if unseen:
            raise HistoryRefused(HistoryRefusal.NOT_CONTROLLED, cases=unseen)
        for case in included:
            act.append(case, ev.Invited(**sent, template=template, batch=batch_id))
        act.change("batch", batch_id, state=BatchState.DONE)
        act.details["count"] = len(included)
        return act.commit()


@needs(Permission.SEND)
def abandon(ctx: Context, batch_id: int) -> ActDone:
    """The batch did not go out: everybody in it is ready again; those sent to phone or letter stay there."""
    with recording(ctx, ActKind.ABANDON_SEND, batch=batch_id) as act:
        batch = open_batch(ctx, BatchKind.SEND, batch_id)
        for case in batch.members:
            if _is_in(act.state(case), batch_id):
                act.append(case, ev.SendCancelled(on=ctx.today, at=ctx.now.time(), batch=batch_id))
        act.change("batch", batch_id, state=BatchState.ABANDONED)
        return act.commit()


@needs(Permission.LOOK)
def batches(ctx: Context, *, prepared_only: bool = True) -> tuple[BatchView, ...]:
    """The sends, the newest first; without those of a manual that cannot be used."""
    with ctx.store.reading() as db:
        records = kept.batches(db, BatchKind.SEND, state=BatchState.PREPARED if prepared_only else None)
    return tuple(_view(ctx, record) for record in records if _manual(ctx, record) in ctx.profiles)


@needs(Permission.LOOK)
def batch_view(ctx: Context, batch_id: int) -> BatchView:
    """One send. Raises HistoryRefused `unknown_batch`."""
    return _view(ctx, found_batch(ctx, BatchKind.SEND, batch_id))


@needs(Permission.SEND)
def save_numbers(ctx: Context, batch_id: int, target: Path) -> tuple[Path, ...]:
    """Write the numbers of those in the batch for Importera från fil (001): several files if over the manual's count.

    Logged first. Raises NotLogged, FileUnwritable.
    """
    from rhs_desktop.exchange.numbers_file import write_numbers

    view = batch_view(ctx, batch_id)
    most = ctx.rules(view.manual).profile.batch.from_file
    cases = [member.recipient.case for member in view.included]
    log_access(ctx, Access.EXPORTED, cases=cases, what=CopiedData.RECIPIENT_NUMBERS, count=len(cases))
    return write_numbers(target, [member.recipient.number for member in view.included], at_most=most)


def _view(ctx: Context, record: BatchRecord) -> BatchView:
    assert record.round is not None
    found = cases_by_id(ctx, record.members)
    states = {case.id: state for case, state in with_states(ctx, found.values())}
    members = []
    sent_from = record.at.date()
    for case_id in record.members:
        if case_id not in states:
            continue
        case, state = found[case_id], states[case_id]
        sent = state.invited is not None and state.invited.batch == record.id
        outcome = state.recipient.outcome if state.recipient and _since(state, record) else None
        if outcome is not None and state.recipient and _is_in(state, record.id):
            sent_from = max(sent_from, state.recipient.on)
        step = next_step(state, ctx.rules(case.profile), ctx.today)
        members.append(Member(recipient_of(case), outcome, sent or _is_in(state, record.id), step))
    profile = ctx.rules(_manual(ctx, record)).profile
    template = profile.template(str(record.details["template"]))
    who = tuple(members)
    return BatchView(
        record.id, record.round, profile.id, template, record.state, record.at, record.user, who, sent_from
    )


def _manual(ctx: Context, record: BatchRecord) -> str:
    """The manual that a batch is sent under."""
    assert record.round is not None
    return str(record.details.get("manual") or round_record(ctx, record.round).profile)


def _is_in(state: CaseState, batch_id: int) -> bool:
    return state.prepared is not None and state.prepared.batch == batch_id


def _since(state: CaseState, record: BatchRecord) -> bool:
    return state.recipient is not None and state.recipient.on >= record.at.date()


def _controlled(state: CaseState, record: BatchRecord) -> bool:
    """1177 was seen to reach the person, since the batch was prepared."""
    recipient = state.recipient
    return recipient is not None and recipient.outcome is RecipientOutcome.NOTIFIED and _since(state, record)


def _control_of_today(act: ActWriter, case: int) -> tuple[int, ev.RecipientChecked] | None:
    """The entry of today's earlier control, which a new one corrects."""
    for record in reversed(standing(act.history(case))):
        if isinstance(record.event, ev.RecipientChecked) and record.event.on == act.now.date():
            return record.id, record.event
    return None
