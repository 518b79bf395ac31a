"""Who sits at the keyboard in the journeys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from rhs_desktop.ui.widgets import file_dialogs
from tests.journeys.beginner import Beginner
from tests.stored_practice import practice_files, practice_made_once
from tests.ui.desk import ChosenFiles

__all__ = ["practice_files", "practice_made_once"]


@pytest.fixture
def beginner(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Beginner]:
    chosen = ChosenFiles()
    monkeypatch.setattr(file_dialogs, "SystemFiles", lambda: chosen)
    person = Beginner(qapp, qtbot, tmp_path / "data", chosen)
    yield person
    for one in person.running:
        one.window.close()
