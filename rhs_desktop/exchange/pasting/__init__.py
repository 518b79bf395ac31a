"""Reads pasted content as rows of cells: text with columns of any kind, or HTML from the clipboard."""

from __future__ import annotations

import re
from pathlib import Path

from rhs_desktop.domain.checklists.table import text as shown
from rhs_desktop.domain.errors import ListTrouble, ListUnreadable
from rhs_desktop.domain.pasting import Cells, Clip
from rhs_desktop.exchange.limits import MEGABYTE
from rhs_desktop.exchange.pasting.html_clipboard import from_excel, markup_lines
from rhs_desktop.exchange.reading import read_content, read_list
from rhs_desktop.exchange.reading.file_kind import FileKind, recognise
from rhs_desktop.exchange.reading.html_table import decode_markup
from rhs_desktop.exchange.reading.text_table import decode

__all__ = ["MOST_CHARACTERS", "read_clip", "read_clip_bytes", "read_clip_file"]

MOST_CHARACTERS = 3 * MEGABYTE
"""More than ten thousand rows; a larger paste is a list for the import."""
_LOOKS_LIKE_MARKUP = re.compile(
    r"\s*(?:Version:[\d.]+\s|<(?:!doctype|html|head|body|table|meta|div|span|!--|tr)\b)", re.IGNORECASE
)
_GAP = re.compile(r"\t|[^\S\t]{2,}")
_OTHER_SEPARATORS = re.compile(r"[|;]")
_NOT_SHOWN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\x00"))


def read_clip(text: str, html: str = "") -> Clip:
    """The rows of pasted content. `html` is the clipboard's HTML form of it, preferred if it has cells.

    Text that is itself HTML, as from a saved page, is read as such. Raises ListUnreadable `empty` or `too_large`.
    """
    if not html and _LOOKS_LIKE_MARKUP.match(text):
        text, html = "", text
    too_much_markup = len(html) > MOST_CHARACTERS
    if len(text) > MOST_CHARACTERS or (too_much_markup and not text.strip()):
        largest = max(len(text), len(html))
        raise ListUnreadable(ListTrouble.TOO_LARGE, megabytes=largest // MEGABYTE, most=MOST_CHARACTERS // MEGABYTE)
    lines = markup_lines(html) if html and not too_much_markup else ()
    if not any(len(line) > 1 for line in lines) and text.strip():
        lines = _text_lines(text)
    clip = Clip(lines, from_excel=from_excel(html))
    if clip.empty:
        raise ListUnreadable(ListTrouble.EMPTY)
    return clip


def read_clip_file(path: Path) -> Clip:
    """The rows of a file into which something was pasted or saved: text in any encoding, HTML, a workbook.

    Raises ListUnreadable.
    """
    return read_clip_bytes(read_content(path))


def read_clip_bytes(data: bytes) -> Clip:
    """The rows of such a file's content. Raises ListUnreadable."""
    kind = recognise(data)
    if kind is FileKind.TEXT:
        return read_clip(decode(data))
    if kind is FileKind.HTML:
        return read_clip("", decode_markup(data))
    listed = read_list(data)
    sheet = listed.sheets[listed.proposed_sheet]
    return Clip(tuple(tuple(map(shown, row)) for row in sheet.rows), from_excel=True)


def _text_lines(text: str) -> tuple[Cells, ...]:
    return tuple(map(_cells, text.translate(_NOT_SHOWN).splitlines()))


def _cells(line: str) -> Cells:
    """Columns are separated by tabs or several spaces of any kind; where there are none, by bars or semicolons."""
    if "\t" in line:
        return tuple(cell.strip() for cell in line.split("\t"))
    line = line.strip()
    parts = _GAP.split(line)
    if len(parts) == 1:
        parts = _OTHER_SEPARATORS.split(line)
    return tuple(part.strip() for part in parts)
