"""Second page of the wizard: the recipients in their order, and below them who is held back and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSpinBox, QSplitter, QVBoxLayout, QWidget

from rhs_desktop.domain.sending import Order, SendHold
from rhs_desktop.services.sending.send_proposal import Recipient
from rhs_desktop.strings.sending import send as strings
from rhs_desktop.ui.case_list.masked_number import Shown, whole
from rhs_desktop.ui.sending.state import SendState
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable
from rhs_desktop.ui.widgets.theme import Theme

HeldBack = Sequence[tuple[Recipient, tuple[SendHold, ...]]]
_ORDERS = ((Order.LONGEST_WAITING, strings.LONGEST_WAITING), (Order.LIST, strings.LIST_ORDER))
_SOON = (
    *(
        SendHold.OTHER_MANUAL,
        SendHold.NOT_CHECKED,
        SendHold.CHECK_TOO_OLD,
        SendHold.WRONG_NUMBER,
        SendHold.COORDINATION,
        SendHold.RESERVE,
    ),
    *(
        SendHold.BY_PHONE,
        SendHold.BY_LETTER,
        SendHold.IN_A_BATCH,
        SendHold.EXCLUDED,
        SendHold.SAID_NO,
        SendHold.FINISHED,
        SendHold.ALREADY_INVITED,
    ),
)
"""The order in which residents who are held back are listed: those who can still be made ready first."""


class RecipientsPage(QWidget):
    """Signals: `wanted` with a number of recipients and an Order, `all_wanted`, `removed` with cases, `paste_wanted`,
    `file_wanted`."""

    wanted = Signal(int, object)
    all_wanted = Signal()
    removed = Signal(object)
    paste_wanted = Signal()
    file_wanted = Signal()

    def __init__(self, theme: Theme, most: int, number: Shown = whole) -> None:
        super().__init__()
        self._number = number
        self.count = QSpinBox()
        self.count.setRange(0, most)
        self.count.setAccessibleName(strings.RECIPIENT_COUNT)
        self.order = QComboBox()
        self.order.setAccessibleName(strings.ORDER)
        for value, name in _ORDERS:
            self.order.addItem(name, value)
        self.paste = QPushButton(strings.PASTE_NUMBERS)
        self.file = QPushButton(strings.FROM_FILE)
        self.remove = QPushButton(strings.REMOVE_RECIPIENT)
        self.all = QPushButton()
        for button in (self.paste, self.file, self.remove, self.all):
            button.setAutoDefault(False)
        self.heading = text_label("", "strong")
        self.later = text_label("", "muted")
        self.table = LinesTable(theme, strings.RECIPIENTS, strings.RECIPIENT_HEADINGS, (18,))
        self.held_heading = text_label("", "strong")
        self.held = LinesTable(theme, strings.HELD_BACK, strings.HELD_BACK_HEADINGS, (18, 26))

        self.count.valueChanged.connect(self._ask)
        self.order.activated.connect(self._ask)
        self.paste.clicked.connect(self.paste_wanted)
        self.file.clicked.connect(self.file_wanted)
        self.remove.clicked.connect(self._remove)
        self.all.clicked.connect(self.all_wanted)
        self.table.removed.connect(self.removed)
        self.table.picked.connect(self._picked)

        self._lay_out(theme.unit)

    def _lay_out(self, unit: int) -> None:
        top = QHBoxLayout()
        top.setSpacing(2 * unit)
        for name, field in ((strings.RECIPIENT_COUNT_LABEL, self.count), (strings.ORDER_LABEL, self.order)):
            label = text_label(name, wrap=False)
            label.setTextFormat(Qt.TextFormat.AutoText)
            label.setBuddy(field)
            top.addWidget(label)
            top.addWidget(field)
            top.addSpacing(2 * unit)
        top.addStretch(1)
        for button in (self.paste, self.file):
            top.addWidget(button)
        above, below = QWidget(), QWidget()
        for box, parts in ((above, (self.heading, self.table)), (below, (self.held_heading, self.held))):
            column = QVBoxLayout(box)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2 * unit)
            for part in parts:
                column.addWidget(part)
        foot = QHBoxLayout()
        foot.addWidget(self.later, 1)
        foot.addWidget(self.all)
        foot.addWidget(self.remove)
        above.layout().addLayout(foot)  # type: ignore[union-attr]
        below.layout().setContentsMargins(0, 2 * unit, 0, 0)  # type: ignore[union-attr]
        parts_ = QSplitter(Qt.Orientation.Vertical)
        parts_.setChildrenCollapsible(False)
        parts_.addWidget(above)
        parts_.addWidget(below)
        parts_.setStretchFactor(0, 3)
        parts_.setStretchFactor(1, 2)
        self._below = below
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * unit)
        column.addLayout(top)
        column.addWidget(parts_, 1)

    def paint(self, state: SendState, people: dict[int, Recipient], held_back: HeldBack, later: int) -> None:
        """Show the chosen recipients, those held back with their reasons, and how many more are ready."""
        with QSignalBlocker(self.count):
            self.count.setValue(len(state.chosen))
        self.table.load(Line(case, (self._number(people[case].number), people[case].name)) for case in state.chosen)
        self.heading.setText(strings.in_the_send(len(state.chosen)))
        self.later.setText(strings.later(later))
        self.all.hide()
        self.held.load(_held_lines(held_back, self._number))
        self.held_heading.setText(strings.held_heading(len(held_back)))
        self._below.setVisible(bool(held_back))
        self._picked(None)

    def paint_left(self, left: str, count: int) -> None:
        """Tell that marked cases are left for the next send, and offer to take all `count` of them."""
        self.later.setText(left)
        self.all.setText(strings.take_all(count))
        self.all.show()

    @property
    def chosen_order(self) -> Order:
        """The order in which recipients are proposed."""
        return Order(self.order.currentData())

    @Slot()
    def _ask(self) -> None:
        self.wanted.emit(self.count.value(), self.chosen_order)

    @Slot()
    def _remove(self) -> None:
        if self.table.selected:
            self.removed.emit(self.table.selected)

    @Slot(object)
    def _picked(self, _: object) -> None:
        self.remove.setEnabled(bool(self.table.selected))


def _held_lines(held_back: HeldBack, number: Shown) -> Iterable[Line]:
    ranked = sorted(held_back, key=lambda one: _SOON.index(one[1][0]))
    for recipient, reasons in ranked:
        yield Line(recipient.case, (number(recipient.number), recipient.name, strings.held_back(reasons)))
