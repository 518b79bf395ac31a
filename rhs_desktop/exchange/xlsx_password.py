"""Encrypts and decrypts workbooks (ECMA-376 agile encryption, [MS-OFFCRYPTO] 2.3.4), in memory alone; older ones are
decrypted only (`xls_password.py`).

What was encrypted is decrypted again before it is used. What is decrypted is trusted as little as any other file.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from struct import unpack_from
from typing import Any

from rhs_desktop.cancellation import WorkerThread
from rhs_desktop.domain.errors import ListTrouble, ListUnreadable, WriteTrouble
from rhs_desktop.exchange.limits import MEGABYTE, MOST_BYTES
from rhs_desktop.exchange.xls_container import stream, wrapped
from rhs_desktop.exchange.xls_password import is_locked, unlocked

MOST_PROTECTED = 6_900_000
"""Bytes of a workbook. The library writes the container's second table of sectors, needed from 7.1 MB on, wrongly."""
_LARGE = 4096
"""A stream of this size or less is stored elsewhere in the container, where the library places it wrongly."""
_LONGEST_DESCRIPTION = 65_536
_MOST_SPINS = 1_000_000
"""Excel asks for 100,000, LibreOffice for as many. Ten million, which is allowed, would take a minute."""
_SPINS = re.compile(rb'\bspinCount\s*=\s*["\'](\d+)["\']')
_AGILE, _STANDARD = 4, 2
_NOBODYS = "VelvetSweatshop"
"""The password that Excel itself tries first, for workbooks whose structure alone is protected ([MS-XLS] 2.4.117)."""


class Unprotectable(Exception):
    """A workbook that cannot be encrypted: too large, or its decryption does not give it back."""

    def __init__(self, trouble: WriteTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


def protect(content: bytes, password: str) -> bytes:
    """The encrypted workbook. Raises Unprotectable.

    AES with a random key of 128 bits, padded to 256 as the format allows, which the password unwraps after 100,000
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
    """The decrypted content. Raises ListUnreadable: `password` (none given, or an unknown kind of encryption),
    `password_wrong`, `damaged`, `too_large`; and Cancelled."""
    content = _opened(lambda typed: _told(data, typed), password, cancelled)
    if len(content) > MOST_BYTES:
        raise ListUnreadable(ListTrouble.TOO_LARGE, megabytes=len(content) // MEGABYTE, most=MOST_BYTES // MEGABYTE)
    return content


def unprotect_old(data: bytes, password: str, cancelled: Callable[[], bool] = lambda: False) -> bytes:
    """The same for an `.xls`; unchanged where it is not encrypted. Raises as `unprotect` does."""
    book = stream(data, "Workbook", "Book")
    if not is_locked(book):
        return data
    return wrapped(_opened(lambda typed: unlocked(book, typed), password, cancelled))


def _opened(opener: Callable[[str], bytes], password: str, cancelled: Callable[[], bool]) -> bytes:
    """The content decrypted with the password; without one, with what Excel tries without asking."""
    try:
        return WorkerThread(lambda: opener(password or _NOBODYS)).result(cancelled)
    except ListUnreadable as refused:
        if password:
            raise
        raise ListUnreadable(ListTrouble.PASSWORD, asks=True) from refused


def _roomy(content: bytes) -> bytes:
    """A workbook so small that the library would misplace it, packed without compression and so large enough."""
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
    """The library's object of it, with its key. Raises InvalidKeyError, and any error of a damaged file."""
    from msoffcrypto.format.ooxml import OOXMLFile

    file: Any = OOXMLFile(BytesIO(data))
    file.load_key(password=password, verify_password=True)
    return file


def _content(locked: Any) -> bytes:
    out = BytesIO()
    locked.decrypt(out, verify_integrity=locked.type == "agile")
    return out.getvalue()


def _told(data: bytes, password: str) -> bytes:
    """The content; errors become ListUnreadable. The library has one error for a wrong password and a broken HMAC."""
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
    """Raises ListUnreadable for encryption parameters out of bounds, before the library uses them."""
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
