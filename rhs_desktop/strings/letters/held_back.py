"""Swedish for letters: why one is held back, what was shortened, what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Protocol, cast

from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.domain.letters.clinic import ClinicProblem
from rhs_desktop.domain.letters.languages import LetterLanguage
from rhs_desktop.domain.letters.letter_plan import HoldReason, LetterHold, LetterOrder
from rhs_desktop.domain.letters.postal_address import AddressFault, Shortening
from rhs_desktop.domain.letters.reply_code import CodeRefused, CodeTrouble

LANGUAGES: Final[Mapping[LetterLanguage, str]] = {
    LetterLanguage.ENGLISH: "engelska",
    LetterLanguage.FINNISH: "finska",
    LetterLanguage.POLISH: "polska",
    LetterLanguage.BCS: "bosniska, kroatiska, serbiska",
    LetterLanguage.ALBANIAN: "albanska",
    LetterLanguage.ROMANIAN: "rumänska",
    LetterLanguage.GERMAN: "tyska",
    LetterLanguage.FRENCH: "franska",
    LetterLanguage.SPANISH: "spanska",
    LetterLanguage.TURKISH: "turkiska",
    LetterLanguage.SOMALI: "somaliska",
    LetterLanguage.KURMANJI: "kurmanji",
    LetterLanguage.UKRAINIAN: "ukrainska",
    LetterLanguage.RUSSIAN: "ryska",
    LetterLanguage.GREEK: "grekiska",
    LetterLanguage.ARABIC: "arabiska",
    LetterLanguage.PERSIAN: "persiska",
    LetterLanguage.SORANI: "sorani",
    LetterLanguage.TIGRINYA: "tigrinska",
    LetterLanguage.THAI: "thailändska",
    LetterLanguage.CHINESE: "kinesiska",
}
"""The languages that letters can be written in besides Swedish."""
_HOLDS: Final[Mapping[HoldReason, str]] = {
    HoldReason.PROTECTED: "Skyddade personuppgifter. Brevet skickas för sig, genom Skatteverket.",
    HoldReason.DECEASED: "Avliden enligt listan.",
    HoldReason.EXCLUDED: "Ska inte bjudas in.",
    HoldReason.SAID_NO: "Har tackat nej.",
    HoldReason.FINISHED: "Ärendet är avslutat.",
    HoldReason.POSTED: "Brevet är redan utskrivet eller postat.",
    HoldReason.NOT_DUE: "Ska inte ha brev nu.",
    HoldReason.NOT_LATE: "Svarstiden har inte gått ut, eller personen har inte fått något brev.",
    HoldReason.NO_TIME: "Har ingen bokad tid framför sig.",
    HoldReason.ADDRESS: "Adressen går inte att använda: {about}.",
    HoldReason.GLYPH: "Tecken som inte går att skriva ut: {about}. Rätta namnet eller adressen.",
    HoldReason.TOO_WIDE: "För lång rad för kuvertets fönster: {about}. Korta adressen.",
    HoldReason.NOT_FORWARDED: "Skatteverket kan inte förmedla brev till den som har reservnummer.",
    HoldReason.OTHER_MANUAL: "Följer en annan manual, med annat innehåll i brevet. Gör de andra breven först, sedan "
    "de här.",
    HoldReason.NO_MANUAL: "Det är fel i manualen som ärendet följer. Öppna Meny, Manualer och se vad som är fel.",
    HoldReason.TOO_TALL: "För många rader för kuvertets fönster. Korta adressen eller byt kuvert.",
}

_FAULTS: Final[Mapping[AddressFault, str]] = {
    AddressFault.NAME_MISSING: "namn saknas",
    AddressFault.STREET_MISSING: "gatuadress saknas",
    AddressFault.POSTCODE_MISSING: "postnummer saknas",
    AddressFault.POSTCODE_NOT_SWEDISH: "postnumret ska ha fem siffror",
    AddressFault.CITY_MISSING: "postort saknas",
}

_SHORTENINGS: Final[Mapping[Shortening, str]] = {
    Shortening.GIVEN_NAMES_TO_INITIALS: "Förnamn efter det första skrivs med initialer.",
    Shortening.NAME_ON_TWO_LINES: "Namnet skrivs på två rader.",
    Shortening.EXTRA_LINE_JOINED: "Två adressrader skrivs på en rad.",
}

_ORDERS: Final[Mapping[LetterOrder, str]] = {
    LetterOrder.GIVEN: "Som i listan",
    LetterOrder.POSTCODE: "Efter postnummer",
    LetterOrder.NAME: "Efter namn",
}

_CLINIC: Final[Mapping[ClinicProblem, str]] = {
    ClinicProblem.NAME_MISSING: "namn",
    ClinicProblem.ADDRESS_INCOMPLETE: "adress",
    ClinicProblem.PHONE_MISSING: "telefonnummer",
}

_TEXT_PROBLEMS: Final[Mapping[str, str]] = {
    "encoding": "Rad {line}: filen är inte sparad som UTF-8.",
    "head_missing": "Överst i texten saknas {what}.",
    "no_title": "Texten saknar rubrik (en rad som börjar med #).",
    "placeholder_unknown": "Rad {line}: fältet (({what})) finns inte.",
    "condition_unknown": "Rad {line}: villkoret ((om {what})) finns inte.",
    "placeholder_open": "Rad {line}: ett fält börjar med (( men slutar inte med )).",
    "bold_open": "Rad {line}: fetstil börjar med ** men slutar inte.",
}

_TROUBLE: Final[Mapping[LetterTrouble, str]] = {
    LetterTrouble.HELD_BACK: "Det går inte att skriva brevet: {reasons}",
    LetterTrouble.NO_LETTERS: "Det finns inget brev att skriva ut.",
    LetterTrouble.CLINIC_INCOMPLETE: (
        "Mottagningens uppgifter är inte fullständiga. Fyll i {settings} under Inställningar."
    ),
    LetterTrouble.TEXT_INVALID: "Brevtexten {text} behöver rättas. {problems}",
    LetterTrouble.TEXT_UNKNOWN: "Brevtexten {text} finns inte.",
    LetterTrouble.TEXT_VALUE_MISSING: "Brevtexten {text} använder fält som saknar innehåll: {placeholders}.",
    LetterTrouble.TEXT_GLYPH: "Brevtexten {text} innehåller tecken som inte går att skriva ut: {characters}.",
    LetterTrouble.TEXT_OVERFLOW: "Brevtexten {text} är för lång. Den går {mm} mm över sidans slut. Korta den.",
    LetterTrouble.LANGUAGE_UNPRINTABLE: "Brevet kan inte skrivas på {language}: typsnittet saknar tecknen.",
    LetterTrouble.ADDRESS_MISFIT: "En adress ryms inte i kuvertets fönster. Kontrollera urvalet igen.",
    LetterTrouble.ENVELOPE_FILE: "Kuvertfilen {file} är fel vid {key}: där står {found}, men det ska vara {expected}.",
    LetterTrouble.ENVELOPE_UNKNOWN: "Kuvertet {key} finns inte bland kuvertfilerna.",
    LetterTrouble.FOLDER_MISSING: "Mappen finns inte längre: {folder}. Välj en annan mapp.",
    LetterTrouble.FOLDER_EXISTS: "Det finns redan en mapp som heter {name}. Välj ett annat namn.",
    LetterTrouble.FOLDER_DENIED: "Det går inte att spara i mappen {folder}. Välj en annan mapp.",
    LetterTrouble.FILE_IN_USE: "{name} är öppen i ett annat program. Stäng den där, eller spara under ett annat namn.",
    LetterTrouble.DISK_FULL: "Disken är full. Ingen fil sparades. Frigör plats eller välj en annan disk.",
    LetterTrouble.WRITE_FAILED: "{name} gick inte att spara i {folder}. Försök igen, eller välj en annan mapp.",
}

_CODES: Final[Mapping[CodeTrouble, str]] = {
    CodeTrouble.SYMBOL: "Koden kan inte innehålla {symbols}. Läs den igen från svarsbrevet.",
    CodeTrouble.LENGTH: "En kod har {expected} tecken, men här är {found}. Läs den igen från svarsbrevet.",
    CodeTrouble.MISTYPED: "Koden stämmer inte: något tecken är fel. Läs den igen från svarsbrevet.",
    CodeTrouble.UNKNOWN: "Ingen här har den koden. Brevet kan komma från en annan mottagning.",
}


def code_trouble(error: CodeRefused) -> str:
    """Why a typed or scanned code is not valid."""
    return _CODES[error.code].format(**{key: _TOLD.get(key, str)(value) for key, value in error.data.items()})


def hold_words(hold: LetterHold) -> str:
    """Why a letter is held back, and what to do, in a sentence."""
    if hold.reason is HoldReason.ADDRESS:
        about = ", ".join(_FAULTS[AddressFault(fault)] for fault in hold.about)
    else:
        about = ", ".join(hold.about)
    return _HOLDS[hold.reason].format(about=about)


def order_words(order: LetterOrder) -> str:
    """The name of an order of printed letters."""
    return _ORDERS[order]


def shortening_words(shortening: Shortening) -> str:
    """What was shortened to fit the address into the window."""
    return _SHORTENINGS[shortening]


def letter_trouble(error: LetterWithheld) -> str:
    """What went wrong with letters, and what to do."""
    data = {key: _TOLD.get(key, str)(value) for key, value in error.data.items()}
    return _TROUBLE[error.code].format(**data)


class TextTrouble(Protocol):
    """One thing that is wrong in a letter's text: its code, the line (from 1), and what it is about."""

    @property
    def code(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def what(self) -> str: ...


def text_problem(problem: TextTrouble) -> str:
    """One thing that is wrong in a letter's text, in a sentence."""
    return _TEXT_PROBLEMS[problem.code].format(line=problem.line, what=problem.what)


def _listed(value: object) -> str:
    return ", ".join(map(str, cast("Sequence[object]", value)))


_TOLD: Final[Mapping[str, Callable[[object], str]]] = {
    "problems": lambda value: " ".join(map(text_problem, cast("Sequence[TextTrouble]", value))),
    "settings": lambda value: ", ".join(_CLINIC[one] for one in cast("Sequence[ClinicProblem]", value)),
    "language": lambda value: LANGUAGES[LetterLanguage(str(value))],
    "reasons": lambda value: " ".join(map(hold_words, cast("Sequence[LetterHold]", value))),
    "placeholders": _listed,
    "characters": _listed,
    "symbols": _listed,
    "mm": lambda value: str(value).replace(".", ","),
}
