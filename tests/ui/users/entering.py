"""Past the login, for tests of what comes after it."""

from __future__ import annotations

from pathlib import Path

from rhs_desktop.app import Application
from rhs_desktop.services.context import Context


def sit_down(one: Application, data: Path, user: str = "Anna Ek") -> None:
    """Show the program's window over a plain register, as somebody with all roles."""

    def opened() -> Context:
        from rhs_desktop.services.opening import open_context

        return open_context(data, user=user, clock=one.clock, create=True)

    one.window.show()
    one.admit(opened)
