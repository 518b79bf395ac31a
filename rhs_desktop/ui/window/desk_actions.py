"""The window's Actions, by the services: each method calls one of them and puts in words what it did.

Services are imported when they are first used, so that the window stands before the database is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.codes import CallOutcome, Channel, Eligibility
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.domain.roles import Permission
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.strings.cases import acts as said
from rhs_desktop.ui.access_log.actions import LogDoors
from rhs_desktop.ui.act_result import ActResult, WindowFacts
from rhs_desktop.ui.backups.actions import BackupDoors
from rhs_desktop.ui.retention.actions import RetentionDoors
from rhs_desktop.ui.users.actions import UserDoors
from rhs_desktop.ui.window.clock_check_actions import ClockDoors
from rhs_desktop.ui.window.day_actions import DayDoors

if TYPE_CHECKING:
    from rhs_desktop.services.cases.case_list import CaseView
    from rhs_desktop.store.act_records import ActDone
    from rhs_desktop.ui.context import DialogContext


class DeskActions(DayDoors, LogDoors, BackupDoors, UserDoors, RetentionDoors, ClockDoors):
    """Made when the database has been opened."""

    def __init__(self, tools: DialogContext) -> None:
        self._tools = tools
        self._ctx = tools.context

    # ---- reading ----------------------------------------------------------------------------------------------------

    def today(self) -> date:
        return self._ctx.today

    def rows(self) -> Sequence[CaseRow]:
        from rhs_desktop.services import settings
        from rhs_desktop.services.cases import case_list

        if not self.may(Permission.LOOK):
            return []
        return case_list.load_rows(self._ctx, settings.load(self._ctx).round)

    def rows_of(self, cases: frozenset[int]) -> Sequence[CaseRow]:
        from rhs_desktop.services.cases import case_list

        return case_list.load_some(self._ctx, cases) if cases else []

    def case_view(self, case: int) -> CaseView:
        from rhs_desktop.services.cases import case_list

        return case_list.case_view(self._ctx, case)

    def profile(self, profile: str) -> Profile:
        return self._ctx.rules(profile).profile

    def overview(self) -> WindowFacts:
        from rhs_desktop.services import settings
        from rhs_desktop.services.cases import case_list

        chosen = settings.load(self._ctx)
        waiting = case_list.rows_waiting(self._ctx) if self.may(Permission.LOOK) else 0
        return WindowFacts(waiting, masked=chosen.mask_numbers, shown_seconds=chosen.shown_seconds)

    # ---- recording --------------------------------------------------------------------------------------------------

    def check_cosmic(self, cases: Sequence[int], result: Eligibility, reason: str = "") -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(record.check_cosmic(self._ctx, cases, result, reason))

    def correct_number(self, case: int, raw: str) -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(record.correct_number(self._ctx, case, raw))

    def set_phone(self, case: int, phone: str | None) -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(record.set_phone(self._ctx, case, phone))

    def route(self, case: int, channel: Channel, reason: str = "") -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(record.route(self._ctx, case, channel, reason))

    def remind(self, cases: Sequence[int]) -> ActResult:
        from rhs_desktop.services.sending import reminders

        return _told(reminders.confirm_reminded(self._ctx, cases))

    def answer_handled(self, case: int) -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(record.answer_handled(self._ctx, case))

    def tick(self, case: int, step: str, *, done: bool) -> ActResult:
        from rhs_desktop.services.cases import ticks

        return _told(ticks.tick(self._ctx, case, step, done))

    def record_call(
        self,
        case: int,
        outcome: CallOutcome,
        *,
        again_on: date | None = None,
        visit: date | None = None,
        visit_time: time | None = None,
        data_told: bool = False,
    ) -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(
            record.record_call(
                self._ctx,
                case,
                outcome,
                again_on=again_on,
                visit=visit,
                visit_time=visit_time,
                data_told=data_told,
            )
        )

    def record_phone_time(self, case: int, for_day: date, for_time: time | None = None) -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(record.record_phone_time(self._ctx, case, for_day, for_time))

    def record_booking(self, case: int, visit: date, visit_time: time | None = None) -> ActResult:
        from rhs_desktop.services.cases import visits

        return _told(visits.record_booking(self._ctx, case, visit, visit_time))

    def booking_looked(self, case: int) -> ActResult:
        from rhs_desktop.services.cases import visits

        return _told(visits.booking_looked(self._ctx, case))

    def cancel_booking(self, case: int, *, no_show: bool = False) -> ActResult:
        from rhs_desktop.services.cases import visits

        return _told(visits.cancel_booking(self._ctx, case, no_show=no_show))

    def visit_held(self, case: int) -> ActResult:
        from rhs_desktop.services.cases import visits

        return _told(visits.visit_held(self._ctx, case))

    def documented(self, case: int) -> ActResult:
        from rhs_desktop.services.cases import visits

        return _told(visits.documented(self._ctx, case))

    def letter_returned(self, case: int) -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(record.letter_returned(self._ctx, case))

    def give_up(self, case: int, reason: str = "") -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(record.give_up(self._ctx, case, reason))

    def snooze(self, case: int, until: date, reason: str) -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(record.snooze(self._ctx, case, until, reason))

    def add_note(self, case: int, text: str) -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(record.add_note(self._ctx, case, text))

    def assign(self, cases: Sequence[int], handler: str) -> ActResult:
        from rhs_desktop.services.cases import record

        return _told(record.assign(self._ctx, cases, handler))

    def undo(self) -> ActResult | None:
        """The latest act that can be taken back; before a restore, where that is. Raises HistoryRefused where later
        events stand on it."""
        from rhs_desktop.services.cases import undo as cases_undo

        act = cases_undo.last_undoable(self._ctx)
        if act is None:
            return self._at_restore(redoable=cases_undo.redoable(self._ctx) is not None)
        return self._reversed(cases_undo.undo(self._ctx, act.id))

    def redo(self) -> ActResult | None:
        """What was taken back last, as long as nothing else has been done since. Raises HistoryRefused as undo does."""
        from rhs_desktop.services.cases import undo as cases_undo

        act = cases_undo.redoable(self._ctx)
        return self._reversed(cases_undo.redo(self._ctx, act.id)) if act else None

    def _reversed(self, done: ActDone) -> ActResult:
        from rhs_desktop.services.cases import undo as cases_undo

        beyond_cases = done.batch is not None or not done.cases
        cases = None if beyond_cases else frozenset(done.cases)
        back, forth = cases_undo.last_undoable(self._ctx) is not None, cases_undo.redoable(self._ctx) is not None
        return ActResult(said.done(done.kind, len(done.cases), done.details), cases, undoable=back, redoable=forth)

    # ---- opening ----------------------------------------------------------------------------------------------------

    def open_import(self, parent: QWidget, file: Path | None = None) -> ActResult | None:
        from rhs_desktop.ui.checklists.import_dialog import ImportDialog

        return ImportDialog.ask(parent, self._tools, file)

    def open_paste(self, parent: QWidget) -> ActResult | None:
        """What is on the clipboard, recognised by its content; a list goes on to the import."""
        from rhs_desktop.ui.checklists.import_dialog import ImportDialog
        from rhs_desktop.ui.pasting.review_dialog import ForImport, PastingDialog

        done = PastingDialog.ask(parent, self._tools)
        return ImportDialog.ask(parent, self._tools, done.text) if isinstance(done, ForImport) else done

    def open_letters(self, parent: QWidget, cases: Sequence[int]) -> ActResult | None:
        from rhs_desktop.ui.letters.letters_dialog import LettersDialog

        return LettersDialog.ask(parent, self._tools, cases)

    def open_printed(self, parent: QWidget, case: int) -> ActResult | None:
        from rhs_desktop.ui.letters.letters_dialog import LettersDialog

        printed = self.case_view(case).state.printed
        return LettersDialog.ask(parent, self._tools, [case], batch=printed.batch if printed else None)

    def open_send(self, parent: QWidget, cases: Sequence[int]) -> ActResult | None:
        from rhs_desktop.ui.sending.wizard import SendWizard

        return SendWizard.ask(parent, self._tools, cases)

    def open_batch(self, parent: QWidget, batch: int) -> ActResult | None:
        from rhs_desktop.ui.sending.wizard import SendWizard

        return SendWizard.ask(parent, self._tools, batch=batch)

    def open_cosmic_check(self, parent: QWidget, cases: Sequence[int]) -> ActResult | None:
        from rhs_desktop.ui.cases.cosmic_check_dialog import CosmicManyDialog

        return CosmicManyDialog.ask(parent, self._tools, cases)

    def open_set_aside(self, parent: QWidget) -> ActResult | None:
        from rhs_desktop.ui.checklists.set_aside_dialog import SetAsideDialog

        return SetAsideDialog.ask(parent, self._tools)

    def open_answer(self, parent: QWidget, case: int) -> ActResult | None:
        from rhs_desktop.ui.cases.answer_dialog import AnswerDialog

        return AnswerDialog.ask(parent, self._tools, case)

    def open_details(self, parent: QWidget, case: int) -> ActResult | None:
        from rhs_desktop.ui.cases.details_dialog import DetailsDialog

        return DetailsDialog.ask(parent, self._tools, case)

    def open_settings(self, parent: QWidget) -> ActResult | None:
        from rhs_desktop.ui.settings.settings_dialog import SettingsDialog

        return SettingsDialog.ask(parent, self._tools)

    def open_manuals(self, parent: QWidget) -> ActResult | None:
        from rhs_desktop.ui.manuals.manuals_dialog import ManualsDialog

        return ManualsDialog.ask(parent, self._tools)

    def open_export(self, parent: QWidget, chosen: Sequence[int], shown: Sequence[int]) -> ActResult | None:
        from rhs_desktop.ui.checklists.export_dialog import ExportDialog, ListSelection

        return ExportDialog.ask(parent, self._tools, ListSelection(chosen, shown))

    def open_protected_letter(self, parent: QWidget, case: int) -> ActResult | None:
        from rhs_desktop.ui.letters.protected_dialog import ProtectedDialog

        return ProtectedDialog.ask(parent, self._tools, case)

    def open_letter_texts(self, parent: QWidget) -> ActResult | None:
        from rhs_desktop.ui.letters.texts_dialog import TextsDialog

        return TextsDialog.ask(parent, self._tools)

    def open_envelope(self, parent: QWidget) -> ActResult | None:
        from rhs_desktop.ui.letters.envelope_dialog import EnvelopeDialog

        return EnvelopeDialog.ask(parent, self._tools)

    def open_reply(self, parent: QWidget, code: str = "") -> ActResult | None:
        from rhs_desktop.ui.replies.reply_dialog import ReplyDialog

        return ReplyDialog.ask(parent, self._tools, code)


def _told(done: ActDone) -> ActResult:
    return ActResult(said.done(done.kind, len(done.cases), done.details), frozenset(done.cases))
