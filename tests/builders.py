"""Valid things to start from: details, lists, a context with a real database, and histories at any point of the
process. Every builder can be told what matters to the test; the rest is as it usually is."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.events import Event
from rhs_desktop.domain.checklists import CheckedList, ColumnMapping, ImportableRow, ListField, RowRules, Sheet, check
from rhs_desktop.domain.codes import Answer, Eligibility
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.domain.people.personal_number import IdentityKind, PersonalNumber
from rhs_desktop.domain.people.resident import Address, Details, Name
from rhs_desktop.domain.roles import ALL_ROLES
from rhs_desktop.domain.workdays import Calendar
from rhs_desktop.paths import resources_dir
from rhs_desktop.services.checklists import importing
from rhs_desktop.services.context import Context
from rhs_desktop.services.manual_files import load_profiles
from rhs_desktop.services.recording import ActDone, record
from rhs_desktop.store.cases import projection
from rhs_desktop.store.connection import writing
from rhs_desktop.store.store import Store

MONDAY = date(2026, 11, 9)
"""Today, where a test does not say otherwise: a working day among working days."""
GIVEN = ("Karin", "Erik", "Åsa", "Östen", "Anna-Karin", "Märta", "Gösta", "Zoë", "Li", "Björn")
FAMILY = ("Ek", "Åberg", "Ärlig", "Öberg", "Nilsson", "von Essen", "Å", "Lindqvist-Ek", "Müller", "Zackrisson")
HEADINGS = ("Personnummer", "Efternamn", "Förnamn", "Telefon", "Adress", "Postnummer", "Postort", "Kommentar")
FIELDS = (
    *(
        ListField.IDENTITY,
        ListField.FAMILY,
        ListField.GIVEN,
        ListField.PHONE,
        ListField.STREET,
        ListField.POSTCODE,
        ListField.CITY,
    ),
    None,
)


@cache
def official_numbers() -> tuple[str, ...]:
    """Personnummer that belong to nobody, twelve digits."""
    with (resources_dir() / "demo" / "test_personnummer_2026.csv").open(encoding="utf-8", newline="") as lines:
        return tuple(row["personnummer12"] for row in csv.DictReader(lines))


def identity(number: int = 0) -> PersonalNumber:
    """The test identity with that place in the list."""
    return PersonalNumber(official_numbers()[number], IdentityKind.PERSONAL)


def address(number: int = 0) -> Address:
    return Address(street=f"Storgatan {number + 1}", postcode="59030", city="Borensberg")


def details(number: int = 0, **more: Any) -> Details:
    """A person who can be reached in every way; the number chooses whom."""
    name = Name(GIVEN[number % len(GIVEN)], FAMILY[number // len(GIVEN) % len(FAMILY)])
    usual = Details(identity(number), name, (f"070-174 06 {number % 60 + 5:02d}",), address(number))
    return replace(usual, **more)


def list_row(person: Details, comment: str = "") -> list[str]:
    """The person as a row under HEADINGS."""
    where = person.address
    phone = ", ".join(person.phones)
    return [
        *(person.identity.dashed, person.name.family, person.name.given, phone),
        *(where.street, where.postcode, where.city, comment),
    ]


def checked_list(
    people: Iterable[Details] = (),
    *,
    extra: Sequence[Sequence[str]] = (),
    today: date = MONDAY,
    birth_years: Sequence[int] = (),
) -> CheckedList:
    """A list with these people and then these raw rows, read and checked."""
    rows = [HEADINGS, *(list_row(person) for person in people), *extra]
    mapping = ColumnMapping(1, HEADINGS, FIELDS)
    return check(Sheet.of("Blad1", rows), mapping, RowRules(today, birth_years))


@dataclass
class Desk:
    """The clock and the person at the desk; a test moves the clock."""

    now: datetime = datetime(2026, 11, 9, 9, 0)
    user: str = "Anna Ek"

    def tick(self, **by: int) -> None:
        """Let time pass: `tick(minutes=5)`, `tick(days=1)`."""
        self.now += timedelta(**by)


@cache
def profiles() -> Mapping[str, Profile]:
    return load_profiles().usable


def context(store: Store, desk: Desk | None = None, *, holidays: Iterable[date] = ()) -> Context:
    """Both manuals, working days without holidays, and the desk's own clock."""
    at = desk or Desk()
    return Context(store, lambda: at.now, at.user, profiles(), Calendar(frozenset(holidays)), ALL_ROLES)


@contextmanager
def opened(folder: Path, desk: Desk | None = None) -> Iterator[Context]:
    """A workplace over the database in the folder, which is made if there is none."""
    at = desk or Desk()
    with Store.open(folder / "rhs.sqlite3", now=at.now, create=True) as store:
        yield context(store, at)


def add_round(ctx: Context, name: str = "2026, 40 och 50 år", profile: str = "rhs-004") -> int:
    return importing.add_round(ctx, name, 2026, profile, (1976, 1986))


def import_people(ctx: Context, round_id: int, people: Iterable[Details], **more: Any) -> importing.Imported:
    """The people as a list, imported."""
    checked = checked_list(people, today=ctx.today, **more)
    return importing.import_list(ctx, checked, round_id, source="lista.xlsx", content_hash=hashed(checked))


def hashed(checked: CheckedList) -> str:
    """Stands for the hash of a file's content: nothing in it can be read."""
    return sha256(repr(checked.ready).encode()).hexdigest()


def filled(ctx: Context, count: int = 3) -> list[int]:
    """A round with so many people on its list; their cases in the order of the list."""
    imported = import_people(ctx, add_round(ctx), [details(number) for number in range(count)])
    return list(imported.done.cases)


def rebuild(ctx: Context) -> None:
    """Compute every row of the projection anew from the events."""
    with closing(ctx.store.connect(ctx.store.path)) as db, writing(db):
        projection.write(db, projection.computed(db, ctx.rules, ctx.today))


def happened(ctx: Context, case: int, *events: Event) -> ActDone:
    """One act with these events of one case."""
    return record(ctx, ActKind.EDIT_DETAILS, [(case, event) for event in events])


def checked_in_cosmic(on: date = MONDAY) -> ev.CosmicChecked:
    return ev.CosmicChecked(on=on, result=Eligibility.LISTED_ALIVE)


def invited(on: date = MONDAY, batch: int | None = None) -> ev.Invited:
    return ev.Invited(on=on, template="phone", batch=batch)


def answered(answer: Answer = Answer.YES_CALL, on: date = MONDAY) -> ev.Answered:
    return ev.Answered(on=on, answer=answer)


def nobody(number: int, **more: Any) -> Details:
    """One of as many people as are wanted, born in a month that does not exist: certainly nobody's number."""
    digits = f"1986{13 + number // 100_000:02d}{1 + number // 10_000 % 10:02d}{number % 10_000:04d}"
    return details(number % 1_500, identity=PersonalNumber(digits, IdentityKind.PERSONAL), **more)


def many(count: int, first: int = 0) -> CheckedList:
    """A list of so many such people, as if it had been checked."""
    people = [nobody(number) for number in range(first, first + count)]
    ready = tuple(ImportableRow(row, person, list_row(person)) for row, person in enumerate(people, start=2))
    return replace(checked_list(), ready=ready)


def import_checked(ctx: Context, round_id: int, checked: CheckedList) -> importing.Imported:
    return importing.import_list(ctx, checked, round_id, source="lista.xlsx", content_hash="many")
