"""Pictures of the access log as the reviewer sees it: the lines, the check, a sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtTest import QTest

from rhs_desktop.domain.access import Access
from rhs_desktop.services import access_log, reviewing
from rhs_desktop.services.reviewing import Wanted
from rhs_desktop.services.workplace import Workplace
from rhs_desktop.ui.dialogs.log_dialog import LogDialog
from rhs_desktop.ui.dialogs.sample_dialog import SampleDialog
from rhs_desktop.ui.dialogs.settings_dialog import SettingsDialog
from rhs_desktop.ui.dialogs.tools import Tools
from tools.staging import SETTLE_MS, Door, Place, Scene, staged

_SEED = 20261109


def _some_looks(w: Workplace) -> None:
    """What people did that morning besides their acts."""
    with w.store.reading() as db:
        begun = db.execute("SELECT count(*) FROM access_log WHERE kind = ?", (Access.OPENED,)).fetchone()[0]
    if begun:
        return
    morning: list[tuple[str, Access, tuple[int, ...], str, dict[str, Any]]] = [
        ("Anna Ek", Access.LOGIN, (), "", {}),
        ("Anna Ek", Access.LISTED, tuple(range(3, 20)), "", {"what": "handover"}),
        ("Anna Ek", Access.OPENED, (7,), "", {}),
        ("Bo Åberg", Access.FAILED_LOGIN, (), "", {}),
        ("Bo Åberg", Access.LOGIN, (), "", {}),
        ("Bo Åberg", Access.SEARCHED, (12, 31), "lind", {"count": 2}),
        ("Bo Åberg", Access.OPENED, (31,), "", {}),
        ("Bo Åberg", Access.COPIED, (31,), "", {"what": "number", "count": 1}),
        ("Anna Ek", Access.EXPORTED, tuple(range(1, 130)), "", {"what": "checklist", "rows": 129}),
    ]
    first = w.now - timedelta(minutes=70)
    looks = [access_log.Look(first + timedelta(minutes=4 * turn), *told) for turn, told in enumerate(morning)]
    access_log.write_looks(w, looks)


def _log(tools: Tools) -> LogDialog:
    _some_looks(tools.workplace)
    return LogDialog(None, tools)


def _checked(tools: Tools) -> LogDialog:
    dialog = _log(tools)
    dialog.show()
    QTest.qWait(SETTLE_MS)
    dialog.check.click()
    return dialog


def _sample(tools: Tools) -> SampleDialog:
    w = tools.workplace
    _some_looks(w)
    if not reviewing.samples(w):
        before = replace(w, clock=lambda: w.clock() - timedelta(days=37), user="Cecilia Öberg")
        reviewing.record_sample(before, reviewing.draw_sample(w, Wanted(), 20, _SEED), ())
    dialog = SampleDialog(None, tools)
    dialog.show()
    dialog.draw_lines()
    return dialog


def _settings(tools: Tools) -> SettingsDialog:
    dialog = SettingsDialog(None, tools)
    dialog.tabs.setCurrentIndex(next(at for at in range(dialog.tabs.count()) if "Logg" in dialog.tabs.tabText(at)))
    return dialog


def log_scenes(place: Place) -> dict[str, Scene]:
    """By the name of the picture."""
    doors: dict[str, Door] = {
        "access-log": _log,
        "access-log-checked": _checked,
        "access-log-sample": _sample,
        "access-log-settings": _settings,
    }
    return {name: staged(door, place) for name, door in doors.items()}
