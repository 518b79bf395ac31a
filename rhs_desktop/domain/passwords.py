"""Rules of coming in: what a password must be, how long to wait after wrong ones, how a recovery code is written."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

from rhs_desktop.domain.errors import EntryRefusal, EntryRefused
from rhs_desktop.domain.printable import readable

LEAST_PASSWORD = 10
"""Characters. Length is what counts; mixed kinds of characters are not asked for."""
MOST_FILE_PASSWORD = 255
"""Excel takes no more characters."""

CODE_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No I, L, O or U, which are taken for others."""
CODE_LENGTH = 28
"""140 bits; two check letters follow."""
_CHECK = 2
_GROUP = 5
_MIXED_UP = str.maketrans("ILO", "110")


def login_name(text: str) -> str:
    """A name to log in with as it is kept: without stray spaces. Raises EntryRefused `name_empty`."""
    name = readable(" ".join(unicodedata.normalize("NFC", text).split()))
    if not name:
        raise EntryRefused(EntryRefusal.NAME_EMPTY)
    return name


def folded(name: str) -> str:
    """Equal for names that differ only in case or spaces."""
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def password_text(text: str) -> str:
    """A password as it is used: the same whatever keyboard or system composed its letters."""
    return unicodedata.normalize("NFKC", text)


def check_password(password: str, name: str) -> None:
    """Raises EntryRefused `password_short` (least), `password_is_name` or `password_simple`."""
    text = password_text(password)
    if len(text) < LEAST_PASSWORD:
        raise EntryRefused(EntryRefusal.PASSWORD_SHORT, least=LEAST_PASSWORD)
    if folded(name) and folded(name).replace(" ", "") in folded(text).replace(" ", ""):
        raise EntryRefused(EntryRefusal.PASSWORD_IS_NAME)
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    if len(set(text.casefold())) < 4 or len(steps) == 1:
        raise EntryRefused(EntryRefusal.PASSWORD_SIMPLE)


def file_password(text: str) -> str:
    """A file's password as it is used: other programs take letters as keyboards give them, composed."""
    return unicodedata.normalize("NFC", text)


def check_file_password(password: str) -> None:
    """Raises EntryRefused `password_short` or `password_simple` as `check_password` does, or `password_long` (most)."""
    check_password(password, "")
    if len(file_password(password)) > MOST_FILE_PASSWORD:
        raise EntryRefused(EntryRefusal.PASSWORD_LONG, most=MOST_FILE_PASSWORD)


def written_code(letters: str) -> str:
    """A recovery code as it is printed: its letters with two check letters, in groups of five."""
    whole = letters + _check_letters(letters)
    return "-".join(whole[at : at + _GROUP] for at in range(0, len(whole), _GROUP))


def read_code(text: str) -> str:
    """The letters of a code that a person typed. Raises EntryRefused `code_wrong` where a letter must be wrong."""
    whole = "".join(text.upper().split()).replace("-", "").translate(_MIXED_UP)
    letters, check = whole[:-_CHECK], whole[-_CHECK:]
    if len(letters) != CODE_LENGTH or any(letter not in CODE_LETTERS for letter in whole):
        raise EntryRefused(EntryRefusal.CODE_WRONG)
    if _check_letters(letters) != check:
        raise EntryRefused(EntryRefusal.CODE_WRONG)
    return letters


def _check_letters(letters: str) -> str:
    """A weighted sum modulo the largest prime below 32²: one wrong letter or two that changed places are noticed."""
    total = sum((place + 2) * (CODE_LETTERS.index(letter) + 1) for place, letter in enumerate(letters)) % 1021
    return CODE_LETTERS[total // 32] + CODE_LETTERS[total % 32]
