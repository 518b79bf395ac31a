"""Decrypts an `.xls` in memory.

Source: [MS-XLS] 2.2.10 and 2.4.117, [MS-OFFCRYPTO] 2.3.5–2.3.7. The key derivation is the library's. Its decryption
from file to file is not used: it would write the content to the disk.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from struct import Struct
from struct import error as cut_short

from rhs_desktop.domain.errors import ListTrouble, ListUnreadable

_HEAD = Struct("<HH")
_FILE_PASS, _BOUND_SHEET, _END = 0x2F, 0x85, 0x0A
_PLAIN = frozenset((0x809, _FILE_PASS, 0x194, 0x195, 0xE1, 0x138, 0x196))
"""Records that are not encrypted: BOF, FilePass, UsrExcl, FileLock, InterfaceHdr, RRDHead, RRDInfo."""
_VERSION_8 = 0x0600
_XOR, _RC4 = 0, 1
_OLD, _API = (1, 1), 2
_RC4_INFO = Struct("<16s16s16s")
_API_HEADER = Struct("<II8I")
_API_INFO = Struct("<I16s16sI20s")
_BLOCK = 1024
_SIXTEEN = 16
_TURNED = bytes((byte >> 5 | byte << 3) & 0xFF for byte in range(256))


@dataclass(frozen=True, slots=True)
class _Record:
    kind: int
    at: int
    size: int


def is_locked(book: bytes) -> bool:
    """Whether the stream of a workbook (97–2003) is encrypted."""
    return _lock(book) is not None


def unlocked(book: bytes, password: str) -> bytes:
    """The decrypted stream. Raises ListUnreadable: `password` (an unknown kind of encryption), `password_wrong`,
    `damaged`."""
    lock = _lock(book)
    if lock is None:
        return book
    try:
        if _HEAD.unpack_from(book, 4)[0] != _VERSION_8:
            raise ListUnreadable(ListTrouble.PASSWORD)
        opened = _open(book, book[lock.at : lock.at + lock.size], password)
    except (cut_short, IndexError) as broken:
        raise ListUnreadable(ListTrouble.DAMAGED) from broken
    for record in _records(book):
        first = record.at - _HEAD.size
        keep = record.size if record.kind in _PLAIN else 4 if record.kind == _BOUND_SHEET else 0
        opened[first : record.at + keep] = book[first : record.at + keep]
    opened[lock.at - _HEAD.size : lock.at - 2] = bytes(2)
    return bytes(opened)


def _lock(book: bytes) -> _Record | None:
    """The record that describes the encryption, in the first substream."""
    for record in _records(book):
        if record.kind in (_FILE_PASS, _END):
            return record if record.kind == _FILE_PASS else None
    return None


def _open(book: bytes, told: bytes, password: str) -> bytearray:
    kind = int.from_bytes(told[:2], "little")
    if kind == _XOR:
        return _turned(book, told[2:6], password)
    if kind == _RC4 and _HEAD.unpack_from(told, 2) == _OLD:
        return _by_rc4(book, told[6:], password)
    if kind == _RC4 and _HEAD.unpack_from(told, 2)[1] == _API:
        return _by_api(book, told[6:], password)
    raise ListUnreadable(ListTrouble.PASSWORD)


def _by_rc4(book: bytes, told: bytes, password: str) -> bytearray:
    from msoffcrypto.method.rc4 import DocumentRC4

    salt, verifier, its_hash = _RC4_INFO.unpack_from(told)
    if not DocumentRC4.verifypw(password, salt, verifier, its_hash):
        raise ListUnreadable(ListTrouble.PASSWORD_WRONG, asks=True)
    return bytearray(DocumentRC4.decrypt(password, salt, BytesIO(book), blocksize=_BLOCK).getvalue())


def _by_api(book: bytes, told: bytes, password: str) -> bytearray:
    from msoffcrypto.method.rc4_cryptoapi import DocumentRC4CryptoAPI

    _, size, _, _, _, _, bits, *_ = _API_HEADER.unpack_from(told)
    bits = bits or 40
    if bits not in range(40, 129, 8):
        raise ListUnreadable(ListTrouble.PASSWORD)
    _, salt, verifier, _, its_hash = _API_INFO.unpack_from(told, 8 + size)
    if not DocumentRC4CryptoAPI.verifypw(password, salt, bits, verifier, its_hash):
        raise ListUnreadable(ListTrouble.PASSWORD_WRONG, asks=True)
    return bytearray(DocumentRC4CryptoAPI.decrypt(password, salt, bits, BytesIO(book), blocksize=_BLOCK).getvalue())


def _turned(book: bytes, told: bytes, password: str) -> bytearray:
    """XOR obfuscation: each byte of a record is rotated and XORed with one of sixteen."""
    from msoffcrypto.method.xor_obfuscation import DocumentXOR

    _, verifier = _HEAD.unpack_from(told)
    typed = password.encode("cp1252", "replace").decode("latin-1")
    if not 0 < len(typed) < _SIXTEEN or not DocumentXOR.verifypw(typed, verifier):
        raise ListUnreadable(ListTrouble.PASSWORD_WRONG, asks=True)
    mixed = bytes(DocumentXOR.create_xor_array_method1(typed))
    opened = bytearray(book)
    for record in _records(book):
        begin = (record.at + record.size) % _SIXTEEN
        repeated = (mixed * (record.size // _SIXTEEN + 2))[begin : begin + record.size]
        end = record.at + record.size
        content = int.from_bytes(book[record.at : end], "little") ^ int.from_bytes(repeated, "little")
        opened[record.at : end] = content.to_bytes(record.size, "little").translate(_TURNED)
    return opened


def _records(book: bytes) -> Iterator[_Record]:
    """All complete records of all substreams."""
    at = 0
    while at + _HEAD.size <= len(book):
        kind, size = _HEAD.unpack_from(book, at)
        at += _HEAD.size
        if at + size > len(book):
            return
        yield _Record(kind, at, size)
        at += size
