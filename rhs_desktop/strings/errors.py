"""Swedish for all expected trouble: what is wrong, and what to do about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.errors import (
    EntryRefusal,
    ExpectedError,
    HistoryRefusal,
    LetterWithheld,
    ProfileInvalid,
    StoreTrouble,
    WriteTrouble,
)
from rhs_desktop.domain.letters.reply_code import CodeRefused
from rhs_desktop.strings import backups, common
from rhs_desktop.strings.cases.process import STATUS

HISTORY: dict[HistoryRefusal, tuple[str, str]] = {
    HistoryRefusal.AGAIN_PAST: ("Dagen att ringa igen har redan varit.", "Välj i dag eller senare."),
    HistoryRefusal.ALREADY_HELD: (
        "Hälsosamtalet är redan genomfört.",
        "Ångra att det genomfördes om det blev fel.",
    ),
    HistoryRefusal.ANSWERED_TODAY: (
        "Invånaren har hört av sig i dag, så ärendet kan inte avslutas som inte nådd i dag.",
        "Gör nästa steg, eller avsluta tidigast i morgon.",
    ),
    HistoryRefusal.ANSWER_WAITS: ("Invånaren har svarat, och svaret är inte hanterat.", "Hantera svaret först."),
    HistoryRefusal.DECEASED: ("Invånaren är avliden.", "Ingen ska kontaktas i ärendet."),
    HistoryRefusal.EXCLUDED: ("Invånaren ska inte bjudas in.", "Öppna ärendet på nytt för att se varför."),
    HistoryRefusal.LETTER_PRINTED: ("Ett brev är utskrivet och inte postat än.", "Bekräfta om det blev postat först."),
    HistoryRefusal.NOT_AWAITING_BOOKING: (
        "Ärendet väntar inte på att invånaren bokar själv.",
        "Öppna ärendet på nytt för att se hur det står.",
    ),
    HistoryRefusal.NOT_NOW: (
        "Det går inte att göra i ärendet som det står nu.",
        "Öppna ärendet på nytt för att se hur det står.",
    ),
    HistoryRefusal.NUMBER_NOT_REFUSED: (
        "1177 har inte nekat personnumret.",
        "Välj Ändra uppgifter om något i uppgifterna är fel.",
    ),
    HistoryRefusal.STEP_NOT_IN_TURN: (
        "Steget hör inte till det som ska göras nu.",
        "Öppna ärendet på nytt för att se nästa steg.",
    ),
    HistoryRefusal.VISIT_BOOKED: ("En tid för hälsosamtal är bokad {day}.", "Avboka tiden först."),
    HistoryRefusal.ALREADY_WITHDRAWN: ("Händelsen är redan ångrad.", "Öppna ärendet på nytt för att se hur det står."),
    HistoryRefusal.BEFORE_CONTROL: (
        "Mottagarna kontrollerades i 1177 {day}.",
        "Utskicket kan inte ha gått iväg tidigare. Välj en senare dag.",
    ),
    HistoryRefusal.BEFORE_INVITATION: (
        "Inbjudan skickades {day}.",
        "Svaret kan inte ha kommit tidigare. Välj en senare dag.",
    ),
    HistoryRefusal.BEFORE_LETTER: ("Brevet postades {day}.", "Svaret kan inte ha kommit tidigare. Välj en senare dag."),
    HistoryRefusal.BEFORE_PRINTING: (
        "Breven skrevs ut {day}.",
        "De kan inte ha postats tidigare. Välj en senare dag.",
    ),
    HistoryRefusal.BEFORE_LIST: (
        "Invånaren kom med på listan {day}.",
        "Svaret kan inte ha kommit tidigare. Välj en senare dag.",
    ),
    HistoryRefusal.CHANGED_MEANWHILE: (
        "Något i ärendena har ändrats sedan tabellen klistrades in.",
        "Klistra in den igen.",
    ),
    HistoryRefusal.DATA_NOT_TOLD: (
        "Invånaren har inte fått veta hur uppgifterna skyddas.",
        "Berätta det i samtalet och kryssa i rutan.",
    ),
    HistoryRefusal.ERASED: ("Personen är gallrad.", "Det som är gallrat går inte att ändra eller ta tillbaka."),
    HistoryRefusal.FINISHED: ("Ärendet är avslutat: {status}.", "Blev det fel? Ångra det i ärendets händelser."),
    HistoryRefusal.IDENTITY_TAKEN: ("Numret hör till en annan person i registret.", "Kontrollera numret i Cosmic."),
    HistoryRefusal.IN_THE_FUTURE: ("Dagen ligger i framtiden.", "Välj i dag eller tidigare."),
    HistoryRefusal.NO_ANSWER_WAITS: (
        "Det finns inget svar att hantera.",
        "Öppna ärendet på nytt för att se hur det står.",
    ),
    HistoryRefusal.NO_LETTER_POSTED: ("Inget brev är postat till invånaren.", "Bekräfta först att brevet är postat."),
    HistoryRefusal.NO_PROTECTED_LETTER: (
        "Det finns inget brev att skicka genom Skatteverket.",
        "Öppna ärendet på nytt för att se hur det står.",
    ),
    HistoryRefusal.ALREADY_INVITED: (
        "Invånaren är redan inbjuden i 1177 i den här omgången.",
        "Ingen bjuds in två gånger.",
    ),
    HistoryRefusal.IN_A_BATCH: (
        "Invånaren ligger redan i ett förberett utskick.",
        "Bekräfta eller avbryt det utskicket först.",
    ),
    HistoryRefusal.NO_BOOKING: ("Ingen tid är bokad.", "Öppna ärendet på nytt för att se hur det står."),
    HistoryRefusal.NO_LOGIN: (
        "Bara den som har ett personnummer kan logga in i 1177.",
        "Bjud in via telefon eller brev.",
    ),
    HistoryRefusal.NOT_TO_REMIND: (
        "Någon av de valda väntar inte längre på en påminnelse.",
        "Uppdatera listan och välj igen.",
    ),
    HistoryRefusal.NOTHING_DUE: ("Inget ska gallras i dag.", "Ändra tiderna om något borde vara det."),
    HistoryRefusal.OPEN_CASES: ("Personen har ärenden som inte är avslutade.", "Kryssa för att de också ska gallras."),
    HistoryRefusal.PLAN_CHANGED: ("Något har ändrats sedan förhandsgranskningen.", "Förhandsgranska igen."),
    HistoryRefusal.REASON_NAMES: (
        "Texten avslöjar vem det gäller.",
        "Skriv orsaken utan namn och personnummer: den sparas.",
    ),
    HistoryRefusal.REFERENCE_MISSING: (
        "Beslutet saknas.",
        "Skriv vilket gallringsbeslut det gäller, till exempel diarienumret.",
    ),
    HistoryRefusal.OUT_OF_RANGE: ("Värdet ska vara mellan {least} och {most}.", "Rätta det."),
    HistoryRefusal.PROTECTED: ("Invånaren har skyddade personuppgifter.", "Skicka brevet för sig, genom Skatteverket."),
    HistoryRefusal.UNKNOWN_ACT: ("Det som skulle ångras finns inte.", "Uppdatera listan."),
    HistoryRefusal.UNKNOWN_STEP: ("Steget finns inte i ärendets manual.", "Öppna ärendet på nytt."),
    HistoryRefusal.VISIT_AHEAD: ("Besöket är bokat till {day}.", "Vänta till dess, eller avboka tiden."),
    HistoryRefusal.VISIT_NOT_HELD: ("Samtalet är inte genomfört.", "Markera först att det är genomfört."),
    HistoryRefusal.NOT_LISTED: ("Personen står inte på någon lista.", "Importera listan som personen står på."),
    HistoryRefusal.NOTE_EMPTY: ("Anteckningen är tom.", "Skriv något kort till kollegorna."),
    HistoryRefusal.MANUAL_DEFAULT: (
        "Manualen är vald för nya omgångar.",
        "Välj en annan manual i inställningarna först.",
    ),
    HistoryRefusal.MANUAL_IN_USE: ("Manualen följs av ärenden eller av en omgång.", "Den behövs så länge de finns."),
    HistoryRefusal.MANUAL_NAME_MISSING: ("Manualen har inget namn.", "Skriv vad den ska heta."),
    HistoryRefusal.MANUAL_NAME_TAKEN: ("Det finns redan en manual som heter {name}.", "Välj ett annat namn."),
    HistoryRefusal.MANUAL_SAME: (
        "Nya ärenden i omgången följer redan den manualen.",
        "Välj en annan omgång eller manual.",
    ),
    HistoryRefusal.MANUAL_SHIPPED: (
        "Manualen följer med programmet och kan inte ändras.",
        "Kopiera den och ändra i kopian.",
    ),
    HistoryRefusal.NOTE_MISSING: ("Anmärkningen saknas.", "Skriv vad som avviker och vad som görs."),
    HistoryRefusal.NOTHING_TO_SAMPLE: ("Det finns inga rader att dra ur.", "Välj fler dagar, eller alla användare."),
    HistoryRefusal.PROFILE_MISSING: (
        "Manualen {profile} går inte att använda.",
        "Öppna Meny, Manualer och se vad som är fel, lägg tillbaka dess fil och öppna programmet på nytt.",
    ),
    HistoryRefusal.REASON_MISSING: ("Orsaken saknas.", "Skriv kort varför."),
    HistoryRefusal.ROUND_EXISTS: (
        "Det finns redan en omgång som heter {name}.",
        "Välj ett annat namn, eller välj den omgången.",
    ),
    HistoryRefusal.SAID_NO: ("Invånaren har tackat nej.", "Kontakta inte invånaren mer i den här omgången."),
    HistoryRefusal.SNOOZE_PAST: ("Dagen har redan varit.", "Välj en dag från i morgon."),
    HistoryRefusal.UNKNOWN_BATCH: ("Utskicket finns inte längre.", "Stäng och öppna på nytt."),
    HistoryRefusal.BATCH_CLOSED: ("Utskicket är redan avslutat.", "Stäng och öppna på nytt för att se hur det står."),
    HistoryRefusal.BATCH_EMPTY: ("Utskicket är tomt.", "Välj minst en mottagare."),
    HistoryRefusal.BATCH_TOO_LARGE: ("Ett utskick kan ha högst {most} mottagare.", "Ta bort några."),
    HistoryRefusal.HELD_BACK: (
        "Någon i utskicket kan inte längre bjudas in.",
        "Uppdatera mottagarna, de som hålls tillbaka visas nedanför.",
    ),
    HistoryRefusal.NOT_CONTROLLED: (
        "Alla i utskicket är inte kontrollerade i 1177.",
        "Markera vad 1177 visar för alla.",
    ),
    HistoryRefusal.NOT_IN_BATCH: ("Personen är inte med i utskicket.", "Kontrollera att det är rätt utskick."),
    HistoryRefusal.UNKNOWN_TEMPLATE: ("Mallen finns inte i manualen.", "Välj en annan mall."),
    HistoryRefusal.UNKNOWN_ROUND: ("Omgången finns inte längre.", "Välj en annan omgång."),
    HistoryRefusal.ROW_NOT_ASIDE: ("Raden är redan åtgärdad.", "Uppdatera listan."),
    HistoryRefusal.ROW_EMPTY: ("Raden är tom.", "Fyll i personnumret, eller ta bort raden."),
    HistoryRefusal.LATER_ENTRY: ("Något har hänt i ärendet efteråt.", "Ångra det som hände senare först."),
    HistoryRefusal.LATER_CHANGE: ("Uppgifterna har ändrats efteråt.", "Ångra den senare ändringen först."),
    HistoryRefusal.NOTHING_CHOSEN: ("Ingen rad är vald.", "Kryssa för minst en rad."),
    HistoryRefusal.TEMPLATE_MISSING: ("Det framgår inte med vilken mall personen bjöds in.", "Välj mallen."),
    HistoryRefusal.APART: ("Användare ändras inte genom att ångra.", "Ändra dem i Användare."),
    HistoryRefusal.NOTHING: ("Det finns inget att ångra.", ""),
    HistoryRefusal.TAKEN_BACK: ("Det är redan ångrat.", ""),
    HistoryRefusal.UNKNOWN_CASE: ("Ärendet finns inte längre.", "Uppdatera listan."),
    HistoryRefusal.UNKNOWN_ENTRY: ("Händelsen finns inte i ärendet.", "Öppna ärendet på nytt."),
    HistoryRefusal.UNKNOWN_EVENT: (
        "Ärendet har en händelse från en nyare version av programmet.",
        "Uppdatera programmet.",
    ),
    HistoryRefusal.UNKNOWN_RESIDENT: ("Personen finns inte längre.", "Uppdatera listan."),
    HistoryRefusal.VISIT_MISSING: ("Dagen för besöket saknas.", "Välj vilken dag som bokades."),
    HistoryRefusal.VISIT_PAST: ("Dagen har redan varit.", "Välj i dag eller senare."),
}

FILE: dict[WriteTrouble, tuple[str, str]] = {
    WriteTrouble.FOLDER_MISSING: ("Mappen finns inte längre.", "Välj en annan mapp."),
    WriteTrouble.IN_USE: (
        "{name} går inte att skriva över.",
        "Stäng filen om den är öppen i ett annat program, eller spara under ett annat namn.",
    ),
    WriteTrouble.FULL: ("Disken är full.", "Frigör plats eller välj en annan disk. Ingen fil sparades."),
    WriteTrouble.FAILED: ("{name} gick inte att spara.", "Försök igen, eller välj en annan mapp."),
    **common.UNPROTECTED,
}

STORE: dict[StoreTrouble, tuple[str, str]] = {
    **backups.TROUBLE,
    StoreTrouble.MISSING: ("Databasen finns inte där den ska vara.", "Kontrollera att nätverket är anslutet."),
    StoreTrouble.EXISTS: ("Det finns redan en databas på platsen.", "Välj en annan mapp."),
    StoreTrouble.NEWER: (
        "Databasen har använts av en nyare version av programmet.",
        "Uppdatera programmet på den här datorn.",
    ),
    StoreTrouble.OLDER: (
        "Databasen är från en äldre version.",
        "Öppna den i programmet så uppdateras den, med säkerhetskopia.",
    ),
    StoreTrouble.EMPTY: ("Filen där databasen ska vara är tom.", "Återställ den senaste säkerhetskopian."),
    StoreTrouble.CLOSED: ("Databasen är stängd.", "Starta programmet på nytt."),
    StoreTrouble.BACKUP_FAILED: (
        "Säkerhetskopian gick inte att göra.",
        "Kontrollera att det finns plats på disken. Inget ändrades.",
    ),
    StoreTrouble.FOREIGN: ("Filen är en databas för ett annat program.", "Välj en annan mapp."),
    StoreTrouble.DAMAGED: ("Databasen är skadad.", "Återställ den senaste säkerhetskopian."),
    StoreTrouble.IN_USE: (
        "Databasen används redan i ett annat fönster eller på en annan dator.",
        "Stäng programmet där.",
    ),
    StoreTrouble.BUSY: ("Databasen är upptagen.", "Vänta en stund och försök igen. Inget sparades."),
    StoreTrouble.READ_ONLY: ("Databasen går bara att läsa.", "Kontrollera behörigheten till mappen. Inget sparades."),
    StoreTrouble.UNREACHABLE: ("Databasen går inte att nå.", "Kontrollera att nätverket är anslutet. Inget sparades."),
    StoreTrouble.KEYS_MISSING: (
        "Nyckelfilen till databasen saknas.",
        "Starta om programmet: där går den att hämta från en säkerhetskopia.",
    ),
    StoreTrouble.KEYS_DAMAGED: (
        "Nyckelfilen till databasen är skadad.",
        "Starta om programmet: där går den att hämta från en säkerhetskopia.",
    ),
    StoreTrouble.KEYS_NEWER: (
        "Nyckelfilen är från en nyare version av programmet.",
        "Uppdatera programmet på den här datorn.",
    ),
    StoreTrouble.VANISHED: (
        "Databasen finns inte kvar där den öppnades. Det senaste sparades inte.",
        "Kontrollera att nätverket eller USB-minnet är anslutet, och starta om programmet.",
    ),
    StoreTrouble.UNCERTAIN: (
        "Disken svarade inte när det skulle sparas. Det går inte att veta om det blev gjort.",
        "Starta om programmet när disken eller nätverket svarar, och se efter innan du gör om det.",
    ),
    StoreTrouble.PASSWORD_UNCERTAIN: (
        "Disken svarade inte. Det går inte att veta om lösenordet ändrades.",
        "Logga in med det nya. Går det inte, logga in med det förra.",
    ),
    StoreTrouble.CODE_UNCERTAIN: (
        "Disken svarade inte. Det går inte att veta om den förra återställningskoden gäller.",
        "Gör en ny när disken svarar.",
    ),
    StoreTrouble.UNSEALED: (
        "Filen där databasen ska vara är inte krypterad. Någon har bytt ut den.",
        "Återställ den senaste säkerhetskopian.",
    ),
    StoreTrouble.SEALING_FAILED: (
        "Databasen kunde inte krypteras.",
        "Den är orörd. Kontrollera att det finns plats på disken.",
    ),
    StoreTrouble.DISK_FULL: ("Disken är full.", "Frigör plats och försök igen. Inget sparades."),
    StoreTrouble.MIGRATION_FAILED: (
        "Databasen kunde inte uppdateras.",
        "Den är orörd, och en säkerhetskopia är gjord.",
    ),
}

USED_ON = "Databasen används redan på datorn {computer}, sedan {since}."
NOT_LOGGED = "Åtkomstloggen går inte att skriva, och utan den lämnas inga uppgifter ut."

ENTRY: dict[EntryRefusal, tuple[str, str]] = {
    EntryRefusal.ACCOUNT_CLOSED: ("Du kan inte logga in här.", "Fråga den som är administratör."),
    EntryRefusal.ALREADY_BEGUN: ("Det finns redan användare här.", "Logga in i stället."),
    EntryRefusal.CODE_WRONG: ("Återställningskoden stämmer inte.", "Skriv av den på nytt från pappret."),
    EntryRefusal.JOB_RUNS: ("Ett arbete pågår i bakgrunden.", "Byt användare när det är klart."),
    EntryRefusal.LAST_ADMINISTRATOR: ("Det måste finnas minst en administratör.", "Ge först någon annan den rollen."),
    EntryRefusal.NAME_EMPTY: ("Namnet saknas.", "Skriv ditt namn."),
    EntryRefusal.NAME_TAKEN: ("Det finns redan en användare som heter {name}.", "Välj ett annat namn."),
    EntryRefusal.NO_ROLE: ("Ingen roll är vald.", "Kryssa för minst en roll."),
    EntryRefusal.NOT_ALLOWED: ("Din roll ger inte rätt att göra det här.", "Fråga den som är administratör."),
    EntryRefusal.NOT_BEGUN: ("Det finns inga användare än.", "Skapa den första administratören."),
    EntryRefusal.OWN_ACCOUNT: ("Du kan inte stänga av dig själv.", "Låt en annan administratör göra det."),
    EntryRefusal.PASSWORD_IS_NAME: ("Lösenordet innehåller namnet.", "Välj ett som ingen kan gissa, gärna flera ord."),
    EntryRefusal.PASSWORD_LONG: ("Lösenordet är för långt.", "Välj högst {most} tecken."),
    EntryRefusal.PASSWORD_SHORT: ("Lösenordet är för kort.", "Välj minst {least} tecken, gärna flera ord."),
    EntryRefusal.PASSWORD_SIMPLE: ("Lösenordet är för lätt att gissa.", "Välj ett annat, gärna flera ord."),
    EntryRefusal.PRACTICE: ("I övningen finns inga lösenord.", ""),
    EntryRefusal.UNKNOWN_USER: ("Användaren finns inte.", "Stäng och öppna på nytt."),
    EntryRefusal.WAIT: ("För många fel försök.", "Vänta till {until} och försök igen."),
    EntryRefusal.WRONG_LOGIN: ("Namnet eller lösenordet stämmer inte.", "Försök igen."),
}

_TABLES: Mapping[str, Mapping[Any, tuple[str, str]]] = {
    "entry": ENTRY,
    "history": HISTORY,
    "file": FILE,
    "store": STORE,
    "log": STORE,
}


def trouble(error: ExpectedError) -> tuple[str, str]:
    """What is wrong, and what to do, each a sentence or more; the second may be empty."""
    from rhs_desktop.strings.checklists import reading
    from rhs_desktop.strings.letters import held_back
    from rhs_desktop.strings.manuals import file_errors  # with the rules they tell of: not before the window stands

    if isinstance(error, LetterWithheld):
        return held_back.letter_trouble(error), ""
    if isinstance(error, ProfileInvalid):
        return file_errors.profile_refused(error), " ".join(file_errors.profile_sentences(error))
    if isinstance(error, CodeRefused):
        return held_back.code_trouble(error), ""
    if error.family in ("identity", "list"):
        return reading.sentence(error), reading.advice(error)
    said, todo = _TABLES[error.family][error.code]
    if error.code is StoreTrouble.IN_USE and error.data.get("computer"):
        said = USED_ON
    if error.family == "log":
        said = f"{NOT_LOGGED} {said}"
    data = {name: _told(value) for name, value in error.data.items()}
    return said.format(**data), todo.format(**data)


def said(error: ExpectedError) -> str:
    """Both on one line."""
    return " ".join(filter(None, trouble(error)))


def _told(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%H:%M:%S}"
    if isinstance(value, Status):
        return STATUS[value].lower()
    return value.isoformat() if isinstance(value, date) else str(value)
