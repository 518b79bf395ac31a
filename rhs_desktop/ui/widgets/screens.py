"""The screen of a widget."""

from __future__ import annotations

from PySide6.QtGui import QCursor, QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget


def screen_of(widget: QWidget | None) -> QScreen:
    """The screen at the centre of the widget's window; without a widget, at the pointer.

    QWidget.screen() is not used: PySide makes the widget own the QScreen, and deletes it with the widget.
    """
    place = widget.window().geometry().center() if widget else QCursor.pos()
    return QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
