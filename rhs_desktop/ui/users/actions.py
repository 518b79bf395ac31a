"""Who may come in: the doors to it, as part of the window's Actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from rhs_desktop.ui.act_result import ActResult
    from rhs_desktop.ui.context import DialogContext


class UserActions(Protocol):
    """Part of the window's Actions; the same rules hold."""

    @property
    def has_login(self) -> bool:
        """Whether people log in here; in the practice clinic nobody does."""

    def colleagues(self) -> Sequence[str]:
        """To whom cases can be handed over: whoever may come in, and whoever has cases already."""

    def open_users(self, parent: QWidget) -> ActResult | None:
        """Who may come in, and as what."""

    def open_own_password(self, parent: QWidget) -> ActResult | None:
        """Another password for whoever sits here."""


class UserDoors:
    """The users' part of the window's Actions, over the real services."""

    _tools: DialogContext

    @property
    def has_login(self) -> bool:
        return self._tools.context.store.encrypted

    def colleagues(self) -> Sequence[str]:
        from rhs_desktop.services.users import accounts

        return accounts.colleagues(self._tools.context)

    def open_users(self, parent: QWidget) -> ActResult | None:
        from rhs_desktop.ui.users.users_dialog import UsersDialog

        return UsersDialog.ask(parent, self._tools)

    def open_own_password(self, parent: QWidget) -> ActResult | None:
        from rhs_desktop.ui.users.password_dialog import OwnPasswordDialog

        return OwnPasswordDialog.ask(parent, self._tools)
