"""Workbooks that only a password opens (ECMA-376 agile encryption, [MS-OFFCRYPTO] 2.3.4), out and in, in memory alone;
of the old ones, in (`old_protection.py`).

What goes out is opened again before it counts. What comes in is believed as little as any other file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from struct import unpack_from
from typing import Any

from rhs_desktop.domain.errors import ListTrouble, ListUnreadable, WriteTrouble
from rhs_desktop.exchange.limits import MEGABYTE, MOST_BYTES
from rhs_desktop.exchange.worker_thread import Aside
from rhs_desktop.exchange.xls_container import stream, wrapped
from rhs_desktop.exchange.xls_password import is_locked, unlocked

MOST_PROTECTED = 6_900_000
"""Bytes of a workbook. The library writes the container's second table of sectors, which comes at 7.1 MB, wrongly."""
_LARGE = 4096
"""A stream of this size or less stands elsewhere in the container, where the library puts it wrongly."""
_LONGEST_DESCRIPTION = 65_536
_MOST_SPINS = 1_000_000
"""Excel asks for 100,000, LibreOffice for as many. Ten million, which is allowed, would take a minute."""
_SPINS = re.compile(rb'\bspinCount\s*=\s*["\'](\d+)["\']')
_AGILE, _STANDARD = 4, 2
_NOBODYS = "VelvetSweatshop"
"""What Excel itself tries first: the password of workbooks whose structure alone is protected ([MS-XLS] 2.4.117)."""


class Unprotectable(Exception):
    """A workbook that cannot be protected soundly: too large, or what came out does not give it back."""

    def __init__(self, trouble: WriteTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def protect(content: bytes, password: str) -> bytes:
    """The workbook as only the password opens it. Raises Unprotectable.

    AES with a random key of 128 bits, padded to 256 as the format allows, which the password opens after 100,000
    rounds of SHA-512; an HMAC over the whole.
    """
    if len(content) > MOST_PROTECTED:
        raise Unprotectable(WriteTrouble.TOO_LARGE)
    roomy = _roomy(content)
    sealed = _sealed(roomy, password)
    try:
        opened = _content(_locked(sealed, password))
    except Exception as broken:
        raise Unprotectable(WriteTrouble.UNPROTECTED) from broken
    if opened != roomy:
        raise Unprotectable(WriteTrouble.UNPROTECTED)
    return sealed


def unprotect(data: bytes, password: str, cancelled: Callable[[], bool] = lambda: False) -> bytes:
    """What is inside. Raises ListUnreadable: `password` (nothing given, or a kind of protection that is not known),
    `password_wrong`, `damaged`, `too_large`; and Cancelled.
    """
    content = _opened(lambda typed: _told(data, typed), password, cancelled)
    if len(content) > MOST_BYTES:
        raise ListUnreadable(ListTrouble.TOO_LARGE, megabytes=len(content) // MEGABYTE, most=MOST_BYTES // MEGABYTE)
    return content


def unprotect_old(data: bytes, password: str, cancelled: Callable[[], bool] = lambda: False) -> bytes:
    """The same for an `.xls`; as it is where no password protects it. Raises as `unprotect` does."""
    book = stream(data, "Workbook", "Book")
    if not is_locked(book):
        return data
    return wrapped(_opened(lambda typed: unlocked(book, typed), password, cancelled))


def _opened(opener: Callable[[str], bytes], password: str, cancelled: Callable[[], bool]) -> bytes:
    """What the password opens; where there is none, what Excel would open without asking."""
    try:
        return Aside(lambda: opener(password or _NOBODYS)).result(cancelled)
    except ListUnreadable as refused:
        if password:
            raise
        raise ListUnreadable(ListTrouble.PASSWORD, asks=True) from refused


def _roomy(content: bytes) -> bytes:
    """A workbook so small that the library would misplace it is packed without compression, and large enough then."""
    if len(content) > _LARGE:
        return content
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as packed, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as loose:
        for member in packed.infolist():
            loose.writestr(zipfile.ZipInfo(member.filename, member.date_time), packed.read(member))
    if len(out.getvalue()) <= _LARGE:
        raise Unprotectable(WriteTrouble.UNPROTECTED)
    return out.getvalue()


def _sealed(content: bytes, password: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = BytesIO()
    OOXMLFile(BytesIO(content)).encrypt(password, out)
    return out.getvalue()


def _locked(data: bytes, password: str) -> Any:
    """The library's view of it, with its key. Raises InvalidKeyError, and whatever a damaged file comes to."""
    from msoffcrypto.format.ooxml import OOXMLFile

    file: Any = OOXMLFile(BytesIO(data))
    file.load_key(password=password, verify_password=True)
    return file


def _content(locked: Any) -> bytes:
    out = BytesIO()
    locked.decrypt(out, verify_integrity=locked.type == "agile")
    return out.getvalue()


def _told(data: bytes, password: str) -> bytes:
    """The content, trouble told as ListUnreadable. The library has one error for a wrong password and a broken seal."""
    from msoffcrypto.exceptions import InvalidKeyError

    _refuse_strange(stream(data, "EncryptionInfo"))
    try:
        locked = _locked(data, password)
    except InvalidKeyError as wrong:
        raise ListUnreadable(ListTrouble.PASSWORD_WRONG, asks=True) from wrong
    except Exception as broken:
        raise ListUnreadable(ListTrouble.DAMAGED) from broken
    try:
        return _content(locked)
    except Exception as broken:
        raise ListUnreadable(ListTrouble.DAMAGED) from broken


def _refuse_strange(description: bytes) -> None:
    """What the file says of its own protection, before the library believes it."""
    if not 8 <= len(description) <= _LONGEST_DESCRIPTION:
        raise ListUnreadable(ListTrouble.DAMAGED)
    major, minor = unpack_from("<HH", description)
    if (major, minor) != (_AGILE, _AGILE) and not (major in (2, 3, 4) and minor == _STANDARD):
        raise ListUnreadable(ListTrouble.PASSWORD)
    if minor == _AGILE:
        if b"<!" in description:
            raise ListUnreadable(ListTrouble.ENTITIES)
        if any(int(spins[:9]) > _MOST_SPINS for spins in _SPINS.findall(description)):
            raise ListUnreadable(ListTrouble.DAMAGED)
