"""Swedish for Skanna svar: whose letter it is, what was crossed, what was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum, unique

from rhs_desktop.domain.cases.state import CaseState, ResidentWish
from rhs_desktop.domain.codes import Answer
from rhs_desktop.strings import common

TITLE = "Skanna svar"
CODE = "Kod på svarsbrevet"
CODE_HINT = "Skanna rutan, eller skriv koden och tryck Enter."
QUESTION, FETCH = "Vad är ikryssat?", "Hämta"
CAME = "&Dag då svaret kom"
CAME_HINT = "Gäller varje svar tills du ändrar den."
PHONE = "Telefonnummer på brevet"
PHONE_HINT = "Sparas som det nummer ni ringer först."
NEVER_AGAIN = "Kryssade ”Nej, och bjud inte in mig igen” på svarsbrevet."
TIMES = "Tider som passar"
TIMES_HINT = "Det som är ikryssat eller skrivet. Sparas som anteckning."
INTERPRETER = "Tolk på språket"
INTERPRETER_HINT = "Tomt: ingen tolk."
ELSEWHERE = "Svaret skannades, men ett annat fönster är öppet."
ELSEWHERE_TODO = "Stäng det och skanna igen."


@unique
class Crossed(StrEnum):
    """What the resident crossed on the reply, or that the letter came back unopened."""

    CALL = "call"
    WRITE = "write"
    NO = "no"
    RETURNED = "returned"
    NEVER = "never"


LABELS: Mapping[Crossed, str] = {
    Crossed.CALL: "Ja, ring mig",
    Crossed.WRITE: "Ja, skicka en tid i ett brev",
    Crossed.NO: "Nej tack",
    Crossed.RETURNED: "Brev i retur",
    Crossed.NEVER: "Nej, och bjud inte in mig igen",
}
HINTS: Mapping[Crossed, str] = {
    Crossed.CALL: "hamnar i Ring",
    Crossed.WRITE: "en tid ska bokas och skickas i ett brev",
    Crossed.NO: "kontaktas inte mer i omgången",
    Crossed.RETURNED: "posten fick inte fram brevet, adressen ska rättas",
    Crossed.NEVER: "bjuds inte in förrän ni har tagit ställning igen",
}
ANSWERS: Mapping[Crossed, Answer] = {
    Crossed.CALL: Answer.YES_CALL,
    Crossed.WRITE: Answer.YES_CALL,
    Crossed.NO: Answer.NO,
    Crossed.NEVER: Answer.NO,
}


_WISHES: Mapping[ResidentWish, str] = {
    ResidentWish.CALL: "ja, vill bli uppringd",
    ResidentWish.BOOK_SELF: "ja, bokar tiden själv",
    ResidentWish.BY_LETTER: "ja, vill ha en tid i ett brev",
    ResidentWish.NO: "nej tack",
    ResidentWish.BOOKED: "har bokat en tid",
    ResidentWish.REBOOK: "vill boka om",
}


def act(crossed: Crossed | None, came: str = "") -> str:
    """The button that records it, with the day on which it came if that is not today."""
    return f"Anteckna: {_lower(LABELS[crossed])}{f', {came}' if came else ''}" if crossed else "Anteckna"


def recorded(name: str, crossed: Crossed) -> str:
    """`Karin Ek: nej tack`"""
    return f"{name}: {_lower(LABELS[crossed])}"


def so_far(count: int, latest: str) -> str:
    """What this sitting has come to."""
    return f"{common.count_of(count, 'svar antecknat', 'svar antecknade')}. Senast {latest}."


def unsaved(name: str) -> str:
    return f"Svaret från {name} är inte antecknat än. Tryck Enter för att anteckna det, och skanna sedan nästa."


def posted(state: CaseState, today: date) -> str:
    """When the letter went, or that nobody has said so."""
    if state.last_letter_on:
        return f"Brevet postades {common.near_day(state.last_letter_on, today)}."
    return "Brevet är inte markerat som postat."


def answered_before(state: CaseState, today: date) -> str:
    """The word that is known already; empty if there is none."""
    if state.word is None:
        return ""
    day = common.near_day(state.word.on, today)
    return f"Har redan svarat {day}: {_WISHES[state.word.wish]}. Ett nytt svar gäller i stället."


def note(times: str, interpreter: str = "") -> str:
    """What colleagues should know besides the word itself."""
    told = {"Behöver tolk": interpreter, "Passar": times}
    return ". ".join(f"{what}: {' '.join(words.split())}" for what, words in told.items() if words.strip())


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
