"""The languages that a clinic may write its letters in besides Swedish (F13)."""

from __future__ import annotations

from enum import StrEnum, unique

from rhs_desktop.domain.person.facts import FactKind
from rhs_desktop.domain.person.person import Person


@unique
class LetterLanguage(StrEnum):
    """A language by its tag (BCP 47)."""

    ENGLISH = "en"
    FINNISH = "fi"
    POLISH = "pl"
    BCS = "sh"
    ALBANIAN = "sq"
    ROMANIAN = "ro"
    GERMAN = "de"
    FRENCH = "fr"
    SPANISH = "es"
    TURKISH = "tr"
    SOMALI = "so"
    KURMANJI = "kmr"
    UKRAINIAN = "uk"
    RUSSIAN = "ru"
    GREEK = "el"
    ARABIC = "ar"
    PERSIAN = "fa"
    SORANI = "ckb"
    TIGRINYA = "ti"
    THAI = "th"
    CHINESE = "zh"


SIGNS: dict[LetterLanguage, str] = {
    LetterLanguage.ARABIC: "ابت",
    LetterLanguage.PERSIAN: "پچژ",
    LetterLanguage.SORANI: "ڕێۆ",
    LetterLanguage.TIGRINYA: "ሀለሐ",
    LetterLanguage.THAI: "กขค",
    LetterLanguage.CHINESE: "中文",
}
"""Letters that no text in the language can do without; of the others the typeface has all."""


def letter_language(person: Person) -> str:
    """The language in which the person wants letters; empty for Swedish."""
    facts = (one.about for one in person.facts if one.kind is FactKind.LETTER_LANGUAGE)
    return next(facts, "")
