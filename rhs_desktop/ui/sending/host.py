"""What the steps of the wizard ask of the wizard itself."""

from __future__ import annotations

from typing import Protocol

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.context import Context
from rhs_desktop.services.recording import ActDone
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.sending.state import SendState


class Host(Protocol):
    """Has the state, shows it again, and is told what was done or refused."""

    tools: DialogContext
    ctx: Context
    round: int
    state: SendState

    def paint(self) -> None: ...

    def note(self, done: ActDone, says: str = "") -> None: ...

    def refuse(self, error: ExpectedError) -> None: ...
