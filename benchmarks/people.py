"""Any number of residents who cannot exist, made as they are needed and never kept.

The open list of test numbers is too short for these sizes. These are personnummer with right check digits of persons
born 1800–1829: check digits came in 1967, when the youngest of them would have been 137, so none was ever issued.
A list with them is imported like any other, and they may be invited in 1177.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber, check_digit
from rhs_desktop.domain.people.resident import Address, Details, Name

HEADINGS = ("Personnummer", "Efternamn", "Förnamn", "Mobiltelefon", "Gatuadress", "Postnummer", "Ort", "Anteckning")

_DAYS = tuple(date(1800, 1, 1) + timedelta(days) for days in range(30 * 365))
_SERIALS = 999
_GIVEN = (
    *("Karin", "Åke", "Örjan", "Ylva", "Bengt-Åke", "Maj", "Sven", "Agnieszka", "Ayşe", "Per", "Anna", "Lars", "Eva"),
    *("Mikael", "Fatima", "Johan", "Kristina", "Ali", "Birgitta", "Anders", "Elisabeth", "Erik", "Åsa", "Göran", "Li"),
    *("Mohammed", "Susanne", "Zoë", "Märta"),
)
_FAMILY = (
    *("Andersson", "Johansson", "Karlsson", "Nilsson", "Eriksson", "Larsson", "Olsson", "Persson", "Svensson", "Ek"),
    *("Gustafsson", "Åberg", "Öström", "von Essen", "Lindqvist-Berg", "Ärlig", "Nyström", "Łukasik", "Şahin", "Holm"),
    *("Ali", "Hassan", "Bergström", "Sandberg", "Forsberg", "Sjöberg", "Wallin", "Engström", "Eklund", "Lundin"),
    "Müller",
)
_STREETS = ("Storgatan", "Västra vägen", "Ågatan", "Kungsgatan", "Björkstigen", "Norra Järnvägsgatan", "Ekebyvägen")
_PLACES = (("58222", "Linköping"), ("59151", "Motala"), ("60181", "Norrköping"), ("59230", "Vadstena"))
_NOTES = ("", "", "", "ringer helst på morgonen", "", "tolk: arabiska", "")


def identity(number: int) -> PersonalNumber:
    """The identity of the resident with that number, each another one up to some ten million."""
    serial, day = divmod(number, len(_DAYS))
    eight = f"{_DAYS[day]:%Y%m%d}"
    three = f"{1 + (serial + 37 * day) % _SERIALS:03d}"
    return PersonalNumber(f"{eight}{three}{check_digit(eight[2:] + three)}", IdentityKind.PERSONAL)


def resident(number: int) -> Details:
    """Somebody who can be reached in every way."""
    postcode, city = _PLACES[number % len(_PLACES)]
    return Details(
        identity(number),
        Name(_GIVEN[number % len(_GIVEN)], _FAMILY[number // 3 % len(_FAMILY)]),
        (f"070-174 06 {number % 60 + 5:02d}",),
        Address(street=f"{_STREETS[number % len(_STREETS)]} {number % 140 + 1}", postcode=postcode, city=city),
    )


def list_row(number: int) -> list[str]:
    """The resident as a row under HEADINGS."""
    who = resident(number)
    name, where = (who.name.family, who.name.given), (who.address.street, who.address.postcode, who.address.city)
    return [who.identity.dashed, *name, who.phones[0], *where, _NOTES[number % len(_NOTES)]]


def write_list(path: str, rows: str) -> dict[str, list[float]]:
    """A job: an Excel list of so many residents. How many bytes it has."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Lista")
    sheet.append(HEADINGS)
    for number in range(int(rows)):
        sheet.append(list_row(number))
    book.save(path)
    return {"bytes": [float(Path(path).stat().st_size)]}
