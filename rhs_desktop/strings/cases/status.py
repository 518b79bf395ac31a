"""Swedish for where a case stands, how it is reached, and why somebody is held back."""

from __future__ import annotations

from collections.abc import Mapping

from rhs_desktop.domain.cases.steps import Queue, Status
from rhs_desktop.domain.codes import Channel, Eligibility, RecipientOutcome
from rhs_desktop.domain.sending import SendHold

STATUS: Mapping[Status, str] = {
    Status.LISTED: "På listan",
    Status.READY: "Klar att bjuda in",
    Status.FIX_NUMBER: "Rätta personnummer",
    Status.PREPARED: "Förberedd för utskick",
    Status.UNREAD: "Inbjuden, inte läst",
    Status.READ: "Läst, inte besvarad",
    Status.REMINDED: "Påmind",
    Status.CLOSED: "Avslutat utan svar",
    Status.ANSWERED: "Svar att hantera",
    Status.TO_PHONE: "Bjud in via telefon",
    Status.PHONE_TIME: "Telefontid bokad",
    Status.CALLED: "Ringd",
    Status.CALL_YES: "Svarat ja, ska ringas upp",
    Status.REBOOK: "Omboka",
    Status.OWN_BOOKING: "Väntar på egen bokning",
    Status.TO_LETTER: "Bjud in via brev",
    Status.LETTER_PRINTED: "Brev utskrivet",
    Status.LETTER_SENT: "Brev skickat",
    Status.FIX_ADDRESS: "Rätta adress",
    Status.BOOKED: "Bokad",
    Status.READY_FOR_VISIT: "Klar för besök",
    Status.VISITED: "Besök genomfört, dokumentera",
    Status.UNREACHED: "Inte nådd",
    Status.DONE: "Genomförd",
    Status.DECLINED: "Tackat nej",
    Status.NOT_LISTED: "Inte listad här",
    Status.DECEASED: "Avliden",
    Status.EXCLUDED: "Bjuds inte in",
}

QUEUE: Mapping[Queue, str] = {
    Queue.ANSWER: "Svar att hantera",
    Queue.REMIND: "Påminn",
    Queue.CALL: "Ring",
    Queue.LETTER: "Brev",
    Queue.FIX: "Rätta",
    Queue.SEND: "Bekräfta utskick",
    Queue.BOOKING: "Följ upp bokning",
    Queue.VISIT: "Besök",
    Queue.CLOSE: "Inget svar på brev",
    Queue.CHECK: "Kontrollera i Cosmic",
    Queue.INVITE: "Klara att bjuda in",
}

CHANNEL: Mapping[Channel, str] = {
    Channel.DIGITAL: "1177",
    Channel.PHONE: "Telefon",
    Channel.LETTER: "Brev",
}

VIA: Mapping[str, str] = {"1177": "i 1177", "phone": "per telefon", "letter": "med brev", "desk": "i receptionen"}

ELIGIBILITY: Mapping[Eligibility, str] = {
    Eligibility.LISTED_ALIVE: "Listad här, inte avliden",
    Eligibility.NOT_LISTED: "Inte listad här",
    Eligibility.DECEASED: "Avliden",
    Eligibility.OTHER: "Annan orsak",
}

RECIPIENT: Mapping[RecipientOutcome, str] = {
    RecipientOutcome.NOTIFIED: "Mobiltelefon eller e-post",
    RecipientOutcome.NO_NOTIFICATION: "Avisering saknas",
    RecipientOutcome.NEVER_LOGGED_IN: "Aldrig inloggad",
    RecipientOutcome.LOCKED: "Låst inloggning",
    RecipientOutcome.WRONG_NUMBER: "Fel personnummer",
}

HOLD: Mapping[SendHold, str] = {
    SendHold.ALREADY_INVITED: "redan inbjuden i den här omgången",
    SendHold.IN_A_BATCH: "ligger redan i ett förberett utskick",
    SendHold.SAID_NO: "har tackat nej",
    SendHold.EXCLUDED: "ska inte bjudas in",
    SendHold.FINISHED: "ärendet är avslutat",
    SendHold.COORDINATION: "samordningsnummer, kan inte logga in i 1177",
    SendHold.RESERVE: "reservnummer, kan inte logga in i 1177",
    SendHold.WRONG_NUMBER: "1177 känner inte igen personnumret, rätta det först",
    SendHold.NOT_CHECKED: "inte kontrollerad i Cosmic",
    SendHold.CHECK_TOO_OLD: "kontrollen i Cosmic är för gammal",
    SendHold.BY_PHONE: "bjuds in via telefon",
    SendHold.BY_LETTER: "bjuds in via brev",
    SendHold.OTHER_MANUAL: "följer en annan manual, som väljs i första steget",
}


def case_status(status: Status, mirrored: str) -> str:
    """What the Status column says: 1177's own words while 1177 has the case, ours before and after.

    1177 calls a closed case Avslutat whatever happens next; our word then says what the clinic knows.
    """
    ours = STATUS[status]
    if not mirrored or status in _BEYOND_1177:
        return ours
    return mirrored


_IN_1177 = frozenset({Status.UNREAD, Status.READ, Status.REMINDED, Status.CLOSED, Status.ANSWERED})
_BEYOND_1177 = frozenset(Status) - _IN_1177
