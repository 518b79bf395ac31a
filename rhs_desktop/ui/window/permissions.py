"""From what a person may do to what the window shows: the one table between permissions and menus, buttons and keys.

What is not allowed is not shown. That it would be refused is for the services (services/permissions.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from rhs_desktop.domain.cases.acts import ROWS
from rhs_desktop.domain.cases.available_acts import AvailableActs
from rhs_desktop.domain.roles import Permission as May
from rhs_desktop.ui.window.menu import WindowMenu
from rhs_desktop.ui.window.top_bar import ActionRow

Asked = Callable[[May], bool]
"""Whether whoever sits here may."""


def everything(permission: May) -> bool:
    """Before anybody sits here, nothing is hidden: it cannot be pressed yet."""
    return True


def nothing(permission: May) -> bool:
    """Before anybody has logged in."""
    return False


ANYBODY: tuple[May, ...] = ()
MENU: Mapping[str, tuple[May, ...]] = {
    "undo": (May.UNDO,),
    "redo": (May.UNDO,),
    "undo_earlier": (May.UNDO,),
    "refresh": (May.LOOK,),
    "calling": (May.HANDLE,),
    "reminders": (May.SEND,),
    "forecast": (May.LOOK,),
    "handover": (May.LOOK,),
    "export": (May.LIST,),
    "compact": (May.LOOK,),
    "texts": (May.ADMINISTER,),
    "envelope": (May.LOOK, May.ADMINISTER),
    "manuals": (May.ADMINISTER,),
    "settings": (May.LOOK, May.ADMINISTER),
    "access_log": (May.REVIEW,),
    "backups": (May.LOOK, May.ADMINISTER),
    "retention": (May.ADMINISTER,),
    "users": (May.ADMINISTER,),
    "own_password": ANYBODY,
    "lock": ANYBODY,
    "switch": ANYBODY,
    "keys": ANYBODY,
    "quit": ANYBODY,
    "search": (May.LOOK,),
    "scan": (May.HANDLE,),
    "next_area": (May.LOOK,),
    "previous_area": (May.LOOK,),
}
"""The entries of the window's menu and its keys, by their names there; any one of the permissions shows it."""
WITH_LOGIN = frozenset({"users", "own_password", "lock", "switch"})
"""What has no sense in the practice clinic, where nobody logs in."""
BUTTONS: Mapping[str, May] = {
    "send": May.SEND,
    "import_list": May.LIST,
    "paste": May.LIST,
    "letters": May.SEND,
    "scan": May.HANDLE,
}
"""The buttons at the top, by their names there."""


def offered(offers: AvailableActs, may: Asked) -> AvailableActs:
    """Those of the offers that are allowed."""
    return replace(
        offers,
        main=tuple(act for act in offers.main if may(ROWS[act].permission)),
        call=offers.call and may(May.HANDLE),
        more=tuple(act for act in offers.more if may(ROWS[act].permission)),
    )


def shows(permissions: tuple[May, ...], may: Asked) -> bool:
    return not permissions or any(may(one) for one in permissions)


def show(menu: WindowMenu, buttons: ActionRow, may: Asked, *, login: bool) -> None:
    """Hide from the window's menu and buttons what whoever sits there may not. `login`: there are users."""
    for name, permissions in MENU.items():
        action = getattr(menu, name, None)
        if action is not None:
            action.setVisible(shows(permissions, may) and (login or name not in WITH_LOGIN))
    menu.columns.menuAction().setVisible(may(May.LOOK))
    for name, permission in BUTTONS.items():
        getattr(buttons, name).setVisible(may(permission))
