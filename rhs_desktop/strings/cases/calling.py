"""Swedish for the calling view: one person at a time, what was recorded, and what to do next."""

from __future__ import annotations

from datetime import date, time

from rhs_desktop.domain.codes import CallOutcome
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.process import CALL_OUTCOME

TITLE = "Ring"
LIST, COLUMNS = "Att ringa", ("Namn", "Samtal")
RECORD = "Anteckna samtalet"
NOBODY = "Ingen att ringa just nu. Sök ett nummer eller ett namn om någon ringer tillbaka."
SEARCH = "Någon ringer tillbaka: sök nummer eller namn"
NOT_FOUND = "Ingen i registret har det numret eller namnet."
PHONE_TIME = "Telefontid"
RECORD_PHONE_TIME = "Anteckna: telefontid"
PHONE_TIME_HINT = "boka tiden i Cosmic och skicka telefonkallelsen"
QUESTION, VISIT, AGAIN = "Hur gick det?", "Tid för hälsosamtalet", "Ring igen"
NO_NAME = "Namn saknas"
NO_NUMBER = "Inget telefonnummer är känt. Kontrollera i Cosmic."
PROTECTED = "Skyddade personuppgifter. Numret visas när du ber om det."
SHOW_WORDS, HIDE_WORDS = "Visa texten", "Dölj texten"
NO_WORDS = "Texten går inte att visa. Den finns under Meny, Brevtexter."
SHOW_NUMBER = "Visa telefonnumret"
WHICH = "Numret du ringer"
PREVIOUS, PREVIOUS_KEY = "&Föregående", "Alt+Vänsterpil"
NEXT, NEXT_KEY = "&Nästa", "Alt+Högerpil"
TAKE_BACK = "Ångra samtalet"
TAKE_BACK_NUMBER = "Ångra"
OTHER_NUMBER = "Annat nummer i Cosmic… (F4)"
NUMBER_FROM_COSMIC = "Telefonnummer från Cosmic"
SAVE_NUMBER = "&Spara numret"
NO_OTHER_NUMBER = "&Cosmic har inget nummer"
NOT_WHOLE = "Skriv hela numret, med riktnummer."
NO_NUMBER_FOUND = "Inget nummer i Cosmic"
TOLD_REMINDER = "Berätta det innan invånaren tackar ja."
CLOSED_CASE = "Ärendet är avslutat: {status}."


def place(turn: int, of: int, called: int) -> str:
    """`3 av 8 · 2 ringda`."""
    text = f"{turn} av {of}"
    return f"{text} · {common.count_of(called, 'ringd', 'ringda')}" if called else text


def turns(age: int) -> str:
    """The age that somebody reaches this year."""
    return f"fyller {age} i år"


def note(text: str) -> str:
    """A note on the case, as it was written."""
    return f"Anteckning: {text}"


def told(name: str) -> str:
    """The tick, by the name that the manual gives the text."""
    return f"Jag har berättat: {name}"


def recorded(outcome: CallOutcome, at: time, again_on: date | None, today: date) -> str:
    """What stands at a person whose call was just recorded."""
    again = f" {common.near_day(again_on, today)}" if again_on and outcome is CallOutcome.CALL_AGAIN else ""
    return f"{CALL_OUTCOME[outcome]}{again}, {common.clock(at)}"


def with_booking(profile: Profile) -> str:
    """What is ordered and sent when a time is booked: nobody comes without samples and form."""
    samples = common.listing(list(profile.samples))
    return f"Beställ {samples} när tiden bokas, och skicka formuläret {profile.form.name}."


def phone_notice(name: str) -> str:
    """What goes with the telefonkallelse of a booked phone time."""
    return f"Skicka telefonkallelsen från Cosmic med bilagan {name}."


def phone_time(day: date, at: time | None, today: date) -> str:
    return f"{PHONE_TIME} {common.near_day(day, today)} {common.clock(at)}".rstrip()


def noted(text: str) -> str:
    return f"Antecknat: {text}."


def new_number(number: str) -> str:
    return f"nytt nummer {number}"


def all_called(count: int, called: int) -> str:
    """`called`: how many of them were called; nobody is where Cosmic has no number."""
    if called < count:
        return "Det är antecknat." if count == 1 else f"Alla {common.number(count)} är klara."
    return "Samtalet är antecknat." if count == 1 else f"Alla {common.number(count)} är ringda."


def done(called: int, *, found: bool = False) -> str:
    """For the status bar, when the calls are over. `found`: where nobody was called, whether a number was entered."""
    if not called:
        return "Telefonnumret är antecknat" if found else "Antecknat: Cosmic har inget nummer"
    return f"{common.count_of(called, 'samtal antecknades', 'samtal antecknades')}"


def one_by_one(count: int) -> str:
    """The button above the list of those to call."""
    return "Ring…" if count <= 1 else f"Ring {common.number(count)}, en i taget…"
