"""Pictures of the access log as the reviewer sees it: the lines, the check, a sample."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from PySide6.QtTest import QTest

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.services.access_log import review, write
from rhs_desktop.services.access_log.review import LogQuery
from rhs_desktop.services.context import Context
from rhs_desktop.ui.access_log.dialog import LogDialog
from rhs_desktop.ui.access_log.sample_dialog import SampleDialog
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.settings.settings_dialog import SettingsDialog
from tools.staging import SETTLE_MS, Door, Place, Scene, staged

_SEED = 20261109


def _some_looks(ctx: Context) -> None:
    """What people did that morning besides their acts."""
    with ctx.store.reading() as db:
        begun = db.execute("SELECT count(*) FROM access_log WHERE kind = ?", (Access.OPENED,)).fetchone()[0]
    if begun:
        return
    morning: list[tuple[str, Access, tuple[int, ...], str, dict[str, Any]]] = [
        ("Anna Ek", Access.LOGIN, (), "", {}),
        ("Anna Ek", Access.LISTED, tuple(range(3, 20)), "", {"what": CopiedData.HANDOVER}),
        ("Anna Ek", Access.OPENED, (7,), "", {}),
        ("Bo Åberg", Access.FAILED_LOGIN, (), "", {}),
        ("Bo Åberg", Access.LOGIN, (), "", {}),
        ("Bo Åberg", Access.SEARCHED, (12, 31), "lind", {"count": 2}),
        ("Bo Åberg", Access.OPENED, (31,), "", {}),
        ("Bo Åberg", Access.COPIED, (31,), "", {"what": CopiedData.NUMBER, "count": 1}),
        ("Anna Ek", Access.EXPORTED, tuple(range(1, 130)), "", {"what": CopiedData.CHECKLIST, "rows": 129}),
    ]
    first = ctx.now - timedelta(minutes=70)
    looks = [write.PendingAccess(first + timedelta(minutes=4 * turn), *told) for turn, told in enumerate(morning)]
    write.write_looks(ctx, looks)


def _log(tools: DialogContext) -> LogDialog:
    _some_looks(tools.context)
    return LogDialog(None, tools)


def _checked(tools: DialogContext) -> LogDialog:
    dialog = _log(tools)
    dialog.show()
    QTest.qWait(SETTLE_MS)
    dialog.check.click()
    return dialog


def _sample(tools: DialogContext) -> SampleDialog:
    ctx = tools.context
    _some_looks(ctx)
    if not review.samples(ctx):
        before = replace(ctx, clock=lambda: ctx.clock() - timedelta(days=37), user="Cecilia Öberg")
        review.record_sample(before, review.draw_sample(ctx, LogQuery(), 20, _SEED), ())
    dialog = SampleDialog(None, tools)
    dialog.show()
    dialog.draw_lines()
    return dialog


def _settings(tools: DialogContext) -> SettingsDialog:
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
