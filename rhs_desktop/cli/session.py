"""The session of a command: on the clinic's data, or on a practice copy that is deleted afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from getpass import getpass
from pathlib import Path

from rhs_desktop.cli.console import complain, user_name
from rhs_desktop.cli.errors import Misused
from rhs_desktop.paths import data_dir
from rhs_desktop.practice.opening import open_practice
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.users import login
from rhs_desktop.store.people import RoundRecord
from rhs_desktop.strings import cli as strings
from rhs_desktop.strings.cli import UsageTrouble


@dataclass(frozen=True, slots=True)
class CommandSession:
    """The options before the command. `folder` and `user` None: from the environment or the system."""

    practice: bool = False
    folder: Path | None = None
    user: str | None = None
    password_stdin: bool = False
    _login_line: list[str] = field(default_factory=list, compare=False, repr=False)
    """The first line of standard input, once it has been read."""

    @contextmanager
    def reading(self) -> Iterator[Context]:
        """A read-only context, also beside an open window. Raises Misused `no_data`, EntryRefused, StoreUnavailable."""
        with self._practising() if self.practice else self._opened(read_only=True) as ctx:
            yield ctx

    @contextmanager
    def recording(self) -> Iterator[Context]:
        """A context in which acts are recorded. Raises as above."""
        with self._practising() if self.practice else self._opened() as ctx:
            yield ctx

    @property
    def name(self) -> str:
        """The user's name: as given, else the login name on this computer."""
        return self.user or user_name()

    @property
    def named(self) -> bool:
        """Whether the user or the source of the password was given."""
        return self.password_stdin or self.user is not None

    def password(self, *, twice: bool = False) -> str:
        """The password, from standard input or asked for; never from arguments or the environment, where others see it.

        Raises Misused `no_password`, and `passwords_differ` where it is asked for `twice`.
        """
        if self.password_stdin:
            self._read_login_line()
            given = self._login_line[0]
        elif self.may_ask:
            given = getpass(strings.PASSWORD.format(name=self.name))
            if twice and getpass(strings.PASSWORD_AGAIN) != given:
                raise Misused(UsageTrouble.PASSWORDS_DIFFER)
        else:
            given = ""
        if not given:
            raise Misused(UsageTrouble.NO_PASSWORD)
        return given

    def file_password(self, *, stdin: bool, new: bool = False) -> str:
        """The password of a file: the next line of standard input after the login's own, or asked for; twice a `new`
        one. Raises Misused `no_file_password`, `passwords_differ`.
        """
        if stdin:
            if self.password_stdin:
                self._read_login_line()
            given = _line()
        elif self.may_ask:
            given = getpass(strings.FILE_PASSWORD)
            if new and getpass(strings.PASSWORD_AGAIN) != given:
                raise Misused(UsageTrouble.PASSWORDS_DIFFER)
        else:
            given = ""
        if not given:
            raise Misused(UsageTrouble.NO_FILE_PASSWORD)
        return given

    @property
    def may_ask(self) -> bool:
        """Whether standard input is a terminal."""
        return bool(sys.stdin and sys.stdin.isatty())

    def _read_login_line(self) -> None:
        """Read the line of the login, once."""
        if not self._login_line:
            self._login_line.append(_line())

    @contextmanager
    def _practising(self) -> Iterator[Context]:
        complain(strings.PRACTICE)
        with open_practice() as practice:
            yield practice.context

    @contextmanager
    def _opened(self, *, read_only: bool = False) -> Iterator[Context]:
        folder = data_dir(self.folder)
        stage = login.stage(folder)
        if stage is not login.RegisterState.LOCKED:
            raise Misused(
                UsageTrouble.NO_DATA if stage is login.RegisterState.NEW else UsageTrouble.PLAIN_DATA, folder=folder
            )
        ctx = login.enter(folder, self.name, self.password(), read_only=read_only)
        with ctx.store:
            yield ctx


def chosen_round(ctx: Context, name: str | None) -> RoundRecord:
    """The round with that name, whatever its case; without a name the one that the window shows, else the newest.

    Raises Misused `no_such_round` or `no_round`.
    """
    rounds = case_list.rounds(ctx)
    if name is not None:
        for record in rounds:
            if record.name.casefold() == name.strip().casefold():
                return record
        raise Misused(
            UsageTrouble.NO_SUCH_ROUND, given=name, known=", ".join(record.name for record in rounds) or "inga"
        )
    if not rounds:
        raise Misused(UsageTrouble.NO_ROUND)
    shown = settings.load(ctx).round
    return next((record for record in rounds if record.id == shown), rounds[0])


def _line() -> str:
    line = sys.stdin.buffer.readline().decode("utf-8", errors="replace") if sys.stdin else ""
    return line.rstrip("\r\n")
