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
EXCLUDED = "utesluten"
PROTECTED = "skyddade personuppgifter"


def key(turn: int, hint: str) -> str:
    """The number key that chooses an alternative, and what the alternative leads to."""
    return f"Tangent {turn}. {hint}".strip()


def step(turn: int, of: int, name: str) -> str:
    """Which step of a wizard is the present one."""
    return f"Steg {turn} av {of}: {name}"
