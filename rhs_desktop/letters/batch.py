"""A batch of letters as one PDF file, written completely or not at all."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from rhs_desktop.domain.errors import Cancelled, FileUnwritable, LetterTrouble, LetterWithheld, WriteTrouble
from rhs_desktop.domain.letters.clinic import ReplyEnvelope
from rhs_desktop.file_writing import whole_files, whole_folder
from rhs_desktop.letters.letter_text import Window
from rhs_desktop.letters.page_layout import LetterHead, PageTypesetter
from rhs_desktop.letters.pdf.fonts import faces
from rhs_desktop.letters.pdf.page_elements import EMPTY_PAGE
from rhs_desktop.letters.written_days import long_date

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import BinaryIO

    from rhs_desktop.domain.letters.clinic import Clinic
    from rhs_desktop.domain.letters.letter_plan import Letter
    from rhs_desktop.letters.envelope import Envelope
    from rhs_desktop.letters.letter_text import LetterText

BEFORE_VISIT, DATA_SHEET = "infor", "dataskydd"
"""The texts that go with a letter where the clinic wants them."""
IN_ONE_FILE = 1_000
"""Letters. More would take too much memory, and too long between two checks of *Avbryt*."""
Progress = Callable[[int, int, bool], None]
"""What is done, of how much, and whether a file is being saved: a tenth of each letter."""
_A_LETTER, _DRAWN = 10, 9
_WRITE_TROUBLE = {
    WriteTrouble.FOLDER_MISSING: LetterTrouble.FOLDER_MISSING,
    WriteTrouble.IN_USE: LetterTrouble.FILE_IN_USE,
    WriteTrouble.FULL: LetterTrouble.DISK_FULL,
    WriteTrouble.FAILED: LetterTrouble.WRITE_FAILED,
}


@dataclass(frozen=True, slots=True)
class Mailing:
    """What a batch has in common: the texts in the order of the sheets, clinic, envelopes and dates.

    `reply_envelope` is the one that the resident sends back, `enclosed` whether it is in the letter and its postage
    paid. `reply_by` may be left out, and then the sentence about it is too. `ask_first`: who has diabetes or takes
    blood thinners is told to ring before the sample. `duplex`: for printing on both sides; empty pages are put in so
    that the reply letter is a sheet of its own and no letter begins on the back of another. `translations`: the same
    texts in other languages, by their tags; `language`: that of `texts`, empty for Swedish.
    """

    texts: tuple[LetterText, ...]
    clinic: Clinic
    envelope: Envelope
    reply_envelope: Envelope
    on: date
    reply_by: date | None = None
    enclosed: ReplyEnvelope = ReplyEnvelope.FRANKED
    ask_first: bool = True
    duplex: bool = False
    translations: Mapping[str, tuple[LetterText, ...]] = field(default_factory=dict)
    language: str = ""

    def in_language(self, language: str) -> Mailing:
        """For letters in that language; as it is where the clinic has no texts in it."""
        return replace(self, texts=found, language=language) if (found := self.translations.get(language)) else self

    @property
    def every_text(self) -> tuple[LetterText, ...]:
        """The texts in all languages."""
        return (*self.texts, *(text for texts in self.translations.values() for text in texts))

    @property
    def values(self) -> Mapping[str, str]:
        """The placeholders that are the same in every letter."""
        clinic = self.clinic
        franked = self.enclosed is ReplyEnvelope.FRANKED
        conditions = {
            "frankerat": franked,
            "ofrankerat": self.enclosed is ReplyEnvelope.UNFRANKED,
            "inget svarskuvert": self.enclosed is ReplyEnvelope.NONE,
            "baksida": any(text.key.partition(".")[0] == BEFORE_VISIT for text in self.texts),
            "ring först": self.ask_first,
        }
        hours = f" ({clinic.phone_hours})" if clinic.phone_hours and not self.language else ""
        return {
            "mottagning": clinic.name,
            "adress": ", ".join(clinic.reply_lines[1:]),
            "telefon": clinic.phone,
            "telefon med tider": f"{clinic.phone}{hours}" if clinic.phone else "",
            "telefontider": clinic.phone_hours,
            "webb": _phrase(clinic.online),
            "porto": "" if self.language else "Du behöver inget frimärke." if franked else "Sätt på ett frimärke.",
            "datum": self.written(self.on),
            "svara senast": self.written(self.reply_by) if self.reply_by else "",
            "plats": _phrase(clinic.place) or ", ".join(clinic.reply_lines),
            "provtagning": _phrase(clinic.samples),
            "frågor": _phrase(clinic.form),
            "ansvarig": _phrase(clinic.data_controller),
            "dataskyddsombud": _phrase(clinic.data_officer),
            "ändamål": _phrase(clinic.data_reason),
            "hur länge": _phrase(clinic.data_kept),
            **{name: "ja" if holds else "" for name, holds in conditions.items()},
        }

    def written(self, day: date) -> str:
        """A date in the letters: in words in Swedish, else in figures that everybody reads."""
        return day.isoformat() if self.language else long_date(day)


@dataclass(frozen=True, slots=True)
class LetterBatchResult:
    """The files of a batch, or its PDFs in memory. `texts` are the fingerprints of the texts that the letters have."""

    letters: int
    pages: int
    texts: Mapping[str, str] = field(default_factory=dict)
    paths: tuple[Path, ...] = ()
    in_memory: tuple[bytes, ...] = ()

    @property
    def path(self) -> Path | None:
        """The file or folder, or the first of several files."""
        return self.paths[0] if self.paths else None


def write_letters(
    target: Path,
    letters: Sequence[Letter],
    mailing: Mailing,
    *,
    progress: Progress = lambda done, total, saving: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> LetterBatchResult:
    """Write every letter, in the order given, into one PDF, or into several of at most `IN_ONE_FILE` letters.

    `progress` is called after each letter; `cancelled` is asked before each, and while a file is saved. All files
    appear whole under their names (`numbered`), or none does.

    Raises Cancelled; LetterWithheld: "no_letters", "clinic_incomplete", "text_value_missing", "text_glyph",
    "text_overflow", "address_misfit", and for the file LetterTrouble.FOLDER_MISSING, LetterTrouble.FOLDER_DENIED,
    LetterTrouble.FILE_IN_USE, LetterTrouble.DISK_FULL, LetterTrouble.WRITE_FAILED.
    """
    parts = _parts(letters)
    targets = numbered(target, len(parts))
    with letters_written(targets[0]), whole_files(targets) as unfinished, ExitStack() as files:
        outs = [files.enter_context(path.open("wb")) for path in unfinished]
        written = _draw_parts(outs, parts, mailing, progress, cancelled)
    return replace(written, paths=targets)


def letters_in_memory(
    letters: Sequence[Letter],
    mailing: Mailing,
    *,
    progress: Progress = lambda done, total, saving: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> LetterBatchResult:
    """The same letters as PDFs in memory, in the same parts, for a printer. Raises as `write_letters`."""
    parts = _parts(letters)
    outs = [BytesIO() for _ in parts]
    written = _draw_parts(outs, parts, mailing, progress, cancelled)
    return replace(written, in_memory=tuple(out.getvalue() for out in outs))


def _parts(letters: Sequence[Letter]) -> list[Sequence[Letter]]:
    return [letters[first : first + IN_ONE_FILE] for first in range(0, len(letters), IN_ONE_FILE)] or [letters]


def _draw_parts(
    outs: Sequence[BinaryIO],
    parts: Sequence[Sequence[Letter]],
    mailing: Mailing,
    progress: Progress,
    cancelled: Callable[[], bool],
) -> LetterBatchResult:
    total = sum(map(len, parts))
    pages, before, fingerprints = 0, 0, dict[str, str]()
    for out, part in zip(outs, parts, strict=True):

        def report(done: int, _: int, saving: bool, before: int = before) -> None:
            progress(before * _A_LETTER + done, total * _A_LETTER, saving)

        written = draw_letters(out, part, mailing, progress=report, cancelled=cancelled)
        pages, before, fingerprints = pages + written.pages, before + written.letters, dict(written.texts)
    return LetterBatchResult(total, pages, fingerprints)


def numbered(target: Path, parts: int) -> tuple[Path, ...]:
    """The files of a batch: its own name alone, or `-1`, `-2` … before the suffix."""
    if parts == 1:
        return (target,)
    return tuple(target.with_name(f"{target.stem}-{part}{target.suffix}") for part in range(1, parts + 1))


def write_each(
    folder: Path,
    letters: Sequence[Letter],
    mailing: Mailing,
    *,
    progress: Progress = lambda done, total, saving: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> LetterBatchResult:
    """Write one PDF a letter into a new folder, named by the letters' codes (a file's name tells nobody's identity).

    The folder appears with all files in it, or not at all. Raises LetterWithheld as `write_letters` does, and
    "folder_exists".
    """
    if folder.exists():
        raise LetterWithheld(LetterTrouble.FOLDER_EXISTS, name=folder.name, folder=str(folder.parent))
    pages, fingerprints = 0, dict[str, str]()
    with letters_written(folder), whole_folder(folder) as unfinished:
        for done, letter in enumerate(letters, 1):
            written = write_letters(unfinished / f"brev-{letter.code}.pdf", [letter], mailing, cancelled=cancelled)
            pages, fingerprints = pages + written.pages, dict(written.texts)
            progress(done, len(letters), False)
    return LetterBatchResult(len(letters), pages, fingerprints, (folder,))


def draw_letters(
    out: BinaryIO,
    letters: Sequence[Letter],
    mailing: Mailing,
    *,
    progress: Progress = lambda done, total, saving: None,
    cancelled: Callable[[], bool] = lambda: False,
    fillable: bool = False,
) -> LetterBatchResult:
    """Write the PDF into an open file or, for a preview, into memory. Raises LetterWithheld as `write_letters`.

    `fillable` makes the boxes of the reply form fields, for a letter that is sent digitally.
    """
    from rhs_desktop.letters.pdf.tagged import Document

    if not letters:
        raise LetterWithheld(LetterTrouble.NO_LETTERS)
    setters = {language: setters_for(mailing.in_language(language)) for language in ("", *mailing.translations)}
    document = Document(
        out, title=f"Brev {mailing.on:%Y-%m-%d}", author=mailing.clinic.name, on=mailing.on, fillable=fillable
    )
    for done, letter in enumerate(letters, 1):
        if cancelled():
            raise Cancelled
        language = letter.language if letter.language in setters else ""
        document.add([setter.page(letter) if setter else EMPTY_PAGE for setter in setters[language]], language)
        progress(done * _DRAWN, len(letters) * _A_LETTER, False)
    saved, total = count(len(letters) * _DRAWN), len(letters) * _A_LETTER
    document.finish(cancelled, lambda: progress(next(saved), total, True))
    progress(total, total, True)
    return LetterBatchResult(len(letters), document.pages, {text.key: text.fingerprint for text in mailing.every_text})


def _phrase(text: str) -> str:
    """What a clinic wrote, without the full stop that the letter has."""
    return text.rstrip(". ")


def _setters(mailing: Mailing) -> Iterator[PageTypesetter]:
    clinic = mailing.clinic
    if not clinic.complete_for_letters:
        raise LetterWithheld(LetterTrouble.CLINIC_INCOMPLETE, settings=clinic.problems)
    values = mailing.values
    phone = f"{'Tel.' if mailing.language else 'Telefon'} {clinic.phone}"
    head = LetterHead(clinic.name, (*clinic.head_lines, phone), mailing.written(mailing.on))
    for text in mailing.texts:
        if missing := text.missing(values):
            raise LetterWithheld(LetterTrouble.TEXT_VALUE_MISSING, text=text.name, placeholders=missing)
        printed = "".join([text.source, clinic.name, *clinic.head_lines, *values.values()])
        if glyphs := faces().missing(printed.replace("\n", " ").replace("\r", " ").replace("\t", " ")):
            raise LetterWithheld(LetterTrouble.TEXT_GLYPH, text=text.name, characters=tuple(sorted(glyphs)))
        envelope = mailing.reply_envelope if text.window is Window.CLINIC else mailing.envelope
        yield PageTypesetter(text, values=values, head=head, reply=clinic.reply_lines, envelope=envelope)


def setters_for(mailing: Mailing) -> tuple[PageTypesetter | None, ...]:
    """A typesetter for each page of a letter; None for the empty back of a sheet. Raises LetterWithheld."""
    setters = tuple(_setters(mailing))
    return _for_both_sides(setters) if mailing.duplex else setters


def _for_both_sides(setters: tuple[PageTypesetter, ...]) -> tuple[PageTypesetter | None, ...]:
    """The pages with empty backs where a new sheet must begin: at a reply letter, and after the last page."""
    pages: list[PageTypesetter | None] = []
    for setter in setters:
        if setter.is_reply and len(pages) % 2:
            pages.append(None)
        pages.append(setter)
        if setter.is_reply:
            pages.append(None)
    if len(pages) % 2:
        pages.append(None)
    return tuple(pages)


@contextmanager
def letters_written(target: Path) -> Iterator[None]:
    """Turns FileUnwritable into LetterWithheld, whose sentences name the folder too."""
    try:
        yield
    except FileUnwritable as error:
        code = _WRITE_TROUBLE[error.code]
        if error.code is WriteTrouble.IN_USE and not error.begun:
            code = LetterTrouble.FOLDER_DENIED
        raise LetterWithheld(code, name=target.name, folder=str(target.parent)) from error
