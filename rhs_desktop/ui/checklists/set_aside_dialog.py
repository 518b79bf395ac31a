"""Dialog for the rows of imported lists that were set aside: correct and import, or dismiss with a reason."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from rhs_desktop.domain.checklists import Cell, CellProblem, ColumnMapping, SetAside, column_letter, text
from rhs_desktop.domain.checklists.fields import SHOWN_OF_PROTECTED
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.people.personal_number import Refusal
from rhs_desktop.services.checklists import importing, set_aside
from rhs_desktop.services.recording import ActDone
from rhs_desktop.strings import errors
from rhs_desktop.strings.cases import recording as said
from rhs_desktop.strings.checklists import importing as importing_strings
from rhs_desktop.strings.checklists import reading
from rhs_desktop.strings.checklists import set_aside as strings
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.checklists.reason_dialog import ReasonDialog
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.table_setup import choose_row
from rhs_desktop.ui.widgets.theme import set_kind

_SOON_MS = 200


class _Row(NamedTuple):
    """A row that was set aside, with the name and the mapping of its list. `hidden`: of somebody protected."""

    id: int
    row: int
    cells: tuple[Cell, ...]
    problems: tuple[CellProblem, ...]
    source: str
    mapping: ColumnMapping
    hidden: bool

    def hides(self, column: int) -> bool:
        """Whether nobody is shown what stands in the column."""
        fields = self.mapping.fields
        return self.hidden and (column >= len(fields) or fields[column] not in SHOWN_OF_PROTECTED)


class SetAsideDialog(BaseDialog):
    """`change` is what was done last, None if nothing was."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, strings.TITLE, strings.IMPORT_ROW, cancel=CLOSE, fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.change: ActResult | None = None
        self._rows: dict[int, _Row] = {}
        self._edits: dict[int, QLineEdit] = {}
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self.count = text_label("", "strong")
        self.table = LinesTable(tools.theme, strings.ROWS_TO_FIX, strings.HEADINGS, (6, 46), lines=2)
        self.verdict = text_label("", "error")
        self.advice = text_label("", "muted")
        self.form = QWidget()
        self.grid = QGridLayout(self.form)
        self.pages = QStackedWidget()
        self.dismiss = self.add_button(strings.DISMISS, left=True)
        self.reserve = QPushButton(strings.RESERVE_NUMBER)
        self.reserve.setAutoDefault(False)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._import)
        self.dismiss.clicked.connect(self._dismiss)
        self.reserve.clicked.connect(self._import_reserve)
        self.table.picked.connect(self._show)
        self._soon.timeout.connect(self._judge)

        self._lay_out(tools.theme.unit)
        self._load()
        self.table.setFocus()

    def _lay_out(self, unit: int) -> None:
        self.grid.setContentsMargins(0, 0, 2 * unit, 0)
        self.grid.setHorizontalSpacing(3 * unit)
        self.grid.setVerticalSpacing(2 * unit)
        self.grid.setColumnStretch(1, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(self.form)
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(3 * unit, 0, 0, 0)
        column.setSpacing(2 * unit)
        for part in (self.verdict, self.advice, self.reserve):
            column.addWidget(part)
        column.addWidget(scroll, 1)
        halves = QWidget()
        row = QHBoxLayout(halves)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.table, 58)
        row.addWidget(right, 42)
        done = QWidget()
        column = QVBoxLayout(done)
        column.addStretch(1)
        title = text_label(strings.ALL_DONE, "heading")
        title.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(title)
        column.addStretch(2)
        self.pages.addWidget(halves)
        self.pages.addWidget(done)
        self.content.addWidget(self.count)
        self.content.addWidget(self.pages, 1)
        self.resize_to(150, 38)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> ActResult | None:
        """Show the dialog; what was done last, or None if nothing was changed."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.change

    # ---- the list --------------------------------------------------------------------------------------------------

    def _load(self) -> None:
        self._rows = {}
        waiting = importing.rows_set_aside(self.ctx)
        hidden = set_aside.of_protected(self.ctx, waiting)
        for row in waiting:
            of = importing.list_of(self.ctx, row)
            self._rows[row.id] = _Row(row.id, row.row, row.cells, row.problems, of.source, of.mapping, row.id in hidden)
        self.table.load(
            Line(row.id, (str(row.row), " ".join(map(reading.sentence, row.problems)), row.source))
            for row in self._rows.values()
        )
        self.count.setText(said.set_aside(len(self._rows)))
        self.pages.setCurrentIndex(0 if self._rows else 1)
        self.count.setVisible(bool(self._rows))
        if self._rows and not self.table.selected:
            choose_row(self.table, 0)
        self._show(self.table.selected[0] if self.table.selected else None)

    @property
    def current(self) -> int | None:
        """The id of the selected row, or None."""
        return self.table.selected[0] if self.table.selected else None

    @Slot(object)
    def _show(self, row_id: int | None) -> None:
        row = self._rows.get(row_id or 0)
        self._fill_form(row)
        for button in (self.primary, self.dismiss):
            button.setEnabled(row is not None)
        if row is not None:
            self._judge()

    def _fill_form(self, row: _Row | None) -> None:
        while item := self.grid.takeAt(0):
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        self._edits = {}
        if row is None:
            return
        for column, cell in enumerate(row.cells):
            heading = row.mapping.headings[column] if column < len(row.mapping.headings) else ""
            if not heading and cell == "":
                continue
            label = text_label(heading or importing_strings.unnamed_column(column_letter(column)))
            if cell != "" and row.hides(column):
                self.grid.addWidget(label, column, 0)
                self.grid.addWidget(text_label(importing_strings.HIDDEN, "muted"), column, 1)
                continue
            edit = QLineEdit(text(cell))
            edit.setAccessibleName(label.text())
            label.setBuddy(edit)
            edit.textEdited.connect(self._soon.start)
            self.grid.addWidget(label, column, 0)
            self.grid.addWidget(edit, column, 1)
            self._edits[column] = edit
        self.grid.setRowStretch(len(row.cells), 1)

    # ---- correcting ------------------------------------------------------------------------------------------------

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells as the fields have them; a cell whose text is unchanged keeps its value and type."""
        row = self._rows[self.current or 0]
        return tuple(
            edit.text() if (edit := self._edits.get(column)) and edit.text() != text(cell) else cell
            for column, cell in enumerate(row.cells)
        )

    @Slot()
    def _judge(self) -> None:
        """Check the row as it stands in the fields and show the outcome."""
        if self.current is None:
            return
        try:
            outcome = importing.check_again(self.ctx, self.current, self.cells)
        except ExpectedError as error:
            self._tell(errors.trouble(error), wrong=True)
            return
        problems = outcome.problems if isinstance(outcome, SetAside) else ()
        for column, edit in self._edits.items():
            edit.setProperty("wrong", "true" if column in {problem.column for problem in problems} else "false")
            edit.style().unpolish(edit)
            edit.style().polish(edit)
        self.reserve.setVisible(any(problem.code == Refusal.RESERVE_UNCONFIRMED for problem in problems))
        if problems:
            self._tell((reading.sentence(problems[0]), reading.advice(problems[0])), wrong=True)
        else:
            doubled = self._rows[self.current].problems if self.cells == self._rows[self.current].cells else ()
            good = (strings.READY, "")
            self._tell((reading.sentence(doubled[0]), reading.advice(doubled[0])) if doubled else good, wrong=False)

    def _tell(self, what: tuple[str, str], *, wrong: bool) -> None:
        self.verdict.setText(what[0])
        self.advice.setText(what[1])
        self.advice.setVisible(bool(what[1]))
        set_kind(self.verdict, "error" if wrong else "due" if what[1] else "good")
        self.primary.setEnabled(not wrong)

    @Slot()
    def _import(self) -> None:
        self._fix(accept_reserve=False)

    @Slot()
    def _import_reserve(self) -> None:
        self._fix(accept_reserve=True)

    def _fix(self, *, accept_reserve: bool) -> None:
        if self.current is None:
            return
        row = self._rows[self.current]
        try:
            outcome = importing.fix_row(self.ctx, row.id, self.cells, accept_reserve=accept_reserve)
        except ExpectedError as error:
            self._tell(errors.trouble(error), wrong=True)
            return
        if isinstance(outcome, ActDone):
            self._done(strings.imported(row.row, row.source))
        else:
            self._judge()

    @Slot()
    def _dismiss(self) -> None:
        if self.current is None:
            return
        row = self._rows[self.current]
        title = strings.dismiss_title(row.row)
        reason = ReasonDialog.ask(self, self.tools, title, strings.DISMISS_ACT, strings.DISMISS_QUESTION)
        if reason is None:
            return
        try:
            importing.dismiss_row(self.ctx, row.id, reason)
        except ExpectedError as error:
            self._tell(errors.trouble(error), wrong=True)
            return
        self._done(strings.dismissed(row.row, row.source))

    def _done(self, says: str) -> None:
        self.change = ActResult(says)
        with QSignalBlocker(self.table):
            self._load()
        self.table.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F8 and self.table.lines:
            choose_row(self.table, (self.table.currentIndex().row() + 1) % len(self.table.lines))
        else:
            super().keyPressEvent(event)
