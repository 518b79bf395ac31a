"""Swedish for the review of an import: the kinds of outcomes, their notes and the columns of their tables."""

from __future__ import annotations

from collections.abc import Mapping

from rhs_desktop.domain.checklists import ContactSoFar
from rhs_desktop.domain.codes import Answer, Channel
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
    "Samma namn och födelsedag som någon som redan finns. Kontrollera i Cosmic och kryssa för om det är samma "
    "person. Då byts numret, och ärendet följer med."
)
MISSING = "Finns inte kvar"
MISSING_NOTE = (
    "Stod på en tidigare lista men inte på den här. Kontrollera i Cosmic och kryssa för dem som inte längre är "
    "listade här: ärendet avslutas: inte listad här. Ingen tas bort."
)
ALL_AS_UNLISTED = "alla som avlistade"
PROTECTED = "Skyddade"
PROTECTED_NOTE = (
    "Skyddade personuppgifter: adress och telefon döljs. Brevet skrivs ut för sig och går via Skatteverket."
)
HAPPENED = "Har hänt redan"
HAPPENED_NOTE = "Det här antecknas på sina dagar, enligt listan. Ärendet hamnar där det står."
CONTACT_SO_FAR = "Enligt listan"
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


_BY: Mapping[Channel, str] = {
    Channel.DIGITAL: "i 1177",
    Channel.PHONE: "per telefon",
    Channel.LETTER: "med brev",
}
_SAID: Mapping[Answer, str] = {
    Answer.YES_CALL: "svarade ja, ska ringas upp",
    Answer.YES_BOOK_SELF: "svarade ja, bokar själv",
    Answer.NO: "svarade nej",
}


def happened(contact: ContactSoFar) -> str:
    """`Inbjuden i 1177 2026-11-03, påmind 2026-11-15, svarade nej`: what a row of a list becomes."""
    answered = f" {contact.answered_on}" if contact.answered_on else ""
    booked = f"{contact.booked_for} {contact.booked_time:%H:%M}" if contact.booked_time else f"{contact.booked_for}"
    told = [
        f"inbjuden {_BY[contact.invited_by]} {contact.invited_on}" if contact.invited_on else "",
        f"påmind {contact.reminded_on}" if contact.reminded_on else "",
        f"brevet i retur {contact.returned_on}" if contact.returned_on else "",
        f"{_SAID[contact.answer]}{answered}" if contact.answer is not None else "",
        f"tid bokad {booked}" if contact.booked_for else "",
        f"samtalet genomfört {contact.held_on}" if contact.held_on else "",
    ]
    return common.sentence(", ".join(filter(None, told)))
