"""The filters of the access log: days, user, kind, person, words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from rhs_desktop.domain.access_log.samples import months_before
from rhs_desktop.services.access_log.review import FilterChoices, LogQuery
from rhs_desktop.strings.access_log import entries as said
from rhs_desktop.ui.widgets.field import DayEdit, FormField
from rhs_desktop.ui.widgets.theme import Theme

_KIND_CHARS = 16
_FIRST_MONTHS = 1
"""So far back the log is shown at first."""


class LogFilters(QWidget):
    """`wanted` gives the query without the person, whom the dialog looks up; `asked`: Enter was pressed in a field."""

    asked = Signal()

    def __init__(self, theme: Theme, choices: FilterChoices) -> None:
        super().__init__()
        ended = choices.extent.ended.date() if choices.extent.ended else None
        begun = choices.extent.begun.date() if choices.extent.begun else None
        assert begun is not None, "to open the log is logged"
        assert ended is not None
        last = max(ended, begun)
        first = max(months_before(last, _FIRST_MONTHS), begun)
        self.begin = DayEdit(first)
        self.end = DayEdit(last)
        self.user = QComboBox()
        self.user.addItem(said.ANYBODY, None)
        for name in choices.users:
            self.user.addItem(name or said.NOBODY, name)
        self.kind = QComboBox()
        self.kind.addItem(said.ANYTHING, None)
        for code, name in said.kinds(choices.kinds):
            self.kind.addItem(name, code)
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(_KIND_CHARS)
        self.person = QLineEdit()
        self.person.setPlaceholderText(said.PERSON_HINT)
        self.person.setClearButtonEnabled(True)
        self.text = QLineEdit()
        self.text.setPlaceholderText(said.TEXT_HINT)
        self.text.setClearButtonEnabled(True)
        self.person_field = FormField(said.PERSON, self.person)

        self.person.returnPressed.connect(self.asked)
        self.text.returnPressed.connect(self.asked)

        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(3 * theme.unit)
        fields = (
            *(FormField(said.FROM, self.begin), FormField(said.TO, self.end), FormField(said.USER, self.user)),
            *(FormField(said.KIND_, self.kind), self.person_field, FormField(said.TEXT, self.text)),
        )
        for column, field in enumerate(fields):
            grid.addWidget(field, 0, column)
            grid.setColumnStretch(column, 3 if column > 2 else 2)

    def wanted(self, person: int | None = None) -> LogQuery:
        """The query; `person` is the resident's number in the register."""
        return LogQuery(
            self.begin.day,
            self.end.day,
            self.user.currentData(),
            self.kind.currentData(),
            person,
            self.text.text().strip(),
        )
