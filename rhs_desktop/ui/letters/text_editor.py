"""Editor for a letter's text: marks and placeholders are formatted, unknown placeholders are underlined."""

from __future__ import annotations

import re
from collections.abc import Collection

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from rhs_desktop.strings.letters.texts import LINK, MARKS
from rhs_desktop.ui.widgets.theme import Theme

_PLACEHOLDER = re.compile(r"\(\((.*?)\)\)")
_BOLD = re.compile(r"\*\*.+?\*\*")
_OPENS = re.compile(r"#{1,2} |- |\d+\. |>|\[ \]|\(\(om |[^:_]+:\s*_{3,}")
_LINE_MARKS = re.compile(r"^(?:#{1,2} |- |\d+\. |> )")


def one_line_each(text: str) -> str:
    """The text with the line breaks inside paragraphs and items removed, so that the field wraps them."""
    lines: list[str] = []
    for line in text.split("\n"):
        bare, above = line.strip(), lines[-1] if lines else ""
        both_aside = bare.startswith("> ") and above.startswith("> ") and not bare.startswith("> ((om ")
        plain = bare and above and not _OPENS.match(bare) and not above.startswith("[ ]") and "___" not in above
        if both_aside:
            lines[-1] = f"{above} {bare[2:]}"
        elif plain:
            lines[-1] = f"{above} {bare}"
        else:
            lines.append(bare)
    return "\n".join(lines)


class Highlighter(QSyntaxHighlighter):
    """Formats headings, items, bold words and placeholders; unknown placeholders are underlined."""

    def __init__(self, editor: QPlainTextEdit, theme: Theme, known: Collection[str]) -> None:
        super().__init__(editor.document())
        self._theme = theme
        self._known = frozenset(known)

    def highlightBlock(self, text: str) -> None:
        colours = self._theme.palette
        if text.startswith("#"):
            self.setFormat(0, len(text), _format(colours.ink, bold=True))
        elif mark := _LINE_MARKS.match(text):
            self.setFormat(0, mark.end(), _format(colours.accent, bold=True))
        for found in _BOLD.finditer(text):
            self.setFormat(found.start(), len(found.group()), _format(colours.ink, bold=True))
        for found in _PLACEHOLDER.finditer(text):
            name = " ".join(found.group(1).split()).casefold()
            known = name in self._known
            made = _format(colours.accent if known else colours.late, bold=True)
            made.setFontUnderline(not known)
            self.setFormat(found.start(), len(found.group()), made)


class TextEditor(QPlainTextEdit):
    """Editor of a letter's text with its marks. `put_mark` and `put_field` act at the cursor."""

    def __init__(self, theme: Theme, known: Collection[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.highlighter = Highlighter(self, theme, known)
        self.setTabChangesFocus(True)
        self.setFont(theme.font(1.05))

    def put_mark(self, key: str) -> None:
        """Make the lines headings or items, the selected words bold, or insert a link. `key` is one of MARKS."""
        cursor = self.textCursor()
        _, mark = MARKS[key]
        if key == "bold":
            words = cursor.selectedText()
            cursor.insertText(f"{mark}{words}{mark}")
            if not words:
                cursor.movePosition(QTextCursor.MoveOperation.Left, QTextCursor.MoveMode.MoveAnchor, len(mark))
                self.setTextCursor(cursor)
        elif key == "link":
            cursor.insertText(LINK)
        else:
            self._mark_line(cursor, mark)
        self.setFocus()

    def put_field(self, name: str) -> None:
        """Insert a placeholder."""
        self.textCursor().insertText(f"(({name}))")
        self.setFocus()

    @staticmethod
    def _mark_line(cursor: QTextCursor, mark: str) -> None:
        """Replace the mark of each selected line; a line that has the same mark loses it."""
        first, last = sorted((cursor.anchor(), cursor.position()))
        cursor.beginEditBlock()
        block = cursor.document().findBlock(first)
        while block.isValid() and block.position() <= last:
            had = _LINE_MARKS.match(block.text())
            at = QTextCursor(block)
            before = had.group() if had else ""
            at.movePosition(QTextCursor.MoveOperation.Right, QTextCursor.MoveMode.KeepAnchor, len(before))
            at.insertText("" if before == mark else mark)
            last += len(mark) - len(before)
            block = block.next()
        cursor.endEditBlock()


def _format(colour: str, *, bold: bool) -> QTextCharFormat:
    made = QTextCharFormat()
    made.setForeground(QColor(colour))
    if bold:
        made.setFontWeight(QFont.Weight.DemiBold)
    return made
