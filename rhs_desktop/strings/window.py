"""Swedish for the main window: menu, buttons, keys, counters and lines. An ampersand stands before a key's letter."""

from __future__ import annotations

from rhs_desktop.strings import common

PROGRAM = "RHS Desktop"
PRACTICE = "ÖVNING"
PRACTICE_TEXT = "Påhittade personer. Inget av det du gör här påverkar mottagningens register."
READING = "Läser in ärenden …"
CASES, TO_HANDLE, ALL = "Ärenden", "Ärenden att hantera", "Alla ärenden"

# ---- buttons and the search ------------------------------------------------------------------------------------------

SEND, IMPORT, PASTE, LETTERS, SCAN = "S&kicka ärende", "&Importera lista", "Klis&tra in", "&Brev", "Skanna svar"
SCAN_HINT = "Svarsbrev som kommit: skanna koden var som helst i fönstret, eller skriv den (F7)"
MENU = "&Meny"
SEARCH_HINT = "Sök namn, nummer, kod   Ctrl+F"
SEARCH_NAME = "Sök bland alla ärenden: namn, nummer eller kod"
SEARCH_TIP = "Söker bland alla ärenden, också avslutade (Ctrl+F)"
LEAVE_LIST = "Visa alla"

# ---- the menu --------------------------------------------------------------------------------------------------------

UNDO, REDO, UNDO_EARLIER, REFRESH = "Ångra", "Gör om", "Ångra tidigare…", "Uppdatera listan"
CALLING, REMINDERS, FORECAST, HANDOVER = "Ring, en i taget…", "Påminn flera…", "Kommande…", "Överlämning…"
EXPORT = "Exportera checklistan…"
COLUMNS, COMPACT, APPEARANCE = "Kolumner", "Kompakta rader", "Utseende"
RESET_COLUMNS = "Återställ kolumner"
AS_SYSTEM, LIGHT, DARK = "Som systemet", "Ljust", "Mörkt"
TEXTS, ENVELOPE, MANUALS, SETTINGS = "Brevtexter…", "Kuvert och finjustering…", "Manualer…", "Inställningar…"
RETENTION, BACKUPS, ACCESS_LOG = "Gallring…", "Säkerhetskopior…", "Åtkomstlogg…"
KEYS, QUIT = "Hjälp och kortkommandon", "Avsluta"

# ---- keys, as F1 tells them ------------------------------------------------------------------------------------------

SEARCH_KEY, NEXT_AREA_KEY, PREVIOUS_AREA_KEY = (
    "Sök bland alla ärenden",
    "Gå till nästa del av fönstret",
    "Gå till föregående del",
)
SCAN_KEY = "Skanna eller skriv koden på ett svarsbrev"
REMINDERS_KEY, FORECAST_KEY = "Påminn alla som väntar på det", "Kommande dagar"
HANDOVER_KEY, REDO_KEY = "Överlämning till nästa pass", "Gör om det som ångrades"
AREA_KEYS = (
    ("Öppna det valda", "Enter"),
    ("Tillbaka till listan", "Esc"),
    ("Kopiera valda personnummer", "Ctrl+C"),
    ("Så slutade samtalet", "1–6"),
    ("Markera alla i listan", "Ctrl+A"),
    ("Knappar och filter", "Alt + understruken bokstav"),
)
"""Keys of the list, the panel and the buttons."""


def key(sequence: str) -> str:
    """A key sequence as it stands on a Swedish keyboard: `Skift+F6`."""
    return sequence.replace("Shift", "Skift")


# ---- counters --------------------------------------------------------------------------------------------------------

COUNTERS = "Att göra i dag, checklista och översikt"
DUE_TODAY, CHECKLIST, OVERVIEW, AHEAD, SET_ASIDE = (
    "Att göra i dag",
    "Checklista",
    "Översikt",
    "Kommande",
    "Åtgärda rader",
)
LONGEST_COUNTER = "Kontrollera i Cosmic 888"
"""A counter as long as any, for the width of the list."""


def counted(title: str, count: int, late: int) -> str:
    """`Ring: 12, varav 1 försenad`."""
    of_them = f", varav {common.number(late)} {'försenad' if late == 1 else 'försenade'}" if late else ""
    return f"{title}: {common.number(count)}{of_them}"


def remind(count: int) -> str:
    return f"Påminn {common.number(count)}…"


# ---- the bottom line -------------------------------------------------------------------------------------------------

UNDO_BUTTON, REDO_BUTTON = "Ångra (Ctrl+Z)", "Gör om (Ctrl+Y)"
UNDO_NAME, REDO_NAME = "Ångra det senaste", "Gör om det som ångrades"


def shown(count: int, total: int, *, searching: bool) -> str:
    """How much of the list shows: `25 av 300 visas`."""
    text = f"{common.number(count)} av {common.number(total)} visas"
    return f"{text}, sökning bland alla" if searching else text


def moved_on(count: int) -> str:
    """Cases that the list still shows though they belong to it no more."""
    return f"{common.count_of(count, 'klar', 'klara')} här, uppdatera listan (F5)"


# ---- the list's own menu ---------------------------------------------------------------------------------------------


def copy_numbers(count: int) -> str:
    return f"Kopiera {'personnummer' if count == 1 else f'{common.number(count)} personnummer'}"


# ---- when something unexpected happens -------------------------------------------------------------------------------

CRASHED = "Något gick fel i programmet"
CRASHED_DETAILS = (
    "Det du just gjorde kan vara ogjort. Titta efter i listan innan du gör om det. Felet är sparat i programmets logg,"
    " utan personuppgifter. Hjälper det inte att starta om: visa loggen för den som sköter programmet."
)
