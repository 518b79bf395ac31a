"""Dialog to paste a text into, which shows at once what it was parsed as."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QMimeData, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from rhs_desktop.strings import pasting as strings
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_LINES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Understood:
    """What a pasted text was parsed as: a value, None where there is nothing to take, the text of the button (`act`), a
    summary, and what could not be parsed."""

    value: Any
    act: str
    summary: str
    troubles: tuple[str, ...] = ()


class PasteEdit(QPlainTextEdit):
    """Plain text. The HTML that the clipboard held is kept until the text is edited."""

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
        """The HTML of the text, empty where the text was edited since."""
        same = self._pasted.split() == self.toPlainText().split()
        return self.html if same else ""


class PasteDialog(BaseDialog):
    """`understand` parses the text and its HTML at each change, on the GUI thread. `answer` is the value it found."""

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
        """The parsed value, or None if the user cancels. `text` is shown at first."""
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
        self.troubles.setText("\n".join((*shown, *((strings.more_troubles(more),) if more else ()))))
        self.summary.setVisible(bool(read.summary))
        self.troubles.setVisible(bool(shown))
