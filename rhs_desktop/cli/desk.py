"""Where a command works: in the clinic's data, or on a copy for practice that is thrown away."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from getpass import getpass
from pathlib import Path

from rhs_desktop.cli.console import complain
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.who import user_name
from rhs_desktop.paths import data_dir
from rhs_desktop.services import entry
from rhs_desktop.services.opening import practice_desk
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.words import cli as words


@dataclass(frozen=True, slots=True)
class Desk:
    """What was said before the command. `folder` and `user` None: as the environment or the system has it."""

    practice: bool = False
    folder: Path | None = None
    user: str | None = None
    password_stdin: bool = False
    _heard: list[str] = field(default_factory=list, compare=False, repr=False)
    """The first line of standard input, should it have been read before somebody asked for the password."""

    @contextmanager
    def looking(self) -> Iterator[Workplace]:
        """A desk that changes nothing, also beside an open window. Raises Misused `no_data`, StoreUnavailable."""
        with self._practising() if self.practice else self._opened(read_only=True) as w:
            yield w

    @contextmanager
    def working(self) -> Iterator[Workplace]:
        """A desk at which acts are recorded. Raises as above."""
        with self._practising() if self.practice else self._opened() as w:
            yield w

    @property
    def name(self) -> str:
        """Who works: as given, else as the computer calls the person."""
        return self.user or user_name()

    @property
    def named(self) -> bool:
        """Whether somebody said who works, or how the password comes."""
        return self.password_stdin or self.user is not None

    def password(self, *, twice: bool = False) -> str:
        """From standard input or asked for; never from the arguments or the environment, where others see it.

        Raises Misused `no_password`, and `passwords_differ` where it is asked for `twice`.
        """
        if self.password_stdin:
            self._hear()
            given = self._heard[0]
        elif self.may_ask:
            given = getpass(words.PASSWORD.format(name=self.name))
            if twice and getpass(words.PASSWORD_AGAIN) != given:
                raise Misused("passwords_differ")
        else:
            given = ""
        if not given:
            raise Misused("no_password")
        return given

    def file_password(self, *, stdin: bool, new: bool = False) -> str:
        """The password of a file: the next line of standard input after the login's own, or asked for; twice a `new`
        one. Raises Misused `no_file_password`, `passwords_differ`.
        """
        if stdin:
            if self.password_stdin:
                self._hear()
            given = _line()
        elif self.may_ask:
            given = getpass(words.FILE_PASSWORD)
            if new and getpass(words.PASSWORD_AGAIN) != given:
                raise Misused("passwords_differ")
        else:
            given = ""
        if not given:
            raise Misused("no_file_password")
        return given

    @property
    def may_ask(self) -> bool:
        """Whether somebody sits there who can answer."""
        return bool(sys.stdin and sys.stdin.isatty())

    def _hear(self) -> None:
        """The login's line, once."""
        if not self._heard:
            self._heard.append(_line())

    @contextmanager
    def _practising(self) -> Iterator[Workplace]:
        complain(words.PRACTICE)
        with practice_desk() as practice:
            yield practice.workplace

    @contextmanager
    def _opened(self, *, read_only: bool = False) -> Iterator[Workplace]:
        folder = data_dir(self.folder)
        stage = entry.stage(folder)
        if stage is not entry.Stage.LOCKED:
            raise Misused("no_data" if stage is entry.Stage.NEW else "plain_data", folder=folder)
        w = entry.enter(folder, self.name, self.password(), read_only=read_only)
        with w.store:
            yield w


def _line() -> str:
    line = sys.stdin.buffer.readline().decode("utf-8", errors="replace") if sys.stdin else ""
    return line.rstrip("\r\n")
