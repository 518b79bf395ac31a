"""Swedish for säkerhetskopior: kinds, how they stand, what taking the register back would change, and trouble."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.backups import Backup, BackupKind, Condition
from rhs_desktop.domain.errors import ExpectedError, StoreTrouble
from rhs_desktop.strings import common
from rhs_desktop.strings.cases import process

KIND: Mapping[BackupKind, str] = {
    BackupKind.START: "när programmet startade",
    BackupKind.DAILY: "dagens",
    BackupKind.BEFORE_IMPORT: "före en import",
    BackupKind.BEFORE_BATCH: "före många ändringar",
    BackupKind.BEFORE_MIGRATION: "före en ny version",
    BackupKind.BEFORE_RESTORE: "före en återställning",
    BackupKind.BY_HAND: "för hand",
}

TITLE = "Säkerhetskopior"
LIST = "Säkerhetskopiorna, den senaste först"
COLUMNS = ("Gjord", "Slag", "Storlek", "Finns")
NONE = "Det finns inga säkerhetskopior än."
MAKE = "Säkerhetskopiera &nu"
SHOW = "&Visa vad som skulle ändras"
RESTORE = "Återställ…"
RESTORE_IT = "Återställ"
OPEN_FILE = "&Annan fil…"
CHOICES = "&Inställningar…"
UNDO = "Ångra återställningen…"
LAST_WAS_RESTORE = "Det senaste som gjordes var en återställning från en säkerhetskopia."
UNDONE_HERE = "Det senaste är en återställning. Den ångras i Meny → Säkerhetskopior."
NO_FURTHER = (
    "Det går inte att ångra förbi en återställning. En administratör kan se i Säkerhetskopior om återställningen "
    "går att ångra."
)
MAKING = "Kopierar …"
COMPARING = "Jämför …"
RESTORING = "Återställer …"
STOPPED = "Kopieringen avbröts. Ingen säkerhetskopia gjordes."
PICK_FILE = "Välj en säkerhetskopia"
FILE_KINDS = "Säkerhetskopior (*.sqlite3);;Alla filer (*)"

WOULD_CHANGE = "Om du återställer"
HOLDS = "Kopian innehåller allt till och med {when}."
HOLDS_NOTHING = "Kopian gjordes innan något hade hänt."
SAME = "Inget skulle ändras. Kopian innehåller precis det som finns nu."
GONE = "Det här har gjorts sedan dess och försvinner:"
BACK = "Det här kommer tillbaka:"
PEOPLE_GONE = "Personer som försvinner:"
PEOPLE_BACK = "Personer som kommer tillbaka:"
KEPT = "Åtkomstloggen och användarna blir kvar som de är, och den som är gallrad kommer inte tillbaka."
_SHOWN = 12

ASK = "Återställ till {when}?"
ASK_DETAILS = "{gone} Det som finns nu kopieras först, så att du kan ångra."
ASK_NOTHING_GONE = "Inget som har gjorts försvinner."
ASK_ACT = "Återställ"

RESCUE_TITLE = "Återställ från säkerhetskopia"
RESCUE_TEXT = "Registret kan återställas från en säkerhetskopia. Den skadade filen sparas bredvid."
RESCUE_PICK = "Välj vilken säkerhetskopia som ska gälla. Den senaste står överst."
RESCUE_NONE = "Det finns inga säkerhetskopior i mappen. Välj en fil, till exempel på ett USB-minne."
RESCUE_OFFER = "Återställ från säkerhetskopia…"
MADE = "Säkerhetskopian är gjord: {path}"
RESTORED = "Registret är återställt till säkerhetskopian {name}."
KEYS_PUT_BACK = "Nyckelfilen är satt tillbaka. Lösenorden i den gäller från och med nu."
UNDO_BY = "Så ångras det: rhs-desktop restore {name}"
RESCUED = "Registret är återställt."
RESCUED_ADVICE = "Logga in igen. Den skadade filen ligger kvar i mappen med säkerhetskopior."

CHOICES_TITLE = "Inställningar för säkerhetskopior"
CHOICES_SAVE = "Spara inställningarna"
SECOND_PICK = "Välj en mapp, till exempel på ett USB-minne eller en nätverksdisk"
SECOND_CHOSEN = "Kopior läggs också i {path}."
SECOND_NONE = "Ingen andra mapp är vald. Går datorn sönder är kopiorna borta med den."
KEEP_HEADING = "Så länge sparas de"
DAYS = "Senaste &dagarna"
WEEKS = "Senaste &veckorna"
MONTHS = "Senaste &månaderna"
KEEP_HINT = "Den sista kopian varje dag, vecka och månad sparas så många tillbaka. Den senaste tas aldrig bort."
WORKDAYS = "Varna när det har gått så många &arbetsdagar"
SECOND_HEADING = "Också i en andra mapp"
SECOND_BUTTON = "V&älj mapp…"
SECOND_FORGET = "&Sluta kopiera dit"
SECOND_HINT = "Är mappen inte ansluten syns det i fönstret, men arbetet stannar inte."
SAVED = "Inställningarna för säkerhetskopior är sparade"


def made(one: Backup, today: date) -> str:
    """`i går 16:40`, with the kind after it where two would look alike."""
    return common.stamp(one.at, today)


def size(count: int) -> str:
    """`4,2 MB`, as Swedish writes it."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1_000))} kB"
    return f"{count / 1_000_000:.1f} MB".replace(".", ",")


def where(*, here: bool, second: bool) -> str:
    if here and second:
        return "här och i andra mappen"
    return "här" if here else "bara i andra mappen"


class BackupHealth(Protocol):
    """How the copies stand (services.backups.Status)."""

    @property
    def latest(self) -> Backup | None: ...
    @property
    def condition(self) -> Condition: ...
    @property
    def trouble(self) -> ExpectedError | None: ...
    @property
    def second(self) -> ExpectedError | None: ...


def line(status: BackupHealth, today: date) -> str:
    """What the window's bottom line says: the age of the latest copy, or what is wrong."""
    latest = status.latest
    if latest is None:
        return "Säkerhetskopia saknas"
    when = common.stamp(latest.at, today)
    if status.trouble:
        return f"Säkerhetskopian misslyckades, senaste {when}"
    if status.condition is Condition.OLD:
        return f"Säkerhetskopian är gammal: {when}"
    if status.second:
        return f"Säkerhetskopia {when}, men inte i andra mappen"
    return f"Säkerhetskopia {when}"


def done(one: Backup, today: date) -> str:
    return f"Säkerhetskopian är gjord ({common.stamp(one.at, today)})"


def restored(when: str) -> str:
    return f"Registret är återställt till {when}"


def holds(until: datetime | None, today: date) -> str:
    return HOLDS.format(when=common.stamp(until, today)) if until else HOLDS_NOTHING


def deeds(found: Iterable[tuple[ActKind, datetime, str, int]], today: date) -> list[str]:
    """One line an act, the newest first: `i går 16:40 Anna Ek: 25 markerades som skickade`; the rest as a number."""
    every = list(found)
    told = [
        f"{common.stamp(at, today)} {user}: {_uncapitalised(process.done(kind, cases, {}))}"
        for kind, at, user, cases in every[:_SHOWN]
    ]
    left = every[_SHOWN:]
    if left:
        users = Counter(user for _, _, user, _ in left)
        by = common.listing([f"{user} {common.number(count)}" for user, count in users.most_common()])
        told.append(f"… och {common.number(len(left))} till ({by})")
    return told


def people(names: Iterable[str]) -> str:
    """Their names, or how many there are where whoever asks may not see these."""
    every = list(names)
    named = [name for name in every if name]
    if not named:
        return common.count_of(len(every), "person", "personer")
    text = common.listing(named[:_SHOWN]) if len(named) <= _SHOWN else ", ".join(named[:_SHOWN])
    return text if len(named) <= _SHOWN else f"{text} och {common.number(len(named) - _SHOWN)} till"


def about_to_go(acts_gone: int, people_gone: int) -> str:
    """In the question before it is done."""
    if not acts_gone:
        return ASK_NOTHING_GONE
    said = common.count_of(acts_gone, "ändring", "ändringar")
    if people_gone:
        said += f" och {common.count_of(people_gone, 'person', 'personer')}"
    return f"{said} som har kommit till sedan dess försvinner."


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]


TROUBLE: dict[StoreTrouble, tuple[str, str]] = {
    StoreTrouble.COPY_MISSING: ("Säkerhetskopian finns inte kvar.", "Välj en annan, eller sätt i USB-minnet."),
    StoreTrouble.COPY_DAMAGED: (
        "Säkerhetskopian går inte att använda. Den är skadad, eller hör till en annan vårdcentral.",
        "Välj en annan säkerhetskopia. Inget ändrades.",
    ),
    StoreTrouble.COPY_NEWER: (
        "Säkerhetskopian är gjord av en nyare version av programmet.",
        "Uppdatera programmet på den här datorn. Inget ändrades.",
    ),
    StoreTrouble.COPY_FOREIGN: ("Filen är ingen säkerhetskopia.", "Välj en annan fil. Inget ändrades."),
    StoreTrouble.COPY_OTHER: (
        "Säkerhetskopian hör till en annan vårdcentral eller en annan databas.",
        "Välj en annan säkerhetskopia. Inget ändrades.",
    ),
    StoreTrouble.COPY_PLAIN: (
        "Säkerhetskopian är inte krypterad och kan inte läggas i den krypterade databasen.",
        "Välj en annan säkerhetskopia. Inget ändrades.",
    ),
    StoreTrouble.FETCH_PLAIN: (
        "Säkerhetskopian är inte krypterad: den gjordes innan registret hade lösenord.",
        "Välj en senare säkerhetskopia. Inget ändrades.",
    ),
    StoreTrouble.FETCH_NO_KEYS: (
        "Nyckelfilen till säkerhetskopian finns inte.",
        "Den heter {name} och ska ligga i samma mapp. Kopiera dit båda filerna och försök igen.",
    ),
    StoreTrouble.FETCH_KEYS_DAMAGED: (
        "Nyckelfilen till säkerhetskopian är skadad.",
        "Välj en annan säkerhetskopia. Inget ändrades.",
    ),
    StoreTrouble.FETCH_OTHER_KEYS: (
        "Nyckelfilen hör till en annan databas.",
        "Välj en säkerhetskopia av den databas som finns på den här datorn. Inget ändrades.",
    ),
    StoreTrouble.FETCH_PLACED: (
        "Registret är hämtat, men disken svarade inte hela vägen.",
        "Logga in när disken svarar, så läggs det på plats.",
    ),
    StoreTrouble.KEYS_NOTHING_LEFT: (
        "Av nyckelfilen finns inget kvar som går att använda.",
        "Välj en säkerhetskopia, eller nyckelfilen som ligger bredvid den.",
    ),
    StoreTrouble.RESTORE_FAILED: (
        "Det gick inte att återställa.",
        "Kontrollera att det finns plats på disken. Inget ändrades.",
    ),
    StoreTrouble.HALF_RESTORED: ("En återställning är inte klar.", "Öppna programmet, så görs den klar."),
    StoreTrouble.NO_COPIES: ("I övningsläget görs inga säkerhetskopior.", ""),
    StoreTrouble.SECOND_MISSING: (
        "Den andra mappen för säkerhetskopior finns inte.",
        "Sätt i USB-minnet eller anslut nätverket, eller välj en annan mapp. Den ska finnas här: {path}",
    ),
    StoreTrouble.SECOND_FAILED: (
        "Säkerhetskopian gick inte att lägga i den andra mappen.",
        "Kontrollera att mappen går att skriva i, eller välj en annan: {path}",
    ),
    StoreTrouble.SECOND_FULL: (
        "Det finns inte plats i den andra mappen för säkerhetskopior.",
        "Frigör plats där, eller välj en annan mapp: {path}",
    ),
    StoreTrouble.SECOND_SAME: ("Mappen ligger bland programmets egna data.", "Välj en mapp på en annan disk."),
}
