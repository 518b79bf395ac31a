"""Swedish for acts, as the status bar tells what was just done: "25 markerades som skickade"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rhs_desktop.domain.codes import Answer, CallOutcome, Channel, Eligibility
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.events import ANSWER, CALL_OUTCOME
from rhs_desktop.strings.cases.status import CHANNEL, ELIGIBILITY

_DONE: Mapping[str, tuple[str, str]] = {
    "abandon_send": ("Utskicket avbröts", "Utskicket avbröts för {n}"),
    "answer": ("Svaret infördes", "{n} svar infördes"),
    "answer_handled": ("Svaret är hanterat", "{n} svar är hanterade"),
    "assign": ("Ärendet bytte hanterare", "{n} ärenden bytte hanterare"),
    "booking": ("Tiden infördes", "{n} tider infördes"),
    "booking_looked": ("Infört: ingen tid bokad än", "Infört för {n}: ingen tid bokad än"),
    "call": ("Samtalet infördes", "{n} samtal infördes"),
    "cancel_booking": ("Tiden avbokades", "{n} tider avbokades"),
    "check_cosmic": ("Kontrollen i Cosmic infördes", "{n} kontroller i Cosmic infördes"),
    "confirm_posted": ("Brevet markerades som postat", "{n} brev markerades som postade"),
    "confirm_send": ("1 markerades som skickat", "{n} markerades som skickade"),
    "correct_number": ("Personnumret rättades", "{n} personnummer rättades"),
    "dismiss_row": ("Raden avfärdades", "{n} rader avfärdades"),
    "documented": ("Besöket är dokumenterat", "{n} besök är dokumenterade"),
    "edit_details": ("Uppgifterna ändrades", "Uppgifterna ändrades för {n}"),
    "erase": ("Gallrat: 1 ärende", "Gallrat: {n} ärenden"),
    "fix_row": ("Raden rättades och togs in", "{n} rader rättades och togs in"),
    "give_up": ("Ärendet avslutades som ej nådd", "{n} ärenden avslutades som ej nådda"),
    "import": ("1 invånare importerades", "{n} invånare importerades"),
    "letter_returned": ("Brevet infördes som retur", "{n} brev infördes som returer"),
    "manual": ("Manualen sparades", "Manualen sparades"),
    "no_show": ("Infört: kom inte", "Infört för {n}: kom inte"),
    "note": ("Anteckningen sparades", "{n} anteckningar sparades"),
    "paste": ("1 ärende fick nya uppgifter", "{n} ärenden fick nya uppgifter"),
    "phone_time": ("Telefontiden infördes", "{n} telefontider infördes"),
    "prepare_send": ("Utskicket förbereddes för 1", "Utskicket förbereddes för {n}"),
    "letter_text": ("Brevtexten sparades", "Brevtexten sparades"),
    "print_protected": ("1 brev genom Skatteverket gjordes", "{n} brev genom Skatteverket gjordes"),
    "print_letters": ("1 brev gjordes", "{n} brev gjordes"),
    "protected_letter": (
        "Brevet markerades som skickat till Skatteverket",
        "{n} brev markerades som skickade till Skatteverket",
    ),
    "recipients": ("1 kontrollerades i 1177", "{n} kontrollerades i 1177"),
    "remind": ("1 markerades som påmind", "{n} markerades som påminda"),
    "remind_by_letter": ("1 påminnelsebrev gjordes", "{n} påminnelsebrev gjordes"),
    "remove_manual": ("Manualen togs bort", "Manualen togs bort"),
    "archive": ("En arkivkopia gjordes", "En arkivkopia gjordes"),
    "retention_rules": ("Gallringstiderna sparades", "Gallringstiderna sparades"),
    "remove_copies": ("1 säkerhetskopia togs bort", "{n} säkerhetskopior togs bort"),
    "remove_from_send": ("1 togs bort ur utskicket", "{n} togs bort ur utskicket"),
    "restore": ("Registret återställdes från en säkerhetskopia", "Registret återställdes från en säkerhetskopia"),
    "round": ("Omgången lades till", "{n} omgångar lades till"),
    "route": ("Inbjudningssättet valdes", "Inbjudningssättet valdes för {n}"),
    "set_phone": ("Telefonnumret sparades", "{n} telefonnummer sparades"),
    "settings": ("Inställningarna sparades", "Inställningarna sparades"),
    "snooze": ("Ärendet sköts upp", "{n} ärenden sköts upp"),
    "tick": ("Steget infördes", "{n} steg infördes"),
    "use_manual": ("Nya ärenden i omgången följer en annan manual", "Nya ärenden i omgången följer en annan manual"),
    "users": ("Användarna ändrades", "Användarna ändrades"),
    "visit_held": ("Besöket infördes som genomfört", "{n} besök infördes som genomförda"),
}
NO_PHONE = "Infört: Cosmic har inget telefonnummer"
_OTHER = ("1 ändring sparades", "{n} ändringar sparades")


def done(kind: str, count: int, details: Mapping[str, Any]) -> str:
    """What an act of that kind did to so many cases. An undo names what it took back."""
    if kind in ("undo", "redo", "undo_entry"):
        what = _phrase(str(details.get("kind", "")), count)
        return f"{'Gjort om' if kind == 'redo' else 'Ångrat'}: {what[:1].lower()}{what[1:]}"
    if kind == "set_phone" and details.get("found") is False:
        return NO_PHONE
    text = _phrase(kind, count)
    more = _more(kind, details)
    return f"{text}: {more}" if more else text


def _phrase(kind: str, count: int) -> str:
    one, many = _DONE.get(kind, _OTHER)
    return one if count <= 1 else many.format(n=common.number(count))


def _more(kind: str, details: Mapping[str, Any]) -> str:
    """The one detail that tells acts of a kind apart."""
    said = {
        "check_cosmic": lambda: ELIGIBILITY[Eligibility(details["result"])],
        "call": lambda: CALL_OUTCOME[CallOutcome(details["outcome"])],
        "answer": lambda: ANSWER[Answer(details["answer"])],
        "route": lambda: CHANNEL[Channel(details["channel"])],
    }.get(kind)
    try:
        text = said() if said else ""
    except (KeyError, ValueError):
        return ""
    return text if text.isupper() or text[:1].isdigit() else f"{text[:1].lower()}{text[1:]}"
