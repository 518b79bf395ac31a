"""The panel at the right: one case in full, or several in sum, or what to do when none is chosen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from rhs_desktop.domain.cases.act_buttons import available
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.domain.roles import ALL_ROLES, Permission, Role, allowed
from rhs_desktop.services.case_row import CaseRow
from rhs_desktop.strings.cases import panel as said
from rhs_desktop.ui.case_panel.handling_guide import guide
from rhs_desktop.ui.case_panel.head import PanelHead
from rhs_desktop.ui.case_panel.history import PanelHistory
from rhs_desktop.ui.case_panel.own_columns import OwnColumns
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.theme import Theme

if TYPE_CHECKING:
    from rhs_desktop.services.cases.case_list import CaseView
    from rhs_desktop.ui.case_panel.next_step import NextCard
    from rhs_desktop.ui.case_panel.question_form import QuestionForm
    from rhs_desktop.ui.case_panel.several_cases import ManyCases

_HOLD_MS = 400
_OPENING_MS = 300


class CasePanel(QScrollArea):
    """`wanted` carries an Act, the cases it is for, and a FormAnswer; the other signals name the case they are about.

    `today` becomes another day when the clock strikes midnight over an open window. The cards are imported when the
    first case is shown: with the rows of the acts the services come, and the window is to be painted before these.
    """

    wanted = Signal(object, object, object)
    ticked = Signal(int, str, bool)
    copy_wanted = Signal(object)
    undo_wanted = Signal(int, int)
    revealed = Signal(int)
    left = Signal()
    number_shown = Signal(int)

    def __init__(self, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.today = today
        self._shown: tuple[CaseView, Profile] | None = None
        self._rows: Sequence[CaseRow] = ()
        self._order = -1
        self.shown_seconds = 0
        self.roles: frozenset[Role] = ALL_ROLES
        self.colleagues: Callable[[], Sequence[str]] = tuple
        self._hold = QTimer(self, singleShot=True, interval=_HOLD_MS)
        self._opening = QTimer(self, singleShot=True, interval=_OPENING_MS)
        self.head: PanelHead | None = None
        self.card: NextCard | None = None
        self.many: ManyCases | None = None
        self.history: PanelHistory | None = None
        self.setObjectName("panel")
        self.setAccessibleName(said.PANEL)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._hold.timeout.connect(self._release)
        self.verticalScrollBar().rangeChanged.connect(self._show_question)
        theme.changed.connect(self._rebuild)
        self.show_nothing()

    @property
    def case(self) -> int | None:
        return self._shown[0].case if self._shown else None

    def show_nothing(self, text: str = said.NOBODY_CHOSEN) -> None:
        self._shown, self._rows = None, ()
        self._forget()
        inside, column = self._sheet()
        column.addWidget(text_label(text, "muted"))
        column.addStretch(1)
        self._put_up(inside)

    def show_many(self, rows: Sequence[CaseRow]) -> None:
        """Several chosen cases, in sum."""
        from rhs_desktop.ui.case_panel.several_cases import ManyCases

        self._shown, self._rows = None, rows
        self._forget()
        inside, column = self._sheet()
        self.many = ManyCases(rows, self._theme, self.today, self.roles, self.colleagues())
        self.many.asked.connect(self._begin_question)
        self.many.wanted.connect(self.wanted)
        self.many.copy_wanted.connect(self.copy_wanted)
        column.addWidget(self.many)
        column.addStretch(1)
        self._put_up(inside)

    def show_case(self, view: CaseView, profile: Profile) -> None:
        """One case; shown again after an act, it stays where it was scrolled to and holds its buttons a moment."""
        again = view.case == self.case
        top = self.verticalScrollBar().value() if again else 0
        if not again:
            self._order = -1
        self._shown, self._rows = (view, profile), ()
        self._forget()
        self._build(view, profile)
        if again:
            self._activate()
            self.verticalScrollBar().setValue(top)
            if self.card:
                self.card.hold(held=True)
                self._hold.start()

    def _activate(self) -> None:
        """Lay the sheet out now, so that it can be scrolled to where it was."""
        inside = self.widget()
        layout = inside.layout() if inside else None
        if layout is not None:
            layout.activate()

    def _build(self, view: CaseView, profile: Profile) -> None:
        from rhs_desktop.ui.case_panel.act_forms import offered
        from rhs_desktop.ui.case_panel.next_step import NextCard

        inside, column = self._sheet()
        self.head = PanelHead(view.case, view.resident, self.today, self._theme, self.shown_seconds)
        self.head.number_shown.connect(self._number_shown)
        self.head.copy_wanted.connect(self.copy_wanted)
        self.head.revealed.connect(self._revealed)
        column.addWidget(self.head)
        if view.state.handler:
            column.addWidget(text_label(said.handled_by(view.state.handler), "muted"))
        self.card = NextCard(self._theme, self.today, view.case)
        self.card.show_step(view.step, view.state, profile)
        self.card.show_guide(guide(view.step, view.state, profile, self.today, self._order))
        texts = {Act.CORRECT_NUMBER: view.resident.details.identity.dashed}
        acts = offered(available(view.step, view.state, self.today), self.roles)
        self.card.show_offers(acts, view.state, profile, texts)
        self.card.propose(Act.HAND_OVER, self.colleagues())
        self.card.set_ticking(allowed=allowed(self.roles, Permission.HANDLE))
        self.card.asked.connect(self._begin_question)
        self.card.wanted.connect(self.wanted)
        self.card.ticked.connect(self._case_ticked)
        self.card.order_wanted.connect(self._reorder)
        self.card.copy_wanted.connect(self.copy_wanted)
        column.addWidget(self.card)
        column.addWidget(text_label(said.HISTORY, "section"))
        self.history = PanelHistory(view.timeline, profile, self.today, self._theme)
        self.history.undo_wanted.connect(self._undo_wanted)
        column.addWidget(self.history)
        if view.own_columns:
            column.addWidget(text_label(said.FROM_LIST, "section"))
            column.addWidget(OwnColumns(view.own_columns, view.resident.details, self._theme))
        column.addStretch(1)
        self._put_up(inside)

    def _put_up(self, sheet: QWidget) -> None:
        """The old sheet goes when it is done with the event that it may just be handling."""
        before = self.takeWidget()
        if before is not None:
            before.hide()
            before.deleteLater()
        self.setWidget(sheet)

    def _sheet(self) -> tuple[QWidget, QVBoxLayout]:
        """A sheet to be filled before it is put up: an empty one would be painted first."""
        inside = QWidget()
        inside.setObjectName("panel_inside")
        column = QVBoxLayout(inside)
        unit = self._theme.unit
        column.setContentsMargins(4 * unit, 4 * unit, 4 * unit, 4 * unit)
        column.setSpacing(3 * unit)
        return inside, column

    def _forget(self) -> None:
        self._hold.stop()
        self.head = self.card = self.many = self.history = None

    # ---- what was chosen --------------------------------------------------------------------------------------------

    def ask(self, act: Act) -> None:
        """Open the form of an act that was chosen elsewhere, such as in the list's own menu."""
        asked = self.card or self.many
        if asked:
            asked.ask(act)

    @property
    def form(self) -> QuestionForm | None:
        """The question that stands below the buttons."""
        shown = self.card or self.many
        return shown.form if shown else None

    @Slot()
    def _begin_question(self) -> None:
        self._opening.start()
        self._show_question()

    @Slot()
    def _show_question(self) -> None:
        """The whole of it in sight, down to the button that saves, while the sheet still grows to its size."""
        form = self.form
        if form is not None and self._opening.isActive():
            self._activate()
            self.ensureWidgetVisible(form.save)

    @property
    def settling(self) -> bool:
        """Whether the sheet may still grow below a question that was just opened."""
        return self._opening.isActive()

    def complain(self, text: str) -> bool:
        """Say what is wrong in the open form; False if there is none."""
        if self.form is None:
            return False
        self.form.complain(text)
        return True

    @property
    def asking(self) -> bool:
        """Whether a question is half answered."""
        return self.form is not None

    def told(self) -> bool:
        """Whether the tick "Hur skyddas mina data?" is set."""
        return bool(self.card and self.card.told and self.card.told.isChecked())

    def begin(self) -> None:
        """Put the focus on the first thing to press."""
        first = self.card.first if self.card else None
        if self.many:
            first = next(iter(self.many.buttons.values()), None)
        (first or self).setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot(str, bool)
    def _case_ticked(self, step: str, done: bool) -> None:
        if self.case is not None:
            self.ticked.emit(self.case, step, done)

    @Slot()
    def _revealed(self) -> None:
        if self.case is not None:
            self.revealed.emit(self.case)

    @Slot()
    def _number_shown(self) -> None:
        if self.case is not None:
            self.number_shown.emit(self.case)

    @Slot(int)
    def _undo_wanted(self, entry: int) -> None:
        if self.case is not None:
            self.undo_wanted.emit(self.case, entry)

    @Slot(int)
    def _reorder(self, order: int) -> None:
        self._order = order
        self._rebuild()

    @Slot()
    def _rebuild(self) -> None:
        if self._shown:
            self.show_case(*self._shown)
        elif self._rows:
            self.show_many(self._rows)
        else:
            self.show_nothing()

    @Slot()
    def _release(self) -> None:
        if self.card:
            self.card.hold(held=False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
