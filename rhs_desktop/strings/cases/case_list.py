"""Swedish for the list of cases: its columns, its filters, and what stands there while it is empty."""

from __future__ import annotations

CASES = "Ärenden"

# ---- columns: title, and a text of usual length by X

UPDATED, UPDATED_SAMPLE = "Datum", "2026-10-28 09:00"
CASE_TYPE, CASE_TYPE_SAMPLE = "Ärendetyp", "Inbjudan – Väl"
NUMBER, NUMBER_SAMPLE = "Personnummer", "19860203-2380 n"
RESIDENT, RESIDENT_SAMPLE = "Invånare", "Mohammed Lindqvist"
STATUS, STATUS_SAMPLE = "Status", "Tilldelat (svar från invå"
DUE, DUE_SAMPLE = "Senast", "försenad 3 dagar"
STEP, STEP_SAMPLE = "Nästa steg", "Kontrollera i Cosmic"
CHANNEL, CHANNEL_SAMPLE = "Kanal", "Telefon"
PHONE, PHONE_SAMPLE = "Telefon", "070-1740601"
ROUND, ROUND_SAMPLE = "Omgång", "Omgång"
HANDLER, HANDLER_SAMPLE = "Hanterare", "Anna Lindqvist"

# ---- filters ---------------------------------------------------------------------------------------------------------

FILTER_STATUS, FILTER_DATE, FILTER_HANDLER = "&Status", "&Datum", "&Hanterare"
FILTER_CASE_TYPE, FILTER_CLOSED, CLEAR = "Ä&rendetyp", "A&vslutat", "Rensa fi&lter"
INCLUDE, EXCLUDE = "Inkludera", "Exkludera"
RESIDENT_NAME, RESIDENT_HINT = "Invånare: namn eller personnummer", "Namn eller personnummer"
NOBODY, NOT_SENT = "Ingen hanterare", "Inte skickat i 1177"
EVERYTHING, EMPTY_VALUE = "alla", "tomt"
NO_CASES = "Inga ärenden"
ANY_DAY, TODAY, WEEK, MONTH = "Alla datum", "I dag", "Senaste 7 dagarna", "Senaste 30 dagarna"
FROM, TO, SHOW_DAYS = "&Från", "&Till", "&Visa resultat"


def several(count: int) -> str:
    """On a filter of which several values are chosen."""
    return f"{count} valda"


def days(first: str, last: str) -> str:
    """`2026-11-02–2026-11-09`."""
    return f"{first}–{last}"


def shortened(text: str, limit: int) -> str:
    """The text in no more than so many signs."""
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"


# ---- an empty list: a headline, a sentence, a button -----------------------------------------------------------------

IMPORT_LIST, CLEAR_FILTERS = "Importera lista", "Rensa filter"
SHOW_READY, SHOW_ALL = "Visa klara att bjuda in", "Visa alla ärenden att hantera"
NO_CASES_YET = (
    "Inga ärenden än",
    "Importera listan från REBUS, eller klistra in den från Excel. Du ser vad som händer innan något sparas.",
)
NOT_FOUND = "Sökningen gäller namn, personnummer och telefon bland alla ärenden. Prova färre bokstäver."
NONE_FITS = ("Inget ärende passar filtret", "Filtret döljer ärenden som finns.")
ALL_DONE_SOME_READY = (
    "Allt är gjort för i dag",
    "Vill du fortsätta finns det invånare som är klara att bjuda in.",
)
ALL_DONE = ("Allt är gjort för i dag", "Det som kommer senare dyker upp här på sin dag.")
NOTHING_IN_QUEUE = "Ärenden kommer hit när det är deras tur."
NOTHING_TO_HANDLE = ("Inga ärenden att hantera", "Importera nästa lista när den kommer.")


def not_found(query: str) -> str:
    return f"Ingen träff på ”{query}”"


def empty_queue(queue: str) -> str:
    return f"{queue}: inget just nu"
