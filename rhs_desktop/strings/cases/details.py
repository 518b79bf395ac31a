"""Swedish for Ändra uppgifter: what is known of a resident."""

from __future__ import annotations

LANGUAGE, SWEDISH = "Språk i brev", "svenska"
TITLE, SAVE, SAVED = "Ändra uppgifter", "Spara uppgifterna", "Uppgifterna är ändrade"
PROTECTED = "Skyddade personuppgifter"
SHOW_PRIVATE = "Visa adress och telefon"
GIVEN, FAMILY, NAME_MISSING = "Förnamn", "Efternamn", "Skriv namnet."
PHONES, PHONES_HINT = "Telefon", "Ett nummer per rad. Det första är det som rings."
CARE_OF, STREET, EXTRA = "c/o", "Gatuadress", "Extra adressrad"
POSTCODE, POSTCODE_WRONG, CITY = "Postnummer", "Postnumret ska ha fem siffror.", "Postort"
COUNTRY, COUNTRY_HINT = "Land", "Tomt: Sverige."
