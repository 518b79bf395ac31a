"""Swedish for the letters' texts as they are written in the program."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

TITLE = "Brevtexter"
WHICH = "Text"
LANGUAGE = "Språk"
SWEDISH = "svenska"
LANGUAGE_HINT = "Den som ska ha brev på språket får det när alla brevets texter är skrivna på det."
SAVE = "Spara texten"
SHOWN_FOR = "Visa som den blir för"
WORST = "Längsta namn och adress"
EDITOR = "Brevets text"
VERSIONS = "Tidigare versioner"
SHIPPED = "Som den följer med programmet"
INSERT = "Infoga fält"
NOTHING_WRONG = "Texten går att skriva ut."
NOT_PRINTABLE = "Texten går inte att skriva ut som den är."
SAVED = "Brevtexten är sparad"
LEAVE = "Texten är inte sparad."
LEAVE_ACT = "Släng ändringarna"
STAY = "Fortsätt skriva"
HOW = "En tom rad skiljer stycken åt. Fält i dubbla parenteser fylls i för varje brev."

MARKS: Mapping[str, tuple[str, str]] = {
    "title": ("Rubrik", "# "),
    "heading": ("Mindre rubrik", "## "),
    "bold": ("Fet", "**"),
    "bullet": ("Punktlista", "- "),
    "number": ("Numrerad lista", "1. "),
    "link": ("Länk", ""),
}
LINK = "[text](https://www.1177.se)"

FIELDS: Mapping[str, str] = {
    "namn": "invånarens namn",
    "kod": "svarets kod",
    "besökstid": "dag och tid för besöket",
    "mottagning": "mottagningens namn",
    "adress": "mottagningens adress",
    "telefon": "telefonnummer",
    "telefon med tider": "telefonnummer med telefontider",
    "telefontider": "telefontider",
    "webb": "hur man svarar på nätet",
    "porto": "om frimärke behövs",
    "datum": "dagens datum",
    "svara senast": "sista svarsdag",
    "plats": "var besöket är",
    "provtagning": "var och när blodprovet lämnas",
    "frågor": "hur frågorna besvaras",
    "ansvarig": "vem som ansvarar för uppgifterna",
    "dataskyddsombud": "dataskyddsombud",
    "ändamål": "varför och med vilken rätt",
    "hur länge": "hur länge uppgifterna sparas",
    "om frankerat": "stycket är med när svarskuvertet är frankerat",
    "om ofrankerat": "stycket är med när svarskuvertet saknar frimärke",
    "om inget svarskuvert": "stycket är med när inget svarskuvert följer med",
    "om baksida": "stycket är med när Inför ditt hälsosamtal följer med",
    "om ring först": "stycket är med när vissa ska ringa före provet",
}


def field(name: str) -> str:
    """A placeholder in the menu: how it is written and what comes there."""
    return f"(({name}))   {FIELDS[name]}"


def left_out(names: Iterable[str]) -> str:
    """The fields of the text shipped with the program that are missing from this one; empty for none."""
    fields = ", ".join(f"(({name}))" for name in names)
    return f"Fält som inte är med längre: {fields}." if fields else ""


def version(at: datetime | None, by: str | None) -> str:
    """`2026-11-09 10:24, Anna Ek`"""
    return SHIPPED if at is None else f"{at:%Y-%m-%d %H:%M}, {by}"
