"""The real Actions, with the dialogs' doors remembered instead of opened: the dialogs have tests of their own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.window.desk_actions import DeskActions


class CountedActions(DeskActions):
    """`doors` names what was opened, with the cases; `answer` is what the next one gives back."""

    def __init__(self, tools: DialogContext) -> None:
        super().__init__(tools)
        self.tools = tools
        self.doors: list[tuple[str, tuple[int, ...]]] = []
        self.answer: ActResult | None = None
        self.file: Path | None = None
        self.shown: tuple[int, ...] = ()
        self.code = ""

    def _open(self, name: str, cases: Sequence[int] = ()) -> ActResult | None:
        self.doors.append((name, tuple(cases)))
        return self.answer

    def open_import(self, parent: QWidget, file: Path | None = None) -> ActResult | None:
        self.file = file
        return self._open("import")

    def open_paste(self, parent: QWidget) -> ActResult | None:
        return self._open("paste")

    def open_send(self, parent: QWidget, cases: Sequence[int]) -> ActResult | None:
        return self._open("send", cases)

    def open_batch(self, parent: QWidget, batch: int) -> ActResult | None:
        return self._open("batch", [batch])

    def open_letters(self, parent: QWidget, cases: Sequence[int]) -> ActResult | None:
        return self._open("letters", cases)

    def open_printed(self, parent: QWidget, case: int) -> ActResult | None:
        return self._open("printed", [case])

    def open_cosmic_check(self, parent: QWidget, cases: Sequence[int]) -> ActResult | None:
        return self._open("cosmic_check", cases)

    def open_set_aside(self, parent: QWidget) -> ActResult | None:
        return self._open("set_aside")

    def open_answer(self, parent: QWidget, case: int) -> ActResult | None:
        return self._open("answer", [case])

    def open_details(self, parent: QWidget, case: int) -> ActResult | None:
        return self._open("details", [case])

    def open_protected_letter(self, parent: QWidget, case: int) -> ActResult | None:
        return self._open("protected_letter", [case])

    def open_letter_texts(self, parent: QWidget) -> ActResult | None:
        return self._open("letter_texts")

    def open_envelope(self, parent: QWidget) -> ActResult | None:
        return self._open("envelope")

    def open_reply(self, parent: QWidget, code: str = "") -> ActResult | None:
        self.code = code
        return self._open("reply")

    def open_export(self, parent: QWidget, chosen: Sequence[int], shown: Sequence[int]) -> ActResult | None:
        self.shown = tuple(shown)
        return self._open("export", chosen)

    def open_manuals(self, parent: QWidget) -> ActResult | None:
        return self._open("manuals")

    def open_settings(self, parent: QWidget) -> ActResult | None:
        return self._open("settings")
