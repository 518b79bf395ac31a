"""The texts of the letters, the program's or the clinic's own; every version is kept.

A batch stores the fingerprint of each text that it was printed with, and the text of a fingerprint can always be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rhs_desktop.domain.act_kinds import ActKind
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
def chosen(ctx: Context, keys: Iterable[str]) -> tuple[LetterText, ...]:
    """The present texts of those keys. Raises LetterWithheld `text_unknown`, `text_invalid`."""
    from rhs_desktop.letters.letter_text import chosen_texts, load_texts, parse_text

    shipped = load_texts(resources_dir() / "letters")
    own = _own(ctx)
    now = {key: parse_text(key, own.get(key, text.source)) for key, text in shipped.items()}
    return chosen_texts(now, keys)


@needs(Permission.ENTER)
def editable(ctx: Context) -> tuple[EditableText, ...]:
    """Every text that a clinic may write itself, by name."""
    from rhs_desktop.letters.letter_text import load_texts

    texts = load_texts(resources_dir() / "letters").values()
    return tuple(_editable(ctx, text) for text in sorted(texts, key=lambda text: text.name))


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
    """Store the clinic's words for a text. Raises LetterWithheld `text_unknown`, `text_invalid`."""
    from rhs_desktop.letters.letter_text import chosen_texts, load_texts, parse_text

    chosen_texts(load_texts(resources_dir() / "letters"), [key])
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


def _editable(ctx: Context, text: LetterText) -> EditableText:
    shipped = Version(text.fingerprint, text.source)
    own = [
        Version(one["fingerprint"], source(ctx, one["fingerprint"]) or "", datetime.fromisoformat(one["at"]), one["by"])
        for one in _entries(ctx, text.key)
    ]
    newest_first = (*reversed(own), shipped)
    return EditableText(text.key, text.name, newest_first[0].source, newest_first)


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
