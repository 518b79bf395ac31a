"""Swedish for rows of imported lists that were set aside, and for the reason why one is removed."""

from __future__ import annotations

TITLE = "Åtgärda rader"
IMPORT_ROW = "Importera raden"
ROWS_TO_FIX = "Rader att åtgärda"
HEADINGS = ("Rad", "Fel", "Lista")
DISMISS = "&Ta bort raden …"
RESERVE_NUMBER = "Det är ett &reservnummer"
ALL_DONE = "Alla rader är åtgärdade."
READY = "Raden går att importera."
DISMISS_ACT = "Ta bort raden"
DISMISS_QUESTION = "Varför ska raden inte importeras?"

REASON_HINT = "Kort, för kollegorna. Inget om hälsa."
REASON_MISSING = "Skriv kort varför."


def dismiss_title(row: int) -> str:
    return f"Ta bort rad {row}"


def imported(row: int, source: str) -> str:
    """For the status bar."""
    return f"Rad {row} i {source} importerades"


def dismissed(row: int, source: str) -> str:
    """For the status bar."""
    return f"Rad {row} i {source} togs bort"
