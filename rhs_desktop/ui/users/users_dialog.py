"""Användare: the users with their roles, and what an administrator can do with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHeaderView, QPushButton, QTableWidget, QTableWidgetItem, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.users import accounts
from rhs_desktop.services.users.accounts import UserRecord
from rhs_desktop.strings import users as said
from rhs_desktop.strings.errors import said as trouble_of
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.users.account_dialogs import AddUserDialog, CodeDialog, RolesDialog
from rhs_desktop.ui.users.password_dialog import SetPasswordDialog
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.jobs import Err, Ok, Task
from rhs_desktop.ui.widgets.labels import row_layout, text_label
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.password_fields import Progress
from rhs_desktop.ui.widgets.table_setup import plain


class UsersDialog(BaseDialog):
    """`told` is the message about the last change, for the status bar."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, said.USERS.rstrip("…"), said.ADD + "…", cancel=CLOSE, fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.users: tuple[UserRecord, ...] = ()
        self.table = QTableWidget(0, 2)
        self.table.setHorizontalHeaderLabels([said.NAME, said.ROLES])
        plain(self.table, tools.theme, said.USERS.rstrip("…"), several=False)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        self.roles = QPushButton(said.CHANGE_ROLES)
        self.password = QPushButton(said.SET_PASSWORD)
        self.active = QPushButton(said.CLOSE_USER)
        self.told = text_label("", "muted")
        self.progress = Progress(tools.theme)
        self.code = self.add_button(said.NEW_CODE, left=True)
        for button in (self.roles, self.password, self.active):
            button.setAutoDefault(False)
        self.content.addWidget(self.table, 1)
        self.content.addLayout(row_layout(self.roles, self.password, self.active, space=2 * tools.theme.unit))
        self.content.addWidget(self.told)
        self.content.addWidget(self.progress)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._add)
        self.roles.clicked.connect(self._change_roles)
        self.password.clicked.connect(self._set_password)
        self.active.clicked.connect(self._open_or_close)
        self.code.clicked.connect(self._new_code)
        self.table.itemSelectionChanged.connect(self._picked)
        self.resize_to(96, 22)
        self._load()

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> ActResult | None:
        """Manage users. Returns the message about the last change, or None."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        done = dialog.told.text()
        return ActResult(done, frozenset(), undoable=False) if done else None

    @property
    def user(self) -> UserRecord | None:
        """The selected user."""
        line = self.table.currentRow()
        return self.users[line] if 0 <= line < len(self.users) else None

    def _load(self, choose: str = "") -> None:
        chosen = choose or (self.user.name if self.user else self.ctx.user)
        self.users = accounts.everybody(self.ctx)
        self.table.setRowCount(len(self.users))
        for line, user in enumerate(self.users):
            held = said.roles(user.roles) if user.active else f"{said.CLOSED} · {said.roles(user.roles)}"
            for column, text in enumerate((user.name, held)):
                item = QTableWidgetItem(text)
                if not user.active:
                    item.setForeground(self.palette().placeholderText())
                self.table.setItem(line, column, item)
        names = [user.name for user in self.users]
        self.table.setCurrentCell(names.index(chosen) if chosen in names else 0, 0)
        self._picked()

    @Slot()
    def _picked(self) -> None:
        user = self.user
        for button in (self.roles, self.password, self.active):
            button.setEnabled(user is not None)
        if user is not None and user.active and user.name == self.ctx.user:
            self.active.setEnabled(False)
        self.active.setText(said.CLOSE_USER if user is None or user.active else said.OPEN_USER)

    @Slot()
    def _add(self) -> None:
        dialog = AddUserDialog(self, self.tools)
        if dialog.run(self.tools.messages):
            self._tell(said.added(dialog.added), dialog.added)

    @Slot()
    def _change_roles(self) -> None:
        user = self.user
        if user is not None and RolesDialog(self, self.tools, user).run(self.tools.messages):
            self._tell(said.changed(user.name, own=user.name == self.ctx.user))

    @Slot()
    def _set_password(self) -> None:
        user = self.user
        if user is not None and SetPasswordDialog(self, self.tools, user).run(self.tools.messages):
            self._tell(said.password_set(user.name))

    @Slot()
    def _open_or_close(self) -> None:
        """Deactivate a user, or activate one with a new password: the former was deleted when it was deactivated."""
        user = self.user
        if user is None:
            return
        if user.active:
            question, details = said.close_ask(user.name)
            if self.tools.messages.ask(self, question, said.CLOSE_USER, details):
                self._attempt(lambda: self._set_active(user, active=False), said.shut(user.name))
        elif SetPasswordDialog(self, self.tools, user).run(self.tools.messages):
            self._attempt(lambda: self._set_active(user, active=True), said.opened(user.name))

    def _set_active(self, user: UserRecord, *, active: bool) -> None:
        accounts.change(self.ctx, user.id, roles=user.roles, active=active)

    def _attempt(self, act: Callable[[], object], done: str) -> None:
        try:
            act()
        except ExpectedError as error:
            self.say(trouble_of(error))
            return
        self._tell(done)

    def _tell(self, done: str, choose: str = "") -> None:
        self.say("")
        self.told.setText(done)
        self._load(choose)

    @Slot()
    def _new_code(self) -> None:
        if self.progress.text or not self.tools.messages.ask(
            self, said.NEW_CODE_ASK, said.NEW_CODE_ACT, said.NEW_CODE_DETAILS
        ):
            return
        self.progress.say(said.CHANGING_CODE)
        self.code.setEnabled(False)
        ctx = self.ctx

        def make(task: Task) -> str:
            return accounts.new_recovery_code(ctx)

        self.tools.jobs.start(make).done.connect(self._made)

    @Slot(object)
    def _made(self, answer: Ok[Any] | Err) -> None:
        self.progress.say("")
        self.code.setEnabled(True)
        if isinstance(answer, Ok):
            CodeDialog(self, self.tools, answer.value).run(self.tools.messages)
            self._tell(said.CODE_MADE)
        elif isinstance(answer.error, ExpectedError):
            self.say(trouble_of(answer.error))
        else:
            raise answer.error
