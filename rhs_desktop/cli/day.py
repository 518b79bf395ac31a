"""`day`: a whole day's work on the practice copy, told as it is done by the services that the window uses."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from pathlib import Path

from rhs_desktop.cli.console import say, table
from rhs_desktop.cli.desk import Desk
from rhs_desktop.cli.due import due_tasks
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.letters import due_letters, tell_letters
from rhs_desktop.cli.lists import tell_findings
from rhs_desktop.cli.whole import finding_line
from rhs_desktop.domain.checklist import Rules, check, propose_mapping
from rhs_desktop.domain.events import CallOutcome, Eligibility, RecipientOutcome
from rhs_desktop.domain.pathway import Finished
from rhs_desktop.exchange.reading import read_list
from rhs_desktop.services import casework, importing, mailing, overview, sending, settings, verifying
from rhs_desktop.services.calendar import YEARS, swedish_calendar
from rhs_desktop.services.exporting import export_checklist
from rhs_desktop.services.opening import open_workplace, practice_desk
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store.people import RoundRecord
from rhs_desktop.words import cli as cli_words
from rhs_desktop.words import common, steps
from rhs_desktop.words import day as words
from rhs_desktop.words.lists import left_out
from rhs_desktop.words.status import ELIGIBILITY, HOLD, RECIPIENT

_BEGINS = time(9, 10)
_SHOWN = 12
_PATTERN = (
    *(RecipientOutcome.NOTIFIED,) * 6,
    *(RecipientOutcome.NO_NOTIFICATION, RecipientOutcome.NEVER_LOGGED_IN, RecipientOutcome.NOTIFIED),
    *(RecipientOutcome.NO_NOTIFICATION, RecipientOutcome.LOCKED, RecipientOutcome.WRONG_NUMBER),
)
"""What 1177 shows of one recipient after the other, over and over."""


@dataclass(slots=True)
class _Day:
    """What is passed on from one part of the day to the next."""

    w: Workplace
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


def whole_day(desk: Desk, out: Path | None) -> int:
    """Do the day's work and tell of it; 0, or 1 where the check at the end finds anything. Raises Misused."""
    if not desk.practice:
        raise Misused("only_practice")
    folder = _folder(out)
    with practice_desk(clock=_office_hours()) as practice:
        day = _Day(practice.workplace, overview.rounds(practice.workplace)[0], folder)
        today = common.day(day.w.today, day.w.today)
        say(words.TITLE.format(clinic=settings.load(day.w).clinic.name, day=today))
        listed = day.file(practice.list_file.name)
        shutil.copyfile(practice.list_file, listed)
        newcomers = _take_the_list(day, listed)
        _check_in_cosmic(day, newcomers)
        unreached = _send(day)
        _telephone(day, unreached)
        _write_letters(day)
        day.w = _restart(day, practice.folder)
        with day.w.store:
            _look_ahead(day)
            return _end(day)


def _office_hours() -> Callable[[], datetime]:
    """A clock that begins the day at the desk, today or on the next working day, and then goes on as clocks do."""
    started = datetime.now()  # noqa: DTZ005  # the time at the clinic
    day = swedish_calendar(YEARS).next_workday(started.date())
    begun = datetime.combine(day, _BEGINS)
    return lambda: begun + (datetime.now() - started)  # noqa: DTZ005


def _folder(out: Path | None) -> Path:
    if out is None:
        return Path(tempfile.mkdtemp(prefix="rhs-övningsdag-"))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Misused("unwritable", given=out) from error
    return out.absolute()


def _take_the_list(day: _Day, file: Path) -> list[CaseRow]:
    """Check, import, mend two rows by their notes; the people who are new in the round."""
    w = day.w
    day.begin(words.LIST)
    listed = read_list(file)
    sheet = listed.sheets[listed.proposed_sheet]
    checked = check(sheet, propose_mapping(sheet, w.today), Rules(w.today, day.round.birth_years))
    tell_findings(checked)
    found = importing.preview(w, checked, day.round.id)
    known = len(found.unchanged) + len(found.changed)
    counts = {"new": len(found.new), "known": known, "changed": len(found.changed), "protected": len(found.protected)}
    say("", words.COMPARED.format(**counts))
    before = {row.case for row in overview.load_rows(w, day.round.id)}
    done = importing.import_list(w, checked, day.round.id, source=file.name, content_hash=listed.content_hash)
    say(words.KEPT.format(count=len(checked.ready), aside=done.set_aside))
    column = checked.mapping.fields.index("identity")
    for row in importing.rows_set_aside(w):
        note = str(row.cells[-1])
        if row.list == _newest_list(w) and note[-4:].isdecimal() and row.problems[0].code == "check_digit":
            cells = list(row.cells)
            cells[column] = f"{str(cells[column])[:-4]}{note[-4:]}"
            importing.fix_row(w, row.id, cells)
            say(words.FIXED.format(row=row.row, name=row.cells[1]))
    left = len(importing.rows_set_aside(w))
    say(words.LEFT_ASIDE.format(count=common.count_of(left, "rad", "rader")))
    return [row for row in overview.load_rows(w, day.round.id) if row.case not in before]


def _newest_list(w: Workplace) -> int:
    return max(row.list for row in importing.rows_set_aside(w))


def _check_in_cosmic(day: _Day, newcomers: Sequence[CaseRow]) -> None:
    w = day.w
    day.begin(words.COSMIC)
    waiting = [row for row in overview.load_rows(w, day.round.id) if row.step == "check_cosmic"]
    moved, dead = sorted(newcomers, key=lambda row: row.sort)[:2]
    for row, result in ((moved, Eligibility.NOT_LISTED), (dead, Eligibility.DECEASED)):
        casework.check_cosmic(w, [row.case], result)
        say(words.EXCLUDED.format(name=row.name, why=ELIGIBILITY[result].lower()))
    rest = [row.case for row in waiting if row.case not in (moved.case, dead.case)]
    casework.check_cosmic(w, rest, Eligibility.LISTED_ALIVE)
    say(words.CHECKED.format(count=common.number(len(rest))))


def _send(day: _Day) -> list[int]:
    """A batch with all that 1177 can say; those who are to be phoned."""
    w, of = day.w, day.round.id
    day.begin(words.SEND)
    for batch in sending.batches(w):
        since = common.near_day(batch.prepared_at.date(), w.today)
        say(words.WAITING.format(day=since, count=common.count_of(len(batch.included), "mottagare", "mottagare")))
    template = w.profiles[day.round.profile].templates[0]
    proposal = sending.propose(w, of, limit=sending.suggested_size(w, of, template.key, None))
    chosen = [one.case for one in proposal.ready]
    say(
        words.PREPARED.format(
            template=template.internal_name, count=common.number(len(chosen)), later=common.number(len(proposal.later))
        )
    )
    if proposal.held_back:
        one, reasons = proposal.held_back[-1]
        why = ", ".join(HOLD[reason] for reason in reasons)
        say(words.HELD.format(count=common.number(len(proposal.held_back)), name=one.name, why=why))
    batch_id = sending.prepare(w, of, template.key, chosen).batch
    assert batch_id is not None
    path = day.file("personnummer till 1177.txt")
    sending.save_numbers(w, batch_id, path)
    say(words.NUMBERS.format(path=path.name))
    outcomes = {case: _PATTERN[turn % len(_PATTERN)] for turn, case in enumerate(chosen)}
    sending.record_recipients(w, batch_id, outcomes)
    counts = Counter(outcomes.values())
    say("", words.CONTROLLED, *table([(f"  {RECIPIENT[one]}", str(counts[one])) for one in RecipientOutcome]))
    gone = [member for member in sending.batch_view(w, batch_id).members if not member.included]
    say("", words.ROUTED)
    say(*table([(f"  {one.recipient.name}", *_next(w, one.recipient.case)) for one in gone]))
    done = sending.confirm_sent(w, batch_id)
    say("", words.SENT.format(count=common.number(len(done.cases))))
    return [one.recipient.case for one in gone if one.outcome is not RecipientOutcome.WRONG_NUMBER]


def _next(w: Workplace, case: int) -> tuple[str, str]:
    """What is to be done with a case, and why."""
    view = overview.case_view(w, case)
    if view.step is None or isinstance(view.step, Finished):
        return "", ""
    return steps.headline(view.step), steps.why(view.step, view.state, w.profiles[view.profile], w.today)


def _telephone(day: _Day, cases: Sequence[int]) -> None:
    """The first without a number, the next booked, one more without an answer."""
    w = day.w
    day.begin(words.PHONE)
    called, unanswered, *without = cases
    visit = w.calendar.add_workdays(w.today, 12)
    casework.record_call(w, called, CallOutcome.BOOKED, visit=visit, data_told=True)
    say(words.BOOKED.format(name=_name(w, called), day=common.day(visit, w.today)))
    casework.record_call(w, unanswered, CallOutcome.NO_ANSWER)
    again = w.calendar.add_workdays(w.today, 1)
    say(words.NO_ANSWER.format(name=_name(w, unanswered), day=common.near_day(again, w.today)))
    for case in without[:4]:
        casework.set_phone(w, case, None)
        say(words.NO_PHONE.format(name=_name(w, case)))


def _name(w: Workplace, case: int) -> str:
    return w.store.resident_of(case).details.name.display


def _write_letters(day: _Day) -> None:
    w = day.w
    day.begin(words.LETTERS)
    proposal, printed = due_letters(w, day.round.id, day.file("brev.pdf"))
    tell_letters(proposal, printed)
    if printed is None or printed.done is None or printed.done.batch is None:
        return
    *posted, forgotten = proposal.ready
    mailing.confirm_posted(w, printed.done.batch, [one.case for one in posted])
    say("", words.POSTED.format(posted=len(posted), all=len(proposal.ready), name=forgotten.name))


def _restart(day: _Day, folder: Path) -> Workplace:
    """Everything is on the disk: close it, open it again and look."""
    day.begin(words.RESTART)
    day.w.store.close()
    w = open_workplace(folder, user=day.w.user, clock=day.w.clock)
    rows = overview.load_rows(w)
    sent = sum(1 for row in rows if row.invited_on == w.today and row.channel == "1177")
    say(words.FOUND_AGAIN.format(cases=common.count_of(len(rows), "ärende", "ärenden"), sent=sent))
    return w


def _look_ahead(day: _Day) -> None:
    day.begin(words.DUE)
    w = day.w
    tomorrow = w.calendar.add_workdays(w.today, 1)
    tasks = due_tasks(w, tomorrow)
    shown = tasks[:_SHOWN]
    say(*table([(common.due(task.due, tomorrow), task.name, task.title, task.why) for task in shown]))
    if len(tasks) > len(shown):
        say(words.MORE.format(count=len(tasks) - len(shown)))


def _end(day: _Day) -> int:
    day.begin(words.WHOLE)
    written = export_checklist(day.w, path := day.file("checklista.xlsx"), day.round.id)
    say(cli_words.EXPORTED.format(rows=common.count_of(written.rows, "invånare", "invånare"), path=path.name))
    if written.left_out:
        say(left_out(written.left_out))
    found = verifying.verify(day.w)
    say(*map(finding_line, found), cli_words.NOT_VERIFIED if found else cli_words.VERIFIED)
    say("", words.MADE, *(f"  {path}" for path in day.made if path.exists()))
    return 1 if found else 0
