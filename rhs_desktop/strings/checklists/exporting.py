"""Swedish for the export of a checklist: the texts in the file and in the dialog."""

from __future__ import annotations

from datetime import date

from rhs_desktop.domain.checklists import CHECKLIST_MARK
from rhs_desktop.strings import common
from rhs_desktop.strings.checklists.reading import left_out

SHEET = "Checklista"
ABOUT_SHEET = "Om listan"
TITLE = "Exportera checklistan"
WHOM = "Vilka ska vara med?"
WRITING = "Skriver filen …"
KINDS = "Excel (*.xlsx)"
HANDLE_WITH_CARE = (
    "Filen innehåller personnummer. Spara den i en låst mapp som bara de som behöver den kommer åt, "
    "och ta bort den när den inte behövs."
)
PROTECT = "Skydda filen med &lösenord"
FILE_PASSWORD = "Filens lösenord"
CHOOSE_PLACE = "Välj var den sparas …"
FILE_RULE = "Inte lätt att gissa"
NO_WAY_IN = (
    "Utan lösenordet kan ingen öppna filen, inte heller i det här programmet. Lämna det muntligt eller på annat sätt, "
    "inte ihop med filen."
)
EDITED = (
    "Filen kan rättas i Excel och importeras igen. Då läses listans egna kolumner. Kolumnerna från Personnr och framåt "
    "kommer från programmet och läses inte tillbaka."
)


def about(today: date, rows: int, without: int, *, protected: int) -> list[str]:
    """The lines of the sheet that describes the file."""
    lines = [f"{CHECKLIST_MARK} {today.isoformat()}, {residents(rows)}."]
    if without:
        lines.append(left_out(without))
    if protected:
        lines.append(with_protected(protected))
    return [*lines, HANDLE_WITH_CARE, EDITED]


def with_protected(count: int) -> str:
    if count == 1:
        return "1 person med skyddade personuppgifter är med i filen. Visa den inte för obehöriga."
    return f"{common.number(count)} personer med skyddade personuppgifter är med i filen. Visa den inte för obehöriga."


def residents(count: int) -> str:
    return common.residents(count)


def chosen(count: int) -> str:
    """The choice of the residents marked in the list."""
    return f"Markerade: {residents(count)}"


def shown(count: int) -> str:
    return f"De som visas just nu: {residents(count)}"


def whole(count: int) -> str:
    return f"Hela listan: {residents(count)}"


def include(count: int) -> str:
    who = "den person" if count == 1 else f"de {common.number(count)} personer"
    return f"Ta med {who} som har &skyddade personuppgifter"


def act(count: int) -> str:
    """The button that opens the file dialog."""
    return f"Spara {residents(count)} …"


def file_name(today: date) -> str:
    return f"checklista {today.isoformat()}.xlsx"


def done(rows: int, without: int, name: str, *, encrypted: bool = False) -> str:
    """What was written, for the status bar."""
    said = f"{residents(rows)} sparades i {name}{', skyddad med lösenord' if encrypted else ''}"
    return f"{said}. {left_out(without)}" if without else said
