"""What the entrance does on a worker's thread: look at the data folder, log somebody in, begin or recover a register.

Each method returns a job for `Jobs.start`, or is one. Services are imported in them: no page waits for that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.errors import StoreUnavailable
from rhs_desktop.strings import users as strings
from rhs_desktop.ui.widgets.jobs import Task

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context
    from rhs_desktop.store.connection import Key

Come = Callable[["Context"], Any]
"""What is done at once with who has come in: reading what the window is to show."""
Entered = tuple[str, str, Any]
"""A new recovery code, the user's name, and what `Come` returned."""


@dataclass(frozen=True, slots=True)
class Unopened:
    """Somebody has logged in, but the register is damaged, empty or gone: a copy can take its place."""

    error: StoreUnavailable
    user: str
    key: Key


@dataclass(frozen=True, slots=True)
class EntryWork:
    """Over the data folder `data`."""

    data: Path
    clock: Callable[[], datetime]
    come: Come

    def make_ready(self, task: Task) -> datetime | None:
        """Import what the login needs while the person types. Returns until when no try may be made."""
        from rhs_desktop.services import opening
        from rhs_desktop.services.cases import case_list  # noqa: F401 - while the person types
        from rhs_desktop.services.users import failed_attempts, login

        login.stage(self.data)
        opening.import_statements()
        return failed_attempts.waits_until(self.data, clock=self.clock)

    def stage(self, task: Task) -> str:
        """What is in the folder; see `login.stage`."""
        from rhs_desktop.services.users import login

        return login.stage(self.data)

    def waits(self) -> datetime | None:
        """Until when no try may be made; None: one may be."""
        from rhs_desktop.services.users import failed_attempts

        return failed_attempts.waits_until(self.data, clock=self.clock)

    def log_in(self, name: str, password: str) -> Callable[[Task], Any]:
        """Gives what `come` returned, or an Unopened. Raises EntryRefused, or StoreUnavailable where no copy helps."""

        def work(task: Task) -> Any:
            from rhs_desktop.services.users import login

            try:
                ctx = login.enter(self.data, name, password, clock=self.clock)
            except StoreUnavailable as error:
                return self._unopened(error, name, password)
            task.report(0, 0, strings.OPENING)
            return self.come(ctx)

        return work

    def begin(self, name: str, password: str) -> Callable[[Task], Entered]:
        """Make the register, or encrypt the one there is, and log its first user in. Raises as `log_in`."""

        def work(task: Task) -> Entered:
            from rhs_desktop.services.users import first_login

            made = first_login.begin_and_enter(self.data, name, password, clock=self.clock)
            return made.code, made.context.user, self.come(made.context)

        return work

    def recover(self, code: str, name: str, password: str) -> Callable[[Task], Entered | Unopened]:
        """Give somebody a new password by the recovery code, and log in. Raises as `log_in`."""

        def work(task: Task) -> Entered | Unopened:
            from rhs_desktop.services.users import recovery

            try:
                made = recovery.recover_and_enter(self.data, code, name, password, clock=self.clock)
            except StoreUnavailable as error:
                return self._unopened(error, name, password)
            return made.code, made.context.user, self.come(made.context)

        return work

    def _unopened(self, error: StoreUnavailable, name: str, password: str) -> Unopened:
        """For a register that a copy can replace; any other error is raised again."""
        from rhs_desktop.services.restoring import restore
        from rhs_desktop.services.users import login

        if not restore.replaceable(error):
            raise error
        return Unopened(error, name, login.unlocked(self.data, name, password, clock=self.clock))
