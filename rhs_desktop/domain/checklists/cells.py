"""What single cells say: names, telephone numbers, addresses, yes and no, whatever Excel made of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache

from rhs_desktop.domain.checklists.fields import compact
from rhs_desktop.domain.checklists.table import Cell, CellError, text
from rhs_desktop.domain.people import phone
from rhs_desktop.domain.people.resident import Address, Name

FlagReader = Callable[[Cell], tuple[bool, bool]]

_DIGIT = re.compile(r"\d")
_NOT_DIGIT = re.compile(r"\D")
_PHONE_SIGNS = re.compile(r"[+\d][\d\s()/.\-‐‑‒–—―−]*(?:(?:ankn|anknytning)\W*\d+)?")
_BETWEEN_PHONES = re.compile(r"\s*(?:[;,|\n]|\beller\b|\bsamt\b|\boch\b|\s/\s)\s*", re.IGNORECASE)
_POSTCODE = re.compile(r"(?:SE?[\s-]*)?([1-9]\d{2})\s?(\d{2})", re.IGNORECASE)
_POSTCODE_AND_CITY = re.compile(r"(?:\bSE?[\s-]*)?\b([1-9]\d{2})\s?(\d{2})[\s,]+([^\W\d_][^\d]*)$", re.IGNORECASE)
_CARE_OF = re.compile(r"^c\s*/\s*o\b[\s:.]*|^co\s*:\s*", re.IGNORECASE)
_APARTMENT = re.compile(r"(?:(?:lgh|lägenhet|apt)\b.*|[\d\s-]+)", re.IGNORECASE)
_SWEDEN = frozenset(("", "sverige", "sweden", "se", "swe", "s"))

_NO = frozenset(("nej", "n", "no", "false", "falskt", "0", "ej", "inte", "ingen", "inga", "saknas"))
_YES = frozenset(("ja", "j", "x", "yes", "y", "true", "sant", "1"))
_PROTECTED_WORDS = frozenset(
    [
        "skyddad",
        "skyddade",
        "skydd",
        "sekretess",
        "sekretessmarkering",
        "sekretessmarkerad",
        "skyddadfolkbokforing",
        "skyddadidentitet",
        "skyddadepersonuppgifter",
        "skyddadpersonuppgift",
        "skyddadeuppgifter",
        "skyddadadress",
        "skyddadid",
        "protected",
        "protectedidentity",
    ]
)
_DECEASED_WORDS = frozenset(["avliden", "avlidna", "avlidet", "dod", "deceased", "dead"])
_DAYS_TO_1927 = 10_000


def one_line(cell: Cell) -> str:
    """Text for a name or an address line; a dash alone and an error cell say nothing."""
    if type(cell) is str:
        if cell.isalnum():
            return cell
    elif isinstance(cell, CellError):
        return ""
    said = text(cell)
    return "" if said in ("-", "–", "—", ".") else said


def phones(cell: Cell) -> tuple[tuple[str, ...], str | None]:
    """The telephone numbers in a cell as entered, and the code of a remark (RowRemark) if there is one.

    A number that Excel kept as a number lost its first zero and gets it back. Text that is no number gives none.
    """
    numeric = isinstance(cell, int | float) and not isinstance(cell, bool)
    said = "" if isinstance(cell, CellError) else text(cell)
    if not said or said in ("-", "–"):
        return (), None
    if _plain_phone(said) and not numeric:
        return (said,), _trouble(said)
    found: list[str] = []
    remark: str | None = None
    for part in _BETWEEN_PHONES.split(said):
        match = _PHONE_SIGNS.search(part)
        if match is None:
            if part and compact(part) not in _NO:
                remark = remark or "phone_none"
            continue
        number = part.strip()
        digits = _NOT_DIGIT.sub("", match.group())
        if numeric or digits == number:
            if digits.startswith("46") and len(digits) in (10, 11) and numeric:
                number = "+" + digits
            elif len(digits) in (8, 9) and digits[0] in "123456789":
                number, remark = "0" + digits, remark or "phone_zero_restored"
        elif not _plain_phone(number):
            remark = remark or "phone_odd"
        if not 7 <= len(_NOT_DIGIT.sub("", number)) <= 15:
            remark = remark or "phone_odd"
        remark = _trouble(number) or remark
        found.append(number)
    return tuple(dict.fromkeys(found)), remark


@lru_cache(maxsize=65536)
def _trouble(number: str) -> str | None:
    """The remark for a Swedish number that nobody can call, because digits are missing or too many."""
    if phone.incomplete(number):
        return "phone_incomplete"
    return "phone_odd" if phone.too_long(number) else None


@lru_cache(maxsize=65536)
def _plain_phone(said: str) -> bool:
    """Whether the text is one number that a person could dial as it stands."""
    if not (said[0] == "0" or said[0] == "+"):
        return False
    if _PHONE_SIGNS.fullmatch(said) is None:
        return False
    return 7 <= len(_DIGIT.findall(said)) <= 15


def postcode(cell: Cell, country: str = "") -> tuple[str, str | None]:
    """Five digits for a Swedish postnummer, and the code of a remark (`postcode_odd`) where it is not one."""
    said = one_line(cell)
    if not said:
        return "", None
    match = _POSTCODE.fullmatch(said)
    if match:
        return match.group(1) + match.group(2), None
    return said, None if foreign(country) else "postcode_odd"


def country(cell: Cell) -> str:
    """The country, empty for Sweden."""
    said = one_line(cell)
    return said if said and foreign(said) else ""


def foreign(country: str) -> bool:
    return bool(country) and compact(country) not in _SWEDEN


def care_of(cell: Cell) -> str:
    """A c/o line as it stands on an envelope: always beginning with `c/o `."""
    said = one_line(cell)
    if not said:
        return ""
    who = _CARE_OF.sub("", said).strip()
    return f"c/o {who}" if who else ""


def is_care_of(line: str) -> bool:
    return _CARE_OF.match(line) is not None


def care_of_and_street(cell: Cell) -> tuple[str, str] | None:
    """A c/o line and the street below or after it, where both stand in one cell."""
    lines = _lines(cell)
    if len(lines) < 2 or not is_care_of(lines[0]) or not _DIGIT.search(lines[1]):
        return None
    return care_of(lines[0]), ", ".join(lines[1:])


def is_apartment(line: str) -> bool:
    """Whether an address line is the number of an apartment, and so never a street."""
    return _APARTMENT.fullmatch(line) is not None


@lru_cache(maxsize=65536)
def postcode_and_city(said: str) -> tuple[str, str, str] | None:
    """What stands before, the postnummer and the postort of a text that ends in them."""
    match = _POSTCODE_AND_CITY.search(said)
    if match is None:
        return None
    return said[: match.start()].strip(" ,;"), match.group(1) + match.group(2), match.group(3).strip(" ,;.")


def _lines(cell: Cell) -> list[str]:
    raw = cell if isinstance(cell, str) else text(cell)
    return [line for part in re.split(r"[\n\r;,]", raw) if (line := one_line(part))]


def whole_address(cell: Cell) -> Address:
    """An address that stands in one cell. What cannot be told apart stands in `street`."""
    if isinstance(cell, CellError):
        return Address()
    lines = _lines(cell)
    joined = ", ".join(lines)
    split = postcode_and_city(joined)
    if split is None:
        return Address(street=joined)
    before, code, city = split
    lines = [line for part in before.split(",") if (line := part.strip())]
    who = next((line for line in lines if is_care_of(line)), "")
    rest = [line for line in lines if line != who]
    return Address(
        care_of=care_of(who), street=rest[0] if rest else "", extra=", ".join(rest[1:]), postcode=code, city=city
    )


def whole_name(cell: Cell, family_first: bool | None = None) -> Name:
    """A name in one cell. A comma tells the parts apart; without one, two words do where the heading gives the order.

    Anything else stands whole in `family`: "Karin von Essen" is not to be guessed at.
    """
    said = one_line(cell)
    if "," in said:
        family, _, given = said.partition(",")
        return Name(given=given.strip(), family=family.strip())
    words = said.split(" ")
    if family_first is not None and len(words) == 2:
        return Name(given=words[1], family=words[0]) if family_first else Name(given=words[0], family=words[1])
    return Name(family=said)


def completed_name(known: Name, cell: Cell, family_first: bool | None = None) -> Name:
    """A name of which one part has its own column and a cell has the rest, or all of it."""
    whole = whole_name(cell, family_first)
    if not known.display or not whole.display or (whole.given and whole.family):
        return whole if whole.display else known
    part = known.display.casefold()
    rest = " ".join(word for word in whole.display.split(" ") if word.casefold() not in part.split(" "))
    return Name(known.given or rest, known.family or rest)


def family_stands_first(heading: str) -> bool | None:
    """The order of the parts that a heading gives, as "Efternamn Förnamn"; None where it gives none."""
    word = compact(heading)
    family = max(word.find("efternamn"), word.find("lastname"))
    given = max(word.find("fornamn"), word.find("firstname"), word.find("tilltalsnamn"))
    return None if family < 0 or given < 0 else family < given


def protected(cell: Cell) -> tuple[bool, bool]:
    """Whether a cell in a column about protection says that the person is protected, and whether that is certain.

    Words that mean neither yes nor no count as protected: the mistake must fall on the safe side.
    """
    return _yes(cell, _PROTECTED_WORDS)


def deceased(cell: Cell) -> tuple[bool, bool]:
    """Likewise for a column about death, where a date is a yes, also one that Excel shows as a count of days."""
    if isinstance(cell, date | datetime) or (isinstance(cell, int | float) and cell >= _DAYS_TO_1927):
        return True, True
    return _yes(cell, _DECEASED_WORDS)


def _yes(cell: Cell, words: frozenset[str]) -> tuple[bool, bool]:
    if cell == "" or cell is False:
        return False, True
    if isinstance(cell, CellError):
        return True, False
    word = compact(text(cell))
    if not word or word in _NO:
        return False, True
    if word in _YES or word in words or any(word.startswith(known) for known in words if len(known) > 3):
        return True, True
    digits = _NOT_DIGIT.sub("", word)
    return True, len(digits) in (6, 8) and digits == word


def says_no(cell: Cell) -> bool:
    """Whether a cell answers a question with no."""
    return cell is False or cell == 0 or (isinstance(cell, str) and cell != "" and compact(cell) in _NO)


def says_yes(cell: Cell) -> bool:
    """Whether a cell answers a question with yes."""
    return cell is True or cell == 1 or (isinstance(cell, str) and compact(cell) in _YES)
