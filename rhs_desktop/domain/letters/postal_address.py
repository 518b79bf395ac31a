"""What may stand in an envelope's window: the lines of a postal address, in order.

Rules of a Swedish item: name first, a c/o line between name and street, postcode as `NNN NN` before the place,
nothing below it but a foreign country; one straight left margin and no empty line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum, unique
from itertools import product

from rhs_desktop.domain.people.resident import Address, Name

_SWEDEN = frozenset({"", "se", "swe", "sverige", "sweden"})
_UNKNOWN = re.compile(
    r"^(?:adress(?:en)?\s+)?(?:okänd|saknas|uppgift\s+saknas|utan\s+känd\s+hemvist|saknar\s+(?:känd\s+)?adress)\.?$"
    r"|^[-–—.?*x]+$",
    re.IGNORECASE,
)
_CARE_OF = re.compile(r"^\s*(?:c\s*/\s*o|c\s*\\\s*o|℅|co(?=[\s:])|c/-)\s*:?\s*", re.IGNORECASE)
_APARTMENT = re.compile(r"^(?:lgh|lägenhet)\b", re.IGNORECASE)
_COUNTRY_PREFIX = re.compile(r"^(?:se|s)\s*[-–]?\s*(?=\d)", re.IGNORECASE)


@unique
class AddressFault(StrEnum):
    """Why an address cannot carry a letter; the value is the field to mend and what is wrong with it."""

    NAME_MISSING = "name_missing"
    STREET_MISSING = "street_missing"
    POSTCODE_MISSING = "postcode_missing"
    POSTCODE_NOT_SWEDISH = "postcode_not_swedish"
    CITY_MISSING = "city_missing"


@unique
class Shortening(StrEnum):
    """A change made so that an address goes into the window; a person sees which were made."""

    GIVEN_NAMES_TO_INITIALS = "given_names_to_initials"
    EXTRA_LINE_JOINED = "extra_line_joined"
    NAME_ON_TWO_LINES = "name_on_two_lines"


@dataclass(frozen=True, slots=True)
class AddressBlock:
    """The lines of the window, top to bottom, and what was shortened to make them."""

    lines: tuple[str, ...]
    shortened: tuple[Shortening, ...] = ()

    @property
    def below_name(self) -> tuple[str, ...]:
        """Where the person lives."""
        return self.lines[2 if Shortening.NAME_ON_TWO_LINES in self.shortened else 1 :]


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """One person's address as given, its normal form, and one named boolean for each rule."""

    name: Name
    raw: Address

    @property
    def domestic(self) -> bool:
        return _tidy(self.raw.country).casefold() in _SWEDEN

    @property
    def street(self) -> str:
        return _known(self.raw.street)

    @property
    def city(self) -> str:
        return _known(self.raw.city)

    @property
    def care_of(self) -> str:
        """The c/o line with its mark written one way, or empty."""
        who = _CARE_OF.sub("", _known(self.raw.care_of))
        return f"c/o {who}" if who else ""

    @property
    def extra(self) -> str:
        return _known(self.raw.extra)

    @property
    def country(self) -> str:
        return "" if self.domestic else _tidy(self.raw.country).upper()

    @property
    def postcode(self) -> str:
        """`NNN NN` when it is a Swedish one, else as given."""
        given = _known(self.raw.postcode)
        if not self.domestic:
            return given
        digits = re.sub(r"\s", "", _COUNTRY_PREFIX.sub("", given))
        return f"{digits[:3]} {digits[3:]}" if re.fullmatch(r"[0-9]{5}", digits) else given

    @property
    def has_name(self) -> bool:
        return bool(_tidy(self.name.display))

    @property
    def has_street(self) -> bool:
        """A place of delivery: a street, a box, or a farm's name."""
        return bool(self.street or self.extra)

    @property
    def has_city(self) -> bool:
        return bool(self.city)

    @property
    def has_postcode(self) -> bool:
        return bool(self.postcode) or not self.domestic

    @property
    def postcode_is_swedish(self) -> bool:
        """Five digits, the first not 0. Abroad every postcode will do."""
        return not self.domestic or re.fullmatch(r"[1-9][0-9]{2} [0-9]{2}", self.postcode) is not None

    @property
    def faults(self) -> tuple[AddressFault, ...]:
        """What must be mended before a letter can go, in the order of an envelope."""
        rules = (
            (self.has_name, AddressFault.NAME_MISSING),
            (self.has_street, AddressFault.STREET_MISSING),
            (self.has_postcode, AddressFault.POSTCODE_MISSING),
            (not self.has_postcode or self.postcode_is_swedish, AddressFault.POSTCODE_NOT_SWEDISH),
            (self.has_city, AddressFault.CITY_MISSING),
        )
        return tuple(fault for kept, fault in rules if not kept)

    @property
    def valid(self) -> bool:
        return not self.faults

    @property
    def block(self) -> AddressBlock:
        """The address in full."""
        return AddressBlock(self._lines((_tidy(self.name.display),), join_extra=False))

    def blocks(self) -> Iterator[AddressBlock]:
        """The address in full, then shorter and shorter, each saying what was shortened; last with the name on two
        lines, which costs height."""
        tried: set[tuple[str, ...]] = set()
        for parted, joined, initials in product((False, True), repeat=3):
            name = Name(_initials(self.name.given), self.name.family) if initials else self.name
            lines = self._lines(_halves(name) if parted else (_tidy(name.display),), join_extra=joined)
            if lines in tried:
                continue
            tried.add(lines)
            rules = (
                (initials, Shortening.GIVEN_NAMES_TO_INITIALS),
                (joined, Shortening.EXTRA_LINE_JOINED),
                (parted, Shortening.NAME_ON_TWO_LINES),
            )
            yield AddressBlock(lines, tuple(how for made, how in rules if made))

    @property
    def _extra_has_own_line(self) -> bool:
        return bool(self.extra and self.street) and not _APARTMENT.match(self.extra)

    def _lines(self, name: tuple[str, ...], *, join_extra: bool) -> tuple[str, ...]:
        street = self.street
        extra = self.extra if self._extra_has_own_line else ""
        if not extra and self.extra:
            street = f"{street} {self.extra}".strip()
        if extra and join_extra:
            extra, street = "", f"{extra}, {street}"
        place = f"{self.postcode} {self.city}".strip()
        return tuple(line for line in (*name, self.care_of, extra, street, place, self.country) if line)


def _tidy(text: str) -> str:
    """One line without doubled, leading or trailing white space of any kind."""
    return " ".join(text.split())


def _known(text: str) -> str:
    """The text, or nothing where a list writes that it does not know."""
    tidy = _tidy(text)
    return "" if _UNKNOWN.match(tidy) else tidy


def _initials(given: str) -> str:
    """The first given name whole, the others as initials."""
    first, *others = _tidy(given).split() or [""]
    return " ".join([first, *(f"{other[0]}." for other in others)])


def _halves(name: Name) -> tuple[str, ...]:
    """Given and family name; one that was not told apart is parted where its halves are most alike in length."""
    words = _tidy(name.display).split()
    if _tidy(name.given) and _tidy(name.family):
        return _tidy(name.given), _tidy(name.family)
    parts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(parts, key=lambda pair: max(map(len, pair)), default=(" ".join(words),))
