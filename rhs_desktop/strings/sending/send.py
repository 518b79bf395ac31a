"""Swedish for sending invitations through 1177: the pages of the wizard, what blocks it, and where cases continue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

from rhs_desktop.domain.codes import RecipientOutcome
from rhs_desktop.domain.manuals.manual import SendingHours
from rhs_desktop.domain.sending import SendHold
from rhs_desktop.strings import common
from rhs_desktop.strings.cases.process import HOLD

TITLE = "Skicka ärende"
STAGES = ("Mall", "Mottagare", "Kontroll i 1177", "Skickat?")
CONTINUE_LATER = "Stäng och fortsätt senare"
NO_SEND = "Det blir inget utskick …"
NOBODY_TO_INVITE = "Det finns ingen att bjuda in än."
IMPORT_FIRST = "Importera en lista först."
REOPENED = "Utskicket öppnades igen"
ABANDON_QUESTION = "Blev det inget utskick?"
ABANDON_ACT = "Ta bort utskicket"
ABANDON_CANCEL = "Behåll det"
CHOOSE_RECIPIENTS = "Välj mottagare"
GO_ON = "Gå vidare"
NOT_YET = "Nej, inte än"

ROUND, ROUND_LABEL = "Omgång", "&Omgång"
MANUAL, MANUAL_LABEL = "Manual", "Ärenden som följer"
WEB_TIMES, WEB_TIMES_LABEL = "Lediga webbtider", "Hur många lediga webbtider finns i webbtidboken?"
TEMPLATE_QUESTION = "Vilken mall skickar du i 1177? Välj efter det interna namnet."
NEEDS_WEB_TIMES = "Kräver lediga webbtider."
NEEDS_NO_WEB_TIMES = "Kräver inga webbtider."
RESUME = "Fortsätt med det"

RECIPIENT_COUNT, RECIPIENT_COUNT_LABEL = "Antal mottagare", "&Antal"
ORDER, ORDER_LABEL = "Ordning", "&Ordning"
LONGEST_WAITING = "Längst väntan först"
LIST_ORDER = "Listans ordning"
PASTE_NUMBERS = "&Klistra in personnummer …"
FROM_FILE = "&Från fil …"
REMOVE_RECIPIENT = "&Ta bort ur listan"
RECIPIENTS = "Mottagare"
RECIPIENT_HEADINGS = (common.PERSONAL_NUMBER, common.NAME)
HELD_BACK = "Hålls tillbaka"
HELD_BACK_HEADINGS = (*RECIPIENT_HEADINGS, "Varför")
NUMBERS = common.PERSONAL_NUMBER
NUMBERS_HINT = "Ett eller flera, ett per rad eller med komma emellan."
CHOOSE_NUMBERS_FILE = "Välj fil med personnummer"
NUMBERS_FILES = "Textfiler (*.txt *.csv);;Alla filer (*)"
FILE_UNREADABLE = "Filen går inte att öppna."
FILE_IN_USE = "Den kan vara öppen i ett annat program."

CONTROL = "Kontroll i 1177"
CONTROL_HEADINGS = (*RECIPIENT_HEADINGS, "I 1177", "Fortsätter med")
COPY_NEXT = "Kopiera &nästa nummer"
COPY_ALL = "Kopiera &alla"
SAVE_FILE = "&Spara för Importera från fil …"
SAVE_FILE_TITLE = "Spara för Importera från fil"
NUMBERS_FILE = "mottagare.txt"
TEXT_FILES = "Textfiler (*.txt)"
PASTE_RECIPIENTS = "Klistra in &mottagarlistan …"
UNDO_MARK = "&Ångra senaste markeringen"
TAKE_OUT = "&Ta ur utskicket"
NUMBERS_IN_ORDER = "Numren, i samma ordning som här"
WHAT_1177_SHOWS = "Vad visar 1177?"
HOW = "Gör så här i 1177"
RECIPIENT_LIST = "Mottagarlistan från 1177"
RECIPIENT_LIST_HINT = "Markera mottagarlistan i 1177, kopiera den och klistra in den här. Kolumnen Aviseringar läses."
MARK_ACT = "Markera"

SENT_QUESTION = "Gick utskicket iväg i 1177?"
SENT_NOTE = "Först när du svarar ja skrivs datum och inbjudningssätt."

MARK: Mapping[RecipientOutcome, str] = {
    RecipientOutcome.NOTIFIED: "Mobiltelefon/E-post",
    RecipientOutcome.NO_NOTIFICATION: "Saknas",
    RecipientOutcome.NEVER_LOGGED_IN: "Aldrig inloggad",
    RecipientOutcome.LOCKED: "Låst",
    RecipientOutcome.WRONG_NUMBER: "Fel personnummer",
}
"""What stands beside the keys 1–5, in their order; the first two word for word as in 1177."""

MOVED: Mapping[RecipientOutcome, str] = {
    RecipientOutcome.NO_NOTIFICATION: "saknar avisering i 1177",
    RecipientOutcome.NEVER_LOGGED_IN: "har aldrig loggat in i 1177",
    RecipientOutcome.LOCKED: "har låst inloggning i 1177",
    RecipientOutcome.WRONG_NUMBER: "har ett personnummer som 1177 inte känner igen",
}

WEB_TIMES_UNKNOWN = "Skriv hur många lediga webbtider som finns."
NO_WEB_TIMES = "Mallen kräver lediga webbtider. Lägg upp tider i webbtidboken, eller välj mallen utan webbtider."
NOBODY_CHOSEN = "Välj minst en mottagare."
NOBODY_LEFT = "Ingen i utskicket kan ta emot inbjudan i 1177."


def too_many(most: int, over: int) -> str:
    """More recipients than one send may hold, by how many."""
    return f"Ett utskick kan ha högst {most} mottagare. Ta bort {over}."


def unmarked(count: int) -> str:
    """How many recipients have no mark yet."""
    return f"Markera vad 1177 visar för alla. {common.number(count)} återstår."


def held_back(reasons: Sequence[SendHold]) -> str:
    """All reasons as one sentence, the most important first."""
    return common.sentence(", ".join(HOLD[reason] for reason in reasons))


def outside_hours(now: datetime, hours: SendingHours, what: str = "inbjudan") -> str:
    """Warning outside the recommended hours of sending; `what` is sent."""
    weekday = common.WEEKDAYS[now.weekday()]
    best = f"{_hour(hours.start)}–{_hour(hours.end)}"
    return f"Det är {weekday} {now:%H:%M}. Invånarens telefon plingar när {what} kommer. Skicka helst vardagar {best}."


def _hour(at: time) -> str:
    return f"{at:%H.%M}" if at.minute else str(at.hour)


def prepare(count: int) -> str:
    """The button that prepares the batch."""
    return f"Förbered {recipients(count)}"


def waiting(count: int, template: str, prepared: str, by: str) -> str:
    """A batch that was prepared and not confirmed; `prepared` is when."""
    return f"Ett utskick väntar på svar: {recipients(count)}, {template}, förberett {prepared} av {by}."


def public_name(name: str) -> str:
    """The name of a template in 1177."""
    return f"I 1177: {name}"


def template_description(key: int, needs: str, answers: Sequence[str]) -> str:
    """Accessible description of a template: the number key that chooses it, what it needs, what can be answered."""
    return f"Tangent {key}. {needs} {' '.join(answers)}"


def in_the_send(count: int) -> str:
    """Heading of the recipients."""
    return f"{common.sentence(recipients(count))} i utskicket"


def copy_all(count: int) -> str:
    return f"Kopiera &alla {count}"


def mark(count: int) -> str:
    """The button that takes the marks of a pasted recipient list."""
    return f"Markera {common.number(count)}"


def add(count: int) -> str:
    """The button that adds pasted recipients."""
    return f"Lägg till {common.number(count)}"


def not_in_the_send(who: str) -> str:
    return f"{who}: är inte med i utskicket"


def not_in_the_round(who: str) -> str:
    return f"{who}: finns inte i omgången"


def answers_seen(count: int) -> str:
    return f"Invånaren kan svara på {common.count_of(count, 'sätt', 'sätt')}:"


def suggestion(size: int, one_by_one: int, free_times: int | None) -> str:
    """How many are proposed at a time and why."""
    if free_times is not None and size < one_by_one:
        return f"Förslag: {size} mottagare, så att alla som vill boka själva får en tid."
    return f"Förslag: {size} mottagare åt gången, som manualen rekommenderar."


def recipients(count: int) -> str:
    return common.count_of(count, "mottagare", "mottagare")


SENT_DAY = "Vilken &dag skickades det i 1177?"
SENT_DAY_HINT = "Påminnelsen, och dagen då 1177 avslutar, räknas från den dagen."


def confirm(count: int) -> str:
    """The button that writes date and channel."""
    return f"Ja, markera {common.number(count)} som skickade"


def sent(count: int) -> str:
    return f"{common.number(count)} markerades som skickade" if count != 1 else "1 markerades som skickat"


def prepared(count: int) -> str:
    return f"Utskick med {recipients(count)} är förberett"


def later(count: int) -> str:
    """How many residents are ready but not in this batch; empty for 0."""
    return f"{common.count_of(count, 'person till är klar', 'till är klara')} att bjuda in." if count else ""


def marked_left(left: int, why: str) -> str:
    """How many marked cases are left for the next send, and why."""
    return f"{common.number(left)} av de markerade väntar till nästa utskick. {why}"


def recommended(size: int) -> str:
    return f"Manualen rekommenderar högst {size} åt gången."


def own_size(size: int) -> str:
    return f"Ni skickar till {size} åt gången enligt inställningarna."


def web_times(count: int) -> str:
    return f"{common.count_of(count, 'webbtid är ledig', 'webbtider är lediga')}."


def take_all(count: int) -> str:
    return f"Ta med &alla {common.number(count)}"


def held_heading(count: int) -> str:
    return f"{common.number(count)} hålls tillbaka"


def control(receiving: int, unmarked: int, moved: Mapping[str, int]) -> str:
    """The state of the batch: "18 får inbjudan · 3 till Ring · 2 kvar att markera"."""
    parts = [f"{common.number(receiving)} får inbjudan"]
    parts += [f"{common.number(count)} till {queue}" for queue, count in moved.items()]
    if unmarked:
        parts.append(f"{common.number(unmarked)} kvar att markera")
    return " · ".join(parts)


def goes_to(queue: str, outcome: RecipientOutcome) -> str:
    """The queue where the case of a resident continues who cannot be notified, and why."""
    return f"{queue}: {MOVED[outcome]}"


def rest(count: int) -> str:
    """The button that marks everybody not yet marked as reachable."""
    return f"Resten har Mobiltelefon/E-post ({common.number(count)})"


def copied(count: int) -> str:
    return "Numret är kopierat." if count == 1 else f"{common.number(count)} nummer är kopierade."


def cleared_after(seconds: int) -> str:
    return f"Urklippet töms om {seconds} s."


def pasted(ready: int, unknown: int, held: int, refused: int) -> str:
    """Summary of pasted personnummer."""
    parts = [f"{common.number(ready)} kan läggas till"]
    if held:
        parts.append(f"{common.number(held)} hålls tillbaka")
    if unknown:
        parts.append(f"{common.number(unknown)} finns inte i omgången")
    if refused:
        parts.append(f"{common.number(refused)} går inte att läsa")
    return " · ".join(parts)


def table_read(known: int, changed: int, unknown: int, unreadable: int) -> str:
    """Summary of a pasted recipient list."""
    parts = [f"{common.number(known)} lästa, {common.number(changed)} att markera"]
    if unknown:
        parts.append(f"{common.number(unknown)} är inte med i utskicket")
    if unreadable:
        parts.append(f"{common.count_of(unreadable, 'rad', 'rader')} går inte att läsa")
    return " · ".join(parts)


UNREADABLE: Mapping[str, str] = {
    "no_number": "personnummer saknas",
    "broken_number": "personnumret stämmer inte",
    "no_notice": "aviseringen saknas eller är okänd",
    "two_notices": "två olika aviseringar för samma person",
    "not_told_apart": "det går inte att se vilken avisering som hör till vem",
}


def unreadable(line: int, text: str, reason: str) -> str:
    """A row of a pasted recipient list that cannot be used, and why."""
    return f"Rad {line}, {text}: {UNREADABLE.get(reason, 'går inte att läsa')}."


def about_to_write(count: int, template: str) -> str:
    """What the confirmation records."""
    return f"{common.count_of(count, 'invånare blir inbjuden', 'invånare blir inbjudna')} i dag, via 1177: {template}."


def already_moved(counts: Mapping[str, int]) -> str:
    """How many left the batch, by queue; empty where nobody did."""
    parts = [f"{common.number(count)} till {queue}" for queue, count in counts.items()]
    return f"Redan flyttade: {common.listing(parts)}." if parts else ""


def about_to_abandon(count: int) -> str:
    """What removing a prepared batch does."""
    who = common.count_of(count, "invånare blir klar", "invånare blir klara")
    return f"{who} att bjuda in igen. Inget har skickats."


def abandoned(count: int) -> str:
    return f"Utskicket med {recipients(count)} togs bort"


def file_saved(names: Sequence[str]) -> str:
    """The files that were saved, and that they hold personnummer."""
    return f"Sparat: {', '.join(names)}. Ta bort filen när utskicket är klart, den innehåller personnummer."
