"""Pictures of the säkerhetskopior: the list with what would change, the choices, and the way back at the login."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path

from PySide6.QtWidgets import QDialog

from rhs_desktop.domain.backups import Backup, Kind
from rhs_desktop.domain.events import CallOutcome
from rhs_desktop.services import backup_choices, casework, overview, practice, reminding
from rhs_desktop.services.opening import open_workplace
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store.copies import Copies
from rhs_desktop.ui.dialogs.backup_choices_dialog import BackupChoicesDialog
from rhs_desktop.ui.dialogs.backups_dialog import BackupsDialog
from rhs_desktop.ui.dialogs.rescue_dialog import Broken, RescueDialog
from rhs_desktop.ui.dialogs.tools import Tools
from tools.staging import Scene, staged

MORNING = datetime(2026, 11, 9, 10, 24)
_EARLIER = (
    *((timedelta(hours=1), Kind.BEFORE_BATCH), (timedelta(hours=2, minutes=22), Kind.START)),
    *((timedelta(days=2, hours=1), Kind.DAILY), (timedelta(days=3), Kind.BEFORE_IMPORT)),
    *((timedelta(days=4, hours=2), Kind.START), (timedelta(days=12), Kind.BY_HAND), (timedelta(days=41), Kind.DAILY)),
)


@cache
def _clinic() -> Workplace:
    """A practice clinic that is copied as a real one is, with a morning's work since the last copies."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    w = open_workplace(folder, user="Anna Ek", clock=lambda: MORNING, create=True, copies=False)
    atexit.register(w.store.close)
    practice.furnish(w)
    for ago, kind in _EARLIER:
        w.store.back_up(folder / "backups" / Backup(MORNING - ago, kind).name)
    due = [row.case for row in reminding.due(w)]
    reminding.confirm_reminded(w, due[:6])
    waiting = [row.case for row in overview.load_rows(w) if row.step == "call"]
    casework.record_call(w, waiting[0], CallOutcome.NO_ANSWER)
    casework.add_note(w, waiting[1], "Ringer tillbaka på fredag")
    w.store.copies = Copies(folder / "backups")
    return w


def _list(tools: Tools) -> QDialog:
    """What taking back this morning's copy would change."""
    dialog = BackupsDialog(None, tools)
    dialog.list.select_line(1)
    dialog.show_changes.click()
    return dialog


def _choices(tools: Tools) -> QDialog:
    dialog = BackupChoicesDialog(None, tools)
    dialog.second = str(Path("E:/") / backup_choices.SECOND_NAME)
    dialog.show_place()
    return dialog


def _rescue(tools: Tools) -> QDialog:
    broken = Broken(tools.workplace.store.path.parent, "Anna Ek", None, lambda: MORNING)
    return RescueDialog(None, tools.theme, tools.jobs, tools.files, broken)


def backup_scenes() -> dict[str, Scene]:
    """By the name of the picture."""
    doors = {"backups": _list, "backup-choices": _choices, "backup-rescue": _rescue}
    return {name: staged(door, _clinic) for name, door in doors.items()}
