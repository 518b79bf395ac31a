"""The pages of the letters dialog: who gets a letter, with a preview; then what was posted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.domain.letters.letter_plan import LetterOrder
from rhs_desktop.services.letters.mailing_proposal import Addressee, MailingProposal
from rhs_desktop.strings.letters import held_back as letter_strings
from rhs_desktop.strings.letters import printing as strings
from rhs_desktop.ui.letters.preview import LetterPreview
from rhs_desktop.ui.letters.state import LettersState, read_numbers
from rhs_desktop.ui.widgets.field import DayEdit, FormField
from rhs_desktop.ui.widgets.jobs import Jobs
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable, ticked_line
from rhs_desktop.ui.widgets.theme import Theme

_ORDERS = (LetterOrder.NAME, LetterOrder.POSTCODE)
People = Mapping[int, Addressee]


class ChoosePage(QWidget):
    """Signals: `ticked` with cases and whether they get a letter, `picked` with a case or None, `ordered` with a
    LetterOrder, `numbered` with the numbers that alone are wanted, `protected_wanted` with a case."""

    ticked = Signal(object, bool)
    picked = Signal(object)
    ordered = Signal(object)
    numbered = Signal(object)
    protected_wanted = Signal(int)

    def __init__(self, theme: Theme, jobs: Jobs) -> None:
        super().__init__()
        self.heading = text_label("", "strong", wrap=False)
        self.order = QComboBox()
        for order in _ORDERS:
            self.order.addItem(letter_strings.order_words(order), order)
        self.numbers = QLineEdit()
        self.order_field = FormField(strings.ORDER, self.order)
        self.numbers_field = FormField(strings.NUMBERS, self.numbers, strings.NUMBERS_HINT)
        self.table = LinesTable(theme, strings.LETTERS, strings.LETTER_HEADINGS, (8, 26), several=False, first=True)
        self.held_heading = text_label("", "strong")
        self.held = LinesTable(theme, strings.HELD_BACK, strings.HELD_BACK_HEADINGS, (24,), lines=2)
        self.protected = QPushButton(strings.THROUGH_SKATTEVERKET)
        self.protected.setAutoDefault(False)
        self.preview = LetterPreview(theme, jobs)
        self._protected: frozenset[int] = frozenset()

        self.order.currentIndexChanged.connect(self._order_chosen)
        self.numbers.editingFinished.connect(self._numbers_given)
        self.table.ticked.connect(self.ticked)
        self.table.picked.connect(self.picked)
        self.held.picked.connect(self._held_picked)
        self.protected.clicked.connect(self._protected_pressed)
        self._lay_out(theme.unit)

    def _lay_out(self, unit: int) -> None:
        who = QVBoxLayout()
        who.setSpacing(2 * unit)
        options = QHBoxLayout()
        options.setSpacing(3 * unit)
        options.addWidget(self.order_field, 2)
        options.addWidget(self.numbers_field, 3)
        who.addWidget(self.heading)
        who.addLayout(options)
        who.addWidget(self.table, 3)
        head = QHBoxLayout()
        head.addWidget(self.held_heading, 1)
        head.addWidget(self.protected)
        who.addLayout(head)
        who.addWidget(self.held, 2)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3 * unit)
        row.addLayout(who, 56)
        row.addWidget(self.preview, 44)

    def show_held(self, proposal: MailingProposal, protected: frozenset[int]) -> None:
        """Show who is held back, and why. `protected` are the cases that can get a letter through Skatteverket."""
        self._protected = protected
        self.held.load(Line(one.case, (one.name, strings.why(why))) for one, why in proposal.held_back)
        self.held_heading.setText(strings.held_heading(len(proposal.held_back)))
        for part in (self.held, self.held_heading):
            part.setVisible(bool(proposal.held_back))
        self.protected.setVisible(bool(protected))
        self._held_picked(None)

    def paint_state(self, state: LettersState, people: People) -> None:
        """Show the state; `people` by case."""
        self.table.load(
            ticked_line(
                case,
                (str(number), people[case].name, _told(people[case])),
                case not in state.left_out,
            )
            for number, case in enumerate(state.ready, 1)
        )
        self.heading.setText(
            strings.ready_heading(len(state.chosen), len(state.ready)) if state.ready else strings.EMPTY
        )
        for part in (self.table, self.preview, self.order_field, self.numbers_field):
            part.setVisible(bool(state.ready))

    @Slot(int)
    def _order_chosen(self, place: int) -> None:
        self.numbers.clear()
        self.numbers_field.complain("")
        self.ordered.emit(LetterOrder(self.order.itemData(place)))

    @Slot()
    def _numbers_given(self) -> None:
        if not self.numbers.isModified():
            return
        self.numbers.setModified(False)
        most = len(self.table.lines)
        try:
            numbers = read_numbers(self.numbers.text(), most)
        except ValueError as error:
            self.numbers_field.complain(strings.numbers_wrong(str(error), most))
            return
        self.numbers_field.complain("")
        self.numbered.emit(numbers)

    @property
    def shown_case(self) -> int | None:
        """The case whose letter is shown, or None."""
        row = self.table.currentIndex().row()
        return self.table.lines[row].key if 0 <= row < len(self.table.lines) else None

    @property
    def _chosen_protected(self) -> int | None:
        """The protected case that is selected among those held back, or the only one there is."""
        picked: int | None = next(iter(self.held.selected), None)
        if picked in self._protected:
            return picked
        return next(iter(self._protected)) if len(self._protected) == 1 else None

    @Slot(object)
    def _held_picked(self, case: int | None) -> None:
        self.protected.setEnabled(self._chosen_protected is not None)

    @Slot()
    def _protected_pressed(self) -> None:
        case = self._chosen_protected
        if case is not None:
            self.protected_wanted.emit(case)


def _told(one: Addressee) -> str:
    return strings.shortened(one.below_name, one.shortened, one.language)


class ConfirmPage(QWidget):
    """`name` gives the name on the letter of a case. `note` says what the answer leads to. `on` is the day of posting,
    asked for only on a later day than that of printing. Signal: `ticked` with cases and a yes or no.
    """

    ticked = Signal(object, bool)

    def __init__(self, theme: Theme, today: date, name: Callable[[int], str]) -> None:
        super().__init__()
        self._name = name
        self.on = DayEdit(today, latest=today)
        self._day = FormField(strings.POSTED_DAY, self.on, strings.POSTED_DAY_HINT)
        self._day.hide()
        self.note = text_label("", "muted")
        self.count = text_label("", "strong")
        self.table = LinesTable(
            theme, strings.POSTED_LETTERS, strings.POSTED_HEADINGS, (8, 40), several=False, first=True
        )
        self.table.ticked.connect(self.ticked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.unit)
        column.addWidget(text_label(strings.ASK_POSTED, "heading"))
        column.addWidget(self.note)
        column.addWidget(self._day)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)

    def ask_day(self, printed: date, today: date) -> None:
        """Let the user choose a day from the day of printing to today; hidden where they are the same."""
        self.on.go_on_to(today)
        self.on.setMinimumDate(QDate(printed.year, printed.month, printed.day))
        self._day.setVisible(printed != today)

    @property
    def number(self) -> int:
        """The number of the selected letter, from 1."""
        return max(0, self.table.currentIndex().row()) + 1

    def paint_state(self, state: LettersState) -> None:
        """Show the letters of the batch, ticked where they were posted."""
        self.table.load(
            ticked_line(case, (str(number), self._name(case)), case not in state.unposted)
            for number, case in enumerate(state.printed, 1)
        )
        self.count.setText(strings.posted_of(len(state.posted), len(state.printed)))


def nobody_page(title: str, note: str) -> QWidget:
    """The page for a day without letters."""
    nobody = QWidget()
    column = QVBoxLayout(nobody)
    column.addStretch(1)
    for part in (text_label(title, "heading"), text_label(note, "muted")):
        part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(part)
    column.addStretch(2)
    return nobody
