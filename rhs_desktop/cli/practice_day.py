"""`day`: plays a whole working day on the practice copy, with the services that the window uses."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

from rhs_desktop.cli.checked_sheet import tell_findings
from rhs_desktop.cli.console import say, table
from rhs_desktop.cli.due import due_tasks
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.letters import due_letters, tell_letters
from rhs_desktop.cli.register import finding_line
from rhs_desktop.cli.session import CommandSession
from rhs_desktop.domain.cases.steps import Finished, StepKind
from rhs_desktop.domain.checklists import RowRules, check, propose_mapping
from rhs_desktop.domain.codes import CallOutcome, Channel, Eligibility, RecipientOutcome
from rhs_desktop.exchange.reading import read_list
from rhs_desktop.practice.opening import open_practice
from rhs_desktop.services import integrity, settings
from rhs_desktop.services.calendar import YEARS, swedish_calendar
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.checklists import importing, preparing
from rhs_desktop.services.checklists.exporting import export_checklist
from rhs_desktop.services.context import Context
from rhs_desktop.services.letters import print_batch
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.sending import send, send_proposal
from rhs_desktop.store.people import RoundRecord
from rhs_desktop.strings import cli as cli_strings
from rhs_desktop.strings import common
from rhs_desktop.strings import practice_day as strings
from rhs_desktop.strings.cases import next_step
from rhs_desktop.strings.cases.process import ELIGIBILITY, HOLD, RECIPIENT
from rhs_desktop.strings.checklists.reading import left_out
from rhs_desktop.strings.cli import UsageTrouble

_BEGINS = time(9, 10)
_SHOWN = 12
_PATTERN = (
    *(RecipientOutcome.NOTIFIED,) * 6,
    *(RecipientOutcome.NO_NOTIFICATION, RecipientOutcome.NEVER_LOGGED_IN, RecipientOutcome.NOTIFIED),
    *(RecipientOutcome.NO_NOTIFICATION, RecipientOutcome.LOCKED, RecipientOutcome.WRONG_NUMBER),
)
"""What 1177 shows of one recipient after the other, repeated."""


@dataclass(slots=True)
class _Day:
    """State that is passed from one part of the day to the next."""

    ctx: Context
    round: RoundRecord
    out: Path
    made: list[Path] = field(default_factory=list)
    steps: int = 0

    def begin(self, title: str) -> None:
        self.steps += 1
        say("", f"{self.steps}. {title}", "-" * (len(title) + 3))

    def file(self, name: str) -> Path:
        path = self.out / name
        self.made.append(path)
        return path


def whole_day(session: CommandSession, out: Path | None) -> int:
    """Play the day and print each step; 0, or 1 where the final check finds a fault. Raises Misused."""
    if not session.practice:
        raise Misused(UsageTrouble.ONLY_PRACTICE)
    folder = _folder(out)
    with open_practice(clock=_office_hours()) as practice:
        day = _Day(practice.context, case_list.rounds(practice.context)[0], folder)
        today = common.day(day.ctx.today, day.ctx.today)
        say(strings.TITLE.format(clinic=settings.load(day.ctx).clinic.name, day=today))
        listed = day.file(practice.list_file.name)
        shutil.copyfile(practice.list_file, listed)
        newcomers = _take_the_list(day, listed)
        _check_in_cosmic(day, newcomers)
        unreached = _send(day)
        _telephone(day, unreached)
        _write_letters(day)
        day.ctx = _restart(day, practice.folder)
        with day.ctx.store:
            _look_ahead(day)
            return _end(day)


def _office_hours() -> Callable[[], datetime]:
    """A clock that starts at the beginning of working hours, today or on the next working day."""
    started = datetime.now()  # noqa: DTZ005  # the time at the clinic
    day = swedish_calendar(YEARS).next_workday(started.date())
    begun = datetime.combine(day, _BEGINS)
    return lambda: begun + (datetime.now() - started)  # noqa: DTZ005


def _folder(out: Path | None) -> Path:
    if out is None:
        return Path(tempfile.mkdtemp(prefix=strings.FOLDER_PREFIX))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misused(UsageTrouble.UNWRITABLE, given=out) from error
    return out.absolute()


def _take_the_list(day: _Day, file: Path) -> list[CaseRow]:
    """Check and import the list, correct two rows by their notes; the new people of the round."""
    ctx = day.ctx
    day.begin(strings.LIST)
    listed = read_list(file)
    sheet = listed.sheets[listed.proposed_sheet]
    checked = check(sheet, propose_mapping(sheet, ctx.today), RowRules(ctx.today, day.round.birth_years))
    tell_findings(checked)
    found = preparing.preview(ctx, checked, day.round.id)
    known = len(found.unchanged) + len(found.changed)
    counts = {"new": len(found.new), "known": known, "changed": len(found.changed), "protected": len(found.protected)}
    say("", strings.COMPARED.format(**counts))
    before = {row.case for row in case_list.load_rows(ctx, day.round.id)}
    done = importing.import_list(ctx, checked, day.round.id, source=file.name, content_hash=listed.content_hash)
    say(strings.KEPT.format(count=len(checked.ready), aside=done.set_aside))
    column = checked.mapping.fields.index("identity")
    for row in importing.rows_set_aside(ctx):
        note = str(row.cells[-1])
        if row.list == _newest_list(ctx) and note[-4:].isdecimal() and row.problems[0].code == "check_digit":
            cells = list(row.cells)
            cells[column] = f"{str(cells[column])[:-4]}{note[-4:]}"
            importing.fix_row(ctx, row.id, cells)
            say(strings.FIXED.format(row=row.row, name=row.cells[1]))
    left = len(importing.rows_set_aside(ctx))
    say(strings.LEFT_ASIDE.format(count=common.count_of(left, "rad", "rader")))
    return [row for row in case_list.load_rows(ctx, day.round.id) if row.case not in before]


def _newest_list(ctx: Context) -> int:
    return max(row.list for row in importing.rows_set_aside(ctx))


def _check_in_cosmic(day: _Day, newcomers: Sequence[CaseRow]) -> None:
    ctx = day.ctx
    day.begin(strings.COSMIC)
    waiting = [row for row in case_list.load_rows(ctx, day.round.id) if row.step is StepKind.CHECK_COSMIC]
    moved, dead = sorted(newcomers, key=lambda row: row.sort)[:2]
    for row, result in ((moved, Eligibility.NOT_LISTED), (dead, Eligibility.DECEASED)):
        record.check_cosmic(ctx, [row.case], result)
        say(strings.EXCLUDED.format(name=row.name, why=ELIGIBILITY[result].lower()))
    rest = [row.case for row in waiting if row.case not in (moved.case, dead.case)]
    record.check_cosmic(ctx, rest, Eligibility.LISTED_ALIVE)
    say(strings.CHECKED.format(count=common.number(len(rest))))


def _send(day: _Day) -> list[int]:
    """A batch with everything that 1177 can show; returns those who are to be phoned."""
    ctx, of = day.ctx, day.round.id
    day.begin(strings.SEND)
    for batch in send.batches(ctx):
        since = common.near_day(batch.prepared_at.date(), ctx.today)
        say(strings.WAITING.format(day=since, count=common.count_of(len(batch.included), "mottagare", "mottagare")))
    template = ctx.profiles[day.round.profile].templates[0]
    proposal = send_proposal.propose(ctx, of, limit=send_proposal.suggested_size(ctx, of, template.key, None))
    chosen = [one.case for one in proposal.ready]
    say(
        strings.PREPARED.format(
            template=template.internal_name, count=common.number(len(chosen)), later=common.number(len(proposal.later))
        )
    )
    if proposal.held_back:
        one, reasons = proposal.held_back[-1]
        why = ", ".join(HOLD[reason] for reason in reasons)
        say(strings.HELD.format(count=common.number(len(proposal.held_back)), name=one.name, why=why))
    batch_id = send.prepare(ctx, of, template.key, chosen).batch
    assert batch_id is not None
    path = day.file("personnummer till 1177.txt")
    send.save_numbers(ctx, batch_id, path)
    say(strings.NUMBERS.format(path=path.name))
    outcomes = {case: _PATTERN[turn % len(_PATTERN)] for turn, case in enumerate(chosen)}
    send.record_recipients(ctx, batch_id, outcomes)
    counts = Counter(outcomes.values())
    say("", strings.CONTROLLED, *table([(f"  {RECIPIENT[one]}", str(counts[one])) for one in RecipientOutcome]))
    gone = [member for member in send.batch_view(ctx, batch_id).members if not member.included]
    say("", strings.ROUTED)
    say(*table([(f"  {one.recipient.name}", *_next(ctx, one.recipient.case)) for one in gone]))
    done = send.confirm_sent(ctx, batch_id)
    say("", strings.SENT.format(count=common.number(len(done.cases))))
    return [one.recipient.case for one in gone if one.outcome is not RecipientOutcome.WRONG_NUMBER]


def _next(ctx: Context, case: int) -> tuple[str, str]:
    """What is to be done with a case, and why."""
    view = case_list.case_view(ctx, case)
    if view.step is None or isinstance(view.step, Finished):
        return "", ""
    return next_step.headline(view.step), next_step.why(view.step, view.state, ctx.profiles[view.profile], ctx.today)


def _telephone(day: _Day, cases: Sequence[int]) -> None:
    """Three calls: no number, booked, no answer."""
    ctx = day.ctx
    day.begin(strings.PHONE)
    called, unanswered, *without = cases
    visit = ctx.calendar.add_workdays(ctx.today, 12)
    record.record_call(ctx, called, CallOutcome.BOOKED, visit=visit, data_told=True)
    say(strings.BOOKED.format(name=_name(ctx, called), day=common.day(visit, ctx.today)))
    record.record_call(ctx, unanswered, CallOutcome.NO_ANSWER)
    again = ctx.calendar.add_workdays(ctx.today, 1)
    say(strings.NO_ANSWER.format(name=_name(ctx, unanswered), day=common.near_day(again, ctx.today)))
    for case in without[:4]:
        record.set_phone(ctx, case, None)
        say(strings.NO_PHONE.format(name=_name(ctx, case)))


def _name(ctx: Context, case: int) -> str:
    return ctx.store.resident_of(case).details.name.display


def _write_letters(day: _Day) -> None:
    ctx = day.ctx
    day.begin(strings.LETTERS)
    proposal, printed = due_letters(ctx, day.round.id, day.file("brev.pdf"))
    tell_letters(proposal, printed)
    if printed is None or printed.done is None or printed.done.batch is None:
        return
    *posted, forgotten = proposal.ready
    print_batch.confirm_posted(ctx, printed.done.batch, [one.case for one in posted])
    say("", strings.POSTED.format(posted=len(posted), all=len(proposal.ready), name=forgotten.name))


def _restart(day: _Day, folder: Path) -> Context:
    """Close the database, open it again and check it."""
    day.begin(strings.RESTART)
    day.ctx.store.close()
    ctx = open_context(folder, user=day.ctx.user, clock=day.ctx.clock)
    rows = case_list.load_rows(ctx)
    sent = sum(1 for row in rows if row.invited_on == ctx.today and row.channel is Channel.DIGITAL)
    say(strings.FOUND_AGAIN.format(cases=common.cases(len(rows)), sent=sent))
    return ctx


def _look_ahead(day: _Day) -> None:
    day.begin(strings.DUE)
    ctx = day.ctx
    tomorrow = ctx.calendar.add_workdays(ctx.today, 1)
    tasks = due_tasks(ctx, tomorrow)
    shown = tasks[:_SHOWN]
    say(*table([(common.due(task.due, tomorrow), task.name, task.title, task.why) for task in shown]))
    if len(tasks) > len(shown):
        say(strings.MORE.format(count=len(tasks) - len(shown)))


def _end(day: _Day) -> int:
    day.begin(strings.WHOLE)
    written = export_checklist(day.ctx, path := day.file("checklista.xlsx"), day.round.id)
    say(cli_strings.EXPORTED.format(rows=common.residents(written.rows), path=path.name))
    if written.left_out:
        say(left_out(written.left_out))
    found = integrity.verify(day.ctx)
    say(*map(finding_line, found), cli_strings.NOT_VERIFIED if found else cli_strings.VERIFIED)
    say("", strings.MADE, *(f"  {path}" for path in day.made if path.exists()))
    return 1 if found else 0
