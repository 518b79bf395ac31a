"""Reading a list: a workbook of any kind, a text file in any encoding, an HTML table, a paste.

`read_list` recognises the content, not the file name. Expected errors are ListUnreadable; the codes are those of
`ReadTrouble`, their texts in `rhs_desktop.strings.checklists.reading`.
"""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import assert_never

from rhs_desktop.domain.checklists import ListFile, Sheet, in_one_order, numbers_apart, without_ours
from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.limits import MEGABYTE, MOST_BYTES
from rhs_desktop.exchange.reading.file_kind import FileKind, is_protected, may_be_old_workbook, recognise
from rhs_desktop.exchange.reading.html_table import decode_markup, read_markup
from rhs_desktop.exchange.reading.text_table import decode, read_text

_CHUNK = 1_000_000
_HELD = frozenset((errno.EBUSY, errno.ETXTBSY, errno.EAGAIN))
"""The error numbers of a network share where another program has the file open; Windows raises PermissionError."""


def read_list(
    source: Path | bytes | str, *, password: str = "", cancelled: Callable[[], bool] = lambda: False
) -> ListFile:
    """Read a file (Path), its content (bytes) or pasted text (str).

    `password` decrypts a protected workbook in memory; the hash is then that of the decrypted content. Raises
    ListUnreadable, and Cancelled within 0.2 s after `cancelled` returns True.
    """
    if isinstance(source, Path):
        data, name = read_content(source, cancelled), source.stem
    elif isinstance(source, str):
        data, name = source.encode("utf-8", "surrogatepass"), ""
    else:
        data, name = source, ""
    if len(data) > MOST_BYTES:
        raise ListUnreadable(ListTrouble.TOO_LARGE, megabytes=len(data) // MEGABYTE, most=MOST_BYTES // MEGABYTE)
    if is_protected(data):
        from rhs_desktop.exchange.xlsx_password import unprotect

        data = unprotect(data, password, cancelled)
    elif may_be_old_workbook(data):
        from rhs_desktop.exchange.xlsx_password import unprotect_old

        data = unprotect_old(data, password, cancelled)
    listed = _read(data, name, cancelled)
    if all(sheet.empty for sheet in listed.sheets):
        raise ListUnreadable(ListTrouble.EMPTY)
    listed = without_ours(listed)
    return replace(listed, sheets=tuple(_laid_out(sheet, cancelled) for sheet in listed.sheets))


def _laid_out(sheet: Sheet, cancelled: Callable[[], bool]) -> Sheet:
    """The tables, each with the columns of the first, and each number in a cell of its own. Raises Cancelled."""
    return numbers_apart(in_one_order(sheet, cancelled), cancelled)


def _read(data: bytes, name: str, cancelled: Callable[[], bool]) -> ListFile:
    kind = recognise(data)
    content_hash = hashlib.sha256(data).hexdigest()
    if cancelled():
        raise Cancelled
    match kind:
        case FileKind.TEXT:
            return ListFile(kind, content_hash, (read_text(decode(data), name, cancelled),))
        case FileKind.HTML:
            return ListFile(kind, content_hash, read_markup(decode_markup(data), name, cancelled))
        case FileKind.MHTML:
            from rhs_desktop.exchange.reading.mhtml import read_archive

            return ListFile(kind, content_hash, read_archive(data, name, cancelled))
        case FileKind.XML:
            from rhs_desktop.exchange.reading.xml_2003 import read_workbook_2003

            return ListFile(kind, content_hash, read_workbook_2003(data, cancelled))
        case FileKind.XLSX | FileKind.XLSB | FileKind.XLS | FileKind.ODS:
            from rhs_desktop.exchange.reading.workbook import read_workbook

            return read_workbook(data, kind, content_hash, cancelled)
        case _ as unreachable:
            assert_never(unreachable)


def read_content(path: Path, cancelled: Callable[[], bool] = lambda: False) -> bytes:
    """A file's bytes, read in pieces because a share may be slow. Raises ListUnreadable and Cancelled."""
    if path.name.startswith("~$"):
        raise ListUnreadable(ListTrouble.LOCK_FILE)
    try:
        if path.is_dir():
            raise ListUnreadable(ListTrouble.FOLDER)
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise ListUnreadable(ListTrouble.TOO_LARGE, megabytes=size // MEGABYTE, most=MOST_BYTES // MEGABYTE)
        pieces: list[bytes] = []
        with path.open("rb") as stream:
            while piece := stream.read(_CHUNK):
                if cancelled():
                    raise Cancelled
                pieces.append(piece)
        return b"".join(pieces)
    except FileNotFoundError as gone:
        raise ListUnreadable(ListTrouble.MISSING) from gone
    except PermissionError as refused:
        raise ListUnreadable(ListTrouble.IN_USE) from refused
    except (OSError, ValueError) as broken:
        held = isinstance(broken, OSError) and broken.errno in _HELD
        raise ListUnreadable(ListTrouble.IN_USE if held else ListTrouble.UNREACHABLE) from broken


__all__ = ["read_content", "read_list"]
