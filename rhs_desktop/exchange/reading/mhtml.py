"""Reads web archives (`.mht`), which Excel and browsers save, often named `.xls`: several pages in one file.

The parts are separated by boundary lines (RFC 2046, RFC 2557), each in base64, quoted-printable or plain. Python's
email parser is slow for parts nested in parts only: docs/decisions/0013, R4.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from html import unescape

from rhs_desktop.domain.checklists import Sheet
from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.limits import MEGABYTE, MOST_MARKUP
from rhs_desktop.exchange.reading.html_table import decode_markup, read_markup

_HEAD_BYTES = 16_384
_DEEPEST = 4
_MOST_PARTS = 2_000
_HEAD_END = re.compile(rb"\r?\n[ \t]*\r?\n")
_FOLDED = re.compile(rb"\r?\n[ \t]+")
_BOUNDARY = re.compile(r"""\bboundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))""", re.IGNORECASE)
_CHARSET = re.compile(r"""\bcharset\s*=\s*"?([\w.:-]+)""", re.IGNORECASE)
_SHEET_NAMES = re.compile(r"<x:ExcelWorksheet>\s*<x:Name>(.*?)</x:Name>\s*<x:WorksheetSource\b", re.DOTALL)
_SHEET_PAGE = re.compile(r"sheet\d+\.html?$", re.IGNORECASE)
_TABS_OF_EXCEL = re.compile(r"tabstrip\.html?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Page:
    place: str
    text: str


def read_archive(data: bytes, name: str, cancelled: Callable[[], bool]) -> tuple[Sheet, ...]:
    """Each table of each page as a sheet, with the name that Excel gave it.

    Raises ListUnreadable (`no_table`, `damaged`, too large) and Cancelled.
    """
    if len(data) > MOST_MARKUP:
        raise ListUnreadable(ListTrouble.TOO_LARGE, megabytes=len(data) // MEGABYTE, most=MOST_MARKUP // MEGABYTE)
    pages: list[_Page] = []
    for page in _pages(data, 0):
        if cancelled():
            raise Cancelled
        pages.append(page)
        if len(pages) > _MOST_PARTS:
            raise ListUnreadable(ListTrouble.DAMAGED)
    names = [unescape(found) for page in pages for found in _SHEET_NAMES.findall(page.text)]
    of_excel = [page for page in pages if _SHEET_PAGE.search(page.place)]
    named = dict(zip((page.place for page in of_excel), names, strict=False)) if len(names) == len(of_excel) else {}
    sheets: list[Sheet] = []
    for page in pages:
        if _TABS_OF_EXCEL.search(page.place):
            continue
        try:
            sheets += read_markup(page.text, named.get(page.place, name), cancelled)
        except ListUnreadable as refused:
            if refused.code is not ListTrouble.NO_TABLE:
                raise
    if not sheets:
        raise ListUnreadable(ListTrouble.NO_TABLE)
    if len({sheet.name for sheet in sheets}) < len(sheets):
        sheets = [replace(sheet, name=f"{sheet.name} {number}") for number, sheet in enumerate(sheets, start=1)]
    return tuple(sheets)


def _pages(part: bytes, depth: int) -> Iterator[_Page]:
    """The web pages of a part and of the parts in it."""
    end = _HEAD_END.search(part, 0, _HEAD_BYTES)
    if end is None:
        return
    head = dict(_fields(part[: end.start()]))
    kind = head.get("content-type", "")
    if kind.lower().startswith("multipart/"):
        found = _BOUNDARY.search(kind)
        if found is None or depth == _DEEPEST:
            raise ListUnreadable(ListTrouble.DAMAGED)
        line = rb"(?:^|\n)--" + re.escape((found.group(1) or found.group(2)).encode("latin-1", "replace")) + rb"(?:--)?"
        between = re.split(line + rb"[ \t]*(?:\r?\n|$)", part[end.end() :])
        for inner in between[1:]:
            yield from _pages(inner, depth + 1)
    elif kind.lower().startswith("text/html"):
        content = _decoded(part[end.end() :], head.get("content-transfer-encoding", "").strip().lower())
        yield _Page(head.get("content-location", "").strip(), _text(content, _CHARSET.search(kind)))


def _fields(head: bytes) -> Iterator[tuple[str, str]]:
    for line in _FOLDED.sub(b" ", head).splitlines():
        name, colon, said = line.decode("latin-1").partition(":")
        if colon:
            yield name.strip().lower(), said.strip()


def _decoded(content: bytes, encoding: str) -> bytes:
    try:
        if encoding == "quoted-printable":
            return binascii.a2b_qp(content)
        return binascii.a2b_base64(content) if encoding == "base64" else content
    except binascii.Error as broken:
        raise ListUnreadable(ListTrouble.DAMAGED) from broken


def _text(content: bytes, charset: re.Match[str] | None) -> str:
    if charset is not None:
        try:
            return content.decode(charset.group(1))
        except (UnicodeDecodeError, LookupError):
            pass
    return decode_markup(content)
