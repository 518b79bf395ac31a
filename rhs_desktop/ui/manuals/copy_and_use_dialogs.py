"""What is asked about a manual as a whole: what a copy is called, and for which round it is to be used."""

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
from rhs_desktop.strings.errors import said as told
from rhs_desktop.strings.manuals import manuals as said
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.manuals.preview import PreviewPage
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label


class CopyDialog(BaseDialog):
    """`saved` is the copy."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, profile: Profile) -> None:
        super().__init__(parent, tools.theme, said.COPY_TITLE, said.MAKE_COPY)
        self._ctx = tools.context
        self._profile = profile
        self.saved: Saved | None = None
        self.name = QLineEdit(said.proposed_name(settings.clinic(self._ctx).name, profile))
        self.field = FormField(said.COPY_NAME, self.name, said.COPY_NAME_HINT)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._copy)
        self.keep_width(60)
        self.content.addWidget(text_label(said.title(profile), "strong"))
        self.content.addWidget(self.field)
        self.name.selectAll()

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, profile: Profile) -> Saved | None:
        dialog = cls(parent, tools, profile)
        dialog.run(tools.messages)
        return dialog.saved

    @Slot()
    def _copy(self) -> None:
        try:
            self.saved = editing.copy(self._ctx, self._profile.id, self.name.text())
        except ExpectedError as error:
            self.field.complain(told(error))
            return
        self.accept()


class UseDialog(BaseDialog):
    """`done` is the switch, `round_name` the round that it was for."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, profile: Profile) -> None:
        super().__init__(parent, tools.theme, said.USE_TITLE, said.USE, fixed=False)
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

        self.content.addWidget(text_label(said.title(profile), "strong"))
        self.content.addWidget(FormField(said.WHICH_ROUND, self.round))
        self.content.addWidget(self.preview, 1)
        self.resize_to(120, 34)
        self._show()

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext, profile: Profile) -> UseDialog:
        dialog = cls(parent, tools, profile)
        dialog.run(tools.messages)
        return dialog

    @property
    def round_name(self) -> str:
        return self.round.currentText()

    @Slot()
    def _show(self) -> None:
        record = self._rounds.get(self.round.currentData())
        self.primary.setEnabled(record is not None)
        if record is None:
            self.preview.say(said.NO_ROUND)
            return
        if record.profile not in self._ctx.profiles:
            self.preview.say(said.no_comparison(record.profile))
            return
        before = self._ctx.profiles[record.profile]
        found = overview.preview(self._ctx, before, self._profile, round_id=record.id)
        self.preview.show_preview(self._ctx, found, before, self._profile)

    @Slot()
    def _use(self) -> None:
        try:
            self.done_ = editing.use(self._ctx, self.round.currentData(), self._profile.id)
        except ExpectedError as error:
            self.say(told(error))
            return
        self.accept()
