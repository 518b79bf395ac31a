"""Swedish for what is asked before an act is done: the button that saves, and the fields."""

from __future__ import annotations

SAVE, SAVE_EXCLUDED, SAVE_NUMBER, SAVE_BOOKING = "Spara", "Bjud inte in", "Spara numret", "Spara bokningen"
SAVE_TIME, SAVE_PHONE_TIME, SAVE_NOTE = "Spara tiden", "Spara telefontiden", "Spara anteckningen"
SAVE_END, SAVE_SNOOZE, SAVE_HANDLER = "Avsluta ärendet", "Skjut upp", "Lämna över"
REASON = "Orsak"
NUMBER = "Personnummer, rättat eller samma igen"
PHONE = "Telefonnummer från Cosmic"
BOOKED_ON, CALL_AGAIN_ON, VISIT_ON = "Bokad till", "Ring igen", "Tid för hälsosamtal"
PHONE_TIME_ON, SNOOZED_TO = "Telefontid", "Till"
CLOCK = "Klockan"
TO_WHOM = "Till vem"
NOTE_TEXT = "Anteckning till kollegor, inte journal"


def missing(field: str) -> str:
    """A text that has to be filled in is not: `Fyll i personnummer.`"""
    return f"Fyll i {field.partition(',')[0].partition(' till ')[0].lower()}."
