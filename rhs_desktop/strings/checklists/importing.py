"""Swedish for the import of a checklist: labels, what blocks it, and what was done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from rhs_desktop.domain.checklists import CheckedList, IgnoredBecause, ManyStopping
from rhs_desktop.domain.checklists.comparison import ChangedField
from rhs_desktop.domain.recognition.reader import Kind
from rhs_desktop.strings import common
from rhs_desktop.strings.checklists import reading

TITLE = "Importera lista"
STAGES = ("Välj lista", "Kolumner", "Rader att åtgärda", "Granska")
CHOOSE_LIST = STAGES[0]
FILES = "Listor (*.xlsx *.xls *.xlsm *.xlsb *.ods *.csv *.txt *.tsv *.xml *.htm *.html *.mht *.mhtml);;Alla filer (*)"
PASTED_LIST = "Inklistrad lista"
CLIPBOARD_EMPTY = "Urklippet är tomt. Markera listan i Excel, kopiera den och försök igen."
CHECKING = "Kontrollerar alla rader …"
COMPARING = "Jämför med det som redan finns …"
SAVING_ERRORS = "Sparar fellistan …"
IMPORTING = "Importerar …"
CHECK_ROWS = "Kontrollera raderna"
SET_ASIDE_LATER = "Rader som läggs åt sidan går att rätta senare."

CHOOSE_FILE = "&Välj fil …"
PASTE_FROM_EXCEL = "&Klistra in från Excel"
PRACTISE = "&Öva med en påhittad lista"
DROP_HERE = "Släpp listan här"
FILE_KINDS = "Excel (.xlsx, .xls), OpenDocument (.ods) eller text (.csv, .txt). Ctrl+V går också bra."

KEEP_HIDDEN = "Ta med"
SKIP_HIDDEN = "Hoppa över"
IMPORT_AGAIN = "Importera den igen"
SHEET = "Blad"
HEADER_ROW = "Rubriker på rad"
NO_HEADER = "Inga rubriker"
ROUND = "Omgång"
ROUND_LABEL, SHEET_LABEL, HEADER_ROW_LABEL = "&Omgång", "&Blad", "&Rubriker på rad"
NEW_ROUND = "&Ny omgång …"
COLUMNS = "Kolumner"
COLUMNS_NOTE = "Vad betyder kolumnerna? Valen sparas till nästa lista med samma rubriker."
COLUMN_HEADINGS = ("Kolumn", "Betyder")

OUR_CLINIC = "&Ja, det är vi"
ANOTHER_CLINIC = "N&ej"
NONE_OF_THEM = "Nej, inge&n av dem"
READ_COLUMNS = "&Läs in"
LEAVE_COLUMNS = "Låt &vara"
TEMPLATE = "Mall som de inbjudna i 1177 fick"
TEMPLATE_LABEL = "&Mall som de inbjudna i 1177 fick"
CHOOSE_TEMPLATE = "Välj mall"
BLOCKED_CLINICS = "Svara om det är er vårdcentral."
BLOCKED_UNREAD = "Svara om kolumnen ska läsas in."
BLOCKED_TEMPLATE = "Välj vilken mall de inbjudna fick."

RIGHT_FILE = "&Ja, det är rätt fil"
NEXT_ERROR = "Nästa fel  (F8)"
KEEP_ROW = "&Behåll den här raden"
RESERVE_NUMBER = "Det är ett &reservnummer"
DISMISS_ROW = "Ta b&ort raden"
UNDO_FIX = "&Ångra  (Ctrl+Z)"
SAVE_ERRORS_BUTTON = "&Spara fellista …"
ROWS_TO_FIX = "Rader att åtgärda"
ROW_HEADINGS = ("Fel", "Gör så här")
ROW_READY = "Klar"

BLOCKED_NO_ROUND = "Välj vilken omgång listan hör till."
BLOCKED_IMPORTED_BEFORE = "Kryssa i att listan ska importeras igen, eller välj en annan."
BLOCKED_HIDDEN_ROWS = "Välj om de dolda raderna ska vara med."
BLOCKED_HIDDEN_COLUMNS = "Välj om de dolda kolumnerna ska vara med."
BLOCKED_WRONG_FILE = "Kontrollera att det är rätt fil."
BLOCKED_NOTHING_READY = "Listan har inga rader med personer."

CHANGED: Mapping[ChangedField, str] = {
    ChangedField.NAME: "Namn",
    ChangedField.PHONES: "Telefon",
    ChangedField.CARE_OF: "c/o",
    ChangedField.STREET: "Gatuadress",
    ChangedField.EXTRA: "Extra adressrad",
    ChangedField.POSTCODE: "Postnummer",
    ChangedField.CITY: "Postort",
    ChangedField.COUNTRY: "Land",
    ChangedField.PROTECTED: "Skyddade personuppgifter",
    ChangedField.DECEASED: "Avliden",
}


PROTECTED_TITLE, PROTECTED_ACT = "Skyddad lista", "Läs listan"
FILE_PASSWORD = "Filens lösenord"
PASSWORD_WRONG = "Lösenordet öppnar inte filen. Kontrollera stora och små bokstäver."
PASSWORD_MISSING = "Skriv lösenordet."
REGISTERED = "Finns redan"
HIDDEN = "dold"
"""Instead of the address and telephone of protected people."""


def reading_list(name: str) -> str:
    """Shown while a list is read."""
    return f"Läser {name} …"


def unnamed_column(letter: str) -> str:
    """A column without a heading, by its letter in Excel."""
    return f"Kolumn {letter}"


def column_means(heading: str) -> str:
    """Accessible name of the field that says what a column means."""
    return f"{heading} betyder"


def in_the_list(row: int) -> str:
    return f"I listan, rad {row}"


OWN_COLUMN = "Egen kolumn, sparas som den är"
"""What a column means that means nothing to the program: it comes along, and goes out again in an export."""
_MOST_NAMES = 4


def value(said: str | tuple[str, ...] | bool) -> str:
    """An old or a new value, as a cell."""
    if isinstance(said, bool):
        return "Ja" if said else "Nej"
    return (", ".join(said) if isinstance(said, tuple) else said) or common.MISSING


def is_it_you(name: str, rows: int) -> str:
    """Asked once for each clinic that a list names."""
    return f"Listad på {name}, {common.count_of(rows, 'rad', 'rader')}. Är det ni?"


def unread_columns(columns: Sequence[tuple[str, Sequence[str]]]) -> str:
    """The question whether columns are read that look as if they said what has happened; empty where there are none."""
    if not columns:
        return ""
    told = " ".join(reading.unread_column(heading, examples, "").strip() for heading, examples in columns)
    return f"{told} Ska {'den' if len(columns) == 1 else 'de'} läsas in?"


def imported_before(at: datetime, by: str, today: date) -> str:
    return f"Den här listan importerades {common.stamp(at, today)} av {by}, med exakt samma innehåll."


def protected(name: str) -> str:
    """Above the field for a protected list's password."""
    return f"{name} är skyddad med lösenord. Det du skriver används bara för att läsa listan och sparas inte."


def hidden(count: int, *, filtered: bool) -> str:
    """The question whether hidden rows are imported; empty where there are none."""
    if not count:
        return ""
    rows = common.count_of(count, "rad", "rader")
    why = "bortfiltrerade" if filtered else "dolda"
    if count == 1:
        why = "bortfiltrerad" if filtered else "dold"
    return f"{rows} är {why} i Excel. Ska {'den' if count == 1 else 'de'} vara med?"


def hidden_columns(names: Sequence[str]) -> str:
    """The question whether hidden columns are imported, with their headings; empty where there are none."""
    if not names:
        return ""
    more = [f"{len(names) - _MOST_NAMES} till"] if len(names) > _MOST_NAMES else []
    told = common.listing([*names[:_MOST_NAMES], *more])
    if len(names) == 1:
        return f"1 kolumn är dold i Excel: {told}. Ska den vara med?"
    return f"{len(names)} kolumner är dolda i Excel: {told}. Ska de vara med?"


def column_title(heading: str, *, hidden: bool) -> str:
    return f"{heading} ({HIDDEN})" if hidden else heading


def other_lists(names: Sequence[str]) -> str:
    """That other sheets hold personnummer as well; empty where there are none."""
    if not names:
        return ""
    sheets = "bladet" if len(names) == 1 else "bladen"
    return (
        f"Det finns personnummer på {sheets} {common.listing(list(names))} också. Bara det blad som är valt läses in. "
        "Importera filen en gång till för varje blad som ska med."
    )


def wrong_file(troubled: int, rows: int) -> str:
    return f"Är det rätt fil? {common.number(troubled)} av {common.number(rows)} rader behöver åtgärdas."


_MARKED: Mapping[Kind, tuple[str, str]] = {
    Kind.DECEASED: ("är märkt som avliden", "är märkta som avlidna"),
    Kind.PROTECTED: ("är märkt som skyddad", "är märkta som skyddade"),
    Kind.NOT_LISTED: ("är märkt som inte listad här", "är märkta som inte listade här"),
    Kind.NO_CONTACT: ("ska inte kontaktas", "ska inte kontaktas"),
}
RIGHT_COLUMN = "&Ja, det stämmer"
BLOCKED_MANY_STOPPING = "Kontrollera att det är rätt kolumn."


def many_stopping(found: ManyStopping) -> str:
    """`14 av 24 är märkta som avlidna. Är det rätt kolumn?`; of several kinds each, the most frequent first."""
    told = [f"{common.number(count)} {_MARKED[kind][count > 1]}" for kind, count in found.kinds.items()]
    if len(told) > 1:
        each = common.sentence(common.listing(told))
        return (
            f"{common.number(found.stopping)} av {common.number(found.rows)} ska inte bjudas in. {each}. Är det rätt?"
        )
    ((kind, count),) = found.kinds.items()
    return f"{common.number(count)} av {common.number(found.rows)} {_MARKED[kind][count > 1]}. Är det rätt kolumn?"


def act(ready: int, aside: int) -> str:
    """The button that imports."""
    put = f"lägg {common.number(aside)} åt sidan"
    if not ready:
        return common.sentence(put)
    return f"Importera {common.number(ready)}" + (f", {put}" if aside else "")


def review(ready: int, aside: int) -> str:
    """The button that leads to the review."""
    put = f", lägg {common.number(aside)} åt sidan" if aside else ""
    return f"Granska {common.number(ready)}{put}"


def done(
    new: int, updated: int, unchanged: int, aside: int, *, settled: int = 0, gone: int = 0, events: int = 0
) -> str:
    """What an import did, for the status bar."""
    parts = [common.count_of(new, "ny", "nya")]
    if updated:
        parts.append(common.count_of(updated, "uppdaterad", "uppdaterade"))
    if unchanged:
        parts.append(common.count_of(unchanged, "oförändrad", "oförändrade"))
    if aside:
        parts.append(f"{common.number(aside)} lades åt sidan")
    if settled:
        parts.append(f"{common.count_of(settled, 'rad', 'rader')} som låg åt sidan är åtgärdade")
    if gone:
        parts.append(common.count_of(gone, "avlistad", "avlistade"))
    if events:
        parts.append(f"{common.count_of(events, 'händelse', 'händelser')} från listan")
    return f"Listan importerades: {', '.join(parts)}"


def events(count: int) -> str:
    """How many things the list told of that had happened before it was imported."""
    return f"{common.count_of(count, 'händelse', 'händelser')} från listan antecknades på sina dagar."


def ignored(checked: CheckedList) -> str:
    """How many rows hold no resident, by reason; empty where there are none to mention."""
    counts: dict[IgnoredBecause, int] = {}
    for one in checked.ignored:
        counts[one.because] = counts.get(one.because, 0) + 1
    told = [because for because in counts if because not in (IgnoredBecause.ABOVE, IgnoredBecause.HEADINGS)]
    parts = [f"{reading.IGNORED[because]} ({common.number(counts[because])})" for because in told]
    return f"Rader som inte tas med: {', '.join(parts)}." if parts else ""


def sheet_name(name: str, *, hidden: bool, empty: bool) -> str:
    more = ", ".join(word for word, applies in (("dolt", hidden), ("tomt", empty)) if applies)
    return f"{name} ({more})" if more else name


def row_title(row: int) -> str:
    return f"Rad {row}"


SAVE_ERRORS = "Spara fellista"
ERRORS_FILE = "fellista.xlsx"


def errors_hold(count: int, left_out: int = 0) -> str:
    """What the list of errors holds, shown before it is saved."""
    rows = common.count_of(count, "rad", "rader")
    said = f"{rows} med listans egna kolumner, och vad som är fel. Filen kan rättas i Excel och importeras."
    return f"{said} {reading.left_out(left_out)}" if left_out else said


def saved_rows(count: int, name: str, *, encrypted: bool = False, left_out: int = 0) -> str:
    how = "Filen är skyddad med lösenord." if encrypted else "Filen innehåller personnummer."
    said = f"{common.count_of(count, 'rad', 'rader')} sparades i {name}. {how}"
    return f"{said} {reading.left_out(left_out)}" if left_out else said


def years(birth_years: Sequence[int]) -> str:
    return common.listing([str(year) for year in birth_years])
