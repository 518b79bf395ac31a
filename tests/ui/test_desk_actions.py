"""Every door of the window opens the real dialog, and leaving it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from rhs_desktop.ui.actions import Actions, Change
from rhs_desktop.ui.desk_actions import DeskActions
from rhs_desktop.ui.theme import Theme
from tests.ui.desk import Answering
from tests.ui.states import Scene, open_scene

Door = Callable[[DeskActions, QWidget, Scene], Change | None]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = open_scene(tmp_path, ["ready", "new", "letter", "answered"])
    yield made
    made.desk.workplace.store.close()


@pytest.mark.parametrize(
    ("door", "dialog"),
    [
        pytest.param(lambda a, parent, s: a.open_import(parent), "ImportDialog", id="import"),
        pytest.param(lambda a, parent, s: a.open_paste(parent), "PastingDialog", id="paste"),
        pytest.param(lambda a, parent, s: a.open_send(parent, []), "SendWizard", id="send"),
        pytest.param(lambda a, parent, s: a.open_send(parent, s.all[:1]), "SendWizard", id="send to one"),
        pytest.param(lambda a, parent, s: a.open_letters(parent, []), "LettersDialog", id="letters"),
        pytest.param(lambda a, parent, s: a.open_cosmic_check(parent, s.all[1:2]), "CosmicManyDialog", id="cosmic"),
        pytest.param(lambda a, parent, s: a.open_details(parent, s.all[0]), "DetailsDialog", id="details"),
        pytest.param(lambda a, parent, s: a.open_settings(parent), "SettingsDialog", id="settings"),
        pytest.param(lambda a, parent, s: a.open_reply(parent), "ReplyDialog", id="reply"),
        pytest.param(lambda a, parent, s: a.open_letter_texts(parent), "TextsDialog", id="texts"),
        pytest.param(lambda a, parent, s: a.open_envelope(parent), "EnvelopeDialog", id="envelope"),
        pytest.param(lambda a, parent, s: a.open_protected_letter(parent, s.all[2]), "ProtectedDialog", id="sealed"),
    ],
)
def test_doors(scene: Scene, theme: Theme, qtbot: QtBot, door: Door, dialog: str) -> None:
    opened: list[str] = []

    def leave(shown: QDialog) -> None:
        opened.append(type(shown).__name__)
        shown.reject()

    messages = Answering(on_run=leave)
    parent = QWidget()
    qtbot.addWidget(parent)
    QGuiApplication.clipboard().clear()
    desk: Actions = DeskActions(scene.tools(theme, messages))
    before = list(desk.rows())
    assert isinstance(desk, DeskActions)
    assert door(desk, parent, scene) is None
    assert opened == [dialog]
    assert list(desk.rows()) == before


def test_undo_to_the_very_beginning(scene: Scene, theme: Theme, qtbot: QtBot) -> None:
    """Ctrl+Z takes back what was done at this desk, act by act, and then says that there is no more."""
    desk = DeskActions(scene.tools(theme, Answering()))
    said = []
    while (change := desk.undo()) is not None:
        said.append(change.undoable)
    assert said[-1] is False
    assert all(said[:-1])
    assert list(desk.rows()) == []
