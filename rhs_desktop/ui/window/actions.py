"""What the window needs done: read, record, undo, and open the dialogs. The composition root binds it to services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.codes import CallOutcome, Channel, Eligibility
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.ui.access_log.actions import LogActions
from rhs_desktop.ui.act_result import ActResult, WindowFacts
from rhs_desktop.ui.backups.actions import BackupActions
from rhs_desktop.ui.retention.actions import RetentionActions
from rhs_desktop.ui.users.actions import UserActions
from rhs_desktop.ui.window.clock_check_actions import ClockActions
from rhs_desktop.ui.window.day_actions import DayActions

if TYPE_CHECKING:
    from rhs_desktop.services.cases.case_list import CaseView


class Actions(DayActions, LogActions, BackupActions, UserActions, RetentionActions, ClockActions, Protocol):
    """Every method runs on the window's thread and is quick. What a person must be asked, the act asks itself.

    Acts return what changed, or None if the person thought better of it. They raise ExpectedError for foreseen
    trouble, and the window shows it.
    """

    # ---- reading -----------------------------------------------------------------------------------------------

    def today(self) -> date: ...

    def rows(self) -> Sequence[CaseRow]: ...

    def rows_of(self, cases: frozenset[int]) -> Sequence[CaseRow]: ...

    def case_view(self, case: int) -> CaseView: ...

    def profile(self, profile: str) -> Profile:
        """Raises ProfileMissing."""

    def overview(self) -> WindowFacts: ...

    # ---- recording ---------------------------------------------------------------------------------------------

    def check_cosmic(self, cases: Sequence[int], result: Eligibility, reason: str = "") -> ActResult | None: ...

    def correct_number(self, case: int, raw: str) -> ActResult | None: ...

    def set_phone(self, case: int, phone: str | None) -> ActResult | None: ...

    def route(self, case: int, channel: Channel, reason: str = "") -> ActResult | None: ...

    def remind(self, cases: Sequence[int]) -> ActResult | None: ...

    def answer_handled(self, case: int) -> ActResult | None: ...

    def tick(self, case: int, step: str, *, done: bool) -> ActResult | None: ...

    def record_call(
        self,
        case: int,
        outcome: CallOutcome,
        *,
        again_on: date | None = None,
        visit: date | None = None,
        visit_time: time | None = None,
        data_told: bool = False,
    ) -> ActResult | None: ...

    def record_phone_time(self, case: int, for_day: date, for_time: time | None = None) -> ActResult | None: ...

    def record_booking(self, case: int, visit: date, visit_time: time | None = None) -> ActResult | None: ...

    def booking_looked(self, case: int) -> ActResult | None: ...

    def cancel_booking(self, case: int, *, no_show: bool = False) -> ActResult | None: ...

    def visit_held(self, case: int) -> ActResult | None: ...

    def documented(self, case: int) -> ActResult | None: ...

    def letter_returned(self, case: int) -> ActResult | None: ...

    def give_up(self, case: int, reason: str = "") -> ActResult | None: ...

    def snooze(self, case: int, until: date, reason: str) -> ActResult | None: ...

    def add_note(self, case: int, text: str) -> ActResult | None: ...

    def assign(self, cases: Sequence[int], handler: str) -> ActResult | None: ...

    def undo(self) -> ActResult | None: ...

    def redo(self) -> ActResult | None: ...

    # ---- opening -----------------------------------------------------------------------------------------------

    def open_import(self, parent: QWidget, file: Path | None = None) -> ActResult | None: ...

    def open_paste(self, parent: QWidget) -> ActResult | None: ...

    def open_send(self, parent: QWidget, cases: Sequence[int]) -> ActResult | None: ...

    def open_batch(self, parent: QWidget, batch: int) -> ActResult | None: ...

    def open_letters(self, parent: QWidget, cases: Sequence[int]) -> ActResult | None: ...

    def open_printed(self, parent: QWidget, case: int) -> ActResult | None:
        """Whether the pile of letters was posted that the case's letter lies in."""

    def open_cosmic_check(self, parent: QWidget, cases: Sequence[int]) -> ActResult | None: ...

    def open_set_aside(self, parent: QWidget) -> ActResult | None: ...

    def open_answer(self, parent: QWidget, case: int) -> ActResult | None:
        """The resident's word: how it came, on which day, and what it was."""

    def open_details(self, parent: QWidget, case: int) -> ActResult | None: ...

    def open_settings(self, parent: QWidget) -> ActResult | None: ...

    def open_manuals(self, parent: QWidget) -> ActResult | None: ...

    def open_export(self, parent: QWidget, chosen: Sequence[int], shown: Sequence[int]) -> ActResult | None: ...

    def open_protected_letter(self, parent: QWidget, case: int) -> ActResult | None: ...

    def open_letter_texts(self, parent: QWidget) -> ActResult | None: ...

    def open_envelope(self, parent: QWidget) -> ActResult | None: ...

    def open_reply(self, parent: QWidget, code: str = "") -> ActResult | None:
        """Reply letters that came by post, beginning with the one of that code."""
