"""What a column can mean, and the words that lists use for it, in Swedish and English."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum
from functools import lru_cache


class ListField(StrEnum):
    """The meaning of a column."""

    IDENTITY = "identity"
    LAST_FOUR = "last_four"
    NAME = "name"
    GIVEN = "given"
    FAMILY = "family"
    PHONE = "phone"
    CARE_OF = "care_of"
    STREET = "street"
    EXTRA = "extra"
    POSTCODE = "postcode"
    CITY = "city"
    POSTCODE_CITY = "postcode_city"
    ADDRESS = "address"
    COUNTRY = "country"
    PROTECTED = "protected"
    DECEASED = "deceased"
    LISTED_AT = "listed_at"
    LISTED = "listed"
    INVITED_ON = "invited_on"
    INVITED_BY = "invited_by"
    REMINDED_ON = "reminded_on"
    ANSWER = "answer"
    ANSWERED_ON = "answered_on"
    BOOKED_FOR = "booked_for"
    HELD_ON = "held_on"
    RETURNED_ON = "returned_on"

    @property
    def many(self) -> bool:
        """Whether several columns may have this meaning."""
        return self in (ListField.PHONE, ListField.EXTRA)


# Compact forms, the most telling first: of two columns that could be a field, the one whose word stands earlier is it.
_WORDS: dict[ListField, str] = {
    ListField.IDENTITY: """personnummer persnr personnr pnr persnummer pnummer personnummersamordningsnummer
        personnummerreservnummer personidentitet personid personidentitetsnummer personalidentitynumber
        personalnumber personalidnumber swedishpersonalnumber nationalidentitynumber nationalid ssn
        socialsecuritynumber samordningsnummer idnummer identitetsnummer patientid patientidentitet identitet""",
    ListField.LAST_FOUR: """fyrasista 4sista sistafyra sista4 fyrasistasiffror fyrasistasiffrorna 4sistasiffror
        4sistasiffrorna sistafyrasiffrorna sista4siffrorna desistafyra kontrollsiffror kontrollsiffra kontrollnummer
        fodelsenummer nnnn xxxx pnr4sista personnummer4sista personnummerfyrasista last4 lastfour last4digits
        lastfourdigits""",
    ListField.NAME: """namn fullstandigtnamn efternamnfornamn fornamnefternamn efternamnochfornamn fornamnochefternamn
        patientnamn patientensnamn personnamn invanare invanarensnamn name fullname patientname lastnamefirstname
        firstnamelastname patient person resident""",
    ListField.GIVEN: """tilltalsnamn fornamn firstname givenname givennames forename fnamn fornamnen samtligafornamn
        allafornamn""",
    ListField.FAMILY: "efternamn lastname surname familyname familjenamn slaktnamn enamn",
    ListField.PHONE: """mobiltelefon mobil mobilnummer mobilnr mobiltel mobiltelefonnummer telefonmobil telmobil mobile
        mobilephone mobilenumber cellphone cell telefon telefonnummer telefonnr tel telnr telnummer tele tfn tfnr
        phone phonenumber telephone kontaktnummer kontakttelefon kontakttel hemtelefon telefonhem telhem
        telefonbostad bostadstelefon telbostad telbost telprivat teldag teldagtid telkvall telarb telmob tlf tlfn mob
        mobnr tfnbostad tfnhem tfnarbete tfnarb tfnmobil tfndagtid homephone telefonarbete arbetstelefon telarbete
        workphone telefon1 telefon2 telefon3 tel1 tel2 phone1 phone2""",
    ListField.CARE_OF: "co coadress careof coadr coaddress conamn",
    ListField.STREET: """gatuadress utdelningsadress gata adress bostadsadress folkbokforingsadress hemadress postadress
        adress1 adressrad1 adressrad street streetaddress address addressline1 address1 homeaddress postaladdress""",
    ListField.EXTRA: """adress2 adressrad2 adress3 adressrad3 adress4 adressrad4 address2 addressline2
        address3 addressline3 tillaggsadress lagenhetsnummer
        lagenhet lagenhetsnr lgh lghnr apartment utdelningsadress2""",
    ListField.POSTCODE: "postnummer postnr postkod zipcode zip postcode postalcode ponr",
    ListField.CITY: "postort ort stad bostadsort city town posttown",
    ListField.POSTCODE_CITY: "postnrort postnummerort postnrochort postnummerochort postnrpostort zipcity",
    ListField.ADDRESS: "fullstandigadress helaadressen adressfullstandig fulladdress",
    ListField.COUNTRY: "land landnamn country",
    ListField.PROTECTED: """skyddadepersonuppgifter skyddadeuppgifter skyddadidentitet skyddadpersonuppgift skyddadid
        skyddad skydd sekretessmarkering sekretessmarkerad sekretess skyddadfolkbokforing protectedidentity protected
        confidential""",
    ListField.DECEASED: "avliden avlidendatum avlidendatumet dodsdatum dod deceased dead dateofdeath avliddatum",
    ListField.LISTED_AT: """listadpa listadvardcentral listadenhet listningsenhet listning vardcentral vardenhet
        enhet mottagning listedat clinic healthcentre""",
    ListField.LISTED: "listadhar listadhos listadhososs arlistadhar arlistad listad",
    ListField.INVITED_ON: """inbjuden inbjudendatum datuminbjuden inbjuddatum inbjud inbjudningsdatum inbjudandatum
        datuminbjudan datuminbjudanskickad inbjudanskickad inbjudanskickaddatum inbjudanskickat inbjudanutskickad
        inbjudan datumforinbjudan inbjudendag inviteddate invited invitedon""",
    ListField.INVITED_BY: """inbjudningssatt inbjudansatt inbjudenvia inbjudanvia inbjudenhur inbjudningsvag
        inbjudningskanal invitedby""",
    ListField.REMINDED_ON: """pamind paminddatum datumpamind pamindden paminnelse paminnelsedatum datumpaminnelse
        paminnelseskickad paminnelseskickaddatum paminnelseskickat datumpaminnelseskickad reminded reminderdate""",
    ListField.ANSWER: "svar svarat svarpainbjudan invanarenssvar answer reply",
    ListField.ANSWERED_ON: """svarsdatum svardatum datumsvar svaratdatum datumforsvar svarsdag svarinkom svarinkomdatum
        svaratden answerdate""",
    ListField.BOOKED_FOR: """bokadtid bokad bokaddatum bokattid bokaddag bokatbesok besokstid besoksdatum besokbokat
        tidbokad datumbokadtid tidforsamtal tidforhalsosamtal datumhalsosamtal halsosamtaldatum halsosamtalbokat
        bokathalsosamtal bookedtime appointment""",
    ListField.HELD_ON: """genomford genomfort genomforddatum genomfortdatum datumgenomford datumgenomfort
        samtalgenomfort halsosamtalgenomfort genomforthalsosamtal halsosamtalgenomfortdatum""",
    ListField.RETURNED_ON: """returnerat returnerad returneratdatum brevreturnerat brevretur returbrev returdatum
        breviretur brevireturdatum""",
}
CONTACT_FIELDS = (
    ListField.INVITED_ON,
    ListField.INVITED_BY,
    ListField.REMINDED_ON,
    ListField.ANSWER,
    ListField.ANSWERED_ON,
    ListField.BOOKED_FOR,
    ListField.HELD_ON,
    ListField.RETURNED_ON,
)
"""What a list half worked through says has happened, in the order of the process."""
_EXACT: dict[str, tuple[ListField, int]] = {
    word: (field, rank) for field, words in _WORDS.items() for rank, word in enumerate(words.split())
}

# Parts of longer headings, asked in this order when no whole heading matched.
_PARTS: tuple[tuple[str, ListField], ...] = (
    ("personnummer", ListField.IDENTITY),
    ("personnr", ListField.IDENTITY),
    ("persnr", ListField.IDENTITY),
    ("postnr", ListField.POSTCODE),
    ("postnummer", ListField.POSTCODE),
    ("mobil", ListField.PHONE),
    ("telefon", ListField.PHONE),
    ("telnr", ListField.PHONE),
    ("phone", ListField.PHONE),
    ("sekretess", ListField.PROTECTED),
    ("skydda", ListField.PROTECTED),
    ("avlid", ListField.DECEASED),
    ("efternamn", ListField.FAMILY),
    ("fornamn", ListField.GIVEN),
    ("tilltalsnamn", ListField.GIVEN),
    ("gatuadress", ListField.STREET),
    ("utdelningsadress", ListField.STREET),
    ("postort", ListField.CITY),
)
_PART_RANK = 100
_LONGEST = 200
"""How much of a cell can be a heading or a word that means something; cells hold up to 32,767 characters."""

# Columns about somebody else than the resident, or about how a number is used.
_OTHERS = (
    "anhorig",
    "narstaende",
    "maka",
    "make",
    "partner",
    "barn",
    "foralder",
    "vardnadshavare",
    "kontaktperson",
    "lakare",
    "handlaggare",
    "distriktssk",
    "ansvarig",
    "hanterare",
    "antal",
    "datum",
    "kommentar",
    "notering",
    "anteckning",
    "senast",
)


SHOWN_OF_PROTECTED = (ListField.IDENTITY, ListField.LAST_FOUR, ListField.NAME, ListField.GIVEN, ListField.FAMILY)
"""The columns of which a row of somebody protected shows the cells; the others are hidden."""


def compact(heading: str) -> str:
    """A heading reduced to what identifies it: lower case, a–z and digits, å ä ö as a a o. Of a story its beginning."""
    return _compact(heading[:_LONGEST])


@lru_cache(maxsize=4096)
def _compact(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


def meaning(heading: str) -> tuple[ListField, int] | None:
    """What a heading says its column is, and how sure it is (lower is surer); None where it says nothing we know."""
    return _meaning(compact(heading))


@lru_cache(maxsize=4096)
def _meaning(word: str) -> tuple[ListField, int] | None:
    if not word:
        return None
    if found := _EXACT.get(word):
        return found
    if any(other in word for other in _OTHERS):
        return None
    if "efternamn" in word and "fornamn" in word:
        return ListField.NAME, _PART_RANK
    for rank, (part, field) in enumerate(_PARTS):
        if part in word:
            return field, _PART_RANK + rank
    return None


_CONTACT_PARTS: tuple[tuple[str, ListField], ...] = (
    ("svarsdat", ListField.ANSWERED_ON),
    ("inbjudningss", ListField.INVITED_BY),
    ("inbj", ListField.INVITED_ON),
    ("inviter", ListField.INVITED_ON),
    ("utskick", ListField.INVITED_ON),
    ("pamin", ListField.REMINDED_ON),
    ("bokad", ListField.BOOKED_FOR),
    ("bokat", ListField.BOOKED_FOR),
    ("genomfor", ListField.HELD_ON),
    ("retur", ListField.RETURNED_ON),
)


_SVAR = re.compile("(?<!an)(?<!for)svar")


def contact_meaning(heading: str) -> ListField | None:
    """What a heading that is no known word may say has happened; to be asked about."""
    word = compact(heading)
    exact = _EXACT.get(word)
    if exact is not None:
        return exact[0] if exact[0] in CONTACT_FIELDS else None
    found = next((field for part, field in _CONTACT_PARTS if part in word), None)
    return ListField.ANSWER if found is None and _SVAR.search(word) else found


def certain(heading: str) -> bool:
    """Whether the whole heading is a known word, not only a part of it."""
    return compact(heading) in _EXACT
