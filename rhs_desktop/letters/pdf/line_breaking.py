"""Line breaking and placing: blocks become lines of text and shapes at fixed places of the sheet.

Positions are mm from the sheet's upper left corner, sizes are points. Nothing here knows PDF.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from rhs_desktop.letters.letter_text import Block, BlockKind, Run
from rhs_desktop.letters.measures import Box, mm, points
from rhs_desktop.letters.pdf.fonts import Face, Faces
from rhs_desktop.letters.pdf.page_elements import Input, InputKind, Marked, PageElement, Shape, TextLine, TextRun

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Style:
    """How a kind of block is set: sizes in points, space around in mm."""

    size: float
    leading: float
    before: float
    after: float
    bold: bool = False
    accent: bool = False
    indent: float = 0.0

    def denser(self, density: float) -> Style:
        """The same sizes with less air; space between blocks gives twice as much as between lines."""
        gap = max(2 * density - 1, 0.0)
        leading = max(self.leading * density, self.size * 1.18)
        return replace(self, leading=leading, before=self.before * gap, after=self.after * gap)


STYLES = {
    BlockKind.TITLE: Style(23, 27, 0, 3.0, bold=True, accent=True),
    BlockKind.HEADING: Style(13.5, 17, 3.4, 0.9, bold=True, accent=True),
    BlockKind.PARAGRAPH: Style(12, 15.8, 0, 2.4),
    BlockKind.BULLET: Style(12, 15.8, 0, 1.3, indent=5.5),
    BlockKind.NUMBERED: Style(12, 15.8, 0, 1.3, indent=6.5),
    BlockKind.CHOICES: Style(13, 17, 0.8, 4.2, indent=13.0),
    BlockKind.FIELDS: Style(12, 15, 0.6, 4.4),
    BlockKind.ASIDE: Style(11, 14.2, 0, 1.6),
    BlockKind.LETTERHEAD: Style(13.5, 17, 0, 1.2, bold=True, accent=True),
    BlockKind.SMALL: Style(10.5, 13.4, 0, 0.2),
}
DENSITIES = (1.0, 0.93, 0.86)
"""How closely a page is set, tried in this order: line distance and space shrink, the letters never do."""
BOX_SIDE = 8.0
"""The side of a box to tick, in mm: a shaky hand meets it."""
WRITING_HEIGHT = 12.0
"""The height of a line to write on, in mm."""


@dataclass(frozen=True, slots=True)
class BrokenLines:
    """A block placed as if its column began at the sheet's upper edge, and the height that it takes."""

    placed: PageElement
    height: float


def lay(
    block: Block, faces: Faces, left: float, width: float, density: float = 1.0, *, question: str = ""
) -> BrokenLines:
    """Set one filled block in a column, in mm. `question`: what its boxes answer, for who does not see the sheet."""
    style = STYLES[block.kind].denser(density)
    match block.kind:
        case BlockKind.CHOICES:
            return _choices(block, faces, style, left, width, question)
        case BlockKind.FIELDS:
            return _fields(block, faces, style, left, width)
        case BlockKind.BULLET | BlockKind.NUMBERED:
            return _item(block, faces, style, left, width)
        case (
            BlockKind.TITLE
            | BlockKind.HEADING
            | BlockKind.PARAGRAPH
            | BlockKind.ASIDE
            | BlockKind.LETTERHEAD
            | BlockKind.SMALL
        ):
            return _prose(block, faces, style, left, width)
        case _ as unreachable:
            assert_never(unreachable)


def _prose(block: Block, faces: Faces, style: Style, left: float, width: float) -> BrokenLines:
    tag = {BlockKind.TITLE: "H1", BlockKind.HEADING: "H2"}.get(block.kind, "P")
    lines = _set(block.cells[0], faces, style, left, width, style.before)
    height = style.before + mm(style.leading) * len(lines) + style.after
    return BrokenLines(PageElement(tag, (Marked(tag, lines, style.accent),)), height)


def _item(block: Block, faces: Faces, style: Style, left: float, width: float) -> BrokenLines:
    lines = _set(block.cells[0], faces, style, left + style.indent, width - style.indent, style.before)
    label = f"{block.number}." if block.kind is BlockKind.NUMBERED else "•"
    face = faces.bold if block.kind is BlockKind.NUMBERED else faces.regular
    mark = TextLine(lines[0].baseline, style.size, (TextRun(label + " ", face, left + (0.0 if block.number else 1.0)),))
    height = style.before + mm(style.leading) * len(lines) + style.after
    return BrokenLines(PageElement("LI", (Marked("Lbl", (mark,)), Marked("LBody", lines))), height)


def _choices(block: Block, faces: Faces, style: Style, left: float, width: float, question: str) -> BrokenLines:
    """Boxes to tick, side by side where a row has several."""
    column = width / len(block.cells)
    marked: list[Marked] = []
    shapes: list[Shape] = []
    tallest = BOX_SIDE
    for index, cell in enumerate(block.cells):
        at = left + column * index
        gap = style.indent if len(block.cells) < 4 else BOX_SIDE + 2.0
        room = column - gap
        text_height = mm(style.leading) * len(_break(cell, faces, style, room))
        drop = style.before + max((BOX_SIDE - text_height) / 2, 0.0)
        lines = _set(cell, faces, style, at + gap, room, drop)
        tallest = max(tallest, text_height)
        shapes.append(Shape(Box(at, style.before, at + BOX_SIDE, style.before + BOX_SIDE), 1.2))
        marked.append(Marked("P", lines))
    inputs = _inputs(InputKind.TICK, block, shapes, question)
    return BrokenLines(PageElement("P", tuple(marked), tuple(shapes), (), inputs), style.before + tallest + style.after)


def _fields(block: Block, faces: Faces, style: Style, left: float, width: float) -> BrokenLines:
    """A label with a box to write in below it."""
    gutter = 6.0
    column = (width - gutter * (len(block.cells) - 1)) / len(block.cells)
    marked: list[Marked] = []
    shapes: list[Shape] = []
    for index, cell in enumerate(block.cells):
        at = left + (column + gutter) * index
        lines = _set(cell, faces, style, at, column, style.before)
        top = style.before + mm(style.leading) * len(lines) + 0.8
        shapes.append(Shape(Box(at, top, at + column, top + WRITING_HEIGHT), 1.0))
        marked.append(Marked("P", lines))
    bottom = max(shape.box.bottom for shape in shapes)
    inputs = _inputs(InputKind.WRITE, block, shapes)
    return BrokenLines(PageElement("P", tuple(marked), tuple(shapes), (), inputs), bottom + style.after)


def _inputs(kind: InputKind, block: Block, boxes: Sequence[Shape], question: str = "") -> tuple[Input, ...]:
    labels = (" ".join([question, "".join(run.text for run in cell)]).strip() for cell in block.cells)
    return tuple(Input(kind, shape.box, label) for shape, label in zip(boxes, labels, strict=True))


def _set(
    runs: Sequence[Run], faces: Faces, style: Style, left: float, width: float, top: float
) -> tuple[TextLine, ...]:
    """Runs as lines in a column whose first line's upper edge is `top`."""
    leading = mm(style.leading)
    first = top + mm((style.leading + style.size * 0.62) / 2)
    return tuple(
        TextLine(first + leading * index, style.size, tuple(_pieces(words, style, left)))
        for index, words in enumerate(_break(runs, faces, style, width))
    )


def _pieces(words: Iterable[tuple[str, Face]], style: Style, left: float) -> Iterable[TextRun]:
    """Neighbouring words of one weight joined, each piece at its place."""
    at = left
    text, face = "", None
    for word, its_face in words:
        if face is not None and its_face is not face:
            yield TextRun(text, face, at)
            at += mm(face.width(text, style.size))
            text = ""
        text, face = text + word, its_face
    if face is not None:
        yield TextRun(text, face, at)


def _break(runs: Sequence[Run], faces: Faces, style: Style, width: float) -> list[list[tuple[str, Face]]]:
    """Words line by line. A line that is not the last keeps a space at its end, or reading aloud joins two words."""
    limit = points(width)
    lines: list[list[tuple[str, Face]]] = [[]]
    used = 0.0
    for word in _words(runs, faces, style.bold):
        for part in _cut(word, style.size, limit):
            bare = sum(face.width(text.rstrip(" "), style.size) for text, face in part)
            if lines[-1] and used + bare > limit:
                lines.append([])
                used = 0.0
            lines[-1].extend(part)
            used += sum(face.width(text, style.size) for text, face in part)
    lines[-1] = [(text, face) for text, face in lines[-1] if text]
    return lines


def _words(runs: Sequence[Run], faces: Faces, bold: bool) -> list[list[tuple[str, Face]]]:
    """Words with the space after them; a word may change its weight inside."""
    words: list[list[tuple[str, Face]]] = []
    joined = False
    for run in runs:
        face = faces.bold if run.bold or bold else faces.regular
        for index, text in enumerate(run.text.split(" ")):
            if index and words and joined:
                last, its_face = words[-1][-1]
                words[-1][-1] = (last + " ", its_face)
                joined = False
            if not text:
                continue
            if joined:
                words[-1].append((text, face))
            else:
                words.append([(text, face)])
            joined = True
    return words


def _cut(word: list[tuple[str, Face]], size: float, limit: float) -> list[list[tuple[str, Face]]]:
    """A word that is wider than the whole line, in pieces that are not."""
    if sum(face.width(text.rstrip(" "), size) for text, face in word) <= limit:
        return [word]
    parts: list[list[tuple[str, Face]]] = []
    for text, face in word:
        start = 0
        while start < len(text):
            end = start + 1
            while end < len(text) and face.width(text[start : end + 1].rstrip(" "), size) <= limit:
                end += 1
            parts.append([(text[start:end], face)])
            start = end
    return parts
