"""The jobs of the start, apart from everything else that they would have to import: each millisecond counts here."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.job import since_birth

if TYPE_CHECKING:
    from rhs_desktop.ui.login.controller import Entrance

Seconds = dict[str, list[float]]


def open_ours(data: str, user: str, password: str) -> Seconds:
    """A job: what the command does, until the list is painted with all rows in it.

    The time in which a person types name and password, and the program makes itself ready, is left out.
    """
    from rhs_desktop import __main__ as program

    for name in ("cli.errors", "cli.console", "paths", "app"):  # in the order in which the program does it
        import_module(f"rhs_desktop.{name}")
    from PySide6.QtCore import QTimer

    from benchmarks.qt import Painted
    from rhs_desktop import app

    seconds: Seconds = {}
    asked = 0.0
    start = app.Application.start

    def painted(application: app.Application, entrance: Entrance) -> None:
        seconds["painted"] = [since_birth()]
        log_in_when_ready(application, entrance)

    def log_in_when_ready(application: app.Application, entrance: Entrance) -> None:
        nonlocal asked
        if application.jobs.running:
            QTimer.singleShot(10, partial(log_in_when_ready, application, entrance))
        else:
            asked = since_birth()
            entrance.login.asked.emit(user, password)

    def filled(application: app.Application) -> None:
        seconds["entered"] = [since_birth() - asked]
        seconds["filled"] = [seconds["painted"][0] + seconds["entered"][0]]
        close_when_idle(application)

    def close_when_idle(application: app.Application) -> None:
        if application.jobs.running:
            QTimer.singleShot(10, partial(close_when_idle, application))
        else:
            application.window.close()

    def watched(application: app.Application) -> None:
        table = application.window.areas.table
        Painted(table.viewport(), partial(filled, application), lambda: bool(table.rows))
        start(application)
        if application.entrance is None:
            raise RuntimeError("nobody has to log in")
        Painted(application.entrance.login.form.name, partial(painted, application, application.entrance))

    setattr(app.Application, "start", watched)  # noqa: B010 - as the type checker wants it
    if program.main(["--data-dir", data]) != 0:
        raise RuntimeError("the window did not open")
    return seconds


def open_admitted(data: str) -> Seconds:
    """A job: the start, and of it from the key to the list painted with all rows in it, of a plain register or of an
    encrypted one. The password's own time is left out of both.
    """
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from benchmarks import register
    from benchmarks.qt import Painted
    from rhs_desktop import app as program

    before = since_birth()
    key = register.key_of(data)
    password = since_birth() - before
    app = QApplication([])
    application = program.Application(app, Path(data), demo=False, user=register.USER)
    seconds: Seconds = {}
    asked = since_birth()

    def filled() -> None:
        seconds["filled"] = [since_birth() - asked]
        seconds["whole"] = [since_birth() - password]
        close_when_idle()

    def close_when_idle() -> None:
        if application.jobs.running:
            QTimer.singleShot(10, close_when_idle)
        else:
            application.window.close()

    table = application.window.areas.table
    Painted(table.viewport(), filled, lambda: bool(table.rows))
    application.window.show()
    application.admit(partial(register.came_in, data, key))
    app.exec()
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
