"""The page for the next shift, in Swedish: headings and lines, without any layout."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rhs_desktop.strings import common

TITLE = "Överlämning"
PRINT = "Skriv ut"
WAITING = "Att göra"
HALF_DONE = "Påbörjat men inte klart"
PROMISED = "Lovade samtal"
PUT_OFF = "Uppskjutet"
READY = "Väntar på bekräftelse"
NOTHING = "Inget ligger kvar."
PROTECTED = "Skyddade personuppgifter"
PRINTED_WARNING = "Sidan innehåller namn. Lägg den inte framme och förstör den när passet är slut."
PRINT_FAILED = "Skrivaren tog inte emot sidan."


@dataclass(frozen=True, slots=True)
class HandoverSection:
    """A heading and its lines."""

    title: str
    lines: tuple[str, ...]


def waiting(title: str, count: int, late: int) -> str:
    """`Påminn: 6, varav 2 försenade`."""
    more = f", varav {common.number(late)} {'försenad' if late == 1 else 'försenade'}" if late else ""
    return f"{title}: {common.number(count)}{more}"


def half_done(who: str, step: str, done: int, of: int) -> str:
    return f"{who}: {step.lower()}, {done} av {of} steg är klara"


def promised(who: str, on: date, at: str, phone: str, today: date) -> str:
    when = f"{common.near_day(on, today)} {at}".rstrip()
    late = ", försenat" if on < today else ""
    return f"{who}: {when}{late}{f', {phone}' if phone else ''}"


def put_off(who: str, step: str, until: date, reason: str, today: date) -> str:
    return f"{who}: {step.lower()}, till {common.near_day(until, today)}. {reason}".strip()


def ready(letters: bool, number: int, count: int, made: str, by: str) -> str:
    what = f"Hög {number} med {common.count_of(count, 'brev', 'brev')}, utskriven" if letters else ""
    what = what or f"Utskick {number} till {common.count_of(count, 'mottagare', 'mottagare')}, förberett"
    return f"{what} {made} av {by}"


def only_filled(parts: Iterator[HandoverSection]) -> list[HandoverSection]:
    """The parts with anything in them; one that says so if nothing is left."""
    return [part for part in parts if part.lines] or [HandoverSection(WAITING, (NOTHING,))]
