"""Base of the dialogs that write and print letters: runs one background job at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.letters.printing import why_not
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.jobs import Task
from rhs_desktop.ui.widgets.progress import Busy


class JobDialog(BaseDialog):
    """The subclass lays out `busy`. Errors are shown above the buttons; `refused` is the text for a printer error."""

    def __init__(
        self, parent: QWidget | None, tools: DialogContext, title: str, act: str, *, refused: str, fixed: bool = True
    ) -> None:
        super().__init__(parent, tools.theme, title, act, fixed=fixed)
        self.tools = tools
        self.ctx = tools.context
        self.busy = Busy(tools.theme, tools.jobs)
        self._refused = refused
        self._then: Callable[[Any], None] | None = None
        self.busy.done.connect(self._was_done)
        self.busy.failed.connect(self._has_failed)

    def start(
        self,
        text: str,
        work: Callable[[Task], Any],
        then: Callable[[Any], None] | None = None,
        *,
        may_stop: bool = True,
    ) -> None:
        """Start a job. `text` is shown while it runs, `then` is called with its result.

        Raises RuntimeError while another job runs.
        """
        self.say("")
        self._then = then
        self.busy.start(text, work, may_stop=may_stop)

    @Slot(object)
    def _was_done(self, value: object) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(value)

    @Slot(object)
    def _has_failed(self, error: Exception) -> None:
        self.say(why_not(error, self._refused))

    def reject(self) -> None:
        """Cancel the job that runs, else close. Esc and the cancel button come here."""
        if self.busy.running:
            self.busy.stop()
        else:
            super().reject()
