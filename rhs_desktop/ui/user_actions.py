"""Who may come in: the doors to it, as part of the window's Actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from rhs_desktop.ui.change import Change
    from rhs_desktop.ui.dialogs.tools import Tools


class UserActions(Protocol):
    """Part of the window's Actions; the same rules hold."""

    @property
    def has_login(self) -> bool:
        """Whether people log in here; in the practice clinic nobody does."""

    def colleagues(self) -> Sequence[str]:
        """To whom cases can be handed over: whoever may come in, and whoever has cases already."""

    def open_users(self, parent: QWidget) -> Change | None:
        """Who may come in, and as what."""

    def open_own_password(self, parent: QWidget) -> Change | None:
        """Another password for whoever sits here."""


class UserDoors:
    """The users' part of the window's Actions, over the real services."""

    _tools: Tools

    @property
    def has_login(self) -> bool:
        return self._tools.workplace.store.encrypted

    def colleagues(self) -> Sequence[str]:
        from rhs_desktop.services import users

        return users.colleagues(self._tools.workplace)

    def open_users(self, parent: QWidget) -> Change | None:
        from rhs_desktop.ui.dialogs.users_dialog import UsersDialog

        return UsersDialog.ask(parent, self._tools)

    def open_own_password(self, parent: QWidget) -> Change | None:
        from rhs_desktop.ui.dialogs.password_dialog import OwnPasswordDialog

        return OwnPasswordDialog.ask(parent, self._tools)
