"""A new password: one's own, which asks for the former one first, or a colleague's who has lost theirs."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from rhs_desktop.domain.errors import EntryRefused, ExpectedError
from rhs_desktop.services import users
from rhs_desktop.services.users import UserRecord
from rhs_desktop.ui.change import Change
from rhs_desktop.ui.dialogs.frame import Frame
from rhs_desktop.ui.dialogs.tools import Tools
from rhs_desktop.ui.entrance.parts import NewPassword, Progress, Secret
from rhs_desktop.ui.jobs import Err, Ok, Task
from rhs_desktop.words import entry as words
from rhs_desktop.words.trouble import said

_CHARS = 52


class PasswordDialog(Frame):
    """The part that both share: a new password, and a job that takes a moment, in which nothing can be pressed."""

    def __init__(self, parent: QWidget | None, tools: Tools, title: str, name: str) -> None:
        super().__init__(parent, tools.theme, title, words.CHANGE_OWN)
        self.tools = tools
        self.name = name
        self.new = NewPassword(tools.theme, lambda: self.name, words.NEW_PASSWORD)
        self.progress = Progress(tools.theme)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self.save)
        self.keep_width(_CHARS)

    @property
    def busy(self) -> bool:
        return bool(self.progress.text)

    @Slot()
    def save(self) -> None:
        """Try what is filled in."""

    def work(self, text: str) -> None:
        """Empty text: it is done."""
        self.progress.say(text)
        self.say("")
        for one in (self.new, self.primary, self.cancel):
            one.setEnabled(not text)

    def reject(self) -> None:
        if not self.busy:
            self.new.clear()
            super().reject()


class OwnPasswordDialog(PasswordDialog):
    """Byt mitt lösenord."""

    def __init__(self, parent: QWidget | None, tools: Tools) -> None:
        super().__init__(parent, tools, words.OWN_PASSWORD.rstrip("…"), tools.workplace.user)
        self.former = Secret(words.FORMER)
        for part in (self.former, self.new, self.progress):
            self.content.addWidget(part)

    @classmethod
    def ask(cls, parent: QWidget, tools: Tools) -> Change | None:
        """Change it; None: thought better of it."""
        done = cls(parent, tools).run(tools.messages)
        return Change(words.OWN_CHANGED, frozenset(), undoable=False) if done else None

    @Slot()
    def save(self) -> None:
        if self.busy:
            return
        if not self.former.edit.text():
            self.former.edit.setFocus()
            return
        password = self.new.take()
        if password is None:
            return
        former, w = self.former.edit.take(), self.tools.workplace
        self.work(words.CHANGING)
        self.former.setEnabled(False)

        def change(task: Task) -> Any:
            return users.change_own_password(w, former, password)

        self.tools.jobs.start(change).done.connect(self._changed)

    @Slot(object)
    def _changed(self, answer: Ok[Any] | Err) -> None:
        self.work("")
        self.former.setEnabled(True)
        if isinstance(answer, Ok):
            self.accept()
            return
        if not isinstance(answer.error, ExpectedError):
            raise answer.error
        if isinstance(answer.error, EntryRefused) and answer.error.code == "wrong_login":
            self.former.complain(words.FORMER_WRONG)
        else:
            self.say(said(answer.error))

    def reject(self) -> None:
        if not self.busy:
            self.former.edit.take()
        super().reject()


class SetPasswordDialog(PasswordDialog):
    """A new password for a colleague, whose name stands in the title."""

    def __init__(self, parent: QWidget | None, tools: Tools, user: UserRecord) -> None:
        super().__init__(parent, tools, words.of(words.NEW_PASSWORD, user.name), user.name)
        self.user = user
        for part in (self.new, self.progress):
            self.content.addWidget(part)

    @Slot()
    def save(self) -> None:
        password = None if self.busy else self.new.take()
        if password is None:
            return
        w, number = self.tools.workplace, self.user.id
        self.work(words.CHANGING)

        def change(task: Task) -> Any:
            return users.set_password(w, number, password)

        self.tools.jobs.start(change).done.connect(self._changed)

    @Slot(object)
    def _changed(self, answer: Ok[Any] | Err) -> None:
        self.work("")
        if isinstance(answer, Ok):
            self.accept()
        elif isinstance(answer.error, ExpectedError):
            self.say(said(answer.error))
        else:
            raise answer.error
