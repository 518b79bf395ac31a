"""Every door of the window opens the real dialog, and leaving it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.roles import Role
from rhs_desktop.services.backups import make
from rhs_desktop.services.cases import record
from rhs_desktop.services.restoring import restore
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.strings import backups as said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.actions import Actions
from rhs_desktop.ui.window.desk_actions import DeskActions
from tests.ui.conftest import Office
from tests.ui.desk import Answering
from tests.ui.states import Scene, open_scene

Door = Callable[[DeskActions, QWidget, Scene], ActResult | None]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = open_scene(tmp_path, ["ready", "new", "letter", "answered"])
    yield made
    made.desk.context.store.close()


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


@pytest.fixture
def restored(scene: Scene, tmp_path: Path) -> Scene:
    """A note was taken, then the register taken back to what it was before."""
    ctx = scene.desk.context
    ctx.store.copies = Copies(tmp_path / "kopior")
    made = make.make(ctx)
    scene.desk.clock.now += timedelta(hours=1)
    record.add_note(ctx, scene.all[0], "Ringer på fredag")
    restore.restore(ctx, tmp_path / "kopior" / made.name)
    return scene


def test_undo_right_after_a_restore_says_where_that_is_undone(restored: Scene, theme: Theme) -> None:
    change = DeskActions(restored.tools(theme, Answering())).undo()
    assert change == ActResult(said.UNDONE_HERE, frozenset(), undoable=False)
    assert restore.undoable(restored.desk.context) is not None


def test_undo_comes_to_a_restore_and_keeps_the_redo(restored: Scene, theme: Theme) -> None:
    desk = DeskActions(restored.tools(theme, Answering()))
    desk.add_note(restored.all[0], "Ringer på måndag")
    first = desk.undo()
    assert first is not None
    assert not first.undoable
    assert desk.undo() == ActResult(said.NO_FURTHER, frozenset(), undoable=False, redoable=True)


def test_whoever_cannot_undo_a_restore_is_told_who_can(restored: Scene, theme: Theme) -> None:
    tools = restored.tools(theme, Answering())
    handler = replace(tools.context, roles=frozenset({Role.HANDLER}))
    change = DeskActions(replace(tools, context=handler)).undo()
    assert change == ActResult(said.NO_FURTHER, frozenset(), undoable=False)


def test_the_status_line_says_so(restored: Scene, theme: Theme, office: Callable[..., Office]) -> None:
    window = office("ready").window
    window.conductor.begin(DeskActions(restored.tools(theme, Answering())), [], Filter())
    window.conductor.undo()
    assert window.status_line.done.text() == said.UNDONE_HERE
    assert not window.status_line.undo.isVisible()
