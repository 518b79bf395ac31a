"""What single cells say of the contact so far: a day, a way to invite, an answer. Nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from rhs_desktop.domain.checklists.cells import says_no
from rhs_desktop.domain.checklists.fields import compact
from rhs_desktop.domain.checklists.table import Cell, CellError, text
from rhs_desktop.domain.codes import Answer, Channel
from rhs_desktop.domain.typed_day import Direction, RefusedDay, read_day

_EXCEL_BEGINS = date(1899, 12, 30)
_SERIAL_DAYS = range(40_000, 60_000)
"""What Excel shows of a day without its format: those of 2009 to 2064."""
_SECONDS = re.compile(r"(?<=\d[:.]\d\d)[:.]\d\d$")
_WAYS: tuple[tuple[re.Pattern[str], Channel], ...] = (
    (re.compile(r"(?:via)?1177(?:se)?|digital\w*|arende(?:t)?i?(?:1177)?|vardguiden"), Channel.DIGITAL),
    (re.compile(r"(?:via|per)?(?:tel\w*|tfn|t|samtal|ring(?:t|d|er|a)?|uppringd)"), Channel.PHONE),
    (re.compile(r"(?:via|per)?(?:brev\w*|b|post|pappersbrev)"), Channel.LETTER),
)
_NO_ANSWER_YET = frozenset(
    ("inget", "ingetsvar", "ejsvar", "ejsvarat", "intesvarat", "harintesvarat", "obesvarat", "obesvarad", "vantar")
)
_DENIED = frozenset(("nej", "inte", "ej"))
_YES_ALONE = frozenset((("ja",), ("j",), ("yes",), ("ja", "tack")))
_NO_ALONE = frozenset(
    (("n",), ("no",), ("avbojt",), ("avbojer",), ("tackat", "nej"), ("tackar", "nej"), ("vill", "inte"), ("vill", "ej"))
)
_CALLED = frozenset(("ring", "rings", "ringa", "uppringd", "upp", "mig", "jag", "vill", "bli", "tack"))
_LEFT_OPEN = frozenset(("men", "ring", "rings", "senare", "kanske"))


@dataclass(frozen=True, slots=True)
class ContactSoFar:
    """What has happened, each on its day; None where the row says nothing of it.

    `invited_by` goes with `invited_on`. `answered_on` is None where the row gives no day for the answer.
    """

    invited_on: date | None = None
    invited_by: Channel = Channel.DIGITAL
    reminded_on: date | None = None
    answer: Answer | None = None
    answered_on: date | None = None
    booked_for: date | None = None
    booked_time: time | None = None
    held_on: date | None = None
    returned_on: date | None = None


class CellDay(NamedTuple):
    """A day, and the time where one stands beside it."""

    on: date
    at: time | None = None


def day(cell: Cell, today: date, year: int) -> CellDay | RefusedDay | None:
    """The day that a cell says; None where it is empty or says no. `year`: where the cell leaves it out."""
    if cell == "" or says_no(cell):
        return None
    if isinstance(cell, datetime):
        return CellDay(cell.date(), cell.time().replace(second=0, microsecond=0) if cell.time() != time.min else None)
    if isinstance(cell, date):
        return CellDay(cell)
    if isinstance(cell, int | float) and int(cell) in _SERIAL_DAYS:
        return CellDay(_EXCEL_BEGINS + timedelta(days=int(cell)))
    said = "" if isinstance(cell, CellError) else _SECONDS.sub("", text(cell))
    if said in ("-", "–", "—"):
        return None
    alone = read_day(said, today, Direction.BACK, year=year)
    if isinstance(alone, RefusedDay):
        timed = read_day(said, today, Direction.BACK, with_time=True, year=year)
        if isinstance(timed, RefusedDay):
            return alone
        alone = timed
    return CellDay(alone.day, alone.time if alone.time != time.min else None)


def way(cell: Cell) -> Channel | None:
    """How somebody was invited; None for what says neither 1177, telephone nor letter."""
    word = compact(text(cell))
    return next((channel for pattern, channel in _WAYS if pattern.fullmatch(word)), None)


def no_answer_yet(cell: Cell) -> bool:
    """Whether a cell for the answer says that none has come."""
    return compact(text(cell)) in ("", *_NO_ANSWER_YET)


def answer(cell: Cell) -> Answer | None:
    """The answer that a cell says; None for what is not clearly one of the manuals' three."""
    words = tuple(filter(None, map(compact, text(cell).replace(",", " ").split(" "))))
    denied = not _DENIED.isdisjoint(words)
    if words in _NO_ALONE or (words[:1] == ("nej",) and _LEFT_OPEN.isdisjoint(words)):
        return Answer.NO
    if denied:
        return None
    if "sjalv" in words:
        return Answer.YES_BOOK_SELF
    calls = not {"ring", "rings", "ringa", "uppringd"}.isdisjoint(words)
    if words in _YES_ALONE or (calls and (words[0] == "ja" or _CALLED.issuperset(words))):
        return Answer.YES_CALL
    return None
