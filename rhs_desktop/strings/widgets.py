"""Swedish of the widgets that all dialogs are made of: buttons, accessible names, the words of the colours."""

from __future__ import annotations

CANCEL, CLOSE = "Avbryt", "Stäng"
CLOCK_TIME = "Klockslag"
HOW_FAR = "Hur långt det har kommit"
WORKING = "Arbete pågår"

WAITING = "väntar"
DUE = "att göra i dag"
LATE = "försenad"
DONE = "klar"
EXCLUDED = "bjuds inte in"
PROTECTED = "skyddade personuppgifter"


def key(turn: int, hint: str) -> str:
    """The number key that chooses an alternative, and what the alternative leads to."""
    return f"Tangent {turn}. {hint}".strip()


def step(turn: int, of: int, name: str) -> str:
    """Which step of a wizard is the present one."""
    return f"Steg {turn} av {of}: {name}"


def copy(what: str) -> str:
    """A copy button's name: `Kopiera personnumret`."""
    return f"Kopiera {what[:1].lower()}{what[1:]}"


def copy_text(text: str) -> str:
    """A copy button's tool tip where what is copied may be shown."""
    return f"Kopiera: {text}"


def copied(what: str) -> str:
    """Personnumret kopierat, Texten kopierad, 25 personnummer kopierade."""
    if what[:1].isdigit():
        return f"{what} kopierade"
    return f"{what} kopierat" if what.endswith("et") else f"{what} kopierad"
