"""Reviewing the access log: read, check, export and sample it (HSLF-FS 2016:40, 4 kap. 9 §)."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

from rhs_desktop.domain.access_log import entries
from rhs_desktop.domain.access_log.entries import Access, LogEntry, LogFinding, LogLine, TurnedBack, search_mark
from rhs_desktop.domain.access_log.samples import SAMPLE_SIZE, SampleDue, draw, sample_due
from rhs_desktop.domain.errors import HistoryRefusal, HistoryRefused
from rhs_desktop.domain.people.resident import Resident
from rhs_desktop.domain.retention import is_erased
from rhs_desktop.domain.swedish import terms
from rhs_desktop.services import settings
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.store import access_log, people
from rhs_desktop.store import settings as kept
from rhs_desktop.store.access_log import LogExtent, LogQuery
from rhs_desktop.strings.access_log import entries as strings

__all__ = ["LogExtent", "LogQuery"]

_FOUND_AT_MOST = 50


class LogSubject(NamedTuple):
    """A resident as shown to the reviewer: name, and number without its last four digits; neither for a protected
    one."""

    id: int
    name: str
    number: str
    protected: bool


@dataclass(frozen=True, slots=True)
class LogPage:
    """The newest of the selected lines, and how many there are in all; `people` holds those that the lines name."""

    lines: tuple[LogLine, ...]
    total: int
    people: Mapping[int, LogSubject]


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """The values that the log can be filtered by."""

    users: tuple[str, ...]
    kinds: tuple[str, ...]
    extent: LogExtent


@dataclass(frozen=True, slots=True)
class Sample:
    """Lines that were drawn to be checked: by which seed, out of how many, from which days and of whom.

    The same seed draws the same lines again, so that nobody can have chosen them.
    """

    lines: tuple[LogLine, ...]
    people: Mapping[int, LogSubject]
    seed: int
    out_of: int
    wanted: LogQuery


@dataclass(frozen=True, slots=True)
class Checked:
    """A recorded sample. `deviating` are numbers of lines; `note` is what the reviewer wrote."""

    at: datetime
    user: str
    begin: date | None
    end: date | None
    size: int
    out_of: int
    deviating: tuple[int, ...]
    note: str


# ---- reading ---------------------------------------------------------------------------------------------------------


@needs(Permission.REVIEW)
def enter(ctx: Context) -> FilterChoices:
    """Open the log; the opening is itself logged. Raises NotLogged."""
    log_access(ctx, Access.LOG_READ)
    with ctx.store.reading() as db:
        return FilterChoices(access_log.users(db), access_log.kinds(db), access_log.extent(db))


@needs(Permission.REVIEW)
def read(ctx: Context, wanted: LogQuery, limit: int | None = None) -> LogPage:
    """The selected lines, the newest first. A selection by person is logged. Raises NotLogged."""
    if wanted.person is not None:
        log_access(ctx, Access.LOG_READ, people=[wanted.person])
    found, total = lines_of(ctx, wanted, limit)
    return LogPage(found, total, named(ctx, found))


@needs(Permission.REVIEW)
def lines_of(ctx: Context, wanted: LogQuery, limit: int | None) -> tuple[tuple[LogLine, ...], int]:
    with ctx.store.reading() as db:
        if wanted.text:
            wanted = replace(wanted, mark=search_mark(int(kept.get(db, "salt")), wanted.text))
        found = access_log.lines(db, wanted, limit)
        full = limit is not None and len(found) == limit
        return found, access_log.count(db, wanted) if full else len(found)


@needs(Permission.REVIEW)
def named(ctx: Context, lines: Iterable[LogLine], at_most: int = strings.NAMED_AT_MOST) -> dict[int, LogSubject]:
    """The people whom lines are about, of each line the first few; erased people are left out."""
    wanted = {number for line in lines for number in _first(line.people, at_most)}
    with ctx.store.reading() as db:
        return {number: _person(found) for number, found in people.residents(db, wanted).items()}


def _first(text: str, at_most: int | None) -> tuple[int, ...]:
    try:
        return entries.numbers(text, at_most)
    except ValueError:  # tampered with
        return ()


@needs(Permission.REVIEW)
def find_people(ctx: Context, text: str) -> tuple[LogSubject, ...]:
    """The residents that a personnummer or a name may mean, fifty at most, also those on no list any more."""
    with ctx.store.reading() as db:
        found = people.matching(db, terms(text), _FOUND_AT_MOST)
    return tuple(map(_person, found))


def _person(resident: Resident) -> LogSubject:
    details = resident.details
    if is_erased(details.identity.digits):
        return LogSubject(resident.id, "", "", protected=False)
    if details.protected:
        return LogSubject(resident.id, "", "", protected=True)
    return LogSubject(resident.id, details.name.display, details.identity.masked, protected=False)


# ---- checking --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LogVerdict:
    """The findings of a check of the log, its length and end at that time, and where the clock went back."""

    findings: tuple[LogFinding, ...]
    extent: LogExtent
    turned_back: tuple[TurnedBack, ...] = ()


@needs(Permission.REVIEW)
def verify(ctx: Context, progress: Callable[[int, int], None] = lambda done, of: None) -> LogVerdict:
    """Check the hash chain of every line. The check is logged. Raises StoreUnavailable, NotLogged."""
    with ctx.store.reading() as db:
        found = tuple(access_log.verify(db, progress))
        extent, turned_back = access_log.extent(db), access_log.turned_back(db)
    log_access(ctx, Access.LOG_VERIFIED, lines=extent.lines, findings=len(found))
    return LogVerdict(found, extent, turned_back)


# ---- samples ---------------------------------------------------------------------------------------------------------


@needs(Permission.REVIEW)
def draw_sample(ctx: Context, wanted: LogQuery, size: int = SAMPLE_SIZE, seed: int | None = None) -> Sample:
    """Draw lines to check. `seed` draws an earlier sample again; without it the system's random source is used.

    Raises HistoryRefused `nothing_to_sample`.
    """
    with ctx.store.reading() as db:
        out_of = access_log.to_draw_from(db, wanted)
        if not out_of:
            raise HistoryRefused(HistoryRefusal.NOTHING_TO_SAMPLE)
        chosen = secrets.randbits(48) if seed is None else seed
        drawn = draw(random.Random(chosen), out_of, size)
        lines = tuple(found for number in drawn if (found := access_log.line(db, number)))
    return Sample(lines, named(ctx, lines), chosen, len(out_of), wanted)


@needs(Permission.REVIEW)
def record_sample(ctx: Context, sample: Sample, deviating: Collection[int], note: str = "") -> None:
    """Record permanently that these lines were checked, which of them deviate, and a note.

    Raises HistoryRefused `note_missing` where lines deviate and the note is empty, and StoreUnavailable.
    """
    strange = sorted(set(deviating))
    if not set(strange) <= {line.number for line in sample.lines}:
        raise ValueError("only lines of the sample can deviate")
    if strange and not note.strip():
        raise HistoryRefused(HistoryRefusal.NOTE_MISSING)
    wanted = sample.wanted
    details = {
        "lines": entries.ranges(line.number for line in sample.lines),
        "count": len(sample.lines),
        "out_of": sample.out_of,
        "seed": sample.seed,
        "begin": wanted.begin.isoformat() if wanted.begin else None,
        "end": wanted.end.isoformat() if wanted.end else None,
        "of": wanted.user,
        "deviating": entries.ranges(strange),
    }
    with ctx.store.logging() as db:
        unit = access_log.unit(db)
        access_log.append(db, LogEntry(ctx.now, ctx.user, unit, Access.SAMPLE, reason=note.strip(), details=details))


@needs(Permission.REVIEW)
def samples(ctx: Context, limit: int | None = None) -> tuple[Checked, ...]:
    """The recorded samples, the newest first."""
    with ctx.store.reading() as db:
        return tuple(map(_checked, access_log.samples(db, limit)))


def _checked(line: LogLine) -> Checked:
    told = line.details
    return Checked(
        line.at,
        line.user,
        _day(told.get("begin")),
        _day(told.get("end")),
        int(told.get("count") or 0),
        int(told.get("out_of") or 0),
        _first(str(told.get("deviating") or ""), None),
        line.reason,
    )


def _day(text: object) -> date | None:
    try:
        return date.fromisoformat(str(text)) if text else None
    except ValueError:
        return None


@needs(Permission.REVIEW)
def due(ctx: Context) -> SampleDue | None:
    """The day by which the next sample is to be drawn; None where reminders are off or nothing has been logged."""
    months = settings.load(ctx).sample_months
    with ctx.store.reading() as db:
        begun = access_log.extent(db).begun
        last = access_log.samples(db, 1)
    since, at = (min(one.date(), ctx.today) if one else None for one in (begun, last[0].at if last else None))
    return sample_due(since, at, months)
