"""Parts of the entrance and of the password dialogs."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QSize, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import EntryRefused
from rhs_desktop.domain.login_delay import LONGEST_WAIT
from rhs_desktop.domain.passwords import LEAST_PASSWORD, check_password, password_text
from rhs_desktop.strings import users as said
from rhs_desktop.strings.errors import said as trouble_of
from rhs_desktop.strings.widgets import WORKING
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.password_field import PasswordField
from rhs_desktop.ui.widgets.theme import Theme

_TICK_MS = 200


class PasswordInput(FormField):
    """A password field with its name, its error and the hint about Caps Lock."""

    def __init__(self, name: str = said.PASSWORD, hint: str = "") -> None:
        self.edit = PasswordField(name)
        super().__init__(name, self.edit, hint)
        self._caps = text_label(said.CAPS, "due")
        self._caps.hide()
        self.edit.caps.connect(self._caps.setVisible)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(2, self._caps)


class NewPassword(QWidget):
    """A new password, typed twice, with its rules and whether each is met. `name` is what it must not contain; `other`
    is the text of the second rule."""

    edited = Signal()

    def __init__(
        self,
        theme: Theme,
        name: Callable[[], str],
        title: str = said.PASSWORD,
        hint: str = "",
        other: str = said.RULE_OTHER,
    ) -> None:
        super().__init__()
        self._theme = theme
        self._name = name
        self._other = other
        self.first = PasswordInput(title, hint)
        self.second = PasswordInput(said.AGAIN)
        self._rules: dict[str, tuple[QLabel, QLabel]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.unit)
        column.addWidget(self.first)
        column.addLayout(self._rule_lines())
        column.addWidget(self.second)
        self.first.edit.textChanged.connect(self.show_rules)
        self.second.edit.textChanged.connect(self.show_rules)
        theme.changed.connect(self.show_rules)
        self.show_rules()

    def _rule_lines(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * self._theme.unit)
        grid.setVerticalSpacing(self._theme.unit)
        grid.setColumnStretch(1, 1)
        for line, rule in enumerate((said.RULE_LENGTH, self._other, said.RULE_SAME)):
            sign, text = QLabel(), text_label(rule, "small")
            grid.addWidget(sign, line, 0)
            grid.addWidget(text, line, 1)
            self._rules[rule] = sign, text
        return grid

    @property
    def met(self) -> dict[str, bool]:
        """For each rule, whether the present text meets it."""
        text = self.first.edit.text()
        code = _refused(text, self._name())
        return {
            said.RULE_LENGTH: len(password_text(text)) >= LEAST_PASSWORD,
            self._other: bool(text) and code in (None, "password_short"),
            said.RULE_SAME: bool(text) and text == self.second.edit.text(),
        }

    @Slot()
    def show_rules(self) -> None:
        """Show which rules are met. To be called when the name has changed."""
        size = QSize(self._theme.icon_size, self._theme.icon_size)
        for rule, met in self.met.items():
            sign, text = self._rules[rule]
            sign.setPixmap(self._theme.icon("tick" if met else "waiting", "done" if met else "muted").pixmap(size))
            text.setAccessibleName(f"{rule}: {said.MET if met else said.UNMET}")
        self.edited.emit()

    def take(self) -> str | None:
        """Returns the password and empties the fields; None, and an error at the field, where it is not valid."""
        text = self.valid()
        if text is not None:
            self.clear()
        return text

    def valid(self) -> str | None:
        """As `take`, but the fields stay as they are."""
        text = self.first.edit.text()
        try:
            check_password(text, self._name())
        except EntryRefused as error:
            self.first.complain(trouble_of(error))
            return None
        if text != self.second.edit.text():
            self.second.edit.take()
            self.second.complain(said.NOT_SAME)
            return None
        return text

    def clear(self) -> None:
        for one in (self.first, self.second):
            one.edit.take()
            one.clear()


class Countdown(QObject):
    """Counts down to a moment. `left` carries the remaining seconds, finally 0."""

    left = Signal(int)

    def __init__(self, clock: Callable[[], datetime], parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._until: datetime | None = None
        self._timer = QTimer(self, interval=_TICK_MS)
        self._timer.timeout.connect(self._tick)

    @property
    def running(self) -> bool:
        return self._until is not None

    def begin(self, until: datetime) -> None:
        self._until = until
        self._timer.start()
        self._tick()

    @Slot()
    def _tick(self) -> None:
        if self._until is None:
            return
        seconds = math.ceil((self._until - self._clock()).total_seconds())
        if not 0 < seconds <= LONGEST_WAIT.total_seconds():  # longer: the clock has been set back meanwhile
            seconds = 0
            self._until = None
            self._timer.stop()
        self.left.emit(max(0, seconds))


class Progress(QWidget):
    """A text and a busy indicator, shown while a job runs."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._text = text_label("", "muted", wrap=False)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName(WORKING)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * theme.unit)
        line.addWidget(self._text)
        line.addWidget(bar, 1)
        keep = self.sizePolicy()
        keep.setRetainSizeWhenHidden(True)
        self.setSizePolicy(keep)
        self.hide()

    @property
    def text(self) -> str:
        return self._text.text() if not self.isHidden() else ""

    @Slot(str)
    def say(self, text: str) -> None:
        """Set the text; an empty one hides it."""
        self._text.setText(text)
        self.setVisible(bool(text))


def _refused(text: str, name: str) -> str | None:
    try:
        check_password(text, name)
    except EntryRefused as error:
        return error.code
    return None
