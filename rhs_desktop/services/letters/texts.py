"""The texts of the letters, the program's or the clinic's own; every version is kept.

A batch stores the fingerprint of each text that it was printed with, and the text of a fingerprint can always be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.act_kinds import ActKind
from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld
from rhs_desktop.domain.letters.languages import SIGNS, LetterLanguage
from rhs_desktop.paths import resources_dir
from rhs_desktop.services.context import Context
from rhs_desktop.services.permissions import Permission, needs
from rhs_desktop.services.recording import ActDone, recording
from rhs_desktop.store import settings as kept

if TYPE_CHECKING:
    from rhs_desktop.letters.letter_text import LetterText, TextProblem
    from rhs_desktop.store.act import ActWriter

_VERSIONS = "texts.versions."
_SOURCE = "texts.source."


@dataclass(frozen=True, slots=True)
class Version:
    """A saved version of a text. `at` and `by` are None for the one that comes with the program."""

    fingerprint: str
    source: str
    at: datetime | None = None
    by: str | None = None


@dataclass(frozen=True, slots=True)
class EditableText:
    """One of the letters' texts: its name, its present words, and its versions, the newest first."""

    key: str
    name: str
    source: str
    versions: tuple[Version, ...]

    @property
    def changed(self) -> bool:
        """Whether the clinic has words of its own."""
        return self.source != self.versions[-1].source


@needs(Permission.ENTER)
def translations(ctx: Context, keys: Iterable[str]) -> dict[str, tuple[LetterText, ...]]:
    """The clinic's own texts of those keys in other languages, by the language; only where it has written all."""
    from rhs_desktop.letters.letter_text import parse_text

    own, wanted = _own(ctx), tuple(keys)
    found: dict[str, tuple[LetterText, ...]] = {}
    for language in sorted({key.partition(".")[2] for key in own} - {""}):
        names = [f"{key}.{language}" for key in wanted]
        if wanted and all(name in own for name in names):
            found[language] = tuple(parse_text(name, own[name]) for name in names)
    return found


@needs(Permission.ENTER)
def chosen(ctx: Context, keys: Iterable[str]) -> tuple[LetterText, ...]:
    """The present texts of those keys. Raises LetterWithheld `text_unknown`, `text_invalid`."""
    from rhs_desktop.letters.letter_text import chosen_texts, load_texts, parse_text

    shipped = load_texts(resources_dir() / "letters")
    own = _own(ctx)
    now = {key: parse_text(key, own.get(key, text.source)) for key, text in shipped.items()}
    return chosen_texts(now, keys)


@needs(Permission.ENTER)
def editable(ctx: Context, language: LetterLanguage | None = None) -> tuple[EditableText, ...]:
    """Every text with its versions, by name. In another language it begins with the Swedish words of today.

    Raises LetterWithheld `language_unprintable` for one whose letters the typeface lacks.
    """
    from rhs_desktop.letters.letter_text import load_texts, parse_text

    texts = sorted(load_texts(resources_dir() / "letters").values(), key=lambda text: text.name)
    if language is None:
        return tuple(_editable(ctx, text.key, text) for text in texts)
    _check_language(language)
    own = _own(ctx)
    return tuple(
        _editable(ctx, f"{text.key}.{language}", parse_text(text.key, own.get(text.key, text.source))) for text in texts
    )


def _check_language(language: str) -> None:
    from rhs_desktop.letters.pdf.fonts import can_print

    known = LetterLanguage(language)
    if can_print(SIGNS.get(known, "")):
        raise LetterWithheld(LetterTrouble.LANGUAGE_UNPRINTABLE, language=known)


def problems(key: str, source: str) -> tuple[TextProblem, ...]:
    """All faults of a text that is being written."""
    from rhs_desktop.letters.letter_text import read_text

    return read_text(key, source)[1]


def left_out(text: EditableText, source: str) -> tuple[str, ...]:
    """The placeholders of the program's own text that these words lack."""
    from rhs_desktop.letters.letter_text import read_text

    (shipped, _), (now, _) = (read_text(text.key, one) for one in (text.versions[-1].source, source))
    lost = {f"om {name}" for name in shipped.conditions - now.conditions}
    return tuple(sorted(shipped.placeholders - now.placeholders | lost))


@needs(Permission.ADMINISTER)
def save(ctx: Context, key: str, source: str) -> ActDone:
    """Store the clinic's words for a text. Raises LetterWithheld `text_unknown`, `text_invalid`,
    `language_unprintable`.
    """
    from rhs_desktop.letters.letter_text import chosen_texts, load_texts, parse_text

    name, _, language = key.partition(".")
    chosen_texts(load_texts(resources_dir() / "letters"), [name])
    if language:
        _check_language(language)
    text = parse_text(key, source)
    with recording(ctx, ActKind.LETTER_TEXT, details={"text": key, "fingerprint": text.fingerprint}) as act:
        entry = {"fingerprint": text.fingerprint, "at": ctx.now.isoformat(), "by": ctx.user}
        act.set_setting(f"{_VERSIONS}{key}", [*_entries(ctx, key), entry])
        act.set_setting(f"{_SOURCE}{text.fingerprint}", source)
        return act.commit()


def keep(act: ActWriter, ctx: Context, texts: Iterable[LetterText]) -> None:
    """Within the act that prints: store the words of each text, because a later version of the program may bring
    others."""
    for text in texts:
        if source(ctx, text.fingerprint) is None:
            act.set_setting(f"{_SOURCE}{text.fingerprint}", text.source)


@needs(Permission.ENTER)
def source(ctx: Context, fingerprint: str) -> str | None:
    """The words of a text that letters were printed with."""
    with ctx.store.reading() as db:
        found: str | None = kept.get(db, f"{_SOURCE}{fingerprint}")
    return found


@needs(Permission.ENTER)
def printed(ctx: Context, fingerprints: Mapping[str, str]) -> tuple[LetterText, ...]:
    """The texts that a batch was printed with, in the order of its sheets; none if their words are not known."""
    from rhs_desktop.letters.letter_text import parse_text

    found = {key: source(ctx, fingerprint) for key, fingerprint in fingerprints.items()}
    if None in found.values():
        return ()
    return tuple(parse_text(key, text or "") for key, text in found.items())


def _editable(ctx: Context, key: str, text: LetterText) -> EditableText:
    """The versions under that key; the first are the words of `text`."""
    shipped = Version(text.fingerprint, text.source)
    own = [
        Version(one["fingerprint"], source(ctx, one["fingerprint"]) or "", datetime.fromisoformat(one["at"]), one["by"])
        for one in _entries(ctx, key)
    ]
    newest_first = (*reversed(own), shipped)
    return EditableText(key, text.name, newest_first[0].source, newest_first)


def _entries(ctx: Context, key: str) -> list[dict[str, Any]]:
    with ctx.store.reading() as db:
        return list(kept.get(db, f"{_VERSIONS}{key}", []))


def _own(ctx: Context) -> dict[str, str]:
    """The clinic's own words by key; the last version counts."""
    with ctx.store.reading() as db:
        found = kept.under(db, _VERSIONS)
        return {
            key: kept.get(db, f"{_SOURCE}{entries[-1]['fingerprint']}") for key, entries in found.items() if entries
        }
