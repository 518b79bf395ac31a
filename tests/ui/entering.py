"""Past the login, for tests of what comes after it."""

from __future__ import annotations

from pathlib import Path

from rhs_desktop.app import Application
from rhs_desktop.services.workplace import Workplace


def sit_down(one: Application, data: Path, user: str = "Anna Ek") -> None:
    """Show the program's window over a plain register, as somebody with all roles."""

    def opened() -> Workplace:
        from rhs_desktop.services.opening import open_workplace

        return open_workplace(data, user=user, clock=one.clock, create=True)

    one.window.show()
    one.admit(opened)
