"""What this project needs of PySide6 itself, and has seen a release lack."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator, Signal


class Sender(QObject):
    sent = Signal(bool)


def test_an_emit_keeps_its_references() -> None:
    """6.12.0 on Python 3.11 loses a reference to True at each emit and aborts after some hundred."""
    sender = Sender()
    received: list[bool] = []
    sender.sent.connect(received.append)
    before = sys.getrefcount(True)
    for _ in range(5000):
        sender.sent.emit(True)
        received.clear()
    assert abs(sys.getrefcount(True) - before) < 500


def test_the_wheel_brings_qts_own_swedish() -> None:
    swedish = QTranslator()
    assert swedish.load("qtbase_sv", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    assert swedish.translate("QPlatformTheme", "&Yes") == "&Ja"
    assert swedish.translate("QPlatformTheme", "Cancel") == "Avbryt"
    assert swedish.translate("QWizard", "&Next") == "&Nästa"
