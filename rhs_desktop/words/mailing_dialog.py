"""Swedish for the letters dialog: who gets one, what is printed, what was posted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from rhs_desktop.domain.mailing import Hold
from rhs_desktop.domain.postal import Shortening
from rhs_desktop.words import common, letters

ASK_POSTED = "Blev alla utskrivna och postade?"
POSTED_NOTE = "Först när du svarar skrivs datum och inbjudningssätt. De som inte kom iväg hamnar i Brev igen."
EMPTY = "Ingen ska ha brev i dag."
EMPTY_NOTE = "Brev skickas till den som saknar telefonnummer i Cosmic. De hamnar här när det är deras tur."


def count(number: int) -> str:
    return common.count_of(number, "brev", "brev")


def ready_heading(chosen: int, ready: int) -> str:
    if chosen == ready:
        return f"{common.number(ready)} får brev"
    return f"{common.number(chosen)} av {common.number(ready)} får brev"


def held_heading(number: int) -> str:
    return f"{common.number(number)} hålls tillbaka"


def why(holds: Sequence[Hold]) -> str:
    """Every reason, in words."""
    return " ".join(map(letters.hold_words, holds))


def print_act(number: int) -> str:
    return f"Skriv ut {count(number)} …"


def save_act(number: int) -> str:
    return f"Spara {count(number)} som PDF …"


def posted_of(posted: int, printed: int) -> str:
    """`14 av 15 postade`"""
    return f"{common.number(posted)} av {common.number(printed)} postade"


def confirm_act(posted: int) -> str:
    return f"Markera {common.number(posted)} som postade" if posted else "Inget brev postades"


def confirmed(posted: int, printed: int) -> str:
    """For the status bar."""
    if not posted:
        return f"{count(printed)} postades inte"
    if posted == 1:
        return "1 brev markerades som postat"
    return f"{common.number(posted)} brev markerades som postade"


def printed(number: int) -> str:
    return f"{count(number)} väntar på att postas"


def waiting(number: int, at: datetime, by: str, today: date) -> str:
    """A batch that was printed and that nobody has answered for."""
    return f"{common.sentence(count(number))} skrevs ut {common.stamp(at, today)} av {by}. Är de postade?"


def page_of(page: int, pages: int) -> str:
    return f"Sida {page} av {pages}"


def saved(name: str) -> str:
    return f"Sparat som {name}. Filen innehåller namn och adresser, ta bort den när breven är utskrivna."


def file_name(on: date) -> str:
    """Without anything personal."""
    return f"Brev {on:%Y-%m-%d}.pdf"


FROM_JAM = "Från brevet där det fastnade"
FROM_JAM_HINT = "det och alla efter det"
READING = "Ser efter vilka som ska ha brev …"
MAKING = "Skriver breven …"
PRINTING = "Skriver ut …"
SAVING = "Antecknar …"
NUMBERS = "Bara nummer"
NUMBERS_HINT = "Till exempel 1–20, 37. Tomt: alla."
JAM_TOLD = "Skrivaren tog inte emot breven. Kontrollera den och välj Skriv ut igen."
STOPPED = "Utskriften avbröts. Bocka av de brev som inte kom ut."
SAVE_MENU = "Spara som PDF"
ONE_FILE = "En fil med alla brev …"
FILE_EACH = "En fil per brev, i en ny mapp …"
REPLY_FORM = "Ifyllbart svarsbrev för den som är vald …"
REMIND = "Spara som PDF …"
PRINT_REMINDERS = "Skriv ut påminnelsebrev …"
REMINDERS = "Påminnelsebrev"
REMINDERS_NOTE = "Först när du svarar räknas tiden att svara om från i dag. De som inte kom iväg erbjuds igen i Brev."
NOT_RECORDED = "Stäng utan att anteckna"
AGAIN = "Skriv ut igen …"
REMIND_TITLE = "Spara påminnelsebreven"
REPLY_FORM_TITLE = "Spara ifyllbart svarsbrev"


def numbers_wrong(part: str, most: int) -> str:
    return f"”{part}” går inte. Skriv nummer från 1 till {common.number(most)}, till exempel 1–20, 37."


def only_unposted(number: int) -> str:
    return f"Bara {common.number(number)} som inte är förbockade"


def all_again(number: int) -> str:
    return f"Alla {common.number(number)}"


def saved_each(name: str) -> str:
    return f"Sparade i mappen {name}. Filerna innehåller namn och adresser, ta bort dem när breven är utskrivna."


def unanswered(number: int) -> str:
    return f"{common.sentence(common.count_of(number, 'invånare', 'invånare'))} har inte svarat på sitt brev i tid."


def saved_reminders(name: str) -> str:
    return f"Sparade som {name}. Skriv ut, posta och ta sedan bort filen. Tiden att svara räknas om från i dag."


def reminders_name(on: date) -> str:
    """Without anything personal."""
    return f"Påminnelsebrev {on:%Y-%m-%d}.pdf"


def reminded(number: int) -> str:
    """For the status bar."""
    return f"{common.count_of(number, 'påminnelsebrev', 'påminnelsebrev')} sparades"


def reminders_posted(number: int) -> str:
    """For the status bar."""
    return f"{common.count_of(number, 'påminnelsebrev', 'påminnelsebrev')} postades"


def saved_form(name: str, file: str) -> str:
    return f"{name}: svarsbrevet är sparat som {file}. Bifoga filen i 1177 och ta sedan bort den."


def folder_name(on: date) -> str:
    """Without anything personal."""
    return f"Brev {on:%Y-%m-%d}"


def shortened(lines: Sequence[str], how: Sequence[Shortening]) -> str:
    """The address on one line, and what was shortened to fit the window."""
    return " ".join([", ".join(lines), *(letters.shortening_words(one) for one in how)])
