"""Where a command works: in the clinic's data, or on a copy for practice that is thrown away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rhs_desktop.cli.console import complain
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.who import user_name
from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.paths import data_dir
from rhs_desktop.services.opening import open_workplace, practice_desk
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.words import cli as words


@dataclass(frozen=True, slots=True)
class Desk:
    """What was said before the command. `folder` None: as the environment or the system has it."""

    practice: bool = False
    folder: Path | None = None

    @contextmanager
    def looking(self) -> Iterator[Workplace]:
        """A desk that changes nothing, also beside an open window. Raises Misused `no_data`, StoreUnavailable."""
        with self._practising() if self.practice else self._opened(read_only=True) as w:
            yield w

    @contextmanager
    def working(self, *, create: bool = False) -> Iterator[Workplace]:
        """A desk at which acts are recorded. Raises as above."""
        with self._practising() if self.practice else self._opened(create=create) as w:
            yield w

    @contextmanager
    def _practising(self) -> Iterator[Workplace]:
        complain(words.PRACTICE)
        with practice_desk() as practice:
            yield practice.workplace

    @contextmanager
    def _opened(self, *, create: bool = False, read_only: bool = False) -> Iterator[Workplace]:
        folder = data_dir(self.folder)
        try:
            w = open_workplace(folder, user=user_name(), create=create, read_only=read_only)
        except StoreUnavailable as error:
            if error.code == "missing":
                raise Misused("no_data", folder=folder) from error
            raise
        with w.store:
            yield w
