"""What the main window needs besides its areas: columns of widgets, Qt's own bytes as text, dropped files."""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget


def column_layout(parent: QWidget, *widgets: QWidget) -> None:
    column = QVBoxLayout(parent)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for place, widget in enumerate(widgets):
        column.addWidget(widget, 1 if place == len(widgets) - 1 else 0)


def row_widget(left: QWidget, right: QWidget) -> QWidget:
    """Both in one row, the room to the right one."""
    both = QWidget()
    row = QHBoxLayout(both)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(left)
    row.addWidget(right, 1)
    return both


def dropped_file(data: QMimeData) -> Path | None:
    """The one file that is being dropped; several at once would be several lists."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else None


def to_bytes(text: str) -> QByteArray:
    return QByteArray(b64decode(text))


def to_text(data: QByteArray) -> str:
    return b64encode(data.data()).decode("ascii")
