"""Pictures of the säkerhetskopior: the list with what would change, the choices, and the way back at the login."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QDialog

from rhs_desktop.domain.backups import Backup, BackupKind
from rhs_desktop.domain.codes import CallOutcome
from rhs_desktop.practice import clinic
from rhs_desktop.services.backups import settings
from rhs_desktop.services.cases import case_list, record
from rhs_desktop.services.context import Context
from rhs_desktop.services.opening import open_context
from rhs_desktop.services.sending import reminders
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.ui.backups.dialog import BackupsDialog
from rhs_desktop.ui.backups.rescue_dialog import DamagedRegister, RescueDialog
from rhs_desktop.ui.backups.settings_dialog import BackupChoicesDialog
from rhs_desktop.ui.context import DialogContext
from tools.staging import Scene, staged

MORNING = datetime(2026, 11, 9, 10, 24)
_EARLIER = (
    *((timedelta(hours=1), BackupKind.BEFORE_BATCH), (timedelta(hours=2, minutes=22), BackupKind.START)),
    *((timedelta(days=2, hours=1), BackupKind.DAILY), (timedelta(days=3), BackupKind.BEFORE_IMPORT)),
    *(
        (timedelta(days=4, hours=2), BackupKind.START),
        (timedelta(days=12), BackupKind.BY_HAND),
        (timedelta(days=41), BackupKind.DAILY),
    ),
)


@cache
def _clinic() -> Context:
    """A practice clinic that is copied as a real one is, with a morning's work since the last copies."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    ctx = open_context(folder, user="Anna Ek", clock=lambda: MORNING, create=True, copies=False)
    atexit.register(ctx.store.close)
    clinic.create_practice_clinic(ctx)
    for ago, kind in _EARLIER:
        ctx.store.back_up(folder / "backups" / Backup(MORNING - ago, kind).name)
    due = [row.case for row in reminders.due(ctx)]
    reminders.confirm_reminded(ctx, due[:6])
    waiting = [row.case for row in case_list.load_rows(ctx) if row.step == "call"]
    record.record_call(ctx, waiting[0], CallOutcome.NO_ANSWER)
    record.add_note(ctx, waiting[1], "Ringer tillbaka på fredag")
    ctx.store.copies = Copies(folder / "backups")
    return ctx


def _list(tools: DialogContext) -> QDialog:
    """What taking back this morning's copy would change."""
    dialog = BackupsDialog(None, tools)
    dialog.list.select_line(1)
    dialog.show_changes.click()
    return dialog


def _choices(tools: DialogContext) -> QDialog:
    dialog = BackupChoicesDialog(None, tools)
    dialog.second = str(Path("E:/") / settings.SECOND_NAME)
    dialog.show_place()
    return dialog


def _rescue(tools: DialogContext) -> QDialog:
    broken = DamagedRegister(tools.context.store.path.parent, "Anna Ek", None, lambda: MORNING)
    return RescueDialog(None, tools.theme, tools.jobs, tools.files, broken)


def backup_scenes() -> dict[str, Scene]:
    """By the name of the picture."""
    doors = {"backups": _list, "backup-choices": _choices, "backup-rescue": _rescue}
    return {name: staged(door, _clinic) for name, door in doors.items()}
