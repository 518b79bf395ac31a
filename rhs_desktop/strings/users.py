"""Swedish for coming in: the login, the first start, the recovery sheet, the locked window, users and their roles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from rhs_desktop.domain.passwords import LEAST_PASSWORD
from rhs_desktop.domain.roles import ALL_ROLES, Role
from rhs_desktop.strings import common

ROLE = {
    Role.RECEIVER: "ärendemottagare",
    Role.HANDLER: "ärendehanterare",
    Role.ADMINISTRATOR: "lokal administratör",
    Role.REVIEWER: "granskare",
}
ROLE_OPENS = {
    Role.RECEIVER: "Importerar listor, kontrollerar i Cosmic och fördelar ärenden.",
    Role.HANDLER: "Ringer, hanterar svar och besök. Tillsammans med ärendemottagare: skickar ärenden och brev.",
    Role.ADMINISTRATOR: "Sköter användare, inställningar, manualer, brevtexter och säkerhetskopior.",
    Role.REVIEWER: "Läser åtkomstloggen och gör stickprov.",
}

NAME, PASSWORD, AGAIN = "Namn", "Lösenord", "Lösenordet en gång till"
CAPS = "Caps Lock verkar vara på."
LOG_IN, FORGOTTEN = "Logga in", "Glömt lösenordet?"
WRONG_PASSWORD = "Lösenordet stämmer inte."
TOO_MANY = "För många fel försök."
LOGGING_IN, OPENING = "Loggar in …", "Öppnar registret …"
FORGOTTEN_TITLE = "Glömt lösenordet"
FORGOTTEN_TEXT = (
    "Den som är lokal administratör kan ge dig ett nytt lösenord under Meny, Användare. Kan ingen logga in: hämta"
    " återställningskoden, som är utskriven och inlåst, och skriv in den här. Du blir då administratör, och koden"
    " ersätts av en ny."
)
CODE = "Återställningskod"
CODE_HINT = "30 tecken. Bindestreck och stora eller små bokstäver spelar ingen roll."
RECOVER, BACK = "Byt lösenord och logga in", "Tillbaka"
RECOVERING = "Prövar koden …"

FIRST_TITLE = "Välkommen till RHS Desktop"
FIRST_TEXT = (
    "Registret krypteras, så att bara de som har ett eget lösenord kan öppna det. Du blir den första administratören"
    " och kan sedan lägga till kollegor under Meny, Användare."
)
PLAIN_TITLE = "Registret ska krypteras"
PLAIN_TEXT = (
    "Här finns ett register från före inloggningen. Det krypteras nu, med sina säkerhetskopior, så att bara de som har"
    " ett eget lösenord kan öppna det. Inget i det ändras. Du blir den första administratören och kan sedan lägga till"
    " kollegor under Meny, Användare."
)
BEGIN, BEGIN_PLAIN = "Skapa registret", "Kryptera registret"
BEGINNING, SEALING = "Skapar registret …", "Krypterar registret …"
NAME_HINT = "Så här står du i händelser och logg. Skriv för- och efternamn."
FETCH = "Hämta registret från en säkerhetskopia…"
FETCH_TITLE = "Hämta registret från en säkerhetskopia"
FETCH_TEXT = (
    "Välj säkerhetskopian, till exempel på ett USB-minne eller en nätverksdisk. Nyckelfilen (.keys) ska ligga bredvid."
    " Logga in så som du loggade in när kopian gjordes."
)
FETCH_IT, FETCHING = "Hämta registret", "Hämtar registret …"
KEYS_TITLE = "Nyckelfilen saknas"
KEYS_TEXT = (
    "Här finns ett register, men filen rhs.keys, som behövs för att öppna det, är borta. Hämta den från en"
    " säkerhetskopia: den senaste på den här datorn är vald om det finns någon, annars välj en på till exempel ett"
    " USB-minne. Logga in så som du loggade in när kopian gjordes."
)
DAMAGED_TITLE = "Nyckelfilen är skadad"
DAMAGED_TEXT = (
    "Här finns ett register, men filen rhs.keys, som behövs för att öppna det, är skadad. Logga in, så prövas först det"
    " som är kvar av den och sedan den som ligger vid säkerhetskopian. I kopian gäller lösenordet från dagen då den"
    " gjordes. Den skadade filen sparas bland säkerhetskopiorna."
)
KEYS_IT, FETCHING_KEYS = "Sätt tillbaka nyckelfilen", "Prövar nyckelfilen …"
COPY, PICK, NOT_PICKED = "Säkerhetskopia", "Välj &fil…", "Välj vilken säkerhetskopia som ska hämtas."
COPY_KINDS = "Säkerhetskopior (*.sqlite3);;Alla filer (*)"
KEYS_KINDS = "Säkerhetskopior och nyckelfiler (*.sqlite3 *.keys);;Alla filer (*)"
FETCH_CODE_TITLE = "Öppna med återställningskoden"
FETCH_CODE_TEXT = (
    "Hämta återställningskoden, som är utskriven och inlåst, och skriv in den. Det är koden som gällde när"
    " säkerhetskopian gjordes. Du blir administratör, och koden ersätts av en ny."
)
DAMAGED_CODE_TEXT = (
    "Hämta återställningskoden, som är utskriven och inlåst, och skriv in den. Går den inte att använda, pröva den som"
    " gällde när säkerhetskopian gjordes. Du blir administratör, och koden ersätts av en ny."
)
RULE_LENGTH = f"Minst {LEAST_PASSWORD} tecken, gärna flera ord"
RULE_OTHER = "Inte ditt namn, och inte lätt att gissa"
RULE_SAME = "Lika båda gångerna"
MET, UNMET = "uppfyllt", "inte uppfyllt än"
NOT_SAME = "Lösenorden är inte lika. Skriv dem igen."

SHEET_TITLE = "Återställningskod"
SHEET_TEXT = (
    "Den här koden är enda vägen in om alla lösenord är glömda. Den visas bara nu och sparas inte i datorn. Skriv ut"
    " den och lås in den, inte vid datorn."
)
NEW_SHEET_TEXT = f"{SHEET_TEXT} Koden som gällde förut fungerar inte längre."
PRINT, SAVED, PRINTED = "Skriv ut…", "Jag har sparat koden", "Bladet skickades till skrivaren."
NO_PRINTER = "Bladet gick inte att skriva ut. Skriv av koden för hand, eller försök igen."
PAPER = (
    "Koden öppnar registret i RHS Desktop om alla lösenord är glömda. Den som har koden kan komma åt alla uppgifter.",
    "Lås in bladet, till exempel i ett kassaskåp, skilt från datorn. Förvara det inte som bild eller fil.",
    (
        "Så används den: starta programmet, välj Glömt lösenordet? och skriv in koden. Då kommer en ny kod, och det här"
        " bladet gäller inte längre. Förstör det."
    ),
)

LOCKED_TITLE = "Låst"
LOCKED_TEXT = "Allt är kvar som det var."
UNLOCK, SWITCH, KEEP = "Lås upp", "Byt användare", "Tillbaka"
UNLOCKING = "Låser upp …"
QUIT = "Avsluta programmet"
QUIT_TEXT = "Det går att avsluta i stället. Allt som är sparat finns kvar, men det som är halvskrivet försvinner."
SWITCH_TEXT = "Den som loggar in får sitt eget skrivbord."

LOCK, SWITCH_USER, USERS, OWN_PASSWORD = "Lås", "Byt användare…", "Användare…", "Byt mitt lösenord…"

FORMER, NEW_PASSWORD, CHANGE_OWN = "Nuvarande lösenord", "Nytt lösenord", "Byt lösenord"
CHANGING = "Byter lösenord …"
OWN_CHANGED = "Lösenordet är bytt"
FORMER_WRONG = "Det nuvarande lösenordet stämmer inte."

ADD, ADD_TITLE = "Lägg till användare", "Ny användare"
FIRST_PASSWORD = "Första lösenordet"
FIRST_PASSWORD_HINT = "Säg det till personen, som byter det under Meny, Byt mitt lösenord."
ADDING = "Lägger till …"
SAVE_ROLES, CHANGE_ROLES, SET_PASSWORD = "Spara rollerna", "Ändra roller…", "Nytt lösenord…"
CLOSE_USER, OPEN_USER, NEW_CODE = "Stäng av", "Öppna igen…", "Ny återställningskod…"
CLOSED = "avstängd"
NEW_CODE_ASK = "Vill du göra en ny återställningskod?"
NEW_CODE_DETAILS = "Den kod som är inlåst nu slutar att gälla genast."
NEW_CODE_ACT, CHANGING_CODE, CODE_MADE = "Gör en ny kod", "Gör en ny kod …", "Återställningskoden är ny"
ROLES = "Roller"
NO_ROLE = "Kryssa för minst en roll."

HOME_TITLE = "Välkommen, {name}"
HOME_TEXT = "Din roll är {roles}. Den ger inte tillgång till invånarnas uppgifter. Det här kan du göra:"


def roles(held: Iterable[Role]) -> str:
    """Roles as they are read, in the order of 1177: "ärendemottagare, ärendehanterare"."""
    chosen = frozenset(held)
    if chosen == ALL_ROLES:
        return "alla roller"
    return ", ".join(ROLE[role] for role in Role if role in chosen)


def wait(seconds: int) -> str:
    """Under the field while no try may be made."""
    return f"Vänta {common.count_of(seconds, 'sekund', 'sekunder')}."


def who(name: str, clinic: str) -> str:
    """At the top of the locked window: who sits here."""
    return f"{name} är inloggad." if not clinic else f"{name} är inloggad på {clinic}."


def losing(name: str, windows: Sequence[str]) -> str:
    """What is lost when another person takes the desk."""
    named = " och ".join(f"”{one}”" for one in windows)
    return f"{name} har {named} öppet. Det som inte är sparat där går förlorat när någon annan loggar in."


def unsaved(name: str) -> str:
    """The same for a question that is half answered beside the list."""
    return f"{name} håller på att skriva i ett ärende. Det går förlorat när någon annan loggar in."


def switched(name: str) -> str:
    return f"{name} är inloggad"


def added(name: str) -> str:
    return f"{name} är tillagd"


def changed(name: str, *, own: bool) -> str:
    return "Du har nya roller nästa gång du loggar in" if own else f"{name} har nya roller"


def shut(name: str) -> str:
    return f"{name} är avstängd"


def opened(name: str) -> str:
    return f"{name} kan logga in igen"


def password_set(name: str) -> str:
    return f"{name} har ett nytt lösenord"


def close_ask(name: str) -> tuple[str, str]:
    """Before somebody is shut out."""
    return f"Vill du stänga av {name}?", "Personen kan inte logga in längre. Namnet står kvar i händelser och logg."


def of(title: str, name: str) -> str:
    """A window's title that is about a colleague: "Nytt lösenord för Bo Ask"."""
    return f"{title} för {name}"


def paper_facts(clinic: str, made: date, user: str) -> tuple[str, ...]:
    """At the foot of the printed sheet."""
    return (*((clinic,) if clinic else ()), f"Gjort {made.isoformat()} av {user}")
