"""Buttons that open a list of choices and say on themselves what is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from rhs_desktop.strings import common
from rhs_desktop.strings.cases import case_list as said
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_LONGEST = 22


class Option(NamedTuple):
    """`cases`: how many have it; 0 shows no number."""

    value: str
    title: str
    cases: int = 0


class StayOpenMenu(QMenu):
    """Ticking one entry leaves the menu open for the next."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick(self.activeAction()):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Space, Qt.Key.Key_Return) or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    @staticmethod
    def _tick(action: QAction | None) -> bool:
        if action is None or not action.isCheckable() or not action.isEnabled():
            return False
        action.trigger()
        return True


class FilterButton(QToolButton):
    """`Status ▾`, or `Status: Läst ▾` when it narrows the list."""

    wanted = Signal()
    changed = Signal()

    def __init__(self, title: str, menu: QMenu, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._theme = theme
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        set_kind(self, "filter")
        menu.aboutToShow.connect(self.wanted)
        theme.changed.connect(self.restyle)
        self.restyle()
        self.say("")

    @property
    def name(self) -> str:
        return self._title.replace("&", "")

    def say(self, chosen: str) -> None:
        """Show what is chosen; empty means everything."""
        self.setText(f"{self._title}: {said.shortened(chosen, _LONGEST).replace('&', '&&')}" if chosen else self._title)
        self.setAccessibleName(f"{self.name}: {chosen or said.EVERYTHING}")
        self.setToolTip(f"{self.name}: {chosen}" if chosen else "")
        if self.property("active") != (value := "true" if chosen else "false"):
            self.setProperty("active", value)
            self.style().unpolish(self)
            self.style().polish(self)

    @Slot()
    def restyle(self) -> None:
        self.setIcon(self._theme.icon("down", "muted"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.showMenu()
        else:
            super().keyPressEvent(event)


class SetFilter(FilterButton):
    """Any number of values; none chosen lets everything through."""

    def __init__(self, title: str, theme: Theme, parent: QWidget) -> None:
        self._list = StayOpenMenu(parent)
        super().__init__(title, self._list, theme, parent)
        self._chosen: frozenset[str] = frozenset()
        self._list.triggered.connect(self._triggered)

    def chosen(self) -> frozenset[str]:
        return self._chosen

    def set_chosen(self, chosen: Iterable[str]) -> None:
        self._chosen = frozenset(chosen)
        for action in self._list.actions():
            action.setChecked(action.data() in self._chosen)
        if len(self._chosen) > 1:
            self.say(said.several(len(self._chosen)))
        else:
            self.say(next(iter(self._chosen), "") or (said.EMPTY_VALUE if self._chosen else ""))

    def set_options(self, options: list[Option]) -> None:
        """What can be chosen; a chosen value that no longer occurs stays in the list."""
        here = {option.value for option in options}
        gone = [Option(value, value) for value in sorted(self._chosen - here)]
        self._list.clear()
        for option in [*options, *gone]:
            count = f"\t{common.number(option.cases)}" if option.cases else ""
            action = self._list.addAction(option.title.replace("&", "&&") + count)
            action.setCheckable(True)
            action.setData(option.value)
            action.setChecked(option.value in self._chosen)
        if not self._list.actions():
            self._list.addAction(said.NO_CASES).setEnabled(False)

    @Slot(QAction)
    def _triggered(self, action: QAction) -> None:
        self.set_chosen(item.data() for item in self._list.actions() if item.isChecked())
        self.changed.emit()


class ChoiceFilter(FilterButton):
    """Exactly one of a few values; the first is the one that hides nothing."""

    def __init__(self, title: str, options: list[Option], theme: Theme, parent: QWidget) -> None:
        menu = QMenu(parent)
        super().__init__(title, menu, theme, parent)
        self._options = options
        self._chosen = options[0].value
        self.choices = QActionGroup(self)
        for option in options:
            action = menu.addAction(option.title)
            action.setCheckable(True)
            action.setData(option.value)
            self.choices.addAction(action)
        self.choices.triggered.connect(self._triggered)
        self.set_chosen(self._chosen)

    def chosen(self) -> str:
        return self._chosen

    def set_chosen(self, value: str) -> None:
        self._chosen = value
        for action in self.choices.actions():
            action.setChecked(action.data() == value)
        title = next(option.title for option in self._options if option.value == value)
        self.say("" if value == self._options[0].value else title.lower())

    @Slot(QAction)
    def _triggered(self, action: QAction) -> None:
        if action.data() != self._chosen:
            self.set_chosen(action.data())
            self.changed.emit()
