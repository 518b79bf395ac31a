"""A desk to sit at: a real database with people of the test list, a clock that can be set, messages that answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from rhs_desktop.domain.checklists import Cell, RowRules, Sheet, check, propose_mapping
from rhs_desktop.domain.codes import Eligibility
from rhs_desktop.domain.roles import ALL_ROLES
from rhs_desktop.services.calendar import swedish_calendar
from rhs_desktop.services.cases import record
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import load_profiles
from rhs_desktop.store.store import Store
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.clipboard import Clipboard
from rhs_desktop.ui.widgets.jobs import Immediate, Jobs
from rhs_desktop.ui.widgets.theme import Theme

HEADINGS = ("Personnummer", "Förnamn", "Efternamn", "Telefon", "Gatuadress", "Postnummer", "Ort", "Skyddad")
_GIVEN = ("Karin", "Åke", "Örjan", "Ylva", "Bengt-Åke", "Maj", "Sven", "Agnieszka", "Ayşe", "Per")
_FAMILY = ("Ek", "Åberg", "Öström", "von Essen", "Lindqvist-Berg", "Ärlig", "Nyström", "Łukasik", "Şahin", "Holm")
MONDAY = date(2026, 11, 9)


def row_of(number: str, turn: int = 0, **given: Cell) -> list[Cell]:
    """A row of a list with valid defaults; `given` replaces cells by heading in lower case."""
    values: dict[str, Cell] = {
        "personnummer": f"{number[:8]}-{number[8:]}",
        "förnamn": _GIVEN[turn % 10],
        "efternamn": _FAMILY[(turn // 10 + turn) % 10],
        "telefon": f"070-174 06 {turn % 100:02}",
        "gatuadress": f"Storgatan {turn + 1}",
        "postnummer": "582 22",
        "ort": "Linköping",
        "skyddad": "",
    }
    values |= given
    return [values[heading.lower()] for heading in HEADINGS]


@dataclass
class Clock:
    now: datetime = field(default_factory=lambda: datetime.combine(MONDAY, time(9, 30)))

    def __call__(self) -> datetime:
        return self.now


@dataclass
class TestDesk:
    """The workplace, its clock, and the round that the people are in."""

    __test__ = False
    context: Context
    clock: Clock
    round: int
    cases: tuple[int, ...] = ()


def open_desk(
    folder: Path, rows: Sequence[Sequence[Cell]] = (), *, checked_in_cosmic: bool = False, user: str = "Anna Ek"
) -> TestDesk:
    """A new database under a folder with these rows imported. The caller closes `context.store`."""
    clock = Clock()
    store = Store.create(folder / "rhs.sqlite", now=clock.now)
    context = Context(
        store, clock, user, load_profiles(folder / "profiles").usable, swedish_calendar(range(2025, 2029)), ALL_ROLES
    )
    number = importing.add_round(context, "40- och 50-åringar 2026", 2026, "rhs-004", (1976, 1986))
    desk = TestDesk(context, clock, number)
    if rows:
        sheet = Sheet.of("Lista", [HEADINGS, *rows])
        checked = check(sheet, propose_mapping(sheet, MONDAY), RowRules(MONDAY, (1976, 1986)))
        done = importing.import_list(context, checked, number, source="lista.xlsx", content_hash="0" * 64)
        desk.cases = done.done.cases
        if checked_in_cosmic and desk.cases:
            record.check_cosmic(context, desk.cases, Eligibility.LISTED_ALIVE)
    return desk


@dataclass
class Answering:
    """Messages that answer from a list, remember what was said, and hand dialogs to `on_run` instead of waiting."""

    answers: list[bool | int | None] = field(default_factory=list)
    on_run: Callable[[QDialog], None] | None = None
    said: list[tuple[str, str, str]] = field(default_factory=list)

    def tell(self, parent: QWidget | None, text: str, details: str = "") -> None:
        self.said.append(("tell", text, details))

    def warn(self, parent: QWidget | None, text: str, details: str = "") -> None:
        self.said.append(("warn", text, details))

    def ask(self, parent: QWidget | None, text: str, act: str, details: str = "", *, cancel: str = "Avbryt") -> bool:
        self.said.append(("ask", text, act))
        return bool(self._next(text))

    def choose(self, parent: QWidget | None, text: str, acts: list[str], details: str = "") -> int | None:
        self.said.append(("choose", text, " / ".join(acts)))
        answer = self._next(text)
        return None if answer is None else int(answer)

    def run(self, dialog: QDialog) -> bool:
        if self.on_run is None:
            raise AssertionError(f"a dialog that no test expected: {dialog.windowTitle()}")
        dialog.show()
        self.on_run(dialog)
        accepted = dialog.result() == QDialog.DialogCode.Accepted
        if dialog.isVisible():
            dialog.reject()
        return accepted

    def _next(self, text: str) -> bool | int | None:
        if not self.answers:
            raise AssertionError(f"a question that no test expected: {text}")
        return self.answers.pop(0)


@dataclass
class ChosenFiles:
    """Answers with paths from a list."""

    paths: list[Path | None] = field(default_factory=list)

    def open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        return self.paths.pop(0)

    def save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        return self.paths.pop(0)

    def folder(self, parent: QWidget, title: str) -> Path | None:
        return self.paths.pop(0)


def tools_for(desk: TestDesk, theme: Theme, messages: Answering | None = None) -> DialogContext:
    """Everything that a dialog is handed; jobs run at once."""
    clipboard = Clipboard(QApplication.clipboard(), 60)
    return DialogContext(desk.context, theme, messages or Answering(), Jobs(Immediate()), clipboard, ChosenFiles())


def type_text(widget: QWidget, text: str) -> None:
    """Type as a person does, å ä ö too."""
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, sign))


def press(
    widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, text: str = ""
) -> None:
    """Press a key where the focus is, or at `widget` if nothing in it has the focus."""
    target = widget.focusWidget() or widget
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QCoreApplication.sendEvent(target, QKeyEvent(kind, key, modifier, text))


def key_events(target: QWidget | QWindow, keys: str, end: Qt.Key | None = None) -> None:
    """Type as the system hands keys on, shortcuts first; `end` is a last key."""
    for sign in keys:
        QTest.keyClick(target, sign)  # type: ignore[call-overload]  # it takes a text of one sign, its types do not say so
    if end is not None:
        QTest.keyClick(target, end)
