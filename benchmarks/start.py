"""From asking for the program to its painted window, against the barest window with a table that PySide6 can paint."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from importlib import import_module

from benchmarks.job import since_birth
from benchmarks.lab import Lab
from benchmarks.processes import in_turn, series
from benchmarks.report import Figure, Unit

Seconds = dict[str, list[float]]


def measure(lab: Lab) -> Iterator[Figure]:
    residents = lab.sizes.residents
    register = lab.register(residents)
    ours, rival = in_turn(
        lab.sizes.rounds,
        partial(lab.run, f"{__name__}:open_ours", register),
        partial(lab.run, f"{__name__}:open_bare", residents),
    )
    bare, in_ms = "bare PySide6 window", 1000.0
    yield Figure(
        f"start to painted window with {residents:,} residents",
        Unit.MILLISECONDS,
        series(ours, "filled", scale=in_ms),
        bare,
        series(rival, "filled", scale=in_ms),
        ratio_goal=1.5,
    )
    yield Figure(
        "– to the window itself, list not read yet",
        Unit.MILLISECONDS,
        series(ours, "painted", scale=in_ms, peaks=False),
        bare,
        series(rival, "painted", scale=in_ms, peaks=False),
    )


def open_ours(data: str) -> Seconds:
    """A job: what the command does, until the list is painted with all rows in it."""
    from rhs_desktop import __main__ as program

    for name in ("cli.errors", "cli.who", "paths", "app"):  # in the order in which the program does it
        import_module(f"rhs_desktop.{name}")
    from PySide6.QtCore import QTimer

    from benchmarks.qt import Painted
    from rhs_desktop import app

    seconds: Seconds = {}
    start = app.Application.start

    def filled(application: app.Application) -> None:
        seconds["filled"] = [since_birth()]
        close_when_idle(application)

    def close_when_idle(application: app.Application) -> None:
        if application.jobs.running:
            QTimer.singleShot(10, partial(close_when_idle, application))
        else:
            application.window.close()

    def watched(application: app.Application) -> None:
        table = application.window.table
        Painted(application.window, lambda: seconds.update(painted=[since_birth()]))
        Painted(table.viewport(), partial(filled, application), lambda: bool(table.rows))
        start(application)

    setattr(app.Application, "start", watched)  # noqa: B010 - as the type checker wants it
    if program.main(["--data-dir", data]) != 0:
        raise RuntimeError("the window did not open")
    return seconds


def open_bare(residents: str) -> Seconds:
    """A job: a window with nothing but a table of so many rows that are texts already."""
    from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

    from benchmarks.qt import Painted, TextTable

    seconds: Seconds = {}

    def filled() -> None:
        seconds["filled"] = [since_birth()]
        window.close()

    app = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    table = QTableView(window)
    table.setModel(TextTable([(str(number), "a", "b", "c", "d", "e") for number in range(int(residents))], window))
    window.setCentralWidget(table)
    Painted(window, lambda: seconds.update(painted=[since_birth()]))
    Painted(table.viewport(), filled)
    window.show()
    app.exec()
    return seconds
