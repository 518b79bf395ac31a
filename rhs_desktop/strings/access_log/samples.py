"""Swedish for samples of the access log: drawing, recording, reminding."""

from __future__ import annotations

from datetime import date

from rhs_desktop.domain.access_log.samples import SampleDue
from rhs_desktop.strings import common
from rhs_desktop.strings.access_log.entries import COLUMNS

SAMPLE_TITLE = "Stickprov av åtkomstloggen"
DRAW, RECORD = "&Dra stickprov", "Spara stickprovet"
SIZE, NOTE = "&Antal rader", "An&märkning"
NOTE_HINT = "Vad som avviker och vad som görs. Skriv inga namn eller personnummer."
HOW = (
    "Slumpen väljer raderna, minst en för varje användare. Vanliga inloggningar, och att listan visades då, är inte "
    "med. Gå igenom raderna: hade den som tittade skäl att göra det? Kryssa för dem som avviker."
)
SAMPLE_COLUMNS = ("Avviker", *COLUMNS)
DEVIATES, FINE = "Avviker", "Utan anmärkning"
SAMPLE_TAB, EARLIER = "Nytt stickprov", "Tidigare stickprov"
EARLIER_COLUMNS = ("När", "Av", "Period", "Resultat")


def drawn(size: int, out_of: int) -> str:
    return f"{common.count_of(size, 'rad', 'rader')} av {common.number(out_of)} att gå igenom"


def record(deviating: int) -> str:
    if not deviating:
        return "Spara: &utan anmärkning"
    return f"Spara: {common.count_of(deviating, 'rad avviker', 'rader avviker')}"


def outcome(size: int, out_of: int, deviating: int) -> str:
    checked = f"{common.number(size)} av {common.number(out_of)} rader"
    if not deviating:
        return f"{checked}, utan anmärkning"
    return f"{checked}, {common.count_of(deviating, 'avviker', 'avviker')}"


def period(begin: date | None, end: date | None) -> str:
    return f"{begin.isoformat() if begin else ''}–{end.isoformat() if end else ''}" if begin or end else "hela loggen"


def reminder(due: SampleDue) -> str:
    """In the window: `Stickprov av loggen: senast 2026-10-03`."""
    return f"Stickprov av loggen: senast {due.by.isoformat()}"


def reminder_line(due: SampleDue) -> str:
    """On the command line, with when it was done last."""
    last = f"det förra gjordes {due.last.isoformat()}" if due.last else "inget är gjort än"
    return f"Stickprov av åtkomstloggen ska göras senast {due.by.isoformat()} ({last})."
