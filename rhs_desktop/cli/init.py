"""`init`: the first administrator, and an encrypted database."""

from __future__ import annotations

from rhs_desktop.cli.console import answer, say
from rhs_desktop.cli.errors import Misused
from rhs_desktop.cli.session import CommandSession
from rhs_desktop.paths import data_dir
from rhs_desktop.services.users import login
from rhs_desktop.strings import cli as strings


def begin(desk: CommandSession, *, as_json: bool) -> int:
    """Raises Misused, EntryRefused and StoreUnavailable."""
    if desk.practice:
        raise Misused("no_practice_init")
    folder = data_dir(desk.folder)
    code = login.begin(folder, desk.name, desk.password(twice=True))
    if as_json:
        answer({"user": desk.name, "recovery_code": code})
    else:
        say(*strings.begun(desk.name, code))
    return 0
