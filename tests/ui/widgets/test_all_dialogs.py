"""What holds for every dialog: named buttons, keyboard order, names for screen readers, Escape."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from rhs_desktop.domain.letters.letter_plan import LetterKind
from rhs_desktop.domain.manuals.edit import Draft
from rhs_desktop.domain.roles import Role
from rhs_desktop.services import retention
from rhs_desktop.services.backups import make as backups_make
from rhs_desktop.services.users.accounts import UserRecord
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.ui.access_log.dialog import LogDialog
from rhs_desktop.ui.access_log.sample_dialog import SampleDialog
from rhs_desktop.ui.backups.dialog import BackupsDialog
from rhs_desktop.ui.backups.settings_dialog import BackupChoicesDialog
from rhs_desktop.ui.cases.answer_dialog import AnswerDialog
from rhs_desktop.ui.cases.call_dialog import CallingDialog
from rhs_desktop.ui.cases.cosmic_check_dialog import CosmicManyDialog
from rhs_desktop.ui.cases.details_dialog import DetailsDialog
from rhs_desktop.ui.cases.forecast_dialog import ForecastDialog
from rhs_desktop.ui.cases.handover_dialog import HandoverDialog
from rhs_desktop.ui.cases.undo_dialog import UndoDialog
from rhs_desktop.ui.checklists.export_dialog import ExportDialog, ListSelection
from rhs_desktop.ui.checklists.file_password_dialog import FilePasswordDialog
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from rhs_desktop.ui.checklists.password_protection import ProtectDialog
from rhs_desktop.ui.checklists.reason_dialog import ReasonDialog
from rhs_desktop.ui.checklists.round_dialog import RoundDialog
from rhs_desktop.ui.checklists.set_aside_dialog import SetAsideDialog
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.letters.envelope_dialog import EnvelopeDialog
from rhs_desktop.ui.letters.letters_dialog import LettersDialog
from rhs_desktop.ui.letters.texts_dialog import TextsDialog
from rhs_desktop.ui.manuals.copy_and_use_dialogs import CopyDialog, UseDialog
from rhs_desktop.ui.manuals.editor import ManualEditor
from rhs_desktop.ui.manuals.manuals_dialog import ManualsDialog
from rhs_desktop.ui.pasting.source_dialog import PasteDialog, Understood
from rhs_desktop.ui.replies.reply_dialog import ReplyDialog
from rhs_desktop.ui.retention.dialog import RetentionDialog
from rhs_desktop.ui.retention.erase_dialog import EraseDialog
from rhs_desktop.ui.sending.reminders_dialog import RemindersDialog
from rhs_desktop.ui.sending.wizard import SendWizard
from rhs_desktop.ui.settings.settings_dialog import SettingsDialog
from rhs_desktop.ui.users.account_dialogs import AddUserDialog, RolesDialog
from rhs_desktop.ui.users.password_dialog import OwnPasswordDialog, SetPasswordDialog
from rhs_desktop.ui.users.users_dialog import UsersDialog
from rhs_desktop.ui.widgets.dialog import BaseDialog
from tests.lists import wrong_check_digit
from tests.ui.desk import press, row_of
from tests.ui.letters.letters_of import letters_of
from tests.ui.users.sitting import NUMBERS, Sit, Sitting


def copied(at: Sitting) -> DialogContext:
    """With one säkerhetskopia."""
    at.ctx.store.copies = Copies(at.ctx.store.path.parent / "backups")
    backups_make.make(at.ctx)
    return at.tools


BO = UserRecord(2, "Bo Ask", frozenset({Role.HANDLER}), active=True)
Make = Callable[[Sitting], BaseDialog]
DIALOGS: dict[str, Make] = {
    "answer": lambda at: AnswerDialog(None, at.tools, at.cases[0]),
    "backups": lambda at: BackupsDialog(None, copied(at)),
    "backup choices": lambda at: BackupChoicesDialog(None, at.tools),
    "calling": lambda at: CallingDialog(None, at.tools, at.cases),
    "forecast": lambda at: ForecastDialog(None, at.tools),
    "handover": lambda at: HandoverDialog(None, at.tools),
    "reminders": lambda at: RemindersDialog(None, at.tools),
    "reminder letters": lambda at: LettersDialog(None, at.tools, at.desk.round, kind=LetterKind.REMINDER),
    "undo": lambda at: UndoDialog(None, at.tools),
    "cosmic many": lambda at: CosmicManyDialog(None, at.tools, at.cases),
    "details": lambda at: DetailsDialog(None, at.tools, at.cases[0]),
    "export": lambda at: ExportDialog(None, at.tools, ListSelection(at.cases[:2], at.cases)),
    "file password": lambda at: FilePasswordDialog(None, at.tools, "rebus.xlsx", wrong=True),
    "import": lambda at: ImportDialog(None, at.tools),
    "log": lambda at: LogDialog(None, at.tools),
    "letters": lambda at: LettersDialog(None, at.tools, at.desk.round),
    "paste": lambda at: PasteDialog(None, at.tools.theme, "Klistra in", "", lambda t, h: Understood(None, "Ta", "")),
    "protect": lambda at: ProtectDialog(None, at.tools, "Spara fellista", "Två rader."),
    "reason": lambda at: ReasonDialog(None, at.tools.theme, "Ta bort", "Ta bort", "Varför?"),
    "round": lambda at: RoundDialog(None, at.tools),
    "sample": lambda at: SampleDialog(None, at.tools),
    "send": lambda at: SendWizard(None, at.tools, at.desk.round),
    "set aside": lambda at: SetAsideDialog(None, at.tools),
    "reply": lambda at: ReplyDialog(None, at.tools),
    "texts": lambda at: TextsDialog(None, at.tools),
    "manuals": lambda at: ManualsDialog(None, at.tools),
    "manual": lambda at: ManualEditor(None, at.tools, Draft.of(at.ctx.profiles["rhs-004"]), used=False),
    "copy of a manual": lambda at: CopyDialog(None, at.tools, at.ctx.profiles["rhs-004"]),
    "use of a manual": lambda at: UseDialog(None, at.tools, at.ctx.profiles["rhs-2023"]),
    "envelope": lambda at: EnvelopeDialog(None, at.tools),
    "settings": lambda at: SettingsDialog(None, at.tools),
    "users": lambda at: UsersDialog(None, at.tools),
    "new user": lambda at: AddUserDialog(None, at.tools),
    "roles": lambda at: RolesDialog(None, at.tools, BO),
    "own password": lambda at: OwnPasswordDialog(None, at.tools),
    "new password": lambda at: SetPasswordDialog(None, at.tools, BO),
    "retention": lambda at: RetentionDialog(None, at.tools),
    "erase": lambda at: EraseDialog(None, at.tools, retention.plan_person(at.ctx, 1), "Karin Ek"),
}
_FIELDS = (QLineEdit, QPlainTextEdit, QComboBox, QAbstractSpinBox, QAbstractItemView)


@pytest.fixture(params=[pytest.param(make, id=name) for name, make in DIALOGS.items()])
def dialog(request: pytest.FixtureRequest, sit: Sit) -> BaseDialog:
    at: Sitting = sit(rows=[row_of(NUMBERS[0]), row_of(NUMBERS[1], 1), row_of(wrong_check_digit(NUMBERS[2]), 2)])
    made: BaseDialog = request.param(at)
    return at.shown(made)


def test_buttons_are_named_by_their_act(dialog: BaseDialog) -> None:
    named = [button.text().replace("&", "") for button in dialog.findChildren(QPushButton) if button.isVisible()]
    assert not {"OK", "Ok", "Cancel", "Yes", "No"} & set(named)
    shown = (button for button in dialog.findChildren(QPushButton) if button.isVisible())
    assert all(button.text() or button.accessibleName() for button in shown)


def test_the_primary_button_stands_last(dialog: BaseDialog) -> None:
    last = dialog.buttons.itemAt(dialog.buttons.count() - 1)
    assert last is not None
    assert last.widget() is dialog.primary


def test_no_letter_stands_for_two_things(dialog: BaseDialog) -> None:
    letters = letters_of(dialog)
    assert len(letters) == len(set(letters)), letters


def test_escape_closes(dialog: BaseDialog) -> None:
    press(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_keyboard_begins_in_the_content_and_ends_at_the_buttons(dialog: BaseDialog) -> None:
    chain: list[QWidget] = []
    widget: QWidget | None = dialog.nextInFocusChain()
    while widget is not None and widget is not dialog and len(chain) < 2_000:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and dialog.isAncestorOf(widget):
            chain.append(widget)
        widget = widget.nextInFocusChain()
    row = [item.widget() for place in range(dialog.buttons.count()) if (item := dialog.buttons.itemAt(place))]
    buttons = [one for one in row if isinstance(one, QPushButton)]
    assert chain[-len(buttons) :] == buttons
    assert dialog.focusWidget() not in buttons or len(chain) == len(buttons)


def test_every_field_has_a_name_for_those_who_listen(dialog: BaseDialog) -> None:
    fields = [one for kind in _FIELDS for one in dialog.findChildren(kind)]
    buddies = {label.buddy() for label in dialog.findChildren(QLabel) if label.buddy()}
    inner = [one for one in fields if isinstance(one.parent(), QAbstractSpinBox | QComboBox)]
    popups = [one for one in fields if isinstance(one, QAbstractItemView) and one.window() is not dialog]
    headers = dialog.findChildren(QHeaderView)
    asked = [one for one in fields if one not in (*inner, *popups, *headers)]
    assert [one for one in asked if not one.accessibleName() and one not in buddies] == []


def test_it_is_no_larger_than_a_small_screen(dialog: BaseDialog) -> None:
    assert dialog.minimumSizeHint().width() <= 1200
    assert dialog.minimumSizeHint().height() <= 720


def test_the_title_names_nobody(dialog: BaseDialog) -> None:
    """What stands in a title bar stands in the task bar, in screen sharing and in the system's own logs."""
    assert not [number for number in NUMBERS[:3] if number[-4:] in dialog.windowTitle()]
    assert not [cell for cell in row_of(NUMBERS[0])[1:7] if str(cell) in dialog.windowTitle()]
    assert not re.search(r"\d{4}", dialog.windowTitle())
