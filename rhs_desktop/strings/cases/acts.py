"""Swedish for acts, as the status bar tells what was just done: "25 markerades som skickade"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from rhs_desktop.domain.act_kinds import ActKind, act_kind
from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.events import ANSWER, CALL_OUTCOME
from rhs_desktop.strings.cases.status import CHANNEL, ELIGIBILITY

_DONE: Mapping[ActKind, tuple[str, str]] = {
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
    ActKind.IMPORT: ("1 invånare importerades", "{n} invånare importerades"),
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
    ActKind.PROTECTED_LETTER: (
        "Brevet markerades som skickat till Skatteverket",
        "{n} brev markerades som skickade till Skatteverket",
    ),
    ActKind.RECIPIENTS: ("1 kontrollerades i 1177", "{n} kontrollerades i 1177"),
    ActKind.REMIND: ("1 markerades som påmind", "{n} markerades som påminda"),
    ActKind.REMIND_BY_LETTER: ("1 påminnelsebrev gjordes", "{n} påminnelsebrev gjordes"),
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
POSTED_OF = "{posted} av {all} brev markerades som postade"
NO_PHONE = "Antecknat: Cosmic har inget nummer"


def done(kind: ActKind, count: int, details: Mapping[str, Any]) -> str:
    """What an act of that kind did to so many cases. An undo names what it took back."""
    if kind.about_another:
        what = _phrase(act_kind(str(details.get("kind", ""))), count)
        return f"{_phrase(kind, count)}: {what[:1].lower()}{what[1:]}"
    if kind is ActKind.SET_PHONE and details.get("found") is False:
        return NO_PHONE
    if kind is ActKind.CONFIRM_POSTED and isinstance(posted := details.get("count"), int) and posted < count:
        return POSTED_OF.format(posted=common.number(posted) if posted else "Inget", all=common.number(count))
    text = _phrase(kind, count)
    more = _more(kind, details)
    return f"{text}: {more}" if more else text


def _phrase(kind: ActKind, count: int) -> str:
    one, many = _DONE[kind]
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
