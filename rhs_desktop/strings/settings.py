"""Swedish for the clinic's settings: names of fields, hints, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping

from rhs_desktop.domain.letters.clinic import ReplyEnvelope

TITLE, SAVE, SAVED = "Inställningar", "Spara inställningarna", "Inställningarna är sparade"
CLINIC_TAB, SENDING_TAB, LETTERS_TAB = "&Mottagningen", "&Utskick", "&Brev"
TOLD_TAB = "&I breven"
LOG_TAB, NUMBERS_TAB = "&Logg och låsning", "&Personnummer"

CLINIC = "Så här står mottagningen i breven."
NAME, NAME_MISSING = "Mottagningens namn", "Skriv mottagningens namn."
STREET, STREET_HINT = "Gatuadress eller box", "Dit svarsbreven skickas."
ADDRESS_INCOMPLETE = "Skriv gatuadress eller box, postnummer med fem siffror och postort."
POSTCODE, CITY = "Postnummer", "Postort"
PHONE, PHONE_MISSING = "Telefon", "Skriv telefonnumret som invånaren kan ringa."
HOURS, HOURS_HINT = "Telefontider", "Till exempel: vardagar 8–16. Får vara tomt."
ONLINE = "På 1177.se"
ONLINE_HINT = "Steg för steg, till exempel: logga in på 1177.se och välj Vårdcentralen Ekeby. Får vara tomt."

TOLD = "Det här kan breven berätta. Det som är tomt står inte med."
PLACE, PLACE_HINT = "Var hälsosamtalet är", "Till exempel: Storgatan 1, plan 2. Tomt: mottagningens adress."
SAMPLES, SAMPLES_HINT = "Var och när blodprovet lämnas", "Till exempel: laboratoriet på plan 1, vardagar 7.30–10."
FORM, FORM_HINT = "Hur frågorna kommer", "Till exempel: i 1177, eller på papper om du ringer oss."
CONTROLLER, CONTROLLER_HINT = "Personuppgiftsansvarig", "Regionen eller mottagningen."
OFFICER, OFFICER_HINT = "Dataskyddsombud", "Hur ombudet nås, till exempel en e-postadress."
REASON, REASON_HINT = "Varför och med vilken rätt", "Regionens ord om ändamål och rättslig grund."
KEPT, KEPT_HINT = "Hur länge uppgifterna sparas", "Journalen, och listan över dem som bjuds in."

MANUAL, MANUAL_HINT = "Manual för nya omgångar", "Ärenden som redan finns behåller sin manual."
BATCH_SIZE, AS_THE_MANUAL = "Mottagare per utskick", "Som manualen"
ORDER, LONGEST_WAITING, LIST_ORDER = "Vem föreslås först", "Längst väntan först", "Listans ordning"

MASK = "&Dölj de fyra sista i listor"
MASK_NOTE = "Sökning och kopiering gäller ändå hela numret."
CLEAR, CLEAR_HINT, NOT_CLEARED = "Töm urklippet efter", "Gäller personnummer som kopieras härifrån.", "Töms inte"
SHOWN, SHOWN_HINT = "Visa ett helt personnummer i", "Att det visas skrivs i åtkomstloggen."
SHOWN_UNTIL_ANOTHER = "Tills någon annan väljs"

SEARCHES, SHOW_SEARCHES = "Sökningar", "Visa sökord i åtkomstloggen"
SEARCHES_HINT = (
    "Annars står bara ett märke, som visar om någon har sökt på ett visst ord. Sökord kan vara namn och personnummer."
)
SAMPLING, SAMPLING_HINT = "Stickprov av loggen", "Den som granskar loggen påminns i fönstret."
SAMPLING_MONTHS = {
    1: "Varje månad",
    2: "Varannan månad",
    3: "Var tredje månad",
    6: "Varje halvår",
    12: "Varje år",
    0: "Påminn inte",
}
"""How often a sample is drawn, by months between two; 0: never reminded of."""
IDLE, IDLE_HINT, NOT_LOCKED = "Lås när ingen rör programmet på", "Ctrl+L låser genast.", "Låses inte"

ENVELOPE = "Kuvert"
REPLY_ENVELOPE, REPLY_ENVELOPE_HINT = "Svarskuvert", "Breven, svarsbrevet och packningen följer det här."
REPLY_ENVELOPES: Mapping[ReplyEnvelope, str] = {
    ReplyEnvelope.FRANKED: "Frankerat",
    ReplyEnvelope.UNFRANKED: "Ofrankerat",
    ReplyEnvelope.NONE: "Inget",
}
SHEETS = "Skickas med inbjudan"
BEFORE_VISIT = "&Inför ditt hälsosamtal (baksidan)"
DATA_SHEET = "&Hur skyddas mina data? (ett eget blad)"
AGES = "Åldrar som bjuds in"
AGES_HINT = "Den som kryssade ”bjud inte in mig igen” får ni ta ställning till på nytt vid nästa ålder."
ASK_FIRST = "Be den som har &diabetes eller tar blodförtunnande medicin att ringa före provet"
SHIFT_RIGHT, SHIFT_DOWN = "Flytta adressen åt höger", "Flytta adressen nedåt"
SHIFT_RIGHT_HINT = "För PDF och skrivare utan egen finjustering (se Kuvert och finjustering). Minus: åt vänster."
SHIFT_DOWN_HINT = "Minus: uppåt."


def as_the_manual(enclosed: ReplyEnvelope) -> str:
    """`Som manualen (frankerat)`"""
    return f"{AS_THE_MANUAL} ({REPLY_ENVELOPES[enclosed].lower()})"
