"""The system's file dialogs, behind a protocol that tests implement."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSettings, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget


class Files(Protocol):
    """`kinds` is Qt's filter: "Excel (*.xlsx);;Alla filer (*)". None: the dialog was cancelled."""

    def open(self, parent: QWidget, title: str, kinds: str) -> Path | None: ...

    def save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None: ...

    def folder(self, parent: QWidget, title: str) -> Path | None: ...


_REMEMBERED = ("history", "lastVisited")


@contextmanager
def without_history() -> Iterator[None]:
    """Restores what Qt's own file dialog stores of visited folders, on disk and for all programs of the user."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    kept.beginGroup("FileDialog")
    before = {name: kept.value(name) for name in _REMEMBERED}
    try:
        yield
    finally:
        kept.sync()
        for name, value in before.items():
            if value is None:
                kept.remove(name)
            elif kept.value(name) != value:
                kept.setValue(name, value)
        kept.sync()


class SystemFiles:
    """Begins in the documents folder, afterwards in the folder of the last file."""

    def __init__(self) -> None:
        self._folder = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))

    def open(self, parent: QWidget, title: str, kinds: str) -> Path | None:
        with without_history():
            name, _ = QFileDialog.getOpenFileName(parent, title, str(self._folder), kinds)
        return self._chosen(name)

    def save(self, parent: QWidget, title: str, name: str, kinds: str) -> Path | None:
        with without_history():
            chosen, kind = QFileDialog.getSaveFileName(parent, title, str(self._folder / name), kinds)
        path = self._chosen(chosen)
        if path and not path.suffix and "*." in kind:
            path = path.with_suffix(kind.partition("*")[2].rstrip(")").split()[0])
        return path

    def folder(self, parent: QWidget, title: str) -> Path | None:
        name = QFileDialog.getExistingDirectory(parent, title, str(self._folder))
        return Path(name) if name else None

    def _chosen(self, name: str) -> Path | None:
        if not name:
            return None
        path = Path(name)
        self._folder = path.parent
        return path
