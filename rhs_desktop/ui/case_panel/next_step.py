"""The card of the next step: what, by when, why, the manual's own steps, and the buttons that record."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QCheckBox, QGridLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from rhs_desktop.domain.access_log.entries import CopiedData
from rhs_desktop.domain.cases.act_buttons import AvailableActs
from rhs_desktop.domain.cases.acts import CALL_ACTS, Act
from rhs_desktop.domain.cases.phases.phone import must_tell_data_protection
from rhs_desktop.domain.cases.state import CaseState
from rhs_desktop.domain.cases.steps import Finished, Step
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import panel as said
from rhs_desktop.strings.cases.calling import phone_notice, told, with_booking
from rhs_desktop.strings.cases.next_step import deadline, headline, in_vain, why
from rhs_desktop.strings.cases.process import ACT, ANSWER_SEEN
from rhs_desktop.strings.cases.recording import TEXT
from rhs_desktop.ui.case_panel.action_card import AskingCard
from rhs_desktop.ui.case_panel.handling_guide import HandlingGuide
from rhs_desktop.ui.case_panel.reply_text import FullText
from rhs_desktop.ui.widgets.clipboard import CopiedText
from rhs_desktop.ui.widgets.labels import CopyButton, icon_label, row_layout, text_label
from rhs_desktop.ui.widgets.theme import Theme, set_kind


class NextCard(AskingCard):
    """Signals carry codes: `ticked` a step's key."""

    ticked = Signal(str, bool)
    order_wanted = Signal(int)
    copy_wanted = Signal(object)

    def __init__(self, theme: Theme, today: date, case: int) -> None:
        super().__init__(theme, today, lambda act: [case])
        self.ticks: dict[str, QCheckBox] = {}
        self.more = QMenu(self)
        self.told: QCheckBox | None = None
        self.primary: QPushButton | None = None

    # ---- what is to be done -----------------------------------------------------------------------------------------

    def show_step(self, step: Step | Finished | None, state: CaseState, profile: Profile) -> None:
        if step is None:
            self.column.addWidget(text_label(said.ON_NO_LIST, "strong"))
            return
        unit = self._theme.unit
        self.column.addWidget(text_label(said.OUTCOME if isinstance(step, Finished) else said.NEXT_STEP, "section"))
        self.headline = text_label(headline(step), "heading")
        self.column.addWidget(self.headline)
        self.deadline = text_label(deadline(step, self._today), _urgency(step, self._today), wrap=False)
        icon, colour = _sign(step, self._today)
        self.column.addLayout(row_layout(icon_label(self._theme, icon, colour), self.deadline, space=unit))
        self.why = text_label(why(step, state, profile, self._today), "muted")
        self.why.setAccessibleName(f"{said.WHY} {self.why.text()}")
        question = text_label(said.WHY, "strong", wrap=False)
        block = QVBoxLayout()
        block.setSpacing(0)
        block.addWidget(question)
        block.addWidget(self.why)
        self.column.addLayout(block)

    def show_guide(self, guide: HandlingGuide) -> None:
        if not guide.lines:
            return
        unit = self._theme.unit
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * unit)
        grid.setVerticalSpacing(unit)
        grid.setColumnStretch(1, 1)
        if guide.orders:
            self.column.addWidget(self._orders(guide))
        for place, line in enumerate(guide.lines):
            text = FullText(line.text, line.full) if line.full else text_label(line.text)
            if line.key:
                tick = QCheckBox()
                tick.setChecked(line.done)
                tick.setAccessibleName(line.text)
                tick.setProperty("step", line.key)
                tick.clicked.connect(self._ticked)
                self.ticks[line.key] = tick
                grid.addWidget(tick, place, 0, Qt.AlignmentFlag.AlignTop)
            elif len(guide.lines) > 1:
                grid.addWidget(text_label(f"{place + 1}.", "muted", wrap=False), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(text, place, 1)
            if line.copy:
                copy = CopyButton(self._theme, CopiedText(line.copy, CopiedData.TEXT, TEXT))
                copy.wanted.connect(self.copy_wanted)
                grid.addWidget(copy, place, 2, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(grid)

    def _orders(self, guide: HandlingGuide) -> QToolButton:
        button = QToolButton()
        button.setText(guide.orders[guide.order])
        button.setAccessibleName(said.order(guide.orders[guide.order]))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(self._theme.icon("down", "muted"))
        set_kind(button, "filter")
        menu = QMenu(button)
        for place, title in enumerate(guide.orders):
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setChecked(place == guide.order)
            action.setData(place)
        menu.triggered.connect(self._order_chosen)
        button.setMenu(menu)
        return button

    # ---- what can be recorded ---------------------------------------------------------------------------------------

    def show_offers(self, offers: AvailableActs, state: CaseState, profile: Profile, texts: dict[Act, str]) -> None:
        """`texts` are proposed where an act asks for a text, such as the number to correct."""
        self.texts = texts
        booking = with_booking(profile)
        notice = phone_notice(profile.phone_notice.name)
        self.hints = {Act.PHONE_TIME: notice, Act.BOOKED: booking, Act.BOOK_VISIT: booking}
        if offers.call:
            self._call_buttons(state, profile)
        for place, act in enumerate(offers.main):
            proposed = act is not Act.CANCELLED and (act is not Act.ANSWER or bool(state.answer_seen_on))
            primary = place == 0 and not offers.call and proposed
            button = self._button(act, primary=primary)
            if act is Act.ANSWER and state.answer_seen_on:
                _name(button, ANSWER_SEEN)
            self.column.addWidget(button)
        self._more_button(offers.more)

    def _call_buttons(self, state: CaseState, profile: Profile) -> None:
        """The six ways a call can end, on the keys 1–6; the tick where a yes needs that data protection was told."""
        unit = self._theme.unit
        if told_in_vain := in_vain(state):
            self.column.addWidget(text_label(told_in_vain.strip(), "muted"))
        self.told = QCheckBox(told(profile.data_protection.name))
        if not must_tell_data_protection(state, profile):
            self.told.hide()
        self.column.addWidget(self.told)
        grid = QGridLayout()
        grid.setSpacing(unit)
        for place, act in enumerate(CALL_ACTS):
            button = self._button(act, primary=place == 0, key=place + 1)
            grid.addWidget(button, place // 2, place % 2)
        self.column.addLayout(grid)

    def _button(self, act: Act, *, primary: bool = False, key: int = 0) -> QPushButton:
        button = QPushButton()
        _name(button, ACT[act].button)
        button.setProperty("act", act.value)
        if key:
            button.setText(f"{key}  {button.text()}")
            button.setShortcut(str(key))
            button.setAccessibleDescription(said.key(key))
        if primary:
            set_kind(button, "primary")
            self.primary = button
        button.clicked.connect(self.press)
        self.buttons[act] = button
        return button

    def _more_button(self, acts: tuple[Act, ...]) -> None:
        if not acts:
            return
        for act in acts:
            action = self.more.addAction(ACT[act].button)
            action.setData(act.value)
        self.more.triggered.connect(self._more_chosen)
        button = QToolButton()
        button.setText(said.MORE)
        button.setAccessibleName(said.MORE_NAME)
        button.setIcon(self._theme.icon("down", "muted"))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        button.setMenu(self.more)
        set_kind(button, "quiet")
        self.more_button = button
        self.column.addLayout(row_layout(button, space=0))

    @property
    def first(self) -> QWidget | None:
        """Where the keyboard begins: the proposed act, or where there is none the first step that is not done."""
        left = (tick for tick in self.ticks.values() if not tick.isChecked() and tick.isEnabled())
        return self.primary or next(left, None) or next(iter(self.buttons.values()), None)

    def set_ticking(self, *, allowed: bool) -> None:
        """Set whether the user may tick steps; otherwise the ticks are read only."""
        for tick in self.ticks.values():
            tick.setEnabled(allowed)

    def hold(self, *, held: bool) -> None:
        """Keep the buttons still for a moment: what was pressed twice is not recorded twice."""
        for button in self.buttons.values():
            button.setDisabled(held)

    # ---- what was chosen --------------------------------------------------------------------------------------------

    @Slot(QAction)
    def _more_chosen(self, action: QAction) -> None:
        if isinstance(action.data(), str):
            self.begin(Act(action.data()))

    @Slot(bool)
    def _ticked(self, done: bool) -> None:
        self.ticked.emit(self.sender().property("step"), done)

    @Slot(QAction)
    def _order_chosen(self, action: QAction) -> None:
        self.order_wanted.emit(action.data())


def _name(button: QPushButton, text: str) -> None:
    button.setText(text)
    button.setAccessibleName(common.without_dots(text))


def _urgency(step: Step | Finished, today: date) -> str:
    if isinstance(step, Finished) or step.due > today:
        return "muted"
    return "late" if step.due < today else "due"


def _sign(step: Step | Finished, today: date) -> tuple[str, str]:
    if isinstance(step, Finished):
        return "done", "done"
    if step.due > today:
        return "waiting", "waiting"
    return ("late", "late") if step.due < today else ("due", "due")
