"""Swedish for the panel at the right: one case in full, or several in sum."""

from __future__ import annotations

from rhs_desktop.strings import common

PANEL = "Valt ärende"
NOBODY_CHOSEN = "Välj ett ärende i listan för att se nästa steg och händelser."
NEXT_STEP, OUTCOME, WHY = "Nästa steg", "Utfall", "Varför?"
ON_NO_LIST = "Ärendet står inte på någon lista."
MORE, MORE_NAME = "Mer", "Mer att göra med ärendet"
HISTORY, FROM_LIST = "Händelser, nyast först", "Från listan"
SHOW_REPLY, HIDE_REPLY = "Visa hela svaret", "Dölj svaret"
COPY_NUMBERS = "Kopiera numren"
UNDO_ENTRY = "Ångra det här…"
HIDDEN = "•••"
"""In place of what is hidden for somebody with protected details."""

NO_NAME, NO_PHONE, NO_ADDRESS = "Namn saknas", "Inget telefonnummer", "Ingen adress"
REVEAL = "Visa telefon och adress"
SHOW, HIDE = "Visa", "Dölj"
SHOW_NUMBER, HIDE_NUMBER = "Visa personnummer", "Dölj personnummer"


def turns(age: int | None) -> str:
    """How old the person becomes this year; empty where that is not known."""
    return f"fyller {age} i år" if age else ""


def number_name(number: str) -> str:
    """What a screen reader says of a number that is shown whole."""
    return f"Personnummer {number}"


def masked_name(masked: str) -> str:
    """What a screen reader says of a number with its last four hidden."""
    return f"Personnummer {masked[:8]}, de fyra sista dolda"


def handled_by(name: str) -> str:
    return f"Hanteras av {name}"


def order(title: str) -> str:
    return f"Ordning: {title}"


def key(number: int) -> str:
    return f"Tangent {number}"


def chosen(count: int) -> str:
    return f"{common.number(count)} ärenden valda"


def copy_numbers(what: str) -> str:
    """The tool tip of the button that copies `25 personnummer`."""
    return f"Kopiera {what} (Ctrl+C)"


def undo(what: str) -> str:
    return f"Ångra: {what}"


def undone(what: str) -> str:
    return f"Ångrat: {what}"


FROM_LIST = "enligt listan"


def recorded(when: str) -> str:
    """Beside an event that was entered another day than it happened."""
    return f"antecknat {when}"


def undone_by(when: str, user: str) -> str:
    return f"ångrat {when} av {user}"
