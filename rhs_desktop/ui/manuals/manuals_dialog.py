"""Dialog for the manuals: who follows each, and how to copy, change, use and remove one."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.manuals.diff import differences
from rhs_desktop.domain.roles import Permission, allowed
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.manuals import editing, overview
from rhs_desktop.services.manuals.editing import Saved
from rhs_desktop.services.manuals.overview import Manual
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.manuals import changes
from rhs_desktop.strings.manuals import manuals as strings
from rhs_desktop.strings.manuals.file_errors import profile_refused
from rhs_desktop.strings.manuals.parts import reference
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.manuals.copy_and_use_dialogs import CopyDialog, UseDialog
from rhs_desktop.ui.manuals.editor import ManualEditor
from rhs_desktop.ui.manuals.fields import scrolled
from rhs_desktop.ui.widgets.banner import Banner
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.messages import CLOSE

_LIST_CHARS = 46


class ManualsDialog(BaseDialog):
    """`change` is what was done last, None if nothing was. The primary button changes a manual of the clinic, or copies
    one that comes with the program."""

    def __init__(self, parent: QWidget | None, tools: DialogContext) -> None:
        super().__init__(parent, tools.theme, strings.TITLE, strings.COPY_ACT, cancel=CLOSE, fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.change: ActResult | None = None
        self.found: tuple[Manual, ...] = ()
        self._may = allowed(self.ctx.roles, Permission.ADMINISTER)
        self.list = QListWidget()
        self.list.setWordWrap(True)
        self.list.setAccessibleName(strings.TITLE)
        self.about = QWidget()
        self._about = QVBoxLayout()
        self._shown = QWidget()
        self.copy = self.add_button(strings.COPY_BUTTON)
        self.use = self.add_button(f"&{strings.USE_ACT}")
        self.remove = self.add_button(f"&{strings.REMOVE_ACT}", left=True)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._go_on)
        self.copy.clicked.connect(self._copy)
        self.use.clicked.connect(self._use)
        self.remove.clicked.connect(self._remove)
        self.list.currentRowChanged.connect(self._show)
        self.list.itemDoubleClicked.connect(self._go_on)
        self._lay_out()
        self.load()

    def _lay_out(self) -> None:
        unit = self.theme.unit
        troubles = overview.troubles(self.ctx)
        if troubles:
            first = troubles[0]
            told = [strings.trouble(first.error, instead=first.instead)]
            told += [profile_refused(one.error) for one in troubles[1:]]
            kind = "warn" if all(one.instead for one in troubles) else "error"
            self.content.addWidget(Banner(self.theme, kind, "\n".join(told)))
        row = QHBoxLayout()
        row.setSpacing(5 * unit)
        self.list.setFixedWidth(_LIST_CHARS * self.fontMetrics().averageCharWidth())
        self._about.setContentsMargins(0, 0, 2 * unit, 0)
        self._about.addWidget(self._shown)
        self._about.addStretch(1)
        scrolled(self.about, self._about)
        row.addWidget(self.list)
        row.addWidget(self.about, 1)
        self.content.addLayout(row, 1)
        self.resize_to(150, 34)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> ActResult | None:
        """Show the dialog; what was done last, or None."""
        dialog = cls(parent, tools)
        dialog.run(tools.messages)
        return dialog.change

    # ---- showing ----------------------------------------------------------------------------------------------------

    def load(self, chosen: str = "") -> None:
        """Read the manuals and select one by its id, or the first."""
        self.found = overview.manuals(self.ctx)
        self.list.clear()
        for one in self.found:
            text = (
                f"{strings.title(one.profile)}\n{strings.standing(len(one.rounds), shipped=one.shipped, used=one.used)}"
            )
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, one.profile.id)
            self.list.addItem(item)
        ids = [one.profile.id for one in self.found]
        self.list.setCurrentRow(ids.index(chosen) if chosen in ids else 0)

    @property
    def chosen(self) -> Manual:
        """The selected manual."""
        return self.found[max(0, self.list.currentRow())]

    @Slot(int)
    def _show(self, row: int) -> None:
        if row < 0:
            return
        one = self.chosen
        for button in (self.primary, self.copy, self.remove):
            button.setEnabled(self._may)
        self.primary.setText(strings.COPY_ACT if one.shipped else strings.EDIT_ACT)
        self.copy.setVisible(not one.shipped)
        others = any(record.profile != one.profile.id for record in case_list.rounds(self.ctx))
        self.use.setEnabled(self._may and others)
        self.say("" if self._may else strings.ONLY_ADMINISTRATORS)
        self.remove.setVisible(not one.shipped and not one.used)
        self._show_about(one)

    def _show_about(self, one: Manual) -> None:
        fresh = QWidget()
        column = QVBoxLayout(fresh)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * self.theme.unit)
        column.addWidget(text_label(strings.title(one.profile), "heading"))
        column.addWidget(
            text_label(strings.SHIPPED if one.shipped else strings.USED if one.used else strings.UNUSED, "muted")
        )
        for line in strings.followed(one.open, one.finished, [record.name for record in one.rounds]):
            column.addWidget(text_label(line))
        if one.default:
            column.addWidget(text_label(strings.DEFAULT))
        base = self.ctx.profiles.get(one.profile.based_on)
        if base is not None:
            column.addSpacing(2 * self.theme.unit)
            column.addWidget(text_label(strings.unlike(base), "section"))
            lines = [changes.difference(found, base, one.profile) for found in differences(base, one.profile)]
            for line in lines or [strings.NO_DIFFERENCE]:
                column.addWidget(text_label(f"•  {line}" if lines else line))
        for title, lines in reference(one.profile).items():
            if lines:
                column.addSpacing(2 * self.theme.unit)
                column.addWidget(text_label(title, "section"))
            for line in lines:
                column.addWidget(text_label(line))
        self._about.replaceWidget(self._shown, fresh)
        fresh.show()
        self._shown.deleteLater()
        self._shown = fresh

    # ---- acts -------------------------------------------------------------------------------------------------------

    @Slot()
    def _go_on(self) -> None:
        if not self._may:
            return
        if self.chosen.shipped:
            self._copy()
        else:
            self._edit(self.chosen.profile.id, used=self.chosen.used)

    @Slot()
    def _copy(self) -> None:
        saved = CopyDialog.ask(self, self.tools, self.chosen.profile)
        if saved is not None:
            self.change = ActResult(strings.COPIED, frozenset(), undoable=False)
            self.load(saved.profile.id)
            self._edit(saved.profile.id, used=False)

    def _edit(self, profile_id: str, *, used: bool) -> None:
        try:
            draft = editing.draft(self.ctx, profile_id)
        except ExpectedError as error:
            self.say(said(error))
            return
        saved = ManualEditor.ask(self, self.tools, draft, used=used)
        if saved is not None:
            self._saved(saved)

    def _saved(self, saved: Saved) -> None:
        rounds = len(saved.done.details["rounds"])
        self.change = ActResult(
            strings.saved(saved.profile, rounds), None if rounds else frozenset(), undoable=bool(rounds)
        )
        self.load(saved.profile.id)

    @Slot()
    def _use(self) -> None:
        profile = self.chosen.profile
        asked = UseDialog.ask(self, self.tools, profile)
        if asked.done_ is not None:
            self.change = ActResult(strings.used_in(profile, asked.round_name))
            self.load(profile.id)

    @Slot()
    def _remove(self) -> None:
        profile = self.chosen.profile
        if not self.tools.messages.ask(self, strings.REMOVE, strings.REMOVE_ACT, strings.title(profile)):
            return
        try:
            editing.remove(self.ctx, profile.id)
        except ExpectedError as error:
            self.say(said(error))
            return
        self.change = ActResult(strings.REMOVED, frozenset(), undoable=False)
        self.load(profile.based_on)
