"""Swedish for the review of an import: the kinds of outcomes, their notes and the columns of their tables."""

from __future__ import annotations

from rhs_desktop.strings import common

TABS = "Det här händer"
ROWS = "Rader"
NOTHING_SAVED = "Det här händer när du importerar. Inget är sparat än."

ROW = "Rad"
PERSONAL_NUMBER = common.PERSONAL_NUMBER
NAME = common.NAME
REMARK = "Anmärkning"
DETAIL = "Uppgift"
BEFORE = "Förut"
NOW = "Nu"
NEW_NUMBER = "Nytt nummer"
KNOWN_NUMBER = "Känt nummer"

NEW = "Nya"
KNOWN = "Finns redan"
KNOWN_NOTE = "Inget ändras."
CHANGED = "Ändrade uppgifter"
CHANGED_NOTE = "Ta bort krysset för det som inte ska ändras."
ALL_CHANGES = "alla ändringar"
POSSIBLE_DUPLICATE = "Möjlig dubblett"
POSSIBLE_DUPLICATE_NOTE = (
    "Samma namn och födelsedag som någon som redan finns. Kontrollera i Cosmic och bocka för om det är samma "
    "person. Då byts numret, och ärendet följer med."
)
MISSING = "Finns inte kvar"
MISSING_NOTE = (
    "Stod på en tidigare lista men inte på den här. Kontrollera i Cosmic och bocka för dem som inte längre är "
    "listade här: ärendet avslutas: inte listad här. Ingen tas bort."
)
ALL_AS_UNLISTED = "alla som avlistade"
PROTECTED = "Skyddade"
PROTECTED_NOTE = "Skyddade personuppgifter: adress och telefon döljs, och inget brev skrivs ut i ett utskick."
REMARKS = "Att titta på"
REMARKS_NOTE = "Raderna importeras."

ADDRESS = "Adress"
COMPARISON = "Jämförelse"


def tab(name: str, count: int) -> str:
    """A kind of outcome with how many there are: `Nya  12`."""
    return f"{name}  {common.number(count)}"


def tick_all(what: str, *, on: bool) -> str:
    """The button that ticks or clears all lines of a kind."""
    return f"{'&Kryssa för' if on else 'Ta &bort krysset för'} {what}"
