"""The HTML that a browser or Excel puts on the clipboard beside the plain text."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from rhs_desktop.domain.pasting import Cells

_SILENT = frozenset(("script", "style", "head", "title", "template", "noscript", "svg", "option", "datalist"))
_CELLS = frozenset(("td", "th"))
_ROWS = frozenset(("tr",))
_CELL_ROLES = frozenset(("cell", "gridcell", "columnheader", "rowheader"))
_BLOCKS = frozenset(
    [
        *("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "section", "article"),
        *("nav", "header", "footer", "main", "aside", "form", "fieldset", "legend", "label", "table", "thead", "tbody"),
        *("tfoot", "caption", "button", "select", "pre", "hr", "br", "blockquote"),
    ]
)
_VOID = frozenset(
    ("br", "hr", "img", "input", "meta", "link", "col", "wbr", "area", "base", "embed", "source", "track")
)
_EXCEL = re.compile(r"urn:schemas-microsoft-com:office:excel|ProgId[^>]{0,40}Excel\.Sheet", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-ignore", re.IGNORECASE)


def from_excel(html: str) -> bool:
    """Whether Excel declares in the HTML that it is the source."""
    return _EXCEL.search(html[:20_000]) is not None


def markup_lines(html: str) -> tuple[Cells, ...]:
    """The rows of tables as rows of cells; all other visible text as one cell a line."""
    parser = _Lines()
    parser.feed(html)
    parser.close()
    parser.end_line()
    return tuple(parser.lines)


class _Lines(HTMLParser):
    """Inside a cell, block elements count as spaces. A row or cell without an end tag ends where the next one
    begins."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Cells] = []
        self._line: list[str] = []
        self._text: list[str] = []
        self._silent: list[str] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attributes}
        if self._silent or tag in _SILENT or (tag not in _VOID and _unseen(given)):
            if tag not in _VOID:
                self._silent.append(tag)
            return
        means = _meaning(tag, given.get("role", ""))
        if means in ("row", "cell"):
            self._end_unended(means)
        if tag not in _VOID:
            self._open.append((tag, means))
        self._edge(means, start=True)

    def handle_endtag(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                while self._silent.pop() != tag:
                    pass
            return
        if all(tag != known for known, _ in self._open):
            return
        while self._open:
            known, means = self._open.pop()
            self._edge(means, start=False)
            if known == tag:
                break

    def _end_unended(self, means: str) -> None:
        """HTML permits rows and cells without end tags."""
        for tag, meant in reversed(self._open):
            if tag == "table":
                return
            if meant == means:
                self.handle_endtag(tag)
                return

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._text.append(data)

    def end_line(self) -> None:
        """Close the row that is being collected."""
        self._end_cell(keep_empty=False)
        if any(self._line):
            self.lines.append(tuple(self._line))
        self._line = []

    def _edge(self, means: str, *, start: bool) -> None:
        """Applies the start or the end of an element to the cell and row that are being collected."""
        in_cell = any(known == "cell" for _, known in self._open)
        if means == "row":
            self.end_line()
        elif means == "cell":
            self._end_cell(keep_empty=not start)
        elif means == "block":
            if in_cell:
                self._text.append(" ")
            else:
                self.end_line()

    def _end_cell(self, *, keep_empty: bool) -> None:
        text = " ".join("".join(self._text).split())
        self._text = []
        if text or keep_empty:
            self._line.append(text)


def _meaning(tag: str, role: str) -> str:
    if tag in _ROWS or role == "row":
        return "row"
    if tag in _CELLS or role in _CELL_ROLES:
        return "cell"
    return "block" if tag in _BLOCKS else ""


def _unseen(attributes: dict[str, str]) -> bool:
    return "hidden" in attributes or _HIDDEN.search(attributes.get("style", "")) is not None
