"""Dialogs about a manual as a whole: the name of a copy, and the round whose new cases follow the manual."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.services import settings
from rhs_desktop.services.cases import case_list
from rhs_desktop.services.manuals import editing, overview
from rhs_desktop.services.manuals.editing import Saved
from rhs_desktop.services.recording import ActDone
from rhs_desktop.strings.errors import said
from rhs_desktop.strings.manuals import manuals as strings
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.manuals.preview import PreviewPage
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label


class CopyDialog(BaseDialog):
    """`saved` is the copy, None if none was made."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, profile: Profile) -> None:
        super().__init__(parent, tools.theme, strings.COPY_TITLE, strings.MAKE_COPY)
        self._ctx = tools.context
        self._profile = profile
        self.saved: Saved | None = None
        self.name = QLineEdit(strings.proposed_name(settings.clinic(self._ctx).name, profile))
        self.field = FormField(strings.COPY_NAME, self.name, strings.COPY_NAME_HINT)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._copy)
        self.keep_width(60)
        self.content.addWidget(text_label(strings.title(profile), "strong"))
        self.content.addWidget(self.field)
        self.name.selectAll()

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, profile: Profile) -> Saved | None:
        """Ask for a name and copy the manual; the copy, or None if the user cancels."""
        dialog = cls(parent, tools, profile)
        dialog.run(tools.messages)
        return dialog.saved

    @Slot()
    def _copy(self) -> None:
        try:
            self.saved = editing.copy(self._ctx, self._profile.id, self.name.text())
        except ExpectedError as error:
            self.field.complain(said(error))
            return
        self.accept()


class UseDialog(BaseDialog):
    """`done_` is the act that was recorded, None if there was none, `round_name` the name of the round."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, profile: Profile) -> None:
        super().__init__(parent, tools.theme, strings.USE_TITLE, strings.USE, fixed=False)
        self._ctx = tools.context
        self._profile = profile
        self.done_: ActDone | None = None
        self.round = QComboBox()
        self._rounds = {one.id: one for one in case_list.rounds(self._ctx) if one.profile != profile.id}
        for one in self._rounds.values():
            self.round.addItem(one.name, one.id)
        self.preview = PreviewPage(tools.theme)

        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._use)
        self.round.currentIndexChanged.connect(self._show)

        self.content.addWidget(text_label(strings.title(profile), "strong"))
        self.content.addWidget(FormField(strings.WHICH_ROUND, self.round))
        self.content.addWidget(self.preview, 1)
        self.resize_to(120, 34)
        self._show()

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, profile: Profile) -> UseDialog:
        """Ask for a round; the dialog, with the outcome in `done_`."""
        dialog = cls(parent, tools, profile)
        dialog.run(tools.messages)
        return dialog

    @property
    def round_name(self) -> str:
        """The name of the chosen round."""
        return self.round.currentText()

    @Slot()
    def _show(self) -> None:
        record = self._rounds.get(self.round.currentData())
        self.primary.setEnabled(record is not None)
        if record is None:
            self.preview.say(strings.NO_ROUND)
            return
        if record.profile not in self._ctx.profiles:
            self.preview.say(strings.no_comparison(record.profile))
            return
        before = self._ctx.profiles[record.profile]
        found = overview.preview(self._ctx, before, self._profile, round_id=record.id)
        self.preview.show_preview(self._ctx, found, before, self._profile)

    @Slot()
    def _use(self) -> None:
        try:
            self.done_ = editing.use(self._ctx, self.round.currentData(), self._profile.id)
        except ExpectedError as error:
            self.say(said(error))
            return
        self.accept()
