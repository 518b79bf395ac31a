"""Pictures of the dialogs around the list: import, Cosmic, Skicka ärende, paste, settings, details, rows set aside."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.practice.checklist import write_practice_list
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.services.sending import send
from rhs_desktop.strings.cases.replies import Crossed
from rhs_desktop.strings.checklists import importing
from rhs_desktop.ui.cases.answer_dialog import AnswerDialog
from rhs_desktop.ui.cases.cosmic_check_dialog import CosmicManyDialog
from rhs_desktop.ui.cases.details_dialog import DetailsDialog
from rhs_desktop.ui.checklists.export_dialog import ExportDialog, ListSelection
from rhs_desktop.ui.checklists.file_password_dialog import FilePasswordDialog
from rhs_desktop.ui.checklists.import_dialog import ImportDialog
from rhs_desktop.ui.checklists.password_protection import ProtectDialog
from rhs_desktop.ui.checklists.set_aside_dialog import SetAsideDialog
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.pasting.review_dialog import PastingDialog
from rhs_desktop.ui.sending.wizard import SendWizard
from rhs_desktop.ui.settings.settings_dialog import SettingsDialog
from tests.ui.desk import ChosenFiles, press, type_text
from tools.staging import Door, Place, Scene, shown_round, staged

_SETTLE_MS = 500
_CONTROLLED = (
    RecipientOutcome.NOTIFIED,
    RecipientOutcome.NOTIFIED,
    RecipientOutcome.NO_NOTIFICATION,
    RecipientOutcome.NOTIFIED,
    RecipientOutcome.NEVER_LOGGED_IN,
    RecipientOutcome.LOCKED,
    RecipientOutcome.WRONG_NUMBER,
)


def _hide(path: Path) -> None:
    """Rows and a column of the list, and another list on a second sheet."""
    book = load_workbook(path)
    sheet: Any = book.active
    for row in (12, 15, 16):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["G"].hidden = True
    other = book.create_sheet("Nya i höst")
    for row in sheet.iter_rows(values_only=True):
        other.append(row)
    book.save(path)


def _importing(steps: int, prepare: Callable[[Path], None] = lambda path: None) -> Door:
    """The import of the practice list, so many buttons further than the choice of a file."""

    def open_dialog(tools: DialogContext) -> QDialog:
        dialog = ImportDialog(None, tools)
        dialog.show()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "REBUS-lista att öva på.xlsx"
            write_practice_list(path, tools.context.today)
            prepare(path)
            files = tools.files
            assert isinstance(files, ChosenFiles)
            files.paths = [path]
            dialog.source.choose.click()
            QTest.qWait(_SETTLE_MS)
            for _ in range(steps):
                dialog.primary.click()
                QTest.qWait(_SETTLE_MS)
        return dialog

    return open_dialog


def _sending(steps: int) -> Door:
    """Skicka ärende, so many steps on; a batch that it prepares is abandoned when the picture has been taken."""

    def open_dialog(tools: DialogContext) -> QDialog:
        dialog = SendWizard(None, tools, shown_round(tools.context))
        dialog.show()
        QTest.qWait(_SETTLE_MS)
        press(dialog, Qt.Key.Key_1, text="1")
        for _ in range(min(steps, 2)):
            dialog.primary.click()
            QTest.qWait(_SETTLE_MS)
        if steps >= 2:
            keys = {outcome: str(place) for place, outcome in enumerate(RecipientOutcome, start=1)}
            most = len(dialog.state.chosen) if steps >= 3 else len(_CONTROLLED)
            outcomes = [*_CONTROLLED, *([RecipientOutcome.NOTIFIED] * most)][:most]
            for outcome in outcomes:
                press(dialog, Qt.Key(ord(keys[outcome])), text=keys[outcome])
        if steps >= 3:
            dialog.primary.click()
        dialog.finished.connect(lambda: _give_back(tools.context))
        return dialog

    return open_dialog


def _give_back(ctx: Context) -> None:
    newest = next(iter(send.batches(ctx)), None)
    if newest is not None and newest.prepared_at == ctx.now:
        send.abandon(ctx, newest.id)


def _export(*, protected: bool) -> Door:
    """Of some that are marked, with a password that is typed once, or without one."""

    def open_dialog(tools: DialogContext) -> QDialog:
        ctx = tools.context
        cases = [row.case for row in case_list.load_rows(ctx, shown_round(ctx))]
        dialog = ExportDialog(None, tools, ListSelection(cases[:5], cases[:40]))
        dialog.show()
        if protected:
            type_text(dialog.protecting.password.first.edit, "sommarstuga vid sjön")
        else:
            dialog.protecting.tick.click()
        return dialog

    return open_dialog


def _case(tools: DialogContext, step: str) -> int:
    rows = sorted(case_list.load_rows(tools.context), key=lambda row: (row.sort, row.case))
    return next(row.case for row in rows if row.step == step)


def _check_many(tools: DialogContext) -> QDialog:
    ctx = tools.context
    rows = sorted(case_list.load_rows(ctx, shown_round(ctx)), key=lambda row: (row.sort, row.case))
    dialog = CosmicManyDialog(None, tools, [row.case for row in rows if row.step == "check_cosmic"][:18])
    dialog.show()
    for key in "1121":
        press(dialog, Qt.Key(ord(key)), text=key)
    return dialog


def _paste(tools: DialogContext) -> QDialog:
    """Mina ärenden as copied from 1177, for people whom the practice clinic has invited."""
    ctx = tools.context
    rows = [row for row in case_list.load_rows(ctx, shown_round(ctx)) if row.step == "remind"][:6]
    said = (
        "Tilldelat (svar från invånare)",
        "Tilldelat (fråga till invånare, läst av invånare)",
        "Fråga till invånare",
    )
    lines = ["Uppdaterat\tÄrende\tSkapat\tPersonnummer\tInvånare\tStatus"]
    for place, row in enumerate(rows):
        number = f"{row.digits[:8]}-{row.digits[8:]}"
        updated = f"{ctx.today.isoformat()} 09:{place:02d}"
        lines.append(f"{updated}\t{row.case_type}\t{row.invited_on} 09:30\t{number}\t{row.name}\t{said[place % 3]}")
    source = QMimeData()
    source.setText("\n".join(lines))
    return PastingDialog(None, tools, source)


def _answer(tools: DialogContext) -> QDialog:
    """A reply letter that has lain on the desk for two days."""
    rows = sorted(case_list.load_rows(tools.context), key=lambda row: (row.sort, row.case))
    case = next(row.case for row in rows if row.status == "letter_sent")
    dialog = AnswerDialog(None, tools, case)
    dialog.on.setDate(dialog.on.date().addDays(-2))
    dialog.choices.choose(Crossed.CALL)
    dialog.letter.phone.setText("013-10 10 10")
    return dialog


def dialog_scenes(place: Place) -> dict[str, Scene]:
    """Pictures by file name, over the context that `place` opens."""
    doors: dict[str, Door] = {
        "import-columns": _importing(0),
        "import-hidden": _importing(0, _hide),
        "import-rows": _importing(1),
        "import-review": _importing(2),
        "answer-letter": _answer,
        "cosmic-many": _check_many,
        "send-template": _sending(0),
        "send-recipients": _sending(1),
        "send-control": _sending(2),
        "send-sent": _sending(3),
        "export": _export(protected=True),
        "export-plain": _export(protected=False),
        "import-errors": lambda tools: ProtectDialog(None, tools, importing.SAVE_ERRORS, importing.errors_hold(7)),
        "import-password": lambda tools: FilePasswordDialog(None, tools, "REBUS-lista.xlsx", wrong=True),
        "paste": _paste,
        "set-aside": lambda tools: SetAsideDialog(None, tools),
        "details": lambda tools: DetailsDialog(None, tools, _case(tools, "remind")),
        "settings": lambda tools: SettingsDialog(None, tools),
    }
    return {name: staged(door, place, settle_ms=_SETTLE_MS) for name, door in doors.items()}
