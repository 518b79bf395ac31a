"""Swedish for the lists of a manual: labels, and why an item cannot be removed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple, assert_never

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.manuals.manual import Contact, Profile
from rhs_desktop.domain.manuals.parts import CONTACTS, MATERIALS, NOTICES, STATUSES, TEMPLATES, Stays
from rhs_desktop.domain.manuals.portal_1177 import PortalStatus
from rhs_desktop.strings import common

STATUS_MEANS: Mapping[PortalStatus, str] = {
    PortalStatus.UNREAD: "Skickat och oläst",
    PortalStatus.READ: "Läst, inte besvarat",
    PortalStatus.ANSWERED: "Besvarat",
    PortalStatus.CLOSED: "Avslutat",
}
NOTICE_MEANS: Mapping[RecipientOutcome, str] = {
    RecipientOutcome.NOTIFIED: "Får avisering",
    RecipientOutcome.NO_NOTIFICATION: "Får ingen avisering",
    RecipientOutcome.NEVER_LOGGED_IN: "Har aldrig loggat in",
    RecipientOutcome.LOCKED: "Inloggningen är låst",
    RecipientOutcome.WRONG_NUMBER: "Fel personnummer",
}


class PartStrings(NamedTuple):
    """The texts of a list: its heading, its buttons, and the names of the fields of an item."""

    title: str
    add: str
    remove: str
    fields: Mapping[str, str]
    hint: str = ""


PARTS: Mapping[str, PartStrings] = {
    TEMPLATES: PartStrings("Mallar", "&Lägg till mall", "&Ta bort mallen", {}),
    STATUSES: PartStrings(
        "Status i Mina ärenden",
        "Lägg till status",
        "Ta bort statusen",
        {"text": "Text i 1177", "status": "Det betyder"},
        "Så känns en inklistrad tabell igen. Av flera texter med samma betydelse visas den översta i listan.",
    ),
    NOTICES: PartStrings(
        "Aviseringar bland mottagarna",
        "Lägg till avisering",
        "Ta bort aviseringen",
        {"text": "Text i 1177", "outcome": "Det betyder"},
    ),
    CONTACTS: PartStrings(
        "Kontakter",
        "Lägg till kontakt",
        "Ta bort kontakten",
        {
            "about": "Rubrik",
            "name": "Vem",
            "phone": "Telefon",
            "hours": "Tider",
            "email": "E-post",
            "web": "Webb, eller var man hittar det",
        },
    ),
    MATERIALS: PartStrings(
        "Material", "Lägg till material", "Ta bort materialet", {"title": "Namn", "address": "Adress"}
    ),
}
UNNAMED = "(utan text)"
TEMPLATE_HINT = "Namnen står som i 1177. Den som ändras där ändras också här."
SAMPLES_HINT = "Ett prov per rad. Steg som nämner proverna ändras under Svar och steg."
TABS_HINT = "En flik per rad, som i 1177."
LAYOUTS_HINT = "En tabell per rad, rubrikerna åtskilda med kommatecken."
_LAST: Mapping[str, str] = {
    TEMPLATES: "Manualen måste ha minst en mall.",
    STATUSES: "Manualen måste ha minst en status.",
    NOTICES: "Manualen måste ha minst en avisering.",
}


def stays(why: Stays | None, at: str = "", item: Mapping[str, Any] | None = None) -> str:
    """Why an item cannot be removed, or an answer not given; empty where it can."""
    match why:
        case Stays.LAST:
            return _LAST[at]
        case Stays.ONLY_TEXT:
            assert item is not None
            means = STATUS_MEANS[PortalStatus(item["status"])].lower()
            return f"Kan inte tas bort: det är den enda texten som betyder {means}."
        case Stays.ONLY_ANSWER:
            return "Mallen måste ha minst ett svar."
        case Stays.NO_STEPS:
            return "Manualen har inga steg för det här svaret."
        case None:
            return ""
        case _ as unreachable:
            assert_never(unreachable)


def name_of(item: Mapping[str, Any]) -> str:
    """The name of an item of a list: its text, subject or title."""
    names = (str(item[name]) for name in ("internal_name", "about", "title", "name", "text") if name in item)
    return next(filter(None, names), UNNAMED)


def line(item: Mapping[str, Any], *, faulty: bool = False) -> str:
    """An item in its list, with what it means."""
    means = ""
    if "status" in item:
        means = f" · {STATUS_MEANS[PortalStatus(item['status'])].lower()}"
    if "outcome" in item:
        means = f" · {NOTICE_MEANS[RecipientOutcome(item['outcome'])].lower()}"
    return f"{name_of(item)}{means}{' · behöver rättas' if faulty else ''}"


def field_name(key: str) -> str:
    """The name of a field of an item: `portal.statuses.text` is `Text i 1177`; empty for other keys."""
    at, _, name = key.rpartition(".")
    return PARTS[at].fields.get(name, "") if at in PARTS else ""


def needs_answer(answer: str) -> str:
    """The checkbox of an answer that a template offers."""
    return f"Invånaren kan svara: {answer}"


def reference(profile: Profile) -> dict[str, list[str]]:
    """Reference information of a manual by heading: samples, contacts, materials, address."""
    return {
        "Prover": [common.listing(list(profile.samples))],
        PARTS[CONTACTS].title: [_contact(one) for one in profile.contacts],
        PARTS[MATERIALS].title: [f"{one.title}: {one.address}" for one in profile.materials],
        "1177 Personalverktyget": [profile.portal.address],
    }


def help_of(profile: Profile) -> dict[str, list[str]]:
    """Whom to ask and what to read, by heading, for the page of help; headings without a line are left out."""
    told = reference(profile)
    return {title: lines for key in (CONTACTS, MATERIALS) if (lines := told[title := PARTS[key].title])}


def _contact(one: Contact) -> str:
    found = ", ".join(filter(None, (one.name, one.phone, one.hours, one.email, one.web)))
    return f"{one.about}: {found}" if found else one.about
