"""What a column can mean, and the words that lists use for it, in Swedish and English."""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from functools import lru_cache


class Field(StrEnum):
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

    @property
    def many(self) -> bool:
        """Whether several columns may have this meaning."""
        return self in (Field.PHONE, Field.EXTRA)


# Compact forms, the most telling first: of two columns that could be a field, the one whose word stands earlier is it.
_WORDS: dict[Field, str] = {
    Field.IDENTITY: """personnummer persnr personnr pnr persnummer pnummer personnummersamordningsnummer
        personnummerreservnummer personidentitet personid personidentitetsnummer personalidentitynumber
        personalnumber personalidnumber swedishpersonalnumber nationalidentitynumber nationalid ssn
        socialsecuritynumber samordningsnummer idnummer identitetsnummer patientid patientidentitet identitet""",
    Field.LAST_FOUR: """fyrasista 4sista sistafyra sista4 fyrasistasiffror fyrasistasiffrorna 4sistasiffror
        4sistasiffrorna sistafyrasiffrorna sista4siffrorna desistafyra kontrollsiffror kontrollsiffra kontrollnummer
        fodelsenummer nnnn xxxx pnr4sista personnummer4sista personnummerfyrasista last4 lastfour last4digits
        lastfourdigits""",
    Field.NAME: """namn fullstandigtnamn efternamnfornamn fornamnefternamn efternamnochfornamn fornamnochefternamn
        patientnamn patientensnamn personnamn invanare invanarensnamn name fullname patientname lastnamefirstname
        firstnamelastname patient person resident""",
    Field.GIVEN: """tilltalsnamn fornamn firstname givenname givennames forename fnamn fornamnen samtligafornamn
        allafornamn""",
    Field.FAMILY: "efternamn lastname surname familyname familjenamn slaktnamn enamn",
    Field.PHONE: """mobiltelefon mobil mobilnummer mobilnr mobiltel mobiltelefonnummer telefonmobil telmobil mobile
        mobilephone mobilenumber cellphone cell telefon telefonnummer telefonnr tel telnr telnummer tele tfn tfnr
        phone phonenumber telephone kontaktnummer kontakttelefon kontakttel hemtelefon telefonhem telhem
        telefonbostad bostadstelefon telbostad telbost telprivat teldag teldagtid telkvall telarb telmob tlf tlfn mob
        mobnr tfnbostad tfnhem tfnarbete tfnarb tfnmobil tfndagtid homephone telefonarbete arbetstelefon telarbete
        workphone telefon1 telefon2 telefon3 tel1 tel2 phone1 phone2""",
    Field.CARE_OF: "co coadress careof coadr coaddress conamn",
    Field.STREET: """gatuadress utdelningsadress gata adress bostadsadress folkbokforingsadress hemadress postadress
        adress1 adressrad1 adressrad street streetaddress address addressline1 address1 homeaddress postaladdress""",
    Field.EXTRA: """adress2 adressrad2 adress3 adressrad3 adress4 adressrad4 address2 addressline2
        address3 addressline3 tillaggsadress lagenhetsnummer
        lagenhet lagenhetsnr lgh lghnr apartment utdelningsadress2""",
    Field.POSTCODE: "postnummer postnr postkod zipcode zip postcode postalcode ponr",
    Field.CITY: "postort ort stad bostadsort city town posttown",
    Field.POSTCODE_CITY: "postnrort postnummerort postnrochort postnummerochort postnrpostort zipcity",
    Field.ADDRESS: "fullstandigadress helaadressen adressfullstandig fulladdress",
    Field.COUNTRY: "land landnamn country",
    Field.PROTECTED: """skyddadepersonuppgifter skyddadeuppgifter skyddadidentitet skyddadpersonuppgift skyddadid
        skyddad skydd sekretessmarkering sekretessmarkerad sekretess skyddadfolkbokforing protectedidentity protected
        confidential""",
    Field.DECEASED: "avliden avlidendatum dodsdatum dod deceased dead dateofdeath avliddatum",
    Field.LISTED_AT: """listadpa listadvardcentral listadenhet listningsenhet listning vardcentral listad vardenhet
        enhet mottagning listedat clinic healthcentre""",
}
_EXACT: dict[str, tuple[Field, int]] = {
    word: (field, rank) for field, words in _WORDS.items() for rank, word in enumerate(words.split())
}

# Parts of longer headings, asked in this order when no whole heading matched.
_PARTS: tuple[tuple[str, Field], ...] = (
    ("personnummer", Field.IDENTITY),
    ("personnr", Field.IDENTITY),
    ("persnr", Field.IDENTITY),
    ("postnr", Field.POSTCODE),
    ("postnummer", Field.POSTCODE),
    ("mobil", Field.PHONE),
    ("telefon", Field.PHONE),
    ("telnr", Field.PHONE),
    ("phone", Field.PHONE),
    ("sekretess", Field.PROTECTED),
    ("skydda", Field.PROTECTED),
    ("avlid", Field.DECEASED),
    ("efternamn", Field.FAMILY),
    ("fornamn", Field.GIVEN),
    ("tilltalsnamn", Field.GIVEN),
    ("gatuadress", Field.STREET),
    ("utdelningsadress", Field.STREET),
    ("postort", Field.CITY),
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


def compact(heading: str) -> str:
    """A heading reduced to what identifies it: lower case, a–z and digits, å ä ö as a a o. Of a story its beginning."""
    return _compact(heading[:_LONGEST])


@lru_cache(maxsize=4096)
def _compact(heading: str) -> str:
    plain = unicodedata.normalize("NFKD", heading.casefold())
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum())


def meaning(heading: str) -> tuple[Field, int] | None:
    """What a heading says its column is, and how sure it is (lower is surer); None where it says nothing we know."""
    return _meaning(compact(heading))


@lru_cache(maxsize=4096)
def _meaning(word: str) -> tuple[Field, int] | None:
    if not word:
        return None
    if found := _EXACT.get(word):
        return found
    if any(other in word for other in _OTHERS):
        return None
    if "efternamn" in word and "fornamn" in word:
        return Field.NAME, _PART_RANK
    for rank, (part, field) in enumerate(_PARTS):
        if part in word:
            return field, _PART_RANK + rank
    return None


def certain(heading: str) -> bool:
    """Whether the whole heading is a known word, not only a part of it."""
    return compact(heading) in _EXACT
