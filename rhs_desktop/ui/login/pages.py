"""Pages of the entrance: login, first start, forgotten password, recovery code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import EntryRefusal, EntryRefused, ExpectedError
from rhs_desktop.domain.passwords import login_name, read_code
from rhs_desktop.strings import users as said
from rhs_desktop.strings.errors import said as trouble_of
from rhs_desktop.ui.login.login_form import LoginForm
from rhs_desktop.ui.login.recovery_sheet import CodeSheet
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import Messages
from rhs_desktop.ui.widgets.password_fields import Countdown, NewPassword, Progress
from rhs_desktop.ui.widgets.printer_memory import PrinterMemory
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_CHARS = 52
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CentredPage(QScrollArea):
    """A centred column: `content` above, buttons below, the primary one last. Enter presses it."""

    def __init__(self, theme: Theme, primary: str, other: str = "") -> None:
        super().__init__()
        self.theme = theme
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        unit = theme.unit
        self.content = QVBoxLayout()
        self.content.setSpacing(4 * unit)
        self.primary = QPushButton(primary)
        set_kind(self.primary, "primary")
        self.other = QPushButton(other)
        set_kind(self.other, "link")
        if not other:  # shown by its parent: shown by itself it would be a window of its own for a moment
            self.other.hide()
        self.primary.clicked.connect(self.go)
        buttons = QHBoxLayout()
        buttons.setSpacing(3 * unit)
        buttons.addWidget(self.other)
        buttons.addStretch(1)
        buttons.addWidget(self.primary)
        self._logo = QLabel()
        self._name = text_label("RHS Desktop", "strong", wrap=False)
        head = QHBoxLayout()
        head.setSpacing(2 * unit)
        head.addWidget(self._logo)
        head.addWidget(self._name, 1)
        self.column = QWidget()
        inside = QVBoxLayout(self.column)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(5 * unit)
        inside.addLayout(head)
        inside.addLayout(self.content)
        inside.addLayout(buttons)
        self.column.setFixedWidth(_CHARS * theme.metrics().averageCharWidth())
        whole = QWidget()
        whole.setObjectName("entrance")
        outside = QVBoxLayout(whole)
        outside.setContentsMargins(6 * unit, 6 * unit, 6 * unit, 6 * unit)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.column)
        across.addStretch(1)
        outside.addStretch(2)
        outside.addLayout(across)
        outside.addStretch(3)
        self.setWidget(whole)
        theme.changed.connect(self.restyle)
        self.restyle()

    @Slot()
    def restyle(self) -> None:
        size = self.theme.icon_size * 5 // 4
        self._logo.setPixmap(self.theme.icon("logo", "accent").pixmap(QSize(size, size)))

    @Slot()
    def go(self) -> None:
        """The action of the primary button."""

    @Slot()
    def leave(self) -> None:
        """The action of Esc; none by default."""

    def begin(self) -> None:
        """Focus the first field."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focus = self.focusWidget()
        if event.key() in _ENTER:
            (focus if isinstance(focus, QPushButton) else self.primary).click()
        elif event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


class LoginPage(CentredPage):
    """`asked` carries name and password, `forgotten` asks for the page of the recovery code."""

    asked = Signal(str, str)
    forgotten = Signal()

    def __init__(self, theme: Theme, clock: Callable[[], datetime], name: str) -> None:
        super().__init__(theme, said.LOG_IN, said.FORGOTTEN)
        self.form = LoginForm(theme, clock, name)
        self.content.addWidget(text_label(said.LOG_IN, "heading"))
        self.content.addWidget(self.form)
        self.form.asked.connect(self.asked)
        self.form.ready.connect(self._ready)
        self.other.clicked.connect(self.forgotten)

    @Slot(bool)
    def _ready(self, ready: bool) -> None:
        self.primary.setEnabled(ready)
        self.other.setEnabled(not self.form.busy)

    def go(self) -> None:
        self.form.ask()

    def begin(self) -> None:
        self.form.begin()


class FirstPage(CentredPage):
    """Makes the first administrator: `asked` carries name and password, `fetch_wanted` asks for a backup."""

    asked = Signal(str, str)
    fetch_wanted = Signal()

    def __init__(self, theme: Theme, name: str, *, plain: bool) -> None:
        super().__init__(theme, said.BEGIN_PLAIN if plain else said.BEGIN, "" if plain else said.FETCH)
        self._doing = said.SEALING if plain else said.BEGINNING
        self.name = QLineEdit(name)
        self.name_field = FormField(said.NAME, self.name, said.NAME_HINT)
        self.new = NewPassword(theme, self.name.text)
        self.progress = Progress(theme)
        self.trouble = text_label("", "error")
        self.trouble.hide()
        self.content.addWidget(text_label(said.PLAIN_TITLE if plain else said.FIRST_TITLE, "heading"))
        self.content.addWidget(text_label(said.PLAIN_TEXT if plain else said.FIRST_TEXT))
        for part in (self.name_field, self.new, self.trouble, self.progress):
            self.content.addWidget(part)
        self.name.textChanged.connect(self.new.show_rules)
        self.other.clicked.connect(self.fetch_wanted)

    def go(self) -> None:
        if self.progress.text:
            return
        try:
            name = login_name(self.name.text())
        except EntryRefused as error:
            self.name_field.complain(trouble_of(error))
            return
        password = self.new.take()
        if password is not None:
            self._work(self._doing)
            self.asked.emit(name, password)

    def begin(self) -> None:
        self.name.setFocus()
        self.name.selectAll()

    def refuse(self, error: ExpectedError) -> None:
        """Show the error."""
        self._work("")
        self.trouble.setText(trouble_of(error))
        self.trouble.show()
        self.new.first.edit.setFocus()

    def _work(self, text: str) -> None:
        self.progress.say(text)
        self.trouble.hide()
        for one in (self.name, self.new, self.primary, self.other):
            one.setEnabled(not text)


class RecoverPage(CentredPage):
    """Login by the recovery code: `asked` carries code, name and new password, `left` goes back."""

    asked = Signal(str, str, str)
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        clock: Callable[[], datetime],
        name: str,
        title: str = said.FORGOTTEN_TITLE,
        text: str = said.FORGOTTEN_TEXT,
    ) -> None:
        super().__init__(theme, said.RECOVER, said.BACK)
        self.code = QLineEdit()
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.code_field = FormField(said.CODE, self.code, said.CODE_HINT)
        self.name = QLineEdit(name)
        self.name_field = FormField(said.NAME, self.name)
        self.new = NewPassword(theme, self.name.text, said.NEW_PASSWORD)
        self.progress = Progress(theme)
        self._waiting = Countdown(clock, self)
        self._waiting.left.connect(self._wait)
        self.content.addWidget(text_label(title, "heading"))
        self.content.addWidget(text_label(text))
        for part in (self.code_field, self.name_field, self.new, self.progress):
            self.content.addWidget(part)
        self.name.textChanged.connect(self.new.show_rules)
        self.other.clicked.connect(self.leave)

    def go(self) -> None:
        if self.progress.text or self._waiting.running:
            return
        try:
            read_code(self.code.text())
            name = login_name(self.name.text())
        except EntryRefused as error:
            (self.name_field if error.code is EntryRefusal.NAME_EMPTY else self.code_field).complain(trouble_of(error))
            return
        password = self.new.take()
        if password is not None:
            self._work(said.RECOVERING)
            self.asked.emit(self.code.text(), name, password)

    def refuse(self, error: ExpectedError, until: datetime | None = None) -> None:
        """Show the error. `until`: no attempt is allowed before."""
        self._work("")
        self.code_field.complain(trouble_of(error))
        waited = error.data.get("until") if error.code is EntryRefusal.WAIT else until
        if isinstance(waited, datetime):
            self._waiting.begin(waited)

    def clear(self) -> None:
        self._work("")
        self.code.setText("")
        self.new.clear()

    def begin(self) -> None:
        self.code.setFocus()

    def leave(self) -> None:
        if not self.progress.text:
            self.clear()
            self.left.emit()

    def _work(self, text: str) -> None:
        self.progress.say(text)
        for one in (self.code, self.name, self.new, self.other):
            one.setEnabled(not text)
        self.primary.setEnabled(not text and not self._waiting.running)

    @Slot(int)
    def _wait(self, seconds: int) -> None:
        self.code_field.complain(f"{said.TOO_MANY} {said.wait(seconds)}" if seconds else "", focus=False)
        self.primary.setEnabled(not seconds and not self.progress.text)


class RecoveryCodePage(CentredPage):
    """Shows the recovery code before the window is opened; `kept` when the user confirms that it is kept."""

    kept = Signal()

    def __init__(self, theme: Theme, messages: Messages, printing: PrinterMemory) -> None:
        super().__init__(theme, said.SAVED)
        self.sheet = CodeSheet(theme, messages, printing)
        self.content.addWidget(self.sheet)

    def go(self) -> None:
        self.sheet.forget()
        self.kept.emit()

    def begin(self) -> None:
        self.sheet.print.setFocus()
