"""A list in the program's own import dialog: from click to review, whether the window goes on answering, and Avbryt.

The longest gap (`gaps.py`) is how late a timer was at worst: so long nothing on the screen would have moved. Avbryt is
pressed at several moments of each step; what counts is the longest time until the dialog was as before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.lab import Lab
from benchmarks.processes import in_turn, series
from benchmarks.report import Figure, Unit

if TYPE_CHECKING:
    from rhs_desktop.services.context import Context
    from rhs_desktop.ui.checklists.import_dialog import ImportDialog

_LONGEST_MS = 50.0
_AVBRYT_MS = 200.0
_MOMENTS = (0.1, 0.35, 0.6, 0.85)
"""When Avbryt is pressed, as parts of the time that the step took."""
_STEPS = {"read": "reading", "review": "checking and comparing", "import": "importing"}


def measure(lab: Lab) -> Iterator[Figure]:
    for rows in lab.sizes.list_rows:
        path = lab.list_file(rows)
        ours, rival = in_turn(
            lab.sizes.few_rounds,
            lambda path=path: lab.run(f"{__name__}:work", path, lab.copy(lab.empty_register())),  # type: ignore[misc]
            partial(lab.run, "benchmarks.importing:read_with_openpyxl", path),
        )
        name = f"import of {rows:,} rows in the window"
        against = "openpyxl reads the file"
        yield Figure(f"{name}: click to review", Unit.SECONDS, series(ours, "click"), against, series(rival), 1.0)
        for step, said in _STEPS.items():
            gap = series(ours, f"{step}_gap", scale=1000, peaks=False)
            yield Figure(f"– longest gap while {said}", Unit.MILLISECONDS, gap, value_goal=_LONGEST_MS)
            own = series(ours, f"{step}_own", scale=1000, peaks=False)
            yield Figure("– – without waiting for a core", Unit.MILLISECONDS, own, value_goal=_LONGEST_MS)
            stop = series(ours, f"{step}_stop", scale=1000, peaks=False)
            yield Figure(f"– longest wait for Avbryt while {said}", Unit.MILLISECONDS, stop, value_goal=_AVBRYT_MS)


def work(path: str, data: str) -> dict[str, list[float]]:
    """A job: an import step by step, each stopped at several moments first."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.register import opened
    from rhs_desktop.__main__ import collect_seldom

    collect_seldom()
    app = QApplication([])
    with opened(data) as ctx:
        desk = _Desk(app, ctx, Path(path))
        try:
            return desk.import_it()
        finally:
            desk.close()


class _Desk:
    """The dialog, and somebody who watches the clock of its event loop."""

    def __init__(self, app: object, ctx: Context, path: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from benchmarks.gaps import Gaps
        from rhs_desktop.ui.checklists.import_dialog import ImportDialog
        from rhs_desktop.ui.context import DialogContext
        from rhs_desktop.ui.widgets.clipboard import Clipboard
        from rhs_desktop.ui.widgets.file_dialogs import SystemFiles
        from rhs_desktop.ui.widgets.jobs import Jobs
        from rhs_desktop.ui.widgets.messages import WindowMessages
        from rhs_desktop.ui.widgets.theme import Theme

        assert isinstance(app, QApplication)
        self._app = app
        self._path = path
        self._jobs = Jobs()
        tools = DialogContext(ctx, Theme(app), WindowMessages(), self._jobs, Clipboard(app.clipboard()), SystemFiles())
        self._dialog: ImportDialog = ImportDialog(None, tools)
        self._gaps = Gaps()

    def import_it(self) -> dict[str, list[float]]:
        from rhs_desktop.ui.checklists.state import ImportStage

        dialog = self._dialog
        dialog.show()
        found: dict[str, list[float]] = {}
        steps: tuple[tuple[str, Callable[[], object], ImportStage], ...] = (
            ("read", lambda: dialog.session.read_file(self._path), ImportStage.COLUMNS),
            ("review", dialog.primary.click, ImportStage.REVIEW),
            ("import", dialog.primary.click, ImportStage.REVIEW),
        )
        click = 0.0
        for step, begin, after in steps:
            before = dialog.state
            took = self._until_idle(begin)
            if dialog.state.stage is not after:
                raise RuntimeError(f"{step}: {dialog.trouble_banner.text}")
            click += took if step != "import" else 0.0
            found[step] = [took]
            found[f"{step}_gap"], found[f"{step}_own"] = [self._gaps.longest], [self._gaps.longest_own]
            if step != "import":
                done, dialog.session.state = dialog.state, before
                found[f"{step}_stop"] = [max(self._stopped(begin, took * moment) for moment in _MOMENTS)]
                dialog.session.state = done
                dialog.session.changed.emit()
        if dialog.change is None:
            raise RuntimeError("nothing was imported")
        found["click"] = [click]
        found["import_stop"] = [self._stopped_imports()]
        return found

    def close(self) -> None:
        """Before the application goes: what Python's collector would take later would be taken too late."""
        import shiboken6

        self._jobs.close()
        shiboken6.delete(self._dialog)

    def _stopped_imports(self) -> float:
        """The import is undone, begun again and stopped, at each moment; the first had to load libraries too."""
        self._undo()
        took = self._until_idle(self._dialog.primary.click)
        self._undo()
        waits = []
        for moment in _MOMENTS:
            waits.append(self._stopped(self._dialog.primary.click, took * moment))
            self._undo()
        return max(waits)

    def _undo(self) -> None:
        """As before the import, if there was one: one that was done before Avbryt was pressed need not be stopped."""
        from rhs_desktop.services.cases import undo
        from rhs_desktop.services.checklists import preparing

        listed, ctx = self._dialog.state.listed, self._dialog.ctx
        assert listed is not None
        if (done := preparing.imported_before(ctx, listed.content_hash)) is not None:
            undo.undo(ctx, done.act)
        self._dialog.show()

    def _until_idle(self, begin: Callable[[], object]) -> float:
        """How long the work took; `_gaps` tells how the window did meanwhile and right after it."""
        ended: list[float] = []

        def running() -> bool:
            if not self._dialog.busy.running and not ended:
                ended.append(time.perf_counter())
            return not ended

        began = time.perf_counter()
        self._gaps.watch(self._app, begin, running)
        return ended[0] - began

    def _stopped(self, begin: Callable[[], object], after: float) -> float:
        """How long it takes from Avbryt until nothing runs; nothing, if all was done before."""
        began = time.perf_counter()
        begin()
        while self._dialog.busy.running and time.perf_counter() - began < after:
            self._turn()
        pressed = time.perf_counter()
        self._dialog.busy.stop()
        while self._dialog.busy.running:
            self._turn()
        return time.perf_counter() - pressed

    def _turn(self) -> None:
        self._app.processEvents()
        time.sleep(0.0005)
