"""Swedish for the letters dialog: who gets one, what is printed, what was posted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol, assert_never

from rhs_desktop.domain.letters.clinic import ReplyEnvelope
from rhs_desktop.domain.letters.languages import LetterLanguage
from rhs_desktop.domain.letters.letter_plan import LetterHold, LetterKind
from rhs_desktop.domain.letters.postal_address import Shortening
from rhs_desktop.strings import common
from rhs_desktop.strings.letters import held_back

ASK_POSTED = "Blev alla utskrivna och postade?"
POSTED_DAY = "Vilken &dag postades de?"
POSTED_DAY_HINT = "Tiden att svara räknas från den dagen."
POSTED_NOTE = "Först när du svarar skrivs datum och inbjudningssätt. De som inte kom iväg hamnar i Brev igen."
EMPTY = "Inga brev att skicka i dag."
EMPTY_NOTE = "Brev skickas till den som saknar telefonnummer i Cosmic. De hamnar här när det är deras tur."


def count(number: int) -> str:
    return common.count_of(number, "brev", "brev")


def count_of_kind(number: int, kind: LetterKind) -> str:
    """`1 brev`, `3 påminnelsebrev`, `2 brev med tid`"""
    match kind:
        case LetterKind.INVITATION:
            return count(number)
        case LetterKind.REMINDER:
            return common.count_of(number, "påminnelsebrev", "påminnelsebrev")
        case LetterKind.TIME:
            return common.count_of(number, "brev med tid", "brev med tid")
        case _ as unreachable:
            assert_never(unreachable)


def ready_heading(chosen: int, ready: int) -> str:
    if chosen == ready:
        return f"{common.number(ready)} får brev"
    return f"{common.number(chosen)} av {common.number(ready)} får brev"


def held_heading(number: int) -> str:
    return f"{common.number(number)} hålls tillbaka"


def why(holds: Sequence[LetterHold]) -> str:
    """All reasons, a sentence each."""
    return " ".join(map(held_back.hold_words, holds))


def print_act(number: int) -> str:
    return f"Skriv ut {count(number)} …"


def save_act(number: int) -> str:
    return f"Spara {count(number)} som PDF …"


def posted_note(kind: LetterKind) -> str:
    """What the answer leads to."""
    return {LetterKind.INVITATION: POSTED_NOTE, LetterKind.REMINDER: REMINDERS_NOTE, LetterKind.TIME: TIMES_NOTE}[kind]


def packing(sheets: Sequence[str], enclosed: ReplyEnvelope) -> str:
    """`I varje kuvert: Brevinbjudan, Svarsbrev och ett frankerat svarskuvert.`"""
    things = [*sheets, *filter(None, [ENVELOPES[enclosed]])]
    return f"I varje kuvert: {' och '.join(filter(None, [', '.join(things[:-1]), things[-1]]))}."


ENVELOPES: Mapping[ReplyEnvelope, str] = {
    ReplyEnvelope.FRANKED: "ett frankerat svarskuvert",
    ReplyEnvelope.UNFRANKED: "ett ofrankerat svarskuvert",
    ReplyEnvelope.NONE: "",
}


def nobody(kind: LetterKind) -> tuple[str, str]:
    """Title and explanation where nobody gets a letter."""
    return {
        LetterKind.INVITATION: (EMPTY, EMPTY_NOTE),
        LetterKind.REMINDER: (REMINDERS_EMPTY, REMINDERS_EMPTY_NOTE),
        LetterKind.TIME: (TIMES_EMPTY, TIMES_EMPTY_NOTE),
    }[kind]


def title(kind: LetterKind) -> str:
    """What the letters are called."""
    return {LetterKind.INVITATION: TITLE, LetterKind.REMINDER: REMINDERS, LetterKind.TIME: TIMES}[kind]


def posted_of(posted: int, printed: int) -> str:
    """`14 av 15 postade`"""
    return f"{common.number(posted)} av {common.number(printed)} postade"


def confirm_act(posted: int) -> str:
    return f"Markera {common.number(posted)} som postade" if posted else "Inget brev postades"


def confirmed(posted: int, printed: int) -> str:
    """For the status bar."""
    if not posted:
        return f"{count(printed)} postades inte"
    if posted == 1:
        return "1 brev markerades som postat"
    return f"{common.number(posted)} brev markerades som postade"


def printed(number: int) -> str:
    return f"{count(number)} väntar på att postas"


class BatchSummary(Protocol):
    """Letters that were printed together."""

    @property
    def kind(self) -> LetterKind: ...
    @property
    def printed_at(self) -> datetime: ...
    @property
    def by(self) -> str: ...


def waiting(number: int, batch: BatchSummary, today: date) -> str:
    """How many letters of a printed batch wait for an answer."""
    held_back = count_of_kind(number, batch.kind)
    when = common.stamp(batch.printed_at, today)
    return f"{common.sentence(held_back)} skrevs ut {when} av {batch.by}. Är {'det' if number == 1 else 'de'} postade?"


def more_wait(batches: int) -> str:
    """How many more batches wait than are shown; empty for 0."""
    return f"Ytterligare {common.count_of(batches, 'utskrift', 'utskrifter')} väntar på svar." if batches else ""


def page_of(page: int, pages: int) -> str:
    return f"Sida {page} av {pages}"


def saved(names: Sequence[str]) -> str:
    """The files of a batch: one, or one for each thousand letters."""
    if len(names) == 1:
        return f"Sparat som {names[0]}. Filen innehåller namn och adresser, ta bort den när breven är utskrivna."
    return (
        f"Sparat som {len(names)} filer: {', '.join(names)}. "
        "Filerna innehåller namn och adresser, ta bort dem när breven är utskrivna."
    )


def file_name(on: date, kind: LetterKind = LetterKind.INVITATION) -> str:
    """A name without personal data."""
    return f"{folder_name(on, kind)}.pdf"


FROM_JAM = "Från brevet där det fastnade"
FROM_JAM_HINT = "det och alla efter det"
READING = "Kontrollerar vilka som ska ha brev …"
MAKING = "Skriver breven …"
WRITING = "Skriver filen …"
PRINTING = "Skriver ut …"
SAVING = "Antecknar …"
NUMBERS = "Bara nummer"
NUMBER_SEPARATORS = r"[,;]|\boch\b"
"""What may stand between numbers of letters."""
NUMBERS_HINT = "Till exempel 1–20, 37. Tomt: alla."
JAM_TOLD = "Skrivaren tog inte emot breven. Kontrollera den och välj Skriv ut igen."
STOPPED = "Utskriften avbröts. Ta bort krysset för de brev som inte kom ut."
ONE_FILE = "En fil med alla brev …"
FILE_EACH = "En fil per brev, i en ny mapp …"
REPLY_FORM = "Ifyllbart svarsbrev för den som är vald …"
TITLE = "Brev"
ANSWER = "Svara"
REMIND = "Påminnelsebrev …"
REMINDERS = "Påminnelsebrev"
REMINDERS_EMPTY = "Inga påminnelsebrev i dag."
REMINDERS_EMPTY_NOTE = "De erbjuds den som inte har svarat på sitt brev i tid."
REMINDERS_NOTE = "Först när du svarar börjar tiden att svara om. De som inte kom iväg erbjuds igen i Brev."
TIMES = "Din tid för hälsosamtal"
TELL_TIMES = "Brev med tid …"
TIMES_EMPTY = "Inga brev med tid i dag."
TIMES_EMPTY_NOTE = "De skickas till den som har fått en tid och inte går att nå på telefon."
TIMES_NOTE = "De som inte kom iväg hamnar i Brev igen."
AGAIN = "Skriv ut igen …"
AGAIN_TITLE = "Skriv ut igen"
WHICH_LETTERS = "Vilka brev?"
FIRST_SPOILT = "Första brevet som blev fel"
SAVE_TITLE = "Spara breven"
FOLDER_TITLE = "Ny mapp för breven"
ANSWER_LATER = "Svara senare"
FILL_IN_CLINIC = "Fyll i mottagningens uppgifter …"
ORDER = "Ordning"
LETTERS = "Får brev"
LETTER_HEADINGS = ("Nr", common.NAME, "Adress")
HELD_BACK = "Hålls tillbaka"
HELD_BACK_HEADINGS = (common.NAME, "Varför")
THROUGH_SKATTEVERKET = "Brev genom Skatteverket …"
POSTED_LETTERS = "Postade brev"
POSTED_HEADINGS = ("Nr", common.NAME)
PRINT_TITLE = "Skriv ut"
SHOW_WINDOW = "Visa kuvertets fönster"
WINDOW_HINT = "Heldraget: syns alltid. Streckat: kan synas när arket glider i kuvertet."
PAGE_BEFORE = "Föregående sida"
PAGE_AFTER = "Nästa sida"
NO_LETTER = "Inget brev"
REPLY_FORM_TITLE = "Spara ifyllbart svarsbrev"


def letter_to(name: str) -> str:
    """Accessible name of the page that is shown."""
    return f"Brevet till {name}" if name else NO_LETTER


def numbers_wrong(part: str, most: int) -> str:
    return f"”{part}” går inte. Skriv nummer från 1 till {common.number(most)}, till exempel 1–20, 37."


def only_unposted(number: int) -> str:
    return f"Bara de {common.number(number)} utan kryss"


def all_again(number: int) -> str:
    return f"Alla {common.number(number)}"


def saved_each(name: str) -> str:
    return f"Sparade i mappen {name}. Filerna innehåller namn och adresser, ta bort dem när breven är utskrivna."


def unanswered(number: int) -> str:
    return f"{common.sentence(common.residents(number))} har inte svarat på sitt brev i tid."


def wait_for_time(number: int) -> str:
    return f"{common.sentence(common.residents(number))} väntar på ett brev med sin tid."


def saved_form(name: str, file: str) -> str:
    return f"{name}: svarsbrevet är sparat som {file}. Bifoga filen i 1177 och ta sedan bort den."


def folder_name(on: date, kind: LetterKind = LetterKind.INVITATION) -> str:
    """A name without personal data."""
    return f"{title(kind)} {on:%Y-%m-%d}"


def shortened(lines: Sequence[str], how: Sequence[Shortening], language: str = "") -> str:
    """The address on one line, the language where it is not Swedish, and what was shortened to fit the window."""
    told = [f"Brev på {held_back.LANGUAGES[LetterLanguage(language)]}."] if language else []
    return " ".join([", ".join(lines), *told, *(held_back.shortening_words(one) for one in how)])
