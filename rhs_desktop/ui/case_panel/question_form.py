"""Asks what an act needs to know, in the panel itself: a text, a day, a time, and a button named by the act."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time, timedelta

from PySide6.QtCore import Qt, QTime, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QCompleter,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QTimeEdit,
    QVBoxLayout,
    QWidget,
)

from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.strings.cases import act_words as words
from rhs_desktop.ui.case_list.date_filter import date_edit, to_date
from rhs_desktop.ui.case_panel.act_forms import PANEL_ACTS, FormAnswer
from rhs_desktop.ui.widgets.labels import row_layout, text_label
from rhs_desktop.ui.widgets.messages import CANCEL
from rhs_desktop.ui.widgets.theme import Theme, set_kind

_FRIDAY = 4


class QuestionForm(QFrame):
    """Enter saves, Esc leaves. `wanted` carries the act, the cases it is for, and a FormAnswer."""

    wanted = Signal(object, object, object)
    left = Signal()

    def __init__(
        self, act: Act, cases: Sequence[int], today: date, theme: Theme, text: str = "", hint: str = ""
    ) -> None:
        super().__init__()
        question = PANEL_ACTS[act].form
        assert question is not None, "an act that asks nothing"
        self.act = act
        self._cases = cases
        self._question = question
        self._theme = theme
        self.text = QLineEdit(text) if question.text else None
        self.day = date_edit(self, _weekday(today + timedelta(days=question.in_days))) if question.day else None
        self.timed = QCheckBox(question.at) if question.at else None
        self.at = QTimeEdit(QTime(9, 0)) if question.at else None
        self.hint = text_label(hint, "small")
        self.trouble = text_label("", "error")
        self.save = QPushButton(question.save)
        self.cancel = QPushButton(CANCEL)
        self._lay_out()
        self.save.clicked.connect(self._answer)
        self.cancel.clicked.connect(self.left)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        unit = self._theme.unit
        column.setContentsMargins(0, unit, 0, 0)
        column.setSpacing(unit)
        if self.text is not None:
            self._named(column, self._question.text, self.text)
            self.text.textEdited.connect(self._typed)
        if self.day is not None:
            self._named(column, self._question.day, self.day)
        if self.at is not None and self.timed is not None:
            self.at.setDisplayFormat("HH:mm")
            self.at.setAccessibleName(self._question.at)
            self.at.setEnabled(False)
            self.timed.toggled.connect(self.at.setEnabled)
            column.addLayout(row_layout(self.timed, self.at, space=2 * unit))
        self.hint.setVisible(bool(self.hint.text()))
        column.addWidget(self.hint)
        self.trouble.hide()
        column.addWidget(self.trouble)
        set_kind(self.save, "primary")
        column.addLayout(row_layout(self.cancel, self.save, space=2 * unit))

    def _named(self, column: QVBoxLayout, name: str, field: QWidget) -> None:
        label = QLabel(name)
        label.setWordWrap(True)
        label.setBuddy(field)
        field.setAccessibleName(name)
        column.addWidget(label)
        column.addWidget(field)

    def propose(self, texts: Sequence[str]) -> None:
        """Offer these while the text is typed; another text is as good."""
        if self.text is None or not texts:
            return
        completer = QCompleter(list(texts), self.text)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.text.setCompleter(completer)
        self.text.setPlaceholderText(", ".join(texts))

    def begin(self) -> None:
        """Put the focus where the person fills in first."""
        first = self.text or self.day
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.text is not None:
            self.text.selectAll()

    def complain(self, text: str) -> None:
        """What is wrong, beside what it is about."""
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))
        if self.text is not None:
            self.text.setProperty("wrong", "true" if text else "false")
            self.text.style().unpolish(self.text)
            self.text.style().polish(self.text)

    @Slot()
    def _typed(self) -> None:
        if self.trouble.isVisible():
            self.complain("")

    @Slot()
    def _answer(self) -> None:
        text = self.text.text().strip() if self.text is not None else ""
        if self._question.must_say and not text:
            self.complain(words.missing(self._question.text))
            self.begin()
            return
        day = to_date(self.day.date()) if self.day is not None else None
        timed = self.timed is not None and self.timed.isChecked()
        at = time(self.at.time().hour(), self.at.time().minute()) if timed and self.at is not None else None
        self.wanted.emit(self.act, self._cases, FormAnswer(text, day, at))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._answer()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
            return
        event.accept()


def _weekday(day: date) -> date:
    """That day, or the Monday after a weekend: nobody rings or works then."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > _FRIDAY else 0)
