"""The report of all erasures, to read, print and save. It holds no names."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from rhs_desktop.domain.errors import ExpectedError
from rhs_desktop.services import retention, settings
from rhs_desktop.strings import common
from rhs_desktop.strings import retention as said
from rhs_desktop.strings.errors import said as told
from rhs_desktop.ui.context import DialogContext
from rhs_desktop.ui.letters.printing import choose_printer
from rhs_desktop.ui.widgets.labels import row_layout, text_label
from rhs_desktop.ui.widgets.lines_table import Line, LinesTable


class ProtocolPage(QWidget):
    """The list above, the selected entry in full below."""

    def __init__(self, tools: DialogContext) -> None:
        super().__init__()
        self.tools = tools
        self.ctx = tools.context
        self.list = LinesTable(tools.theme, said.PROTOCOL_LIST, said.PROTOCOL_COLUMNS, (16, 22))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(said.PROTOCOL_TITLE)
        self.print = QPushButton(said.PRINT)
        self.save = QPushButton(said.SAVE)
        self.told = text_label("", "muted")
        self.list.picked.connect(self._picked)
        self.print.clicked.connect(self._print)
        self.save.clicked.connect(self._save)
        for button in (self.print, self.save):
            button.setAutoDefault(False)
        unit = tools.theme.unit
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4 * unit, 0, 0)
        column.setSpacing(3 * unit)
        column.addWidget(self.list, 2)
        column.addWidget(self.text, 3)
        column.addLayout(row_layout(self.print, self.save, self.told, space=2 * unit))
        self.show_all()

    def show_all(self) -> None:
        """Read the entries again."""
        self.records = retention.protocol(self.ctx)
        today = self.ctx.today
        self.list.load(
            Line(place, (common.stamp(one.at, today), one.user, said.line(one)))
            for place, one in enumerate(self.records)
        )
        for button in (self.print, self.save):
            button.setEnabled(bool(self.records))
        if self.records:
            self.list.select_line(0)
        else:
            self.text.setPlainText(said.NO_PROTOCOL)

    @property
    def whole(self) -> str:
        return said.protocol(self.records, settings.load(self.ctx).clinic.name, self.ctx.today)

    @Slot(object)
    def _picked(self, place: int | None) -> None:
        if place is not None:
            one = said.protocol([self.records[place]], "", self.ctx.today)
            self.text.setPlainText(one.partition("\n\n")[2].strip())

    @Slot()
    def _print(self) -> None:
        from PySide6.QtGui import QTextDocument

        printer = choose_printer(self, self.tools.messages, self.tools.printing, said.PROTOCOL_TITLE)
        if printer is not None:
            printer.setFullPage(False)
            document = QTextDocument()
            document.setDefaultFont(self.font())
            document.setPlainText(self.whole)
            document.print_(printer)

    @Slot()
    def _save(self) -> None:
        path = self.tools.files.save(self, said.PROTOCOL_TITLE, said.protocol_name(self.ctx.today), said.SAVE_KINDS)
        if path is None:
            return
        try:
            retention.save_protocol(self.ctx, path, self.whole)
        except ExpectedError as error:
            self.told.setText(told(error))
            return
        self.told.setText(said.SAVED.format(name=path.name))
