"""What the window opens: the real dialog, which changes nothing when it is left; Ångra as far as it goes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.roles import Role
from rhs_desktop.services.backups import make
from rhs_desktop.services.cases import record
from rhs_desktop.services.restoring import restore
from rhs_desktop.store.backups.backup_folder import Copies
from rhs_desktop.strings import backups as said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.filter import Filter
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window import dialogs
from rhs_desktop.ui.window.dialogs import ACT_DIALOGS, Opening, Opens
from rhs_desktop.ui.window.undo import undo
from tests.ui.conftest import Office, rows_of
from tests.ui.desk import Answering
from tests.ui.states import Scene, open_scene


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = open_scene(tmp_path, ["ready", "new", "letter", "answered"])
    yield made
    made.desk.context.store.close()


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize(
    ("opens", "chosen", "dialog"),
    [
        pytest.param(dialogs.import_list, slice(0), "ImportDialog", id="import"),
        pytest.param(dialogs.paste, slice(0), "PastingDialog", id="paste"),
        pytest.param(dialogs.send, slice(0), "SendWizard", id="send"),
        pytest.param(dialogs.letters, slice(0), "LettersDialog", id="letters"),
        pytest.param(dialogs.export, slice(0), "ExportDialog", id="export"),
        pytest.param(dialogs.settings, slice(0), "SettingsDialog", id="settings"),
        pytest.param(dialogs.manuals, slice(0), "ManualsDialog", id="manuals"),
        pytest.param(dialogs.reply, slice(0), "ReplyDialog", id="reply"),
        pytest.param(dialogs.letter_texts, slice(0), "TextsDialog", id="texts"),
        pytest.param(dialogs.envelope, slice(0), "EnvelopeDialog", id="envelope"),
        pytest.param(dialogs.users, slice(0), "UsersDialog", id="users"),
        pytest.param(dialogs.erase_person, slice(1), "EraseDialog", id="erase a person"),
        pytest.param(ACT_DIALOGS[Act.SEND], slice(1), "SendWizard", id="send to one"),
        pytest.param(ACT_DIALOGS[Act.CHECK_MANY], slice(1, 2), "CosmicManyDialog", id="cosmic"),
        pytest.param(ACT_DIALOGS[Act.DETAILS], slice(1), "DetailsDialog", id="details"),
        pytest.param(ACT_DIALOGS[Act.ANSWER], slice(3, 4), "AnswerDialog", id="answer"),
        pytest.param(ACT_DIALOGS[Act.CALL_NOW], slice(3, 4), "CallingDialog", id="call"),
        pytest.param(ACT_DIALOGS[Act.LETTERS], slice(2, 3), "LettersDialog", id="letter to one"),
        pytest.param(ACT_DIALOGS[Act.PROTECTED_LETTER], slice(2, 3), "ProtectedDialog", id="sealed"),
    ],
)
def test_each_opens_its_dialog_and_leaving_it_changes_nothing(
    scene: Scene, theme: Theme, parent: QWidget, opens: Opens, chosen: slice, dialog: str
) -> None:
    opened: list[str] = []

    def leave(shown: QDialog) -> None:
        opened.append(type(shown).__name__)
        shown.reject()

    tools = scene.tools(theme, Answering(on_run=leave))
    QGuiApplication.clipboard().clear()
    before = rows_of(tools)
    assert opens(Opening(parent, tools, scene.all[chosen])) is None
    assert opened == [dialog]
    assert rows_of(tools) == before


def test_undo_to_the_very_beginning(scene: Scene, theme: Theme, parent: QWidget) -> None:
    """Ctrl+Z takes back what was done at this desk, act by act, and then says that there is no more."""
    at = Opening(parent, scene.tools(theme, Answering()))
    said = []
    while (change := undo(at)) is not None:
        said.append(change.undoable)
    assert said[-1] is False
    assert all(said[:-1])
    assert rows_of(at.tools) == []


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


def test_undo_right_after_a_restore_says_where_that_is_undone(restored: Scene, theme: Theme, parent: QWidget) -> None:
    change = undo(Opening(parent, restored.tools(theme, Answering())))
    assert change == ActResult(said.UNDONE_HERE, frozenset(), undoable=False)
    assert restore.undoable(restored.desk.context) is not None


def test_undo_comes_to_a_restore_and_keeps_the_redo(restored: Scene, theme: Theme, parent: QWidget) -> None:
    at = Opening(parent, restored.tools(theme, Answering()))
    record.add_note(restored.desk.context, restored.all[0], "Ringer på måndag")
    first = undo(at)
    assert first is not None
    assert not first.undoable
    assert undo(at) == ActResult(said.NO_FURTHER, frozenset(), undoable=False, redoable=True)


def test_whoever_cannot_undo_a_restore_is_told_who_can(restored: Scene, theme: Theme, parent: QWidget) -> None:
    tools = restored.tools(theme, Answering())
    handler = replace(tools.context, roles=frozenset({Role.HANDLER}))
    change = undo(Opening(parent, replace(tools, context=handler)))
    assert change == ActResult(said.NO_FURTHER, frozenset(), undoable=False)


def test_the_status_line_says_so(restored: Scene, theme: Theme, office: Callable[..., Office]) -> None:
    window = office("ready").window
    window.begin(restored.tools(theme, Answering()), [], Filter())
    window.controller.undo()
    assert window.areas.status.done.text() == said.UNDONE_HERE
    assert not window.areas.status.undo.isVisible()
