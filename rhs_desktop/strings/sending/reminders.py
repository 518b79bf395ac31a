"""Swedish for the reminders dialog: its labels, and which reminders 1177 sends by itself."""

from __future__ import annotations

from datetime import date, datetime

from rhs_desktop.domain.manuals.manual import SendingHours
from rhs_desktop.strings import common
from rhs_desktop.strings.sending import send

TITLE = "Påminn"
NAME = "Att påminna"
COLUMNS = ("Personnummer", "Namn", "Inbjuden", "1177 påminde", "Kopierat")
NOBODY = "Ingen ska påminnas i dag. Den som inte har svarat kommer hit på sin dag."
TRAP = (
    "Invånaren svarar i inbjudan, som är kvar. Att meddelandet står som avslutat betyder inte att invånaren har svarat."
)
COPY_MESSAGE = "Kopiera meddelandets namn"
COPY_NEXT = "Kopiera &nästa nummer"
HOW = "Gör så här i 1177"
NUMBERS = "Numren, i samma ordning som här"
COPIED = "kopierat"
MESSAGE_NAME = "Texten"
"""What was copied, for the status bar."""
SENT_QUESTION = "Ta bort krysset för dem som inte fick meddelandet. De ligger kvar i Påminn."


def others(count: int) -> str:
    """How many residents follow a manual with another message; empty for 0."""
    if not count:
        return ""
    return (
        f"{common.number(count)} till följer en manual med ett annat meddelande. De visas här när de andra är påminda."
    )


def outside_hours(now: datetime, hours: SendingHours) -> str:
    """Warning outside the recommended hours of sending."""
    return send.outside_hours(now, hours, "påminnelsen")


def message(name: str) -> str:
    """The name of the message in 1177."""
    return f"Meddelande: {name}"


def copy_all(count: int) -> str:
    return f"Kopiera &alla {common.number(count)}"


def confirm(count: int) -> str:
    """The button that records who was reminded."""
    return f"Markera {common.number(count)} som påmind" if count == 1 else f"Markera {common.number(count)} som påminda"


def chosen(count: int, of: int) -> str:
    return f"{common.number(count)} av {common.number(of)} är valda"


def automatic(opened_on: date | None, day: date, today: date) -> str:
    """Whether 1177 has sent its automatic reminder, which it does on `day` where the invitation is unread."""
    if opened_on is not None and opened_on < day:
        return "nej, läst"
    return common.near_day(day, today) if day <= today else f"påminner {common.near_day(day, today)}"


def automatic_rule(days: int) -> str:
    """When 1177 sends its automatic reminder."""
    return (
        f"1177 påminner själv efter {common.days(days)} om inbjudan är oläst. Den påminnelsen är 1177:s egen: "
        "du behöver inte göra något och den antecknas inte."
    )
