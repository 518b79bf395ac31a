"""What is said about lists: why one cannot be read, what is wrong with a row, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from rhs_desktop.domain.checklists import (
    CellProblem,
    ColumnMapping,
    IgnoredBecause,
    ListField,
    MappingTrouble,
    column_letter,
)
from rhs_desktop.domain.errors import ExpectedError, ListTrouble, WriteTrouble
from rhs_desktop.strings import common

ERROR_LIST = "Att åtgärda"
"""The title of the list of rows that could not be imported."""

Words = str | Callable[[Mapping[str, Any]], str]

FIELDS: dict[ListField, str] = {
    ListField.IDENTITY: "Personnummer",
    ListField.LAST_FOUR: "Personnummer, fyra sista",
    ListField.NAME: "Namn",
    ListField.GIVEN: "Förnamn",
    ListField.FAMILY: "Efternamn",
    ListField.PHONE: "Telefon",
    ListField.CARE_OF: "c/o",
    ListField.STREET: "Gatuadress",
    ListField.EXTRA: "Extra adressrad",
    ListField.POSTCODE: "Postnummer",
    ListField.CITY: "Postort",
    ListField.POSTCODE_CITY: "Postnummer och ort",
    ListField.ADDRESS: "Hela adressen",
    ListField.COUNTRY: "Land",
    ListField.PROTECTED: "Skyddade personuppgifter",
    ListField.DECEASED: "Avliden",
    ListField.LISTED_AT: "Listad på",
    ListField.LISTED: "Listad här (ja eller nej)",
    ListField.INVITED_ON: "Inbjuden (dag)",
    ListField.INVITED_BY: "Inbjudningssätt (1177, telefon eller brev)",
    ListField.REMINDED_ON: "Påmind (dag)",
    ListField.ANSWER: "Svar (ja, bokar själv eller nej)",
    ListField.ANSWERED_ON: "Svarsdatum (dag)",
    ListField.BOOKED_FOR: "Bokad tid (dag och tid)",
    ListField.HELD_ON: "Genomförd (dag)",
    ListField.RETURNED_ON: "Brev i retur (dag)",
}

_FOUND = {
    "pdf": "en PDF",
    "image": "en bild",
    "document": "ett dokument",
    "archive": "en komprimerad mapp",
    "database": "en databas",
    "program": "ett program",
}

# What is wrong, then what to do.
UNREADABLE: dict[ListTrouble, tuple[Words, str]] = {
    ListTrouble.MISSING: ("Filen finns inte kvar.", "Den kan ha flyttats eller bytt namn. Välj filen igen."),
    ListTrouble.FOLDER: ("Det är en mapp, inte en fil.", "Öppna mappen och välj listan."),
    ListTrouble.IN_USE: (
        "Filen går inte att öppna just nu.",
        "Den är troligen öppen i Excel. Stäng den där och försök igen. Hjälper inte det saknas behörighet till filen.",
    ),
    ListTrouble.UNREACHABLE: (
        "Filen gick inte att läsa klart.",
        "Kontrollera att nätverket eller USB-minnet är anslutet och försök igen.",
    ),
    ListTrouble.LOCK_FILE: (
        "Det är Excels egen tillfälliga fil och inte listan.",
        "Välj filen med samma namn men utan ~$ först.",
    ),
    ListTrouble.EMPTY: ("Det finns ingenting i listan.", "Kontrollera att det är rätt fil och att den är sparad."),
    ListTrouble.TOO_LARGE: (
        lambda d: f"Filen är på {d['megabytes']} MB. En lista kan vara högst {d['most']} MB.",
        "Spara bara bladet med listan i en egen fil och välj den.",
    ),
    ListTrouble.TOO_MANY_ROWS: (
        lambda d: f"Listan har {number(d['rows'])} rader. Den kan ha högst {number(d['most'])}.",
        "Ta bort tomma rader längst ned i Excel, eller dela listan i flera filer.",
    ),
    ListTrouble.TOO_WIDE: (
        lambda d: f"Bladet sträcker sig över {number(d['rows'])} rader och {number(d['columns'])} kolumner.",
        "Något står troligen långt utanför listan. Kopiera själva listan till ett nytt blad och spara det.",
    ),
    ListTrouble.BOMB: (
        lambda d: f"Filen blir större än {d['megabytes']} MB när den packas upp.",
        "Den lästes inte. Be den som skickade filen om en ny, eller spara listan på nytt i Excel.",
    ),
    ListTrouble.ENTITIES: (
        "Filen innehåller kod som ett kalkylblad inte ska ha.",
        "Den lästes inte. Be den som skickade filen om en ny, eller spara listan på nytt i Excel.",
    ),
    ListTrouble.PASSWORD: (
        "Filen är skyddad med lösenord.",
        "Öppna den och spara den utan lösenord. Excel: Arkiv, Info, Skydda arbetsbok. LibreOffice: Arkiv, Spara som.",
    ),
    ListTrouble.PASSWORD_WRONG: (
        "Lösenordet öppnar inte filen.",
        "Kontrollera stora och små bokstäver och försök igen, eller fråga den som skyddade filen.",
    ),
    ListTrouble.DAMAGED: (
        "Filen är skadad eller ofullständig.",
        "Hämta den igen, eller öppna den i Excel och spara den på nytt.",
    ),
    ListTrouble.NOT_A_TABLE: (
        lambda d: (
            f"Filen är {_FOUND[d['found']]} och ingen lista." if d.get("found") in _FOUND else "Filen är ingen lista."
        ),
        "Välj en fil från Excel eller en textfil med listan, eller kopiera listan och klistra in den.",
    ),
    ListTrouble.NO_TABLE: ("Det finns ingen tabell på webbsidan.", "Markera tabellen, kopiera den och klistra in den."),
}

UNWRITABLE: dict[WriteTrouble, tuple[Words, str]] = {
    **common.UNPROTECTED,
    WriteTrouble.FOLDER_MISSING: ("Mappen finns inte.", "Välj en annan mapp."),
    WriteTrouble.IN_USE: (
        lambda d: f"Det gick inte att skriva {d['name']}.",
        "Filen är troligen öppen i Excel. Stäng den där, eller spara under ett annat namn.",
    ),
    WriteTrouble.FULL: ("Disken är full.", "Inget har ändrats. Frigör plats, eller spara på ett annat ställe."),
    WriteTrouble.FAILED: (
        lambda d: f"Det gick inte att skriva {d['name']}.",
        "Inget har ändrats. Kontrollera att mappen går att nå och försök igen.",
    ),
}

MAPPING: dict[str, tuple[str, str]] = {
    "empty": ("Bladet är tomt.", "Välj ett annat blad."),
    "no_identity": ("Ingen kolumn ser ut att vara personnummer.", "Peka ut kolumnen med personnummer."),
    "column_twice": ("Flera kolumner är {field}: {columns}.", "Peka ut vilken som gäller."),
}

SIDE_BY_SIDE = "Står två listor bredvid varandra: ställ dem under varandra i Excel, annars kommer bara den ena med."

ROW: dict[str, tuple[Words, str]] = {
    "empty": ("Personnummer saknas.", "Fyll i personnumret, eller lägg raden åt sidan."),
    "not_text": ("Cellen innehåller inget personnummer.", "Skriv personnumret som text, 12 siffror."),
    "characters": (
        lambda d: f"Personnumret innehåller tecken som inte hör dit: {d['found']}",
        "Rätta personnumret så att det bara är siffror och bindestreck.",
    ),
    "foreign_digits": (
        lambda d: f"Personnumret har siffror från ett annat alfabet: {d['found']}",
        "Skriv om personnumret med vanliga siffror.",
    ),
    "separator": ("Bindestrecket står på fel plats i personnumret.", "Skriv personnumret som ÅÅÅÅMMDD-NNNN."),
    "lost_precision": (
        "Excel har avrundat bort de sista siffrorna.",
        "Numret går inte att återskapa. Hämta det från Cosmic, eller gör om kolumnen till text i Excel och fyll i den.",
    ),
    "masked": ("De fyra sista siffrorna är dolda.", "Hämta hela personnumret från Cosmic."),
    "birth_date_only": ("De fyra sista siffrorna saknas.", "Hämta hela personnumret från Cosmic."),
    "too_short": (
        lambda d: f"Personnumret har {d['found']} siffror, det ska ha 10 eller 12.",
        "Fyll i de siffror som saknas.",
    ),
    "too_long": (
        lambda d: f"Personnumret har {d['found']} siffror, det ska ha 10 eller 12.",
        "Ta bort det som är för mycket, och kontrollera om två nummer står i samma cell.",
    ),
    "impossible_date": (
        lambda d: f"Personnumrets datum finns inte: månad {d['month']:02}, dag {d['day']:02}.",
        "Kontrollera numret i Cosmic.",
    ),
    "future_date": ("Personnumrets datum ligger i framtiden.", "Kontrollera numret i Cosmic."),
    "serial_zero": ("Personnummer med 000 i slutet delas inte ut.", "Kontrollera numret i Cosmic."),
    "check_digit": (
        "Kontrollsiffran stämmer inte, någon siffra är fel.",
        "Jämför med Cosmic och rätta.",
    ),
    "organisation_number": ("Det är ett organisationsnummer.", "Byt till personens nummer, eller lägg raden åt sidan."),
    "reserve_unconfirmed": (
        "Det kan vara ett reservnummer, men formatet är inte känt.",
        "Bekräfta att det är ett reservnummer, eller rätta numret.",
    ),
    "identity_error": (
        lambda d: f"I stället för personnummer står felet {d['found']}.",
        "Rätta cellen i Excel, eller skriv personnumret här.",
    ),
    "identity_uncalculated": (
        "Personnumret är en formel som inte är uträknad.",
        "Öppna och spara filen i Excel, eller skriv personnumret här.",
    ),
    "duplicate": (
        lambda d: f"Samma personnummer står på rad {_and(d['rows'])}, men raderna är olika.",
        "Behåll den rad som stämmer och ta bort de andra.",
    ),
    "contact_day": (
        lambda d: f"{_contact(d['field'])}: ”{d['found']}” är ingen dag med månad.",
        "Skriv dagen, till exempel 3/11 eller 2026-11-03, eller töm cellen.",
    ),
    "contact_ahead": (
        lambda d: f"{_contact(d['field'])}: {d['found']} har inte varit än.",
        "Rätta dagen, eller töm cellen.",
    ),
    "contact_before": (
        lambda d: f"{_contact(d['field'])} {d['day']} är före {_contact(d['other']).lower()} {d['other_day']}.",
        "Rätta den dag som är fel.",
    ),
    "way_unknown": (
        lambda d: (
            f"Inbjudningssättet ”{d['found']}” är varken 1177, telefon eller brev."
            if d["found"]
            else "Inbjudningssätt saknas."
        ),
        "Skriv 1177, telefon eller brev.",
    ),
    "answer_unknown": (
        lambda d: f"Svaret ”{d['found']}” går inte att tolka.",
        "Skriv ja, bokar själv eller nej, eller töm cellen.",
    ),
    "answer_missing": ("Det finns ett svarsdatum men inget svar.", "Fyll i svaret, eller töm svarsdatumet."),
    "not_invited": (
        lambda d: f"{_contact(d['field'])} är ifyllt, men det står ingen dag för inbjudan.",
        "Fyll i när personen bjöds in, eller töm cellen.",
    ),
    "invited_without_login": (
        "Personen kan inte logga in i 1177, men listan säger att inbjudan gick den vägen.",
        "Fyll i inbjudningssätt: telefon eller brev.",
    ),
    "returned_no_letter": (
        "Ett brev har kommit i retur, men listan säger inte att inbjudan gick som brev.",
        "Rätta inbjudningssättet, eller töm cellen.",
    ),
    "name_missing": ("Namnet saknas.", "Fyll i namnet om personen ska få brev."),
    "phone_zero_restored": (
        "Excel har tagit bort nollan först i telefonnumret.",
        "Nollan är tillbaka. Kontrollera att numret stämmer.",
    ),
    "phone_odd": ("Telefonnumret ser ovanligt ut.", "Kontrollera det innan någon ringer."),
    "phone_incomplete": ("Telefonnumret verkar ofullständigt.", "Kontrollera det innan någon ringer."),
    "phone_none": (
        "I kolumnen för telefon står något annat än ett nummer.",
        "Cellen läses som tom.",
    ),
    "postcode_odd": ("Postnumret är inte fem siffror.", "Rätta det, annars kan inget brev skickas."),
    "unreadable_sign": (
        "Cellen har tecken som inte går att läsa. De står nu som \ufffd.",
        "Jämför med Cosmic och rätta uppgiften.",
    ),
    "cell_error": (
        lambda d: (
            f"Cellen innehåller felet {d['found']}."
            if d["found"] != "=?"
            else "Cellen är en formel som inte är uträknad."
        ),
        "Cellen läses som tom.",
    ),
    "protected": (
        "Skyddade personuppgifter.",
        "Adress och telefon döljs. Brevet skrivs ut för sig och går via Skatteverket.",
    ),
    "protected_unclear": (
        "Listan kan betyda att personen har skyddade personuppgifter.",
        "Personen behandlas som skyddad tills någon säger annat.",
    ),
    "deceased": ("Avliden enligt listan.", "Bjuds inte in förrän det är kontrollerat i Cosmic."),
    "deceased_unclear": (
        lambda d: f"Listan kan betyda att personen är avliden{_as_written(d)}.",
        "Kontrollera i Cosmic.",
    ),
    "no_contact": ("Ska inte kontaktas, enligt listan.", "Läs anteckningen innan personen bjuds in."),
    "no_contact_unclear": (
        lambda d: f"Listan kan betyda att personen inte ska kontaktas{_as_written(d)}.",
        "Läs anteckningen innan personen bjuds in.",
    ),
    "not_listed": ("Inte listad här, enligt listan.", "Kontrollera i Cosmic innan personen bjuds in."),
    "not_listed_unclear": (
        lambda d: f"Listan kan betyda att personen inte är listad här{_as_written(d)}.",
        "Kontrollera i Cosmic.",
    ),
    "age_outside_target": (
        lambda d: (
            f"Fyller {d['age']} i år och hör inte till omgångens målgrupp (födda {_and(d['years'])})."
            if d["age"] is not None
            else f"Födelseåret är okänt, omgångens målgrupp är födda {_and(d['years'])}."
        ),
        "Kontrollera att det är rätt lista och rätt omgång.",
    ),
    "no_login": (
        lambda d: (
            "Samordningsnummer kan inte logga in i 1177."
            if d["kind"] == "coordination"
            else "Reservnummer kan inte logga in i 1177."
        ),
        "Bjuds in via telefon eller brev.",
    ),
    "repeated": (
        lambda d: f"Raden står {len(d['rows'])} gånger, lika varje gång (rad {_and(d['rows'])}).",
        "Den tas med en gång.",
    ),
    "same_person": (
        lambda d: f"Samma namn och födelsedatum med ett annat nummer på rad {_and(d['rows'])}.",
        "Det kan vara en person som har fått personnummer. Kontrollera i Cosmic.",
    ),
}

IGNORED: dict[IgnoredBecause, str] = {
    IgnoredBecause.ABOVE: "ovanför rubrikerna",
    IgnoredBecause.HEADINGS: "rubriker",
    IgnoredBecause.TITLE: "mellanrubriker",
    IgnoredBecause.BLANK: "tomma",
    IgnoredBecause.TOTAL: "summor",
    IgnoredBecause.HIDDEN: "dolda i Excel",
    IgnoredBecause.REPEATED: "upprepningar av en annan rad",
    IgnoredBecause.DISMISSED: "borttagna av dig",
}

# For the banner: "4 kontrollsiffra, 2 saknar personnummer".
KINDS: dict[str, str] = {
    "empty": "saknar personnummer",
    "check_digit": "kontrollsiffra",
    "duplicate": "dubbletter",
    "lost_precision": "avrundning i Excel",
    "masked": "dolda siffror",
    "birth_date_only": "fyra sista saknas",
    "too_short": "för få siffror",
    "too_long": "för många siffror",
    "impossible_date": "omöjligt datum",
    "future_date": "datum i framtiden",
    "organisation_number": "organisationsnummer",
    "reserve_unconfirmed": "reservnummer att bekräfta",
    "identity_error": "fel i cellen",
    "identity_uncalculated": "formel utan värde",
    "contact_day": "dag som inte går att läsa",
    "contact_ahead": "dag som inte har varit än",
    "contact_before": "dagar i fel ordning",
    "way_unknown": "okänt inbjudningssätt",
    "answer_unknown": "svar som inte går att tolka",
    "answer_missing": "svar saknas",
    "not_invited": "inbjudan saknas",
    "invited_without_login": "fel inbjudningssätt",
    "returned_no_letter": "fel inbjudningssätt",
}
OTHER_KIND = "felskrivet personnummer"


def _contact(field: object) -> str:
    """What a list says has happened, without how it is written in its cells."""
    return FIELDS[ListField(str(field))].partition(" (")[0]


def _as_written(data: Mapping[str, object]) -> str:
    return f": ”{data['found']}”" if data.get("found") else ""


def sentence(problem: CellProblem | ExpectedError) -> str:
    """What is wrong with a row, or why a list cannot be read or written."""
    return _say(_table(problem)[problem.code][0], problem.data)


def advice(problem: CellProblem | ExpectedError) -> str:
    """What to do about it."""
    return _table(problem)[problem.code][1]


def _table(problem: CellProblem | ExpectedError) -> Mapping[Any, tuple[Words, str]]:
    if isinstance(problem, ExpectedError):
        tables: Mapping[str, Mapping[Any, tuple[Words, str]]] = {"list": UNREADABLE, "file": UNWRITABLE}
        return tables.get(problem.family, ROW)
    return ROW


def mapping_sentence(trouble: MappingTrouble, mapping: ColumnMapping) -> str:
    """What a person must decide about the columns, and how."""
    said, todo = MAPPING[trouble.code]
    field = FIELDS[trouble.field].lower() if trouble.field else ""
    columns = _and([column_name(mapping, column) for column in trouble.columns])
    more = f" {SIDE_BY_SIDE}" if trouble.code == "column_twice" and trouble.field is ListField.IDENTITY else ""
    return f"{said.format(field=field, columns=columns)} {todo}{more}"


def unread_column(heading: str, examples: Sequence[str], then: str) -> str:
    """`Kolumnen Svar innehåller Ja och Nej.`, and what comes of it or is asked."""
    return f"Kolumnen {heading} innehåller {_and(examples)}. {then}"


def column_name(mapping: ColumnMapping, column: int) -> str:
    """A column's heading, or its letter in Excel."""
    return mapping.headings[column] or f"kolumn {column_letter(column)}"


def banner(ready: int, rows: int, counts: Mapping[str, int]) -> str:
    """The line above the rows in trouble: how many are ready, and what is to be done, by kind."""
    kinds: dict[str, int] = {}
    for code, count in counts.items():
        kind = KINDS.get(code, OTHER_KIND)
        kinds[kind] = kinds.get(kind, 0) + count
    said = f"{number(ready)} av {number(rows)} rader är klara."
    if not kinds:
        return said
    most_first = sorted(kinds.items(), key=lambda kind: -kind[1])
    return f"{said} Åtgärda: {', '.join(f'{number(count)} {kind}' for kind, count in most_first)}"


def left_out(count: int) -> str:
    """Said in an exported file when protected people are not in it."""
    if count == 1:
        return "1 person med skyddade personuppgifter är inte med i filen."
    return f"{number(count)} personer med skyddade personuppgifter är inte med i filen."


def number(count: int) -> str:
    """A count with a space between thousands, from 10 000 on."""
    return f"{count:,}".replace(",", "\u00a0") if count >= 10_000 else str(count)


def _say(words: Words, data: Mapping[str, Any]) -> str:
    return words if isinstance(words, str) else words(data)


def _and(things: Any) -> str:
    said = [str(thing) for thing in things]
    return "".join(said) if len(said) < 2 else f"{', '.join(said[:-1])} och {said[-1]}"
