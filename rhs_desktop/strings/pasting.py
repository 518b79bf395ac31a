"""Swedish for pasted tables: what was recognised, the verdict on each row and its reason, and the totals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rhs_desktop.domain.cases import events as ev
from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.codes import Eligibility, RecipientOutcome
from rhs_desktop.domain.manuals.portal_1177 import Portal, PortalStatus
from rhs_desktop.domain.pasting import FindingReason, PasteFinding, Shown, Source, Unreadable, Verdict
from rhs_desktop.domain.recognition.reader import Kind
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.process import ELIGIBILITY, RECIPIENT, STATUS

SOURCE: Mapping[Source, str] = {
    Source.CASES: "Ärenden i 1177",
    Source.RECIPIENTS: "Mottagarlistan i 1177",
    Source.COSMIC: "Kontrollerade i Cosmic",
    Source.NUMBERS: "Enbart personnummer",
    Source.PEOPLE: "Personnummer och namn",
    Source.LIST: "En lista att importera",
    Source.NOTHING: "Inget som känns igen",
}
HINT: Mapping[Source, str] = {
    Source.CASES: "Status i 1177 antecknas i ärendena. Inget går bakåt i tiden.",
    Source.RECIPIENTS: "De som inte kan få ärendet i 1177 tas ur utskicket och bjuds in på annat sätt.",
    Source.COSMIC: "De på listan markeras som listade här, inte avlidna. Den som saknas på listan tas inte bort.",
    Source.NUMBERS: "Visar vilka personerna är. Inget ändras.",
    Source.PEOPLE: "Är alla kontrollerade i Cosmic, eller är det en ny lista? Välj vad den ska läsas som.",
    Source.LIST: "Listan öppnas i importen, där raderna kontrolleras.",
    Source.NOTHING: "Markera tabellen i 1177 eller Cosmic, kopiera den och klistra in den här.",
}
VERDICT: Mapping[Verdict, str] = {
    Verdict.NEW: "Nytt",
    Verdict.CHOICE: "Välj",
    Verdict.SAME: "Oförändrat",
    Verdict.OLDER: "Äldre än det vi vet",
    Verdict.UNKNOWN: "Okänd person",
    Verdict.UNREADABLE: "Går inte att läsa",
    Verdict.OTHER: "Annat ärende",
    Verdict.SUPERSEDED: "Senare rad gäller",
}
BECAUSE: Mapping[FindingReason | Unreadable, str] = {
    FindingReason.NOT_RECORDED: "Inbjuden enligt 1177, men inte markerad här.",
    FindingReason.IN_A_BATCH: "Ligger i ett utskick som inte är bekräftat här. 1177 visar att det gick iväg.",
    FindingReason.BEFORE_THE_LIST: "Inbjuden enligt 1177 innan personen kom med på listan här.",
    FindingReason.NO_DAY: "Inbjuden enligt 1177, men tabellen säger inte när. Dagens datum föreslås.",
    FindingReason.WHICH_CASE: "Tabellen visar inte ärendetypen. Kontrollera i 1177 att raden gäller inbjudan.",
    FindingReason.SENT_LATER: "1177 visar ett ärende som skapades efter inbjudan. Kontrollera att det är rätt ärende.",
    FindingReason.REOPENED: "Ärendet är avslutat här, men 1177 visar ett svar.",
    FindingReason.REMINDER: "Påminnelsen syns i 1177, men är inte markerad här.",
    FindingReason.GOES_BACK: "Här finns redan en senare status.",
    FindingReason.BEFORE_KNOWN: "Raden uppdaterades före det senaste som är känt här.",
    FindingReason.EARLIER_INVITATION: "Raden gäller en tidigare inbjudan.",
    FindingReason.NOT_THE_INVITATION: "Ärendetypen är inte inbjudan till hälsosamtal.",
    FindingReason.ALREADY_SENT: "Inbjudan är redan skickad.",
    FindingReason.NOT_IN_A_BATCH: "Ligger inte i något förberett utskick.",
    FindingReason.FINISHED: "Ärendet är avslutat här.",
    FindingReason.NO_CHECK_NEEDED: "Redan inbjuden eller avslutad, behöver ingen kontroll.",
    FindingReason.EXCLUDED_BEFORE: "Bjuds inte in här, men står på listan från Cosmic.",
    FindingReason.DEAD_OR_MOVED: "Raden säger att personen inte är listad här eller är avliden.",
    FindingReason.PERHAPS: "Raden kan betyda det. Läs den i Cosmic.",
    FindingReason.PROTECTED: "Skyddade personuppgifter. Tas ställning till en i taget.",
    FindingReason.NO_CONTACT: "Raden säger att personen inte ska kontaktas. Då bjuds personen inte in.",
    FindingReason.SAID_BEFORE: "Avliden enligt en lista. Tabellen säger inget om det: kontrollera personen för sig.",
    FindingReason.OTHER_STATUS: "Statusen gäller något annat, har en administratör sagt.",
    Unreadable.NO_NUMBER: "Raden har inget personnummer.",
    Unreadable.BROKEN_NUMBER: "Personnumret går inte att läsa eller kan inte stämma.",
    Unreadable.NO_STATUS: "Raden har ingen status.",
    Unreadable.UNKNOWN_STATUS: "Programmet känner inte igen statusen.",
    Unreadable.TWO_STATUSES: "Raden har flera statusar.",
    Unreadable.NO_NOTICE: "Raden säger inget om avisering.",
    Unreadable.TWO_NOTICES: "Tabellen säger emot sig själv om aviseringen.",
    Unreadable.IN_THE_FUTURE: "Datumet ligger i framtiden. Stämmer datorns klocka?",
    Unreadable.NOT_TOLD_APART: "Det går inte att se vilka rader som hör ihop. Kopiera om med rubrikerna.",
}
SAY_WHAT = (
    "Säg vad tabellen är: --as cosmic (alla är kontrollerade i Cosmic), --as list (en lista att importera) eller "
    "--as numbers."
)
KIND: Mapping[Kind, str] = {
    Kind.PROTECTED: "Skyddade personuppgifter",
    Kind.DECEASED: ELIGIBILITY[Eligibility.DECEASED],
    Kind.NO_CONTACT: "Ska inte kontaktas",
    Kind.NOT_LISTED: ELIGIBILITY[Eligibility.NOT_LISTED],
}
NOT_ON_THE_LIST = "Står inte på listan från Cosmic"
MISSING = "Saknas på listan"
TITLE = "Klistra in"
BOX = "Kopierat ur 1177 eller Cosmic (Ctrl+V)"
TAKEN_AS = "Läses som"
TEMPLATE = "Mall"
TEMPLATE_HINT = "Gäller de förkryssade vars mall inte framgår."
CHOOSE_TEMPLATE = "Välj mall"
TO_IMPORT = "Öppna i importen"
COLUMNS = ("Utfall", "Personnummer", "Namn", "Ändring", "När", "Varför")


def shown(what: Shown | None, portal: Portal) -> str:
    """What a case is shown as, in the words of the system that says so."""
    if isinstance(what, PortalStatus):
        return portal.label(what)
    if isinstance(what, Status):
        return STATUS[what]
    if isinstance(what, RecipientOutcome):
        return RECIPIENT[what]
    if isinstance(what, Kind):
        return KIND[what]
    return ELIGIBILITY[what] if isinstance(what, Eligibility) else ""


def why(finding: PasteFinding) -> str:
    """Why a row is what it is, in a sentence; empty where its verdict says it."""
    return BECAUSE[finding.because] if finding.because else ""


def when(finding: PasteFinding) -> str:
    """The day that would be recorded, `2026-11-09 14:33`; of several events that of the last."""
    event: ev.Event | None = finding.events[-1] if finding.events else None
    on, at = (event.on, event.at) if event else (finding.sent.on, finding.sent.at) if finding.sent else (None, None)
    if on is None:
        return str(finding.moment or "")
    return f"{on.isoformat()} {at:%H:%M}" if at else on.isoformat()


def change(finding: PasteFinding, portal: Portal) -> str:
    """`Fråga till invånare → Avslutat`; only the one that is known, if both are not or are the same."""
    was, becomes = shown(finding.was, portal), shown(finding.becomes, portal)
    return f"{was} → {becomes}" if was and becomes and was != becomes else becomes or was


def recorded(cases: int, *, read_off: int = 0) -> str:
    """For how many cases something new was recorded, and how many others were read off."""
    seen = f"Avlästa utan något nytt: {common.cases(read_off)}." if read_off else ""
    return " ".join(filter(None, (f"Antecknat för {common.cases(cases)}." if cases or not read_off else "", seen)))


def apply_next(count: int) -> str:
    """How the command line goes on."""
    changes = common.count_of(count, "ändring", "ändringar")
    return f"Inget är antecknat. Kör om med --apply för att anteckna {changes}."


def more_troubles(count: int) -> str:
    """How many more rows could not be parsed than are shown."""
    return f"… och {count} till"


def act(count: int, *, read_off: bool = False) -> str:
    """The button that records; `read_off`: without a change there is still that 1177 was read off."""
    if not count:
        return "Anteckna att 1177 är avläst" if read_off else "Inget att anteckna"
    return f"Anteckna {common.count_of(count, 'ändring', 'ändringar')}"


def tick_choices(count: int) -> str:
    return (
        f"Kryssa för alla {common.number(count)} att ta ställning till"
        if count > 1
        else "Kryssa för den du vill ta med"
    )


def summary(findings: Iterable[PasteFinding], missing: int = 0) -> str:
    """`18 lästa, 5 svar, 2 okända, 1 äldre än det vi vet`: changes by kind first, then the rest by what they are."""
    counts: dict[str, int] = {}
    for finding in findings:
        kind = _kind(finding)
        counts[kind] = counts.get(kind, 0) + 1
    if missing:
        counts["missing"] = missing
    told = [common.count_of(counts[kind], *_COUNTED[kind]) for kind in _COUNTED if kind in counts]
    return ", ".join(told) or "Inga rader"


def _kind(finding: PasteFinding) -> str:
    if finding.verdict is not Verdict.NEW:
        return finding.verdict.value
    return finding.becomes.value if finding.becomes is not None else finding.verdict.value


_COUNTED: Mapping[str, tuple[str, str]] = {
    PortalStatus.READ: ("läst", "lästa"),
    PortalStatus.ANSWERED: ("svar", "svar"),
    PortalStatus.CLOSED: ("avslutat", "avslutade"),
    RecipientOutcome.NOTIFIED: ("med avisering", "med avisering"),
    RecipientOutcome.NO_NOTIFICATION: ("utan avisering", "utan avisering"),
    RecipientOutcome.NEVER_LOGGED_IN: ("aldrig inloggad", "aldrig inloggade"),
    RecipientOutcome.LOCKED: ("låst", "låsta"),
    RecipientOutcome.WRONG_NUMBER: ("fel personnummer", "fel personnummer"),
    Kind.PROTECTED: ("skyddad", "skyddade"),
    Eligibility.NOT_LISTED: ("inte listad här", "inte listade här"),
    Eligibility.DECEASED: ("avliden", "avlidna"),
    Eligibility.LISTED_ALIVE: ("listad här, inte avliden", "listade här, inte avlidna"),
    Verdict.NEW: ("nytt", "nya"),
    Verdict.CHOICE: ("att ta ställning till", "att ta ställning till"),
    Verdict.UNKNOWN: ("okänd", "okända"),
    Verdict.OLDER: ("äldre än det vi vet", "äldre än det vi vet"),
    Verdict.UNREADABLE: ("går inte att läsa", "går inte att läsa"),
    Verdict.OTHER: ("annat ärende", "andra ärenden"),
    Verdict.SUPERSEDED: ("ersatt av en senare rad", "ersatta av senare rader"),
    Verdict.SAME: ("oförändrad", "oförändrade"),
    "missing": ("saknas på listan", "saknas på listan"),
}
