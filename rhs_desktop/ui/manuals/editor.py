"""Editor of a manual of the clinic. Faults are shown beside their fields, the consequences before it is saved."""

from __future__ import annotations

from collections import Counter
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QWidget

from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.manuals.edit import Draft, next_version
from rhs_desktop.domain.manuals.parts import TEMPLATES
from rhs_desktop.services.manuals import editing, overview
from rhs_desktop.services.manuals.editing import Saved
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.manuals import manuals as strings
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.manuals.fields import TextField
from rhs_desktop.ui.manuals.items import contacts_page, portal_page
from rhs_desktop.ui.manuals.preview import PreviewPage
from rhs_desktop.ui.manuals.state import EditorTab, ManualState, page_of, told_at
from rhs_desktop.ui.manuals.steps_page import StepsPage
from rhs_desktop.ui.manuals.templates_page import TemplatesPage
from rhs_desktop.ui.manuals.values_pages import DaysPage, SendingPage
from rhs_desktop.ui.widgets.dialog import BaseDialog


class ManualEditor(BaseDialog):
    """`saved` is what was saved, None if nothing was. `used`: cases follow the manual, so that a new version is made.

    The preview compares with the manual as it was or, where no case follows it yet, the one it was copied from.
    """

    def __init__(self, parent: QWidget | None, tools: DialogContext, draft: Draft, *, used: bool) -> None:
        super().__init__(parent, tools.theme, strings.EDIT_TITLE, "", fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.state = ManualState.of(draft, used=used)
        self.saved: Saved | None = None
        self._before = draft.base if used else self.ctx.profiles.get(draft.base.based_on, draft.base)
        version = next_version(draft.base, tuple(self.ctx.profiles))[1] if used else 0
        self.primary.setText(strings.save_act(version))
        self.primary.setAutoDefault(False)
        self.primary.setDefault(False)
        self.name = TextField("name", strings.FIELDS["name"])
        self.tabs = QTabWidget()
        self.days = DaysPage(tools.theme)
        self.sending = SendingPage(tools.theme)
        self.templates = TemplatesPage(tools.theme)
        self.steps = StepsPage(tools.theme, draft)
        self.portal = portal_page(tools.theme)
        self.contacts = contacts_page(tools.theme)
        self.preview = PreviewPage(tools.theme)
        self._connect()
        self._lay_out()
        self.paint()

    def _connect(self) -> None:
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)
        self.name.edited.connect(self._put)
        self.days.edited.connect(self._put)
        self.sending.edited.connect(self._put)
        self.templates.edited.connect(self._put_template)
        self.templates.answer_text.connect(self._put_answer_text)
        self.templates.answer_given.connect(self._give_answer)
        self._connect_lists()
        steps = self.steps
        steps.edited.connect(self._put)
        steps.step_edited.connect(self._put_step)
        steps.list_chosen.connect(self._open_list)
        steps.step_chosen.connect(self._choose_step)
        steps.added.connect(self._add_step)
        steps.removed.connect(self._remove_step)
        steps.moved.connect(self._move_step)
        self.preview.used.connect(self._use_in)
        self.tabs.currentChanged.connect(self._tab_changed)

    def _connect_lists(self) -> None:
        lists = [one for page in (self.portal, self.contacts) for one in page.lists.values()]
        for one in lists:
            one.edited.connect(self._put_item)
        for items in (self.templates.items, *(one.items for one in lists)):
            items.chosen.connect(self._open_item)
            items.added.connect(self._add_item)
            items.removed.connect(self._remove_item)
        for page in (self.portal, self.contacts):
            page.edited.connect(self._put)

    def _lay_out(self) -> None:
        pages = (self.days, self.sending, self.templates, self.steps, self.portal, self.contacts, self.preview)
        for page, title in zip(pages, strings.PAGES, strict=True):
            self.tabs.addTab(page, title)
        self.content.addWidget(self.name)
        self.content.addWidget(self.tabs, 1)
        self.resize_to(150, 40)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, draft: Draft, *, used: bool) -> Saved | None:
        """Show the editor; what was saved, or None."""
        dialog = cls(parent, tools, draft, used=used)
        dialog.run(tools.messages)
        return dialog.saved

    # ---- editing ----------------------------------------------------------------------------------------------------

    @Slot(str, object)
    def _put(self, key: str, value: Any) -> None:
        self._become(self.state.put(key, value))

    @Slot(str, str)
    def _put_step(self, field: str, text: str) -> None:
        self._become(self.state.put_step(field, text))

    @Slot(str, str, object)
    def _put_item(self, at: str, name: str, value: Any) -> None:
        self._become(self.state.put_item(at, name, value))

    @Slot(str, object)
    def _put_template(self, name: str, value: Any) -> None:
        self._become(self.state.put_item(TEMPLATES, name, value))

    @Slot(int, str)
    def _put_answer_text(self, place: int, text: str) -> None:
        self._put(f"{TEMPLATES}[{self.state.item_of(TEMPLATES)}].answers[{place}].text", text)

    @Slot(str, bool)
    def _give_answer(self, answer: str, given: bool) -> None:
        self._become(self.state.put_answer(Answer(answer), given=given))

    @Slot(str, int)
    def _open_item(self, at: str, place: int) -> None:
        self._become(self.state.on_item(at, place))

    @Slot(str)
    def _add_item(self, at: str) -> None:
        self._become(self.state.add_item(at))
        self._first_of(at).setFocus()

    @Slot(str)
    def _remove_item(self, at: str) -> None:
        self._become(self.state.remove_item(at))

    def _first_of(self, at: str) -> QWidget:
        """The first field of a list's items."""
        if at == TEMPLATES:
            return self.templates.first
        return next(page.lists[at].first for page in (self.portal, self.contacts) if at in page.lists)

    @Slot(str)
    def _open_list(self, key: str) -> None:
        self._become(self.state.on_list(key))

    @Slot(int)
    def _choose_step(self, place: int) -> None:
        self._become(self.state.on_step(place))

    @Slot()
    def _add_step(self) -> None:
        self._become(self.state.add_step())
        self.steps.text.setFocus()

    @Slot()
    def _remove_step(self) -> None:
        self._become(self.state.remove_step())

    @Slot(int)
    def _move_step(self, by: int) -> None:
        self._become(self.state.move_step(by))

    @Slot(int, bool)
    def _use_in(self, round_id: int, on: bool) -> None:
        self.state = self.state.using(round_id, on=on)
        self._paint_buttons()

    @Slot(int)
    def _tab_changed(self, place: int) -> None:
        if place == EditorTab.PREVIEW:
            self._paint_preview()

    def _become(self, state: ManualState) -> None:
        self.state = state
        self.paint()

    # ---- painting ---------------------------------------------------------------------------------------------------

    def paint(self) -> None:
        """Show the draft and its faults on all pages."""
        draft = self.state.draft
        problems = draft.problems
        troubles = {key: strings.problem(one) for one in reversed(problems) for key in told_at(one)}
        self.name.paint(draft, troubles.get("name", ""))
        self.days.paint(draft, troubles)
        self.sending.paint(draft, troubles)
        for page in (self.templates, self.steps, self.portal, self.contacts):
            page.paint(self.state, troubles)
        faults = Counter(page_of(one) for one in problems if one.key != "name")
        for place, title in enumerate(strings.PAGES):
            text = strings.page(title, faults[EditorTab(place)])
            if self.tabs.tabText(place) != text:
                self.tabs.setTabText(place, text)
        self.say("")
        self._paint_buttons()
        if self.tabs.currentIndex() == EditorTab.PREVIEW:
            self._paint_preview()

    def _paint_buttons(self) -> None:
        self.primary.setEnabled(self.state.may_save)

    def _paint_preview(self) -> None:
        after = self.state.after
        if after is None:
            self.preview.say(strings.FAULTY)
            return
        found = overview.preview(self.ctx, self._before, after)
        self.preview.show_preview(self.ctx, found, self._before, after, use_in=self.state.use_in)

    # ---- the end ----------------------------------------------------------------------------------------------------

    @Slot()
    def _save(self) -> None:
        try:
            self.saved = editing.save(self.ctx, self.state.draft, use_in=sorted(self.state.use_in))
        except ExpectedError as error:
            self.say(said(error))
            return
        self.accept()

    def reject(self) -> None:
        leave = not self.state.draft.changed or self.tools.messages.ask(
            self, strings.LEAVE, strings.LEAVE_ACT, cancel=strings.STAY
        )
        if leave:
            super().reject()
