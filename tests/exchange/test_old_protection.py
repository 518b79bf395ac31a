"""An `.xls` with a password is opened in memory: one that LibreOffice locked, and ones locked as the formats say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import md5, sha1
from pathlib import Path
from struct import pack, unpack_from

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher
from hypothesis import given
from hypothesis import strategies as st
from msoffcrypto.method.xor_obfuscation import DocumentXOR

from rhs_desktop.domain.errors import Cancelled, ListTrouble, ListUnreadable
from rhs_desktop.exchange.reading import read_list
from rhs_desktop.exchange.xls_container import stream, wrapped
from tests.exploring import examples
from tests.refusals import refusal_of

BY_LIBREOFFICE = Path(__file__).parent / "locked-by-libreoffice.xls"
"""`office/plain.xls`, saved by LibreOffice 7.4 with the password below."""
PASSWORD = "ärtsoppa fem"
PLAIN = (Path(__file__).parent / "office" / "plain.xls").read_bytes()
SALT, VERIFIER = bytes(range(16)), bytes(range(100, 116))
Keys = Callable[[int], bytes]


def rc4(key: bytes, content: bytes) -> bytes:
    return Cipher(ARC4(key), mode=None).encryptor().update(content)


def old_keys(password: str) -> Keys:
    """[MS-OFFCRYPTO] 2.3.6.2."""
    first = md5(password.encode("utf-16-le")).digest()[:5]
    second = md5((first + SALT) * 16).digest()[:5]
    return lambda block: md5(second + pack("<I", block)).digest()


def api_keys(password: str, bits: int) -> Keys:
    """[MS-OFFCRYPTO] 2.3.5.2."""
    first = sha1(SALT + password.encode("utf-16-le")).digest()

    def key(block: int) -> bytes:
        found = sha1(first + pack("<I", block)).digest()
        return found[:5] + bytes(11) if bits == 40 else found[: bits // 8]

    return key


def records(book: bytes) -> Iterator[tuple[int, int, int]]:
    at = 0
    while at + 4 <= len(book):
        kind, size = unpack_from("<HH", book, at)
        yield kind, at + 4, size
        at += 4 + size


def with_lock(book: bytes, told: bytes) -> bytes:
    """The stream with a FilePass record after its beginning; the sheets' places are told anew."""
    beginning = 4 + unpack_from("<H", book, 2)[0]
    inserted = pack("<HH", 0x2F, len(told)) + told
    longer = bytearray(book[:beginning] + inserted + book[beginning:])
    for kind, at, _ in records(bytes(longer)):
        if kind == 0x85:
            longer[at : at + 4] = pack("<I", unpack_from("<I", longer, at)[0] + len(inserted))
    return bytes(longer)


def sealed(book: bytes, hide: Callable[[int, int], bytes]) -> bytes:
    """The stream with what `hide` makes of the content of each record that is not to stay as it is."""
    out = bytearray(book)
    for kind, at, size in records(book):
        if kind not in (0x809, 0x2F, 0xE1):
            first = at + 4 if kind == 0x85 else at
            out[first : at + size] = hide(at, size)[first - at :]
    return bytes(out)


def by_keys(book: bytes, keys: Keys) -> bytes:
    whole = b"".join(rc4(keys(at // 1024), book[at : at + 1024]) for at in range(0, len(book), 1024))
    return sealed(book, lambda at, size: whole[at : at + size])


def locked_old(book: bytes, password: str) -> bytes:
    keys = old_keys(password)
    proof = rc4(keys(0), VERIFIER + md5(VERIFIER).digest())
    return by_keys(with_lock(book, pack("<HHH", 1, 1, 1) + SALT + proof), keys)


def locked_by_api(book: bytes, password: str, bits: int = 128) -> bytes:
    keys = api_keys(password, bits)
    proof = rc4(keys(0), VERIFIER + sha1(VERIFIER).digest())
    name = "Microsoft Enhanced Cryptographic Provider v1.0\0".encode("utf-16-le")
    header = pack("<8I", 4, 0, 0x6801, 0x8004, bits, 1, 0, 0) + name
    told = pack("<HHHII", 1, 2, 2, 4, len(header)) + header + pack("<I", 16) + SALT + proof[:16] + pack("<I", 20)
    return by_keys(with_lock(book, told + proof[16:]), keys)


def locked_weakly(book: bytes, password: str) -> bytes:
    """[MS-OFFCRYPTO] 2.3.7.2."""
    typed = password.encode("cp1252").decode("latin-1")
    (proof,) = (number for number in range(65_536) if DocumentXOR.verifypw(typed, number))
    mixed = DocumentXOR.create_xor_array_method1(typed)
    longer = with_lock(book, pack("<HHH", 0, DocumentXOR.create_xor_key_method1(typed), proof))

    def hide(at: int, size: int) -> bytes:
        turned = ((byte << 5 | byte >> 3) & 0xFF for byte in longer[at : at + size])
        return bytes(byte ^ mixed[(at + size + place) % 16] for place, byte in enumerate(turned))

    return sealed(longer, hide)


Lock = Callable[[bytes, str], bytes]
LOCKS = [
    pytest.param(locked_old, id="RC4"),
    pytest.param(locked_by_api, id="CryptoAPI"),
    pytest.param(lambda book, password: locked_by_api(book, password, 40), id="CryptoAPI, 40 bits"),
    pytest.param(locked_weakly, id="XOR"),
]


def locked(lock: Lock, password: str = PASSWORD) -> bytes:
    return wrapped(lock(stream(PLAIN, "Workbook"), password))


def code(data: bytes, password: str) -> tuple[str, object]:
    with pytest.raises(ListUnreadable) as refused:
        read_list(data, password=password)
    return refused.value.code, refused.value.data.get("asks", False)


@pytest.mark.parametrize("lock", LOCKS)
def test_the_password_opens_it(lock: Lock) -> None:
    assert read_list(locked(lock), password=PASSWORD).sheets == read_list(PLAIN).sheets


def test_one_that_libreoffice_locked() -> None:
    data = BY_LIBREOFFICE.read_bytes()
    assert code(data, "") == ("password", True)
    assert read_list(data, password=PASSWORD).sheets[0].rows == read_list(PLAIN).sheets[0].rows


@pytest.mark.parametrize("lock", LOCKS)
@pytest.mark.parametrize(
    ("password", "told"),
    [
        pytest.param("", "password", id="none"),
        pytest.param("artsoppa fem", "password_wrong", id="wrong"),
        pytest.param("ärtsoppa fem och femtio till", "password_wrong", id="long"),
        pytest.param("лето", "password_wrong", id="other letters"),
    ],
)
def test_it_asks_until_it_is_right(lock: Lock, password: str, told: str) -> None:
    assert code(locked(lock), password) == (told, True)


@pytest.mark.parametrize("lock", LOCKS)
def test_one_whose_structure_alone_is_protected_opens_without_asking(lock: Lock) -> None:
    assert read_list(locked(lock, "VelvetSweatshop")).sheets == read_list(PLAIN).sheets


@pytest.mark.parametrize(
    ("told", "trouble"),
    [
        pytest.param(pack("<H", 7) + bytes(50), ("password", False), id="another kind"),
        pytest.param(pack("<HHH", 1, 9, 9) + bytes(50), ("password", False), id="another version"),
        pytest.param(
            pack("<HHHI8I", 1, 2, 2, 4, 32, 0, 0, 0, 0, 96_000, 0, 0) + bytes(90), ("password", False), id="key"
        ),
        pytest.param(pack("<HHH", 1, 1, 1) + bytes(9), ("damaged", False), id="cut short"),
        pytest.param(b"", ("damaged", False), id="nothing"),
    ],
)
def test_strange_locks(told: bytes, trouble: tuple[str, bool]) -> None:
    assert code(wrapped(with_lock(stream(PLAIN, "Workbook"), told)), PASSWORD) == trouble


def test_the_lock_of_excel_95_is_told_as_before() -> None:
    book = bytearray(with_lock(stream(PLAIN, "Workbook"), bytes(4)))
    book[4:6] = pack("<H", 0x0500)
    assert code(wrapped(bytes(book)), PASSWORD) == ("password", False)


def test_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.TemporaryFile", lambda *_, **__: pytest.fail("what is inside went to the disk"))
    read_list(locked(locked_old), password=PASSWORD)


def test_avbryt_need_not_wait() -> None:
    with pytest.raises(Cancelled):
        read_list(locked(locked_by_api), password=PASSWORD, cancelled=lambda: True)


@examples(60)
@given(place=st.integers(0, 2_500), by=st.integers(1, 255), cut=st.integers(0, 3_000))
def test_damaged_ones_never_fail_otherwise(place: int, by: int, cut: int) -> None:
    book = bytearray(locked_old(stream(PLAIN, "Workbook"), PASSWORD))
    place %= len(book)
    book[place] ^= by
    damaged = wrapped(bytes(book[: max(1, len(book) - cut)]))
    assert refusal_of(lambda: read_list(damaged, password=PASSWORD)) in {None, *ListTrouble}
