"""The letters dialog as a pure state: whom to print for, then what was posted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum


class Stage(Enum):
    """Two questions, one after the other."""

    CHOOSE = "choose"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class LettersState:
    """`ready` are the cases that can get a letter, `left_out` those of them that shall not this time.

    `batch` with its `printed` cases is there when letters were made; `unposted` are those that did not get away.
    """

    ready: tuple[int, ...] = ()
    left_out: frozenset[int] = frozenset()
    stage: Stage = Stage.CHOOSE
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
        return bool(self.chosen) if self.stage is Stage.CHOOSE else self.batch is not None

    def proposing(self, ready: Iterable[int]) -> LettersState:
        """Others can get a letter now; who was left out stays so."""
        return replace(self, ready=tuple(ready))

    def choosing(self, case: int, *, yes: bool) -> LettersState:
        """Tick or untick: whether a letter is printed, or later whether it was posted."""
        if self.stage is Stage.CHOOSE:
            return replace(self, left_out=self.left_out - {case} if yes else self.left_out | {case})
        return replace(self, unposted=self.unposted - {case} if yes else self.unposted | {case})

    def made(self, batch: int, printed: Iterable[int]) -> LettersState:
        """Letters were printed or saved, now or earlier; nothing counts as posted before somebody says so."""
        return replace(self, stage=Stage.CONFIRM, batch=batch, printed=tuple(printed), unposted=frozenset())
