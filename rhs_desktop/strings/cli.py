"""What the command line says: help, how it was called wrongly, and the lines around what the services return."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from rhs_desktop.strings import common

PROGRAM = "rhs-desktop"

GENERAL = """\
RHS Desktop: inbjudan till riktade hälsosamtal.

  rhs-desktop [VAL] [KOMMANDO]

Utan kommando öppnas fönstret.

Val, före kommandot:
  --demo           Öva med påhittade invånare. Inget av det du gör sparas.
  --data-dir MAPP  Mappen med vårdcentralens data. Annars gäller RHS_DATA_DIR,
                   och annars din egen mapp för programdata.
  --user NAMN      Vem du är. Annars ditt namn på datorn.
  --password-stdin Läs lösenordet som första raden på standard in. Annars frågas
                   efter det.
  --version        Visa programmets version.
  --help           Visa hjälpen, också efter ett kommando.

Kommandon:
  init     Skapa den första administratören och en krypterad databas.
  check    Kontrollera en lista utan att spara något.
  import   Importera en lista.
  paste    Läs en tabell som är kopierad ur 1177 eller Cosmic.
  due      Visa vad som ska göras.
  letters  Skriv breven som ska skickas i en PDF.
  export   Spara checklistan som Excel.
  verify   Kontrollera att databasen är hel.
  backup   Gör en säkerhetskopia.
  backups  Visa säkerhetskopiorna.
  restore  Återställ från en säkerhetskopia.
  profiles Visa manualerna, eller kontrollera en manuals fil.
  log      Visa åtkomstloggen.
  retention  Gallra det som ska gallras, eller visa vad det är.
  day      Gå igenom en hel arbetsdag (bara med --demo).

Med --json skrivs svaret som JSON, också när något är fel.
Avslutningskod: 0 allt gick bra, 1 något behöver åtgärdas, 2 det gick inte.
"""

COMMANDS: Mapping[str, str] = {
    "init": """\
  rhs-desktop init [--user NAMN] [--password-stdin] [--json]

Skapar den första administratören och en krypterad databas. Finns det en
databas som inte är krypterad så krypteras den, med sina säkerhetskopior.

  --user NAMN       Vem du är. Annars ditt namn på datorn.
  --password-stdin  Läs lösenordet som första raden på standard in.
  --json            Svara som JSON: user och recovery_code.

Återställningskoden visas den här enda gången. Skriv ut den och lås in den:
med den kommer ni in om alla lösenord är glömda.
""",
    "profiles": """\
  rhs-desktop profiles [FIL.toml] [--json]

Visar vilka manualer som finns, vilka omgångar som använder dem, och vilka av
vårdcentralens filer som inte går att använda. Med FIL.toml kontrolleras bara
den filen, och varje fel visas.

  --json  Svara som JSON: profiles och troubles, eller med FIL.toml file och
          problems med key, code och message för varje fel.

Avslutningskod: 0 allt går att använda, 1 något är fel.
""",
    "check": """\
  rhs-desktop check FIL [--ours NAMN] [--skip-hidden] [--file-password-stdin]
                    [--json]

Läser en lista (Excel, ODS, CSV eller text) och visar vilka rader som är klara
och vilka som behöver åtgärdas. Inget sparas.

  --ours NAMN    En vårdcentral i kolumnen Listad vårdcentral som är ni. Kan
                 anges flera gånger, och kommer ihåg vid import.
  --skip-hidden  Hoppa över rader och kolumner som Excel döljer eller har
                 filtrerat bort. Annars är de med, och det står hur många.
  --file-password-stdin
                 Läs lösenordet till en skyddad Excel-fil som nästa rad på
                 standard in, efter ditt eget om också det läses där. Annars
                 frågas efter det.
  --json         Svara som JSON: rows, ready, set_aside och problems, med row
                 som i filen, column, code och message för varje rad som inte
                 är klar. Dessutom sheet, other_sheets, hidden_rows,
                 hidden_columns, clinics, unread_columns
                 och ignored.

Avslutningskod: 0 alla rader är klara, 1 rader behöver åtgärdas, 2 listan går
inte att läsa.
""",
    "import": """\
  rhs-desktop import FIL [--round NAMN | --new-round NAMN] [--template MALL]
                     [--ours NAMN] [--skip-hidden] [--file-password-stdin]
                     [--json]

Importerar listans klara rader. De andra läggs åt sidan och åtgärdas i
fönstret. Har listan kolumner som Inbjuden, Inbjudningssätt, Påmind, Svar,
Svarsdatum, Bokad tid, Genomförd eller Brev i retur blir de händelser.

  --round NAMN  Omgången som listan hör till. Annars den senaste, och i en ny
                databas skapas en för i år.
  --new-round NAMN
                Skapa en omgång för i år med vårdcentralens manual, och
                importera dit.
  --template MALL
                Nyckeln till den mall i manualen som de inbjudna i 1177 fick.
                Annars manualens första.
  --ours NAMN   Som för check.
  --skip-hidden Som för check.
  --file-password-stdin
                Som för check.
  --json        Svara som JSON: som check, och dessutom round, new, updated,
                unchanged, repeated, events och act. Säger mer än hälften av minst
                20 rader att personen inte ska bjudas in importeras inget, och
                svaret har asked.

Avslutningskod: som för check.
""",
    "paste": """\
  rhs-desktop paste FIL [--apply] [--choices] [--template MALL]
                    [--as VAD] [--json]

Läser en tabell som är kopierad ur 1177 eller Cosmic och sparad i en fil, och
visar vad den skulle ändra. Med - som fil läses det som skickas in.

  --apply          Spara ändringarna.
  --choices        Spara också det som annars en person får välja.
  --template MALL  Mallens nyckel i manualen, där tabellen inte säger vilken.
  --as VAD         Vad tabellen är: cosmic, list, numbers, cases eller
                   recipients. Annars avgör rubrikerna. Personnummer och namn
                   utan andra rubriker sparas bara om det är sagt.
  --json           Svara som JSON: recognised_as, changes, unknown, older,
                   unreadable och mer.

Avslutningskod: 0 inget är kvar att titta på, 1 något är det, 2 det gick inte.
""",
    "due": """\
  rhs-desktop due [--on DAG] [--json]

Visar vad som ska göras i dag eller tidigare, det äldsta först.

  --on DAG  Visa vad som ska göras till och med en annan dag, om inget händer
            dessförinnan. Till exempel 2026-12-14, 14/12, "14 dec", fre, +3
            eller +2v.
  --json    Svara som JSON: en lista med case, personal_number, name, step,
            title, due och why.
""",
    "letters": """\
  rhs-desktop letters --out FIL.pdf [--kind SORT] [--round NAMN] [--json]

Skriver de brev som ska skickas i dag i en PDF. Breven blir markerade som
utskrivna. Bekräfta i fönstret vilka som postades.

  --out FIL.pdf  Filen som breven skrivs i.
  --kind SORT    invitation (inbjudan), reminder (påminnelsebrev) eller time
                 (Din tid för hälsosamtal). Annars invitation.
  --round NAMN   Omgången. Annars den senaste.
  --json         Svara som JSON: path, letters, pages, batch och held_back.
""",
    "export": """\
  rhs-desktop export FIL.xlsx [--round NAMN] [--protect] [--json]

Sparar checklistan som Excel med listans egna kolumner först. Personer med
skyddade personuppgifter är inte med.

  --round NAMN  Bara den omgången. Annars alla.
  --protect     Skydda filen med ett lösenord, minst tio tecken. Med
                --password-stdin är det raden efter ditt eget lösenord. Annars
                frågas efter det.
  --json        Svara som JSON: path, rows, left_out och encrypted.
""",
    "verify": """\
  rhs-desktop verify [--json]

Kontrollerar att databasen är hel, att det som listan visar är precis vad
händelserna ger, och att ingen rad i åtkomstloggen är ändrad, borttagen eller
tillagd.

  --json   Svara som JSON: ok och findings.

Avslutningskod: 0 allt stämmer, 1 något är fel, 2 databasen går inte att läsa.
""",
    "backup": """\
  rhs-desktop backup [--to MAPP] [--json]

Gör en säkerhetskopia. Det går också när fönstret är öppet. Kopian är
krypterad som databasen, och nyckelfilen läggs bredvid.

  --to MAPP  Lägg kopian i den mappen också.
  --json     Svara som JSON: path och size.
""",
    "backups": """\
  rhs-desktop backups [--json]

Visar säkerhetskopiorna, den senaste först.

  --json   Svara som JSON: en lista med path, at, kind, size, here och second.
""",
    "restore": """\
  rhs-desktop restore FIL [--preview] [--json]

Återställer registret från en säkerhetskopia. Det som finns nu kopieras först,
så att det går att ångra. Åtkomstloggen och användarna blir kvar. Går databasen
inte att öppna ersätts den, och den skadade filen sparas bredvid.

FIL är en fil, eller namnet på en kopia i mappen med säkerhetskopior. Är det en
nyckelfil (.keys) sätts bara den tillbaka, om databasens egen saknas eller är
skadad; registret ändras inte.

  --preview  Visa vad som skulle ändras, utan att ändra något.
  --json     Svara som JSON: path och before, eller med --preview path, until,
             gone och back.
""",
    "retention": """\
  rhs-desktop retention [--preview] [--apply --reference BESLUT]
                        [--remove-copies] [--json]

Visar vad som ska gallras i dag enligt mottagningens gallringstider. Ändrar
inget utan --apply. Bara för administratörer.

  --preview           Visa bara, också om --apply är med.
  --apply             Gallra. Det går inte att ångra.
  --reference BESLUT  Gallringsbeslutet, till exempel diarienumret. Sparas i
                      protokollet.
  --remove-copies     Gör en ny säkerhetskopia och ta bort de äldre, som
                      innehåller det som gallrades.
  --json              Svara som JSON: cases, residents, rows, counts, erased
                      och copies_removed.
""",
    "log": """\
  rhs-desktop log [--from DAG] [--to DAG] [--user NAMN] [--kind VAD] [--person PERSON] [--json]

Visar vem som har sett eller gjort vad med vem, det nyaste först. Bara för den
som granskar loggen. Att du läser den loggas.

  --from DAG       Från och med den dagen, till exempel 2026-11-09 eller 9/11.
  --to DAG         Till och med den dagen.
  --user NAMN      Bara den användaren.
  --kind VAD       Bara det slaget, som kind i svaret med --json.
  --person PERSON  Bara det som rör den personen: personnummer eller namn.
  --json           Svara som JSON: number, at, user, unit, kind, people, reason,
                   details, act och digest för varje rad.

Om loggen är hel kontrolleras med rhs-desktop verify.
""",
    "day": """\
  rhs-desktop --demo day [--out MAPP]

Gör en hel arbetsdag med övningsdata och berättar vad som händer: importerar
en rörig lista, kontrollerar i Cosmic, skickar i 1177, skriver och postar brev.

  --out MAPP  Mappen där filerna läggs. Annars en ny tillfällig mapp.
""",
}


class UsageTrouble(StrEnum):
    """What is wrong with how a command was written."""

    NO_COMMAND = "no_command"
    NO_OPTION = "no_option"
    MISSING = "missing"
    NO_VALUE = "no_value"
    SUPERFLUOUS = "superfluous"
    DATE = "date"
    OTHER = "other"
    ONLY_PRACTICE = "only_practice"
    NOBODY = "nobody"
    SEVERAL_PEOPLE = "several_people"
    NO_SUCH_ROUND = "no_such_round"
    NO_ROUND = "no_round"
    TWO_ROUNDS = "two_rounds"
    NO_SUCH_TEMPLATE = "no_such_template"
    NO_SUCH_SOURCE = "no_such_source"
    MAPPING = "mapping"
    NO_DATA = "no_data"
    PLAIN_DATA = "plain_data"
    NO_PASSWORD = "no_password"
    NO_FILE_PASSWORD = "no_file_password"
    NO_PREVIEW = "no_preview"
    PASSWORDS_DIFFER = "passwords_differ"
    NO_PRACTICE_INIT = "no_practice_init"
    NO_DISPLAY = "no_display"
    NO_WINDOW = "no_window"
    UNWRITABLE = "unwritable"


USAGE: Mapping[UsageTrouble, tuple[str, str]] = {
    UsageTrouble.NO_COMMAND: ("Kommandot {given} finns inte.", "Skriv rhs-desktop --help för att se alla."),
    UsageTrouble.NO_OPTION: ("Valet {given} finns inte här.", "Skriv rhs-desktop {command} --help för att se alla."),
    UsageTrouble.MISSING: ("{given} saknas.", "Skriv rhs-desktop {command} --help för att se hur."),
    UsageTrouble.NO_VALUE: ("{given} ska följas av ett värde.", "Skriv rhs-desktop {command} --help för att se hur."),
    UsageTrouble.SUPERFLUOUS: (
        "{given} är mer än kommandot väntar sig.",
        "Sätt citattecken om ett namn med mellanslag i.",
    ),
    UsageTrouble.DATE: ("{given}", "Skriv dagen som ÅÅÅÅ-MM-DD."),
    UsageTrouble.OTHER: ("Kommandot är fel skrivet.", "Skriv rhs-desktop {command} --help för att se hur."),
    UsageTrouble.ONLY_PRACTICE: ("day går bara att köra med övningsdata.", "Skriv rhs-desktop --demo day."),
    UsageTrouble.NOBODY: ("Ingen i registret stämmer med {given}.", "Skriv personnumret eller hela namnet."),
    UsageTrouble.SEVERAL_PEOPLE: ("{count} personer stämmer med {given}.", "Skriv personnumret."),
    UsageTrouble.NO_SUCH_ROUND: ("Det finns ingen omgång som heter {given}.", "Omgångar: {known}."),
    UsageTrouble.NO_ROUND: ("Det finns ingen omgång än.", "Importera en lista först."),
    UsageTrouble.TWO_ROUNDS: ("--round och --new-round går inte ihop.", "Skriv bara den ena."),
    UsageTrouble.NO_SUCH_TEMPLATE: ("Omgångens manual har ingen mall som heter {given}.", "Mallar: {known}."),
    UsageTrouble.NO_SUCH_SOURCE: ("En tabell kan inte läsas som {given}.", "Skriv ett av: {known}."),
    UsageTrouble.MAPPING: ("{given}", "Importera listan i fönstret, där du kan peka ut kolumnen."),
    UsageTrouble.NO_DATA: (
        "Det finns inga data i mappen {folder}.",
        "Börja med rhs-desktop init, ange en annan mapp med --data-dir, eller öva med --demo.",
    ),
    UsageTrouble.PLAIN_DATA: (
        "Databasen i mappen {folder} är inte krypterad än.",
        "Skriv rhs-desktop init: den första administratören skapas, och databasen krypteras.",
    ),
    UsageTrouble.NO_PASSWORD: (
        "Lösenordet saknas.",
        "Skriv --password-stdin före kommandot, och lösenordet på standard in.",
    ),
    UsageTrouble.NO_FILE_PASSWORD: (
        "Filens lösenord saknas.",
        "Skriv det på standard in, på raden efter ditt eget lösenord.",
    ),
    UsageTrouble.NO_PREVIEW: ("En nyckelfil går inte att förhandsgranska.", "Skriv kommandot utan --preview."),
    UsageTrouble.PASSWORDS_DIFFER: ("Lösenorden är inte lika.", "Försök igen."),
    UsageTrouble.NO_PRACTICE_INIT: ("I övningen finns inga lösenord.", "Skriv rhs-desktop init utan --demo."),
    UsageTrouble.NO_DISPLAY: (
        "Det finns ingen skärm att öppna fönstret på.",
        "Använd ett kommando, till exempel rhs-desktop due. Skriv rhs-desktop --help för att se alla.",
    ),
    UsageTrouble.NO_WINDOW: (
        "Fönstret kan inte öppnas: {library} saknas på datorn.",
        "Installera det som README anger, eller använd ett kommando. Skriv rhs-desktop --help för att se alla.",
    ),
    UsageTrouble.UNWRITABLE: ("{given} går inte att skriva i.", "Välj en annan mapp."),
}

UNEXPECTED_WITHOUT_LOG = "Ett oväntat fel inträffade. Se efter om det blev gjort innan du gör om det."
UNEXPECTED = f"{UNEXPECTED_WITHOUT_LOG} Vad som hände står i loggen: {{log}}"
INTERRUPTED = "Avbrutet. Det som inte hann bli klart sparades inte: se efter innan du gör om det."

TO_MEND = "Åtgärda:"
WORTH_A_LOOK = "Värt att titta på:"
LOOKS_WRONG = "Många rader behöver åtgärdas. Är det rätt fil?"

PRACTICE = "ÖVNING: påhittade invånare. Inget av detta sparas."

NOTHING_DUE = "Inget att göra {day}."
DUE_TITLE = "Att göra {day}: {count}"
DUE_COLUMNS = ("Senast", "Personnr", "Invånare", "Nästa steg", "Varför")

FINDINGS: Mapping[str, str] = {
    "integrity": "Databasfilen är skadad: {about}",
    "foreign_key": "En rad i {about} hör till något som inte finns.",
    "row": "Ärende {about} visas inte som händelserna säger.",
    "person": "Sökuppgifterna för person {about} stämmer inte.",
    "manual": "Manualen {about} saknas, men ärenden följer den.",
    "log_changed": "Åtkomstloggen: rad {about} är ändrad, eller följer inte på raden före.",
    "log_missing": "Åtkomstloggen: rad {about} saknas.",
    "log_added": "Åtkomstloggen: rad {about} är inte skriven av programmet.",
    "log_head": "Åtkomstloggens slut stämmer inte med det som är antecknat om det.",
    "log_act": "Åtkomstloggen: åtgärd {about} saknar rad.",
}
PROFILE_RIGHT = "{title}: {file} går att använda."
VERIFIED = "Databasen är hel, och listan visar precis vad händelserna ger."
NOT_VERIFIED = "Något stämmer inte. Återställ den senaste säkerhetskopian, eller be om hjälp."

NO_LETTERS = "Det finns inga brev att skicka i dag."
LETTERS_MADE = "{letters} på {pages} skrivna i {path}"
LETTERS_NEXT = "Bekräfta i fönstret vilka som postades."
HELD_BACK = "Hålls tillbaka: {count}"

EXPORTED = "{rows} sparade i {path}"
EXPORTED_PROTECTED = "Filen är skyddad med lösenord. Utan det kan ingen öppna den."

NEW_ROUND = "Hälsosamtal {year}"
IMPORTED = "{new} nya, {updated} med ändrade uppgifter, {unchanged} fanns redan, {aside} åt sidan. Omgång: {round}"
IMPORTED_BEFORE = "Samma lista importerades {day} av {user}."
NOT_READ = "Den läses inte in. Välj vad den betyder i fönstret, om den ska det."
NOT_IMPORTED = "Inget är importerat. Stämmer det: importera listan i fönstret och svara där."
ASIDE_NEXT = "Raderna åt sidan åtgärdas i fönstret under Åtgärda rader."


PASSWORD = "Lösenord för {name}: "
PASSWORD_AGAIN = "Lösenordet en gång till: "
FILE_PASSWORD = "Filens lösenord: "


SKIP_HIDDEN = "Lägg till --skip-hidden för att hoppa över det som är dolt."


def hidden_rows(count: int, *, filtered: bool, skipped: bool) -> str:
    """Rows that Excel does not show; empty where there are none."""
    if not count:
        return ""
    many = count > 1
    what = ("bortfiltrerade" if many else "bortfiltrerad") if filtered else ("dolda" if many else "dold")
    return f"{common.count_of(count, 'rad', 'rader')} är {what} i Excel och är {'inte ' if skipped else ''}med."


def hidden_columns(names: Sequence[str], *, skipped: bool) -> str:
    """Likewise columns."""
    if not names:
        return ""
    what = "är dolda" if len(names) > 1 else "är dold"
    columns = common.count_of(len(names), "kolumn", "kolumner")
    return f"{columns} {what} i Excel och är {'inte ' if skipped else ''}med: {common.listing(list(names))}."


def other_sheets(sheet: str, others: Sequence[str]) -> str:
    """Other sheets with personnummer are told; empty where there are none."""
    if not others:
        return ""
    return f"Bara bladet {sheet} läses. Det finns personnummer också på {common.listing(list(others))}."


def whose_clinics(names: Sequence[tuple[str, int]]) -> str:
    """The clinics of which nobody has said whether they are our own; empty where there are none."""
    if not names:
        return ""
    told = common.listing([f"{name} ({common.count_of(rows, 'rad', 'rader')})" for name, rows in names])
    return f'Listade på: {told}. Är det ni? Lägg till --ours "{names[0][0]}". Annars räknas det som osäkert.'


def begun(name: str, code: str) -> tuple[str, ...]:
    """What `init` says."""
    return (
        f"Databasen är krypterad, och {name} är administratör.",
        "",
        f"Återställningskod: {code}",
        "",
        "Den visas bara nu. Skriv ut den och lås in den: med den kommer ni in om alla",
        "lösenord är glömda. Utan lösenord och kod går databasen inte att öppna.",
    )


def usage(code: UsageTrouble, data: Mapping[str, object]) -> tuple[str, str]:
    """What is wrong with how the command was written, and what to write instead."""
    said, todo = USAGE[code]
    return said.format(**data), todo.format(**data).replace("  ", " ")
