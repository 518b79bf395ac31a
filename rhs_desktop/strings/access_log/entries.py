"""Swedish for the access log: kinds of lines, who they are about, the check, the samples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

from rhs_desktop.domain.access_log import entries
from rhs_desktop.domain.access_log.entries import Access, CopiedData, Flaw, KeySource, LogFinding, LogLine, TurnedBack
from rhs_desktop.domain.act_kinds import ActKind, act_kind
from rhs_desktop.domain.codes import member
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import process

TITLE = "Åtkomstlogg"
SHEET = "Åtkomstlogg"
ABOUT_SHEET = "Om utdraget"
NAMED_AT_MOST = 25
"""So many people a line names; of more it says how many."""

KIND: Mapping[Access, str] = {
    Access.OPENED: "Öppnade ärendet",
    Access.UNMASKED: "Visade dolda uppgifter",
    Access.SEARCHED: "Sökte",
    Access.LISTED: "Visade en lista",
    Access.EXPORTED: "Exporterade till fil",
    Access.COPIED: "Kopierade",
    Access.PRINTED: "Skrev ut",
    Access.LOGIN: "Loggade in",
    Access.FAILED_LOGIN: "Misslyckad inloggning",
    Access.LOGOUT: "Loggade ut",
    Access.LOCKED: "Låste programmet",
    Access.UNLOCKED: "Låste upp programmet",
    Access.USERS: "Ändrade användare",
    Access.KEYS: "Satte tillbaka nyckelfilen",
    Access.BACKUP: "Säkerhetskopierade",
    Access.RESTORE: "Återställde en säkerhetskopia",
    Access.LOG_READ: "Öppnade loggen",
    Access.LOG_EXPORTED: "Exporterade loggen",
    Access.LOG_VERIFIED: "Kontrollerade loggen",
    Access.SAMPLE: "Stickprov",
}
_ABOUT_ANOTHER: Mapping[ActKind, str] = {
    ActKind.UNDO: "Ångrade",
    ActKind.REDO: "Gjorde om",
    ActKind.UNDO_ENTRY: "Ångrade för ett ärende",
}
"""Acts that are about another. The other acts are told as the status bar tells of them."""

COMMANDS: Mapping[str, str] = {"due": "rhs-desktop due", "paste": "rhs-desktop paste", "letters": "rhs-desktop letters"}
_WHAT: Mapping[CopiedData, str] = {
    CopiedData.NUMBER: "personnummer",
    CopiedData.PHONE: "telefonnummer",
    CopiedData.NAME: "namn",
    CopiedData.ADDRESS: "adress",
    CopiedData.PHONE_AND_ADDRESS: "telefon och adress",
    CopiedData.TEXT: "text",
    CopiedData.WHOLE_LIST: "hela listan",
    CopiedData.HANDOVER: "överlämning",
    CopiedData.COSMIC_CHECK: "kontroll i Cosmic",
    CopiedData.TO_REMIND: "att påminna",
    CopiedData.RECIPIENTS: "mottagare av ett utskick",
    CopiedData.RECIPIENT_NUMBERS: "personnummer för 1177",
    CopiedData.PASTED: "inklistrad tabell",
    CopiedData.CHECKLIST: "checklistan",
    CopiedData.SET_ASIDE: "rader att åtgärda",
    CopiedData.MENDED_ROWS: "rader som är åtgärdade",
    CopiedData.LETTERS: "brev",
    CopiedData.LETTERS_AGAIN: "brev på nytt",
    CopiedData.REMINDER_LETTERS: "påminnelsebrev",
    CopiedData.PROTECTED_LETTER: "brev genom Skatteverket",
    CopiedData.REPLY_FORM: "ifyllbart svarsbrev",
    CopiedData.RESTORE_PREVIEW: "vad en återställning skulle ändra",
    CopiedData.ERASURE_PREVIEW: "vilka som skulle gallras",
}
_KEYS: Mapping[KeySource, str] = {
    KeySource.LEFT: "det som var kvar av den",
    KeySource.OF_COPY: "den som låg vid en säkerhetskopia",
}


class LoggedPerson(Protocol):
    """Somebody whom a line names."""

    @property
    def name(self) -> str: ...

    @property
    def number(self) -> str: ...

    @property
    def protected(self) -> bool: ...


# ---- a line ----------------------------------------------------------------------------------------------------------


def kind(code: str) -> str:
    """What a line of that kind says was done."""
    if access := member(Access, code):
        return KIND[access]
    return _act(code, 1, {})


def _act(code: str, people: int, told: Mapping[str, Any]) -> str:
    done = act_kind(code)
    if done is ActKind.UNKNOWN:
        return f"{process.done(done, 1, {})}: {code}"
    if done.about_another:
        what = process.done(act_kind(str(told["kind"])), 1, {}) if told.get("kind") else ""
        text = _ABOUT_ANOTHER[done]
        return f"{text}: {what[:1].lower()}{what[1:]}" if what else text
    return process.done(done, people, told)


def kinds(codes: Iterable[str]) -> list[tuple[str, str]]:
    """Kinds to choose among with what they are called, each name once, by name."""
    named: dict[str, str] = {}
    for code in codes:
        named.setdefault(kind(code), code)
    return [(code, name) for name, code in sorted(named.items())]


def what(line: LogLine) -> str:
    """What was done, with the one detail that says most."""
    told = line.details
    if access := member(Access, line.kind):
        text = KIND[access]
        more = COMMANDS.get(str(told.get("command")), "") or _data(str(told.get("what")))
        return f"{text}: {more}" if more else text
    return _act(line.kind, max(1, count(line)), told)


def _data(told: str) -> str:
    """Which data a line is about, or which key file; empty for what a line of another version may tell."""
    if what := member(CopiedData, told):
        return _WHAT[what]
    keys = member(KeySource, told)
    return _KEYS[keys] if keys else ""


def count(line: LogLine) -> int:
    """How many people a line is about."""
    try:
        return entries.count(line.people)
    except ValueError:
        return 0


def who(line: LogLine, known: Mapping[int, LoggedPerson]) -> str:
    """Whom a line is about: the one person, or how many."""
    many = count(line)
    if many == 1:
        return person(entries.numbers(line.people)[0], known)
    return common.count_of(many, "person", "personer") if many else ""


def person(number: int, known: Mapping[int, LoggedPerson]) -> str:
    """`Karin Ek, 19760101-••••`; of a protected person only her number in the register."""
    found = known.get(number)
    if found is None:
        return f"Person nr {number}"
    if found.protected:
        return f"Skyddade personuppgifter (nr {number})"
    return ", ".join(filter(None, (found.name, found.number))) or f"Gallrad person (nr {number})"


def everybody(line: LogLine, known: Mapping[int, LoggedPerson]) -> list[str]:
    """The people of a line by name, the first of many."""
    try:
        first = entries.numbers(line.people, NAMED_AT_MOST)
    except ValueError:
        return []
    left = count(line) - len(first)
    named = [person(number, known) for number in first]
    return [*named, f"… och {common.number(left)} till"] if left else named


_DETAILS: Mapping[str, str] = {
    "count": "Antal",
    "rows": "Rader",
    "left_out": "Utelämnade",
    "protected": "Skyddade i filen",
    "encrypted": "Skyddad med lösenord",
    "words": "Sökord",
    "mark": "Sökordets märke",
    "changed": "Ändrade inställningar",
    "out_of": "Dragna ur",
    "seed": "Dragningens nummer",
    "lines": "Rader i loggen",
    "deviating": "Avvikande rader",
    "begin": "Från",
    "end": "Till",
    "of": "Användare i urvalet",
    "findings": "Fel",
    "template": "Mall",
    "roles": "Roller",
}


def more(line: LogLine) -> str:
    """The rest of what is told, in short."""
    parts = [
        f"{_DETAILS[key]}: {_value(value)}"
        for key, value in line.details.items()
        if key in _DETAILS and (isinstance(value, bool) or value not in (None, "", [], 0))
    ]
    if line.reason:
        parts.append(line.reason)
    return "; ".join(parts)


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, int):
        return common.number(value)
    return ", ".join(map(str, value)) if isinstance(value, Sequence) and not isinstance(value, str) else str(value)


def moment(at: datetime) -> str:
    """`2026-11-09 08:02:15`."""
    return f"{at:%Y-%m-%d %H:%M:%S}" if at.year > 1 else common.MISSING


def user(line: LogLine) -> str:
    """Who it was; of a login that failed nobody knows."""
    return line.user or NOBODY


def unit(line: LogLine) -> str:
    return line.unit or common.MISSING


NOBODY = "(okänd)"
COLUMNS = ("Tid", "Användare", "Vad", "Vem", "Mer")
HEADINGS = ("Nr", "Tid", "Användare", "Enhet", "Vad", "Antal personer", "Vem", "Mer", "Kontrollsumma")


def cells(line: LogLine, known: Mapping[int, LoggedPerson]) -> list[Any]:
    """A line under HEADINGS."""
    return [
        *(line.number, moment(line.at), user(line), line.unit, what(line), count(line), who(line, known)),
        *(more(line), line.digest),
    ]


def about(today: date, user: str, rows: int, lines: int, digest: str) -> list[str]:
    """The lines of the sheet that says what the file is."""
    return [
        f"Utdrag ur åtkomstloggen {today.isoformat()}, gjort av {user}.",
        f"{common.count_of(rows, 'rad', 'rader')} av {common.number(lines)} är med.",
        f"Kontrollsumma för hela loggen: {digest}",
        "Filen innehåller personuppgifter. Spara den i en låst mapp och ta bort den när den inte behövs.",
    ]


OVERVIEW_SHEET = "Översikt"
BY_MONTH = "Rader per användare och månad"
BY_KIND = "Rader per användare och vad som gjordes"
BY_HOUR = "Rader per användare och timme på dygnet"
USER_COLUMN, ALL = "Användare", "Alla"


def overview(times: Sequence[datetime], lines: int) -> list[str]:
    """The lines above the counts: from when to when, and how many lines the whole log has."""
    if not times:
        return ["Inga rader är med."]
    first, last = min(times).date().isoformat(), max(times).date().isoformat()
    counted = f"{common.count_of(len(times), 'rad', 'rader')} av {common.number(lines)} i loggen"
    return [f"{counted}, från {first} till {last}."]


# ---- the window ------------------------------------------------------------------------------------------------------

KINDS_OF_FILE = "Excel (*.xlsx);;Text (*.csv)"
EXPORT_TITLE = "Exportera åtkomstloggen"
EXPORT, VERIFY, SAMPLE, SHOW = "&Exportera…", "&Kontrollera loggen", "&Stickprov…", "&Visa"
FROM, TO, USER, KIND_, PERSON, TEXT = "&Från", "&Till", "A&nvändare", "Va&d", "&Person", "Inne&håller"
ANYBODY, ANYTHING = "Alla", "Allt"
PERSON_HINT = "Personnummer eller namn"
TEXT_HINT = "Ord i Mer, eller ett sökord"
LOADING, VERIFYING, WRITING = "Läser loggen …", "Kontrollerar loggen …", "Skriver filen …"
NO_LINES = "Inga rader stämmer med urvalet."
WHICH_PERSON = "Flera personer stämmer. Välj en."
NOBODY_FOUND = "Ingen i registret stämmer med {text}."
LIST = "Rader i loggen, nyast först"
THE_LINE = "Vald rad"
UNIT, DIGEST, PEOPLE, MORE, NUMBER = "Enhet", "Kontrollsumma", "Personer", "Mer", "Rad nr"
KEPT = "Att du läser loggen loggas. Inget i loggen går att ändra eller ta bort."


def file_name(today: date) -> str:
    return f"atkomstlogg-{today.isoformat()}.xlsx"


def too_many(found: int) -> str:
    """So many people may be meant that none is offered."""
    return f"{common.number(found)} personer stämmer, eller fler. Skriv mer av namnet, eller personnumret."


def shown(lines: int, total: int) -> str:
    if lines == total:
        return f"{common.count_of(total, 'rad', 'rader')}"
    return f"De {common.number(lines)} senaste av {common.number(total)} rader. Begränsa urvalet för att se äldre."


def to_export(rows: int) -> str:
    """What will be in the file, before it is saved."""
    return f"{common.count_of(rows, 'rad', 'rader')} ur loggen, med namn på användare och invånare."


def exported(rows: int, name: str, *, encrypted: bool) -> str:
    how = ", skyddad med lösenord" if encrypted else ""
    return f"{common.count_of(rows, 'rad', 'rader')} ur loggen sparade i {name}{how}"


def verdict(findings: Sequence[LogFinding], lines: int, digest: str, turned_back: Sequence[TurnedBack] = ()) -> str:
    """The answer of Kontrollera loggen."""
    clock = [
        CLOCK.format(line=one.line, before=moment(one.before), after=moment(one.after)) for one in turned_back[-3:]
    ]
    if not findings:
        ends = f", den sista slutar på {digest[-8:]}" if digest else ""
        return " ".join([f"Loggen är hel: alla {common.number(lines)} rader är som de skrevs{ends}.", *clock])
    said = [finding(one) for one in findings[:_FINDINGS_SHOWN]]
    left = len(findings) - len(said)
    more_ = [f"… och {common.number(left)} fel till."] if left else []
    return " ".join([NOT_WHOLE, *said, *more_, *clock])


CLOCK = "Före rad {line} gick datorns klocka tillbaka, från {before} till {after}: se även efter rader från de dagarna."
NOT_WHOLE = "Loggen är inte hel."
_FINDINGS_SHOWN = 5
_FINDINGS: Mapping[Flaw, tuple[str, str]] = {
    Flaw.CHANGED: ("Rad {about} är ändrad, eller följer inte på raden före.", "Raderna {about} är ändrade."),
    Flaw.MISSING: ("Rad {about} saknas.", "Raderna {about} saknas."),
    Flaw.ADDED: ("Rad {about} är inte skriven av programmet.", "Raderna {about} är inte skrivna av programmet."),
    Flaw.HEAD: ("Loggens slut stämmer inte med det som är antecknat om det.",) * 2,
    Flaw.ACT: ("Åtgärd {about} saknar rad i loggen.", "Åtgärderna {about} saknar rader i loggen."),
}


def finding(one: LogFinding) -> str:
    single, several = _FINDINGS[one.flaw]
    return (single if one.first == one.last else several).format(about=one.about)


# ---- when it cannot be written ---------------------------------------------------------------------------------------


def waiting(looks: int) -> str:
    """In the status line while the log cannot be written."""
    return f"Åtkomstloggen går inte att skriva: {common.count_of(looks, 'visning', 'visningar')} väntar"


def lost(looks: int) -> str:
    """When the program ends before the log could be written."""
    return f"{common.count_of(looks, 'visning', 'visningar')} hann inte loggas, för databasen går inte att skriva."


LOST_ADVICE = "Anteckna vilka ärenden du öppnade sedan dess, och säg till den som granskar loggen."
