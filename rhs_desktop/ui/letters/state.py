"""The letters dialog as a pure state: whom to print for and in which order, then what was posted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from rhs_desktop.domain.letters.letter_plan import LetterOrder

_RANGE = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+)?)?")


class LettersStage(Enum):
    """Two questions, one after the other."""

    CHOOSE = "choose"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class LettersState:
    """`ready` are the cases that can get a letter in the order of the pile, `left_out` those that shall not this time.

    `batch` with its `printed` cases is there when letters were made; `unposted` are those that did not get away.
    A letter's number is its place in the pile, from 1.
    """

    ready: tuple[int, ...] = ()
    left_out: frozenset[int] = frozenset()
    order: LetterOrder = LetterOrder.NAME
    stage: LettersStage = LettersStage.CHOOSE
    batch: int | None = None
    printed: tuple[int, ...] = ()
    unposted: frozenset[int] = frozenset()

    @property
    def chosen(self) -> tuple[int, ...]:
        return tuple(case for case in self.ready if case not in self.left_out)

    @property
    def posted(self) -> tuple[int, ...]:
        return tuple(case for case in self.printed if case not in self.unposted)

    @property
    def may_go_on(self) -> bool:
        return bool(self.chosen) if self.stage is LettersStage.CHOOSE else self.batch is not None

    def proposing(self, ready: Iterable[int]) -> LettersState:
        """Others can get a letter now, or in another order; who was left out stays so."""
        return replace(self, ready=tuple(ready))

    def ordered(self, order: LetterOrder) -> LettersState:
        """The pile's order; the cases follow by `proposing`."""
        return replace(self, order=order)

    def choosing(self, case: int, *, yes: bool) -> LettersState:
        """Tick or untick: whether a letter is printed, or later whether it was posted."""
        if self.stage is LettersStage.CHOOSE:
            return replace(self, left_out=self.left_out - {case} if yes else self.left_out | {case})
        return replace(self, unposted=self.unposted - {case} if yes else self.unposted | {case})

    def only(self, numbers: frozenset[int] | None) -> LettersState:
        """Just the letters of these numbers; None: all."""
        out = frozenset[int]()
        if numbers is not None:
            out = frozenset(case for number, case in enumerate(self.ready, 1) if number not in numbers)
        return replace(self, left_out=out)

    def made(self, batch: int, printed: Iterable[int]) -> LettersState:
        """Letters were printed or saved, now or earlier; nothing counts as posted before somebody says so."""
        return replace(self, stage=LettersStage.CONFIRM, batch=batch, printed=tuple(printed), unposted=frozenset())

    def from_number(self, number: int) -> tuple[int, ...]:
        """The printed letters from that number on: where the printer jammed."""
        return self.printed[number - 1 :]


def read_numbers(text: str, most: int) -> frozenset[int] | None:
    """`1–20, 37, 50–` as the numbers that are meant; nothing written: None, for all.

    Raises ValueError for what is no such list or lies outside 1 to `most`.
    """
    if not text.strip():
        return None
    found: set[int] = set()
    for part in filter(None, (part.strip() for part in re.split(r"[,;]|\boch\b", text))):
        match = _RANGE.fullmatch(part)
        if match is None:
            raise ValueError(part)
        first = int(match[1])
        open_end = match[2] is None and part[-1] in "-–"
        last = most if open_end else int(match[2] or match[1])
        if not 1 <= first <= last <= most:
            raise ValueError(part)
        found.update(range(first, last + 1))
    return frozenset(found)
