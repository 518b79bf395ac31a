"""Swedish for the choice of an envelope and the fine adjustment of printers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from rhs_desktop.domain.letters.clinic import ReplyEnvelope

ENCLOSE: Mapping[ReplyEnvelope, str] = {
    ReplyEnvelope.FRANKED: "Lägg med ett frankerat svarskuvert med vårdcentralens adress.",
    ReplyEnvelope.UNFRANKED: "Lägg med ett svarskuvert med vårdcentralens adress, utan frimärke.",
    ReplyEnvelope.NONE: "",
}
"""What is packed for the answer; empty for nothing."""
TITLE = "Kuvert och finjustering"
SAVE = "Spara kuvertet"
ENVELOPE = "Kuvert"
RIGHT = "Flytta åt höger"
DOWN = "Flytta nedåt"
MINUS_LEFT = "Minus flyttar åt vänster."
MINUS_UP = "Minus flyttar uppåt."
PRINTER = "Skrivare"
ALL_OTHERS = "Alla andra och PDF"
ALL_OTHERS_HINT = "Gäller PDF och varje skrivare som inte har en egen finjustering."
OWN_HINT = "Den här skrivaren har en egen finjustering."
NO_OWN_HINT = "Ingen egen, följer Alla andra och PDF. Flyttar du får den en egen."
FOLLOW = "Ta bort den egna"
FOLLOW_NAME = "Ta bort skrivarens egen finjustering"
SENDER = "Avsändare i fönstret"
SENDER_HINT = "Till exempel Avs: Box 12, 590 30 Ekeby. Tomt: avsändaren står redan på kuvertet. Skriv inget om hälsa."
SENDER_WIDE = "Raden får inte plats i kuvertets fönster. Korta den."
STEPS = (
    "Skriv ut testsidan i naturlig storlek (100 %). Linjen längst ned ska vara 100 mm.",
    "Vik arket vid strecken i kanten och lägg det i kuvertet.",
    "Skaka kuvertet åt alla håll. Den heldragna ramen ska alltid synas, och inget utanför den streckade.",
    "Syns den inte? Mät hur mycket som saknas, flytta lika många millimeter här och skriv ut igen.",
)
PRINT = "Skriv ut testsida …"
PDF_FILE = "Spara testsida som PDF …"
PRINTING = "Skriver ut testsidan …"
FAILED = "Skrivaren tog inte emot testsidan. Kontrollera den och försök igen."
SAVED = "Kuvertet är sparat"
PICTURE = "testsidan"
SAVE_PAGE = "Spara testsidan"
MILLIMETRES = " mm"


def sender_unprintable(signs: frozenset[str]) -> str:
    return f"Brevens typsnitt saknar {' '.join(sorted(signs))}. Skriv raden på annat sätt."


def not_here(printer: str) -> str:
    """A printer with an adjustment that another of the clinic's computers has."""
    return f"{printer} (finns inte på den här datorn)"


def file_name(on: date) -> str:
    return f"Testsida kuvert {on:%Y-%m-%d}.pdf"


def not_measured(name: str) -> str:
    """An envelope whose measures nobody has compared with a real one."""
    return f"{name}, måtten inte kontrollerade"
