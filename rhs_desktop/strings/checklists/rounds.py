"""Swedish for a new round: its fields, what is wrong with them, and the name that is proposed."""

from __future__ import annotations

from collections.abc import Sequence

from rhs_desktop.strings import common

TITLE = "Ny omgång"
CREATE = "Skapa omgången"
YEAR = "År"
AGES = "Fyller i år"
AGES_HINT = "Åldrarna med komma emellan. Tomt: alla åldrar."
NAME = common.NAME
MANUAL = "Manual"
AGES_WRONG = "Skriv åldrar som tal, till exempel 40, 50."
NAME_MISSING = "Skriv vad omgången ska heta."
CREATED = "Ny omgång skapad"
AGE_SEPARATORS = r"[\s,;]+|och"
"""What may stand between two ages."""


def ages(values: Sequence[int]) -> str:
    """Ages as they are typed: `40, 50`."""
    return ", ".join(map(str, values))


def proposed_name(ages: Sequence[int], year: int) -> str:
    """`40- och 50-åringar 2026`; the year alone without ages."""
    people = common.listing([f"{age}-" for age in ages[:-1]] + [f"{age}-åringar" for age in ages[-1:]])
    return f"{people} {year}".strip()
