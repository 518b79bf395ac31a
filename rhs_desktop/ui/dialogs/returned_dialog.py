"""A letter that the post brought back."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.postal import PostalAddress
from rhs_desktop.services import casework, overview
from rhs_desktop.ui.change import Change
from rhs_desktop.ui.dialogs.details_dialog import DetailsDialog
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.parts import words
from rhs_desktop.words.common import near_day
from rhs_desktop.words.trouble import said


class ReturnedDialog(Frame):
    """Records it, and offers to put the address right at once. `change` says afterwards what was done."""

    def __init__(self, parent: QWidget | None, tools: Tools, case: int) -> None:
        super().__init__(parent, tools.theme, "Brev i retur", "Anteckna brev i retur")
        self.tools = tools
        self.w = tools.workplace
        self.case = case
        self.change: Change | None = None
        self.view = overview.case_view(self.w, case)
        tools.watch.opened(case)
        details = self.view.resident.details
        self.correct = self.add_button("Anteckna och &rätta adressen …")

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.correct.clicked.connect(self._save_and_correct)

        self.keep_width(60)
        self.content.addWidget(words(details.name.display, "heading"))
        posted = self.view.state.posted_on
        sent = f"Brevet postades {near_day(posted, self.w.today)} till:" if posted else "Inget brev är postat."
        self.content.addWidget(words(sent, "muted"))
        lines = PostalAddress(details.name, details.address).block.lines[1:]
        shown = "Adressen är skyddad." if details.protected else "\n".join(lines)
        self.content.addWidget(words(shown))
        self.content.addWidget(words("Ärendet hamnar i Rätta tills adressen är ändrad.", "muted"))
        self.primary.setEnabled(posted is not None)
        self.correct.setEnabled(posted is not None)

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools, case: int) -> Change | None:
        """What was recorded, or None."""
        dialog = cls(parent, tools, case)
        dialog.run(tools.messages)
        return dialog.change

    @Slot()
    def _save(self) -> None:
        try:
            done = casework.letter_returned(self.w, self.case)
        except ExpectedError as error:
            self.say(said(error))
            return
        name = self.view.resident.details.name.display
        self.change = Change(f"{name}: brevet kom i retur", frozenset(done.cases))
        self.accept()

    @Slot()
    def _save_and_correct(self) -> None:
        self._save()
        if self.change is not None:
            self.change = DetailsDialog.ask(self, self.tools, self.case) or self.change
