"""The order of the people to call, the current one, and what was recorded for each. No widgets, no database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from rhs_desktop.domain.codes import CallOutcome

PHONE_TIME = "phone_time"


@dataclass(frozen=True, slots=True)
class CallEnd:
    """The outcome of a call with its fields. `outcome` is a CallOutcome, or PHONE_TIME for a telefonkallelse."""

    outcome: CallOutcome | str
    phone: str
    again_on: date
    visit: date
    visit_time: time | None
    data_told: bool
    phone_day: date
    phone_at: time | None


@dataclass(frozen=True, slots=True)
class CallNote:
    """What was recorded for a person: its text, and the act that is undone to take it back.

    `call`: it was a call attempt. `settled`: the next person follows; False where a new number is still to be called.
    """

    text: str
    act: int
    call: bool = True
    settled: bool = True


class Calls:
    """The people in a fixed order, whatever is recorded."""

    def __init__(self, cases: Iterable[int]) -> None:
        self.order = list(dict.fromkeys(cases))
        self._place = 0
        self._said: dict[int, list[CallNote]] = {}

    @property
    def current(self) -> int | None:
        return self.order[self._place] if self.order else None

    @property
    def place(self) -> tuple[int, int]:
        """The number of the current person, from 1, and how many there are; (0, 0) for nobody."""
        return (self._place + 1 if self.order else 0, len(self.order))

    @property
    def called(self) -> int:
        """How many people a call was recorded for."""
        return sum(1 for case in self.order if any(said.call for said in self._said.get(case, ())))

    @property
    def found_number(self) -> bool:
        """Whether a number was entered for somebody: what is noted then leaves the person to be called."""
        return any(not note.call and not note.settled for notes in self._said.values() for note in notes)

    @property
    def first(self) -> bool:
        return self._place == 0

    @property
    def last(self) -> bool:
        return self._place >= len(self.order) - 1

    def said(self, case: int) -> CallNote | None:
        """What was recorded last for a case in this view; None: nothing."""
        said = self._said.get(case)
        return said[-1] if said else None

    def step(self, by: int) -> None:
        """Move by so many places, at most to the first or the last."""
        self._place = max(0, min(len(self.order) - 1, self._place + by))

    def go_to(self, case: int) -> None:
        """Make a case the current one; a new one is inserted after the current one."""
        if case not in self.order:
            self.order.insert(self._place + 1 if self.order else 0, case)
        self._place = self.order.index(case)

    def record(self, case: int, said: CallNote) -> None:
        self._said.setdefault(case, []).append(said)

    def take_back(self, case: int) -> None:
        """Remove what was recorded last for a case."""
        self._said[case].pop()

    def go_on(self) -> bool:
        """Move to the next unsettled case, past the end from the beginning. Returns False if there is none."""
        count = len(self.order)
        for ahead in range(1, count):
            place = (self._place + ahead) % count
            said = self.said(self.order[place])
            if said is None or not said.settled:
                self._place = place
                return True
        return False
