"""A large pile of letters in the program's own dialog: whether the window goes on answering while it is made.

The longest gap is how late a timer of 5 ms was at worst: so long nothing on the screen would have moved. Beside it
stand the longest gap of the same window while a job does nothing, which is the machine's own, and what is left of the
gaps without the time that the thread of the window or of the job stood in the queue for a core (told by Linux only).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.lab import Lab
from benchmarks.processes import Outcome, in_turn, series
from benchmarks.report import Figure, Unit
from rhs_desktop.domain.act_kinds import ActKind

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from rhs_desktop.services.context import Context

LETTERS = 5_000
FEW = 40
"""Before what is measured, so that the modules are compiled, as installing the program does."""
_PARTS = {"proposed": "who gets one", "made": "the letters", "confirmed": "posted"}
_IDLE_S = 5.0
_LONGEST_MS = 50.0


def measure(lab: Lab) -> Iterator[Figure]:
    letters = min(LETTERS, lab.sizes.residents)
    _work_through(lab, min(FEW, letters))
    found = _work_through(lab, letters)
    idle = series(found, "idle_gap", scale=1000, peaks=False)
    for part, name in _PARTS.items():
        gap = series(found, f"{part}_gap", scale=1000)
        title = f"{letters:,} letters in the window, longest gap: {name}"
        yield Figure(title, Unit.MILLISECONDS, gap, "job that does nothing", idle, value_goal=_LONGEST_MS)
        own = series(found, f"{part}_own", scale=1000, peaks=False)
        yield Figure("– without waiting for a core", Unit.MILLISECONDS, own, value_goal=_LONGEST_MS)
        yield Figure("– took", Unit.SECONDS, series(found, part, peaks=False))


def _work_through(lab: Lab, letters: int) -> list[Outcome]:
    register = lab.folder / f"pile-{letters}"
    lab.run(f"{__name__}:fill", register, letters)
    return in_turn(1, partial(lab.run, f"{__name__}:work", lab.copy(register), letters), warm_up=False)[0]


def fill(folder: str, letters: str) -> dict[str, list[float]]:
    """A job: a register where everybody shall have a letter."""
    from benchmarks.register import listed, opened
    from rhs_desktop.domain.cases import events as ev
    from rhs_desktop.domain.codes import Channel, Eligibility
    from rhs_desktop.domain.letters.clinic import Clinic
    from rhs_desktop.domain.people.resident import Address
    from rhs_desktop.services import settings
    from rhs_desktop.services.recording import record

    with opened(folder, create=True) as ctx:
        cases = listed(ctx, int(letters))
        day = ctx.today - timedelta(20)
        checked = ev.CosmicChecked(on=day, result=Eligibility.LISTED_ALIVE)
        routed = ev.Routed(on=day, channel=Channel.LETTER)
        record(ctx, ActKind.IMPORT, [(case, event) for case in cases for event in (checked, routed)])
        home = Address(street="Storgatan 1", postcode="59012", city="Ekeby")
        settings.save(ctx, settings.Settings(clinic=Clinic("Vårdcentralen Ekeby", home, "010-123 45 67")))
    return {"letters": [float(len(cases))]}


def work(data: str, letters: str) -> dict[str, list[float]]:
    """A job: propose, make and confirm the pile in the dialog, and watch the clock of the event loop meanwhile."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.register import opened

    app = QApplication([])
    with opened(data) as ctx:
        return _work(app, ctx, int(letters), Path(data) / "brev.pdf")


def _work(app: QApplication, ctx: Context, letters: int, target: Path) -> dict[str, list[float]]:
    from PySide6.QtWidgets import QWidget
    from shiboken6 import delete

    from benchmarks.gaps import Gaps
    from rhs_desktop.services.cases import case_list
    from rhs_desktop.ui.context import DialogContext
    from rhs_desktop.ui.letters.letters_dialog import LettersDialog
    from rhs_desktop.ui.widgets.clipboard import Clipboard
    from rhs_desktop.ui.widgets.jobs import Jobs, Task
    from rhs_desktop.ui.widgets.messages import WindowMessages
    from rhs_desktop.ui.widgets.theme import Theme

    class Chosen:
        """The person who is asked where to save."""

        def open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
            return None

        def save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
            return target

        def folder(self, parent: QWidget, title: str) -> Path | None:
            return None

    theme, jobs = Theme(app), Jobs()
    tools = DialogContext(ctx, theme, WindowMessages(), jobs, Clipboard(app.clipboard()), Chosen())
    found: dict[str, list[float]] = {}
    gaps = Gaps()

    def until_idle(part: str, begin: Callable[[], object]) -> None:
        began = time.perf_counter()
        gaps.watch(app, begin, lambda: dialog.busy.running)
        found[part] = [time.perf_counter() - began]
        found[f"{part}_gap"], found[f"{part}_own"] = [gaps.longest], [gaps.longest_own]

    def nothing(task: Task) -> None:
        for tenth in range(int(_IDLE_S * 10)):
            task.report(tenth, int(_IDLE_S * 10))
            time.sleep(0.1)

    dialog = LettersDialog(None, tools, case_list.rounds(ctx)[0].id)
    dialog.show()
    until_idle("proposed", lambda: None)
    if len(dialog.state.ready) != letters:
        raise RuntimeError(f"{len(dialog.state.ready)} of {letters} are ready")
    until_idle("idle", lambda: dialog.busy.start("", nothing))
    until_idle("made", dialog.save_one.trigger)
    if len(dialog.state.printed) != letters:
        raise RuntimeError(dialog.trouble.text())
    until_idle("confirmed", dialog.primary.click)
    if len(dialog.state.posted) != letters or dialog.isVisible():
        raise RuntimeError(dialog.trouble.text())
    jobs.close()
    delete(dialog)
    return found
