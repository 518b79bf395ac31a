"""Pictures of gallring: who is due, the times, the last question, the protocol. On a copy of the practice clinic."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from rhs_desktop.domain.retention import Ground
from rhs_desktop.services import backups, overview, retention
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.store.copies import Copies
from rhs_desktop.store.store import Store
from rhs_desktop.ui.dialogs.erase_dialog import EraseDialog
from rhs_desktop.ui.dialogs.retention_dialog import RetentionDialog
from rhs_desktop.ui.dialogs.settings_dialog import SettingsDialog
from rhs_desktop.ui.dialogs.tools import Tools
from tools.staging import Door, Place, Scene, staged

_LATER = datetime(2029, 1, 10, 9, 15)
_TIMES = {
    Ground.DONE: 36,
    Ground.DECLINED: 24,
    Ground.UNREACHED: 24,
    Ground.NOT_LISTED: 12,
    Ground.DECEASED: 12,
    Ground.EXCLUDED: 24,
    Ground.ROWS: 12,
}


def retention_scenes(place: Place) -> dict[str, Scene]:
    """By the names of their pictures."""

    @cache
    def later() -> Workplace:
        """Two years on, with the times set and one person erased on request."""
        folder = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        w = place()
        store = Store.open(w.store.back_up(folder / "rhs.sqlite3"), now=_LATER)
        store.copies = Copies(folder / "backups")
        atexit.register(store.close)
        w = replace(w, store=store, clock=lambda: _LATER)
        backups.make(w)
        retention.save_rules(w, _TIMES)
        person = next(row.resident for row in overview.load_rows(w) if row.finished)
        shown = retention.plan_person(w, person)
        retention.erase(w, shown, reason="Begäran enligt artikel 17, dnr 2028-311", include_open=True)
        return w

    doors: dict[str, Door] = {
        "retention": lambda tools: RetentionDialog(None, tools),
        "retention-times": lambda tools: _on_tab(tools, 1),
        "retention-protocol": lambda tools: _on_tab(tools, 2),
        "retention-confirm": lambda tools: EraseDialog(None, tools, retention.plan(tools.workplace)),
        "erase-person": _person,
        "settings-numbers": _numbers,
    }
    return {name: staged(door, later) for name, door in doors.items()}


def _on_tab(tools: Tools, place: int) -> RetentionDialog:
    dialog = RetentionDialog(None, tools)
    dialog.tabs.setCurrentIndex(place)
    return dialog


def _person(tools: Tools) -> EraseDialog:
    w = tools.workplace
    row = next(row for row in overview.load_rows(w) if not row.finished and not row.protected)
    return EraseDialog(None, tools, retention.plan_person(w, row.resident), f"{row.name}, {row.digits[:8]}-••••")


def _numbers(tools: Tools) -> SettingsDialog:
    dialog = SettingsDialog(None, tools)
    titles = [dialog.tabs.tabText(place) for place in range(dialog.tabs.count())]
    dialog.tabs.setCurrentIndex(titles.index("&Personnummer"))
    return dialog
