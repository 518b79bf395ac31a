"""The base of all dialogs: content, a line for errors, and buttons, the primary one last."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLayout, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CANCEL, Messages, let_go
from rhs_desktop.ui.widgets.screens import screen_of
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class BaseDialog(QDialog):
    """`content` is filled by the dialog, `primary` is named by its act.

    `fixed`: the dialog has the size of its content; otherwise it can be resized.
    """

    def __init__(
        self, parent: QWidget | None, theme: Theme, title: str, act: str, *, cancel: str = CANCEL, fixed: bool = True
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._ordered = False
        self.setWindowTitle(title)
        self.setWindowFlag(Qt.WindowType.WindowContextHelpButtonHint, on=False)
        self.content = QVBoxLayout()
        self.trouble = text_label("", "error")
        self.primary = QPushButton(act)
        self.cancel = QPushButton(cancel)
        set_kind(self.primary, "primary")
        self.primary.setDefault(True)
        self.cancel.setAutoDefault(False)

        self.primary.clicked.connect(self.accept)
        self.cancel.clicked.connect(self.reject)

        unit = theme.unit
        self.content.setSpacing(3 * unit)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(2 * unit)
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.cancel)
        self.buttons.addWidget(self.primary)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(6 * unit, 5 * unit, 6 * unit, 5 * unit)
        outside.setSpacing(4 * unit)
        outside.addLayout(self.content, 1)
        outside.addWidget(self.trouble)
        outside.addLayout(self.buttons)
        self.trouble.hide()
        if fixed:
            outside.setSizeConstraint(QLayout.SizeConstraint.SetFixedSize)

    def run(self, messages: Messages) -> bool:
        """Show it until it is closed. Returns whether it was accepted; its result is read from its attributes."""
        accepted = messages.run(self)
        let_go(self)
        return accepted

    def showEvent(self, event: QShowEvent) -> None:
        """Order the focus: the content first, the buttons last; begin at the first field."""
        if not self._ordered:
            self._ordered = True
            self._order_focus()
        super().showEvent(event)

    def _order_focus(self) -> None:
        found = (self.buttons.itemAt(place) for place in range(self.buttons.count()))
        buttons = [one for item in found if item and isinstance(one := item.widget(), QPushButton)]
        fields: list[QWidget] = []
        widget = self.nextInFocusChain()
        while widget is not self and widget is not None:
            takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget not in buttons
            if takes and self.isAncestorOf(widget):
                fields.append(widget)
            widget = widget.nextInFocusChain()
        for one, following in pairwise([*fields[-1:], *buttons]):
            self.setTabOrder(one, following)
        if self.focusWidget() is None or self.focusWidget() in buttons:
            first = next((field for field in fields if field.isEnabledTo(self) and field.isVisibleTo(self)), None)
            if first is not None:
                first.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the focused button, and from any other widget the primary one."""
        focus = self.focusWidget()
        if event.key() in _ENTER and isinstance(focus, QPushButton) and focus.isEnabled():
            focus.click()
        else:
            super().keyPressEvent(event)

    def add_button(self, text: str, *, left: bool = False) -> QPushButton:
        """Add a button before Avbryt, or at the far left."""
        button = QPushButton(text)
        button.setAutoDefault(False)
        self.buttons.insertWidget(0 if left else self.buttons.count() - 2, button)
        return button

    def say(self, trouble: str) -> None:
        """Show an error above the buttons; an empty text hides it."""
        self.trouble.setText(trouble)
        self.trouble.setVisible(bool(trouble))

    def keep_width(self, chars: int) -> None:
        """Fix the width of the content, in average characters."""
        strut = QWidget()
        strut.setFixedSize(chars * self.fontMetrics().averageCharWidth(), 0)
        self.content.insertWidget(0, strut)
        self.content.insertSpacing(1, -self.content.spacing())

    def resize_to(self, chars: int, lines: int) -> None:
        """Set the first size, in characters and lines, at most that of the screen."""
        metrics = self.fontMetrics()
        room = screen_of(self.parentWidget()).availableSize()
        width = min(chars * metrics.averageCharWidth(), room.width() * 94 // 100)
        height = min(round(lines * metrics.lineSpacing() * 1.15), room.height() * 90 // 100)
        self.resize(width, height)


def line() -> QFrame:
    """A horizontal line between parts."""
    rule = QFrame()
    rule.setFrameShape(QFrame.Shape.HLine)
    set_kind(rule, "line")
    return rule
