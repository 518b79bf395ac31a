"""The jobs of the start, apart from everything else that they would have to import: each millisecond counts here."""

from __future__ import annotations

from functools import partial
from importlib import import_module

from benchmarks.job import since_birth

Seconds = dict[str, list[float]]


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
