"""Swedish for the manuals dialog and the editor: names of the parts, labels, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from rhs_desktop.domain.codes import Answer
from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.manuals.checks import ManualProblem, NotAsAgreed
from rhs_desktop.domain.manuals.manual import Profile, TickEffect
from rhs_desktop.strings import common
from rhs_desktop.strings.manuals import file_errors, parts


class Value(NamedTuple):
    """A number of a manual: its name, its unit (singular, plural), and from when it is counted."""

    name: str
    unit: tuple[str, str]
    counted: str


_DAYS = ("dag", "dagar")
_WORKDAYS = ("arbetsdag", "arbetsdagar")
_PEOPLE = ("mottagare", "mottagare")

GROUPS: Mapping[str, Mapping[str, Value]] = {
    "Före inbjudan": {
        "days.cosmic_check": Value("Kontroll i Cosmic, senast", _DAYS, "från att personen kom på listan"),
        "days.cosmic_check_valid": Value("Kontrollen gäller i", _DAYS, "från kontrollen"),
        "days.invite": Value("Inbjudan, senast", _DAYS, "från kontrollen"),
    },
    "Inbjuden i 1177": {
        "days.automatic_reminder": Value("1177:s egen påminnelse", _DAYS, "från inbjudan. Sker av sig själv i 1177"),
        "days.manual_reminder": Value("Vår påminnelse", _DAYS, "från inbjudan"),
        "days.after_reminder": Value("Inget svar på påminnelsen", _DAYS, "från påminnelsen. Sedan per telefon"),
        "days.closes": Value("1177 avslutar ärendet", _DAYS, "från inbjudan. Sker av sig själv i 1177"),
        "days.answer_workdays": Value("Svar hanteras, senast", _WORKDAYS, "från svaret"),
    },
    "Egen bokning": {
        "days.own_booking_look": Value("Kontrollera om tid är bokad", _DAYS, "från bokningsunderlaget"),
        "days.own_booking": Value("Invånaren kan boka själv i", _DAYS, "från bokningsunderlaget"),
    },
    "Telefon, brev och besök": {
        "phone_attempts": Value("Försök att ringa", ("försök", "försök"), "på olika dagar"),
        "days.call_again_workdays": Value("Nytt försök att ringa", _WORKDAYS, "från förra samtalet"),
        "days.letter_reply": Value("Svarstid på brev", _DAYS, "från att brevet postades"),
        "days.visit_check_workdays": Value("Kontroll av prover och formulär", _WORKDAYS, "före besöket"),
    },
}
BATCH: Mapping[str, Value] = {
    "batch.one_by_one": Value("Mottagare per utskick", _PEOPLE, "när de läggs till en i taget"),
    "batch.from_file": Value("Mottagare från fil", _PEOPLE, "med Importera från fil"),
}
VALUES: Mapping[str, Value] = {key: value for group in (*GROUPS.values(), BATCH) for key, value in group.items()}

LISTS: Mapping[str, str] = {
    "preparing": "Förberedelser",
    "sending": "Skicka i 1177",
    "reminding": "Påminnelse",
    "calling": "Inbjudan via telefon",
    "letter.steps": "Inbjudan via brev",
    "before_visit": "Inför besöket",
    "visit": "Besöket",
}
ANSWERS: Mapping[Answer, str] = {
    Answer.YES_CALL: "Ja, ring mig",
    Answer.YES_BOOK_SELF: "Ja, bokar själv",
    Answer.NO: "Nej",
}
ACTS: Mapping[TickEffect, str] = {
    TickEffect.CALL: "Det här steget antecknar samtalet.",
    TickEffect.BOOKING_BASIS: "Det här steget startar dagarna för egen bokning.",
    TickEffect.CLOSE: "Det här steget avslutar svaret i 1177.",
    TickEffect.SAMPLES_TAKEN: "Det här steget antecknar att proverna är tagna.",
    TickEffect.FORM_ANSWERED: "Det här steget antecknar att formuläret är besvarat.",
    TickEffect.VISIT_REMINDED: "Det här steget antecknar påminnelsen före besöket.",
    TickEffect.DOCUMENTED: "Det här steget antecknar att besöket är dokumenterat.",
}
FIELDS: Mapping[str, str] = {
    "name": "Manualens namn",
    "source": "Källa",
    "year": "Manualens år",
    "roles": "Roller i 1177",
    "portal": "Texterna i 1177",
    "portal.statuses": "Status i 1177",
    "portal.notices": "Aviseringar i 1177",
    "portal.layouts": "Rubrikerna i Mina ärenden",
    "portal.tabs": "Flikarna i 1177",
    "portal.address": "1177 Personalverktygets adress",
    "data_protection": "Hur skyddas mina data?",
    "phone_notice": "Telefonkallelsen",
    "form": "Formuläret före besöket",
    "documentation": "Dokumentationen",
    "letter.enclosures": "I kuvertet",
    "letter.texts": "Brevets texter",
    "letter.franked_reply_envelope": "Frankerat svarskuvert",
    "closing": "Knapp i 1177",
    "reply_text": "Svarsalternativet i sin helhet",
    "cosmic_check": "Kontrollera i Cosmic före inbjudan",
    "sending_hours": "Skicka i 1177 mellan",
    "sending_hours.start": "Skicka tidigast",
    "sending_hours.end": "Skicka senast",
    "public_name": "Namn i 1177 (Ärendetyp)",
    "internal_name": "Internt namn",
    "listed_as": "Så står den i manualen",
    "needs_web_times": "Kräver lediga webbtider",
    "reply": "Svarsalternativ i 1177",
    "title": "Rubrik",
    "text": "Text",
    "copy": "Text att kopiera",
    "reminder.name": "Påminnelsens namn i 1177",
    "reminder": "Påminnelsen",
    "phone_notice.name": "Bilaga till telefonkallelsen",
    "phone_notice.tells_data_protection": "Bilagan berättar hur data skyddas",
    "form.name": "Formuläret före besöket",
    "documentation.name": "Kontaktorsak i Cosmic",
    "samples": "Prover",
    "replies": "Svarsalternativens texter",
    "steps": "Stegen",
    "answers": "Svaren",
    "handlings": "Svarshanteringen",
    "templates": "Mallarna",
    "contacts": "Kontakter",
    "materials": "Material",
}
TITLE = "Manualer"
EDIT_TITLE = "Ändra manualen"
COPY_TITLE = "Kopiera manualen"
USE_TITLE = "Använd för nya ärenden"
COPY_ACT = "Kopiera och ändra…"
COPY_BUTTON = "&Kopiera…"
EDIT_ACT = "Ändra…"
USE_ACT = "Använd för nya ärenden…"
REMOVE_ACT = "Ta bort"
MAKE_COPY = "Skapa kopian"
USE = "Använd för nya ärenden"
COPY_NAME = "Vad ska kopian heta?"
COPY_NAME_HINT = "Till exempel vårdcentralens namn."
WHICH_ROUND = "Omgång"
STEPS = "Steg"
STEPS_OF = "Steg för"
STEP_TEXT = "Stegets text"
ADD_STEP = "&Lägg till steg"
REMOVE_STEP = "&Ta bort steget"
MOVE_UP = "Flytta &upp"
MOVE_DOWN = "Flytta &ned"
BATCH_TITLE = "Utskick"
NAMES_TITLE = "Namn i 1177 och Cosmic"
HOURS_AND = "och"
"""Between the first hour and the last."""
PAGES = (
    "Dagar och försök",
    "Utskick",
    "Mallar",
    "Svar och steg",
    "Texter i 1177",
    "Prover och kontakter",
    "Vad ändras för vem",
)
SHIPPED = "Följer med programmet och kan inte ändras. Kopiera den för att ändra i kopian."
USED = "Följs av ärenden. En ändring sparas som en ny version, och de ärenden som finns behåller den här."
UNUSED = "Ingen följer den än. Den kan ändras fritt tills den används."
NOBODY = "Inga ärenden följer den."
NO_DIFFERENCE = "Inget är ändrat än."
NO_DATES = "Inga datum ändras för ett nytt ärende."
FAULTY = "Något behöver rättas innan det går att se vad som ändras."
WHOM = "För vem"
DATES = "Ett nytt ärende som följer manualen, om det händer i dag"
TEXTS = "Det här ändras i manualen"
HEADINGS = ("När det händer", "Nästa steg", "Nu", "Med den här manualen")
LEAVE = "Ändringarna är inte sparade."
LEAVE_ACT = "Släng ändringarna"
STAY = "Fortsätt ändra"
REMOVE = "Ska manualen tas bort?"
COPIED = "Manualen är kopierad"
REMOVED = "Manualen är borttagen"
DEFAULT = "Vald för nya omgångar."
AS_SAVED = "Ärenden som följer manualen gör det som den var när den sparades i programmet."
NOT_SAVED = "Ärenden som följer den visas, men går inte att arbeta vidare med förrän filen är rättad."
ONLY_ADMINISTRATORS = "Du kan se manualerna. Bara en administratör kan ändra dem."
NO_ROUND = "Det finns ingen omgång än. Manualen väljs när en omgång läggs till."
HOURS = "Utanför tiderna, och på lediga dagar, varnar programmet före ett utskick."
REPLY_HINT = "Läggs till med + i 1177. Steg som kopierar texten följer med."
REPLY_TEXT_HINT = "Så att rätt svarsalternativ går att känna igen i 1177. Får vara tom."
COPY_HINT = "Får vara tom. ((dagens datum)) fylls i."
_FAULTS_TOLD = 5
_MANY = frozenset({"Stegen", "Svaren", "Mallarna", "Prover", "Flikarna i 1177", "Rubrikerna i Mina ärenden"})
_PLACE = re.compile(r"\[\d+\]")


def title(profile: Profile) -> str:
    """`Riktade hälsosamtal via 1177 (2023)`, `Ekebys manual, version 2`."""
    year = f", {profile.year}" if profile.year is not None and str(profile.year) not in profile.name else ""
    version = f", version {profile.version}" if profile.version > 1 else ""
    return f"{profile.name}{year}{version}"


def act(what: TickEffect, *, needed: bool) -> str:
    """What ticking a step does, and whether the step can be removed."""
    return f"{ACTS[what]} Därför kan det inte tas bort." if needed else ACTS[what]


def answer_field(key: str) -> str:
    """The name of the field for an answer's words: `Svaret Ja, ring mig`."""
    return f"Svaret {ANSWERS[Answer(key)]}"


def amount(key: str, count: int) -> str:
    """`12 dagar`."""
    one, many = VALUES[key].unit
    return common.count_of(count, one, many)


def bounds(key: str, least: int, most: int | None) -> str:
    """What a number may be, beside its field: `6–29, från inbjudan`."""
    if most is None and least == 0:
        return common.sentence(VALUES[key].counted)
    span = f"minst {least}" if most is None else f"{least}–{most}" if least != most else str(least)
    return f"{span}, {VALUES[key].counted}"


def list_name(at: str, handling: Mapping[str, Any] | None = None) -> str:
    """A list of steps: `Ja, ring mig: Ring först, svara sedan`, `Inför besöket`."""
    if handling is None:
        return LISTS[at]
    return f"{ANSWERS[Answer(handling['answer'])]}: {handling['title']}"


def standing(rounds: int, *, shipped: bool, used: bool) -> str:
    """The second line of a manual in the list."""
    whose = "Följer med programmet" if shipped else "Egen"
    now = f"används i {common.count_of(rounds, 'omgång', 'omgångar')}" if rounds else ""
    return ", ".join(filter(None, (whose, now or ("följs av äldre ärenden" if used else "används inte"))))


def unlike(base: Profile) -> str:
    return f"Skiljer sig från {title(base)}"


def trouble(error: ProfileInvalid, *, instead: bool) -> str:
    """A file of the clinic that is not used as it stands, and what happens to the cases that follow it.

    The first faults are told; `rhs-desktop profiles FIL` tells all.
    """
    sentences = file_errors.profile_sentences(error)
    left = len(sentences) - _FAULTS_TOLD
    more = [f"Och {common.number(left)} fel till."] if left > 0 else []
    consequence = AS_SAVED if instead else NOT_SAVED
    return "\n".join((file_errors.profile_refused(error), *sentences[:_FAULTS_TOLD], *more, consequence))


def followed(open_: int, finished: int, rounds: Iterable[str]) -> list[str]:
    """Who follows a manual, a sentence each; empty where nobody does."""
    names = list(rounds)
    told = [f"Nya ärenden i {common.listing(names)} följer den."] if names else []
    if open_ or finished:
        ended = f" och {common.number(finished)} avslutade" if finished else ""
        told.append(f"{common.count_of(open_, 'öppet ärende', 'öppna ärenden')}{ended} följer den.")
    return told


def new_cases(name: str) -> str:
    """The checkbox of a round whose new cases follow the manual."""
    return f"Nya ärenden i {name} följer den här manualen"


def no_comparison(manual: str) -> str:
    return f"Omgångens manual {manual} går inte att använda, så det går inte att jämföra."


def save_act(version: int) -> str:
    return f"Spara som version {version}" if version else "Spara manualen"


def saved(profile: Profile, rounds: int) -> str:
    """The status bar after a manual was saved."""
    more = ". Nya ärenden följer den" if rounds else ""
    return f"{title(profile)} är sparad{more}"


def used_in(profile: Profile, name: str) -> str:
    return f"Nya ärenden i {name} följer {title(profile)}"


def page(name: str, faults: int) -> str:
    """The name of a tab, with the number of faults on it."""
    return f"{name} · {faults} fel" if faults else name


def proposed_name(clinic: str, profile: Profile) -> str:
    """The name that is proposed for a copy."""
    return f"{clinic}: {profile.name}" if clinic else f"Vår manual: {profile.name}"


def problem(found: ManualProblem) -> str:
    """What is wrong, with the name of the field in the window."""
    name = field_name(found.key)
    if found.code is NotAsAgreed.NEEDS_WEB_TIMES:
        return "Mallen låter invånaren boka själv, och då behövs webbtider."
    if found.code is NotAsAgreed.EMPTY:
        return f"{name} får inte vara {'tomma' if name in _MANY else 'tom'}."
    if found.code is NotAsAgreed.DUPLICATE and found.key.startswith("portal."):
        return f"”{found.found}” står redan i listan."
    told = file_errors.told(found, field_name)
    return f"{told.partition(' (act')[0]}. Det ska vara precis ett." if found.code is NotAsAgreed.ACT_MISSING else told


def field_name(key: str) -> str:
    """`days.closes` is `1177 avslutar ärendet`, `handlings[2].steps[1].text` is `Text`."""
    plain = _PLACE.sub("", key)
    if plain in VALUES:
        return VALUES[plain].name
    if named := parts.field_name(plain):
        return named
    return FIELDS.get(plain) or FIELDS.get(plain.rpartition(".")[2]) or LISTS.get(plain) or key
