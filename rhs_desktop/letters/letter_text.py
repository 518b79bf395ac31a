"""The letters' words: our own light markup with placeholders, kept as files that a clinic can edit.

A text begins with `nyckel: värde` lines up to `---`: `namn` (what people call it) and `fönster` (whose address stands
in the window: `invånare`, `mottagning` or `inget`); `till` if it always goes to one place (`rad | rad | rad`). Then,
a blank line between blocks:

    # Rubrik            ## Mindre rubrik        stycke med **fetstil** och ((namn))
    - punkt             1. numrerad punkt       > text bredvid fönstret
    [ ] ruta att kryssa [ ] flera på en rad     Etikett: ____   (rad att skriva på)
    [ord](https://www.exempel.se/sida), på papper: ord (exempel.se/sida)
    ((om frankerat)) i början av ett block: det är bara med om det stämmer
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum, unique
from hashlib import sha256
from typing import TYPE_CHECKING, assert_never

from rhs_desktop.domain.errors import LetterTrouble, LetterWithheld

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

PERSONAL = frozenset({"namn", "kod", "besökstid"})
"""Placeholders that differ from letter to letter."""
CLINIC_SAYS = frozenset({"plats", "provtagning", "frågor", "ansvarig", "dataskyddsombud", "ändamål", "hur länge"})
"""What the clinic says in its settings: where to come, where to leave the sample, how the form comes, and of the data
sheet who is responsible, whom to ask, why and by what right, and how long."""
OPTIONAL = frozenset({"telefontider", "webb", "svara senast"}) | CLINIC_SAYS
"""Placeholders that may be empty; a block that holds an empty one is left out."""
CONDITIONS = frozenset({"frankerat", "ofrankerat", "inget svarskuvert", "baksida", "ring först"})
"""What `((om …))` may ask: the reply envelope's postage, and which sheets and sentences the clinic wants."""
SHARED = frozenset({"mottagning", "adress", "telefon", "telefon med tider", "porto", "datum"}) | OPTIONAL
"""Placeholders that are the same in the whole batch."""

_PLACEHOLDER = re.compile(r"\(\((.*?)\)\)")
_PIECE = re.compile(r"\(\((.*?)\)\)|\*\*")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\((https?://[^()\s]+)\)|(https?://[^\s()<>]*[^\s()<>.,;:!?])")
_CONDITION = re.compile(r"^(?P<mark>- |> |#+ |\d+\.\s+|)\(\(om ([^()]*)\)\)\s*", re.IGNORECASE)
_FIELD = re.compile(r"([^:_]+):\s*_{3,}")


@unique
class Window(StrEnum):
    """Whose address shows in the envelope's window."""

    RESIDENT = "invånare"
    CLINIC = "mottagning"
    NONE = "inget"


@unique
class BlockKind(StrEnum):
    """The kinds of block."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    BULLET = "bullet"
    NUMBERED = "numbered"
    CHOICES = "choices"
    FIELDS = "fields"
    ASIDE = "aside"
    LETTERHEAD = "letterhead"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one weight; a `placeholder` run is replaced by its value."""

    text: str
    bold: bool = False
    placeholder: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """One block. `cells` has one entry but for rows of boxes or of lines to write on. `number`: a numbered item's.

    `condition` is one of CONDITIONS, or empty: the block is left out where it does not hold.
    """

    kind: BlockKind
    cells: tuple[tuple[Run, ...], ...]
    number: int = 0
    condition: str = ""

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset(run.text for cell in self.cells for run in cell if run.placeholder)

    @property
    def personal(self) -> bool:
        return not self.placeholders.isdisjoint(PERSONAL)

    def filled(self, values: Mapping[str, str]) -> Block:
        """A copy with its placeholders replaced; markup signs in a value are not interpreted."""
        return Block(
            self.kind,
            tuple(
                tuple(Run(values[run.text], run.bold) if run.placeholder else run for run in cell)
                for cell in self.cells
            ),
            self.number,
            self.condition,
        )


def wanted(blocks: Iterable[Block], values: Mapping[str, str]) -> Iterator[Block]:
    """The blocks without those about something that the clinic does not have, numbered items numbered anew.

    `values` has the OPTIONAL placeholders and, by their names, the CONDITIONS: empty where they do not hold.
    """
    number = 0
    for block in blocks:
        if block.condition and not values[block.condition]:
            continue
        if not all(values[name] for name in block.placeholders & OPTIONAL):
            continue
        number = number + 1 if block.kind is BlockKind.NUMBERED else 0
        yield replace(block, number=number)


@dataclass(frozen=True, slots=True)
class TextProblem:
    """A fault of a text, and its line (from 1)."""

    code: str
    line: int
    what: str = ""


@dataclass(frozen=True, slots=True)
class LetterText:
    """One page's words. `to`: the address of a text that always goes to the same place.

    `fingerprint` tells versions apart: a letter remembers the one it went out with.
    """

    key: str
    name: str
    window: Window
    blocks: tuple[Block, ...]
    source: str
    to: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        return sha256(self.source.encode("utf-8")).hexdigest()[:16]

    @property
    def language(self) -> str:
        """The tag after the full stop of the key, `brevinbjudan.en`; empty for Swedish."""
        return self.key.partition(".")[2]

    @property
    def title(self) -> str:
        """The first heading, as plain words."""
        titles = (block for block in self.blocks if block.kind is BlockKind.TITLE)
        return "".join(run.text for block in titles for run in block.cells[0]) or self.name

    @property
    def placeholders(self) -> frozenset[str]:
        return frozenset[str]().union(*(block.placeholders for block in self.blocks))

    @property
    def conditions(self) -> frozenset[str]:
        return frozenset(block.condition for block in self.blocks if block.condition)

    def missing(self, values: Mapping[str, str]) -> tuple[str, ...]:
        """Placeholders of the text that have no value and may not be left out."""
        return tuple(sorted(name for name in self.placeholders - PERSONAL - OPTIONAL if not values.get(name)))


def load_texts(folder: Path) -> dict[str, LetterText]:
    """Every text of a folder by its key, the file's name. Raises LetterWithheld("text_invalid")."""
    texts: dict[str, LetterText] = {}
    for path in sorted(folder.glob("*.md")):
        try:
            source = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise LetterWithheld(
                LetterTrouble.TEXT_INVALID, text=path.stem, problems=(TextProblem("encoding", 1),)
            ) from error
        texts[path.stem] = parse_text(path.stem, source)
    return texts


def chosen_texts(texts: Mapping[str, LetterText], keys: Iterable[str]) -> tuple[LetterText, ...]:
    """The texts of those keys in that order, as a profile lists them. Raises LetterWithheld("text_unknown")."""
    chosen = []
    for key in keys:
        if key not in texts:
            raise LetterWithheld(LetterTrouble.TEXT_UNKNOWN, text=key)
        chosen.append(texts[key])
    return tuple(chosen)


def parse_text(key: str, source: str) -> LetterText:
    """A text from its markup. Raises LetterWithheld("text_invalid") with `text` and all `problems`."""
    text, problems = read_text(key, source)
    if problems:
        raise LetterWithheld(LetterTrouble.TEXT_INVALID, text=key, problems=problems)
    return text


def read_text(key: str, source: str) -> tuple[LetterText, tuple[TextProblem, ...]]:
    """A text and everything that is wrong with it, for an editor that shows both."""
    lines = source.replace("\r\n", "\n").split("\n")
    problems: list[TextProblem] = []
    head, body_at = _head(lines, problems)
    name = head.get("namn", "")
    window = head.get("fönster", "")
    if not name:
        problems.append(TextProblem("head_missing", 1, "namn"))
    if window not in set(Window):
        problems.append(TextProblem("head_missing", 1, "fönster"))
        window = Window.NONE
    blocks = tuple(_blocks(lines, body_at, problems))
    if not any(block.kind is BlockKind.TITLE for block in blocks):
        problems.append(TextProblem("no_title", body_at + 1))
    to = tuple(line.strip() for line in head.get("till", "").split("|") if line.strip())
    return LetterText(key, name, Window(window), blocks, source, to), tuple(problems)


def _head(lines: list[str], problems: list[TextProblem]) -> tuple[dict[str, str], int]:
    if "---" not in lines:
        problems.append(TextProblem("head_missing", 1, "---"))
        return {}, 0
    end = lines.index("---")
    pairs = (line.partition(":") for line in lines[:end] if line.strip())
    return {key.strip().casefold(): value.strip() for key, _, value in pairs}, end + 1


def _blocks(lines: list[str], start: int, problems: list[TextProblem]) -> Iterable[Block]:
    number = 0
    for at, kind, text, condition in _logical_lines(lines, start):
        number = number + 1 if kind is BlockKind.NUMBERED else 0
        if condition and condition not in CONDITIONS:
            problems.append(TextProblem("condition_unknown", at, condition))
        yield Block(kind, tuple(_runs(cell, at, problems) for cell in _cells(kind, text)), number, condition)


def _cells(kind: BlockKind, text: str) -> list[str]:
    """The parts of a block that are laid out side by side; of most kinds the whole text."""
    match kind:
        case BlockKind.CHOICES:
            return [cell.strip() for cell in text.split("[ ]") if cell.strip()]
        case BlockKind.FIELDS:
            return [label.strip() for label in _FIELD.findall(text)]
        case (
            BlockKind.TITLE
            | BlockKind.HEADING
            | BlockKind.PARAGRAPH
            | BlockKind.BULLET
            | BlockKind.NUMBERED
            | BlockKind.ASIDE
            | BlockKind.LETTERHEAD
            | BlockKind.SMALL
        ):
            return [text]
        case _ as unreachable:
            assert_never(unreachable)


def _logical_lines(lines: list[str], start: int) -> Iterable[tuple[int, BlockKind, str, str]]:
    """Blocks as line number, kind, text and condition; plain lines without a blank line between belong to the block
    above."""
    found: list[tuple[int, BlockKind, str, str]] = []
    open_block = False
    for at, line in enumerate(lines[start:], start + 1):
        stripped = line.strip()
        if stripped in {"", ">"}:
            open_block = False
            continue
        asked = _CONDITION.match(stripped)
        condition = " ".join(asked[2].split()).casefold() if asked else ""
        kind, text = _kind(_CONDITION.sub(r"\g<mark>", stripped))
        above = found[-1][1] if found else None
        goes_on = kind is BlockKind.PARAGRAPH and above not in (BlockKind.CHOICES, BlockKind.FIELDS)
        if open_block and not condition and (goes_on or kind is above is BlockKind.ASIDE):
            first, its_kind, so_far, its_condition = found[-1]
            found[-1] = (first, its_kind, f"{so_far} {text}", its_condition)
        else:
            found.append((at, kind, text, condition))
        open_block = True
    return found


def _kind(line: str) -> tuple[BlockKind, str]:
    for mark, kind in (
        ("## ", BlockKind.HEADING),
        ("# ", BlockKind.TITLE),
        ("- ", BlockKind.BULLET),
        ("> ", BlockKind.ASIDE),
    ):
        if line.startswith(mark):
            return kind, line[len(mark) :].strip()
    if numbered := re.match(r"\d+\.\s+", line):
        return BlockKind.NUMBERED, line[numbered.end() :]
    if line.startswith("[ ]"):
        return BlockKind.CHOICES, line
    if _FIELD.match(line):
        return BlockKind.FIELDS, line
    return BlockKind.PARAGRAPH, line


def _on_paper(link: re.Match[str]) -> str:
    """The short form of a link, for typing; its text comes before it."""
    words, under, bare = link.groups()
    short = re.sub(r"^https?://(?:www\.)?", "", under or bare).rstrip("/")
    return f"{words} ({short})" if words and words != short else short


def _runs(text: str, line: int, problems: list[TextProblem]) -> tuple[Run, ...]:
    text = _LINK.sub(_on_paper, text)
    runs: list[Run] = []
    bold = False
    at = 0
    for piece in _PIECE.finditer(text):
        if piece.start() > at:
            runs.append(Run(text[at : piece.start()], bold))
        at = piece.end()
        if piece.group() == "**":
            bold = not bold
            continue
        name = " ".join(piece.group(1).split()).casefold()
        if name not in PERSONAL | SHARED:
            problems.append(TextProblem("placeholder_unknown", line, name))
        runs.append(Run(name, bold, placeholder=True))
    if at < len(text):
        runs.append(Run(text[at:], bold))
    if bold:
        problems.append(TextProblem("bold_open", line))
    if "((" in _PLACEHOLDER.sub("", text):
        problems.append(TextProblem("placeholder_open", line))
    return tuple(runs)
