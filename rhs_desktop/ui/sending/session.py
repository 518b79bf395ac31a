"""The state of one send, and what was done in it, shared by the wizard and the controllers of its steps."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.recording import ActDone
from rhs_desktop.strings import errors
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.sending.state import SendState


class SendSession(QObject):
    """`round` is the round that is sent in, `change` what was done, None if nothing was.

    Signals: `changed` when the state is another, `refused` with what went wrong, after it.
    """

    changed = Signal()
    refused = Signal(str)

    def __init__(self, tools: DialogContext, round_id: int, parent: QObject) -> None:
        super().__init__(parent)
        self.tools = tools
        self.ctx = tools.context
        self.round = round_id
        self.state = SendState(self.ctx.rules(self.manual_of(round_id)).profile)
        self.change: ActResult | None = None
        self._touched: set[int] = set()

    def manual_of(self, round_id: int) -> str:
        """The id of the manual that new cases of a round follow."""
        return next(record.profile for record in case_list.rounds(self.ctx) if record.id == round_id)

    def become(self, state: SendState) -> None:
        """Replace the state and tell of it."""
        self.state = state
        self.changed.emit()

    def note(self, done: ActDone, says: str = "") -> None:
        """Remember an act that was recorded; `says` tells of it in the status bar, empty: as before."""
        self._touched.update(done.cases)
        before = self.change.says if self.change else ""
        self.change = ActResult(says or before, frozenset(self._touched))

    def refuse(self, error: ExpectedError) -> None:
        """Tell why nothing was recorded."""
        self.changed.emit()
        self.refused.emit(errors.said(error))
