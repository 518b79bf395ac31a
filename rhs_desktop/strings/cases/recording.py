"""Swedish for what is recorded about single cases: checks in Cosmic, calls, answers, phone times, letters back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.codes import Answer, CallOutcome, Eligibility, Via
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.process import CALL_OUTCOME, ELIGIBILITY

CHECK_HOW = (
    "Kopiera ett nummer (C), sök i Cosmic och tryck på tangenten för det du ser. Backsteg tar tillbaka en markering."
)
CHECK_TITLE = "Kontrollera i Cosmic"
CHECK_COLUMNS = ("Personnummer", "Namn", "I Cosmic", "Orsak")
COPY_ALL = "&Kopiera alla nummer"
REASON, REASON_HINT = "Orsak", "Kort, för kollegorna. Inget om hälsa."
REASON_MISSING = "Skriv orsaken för dem som inte bjuds in."
ANSWER_TITLE = "Svar kom"
ANSWER_ACT = "Anteckna svaret"
ANSWER_QUESTION = "Vad svarade invånaren?"
ANSWER_VIA = "&Hur kom svaret?"
ANSWER_DAY = "Vilken &dag kom det?"
ANSWER_DAY_HINT = "Har svaret legat? Välj dagen då det kom."
ANSWER_TEXT: Mapping[Answer, str] = {
    Answer.YES_CALL: "Ja, vill bli uppringd",
    Answer.YES_BOOK_SELF: "Ja, bokar tiden själv",
    Answer.NO: "Nej tack",
}
VIA_TEXT: Mapping[Via, str] = {
    Via.DIGITAL: "I 1177",
    Via.PHONE: "Per telefon",
    Via.LETTER: "Med svarsbrev",
    Via.DESK: "I receptionen",
}
CALL_HINT: Mapping[CallOutcome, str] = {
    CallOutcome.BOOKED: "en tid för hälsosamtalet",
    CallOutcome.DECLINED: "kontaktas inte mer i omgången",
    CallOutcome.CALL_AGAIN: "en dag som ni kommer överens om",
    CallOutcome.VOICEMAIL: "räknas som ett försök",
    CallOutcome.NO_ANSWER: "räknas som ett försök",
    CallOutcome.WRONG_NUMBER: "brev blir nästa steg, om inget är skickat",
}


def answer_hint(answer: Answer, via: Via) -> str:
    """What an answer leads to: one given in 1177 is dealt with there."""
    if answer is Answer.NO:
        return "kontaktas inte mer i omgången"
    return "hamnar i Svar att hantera" if via is Via.DIGITAL else "hamnar i Ring"


def answer_act(label: str, day: date | None, today: date) -> str:
    """The button that records an answer; a day that is not today is named."""
    if not label:
        return ANSWER_ACT
    when = f", {common.near_day(day, today)}" if day else ""
    return f"Anteckna: {label[:1].lower()}{label[1:]}{when}"


def too_early(via: Via, first: date, today: date) -> str:
    """Why an answer cannot have come on an earlier day."""
    when = common.near_day(first, today)
    match via:
        case Via.DIGITAL:
            return f"Inbjudan skickades {when}. Svaret kom inte före den."
        case Via.LETTER:
            return f"Brevet postades {when}. Svaret kom inte före det."
        case Via.PHONE | Via.DESK:
            return f"Invånaren kom med på listan {when}. Välj den dagen eller senare."
        case _ as unreachable:
            assert_never(unreachable)


def save_checks(count: int) -> str:
    return f"Spara {common.count_of(count, 'kontroll', 'kontroller')}"


def rest_listed(count: int) -> str:
    return f"Alla som är kvar är listade här, inte avlidna ({common.number(count)})"


def check_count(counts: Mapping[Eligibility, int], left: int) -> str:
    """How far it is: "12 listad här, inte avliden · 1 avliden · 27 kvar"."""
    parts = [f"{common.number(count)} {ELIGIBILITY[result].lower()}" for result, count in counts.items()]
    return " · ".join([*parts, f"{common.number(left)} kvar"])


def checked(counts: Mapping[Eligibility, int]) -> str:
    """For the status bar."""
    parts = [f"{common.number(count)} {ELIGIBILITY[result].lower()}" for result, count in counts.items()]
    return f"Kontrollerade i Cosmic: {', '.join(parts)}"


PHONE, TEXT = "Telefonnumret", "Texten"
"""What was copied, as `numbers`."""


def numbers(count: int) -> str:
    """What was copied: personnummer of so many people."""
    return "Personnumret" if count == 1 else f"{common.number(count)} personnummer"


def call_act(outcome: CallOutcome) -> str:
    """The button that records a call."""
    return f"Anteckna: {CALL_OUTCOME[outcome].lower()}"


def called(name: str, outcome: CallOutcome) -> str:
    return f"{name}: {CALL_OUTCOME[outcome].lower()}"


def attempt(call: ev.Called, today: date) -> str:
    """One earlier call."""
    at = f" {call.at:%H:%M}" if call.at else ""
    again = f" {common.near_day(call.again_on, today)}" if call.again_on else ""
    day = common.sentence(common.near_day(call.on, today))
    dialled = f", {call.phone}" if call.phone else ""
    return f"{day}{at}{dialled}: {CALL_OUTCOME[call.outcome].lower()}{again}"


def attempts(count: int, most: int) -> str:
    """How many of the attempts are used up; a wrong number or a call that was answered is none."""
    if not count:
        return f"Inget av högst {most} försök är använt"
    return f"{common.count_of(count, 'tidigare försök', 'tidigare försök')} av högst {most}"


def place(turn: int, of: int) -> str:
    return f"{turn} av {of}"


def set_aside(count: int) -> str:
    return common.count_of(count, "rad är lagd åt sidan", "rader är lagda åt sidan")
