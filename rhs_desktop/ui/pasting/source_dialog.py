"""A place to paste into, which says at once what it understood, before anything is taken."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_LINES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Understood:
    """What a pasted text came to. `value` is None as long as there is nothing to take."""

    value: Any
    act: str
    summary: str
    troubles: tuple[str, ...] = ()


class PasteEdit(QPlainTextEdit):
    """Plain text; what the clipboard had as a web page besides is kept until the text is changed by hand."""

    def __init__(self) -> None:
        super().__init__()
        self.html = ""
        self._pasted = ""
        self.setTabChangesFocus(True)

    def insertFromMimeData(self, source: QMimeData) -> None:
        alone = not self.toPlainText() or self.textCursor().selectedText() == self.toPlainText()
        self.html = source.html() if alone and source.hasHtml() else ""
        self._pasted = source.text()
        super().insertFromMimeData(source)

    @property
    def web_page(self) -> str:
        """The other form of the text, as long as it is of this very text."""
        same = self._pasted.split() == self.toPlainText().split()
        return self.html if same else ""


class PasteDialog(BaseDialog):
    """`understand` is asked at each change of the text, with the text and its form as a web page; it must be quick."""

    def __init__(
        self,
        parent: QWidget | None,
        theme: Theme,
        title: str,
        hint: str,
        understand: Callable[[str, str], Understood],
        text: str = "",
    ) -> None:
        super().__init__(parent, theme, title, "", fixed=False)
        self._understand = understand
        self.answer: Any = None
        self.text = PasteEdit()
        self.field = FormField(title, self.text, hint)
        self.summary = text_label("", "strong")
        self.troubles = text_label("", "muted")

        self.text.textChanged.connect(self._read)

        self.content.addWidget(self.field, 1)
        self.content.addWidget(self.summary)
        self.content.addWidget(self.troubles)
        self.resize_to(64, 24)
        self.text.setPlainText(text)
        self._read()

    @classmethod
    def ask(
        cls,
        parent: QWidget,
        tools: DialogContext,
        title: str,
        hint: str,
        understand: Callable[[str, str], Understood],
        text: str = "",
    ) -> Any | None:
        """What was understood, or None. `text` is there from the beginning."""
        dialog = cls(parent, tools.theme, title, hint, understand, text)
        return dialog.answer if dialog.run(tools.messages) else None

    @Slot()
    def _read(self) -> None:
        read = self._understand(self.text.toPlainText(), self.text.web_page)
        self.answer = read.value
        self.primary.setText(read.act)
        self.primary.setEnabled(read.value is not None)
        self.summary.setText(read.summary)
        shown = read.troubles[:_LINES_SHOWN]
        more = len(read.troubles) - len(shown)
        self.troubles.setText("\n".join((*shown, *((f"… och {more} till",) if more else ()))))
        self.summary.setVisible(bool(read.summary))
        self.troubles.setVisible(bool(shown))
