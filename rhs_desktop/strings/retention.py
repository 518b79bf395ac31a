"""Gallring in Swedish: what is due, what erasing does and does not do, and the protocol."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.retention import ErasurePlan, ErasureRecord, OutcomeGroup
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.process import STATUS

TITLE = "Gallring"
DUE, TIMES, PROTOCOL = "Ska &gallras", "&Tider", "&Protokoll"
COLUMNS = ("Invånare", "Personnummer", "Utfall", "Avslutat")
WHO = "De som ska gallras"
ERASE = "Gallra…"
PROTECTED = "Skyddade personuppgifter"
MONTHS_SUFFIX = " månader"
OFF = "Gallras inte"
OFF_YET = "Ingen tid är satt, och då gallras ingenting. Sätt tiderna på nästa flik, enligt regionens beslut."
NOTHING_DUE = "Inget ska gallras i dag."
TIMES_NOTE = (
    "Tiden räknas från den dag då ärendet avslutades. Öppna ärenden gallras aldrig. "
    "Gallring kräver regionens beslut, och tiderna ska följa det."
)
SAVE_TIMES = "Spara tiderna"
TIMES_SAVED = "Tiderna är sparade. Ingenting är gallrat."
ARCHIVE = "Spara &arkivkopia…"
ARCHIVE_KINDS = "Databas (*.sqlite3)"
ARCHIVED = "Arkivkopian är sparad: {name}."
ARCHIVED_PLAIN = "Arkivkopian är sparad: {name}. Den är inte krypterad."
TABLE = "Spara som &Excel…"
TABLE_KINDS = "Excel (*.xlsx)"
TABLE_TITLE = "Spara som Excel"
TABLE_DETAILS = (
    "Filen innehåller namn och personnummer, även för skyddade. Spara den bara där regionen arkiverar. "
    "Ett lösenord måste bevaras lika länge som filen, annars går den inte att öppna."
)
READING = "Läser …"
SAVING = "Sparar …"
ERASING = "Gallrar …"

CONFIRM_TITLE = "Gallra"
PERSON_TITLE = "Radera person"
FOR_GOOD = "Det här går inte att ångra, inte heller det som gjordes före i samma ärenden."
STAYS = (
    "Kvar blir siffrorna i statistiken och åtkomstloggens rader, utan namn. "
    "Kommer personen med på en ny lista bjuds hen in som ny."
)
REFERENCE = "Gallringsbeslut"
REFERENCE_HINT = "Till exempel diarienumret. Det sparas i protokollet."
REASON = "Varför"
REASON_HINT = "Till exempel: begäran enligt artikel 17. Skriv inte vem det gäller, texten sparas."
REASON_MISSING, REFERENCE_MISSING = "Skriv kort varför.", "Skriv vilket beslut det gäller."
OPEN_CASE = "Gallra också ärendet som inte är avslutat"
OPEN_CASES = "Gallra också {count} ärenden som inte är avslutade"
COPIES = "Ta bort {count} när en ny är gjord"
COPIES_HINT = "Säkerhetskopior gjorda före gallringen innehåller personerna. Annars försvinner de efter hand."
COPIES_STAY = "Säkerhetskopior gjorda före gallringen innehåller personerna tills de byts ut, senast efter 12 månader."
NO_COPIES = (
    "Det finns inga säkerhetskopior i programmets mappar. Kopior som någon har sparat någon annanstans finns kvar."
)
WORD = "GALLRA"
TYPE_WORD = "Skriv {word} för att bekräfta"
TYPE_AGAIN = "Skriv ordet {word} med stora bokstäver."
DO_IT = "Gallra för gott"
ERASE_PERSON = "Radera person…"
LATER = "Gamla sidor i filen skrivs över nästa gång programmet startar."
NO_PROTOCOL = "Ingenting har gallrats."
PROTOCOL_COLUMNS = ("När", "Vem", "Vad")
PROTOCOL_LIST = "Gallringar"
PROTOCOL_TITLE = "Gallringsprotokoll"
PRINT = "Skriv &ut…"
SAVE = "&Spara…"
SAVE_KINDS = "Text (*.txt)"
SAVED = "Protokollet är sparat: {name}."

GROUND: Mapping[OutcomeGroup, str] = {
    **{
        OutcomeGroup(status): STATUS[Status(status)]
        for status in OutcomeGroup
        if status not in (OutcomeGroup.UNDONE, OutcomeGroup.ROWS)
    },
    OutcomeGroup.UNDONE: "Står inte på någon lista längre",
    OutcomeGroup.ROWS: "Borttagna rader",
}
OPEN = "Inte avslutat"


def ground(code: str | None) -> str:
    """An outcome as lists and the protocol name it."""
    return GROUND[OutcomeGroup(code)] if code in list(OutcomeGroup) else OPEN


def summary(shown: ErasurePlan) -> str:
    """`12 ärenden och 3 rader. 10 invånare gallras helt, 2 har ärenden kvar.`"""
    parts = []
    if shown.cases:
        parts.append(common.cases(len(shown.cases)))
    if shown.rows:
        parts.append(common.count_of(len(shown.rows), "rad", "rader"))
    if not parts:
        return NOTHING_DUE
    text = f"{common.listing(parts)}."
    if shown.cases:
        text += f" {common.residents(len(shown.residents))} gallras helt"
        text += f", {common.number(shown.staying)} har ärenden kvar." if shown.staying else "."
    return text


def counts(shown: ErasurePlan) -> str:
    """`Genomförd 8 · Tackat nej 4`"""
    return " · ".join(f"{ground(code)} {common.number(count)}" for code, count in shown.counts.items())


def act(shown: ErasurePlan) -> str:
    """The primary button."""
    return f"Gallra {common.cases(len(shown.cases))}…" if shown.cases else "Gallra…"


def open_cases(count: int) -> str:
    return OPEN_CASE if count == 1 else OPEN_CASES.format(count=common.number(count))


def copies(count: int) -> str:
    return COPIES.format(count=common.count_of(count, "äldre säkerhetskopia", "äldre säkerhetskopior"))


def erased(cases: int, residents: int, removed: int) -> str:
    """`Gallrat: 12 ärenden, 10 invånare. 3 säkerhetskopior togs bort.`"""
    what = [common.cases(cases), common.residents(residents)]
    gone = f" {common.count_of(removed, 'säkerhetskopia', 'säkerhetskopior')} togs bort." if removed else ""
    return f"Gallrat: {', '.join(what)}.{gone}"


def archive_name(today: date) -> str:
    return f"rhs-arkiv-{today}.sqlite3"


def table_name(today: date) -> str:
    return f"gallring-{today}.xlsx"


def protocol_name(today: date) -> str:
    return f"gallringsprotokoll-{today}.txt"


def line(record: ErasureRecord) -> str:
    """What an erasure was, in the list of them."""
    told: Any = record.counts
    what = f"{common.cases(told['cases'])}, {common.number(told['residents'])} invånare"
    return f"{'På begäran' if record.kind == 'person' else 'Enligt tiderna'}: {what}"


def protocol(records: Iterable[ErasureRecord], clinic: str, today: date) -> str:
    """The protocol as plain text. No name and no personnummer: people are numbers, as in the access log."""
    parts = [f"{PROTOCOL_TITLE}\n{clinic}\nUtskrivet {today}".replace("\n\n", "\n")]
    parts += ["\n".join(_told(one)) for one in records]
    return "\n\n".join([*parts, ""]) if len(parts) > 1 else f"{parts[0]}\n\n{NO_PROTOCOL}\n"


def _told(record: ErasureRecord) -> Iterable[str]:
    told: Any = record.counts
    yield f"Nr {record.id}, {_moment(record.at)}, {record.user}"
    yield f"Skäl: {'enskild begäran' if record.kind == 'person' else 'gallringstiderna'}"
    if record.reference:
        yield f"Beslut: {record.reference}"
    if record.reason:
        yield f"Orsak: {record.reason}"
    if record.rules:
        yield "Tider: " + ", ".join(f"{ground(code)} {months(count)}" for code, count in record.rules.items())
    yield f"Ärenden: {told['cases']}. Invånare som gallrades helt: {told['residents']}. Rader i listor: {told['rows']}."
    yield from (f"  {ground(code)}, {year}: {count}" for code, year, count in told["by"])
    yield f"Invånarnas nummer i registret: {record.people.replace(',', ', ') or 'inga'}"
    yield "Säkerhetskopior gjorda före gallringen kan innehålla uppgifterna tills de är borttagna."


def table_saved(count: int, name: str, *, encrypted: bool) -> str:
    return f"{common.number(count)} sparade i {name}{', skyddad med lösenord' if encrypted else ''}."


def months(count: int) -> str:
    return common.count_of(count, "månad", "månader")


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
