"""The two pages of the letters dialog: who gets one, with every letter as it will look; then what was posted."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.domain.letters.letter_plan import LetterOrder
from rhs_desktop.services.letters.print_batch import Addressee, MailingProposal
from rhs_desktop.strings.letters import held_back as letter_strings
from rhs_desktop.strings.letters import printing as said
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
    """`ticked` carries cases and whether they get a letter, `picked` a case, `ordered` a LetterOrder, `numbered` the
    numbers that alone are wanted."""

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
        self.order_field = FormField("Ordning", self.order)
        self.numbers_field = FormField(said.NUMBERS, self.numbers, said.NUMBERS_HINT)
        self.table = LinesTable(theme, "Får brev", ("Nr", "Namn", "Adress"), (8, 26), several=False, first=True)
        self.held_heading = text_label("", "strong")
        self.held = LinesTable(theme, "Hålls tillbaka", ("Namn", "Varför"), (24,), lines=2)
        self.protected = QPushButton("Brev genom Skatteverket …")
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
        """Who gets no letter in this pile, and why; `protected` can be written to one by one."""
        self._protected = protected
        self.held.load(Line(one.case, (one.name, said.why(why))) for one, why in proposal.held_back)
        self.held_heading.setText(said.held_heading(len(proposal.held_back)))
        for part in (self.held, self.held_heading):
            part.setVisible(bool(proposal.held_back))
        self.protected.setVisible(bool(protected))
        self._held_picked(None)

    def paint_state(self, state: LettersState, people: People) -> None:
        self.table.load(
            ticked_line(
                case,
                (str(number), people[case].name, said.shortened(people[case].below_name, people[case].shortened)),
                case not in state.left_out,
            )
            for number, case in enumerate(state.ready, 1)
        )
        self.heading.setText(said.ready_heading(len(state.chosen), len(state.ready)) if state.ready else said.EMPTY)
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
            self.numbers_field.complain(said.numbers_wrong(str(error), most))
            return
        self.numbers_field.complain("")
        self.numbered.emit(numbers)

    @property
    def shown_case(self) -> int | None:
        """The one whose letter is shown."""
        row = self.table.currentIndex().row()
        return self.table.lines[row].key if 0 <= row < len(self.table.lines) else None

    @property
    def _chosen_protected(self) -> int | None:
        """The protected person who is picked among the held back, or the only one there is."""
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


class ConfirmPage(QWidget):
    """`ticked` carries cases and whether their letters were posted. `name` tells whose letter a case's is.

    `note` says what comes of the answer. Who answers on a later day is asked on which day they were posted (`on`).
    """

    ticked = Signal(object, bool)

    def __init__(self, theme: Theme, today: date, name: Callable[[int], str]) -> None:
        super().__init__()
        self._name = name
        self.on = DayEdit(today, latest=today)
        self._day = FormField(said.POSTED_DAY, self.on, said.POSTED_DAY_HINT)
        self._day.hide()
        self.note = text_label("", "muted")
        self.count = text_label("", "strong")
        self.table = LinesTable(theme, "Postade brev", ("Nr", "Namn"), (8, 40), several=False, first=True)
        self.table.ticked.connect(self.ticked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * theme.unit)
        column.addWidget(text_label(said.ASK_POSTED, "heading"))
        column.addWidget(self.note)
        column.addWidget(self._day)
        column.addWidget(self.count)
        column.addWidget(self.table, 1)

    def ask_day(self, printed: date, today: date) -> None:
        """The letters were printed that day; on the same day nobody needs to be asked."""
        self.on.go_on_to(today)
        self.on.setMinimumDate(QDate(printed.year, printed.month, printed.day))
        self._day.setVisible(printed != today)

    @property
    def number(self) -> int:
        """The number of the letter that the person stands on."""
        return max(0, self.table.currentIndex().row()) + 1

    def paint_state(self, state: LettersState) -> None:
        self.table.load(
            ticked_line(case, (str(number), self._name(case)), case not in state.unposted)
            for number, case in enumerate(state.printed, 1)
        )
        self.count.setText(said.posted_of(len(state.posted), len(state.printed)))


def nobody_page(title: str, note: str) -> QWidget:
    """When there is no letter to write today."""
    nobody = QWidget()
    column = QVBoxLayout(nobody)
    column.addStretch(1)
    for part in (text_label(title, "heading"), text_label(note, "muted")):
        part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(part)
    column.addStretch(2)
    return nobody
