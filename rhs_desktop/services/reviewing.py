"""The access log as those see it who review it: read, checked, exported, and sampled (HSLF-FS 2016:40, 4 kap. 9 §)."""

from __future__ import annotations

import random
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from rhs_desktop.domain import access
from rhs_desktop.domain.access import Access, Entry, Finding, Line, TurnedBack, search_mark
from rhs_desktop.domain.entry import check_file_password, file_password
from rhs_desktop.domain.errors import HistoryRefused
from rhs_desktop.domain.resident import Resident
from rhs_desktop.domain.retention import is_erased
from rhs_desktop.domain.samples import SAMPLE_SIZE, SampleDue, draw, sample_due
from rhs_desktop.domain.swedish import terms
from rhs_desktop.services import settings
from rhs_desktop.services.access_log import looked
from rhs_desktop.services.permission import Permission, needs
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store import access_log, people
from rhs_desktop.store import settings as kept
from rhs_desktop.store.access_log import Extent, Wanted
from rhs_desktop.words import access as words

__all__ = ["Extent", "Wanted"]

_FOUND_AT_MOST = 50


class Person(NamedTuple):
    """A resident as the log's reader sees her: name and number without its last four; neither of a protected one."""

    id: int
    name: str
    number: str
    protected: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The newest lines that are wanted, and how many there are in all; `people` holds those that the lines name."""

    lines: tuple[Line, ...]
    total: int
    people: Mapping[int, Person]


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to filter by."""

    users: tuple[str, ...]
    kinds: tuple[str, ...]
    extent: Extent


@dataclass(frozen=True, slots=True)
class Sample:
    """Lines that were drawn to be checked: by which seed, out of how many, from which days and of whom.

    The same seed draws the same lines again, so that nobody can have chosen them.
    """

    lines: tuple[Line, ...]
    people: Mapping[int, Person]
    seed: int
    out_of: int
    wanted: Wanted


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
def enter(w: Workplace) -> Choices:
    """Open the log, which is itself logged. Raises NotLogged."""
    looked(w, Access.LOG_READ)
    with w.store.reading() as db:
        return Choices(access_log.users(db), access_log.kinds(db), access_log.extent(db))


@needs(Permission.REVIEW)
def read(w: Workplace, wanted: Wanted, limit: int | None = None) -> Page:
    """The lines that are wanted, the newest first. A look for one person is logged. Raises NotLogged."""
    if wanted.person is not None:
        looked(w, Access.LOG_READ, people=[wanted.person])
    found, total = _lines(w, wanted, limit)
    return Page(found, total, named(w, found))


def _lines(w: Workplace, wanted: Wanted, limit: int | None) -> tuple[tuple[Line, ...], int]:
    with w.store.reading() as db:
        if wanted.text:
            wanted = replace(wanted, mark=search_mark(int(kept.get(db, "salt")), wanted.text))
        found = access_log.lines(db, wanted, limit)
        full = limit is not None and len(found) == limit
        return found, access_log.count(db, wanted) if full else len(found)


@needs(Permission.REVIEW)
def named(w: Workplace, lines: Iterable[Line], at_most: int = words.NAMED_AT_MOST) -> dict[int, Person]:
    """The people that lines are about, of each line the first few. Those of whom nothing is left are not among them."""
    wanted = {number for line in lines for number in _first(line.people, at_most)}
    with w.store.reading() as db:
        return {number: _person(found) for number, found in people.residents(db, wanted).items()}


def _first(text: str, at_most: int | None) -> tuple[int, ...]:
    try:
        return access.numbers(text, at_most)
    except ValueError:  # tampered with
        return ()


@needs(Permission.REVIEW)
def find_people(w: Workplace, text: str) -> tuple[Person, ...]:
    """Whom a personnummer or a name may mean, fifty at most: also those who stand on no list any more."""
    with w.store.reading() as db:
        found = people.matching(db, terms(text), _FOUND_AT_MOST)
    return tuple(map(_person, found))


def _person(resident: Resident) -> Person:
    details = resident.details
    if is_erased(details.identity.digits):
        return Person(resident.id, "", "", protected=False)
    if details.protected:
        return Person(resident.id, "", "", protected=True)
    return Person(resident.id, details.name.display, details.identity.masked, protected=False)


# ---- checking --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the check of the log found, the log's length and end as they were then, and where the clock went back."""

    findings: tuple[Finding, ...]
    extent: Extent
    turned_back: tuple[TurnedBack, ...] = ()


@needs(Permission.REVIEW)
def verify(w: Workplace, progress: Callable[[int, int], None] = lambda done, of: None) -> Verdict:
    """Check every line against the one before it. That it was checked is logged. Raises StoreUnavailable, NotLogged."""
    with w.store.reading() as db:
        found = tuple(access_log.verify(db, progress))
        extent, turned_back = access_log.extent(db), access_log.turned_back(db)
    looked(w, Access.LOG_VERIFIED, lines=extent.lines, findings=len(found))
    return Verdict(found, extent, turned_back)


@needs(Permission.REVIEW)
def export(
    w: Workplace,
    target: Path,
    wanted: Wanted,
    *,
    password: str = "",
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write the lines that are wanted, the oldest first, as Excel, or as text if the file is named .csv; how many.

    Logged before the file is there. With a `password`, which text cannot have, nothing but it opens the file. Raises
    EntryRefused for one that will not do, NotLogged, FileUnwritable, and checklist's Cancelled.
    """
    if password:
        check_file_password(password)
    from rhs_desktop.exchange.log_file import write_log

    found, _ = _lines(w, wanted, None)
    known = named(w, found, at_most=1)
    with w.store.reading() as db:
        extent = access_log.extent(db)
    rows = [words.cells(line, known) for line in reversed(found)]
    return write_log(
        target,
        title=words.SHEET,
        headings=words.HEADINGS,
        rows=rows,
        about_title=words.ABOUT_SHEET,
        about=words.about(w.today, w.user, len(rows), extent.lines, extent.digest),
        before=lambda: looked(
            w,
            Access.LOG_EXPORTED,
            people=() if wanted.person is None else (wanted.person,),
            count=len(rows),
            encrypted=bool(password),
        ),
        password=file_password(password),
        cancelled=cancelled,
    )


# ---- samples ---------------------------------------------------------------------------------------------------------


@needs(Permission.REVIEW)
def draw_sample(w: Workplace, wanted: Wanted, size: int = SAMPLE_SIZE, seed: int | None = None) -> Sample:
    """Draw lines to check. `seed` draws an earlier sample again; else chance is the system's.

    Raises HistoryRefused `nothing_to_sample`.
    """
    with w.store.reading() as db:
        out_of = access_log.to_draw_from(db, wanted)
        if not out_of:
            raise HistoryRefused("nothing_to_sample")
        chosen = secrets.randbits(48) if seed is None else seed
        drawn = draw(random.Random(chosen), out_of, size)
        lines = tuple(found for number in drawn if (found := access_log.line(db, number)))
    return Sample(lines, named(w, lines), chosen, len(out_of), wanted)


@needs(Permission.REVIEW)
def record_sample(w: Workplace, sample: Sample, deviating: Collection[int], note: str = "") -> None:
    """Record that these lines were checked, which of them deviate, and what there is to say: one line, for good.

    Raises HistoryRefused `note_missing` where something deviates and nothing is said of it, and StoreUnavailable.
    """
    strange = sorted(set(deviating))
    if not set(strange) <= {line.number for line in sample.lines}:
        raise ValueError("only lines of the sample can deviate")
    if strange and not note.strip():
        raise HistoryRefused("note_missing")
    wanted = sample.wanted
    details = {
        "lines": access.ranges(line.number for line in sample.lines),
        "count": len(sample.lines),
        "out_of": sample.out_of,
        "seed": sample.seed,
        "begin": wanted.begin.isoformat() if wanted.begin else None,
        "end": wanted.end.isoformat() if wanted.end else None,
        "of": wanted.user,
        "deviating": access.ranges(strange),
    }
    with w.store.logging() as db:
        unit = access_log.unit(db)
        access_log.append(db, Entry(w.now, w.user, unit, Access.SAMPLE, reason=note.strip(), details=details))


@needs(Permission.REVIEW)
def samples(w: Workplace, limit: int | None = None) -> tuple[Checked, ...]:
    """The recorded samples, the newest first."""
    with w.store.reading() as db:
        return tuple(map(_checked, access_log.samples(db, limit)))


def _checked(line: Line) -> Checked:
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
def due(w: Workplace) -> SampleDue | None:
    """When the next sample is to be drawn at the latest. None: never reminded of, or nothing has been logged."""
    months = settings.load(w).sample_months
    with w.store.reading() as db:
        begun = access_log.extent(db).begun
        last = access_log.samples(db, 1)
    since, at = (min(one.date(), w.today) if one else None for one in (begun, last[0].at if last else None))
    return sample_due(since, at, months)
