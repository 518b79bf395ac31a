"""The state of the letters dialog without widgets: who gets a letter and in which order, then what was posted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum

from rhs_desktop.domain.letters.letter_plan import LetterOrder
from rhs_desktop.strings.letters.printing import NUMBER_SEPARATORS

_RANGE = re.compile(r"(\d+)(?:\s*[-–]\s*(\d+)?)?")


class LettersStage(Enum):
    """The stages of the dialog, in their order."""

    CHOOSE = "choose"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class LettersState:
    """An immutable state; each method returns another.

    `ready` are the cases that can get a letter, in their order, `left_out` those that get none this time. `batch` and
    its `printed` cases are set when letters were written; `unposted` are those of them that were not posted. The number
    of a letter is its place in the order, from 1.
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
        """The cases that get a letter."""
        return tuple(case for case in self.ready if case not in self.left_out)

    @property
    def posted(self) -> tuple[int, ...]:
        """The cases whose letters were posted."""
        return tuple(case for case in self.printed if case not in self.unposted)

    @property
    def may_go_on(self) -> bool:
        """Whether there is anything to print, or a batch to answer for."""
        return bool(self.chosen) if self.stage is LettersStage.CHOOSE else self.batch is not None

    def proposing(self, ready: Iterable[int]) -> LettersState:
        """With other cases that can get a letter, or in another order; those left out stay left out."""
        return replace(self, ready=tuple(ready))

    def ordered(self, order: LetterOrder) -> LettersState:
        """With another order; `proposing` puts the cases in it."""
        return replace(self, order=order)

    def choosing(self, case: int, *, yes: bool) -> LettersState:
        """With a case ticked or not: whether its letter is printed, and in the second stage whether it was posted."""
        if self.stage is LettersStage.CHOOSE:
            return replace(self, left_out=self.left_out - {case} if yes else self.left_out | {case})
        return replace(self, unposted=self.unposted - {case} if yes else self.unposted | {case})

    def only(self, numbers: frozenset[int] | None) -> LettersState:
        """With only the letters of these numbers; None: all."""
        out = frozenset[int]()
        if numbers is not None:
            out = frozenset(case for number, case in enumerate(self.ready, 1) if number not in numbers)
        return replace(self, left_out=out)

    def made(self, batch: int, printed: Iterable[int]) -> LettersState:
        """Letters were printed or saved: the stage in which the user says which were posted."""
        return replace(self, stage=LettersStage.CONFIRM, batch=batch, printed=tuple(printed), unposted=frozenset())

    def from_number(self, number: int) -> tuple[int, ...]:
        """The printed cases from that number on."""
        return self.printed[number - 1 :]


def read_numbers(text: str, most: int) -> frozenset[int] | None:
    """Parse numbers of letters such as `1–20, 37, 50–`. An empty text is None, for all.

    Raises ValueError with the part that is not valid or lies outside 1 to `most`.
    """
    if not text.strip():
        return None
    found: set[int] = set()
    for part in filter(None, (part.strip() for part in re.split(NUMBER_SEPARATORS, text))):
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
