"""What the window needs done: read, record, undo, and open the dialogs. The composition root binds it to services."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.events import CallOutcome, Channel, Eligibility
from rhs_desktop.domain.profile import Profile
from rhs_desktop.services.rows import CaseRow
from rhs_desktop.ui.backup_actions import BackupActions
from rhs_desktop.ui.change import Change, Overview
from rhs_desktop.ui.clock_actions import ClockActions
from rhs_desktop.ui.day_actions import DayActions
from rhs_desktop.ui.log_actions import LogActions
from rhs_desktop.ui.retention_actions import RetentionActions
from rhs_desktop.ui.user_actions import UserActions

if TYPE_CHECKING:
    from rhs_desktop.services.overview import CaseView


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

    def overview(self) -> Overview: ...

    # ---- recording ---------------------------------------------------------------------------------------------

    def check_cosmic(self, cases: Sequence[int], result: Eligibility, reason: str = "") -> Change | None: ...

    def correct_number(self, case: int, raw: str) -> Change | None: ...

    def set_phone(self, case: int, phone: str | None) -> Change | None: ...

    def route(self, case: int, channel: Channel, reason: str = "") -> Change | None: ...

    def remind(self, cases: Sequence[int]) -> Change | None: ...

    def answer_handled(self, case: int) -> Change | None: ...

    def tick(self, case: int, step: str, *, done: bool) -> Change | None: ...

    def record_call(
        self,
        case: int,
        outcome: CallOutcome,
        *,
        again_on: date | None = None,
        visit: date | None = None,
        visit_time: time | None = None,
        data_told: bool = False,
    ) -> Change | None: ...

    def record_phone_time(self, case: int, for_day: date, for_time: time | None = None) -> Change | None: ...

    def record_booking(self, case: int, visit: date, visit_time: time | None = None) -> Change | None: ...

    def booking_looked(self, case: int) -> Change | None: ...

    def cancel_booking(self, case: int, *, no_show: bool = False) -> Change | None: ...

    def visit_held(self, case: int) -> Change | None: ...

    def documented(self, case: int) -> Change | None: ...

    def letter_returned(self, case: int) -> Change | None: ...

    def give_up(self, case: int, reason: str = "") -> Change | None: ...

    def snooze(self, case: int, until: date, reason: str) -> Change | None: ...

    def add_note(self, case: int, text: str) -> Change | None: ...

    def assign(self, cases: Sequence[int], handler: str) -> Change | None: ...

    def undo(self) -> Change | None: ...

    def redo(self) -> Change | None: ...

    # ---- opening -----------------------------------------------------------------------------------------------

    def open_import(self, parent: QWidget, file: Path | None = None) -> Change | None: ...

    def open_paste(self, parent: QWidget) -> Change | None: ...

    def open_send(self, parent: QWidget, cases: Sequence[int]) -> Change | None: ...

    def open_batch(self, parent: QWidget, batch: int) -> Change | None: ...

    def open_letters(self, parent: QWidget, cases: Sequence[int]) -> Change | None: ...

    def open_printed(self, parent: QWidget, case: int) -> Change | None:
        """Whether the pile of letters was posted that the case's letter lies in."""

    def open_cosmic_check(self, parent: QWidget, cases: Sequence[int]) -> Change | None: ...

    def open_set_aside(self, parent: QWidget) -> Change | None: ...

    def open_answer(self, parent: QWidget, case: int) -> Change | None:
        """The resident's word: how it came, on which day, and what it was."""

    def open_details(self, parent: QWidget, case: int) -> Change | None: ...

    def open_settings(self, parent: QWidget) -> Change | None: ...

    def open_manuals(self, parent: QWidget) -> Change | None: ...

    def open_export(self, parent: QWidget, chosen: Sequence[int], shown: Sequence[int]) -> Change | None: ...

    def open_protected_letter(self, parent: QWidget, case: int) -> Change | None: ...

    def open_letter_texts(self, parent: QWidget) -> Change | None: ...

    def open_envelope(self, parent: QWidget) -> Change | None: ...

    def open_reply(self, parent: QWidget, code: str = "") -> Change | None:
        """Reply letters that came by post, beginning with the one of that code."""
