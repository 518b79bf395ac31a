"""Messages for tests: everything said is kept, every question is answered from a list, nothing can hang."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtWidgets import QDialog, QWidget


@dataclass
class Recorder:
    """`answers` are used up in order by `ask` and `choose`; `drivers` by `run`. An unexpected question fails the test.

    A driver gets the dialog, shown but not modal, works it as a person would, and leaves it accepted or rejected.
    """

    answers: list[bool | int | None] = field(default_factory=list)
    drivers: list[Callable[[QDialog], None]] = field(default_factory=list)
    said: list[str] = field(default_factory=list)

    def tell(self, parent: QWidget | None, text: str, details: str = "") -> None:
        self.said.append(f"{text} {details}".strip())

    def warn(self, parent: QWidget | None, text: str, details: str = "") -> None:
        self.said.append(f"{text} {details}".strip())

    def ask(
        self, parent: QWidget | None, text: str, act: str, details: str = "", *, cancel: str = "Avbryt"
    ) -> bool:
        self.said.append(f"{text} {details}".strip())
        assert self.answers, f"asked unexpectedly: {text}"
        return bool(self.answers.pop(0))

    def choose(self, parent: QWidget | None, text: str, acts: list[str], details: str = "") -> int | None:
        self.said.append(f"{text} {details}".strip())
        assert self.answers, f"asked unexpectedly: {text}"
        answer = self.answers.pop(0)
        return None if answer is None else int(answer)

    def run(self, dialog: QDialog) -> bool:
        assert self.drivers, f"a dialog opened unexpectedly: {dialog.windowTitle()}"
        dialog.show()
        self.drivers.pop(0)(dialog)
        accepted = dialog.result() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return accepted
