"""Second page of the import: the meaning of each column beside its first rows, and the round of the list."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Any, assert_never

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QRadioButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from rhs_desktop.domain.checklists import ColumnMapping, ListField, Sheet, column_letter, text
from rhs_desktop.strings.checklists import importing, reading
from rhs_desktop.ui.checklists.column_message import ColumnMessage
from rhs_desktop.ui.checklists.list_questions import ListQuestions
from rhs_desktop.ui.checklists.state import ImportBlocked, ImportState
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

_ROWS_SHOWN = 4
_HEADERS_OFFERED = 40
_NO_HEADER = 0


class KeepOrSkip(Banner):
    """Banner about rows or columns that Excel hides, with two radio buttons, neither of them checked at first.

    Signal: `chosen` with True where the hidden ones are to be skipped.
    """

    chosen = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "warn")
        self.keep = QRadioButton(importing.KEEP_HIDDEN)
        self.skip = QRadioButton(importing.SKIP_HIDDEN)
        self._group = QButtonGroup(self)
        for button in (self.keep, self.skip):
            self._group.addButton(button)
            self.layout().addWidget(button)  # type: ignore[union-attr]
            button.toggled.connect(self._toggled)

    def say(self, text: str) -> None:
        """Show the text, or hide the banner for an empty one. The text is the buttons' accessible description too."""
        super().say(text)
        for button in (self.keep, self.skip):
            button.setAccessibleDescription(text)

    def forget(self) -> None:
        """Uncheck both buttons without emitting a signal."""
        self._group.setExclusive(False)
        for button in (self.keep, self.skip):
            with QSignalBlocker(button):
                button.setChecked(False)
        self._group.setExclusive(True)

    @Slot(bool)
    def _toggled(self, on: bool) -> None:
        if on:
            self.chosen.emit(self.skip.isChecked())


class ColumnsPage(QWidget):
    """Paints the columns of an ImportState and reports what the user chooses.

    Signals: `sheet_chosen` with the index of a sheet, `header_chosen` with a row number or None, `field_chosen` with a
    column and a ListField or None, `again_chosen` with a yes or no, `round_chosen` with a round or None,
    `new_round_wanted`.
    """

    sheet_chosen = Signal(int)
    header_chosen = Signal(object)
    field_chosen = Signal(int, object)
    again_chosen = Signal(bool)
    round_chosen = Signal(object)
    new_round_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.trouble = Banner(theme, "error")
        self.before = Banner(theme, "warn")
        self.again = QCheckBox(importing.IMPORT_AGAIN)
        self.hidden_rows = KeepOrSkip(theme)
        self.hidden_columns = KeepOrSkip(theme)
        self.others = Banner(theme, "info")
        self.questions = ListQuestions(theme)
        self.sheet = _combo(importing.SHEET)
        self.header = _combo(importing.HEADER_ROW)
        self.round = _combo(importing.ROUND)
        self.new_round = QPushButton(importing.NEW_ROUND)
        self.new_round.setAutoDefault(False)
        self.table = QTableWidget()
        self.fields: list[QComboBox] = []

        self.sheet.activated.connect(self._sheet_changed)
        self.header.activated.connect(self._header_changed)
        self.round.activated.connect(self._round_changed)
        self.new_round.clicked.connect(self.new_round_wanted)
        self.again.toggled.connect(self.again_chosen)

        self._set_up_table()
        self._lay_out(theme.unit)

    def _set_up_table(self) -> None:
        self.table.setAccessibleName(importing.COLUMNS)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self, unit: int) -> None:
        choices = QHBoxLayout()
        choices.setSpacing(2 * unit)
        fields = (
            (importing.ROUND_LABEL, self.round),
            (importing.SHEET_LABEL, self.sheet),
            (importing.HEADER_ROW_LABEL, self.header),
        )
        for name, field in fields:
            label = text_label(name, wrap=False)
            label.setTextFormat(Qt.TextFormat.AutoText)
            label.setBuddy(field)
            field.setProperty("label", label)
            choices.addWidget(label)
            choices.addWidget(field)
            if field is self.round:
                choices.addWidget(self.new_round)
            choices.addSpacing(2 * unit)
        choices.addStretch(1)
        self.before.layout().addWidget(self.again)  # type: ignore[union-attr]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * unit)
        for banner in (self.trouble, self.before, self.hidden_rows, self.hidden_columns, self.others):
            column.addWidget(banner)
        column.addWidget(self.questions)
        column.addLayout(choices)
        column.addWidget(text_label(importing.COLUMNS_NOTE, "muted"))
        column.addWidget(self.table, 1)

    # ---- painting --------------------------------------------------------------------------------------------------

    def offer_rounds(self, rounds: Sequence[tuple[int, str]], chosen: int | None) -> None:
        """The rounds to choose from (id and name), with `chosen` selected."""
        with QSignalBlocker(self.round):
            self.round.clear()
            for key, name in rounds:
                self.round.addItem(name, key)
            self.round.setCurrentIndex(self.round.findData(chosen))

    def load(self, state: ImportState) -> None:
        """Fill all fields anew, after another list, sheet or heading row was chosen."""
        if state.listed is None or state.sheet is None or state.mapping is None:
            return
        with QSignalBlocker(self.sheet):
            self.sheet.clear()
            for place, sheet in enumerate(state.listed.sheets):
                self.sheet.addItem(importing.sheet_name(sheet.name, hidden=sheet.hidden, empty=sheet.empty), place)
            self.sheet.setCurrentIndex(state.sheet_place)
        for widget in (self.sheet, self.sheet.property("label")):
            widget.setVisible(len(state.listed.sheets) > 1)
        with QSignalBlocker(self.header):
            self.header.clear()
            self.header.addItem(importing.NO_HEADER, _NO_HEADER)
            for row in range(1, min(len(state.sheet.rows), _HEADERS_OFFERED) + 1):
                self.header.addItem(str(row), row)
            self.header.setCurrentIndex(self.header.findData(state.mapping.header or _NO_HEADER))
        self.hidden_rows.forget()
        self.hidden_columns.forget()
        self._load_table(state.sheet, state.mapping)

    def _load_table(self, sheet: Sheet, mapping: ColumnMapping) -> None:
        first = mapping.header or 0
        below = range(first + 1, len(sheet.rows) + 1)
        rows = list(islice((number for number in below if any(map(text, sheet.rows[number - 1]))), _ROWS_SHOWN))
        self.table.clear()
        self.table.setColumnCount(2 + len(rows))
        self.table.setHorizontalHeaderLabels([*importing.COLUMN_HEADINGS, *map(importing.row_title, rows)])
        self.table.setRowCount(len(mapping.fields))
        self.fields = []
        for column in range(len(mapping.fields)):
            heading = mapping.headings[column] or importing.unnamed_column(column_letter(column))
            shown = importing.column_title(heading, hidden=column in sheet.hidden_columns)
            self.table.setItem(column, 0, QTableWidgetItem(shown))
            box = self._field_box(column, heading)
            self.table.setCellWidget(column, 1, box)
            self.fields.append(box)
            for place, number in enumerate(rows):
                self.table.setItem(column, 2 + place, QTableWidgetItem(text(sheet.rows[number - 1][column])))
        char = self.fontMetrics().averageCharWidth()
        for place, chars in enumerate((26, 34, *([22] * len(rows)))):
            self.table.setColumnWidth(place, chars * char)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 5 * self._theme.unit)

    def _field_box(self, column: int, heading: str) -> QComboBox:
        box = _combo(importing.column_means(heading))
        box.addItem(importing.OWN_COLUMN, None)
        for field, name in reading.FIELDS.items():
            box.addItem(name, field)
        box.setProperty("column", column)
        box.activated.connect(self._field_changed)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return box

    def paint(self, state: ImportState, message: ColumnMessage) -> None:
        """Show the mapping of the state, and the message above it."""
        self.trouble.say(message.trouble)
        self.before.say(message.before)
        self.hidden_rows.say(message.hidden_rows)
        self.hidden_columns.say(message.hidden_columns)
        self.others.say(message.others)
        self.questions.paint(state.questions, state.template)
        mapping = state.meant
        if mapping is None:
            return
        wrong = {column for trouble in mapping.troubles[:1] for column in trouble.columns}
        for column, box in enumerate(self.fields):
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(mapping.fields[column])))
            box.setEnabled(column not in state.left_out)
            twice = column in wrong and mapping.troubles[0].code == "column_twice"
            box.setProperty("wrong", "true" if twice else "false")
            box.style().unpolish(box)
            box.style().polish(box)

    def to_begin_at(self, state: ImportState) -> QWidget | None:
        """The widget in which the user must choose before the import can continue; None where nothing is missing."""
        match state.blocked:
            case ImportBlocked.MAPPING:
                wrong = state.meant.troubles[0].columns if state.meant else ()
                return self.fields[next(iter(wrong), 0)] if self.fields else self.sheet
            case ImportBlocked.IMPORTED_BEFORE:
                return self.again
            case ImportBlocked.HIDDEN_ROWS:
                return self.hidden_rows.keep
            case ImportBlocked.HIDDEN_COLUMNS:
                return self.hidden_columns.keep
            case ImportBlocked.NO_ROUND:
                return self.round if self.round.count() else self.new_round
            case ImportBlocked.CLINICS:
                return self.questions.ours
            case ImportBlocked.UNREAD_COLUMNS:
                return self.questions.read
            case ImportBlocked.TEMPLATE:
                return self.questions.template
            case (
                ImportBlocked.NO_LIST
                | ImportBlocked.WRONG_FILE
                | ImportBlocked.MANY_STOPPING
                | ImportBlocked.NOTHING_READY
                | None
            ):
                return None
            case _ as unreachable:
                assert_never(unreachable)

    # ---- signals ---------------------------------------------------------------------------------------------------

    @Slot(int)
    def _sheet_changed(self, place: int) -> None:
        self.sheet_chosen.emit(self.sheet.itemData(place))

    @Slot(int)
    def _header_changed(self, place: int) -> None:
        self.header_chosen.emit(self.header.itemData(place) or None)

    @Slot(int)
    def _round_changed(self, place: int) -> None:
        self.round_chosen.emit(self.round.itemData(place))

    @Slot(int)
    def _field_changed(self, place: int) -> None:
        box: Any = self.sender()
        if box is not None:
            field = box.itemData(place)
            self.field_chosen.emit(box.property("column"), ListField(field) if field else None)


def _combo(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    return box
