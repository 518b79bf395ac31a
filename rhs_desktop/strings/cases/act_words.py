"""Swedish for the acts of a case: what their buttons are called and what is asked before one is done."""

from __future__ import annotations

LISTED_ALIVE, NOT_LISTED, DECEASED = "Listad här, inte avliden", "Inte listad här", "Avliden"
EXCLUDE = "Bjud inte in…"
SEND, CONFIRM_SEND = "Skicka ärende…", "Öppna utskicket…"
CORRECT_NUMBER = "Rätta personnumret…"
REMINDED = "Påmind"
ANSWER, HANDLED = "Anteckna svar…", "Svaret är hanterat"
ANSWER_SEEN = "Vad svarade invånaren?…"
"""What the act of an answer is called where 1177 has shown that there is one."""
SET_PHONE, NO_PHONE = "Lägg in telefonnummer…", "Cosmic har inget nummer"
BOOKED, DECLINED, CALL_AGAIN = "Bokad…", "Nej tack", "Ring igen…"
VOICEMAIL, NO_ANSWER, WRONG_PHONE = "Röstbrevlåda", "Inget svar", "Fel nummer"
PHONE_TIME = "Telefontid bokad…"
BY_PHONE, BY_LETTER, BY_1177 = "Bjud in via telefon", "Bjud in via brev", "Tillbaka till 1177"
LETTERS, CONFIRM_LETTER = "Skriv ut brev…", "Brevet postat?…"
PROTECTED_LETTER = "Brev genom Skatteverket…"
RETURNED = "Brevet kom i retur"
DETAILS = "Ändra uppgifter…"
GIVE_UP = "Avsluta som inte nådd…"
SNOOZE, NOTE = "Skjut upp…", "Skriv anteckning…"
BOOK_VISIT, NOT_YET = "Tid bokad…", "Ingen tid bokad än"
CANCELLED, NO_SHOW = "Tiden avbokad", "Kom inte"
HELD, DOCUMENTED = "Hälsosamtalet genomfört", "Dokumenterat i Cosmic"
CHECK_MANY = "Kontrollera i Cosmic…"
CALL_NOW = "Ring…"
TAKE_OVER, HAND_OVER = "Ta över", "Lämna över…"

# ---- for several at once, with how many ------------------------------------------------------------------------------

CHECK_SEVERAL = "Kontrollera {n} i Cosmic…"
LISTED_ALIVE_SEVERAL = "Markera {n} som listade här, inte avlidna"
SEND_SEVERAL = "Skicka ärende till {n}…"
REMINDED_SEVERAL = "Markera {n} som påminda"
LETTERS_SEVERAL = "Skriv ut {n} brev…"
TAKE_OVER_SEVERAL, HAND_OVER_SEVERAL = "Ta över {n}", "Lämna över {n}…"

# ---- what is asked first: the button that saves, and the fields ------------------------------------------------------

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
