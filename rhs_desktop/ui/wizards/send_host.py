"""What the steps of the wizard ask of the wizard itself."""

from __future__ import annotations

from typing import Protocol

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.acts import Done
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.wizards.send_state import SendState


class Host(Protocol):
    """Has the state, shows it again, and is told what was done or refused."""

    tools: Tools
    w: Workplace
    round: int
    state: SendState

    def paint(self) -> None: ...

    def note(self, done: Done, says: str = "") -> None: ...

    def refuse(self, error: ExpectedError) -> None: ...
