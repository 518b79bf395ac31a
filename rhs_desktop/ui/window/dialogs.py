"""How each dialog of the window is opened. A dialog is imported when it is first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.ui.act_result import ActResult, CaseSelection

if TYPE_CHECKING:
    from rhs_desktop.ui.context import DialogContext


@dataclass(frozen=True, slots=True)
class Opening:
    """What a dialog is opened with. `chosen` and `shown` are the cases chosen and shown in the list, or those that an
    act is for; `file` is a list that was dropped on the window, `code` one of a reply letter that was scanned."""

    parent: QWidget
    tools: DialogContext
    chosen: Sequence[int] = ()
    shown: Sequence[int] = ()
    file: Path | None = None
    code: str = ""

    @property
    def several(self) -> Sequence[int]:
        """The chosen cases if there are several; else none, and the dialog proposes whom it is for."""
        return self.chosen if len(self.chosen) > 1 else ()


Shown = ActResult | CaseSelection | None
"""What the window shows afterwards: what changed, a list of cases, or nothing new."""
Opens = Callable[[Opening], Shown]
"""Raises ExpectedError for foreseen trouble, which the window shows."""


# ---- sending, calls, replies -----------------------------------------------------------------------------------------


def send(at: Opening) -> Shown:
    from rhs_desktop.ui.sending.wizard import SendWizard

    return SendWizard.ask(at.parent, at.tools, at.several)


def letters(at: Opening) -> Shown:
    from rhs_desktop.ui.letters.letters_dialog import LettersDialog

    return LettersDialog.ask(at.parent, at.tools, at.several)


def calling(at: Opening) -> Shown:
    from rhs_desktop.ui.cases.call_dialog import CallingDialog

    return CallingDialog.ask(at.parent, at.tools, at.several)


def reminders(at: Opening) -> Shown:
    from rhs_desktop.ui.sending.reminders_dialog import RemindersDialog

    return RemindersDialog.ask(at.parent, at.tools)


def reply(at: Opening) -> Shown:
    from rhs_desktop.ui.replies.reply_dialog import ReplyDialog

    return ReplyDialog.ask(at.parent, at.tools, at.code)


# ---- lists -----------------------------------------------------------------------------------------------------------


def import_list(at: Opening) -> Shown:
    from rhs_desktop.ui.checklists.import_dialog import ImportDialog

    return ImportDialog.ask(at.parent, at.tools, at.file)


def paste(at: Opening) -> Shown:
    """Paste from the clipboard; a checklist goes on to the import dialog."""
    from rhs_desktop.ui.checklists.import_dialog import ImportDialog
    from rhs_desktop.ui.pasting.review_dialog import ForImport, PastingDialog

    done = PastingDialog.ask(at.parent, at.tools)
    return ImportDialog.ask(at.parent, at.tools, done.text) if isinstance(done, ForImport) else done


def set_aside(at: Opening) -> Shown:
    from rhs_desktop.ui.checklists.set_aside_dialog import SetAsideDialog

    return SetAsideDialog.ask(at.parent, at.tools)


def export(at: Opening) -> Shown:
    from rhs_desktop.ui.checklists.export_dialog import ExportDialog, ListSelection

    return ExportDialog.ask(at.parent, at.tools, ListSelection(at.chosen, at.shown))


# ---- the day ---------------------------------------------------------------------------------------------------------


def undo_earlier(at: Opening) -> Shown:
    from rhs_desktop.ui.cases.undo_dialog import UndoDialog

    return UndoDialog.ask(at.parent, at.tools)


def forecast(at: Opening) -> Shown:
    """Returns the list that the user chose to see, if any."""
    from rhs_desktop.ui.cases.forecast_dialog import ForecastDialog

    return ForecastDialog.ask(at.parent, at.tools)


def handover(at: Opening) -> Shown:
    from rhs_desktop.ui.cases.handover_dialog import HandoverDialog

    HandoverDialog.ask(at.parent, at.tools)
    return None


# ---- the clinic ------------------------------------------------------------------------------------------------------


def letter_texts(at: Opening) -> Shown:
    from rhs_desktop.ui.letters.texts_dialog import TextsDialog

    return TextsDialog.ask(at.parent, at.tools)


def envelope(at: Opening) -> Shown:
    from rhs_desktop.ui.letters.envelope_dialog import EnvelopeDialog

    return EnvelopeDialog.ask(at.parent, at.tools)


def manuals(at: Opening) -> Shown:
    from rhs_desktop.ui.manuals.manuals_dialog import ManualsDialog

    return ManualsDialog.ask(at.parent, at.tools)


def settings(at: Opening) -> Shown:
    from rhs_desktop.ui.settings.settings_dialog import SettingsDialog

    return SettingsDialog.ask(at.parent, at.tools)


def retention(at: Opening) -> Shown:
    from rhs_desktop.ui.retention.dialog import RetentionDialog

    return RetentionDialog.ask(at.parent, at.tools)


def erase_person(at: Opening) -> Shown:
    from rhs_desktop.ui.retention.erase_dialog import EraseDialog

    return EraseDialog.ask_person(at.parent, at.tools, at.chosen[0])


def backups(at: Opening) -> Shown:
    from rhs_desktop.ui.backups.dialog import BackupsDialog

    return BackupsDialog.ask(at.parent, at.tools)


def access_log(at: Opening) -> Shown:
    from rhs_desktop.ui.access_log.dialog import LogDialog

    LogDialog.ask(at.parent, at.tools)
    return None


def log_sample(at: Opening) -> Shown:
    from rhs_desktop.ui.access_log.sample_dialog import SampleDialog

    SampleDialog.ask(at.parent, at.tools)
    return None


def users(at: Opening) -> Shown:
    from rhs_desktop.ui.users.users_dialog import UsersDialog

    return UsersDialog.ask(at.parent, at.tools)


def own_password(at: Opening) -> Shown:
    from rhs_desktop.ui.users.password_dialog import OwnPasswordDialog

    return OwnPasswordDialog.ask(at.parent, at.tools)


# ---- acts of a case that a dialog records ----------------------------------------------------------------------------


def _send_to(at: Opening) -> Shown:
    from rhs_desktop.ui.sending.wizard import SendWizard

    return SendWizard.ask(at.parent, at.tools, at.chosen)


def _prepared_send(at: Opening) -> Shown:
    """The prepared send that the case lies in."""
    from rhs_desktop.ui.sending.wizard import SendWizard

    prepared = at.tools.context.store.state(at.chosen[0]).prepared
    if prepared is None:
        return SendWizard.ask(at.parent, at.tools, at.chosen)
    return SendWizard.ask(at.parent, at.tools, batch=prepared.batch)


def _cosmic_check(at: Opening) -> Shown:
    from rhs_desktop.ui.cases.cosmic_check_dialog import CosmicManyDialog

    return CosmicManyDialog.ask(at.parent, at.tools, at.chosen)


def _letters_to(at: Opening) -> Shown:
    from rhs_desktop.ui.letters.letters_dialog import LettersDialog

    return LettersDialog.ask(at.parent, at.tools, at.chosen)


def _printed_letters(at: Opening) -> Shown:
    """Whether the pile of letters was posted that the case's letter lies in."""
    from rhs_desktop.ui.letters.letters_dialog import LettersDialog

    printed = at.tools.context.store.state(at.chosen[0]).printed
    return LettersDialog.ask(at.parent, at.tools, at.chosen, batch=printed.batch if printed else None)


def _protected_letter(at: Opening) -> Shown:
    from rhs_desktop.ui.letters.protected_dialog import ProtectedDialog

    return ProtectedDialog.ask(at.parent, at.tools, at.chosen[0])


def _answer(at: Opening) -> Shown:
    from rhs_desktop.ui.cases.answer_dialog import AnswerDialog

    return AnswerDialog.ask(at.parent, at.tools, at.chosen[0])


def _details(at: Opening) -> Shown:
    from rhs_desktop.ui.cases.details_dialog import DetailsDialog

    return DetailsDialog.ask(at.parent, at.tools, at.chosen[0])


def _call_now(at: Opening) -> Shown:
    from rhs_desktop.ui.cases.call_dialog import CallingDialog

    return CallingDialog.ask(at.parent, at.tools, at.chosen)


ACT_DIALOGS: Mapping[Act, Opens] = {
    Act.SEND: _send_to,
    Act.CONFIRM_SEND: _prepared_send,
    Act.CHECK_MANY: _cosmic_check,
    Act.LETTERS: _letters_to,
    Act.CONFIRM_LETTER: _printed_letters,
    Act.PROTECTED_LETTER: _protected_letter,
    Act.ANSWER: _answer,
    Act.DETAILS: _details,
    Act.CALL_NOW: _call_now,
}
"""Those acts whose row in ui/case_panel/act_forms names no service."""
