"""The story that `rhs-desktop --demo day` tells."""

from __future__ import annotations

TITLE = "En dag i receptionen på {clinic}, {day}. Allt är påhittat och inget sparas."

FOLDER_PREFIX = "rhs-övningsdag-"

LIST = "Listan från REBUS importeras"
COMPARED = "Innan något sparas: {new} nya, {known} finns redan ({changed} med ändrade uppgifter), {protected} skyddad."
KEPT = "{count} importerade, {aside} lagda åt sidan."
FIXED = "Rad {row} rättades efter Cosmic: {name} är med."
LEFT_ASIDE = "{count} ligger kvar under Åtgärda rader."

COSMIC = "Kontroll i Cosmic"
CHECKED = "{count} är listade här och inte avlidna. De är klara att bjuda in."
EXCLUDED = "{name} bjuds inte in: {why}."

SEND = "Utskick i 1177"
WAITING = "Ett utskick från {day} med {count} är förberett men inte bekräftat. Det ligger kvar."
PREPARED = "Mall: {template}. {count} valdes, längst väntan först, och {later} väntar på nästa utskick."
HELD = "Hålls tillbaka: {count}, till exempel {name} ({why})."
NUMBERS = "Personnumren ligger i {path}, i samma ordning som i 1177."
CONTROLLED = "1177 visade:"
ROUTED = "De som inte kan nås i 1177 går vidare:"
SENT = "Utskicket gick iväg. {count} är inbjudna i dag."

PHONE = "Telefon"
NO_PHONE = "{name} har inget telefonnummer i Cosmic och får brev."
BOOKED = "{name} svarade i telefon och fick en tid {day}."
NO_ANSWER = "{name} svarade inte. Ring igen {day}."

LETTERS = "Brev"
POSTED = "{posted} av {all} postades. {name} kommer tillbaka i kön."

RESTART = "Programmet stängs och öppnas igen"
FOUND_AGAIN = "{cases} finns kvar, och {sent} är inbjudna i dag."

DUE = "Att göra i morgon"
MORE = "… och {count} till."

WHOLE = "Checklistan och databasen"
MADE = "Det här gjordes:"
