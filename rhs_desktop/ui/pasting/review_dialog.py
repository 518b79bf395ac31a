"""Dialog for a table copied from 1177 or Cosmic: recognises it, shows its changes and records those ticked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QMimeData, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from rhs_desktop.domain.access_log.entries import Access, CopiedData
from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.domain.pasting import Source
from rhs_desktop.services import pasting
from rhs_desktop.services.pasting import PastePreview
from rhs_desktop.strings import pasting as strings
from rhs_desktop.strings.cases import process
from rhs_desktop.strings.errors import said
from rhs_desktop.ui.act_result import ActResult
from rhs_desktop.ui.case_list.masked_number import as_chosen
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.pasting.state import PastingState
from rhs_desktop.ui.widgets.dialog import BaseDialog
from rhs_desktop.ui.widgets.field import FormField
from rhs_desktop.ui.widgets.labels import text_label
from rhs_desktop.ui.widgets.lines_table import LinesTable

_LINES_OF_TEXT = 4
_CHARS = (23, 16, 24, 46, 18, 40)


@dataclass(frozen=True, slots=True)
class ForImport:
    """The pasted text is a checklist, to be opened in the import."""

    text: str


class PasteBox(QPlainTextEdit):
    """Text box that replaces its content at each paste. Signal: `pasted` with the text and the HTML, or empty HTML."""

    pasted = Signal(str, str)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Replace the content with the pasted one."""
        self.take(source)

    def take(self, source: QMimeData) -> None:
        """Show the text of the clipboard and report it."""
        text, html = source.text(), source.html() if source.hasHtml() else ""
        self.blockSignals(True)
        self.setPlainText(text)
        self.blockSignals(False)
        self.pasted.emit(text, html)


class PastingDialog(BaseDialog):
    """`answer` is what was recorded or a list to import, None if the user cancels."""

    def __init__(self, parent: QWidget | None, tools: DialogContext, source: QMimeData | None = None) -> None:
        super().__init__(parent, tools.theme, strings.TITLE, "", fixed=False)
        self.tools = tools
        self.ctx = tools.context
        self.number = as_chosen(self.ctx)
        self.answer: ActResult | ForImport | None = None
        self.state: PastingState | None = None
        self._html = ""
        self.box = PasteBox()
        self.box.setTabChangesFocus(True)
        self.box.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.box.setFixedHeight(_LINES_OF_TEXT * self.fontMetrics().lineSpacing() + 4 * tools.theme.unit)
        self.taken_as = QComboBox()
        self.template = QComboBox()
        self.template_field = FormField(strings.TEMPLATE, self.template, strings.TEMPLATE_HINT)
        self.hint = text_label("", "muted")
        self.summary = text_label("", "strong")
        self.table = LinesTable(tools.theme, strings.TITLE, strings.COLUMNS, _CHARS, first=True)
        self.detail = text_label("", "muted")
        self.choices = self.add_button("", left=True)

        self.box.pasted.connect(self._read)
        self.box.textChanged.connect(self._typed)
        self.taken_as.activated.connect(self._take_as)
        self.template.activated.connect(self._choose_template)
        self.table.ticked.connect(self._tick)
        self.table.picked.connect(self._explain)
        self.choices.clicked.connect(self._tick_choices)
        self.primary.clicked.disconnect()
        self.primary.clicked.connect(self._save)

        self._lay_out(tools.theme.unit)
        self._paint()
        if source is not None and source.hasText() and source.text().strip():
            self.box.take(source)
        (self.table if self.table.lines else self.box).setFocus()

    def _lay_out(self, unit: int) -> None:
        chosen = QHBoxLayout()
        chosen.setSpacing(6 * unit)
        chosen.addWidget(FormField(strings.TAKEN_AS, self.taken_as))
        chosen.addWidget(self.template_field)
        chosen.addStretch(1)
        self.content.addWidget(FormField(strings.BOX, self.box))
        self.content.addLayout(chosen)
        self.content.addWidget(self.hint)
        self.content.addWidget(self.summary)
        self.content.addWidget(self.table, 1)
        self.content.addWidget(self.detail)
        self.detail.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.resize_to(168, 42)

    @classmethod
    def ask(cls, parent: QWidget, tools: DialogContext) -> ActResult | ForImport | None:
        """Show the dialog with the content of the clipboard; what was recorded, a list to import, or None."""
        dialog = cls(parent, tools, QGuiApplication.clipboard().mimeData())
        dialog.run(tools.messages)
        return dialog.answer

    @Slot(str, str)
    def _read(self, text: str, html: str) -> None:
        self._html = html
        self._understand(None)

    @Slot()
    def _typed(self) -> None:
        """The HTML no longer matches a text that was edited."""
        self._html = ""
        self._understand(None)

    @Slot(int)
    def _take_as(self, place: int) -> None:
        self._understand(Source(self.taken_as.itemData(place)))

    def _understand(self, taken_as: Source | None) -> None:
        self.say("")
        self.state = None
        text = self.box.toPlainText()
        if text.strip() or self._html:
            try:
                shown = pasting.preview(self.ctx, text, self._html, taken_as=taken_as)
            except ExpectedError as error:
                self.say(said(error))
            else:
                self.state = PastingState.of(shown)
                self._show_sources(shown)
                if named := shown.cases:
                    self.tools.watch.seen(Access.LISTED, named, what=CopiedData.PASTED)
        self._paint()

    def _show_sources(self, shown: PastePreview) -> None:
        self.taken_as.clear()
        for source in (shown.source, *shown.also):
            self.taken_as.addItem(strings.SOURCE[source], source.value)

    @Slot(object, bool)
    def _tick(self, places: Sequence[int], on: bool) -> None:
        if self.state is not None:
            self.state = self.state.tick(places, on)
            self._paint()

    @Slot(object)
    def _explain(self, place: int | None) -> None:
        """Show the texts of the current row in full below the table."""
        line = next((line for line in self.table.lines if line.key == place), None)
        self.detail.setText(" ".join(filter(None, line.texts[1:])) if line else "")

    @Slot()
    def _tick_choices(self) -> None:
        if self.state is not None:
            self.state = self.state.tick_choices()
            self._paint()

    @Slot(int)
    def _choose_template(self, place: int) -> None:
        if self.state is not None:
            self.state = self.state.choose_template(self.template.itemData(place) or "")
            self._paint()

    def _paint(self) -> None:
        state = self.state
        profile = next(iter(self.ctx.profiles.values()))
        self.table.load(state.lines(profile.portal, self.number) if state else [])
        shown = state.shown if state else None
        self.taken_as.setEnabled(bool(shown and shown.also))
        if shown is None:
            self.taken_as.clear()
        self.hint.setText(strings.HINT[shown.source if shown else Source.NOTHING])
        self.summary.setText(strings.summary(shown.findings, len(shown.missing)) if shown and shown.findings else "")
        left = len(state.choices - state.ticked) if state else 0
        self.choices.setText(strings.tick_choices(left))
        self.choices.setVisible(left > 0)
        self._paint_templates(state)
        self.primary.setText(
            strings.TO_IMPORT
            if state and state.hands_over
            else strings.act(len(state.ticked) if state else 0, read_off=bool(shown and shown.read_off))
        )
        self.primary.setEnabled(state is not None and (state.hands_over or state.can_record))

    def _paint_templates(self, state: PastingState | None) -> None:
        keys = state.open_templates if state else ()
        if [self.template.itemData(place) for place in range(1, self.template.count())] != list(keys):
            self.template.clear()
            self.template.addItem(strings.CHOOSE_TEMPLATE, "")
            for key in keys:
                self.template.addItem(self._template_name(key), key)
        self.template_field.setVisible(bool(keys))
        chosen = self.template.findData(state.template) if state and keys else 0
        self.template.setCurrentIndex(max(0, chosen))

    def _template_name(self, key: str) -> str:
        names = [t.internal_name for profile in self.ctx.profiles.values() for t in profile.templates if t.key == key]
        return names[0] if names else key

    @Slot()
    def _save(self) -> None:
        state = self.state
        if state is None:
            return
        if state.hands_over:
            self.answer = ForImport(self.box.toPlainText())
            self.accept()
            return
        try:
            done = pasting.apply(self.ctx, state.shown, chosen=state.ticked, templates=state.templates)
        except ExpectedError as error:
            self.say(said(error))
            return
        self.answer = ActResult(process.done(done.kind, len(done.cases), done.details), frozenset(done.cases))
        self.accept()
