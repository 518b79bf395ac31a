"""Page of a manual's steps: add, remove, move and rename them, and edit the texts to copy."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from rhs_desktop.domain.manuals.edit import Draft, step_lists
from rhs_desktop.domain.manuals.manual import TickEffect
from rhs_desktop.strings.manuals import manuals as strings
from rhs_desktop.strings.manuals.file_errors import CLOSINGS
from rhs_desktop.ui.manuals.fields import Chosen, scrolled
from rhs_desktop.ui.manuals.state import ManualState
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_TEXT_LINES = 4


class StepsPage(QWidget):
    """Signals: `edited` with key and value, `step_edited` with field and text, `list_chosen` with a key, `step_chosen`
    with a place from 1, `added`, `removed`, `moved` with -1 or 1."""

    edited = Signal(str, object)
    step_edited = Signal(str, str)
    list_chosen = Signal(str)
    step_chosen = Signal(int)
    added = Signal()
    removed = Signal()
    moved = Signal(int)

    def __init__(self, theme: Theme, draft: Draft) -> None:
        super().__init__()
        self.lists = QComboBox()
        self.title = QLineEdit()
        self.reply = QLineEdit()
        self.reply_text = QPlainTextEdit()
        self.closing = Chosen()
        self.steps = QListWidget()
        self.steps.setWordWrap(True)
        self.steps.setAccessibleName(strings.STEPS)
        self.text = QPlainTextEdit()
        self.copy = QPlainTextEdit()
        self.act = text_label("", "muted")
        self.wrong = text_label("", "error")
        self.add = QPushButton(strings.ADD_STEP)
        self.remove = QPushButton(strings.REMOVE_STEP)
        self.up = QPushButton(strings.MOVE_UP)
        self.down = QPushButton(strings.MOVE_DOWN)
        for code, name in CLOSINGS.items():
            self.closing.addItem(name, code)
        for key in step_lists(draft):
            handling = draft.value(key.removesuffix(".steps")) if key.startswith("handlings") else None
            self.lists.addItem(strings.list_name(key, handling), key)
        self.fields = {
            "lists": FormField(strings.STEPS_OF, self.lists),
            "title": FormField(strings.FIELDS["title"], self.title),
            "reply": FormField(strings.FIELDS["reply"], self.reply, strings.REPLY_HINT),
            "reply_text": FormField(strings.FIELDS["reply_text"], self.reply_text, strings.REPLY_TEXT_HINT),
            "closing": FormField(strings.FIELDS["closing"], self.closing),
            "text": FormField(strings.STEP_TEXT, self.text),
            "copy": FormField(strings.FIELDS["copy"], self.copy, strings.COPY_HINT),
        }
        self._at = ""
        self._lay_out(theme)
        self._connect()

    def _connect(self) -> None:
        self.lists.activated.connect(self._list_chosen)
        self.steps.currentRowChanged.connect(self._step_chosen)
        self.title.textEdited.connect(self._title_edited)
        self.reply.textEdited.connect(self._reply_edited)
        self.reply_text.textChanged.connect(self._reply_text_edited)
        self.closing.activated.connect(self._closing_chosen)
        self.text.textChanged.connect(self._text_edited)
        self.copy.textChanged.connect(self._copy_edited)
        self.add.clicked.connect(self.added)
        self.remove.clicked.connect(self.removed)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        self.up.setShortcut(QKeySequence("Alt+Up"))
        self.down.setShortcut(QKeySequence("Alt+Down"))
        for button in (self.add, self.remove, self.up, self.down):
            button.setAutoDefault(False)

    def _lay_out(self, theme: Theme) -> None:
        unit = theme.unit
        left, right = QVBoxLayout(), QVBoxLayout()
        buttons = QHBoxLayout()
        for layout in (left, right, buttons):
            layout.setSpacing(2 * unit)
        for button in (self.add, self.remove, self.up, self.down):
            buttons.addWidget(button)
        buttons.addStretch(1)
        left.addWidget(self.fields["lists"])
        left.addWidget(self.steps, 1)
        left.addWidget(self.wrong)
        left.addLayout(buttons)
        for editor in (self.text, self.copy, self.reply_text):
            editor.setTabChangesFocus(True)
            editor.setFixedHeight(round(_TEXT_LINES * self.fontMetrics().lineSpacing() * 1.2))
        for name in ("title", "reply", "reply_text", "closing"):
            right.addWidget(self.fields[name])
        right.addWidget(self.fields["text"])
        right.addWidget(self.act)
        right.addWidget(self.fields["copy"])
        right.addStretch(1)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 3 * unit, 0, 0)
        columns.setSpacing(6 * unit)
        columns.addLayout(left, 1)
        side = QWidget()
        right.setContentsMargins(0, 0, 2 * unit, 0)
        scrolled(side, right)
        columns.addWidget(side, 1)

    # ---- painting ---------------------------------------------------------------------------------------------------

    def paint(self, state: ManualState, troubles: Mapping[str, str]) -> None:
        """Show the open list, its handling and the selected step; faults by key."""
        self._paint_lists(state)
        self._paint_steps(state, troubles)
        self._paint_handling(state, troubles)
        self._paint_chosen(state, troubles)
        self.remove.setEnabled(state.place > 0 and not state.needed)
        self.up.setEnabled(state.may_go_up)
        self.down.setEnabled(state.may_go_down)

    def _paint_lists(self, state: ManualState) -> None:
        self.lists.setCurrentIndex(self.lists.findData(state.shown))
        if state.handling:
            handling = state.draft.value(f"handlings[{state.handling}]")
            self.lists.setItemText(self.lists.currentIndex(), strings.list_name(state.shown, handling))

    def _paint_steps(self, state: ManualState, troubles: Mapping[str, str]) -> None:
        with QSignalBlocker(self.steps):
            texts = [f"{place}.  {step['text']}" for place, step in enumerate(state.steps, 1)]
            while self.steps.count() > len(texts):
                self.steps.takeItem(self.steps.count() - 1)
            for row, text in enumerate(texts):
                if row == self.steps.count():
                    self.steps.addItem(QListWidgetItem())
                item = self.steps.item(row)
                item.setText(text)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, text)
            self.steps.setCurrentRow(state.place - 1)
        self._at = state.shown
        self.wrong.setText(troubles.get(state.shown, ""))
        self.wrong.setVisible(bool(self.wrong.text()))

    def _paint_handling(self, state: ManualState, troubles: Mapping[str, str]) -> None:
        at = f"handlings[{state.handling}]"
        for name, edit in (("title", self.title), ("reply", self.reply)):
            field = self.fields[name]
            field.setVisible(state.handling > 0)
            if state.handling:
                value = str(state.draft.value(f"{at}.{name}"))
                if edit.text().strip() != value:
                    edit.setText(value)
                    edit.setCursorPosition(0)
                _say(field, troubles.get(f"{at}.{name}", ""))
        for name in ("reply_text", "closing"):
            self.fields[name].setVisible(state.handling > 0)
        if state.handling:
            _show(self.reply_text, state.draft.reply_text(state.handling))
            self.reply_text.setEnabled(bool(state.draft.value(f"{at}.reply")))
            self.closing.setCurrentIndex(self.closing.findData(state.draft.value(f"{at}.closing")))

    def _paint_chosen(self, state: ManualState, troubles: Mapping[str, str]) -> None:
        chosen = state.chosen or {}
        at = f"{state.shown}[{state.place}]"
        for name, editor in (("text", self.text), ("copy", self.copy)):
            _show(editor, str(chosen.get(name, "")))
            editor.setEnabled(state.place > 0)
            _say(self.fields[name], troubles.get(f"{at}.{name}", ""))
        self.act.setText("" if state.act is TickEffect.TICK else strings.act(state.act, needed=state.needed))
        self.act.setVisible(bool(self.act.text()))

    # ---- telling ----------------------------------------------------------------------------------------------------

    @Slot(int)
    def _list_chosen(self, place: int) -> None:
        self.list_chosen.emit(self.lists.itemData(place))

    @Slot(int)
    def _step_chosen(self, row: int) -> None:
        self.step_chosen.emit(row + 1)

    @Slot(str)
    def _title_edited(self, text: str) -> None:
        self.edited.emit(f"{self._at.removesuffix('.steps')}.title", text.strip())

    @Slot(str)
    def _reply_edited(self, text: str) -> None:
        self.edited.emit(f"{self._at.removesuffix('.steps')}.reply", text.strip())

    @Slot()
    def _reply_text_edited(self) -> None:
        self.edited.emit(f"{self._at.removesuffix('.steps')}.reply_text", self.reply_text.toPlainText().strip())

    @Slot(int)
    def _closing_chosen(self, place: int) -> None:
        self.edited.emit(f"{self._at.removesuffix('.steps')}.closing", self.closing.itemData(place))

    @Slot()
    def _text_edited(self) -> None:
        self.step_edited.emit("text", self.text.toPlainText().strip())

    @Slot()
    def _copy_edited(self) -> None:
        self.step_edited.emit("copy", self.copy.toPlainText().strip())

    @Slot()
    def _up(self) -> None:
        self.moved.emit(-1)

    @Slot()
    def _down(self) -> None:
        self.moved.emit(1)


def _show(editor: QPlainTextEdit, value: str) -> None:
    """Set a text without emitting a signal; one that only differs in surrounding spaces is left as typed."""
    if editor.toPlainText().strip() != value.strip():
        with QSignalBlocker(editor):
            editor.setPlainText(value)


def _say(field: FormField, trouble: str) -> None:
    if trouble != field.trouble:
        field.complain(trouble, focus=False)
