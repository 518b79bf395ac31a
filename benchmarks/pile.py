"""A large pile of letters in the program's own dialog: whether the window goes on answering while it is made.

The longest gap is how late a timer of 5 ms was at worst: so long nothing on the screen would have moved.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.lab import Lab
from benchmarks.processes import in_turn, series
from benchmarks.report import Figure, Unit

if TYPE_CHECKING:
    from rhs_desktop.services.workplace import Workplace

LETTERS = 5_000
_PARTS = {"proposed": "who gets one", "made": "the letters", "confirmed": "posted"}
_TICK_MS = 5
_LONGEST_MS = 50.0


def measure(lab: Lab) -> Iterator[Figure]:
    letters = min(LETTERS, lab.sizes.residents)
    register = lab.folder / f"pile-{letters}"
    lab.run(f"{__name__}:fill", register, letters)
    (found,) = in_turn(1, partial(lab.run, f"{__name__}:work", lab.copy(register), letters), warm_up=False)
    for part, name in _PARTS.items():
        gap = series(found, f"{part}_gap", scale=1000)
        title = f"{letters:,} letters in the window, longest gap: {name}"
        yield Figure(title, Unit.MILLISECONDS, gap, value_goal=_LONGEST_MS)
        yield Figure("– took", Unit.SECONDS, series(found, part, peaks=False))


def fill(folder: str, letters: str) -> dict[str, list[float]]:
    """A job: a register where everybody shall have a letter."""
    from benchmarks.register import listed, opened
    from rhs_desktop.domain import events as ev
    from rhs_desktop.domain.clinic import Clinic
    from rhs_desktop.domain.resident import Address
    from rhs_desktop.services import settings
    from rhs_desktop.services.acts import record

    with opened(folder, create=True) as w:
        cases = listed(w, int(letters))
        day = w.today - timedelta(20)
        checked = ev.CosmicChecked(on=day, result=ev.Eligibility.LISTED_ALIVE)
        routed = ev.Routed(on=day, channel=ev.Channel.LETTER)
        record(w, "benchmark", [(case, event) for case in cases for event in (checked, routed)])
        home = Address(street="Storgatan 1", postcode="59012", city="Ekeby")
        settings.save(w, settings.Settings(clinic=Clinic("Vårdcentralen Ekeby", home, "010-123 45 67")))
    return {"letters": [float(len(cases))]}


def work(data: str, letters: str) -> dict[str, list[float]]:
    """A job: propose, make and confirm the pile in the dialog, and watch the clock of the event loop meanwhile."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.register import opened

    app = QApplication([])
    with opened(data) as w:
        return _work(app, w, int(letters), Path(data) / "brev.pdf")


def _work(app: object, w: Workplace, letters: int, target: Path) -> dict[str, list[float]]:
    import time

    from PySide6.QtCore import QElapsedTimer, Qt, QTimer
    from PySide6.QtWidgets import QApplication, QWidget

    from rhs_desktop.services import overview
    from rhs_desktop.ui.clipboard import Clipboard
    from rhs_desktop.ui.dialogs.letters_dialog import LettersDialog
    from rhs_desktop.ui.dialogs.tools import Tools
    from rhs_desktop.ui.jobs import Jobs
    from rhs_desktop.ui.messages import WindowMessages
    from rhs_desktop.ui.theme import Theme

    class Chosen:
        """The person who is asked where to save."""

        def open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
            return None

        def save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
            return target

    assert isinstance(app, QApplication)
    theme, jobs = Theme(app), Jobs()
    tools = Tools(w, theme, WindowMessages(), jobs, Clipboard(app.clipboard()), Chosen())
    found: dict[str, list[float]] = {}
    clock, gaps = QElapsedTimer(), [0.0]
    tick = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=_TICK_MS)

    def ticked() -> None:
        gaps.append(max(0.0, clock.nsecsElapsed() / 1e9 - _TICK_MS / 1000))
        clock.restart()

    def until_idle(part: str, begin: object) -> None:
        gaps.clear()
        clock.start()
        tick.start()
        began = time.perf_counter()
        assert callable(begin)
        begin()
        while dialog.busy.running:
            app.processEvents()
            time.sleep(0.0005)
        for _ in range(20):
            app.processEvents()
            time.sleep(0.005)
        tick.stop()
        found[part] = [time.perf_counter() - began]
        found[f"{part}_gap"] = [max(gaps)]

    tick.timeout.connect(ticked)
    dialog = LettersDialog(None, tools, overview.rounds(w)[0].id)
    dialog.show()
    until_idle("proposed", lambda: None)
    if len(dialog.state.ready) != letters:
        raise RuntimeError(f"{len(dialog.state.ready)} of {letters} are ready")
    until_idle("made", dialog.save_one.trigger)
    if len(dialog.state.printed) != letters:
        raise RuntimeError(dialog.trouble.text())
    until_idle("confirmed", dialog.primary.click)
    if len(dialog.state.posted) != letters or dialog.isVisible():
        raise RuntimeError(dialog.trouble.text())
    jobs.close()
    return found
