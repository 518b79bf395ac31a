"""Invented residents for practice: published test numbers, invented names and addresses, unused telephone numbers."""

from __future__ import annotations

import csv
import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from typing import Any

from rhs_desktop.domain.letters.clinic import Clinic
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber, check_digit
from rhs_desktop.domain.people.resident import Address, Details, Name
from rhs_desktop.paths import resources_dir

RESIDENTS = 300
ON_THE_LIST = 52
BIRTH_YEARS = (1976, 1986)
YEAR = 2026
"""The year in which the residents on the published list turn 40 and 50."""

_GROUPS = tuple((year, sex) for year in BIRTH_YEARS for sex in "KM")
_NO_SUCH_DAYS = ("0290", "0291", "0491", "0691", "0991", "1191")
"""Days 30 and 31 of months that lack them, plus 60."""


@dataclass(frozen=True, slots=True)
class People:
    """Residents for the register, others for a list to import, some who are older, and the clinic with its staff."""

    residents: tuple[Details, ...]
    newcomers: tuple[Details, ...]
    older: tuple[Details, ...]
    clinic: Clinic
    staff: tuple[str, ...]


@cache
def people() -> People:
    """The invented people, always the same. Nobody is in two of the groups."""
    facts = _facts()
    by_group = _numbers()
    chosen = {group: _spread(by_group[group], RESIDENTS // len(_GROUPS)) for group in _GROUPS}
    others = {
        group: _spread([number for number in by_group[group] if number not in set(chosen[group])], ON_THE_LIST // 4)
        for group in _GROUPS
    }
    maker = _Maker(facts)
    residents = maker.made(chosen)
    newcomers = maker.made(others)
    older = maker.made({(1966, sex): by_group[1966, sex][:1] for sex in "KM"})
    return People(residents, newcomers, older, _clinic(facts), tuple(facts["staff"]))


def coordination_number(of: PersonalNumber) -> PersonalNumber:
    """A samordningsnummer for practice that can be nobody's.

    Two things keep it from being a person's. Its serial number is that of a test number (238 or 239, which
    Skatteverket's test numbers of both kinds carry), and its date with 60 taken off does not exist. The second would
    not do alone: such dates have been given out.
    """
    day = _NO_SUCH_DAYS[int(of.digits[4:8]) % len(_NO_SUCH_DAYS)]
    eleven = of.digits[:4] + day + of.digits[8:11]
    return PersonalNumber(eleven + str(check_digit(eleven[2:])), IdentityKind.COORDINATION)


def _numbers() -> Mapping[tuple[int, str], list[str]]:
    """The test numbers by birth year and sex. Those with the serials that only tests have come first."""
    found: dict[tuple[int, str], list[str]] = {}
    with (resources_dir() / "demo" / "test_personnummer_2026.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault((int(row["birth_year"]), row["sex"]), []).append(row["personnummer12"])
    return {
        group: sorted(numbers, key=lambda number: number[8:11] not in ("238", "239"))
        for group, numbers in found.items()
    }


def _spread(numbers: list[str], count: int) -> list[str]:
    """So many of them, from the whole year."""
    return [numbers[index * len(numbers) // count] for index in range(count)]


def _facts() -> dict[str, Any]:
    return tomllib.loads((resources_dir() / "demo" / "practice.toml").read_text(encoding="utf-8"))


def _clinic(facts: Mapping[str, Any]) -> Clinic:
    said = facts["clinic"]
    address = Address(street=said["street"], postcode=said["postcode"], city=said["city"])
    told = {name: said[name] for name in ("name", "phone", "phone_hours", "online", "place", "samples", "form")}
    return Clinic(address=address, **told)


class _Maker:
    """Gives numbers names, addresses and telephones; the same ones each time."""

    def __init__(self, facts: Mapping[str, Any]) -> None:
        self._chance = random.Random("Vårdcentralen Ekeby")
        self._facts = facts
        self._rare = {
            sex: cycle([(given, family) for given, family, hers in facts["names"]["rare"] if hers == sex])
            for sex in "KM"
        }
        self._rare_left = {sex: sum(1 for *_, hers in facts["names"]["rare"] if hers == sex) for sex in "KM"}
        self._mobiles = cycle(_phones([facts["phones"]["mobile"]]))
        self._landlines = cycle(_phones(facts["phones"]["landlines"]))

    def made(self, groups: Mapping[tuple[int, str], list[str]]) -> tuple[Details, ...]:
        """The people of all groups, mixed."""
        found = [
            self._person(PersonalNumber(number, IdentityKind.PERSONAL), sex)
            for (_, sex), numbers in groups.items()
            for number in numbers
        ]
        self._chance.shuffle(found)
        return tuple(found)

    def _person(self, identity: PersonalNumber, sex: str) -> Details:
        phones = [next(self._mobiles)] if self._chance.random() < 0.3 else [next(self._landlines)]
        if self._chance.random() < 0.1:
            phones.append(next(self._landlines))
        return Details(identity, self._name(sex), tuple(phones), self._address())

    def _name(self, sex: str) -> Name:
        if self._rare_left[sex] and self._chance.random() < 0.06:
            self._rare_left[sex] -= 1
            return Name(*next(self._rare[sex]))
        names = self._facts["names"]
        given = self._chance.choice(names["women" if sex == "K" else "men"])
        return Name(given, self._chance.choice(names["families"]))

    def _address(self) -> Address:
        places, chance = self._facts["places"], self._chance
        postcode, city = chance.choice(places["towns"])
        street = f"{chance.choice(places['streets'])} {chance.randint(1, 48)}"
        drawn = chance.random()
        address = Address(street=street, postcode=postcode, city=city)
        if drawn < 0.25:
            return replace(address, street=f"{street} {chance.choice('ABCD')}")
        if drawn < 0.35:
            return replace(address, extra=f"lgh {chance.randint(10, 14)}0{chance.randint(1, 4)}")
        if drawn < 0.39:
            return replace(address, care_of=f"c/o {chance.choice(self._facts['names']['families'])}")
        if drawn < 0.42:
            return replace(address, street=chance.choice(places["farms"]))
        return address


def _phones(ranges: list[dict[str, Any]]) -> tuple[str, ...]:
    """All numbers of the ranges."""
    numbers = ((one["before"], str(number)) for one in ranges for number in range(one["first"], one["last"] + 1))
    return tuple(f"{before}{number[0]} {number[1:]}" for before, number in numbers)
