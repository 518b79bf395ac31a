"""What a dialog is given: the session's context and the helpers of the window."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.access_log.entries import Access
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.roles import Permission, allowed
from rhs_desktop.services.access_log.write import log_access
from rhs_desktop.services.context import Context
from rhs_desktop.strings.errors import trouble
from rhs_desktop.ui.access_recorder import AccessRecorder
from rhs_desktop.ui.widgets.clipboard import Clipboard, CopiedText
from rhs_desktop.ui.widgets.file_dialogs import Files
from rhs_desktop.ui.widgets.jobs import Immediate, Jobs
from rhs_desktop.ui.widgets.messages import Messages
from rhs_desktop.ui.widgets.printer_memory import PrinterMemory
from rhs_desktop.ui.widgets.theme import Theme


@dataclass(frozen=True, slots=True)
class DialogContext:
    """Made once by the composition root and passed to each dialog's `ask`. `watch` is told of whoever is shown; the
    one that is made here where none is given writes at once."""

    context: Context
    theme: Theme
    messages: Messages
    jobs: Jobs
    clipboard: Clipboard
    files: Files
    printing: PrinterMemory = field(default_factory=PrinterMemory)
    watch: AccessRecorder = field(default=None)  # type: ignore[assignment]  # made below

    def __post_init__(self) -> None:
        object.__setattr__(self, "watch", self.watch or AccessRecorder(self.context, Immediate()))

    @property
    def administers(self) -> bool:
        """Whether the user administers the clinic."""
        return allowed(self.context.roles, Permission.ADMINISTER)

    def copy(self, parent: QWidget | None, copied: CopiedText) -> bool:
        """Copy a text. What is a resident's is told to the access log first; False, and nothing copied, where that
        could not be written; the person has been told."""
        if copied.data.personal:
            cases = copied.cases
            try:
                log_access(self.context, Access.COPIED, cases=cases, what=copied.data, count=len(cases))
            except ExpectedError as error:
                self.messages.warn(parent, *trouble(error))
                return False
        self.clipboard.copy(copied.text, copied.words)
        return True
