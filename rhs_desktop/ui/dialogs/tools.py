"""What a dialog is handed: the desk's services and the window's own helpers."""

from __future__ import annotations

from dataclasses import dataclass, field

from rhs_desktop.services.workplace import Workplace
from rhs_desktop.ui.clipboard import Clipboard
from rhs_desktop.ui.dialogs.files import Files
from rhs_desktop.ui.dialogs.printer_memory import PrinterMemory
from rhs_desktop.ui.jobs import Jobs
from rhs_desktop.ui.messages import Messages
from rhs_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class Tools:
    """Made once by the composition root and passed to each dialog's `ask`."""

    workplace: Workplace
    theme: Theme
    messages: Messages
    jobs: Jobs
    clipboard: Clipboard
    files: Files
    printing: PrinterMemory = field(default_factory=PrinterMemory)
