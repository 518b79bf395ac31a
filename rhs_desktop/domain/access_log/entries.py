"""Rules of the access log: what is told of an access, and the chain that shows tampering (samples: samples.py).

HSLF-FS 2016:40, 4 kap. 9 §: a log tells which action, at which care unit, when, which user and which patient; it is
checked by recurring, documented samples, and kept for at least five years. No line holds a name or a personnummer:
people are told by their numbers in the register.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import Any, assert_never

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.swedish import fold

KEPT_YEARS = 5
"""At least so long a line is kept (HSLF-FS 2016:40, 4 kap. 9 §). Nothing in this program removes one."""


class Access(StrEnum):
    """What can be logged besides acts, whose lines have the act's own kind ("call", "import", "undo", "settings")."""

    OPENED = "opened"
    UNMASKED = "unmasked"
    SEARCHED = "searched"
    LISTED = "listed"
    """Many people were shown by name at once, on the screen or on the command line."""
    EXPORTED = "exported"
    COPIED = "copied"
    PRINTED = "printed"
    LOGIN = "login"
    FAILED_LOGIN = "failed_login"
    LOGOUT = "logout"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    USERS = "users"
    KEYS = "keys"
    """The key file was put back, from beside a copy or from what was left of a damaged one."""
    BACKUP = "backup"
    RESTORE = "restore"
    LOG_READ = "log_read"
    LOG_EXPORTED = "log_exported"
    LOG_VERIFIED = "log_verified"
    SAMPLE = "sample"


class CopiedData(StrEnum):
    """Which data a line is about that says `what`: what was copied, printed, exported or shown of whom."""

    NUMBER = "number"
    PHONE = "phone"
    NAME = "name"
    ADDRESS = "address"
    PHONE_AND_ADDRESS = "phone_and_address"
    TEXT = "text"
    """A text of a manual, which says nothing of anybody."""
    WHOLE_LIST = "list"
    HANDOVER = "handover"
    COSMIC_CHECK = "cosmic"
    TO_REMIND = "remind"
    RECIPIENTS = "send"
    RECIPIENT_NUMBERS = "numbers"
    PASTED = "paste"
    CHECKLIST = "checklist"
    SET_ASIDE = "aside"
    MENDED_ROWS = "rows"
    LETTERS = "letters"
    LETTERS_AGAIN = "letters_again"
    REMINDER_LETTERS = "reminder_letters"
    PROTECTED_LETTER = "protected_letter"
    REPLY_FORM = "reply_form"
    RESTORE_PREVIEW = "restore"
    ERASURE_PREVIEW = "erase"

    @property
    def personal(self) -> bool:
        """Whether it tells of a resident, so that nothing of it leaves the program without a line in the log."""
        match self:
            case CopiedData.TEXT:
                return False
            case (
                CopiedData.NUMBER
                | CopiedData.PHONE
                | CopiedData.NAME
                | CopiedData.ADDRESS
                | CopiedData.PHONE_AND_ADDRESS
                | CopiedData.WHOLE_LIST
                | CopiedData.HANDOVER
                | CopiedData.COSMIC_CHECK
                | CopiedData.TO_REMIND
                | CopiedData.RECIPIENTS
                | CopiedData.RECIPIENT_NUMBERS
                | CopiedData.PASTED
                | CopiedData.CHECKLIST
                | CopiedData.SET_ASIDE
                | CopiedData.MENDED_ROWS
                | CopiedData.LETTERS
                | CopiedData.LETTERS_AGAIN
                | CopiedData.REMINDER_LETTERS
                | CopiedData.PROTECTED_LETTER
                | CopiedData.REPLY_FORM
                | CopiedData.RESTORE_PREVIEW
                | CopiedData.ERASURE_PREVIEW
            ):
                return True
            case _ as unreachable:
                assert_never(unreachable)


class KeySource(StrEnum):
    """Where the key file came from that was put back, in a line of Access.KEYS."""

    LEFT = "keys_left"
    OF_COPY = "keys_of_copy"


@dataclass(frozen=True, slots=True)
class LogEntry:
    """What is to be logged. `people` are residents' numbers, `details` counts and codes only: no names, no numbers."""

    at: datetime
    user: str
    unit: str
    kind: Access | ActKind
    people: frozenset[int] = frozenset()
    reason: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    act: int | None = None


@dataclass(frozen=True, slots=True)
class LogLine:
    """An entry as it stands in the log. `number` counts from 1 without gaps; `people` are ranges (`ranges`)."""

    number: int
    at: datetime
    user: str
    unit: str
    kind: str
    people: str
    reason: str
    details: Mapping[str, Any]
    act: int | None
    digest: str

    def concerns(self, person: int) -> bool:
        """Whether that resident is among the people."""
        return holds(self.people, person)


# ---- people ----------------------------------------------------------------------------------------------------------


def ranges(numbers: Iterable[int]) -> str:
    """Positive numbers as few short ranges in order: 3, 5, 6 and 7 are "3,5-7". Raises ValueError for one below 1."""
    parts: list[str] = []
    first = last = 0
    for number in sorted(set(numbers)):
        if number < 1:
            raise ValueError("residents are numbered from 1")
        if parts and number == last + 1:
            last = number
            parts[-1] = f"{first}-{last}"
        else:
            first = last = number
            parts.append(str(number))
    return ",".join(parts)


def spans(text: str) -> Iterator[range]:
    """The ranges of such a text. Raises ValueError for any other text."""
    for part in text.split(",") if text else ():
        first, dash, last = part.partition("-")
        yield range(int(first), int(last if dash else first) + 1)


def numbers(text: str, at_most: int | None = None) -> tuple[int, ...]:
    """The numbers in such a text in order, or the first of them."""
    found: list[int] = []
    for span in spans(text):
        found += span if at_most is None else span[: at_most - len(found)]
        if at_most is not None and len(found) >= at_most:
            break
    return tuple(found)


def count(text: str) -> int:
    """How many numbers there are in such a text."""
    return sum(map(len, spans(text)))


def holds(text: str, number: int) -> bool:
    """Whether the number is in such a text."""
    if not text or ("-" not in text and "," not in text):
        return text == str(number)
    try:
        return any(number in span for span in spans(text))
    except ValueError:  # tampered with; `examine` tells
        return False


# ---- what may be told ------------------------------------------------------------------------------------------------

_CODES = frozenset(("answer", "channel", "kind", "outcome", "result", "step", "template", "text", "via", "what"))
_LONG_NUMBER = re.compile(r"\d(?:[\s-]?\d){5,}")
_LONGEST_REASON = 500


def harmless(details: Mapping[str, Any]) -> dict[str, Any]:
    """Of an act's details those that may stand in the log: counts, yes and no, codes, the names of settings.

    What a person has typed, the names of files, and values that were replaced are left out.
    """
    told: dict[str, Any] = {}
    for key, value in details.items():
        if value is None or isinstance(value, bool | int | float) or (key in _CODES and isinstance(value, str)):
            told[key] = value
        elif key == "changed" and isinstance(value, Mapping):
            told[key] = sorted(map(str, value))
        elif key == "roles" and isinstance(value, Sequence):
            told[key] = list(value)
    return told


def without_numbers(text: str) -> str:
    """A text that a person typed, with every long number (personnummer, telephone) struck out, cut to 500 signs."""
    return _LONG_NUMBER.sub("•••", " ".join(text.split()))[:_LONGEST_REASON]


def search_mark(salt: int, text: str) -> str:
    """What stands in the log for a search text that is not to be shown: the same for the same text in one register.

    It answers "did anybody search for this?" but not "what was searched for?".
    """
    return sha256(f"{salt}\n{fold(text)}".encode("utf-8", "replace")).hexdigest()[:16]


# ---- the chain -------------------------------------------------------------------------------------------------------

NO_LINES = ""
"""The digest of an empty log."""


def chained(previous: str, columns: Sequence[bytes]) -> str:
    """The digest of a line: of the digest before it and of every column, each told with its length."""
    whole = sha256(previous.encode())
    for column in columns:
        whole.update(b"%d:" % len(column))
        whole.update(column)
    return whole.hexdigest()


class Flaw(StrEnum):
    """What is wrong with a log, and where."""

    CHANGED = "changed"
    """The line is not what it was when it was written, or does not follow the one before it."""
    MISSING = "missing"
    """Lines are gone."""
    ADDED = "added"
    """A line that the program has not written."""
    HEAD = "head"
    """What is noted of the log's length and end is gone or does not fit."""
    ACT = "act"
    """An act without a line."""


@dataclass(frozen=True, slots=True)
class LogFinding:
    """Something wrong with the log: lines from `first` to `last`; of ACT the number of the act."""

    flaw: Flaw
    first: int
    last: int

    @property
    def about(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


TURNED_BACK_BY = timedelta(hours=2)
"""By less a clock goes back of itself: at the end of summer time, or when the network puts it right."""


@dataclass(frozen=True, slots=True)
class TurnedBack:
    """Before that line the computer's clock went back. What was logged under a time that was not so hides from a look
    for days."""

    line: int
    before: datetime
    after: datetime


def examine(lines: Iterable[tuple[int, Sequence[bytes], str]], head: tuple[int, str] | None) -> Iterator[LogFinding]:
    """What is wrong with a log. Its lines come in the order of their numbers, each with its columns and its digest;
    `head` is how many there ought to be and the digest of the last, None where that note is gone.

    A change in one line is told of that line, or of the next where the digest was made to fit.
    """
    flaw: LogFinding | None = None
    for found in _flaws(lines, head):
        if flaw and found.flaw is flaw.flaw and found.first == flaw.last + 1:
            flaw = replace(flaw, last=found.last)
            continue
        if flaw:
            yield flaw
        flaw = found
    if flaw:
        yield flaw


def _flaws(lines: Iterable[tuple[int, Sequence[bytes], str]], head: tuple[int, str] | None) -> Iterator[LogFinding]:
    number, digest = 0, NO_LINES
    for found, columns, has in lines:
        if found < 1 or (head is not None and found > head[0]):
            yield LogFinding(Flaw.ADDED, found, found)
            continue
        if found > number + 1:
            yield LogFinding(Flaw.MISSING, number + 1, found - 1)
        elif has != chained(digest, columns):
            yield LogFinding(Flaw.CHANGED, found, found)
        number, digest = found, has
    if head is None:
        yield LogFinding(Flaw.HEAD, number, number)
    elif number < head[0]:
        yield LogFinding(Flaw.MISSING, number + 1, head[0])
    elif digest != head[1]:
        yield LogFinding(Flaw.HEAD, number, number)
