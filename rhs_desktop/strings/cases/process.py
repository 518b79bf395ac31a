"""Swedish for the closed sets of the care process: one total table for each, and the lines of history and status bar.

Whoever adds a status, a queue, a step, an event or an act finds its words here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from rhs_desktop.domain.act_kinds import ActKind, act_kind
from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.acts import Act
from rhs_desktop.domain.cases.steps import Queue, Status, StepKind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility, RecipientOutcome
from rhs_desktop.domain.manuals.manual import Profile
from rhs_desktop.domain.sending import SendHold
from rhs_desktop.strings import common

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
    Status.CALLED: "Uppringd",
    Status.CALL_YES: "Svarat ja, ska ringas upp",
    Status.LETTER_YES: "Svarat ja, vill ha tid i brev",
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

STEP: Mapping[StepKind, str] = {
    StepKind.CHECK_COSMIC: "Kontrollera i Cosmic",
    StepKind.INVITE: "Bjud in i 1177",
    StepKind.CONFIRM_SEND: "Bekräfta utskicket",
    StepKind.FIX_NUMBER: "Rätta personnumret",
    StepKind.REMIND: "Skicka påminnelse",
    StepKind.HANDLE_ANSWER: "Hantera svaret",
    StepKind.FIND_PHONE: "Sök telefonnummer i Cosmic",
    StepKind.CALL: "Ring",
    StepKind.SEND_LETTER: "Skicka brev",
    StepKind.SEND_TIME_LETTER: "Skicka en tid i ett brev",
    StepKind.SEND_PROTECTED_LETTER: "Skicka brev genom Skatteverket",
    StepKind.CONFIRM_LETTER: "Bekräfta att brevet är postat",
    StepKind.FIX_ADDRESS: "Rätta adressen",
    StepKind.LOOK_AT_BOOKING: "Kontrollera om tid är bokad",
    StepKind.PREPARE_VISIT: "Kontrollera prover och formulär",
    StepKind.HOLD_VISIT: "Genomför hälsosamtalet",
    StepKind.DOCUMENT: "Dokumentera i Cosmic",
    StepKind.GIVE_UP: "Inget svar på brevet: avsluta eller ring",
}


@dataclass(frozen=True, slots=True)
class ActWords:
    """What the button of an act says, and for several cases at once, with how many as {n}."""

    button: str
    several: str = ""


ACT: Mapping[Act, ActWords] = {
    Act.LISTED_ALIVE: ActWords("Listad här, inte avliden", "Markera {n} som listade här, inte avlidna"),
    Act.NOT_LISTED: ActWords("Inte listad här"),
    Act.DECEASED: ActWords("Avliden"),
    Act.EXCLUDE: ActWords("Bjud inte in…"),
    Act.SEND: ActWords("Skicka ärende…", "Skicka ärende till {n}…"),
    Act.CONFIRM_SEND: ActWords("Öppna utskicket…"),
    Act.CORRECT_NUMBER: ActWords("Rätta personnumret…"),
    Act.REMINDED: ActWords("Påmind", "Markera {n} som påminda"),
    Act.ANSWER: ActWords("Anteckna svar…"),
    Act.HANDLED: ActWords("Svaret är hanterat"),
    Act.SET_PHONE: ActWords("Lägg in telefonnummer…"),
    Act.NO_PHONE: ActWords("Cosmic har inget nummer"),
    Act.BOOKED: ActWords("Bokad…"),
    Act.DECLINED: ActWords("Nej tack"),
    Act.CALL_AGAIN: ActWords("Ring igen…"),
    Act.VOICEMAIL: ActWords("Röstbrevlåda"),
    Act.NO_ANSWER: ActWords("Inget svar"),
    Act.WRONG_PHONE: ActWords("Fel nummer"),
    Act.PHONE_TIME: ActWords("Telefontid bokad…"),
    Act.BY_PHONE: ActWords("Bjud in via telefon"),
    Act.BY_LETTER: ActWords("Bjud in via brev"),
    Act.BY_1177: ActWords("Tillbaka till 1177"),
    Act.LETTERS: ActWords("Skriv ut brev…", "Skriv ut {n} brev…"),
    Act.CONFIRM_LETTER: ActWords("Brevet postat?…"),
    Act.PROTECTED_LETTER: ActWords("Brev genom Skatteverket…"),
    Act.RETURNED: ActWords("Brevet kom i retur"),
    Act.DETAILS: ActWords("Ändra uppgifter…"),
    Act.GIVE_UP: ActWords("Avsluta som inte nådd…"),
    Act.SNOOZE: ActWords("Skjut upp…"),
    Act.NOTE: ActWords("Skriv anteckning…"),
    Act.BOOK_VISIT: ActWords("Tid bokad…"),
    Act.NOT_YET: ActWords("Ingen tid bokad än"),
    Act.CANCELLED: ActWords("Tiden avbokad"),
    Act.NO_SHOW: ActWords("Kom inte"),
    Act.HELD: ActWords("Hälsosamtalet genomfört"),
    Act.DOCUMENTED: ActWords("Dokumenterat i Cosmic"),
    Act.CHECK_MANY: ActWords("Kontrollera i Cosmic…", "Kontrollera {n} i Cosmic…"),
    Act.CALL_NOW: ActWords("Ring…"),
    Act.TAKE_OVER: ActWords("Ta över", "Ta över {n}"),
    Act.HAND_OVER: ActWords("Lämna över…", "Lämna över {n}…"),
}
ANSWER_SEEN = "Vad svarade invånaren?…"
"""What the act of an answer is called where 1177 has shown that there is one."""

DONE: Mapping[ActKind, tuple[str, str]] = {
    ActKind.ABANDON_SEND: ("Utskicket avbröts", "Utskicket avbröts för {n}"),
    ActKind.ANSWER: ("Svaret är antecknat", "{n} svar är antecknade"),
    ActKind.ANSWER_HANDLED: ("Svaret är hanterat", "{n} svar är hanterade"),
    ActKind.ASSIGN: ("Ärendet bytte hanterare", "{n} ärenden bytte hanterare"),
    ActKind.BOOKING: ("Tiden är antecknad", "{n} tider är antecknade"),
    ActKind.BOOKING_LOOKED: ("Antecknat: ingen tid bokad än", "Antecknat för {n}: ingen tid bokad än"),
    ActKind.CALL: ("Samtalet är antecknat", "{n} samtal är antecknade"),
    ActKind.CANCEL_BOOKING: ("Tiden är avbokad", "{n} tider är avbokade"),
    ActKind.CHECK_COSMIC: ("Kontrollen i Cosmic är antecknad", "{n} kontroller i Cosmic är antecknade"),
    ActKind.CONFIRM_POSTED: ("Brevet markerades som postat", "{n} brev markerades som postade"),
    ActKind.CONFIRM_SEND: ("1 markerades som skickat", "{n} markerades som skickade"),
    ActKind.CORRECT_NUMBER: ("Personnumret rättades", "{n} personnummer rättades"),
    ActKind.DISMISS_ROW: ("Raden togs bort", "{n} rader togs bort"),
    ActKind.DOCUMENTED: ("Besöket är dokumenterat", "{n} besök är dokumenterade"),
    ActKind.EDIT_DETAILS: ("Uppgifterna ändrades", "Uppgifterna ändrades för {n}"),
    ActKind.ERASE: ("Gallrat: 1 ärende", "Gallrat: {n} ärenden"),
    ActKind.FIX_ROW: ("Raden rättades och togs in", "{n} rader rättades och togs in"),
    ActKind.GIVE_UP: ("Ärendet avslutades som inte nådd", "{n} ärenden avslutades som inte nådda"),
    ActKind.IMPORT: ("Listan importerades", "Listan importerades: {n} invånare"),
    ActKind.LETTER_RETURNED: ("Brevet är antecknat som retur", "{n} brev är antecknade som returer"),
    ActKind.MANUAL: ("Manualen sparades", "Manualen sparades"),
    ActKind.NO_SHOW: ("Antecknat: kom inte", "Antecknat för {n}: kom inte"),
    ActKind.NOTE: ("Anteckningen sparades", "{n} anteckningar sparades"),
    ActKind.PASTE: ("1 ärende fick nya uppgifter", "{n} ärenden fick nya uppgifter"),
    ActKind.PHONE_TIME: ("Telefontiden är antecknad", "{n} telefontider är antecknade"),
    ActKind.PREPARE_SEND: ("Utskicket förbereddes för 1", "Utskicket förbereddes för {n}"),
    ActKind.LETTER_TEXT: ("Brevtexten sparades", "Brevtexten sparades"),
    ActKind.PRINT_PROTECTED: ("1 brev via Skatteverket skrevs ut", "{n} brev via Skatteverket skrevs ut"),
    ActKind.PRINT_LETTERS: ("1 brev skrevs ut", "{n} brev skrevs ut"),
    ActKind.PRINT_TIME_LETTERS: ("1 brev med tid skrevs ut", "{n} brev med tid skrevs ut"),
    ActKind.PROTECTED_LETTER: (
        "Brevet markerades som skickat till Skatteverket",
        "{n} brev markerades som skickade till Skatteverket",
    ),
    ActKind.RECIPIENTS: ("1 kontrollerades i 1177", "{n} kontrollerades i 1177"),
    ActKind.REMIND: ("1 markerades som påmind", "{n} markerades som påminda"),
    ActKind.REMIND_BY_LETTER: ("1 påminnelsebrev skrevs ut", "{n} påminnelsebrev skrevs ut"),
    ActKind.REMOVE_MANUAL: ("Manualen togs bort", "Manualen togs bort"),
    ActKind.ARCHIVE: ("En arkivkopia gjordes", "En arkivkopia gjordes"),
    ActKind.RETENTION_RULES: ("Gallringstiderna sparades", "Gallringstiderna sparades"),
    ActKind.REMOVE_COPIES: ("1 säkerhetskopia togs bort", "{n} säkerhetskopior togs bort"),
    ActKind.REMOVE_FROM_SEND: ("1 togs bort ur utskicket", "{n} togs bort ur utskicket"),
    ActKind.RESTORE: ("Registret återställdes från en säkerhetskopia", "Registret återställdes från en säkerhetskopia"),
    ActKind.ROUND: ("Omgången lades till", "{n} omgångar lades till"),
    ActKind.ROUTE: ("Inbjudningssättet valdes", "Inbjudningssättet valdes för {n}"),
    ActKind.SET_PHONE: ("Telefonnumret sparades", "{n} telefonnummer sparades"),
    ActKind.SETTINGS: ("Inställningarna sparades", "Inställningarna sparades"),
    ActKind.SNOOZE: ("Ärendet sköts upp", "{n} ärenden sköts upp"),
    ActKind.TICK: ("Steget är antecknat", "{n} steg är antecknade"),
    ActKind.EXPORT: ("Exporterade till fil", "Exporterade till fil"),
    ActKind.UNDO: ("Ångrat", "Ångrat"),
    ActKind.REDO: ("Gjort om", "Gjort om"),
    ActKind.UNDO_ENTRY: ("Ångrat", "Ångrat"),
    ActKind.UNKNOWN: ("Okänd åtgärd", "Okänd åtgärd för {n}"),
    ActKind.USE_MANUAL: (
        "Nya ärenden i omgången följer en annan manual",
        "Nya ärenden i omgången följer en annan manual",
    ),
    ActKind.USERS: ("Användarna ändrades", "Användarna ändrades"),
    ActKind.VISIT_HELD: ("Besöket är antecknat som genomfört", "{n} besök är antecknade som genomförda"),
}
READ_OFF = "Ärendena i 1177 är avlästa, inget nytt"
POSTED_OF = "{posted} av {all} brev markerades som postade"
NO_PHONE = "Antecknat: Cosmic har inget nummer"

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
    SendHold.CHECK_TOO_OLD: "kontrollen i Cosmic gäller inte längre",
    SendHold.BY_PHONE: "bjuds in via telefon",
    SendHold.BY_LETTER: "bjuds in via brev",
    SendHold.OTHER_MANUAL: "följer en annan manual, som väljs i första steget",
}

CALL_OUTCOME: Mapping[CallOutcome, str] = {
    CallOutcome.BOOKED: "Bokad",
    CallOutcome.DECLINED: "Nej tack",
    CallOutcome.CALL_AGAIN: "Ring igen",
    CallOutcome.VOICEMAIL: "Röstbrevlåda",
    CallOutcome.NO_ANSWER: "Inget svar",
    CallOutcome.WRONG_NUMBER: "Fel nummer",
}

ANSWER: Mapping[Answer, str] = {
    Answer.YES_CALL: "Ja, vill bli uppringd",
    Answer.YES_BOOK_SELF: "Ja, bokar själv",
    Answer.NO: "Nej tack",
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


def happened(event: ev.Event, profile: Profile, today: date) -> str:
    """The event in words, without its day and without who recorded it."""
    match event:
        case ev.Listed():
            return "Kom med på listan"
        case ev.FactsChanged():
            return _facts(event)
        case ev.CosmicChecked(result=result, reason=reason):
            return _with(f"Kontrollerad i Cosmic: {_lower(ELIGIBILITY[result])}", reason)
        case ev.SendPrepared(batch=batch):
            return f"Lagd i utskick {batch}"
        case ev.SendCancelled(batch=batch):
            return f"Borttagen ur utskick {batch}"
        case ev.RecipientChecked(outcome=outcome):
            return f"Kontrollerad i 1177: {_lower(RECIPIENT[outcome])}"
        case ev.NumberCorrected():
            return "Personnumret rättat"
        case ev.Invited(template=template):
            return _with("Inbjuden i 1177", _template(template, profile))
        case ev.Opened():
            return "Läste inbjudan i 1177"
        case ev.ReminderSent():
            return "Påmind i 1177"
        case ev.ClosedIn1177():
            return "Avslutat i 1177"
        case ev.SeenUnchanged():
            return "Avläst i 1177, inget nytt"
        case ev.AnswerSeen():
            return "Svar har kommit i 1177"
        case ev.Answered(by_letter=True, via=via):
            return f"Svarade {VIA[via]}: ja, vill ha en tid i ett brev"
        case ev.Answered(answer=answer, via=via):
            return f"Svarade {VIA[via]}: {_lower(ANSWER[answer])}"
        case ev.StepTicked(step=step, done=done):
            return f"{'Klart' if done else 'Inte klart'}: {_step(step, profile)}"
        case ev.AnswerHandled():
            return "Svaret hanterat i 1177"
        case ev.BookingBasisCreated():
            return "Bokningsunderlag skapat i Cosmic"
        case ev.BookingLooked():
            return "Kontrollerat: ingen tid bokad än"
        case ev.Routed(channel=channel, reason=reason):
            return _with(f"Bjuds in via {_lower(CHANNEL[channel])}", reason)
        case ev.PhoneAppointment(for_day=for_day, for_time=for_time):
            return f"Telefontid bokad {_moment(for_day, for_time, today)}"
        case ev.Called(outcome=outcome, again_on=again_on, phone=phone):
            again = f" {common.near_day(again_on, today)}" if again_on else ""
            return f"Uppringd{f' på {phone}' if phone else ''}: {_lower(CALL_OUTCOME[outcome])}{again}"
        case ev.LetterPrinted(batch=batch):
            return f"{_letter(event)} utskrivet (hög {batch})"
        case ev.LetterCancelled():
            return "Brevet postades inte"
        case ev.LetterPosted():
            return f"{_letter(event)} postat"
        case ev.LetterReturned():
            return "Brevet kom i retur"
        case ev.Booked(visit=visit, visit_time=visit_time):
            return f"Tid bokad {_moment(visit, visit_time, today)}"
        case ev.BookingCancelled(visit=visit, no_show=no_show):
            return f"{'Kom inte' if no_show else 'Tiden avbokad'} {common.day(visit, today)}"
        case ev.SamplesTaken():
            return "Prover tagna"
        case ev.FormAnswered():
            return "Formuläret besvarat"
        case ev.VisitReminded():
            return "Påmind inför besöket"
        case ev.VisitHeld():
            return "Hälsosamtalet genomfört"
        case ev.Documented():
            return "Dokumenterat i Cosmic"
        case ev.GivenUp(reason=reason):
            return _with("Avslutad som inte nådd", reason)
        case ev.Snoozed(until=until, reason=reason):
            return _with(f"Uppskjuten till {common.near_day(until, today)}", reason)
        case ev.Assigned(handler=handler):
            return f"Hanteras av {handler}" if handler else "Har ingen hanterare"
        case ev.Noted(text=text):
            return f"Anteckning: {text}" if text else "Anteckning (gallrad)"
        case ev.Erased():
            return "Gallrad: namn, nummer och anteckningar är borttagna"
        case ev.Withdrawn(reason=reason):
            return _with("Ångrade en händelse", reason)
        case _ as unreachable:
            assert_never(unreachable)


def _facts(facts: ev.FactsChanged) -> str:
    known = []
    if facts.has_phone is not None:
        known.append("telefon finns" if facts.has_phone else "telefon saknas")
    known.append("adress finns" if facts.has_address else "adress saknas")
    if facts.protected:
        known.append("skyddade personuppgifter")
    return f"Uppgifter ändrade: {', '.join(known)}"


def _with(text: str, more: str) -> str:
    return f"{text}, {more}" if more else text


def _lower(word: str) -> str:
    return word[:1].lower() + word[1:]


def _moment(on: date, at: object, today: date) -> str:
    text = common.near_day(on, today)
    return f"{text} {at:%H:%M}" if at else text


def _template(key: str, profile: Profile) -> str:
    for template in profile.templates:
        if template.key == key:
            return template.internal_name
    return ""


def _step(key: str, profile: Profile) -> str:
    groups = [handling.steps for handling in profile.handlings]
    for step in (*(step for steps in groups for step in steps), *profile.before_visit, *profile.visit):
        if step.key == key:
            return step.text.rstrip(".")
    return key


def done(kind: ActKind, count: int, details: Mapping[str, Any]) -> str:
    """What an act of that kind did to so many cases. An undo names what it took back."""
    if kind.about_another:
        what = _phrase(act_kind(str(details.get("kind", ""))), count)
        return f"{_phrase(kind, count)}: {what[:1].lower()}{what[1:]}"
    if kind is ActKind.SET_PHONE and details.get("found") is False:
        return NO_PHONE
    if kind is ActKind.CONFIRM_POSTED and isinstance(posted := details.get("count"), int) and posted < count:
        return POSTED_OF.format(posted=common.number(posted) if posted else "Inget", all=common.number(count))
    if kind is ActKind.IMPORT and "new" in details:
        return f"{_phrase(kind, 1)}: {_came(details)}"
    if kind is ActKind.PASTE and isinstance(changed := details.get("count"), int):
        return _phrase(kind, changed) if changed else READ_OFF
    text = _phrase(kind, count)
    more = _more(kind, details)
    return f"{text}: {more}" if more else text


def _came(details: Mapping[str, Any]) -> str:
    """What an import brought: `1 ny, 1 ändrad`, or that it brought nothing new."""
    told = (("new", "ny", "nya"), ("updated", "ändrad", "ändrade"), ("gone", "avlistad", "avlistade"))
    parts = [common.count_of(int(details[key]), one, many) for key, one, many in told if details.get(key)]
    if aside := details.get("set_aside"):
        parts.append(f"{common.number(int(aside))} lades åt sidan")
    return ", ".join(parts) or "inget nytt"


def _phrase(kind: ActKind, count: int) -> str:
    one, many = DONE[kind]
    return one if count <= 1 else many.format(n=common.number(count))


def _more(kind: ActKind, details: Mapping[str, Any]) -> str:
    """The one detail that tells acts of a kind apart."""
    said: Mapping[ActKind, Callable[[], str]] = {
        ActKind.CHECK_COSMIC: lambda: ELIGIBILITY[Eligibility(details["result"])],
        ActKind.CALL: lambda: CALL_OUTCOME[CallOutcome(details["outcome"])],
        ActKind.ANSWER: lambda: ANSWER[Answer(details["answer"])],
        ActKind.ROUTE: lambda: CHANNEL[Channel(details["channel"])],
    }
    try:
        text = said[kind]() if kind in said else ""
    except (KeyError, ValueError):
        return ""
    return text if text.isupper() or text[:1].isdigit() else f"{text[:1].lower()}{text[1:]}"


def _letter(event: ev.LetterPrinted | ev.LetterPosted) -> str:
    if event.visit is not None:
        return "Brev med tiden"
    return "Påminnelsebrev" if event.reminder else "Brev"
