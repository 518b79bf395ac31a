"""The window's Actions, by the services: each method calls one of them and puts in words what it did.

Services are imported when they are first used, so that the window stands before the database is opened.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.events import CallOutcome, Channel, Eligibility
from rhs_desktop.domain.profile import Profile
from rhs_desktop.domain.roles import Permission
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.ui.backup_actions import BackupDoors
from rhs_desktop.ui.change import Change, Overview
from rhs_desktop.ui.clock_actions import ClockDoors
from rhs_desktop.ui.day_actions import DayDoors
from rhs_desktop.ui.log_actions import LogDoors
from rhs_desktop.ui.retention_actions import RetentionDoors
from rhs_desktop.ui.user_actions import UserDoors
from rhs_desktop.words import acts as said

if TYPE_CHECKING:
    from rhs_desktop.services.overview import CaseView
    from rhs_desktop.store.lines import Done
    from rhs_desktop.ui.dialogs.tools import Tools


class DeskActions(DayDoors, LogDoors, BackupDoors, UserDoors, RetentionDoors, ClockDoors):
    """Made when the database has been opened."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._w = tools.workplace

    # ---- reading ----------------------------------------------------------------------------------------------------

    def today(self) -> date:
        return self._w.today

    def rows(self) -> Sequence[CaseRow]:
        from rhs_desktop.services import overview, settings

        if not self.may(Permission.LOOK):
            return []
        return overview.load_rows(self._w, settings.load(self._w).round)

    def rows_of(self, cases: frozenset[int]) -> Sequence[CaseRow]:
        from rhs_desktop.services import overview

        return overview.load_some(self._w, cases) if cases else []

    def case_view(self, case: int) -> CaseView:
        from rhs_desktop.services import overview

        return overview.case_view(self._w, case)

    def profile(self, profile: str) -> Profile:
        return self._w.rules(profile).profile

    def overview(self) -> Overview:
        from rhs_desktop.services import overview, settings

        chosen = settings.load(self._w)
        waiting = overview.rows_waiting(self._w) if self.may(Permission.LOOK) else 0
        return Overview(waiting, masked=chosen.mask_numbers, shown_seconds=chosen.shown_seconds)

    # ---- recording --------------------------------------------------------------------------------------------------

    def check_cosmic(self, cases: Sequence[int], result: Eligibility, reason: str = "") -> Change:
        from rhs_desktop.services import casework

        return _told(casework.check_cosmic(self._w, cases, result, reason))

    def correct_number(self, case: int, raw: str) -> Change:
        from rhs_desktop.services import casework

        return _told(casework.correct_number(self._w, case, raw))

    def set_phone(self, case: int, phone: str | None) -> Change:
        from rhs_desktop.services import casework

        return _told(casework.set_phone(self._w, case, phone))

    def route(self, case: int, channel: Channel, reason: str = "") -> Change:
        from rhs_desktop.services import casework

        return _told(casework.route(self._w, case, channel, reason))

    def remind(self, cases: Sequence[int]) -> Change:
        from rhs_desktop.services import reminding

        return _told(reminding.confirm_reminded(self._w, cases))

    def answer_handled(self, case: int) -> Change:
        from rhs_desktop.services import casework

        return _told(casework.answer_handled(self._w, case))

    def tick(self, case: int, step: str, *, done: bool) -> Change:
        from rhs_desktop.services import casework

        return _told(casework.tick(self._w, case, step, done))

    def record_call(
        self,
        case: int,
        outcome: CallOutcome,
        *,
        again_on: date | None = None,
        visit: date | None = None,
        visit_time: time | None = None,
        data_told: bool = False,
    ) -> Change:
        from rhs_desktop.services import casework

        return _told(
            casework.record_call(
                self._w,
                case,
                outcome,
                again_on=again_on,
                visit=visit,
                visit_time=visit_time,
                data_told=data_told,
            )
        )

    def record_phone_time(self, case: int, for_day: date, for_time: time | None = None) -> Change:
        from rhs_desktop.services import casework

        return _told(casework.record_phone_time(self._w, case, for_day, for_time))

    def record_booking(self, case: int, visit: date, visit_time: time | None = None) -> Change:
        from rhs_desktop.services import visits

        return _told(visits.record_booking(self._w, case, visit, visit_time))

    def booking_looked(self, case: int) -> Change:
        from rhs_desktop.services import visits

        return _told(visits.booking_looked(self._w, case))

    def cancel_booking(self, case: int, *, no_show: bool = False) -> Change:
        from rhs_desktop.services import visits

        return _told(visits.cancel_booking(self._w, case, no_show=no_show))

    def visit_held(self, case: int) -> Change:
        from rhs_desktop.services import visits

        return _told(visits.visit_held(self._w, case))

    def documented(self, case: int) -> Change:
        from rhs_desktop.services import visits

        return _told(visits.documented(self._w, case))

    def letter_returned(self, case: int) -> Change:
        from rhs_desktop.services import casework

        return _told(casework.letter_returned(self._w, case))

    def give_up(self, case: int, reason: str = "") -> Change:
        from rhs_desktop.services import casework

        return _told(casework.give_up(self._w, case, reason))

    def snooze(self, case: int, until: date, reason: str) -> Change:
        from rhs_desktop.services import casework

        return _told(casework.snooze(self._w, case, until, reason))

    def add_note(self, case: int, text: str) -> Change:
        from rhs_desktop.services import casework

        return _told(casework.add_note(self._w, case, text))

    def assign(self, cases: Sequence[int], handler: str) -> Change:
        from rhs_desktop.services import casework

        return _told(casework.assign(self._w, cases, handler))

    def undo(self) -> Change | None:
        """The latest act that can be taken back; before a restore, where that is. Raises HistoryRefused where later
        events stand on it."""
        from rhs_desktop.services import undoing

        act = undoing.last_undoable(self._w)
        if act is None:
            return self._at_restore(redoable=undoing.redoable(self._w) is not None)
        return self._reversed(undoing.undo(self._w, act.id))

    def redo(self) -> Change | None:
        """What was taken back last, as long as nothing else has been done since. Raises HistoryRefused as undo does."""
        from rhs_desktop.services import undoing

        act = undoing.redoable(self._w)
        return self._reversed(undoing.redo(self._w, act.id)) if act else None

    def _reversed(self, done: Done) -> Change:
        from rhs_desktop.services import undoing

        beyond_cases = done.batch is not None or not done.cases
        cases = None if beyond_cases else frozenset(done.cases)
        back, forth = undoing.last_undoable(self._w) is not None, undoing.redoable(self._w) is not None
        return Change(said.done(done.kind, len(done.cases), done.details), cases, undoable=back, redoable=forth)

    # ---- opening ----------------------------------------------------------------------------------------------------

    def open_import(self, parent: QWidget, file: Path | None = None) -> Change | None:
        from rhs_desktop.ui.wizards.import_dialog import ImportDialog

        return ImportDialog.ask(parent, self._tools, file)

    def open_paste(self, parent: QWidget) -> Change | None:
        """What is on the clipboard, recognised by its content; a list goes on to the import."""
        from rhs_desktop.ui.dialogs.pasting_dialog import ForImport, PastingDialog
        from rhs_desktop.ui.wizards.import_dialog import ImportDialog

        done = PastingDialog.ask(parent, self._tools)
        return ImportDialog.ask(parent, self._tools, done.text) if isinstance(done, ForImport) else done

    def open_letters(self, parent: QWidget, cases: Sequence[int]) -> Change | None:
        from rhs_desktop.ui.dialogs.letters_dialog import LettersDialog

        return LettersDialog.ask(parent, self._tools, cases)

    def open_printed(self, parent: QWidget, case: int) -> Change | None:
        from rhs_desktop.ui.dialogs.letters_dialog import LettersDialog

        printed = self.case_view(case).state.printed
        return LettersDialog.ask(parent, self._tools, [case], batch=printed.batch if printed else None)

    def open_send(self, parent: QWidget, cases: Sequence[int]) -> Change | None:
        from rhs_desktop.ui.wizards.send_wizard import SendWizard

        return SendWizard.ask(parent, self._tools, cases)

    def open_batch(self, parent: QWidget, batch: int) -> Change | None:
        from rhs_desktop.ui.wizards.send_wizard import SendWizard

        return SendWizard.ask(parent, self._tools, batch=batch)

    def open_cosmic_check(self, parent: QWidget, cases: Sequence[int]) -> Change | None:
        from rhs_desktop.ui.dialogs.cosmic_dialog import CosmicManyDialog

        return CosmicManyDialog.ask(parent, self._tools, cases)

    def open_set_aside(self, parent: QWidget) -> Change | None:
        from rhs_desktop.ui.dialogs.set_aside_dialog import SetAsideDialog

        return SetAsideDialog.ask(parent, self._tools)

    def open_answer(self, parent: QWidget, case: int) -> Change | None:
        from rhs_desktop.ui.dialogs.answer_dialog import AnswerDialog

        return AnswerDialog.ask(parent, self._tools, case)

    def open_details(self, parent: QWidget, case: int) -> Change | None:
        from rhs_desktop.ui.dialogs.details_dialog import DetailsDialog

        return DetailsDialog.ask(parent, self._tools, case)

    def open_settings(self, parent: QWidget) -> Change | None:
        from rhs_desktop.ui.dialogs.settings_dialog import SettingsDialog

        return SettingsDialog.ask(parent, self._tools)

    def open_manuals(self, parent: QWidget) -> Change | None:
        from rhs_desktop.ui.dialogs.manuals_dialog import ManualsDialog

        return ManualsDialog.ask(parent, self._tools)

    def open_export(self, parent: QWidget, chosen: Sequence[int], shown: Sequence[int]) -> Change | None:
        from rhs_desktop.ui.dialogs.export_dialog import ExportDialog, Listed

        return ExportDialog.ask(parent, self._tools, Listed(chosen, shown))

    def open_protected_letter(self, parent: QWidget, case: int) -> Change | None:
        from rhs_desktop.ui.dialogs.protected_dialog import ProtectedDialog

        return ProtectedDialog.ask(parent, self._tools, case)

    def open_letter_texts(self, parent: QWidget) -> Change | None:
        from rhs_desktop.ui.dialogs.texts_dialog import TextsDialog

        return TextsDialog.ask(parent, self._tools)

    def open_envelope(self, parent: QWidget) -> Change | None:
        from rhs_desktop.ui.dialogs.envelope_dialog import EnvelopeDialog

        return EnvelopeDialog.ask(parent, self._tools)

    def open_reply(self, parent: QWidget, code: str = "") -> Change | None:
        from rhs_desktop.ui.dialogs.reply_dialog import ReplyDialog

        return ReplyDialog.ask(parent, self._tools, code)


def _told(done: Done) -> Change:
    return Change(said.done(done.kind, len(done.cases), done.details), frozenset(done.cases))
