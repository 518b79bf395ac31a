"""What a dialog is handed: the desk's services and the window's own helpers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.access import Access
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.roles import Permission, allowed
from rhs_desktop.services.access_log import looked
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.ui.access_watch import AccessWatch
from rhs_desktop.ui.clipboard import Clipboard, what_is_copied
from rhs_desktop.ui.dialogs.files import Files
from rhs_desktop.ui.dialogs.printer_memory import PrinterMemory
from rhs_desktop.ui.jobs import Immediate, Jobs
from rhs_desktop.ui.messages import Messages
from rhs_desktop.ui.theme import Theme
from rhs_desktop.words.trouble import trouble


@dataclass(frozen=True, slots=True)
class Tools:
    """Made once by the composition root and passed to each dialog's `ask`. `watch` is told of whoever is shown; the
    one that is made here where none is given writes at once."""

    workplace: Workplace
    theme: Theme
    messages: Messages
    jobs: Jobs
    clipboard: Clipboard
    files: Files
    printing: PrinterMemory = field(default_factory=PrinterMemory)
    watch: AccessWatch = field(default=None)  # type: ignore[assignment]  # made below

    def __post_init__(self) -> None:
        object.__setattr__(self, "watch", self.watch or AccessWatch(self.workplace, Immediate()))

    @property
    def administers(self) -> bool:
        """Whether whoever sits here may take the register back, say where copies go, and the like."""
        return allowed(self.workplace.roles, Permission.ADMINISTER)

    def copy(self, parent: QWidget | None, text: str, what: str, cases: Sequence[int]) -> bool:
        """Copy text with details of the people whose cases these are. False, and nothing copied, where the access log
        could not tell of it; the person has been told."""
        try:
            looked(self.workplace, Access.COPIED, cases=cases, what=what_is_copied(what), count=len(cases))
        except ExpectedError as error:
            self.messages.warn(parent, *trouble(error))
            return False
        self.clipboard.copy(text, what)
        return True
