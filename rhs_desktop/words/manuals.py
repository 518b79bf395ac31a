"""Swedish for manuals: what they and their parts are called, what differs, and what that means for whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from rhs_desktop.domain.errors import ProfileInvalid
from rhs_desktop.domain.events import Answer
from rhs_desktop.domain.pathway import StepKind
from rhs_desktop.domain.profile import Act, Profile, Rule
from rhs_desktop.domain.profile_checks import NotAsAgreed, Problem
from rhs_desktop.domain.profile_diff import Difference, Kind
from rhs_desktop.domain.profile_preview import Scene, Shift
from rhs_desktop.words import common, profiles
from rhs_desktop.words.steps import STEP


class Value(NamedTuple):
    """A number of a manual: what it is called, in what it is counted (one, many), and from what."""

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
        "days.own_booking_look": Value("Se efter om tid är bokad", _DAYS, "från bokningsunderlaget"),
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
ACTS: Mapping[Act, str] = {
    Act.CALL: "Det här steget inför samtalet.",
    Act.BOOKING_BASIS: "Det här steget startar dagarna för egen bokning.",
    Act.CLOSE: "Det här steget avslutar svaret i 1177.",
    Act.SAMPLES_TAKEN: "Det här steget inför att proverna är lämnade.",
    Act.FORM_ANSWERED: "Det här steget inför att formuläret är besvarat.",
    Act.VISIT_REMINDED: "Det här steget inför påminnelsen före besöket.",
    Act.DOCUMENTED: "Det här steget inför att besöket är dokumenterat.",
}
FIELDS: Mapping[str, str] = {
    "name": "Manualens namn",
    "source": "Källa",
    "year": "Manualens år",
    "roles": "Roller i 1177",
    "portal": "Texterna i 1177",
    "data_protection": "Hur skyddas mina data?",
    "phone_notice": "Telefonkallelsen",
    "form": "Formuläret före besöket",
    "documentation": "Dokumentationen",
    "letter.enclosures": "I kuvertet",
    "letter.texts": "Brevets texter",
    "letter.franked_reply_envelope": "Frankerat svarskuvert",
    "closing": "Knapp i 1177",
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
EDIT_ACT = "Ändra…"
USE_ACT = "Använd för nya ärenden…"
REMOVE_ACT = "Ta bort"
MAKE_COPY = "Skapa kopian"
USE = "Använd för nya ärenden"
COPY_NAME = "Vad ska kopian heta?"
COPY_NAME_HINT = "Till exempel vårdcentralens namn."
WHICH_ROUND = "Omgång"
PAGES = ("Dagar och försök", "Utskick", "Mallar", "Svar och steg", "Vad ändras för vem")
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
COPY_HINT = "Får vara tom. ((dagens datum)) fylls i."
SCENES: Mapping[Scene, str] = {
    Scene.LISTED: "Kommer på listan",
    Scene.CHECKED: "Kontrolleras i Cosmic",
    Scene.INVITED: "Bjuds in i 1177",
    Scene.REMINDED: "Påminns",
    Scene.ANSWERED: "Svarar i 1177",
    Scene.OWN_BOOKING: "Får bokningsunderlag",
    Scene.CALLED: "Rings, inget svar",
    Scene.POSTED: "Brev postas",
    Scene.BOOKED: "Bokas, besök om sex veckor",
}
_BEGINS: Mapping[tuple[StepKind, Rule], str] = {
    (StepKind.CALL, Rule.CLOSED): "1177 avslutar, ring",
    (StepKind.CALL, Rule.NOT_BOOKED): "Inte bokat själv, ring",
    (StepKind.CALL, Rule.NO_ANSWER): "Inget svar på påminnelsen, ring",
    (StepKind.CHECK_COSMIC, Rule.COSMIC_CHECK): "Kontrollera i Cosmic",
}
_MANY = frozenset({"Stegen", "Svaren", "Mallarna"})
_PLACE = re.compile(r"\[\d+\]")


def title(profile: Profile) -> str:
    """`Riktade hälsosamtal via 1177 (2023)`, `Ekebys manual, version 2`."""
    year = f", {profile.year}" if profile.year is not None and str(profile.year) not in profile.name else ""
    version = f", version {profile.version}" if profile.version > 1 else ""
    return f"{profile.name}{year}{version}"


def act(what: Act, *, needed: bool) -> str:
    """What ticking a step means, and whether the step can go."""
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


# ---- what differs ---------------------------------------------------------------------------------------------------


def difference(one: Difference, before: Profile, after: Profile) -> str:
    """One line: `Vår påminnelse: 12 dagar → 10 dagar`, `Besöket: steget ”…” tas bort`."""
    where, what = _place(one.key, before, after)
    head = f"{where}: " if where else ""
    if one.kind is not Kind.CHANGED and one.key.count(".") == 1 and one.key.startswith(("handlings.", "templates.")):
        head, what = f"{FIELDS[one.key.partition('.')[0]]}: ", f"”{where.rpartition(': ')[2]}”"
    match one.kind:
        case Kind.REMOVED:
            return f"{head}{_item(one.before)} tas bort"
        case Kind.ADDED:
            return f"{head}{_item(one.after)} läggs till"
        case Kind.MOVED:
            return f"{head}{what} flyttas från plats {one.before} till plats {one.after}"
        case Kind.CHANGED:
            return f"{head}{_from_to(one, what)}"


def _from_to(one: Difference, what: str) -> str:
    old, new = _shown(one.key, one.before), _shown(one.key, one.after)
    if not old and not new:
        return f"{what} ändras"
    return f"{what}: {old or 'inget'} → {new or 'inget'}"


def _shown(key: str, value: Any) -> str:
    match value:
        case bool():
            return "ja" if value else "nej"
        case int() if key in VALUES:
            return amount(key, value)
        case int():
            return str(value)
        case str() if key.endswith(".closing"):
            return f"”{profiles.CLOSINGS[value]}”"
        case str() if key.startswith("sending_hours") or not value:
            return value
        case str():
            return f"”{value}”"
        case list() if all(isinstance(item, str) for item in value):
            return common.listing([f"”{item}”" for item in value])
    return ""


def _item(item: Mapping[str, Any]) -> str:
    for name in ("title", "internal_name"):
        if name in item:
            return f"”{item[name]}”"
    return f"{'svaret' if item['key'] in set(Answer) else 'steget'} ”{item.get('text', item['key'])}”"


def _place(key: str, before: Profile, after: Profile) -> tuple[str, str]:
    """Where it stands, empty for what stands alone, and what it is there."""
    if key in VALUES or key in FIELDS:
        return "", VALUES[key].name if key in VALUES else FIELDS[key]
    head, _, rest = key.partition(".")
    if head == "letter" and rest.startswith("steps"):
        head, rest = "letter.steps", rest.partition(".")[2]
    name, _, field = rest.partition(".")
    if head == "handlings":
        handling = next(one for profile in (after, before) for one in profile.handlings if one.key == name)
        where = f"{ANSWERS[handling.answer]}: {handling.title}"
        if not field.startswith("steps"):
            return where, FIELDS.get(field, field)
        return where, _step(field.partition(".")[2], [handling.steps])
    if head == "templates":
        template = next(one for profile in (after, before) for one in profile.templates if one.key == name)
        if field.startswith("answers."):
            return template.internal_name, f"Svaret {ANSWERS[Answer(field.split('.')[1])].lower()}"
        return template.internal_name, FIELDS.get(field, field)
    if head in LISTS:
        found = [_steps_of(profile, head) for profile in (before, after)]
        return LISTS[head], _step(rest, found)
    return "", FIELDS.get(key, FIELDS.get(head, key))


def _steps_of(profile: Profile, at: str) -> tuple[Any, ...]:
    steps: tuple[Any, ...] = profile.letter.steps if at == "letter.steps" else getattr(profile, at)
    return steps


def _step(rest: str, lists: Iterable[Iterable[Any]]) -> str:
    key, _, field = rest.partition(".")
    text = next((step.text for steps in lists for step in steps if step.key == key), key)
    return {"copy": f"texten att kopiera i ”{text}”", "text": "steget"}.get(field, f"steget ”{text}”")


# ---- what it means for whom -----------------------------------------------------------------------------------------


def step_of(shift: Shift) -> str:
    """`Skicka påminnelse, senast`, `1177 avslutar, ring`."""
    begins = _BEGINS.get((shift.step, shift.rule))
    return begins if begins and not shift.due else f"{STEP[shift.step]}, senast"


def day_of(day: date | None, today: date) -> str:
    """`19 nov`, with how many days that is from today."""
    if day is None:
        return common.MISSING
    later = (day - today).days
    return f"{common.day(day, today)} ({common.days(later) if later else 'samma dag'})"


def keeps(manual: str, open_: int, before_invitation: int, finished: int) -> str:
    """How many cases keep a manual."""
    waiting = f", {common.number(before_invitation)} av dem väntar på inbjudan" if before_invitation else ""
    ended = f" och {common.number(finished)} avslutade" if finished else ""
    return f"{common.count_of(open_, 'öppet ärende', 'öppna ärenden')}{ended} behåller {manual}{waiting}."


def standing(rounds: int, *, shipped: bool, used: bool) -> str:
    """The second line of a manual in the list."""
    whose = "Följer med programmet" if shipped else "Egen"
    now = f"används i {common.count_of(rounds, 'omgång', 'omgångar')}" if rounds else ""
    return ", ".join(filter(None, (whose, now or ("följs av äldre ärenden" if used else "används inte"))))


def unlike(base: Profile) -> str:
    return f"Skiljer sig från {title(base)}"


def trouble(error: ProfileInvalid, *, instead: bool) -> str:
    """A file of the clinic that is not used as it stands, and what happens to the cases that follow it."""
    lines = [profiles.profile_refused(error), *profiles.profile_sentences(error)]
    return " ".join((*lines, AS_SAVED if instead else NOT_SAVED))


def followed(open_: int, finished: int, rounds: Iterable[str]) -> list[str]:
    """Who follows a manual, a sentence each; nothing where nobody does."""
    names = list(rounds)
    told = [f"Nya ärenden i {common.listing(names)} följer den."] if names else []
    if open_ or finished:
        ended = f" och {common.number(finished)} avslutade" if finished else ""
        told.append(f"{common.count_of(open_, 'öppet ärende', 'öppna ärenden')}{ended} följer den.")
    return told


def new_cases(name: str) -> str:
    """The tick for a round whose new cases get the manual."""
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
    """The name of a tab, with how much is wrong on it."""
    return f"{name} · {faults} fel" if faults else name


def proposed_name(clinic: str, profile: Profile) -> str:
    """What a copy may be called."""
    return f"{clinic}: {profile.name}" if clinic else f"Vår manual: {profile.name}"


def problem(found: Problem) -> str:
    """What is wrong, with the field called as it is in the window."""
    name = field_name(found.key)
    match found.code:
        case NotAsAgreed.NEEDS_WEB_TIMES:
            return "Mallen låter invånaren boka själv, och då behövs webbtider."
        case NotAsAgreed.EMPTY:
            return f"{name} får inte vara {'tomma' if name in _MANY else 'tom'}."
        case NotAsAgreed.ACT_MISSING:
            return f"{profiles.told(found, field_name).partition(' (act')[0]}. Det ska vara precis ett."
    return profiles.told(found, field_name)


def field_name(key: str) -> str:
    """`days.closes` is `1177 avslutar ärendet`, `handlings[2].steps[1].text` is `Text`."""
    plain = _PLACE.sub("", key)
    if plain in VALUES:
        return VALUES[plain].name
    return FIELDS.get(plain) or FIELDS.get(plain.rpartition(".")[2]) or LISTS.get(plain) or key
