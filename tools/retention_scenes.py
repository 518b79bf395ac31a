"""Pictures of gallring: who is due, the times, the last question, the protocol. On a copy of the practice clinic."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

from rhs_desktop.domain.retention import OutcomeGroup
from rhs_desktop.services import retention
from rhs_desktop.services.backups import make
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.context import Context
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.store.store import Store
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.retention.dialog import RetentionDialog
from rhs_desktop.ui.retention.erase_dialog import EraseDialog
from rhs_desktop.ui.settings.settings_dialog import SettingsDialog
from tools.staging import Door, Place, Scene, staged

_LATER = datetime(2029, 1, 10, 9, 15)
_TIMES = {
    OutcomeGroup.DONE: 36,
    OutcomeGroup.DECLINED: 24,
    OutcomeGroup.UNREACHED: 24,
    OutcomeGroup.NOT_LISTED: 12,
    OutcomeGroup.DECEASED: 12,
    OutcomeGroup.EXCLUDED: 24,
    OutcomeGroup.ROWS: 12,
}


def retention_scenes(place: Place) -> dict[str, Scene]:
    """By the names of their pictures."""

    @cache
    def later() -> Context:
        """Two years on, with the times set and one person erased on request."""
        folder = Path(tempfile.mkdtemp())
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        ctx = place()
        store = Store.open(ctx.store.back_up(folder / "rhs.sqlite3"), now=_LATER)
        store.copies = Copies(folder / "backups")
        atexit.register(store.close)
        ctx = replace(ctx, store=store, clock=lambda: _LATER)
        make.make(ctx)
        retention.save_rules(ctx, _TIMES)
        person = next(row.resident for row in case_list.load_rows(ctx) if row.finished)
        shown = retention.plan_person(ctx, person)
        retention.erase(ctx, shown, reason="Begäran enligt artikel 17, dnr 2028-311", include_open=True)
        return ctx

    doors: dict[str, Door] = {
        "retention": lambda tools: RetentionDialog(None, tools),
        "retention-times": lambda tools: _on_tab(tools, 1),
        "retention-protocol": lambda tools: _on_tab(tools, 2),
        "retention-confirm": lambda tools: EraseDialog(None, tools, retention.plan(tools.context)),
        "erase-person": _person,
        "settings-numbers": _numbers,
    }
    return {name: staged(door, later) for name, door in doors.items()}


def _on_tab(tools: DialogContext, place: int) -> RetentionDialog:
    dialog = RetentionDialog(None, tools)
    dialog.tabs.setCurrentIndex(place)
    return dialog


def _person(tools: DialogContext) -> EraseDialog:
    ctx = tools.context
    row = next(row for row in case_list.load_rows(ctx) if not row.finished and not row.protected)
    return EraseDialog(None, tools, retention.plan_person(ctx, row.resident), f"{row.name}, {row.digits[:8]}-••••")


def _numbers(tools: DialogContext) -> SettingsDialog:
    dialog = SettingsDialog(None, tools)
    titles = [dialog.tabs.tabText(place) for place in range(dialog.tabs.count())]
    dialog.tabs.setCurrentIndex(titles.index("&Personnummer"))
    return dialog
