"""The words of each act and what must be asked before it is done. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rhs_desktop.domain.cases.acts import Act


@dataclass(frozen=True, slots=True)
class ActForm:
    """What an act needs to know: a text, a day (`in_days` from today is proposed), a time, a tick. `save` names it."""

    save: str
    text: str = ""
    must_say: bool = False
    day: str = ""
    in_days: int = 1
    at: str = ""


WORDS: Mapping[Act, str] = {
    Act.LISTED_ALIVE: "Listad och lever",
    Act.NOT_LISTED: "Inte listad här",
    Act.DECEASED: "Avliden",
    Act.EXCLUDE: "Uteslut av annan orsak…",
    Act.SEND: "Skicka ärende…",
    Act.CONFIRM_SEND: "Öppna utskicket…",
    Act.CORRECT_NUMBER: "Rätta personnumret…",
    Act.REMINDED: "Påmind",
    Act.ANSWER: "Svar kom…",
    Act.HANDLED: "Svaret är hanterat",
    Act.SET_PHONE: "Lägg in telefonnummer…",
    Act.NO_PHONE: "Cosmic har inget nummer",
    Act.BOOKED: "Bokad…",
    Act.DECLINED: "Nej tack",
    Act.CALL_AGAIN: "Ring igen…",
    Act.VOICEMAIL: "Röstbrevlåda",
    Act.NO_ANSWER: "Inget svar",
    Act.WRONG_PHONE: "Fel nummer",
    Act.PHONE_TIME: "Telefontid bokad…",
    Act.BY_PHONE: "Bjud in via telefon",
    Act.BY_LETTER: "Bjud in via brev",
    Act.BY_1177: "Tillbaka till 1177",
    Act.LETTERS: "Skriv ut brev…",
    Act.CONFIRM_LETTER: "Blev brevet postat?…",
    Act.PROTECTED_LETTER: "Brev genom Skatteverket…",
    Act.RETURNED: "Brevet kom i retur",
    Act.DETAILS: "Ändra uppgifter…",
    Act.GIVE_UP: "Avsluta som ej nådd…",
    Act.SNOOZE: "Skjut upp…",
    Act.NOTE: "Skriv anteckning…",
    Act.BOOK_VISIT: "Tid bokad…",
    Act.NOT_YET: "Ingen tid bokad än",
    Act.CANCELLED: "Tiden avbokad",
    Act.NO_SHOW: "Kom inte",
    Act.HELD: "Hälsosamtalet genomfört",
    Act.DOCUMENTED: "Dokumenterat i Cosmic",
    Act.CHECK_MANY: "Kontrollera i Cosmic…",
    Act.CALL_NOW: "Ring…",
    Act.TAKE_OVER: "Ta över",
    Act.HAND_OVER: "Lämna över…",
}

ANSWER_SEEN = "Vad svarade invånaren?…"
"""What the act of an answer is called where 1177 has shown that there is one."""

QUESTIONS: Mapping[Act, ActForm] = {
    Act.EXCLUDE: ActForm("Uteslut", text="Orsak", must_say=True),
    Act.CORRECT_NUMBER: ActForm("Spara numret", text="Personnummer, rättat eller samma igen", must_say=True),
    Act.SET_PHONE: ActForm("Spara numret", text="Telefonnummer från Cosmic", must_say=True),
    Act.BOOKED: ActForm("Spara bokningen", day="Bokad till", at="Klockan", in_days=14),
    Act.CALL_AGAIN: ActForm("Spara", day="Ring igen"),
    Act.BOOK_VISIT: ActForm("Spara tiden", day="Tid för hälsosamtal", at="Klockan", in_days=14),
    Act.PHONE_TIME: ActForm("Spara telefontiden", day="Telefontid", at="Klockan", in_days=7),
    Act.GIVE_UP: ActForm("Avsluta ärendet", text="Orsak"),
    Act.SNOOZE: ActForm("Skjut upp", day="Till", text="Orsak", must_say=True, in_days=7),
    Act.HAND_OVER: ActForm("Lämna över", text="Till vem", must_say=True),
    Act.NOTE: ActForm("Spara anteckningen", text="Anteckning till kollegor, inte journal", must_say=True),
}
