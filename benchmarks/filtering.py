"""From a key press to the painted result, in the program's own window, against Qt's proxy with a filter in Python."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from benchmarks.lab import Lab
from benchmarks.people import resident
from benchmarks.processes import Outcome, in_turn
from benchmarks.report import Figure, Series, Unit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QTableView

    from rhs_desktop.services.case_row import CaseRow

_PATIENT = 100_000
"""From so many residents on one key press in the rival's field may take half a minute, so that it gets two."""
_FIELDS = {"search": "search", "resident": "Invånare"}
Seconds = dict[str, list[float]]


def measure(lab: Lab) -> Iterator[Figure]:
    sizes = lab.sizes
    yield from _measure(lab, sizes.residents, 16.0, sizes.few_rounds)
    yield from _measure(lab, sizes.many_residents, 100.0, 1)


def _measure(lab: Lab, residents: int, goal: float, rounds: int) -> Iterator[Figure]:
    register, words = lab.register(lab.sizes.residents), lab.sizes.words
    contenders = [partial(lab.run, f"{__name__}:type_in_ours", register, residents, field, *words) for field in _FIELDS]
    contenders.append(partial(lab.run, f"{__name__}:type_in_rival", register, residents, *words))
    *ours, rival = in_turn(rounds, *contenders, warm_up=False)
    against = "QSortFilterProxyModel"
    for field, outcomes in zip(_FIELDS.values(), ours, strict=True):
        name = f"key press in {field} to paint, {residents:,} residents"
        yield Figure(name, Unit.MILLISECONDS, _usual(outcomes), against, _usual(rival), value_goal=goal)
        yield Figure(
            f"– slowest key in {field}, {residents:,}",
            Unit.MILLISECONDS,
            _slowest(outcomes),
            against,
            _slowest(rival),
            value_goal=goal,
        )
    filled = Series(tuple(outcome.one("filled") * 1000 for outcome in ours[0]))
    yield Figure("– to fill the list", Unit.MILLISECONDS, filled)


def _usual(outcomes: Sequence[Outcome]) -> Series:
    """All key presses of all rounds."""
    found = tuple(value * 1000 for outcome in outcomes for value in outcome.values["keys"])
    return Series(found, tuple(outcome.peak for outcome in outcomes if outcome.peak is not None))


def _slowest(outcomes: Sequence[Outcome]) -> Series:
    """The slowest key press of each round."""
    return Series(tuple(max(outcome.values["keys"]) * 1000 for outcome in outcomes))


def type_in_ours(data: str, residents: str, field: str, *words: str) -> Seconds:
    """A job: type into a field of the program's main window, with a key event each, until the list is painted."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.register import opened
    from rhs_desktop.ui.act_result import SeatInfo
    from rhs_desktop.ui.case_list.filter import Filter, Tab
    from rhs_desktop.ui.context import DialogContext
    from rhs_desktop.ui.widgets.clipboard import Clipboard
    from rhs_desktop.ui.widgets.file_dialogs import SystemFiles
    from rhs_desktop.ui.widgets.jobs import Jobs
    from rhs_desktop.ui.widgets.messages import WindowMessages
    from rhs_desktop.ui.widgets.theme import Theme
    from rhs_desktop.ui.window.layout_memory import Layout
    from rhs_desktop.ui.window.main_window import MainWindow

    app = QApplication([])
    theme, messages, clipboard = Theme(app), WindowMessages(), Clipboard(app.clipboard())
    with opened(data) as ctx:
        rows = _rows(ctx, int(residents))
        window = MainWindow(SeatInfo("", ctx.user), ctx.today, theme, messages, clipboard, Layout())
        window.show()
        tools = DialogContext(ctx, theme, messages, Jobs(), clipboard, SystemFiles())
        begun = time.perf_counter()
        window.begin(tools, rows, Filter(tab=Tab.ALL))
        app.processEvents()
        filled = time.perf_counter() - begun
        entry = {"search": window.areas.search, "resident": window.areas.filters.resident}[field]
        keys = _typed(entry, window.areas.table, words)
        window.close()
        tools.jobs.close()
    return {"keys": keys, "filled": [filled]}


def type_in_rival(data: str, residents: str, *words: str) -> Seconds:
    """A job: the same in a bare window with a proxy over the same rows, which compares the same prepared texts."""
    from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QTableView, QToolBar

    from benchmarks.qt import ContainsProxy, TextTable
    from benchmarks.register import opened

    app = QApplication([])
    window = QMainWindow()
    window.resize(1280, 800)
    with opened(data) as ctx:
        rows = _rows(ctx, int(residents))
    model = TextTable([(row.updated, row.case_type, row.digits, row.name, row.mirrored, str(row.due)) for row in rows])
    proxy = ContainsProxy([row.key for row in rows], window)
    proxy.setSourceModel(model)
    table, entry, bar = QTableView(window), QLineEdit(window), QToolBar(window)
    table.setModel(proxy)
    bar.addWidget(entry)
    window.addToolBar(bar)
    window.setCentralWidget(table)
    entry.textChanged.connect(proxy.look_for)
    window.show()
    app.processEvents()
    patient = len(rows) >= _PATIENT
    keys = _typed(entry, table, [words[0][:2]] if patient else words, take_back=not patient)
    window.close()
    return {"keys": keys}


def _rows(ctx: Any, residents: int) -> list[CaseRow]:
    """The register's rows, and as many more as are wanted: other people in the same places of the process."""
    from rhs_desktop.services.cases import case_list
    from rhs_desktop.store.people import to_columns

    known = case_list.load_rows(ctx)
    more = []
    for number in range(len(known), residents):
        columns = to_columns(resident(number))
        who = {name: columns[name] for name in ("digits", "name", "sort", "key", "phone")}
        more.append(known[number % len(known)]._replace(case=number + 1, resident=number + 1, **who))
    return known + more


def _typed(entry: QLineEdit, table: QTableView, words: Sequence[str], *, take_back: bool = True) -> list[float]:
    """How long each key press took, from the event to the painted list; keys that change nothing are left out."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from benchmarks.qt import Repaints, type_key

    taken = []
    repaints = Repaints(table.viewport())
    for word in words:
        for sign in [*word, *([""] * len(word) if take_back else [])]:
            QTest.qWait(_BETWEEN_KEYS_MS)
            before = entry.text()
            repaints.seen = False
            begun = time.perf_counter()
            type_key(entry, sign)
            handled = time.perf_counter()
            while not repaints.seen and time.perf_counter() - handled < _GIVE_UP_SECONDS:
                QApplication.processEvents()
            if entry.text() == before:
                raise RuntimeError("a key press did not arrive")
            if repaints.seen:
                taken.append(time.perf_counter() - begun)
    if not taken:
        raise RuntimeError("no key press changed the list")
    return taken


_BETWEEN_KEYS_MS = 170
"""Fast typing; whatever the window prepares between the keys of a person, it can prepare here."""
_GIVE_UP_SECONDS = 0.5
"""After a key press that changed nothing, for nothing was painted meanwhile."""
