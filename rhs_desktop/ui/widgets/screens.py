"""Which screen a widget stands on."""

from __future__ import annotations

from PySide6.QtGui import QCursor, QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


def screen_of(widget: QWidget | None) -> QScreen:
    """The screen under the middle of the widget's window, or under the pointer.

    QWidget.screen() is not asked: PySide lets the widget own the answer and deletes the screen together with it.
    """
    place = widget.window().geometry().center() if widget else QCursor.pos()
    return QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
