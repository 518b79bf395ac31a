"""What a list is asked about beside its columns: whose clinics it names, what is not read, which template was sent.

Each is asked at most once: the answers are kept with the import.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from rhs_desktop.strings.checklists import importing
from rhs_desktop.ui.checklists.answers import with_clinic, with_no_clinic_left, with_template, with_unread
from rhs_desktop.ui.checklists.questions import Questions
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme


class ListQuestions(QWidget):
    """Shows the questions, one clinic at a time.

    Signal: `answered` with what an answer makes of the state of the import, as a function.
    """

    answered = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.clinic = Banner(theme, "warn")
        self.ours = self.clinic.add_button(importing.OUR_CLINIC)
        self.not_ours = self.clinic.add_button(importing.ANOTHER_CLINIC)
        self.none_of_them = self.clinic.add_button(importing.NONE_OF_THEM)
        self.unread = Banner(theme, "warn")
        self.read = self.unread.add_button(importing.READ_COLUMNS)
        self.leave = self.unread.add_button(importing.LEAVE_COLUMNS)
        self.template = QComboBox()
        self.template.setAccessibleName(importing.TEMPLATE)
        self.template_row = QWidget()
        self._name = ""
        self.ours.clicked.connect(self._is_ours)
        self.not_ours.clicked.connect(self._is_not_ours)
        self.none_of_them.clicked.connect(self._none_of_them)
        self.read.clicked.connect(self._read)
        self.leave.clicked.connect(self._leave)
        self.template.activated.connect(self._choose)
        self._lay_out(theme.unit)

    def _lay_out(self, unit: int) -> None:
        label = text_label(importing.TEMPLATE_LABEL, wrap=False)
        label.setBuddy(self.template)
        row = QHBoxLayout(self.template_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * unit)
        row.addWidget(label)
        row.addWidget(self.template)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * unit)
        for part in (self.clinic, self.unread, self.template_row):
            column.addWidget(part)

    def paint(self, questions: Questions, template: str) -> None:
        """Show what is not answered."""
        first = next(iter(questions.clinics), None)
        self._name = first.name if first else ""
        self.clinic.say(importing.is_it_you(first.name, first.rows) if first else "")
        self.none_of_them.setVisible(len(questions.clinics) > 1)
        self.unread.say(importing.unread_columns([(heading, one.examples) for heading, one in questions.unread]))
        self._offer(dict(questions.templates), template)
        self.setVisible(bool(questions.clinics or questions.unread or questions.templates))

    def _offer(self, templates: Mapping[str, str], chosen: str) -> None:
        self.template_row.setVisible(bool(templates))
        with QSignalBlocker(self.template):
            self.template.clear()
            self.template.addItem(importing.CHOOSE_TEMPLATE, "")
            for key, name in templates.items():
                self.template.addItem(name, key)
            self.template.setCurrentIndex(max(0, self.template.findData(chosen)))

    @Slot()
    def _is_ours(self) -> None:
        self.answered.emit(partial(with_clinic, name=self._name, ours=True))

    @Slot()
    def _is_not_ours(self) -> None:
        self.answered.emit(partial(with_clinic, name=self._name, ours=False))

    @Slot()
    def _none_of_them(self) -> None:
        self.answered.emit(with_no_clinic_left)

    @Slot()
    def _read(self) -> None:
        self.answered.emit(partial(with_unread, read=True))

    @Slot()
    def _leave(self) -> None:
        self.answered.emit(partial(with_unread, read=False))

    @Slot(int)
    def _choose(self, place: int) -> None:
        self.answered.emit(partial(with_template, key=self.template.itemData(place)))
