"""Ring: the calling view, one person at a time; the order of the list stays the same while calls are recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.codes import CallOutcome
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.letters import plan as letter_plan
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import calling as said
from rhs_desktop.strings.cases import recording as casework_strings
from rhs_desktop.strings.errors import said as trouble_said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.cases.call_card import CallingCard
from rhs_desktop.ui.cases.call_register import CallRegister
from rhs_desktop.ui.cases.call_state import PHONE_TIME, CallNote
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable, Look
from rhs_desktop.ui.widgets.messages import CLOSE
from rhs_desktop.ui.widgets.theme import set_kind

_LAID_OUT_MS = 20


class CallingDialog(BaseDialog):
    """`change` is what was recorded. Without `cases`: everybody to be called today, in the order of CallRegister."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, cases: Sequence[int] = ()) -> None:
        super().__init__(parent, tools.theme, said.TITLE, said.RECORD, cancel=CLOSE, fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.register = CallRegister(self.ctx, cases)
        self.calls = self.register.calls
        self.card: CallingCard | None = None
        self.place = text_label("", "strong", wrap=False)
        self.search = QLineEdit()
        self.list = LinesTable(tools.theme, said.LIST, said.COLUMNS, (22,))
        self.noted = Banner(tools.theme, "good")
        self.take_back = self.noted.add_button(said.TAKE_BACK)
        self.sheet = QScrollArea()
        self.nobody = text_label(said.NOBODY, "muted")
        self.next = self.add_button(said.NEXT, left=True)
        self.previous = self.add_button(said.PREVIOUS, left=True)

        self._scroll = QTimer(self, singleShot=True, interval=_LAID_OUT_MS)

        self._scroll.timeout.connect(self._show_end)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.previous.clicked.connect(partial(self._step, -1))
        self.next.clicked.connect(partial(self._step, 1))
        self.take_back.clicked.connect(self._take_back)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._first_found)
        self.list.picked.connect(self._picked)
        for key, slot in (
            ("Alt+Left", partial(self._step, -1)),
            ("Alt+Right", partial(self._step, 1)),
            ("Ctrl+F", self._to_search),
            ("F4", self._to_number),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(slot)

        self._lay_out()
        self._show()

    def _lay_out(self) -> None:
        unit = self.theme.unit
        self.buttons.insertStretch(2, 1)
        self.search.setPlaceholderText(said.SEARCH)
        self.search.setAccessibleName(said.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.previous.setToolTip(said.PREVIOUS_KEY)
        self.next.setToolTip(said.NEXT_KEY)
        left = QVBoxLayout()
        left.setSpacing(2 * unit)
        left.addWidget(self.search)
        left.addWidget(self.list)
        side = QWidget()
        side.setLayout(left)
        left.setContentsMargins(0, 0, 0, 0)
        side.setFixedWidth(46 * self.fontMetrics().averageCharWidth())
        self.sheet.setWidgetResizable(True)
        self.sheet.setFrameShape(QScrollArea.Shape.NoFrame)
        self.sheet.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_kind(self.sheet, "plain")
        right = QVBoxLayout()
        right.setSpacing(2 * unit)
        for part in (self.place, self.noted, self.nobody, self.sheet):
            right.addWidget(part)
        both = QHBoxLayout()
        both.setSpacing(5 * unit)
        both.addWidget(side)
        both.addLayout(right, 1)
        self.content.addLayout(both, 1)
        self.resize_to(124, 36)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, cases: Sequence[int] = ()) -> ActResult | None:
        """Returns what was recorded, or None."""
        dialog = cls(parent, tools, cases)
        dialog.run(tools.messages)
        return dialog.change

    @property
    def change(self) -> ActResult | None:
        touched = self.register.touched
        return (
            ActResult(said.done(self.calls.called, found=self.calls.found_number), frozenset(touched))
            if touched
            else None
        )

    # ---- showing ----------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        """Show the current person and the list."""
        case = self.calls.current
        self.say("")
        self.primary.setText(said.RECORD)
        self.primary.setEnabled(False)
        self.previous.setEnabled(not self.calls.first)
        self.next.setEnabled(not self.calls.last)
        self.nobody.setVisible(case is None)
        self.sheet.setVisible(case is not None)
        self.place.setText(said.place(*self.calls.place, self.calls.called) if case is not None else "")
        self._list_people()
        self._say_noted()
        if case is not None:
            self._show_person(case)

    def _show_person(self, case: int) -> None:
        view = case_list.case_view(self.ctx, case)
        rules = self.ctx.rules(view.profile)
        self.tools.watch.opened(case)
        text = partial(letter_plan.data_protection, self.ctx, rules.profile)
        asks = view.state.wrong_phone_on is not None
        self.card = CallingCard(self.theme, view, rules, self.ctx.today, text, ask_number=asks)
        self.card.chosen.connect(self._chosen)
        self.card.copy_wanted.connect(self._copy)
        self.card.revealed.connect(self._revealed)
        self.card.number_found.connect(self._save_number)
        before = self.sheet.takeWidget()
        if before is not None:  # it may be handling the key that led here
            before.hide()
            before.deleteLater()
        self.sheet.setWidget(self.card)
        self.card.begin()

    @Slot(object)
    def _copy(self, copied: CopiedText) -> None:
        self.tools.copy(self, copied)

    @Slot()
    def _revealed(self) -> None:
        if self.card is not None:
            self.tools.watch.seen(Access.UNMASKED, (self.card.view.case,), what=CopiedData.PHONE_AND_ADDRESS)

    def _list_people(self) -> None:
        query = self.search.text().strip()
        cases = self.register.found(query) if query else self.calls.order
        blocked = self.list.blockSignals(True)
        self.list.load([self._line(case) for case in cases])
        if self.calls.current is not None and not query:
            self.list.go_to(self.calls.current)
        self.list.blockSignals(blocked)

    def _line(self, case: int) -> Line:
        recorded = self.calls.said(case)
        row = self.register.rows.get(case)
        name = row.name if row else ""
        if recorded:
            return Line(case, (name, recorded.text), looks={1: Look("done", "done")})
        due = common.due(row.due, self.ctx.today) if row else ""
        return Line(case, (name, due))

    def _say_noted(self) -> None:
        case = self.calls.current
        recorded = self.calls.said(case) if case is not None else None
        self.noted.say(said.noted(recorded.text) if recorded else "")
        self.take_back.setText(said.TAKE_BACK if recorded is None or recorded.call else said.TAKE_BACK_NUMBER)

    # ---- going about ------------------------------------------------------------------------------------------------

    def _step(self, by: int) -> None:
        self.search.clear()
        self.calls.step(by)
        self._show()

    @Slot()
    def _to_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _to_number(self) -> None:
        if self.card is not None:
            self.card.number.begin()

    @Slot(str)
    def _search(self, text: str) -> None:
        self._list_people()
        self.say(said.NOT_FOUND if text.strip() and not self.list.lines else "")

    @Slot()
    def _first_found(self) -> None:
        if self.search.text().strip() and self.list.lines:
            self._go_to(self.list.lines[0].key)

    @Slot(object)
    def _picked(self, case: int | None) -> None:
        if case is not None and case != self.calls.current:
            self._go_to(case)

    def _go_to(self, case: int) -> None:
        self.calls.go_to(case)
        self.search.clear()
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.search.hasFocus():
            event.accept()
        elif self.card is None or not self.card.take_key(event):
            super().keyPressEvent(event)

    # ---- recording --------------------------------------------------------------------------------------------------

    @Slot(object)
    def _chosen(self, outcome: CallOutcome | str) -> None:
        phone_time = outcome == PHONE_TIME
        what = said.RECORD_PHONE_TIME if phone_time else casework_strings.call_act(CallOutcome(outcome))
        self.primary.setText(what)
        self.primary.setEnabled(True)
        self.say("")
        self._scroll.start()

    @Slot()
    def _show_end(self) -> None:
        """Scroll to the fields of the chosen outcome, which are below the outcomes."""
        if self.card is not None and self.card.asks:
            self.sheet.verticalScrollBar().setValue(self.sheet.verticalScrollBar().maximum())

    @Slot()
    def _save(self) -> None:
        if self.card is not None:
            ended = self.card.ended
            self._record(lambda case: self.register.record_call(case, ended))

    @Slot(str)
    def _save_number(self, number: str) -> None:
        self._record(lambda case: self.register.record_number(case, number))

    def _record(self, act: Callable[[int], CallNote]) -> None:
        """Record something for the current person, then show the next person if this one is settled."""
        case = self.calls.current
        if case is None:
            return
        try:
            note = act(case)
        except ExpectedError as error:
            self.say(trouble_said(error))
            return
        more = not note.settled or self.calls.go_on()
        self._show()
        if not more:
            self.say("")
            self.place.setText(said.all_called(len(self.calls.order), self.calls.called))

    @Slot()
    def _take_back(self) -> None:
        """Undo what was recorded last for the current person."""
        case = self.calls.current
        recorded = self.calls.said(case) if case is not None else None
        if case is None or recorded is None:
            return
        try:
            self.register.take_back(case, recorded)
        except ExpectedError as error:
            self.say(trouble_said(error))
            return
        self._show()
