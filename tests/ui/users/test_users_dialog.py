"""Who may come in: what the dialog offers for oneself and for others, and what it says was done."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.roles import Role
from rhs_desktop.services.users import accounts, first_login, login
from rhs_desktop.store.users.key_file import Cost
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.users.account_dialogs import RolesDialog
from rhs_desktop.ui.users.users_dialog import UsersDialog
from rhs_desktop.ui.widgets.clipboard import Clipboard
from rhs_desktop.ui.widgets.jobs import Immediate, Jobs
from rhs_desktop.ui.widgets.theme import Theme
from tests.builders import Desk
from tests.ui.desk import Answering, ChosenFiles

ANNA, BO = "Anna Ek", "Bo Ask"
HERS, HIS = "ärtsoppa på torsdag", "fyra gröna paraplyer"


@pytest.fixture
def dialog(tmp_path: Path, theme: Theme, qtbot: QtBot) -> Iterator[UsersDialog]:
    """Two administrators, and Anna looks at them."""
    desk = Desk()
    first_login.begin(tmp_path, ANNA, HERS, cost=Cost(64, 1, 1), clock=lambda: desk.now)
    ctx = login.enter(tmp_path, ANNA, HERS, clock=lambda: desk.now)
    accounts.add(ctx, BO, frozenset({Role.ADMINISTRATOR}), HIS)
    clipboard = Clipboard(QApplication.clipboard(), 60)
    made = UsersDialog(None, DialogContext(ctx, theme, Answering(), Jobs(Immediate()), clipboard, ChosenFiles()))
    qtbot.addWidget(made)
    yield made
    ctx.store.close()


def choose(dialog: UsersDialog, name: str) -> None:
    dialog.table.setCurrentCell([user.name for user in dialog.users].index(name), 0)


def messages_of(dialog: UsersDialog) -> Answering:
    assert isinstance(dialog.tools.messages, Answering)
    return dialog.tools.messages


def test_others_can_be_closed_and_let_in_again(dialog: UsersDialog) -> None:
    choose(dialog, ANNA)
    assert not dialog.active.isEnabled(), "she would sit on at a desk that is not hers"
    choose(dialog, BO)
    assert dialog.active.isEnabled()
    messages_of(dialog).answers.append(True)
    dialog.active.click()
    assert [user.active for user in dialog.users if user.name == BO] == [False]
    assert dialog.active.isEnabled(), "and opened again"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        pytest.param(BO, "Bo Ask har nya roller", id="another's"),
        pytest.param(ANNA, "Du har nya roller nästa gång du loggar in", id="her own"),
    ],
)
def test_other_roles_are_told(dialog: UsersDialog, name: str, told: str) -> None:
    def tick(shown: QDialog) -> None:
        assert isinstance(shown, RolesDialog)
        shown.roles.boxes[Role.REVIEWER].toggle()
        shown.primary.click()

    messages_of(dialog).on_run = tick
    choose(dialog, name)
    dialog.roles.click()
    assert dialog.told.text() == told
