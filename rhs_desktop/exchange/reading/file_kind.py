"""Recognises the format of bytes by their content, not by the file name."""

from __future__ import annotations

import re
from enum import StrEnum

from rhs_desktop.domain.errors import ListTrouble, ListUnreadable


class FileKind(StrEnum):
    """The formats that can be read."""

    XLSX = "xlsx"
    XLSB = "xlsb"
    XLS = "xls"
    ODS = "ods"
    HTML = "html"
    MHTML = "mhtml"
    XML = "xml"
    TEXT = "text"


_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"BM", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "document"),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"SQLite format 3\x00", "database"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
)
_TEXT_LIKE = frozenset((b"BM", b"MZ"))
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLD_EXCEL = re.compile(rb"\t[\x00\x02\x04]\x06\x00|\t\x04\x06\x00|\t\x08[\x06\x08]\x00")
_WORKBOOK_2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_MARKUP = re.compile(
    rb"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|table|meta|style|div|span|\?xml|tr)\b",
    re.IGNORECASE | re.DOTALL,
)
_WEB_ARCHIVE = re.compile(
    rb"\s*(?=(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?MIME-Version:)"
    rb"(?=(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,30}?Content-Type:\s*(?:multipart/|text/html))",
    re.IGNORECASE,
)


def recognise(data: bytes) -> FileKind:
    """The format of a file's content. Raises ListUnreadable `empty`, or `not_a_table` with what was found."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise ListUnreadable(ListTrouble.EMPTY)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _in_archive(data)
    if data.startswith(_OLE):
        return _in_compound_file(data)
    if _OLD_EXCEL.match(data):
        return FileKind.XLS
    for signature, found in _SIGNATURES:
        if data.startswith(signature) and (signature not in _TEXT_LIKE or b"\x00" in data[:512]):
            raise ListUnreadable(ListTrouble.NOT_A_TABLE, found=found)
    return _in_text(data)


def _in_archive(data: bytes) -> FileKind:
    tail = data[-1_000_000:].replace(b"\\", b"/").lower()
    if b"xl/workbook.bin" in tail:
        return FileKind.XLSB
    if b"xl/" in tail:
        return FileKind.XLSX
    if b"opendocument.spreadsheet" in data[:200] or b"content.xml" in tail:
        if b"opendocument.text" in data[:200]:
            raise ListUnreadable(ListTrouble.NOT_A_TABLE, found="document")
        return FileKind.ODS
    if b"word/" in tail or b"ppt/" in tail:
        raise ListUnreadable(ListTrouble.NOT_A_TABLE, found="document")
    if b"[content_types].xml" in tail:
        return FileKind.XLSX
    if data.startswith(b"PK\x03\x04") and b"PK\x05\x06" not in data[-70_000:]:
        raise ListUnreadable(ListTrouble.DAMAGED)
    raise ListUnreadable(ListTrouble.NOT_A_TABLE, found="archive")


def is_protected(data: bytes) -> bool:
    """Whether it is an encrypted workbook of the newer formats."""
    return data.startswith(_OLE) and _utf16("EncryptedPackage") in data


def may_be_old_workbook(data: bytes) -> bool:
    """Whether it is in the container of `.xls`, where encryption covers the workbook stream only."""
    return data.startswith(_OLE) and not is_protected(data)


def _in_compound_file(data: bytes) -> FileKind:
    if is_protected(data):
        raise ListUnreadable(ListTrouble.PASSWORD)
    if any(_utf16(name) in data for name in ("Workbook", "WORKBOOK", "Book", "BOOK")):
        return FileKind.XLS
    if _utf16("WordDocument") in data or _utf16("PowerPoint Document") in data:
        raise ListUnreadable(ListTrouble.NOT_A_TABLE, found="document")
    raise ListUnreadable(ListTrouble.DAMAGED if len(data) < 4096 else ListTrouble.NOT_A_TABLE, found="unknown")


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _in_text(data: bytes) -> FileKind:
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:200].count(b"\x00") > 20:
        head = head.replace(b"\x00", b"").lstrip(b"\xff\xfe")
    head = head.removeprefix(b"\xef\xbb\xbf")
    if _WORKBOOK_2003 in head and b"<" in head[:200]:
        return FileKind.XML
    if _WEB_ARCHIVE.match(head):
        return FileKind.MHTML
    if _MARKUP.match(head) or (head.startswith(b"Version:") and b"<table" in head.lower()):
        return FileKind.HTML
    return FileKind.TEXT
