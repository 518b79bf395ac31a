"""Applies a remembered layout to the main window and reads the present one; finds a dropped file."""

from __future__ import annotations

from base64 import b64decode, b64encode
from pathlib import Path

from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtWidgets import QMainWindow, QSplitter

from rhs_desktop.ui.case_list.columns import SHOWN_AT_FIRST, SHOWN_WHEN_WIDE
from rhs_desktop.ui.widgets.screens import screen_of
from rhs_desktop.ui.widgets.theme import Theme
from rhs_desktop.ui.window.areas import Areas
from rhs_desktop.ui.window.commands import Command
from rhs_desktop.ui.window.layout_memory import Layout, remember_filter

_WIDE = 1600


def restore(window: QMainWindow, splitter: QSplitter, areas: Areas, layout: Layout) -> None:
    """Apply a layout; defaults for what it does not hold."""
    table, screen = areas.table, screen_of(None).availableGeometry()
    if not (layout.geometry and window.restoreGeometry(_bytes(layout.geometry))):
        window.resize(min(1280, screen.width()), min(800, screen.height()))
    if layout.splitter:
        splitter.restoreState(_bytes(layout.splitter))
    first = SHOWN_WHEN_WIDE if screen.width() >= _WIDE else SHOWN_AT_FIRST
    table.header.show_columns(layout.columns or first)
    table.header.set_widths(layout.widths)
    table.sort(layout.sort, descending=layout.descending)
    areas.menu.actions[Command.COMPACT].setChecked(layout.compact)


def layout_of(window: QMainWindow, splitter: QSplitter, areas: Areas, theme: Theme) -> Layout:
    """The present layout."""
    table = areas.table
    key, descending = table.sorted_by
    return Layout(
        geometry=_text(window.saveGeometry()),
        splitter=_text(splitter.saveState()),
        columns=tuple(table.header.chosen_columns()),
        widths=table.header.widths(),
        sort=key,
        descending=descending,
        compact=table.compact,
        mode=theme.mode.value,
        filter=remember_filter(areas.filters.filter),
    )


def dropped_file(data: QMimeData) -> Path | None:
    """The file that is dropped; None where it is no local file, or more than one."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 else None


def _bytes(text: str) -> QByteArray:
    return QByteArray(b64decode(text))


def _text(data: QByteArray) -> str:
    return b64encode(data.data()).decode("ascii")
