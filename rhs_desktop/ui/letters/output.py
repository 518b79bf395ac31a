"""Prints and saves the letters of the letters dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from rhs_desktop.services.letters import reply_form
from rhs_desktop.strings import common
from rhs_desktop.strings.letters import printing as strings
from rhs_desktop.ui.letters import jobs
from rhs_desktop.ui.letters.job_dialog import JobDialog
from rhs_desktop.ui.letters.jobs import Made
from rhs_desktop.ui.letters.printing import choose_printer, print_pages
from rhs_desktop.ui.letters.reprint_dialog import LetterBatch, ReprintDialog
from rhs_desktop.ui.letters.session import LettersSession

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class LetterOutput(QObject):
    """Asks for a printer or a place and starts the job in the dialog. Signal: `saved` with what was saved and where."""

    saved = Signal(str)

    def __init__(self, dialog: JobDialog, session: LettersSession) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._session = session
        self._tools = dialog.tools
        self._ctx = dialog.ctx

    def print(self) -> None:
        """Write the chosen letters and print them."""
        printer = self._printer()
        if printer is None:
            return

        def made(found: Made) -> None:
            self._session.made(found)
            pdfs = found.printed.in_memory
            self._dialog.start(strings.PRINTING, lambda task: print_pages(task, printer, *pdfs))

        self._make(None, made, printer)

    @Slot()
    def save(self) -> None:
        """Write the chosen letters to one PDF."""
        name = strings.file_name(self._ctx.today, self._session.kind)
        path = self._tools.files.save(self._dialog, strings.SAVE_TITLE, name, common.PDF_FILES)
        if path is not None:
            self._save(path, strings.saved)

    @Slot()
    def save_each(self) -> None:
        """Write the chosen letters to a PDF each, in a new folder."""
        name = strings.folder_name(self._ctx.today, self._session.kind)
        path = self._tools.files.save(self._dialog, strings.FOLDER_TITLE, name, "")
        if path is not None:
            self._save(path, lambda names: strings.saved_each(*names), apart=True)

    def _save(self, path: Path, says: Callable[[Sequence[str]], str], *, apart: bool = False) -> None:
        def made(found: Made) -> None:
            self._session.made(found)
            self.saved.emit(says([path.name for path in found.printed.paths]))

        self._make(path, made, apart=apart)

    def save_form(self, case: int) -> None:
        """Write the reply letter of one resident as a PDF form, to be attached in 1177."""
        ctx, name = self._ctx, self._session.name(case)
        title, file_name = strings.REPLY_FORM_TITLE, reply_form.file_name(ctx, case)
        path = self._tools.files.save(self._dialog, title, file_name, common.PDF_FILES)
        if path is None:
            return

        def saved(_: object) -> None:
            self.saved.emit(strings.saved_form(name, path.name))

        self._dialog.start(strings.MAKING, partial(jobs.save_form, ctx, case, path), saved, may_stop=False)

    def print_again(self, number: int) -> None:
        """Print some letters of a batch again; `number` is proposed as the first that was spoilt."""
        state = self._session.state
        batch, printed = state.batch, LetterBatch(state, [self._session.name(case) for case in state.printed])
        cases = ReprintDialog.ask(self._dialog, self._tools.theme, self._tools.messages, printed, number)
        if batch is None or not cases:
            return
        printer = self._printer()
        if printer is not None:
            self._dialog.start(strings.PRINTING, jobs.again(self._ctx, batch, cases, printer))

    def _printer(self) -> QPrinter | None:
        title = strings.file_name(self._ctx.today, self._session.kind)
        return choose_printer(self._dialog, self._tools.messages, self._tools.printing, title)

    def _make(
        self,
        target: Path | None,
        then: Callable[[Made], None],
        printer: QPrinter | None = None,
        *,
        apart: bool = False,
    ) -> None:
        session = self._session
        work = jobs.make(self._ctx, session.round, session.state, target, printer, kind=session.kind, apart=apart)
        self._dialog.start(strings.MAKING, work, then)
