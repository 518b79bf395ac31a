"""The letters that Alt presses in a window as it stands; one that stands twice presses neither."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget


def letters_of(window: QWidget) -> list[str]:
    """Those of all buttons, boxes and fields that can be seen."""
    texts = [one.text() for one in window.findChildren(QAbstractButton) if one.isVisible()]
    texts += [one.text() for one in window.findChildren(QLabel) if one.isVisible() and one.buddy() is not None]
    found = (QKeySequence.mnemonic(text).toString() for text in texts)
    return sorted(letter for letter in found if letter)
