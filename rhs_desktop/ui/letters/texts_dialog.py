"""Dialog for the texts of the letters, with a preview. Every saved version is kept."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError, LetterTrouble
from rhs_desktop.domain.letters.languages import LetterLanguage
from rhs_desktop.domain.roles import Permission, allowed
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.letters import mailing_proposal, pages, texts
from rhs_desktop.services.letters.texts import EditableText
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.letters import held_back as letter_strings
from rhs_desktop.strings.letters import texts as strings
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.letters.preview import LetterPreview
from rhs_desktop.ui.letters.text_editor import TextEditor, one_line_each
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.theme import set_kind

_SOON_MS = 350
_RESIDENTS = 30
_OF_THE_TEXT = frozenset({LetterTrouble.TEXT_OVERFLOW, LetterTrouble.TEXT_GLYPH, LetterTrouble.TEXT_VALUE_MISSING})


class TextsDialog(BaseDialog):
    """`change` is what was saved last, None if nothing was. The head of a text (name and window) is not shown."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, strings.TITLE, strings.SAVE, cancel=CLOSE, fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.change: ActResult | None = None
        self._text: EditableText | None = None
        self._language: LetterLanguage | None = None
        self._head = ""
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self.language = QComboBox()
        self.which = QComboBox()
        self.versions = QPushButton(strings.VERSIONS)
        self.versions_menu = QMenu(self)
        self.marks: dict[str, QToolButton] = {}
        self.insert = QPushButton(strings.INSERT)
        self.insert_menu = QMenu(self)
        self.editor = TextEditor(tools.theme, strings.FIELDS)
        self.editor.setAccessibleName(strings.EDITOR)
        self.state = text_label("")
        self.shown_for = QComboBox()
        self.preview = LetterPreview(tools.theme, tools.jobs)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.primary.setAutoDefault(False)
        self.primary.setDefault(False)
        self._fill()
        self._lay_out()
        self._connect()
        self._load(0)

    def _fill(self) -> None:
        self.language.addItem(strings.SWEDISH, None)
        for language, name in letter_strings.LANGUAGES.items():
            self.language.addItem(name, language)
        self.language.setToolTip(strings.LANGUAGE_HINT)
        self._fill_texts(texts.editable(self.ctx))
        for name in strings.FIELDS:
            self.insert_menu.addAction(strings.field(name)).setData(name)
        self.insert.setMenu(self.insert_menu)
        self.versions.setMenu(self.versions_menu)
        for opener in (self.insert, self.versions):
            opener.setAutoDefault(False)
        self.shown_for.addItem(strings.WORST, None)
        rounds = case_list.rounds(self.ctx) if allowed(self.ctx.roles, Permission.SEND) else ()
        if rounds:
            chosen = settings.load(self.ctx).round or rounds[0].id
            for one in mailing_proposal.propose(self.ctx, chosen).ready[:_RESIDENTS]:
                self.shown_for.addItem(one.name, one.case)
        for key, (name, _) in strings.MARKS.items():
            button = QToolButton()
            button.setText(name)
            button.setProperty("mark", key)
            set_kind(button, "quiet")
            self.marks[key] = button

    def _fill_texts(self, found: Sequence[EditableText]) -> None:
        """Offer these texts, the same one chosen as before."""
        place = max(0, self.which.currentIndex())
        self.which.blockSignals(True)
        self.which.clear()
        for text in found:
            self.which.addItem(text.name, text.key)
        self.which.setCurrentIndex(place)
        self.which.blockSignals(False)

    @Slot(int)
    def _other_language(self, place: int) -> None:
        """Offer the texts in that language, or say why they cannot be written in it."""
        if self.language.itemData(place) == self._language:
            return
        try:
            found = texts.editable(self.ctx, self._tag(place))
        except ExpectedError as error:
            self.say(said(error))
            found = None
        if found is None or not self._may_leave():
            self.language.setCurrentIndex(self.language.findData(self._language))
            return
        self.say("")
        self._language = self._tag(place)
        self._text = None
        self._fill_texts(found)
        self._load(self.which.currentIndex())

    def _tag(self, place: int) -> LetterLanguage | None:
        value = self.language.itemData(place)
        return None if value is None else LetterLanguage(value)

    def _connect(self) -> None:
        self.language.activated.connect(self._other_language)
        self.which.currentIndexChanged.connect(self._other_text)
        self.editor.textChanged.connect(self._changed)
        self.shown_for.currentIndexChanged.connect(self._draw)
        self.insert_menu.triggered.connect(self._insert)
        self.versions_menu.triggered.connect(self._take_version)
        self._soon.timeout.connect(self._draw)
        self.preview.shown.connect(self._was_drawn)
        for button in self.marks.values():
            button.clicked.connect(self._mark)

    def _lay_out(self) -> None:
        unit = self.theme.unit
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(2 * unit)
        top = QHBoxLayout()
        top.setSpacing(3 * unit)
        top.addWidget(FormField(strings.WHICH, self.which), 1)
        top.addWidget(FormField(strings.LANGUAGE, self.language))
        top.addWidget(self.versions, 0, Qt.AlignmentFlag.AlignBottom)
        bar = QHBoxLayout()
        bar.setSpacing(0)
        for button in self.marks.values():
            bar.addWidget(button)
        bar.addStretch(1)
        bar.addWidget(self.insert)
        left.addLayout(top)
        left.addLayout(bar)
        left.addWidget(self.editor, 1)
        left.addWidget(text_label(strings.HOW, "small"))
        left.addWidget(self.state)
        right.addWidget(FormField(strings.SHOWN_FOR, self.shown_for))
        right.addWidget(self.preview, 1)
        row = QHBoxLayout()
        row.setSpacing(4 * unit)
        row.addLayout(left, 55)
        row.addLayout(right, 45)
        self.content.addLayout(row, 1)
        self.resize_to(168, 44)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> ActResult | None:
        """Show the dialog; what was saved last, or None."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def source(self) -> str:
        """The text with its head, as it is saved."""
        return f"{self._head}{self.editor.toPlainText().rstrip()}\n"

    @property
    def unsaved(self) -> bool:
        """Whether the text differs from the saved one."""
        return self._text is not None and self.source != self._as_shown(self._text.source)

    @staticmethod
    def _as_shown(source: str) -> str:
        head, _, body = source.partition("---\n")
        return f"{head}---\n{one_line_each(body).rstrip()}\n"

    # ---- which text -------------------------------------------------------------------------------------------------

    @Slot(int)
    def _other_text(self, place: int) -> None:
        if self._text is not None and place != (back := self.which.findData(self._text.key)) and not self._may_leave():
            self.which.setCurrentIndex(back)
        elif self._text is None or self.which.itemData(place) != self._text.key:
            self._load(place)

    def _load(self, place: int) -> None:
        key = self.which.itemData(place)
        self._text = next(text for text in texts.editable(self.ctx, self._language) if text.key == key)
        self._show_source(self._text.source)
        self.versions_menu.clear()
        for version in self._text.versions:
            action = self.versions_menu.addAction(strings.version(version.at, version.by))
            action.setData(version.source)
            action.setCheckable(True)
            action.setChecked(version.source == self._text.source)
        self._draw()

    def _show_source(self, source: str) -> None:
        head, _, body = self._as_shown(source).partition("---\n")
        self._head = f"{head}---\n"
        self.editor.setPlainText(body.rstrip())

    @Slot(QAction)
    def _take_version(self, action: QAction) -> None:
        """Show an earlier version; it takes effect when it is saved."""
        self._show_source(action.data())

    def _may_leave(self) -> bool:
        if not self.unsaved:
            return True
        return self.tools.messages.ask(self, strings.LEAVE, strings.LEAVE_ACT, cancel=strings.STAY)

    # ---- writing ----------------------------------------------------------------------------------------------------

    @Slot()
    def _mark(self) -> None:
        self.editor.put_mark(self.sender().property("mark"))

    @Slot(QAction)
    def _insert(self, action: QAction) -> None:
        self.editor.put_field(action.data())

    @Slot()
    def _changed(self) -> None:
        self._check()
        self._soon.start()

    def _check(self) -> bool:
        """Show all faults by their line in the field; whether there are none."""
        if self._text is None:
            return False
        head_lines = self._head.count("\n")
        wrong = [
            letter_strings.text_problem(type(one)(one.code, max(1, one.line - head_lines), one.what))
            for one in texts.problems(self._text.key, self.source)
        ]
        if wrong:
            self._say_state("\n".join(wrong), wrong=True)
        self.primary.setEnabled(not wrong and self.unsaved)
        return not wrong

    def _say_state(self, text: str, *, wrong: bool) -> None:
        self.state.setText(text)
        set_kind(self.state, "error" if wrong else "muted")

    @Slot()
    def _was_drawn(self) -> None:
        """Show whether the text fits the page, which only the drawn page tells. Other faults are shown by `_check`."""
        trouble = self.preview.trouble
        if self._text is None or self._soon.isActive() or texts.problems(self._text.key, self.source):
            return
        if trouble is not None and trouble.code in _OF_THE_TEXT:
            self._say_state(strings.NOT_PRINTABLE, wrong=True)
        else:
            left_out = strings.left_out(texts.left_out(self._text, self.source))
            self._say_state(" ".join(filter(None, (strings.NOTHING_WRONG, left_out))), wrong=False)

    @Slot()
    def _draw(self) -> None:
        if self._text is None or not self._check():
            return
        make = partial(pages.text_page, self.ctx, self._text.key, self.source, self.shown_for.currentData())
        self.preview.show_letter(make, self.shown_for.currentText())

    @Slot()
    def _save(self) -> None:
        if self._text is None:
            return
        try:
            pages.text_page(self.ctx, self._text.key, self.source)
            texts.save(self.ctx, self._text.key, self.source)
        except ExpectedError as error:
            self.say(said(error))
            return
        self.say("")
        self.change = ActResult(strings.SAVED, frozenset(), undoable=False)
        self._load(self.which.currentIndex())

    def reject(self) -> None:
        if self._may_leave():
            super().reject()
