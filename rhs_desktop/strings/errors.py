"""Swedish for all expected trouble: what is wrong, and what to do about it."""

from __future__ import annotations

from datetime import date, datetime

from rhs_desktop.domain.cases.steps import Status
from rhs_desktop.domain.errors import ExpectedError, LetterWithheld, ProfileInvalid
from rhs_desktop.domain.letters.reply_code import CodeRefused
from rhs_desktop.strings import backups, common
from rhs_desktop.strings.cases.status import STATUS

HISTORY: dict[str, tuple[str, str]] = {
    "again_past": ("Dagen att ringa igen har redan varit.", "Välj i dag eller senare."),
    "already_held": (
        "Hälsosamtalet är redan genomfört.",
        "Ångra att det genomfördes om det blev fel.",
    ),
    "answer_waits": ("Invånaren har svarat, och svaret är inte hanterat.", "Hantera svaret först."),
    "excluded": ("Invånaren ska inte bjudas in.", "Öppna ärendet på nytt för att se varför."),
    "letter_printed": ("Ett brev är utskrivet och inte postat än.", "Bekräfta om det blev postat först."),
    "not_awaiting_booking": (
        "Ärendet väntar inte på att invånaren bokar själv.",
        "Öppna ärendet på nytt för att se hur det står.",
    ),
    "not_now": (
        "Det går inte att göra i ärendet som det står nu.",
        "Öppna ärendet på nytt för att se hur det står.",
    ),
    "number_not_refused": (
        "1177 har inte nekat personnumret.",
        "Välj Ändra uppgifter om något i uppgifterna är fel.",
    ),
    "step_not_in_turn": (
        "Steget hör inte till det som ska göras nu.",
        "Öppna ärendet på nytt för att se nästa steg.",
    ),
    "visit_booked": ("En tid för hälsosamtal är bokad {day}.", "Avboka tiden först."),
    "already_withdrawn": ("Händelsen är redan ångrad.", "Öppna ärendet på nytt för att se hur det står."),
    "before_control": (
        "Mottagarna kontrollerades i 1177 {day}.",
        "Utskicket kan inte ha gått iväg tidigare. Välj en senare dag.",
    ),
    "before_invitation": ("Inbjudan skickades {day}.", "Svaret kan inte ha kommit tidigare. Välj en senare dag."),
    "before_letter": ("Brevet postades {day}.", "Svaret kan inte ha kommit tidigare. Välj en senare dag."),
    "before_printing": (
        "Breven skrevs ut {day}.",
        "De kan inte ha postats tidigare. Välj en senare dag.",
    ),
    "before_list": ("Invånaren kom med på listan {day}.", "Svaret kan inte ha kommit tidigare. Välj en senare dag."),
    "changed_meanwhile": ("Något i ärendena har ändrats sedan tabellen klistrades in.", "Klistra in den igen."),
    "data_not_told": (
        "Invånaren har inte fått veta hur uppgifterna skyddas.",
        "Berätta det i samtalet och kryssa i rutan.",
    ),
    "erased": ("Personen är gallrad.", "Det som är gallrat går inte att ändra eller ta tillbaka."),
    "finished": ("Ärendet är avslutat: {status}.", "Ångra det som avslutade ärendet om det blev fel."),
    "identity_taken": ("Numret tillhör redan en annan person i listan.", "Kontrollera numret i Cosmic."),
    "in_the_future": ("Dagen ligger i framtiden.", "Välj i dag eller tidigare."),
    "no_answer_waits": ("Det finns inget svar att hantera.", "Öppna ärendet på nytt för att se hur det står."),
    "no_letter_posted": ("Inget brev är postat till invånaren.", "Bekräfta först att brevet är postat."),
    "no_protected_letter": (
        "Det finns inget brev att skicka genom Skatteverket.",
        "Öppna ärendet på nytt för att se hur det står.",
    ),
    "already_invited": ("Invånaren är redan inbjuden i 1177 i den här omgången.", "Ingen bjuds in två gånger."),
    "in_a_batch": ("Invånaren ligger redan i ett förberett utskick.", "Bekräfta eller avbryt det utskicket först."),
    "no_booking": ("Ingen tid är bokad.", "Öppna ärendet på nytt för att se hur det står."),
    "no_login": ("Bara den som har ett personnummer kan logga in i 1177.", "Bjud in via telefon eller brev."),
    "not_to_remind": ("Någon av de valda väntar inte längre på en påminnelse.", "Uppdatera listan och välj igen."),
    "nothing_due": ("Ingenting är att gallra i dag.", "Ändra tiderna om något borde vara det."),
    "open_cases": ("Personen har ärenden som inte är avslutade.", "Kryssa för att de också ska gallras."),
    "plan_changed": ("Något har ändrats sedan förhandsgranskningen.", "Förhandsgranska igen."),
    "reason_names": ("Texten säger vem det gäller.", "Skriv orsaken utan namn och personnummer: den sparas."),
    "reference_missing": ("Beslutet saknas.", "Skriv vilket gallringsbeslut det gäller, till exempel diarienumret."),
    "out_of_range": ("Värdet ska vara mellan {least} och {most}.", "Rätta det."),
    "protected": ("Invånaren har skyddade personuppgifter.", "Skicka brevet för sig, genom Skatteverket."),
    "unknown_act": ("Det som skulle ångras finns inte.", "Uppdatera listan."),
    "unknown_step": ("Steget finns inte i ärendets manual.", "Öppna ärendet på nytt."),
    "visit_ahead": ("Besöket är inte förrän {day}.", "Vänta till dess, eller avboka tiden."),
    "visit_not_held": ("Samtalet är inte genomfört.", "Markera först att det är genomfört."),
    "not_listed": ("Personen står inte på någon lista.", "Importera listan som personen står på."),
    "note_empty": ("Anteckningen är tom.", "Skriv något kort till kollegorna."),
    "manual_default": (
        "Manualen är vald för nya omgångar.",
        "Välj en annan manual i inställningarna först.",
    ),
    "manual_in_use": ("Manualen följs av ärenden eller av en omgång.", "Den behövs så länge de finns."),
    "manual_name_missing": ("Manualen har inget namn.", "Skriv vad den ska heta."),
    "manual_name_taken": ("Det finns redan en manual som heter {name}.", "Välj ett annat namn."),
    "manual_same": ("Nya ärenden i omgången följer redan den manualen.", "Välj en annan omgång eller manual."),
    "manual_shipped": ("Manualen följer med programmet och kan inte ändras.", "Kopiera den och ändra i kopian."),
    "note_missing": ("Anmärkningen saknas.", "Skriv vad som avviker och vad som görs."),
    "nothing_to_sample": ("Det finns inga rader att dra ur.", "Välj fler dagar, eller alla användare."),
    "profile_missing": (
        "Manualen {profile} går inte att använda.",
        "Öppna Meny, Manualer och se vad som är fel, lägg tillbaka dess fil och öppna programmet på nytt.",
    ),
    "reason_missing": ("Orsaken saknas.", "Skriv kort varför."),
    "round_exists": ("Det finns redan en omgång som heter {name}.", "Välj ett annat namn, eller välj den omgången."),
    "said_no": ("Invånaren har tackat nej.", "Kontakta inte invånaren mer i den här omgången."),
    "snooze_past": ("Dagen har redan varit.", "Välj en dag från i morgon."),
    "unknown_batch": ("Utskicket finns inte längre.", "Stäng och öppna på nytt."),
    "batch_closed": ("Utskicket är redan avslutat.", "Stäng och öppna på nytt för att se hur det står."),
    "batch_empty": ("Ingen är kvar i utskicket.", "Välj minst en mottagare."),
    "batch_too_large": ("Ett utskick kan ha högst {most} mottagare.", "Ta bort några."),
    "held_back": (
        "Någon i utskicket kan inte längre bjudas in.",
        "Uppdatera mottagarna, de som hålls tillbaka visas nedanför.",
    ),
    "not_controlled": ("Alla i utskicket är inte kontrollerade i 1177.", "Markera vad 1177 visar för alla."),
    "not_in_batch": ("Personen är inte med i utskicket.", "Kontrollera att det är rätt utskick."),
    "unknown_template": ("Mallen finns inte i manualen.", "Välj en annan mall."),
    "unknown_round": ("Omgången finns inte längre.", "Välj en annan omgång."),
    "row_not_aside": ("Raden är redan åtgärdad.", "Uppdatera listan."),
    "row_empty": ("Raden är tom.", "Fyll i personnumret, eller ta bort raden."),
    "later_entry": ("Något har hänt i ärendet efteråt.", "Ångra det som hände senare först."),
    "later_change": ("Uppgifterna har ändrats efteråt.", "Ångra den senare ändringen först."),
    "nothing_chosen": ("Ingen rad är vald.", "Kryssa för minst en rad."),
    "template_missing": ("Det framgår inte med vilken mall personen bjöds in.", "Välj mallen."),
    "apart": ("Användare ändras inte genom att ångra.", "Ändra dem i Användare."),
    "nothing": ("Det finns inget att ångra.", ""),
    "taken_back": ("Det är redan ångrat.", ""),
    "unknown_case": ("Ärendet finns inte längre.", "Uppdatera listan."),
    "unknown_entry": ("Händelsen finns inte i ärendet.", "Öppna ärendet på nytt."),
    "unknown_event": ("Ärendet har en händelse från en nyare version av programmet.", "Uppdatera programmet."),
    "unknown_resident": ("Personen finns inte längre.", "Uppdatera listan."),
    "visit_missing": ("Dagen för besöket saknas.", "Välj vilken dag som bokades."),
    "visit_past": ("Dagen har redan varit.", "Välj i dag eller senare."),
}

FILE: dict[str, tuple[str, str]] = {
    "folder_missing": ("Mappen finns inte längre.", "Välj en annan mapp."),
    "in_use": (
        "{name} går inte att skriva över.",
        "Stäng filen om den är öppen i ett annat program, eller spara under ett annat namn.",
    ),
    "full": ("Disken är full.", "Frigör plats eller välj en annan disk. Ingen fil sparades."),
    "failed": ("{name} gick inte att spara.", "Försök igen, eller välj en annan mapp."),
    **common.UNPROTECTED,
}

STORE: dict[str, tuple[str, str]] = {
    **backups.TROUBLE,
    "missing": ("Databasen finns inte där den ska vara.", "Kontrollera att nätverket är anslutet."),
    "exists": ("Det finns redan en databas på platsen.", "Välj en annan mapp."),
    "newer": ("Databasen har använts av en nyare version av programmet.", "Uppdatera programmet på den här datorn."),
    "older": ("Databasen är från en äldre version.", "Öppna den i programmet så uppdateras den, med säkerhetskopia."),
    "empty": ("Filen där databasen ska vara är tom.", "Återställ den senaste säkerhetskopian."),
    "closed": ("Databasen är stängd.", "Starta programmet på nytt."),
    "backup_failed": (
        "Säkerhetskopian gick inte att göra.",
        "Kontrollera att det finns plats på disken. Inget ändrades.",
    ),
    "foreign": ("Filen är en databas för ett annat program.", "Välj en annan mapp."),
    "damaged": ("Databasen är skadad.", "Återställ den senaste säkerhetskopian."),
    "in_use": ("Databasen används redan i ett annat fönster eller på en annan dator.", "Stäng programmet där."),
    "busy": ("Databasen är upptagen.", "Vänta en stund och försök igen. Inget sparades."),
    "read_only": ("Databasen går bara att läsa.", "Kontrollera behörigheten till mappen. Inget sparades."),
    "unreachable": ("Databasen går inte att nå.", "Kontrollera att nätverket är anslutet. Inget sparades."),
    "keys_missing": (
        "Nyckelfilen till databasen saknas.",
        "Starta om programmet: där går den att hämta från en säkerhetskopia.",
    ),
    "keys_damaged": (
        "Nyckelfilen till databasen är skadad.",
        "Starta om programmet: där går den att hämta från en säkerhetskopia.",
    ),
    "keys_newer": ("Nyckelfilen är från en nyare version av programmet.", "Uppdatera programmet på den här datorn."),
    "vanished": (
        "Databasen finns inte kvar där den öppnades. Det senaste sparades inte.",
        "Kontrollera att nätverket eller USB-minnet är anslutet, och starta om programmet.",
    ),
    "uncertain": (
        "Disken svarade inte när det skulle sparas. Det går inte att veta om det blev gjort.",
        "Starta om programmet när disken eller nätverket svarar, och se efter innan du gör om det.",
    ),
    "password_uncertain": (
        "Disken svarade inte. Det går inte att veta om lösenordet ändrades.",
        "Logga in med det nya. Går det inte, logga in med det förra.",
    ),
    "code_uncertain": (
        "Disken svarade inte. Det går inte att veta om den förra återställningskoden gäller.",
        "Gör en ny när disken svarar.",
    ),
    "unsealed": (
        "Filen där databasen ska vara är inte krypterad. Någon har bytt ut den.",
        "Återställ den senaste säkerhetskopian.",
    ),
    "sealing_failed": ("Databasen kunde inte krypteras.", "Den är orörd. Kontrollera att det finns plats på disken."),
    "disk_full": ("Disken är full.", "Frigör plats och försök igen. Inget sparades."),
    "migration_failed": ("Databasen kunde inte uppdateras.", "Den är orörd, och en säkerhetskopia är gjord."),
}

USED_ON = "Databasen används redan på datorn {computer}, sedan {since}."
NOT_LOGGED = "Åtkomstloggen går inte att skriva, och utan den lämnas inga uppgifter ut."

ENTRY: dict[str, tuple[str, str]] = {
    "account_closed": ("Du kan inte logga in här.", "Fråga den som är administratör."),
    "already_begun": ("Det finns redan användare här.", "Logga in i stället."),
    "code_wrong": ("Återställningskoden stämmer inte.", "Skriv av den på nytt från pappret."),
    "job_runs": ("Ett arbete pågår i bakgrunden.", "Byt användare när det är klart."),
    "last_administrator": ("Det måste finnas minst en administratör.", "Ge först någon annan den rollen."),
    "name_empty": ("Namnet saknas.", "Skriv ditt namn."),
    "name_taken": ("Det finns redan en användare som heter {name}.", "Välj ett annat namn."),
    "no_role": ("Ingen roll är vald.", "Kryssa för minst en roll."),
    "not_allowed": ("Din roll ger inte rätt att göra det här.", "Fråga den som är administratör."),
    "not_begun": ("Det finns inga användare än.", "Skapa den första administratören."),
    "own_account": ("Du kan inte stänga av dig själv.", "Låt en annan administratör göra det."),
    "password_is_name": ("Lösenordet innehåller namnet.", "Välj ett som ingen kan gissa, gärna flera ord."),
    "password_long": ("Lösenordet är för långt.", "Välj högst {most} tecken."),
    "password_short": ("Lösenordet är för kort.", "Välj minst {least} tecken, gärna flera ord."),
    "password_simple": ("Lösenordet är för lätt att gissa.", "Välj ett annat, gärna flera ord."),
    "practice": ("I övningen finns inga lösenord.", ""),
    "unknown_user": ("Användaren finns inte.", "Stäng och öppna på nytt."),
    "wait": ("För många fel försök.", "Vänta till {until} och försök igen."),
    "wrong_login": ("Namnet eller lösenordet stämmer inte.", "Försök igen."),
}

_TABLES = {"entry": ENTRY, "history": HISTORY, "file": FILE, "store": STORE, "log": STORE}
_UNKNOWN = ("Det gick inte.", "Försök igen. Inget sparades.")


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
    said, todo = _TABLES.get(error.family, {}).get(error.code, _UNKNOWN)
    if error.code == "in_use" and error.data.get("computer"):
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
