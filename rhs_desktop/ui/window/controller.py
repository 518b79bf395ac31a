"""Runs the acts of cases and the commands of the window, and shows what they changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.strings.cases import recording
from rhs_desktop.strings.errors import trouble
from rhs_desktop.ui.act_result import CaseSelection, told
from rhs_desktop.ui.case_list.table import CaseTable
from rhs_desktop.ui.case_panel.panel import CasePanel
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.window.commands import ROWS, Command
from rhs_desktop.ui.window.dialogs import ACT_DIALOGS, Opening, Shown
from rhs_desktop.ui.window.list_controller import ListController
from rhs_desktop.ui.window.status_bar import StatusLine

if TYPE_CHECKING:
    from rhs_desktop.ui.case_panel.act_forms import FormAnswer
    from rhs_desktop.ui.context import DialogContext


class WindowController(QObject):
    """`begin` gives it the session; before that nothing can be run.

    `ran` carries the Command whose dialog has closed.
    """

    ran = Signal(object)

    def __init__(
        self, window: QWidget, table: CaseTable, panel: CasePanel, status: StatusLine, lists: ListController
    ) -> None:
        super().__init__(window)
        self._parent = window
        self._table, self._panel, self._status, self._lists = table, panel, status, lists
        self._tools: DialogContext | None = None

    @property
    def tools(self) -> DialogContext:
        if self._tools is None:
            raise RuntimeError("nobody sits at the window yet")
        return self._tools

    def begin(self, tools: DialogContext) -> None:
        """Start for a session."""
        self._tools = tools

    def _attempt(self, act: Callable[[], Shown]) -> None:
        """Run it and show what changed; an ExpectedError is shown in the open form, or else as a message."""
        try:
            shown = act()
        except ExpectedError as error:
            said, todo = trouble(error)
            if not self._panel.complain(f"{said} {todo}".strip()):
                self.tools.messages.warn(self._parent, said, todo)
            return
        if isinstance(shown, CaseSelection):
            self._lists.show_selection(shown)
        elif shown is not None:
            self._lists.apply(shown)
            self._status.show_done(shown.says, undoable=shown.undoable, redoable=shown.redoable)

    # ---- acts -------------------------------------------------------------------------------------------------------

    @Slot(object, object, object)
    def record(self, act: Act, cases: Sequence[int], answer: FormAnswer) -> None:
        """Record an act for the cases, by its service or by the dialog that does."""
        from rhs_desktop.ui.case_panel.act_forms import PANEL_ACTS, Recording

        service = PANEL_ACTS[act].service
        if service is None:
            opening = Opening(self._parent, self.tools, cases)
            self._attempt(lambda: ACT_DIALOGS[act](opening))
        else:
            do = Recording(self.tools.context, cases, answer, self._panel.told())
            self._attempt(lambda: told(service(do)))

    def begin_act(self, act: Act, cases: Sequence[int]) -> None:
        """Record an act, or open its form in the panel where it has one. For the list's menu."""
        from rhs_desktop.ui.case_panel.act_forms import PANEL_ACTS, FormAnswer

        if PANEL_ACTS[act].form is not None:
            self._panel.ask(act)
        else:
            self.record(act, cases, FormAnswer())

    @Slot(int, str, bool)
    def tick(self, case: int, step: str, done: bool) -> None:
        from rhs_desktop.services.cases import ticks

        self._attempt(lambda: told(ticks.tick(self.tools.context, case, step, done)))

    @Slot(int, int)
    def undo_entry(self, case: int, entry: int) -> None:
        """Open the dialog that takes back one entry of a case's timeline."""
        from rhs_desktop.ui.cases.undo_dialog import UndoDialog

        self._attempt(lambda: UndoDialog.ask(self._parent, self.tools, (case, entry)))

    # ---- commands ---------------------------------------------------------------------------------------------------

    @Slot(object)
    def run(self, command: Command, *, file: Path | None = None, code: str = "") -> None:
        """Run what a command opens. Nothing for a command that the window itself carries out, and before `begin`."""
        opens = ROWS[command].opens
        if opens is None or self._tools is None:
            return
        chosen, shown = self._table.selected_cases(), self._table.shown_cases()
        opening = Opening(self._parent, self._tools, chosen, shown, file, code)
        self._attempt(lambda: opens(opening))
        self.ran.emit(command)

    @Slot()
    def undo(self) -> None:
        self.run(Command.UNDO)

    @Slot()
    def redo(self) -> None:
        self.run(Command.REDO)

    # ---- copying ----------------------------------------------------------------------------------------------------

    @Slot()
    def copy_numbers(self) -> None:
        """Copy the personnummer of the selected cases."""
        numbers = self._table.numbers()
        if numbers:
            words, cases = recording.numbers(len(numbers)), tuple(self._table.selected_cases())
            self.copy(CopiedText("\n".join(numbers), CopiedData.NUMBER, words, cases))

    @Slot(object)
    def copy(self, copied: CopiedText) -> None:
        """Copy details of residents, which is logged, or a text of the manual."""
        self.tools.copy(self._parent, copied)
